"""The measures of a run for a reader at a terminal: a dozen lines, no number without its count."""

from __future__ import annotations

from evaluation.population import Outside
from evaluation.run import Result

NAMED = 5  # unknown labels; the report names all


def summary(result: Result) -> str:
    """What stands on the first page of the report, as text."""
    measures, table = result.measures, result.scored.predictions
    scores, law, rejected = measures.accuracy.photos, measures.roll_up, measures.open_set
    lines = [
        (
            "pictures",
            f"{len(table)}, {int(table.rendered.sum())} of them rendered, not photographed",
        ),
        ("unreadable", f"{len(result.scored.failures)}"),
        ("first answer right", f"{scores.top[1]}"),
        ("among first three", f"{scores.top[3]}"),
        ("listed passed", f"{law.listed_passed_as_not_listed.share} as not listed"),
        ("ordinary accused", f"{law.ordinary_called_prohibited.share} as prohibited"),
        *(
            (f"false alarms, {kind.value}", f"{found.false_alarms}")
            for kind in Outside
            if (found := rejected.kinds[kind.value]).outside
        ),
        ("one picture twice", f"{sum(count for _, count in result.doubles.counts)} pairs"),
    ]
    if result.leaks is not None:
        pairs = sum(count for _, count in result.leaks.counts)
        lines.append(("LEAKS FROM TRAINING" if result.leaks.found else "leaks", f"{pairs} pairs"))
    if result.robustness is not None:
        overall = next(mean for mean in result.robustness.means if mean.name == "all")
        lines.append(("first answer right when corrupted", f"{overall.top1:.1%} on average"))
    unknown = measures.population.unknown_labels
    lines += [
        (f"unknown label {label!r}", f"{count} pictures, scored as open set")
        for label, count in list(unknown.items())[:NAMED]
    ]
    if len(unknown) > NAMED:
        rest = sum(list(unknown.values())[NAMED:])
        lines.append(
            (f"{len(unknown) - NAMED} more labels", f"{rest} pictures, scored as open set")
        )
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in lines)

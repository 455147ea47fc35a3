"""The section on what the model cannot know: near and far pictures apart."""

from __future__ import annotations

from catalogue.markup import Html
from evaluation.population import INSIDE, kinds
from evaluation.report import parts
from evaluation.report.contents import Contents
from evaluation.report.examples import alarm_place
from evaluation.report.figure import Rows
from evaluation.report.gallery import gallery
from evaluation.report.plots_openset import histograms, roc
from evaluation.report.words import count, counted, number, percent, plain_name, range_of, share


def open_set(contents: Contents) -> Html:
    """Near and far pictures apart: what each score tells, and what the inspector is told."""
    its = contents.measures.open_set
    if not any(kind.outside for kind in its.kinds.values()):
        words = "Not measured: every picture of the run has a label that the model has."
        return parts.section("open-set", "Open set", parts.paragraph(words))
    kind = kinds(contents.predictions)
    novelty = contents.predictions.novelty
    outside = {name: novelty[kind == name] for name in its.kinds}
    limit = contents.thresholds.novelty if contents.thresholds is not None else None
    drawn = (
        ("Novelty by kind", histograms("novelty", novelty[kind == INSIDE], outside, limit)),
        ("Refused and found", roc("roc", novelty[kind == INSIDE], outside)),
    )
    references = (
        f"{counted(its.references, 'reference picture')} for the two scores by distance."
        if its.references
        else "Without reference pictures there are no scores by distance."
    )
    return parts.section(
        "open-set",
        "Open set",
        parts.paragraph(
            f"Pictures of things outside the label set must be noticed. {references} Of those "
            f"that the model can name, the inspector is told “nothing known” of "
            f"{share(its.missed)}."
        ),
        parts.table(_told(contents), "What the inspector is told of pictures outside"),
        parts.figures(
            *(
                parts.figure(f"figure-{figure_id}", title, figure)
                for figure_id, (title, figure) in zip(("novelty", "roc"), drawn, strict=True)
                if figure is not None
            )
        ),
        parts.table(_separations(contents), "Scores compared, by kind of picture"),
        *(_alarms(contents, name) for name in its.kinds),
    )


def _told(contents: Contents) -> Rows:
    shown = {k: v for k, v in contents.measures.open_set.kinds.items() if v.outside}
    outcomes = list(next(iter(shown.values())).outcomes)
    return Rows(
        ("kind", "pictures", *map(plain_name, outcomes), "false alarms in 1,000", "95 %"),
        tuple(
            (
                plain_name(kind),
                count(its.outside),
                *(count(its.outcomes[outcome]) for outcome in outcomes),
                number(its.false_alarms_per_1000, 1),
                " to ".join(number(1000 * end, 1) for end in its.false_alarms.interval),
            )
            for kind, its in shown.items()
        ),
    )


def _separations(contents: Contents) -> Rows:
    return Rows(
        ("kind", "score", "AUROC", "95 %", "AUPR outside", "AUPR inside", "FPR95"),
        tuple(
            (
                plain_name(kind),
                plain_name(score),
                number(found.auroc.value),
                range_of(found.auroc.low, found.auroc.high),
                number(found.aupr_outside),
                number(found.aupr_inside),
                percent(found.fpr95),
            )
            for kind, its in contents.measures.open_set.kinds.items()
            if its.outside
            for score, found in its.separation.items()
        ),
    )


def _alarms(contents: Contents, kind: str) -> Html:
    worst = contents.measures.open_set.kinds[kind].worst
    if not worst:
        return Html("")
    title = f"False alarms, {plain_name(kind)}: {counted(len(worst), 'picture')}"
    return parts.part(title, gallery(contents, alarm_place(kind), worst))

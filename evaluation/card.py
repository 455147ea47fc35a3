"""The model card, written from the numbers of reports, so that it cannot drift from them.

What a model is for and what it must not be used for is said here; what it is and what it saw comes
from a TOML file (`evaluation.card_data`); every number comes from a `metrics.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from catalogue.load import Catalogue
from catalogue.visual_class import Kind
from datasets.samples import SampleError
from evaluation.card_data import CardData, Source, read
from evaluation.card_results import RESULTS, Numbers
from evaluation.metrics import Share
from evaluation.report.words import NOT_MEASURED, count, counted, plain_name, share
from evaluation.rollup import level_of

METRICS = "metrics.json"
_FEW = 10  # pictures; below, a recall says next to nothing
_USE = """\
**Intended use.** Triage by a trained customs inspector: a hint at which entry of the \
Anti-Torture Regulation to read, and what to check on the good itself.

**Out of scope.**

- **Not evidence.** No photo answer proves what a good is, or what it is for.
- **Not a legal opinion**, and never the sole ground for a seizure, a refusal or a release.
- **Silence is not clearance.** A good that is not recognised may still be listed.
- **Not for people.** Nothing about persons in a photo is recognised, and nothing may be \
concluded about them.
"""
_ANSWERS = """\
**Answers.** `recognised`: a listed or depending good on top, sure. `look_alike`: an ordinary \
thing on top, sure, and hardly any probability left on a good. `unsure`: candidates to compare. \
`unknown`: nothing it knows. The thresholds are in the card inside the weights file and come from \
validation pictures (`training/calibrate.py`).
"""
_WEAKNESSES = (
    "Every threshold comes from our validation pictures; a border's light, cameras and goods "
    "differ.",
    "Rendered look-alikes and real ones differ; the same holds for goods.",
    "Text on labels is not read. Size is not measured. Purpose cannot be seen.",
    "A map of where the model looked says where, never why.",
)


def write(reports: Sequence[Path], data: Path, out: Path, catalogue: Catalogue) -> None:
    """Write the card of one model.

    Args:
        reports: folders that `evaluation run` wrote, of one model.
        data: TOML file of `evaluation.card_data.read`.
        out: Markdown file to write.
        catalogue: gives the classes and their levels.

    Raises:
        SampleError: a folder without a usable `metrics.json`, or reports of several models.
        CatalogueError: the TOML file breaks a rule.
        OSError: a file cannot be read or written.
    """
    metrics = {_name(folder, reports): _metrics(folder) for folder in reports}
    out.write_text(card_markdown(metrics, read(data), catalogue), encoding="utf-8")


def _name(folder: Path, folders: Sequence[Path]) -> str:
    """The folder's own name, or its path where two have one name."""
    names = [each.resolve().name for each in folders]
    own = folder.resolve()
    return own.name if names.count(own.name) == 1 else str(folder)


def _metrics(folder: Path) -> Mapping[str, object]:
    path = folder / METRICS
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SampleError(f"{path} does not exist; name a folder of `evaluation run`") from error
    except ValueError as error:  # no UTF-8, or no JSON
        raise SampleError(f"{path} cannot be read ({error}); run the evaluation again") from error
    if not isinstance(found, dict) or "measures" not in found:
        raise SampleError(f"{path} holds no measures; name a folder of `evaluation run`")
    return found


def card_markdown(
    metrics: Mapping[str, Mapping[str, object]], data: CardData, catalogue: Catalogue
) -> str:
    """The card; the same input gives the same text.

    Args:
        metrics: content of each `metrics.json`, by the name of the run.
        data: what no measure gives.
        catalogue: gives the classes and their levels.

    Raises:
        SampleError: no run, runs of several models, or numbers that are none.
    """
    runs = [Numbers(name, its) for name, its in metrics.items()]
    models = sorted({(run.text("measures", "model"), _sha256(run)) for run in runs})
    if len(models) != 1:
        raise SampleError(f"a card is of one model; the reports are of {len(models)}")
    name, sha256 = models[0]
    parts = (
        f"# Model card: {_text(name)}\n",
        f"Written by `python -m evaluation card` from the reports named below. Weights: "
        f"{_text(name)}, SHA-256 `{_text(sha256)}`.\n",
        _USE,
        f"**What it is.** {data.description}\n",
        _seen(data),
        _results(runs, catalogue),
        _classes(runs, catalogue),
        _limits(runs, data, catalogue),
        _ANSWERS,
    )
    return "\n".join(parts).replace("\u00a0", " ")


def _sha256(run: Numbers) -> str:
    return run.text("measures", "model_sha256")


def _seen(data: CardData) -> str:
    """The data with their licences, and whether any real good is among them."""
    real = data.real_goods_seen
    head = (
        f"**What it has seen.** {counted(real, 'photo')} of real listed goods."
        if real
        else "**What it has seen.** **Not one photo of a real controlled good.** How well it names "
        "real goods is therefore not known from its training; whoever has such photos can measure "
        "it with `python -m evaluation run`."
    )
    rows = [
        ("source", "shows", "pictures", "kind", "used for", "licence", "where"),
        *(_source(its) for its in data.sources),
    ]
    return f"{head}\n\n{_table(rows)}"


def _source(its: Source) -> tuple[str, ...]:
    kind = "rendered" if its.rendered else "photos"
    goods = ", with listed goods" if its.listed_goods else ""
    uses = ", ".join(its.use)
    return (
        *(its.name, its.shows, count(its.pictures), f"{kind}{goods}"),
        *(uses, its.licence, its.where or "–"),
    )


def _results(runs: Sequence[Numbers], catalogue: Catalogue) -> str:
    rows = [
        ("", *(run.name for run in runs)),
        ("date", *(run.text("date") for run in runs)),
        ("pictures", *(_photos(run) for run in runs)),
        ("could not be read", *(count(len(run.rows("failures"))) for run in runs)),
        ("catalogue", *(_catalogue(run, catalogue) for run in runs)),
        *((words, *(said(run) for run in runs)) for words, said in RESULTS),
    ]
    rendered = any(run.count("measures", "population", "rendered") for run in runs)
    warning = "**Accuracy on rendered pictures says nothing of real goods.** " if rendered else ""
    leaking = [_text(run.name) for run in runs if run.at("leaks", "found")]
    if leaking:
        warning += (
            f"**Pictures of {', '.join(leaking)} were trained on: those numbers are too good.** "
        )
    return (
        f"## Results\n\n{warning}Intervals are 95 %; shares by Wilson, the others by resampling "
        f"objects.\n\n{_table(rows)}"
    )


def _photos(run: Numbers) -> str:
    photos, rendered = (run.count("measures", "population", key) for key in ("photos", "rendered"))
    return f"{count(photos)}: {count(photos - rendered)} real, {count(rendered)} rendered"


def _catalogue(run: Numbers, catalogue: Catalogue) -> str:
    version = run.text("measures", "catalogue")
    return version if version == catalogue.version else f"{version} (today {catalogue.version})"


def _recalls(run: Numbers) -> dict[str, Share | None]:
    """By label, for every label of the model; None where the run has no picture of it."""
    return {
        its.text("label"): its.share("recall")
        for its in run.rows("measures", "accuracy", "photos", "classes")
    }


def _labels(runs: Sequence[Numbers], catalogue: Catalogue) -> list[str]:
    """Labels that name something: goods, look-alikes, then those that the catalogue lacks."""
    own = sorted({label for run in runs for label in _recalls(run)})
    kinds = {label: found.kind for label in own if (found := catalogue.get(label))}
    order = {Kind.GOOD: 0, Kind.LOOK_ALIKE: 1, None: 2}
    named = [label for label in own if kinds.get(label) is not Kind.OTHER]
    return sorted(named, key=lambda label: (order[kinds.get(label)], label))


def _classes(runs: Sequence[Numbers], catalogue: Catalogue) -> str:
    """Recall of every class of the model, and the classes it has no label for."""
    recalls, labels = [_recalls(run) for run in runs], _labels(runs, catalogue)
    rows = [
        ("class", "level", *(run.name for run in runs)),
        *(
            (
                label,
                plain_name(level_of(catalogue.get(label))),
                *(share(found) if (found := its.get(label)) else NOT_MEASURED for its in recalls),
            )
            for label in labels
        ),
    ]
    lacking = []
    for kind, words in ((Kind.GOOD, "Goods"), (Kind.LOOK_ALIKE, "Look-alikes")):
        names = [id for id in catalogue.ids(kind) if id not in labels]
        if names:
            lacking.append(
                f"{words} of the catalogue that the model has no label for, not measured "
                f"({len(names)}): {', '.join(names)}.\n"
            )
    return "\n".join([f"## Recall of each class\n\n{_table(rows)}", *lacking])


def _limits(runs: Sequence[Numbers], data: CardData, catalogue: Catalogue) -> str:
    """What is known to be weak, and which goods hardly anybody measured."""
    photos = {
        label: max((found.of for run in runs if (found := _recalls(run).get(label))), default=0)
        for label in _labels(runs, catalogue)
        if label in catalogue.ids(Kind.GOOD)
    }
    none = [label for label, n in photos.items() if not n]
    few = [label for label, n in photos.items() if 0 < n < _FEW]
    said = [*_WEAKNESSES, *data.weaknesses]
    if none:
        said.append(f"Goods whose recall is not measured, for want of pictures: {', '.join(none)}.")
    if few:
        said.append(f"Goods measured on less than {_FEW} pictures: {', '.join(few)}.")
    return "**Limits.**\n\n" + "".join(f"- {_text(each)}\n" for each in said)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first row is its head."""
    lines = ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Text that ends no cell, no line, and is no HTML."""
    flat = " ".join(text.split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")

"""The report as one file: it opens offline, prints, and needs no script to be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from datasets.citing import Cited
from datasets.leaks import Leaks
from evaluation.bootstrap import RESAMPLES
from evaluation.comparison import Comparison
from evaluation.measures import Measures
from evaluation.predictions import Failure, Predictions
from evaluation.report import (
    cover,
    parts,
    sections_answers,
    sections_conditions,
    sections_confidence,
    sections_confusion,
    sections_law,
    sections_openset,
)
from evaluation.report.contents import Contents
from evaluation.report.examples import Examples
from evaluation.robustness import Robustness
from evaluation.slices import Slices
from model.card import Thresholds

STYLE = Path(__file__).with_name("style.css")
_SECTIONS = (
    cover.summary,
    sections_answers.photos,
    sections_answers.accuracy,
    sections_law.law,
    sections_confusion.confusion,
    sections_confidence.confidence,
    sections_confidence.selective,
    sections_openset.open_set,
    sections_conditions.slices,
    sections_conditions.robustness,
    sections_conditions.comparison,
    sections_conditions.leaks,
)
_NAMES = (
    ("photos", "Pictures"),
    ("accuracy", "Accuracy"),
    ("law", "What the lists say"),
    ("confusion", "Confusion"),
    ("confidence", "Confidence"),
    ("selective", "Answering less"),
    ("open-set", "Open set"),
    ("slices", "Slices"),
    ("robustness", "Robustness"),
    ("comparison", "Comparison"),
    ("leaks", "Leaks"),
    ("method", "How it was measured"),
)
# A link into a closed part opens it; browsers of before 2024 do not do so by themselves.
_SCRIPT = (
    "addEventListener('hashchange',function(){var e=document.getElementById("
    "decodeURIComponent(location.hash.slice(1)));for(var p=e;p;p=p.parentElement)"
    "if(p.tagName==='DETAILS')p.open=true;if(e)e.scrollIntoView()})"
)


def report_html(
    measures: Measures,
    predictions: Predictions,
    failures: Sequence[Failure],
    catalogue: Catalogue,
    *,
    date: str,
    robustness: Robustness | None = None,
    leaks: Leaks | None = None,
    doubles: Leaks | None = None,
    slices: Sequence[Slices] = (),
    comparisons: Sequence[Comparison] = (),
    examples: Examples | None = None,
    thresholds: Thresholds | None = None,
    versions: Sequence[Cited] = (),
) -> str:
    """The whole report; the same input gives the same bytes.

    Args:
        measures: of the run.
        predictions: the run.
        failures: pictures that could not be read.
        catalogue: what the law says.
        date: of the run, as it is to be printed.
        robustness: under corruption.
        leaks: between the pictures that were trained on (first) and those of the run (second).
        doubles: within the pictures of the run.
        slices: by the columns of the manifest (`evaluation.slices.slices`).
        comparisons: against other models, on the same pictures.
        examples: pictures, by `evaluation.report.examples.gather`; None shows names of files.
        thresholds: of the card of the weights, for the figure of novelty.
        versions: signed versions of a library that the pictures are listed in.

    Raises:
        ValueError: measures that are not of these predictions.
    """
    return _document(
        Contents(
            measures=measures,
            predictions=predictions,
            failures=failures,
            catalogue=catalogue,
            date=date,
            examples=examples or Examples(),
            thresholds=thresholds,
            robustness=robustness,
            leaks=leaks,
            doubles=doubles,
            slices=slices,
            comparisons=comparisons,
            versions=versions,
        )
    )


def _document(contents: Contents) -> str:
    body = join(
        cover.head(contents),
        _navigation(),
        tag("main", *(section(contents) for section in _SECTIONS), _method(contents)),
        Html(f"<script>{_SCRIPT}</script>"),
    )
    head = join(
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"Evaluation of {contents.measures.model}, {contents.date}"),
        Html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>"),
    )
    page = tag("html", tag("head", head), tag("body", body), lang="en")
    return f"<!doctype html>\n{page}\n"


def _navigation() -> Html:
    items = join(*(tag("li", parts.link(id, name)) for id, name in _NAMES))
    return tag("nav", tag("ul", items), aria_label="Contents")


def _method(contents: Contents) -> Html:
    """What every number rests on."""
    measures = contents.measures
    return parts.section(
        "method",
        "How it was measured",
        parts.paragraph(
            "Intervals of shares are Wilson score intervals at 95 %; the others come from "
            f"{RESAMPLES:,} resamples of whole objects (percentile bootstrap, seed "
            f"{measures.seed}). Less than ten objects show too little for an interval to be "
            "believed. “Not defined” is a measure without pictures to take it on."
        ),
        parts.paragraph(
            tag("code", "metrics.json"),
            " beside this file holds every number, ",
            tag("code", "predictions.csv"),
            " the answer to every picture. A closed part is not printed; open it first.",
        ),
        parts.paragraph(
            f"Weights {measures.model}, SHA-256 {measures.model_sha256}; catalogue "
            f"{measures.catalogue}."
        ),
        *(
            parts.paragraph(
                f"Pictures of {each.list} are those of the signed version {each.name} of a library "
                f"of photos, SHA-256 {each.sha256}."
            )
            for each in contents.versions
        ),
    )

"""The first page: what was measured, what must not be missed, and the numbers that matter."""

from __future__ import annotations

from catalogue.markup import Html, join, tag
from evaluation.metrics import Share
from evaluation.report import parts
from evaluation.report.contents import Contents
from evaluation.report.figure import Rows
from evaluation.report.sections_conditions import slice_words
from evaluation.report.words import (
    NOT_MEASURED,
    count,
    counted,
    estimate,
    interval,
    number,
    out_of,
    percent,
    plain_name,
    share,
)
from evaluation.rollup import NamedError
from evaluation.slices import worst

RENDERED = "Accuracy on rendered pictures says nothing of real goods."


def head(contents: Contents) -> Html:
    """Title and what was measured: model, pictures, date, catalogue."""
    measures, population = contents.measures, contents.measures.population
    failed = len(contents.failures)
    return tag(
        "header",
        tag("h1", f"Evaluation of {measures.model}"),
        parts.facts(
            ("Date", contents.date),
            ("Weights", f"{measures.model}, SHA-256 {measures.model_sha256}"),
            (
                "Pictures",
                f"{counted(population.photos, 'picture')} of "
                f"{counted(population.groups, 'object')}: "
                f"{count(contents.real)} real, {count(population.rendered)} rendered",
            ),
            (
                "Not read",
                join(f"{counted(failed, 'file')}: ", parts.link("not-read", "which, and why"))
                if failed
                else "0 files",
            ),
            ("Catalogue", f"version {measures.catalogue}"),
        ),
    )


def summary(contents: Contents) -> Html:
    """Warnings, the two errors that matter, and one line for each other question."""
    return parts.section(
        "summary",
        "At a glance",
        leak_banner(contents),
        rendered_banner(contents),
        _errors(contents),
        parts.table(Rows(("question", "answer"), _lines(contents)), "The run in short"),
        parts.paragraph(contents.catalogue.notice, class_="quiet"),
    )


def leak_banner(contents: Contents) -> Html:
    """Red, where pictures of the run were trained on."""
    leaks = contents.leaks
    if leaks is None or not leaks.found:
        return Html("")
    pairs = sum(n for _, n in leaks.counts)
    return parts.banner(
        "leak",
        "Leak: pictures of this run were trained on.",
        parts.paragraph(
            f"{count(leaks.touched[1])} of {counted(leaks.photos[1], 'picture')} of the run are "
            f"like pictures that were trained on ({counted(pairs, 'pair')}), and "
            f"{counted(len(leaks.groups), 'object')} have pictures on both sides. Every number "
            "below may measure memory. ",
            parts.link("leaks", "Which they are"),
            ".",
        ),
    )


def rendered_banner(contents: Contents) -> Html:
    """Where any picture is rendered, what that means, and both parts apart."""
    rendered = contents.predictions.rendered
    if not rendered.any():
        return Html("")
    on_rendered, on_real = contents.first_right(rendered), contents.first_right(~rendered)
    return parts.banner(
        "rendered",
        RENDERED,
        parts.paragraph(
            f"{count(int(rendered.sum()))} of {counted(len(rendered), 'picture')} are rendered. "
            f"First answer right on rendered pictures: {share(on_rendered)}; on real photos: "
            f"{share(on_real)}."
        ),
    )


def _errors(contents: Contents) -> Html:
    rolled = contents.measures.roll_up
    return tag(
        "div",
        _error(
            "Listed goods passed as not listed",
            rolled.listed_passed_as_not_listed,
            "listed goods, or goods that may be listed",
            rolled.listed_told_harmless.share,
            "the inspector is told “look-alike” or “nothing known”",
        ),
        _error(
            "Ordinary goods called prohibited",
            rolled.ordinary_called_prohibited,
            "goods that no list names",
            rolled.ordinary_told_prohibited.share,
            "the inspector is told “recognised”, and it is a prohibited good",
        ),
        class_="errors",
    )


def _error(title: str, found: NamedError, of: str, told: Share, words: str) -> Html:
    """One of the two errors: the number, its interval, and what an inspector would read."""
    if not found.share.of:
        body = parts.paragraph(f"{NOT_MEASURED}: the run has no picture of {of}.")
    else:
        body = join(
            tag("p", percent(found.share.rate), class_="big"),
            parts.paragraph(
                f"{out_of(found.share)} pictures of {of}; 95 %: {interval(*found.share.interval)}"
            ),
            parts.paragraph(f"At the released thresholds {words}: {share(told)}."),
        )
    return tag("div", tag("h3", title), body, class_="error")


def _lines(contents: Contents) -> tuple[tuple[str, str], ...]:
    """Question and answer, each in one line."""
    measures = contents.measures
    scores = measures.accuracy.photos
    objects = measures.accuracy.objects
    return (
        ("First answer right", share(scores.top[1])),
        ("Right among the first three", share(scores.top[3])),
        (
            "First answer right, by object",
            share(objects.top[1]) if objects else f"{NOT_MEASURED}: each object has one picture",
        ),
        ("Mean recall over the classes", estimate(scores.macro_recall)),
        ("Worst class", _worst_class(contents)),
        ("Worst slice", _worst_slice(contents)),
        *_rejections(contents),
        ("Expected calibration error", number(measures.calibration.equal_mass.expected)),
        ("Under corruption", _corrupted(contents)),
        ("Leaks", _leaks(contents)),
    )


def _worst_class(contents: Contents) -> str:
    classes = [its for its in contents.measures.accuracy.photos.classes if its.recall.of]
    if not classes:
        return NOT_MEASURED
    worst = min(classes, key=lambda its: (its.recall.rate, -its.recall.of))
    return f"{worst.label}: {share(worst.recall)}"


def _worst_slice(contents: Contents) -> str:
    if not contents.slices:
        return NOT_MEASURED
    found = worst(contents.slices)
    if found is None:
        return "no column tells pictures apart in slices that are large enough to judge"
    return slice_words(*found)


def _rejections(contents: Contents) -> list[tuple[str, str]]:
    """False alarms of each kind of picture outside that the run holds."""
    kinds = contents.measures.open_set.kinds
    shown = [
        (
            f"False alarms in 1,000 pictures, {plain_name(kind)}",
            f"{number(its.false_alarms_per_1000, 1)} ({out_of(its.false_alarms)})",
        )
        for kind, its in kinds.items()
        if its.outside
    ]
    return shown or [("False alarms", f"{NOT_MEASURED}: no picture of other things in the run")]


def _corrupted(contents: Contents) -> str:
    if contents.robustness is None:
        return NOT_MEASURED
    mean = contents.robustness.means[-1]
    clean = contents.robustness.clean
    return (
        f"first answer right {percent(mean.top1)} instead of {percent(clean.rate)}, mean over "
        f"{counted(len(mean.corruptions), 'corruption')} at five severities"
    )


def _leaks(contents: Contents) -> str:
    if contents.leaks is None:
        return f"{NOT_MEASURED}: the pictures that were trained on were not given"
    if contents.leaks.found:
        return f"found: {counted(contents.leaks.touched[1], 'picture')} of the run; see above"
    return f"none found among {counted(contents.leaks.photos[0], 'picture')} that were trained on"

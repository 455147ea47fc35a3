"""The section on law: answers by annex entry and by level, and the two errors that matter."""

from __future__ import annotations

from catalogue.markup import Html
from evaluation.accuracy import Scores
from evaluation.report import parts
from evaluation.report.contents import Contents
from evaluation.report.examples import LISTED_PASSED, ORDINARY_CALLED
from evaluation.report.figure import Rows
from evaluation.report.gallery import gallery
from evaluation.report.words import DASH, count, counted, estimate, percent, plain_name, share
from evaluation.rollup import Level, NamedError


def law(contents: Contents) -> Html:
    """Answers by annex entry and by status, and the two errors with their pictures."""
    rolled = contents.measures.roll_up
    names = list(Level)
    seen = [
        any(rolled.counts[at]) or any(row[at] for row in rolled.counts) for at in range(len(names))
    ]
    levels = [level for level, its in zip(names, seen, strict=True) if its]
    rows = Rows(
        ("shows", *(f"called {plain_name(level)}" for level in levels)),
        tuple(
            (
                plain_name(level),
                *(count(rolled.counts[names.index(level)][names.index(to)]) for to in levels),
            )
            for level in levels
        ),
    )
    left = (
        f" {counted(rolled.left_out, 'picture')} are left out: neither the model nor the catalogue "
        "has their label."
        if rolled.left_out
        else ""
    )
    return parts.section(
        "law",
        "What the lists say",
        parts.paragraph(
            "The probabilities of all classes of one entry, or of one level, are added up. A class "
            "stands under what it is taken for, before any question is asked; “depends” is "
            "what only questions or measures decide.",
            left,
        ),
        parts.table(rows, "Pictures by level") if rows.rows else "",
        _levels("By level", "Answers by level", rolled.levels),
        _levels("By annex entry", "Answers by annex entry", rolled.entries),
        _named_error(
            contents,
            LISTED_PASSED,
            "Listed goods passed as not listed",
            rolled.listed_passed_as_not_listed,
            rolled.listed_told_harmless,
        ),
        _named_error(
            contents,
            ORDINARY_CALLED,
            "Ordinary goods called prohibited",
            rolled.ordinary_called_prohibited,
            rolled.ordinary_told_prohibited,
        ),
    )


def _levels(title: str, caption: str, scores: Scores) -> Html:
    if not scores.photos:
        return Html("")
    rows = tuple(
        (
            plain_name(its.label),
            count(its.recall.of),
            share(its.recall) if its.recall.of else DASH,
            share(its.precision) if its.precision.of else DASH,
            percent(its.f1.value) if its.recall.of else DASH,
        )
        for its in scores.classes
        if its.recall.of or its.precision.of
    )
    return parts.part(
        title,
        parts.paragraph(
            f"First answer right: {share(scores.top[1])}; mean recall "
            f"{estimate(scores.macro_recall)}."
        ),
        parts.table(Rows(("of", "pictures", "recall", "precision", "F1"), rows), caption),
    )


def _named_error(
    contents: Contents, place: str, title: str, found: NamedError, told: NamedError
) -> Html:
    if not found.share.of:
        return parts.part(title, parts.paragraph("Not measured: the run has no such picture."))
    rows = tuple(
        (plain_name(level), share(its), share(told.by_level[level]))
        for level, its in found.by_level.items()
        if its.of
    )
    head = ("true level", "by the most probable level", "by what the inspector is told")
    return parts.part(
        title,
        parts.table(Rows(head, rows), "Pictures by their true level"),
        gallery(contents, place, found.photos),
    )

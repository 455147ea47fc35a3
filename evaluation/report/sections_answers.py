"""Sections on the answers: which pictures were measured, and how often the answer is right."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.markup import Html
from evaluation.accuracy import ClassScores, Scores
from evaluation.report import parts
from evaluation.report.contents import Contents
from evaluation.report.figure import Rows
from evaluation.report.plots_dots import Line, share_dots
from evaluation.report.words import (
    DASH,
    count,
    counted,
    estimate,
    interval,
    isolated,
    listed,
    percent,
    plain_name,
    share,
)
from evaluation.rollup import level_of

_OPEN = 20  # files that are listed without being asked for
_OUTSIDE = {
    "near": "handed over as look-alikes outside the label set",
    "negative": "handed over as pictures of other things",
    "unknown_label": "among the data, of a label that the model lacks",
    "none_of_these": "among the data, of a label that means none of these",
}


def photos(contents: Contents) -> Html:
    """Which pictures were measured, which are open-set, and which could not be read."""
    its = contents.measures.population
    rows = [("can be named", "of a label that the model has", count(its.inside))]
    rows += [(plain_name(kind), _OUTSIDE[kind], count(n)) for kind, n in its.outside.items()]
    unknown = [f"{isolated(label)} ({n})" for label, n in its.unknown_labels.items()]
    several = (
        f" {counted(its.groups_of_several_labels, 'object')} of several labels: a fault of the "
        "data, or a scene of several goods."
        if its.groups_of_several_labels
        else ""
    )
    return parts.section(
        "photos",
        "Pictures",
        parts.paragraph(
            f"{counted(its.photos, 'picture')} of {counted(its.groups, 'object')}; "
            f"{counted(its.groups_of_several, 'object')} with more than one picture.",
            several,
        ),
        parts.paragraph("The pictures lie in ", contents.folder, ".") if contents.folder else "",
        parts.table(Rows(("pictures", "what they are", "count"), tuple(rows)), "Pictures by kind"),
        parts.paragraph(f"Labels that the model lacks: {listed(unknown, 40)}.") if unknown else "",
        _not_read(contents),
    )


def _not_read(contents: Contents) -> Html:
    failures = contents.failures
    if not failures:
        return parts.paragraph("Every file could be read.")
    rows = Rows(
        ("file", "label", "reason"), tuple((its.path, its.label, its.reason) for its in failures)
    )
    table = parts.table(rows, "Files that could not be read")
    words = f"{counted(len(failures), 'file')} could not be read and is in no number"
    if len(failures) > 1:
        words = f"{counted(len(failures), 'file')} could not be read and are in no number"
    is_open = len(failures) <= _OPEN
    return parts.part("Not read", parts.fold(words, table, id="not-read", is_open=is_open))


def accuracy(contents: Contents) -> Html:
    """Right answers by picture, by object and by class."""
    its = contents.measures.accuracy
    by = [("pictures", its.photos)] + ([("objects", its.objects)] if its.objects else [])
    rows = Rows(
        ("measure", *(f"by {name[:-1]}" for name, _ in by)),
        tuple(
            (name, *(said for said in line))
            for name, *line in zip(_MEASURES, *(_scores(each) for _, each in by), strict=True)
        ),
    )
    return parts.section(
        "accuracy",
        "Accuracy",
        parts.paragraph(
            "On the pictures whose label the model has. An answer “none of these” counts as "
            "wrong. An object is answered by the mean of the probabilities of its pictures."
        ),
        parts.table(rows, "Right answers"),
        _recall(contents),
        _called(contents),
    )


_MEASURES = (
    "counted",
    "first answer right",
    "among the first three",
    "among the first five",
    "mean recall over the classes",
    "macro F1",
    "weighted F1",
)


def _scores(its: Scores) -> tuple[str, ...]:
    return (
        count(its.photos),
        *(share(its.top[k]) for k in (1, 3, 5)),
        *(estimate(each) for each in (its.macro_recall, its.macro_f1, its.weighted_f1)),
    )


def _recall(contents: Contents) -> Html:
    scores = contents.measures.accuracy.photos
    figures = share_dots(
        "recall",
        "Recall",
        [Line(its.label, its.recall, its.recall.interval) for its in scores.classes],
        scores.top[1],
    )
    without = [its.label for its in scores.classes if not its.recall.of]
    rows = class_rows(contents, [c for c in scores.classes if c.recall.of or c.precision.of])
    return parts.part(
        "Class by class",
        parts.figures(
            *(
                parts.figure(f"recall-{n}", "Recall of each class", figure)
                for n, figure in enumerate(figures, start=1)
            )
        ),
        parts.paragraph(f"Not measured, because the run has no picture of them: {listed(without)}.")
        if without
        else "",
        parts.table(rows, "Every class with pictures or answers") if rows.rows else "",
    )


_CLASS_HEAD = (
    *("class", "level", "pictures", "recall", "95 %"),
    *("answers", "precision", "95 %", "F1", "95 %"),
)


def class_rows(contents: Contents, classes: Iterable[ClassScores]) -> Rows:
    """Counts, recall, precision and F1 of classes, with 95 % intervals."""
    return Rows(
        (
            "class",
            "level",
            "pictures",
            "recall",
            "95 %",
            "answers",
            "precision",
            "95 %",
            "F1",
            "95 %",
        ),
        tuple(
            (
                its.label,
                plain_name(level_of(contents.catalogue.get(its.label))),
                count(its.recall.of),
                percent(its.recall.rate) if its.recall.of else DASH,
                interval(*its.recall.interval) if its.recall.of else DASH,
                count(its.precision.of),
                percent(its.precision.rate) if its.precision.of else DASH,
                interval(*its.precision.interval) if its.precision.of else DASH,
                percent(its.f1.value),
                interval(its.f1.low, its.f1.high),
            )
            for its in classes
        ),
    )


def _called(contents: Contents) -> Html:
    """What pictures outside the label set were called."""
    its = contents.measures.accuracy
    called = sorted(((n, label) for label, n in its.outside_called.items() if n), reverse=True)
    if not called:
        return Html("")
    names = [f"{label} ({n})" for n, label in called]
    return parts.part(
        "Pictures that the model cannot name",
        parts.paragraph(
            f"{counted(sum(its.left_out.values()), 'picture')} outside the label set are in none "
            f"of these numbers. Their first answers: {listed(names, 20)}. More under ",
            parts.link("open-set", "Open set"),
            ".",
        ),
    )

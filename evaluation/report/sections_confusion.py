"""The section on confusion: the table, worst pairs with activation maps, pictures by cell."""

from __future__ import annotations

import numpy as np

from catalogue.markup import Html, join, tag
from evaluation.confusion import Confusion, Pair
from evaluation.report import parts
from evaluation.report.contents import Contents
from evaluation.report.examples import cell_place
from evaluation.report.gallery import gallery, group, pair_views
from evaluation.report.plots_confusion import confusion_matrix, pair_words
from evaluation.report.words import count, counted, plain_name, share


def confusion(contents: Contents) -> Html:
    """What is taken for what, and the pictures that show it."""
    found = contents.measures.confusion
    drawn = confusion_matrix("confusion", found, lambda row, column: cell_place(row, column))
    if drawn is None:
        return parts.section("confusion", "Confusion", parts.paragraph("No picture was measured."))
    return parts.section(
        "confusion",
        "Confusion",
        parts.paragraph(
            "Classes that the model holds for similar stand side by side. A number leads to its "
            "pictures, which are listed by class below."
        ),
        parts.figure("confusion-matrix", "Confusion", drawn),
        _worst(contents, found),
        parts.part("Pictures by cell", tag("div", *_cells(contents, found), class_="cells")),
    )


def _worst(contents: Contents, found: Confusion) -> Html:
    if not found.worst:
        return parts.paragraph("No picture that the model can name was called something else.")
    maps = any(len(views) > 1 for views in contents.examples.pairs)
    return parts.part(
        "The worst pairs",
        parts.paragraph(
            "Each time the surest wrong one. Yellow is where the model saw evidence for a class: "
            "the map says where it looked, never why."
        )
        if maps
        else "",
        *(_pair(contents, number, pair) for number, pair in enumerate(found.worst)),
    )


def _pair(contents: Contents, number: int, pair: Pair) -> Html:
    """One pair: the share of pictures, a picture, and the maps for both classes."""
    files = ""
    if not contents.examples.pairs:
        files = f" The surest: {contents.file(pair.photos[0])}."
    return tag(
        "div",
        tag("h4", f"{number + 1}. {pair_words(pair)}"),
        parts.paragraph(f"{share(pair.share)}.", files),
        pair_views(contents, number),
        class_="pair",
    )


def _cells(contents: Contents, found: Confusion) -> list[Html]:
    """One part to open for each class, the one with most errors first."""
    classes = len(found.columns) - 1
    right = [int(found.counts[at, at]) if at < classes else 0 for at in range(len(found.rows))]
    photos = found.counts.sum(axis=1)
    wrong = photos - np.array(right)
    rows = sorted(range(len(found.rows)), key=lambda at: (at >= classes, -wrong[at], at))
    return [
        parts.fold(_row_words(found, row, right[row], classes), _row(contents, found, row))
        for row in rows
        if photos[row]
    ]


def _row_words(found: Confusion, row: int, right: int, classes: int) -> str:
    photos = int(found.counts[row].sum())
    if row >= classes:
        return f"{plain_name(found.rows[row])}: {counted(photos, 'picture')}"
    return f"{found.rows[row]}: {count(photos - right)} wrong of {counted(photos, 'picture')}"


def _row(contents: Contents, found: Confusion, row: int) -> Html:
    columns = sorted(
        np.flatnonzero(found.counts[row]).tolist(),
        key=lambda column: (column == row, -found.counts[row, column], column),
    )
    return join(*(_cell(contents, found, row, column) for column in columns))


def _cell(contents: Contents, found: Confusion, row: int, column: int) -> Html:
    """Pictures of one cell, and of how many the inspector is told that nothing known is seen."""
    photos, refused = int(found.counts[row, column]), int(found.refused[row, column])
    last = column == len(found.columns) - 1
    called = plain_name(found.columns[column]) if last else found.columns[column]
    words = f"called {called}: {counted(photos, 'picture')}"
    if refused:
        words += f", {count(refused)} told as nothing known"
    place = cell_place(row, column)
    shown = gallery(contents, place, found.examples[row, column], photos)
    return group(words, shown, id=place)

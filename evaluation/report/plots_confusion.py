"""The figure of confusion: what pictures show, what they are called, and where the pictures lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from evaluation.bootstrap import ratio
from evaluation.confusion import Confusion, Pair
from evaluation.population import Outside
from evaluation.report import plots
from evaluation.report.figure import Figure, Rows
from evaluation.report.plots import INK, SOFT
from evaluation.report.words import count, counted, isolated, percent, plain_name, shortened

Ints = NDArray[np.int64]
Place = Callable[[int, int], str | None]

SHOWN = 24  # classes; more would need letters smaller than 8 pt on A4
_NAME = 24  # marks of a name
_LEFT, _TOP, _BOTTOM, _RIGHT = 136.0, 18.0, 8.0, 8.0
_NONE, _OTHER = "–", "+"  # heads of two columns; words would be wider than a cell
_CELL = 21.0  # pt at most
_DARK = 0.75  # share of a row from which a white number has more contrast than a black one
_GREY = np.array([[255, 255, 255], [198, 219, 239], [66, 146, 198], [8, 48, 107]]) / 255  # Blues


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """What is drawn: names, counts, and where each cell stands in the whole table, or -1."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Ints
    row_at: tuple[int, ...]
    column_at: tuple[int, ...]
    left_out: int


def confusion_matrix(
    name: str, found: Confusion, place: Place = lambda row, column: None
) -> Figure | None:
    """The classes most often confused, in their order of similarity; None without pictures.

    Args:
        name: unique on the page.
        found: the whole table.
        place: the id of the example pictures of a cell (row, column), to which the cell then leads.
    """
    table = _table(found)
    if not table.counts.sum():
        return None
    size = min(_CELL, (plots.WIDE - _LEFT - _RIGHT) / len(table.columns))
    with plots.look():
        canvas = plots.sheet(
            _LEFT + _RIGHT + size * len(table.columns), _TOP + _BOTTOM + size * len(table.rows)
        )
        axes = plots.area(canvas, _LEFT, _BOTTOM, _RIGHT, _TOP)
        _cells(axes, table, place, small=size < 16)
        _frame(axes, table)
        return plots.finished(name, canvas, _words(found, table), _behind(found))


def _table(found: Confusion) -> _Table:
    """Rows and columns to draw; what is left out is added up in a column of its own."""
    classes = len(found.columns) - 1
    own = found.counts[:classes, :classes]
    wrong = own.sum(axis=0) + own.sum(axis=1) - 2 * np.diag(own)
    # Of equally wrong classes the one with more photos, then the first.
    order = np.lexsort((np.arange(classes), -own.sum(axis=1), -wrong))
    kept = sorted(order[:SHOWN].tolist())
    kinds = [at for at in range(classes, len(found.rows)) if found.counts[at].sum()]
    rest = [at for at in range(classes) if at not in set(kept)]
    rows, columns = [*kept, *kinds], [*kept, classes]
    counts = found.counts[np.ix_(rows, columns)]
    heads = [str(n + 1) for n in range(len(kept))] + [_NONE]
    if rest:
        others = found.counts[np.ix_(rows, rest)].sum(axis=1)
        counts, heads = np.column_stack([counts, others]), [*heads, _OTHER]
        columns = [*columns, -1]
    names = [f"{n + 1} {shortened(found.rows[at], _NAME)}" for n, at in enumerate(kept)]
    names += [plain_name(found.rows[at]) for at in kinds]
    return _Table(tuple(names), tuple(heads), counts, tuple(rows), tuple(columns), len(rest))


def _cells(axes: Axes, table: _Table, place: Place, small: bool) -> None:
    """Cells with pictures, darker for a larger share of the row; a number in each."""
    shares = ratio(table.counts, table.counts.sum(axis=1)[:, None])
    for row, column in np.argwhere(table.counts):
        share, photos = float(shares[row, column]), int(table.counts[row, column])
        axes.add_patch(
            Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=_shade(share), edgecolor="none")
        )
        at = table.row_at[row], table.column_at[column]
        target = place(*at) if at[1] >= 0 else None
        text = axes.text(
            column,
            row,
            f"{photos / 1000:.0f}k" if small and photos > 999 else str(photos),
            color="white" if share > _DARK else INK,
            ha="center",
            va="center",
            weight="bold" if row == column and table.columns[column].isdigit() else "normal",
        )
        if target is not None:
            text.set_url(f"#{target}")


def _shade(share: float) -> tuple[float, float, float]:
    levels = np.linspace(0, 1, len(_GREY))
    red, green, blue = (float(np.interp(share, levels, band)) for band in _GREY.T)
    return red, green, blue


def _frame(axes: Axes, table: _Table) -> None:
    """Names, a grid, and a frame round each right answer."""
    height, width = table.counts.shape
    axes.set_xlim(-0.5, width - 0.5)
    axes.set_ylim(height - 0.5, -0.5)
    axes.set_yticks(range(height), table.rows)
    axes.set_xticks(range(width), table.columns)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=2)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for at in range(height + 1):
        axes.axhline(at - 0.5, color=plots.FAINT, linewidth=0.4)
    for at in range(width + 1):
        axes.axvline(at - 0.5, color=plots.FAINT, linewidth=0.4)
    classes = sum(name[0].isdigit() for name in table.columns)
    for at in range(classes):
        axes.add_patch(
            Rectangle((at - 0.5, at - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=0.9)
        )
    if height > classes:
        axes.axhline(classes - 0.5, color=SOFT, linewidth=1.2)
    axes.axvline(classes - 0.5, color=SOFT, linewidth=1.2)


def _words(found: Confusion, table: _Table) -> str:
    classes = len(found.columns) - 1
    own = found.counts[:classes]
    right, of = int(np.trace(own[:, :classes])), int(own.sum())
    said = [
        f"Pictures by what they show (rows) and their first answer (columns, the same numbers): "
        f"{count(right)} of {count(of)} pictures that can be named lie on the framed diagonal."
    ]
    if found.worst:
        pair = found.worst[0]
        said.append(
            f"Most frequent error: {pair_words(pair)}, {counted(pair.share.hits, 'picture')} of "
            f"{count(pair.share.of)} ({percent(pair.share.rate)})."
        )
    said.append(f"Darker is a larger share of the row; column {_NONE} is “none of these”.")
    if table.left_out:
        said.append(
            f"{counted(table.left_out, 'class')} with fewer errors are not drawn; their names as "
            f"answers are in column {_OTHER}."
        )
    return " ".join(said)


def pair_words(pair: Pair) -> str:
    """`handcuffs called thumb_cuffs`."""
    none = str(Outside.NONE_OF_THESE)
    called = plain_name(none) if pair.answer == none else isolated(pair.answer)
    return f"{isolated(pair.truth)} called {called}"


def _behind(found: Confusion) -> Rows:
    """Every cell with pictures, row by row, the largest first."""
    shares = ratio(found.counts, found.counts.sum(axis=1)[:, None])
    cells: Sequence[Sequence[int]] = np.argwhere(found.counts).tolist()
    ordered = sorted(cells, key=lambda cell: (cell[0], -found.counts[tuple(cell)], cell[1]))
    kinds = {len(found.columns) - 1 + at for at in range(len(Outside))}
    return Rows(
        ("shows", "called", "pictures", "of the row", "told: nothing known"),
        tuple(
            (
                plain_name(found.rows[row]) if row in kinds else found.rows[row],
                found.columns[column],
                count(int(found.counts[row, column])),
                percent(float(shares[row, column])),
                count(int(found.refused[row, column])),
            )
            for row, column in ordered
        ),
    )

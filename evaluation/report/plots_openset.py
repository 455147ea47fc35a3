"""Figures of rejection: the novelty of pictures that the model can name, and of all others."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from evaluation.metrics import auroc, passed_at
from evaluation.report import plots
from evaluation.report.figure import Figure, Rows
from evaluation.report.plots import INK, LOOKS, NARROW, SOFT
from evaluation.report.words import count, counted, number, percent, plain_name, sentence

Floats = NDArray[np.floating]

_BINS = 24
_ENDS = (0.5, 99.5)  # percentiles; what lies outside is counted in the first and the last bin
_FLAGGED = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)  # shares of the photos inside, of the table
_MARKS = 5  # on a line, so that it is told apart
_MOST = 200  # points of a drawn curve; more is not seen


def histograms(
    name: str, inside: Floats, outside: Mapping[str, Floats], limit: float | None = None
) -> Figure | None:
    """Novelty by kind of picture, each kind as shares of its own pictures; None without pictures.

    Args:
        name: unique on the page.
        inside: (N,) novelty of the pictures that the model can name.
        outside: by kind, (M,) novelty; kinds without pictures are left out.
        limit: the released threshold, above which a picture counts as unknown.
    """
    named = {"can be named": inside} | {plain_name(kind): its for kind, its in outside.items()}
    looks = dict(zip(named, LOOKS, strict=False))
    kinds = {kind: its for kind, its in named.items() if len(its)}
    if not kinds:
        return None
    edges = _edges(np.concatenate(list(kinds.values())))
    counts = {
        kind: np.histogram(its.clip(edges[0], edges[-1]), edges)[0] for kind, its in kinds.items()
    }
    with plots.look():
        canvas = plots.sheet(NARROW, 188 + 12 * len(kinds))
        axes = plots.area(canvas, 32, 36 + 12 * len(kinds), 10, 20)
        for kind, its in counts.items():
            _steps(axes, looks[kind], edges, its / its.sum(), kind)
        if limit is not None:
            axes.axvline(limit, color=INK, linewidth=1, linestyle=(0, (2, 2)))
        reach = [edges[0], edges[-1], *([limit] if limit is not None else [])]
        margin = 0.02 * (max(reach) - min(reach))
        axes.set_xlim(min(reach) - margin, max(reach) + margin)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_formatter(plots.percent_ticks())
        plots.named(axes, "novelty (released score)", "of the kind, %")
        plots.legend(axes, canvas, columns=1)
        table = Rows(
            ("novelty", *counts),
            tuple(
                (f"{low:.3g} to {high:.3g}", *(count(int(its[at])) for its in counts.values()))
                for at, (low, high) in enumerate(pairwise(edges))
            ),
        )
        return plots.finished(name, canvas, _histogram_words(kinds, limit), table)


def _edges(values: Floats) -> Floats:
    """Edges of equal bins; equal values get a bin of their own in the middle."""
    low, high = (float(each) for each in np.percentile(values, _ENDS))
    if not high > low:
        low, high = low - 0.5, high + 0.5
    return np.linspace(low, high, _BINS + 1)


def _steps(axes: Axes, look: plots.Look, edges: Floats, shares: Floats, kind: str) -> None:
    """One kind as steps with its marks; the first also as a grey ground."""
    if look is LOOKS[0]:
        axes.stairs(shares, edges, fill=True, color="#d9d9d9")
    axes.stairs(shares, edges, color=look.colour, linestyle=look.dashes, linewidth=1.2)
    middles = (edges[:-1] + edges[1:]) / 2
    there = np.flatnonzero(shares)[::2]
    axes.plot(
        middles[there],
        shares[there],
        look.mark,
        color=look.colour,
        linestyle="none",
        markersize=4,
    )
    axes.plot([], [], color=look.colour, linestyle=look.dashes, marker=look.mark, label=kind)


def _histogram_words(kinds: Mapping[str, Floats], limit: float | None) -> str:
    said = "; ".join(
        f"{kind} ({counted(len(its), 'picture')}): median {number(float(np.median(its)))}"
        + (f", {percent(float((its > limit).mean()))} above" if limit is not None else "")
        for kind, its in kinds.items()
    )
    line = (
        f" The dashed line is the released threshold, {number(limit)}." if limit is not None else ""
    )
    return (
        f"Novelty of the pictures by kind, larger is more novel. {sentence(said)}.{line} What lies "
        "beyond the ends is counted in the first and the last bin."
    )


def roc(name: str, inside: Floats, outside: Mapping[str, Floats]) -> Figure | None:
    """How many outside are found for how many inside that are refused; None for no pair."""
    kinds = {plain_name(kind): its for kind, its in outside.items() if len(its)}
    if not kinds or not len(inside):
        return None
    with plots.look():
        canvas = plots.sheet(NARROW, 200 + 12 * len(kinds))
        axes = plots.area(canvas, 32, 36 + 12 * len(kinds), 10, 20)
        axes.plot((0, 1), (0, 1), color=SOFT, linewidth=0.8, linestyle=(0, (4, 2)))
        axes.axvline(0.05, color=SOFT, linewidth=0.8, linestyle=(0, (1, 2)))
        for look, (kind, its) in zip(LOOKS[1:], kinds.items(), strict=False):
            refused, found = _rates(inside, its)
            axes.plot(
                refused,
                found,
                color=look.colour,
                linestyle=look.dashes,
                marker=look.mark,
                markevery=max(1, len(found) // _MARKS),
                markersize=4,
                linewidth=1.2,
                label=f"{kind}: AUROC {number(auroc(inside, its))}",
            )
        plots.shares(axes, "x")
        plots.shares(axes, "y")
        plots.named(axes, "refused though it can be named, %", "found, %")
        plots.legend(axes, canvas, columns=1)
        said = "; ".join(
            f"{kind}: AUROC {number(auroc(inside, its))}, {percent(passed_at(inside, its))} pass "
            "when 95 % of the others do"
            for kind, its in kinds.items()
        )
        alt = (
            "Pictures outside that the released score finds, against those that it refuses though "
            f"the model can name them. {sentence(said)}. The upright dotted line stands at 5 % "
            "refused; on the diagonal the score knows nothing."
        )
        return plots.finished(name, canvas, alt, _roc_rows(inside, kinds))


def _rates(inside: Floats, outside: Floats) -> tuple[Floats, Floats]:
    """Shares of both at or above each limit, from none to all."""
    limits = np.unique(np.concatenate([inside, outside]))[::-1]
    at = np.unique(np.linspace(0, len(limits) - 1, _MOST).round().astype(np.int64))
    refused, found = (
        1 - np.searchsorted(np.sort(its), limits[at], side="left") / len(its)
        for its in (inside, outside)
    )
    return np.append(0.0, refused), np.append(0.0, found)


def _roc_rows(inside: Floats, kinds: Mapping[str, Floats]) -> Rows:
    """Found pictures at some shares of refused ones, always at a limit that keeps the promise."""
    ranked = np.sort(inside)[::-1]
    rows = []
    for share in _FLAGGED:
        limit = ranked[min(int(share * len(ranked) + 1e-9), len(ranked) - 1)]
        rows.append(
            (
                percent(share, 0),
                percent(float((inside > limit).mean())),
                *(percent(float((its > limit).mean())) for its in kinds.values()),
            )
        )
    head = ("refused at most", "refused", *(f"found: {kind}" for kind in kinds))
    return Rows(head, tuple(rows))

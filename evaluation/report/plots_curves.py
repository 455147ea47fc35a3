"""Figures of confidence: is a probability true, and what is gained by not answering."""

from __future__ import annotations

import math

import numpy as np

from evaluation.calibration import Reliability
from evaluation.report import plots
from evaluation.report.figure import Figure, Rows
from evaluation.report.plots import INK, LOOKS, NARROW, SOFT
from evaluation.report.words import DASH, count, counted, interval, number, percent, sentence
from evaluation.selective import Curve, Selective

_POINTS = 41  # of a curve in its table; more is not read
_MARKS = 7  # on a line, so that it is told apart
_NAMES = ("pictures the model can name", "all pictures of the run")


def reliability(name: str, what: str, found: Reliability) -> Figure | None:
    """A reliability diagram and beneath it how many pictures each bin holds; None without pictures.

    Args:
        name: unique on the page.
        what: the kind of bins, such as `equal width`.
        found: the diagram.
    """
    bins = [each for each in found.bins if each.right.of]
    if not bins:
        return None
    with plots.look():
        canvas = plots.sheet(NARROW, 236)
        axes = plots.area(canvas, 32, 82, 10, 20)
        axes.plot((0, 1), (0, 1), color=SOFT, linewidth=0.8, linestyle=(0, (4, 2)))
        for each in bins:
            low, high = each.right.interval
            axes.plot((each.confidence,) * 2, (low, high), color=SOFT, linewidth=1.4)
        x = [each.confidence for each in bins]
        axes.plot(x, [each.right.rate for each in bins], "o", color=INK, markersize=4)
        plots.shares(axes, "x")
        plots.shares(axes, "y")
        plots.named(axes, "", "right, %")
        below = plots.area(canvas, 32, 30, 10, 170)
        below.sharex(axes)
        edges = [(each.low, max(each.high - each.low, 0.004)) for each in bins]
        below.bar(
            [low for low, _ in edges],
            [each.right.of for each in bins],
            [width for _, width in edges],
            align="edge",
            facecolor="#bdbdbd",
            edgecolor=INK,
            linewidth=0.5,
        )
        largest = max(each.right.of for each in bins)
        below.set_yticks([0, largest], ["0", count(largest)])
        plots.named(below, "confidence of the first answer, %")
        return plots.finished(name, canvas, _reliability_words(what, found), _bins(found))


def _reliability_words(what: str, found: Reliability) -> str:
    bins = [each for each in found.bins if each.right.of]
    worst = max(bins, key=lambda each: abs(each.gap))
    way = "too sure" if worst.gap > 0 else "not sure enough"
    return (
        f"Share of right first answers against their confidence, {counted(len(bins), 'bin')} of "
        f"{what}; on the dashed line a probability is what it says. Expected calibration error "
        f"{number(found.expected)}. Largest gap: {percent(worst.confidence)} confident, "
        f"{percent(worst.right.rate)} right of {counted(worst.right.of, 'picture')} ({way}). "
        "Bars below: pictures of each bin."
    )


def _bins(found: Reliability) -> Rows:
    return Rows(
        ("confidence", "mean", "right", "95 % interval", "pictures", "gap"),
        tuple(
            (
                f"{number(each.low)} to {number(each.high)}",
                number(each.confidence) if each.right.of else DASH,
                percent(each.right.rate) if each.right.of else DASH,
                interval(*each.right.interval) if each.right.of else DASH,
                count(each.right.of),
                number(each.gap) if each.right.of else DASH,
            )
            for each in found.bins
        ),
    )


def risk_coverage(name: str, found: Selective) -> Figure | None:
    """Selective risk of the pictures the model can name, and of all; None without pictures."""
    curves = [
        (words, curve)
        for words, curve in zip(_NAMES, (found.inside, found.all_photos), strict=True)
        if len(curve.risk)
    ]
    if not curves:
        return None
    with plots.look():
        canvas = plots.sheet(NARROW, 226)
        axes = plots.area(canvas, 32, 56, 10, 20)
        for (words, curve), look in zip(curves, LOOKS, strict=False):
            axes.plot(
                curve.coverage,
                curve.risk,
                color=look.colour,
                linestyle=look.dashes,
                marker=look.mark,
                markevery=max(1, len(curve.risk) // _MARKS),
                markersize=4,
                linewidth=1.2,
                label=words,
            )
        plots.shares(axes, "x")
        top = max(float(curve.risk.max()) for _, curve in curves)
        axes.set_ylim(0, max(0.05, 1.1 * top))
        axes.yaxis.set_major_formatter(plots.percent_ticks())
        axes.grid(axis="y", color=plots.FAINT, linewidth=0.5)
        plots.named(axes, "answered, %", "wrong of those answered, %")
        plots.legend(axes, canvas, columns=1)
        return plots.finished(name, canvas, _risk_words(curves), _risk_rows(curves))


def _risk_words(curves: list[tuple[str, Curve]]) -> str:
    said = []
    for words, curve in curves:
        points = ", ".join(
            f"{percent(point.coverage.rate)} can be answered at a precision of "
            f"{percent(point.precision, 0)}"
            if math.isfinite(point.threshold)
            else f"no threshold reaches {percent(point.precision, 0)}"
            for point in curve.points
        )
        wrong = percent(float(curve.risk[-1]))
        said.append(sentence(f"{words}: {wrong} wrong when all are answered; {points}"))
    return f"Wrong answers against answered pictures, the surest answered first. {'. '.join(said)}."


def _risk_rows(curves: list[tuple[str, Curve]]) -> Rows:
    rows = []
    for words, curve in curves:
        at = np.unique(np.linspace(0, len(curve.risk) - 1, _POINTS).round().astype(np.int64))
        rows += [
            (
                words,
                percent(float(curve.coverage[each])),
                percent(float(curve.risk[each])),
                number(float(curve.thresholds[each])),
            )
            for each in at
        ]
    return Rows(("of", "answered", "wrong", "least confidence"), tuple(rows))

"""Figures of shares and differences with their intervals, one line each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from evaluation.comparison import LOWER_IS_BETTER, Comparison, Effect, Verdict
from evaluation.metrics import Share
from evaluation.report import plots
from evaluation.report.figure import Figure, Rows
from evaluation.report.plots import INK, SOFT
from evaluation.report.words import (
    DASH,
    brief,
    count,
    counted,
    interval,
    isolated,
    number,
    out_of,
    percent,
    plain_name,
    points,
    shortened,
)

_FEW = 4  # lines, of which a median says nothing
MOST = 40  # lines of one figure; more would not fit a page
NAME = 22  # marks of a name; the table has it in full
_STEP = 12.0  # pt from line to line
_LETTER = 4.7  # pt, of a wide font at 8 pt
_RIGHT, _TOP, _BOTTOM = 40.0, 6.0, 30.0
# Names in the figure and in words.
_EFFECTS = {
    "top1": ("first answer right", "first answer right"),
    "top3": ("among first three", "right among the first three"),
    "macro_f1": ("macro F1", "macro F1"),
    "nll": ("", "negative log likelihood, nats"),
    "listed_passed_as_not_listed": ("listed passed ↓", "listed passed as not listed"),
    "ordinary_called_prohibited": ("called prohibited ↓", "ordinary called prohibited"),
}
_MARKS = {Verdict.BETTER: "^", Verdict.WORSE: "v", Verdict.CANNOT_TELL: "o"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a figure: a share of pictures, and the 95 % interval drawn round it."""

    name: str
    share: Share
    interval: tuple[float, float]


def share_dots(
    name: str,
    what: str,
    lines: Sequence[Line],
    overall: Share | None = None,
) -> tuple[Figure, ...]:
    """Shares of pictures with their intervals, lowest first, in as many figures as needed.

    Args:
        name: unique on the page; figures after the first get a number.
        what: the share, such as `Recall`; begins a sentence.
        lines: those without pictures are left out.
        overall: drawn as an upright line.
    """
    drawn = sorted((line for line in lines if line.share.of), key=lambda line: line.share.rate)
    parts = [drawn[at : at + MOST] for at in range(0, len(drawn), MOST)]
    return tuple(
        _share_figure(name if not n else f"{name}-{n + 1}", what, part, overall)
        for n, part in enumerate(parts)
    )


def _share_figure(name: str, what: str, lines: Sequence[Line], overall: Share | None) -> Figure:
    with plots.look():
        canvas, axes = _lines([line.name for line in lines])
        for at, line in enumerate(lines):
            axes.plot(line.interval, (at, at), color=SOFT, linewidth=1.6, solid_capstyle="butt")
            axes.plot(line.share.rate, at, "o", color=INK, markersize=4)
            _right_of(axes, at, f"{line.share.hits}/{line.share.of}")
        if overall is not None and overall.of:
            axes.axvline(overall.rate, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
        plots.shares(axes, "x")
        plots.named(axes, f"{what}, %")
        table = Rows(
            ("what", what.lower(), "95 % interval", "pictures"),
            tuple(
                (
                    line.name,
                    percent(line.share.rate),
                    interval(*line.interval),
                    out_of(line.share),
                )
                for line in lines
            ),
        )
        return plots.finished(name, canvas, _share_words(what, lines, overall), table)


def _share_words(what: str, lines: Sequence[Line], overall: Share | None) -> str:
    lowest, highest = (
        f"{isolated(each.name)} {brief(each.share)}" for each in (lines[0], lines[-1])
    )
    middle = f", median {percent(median(each.share.rate for each in lines))}"
    dashed = ""
    if overall is not None and overall.of:
        dashed = f" The dashed line is that of all pictures, {percent(overall.rate)}."
    return (
        f"{what} with 95 % intervals, {counted(len(lines), 'line')}, lowest first: from {lowest} "
        f"to {highest}{middle if len(lines) > _FEW else ''}.{dashed}"
    )


def difference_dots(name: str, comparison: Comparison) -> Figure | None:
    """Every effect of a comparison that is a share, in points; None where nothing can be drawn."""
    effects = {
        key: effect
        for key, effect in comparison.effects.items()
        if key != "nll" and math.isfinite(effect.difference.value)
    }
    if not effects:
        return None
    with plots.look():
        canvas, axes = _lines([_EFFECTS.get(key, (key,))[0] for key in effects])
        for at, effect in enumerate(effects.values()):
            _difference(axes, at, effect)
        axes.axvline(0, color=INK, linewidth=0.8)
        plots.named(axes, "second less first, points")
        reach = 1.15 * max(abs(each) for each in axes.get_xlim())
        axes.set_xlim(-reach, reach)
        axes.grid(axis="x", color=plots.FAINT, linewidth=0.5)
        axes.set_axisbelow(True)
        said = "; ".join(
            f"{_effect_name(key)} {points(effect.difference.value)} points, {effect.verdict}"
            for key, effect in effects.items()
        )
        alt = (
            f"{comparison.second} less {comparison.first} with 95 % intervals: {said}. A triangle "
            "that points up is better, one that points down worse, a circle cannot be told; ↓: "
            "less is better."
        )
        return plots.finished(name, canvas, alt, effect_rows(comparison))


def _difference(axes: Axes, at: int, effect: Effect) -> None:
    value, low, high = (
        100 * each
        for each in (effect.difference.value, effect.difference.low, effect.difference.high)
    )
    if math.isfinite(low):
        axes.plot((low, high), (at, at), color=SOFT, linewidth=1.6, solid_capstyle="butt")
    hollow = effect.verdict is Verdict.CANNOT_TELL
    axes.plot(
        value,
        at,
        _MARKS[effect.verdict],
        color=INK,
        markersize=5,
        markerfacecolor="white" if hollow else INK,
    )
    _right_of(axes, at, points(effect.difference.value))


def effect_rows(comparison: Comparison) -> Rows:
    """The effects as a table: both models, difference, pictures, verdict."""

    def said(key: str, value: float) -> str:
        return number(value) if key == "nll" else percent(value)

    def apart(key: str, value: float) -> str:
        return number(value) if key == "nll" else points(value)

    return Rows(
        ("measure", "first", "second", "difference", "95 % interval", "pictures", "second is"),
        tuple(
            (
                _effect_name(key),
                said(key, effect.first),
                said(key, effect.second),
                apart(key, effect.difference.value),
                f"{apart(key, effect.difference.low)} to {apart(key, effect.difference.high)}"
                if math.isfinite(effect.difference.low)
                else DASH,
                count(effect.photos),
                str(effect.verdict),
            )
            for key, effect in comparison.effects.items()
        ),
    )


def _effect_name(key: str) -> str:
    lower = " (less is better)" if key in LOWER_IS_BETTER else ""
    return _EFFECTS.get(key, ("", plain_name(key)))[1] + lower


def _lines(names: Sequence[str]) -> tuple[Canvas, Axes]:
    """Axes with one named line each, the first at the top."""
    height = _TOP + _BOTTOM + _STEP * max(len(names), 2)
    canvas = plots.sheet(plots.NARROW, height)
    shown = [shortened(each, NAME) for each in names]
    left = 10 + _LETTER * max(map(len, shown))
    axes = plots.area(canvas, left, _BOTTOM, _RIGHT, _TOP)
    axes.set_yticks(range(len(names)), shown)
    axes.set_ylim(max(len(names), 2) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return canvas, axes


def _right_of(axes: Axes, at: int, text: str) -> None:
    axes.text(1.03, at, text, transform=axes.get_yaxis_transform(), va="center")

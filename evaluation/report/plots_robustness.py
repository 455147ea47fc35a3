"""Figures of robustness: first answers that stay right as a picture gets worse."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.corruptions import Family
from evaluation.metrics import Share
from evaluation.report import plots
from evaluation.report.figure import Figure, Rows
from evaluation.report.plots import LOOKS, NARROW, SOFT
from evaluation.report.words import percent, plain_name
from evaluation.robustness import Curve, Robustness


def robustness_curves(name: str, found: Robustness) -> tuple[tuple[str, Figure], ...]:
    """One figure for each family of corruptions that was measured, with the family's name."""
    families = [
        (str(family), [curve for curve in found.curves if curve.family is family])
        for family in Family
    ]
    return tuple(
        (family, _family(f"{name}-{family}", found.clean, curves))
        for family, curves in families
        if curves
    )


def _family(name: str, clean: Share, curves: Sequence[Curve]) -> Figure:
    with plots.look():
        lines = (len(curves) + 1) // 2
        canvas = plots.sheet(NARROW, 176 + 12 * lines)
        axes = plots.area(canvas, 32, 36 + 12 * lines, 10, 20)
        axes.axhline(clean.rate, color=SOFT, linewidth=0.8, linestyle=(0, (4, 2)))
        for look, curve in zip(LOOKS, curves, strict=False):
            axes.plot(
                range(len(curve.top1) + 1),
                [clean.rate, *(share.rate for share in curve.top1)],
                color=look.colour,
                linestyle=look.dashes,
                marker=look.mark,
                markersize=4,
                linewidth=1.2,
                label=plain_name(curve.corruption),
            )
        plots.shares(axes, "y")
        axes.set_xlim(-0.15, 5.15)
        axes.set_xticks(range(6), ["clean", *map(str, range(1, 6))])
        plots.named(axes, "severity", "right, %")
        plots.legend(axes, canvas, columns=2)
        said = "; ".join(
            f"{plain_name(curve.corruption)} {percent(curve.top1[0].rate)} at severity 1, "
            f"{percent(curve.top1[-1].rate)} at 5"
            for curve in curves
        )
        alt = f"First answer right, {percent(clean.rate)} on clean pictures (dashed): {said}."
        return plots.finished(name, canvas, alt, _rows(clean, curves))


def _rows(clean: Share, curves: Sequence[Curve]) -> Rows:
    return Rows(
        ("corruption", "clean", *(f"severity {level}" for level in range(1, 6))),
        tuple(
            (
                plain_name(curve.corruption),
                percent(clean.rate),
                *(percent(share.rate) for share in curve.top1),
            )
            for curve in curves
        ),
    )

"""What is clicked in a picture to measure by a card, what is answered, and what is refused.

The measuring itself is `model.card_plane`. NumPy only; this module sees points, never a photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.card_pose import Floats
from model.errors import MeasureError

# Standard deviation of each coordinate, px of the picture as it is shown to be clicked. An edge
# in a photo is two to three pixels wide, and the corners of a card are round (radius about 3 mm,
# ISO/IEC 7810): where its sides would meet has to be guessed.
CLICK_PX = 2.0
APART = 3.0  # standard deviations of a click: what lies nearer may be one and the same
LEVEL, SIGMAS = 0.95, 1.96  # of an interval; half its width in standard deviations
_CORNERS = 4

Point = Sequence[float] | Floats  # (2,): px from the left and from the upper edge
Points = Sequence[Point] | Floats  # (N, 2)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A length, and the interval that holds the true one in a share `level` of all cases."""

    value_mm: float
    low_mm: float
    high_mm: float
    level: float = LEVEL

    def __post_init__(self) -> None:
        if not 0 < self.low_mm <= self.value_mm <= self.high_mm < np.inf:
            raise ValueError(
                f"value {self.value_mm} mm must lie in {self.low_mm}..{self.high_mm} mm, above 0"
            )
        if not 0 < self.level < 1:
            raise ValueError(f"level {self.level} must lie between 0 and 1")


@dataclass(frozen=True, slots=True)
class Picture:
    """What is clicked in.

    Attributes:
        width: px, of the picture as it is shown: points count in these pixels.
        height: px.
        click_px: Standard deviation of each clicked coordinate.
    """

    width: float
    height: float
    click_px: float = CLICK_PX

    def __post_init__(self) -> None:
        if not (0 < self.width < np.inf and 0 < self.height < np.inf):
            raise MeasureError(
                f"the picture is {self.width:g} x {self.height:g} pixels, both must be above 0; "
                "open it again"
            )
        if not 0 < self.click_px < np.inf:
            raise MeasureError(
                f"the click uncertainty is {self.click_px:g} pixels, it must be above 0; "
                f"{CLICK_PX:g} is usual"
            )

    @property
    def axis_px(self) -> Floats:
        """`(2,)`, the middle."""
        return np.array([self.width, self.height]) / 2

    def points(self, clicks: Points) -> Floats:
        """Check points.

        Args:
            clicks: `(N, 2)` px.

        Returns:
            `(N, 2)` float64, finite, inside the picture.

        Raises:
            MeasureError: One is not.
        """
        points = _numbers(clicks)
        outside = (points < 0).any(axis=1) | (points > (self.width, self.height)).any(axis=1)
        for x, y in points[outside]:
            raise MeasureError(
                f"the point ({x:.0f}, {y:.0f}) lies outside the picture of {self.width:g} x "
                f"{self.height:g} pixels; click inside it"
            )
        return points

    def corners(self, clicks: Points) -> Floats:
        """Check the corners of a card.

        Args:
            clicks: `(4, 2)` px, in any order.

        Returns:
            `(4, 2)` float64, going round as angles grow in the picture.

        Raises:
            MeasureError: They are not the corners of a convex quadrilateral.
        """
        points = self.points(clicks)
        if len(points) != _CORNERS:
            raise MeasureError(
                f"{len(points)} corners were given, a card has {_CORNERS}; click each of them once"
            )
        _check_apart(points, APART * self.click_px)
        away = points - points.mean(axis=0)
        points = points[np.argsort(np.arctan2(away[:, 1], away[:, 0]))]
        _check_convex(points, APART * self.click_px)
        return points


def _numbers(clicks: Points) -> Floats:
    try:
        points = np.asarray(clicks, dtype=np.float64)
    except (TypeError, ValueError):  # a word, or points of different lengths
        points = np.empty(0)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise MeasureError("a point must be two finite numbers of pixels; click it again")
    return points


def _check_apart(points: Floats, least: float) -> None:
    apart = np.linalg.norm(points[:, None] - points, axis=2)[np.triu_indices(len(points), 1)]
    if apart.min() < least:
        raise MeasureError(
            f"two corners lie {apart.min():.1f} pixels apart, at least {least:.1f} are needed; "
            "click four different corners, or come closer"
        )


def _check_convex(points: Floats, least: float) -> None:
    """Each corner `(4, 2)` must stand out of the line of its neighbours, by `least` px."""
    before = np.roll(points, 1, axis=0)
    base, side = np.roll(points, -1, axis=0) - before, points - before
    twice_area = side[:, 0] * base[:, 1] - side[:, 1] * base[:, 0]
    lowest = float((twice_area / np.linalg.norm(base, axis=1)).min())
    if lowest < -least:
        raise MeasureError(
            "one corner lies between the other three, the corners of a card are convex; click "
            "its four corners again"
        )
    if lowest < least:
        raise MeasureError(
            "three corners lie nearly on one line, a card has none such; click four different "
            "corners, or take the photo more from above"
        )

"""Lengths in mm from a photo, told by an ID-1 card that lies in the plane of the good.

Bank cards, driving licences and most identity cards have this size. Its corners give the camera
and so the plane; every length comes with an interval, which knows of unsure clicks, focal length
and height, but not of bent lenses, bent cards or clicks on the wrong edge. NumPy only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from model import card_camera, ellipse
from model.card_camera import ANY, ORDINARY, Cameras
from model.card_pose import LONG_MM, Floats
from model.errors import MeasureError
from model.measuring import (
    APART,
    CLICK_PX,
    SIGMAS,
    Measurement,
    Picture,
    Point,
    Points,
)

CARD_MM = 0.76  # thickness, ISO/IEC 7810: a flat good on the same ground lies lower by that
WIDEST = 0.15  # half an interval over its value; a wider one decides no limit of the law
REACH_MM = 10 * LONG_MM  # farther off, bent lenses and ground matter, which no interval knows
# Chi-square that good clicks exceed once in a thousand, for two degrees of freedom and for one.
_NO_CARD, _NO_CORNERS = 13.8, 10.8
_GAP = 150.0  # degrees; of 300 simulated arcs up to it, intervals held as many as of full rings

_Length = Callable[[Floats], Floats]  # of places (..., N, 2) mm, as (...) mm


@dataclass(frozen=True, slots=True, eq=False)
class CardPlane:
    """A plane in which lengths can be measured: that of a card, or one parallel to it.

    Attributes:
        picture: What is clicked in.
        cameras: Those that could have taken it.
        height_mm: Of the plane above the upper face of the card, towards the camera.
        height_sd_mm: Standard deviation of the height.
    """

    picture: Picture
    cameras: Cameras
    height_mm: float = 0.0
    height_sd_mm: float = CARD_MM

    def __post_init__(self) -> None:
        highest = self.cameras.height_mm / 2
        if not abs(self.height_mm) <= highest:
            raise MeasureError(
                f"the height above the card is {self.height_mm:g} mm, at most {highest:.0f} mm, "
                "half that of the camera, is allowed; give the height of the edge you click"
            )
        if not 0 <= self.height_sd_mm <= highest:
            raise MeasureError(
                f"the uncertainty of the height is {self.height_sd_mm:g} mm, 0 to {highest:.0f} mm "
                "is allowed; give how far the height may be off"
            )

    @classmethod
    def from_corners(
        cls, corners: Points, *, width: float, height: float, click_px: float = CLICK_PX
    ) -> CardPlane:
        """The plane of a card.

        Args:
            corners: `(4, 2)` px from the left and the upper edge, in any order, each where the
                straight sides would meet.
            width: Of the picture, px. Its middle is taken for the axis of the camera, so it must
                not be cropped.
            height: Of the picture, px.
            click_px: Standard deviation of each clicked coordinate.

        Raises:
            MeasureError: They are not the corners of a flat card, or too close together.
        """
        picture = Picture(width, height, click_px)
        points = picture.corners(corners)
        plane = cls(picture, _cameras(points, picture))
        # A length as long as the card, where the card lies: nothing is measured better.
        mean, half = plane._estimate(points[::2], _path)
        if not half <= WIDEST * mean:
            longest = np.linalg.norm(points - np.roll(points, 1, axis=0), axis=1).max()
            raise MeasureError(
                f"the card is only {longest:.0f} pixels long in the picture, too small to measure "
                "by; come closer"
            )
        return plane

    def at_height(self, height_mm: float, uncertainty_mm: float = CARD_MM) -> CardPlane:
        """The parallel plane of an edge that lies higher than the card.

        Args:
            height_mm: Above the upper face of the card (0.76 mm above the ground), towards the
                camera; below 0 for an edge that lies lower.
            uncertainty_mm: Standard deviation of the height.

        Raises:
            MeasureError: One is not finite, or too large for the place of the camera.
        """
        return replace(self, height_mm=height_mm, height_sd_mm=uncertainty_mm)

    def distance(self, first: Point, second: Point) -> Measurement:
        """Between two points, each `(2,)` px; raises what `polyline` raises."""
        return self.polyline([first, second])

    def polyline(self, clicks: Points) -> Measurement:
        """Length of the straight pieces from each point to the next.

        Args:
            clicks: `(N, 2)` px, N at least 2.

        Raises:
            MeasureError: The points cannot be measured in this plane.
        """
        points = self.picture.points(clicks)
        if (count := len(np.unique(points, axis=0))) < 2:
            raise MeasureError(
                f"{count} different points were given, a length needs at least 2; click more"
            )
        return self._measured(points, _path)

    def circumference(self, clicks: Points) -> Measurement:
        """Length of the ellipse through the points.

        Args:
            clicks: `(N, 2)` px, all round it, N at least 5, better 8 or more.

        Raises:
            MeasureError: They lie on no ellipse, or cannot be measured in this plane.
        """
        points = self.picture.points(clicks)
        _check_count(points, self.picture.click_px)
        self._check_round(points)
        return self._measured(points, lambda places: ellipse.fit(places).circumference())

    def _measured(self, points: Floats, length: _Length) -> Measurement:
        self._check_reach(points)
        mean, half = self._estimate(points, length)
        if not half <= WIDEST * mean:
            share = f"{np.ceil(100 * half / mean):.0f} %" if half < mean else "all of it"
            raise MeasureError(
                f"the length would be uncertain by {share}, at most {100 * WIDEST:.0f} % is "
                "allowed; come closer, or lay the card nearer to what is measured"
            )
        return Measurement(mean, mean - half, mean + half)

    def _estimate(self, points: Floats, length: _Length) -> tuple[float, float]:
        """Mean over the cameras, and half the interval; NaN where an error leads to nothing."""
        weight = self.cameras.weight
        lengths = length(self.cameras.to_plane(points, self.height_mm))  # (B,)
        ahead, back = (length(self._moved(points, sign)) for sign in (1.0, -1.0))  # (S, B)
        variances = (((ahead - back) / 2) ** 2).sum(axis=0)
        variances += ((ahead + back) / 2 - lengths).sum(axis=0) ** 2  # what curvature shifts
        mean = float(weight @ lengths)
        return mean, SIGMAS * float(weight @ (variances + (lengths - mean) ** 2)) ** 0.5

    def _moved(self, points: Floats, sign: float) -> Floats:
        """Places `(S, B, N, 2)` mm of the points, each error in turn one standard deviation large.

        S independent errors: six of the pose, one of the height, 2N of the clicks.
        """
        cameras, height = self.cameras, self.height_mm
        poses = [cameras.poses.moved(sign * cameras.spread[:, :, k]) for k in range(6)]
        steps = sign * self.picture.click_px * np.eye(points.size).reshape(-1, *points.shape)
        return np.array(
            [cameras.to_plane(points, height, pose) for pose in poses]
            + [cameras.to_plane(points, height + sign * self.height_sd_mm)]
            + [cameras.to_plane(points + step, height) for step in steps]
        )

    def _places(self, points: Floats) -> Floats:
        """`(N, 2)` mm, as the likeliest camera has them."""
        return np.asarray(self.cameras.to_plane(points, self.height_mm)[self.cameras.best])

    def _check_reach(self, points: Floats) -> None:
        if np.isnan(places := self._places(points)).any():
            raise MeasureError(
                "a point lies beyond the horizon of the card's plane; click only what lies in it"
            )
        farthest = float(np.linalg.norm(places, axis=1).max())
        if farthest > REACH_MM:
            raise MeasureError(
                f"a point lies {farthest:.0f} mm from the card, at most {REACH_MM:.0f} mm is "
                "allowed; lay the card nearer to what is measured"
            )

    def _check_round(self, points: Floats) -> None:
        """The points must lie on an ellipse and all round it."""
        self._check_reach(points)
        found = ellipse.fit(self._places(points))
        gap = found.widest_gap(self._places(points))
        if not gap <= _GAP:
            raise MeasureError(
                f"{np.ceil(gap):.0f} degrees of the ellipse have no point, at most "
                f"{_GAP:.0f} are allowed; click all round the edge"
            )
        offsets = self._offsets(points, found)
        chi_square = float(((offsets / self.picture.click_px) ** 2).sum())
        if chi_square > _limit(len(points) - ellipse.LEAST):
            raise MeasureError(
                f"a point lies {np.abs(offsets).max():.1f} pixels off the best ellipse, more than "
                "clicks explain; click again, or measure the edge as a line of points"
            )

    def _offsets(self, points: Floats, found: ellipse.Ellipses) -> Floats:
        """How far the points lie off the ellipse, `(N,)` px, to first order (Sampson 1982)."""
        across, down = np.eye(2)
        slopes = [
            found.values(self._places(points + step)) - found.values(self._places(points - step))
            for step in (across / 2, down / 2)
        ]
        return np.asarray(found.values(self._places(points)) / np.hypot(*slopes))


def _path(places: Floats) -> Floats:
    """Length `(...)` of the pieces from place to place, `(..., N, 2)`."""
    return np.asarray(np.linalg.norm(np.diff(places, axis=-2), axis=-1).sum(axis=-1))


def _cameras(corners: Floats, picture: Picture) -> Cameras:
    """Those that explain the corners, or the reason why there is none."""
    axis, side = picture.axis_px, max(picture.width, picture.height)
    click = picture.click_px
    found = card_camera.explain(corners, axis_px=axis, side_px=side, click_px=click)
    if found.misfit <= _NO_CARD:
        return found
    odd = card_camera.explain(corners, axis_px=axis, side_px=side, click_px=click, belief=ANY)
    focal = float(odd.focal_px[odd.best]) / side
    told = focal > 1.01 * ANY.low and not ORDINARY.low < focal < ORDINARY.high
    if told and odd.misfit <= _NO_CORNERS:
        raise MeasureError(
            f"the corners ask for a focal length of {focal:.2g} times the longer side of the "
            f"picture, a camera has {ORDINARY.low:g} to {ORDINARY.high:g}; click them again, in a "
            "photo that is not cropped"
        )
    raise MeasureError(
        "no flat ID-1 card has its corners at these points; click them again, with the card flat "
        "and in a photo that is not cropped"
    )


def _check_count(points: Floats, click_px: float) -> None:
    """Enough different points for an ellipse, not on one line."""
    if (count := len(np.unique(points, axis=0))) < ellipse.LEAST:
        raise MeasureError(
            f"{count} different points were given, an ellipse needs at least {ellipse.LEAST}, "
            "better 8; click more"
        )
    across = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)[1]
    if across < APART * click_px * len(points) ** 0.5:
        raise MeasureError(
            "the points lie nearly on one line, an ellipse needs points all round it; click all "
            "round the edge, or take the photo more from above"
        )


def _limit(freedom: int) -> float:
    """Chi-square that is exceeded once in a thousand (Wilson and Hilferty 1931)."""
    if freedom < 1:
        return np.inf
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + 3.09 * part**0.5) ** 3)

"""Where the object lies and where the camera stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from datasets.studio.parts import Part, moved
from datasets.studio.shapes import move, turn

Points = NDArray[np.float64]  # (N, 3) metres
HANDY = 0.7  # metres; larger things are not found lying on their side
TALL = 0.8  # metres; taller things are photographed standing, from a person's height
STANDING = 0.22  # metres; a smaller thing is turned in the hand until its back is seen too
FACING_SHARE = 0.75  # of the standing things, which one walks up to from their front
FRONT = -90.0  # degrees round z from x: designs face -y
FAR_SHARE, CUT_SHARE = 0.12, 0.15  # of the pictures with a ground
SLENDER = 6.0  # spread along the longest axis over the next: a stick, a whip
SIDEWAYS = 110.0  # degrees from its front at which a tall thing is still photographed


@dataclass(frozen=True, slots=True)
class View:
    """A camera round the object.

    Args:
        azimuth: side it stands on, degrees round z from x.
        elevation: degrees above the ground, 0 (level) .. 90 (from the top).
        fov: field of view of the square picture, degrees.
        fill: share of the picture's side the object takes; above 1 the edges cut it off.
        roll: tilt of the camera, degrees.
        shift: how far right and up the object's middle stands from the picture's, shares of
            the side, -0.6..0.6.
    """

    azimuth: float
    elevation: float
    fov: float = 35.0
    fill: float = 0.85
    roll: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not 1.0 <= self.fov <= 120.0:
            raise ValueError(f"field of view {self.fov}: allowed is 1..120 degrees")
        if not 0.0 < self.fill <= 4.0:
            raise ValueError(f"fill {self.fill}: allowed is above 0, up to 4")
        if not all(abs(part) <= 0.6 for part in self.shift):
            raise ValueError(f"shift {self.shift}: allowed is -0.6..0.6")

    @property
    def axes(self) -> tuple[Points, Points, Points]:
        """Unit vectors right, up and back (towards the camera), each (3,)."""
        a, e, r = np.radians([self.azimuth, self.elevation, self.roll])
        back = np.array([np.cos(a) * np.cos(e), np.sin(a) * np.cos(e), np.sin(e)])
        right = np.array([-np.sin(a), np.cos(a), 0.0])
        up = np.cross(back, right)
        return right * np.cos(r) + up * np.sin(r), up * np.cos(r) - right * np.sin(r), back


def random_view(rng: np.random.Generator) -> View:
    """Any side; mostly 10 to 75 degrees above, sometimes from the top; held a little crooked."""
    from_top = rng.random() < 0.1
    elevation = float(rng.uniform(78, 89)) if from_top else float(rng.uniform(10, 75))
    steep = elevation > 50 and rng.random() < 0.35
    return View(
        azimuth=float(rng.uniform(0, 360)),
        elevation=elevation,
        fov=float(rng.uniform(16, 55)),
        fill=float(rng.uniform(0.6, 0.95)),
        roll=float(rng.uniform(-180, 180)) if steep else float(rng.normal(0, 5)),
    )


def framed(view: View, rng: np.random.Generator) -> View:
    """The view as hasty hands take it: from afar, too near and cut off, or a little off centre."""
    kind = rng.random()
    if kind < FAR_SHARE:
        fill, reach = float(rng.uniform(0.22, 0.5)), 0.25
    elif kind < FAR_SHARE + CUT_SHARE:
        fill, reach = float(rng.uniform(0.95, 1.4)), 0.3
    else:
        fill, reach = view.fill, 0.05
    right, up = rng.uniform(-reach, reach, 2)
    return replace(view, fill=fill, shift=(float(right), float(up)))


def is_slender(points: Points) -> bool:
    """Whether points (N, 3) spread `SLENDER` times as far along one axis as along the next."""
    spread = np.sqrt(np.linalg.eigvalsh(np.cov(points.T))[::-1])
    return bool(spread[0] > SLENDER * spread[1])


def long_axis(points: Points) -> Points:
    """Unit vector along the longest side of points (N, 3), (3,)."""
    return np.asarray(np.linalg.eigh(np.cov(points.T))[1][:, -1])


def end_of(points: Points, share: float, high: bool) -> Points:
    """The points (M, 3) in the last `share` of the length, at one end or the other."""
    place = points @ long_axis(points)
    place = (place - place.min()) / max(float(np.ptp(place)), 1e-12)
    return np.asarray(points[place > 1 - share if high else place < share])


def eye_level(view: View, parts: list[Part]) -> View:
    """The view, brought down to -3..35 degrees for a tall thing: nobody photographs its roof."""
    if _height(parts) <= TALL:
        return view
    return replace(view, elevation=-3 + 38 * view.elevation / 90, roll=view.roll % 10 - 5)


def stand(parts: list[Part], rng: np.random.Generator, tip: bool, azimuth: float) -> list[Part]:
    """The parts on the ground, turned by any yaw; `tip` lays a thing of handy size on a side.

    A tall thing, and mostly one that stands, is turned so that a camera at `azimuth` (degrees)
    sees its front or its side.
    """
    points = _points(parts)
    pose = np.eye(4)
    if tip and float(np.ptp(points, axis=0).max()) <= HANDY:
        axis = [(1, 0, 0), (0, 1, 0)][int(rng.integers(2))]
        pose = turn(float(rng.choice([90.0, -90.0, 180.0])) + float(rng.normal(0, 4)), axis)
    yaw = float(rng.uniform(0, 360))
    if _height(parts) > TALL or (_stands(parts) and rng.random() < FACING_SHARE):
        yaw = azimuth - FRONT + SIDEWAYS * (yaw / 180 - 1)
    pose = turn(yaw) @ pose
    low = float((points @ pose[2, :3]).min())
    return moved(parts, move(z=-low) @ pose)


def _points(parts: list[Part]) -> Points:
    return np.concatenate([np.asarray(part.mesh.vertices) for part in parts])


def _stands(parts: list[Part]) -> bool:
    """Whether a thing is taller than wide and deep, and large enough to be set down that way."""
    x, y, z = np.ptp(_points(parts), axis=0)
    return bool(z > max(x, y, STANDING))


def _height(parts: list[Part]) -> float:
    return float(np.ptp(_points(parts)[:, 2]))

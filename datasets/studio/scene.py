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
FRONT = -90.0  # degrees round z from x: designs face -y
SIDEWAYS = 110.0  # degrees from its front at which a tall thing is still photographed


@dataclass(frozen=True, slots=True)
class View:
    """A camera round the object.

    Args:
        azimuth: side it stands on, degrees round z from x.
        elevation: degrees above the ground, 0 (level) .. 90 (from the top).
        fov: field of view of the square picture, degrees.
        fill: share of the picture's side the object takes, 0..1.
        roll: tilt of the camera, degrees.
    """

    azimuth: float
    elevation: float
    fov: float = 35.0
    fill: float = 0.85
    roll: float = 0.0

    def __post_init__(self) -> None:
        if not 1.0 <= self.fov <= 120.0:
            raise ValueError(f"field of view {self.fov}: allowed is 1..120 degrees")
        if not 0.0 < self.fill <= 1.0:
            raise ValueError(f"fill {self.fill}: allowed is above 0, up to 1")

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


def eye_level(view: View, parts: list[Part]) -> View:
    """The view, brought down to -3..35 degrees for a tall thing: nobody photographs its roof."""
    if _height(parts) <= TALL:
        return view
    return replace(view, elevation=-3 + 38 * view.elevation / 90, roll=view.roll % 10 - 5)


def stand(parts: list[Part], rng: np.random.Generator, tip: bool, azimuth: float) -> list[Part]:
    """The parts on the ground, turned by any yaw; `tip` lays a thing of handy size on a side.

    A tall thing is turned so that a camera at `azimuth` (degrees) sees its front or its side.
    """
    points = _points(parts)
    pose = np.eye(4)
    if tip and float(np.ptp(points, axis=0).max()) <= HANDY:
        axis = [(1, 0, 0), (0, 1, 0)][int(rng.integers(2))]
        pose = turn(float(rng.choice([90.0, -90.0, 180.0])) + float(rng.normal(0, 4)), axis)
    yaw = float(rng.uniform(0, 360))
    if _height(parts) > TALL:
        yaw = azimuth - FRONT + SIDEWAYS * (yaw / 180 - 1)
    pose = turn(yaw) @ pose
    low = float((points @ pose[2, :3]).min())
    return moved(parts, move(z=-low) @ pose)


def _points(parts: list[Part]) -> Points:
    return np.concatenate([np.asarray(part.mesh.vertices) for part in parts])


def _height(parts: list[Part]) -> float:
    return float(np.ptp(_points(parts)[:, 2]))


def frame(points: Points, view: View) -> tuple[Points, Points]:
    """Camera place and target, each (3,) metres, so that points (N, 3) take `view.fill`."""
    right, up, back = view.axes
    basis = np.stack([right, up, back]).T
    centre = (points.min(0) + points.max(0)) / 2
    tangent = np.tan(np.radians(view.fov / 2)) * view.fill
    for _ in range(4):  # each round centres on what the last one saw
        local = (points - centre) @ basis
        distance = _distance(local, tangent)
        seen = local[:, :2] / (distance - local[:, 2:])
        shift = (seen.min(0) + seen.max(0)) / 2 * distance
        centre = centre + shift[0] * right + shift[1] * up
    distance = _distance((points - centre) @ basis, tangent)
    return centre + back * distance, centre


def _distance(local: Points, tangent: float) -> float:
    """How far the camera must stand back for every point to stay inside the frame."""
    return float((np.abs(local[:, :2]).max(1) / tangent + local[:, 2]).max())

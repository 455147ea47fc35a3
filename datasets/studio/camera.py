"""The camera: where it must stand to frame a thing, where it sees a point, what its lens does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from datasets.studio.scene import Points, View

ROUNDS = 4  # each centres on what the last one saw; the fifth would move it by less than a pixel


@dataclass(frozen=True, slots=True)
class Lens:
    """What lens and sensor do to a picture; all zero is a pinhole and a perfect sensor.

    Args:
        blur: share of the picture's side over which a point one object radius behind the focus
            is spread, 0..0.2 (depth of field).
        shake: length of the blur of a moving hand, share of the picture's side, 0..0.1.
        direction: of that movement, degrees from the picture's rows.
        noise: standard deviation of a middle grey, linear, 0..0.2.
    """

    blur: float = 0.0
    shake: float = 0.0
    direction: float = 0.0
    noise: float = 0.0

    def __post_init__(self) -> None:
        for name, most in (("blur", 0.2), ("shake", 0.1), ("noise", 0.2)):
            if not 0.0 <= getattr(self, name) <= most:
                raise ValueError(f"lens {name} {getattr(self, name)}: allowed is 0..{most}")


PINHOLE = Lens()


def random_lens(rng: np.random.Generator) -> Lens:
    """A phone's: mostly sharp all over, sometimes shaken or close up, often a little noisy."""
    close, moved = rng.random() < 0.3, rng.random() < 0.25
    return Lens(
        blur=float(rng.uniform(0.005, 0.05)) if close else 0.0,
        shake=float(rng.uniform(0.004, 0.03)) if moved else 0.0,
        direction=float(rng.uniform(0, 180)),
        noise=float(min(np.exp(rng.normal(np.log(0.004), 0.9)), 0.04)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """A camera in its place.

    Args:
        eye: its place, (3,) metres.
        target: point in the middle of the picture, (3,) metres.
        view: direction, field of view and roll.
    """

    eye: Points
    target: Points
    view: View

    @property
    def distance(self) -> float:
        """From eye to target, metres."""
        return float(np.linalg.norm(self.eye - self.target))

    def project(self, points: Points, size: int) -> NDArray[np.float64]:
        """Where points (N, 3) metres are seen in a square picture of `size` px.

        Returns:
            (N, 2) px; x from the left edge, y from the top edge; NaN behind the camera.
        """
        right, up, back = self.view.axes
        local = (np.asarray(points, dtype=np.float64) - self.eye) @ np.stack([right, up, -back]).T
        depth = np.where(local[:, 2] > 0, local[:, 2], np.nan)
        scale = size / (2 * np.tan(np.radians(self.view.fov / 2)))
        plane = local[:, :2] / depth[:, None] * scale
        return np.stack([size / 2 + plane[:, 0], size / 2 - plane[:, 1]], axis=1)

    def sensor(
        self, size: int, samples: int, far: float, radius: float, lens: Lens
    ) -> dict[str, Any]:
        """The Mitsuba sensor.

        Args:
            size: side of the square picture, px.
            samples: light paths a pixel.
            far: how far beyond the target anything is seen, metres.
            radius: of the object, metres; scales the lens's blur.
            lens: depth of field; shake and noise are made after rendering.
        """
        made: dict[str, Any] = {
            "type": "perspective",
            "fov": self.view.fov,
            "near_clip": self.distance * 1e-3,
            "far_clip": self.distance + far,
            "to_world": mi.ScalarTransform4f().look_at(
                origin=list(self.eye), target=list(self.target), up=list(self.view.axes[1])
            ),
            "film": {
                "type": "hdrfilm",
                "width": size,
                "height": size,
                "pixel_format": "rgba",
                "rfilter": {"type": "gaussian"},
            },
            "sampler": {"type": "multijitter", "sample_count": samples},
        }
        if lens.blur > 0:
            made |= {
                "type": "thinlens",
                "aperture_radius": self._aperture(lens.blur, radius),
                "focus_distance": self.distance,
            }
        return made

    def _aperture(self, blur: float, radius: float) -> float:
        """Radius, metres, from the circle of confusion by similar triangles."""
        width = 2 * self.distance * float(np.tan(np.radians(self.view.fov / 2)))
        return blur * width * (self.distance + radius) / (2 * radius)


def aim(points: Points, view: View) -> Camera:
    """The camera that makes points (N, 3) metres take `view.fill` of the picture's side."""
    right, up, back = view.axes
    basis = np.stack([right, up, back]).T
    centre = (points.min(0) + points.max(0)) / 2
    tangent = np.tan(np.radians(view.fov / 2)) * view.fill
    for _ in range(ROUNDS):
        local = (points - centre) @ basis
        distance = _distance(local, tangent)
        seen = local[:, :2] / (distance - local[:, 2:])
        shift = (seen.min(0) + seen.max(0)) / 2 * distance
        centre = centre + shift[0] * right + shift[1] * up
    distance = _distance((points - centre) @ basis, tangent)
    width = 2 * distance * np.tan(np.radians(view.fov / 2))
    centre = centre - width * (view.shift[0] * right + view.shift[1] * up)
    return Camera(centre + back * distance, centre, view)


def _distance(local: Points, tangent: float) -> float:
    """How far the camera must stand back for every point to stay inside the frame."""
    return float((np.abs(local[:, :2]).max(1) / tangent + local[:, 2]).max())

"""The bent face of a shock shield and what is laid on it: bare strips, rim, rivets, words.

The face stands in the plane y = 0 facing -y. Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.labels import Label
from datasets.studio.parts import Part

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Face:
    """A plate bent about an upright axis.

    Args:
        wide: along the bend, metres.
        tall: metres; the plate stands from z = 0.
        bend: radius of the bend; above 0 its sides lie back, below 0 they reach forward.
        corner: radius of the corners.
    """

    wide: float
    tall: float
    bend: float
    corner: float

    def __post_init__(self) -> None:
        if abs(self.bend) < 0.3 * self.wide:
            raise ValueError(f"bend {self.bend}: a plate {self.wide} m wide bends less than that")
        if not 0.0 < self.corner <= min(self.wide, self.tall) / 2:
            raise ValueError(f"corner {self.corner}: allowed is up to half a side")

    def at(self, u: ArrayLike, z: ArrayLike, off: float = 0.0) -> Points:
        """Points `off` metres before the face, at u metres from its middle, (..., 3)."""
        across, up = np.broadcast_arrays(np.asarray(u, float), np.asarray(z, float))
        angle = across / self.bend
        x = (self.bend + off) * np.sin(angle)
        y = self.bend - (self.bend + off) * np.cos(angle)
        return np.stack([x, y, up], axis=-1)

    def half(self, z: ArrayLike) -> Points:
        """Half the width at a height."""
        up, r = np.asarray(z, dtype=np.float64), self.corner
        over = np.clip(np.maximum(up - self.tall + r, r - up), 0.0, r)
        return np.asarray(self.wide / 2 - r + np.sqrt(np.maximum(r**2 - over**2, 0.0)))

    def sheet(self) -> trimesh.Trimesh:
        """The plate as one thin sheet."""
        r = self.corner
        ease = r * (1 - np.cos(np.linspace(0, np.pi / 2, 9)))
        z = np.concatenate([ease, np.linspace(r, self.tall - r, 12)[1:-1], self.tall - ease[::-1]])
        u = np.linspace(-1, 1, 31)[None, :] * self.half(z)[:, None]
        points = self.at(u, z[:, None])
        n, m = points.shape[:2]
        i, j = np.meshgrid(np.arange(n - 1), np.arange(m - 1), indexing="ij")
        a = (i * m + j).ravel()
        faces = np.concatenate(
            [np.stack([a, a + 1, a + m + 1], 1), np.stack([a, a + m + 1, a + m], 1)]
        )
        return trimesh.Trimesh(points.reshape(-1, 3), faces, process=False)

    def rim(self, inset: float = 0.0) -> Points:
        """The closed outline, (N, 3)."""
        r = self.corner - inset
        w, low, high = self.wide / 2 - inset, inset, self.tall - inset
        corners = [(w, high, 0), (-w, high, 90), (-w, low, 180), (w, low, 270)]
        turns = [
            s.arc(r, start, start + 90, 9)
            + np.array([x - np.sign(x) * r, z + (r if z == low else -r)])
            for x, z, start in corners
        ]
        flat = _dense(np.concatenate(turns), 0.03)
        return self.at(flat[:, 0], flat[:, 1])

    def upright(
        self, u: float, low: float, high: float, wide: float, off: float
    ) -> trimesh.Trimesh:
        """A flat strip up the face."""
        path = self.at(np.full(2, u), np.array([low, high]), off)
        angle = u / self.bend
        return s.strap_along(path, wide, 0.0022, up=(np.sin(angle), -np.cos(angle), 0.0))

    def level(self, z: float, low: float, high: float, wide: float, off: float) -> trimesh.Trimesh:
        """A flat strip across the face."""
        u = np.linspace(low, high, 26)
        return s.strap_along(self.at(u, z, off), 0.0022, wide, up=(0, 0, 1))

    def wire(self, points: Sequence[tuple[float, float]], radius: float) -> trimesh.Trimesh:
        """A bare wire on the face through places (u, z)."""
        flat = _dense(np.asarray(points, dtype=np.float64), 0.02, closed=False)
        return s.tube_along(self.at(flat[:, 0], flat[:, 1], 0.8 * radius), radius, 8)

    def studs(self, places: Sequence[tuple[float, float]], radius: float) -> trimesh.Trimesh:
        """Rivet heads on the face at places (u, z)."""
        profile = [
            (0, -0.002),
            (radius, -0.002),
            (radius, 0.001),
            (0.6 * radius, 0.004),
            (0, 0.005),
        ]
        head = s.at(s.lathe(profile, 16), s.turn(90, (1, 0, 0)))
        return s.join(*(s.at(head, self.seat(u, z)) for u, z in places))

    def seat(self, u: float, z: float, off: float = 0.0) -> s.Matrix:
        """Takes the plane y = 0 facing -y onto the face."""
        place = self.at(u, z, off)
        return s.move(*place) @ s.turn(float(np.degrees(u / self.bend)))

    def words(self, picture: Label, z: float, width: float) -> Part:
        """A printed sheet laid on the face, bent with it."""
        tall = width * picture.shape[0] / picture.shape[1]
        half = float(np.degrees(width / 2 / abs(self.bend)))
        if self.bend > 0:
            bent = s.label_wrap(self.bend, tall, -90 - half, -90 + half, bulge=0.003)
            return Part(s.at(bent, s.move(0, self.bend, z)), "paper", None, picture)
        bent = s.label_wrap(-self.bend, tall, 90 + half, 90 - half, bulge=-0.003)
        return Part(s.at(bent, s.move(0, self.bend, z)), "paper", None, picture)


def _dense(points: Points, step: float, closed: bool = True) -> Points:
    """The outline with more points on its long stretches."""
    ends = np.roll(points, -1, 0) if closed else points[1:]
    out = []
    for a, b in zip(points, ends, strict=closed):
        count = max(1, int(np.linalg.norm(b - a) / step))
        out.append(a + (b - a) * np.arange(count)[:, None] / count)
    if not closed:
        out.append(points[-1:])
    return np.concatenate(out)

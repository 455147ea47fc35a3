"""A plain featureless head to show headwear on, and the lines that bands follow round it.

Owns no class of goods. The face looks to -y; the foot of the form stands on z = 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import skin
from datasets.studio.designs._forms import Colour, blob, chance, pick, timber
from datasets.studio.parts import Material, Part

# (z, width, depth, middle in y) of a head whose neck begins at z = 0; chin 0.10, crown 0.325.
SHAPE = np.array(
    [
        (0.000, 0.116, 0.122, 0.012),
        (0.030, 0.112, 0.118, 0.010),
        (0.072, 0.112, 0.124, 0.006),
        (0.094, 0.108, 0.158, -0.010),
        (0.120, 0.124, 0.184, -0.008),
        (0.165, 0.144, 0.194, 0.000),
        (0.215, 0.152, 0.198, 0.004),
        (0.255, 0.150, 0.194, 0.007),
        (0.288, 0.132, 0.170, 0.008),
        (0.310, 0.098, 0.126, 0.008),
        (0.322, 0.054, 0.068, 0.008),
        (0.325, 0.008, 0.010, 0.008),
    ]
)
EYES, MOUTH, BROW, NECK = 0.215, 0.142, 0.240, 0.060  # heights above the neck's foot, metres
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Head:
    """One drawn form.

    Args:
        size: 1.0 is a usual adult head.
        lift: metres from the ground to the foot of the neck.
        parts: the form itself.
    """

    size: float
    lift: float
    parts: tuple[Part, ...]

    def height(self, level: float) -> float:
        """Height above the ground of a level of `SHAPE`, metres."""
        return self.lift + level * self.size

    def keys(self, level: float) -> tuple[float, float, float]:
        """Width, depth and middle in y of the head at a level, metres."""
        line = s.spline(SHAPE[:, :3], 120)
        middle = s.spline(np.c_[SHAPE[:, [0, 3]], 0 * SHAPE[:, 0]], 120)
        wide, deep = (float(np.interp(level, line[:, 0], line[:, k])) for k in (1, 2))
        return (
            wide * self.size,
            deep * self.size,
            float(np.interp(level, middle[:, 0], middle[:, 1])) * self.size,
        )

    def at(self, angle: Values, level: Values, off: float | Values = 0.0) -> Values:
        """Points (..., 3) at angles (radians, -pi/2 is the face) and levels, `off` metres out."""
        line = s.spline(SHAPE[:, :3], 120)
        middle = s.spline(np.c_[SHAPE[:, [0, 3]], 0 * SHAPE[:, 0]], 120)
        wide, deep = (np.interp(level, line[:, 0], line[:, k]) * self.size / 2 for k in (1, 2))
        centre = np.interp(level, middle[:, 0], middle[:, 1]) * self.size
        x, y = (wide + off) * np.cos(angle), (deep + off) * np.sin(angle) + centre
        return np.stack([x, y, self.lift + level * self.size + 0.0 * x], -1)

    def ring(self, level: float, off: float = 0.0, tilt: float = 0.0, steps: int = 96) -> Values:
        """A closed line (N, 3) round the head, from the face on; `tilt` lowers its back."""
        angle = np.radians(np.linspace(-90, 270, steps, endpoint=False))
        return self.at(angle, level - tilt * (1 + np.sin(angle)) / 2, off)

    def face(self, x: Values, level: Values) -> Values:
        """How far in y the face lies at a place x (metres) and a level."""
        wide, deep, middle = np.array([self.keys(float(v)) for v in np.ravel(level)]).T
        share = np.clip(2 * np.ravel(x) / wide, -0.98, 0.98)
        return np.reshape(middle - deep / 2 * np.sqrt(1 - share**2), np.shape(x))


def head_form(rng: np.random.Generator, shoulders: float = 0.35, nose: bool = False) -> Head:
    """A foam, plastic, cloth or wooden head on a foot, or on shoulders in the share given.

    Eyes, brows and lips are painted on its face, flat enough for whatever is drawn over it; a
    `nose` stands out 15 mm and wants loose cloth.
    """
    size, (material, colour) = float(rng.uniform(0.94, 1.05)), _finish(rng)
    if chance(rng, shoulders):
        lift = float(rng.uniform(0.15, 0.2))
        under = _shoulders(rng, lift, material, colour)
    else:
        lift = float(rng.uniform(0.012, 0.05))
        under = _foot(rng, lift, size, material, colour)
    head = Part(blob(SHAPE * (size, size, size, size) @ _BLOB, 2.15, 60, 48), material, colour)
    bare = Head(size, lift, ())
    face = [_painted(bare, colour)]
    if nose:
        face.append(Part(_nose(bare), material, colour))
    return Head(size, lift, (head.moved(s.move(z=lift)), *under, *face))


# `blob` wants (z, width, depth, x, y); the head lies in the middle of x.
_BLOB = np.array([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 1]], dtype=float)


def _finish(rng: np.random.Generator) -> tuple[Material, Colour]:
    v = float(rng.uniform(0.85, 1.1))
    options: tuple[tuple[Material, Colour], ...] = (
        ("foam", (0.72 * v, 0.72 * v, 0.70 * v)),
        ("matte_plastic", (0.5 * v, 0.5 * v, 0.5 * v)),
        ("matte_plastic", (0.72 * v, 0.72 * v, 0.73 * v)),
        ("matte_plastic", (0.07 * v, 0.19 * v, 0.4 * v)),
        ("textile", (0.5 * v, 0.43 * v, 0.32 * v)),
        ("plastic", (0.14 * v, 0.14 * v, 0.145 * v)),
        ("wood", timber(rng)),
    )
    return pick(rng, options)


def _painted(head: Head, colour: Colour) -> Part:
    """Eyes, brows and lips in a tone that differs from the head's."""
    light = sum(colour) > 0.5
    paint: Colour = (0.03, 0.03, 0.035) if light else (0.5, 0.5, 0.5)
    u, v = np.meshgrid(np.linspace(-1, 1, 24), np.linspace(-1, 1, 9))
    sheets = []
    for side in (-1, 1):
        middle = -90 + 25 * side
        eye = head.at(np.radians(middle + 10 * u), EYES + 0.0065 * v * (1 - u**2), 0.0012)
        arch = BROW - 0.006 - 0.005 * u**2 + 0.0016 * v * (1 - u**4)
        sheets += [eye, head.at(np.radians(middle + 12 * u), arch, 0.0012)]
    bow = 0.006 * v * (1 - u**2) * (1 - 0.25 * np.exp(-((u / 0.2) ** 2)))
    sheets.append(head.at(np.radians(-90 + 17 * u), MOUTH + bow, 0.0012))
    return Part(s.join(*(skin(sheet, False) for sheet in sheets)), "matte_plastic", paint)


def _nose(head: Head) -> trimesh.Trimesh:
    """A nose from between the eyes down to its tip."""
    front = np.full(3, -np.pi / 2)
    ridge = head.at(front, np.array([0.21, 0.19, 0.173]), np.array([-0.003, 0.001, 0.003]))
    tip = s.at(s.sphere(0.0115, 2), s.move(*ridge[-1]))
    return s.join(s.tube_along(s.spline(ridge, 16), np.linspace(0.0055, 0.0112, 16), 16), tip)


def _foot(
    rng: np.random.Generator, lift: float, size: float, material: Material, colour: Colour
) -> list[Part]:
    """A round foot that the neck stands on."""
    neck, wide = 0.06 * size, float(rng.uniform(0.064, 0.085))
    profile = [
        (0, 0),
        (wide, 0),
        (wide, lift * 0.35),
        (neck, lift * 0.9),
        (neck * 0.9, lift + 0.01),
    ]
    foot = s.lathe([*profile, (0, lift + 0.01)])
    return [Part(s.at(foot, s.move(y=0.01)), material, colour)]


def _shoulders(
    rng: np.random.Generator, lift: float, material: Material, colour: Colour
) -> list[Part]:
    """Shoulders and the upper chest, bare or in a plain shirt."""
    wide, deep = float(rng.uniform(0.38, 0.44)), float(rng.uniform(0.19, 0.23))
    keys = [
        (0, wide * 0.82, deep * 0.98, 0, 0.02),
        (lift * 0.3, wide * 0.95, deep, 0, 0.02),
        (lift * 0.55, wide, deep * 0.9, 0, 0.022),
        (lift * 0.74, wide * 0.88, deep * 0.74, 0, 0.024),
        (lift * 0.9, wide * 0.58, deep * 0.66, 0, 0.022),
        (lift * 1.03, wide * 0.38, deep * 0.62, 0, 0.016),
        (lift * 1.12, 0.118, 0.122, 0, 0.012),
    ]
    cloth: Material = "textile"
    shirts: tuple[Colour, ...] = ((0.2, 0.2, 0.21), (0.5, 0.5, 0.48), (0.02, 0.05, 0.15))
    shirt = pick(rng, (*shirts, (0.55, 0.14, 0.02)))
    dressed = (cloth, shirt) if chance(rng, 0.6) else (material, colour)
    return [Part(blob(keys, 2.5, 60, 56), *dressed)]

"""Umbrellas, closed, folded small and open: long or short, they are no baton."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    ground,
    hue,
    lay,
    lie,
    pick,
    timber,
    turned,
    wrist_strap,
)
from datasets.studio.parts import Material, Part, moved


def folded_umbrella(rng: np.random.Generator) -> list[Part]:
    """A long closed umbrella: crook or straight handle, wrapped cloth with ribs, metal tip."""
    length, r = float(rng.uniform(0.78, 0.95)), float(rng.uniform(0.018, 0.03))
    colour = hue(rng, 0.5)
    low, high = 0.09, length - 0.12
    parts = [
        turned([(0.0035, 0), (0.005, 0.006), (0.006, low)], pick(rng, ("steel", "plastic")), None)
    ]
    parts.append(_furled(r, low, high, colour))
    parts.append(
        turned(
            [
                (0.95 * r, high - 0.16),
                (1.05 * r, high - 0.158),
                (1.05 * r, high - 0.135),
                (0.95 * r, high - 0.133),
            ],
            "textile",
            colour,
        )
    )
    parts.append(turned([(0.006, high - 0.01), (0.006, length)], "steel"))
    handle: Material = pick(rng, ("wood", "plastic", "leather"))
    tint = timber(rng) if handle == "wood" else dark(rng)
    if chance(rng, 0.65):
        t = np.radians(np.linspace(180, -20, 36))
        hook = np.stack([0.04 + 0.04 * np.cos(t), 0 * t, length + 0.05 + 0.04 * np.sin(t)], 1)
        stem = np.array([(0, 0, length - 0.03), (0, 0, length), (0, 0, length + 0.04)])
        parts.append(Part(s.tube_along(np.concatenate([stem, hook]), 0.0105, 14), handle, tint))
        return lie(parts, float(pick(rng, (90, -90))))
    parts.append(
        turned(
            [
                (0.01, length - 0.03),
                (0.015, length),
                (0.013, length + 0.08),
                (0.016, length + 0.1),
                (0.01, length + 0.105),
            ],
            handle,
            tint,
        )
    )
    return lay(rng, parts)


def compact_umbrella(rng: np.random.Generator) -> list[Part]:
    """A short folding umbrella: sleeve or pleated roll, plastic handle with button and loop."""
    length, r = float(rng.uniform(0.2, 0.3)), float(rng.uniform(0.022, 0.031))
    colour = hue(rng, 0.45)
    if chance(rng, 0.5):
        sleeve = [
            (0.6 * r, 0),
            (0.95 * r, 0.008),
            (1.02 * r, 0.3 * length),
            (r, 0.7 * length),
            (0.8 * r, 0.74 * length),
        ]
        parts = [turned(sleeve, "textile", colour)]
    else:
        parts = [_furled(1.1 * r, 0.004, 0.74 * length, colour)]
        parts.append(
            turned(
                [
                    (1.02 * r, 0.34 * length),
                    (1.12 * r, 0.35 * length),
                    (1.12 * r, 0.42 * length),
                    (1.02 * r, 0.43 * length),
                ],
                "textile",
                colour,
            )
        )
    handle = [
        (0.5 * r, 0.72 * length),
        (0.62 * r, 0.76 * length),
        (0.58 * r, 0.9 * length),
        (0.75 * r, length - 0.006),
        (0.6 * r, length),
    ]
    parts.append(
        turned(
            handle,
            pick(rng, ("plastic", "rubber", "wood")),
            pick(rng, (BLACK, dark(rng), timber(rng))),
        )
    )
    button = s.at(
        s.cylinder(0.005, 0.006), s.turn(90, (1, 0, 0)), s.move(0, -0.58 * r, 0.86 * length)
    )
    parts.append(Part(button, "plastic", pick(rng, ((0.5, 0.5, 0.5), (0.6, 0.02, 0.02)))))
    strap = wrist_strap(rng, (0, 0, -length), 0.1)
    parts.append(strap.moved(s.turn(180, (1, 0, 0))))
    return lay(rng, parts)


def open_umbrella(rng: np.random.Generator) -> list[Part]:
    """An open umbrella lying on its rim and handle: eight panels, ribs, shaft, crook."""
    wide, tall = float(rng.uniform(0.42, 0.56)), float(rng.uniform(0.2, 0.27))
    colour = hue(rng, 0.35)
    rows, count = 12, 8
    angle = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    sag = 1 - 0.1 * np.abs(np.sin(count * angle / 2))
    points = []
    for t in np.linspace(0.02, 1, rows):
        r = wide * t * (1 - (1 - sag) * t)
        points.append(
            np.stack([r * np.cos(angle), r * np.sin(angle), np.full(96, tall * (1 - t**2))], 1)
        )
    parts = [Part(_sheet(np.array(points)), "textile", colour)]
    for i in range(count):
        ray = np.linspace(0.02, 1, 16)
        rib = np.stack([wide * ray, 0 * ray, tall * (1 - ray**2) - 0.004], 1)
        parts.append(Part(s.at(s.tube_along(rib, 0.0018, 6), s.turn(360 * i / count)), "steel"))
    t = np.radians(np.linspace(180, 360, 24))
    hook = np.stack([0.04 + 0.04 * np.cos(t), 0 * t, -0.5 + 0.04 * np.sin(t)], 1)
    parts.append(
        Part(s.tube_along([(0, 0, tall + 0.06), (0, 0, 0), (0, 0, -0.4)], 0.005, 12), "steel")
    )
    parts.append(
        Part(
            s.tube_along(np.concatenate([[(0, 0, -0.38), (0, 0, -0.48)], hook]), 0.011, 12),
            "wood",
            timber(rng),
        )
    )
    return ground(moved(parts, s.turn(float(rng.uniform(105, 130)), (1, 0, 0))))


def _furled(r: float, low: float, high: float, colour: tuple[float, float, float]) -> Part:
    """Cloth wrapped round a shaft: a pleated cone, wider at the top, its folds twisting."""
    z = np.linspace(0, 1, 30)
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    wave = 1 + 0.13 * np.abs(np.sin(4 * angle[None] + 2.5 * z[:, None]))
    radius = (
        r
        * (0.35 + 0.65 * np.minimum(1, z * 1.6))[:, None]
        * wave
        * np.where(z < 0.97, 1, 0.8)[:, None]
    )
    x, y = radius * np.cos(angle), radius * np.sin(angle)
    tall = np.broadcast_to((low + (high - low) * z)[:, None], x.shape)
    return Part(_sheet(np.stack([x, y, tall], -1)), "textile", colour)


def _sheet(rings: NDArray[np.float64]) -> trimesh.Trimesh:
    """An open skin over closed rings (N, M, 3)."""
    n, m = rings.shape[:2]
    i, j = np.meshgrid(np.arange(n - 1), np.arange(m), indexing="ij")
    a, b = i * m + j, i * m + (j + 1) % m
    faces = [
        np.stack([a, b, b + m], -1).reshape(-1, 3),
        np.stack([a, b + m, a + m], -1).reshape(-1, 3),
    ]
    return trimesh.Trimesh(rings.reshape(-1, 3), np.concatenate(faces), process=False)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "umbrella": (folded_umbrella, compact_umbrella, open_umbrella)
}

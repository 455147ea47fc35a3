"""Balaclavas and hoods with openings: knitted, stretch, with holes, with a visor."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Drape, skin, waves
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground
from datasets.studio.designs._furniture import tone
from datasets.studio.designs._head_form import EYES, MOUTH, Head, head_form
from datasets.studio.designs._headwear import flat_band, shown
from datasets.studio.parts import Material, Part, moved

Hole = tuple[float, float, float, float]  # middle: degrees from the front, height; half sizes
Cloth = tuple[Material, Colour]


def worn_open_face(rng: np.random.Generator) -> list[Part]:
    """On a head, one opening: a slot for the eyes or an oval for the face."""
    head = head_form(rng, 0.2)
    slot = (0.0, EYES + 0.004, float(rng.uniform(42, 58)), float(rng.uniform(0.017, 0.026)))
    oval = (0.0, 0.182, float(rng.uniform(38, 46)), float(rng.uniform(0.058, 0.066)))
    return _worn(rng, head, [slot if chance(rng, 0.6) else oval])


def worn_with_holes(rng: np.random.Generator) -> list[Part]:
    """On a head, two holes for the eyes and mostly one for the mouth."""
    head = head_form(rng, 0.2)
    wide, high = float(rng.uniform(14, 18)), float(rng.uniform(0.015, 0.02))
    holes = [(x, EYES + 0.004, wide, high) for x in (-23.0, 23.0)]
    if chance(rng, 0.75):
        holes.append((0.0, MOUTH, float(rng.uniform(15, 22)), float(rng.uniform(0.009, 0.014))))
    return _worn(rng, head, holes)


def lying(rng: np.random.Generator) -> list[Part]:
    """Empty on its back, half collapsed: the opening or the holes for eyes and mouth up."""
    cloth, head = _cloth(rng), Head(1.0, 0.0, ())
    odd = None if chance(rng, 0.7) else tone(rng, "red", "grey", "olive", "orange")
    drape = _drape(rng, head, float(rng.uniform(0.006, 0.01)), int(rng.integers(36, 56)))
    trim: Cloth = cloth if odd is None else ("textile", odd)
    parts = _punched(drape, head, _empty_holes(rng), cloth, trim)
    hem = s.tube_along(drape.ring(0.0, 0.0), 0.003, 6, closed=True)
    flat = s.scale(1.12, float(rng.uniform(0.32, 0.48)), 1)
    laid = moved([*parts, Part(hem, *trim)], s.turn(-90, (1, 0, 0)) @ flat)
    return ground(moved(laid, s.turn(float(rng.uniform(-40, 40)))))


def escape_hood(rng: np.random.Generator) -> list[Part]:
    """A protective hood on a head: clear visor, filter before the mouth, elastic at the neck."""
    head = head_form(rng, 0.5)
    colour = tone(rng, "yellow", "orange", "black", "light", "sky", "black")
    drape = _drape(rng, head, 0.03, ribs=0)
    hole = (0.0, 0.21, float(rng.uniform(48, 58)), float(rng.uniform(0.045, 0.055)))
    parts = [*head.parts, *_punched(drape, head, [hole], ("textile", colour), None)]
    low, high = (drape.level(head.height(0.21 + z)) for z in (-0.05, 0.05))
    pane = drape.patch(30, 50, low, high, hole[2], 0.001)
    parts.append(Part(skin(pane, False), "glass", (0.75, 0.8, 0.8)))
    radius, front = float(rng.uniform(0.036, 0.046)), drape.ring(drape.level(head.height(0.13)))[0]
    case = [(0, 0), (radius, 0), (radius, 0.022), (radius * 0.9, 0.03), (0, 0.03)]
    lie = s.turn(90, (1, 0, 0))
    parts.append(Part(s.at(s.lathe(case), lie, s.move(*front)), "plastic", dark(rng)))
    slots = [
        s.at(s.torus(radius * k, 0.0015), lie, s.move(*front - (0, 0.03, 0))) for k in (0.4, 0.7)
    ]
    parts.append(Part(s.join(*slots), "plastic", tone(rng, "grey", "light")))
    neck = drape.ring(drape.level(head.height(0.05)), 0.002)
    parts.append(Part(flat_band(neck, 0.012, 0.004), "webbing", tone(rng, "black", "grey")))
    return shown(rng, parts)


def _worn(rng: np.random.Generator, head: Head, holes: Sequence[Hole]) -> list[Part]:
    cloth = _cloth(rng)
    drape = _drape(rng, head, float(rng.uniform(0.004, 0.008)), int(rng.integers(36, 56)))
    odd = None if chance(rng, 0.75) else ("textile", tone(rng, "red", "grey", "olive", "white"))
    trim: Cloth = cloth if odd is None else ("textile", odd[1])
    parts = [*head.parts, *_punched(drape, head, holes, cloth, trim)]
    line = drape.grid(60, 80, 0.45, 1.0, 0.0006)
    if chance(rng, 0.5):
        seam = np.concatenate([line[::-1, 40], line[::-1, 0][-1:]])
        parts.append(Part(s.tube_along(seam, 0.0013, 6), *cloth))
    return shown(rng, parts)


def _punched(
    drape: Drape, head: Head, holes: Sequence[Hole], cloth: Cloth, trim: Cloth | None
) -> list[Part]:
    """The cloth with its openings and their hems."""
    rows, columns = 120, 200
    angle = np.degrees(np.linspace(-np.pi / 2, 3 * np.pi / 2, columns, endpoint=False)) + 0.9
    away = (angle + 90 + 180) % 360 - 180
    u, v = np.meshgrid(away, np.linspace(0, 1, rows)[:-1] + 0.5 / rows)
    keep: NDArray[np.bool_] = np.ones(u.shape, dtype=bool)
    hems = []
    for x, z, a, b in holes:
        y = drape.level(head.height(z))
        high = (drape.level(head.height(z + b)) - drape.level(head.height(z - b))) / 2
        keep &= np.abs((u - x) / a) ** 2.4 + np.abs((v - y) / high) ** 2.4 > 1
        t = np.linspace(0, 2 * np.pi, 96, endpoint=False)
        c, d = (np.sign(w) * np.abs(w) ** (2 / 2.4) for w in (np.cos(t), np.sin(t)))
        path = drape.at(np.radians(-90 + x + a * c), y + high * d, 0.0005)
        hems.append(s.tube_along(path, 0.0042, 8, closed=True))
    return [
        Part(skin(drape.grid(rows, columns), True, keep), *cloth),
        Part(s.join(*hems), *(trim or cloth)),
    ]


def _drape(rng: np.random.Generator, head: Head, loose: float, ribs: int) -> Drape:
    """Close-fitting cloth; `ribs` knit ribs run up from the neck."""
    k = head.size
    neck_w, neck_d, neck_y = head.keys(0.05)
    wide, long = 0.152 * k + 2 * loose, float(rng.uniform(0.03, 0.06))
    rib = 0.0022 if ribs else 0.006
    rows = [
        (head.height(0.05) - long, neck_w + 0.05, neck_d + 0.05, neck_y, rib),
        (head.height(0.05), neck_w + 0.016, neck_d + 0.016, neck_y, rib),
        (head.height(0.09), neck_w + 0.026, 0.188 * k, -0.012, rib),
        (head.height(0.14), wide * 0.94, 0.198 * k + 2 * loose, -0.007, rib * 0.4),
        (head.height(0.215), wide, 0.2 * k + 2 * loose, 0.004, 0.0004),
        (head.height(0.27), wide * 0.96, 0.19 * k + 2 * loose, 0.007, 0.0004),
        (head.height(0.31) + loose, wide * 0.74, 0.135 * k + loose, 0.008, 0.0004),
        (head.height(0.325) + loose, wide * 0.4, 0.06 * k, 0.008, 0.0002),
        (head.height(0.329) + loose, wide * 0.1, 0.003, 0.008, 0.0),
    ]
    folds = waves(rng, (ribs,), 0.0) if ribs else waves(rng, (3, 6, 11, 16))
    return Drape(np.array(rows), folds, crumple=float(rng.uniform(0.0, 0.003)), seed=_seed(rng))


def _cloth(rng: np.random.Generator) -> Cloth:
    names = ("black", "black", "black", "charcoal", "olive", "navy", "grey", "tan", "red", "white")
    return "textile", tone(rng, *names)


def _empty_holes(rng: np.random.Generator) -> list[Hole]:
    """Openings of an empty one: a slot, an oval, or two eyes and mostly a mouth."""
    kind = int(rng.integers(3))
    if kind == 0:
        return [(0.0, EYES, float(rng.uniform(46, 58)), float(rng.uniform(0.022, 0.03)))]
    if kind == 1:
        return [(0.0, 0.185, float(rng.uniform(42, 50)), float(rng.uniform(0.056, 0.064)))]
    eyes: list[Hole] = [(x, EYES + 0.004, 17.0, 0.02) for x in (-25.0, 25.0)]
    return [*eyes, (0.0, MOUTH, 20.0, 0.014)] if chance(rng, 0.7) else eyes


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "balaclava": (worn_open_face, worn_with_holes, lying, escape_hood),
}

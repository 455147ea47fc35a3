"""Sleep masks and party blindfolds: a soft pad or a ribbon that its wearer can push up."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Grid, skin
from datasets.studio.designs._eye_covers import (
    Cloth,
    band_behind,
    edge_of,
    flat_mask,
    slack_band,
    worn_mask,
)
from datasets.studio.designs._forms import Design, chance, ground, pick
from datasets.studio.designs._furniture import tone
from datasets.studio.designs._head_form import EYES, head_form
from datasets.studio.designs._headwear import flat_band, shown
from datasets.studio.parts import Part, moved

SOFT = ("black", "navy", "pink", "purple", "sky", "grey", "cream", "mint", "red", "teal", "white")


def flat_padded(rng: np.random.Generator) -> list[Part]:
    """A padded mask on the floor, nose notch below, elastic band beside or behind it."""
    return _flat(rng, cups=0.0)


def contoured(rng: np.random.Generator) -> list[Part]:
    """A moulded mask on the floor with a hollow dome before each eye."""
    return _flat(rng, cups=float(rng.uniform(0.018, 0.028)))


def worn(rng: np.random.Generator) -> list[Part]:
    """A mask on a head, its thin elastic round the back."""
    head, (cloth, trim) = head_form(rng, 0.2, nose=True), _cloths(rng)
    cups = 0.0 if chance(rng, 0.6) else float(rng.uniform(0.014, 0.022))
    high, thick = float(rng.uniform(0.078, 0.095)), float(rng.uniform(0.006, 0.012))
    grid, edge = worn_mask(head, float(rng.uniform(72, 84)), high, thick, 0.55, cups)
    parts = [*head.parts, Part(skin(grid, False), *cloth)]
    parts.append(Part(s.tube_along(edge[::2], 0.003, 8, closed=True), *trim))
    if cups == 0.0 and chance(rng, 0.5):
        parts.append(Part(_lashes(grid, rng), "textile", tone(rng, "white", "cream", "black")))
    band = band_behind(head, 74, EYES + 0.002)
    wide = float(rng.uniform(0.01, 0.025))
    parts.append(Part(flat_band(band, wide, 0.002, closed=False), "webbing", trim[1]))
    return shown(rng, parts)


def party_ribbon(rng: np.random.Generator) -> list[Part]:
    """A satin ribbon round the eyes of a head, knotted behind, its ends hanging."""
    head = head_form(rng, 0.2, nose=True)
    colour = tone(rng, "red", "black", "pink", "white", "purple", "wine", "red")
    wide = float(rng.uniform(0.04, 0.07))
    ring = head.ring(EYES, 0.003, 0.02)
    parts = [*head.parts, Part(flat_band(ring, wide, 0.0022), "textile", colour)]
    for z in (0.3, -0.25):
        line = head.ring(EYES + z * wide, 0.0045, 0.02)
        parts.append(Part(s.tube_along(line, 0.0014, 6, closed=True), "textile", colour))
    back = ring[48] + (0, 0.006, 0)
    knot = s.at(s.sphere(0.014, 2), s.scale(1, 0.75, 1.1), s.move(*back))
    ends = []
    for way in (1.0, -1.0):
        fall = float(rng.uniform(0.12, 0.22))
        sway = 0.05 * way + float(rng.uniform(-0.02, 0.02))
        steps = [(0, 0, 0), (0.03 * way, 0.014, -0.03), (0.045 * way, 0.02, -fall * 0.6)]
        keys = [np.add(back, step) for step in [*steps, (sway, 0.012, -fall)]]
        ends.append(s.strap_along(s.spline(keys, 40), wide * 0.7, 0.0015, up=(0.1, 1, 0)))
    parts.append(Part(s.join(knot, *ends), "textile", colour))
    return shown(rng, parts)


def _flat(rng: np.random.Generator, cups: float) -> list[Part]:
    cloth, trim = _cloths(rng)
    wide, high = float(rng.uniform(0.18, 0.22)), float(rng.uniform(0.075, 0.1))
    thick = float(rng.uniform(0.008, 0.014)) if cups == 0.0 else 0.006
    upper, lower = flat_mask(wide, high, thick, float(rng.uniform(0.55, 0.8)), cups)
    parts = [Part(s.join(skin(upper, False), skin(lower, False)), *cloth)]
    edge = edge_of(upper)
    parts.append(Part(s.tube_along(edge, 0.0026, 8, closed=True), *trim))
    if cups == 0.0:
        kind = pick(rng, ("lashes", "piping", "plain"))
        if kind == "lashes":
            parts.append(Part(_lashes(upper, rng), "textile", tone(rng, "white", "cream", "black")))
        elif kind == "piping":
            inner = edge * (0.86, 0.78, 1.0) + (0, 0, thick * 0.86)
            parts.append(Part(s.tube_along(inner, 0.0013, 6, closed=True), "textile", trim[1]))
    parts += _band(rng, wide, trim)
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _band(rng: np.random.Generator, wide: float, trim: Cloth) -> list[Part]:
    """The elastic band of a lying mask, with its small slider."""
    x, tall = wide * 0.485, float(rng.uniform(0.012, 0.024))
    long = float(rng.uniform(0.06, 0.16))
    path = slack_band((-x, 0.002, 0), (x, 0.002, 0), long, float(rng.uniform(-0.03, 0.03)))
    path[:, 2] = tall / 2
    parts = [Part(flat_band(path, tall, 0.0018, closed=False), "webbing", trim[1])]
    if chance(rng, 0.6):
        spot = path[int(rng.integers(24, 66))]
        ring = s.at(s.box(0.016, 0.005, tall * 1.25, 0.0015), s.move(*spot))
        parts.append(Part(ring, "plastic", tone(rng, "black", "white")))
    return parts


def _lashes(grid: Grid, rng: np.random.Generator) -> trimesh.Trimesh:
    """Two embroidered closed eyes with lashes on a mask's front."""
    rows, columns = grid.shape[:2]
    normal = np.cross(grid[20, 47] - grid[20, 43], grid[24, 45] - grid[16, 45])
    normal /= np.linalg.norm(normal)
    out = normal if normal[2] > 0.5 or normal[1] < -0.5 else -normal
    lines, low = [], float(rng.uniform(0.38, 0.46))

    def at(u: float, v: float) -> s.Points:
        i, j = round(v * (rows - 1)), round((u + 1) / 2 * (columns - 1))
        return np.asarray(grid[i, j] + 0.0012 * out)

    for side in (-1.0, 1.0):
        lid = [(side * 0.5 + x, low + 1.6 * x**2) for x in np.linspace(-0.27, 0.27, 9)]
        lines.append([at(u, v) for u, v in lid])
        lines += [[at(u, v), at(u * 1.0 + 0.18 * (u - side * 0.5), v - 0.14)] for u, v in lid[::2]]
    return s.join(*(s.tube_along(s.spline(line, 16), 0.0016, 6) for line in lines))


def _cloths(rng: np.random.Generator) -> tuple[Cloth, Cloth]:
    """Cover and trim."""
    cloth: Cloth = (pick(rng, ("textile", "textile", "foam", "leather")), tone(rng, *SOFT, "black"))
    trim: Cloth = ("textile", cloth[1] if chance(rng, 0.5) else tone(rng, *SOFT))
    return cloth, trim


DESIGNS: dict[str, tuple[Design, ...]] = {
    "sleep_mask": (flat_padded, contoured, worn, party_ribbon),
}

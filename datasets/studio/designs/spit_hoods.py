"""Spit hoods: see-through mesh above, closed cloth over the mouth, elastic at the neck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Drape, FlatBag, Grid, folded, net, skin, waves
from datasets.studio.designs._forms import Colour, Design, chance, ground, pick
from datasets.studio.designs._head_form import Head, head_form
from datasets.studio.designs._headwear import flat_band, shown
from datasets.studio.parts import Part, moved

WHITE, BLACK = (0.72, 0.73, 0.73), (0.014, 0.014, 0.016)
PAIRS: tuple[tuple[Colour, Colour], ...] = (  # mesh and cloth
    (WHITE, WHITE),
    (WHITE, (0.3, 0.48, 0.62)),
    (WHITE, (0.03, 0.14, 0.4)),
    (BLACK, BLACK),
    (BLACK, WHITE),
    (BLACK, (0.03, 0.035, 0.06)),
    ((0.62, 0.57, 0.44), (0.62, 0.57, 0.44)),
    ((0.02, 0.03, 0.09), (0.02, 0.03, 0.09)),
    ((0.14, 0.36, 0.22), (0.14, 0.36, 0.22)),
)


@dataclass(frozen=True, slots=True)
class Fabric:
    """The two fabrics of a hood and its mesh, metres."""

    mesh: Colour
    cloth: Colour
    pitch: float
    thread: float
    diagonal: bool

    def net(self, grid: Grid, around: bool) -> Part:
        """The mesh over a grid."""
        return Part(net(grid, around, self.thread, self.diagonal), "textile", self.mesh)

    def sheet(self, grid: Grid, around: bool) -> Part:
        """The closed cloth over a grid."""
        return Part(skin(grid, around), "textile", self.cloth)


def worn_closed_below(rng: np.random.Generator) -> list[Part]:
    """On a head: mesh from the nose up, closed cloth all round from there to the neck."""
    head, fabric = head_form(rng, 0.15, nose=True), _fabric(rng)
    drape = _drape(rng, head)
    border = drape.level(head.height(float(rng.uniform(0.155, 0.19))))
    parts = [*head.parts, fabric.sheet(drape.grid(60, 150, 0.0, border), True)]
    parts.append(_mesh(drape, fabric, border))
    parts.append(_trim(drape, border, fabric.cloth))
    return ground([*parts, *_neck_elastic(rng, drape, head, fabric), _crown_seam(drape, fabric)])


def worn_mouth_panel(rng: np.random.Generator) -> list[Part]:
    """On a head: mesh all over, with a sewn-on cloth or filter before mouth and chin."""
    head, fabric = head_form(rng, 0.15, nose=True), _fabric(rng)
    drape = _drape(rng, head)
    neck = drape.level(head.height(0.068))
    parts = [*head.parts, _mesh(drape, fabric, 0.0)]
    low, high = neck, drape.level(head.height(float(rng.uniform(0.185, 0.2))))
    half = float(rng.uniform(62, 95))
    patch = drape.patch(50, 70, low, high, half, 0.004)
    parts.append(fabric.sheet(patch, False))
    edge = np.concatenate([patch[:, 0], patch[-1], patch[::-1, -1]])
    parts.append(Part(s.tube_along(edge, 0.0016, 6), "textile", fabric.cloth))
    if chance(rng, 0.6):
        pleats = [patch[int(i)] + (0, -0.0012, 0) for i in np.linspace(14, 40, 3)]
        parts.append(
            Part(s.join(*(s.tube_along(p, 0.0012, 6) for p in pleats)), "textile", fabric.cloth)
        )
    return shown(
        rng, [*parts, *_neck_elastic(rng, drape, head, fabric), _crown_seam(drape, fabric)]
    )


def lying_flat(rng: np.random.Generator) -> list[Part]:
    """Empty on the floor: two layers of mesh, the cloth part and the gathered neck below."""
    fabric = _fabric(rng)
    long, wide = float(rng.uniform(0.32, 0.42)), float(rng.uniform(0.24, 0.3))
    rows = [(0, wide * 0.72), (0.025, wide * 0.6), (0.06, wide * 0.86), (long * 0.45, wide)]
    rows += [(long * 0.72, wide * 0.97), (long * 0.9, wide * 0.72), (long, wide * 0.3)]
    puff, mouth = float(rng.uniform(0.02, 0.032)), float(rng.uniform(0.008, 0.015))
    bag = FlatBag(np.array(rows), puff, mouth, float(rng.uniform(0.004, 0.014)), _seed(rng))
    border = float(rng.uniform(0.42, 0.55))
    parts = _flat_layers(rng, bag, fabric, border, long, wide)
    elastic = bag.layer(120, 60)[int(0.025 / long * 119)] + (0, 0, 0.001)
    parts.append(Part(s.strap_along(elastic, 0.012, 0.003, up=(0, 1, 0)), "webbing", fabric.cloth))
    if chance(rng, 0.3):
        parts = folded(moved(parts, s.scale(1, 1, 0.6)), (0, long * 0.6), (0.4, 1.0), 0.02)
    return ground(moved(parts, s.turn(float(rng.uniform(-40, 40)))))


def lying_taken_off(rng: np.random.Generator) -> list[Part]:
    """Empty, fallen on its back and half collapsed, the mouth cloth up."""
    head, fabric = head_form(rng, 0.0), _fabric(rng)
    drape = _drape(rng, head)
    border = drape.level(head.height(float(rng.uniform(0.155, 0.185))))
    parts = [_mesh(drape, fabric, border), _trim(drape, border, fabric.cloth)]
    parts.append(fabric.sheet(drape.grid(60, 150, 0.0, border), True))
    parts += [*_neck_elastic(rng, drape, head, fabric), _crown_seam(drape, fabric)]
    flat = s.scale(1.08, float(rng.uniform(0.22, 0.5)), 1)
    return ground(moved(parts, s.turn(-90, (1, 0, 0)) @ flat))


def _fabric(rng: np.random.Generator) -> Fabric:
    mesh, cloth = pick(rng, PAIRS)
    pitch = float(rng.uniform(0.0039, 0.0057))
    return Fabric(mesh, cloth, pitch, pitch * float(rng.uniform(0.14, 0.22)), chance(rng, 0.35))


def _drape(rng: np.random.Generator, head: Head) -> Drape:
    """A light sack over a head, held by elastic at the neck."""
    k, loose = head.size, float(rng.uniform(0.008, 0.022))
    neck_w, neck_d, neck_y = head.keys(0.06)
    frill = float(rng.uniform(0.012, 0.03))
    wide, over = 0.152 * k + 2 * loose, loose + float(rng.uniform(0.0, 0.015))
    rows = [
        (head.height(0.06) - frill, neck_w + 0.02, neck_d + 0.02, neck_y, 0.006),
        (head.height(0.06), neck_w + 0.014, neck_d + 0.014, neck_y, 0.0025),
        (head.height(0.09), neck_w + 0.032, 0.19 * k, -0.012, 0.0045),
        (head.height(0.13), wide * 0.96, 0.196 * k + 2 * loose, -0.006, 0.0035),
        (head.height(0.215), wide, 0.2 * k + 2 * loose, 0.002, 0.002),
        (head.height(0.27), wide * 0.98, 0.188 * k + 2 * loose, 0.006, 0.0015),
        (head.height(0.31) + over, wide * 0.8, 0.12 * k + loose, 0.008, 0.001),
        (head.height(0.325) + over, wide * 0.58, 0.05 * k, 0.008, 0.0005),
        (head.height(0.331) + over, wide * 0.44, 0.003, 0.008, 0.0),
    ]
    folds = waves(rng, (3, 5, 8, int(rng.integers(12, 16)), int(rng.integers(18, 24))))
    return Drape(np.array(rows), folds, crumple=float(rng.uniform(0.0, 0.006)), seed=_seed(rng))


def _mesh(drape: Drape, fabric: Fabric, low: float) -> Part:
    """The see-through part from a level to the top."""
    columns = 4 * round(0.58 / fabric.pitch / 4)
    rows = max(8, round(0.36 * (1 - low) / fabric.pitch))
    return fabric.net(drape.grid(rows, columns, low), True)


def _trim(drape: Drape, level: float, colour: Colour) -> Part:
    return Part(flat_band(drape.ring(level, 0.0012), 0.008, 0.0018), "textile", colour)


def _crown_seam(drape: Drape, fabric: Fabric) -> Part:
    """The seam that joins the two panels over the crown, from side to side."""
    grid = drape.grid(60, 80, 0.15, 1.0, 0.0012)
    line = np.concatenate([grid[:, 20], grid[-1, 20:61], grid[::-1, 60]])
    return Part(s.tube_along(line, 0.0013, 6), "textile", fabric.mesh)


def _neck_elastic(rng: np.random.Generator, drape: Drape, head: Head, fabric: Fabric) -> list[Part]:
    """The elastic round the neck, plain or in a contrasting colour."""
    path = drape.ring(drape.level(head.height(0.06)), 0.001, 160)
    colour = fabric.cloth if chance(rng, 0.6) else pick(rng, (WHITE, BLACK, (0.1, 0.2, 0.45)))
    return [Part(flat_band(path, float(rng.uniform(0.008, 0.02)), 0.003), "webbing", colour)]


def _flat_layers(
    rng: np.random.Generator, bag: FlatBag, fabric: Fabric, border: float, long: float, wide: float
) -> list[Part]:
    """Cloth and mesh of both layers, with the seams round them."""
    columns = round(wide / fabric.pitch)
    whole = chance(rng, 0.6)  # the cloth runs round the whole hood
    start = border if whole else 0.0
    rows = round(long * (1 - start) / fabric.pitch)
    parts = [fabric.net(bag.layer(rows, columns, up, (start, 1.0)), False) for up in (True, False)]
    if whole:
        parts += [fabric.sheet(bag.layer(70, 80, up, (0.0, border)), False) for up in (True, False)]
        line = bag.layer(3, 80, True, (border, 1.0))[0] + (0, 0, 0.001)
    else:
        patch = bag.layer(70, 80, True, (0.1, border))[:, 14:66] + (0, 0, 0.003)
        parts.append(fabric.sheet(patch, False))
        line = np.concatenate([patch[:, 0], patch[-1], patch[::-1, -1]])
    upper = bag.layer(90, 60)
    edge = np.concatenate([upper[:, 0], upper[-1], upper[::-1, -1]])
    seams = s.join(s.tube_along(edge, 0.0016, 6), s.tube_along(line, 0.0016, 6))
    return [*parts, Part(seams, "textile", fabric.cloth)]


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spit_hood": (worn_closed_below, worn_mouth_panel, lying_flat, lying_taken_off),
}

"""Veils of see-through mesh and other light face covers: beekeeping, mosquitoes, hair, fencing."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Drape, FlatBag, net, skin, waves
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground
from datasets.studio.designs._furniture import tone
from datasets.studio.designs._head_form import BROW, Head, head_form
from datasets.studio.designs._headwear import flat_band, hanging_cords
from datasets.studio.parts import Material, Part, moved

Cloth = tuple[Material, Colour]
OPEN = 0.988  # level of a `Drape` below which its top seam does not yet close


def beekeeper_hat(rng: np.random.Generator) -> list[Part]:
    """A broad hat with a veil from its brim to the shoulders, on a head or standing alone."""
    head = head_form(rng, 0.8, nose=True)
    brim = float(rng.uniform(0.17, 0.22))
    z = head.height(BROW + 0.018)
    parts = [] if chance(rng, 0.35) else list(head.parts)
    parts += _hat(rng, head, brim, z)
    low = max(head.lift - 0.06, 0.0) if parts[0] is head.parts[0] else 0.0
    rim = brim - float(rng.uniform(0.0, 0.03))
    rows = [
        (low, 2 * rim * 0.92, 2 * rim * 0.86, 0.0, 0.012),
        (low + 0.03, 2 * rim * 0.86, 2 * rim * 0.8, 0.0, 0.009),
        ((low + z) / 2, 2 * rim * 1.0, 2 * rim * 0.98, 0.0, 0.009),
        (z - 0.03, 2 * rim * 1.0, 2 * rim * 0.99, 0.0, 0.003),
        (z - 0.002, 2 * rim, 2 * rim, 0.0, 0.0),
    ]
    drape = Drape(np.array(rows), waves(rng, (5, 8, 13, 17)), power=2.0)
    parts += _veil(rng, drape, z - low, rim)
    return ground(parts)


def mosquito_net(rng: np.random.Generator) -> list[Part]:
    """A head net alone on a head: the same mesh all round, elastic or cord at the neck."""
    head, colour = head_form(rng, 0.4, nose=True), _mesh_colour(rng)
    drape = _net_drape(rng, head)
    pitch = float(rng.uniform(0.0036, 0.0055))
    grid = drape.grid(round(0.36 / pitch), round(0.62 / pitch), 0.0, 1.0)
    parts = [*head.parts, Part(net(grid, True, pitch * 0.25, chance(rng, 0.3)), "textile", colour)]
    neck = drape.level(head.height(0.055))
    cloth = tone(rng, "black", "olive", "green", "tan", "charcoal")
    parts.append(Part(flat_band(drape.ring(neck, 0.001, 160), 0.012, 0.003), "webbing", cloth))
    hem = s.tube_along(drape.ring(0.0, 0.0, 160), 0.002, 6, closed=True)
    parts.append(Part(hem, "textile", cloth))
    if chance(rng, 0.5):
        rim = drape.ring(drape.level(head.height(0.29)), 0.001)
        parts.append(Part(s.tube_along(rim, 0.0025, 8, closed=True), "webbing", cloth))
    if chance(rng, 0.5):
        front = drape.ring(neck, 0.004)[0]
        parts += hanging_cords(rng, front, 0.09, np.array([0.0, -1.0, 0.0]))
    return ground(parts)


def net_lying(rng: np.random.Generator) -> list[Part]:
    """A head net flat on the floor, elastic hem at one end, the same mesh everywhere."""
    colour, long = _mesh_colour(rng), float(rng.uniform(0.38, 0.5))
    wide, pitch = float(rng.uniform(0.3, 0.4)), float(rng.uniform(0.0042, 0.006))
    rows = [(0, wide * 0.8), (0.03, wide * 0.74), (long * 0.2, wide * 0.94)]
    rows += [(long * 0.7, wide), (long * 0.93, wide * 0.8), (long, wide * 0.55)]
    bag = FlatBag(np.array(rows), 0.012, 0.014, 0.014, int(rng.integers(2**31)))
    shape = (round(long / pitch), round(wide / pitch))
    layers = [net(bag.layer(*shape, up), False, pitch * 0.25) for up in (True, False)]
    upper = bag.layer(100, 60)
    edge = np.concatenate([upper[:, 0], upper[-1], upper[::-1, -1]])
    cloth = tone(rng, "black", "olive", "tan", "charcoal")
    elastic = s.strap_along(upper[6] + (0, 0, 0.001), 0.014, 0.003, up=(0, 1, 0))
    parts = [Part(s.join(*layers), "textile", colour)]
    parts += [
        Part(s.tube_along(edge, 0.0018, 6), "textile", cloth),
        Part(elastic, "webbing", cloth),
    ]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def hair_net(rng: np.random.Generator) -> list[Part]:
    """A puffed cap of mesh or thin cloth over the hair, gathered by elastic above the brow."""
    head = head_form(rng, nose=True)
    brow = head.height(BROW + 0.004)
    w, d, y = head.keys(BROW)
    puff = float(rng.uniform(0.012, 0.035))
    rows = [
        (brow - 0.012, w + 0.016, d + 0.016, y, 0.003),
        (brow, w + 0.007, d + 0.007, y, 0.002),
        (brow + 0.015, w + puff * 1.4, d + puff * 1.4, y, 0.005),
        (head.height(0.285), w + puff * 1.6, d + puff * 1.6, y, 0.005),
        (head.height(0.315) + puff * 0.4, w * 0.75 + puff, d * 0.75 + puff, y, 0.004),
        (head.height(0.33) + puff * 0.8, w * 0.3, d * 0.3, y, 0.002),
        (head.height(0.332) + puff * 0.8, 0.01, 0.01, y, 0.0),
    ]
    drape = Drape(
        np.array(rows), waves(rng, (7, 13, 19, 26)), crumple=0.005, seed=int(rng.integers(99))
    )
    colour = tone(rng, "white", "sky", "mint", "black", "white", "light")
    if chance(rng, 0.5):
        mesh = Part(net(drape.grid(46, 110), True, 0.0011, True), "textile", colour)
    else:
        mesh = Part(skin(drape.grid(80, 160), True), "textile", colour)
    band = flat_band(drape.ring(drape.level(brow), 0.001, 160), 0.009, 0.003)
    return ground([*head.parts, mesh, Part(band, "webbing", tone(rng, "white", "black", "light"))])


def _hat(rng: np.random.Generator, head: Head, brim: float, z: float) -> list[Part]:
    """Crown and brim of straw or cloth, with a hat band."""
    w, d, _ = head.keys(BROW + 0.018)
    r = (w + d) / 4 + 0.008
    tall = float(rng.uniform(0.1, 0.125))
    dip = float(rng.uniform(-0.01, 0.02))
    profile = [(brim, z - dip), (r + 0.02, z + 0.002), (r, z + 0.012), (r * 0.96, z + tall * 0.7)]
    profile += [(r * 0.8, z + tall), (0, z + tall * 1.05)]
    under = [(0, z + tall), (r * 0.8, z + tall - 0.006), (r * 0.93, z + tall * 0.7)]
    under += [(r - 0.005, z), (brim, z - dip - 0.003), (brim, z - dip)]
    shape = s.lathe([*under, *profile], 64)
    straw: Cloth = ("rope", tone(rng, "tan", "cream", "pine"))
    hat = straw if chance(rng, 0.5) else ("textile", tone(rng, "white", "cream", "olive", "tan"))
    ribbon = s.at(s.band(r * 0.995 + 0.002, 0.003, 0.025, 0, 360), s.move(z=z + 0.028))
    oval = s.scale(2 * w / (w + d), 2 * d / (w + d), 1)
    crown = [Part(s.at(shape, oval), *hat), Part(s.at(ribbon, oval), "textile", dark(rng))]
    return moved(crown, s.move(y=0.004))


def _veil(rng: np.random.Generator, drape: Drape, tall: float, rim: float) -> list[Part]:
    """Mesh all round, or cloth with a mesh window in front, elastic below."""
    pitch = float(rng.uniform(0.0058, 0.008))
    columns = 4 * round(2 * np.pi * rim / pitch / 4)
    grid = drape.grid(round(tall / pitch), columns, 0.0, OPEN)
    parts = [Part(net(grid, True, pitch * 0.24), "textile", _mesh_colour(rng))]
    cloth = tone(rng, "white", "cream", "tan", "olive", "light")
    if chance(rng, 0.5):
        half = int(columns * float(rng.uniform(0.2, 0.3)))
        rest = grid[:, half : columns - half]
        parts.append(Part(skin(np.add(rest, (0, 0.002, 0)), False), "textile", cloth))
    elastic = drape.ring(drape.level(drape.keys[1, 0]), 0.001, 160)
    parts.append(Part(flat_band(elastic, 0.02, 0.003), "textile", cloth))
    wire = s.tube_along(drape.ring(OPEN, 0.001, 120), 0.0025, 6, closed=True)
    return [*parts, Part(wire, "textile", cloth)]


def _mesh_colour(rng: np.random.Generator) -> Colour:
    return tone(rng, "black", "black", "olive", "green", "charcoal", "white", "tan")


def _net_drape(rng: np.random.Generator, head: Head) -> Drape:
    """A roomy sack that keeps off the face and lies on the shoulders."""
    loose, k = float(rng.uniform(0.025, 0.05)), head.size
    neck_w, neck_d, neck_y = head.keys(0.055)
    wide, over = 0.152 * k + 2 * loose, float(rng.uniform(0.01, 0.025))
    rows = [
        (head.height(0.055) - 0.05, neck_w + 0.12, neck_d + 0.09, neck_y, 0.012),
        (head.height(0.055), neck_w + 0.03, neck_d + 0.03, neck_y, 0.006),
        (head.height(0.1), wide * 0.9, 0.19 * k + 1.8 * loose, -0.006, 0.007),
        (head.height(0.2), wide, 0.2 * k + 2 * loose, 0.0, 0.004),
        (head.height(0.29), wide, 0.195 * k + 2 * loose, 0.004, 0.003),
        (head.height(0.325) + over, wide * 0.72, 0.14 * k + loose, 0.006, 0.002),
        (head.height(0.335) + over, wide * 0.3, 0.06 * k, 0.006, 0.001),
        (head.height(0.337) + over, 0.01, 0.008, 0.006, 0.0),
    ]
    folds = waves(rng, (3, 5, 9, 14, 19))
    return Drape(np.array(rows), folds, crumple=0.008, seed=int(rng.integers(2**31)))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "insect_veil": (beekeeper_hat, mosquito_net, net_lying, hair_net),
}

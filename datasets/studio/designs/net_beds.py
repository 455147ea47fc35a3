"""Net beds: a bed closed by nets on all sides and above, zipped, laced or locked from outside."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import (
    Paint,
    bed_paint,
    bedding,
    castors,
    hasp,
)
from datasets.studio.designs._cloth import cells, net, panel, skin
from datasets.studio.designs._forms import Colour, Design, dark
from datasets.studio.designs._furniture import beam, bend, between, odds, pipe, rod, stand, tone
from datasets.studio.designs.locks import upright_padlock
from datasets.studio.parts import Part, moved

Box = tuple[float, float, float, float]  # half length, half width, bed height, total height
Corners = list[tuple[float, float, float]]


def canopy_bed(rng: np.random.Generator) -> list[Part]:
    """A canopy of cloth with mesh windows and roof over a wheeled bed, its door zipped outside."""
    size, paint = _size(rng, 1.55, 1.95), bed_paint(rng)
    x, y, z, high = size
    tube = between(rng, 0.016, 0.024)
    frame = [
        pipe([(sx, -y, z), (sx, -y, high), (sx, y, high), (sx, y, z)], tube, 0.1) for sx in (-x, x)
    ]
    frame += [rod((-x, sy, high - 0.02), (x, sy, high - 0.02), tube) for sy in (-y, y)]
    frame += _base(size, tube)
    parts = [Part(s.join(*frame), *paint)]
    parts += castors(rng, [(sx, sy) for sx in (-x, x) for sy in (-y, y)], 0.05)
    cloth = tone(rng, "blue", "teal", "navy", "green", "sky", "yellow", "grey", "purple")
    mesh = cloth if odds(rng, 0.3) else tone(rng, "white", "light", "black", "cream")
    parts += _canopy(rng, (x + tube, y + tube, z, high + tube * 0.6), cloth, mesh)
    return stand([*parts, *bedding(rng, x, y, z)])


def knotted_net_bed(rng: np.random.Generator) -> list[Part]:
    """A tubular frame hung with coarse knotted nets, laced to the tubes, locks in front."""
    size, paint = _size(rng, 1.3, 1.75), bed_paint(rng)
    x, y, z, high = size
    tube, corner = between(rng, 0.014, 0.02), between(rng, 0.08, 0.3)
    hoop = [(0, -y, z - 0.1), (0, -y, high), (0, y, high), (0, y, z - 0.1)]
    count = int(rng.integers(2, 4))
    frame = [s.at(pipe(hoop, tube, corner), s.move(hx)) for hx in np.linspace(-x, x, count)]
    rails = [(sy, h) for sy in (-y, y) for h in (z - 0.1, high - corner * 0.55)]
    inset = [(sy * (1 - 0.12 * corner / y), h) if h > z else (sy, h) for sy, h in rails]
    frame += [rod((-x, sy, h), (x, sy, h), tube) for sy, h in inset]
    frame += _base(size, tube)
    if odds(rng, 0.5):
        frame += [rod((sx, sy, 0), (sx, sy, z), tube) for sx in (-x, x) for sy in (-y, y)]
        wheels: list[Part] = []
    else:
        wheels = castors(rng, [(sx, sy) for sx in (-x, x) for sy in (-y, y)], 0.05)
    parts = [Part(s.join(*frame), *paint), *wheels]
    rope = tone(rng, "white", "cream", "light", "green", "blue", "tan", "black")
    parts += _coarse_nets(rng, size, corner, rope)
    parts += _front_locks(rng, size)
    return stand([*parts, *bedding(rng, x, y, z)])


def post_net_bed(rng: np.random.Generator) -> list[Part]:
    """A wooden or steel bed with four posts, flat nets in frames on all sides and a net roof."""
    size = _size(rng, 1.2, 1.7)
    x, y, z, high = size
    wood: Paint = ("wood", tone(rng, "pine", "oak", "brown", "pine"))
    paint = wood if odds(rng, 0.55) else bed_paint(rng)
    post = between(rng, 0.04, 0.06)
    low = z - 0.06
    frame = [beam((sx, sy, 0), (sx, sy, high), post, post) for sx in (-x, x) for sy in (-y, y)]
    for h in (low, high):
        frame += [beam((-x, sy, h), (x, sy, h), post, post * 0.8) for sy in (-y, y)]
        frame += [beam((sx, -y, h), (sx, y, h), post, post * 0.8) for sx in (-x, x)]
    middle = between(rng, -0.25, 0.25)
    frame += [beam((middle, -y, low), (middle, -y, high), post * 0.8, post * 0.8)]
    parts = [Part(s.join(*frame), *paint, smooth=False)]
    rope = tone(rng, "white", "black", "green", "cream", "charcoal", "blue")
    pitch, diagonal = between(rng, 0.028, 0.055), odds(rng, 0.4)
    faces: list[Corners] = [
        [(-x, y, low), (x, y, low), (x, y, high), (-x, y, high)],
        [(-x, -y, low), (-x, y, low), (-x, y, high), (-x, -y, high)],
        [(x, -y, low), (x, y, low), (x, y, high), (x, -y, high)],
        [(-x, -y, high), (x, -y, high), (x, y, high), (-x, y, high)],
        [(-x, -y, low), (middle, -y, low), (middle, -y, high), (-x, -y, high)],
    ]
    nets = [_net(f, pitch, diagonal) for f in faces]
    parts.append(Part(s.join(*nets), "textile", rope))
    parts += _net_door(rng, (middle, x, -y, low, high), post, (pitch, diagonal), paint, rope)
    return stand([*parts, *bedding(rng, x, y, z)])


def _size(rng: np.random.Generator, low: float, high: float) -> Box:
    long, wide = between(rng, 1.95, 2.15), between(rng, 0.88, 1.08)
    return long / 2, wide / 2, between(rng, 0.32, 0.5), between(rng, low, high)


def _base(size: Box, tube: float) -> list[trimesh.Trimesh]:
    """The bed's own frame and legs down to the castors."""
    x, y, z, _ = size
    made = [rod((-x, sy, z - 0.05), (x, sy, z - 0.05), tube * 1.2) for sy in (-y, y)]
    made += [rod((sx, -y, z - 0.05), (sx, y, z - 0.05), tube * 1.2) for sx in (-x, 0, x)]
    return made + [rod((sx, sy, 0.13), (sx, sy, z), tube) for sx in (-x, x) for sy in (-y, y)]


def _net(
    corners: Corners, pitch: float, diagonal: bool, sag: float = 0.0, width: float = 0.0
) -> trimesh.Trimesh:
    """A net between four corners that hangs through by `sag` metres."""
    a, b, _, d = np.asarray(corners)
    step = pitch / np.sqrt(2) if diagonal else pitch
    shape = cells(float(np.linalg.norm(b - a)), float(np.linalg.norm(d - a)), step)
    grid = panel(corners, shape, (0, 0, -sag))
    return net(grid, False, width or max(0.0035, pitch * 0.11), diagonal)


def _canopy(rng: np.random.Generator, size: Box, cloth: Colour, mesh: Colour) -> list[Part]:
    """Cloth bands along all edges, mesh between them, and the zips of the door."""
    x, y, z, high = size
    low, sill, lintel = z - 0.16, z + between(rng, 0.12, 0.3), high - between(rng, 0.06, 0.16)
    pitch = between(rng, 0.017, 0.023)
    walls = [((-x, -y), (x, -y)), ((-x, y), (x, y)), ((-x, -y), (-x, y)), ((x, -y), (x, y))]
    sheets, nets = [], []
    for a, b in walls:
        for h0, h1 in ((low, sill), (lintel, high)):
            sheets.append(_sheet(a, b, h0, h1))
        way = np.subtract(b, a) / np.linalg.norm(np.subtract(b, a)) * 0.09
        for p, q in ((a, np.add(a, way)), (np.subtract(b, way), b)):
            sheets.append(_sheet((p[0], p[1]), (q[0], q[1]), sill, lintel))
        inner_a, inner_b = np.add(a, way), np.subtract(b, way)
        face = [(*inner_a, sill), (*inner_b, sill), (*inner_b, lintel), (*inner_a, lintel)]
        nets.append(_net(face, pitch, False, width=0.0036))
    roof: Corners = [(-x, -y, high), (x, -y, high), (x, y, high), (-x, y, high)]
    nets.append(_net(roof, pitch, False, sag=0.05, width=0.0036))
    if odds(rng, 0.4):
        strip = panel(
            [(-0.1, -y, high), (0.1, -y, high), (0.1, y, high), (-0.1, y, high)],
            (12, 4),
            (0, 0, -0.04),
        )
        sheets.append(skin(strip, False))
    parts = [Part(s.join(*sheets), "textile", cloth), Part(s.join(*nets), "textile", mesh)]
    return parts + _zips(rng, (x - 0.1, y + 0.004, sill, lintel))


def _sheet(
    a: tuple[float, float], b: tuple[float, float], low: float, high: float
) -> trimesh.Trimesh:
    """An upright piece of cloth between two points on the floor plan."""
    return skin(panel([(*a, low), (*b, low), (*b, high), (*a, high)], (3, 8)), False)


def _zips(rng: np.random.Generator, door: Box) -> list[Part]:
    """A zip round three sides of the door in front, its sliders met and locked outside."""
    half, y, low, high = door
    half *= between(rng, 0.55, 1.0)
    tape = bend([(-half, -y, high), (-half, -y, low), (half, -y, low), (half, -y, high)], 0.06)
    belt = s.strap_along(tape, 0.032, 0.004, up=(0, 1, 0))
    teeth = s.strap_along(tape - (0, 0.003, 0), 0.01, 0.004, up=(0, 1, 0))
    at = np.array([between(rng, -0.3, 0.3) * half, -y - 0.008, low])
    sliders = [
        s.at(s.box(0.035, 0.016, 0.022, 0.004), s.move(*at), s.move(dx)) for dx in (-0.02, 0.02)
    ]
    pulls = [
        s.at(s.box(0.014, 0.004, 0.07, 0.002), s.move(*at), s.move(dx, -0.008, -0.035))
        for dx in (-0.02, 0.02)
    ]
    parts = [
        Part(belt, "webbing", dark(rng)),
        Part(teeth, "steel" if odds(rng, 0.6) else "plastic", (0.45, 0.45, 0.45)),
        Part(s.join(*sliders, *pulls), "steel"),
    ]
    if odds(rng, 0.65):
        lock = moved(upright_padlock(rng), s.scale(1.3, 1.3, 1.3))
        parts += moved(lock, s.move(float(at[0]), float(at[1]) - 0.012, low - 0.1))
    for sx in (-1, 1):
        clip = s.box(0.06, 0.02, 0.05, 0.006)
        parts.append(
            Part(s.at(clip, s.move(sx * half, -y - 0.01, high - 0.05)), "plastic", dark(rng))
        )
    return parts


def _coarse_nets(rng: np.random.Generator, size: Box, corner: float, rope: Colour) -> list[Part]:
    """One net over both sides and the roof, two for the ends, lacing along the lower rails."""
    x, y, z, high = size
    hoop = [(0, -y, z - 0.1), (0, -y, high), (0, y, high), (0, y, z - 0.1)]
    line = bend(hoop, corner)
    walked = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    pitch = between(rng, 0.035, 0.06)
    n, m = cells(2 * x, float(walked[-1]), pitch / np.sqrt(2))[::-1]
    w = np.linspace(0, walked[-1], n)
    ring = np.stack([np.interp(w, walked, line[:, k]) for k in range(3)], 1)
    grid = np.repeat(ring[:, None], m, axis=1)
    grid[..., 0] = np.linspace(-x, x, m)[None]
    u = np.linspace(-1, 1, m)
    inward = 0.035 * (1 - u**2)[None] * np.sin(np.pi * w / walked[-1])[:, None]
    middle = np.array([0.0, 0.0, (z + high) / 2])
    aim = ring - middle
    aim /= np.linalg.norm(aim, axis=1, keepdims=True)
    grid = grid - inward[..., None] * aim[:, None]
    wide = between(rng, 0.004, 0.0065)
    nets = [net(grid, False, wide, True)]
    for ex in (-x, x):
        shape = cells(2 * y, high - z, pitch / np.sqrt(2))
        low: Corners = [(ex, -y, z - 0.1), (ex, y, z - 0.1), (ex, y, high), (ex, -y, high)]
        side = panel(low, shape, (-0.03 * np.sign(ex), 0, 0))
        over = np.clip((np.abs(side[..., 1]) - (y - corner)) / corner, 0, 1)
        fall = corner * (1 - np.sqrt(1 - over**2))
        side[..., 2] -= fall * (side[..., 2] - z + 0.1) / (high - z + 0.1)
        nets.append(net(side, False, wide, True))
    lace = [_lacing(x, sy, z - 0.1, 0.024) for sy in (-y, y)]
    return [Part(s.join(*nets), "rope", rope), Part(s.join(*lace), "rope", rope)]


def _lacing(half: float, y: float, z: float, radius: float) -> trimesh.Trimesh:
    """A cord wound round a rail."""
    turns = int(2 * half / 0.09)
    t = np.linspace(0, 2 * np.pi * turns, turns * 8)
    path = np.stack(
        [t / t[-1] * 2 * half - half, y + radius * np.cos(t), z + radius * np.sin(t)], 1
    )
    return s.tube_along(path, 0.004, 5)


def _front_locks(rng: np.random.Generator, size: Box) -> list[Part]:
    """The sliding bar at the foot of the front net with its locks outside."""
    x, y, z, _ = size
    bar = rod((-x * 0.9, -y - 0.045, z - 0.06), (x * 0.9, -y - 0.045, z - 0.06), 0.014)
    parts = [Part(bar, "steel")]
    for place in (-x * 0.6, x * 0.6):
        clamp = s.at(s.box(0.07, 0.08, 0.09, 0.008), s.move(place, -y - 0.03, z - 0.075))
        parts.append(Part(clamp, "dark_steel"))
        parts += moved(hasp(rng, 0.06), s.move(place, -y - 0.072, z - 0.07))
    return parts


def _net_door(
    rng: np.random.Generator,
    opening: tuple[float, float, float, float, float],
    post: float,
    mesh: tuple[float, bool],
    paint: Paint,
    rope: Colour,
) -> list[Part]:
    """A framed net door in front, from x = a to b, with its hasp outside; shut or ajar."""
    a, b, y, low, high = opening
    t, wide, tall = post * 0.7, b - a - post * 1.1, high - low - post * 1.1
    ring = [(0, 0, 0), (wide, 0, 0), (wide, 0, tall), (0, 0, tall)]
    leaf = [beam(p, q, t, t) for p, q in zip(ring, [*ring[1:], ring[0]], strict=True)]
    made = [Part(s.join(*leaf), *paint, smooth=False)]
    made.append(Part(_net(list(ring), *mesh), "textile", rope))
    hinges = [
        rod((0, -t * 0.7, h - 0.06), (0, -t * 0.7, h + 0.06), 0.013)
        for h in (tall * 0.2, tall * 0.8)
    ]
    plates = [
        s.at(s.box(0.15, 0.006, 0.11, 0.002), s.move(wide - t, -t * 0.55, tall * k))
        for k in (0.35, 0.7)
    ]
    made.append(Part(s.join(*hinges, *plates), "dark_steel"))
    for k in (0.35, 0.7):
        made += moved(hasp(rng, 0.065), s.move(wide - t, -t * 0.55 - 0.003, tall * k))
    swing = -between(rng, 20, 90) if odds(rng, 0.25) else 0.0
    return moved(
        made,
        s.move(a + post * 0.55, y, low + post * 0.55) @ s.turn(swing, (0, 0, 1), (0, -t * 0.7, 0)),
    )


DESIGNS: dict[str, tuple[Design, ...]] = {
    "net_bed": (canopy_bed, knotted_net_bed, post_net_bed),
}

"""Pieces of wide-bore launchers and their look-alikes: barrels, stocks, grips, sights, slings.

Guns point to +x, their broad sides face -y and +y. Owns no class of goods.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, chance, dark, pick, slab, smooth, turned
from datasets.studio.designs._furniture import between, cable
from datasets.studio.designs._gun_parts import LEVEL
from datasets.studio.labels import RGB, Label
from datasets.studio.parts import Material, Part, moved

PAINTS: tuple[Colour, ...] = (
    (0.7, 0.17, 0.01),
    (0.72, 0.46, 0.03),
    (0.05, 0.22, 0.06),
    (0.30, 0.22, 0.12),
    (0.10, 0.11, 0.05),
)
MARKS = (
    ("LESS LETHAL", "40 mm"),
    ("LL 40x46", "IMPACT ROUNDS"),
    ("37/38 mm", "RIOT GUN"),
    ("LBD 40", "LANCEUR"),
    ("LESS-LETHAL", "ONLY"),
    ("AR 40", "KIP LAUNCHER"),
)
DARK_MARK: tuple[RGB, RGB] = ((30, 30, 32), (214, 214, 208))


def bored(bore: float, wall: float, long: float, deep: float = 0.09) -> list[Part]:
    """A barrel along +x from the origin with an open bore at both ends and a thicker muzzle."""
    out = bore + wall
    line = [(out, 0), (out, long - 0.022), (out + 0.0022, long - 0.02), (out + 0.0022, long)]
    mouth = [
        (bore, long),
        (bore, long - min(deep, 0.45 * long)),
        (0, long - min(deep, 0.45 * long)),
    ]
    breech = [(0, 0.4 * long), (bore, 0.4 * long), (bore, 0), (out, 0)]
    tube = s.lathe([*breech, *line[1:], *mouth], 40)
    soot = s.lathe([(bore * 0.995, long - 0.03), (0, long - 0.03)], 32)
    return [
        Part(s.at(tube, LEVEL), "dark_steel", BLACK),
        Part(s.at(soot, LEVEL), "rubber", (0.004, 0.004, 0.004)),
    ]


def rail(x0: float, x1: float, z: float, colour: Colour = BLACK) -> Part:
    """A slotted sight rail along x on top of a thing, its underside at z."""
    body = s.at(s.box(x1 - x0, 0.02, 0.005), s.move((x0 + x1) / 2, 0, z + 0.0025))
    teeth = [
        s.at(s.box(0.0055, 0.021, 0.004), s.move(float(x), 0, z + 0.0068))
        for x in np.arange(x0 + 0.005, x1 - 0.003, 0.01)
    ]
    return Part(s.join(body, *teeth), "dark_steel", colour, smooth=False)


def reflex_sight(x: float, z: float, k: float = 1.0) -> list[Part]:
    """A tube-shaped red-dot sight on a ring mount."""
    line = [(0.016, -0.045), (0.019, -0.043), (0.019, -0.02), (0.017, -0.018), (0.017, 0.02)]
    line += [(0.0195, 0.022), (0.0195, 0.05), (0.0165, 0.05), (0.0165, 0.04)]
    tube = turned(np.array(line) * k, "matte_plastic", BLACK)
    lens = Part(
        s.at(s.cylinder(0.0163 * k, 0.001), s.move(z=0.042 * k)), "glass", (0.5, 0.15, 0.12)
    )
    knob = s.at(s.cylinder(0.008 * k, 0.02 * k, 20), s.turn(90, (1, 0, 0)))
    parts = moved([tube, lens], LEVEL)
    parts.append(Part(s.at(knob, s.move(y=-0.022 * k)), "dark_steel", BLACK))
    parts.append(
        Part(s.at(s.cylinder(0.008 * k, 0.016 * k, 20), s.move(z=0.022 * k)), "dark_steel")
    )
    foot = s.at(s.box(0.036 * k, 0.018 * k, 0.03 * k), s.move(z=-0.026 * k))
    parts.append(Part(foot, "dark_steel", BLACK, smooth=False))
    return moved(parts, s.move(x, 0, z + 0.04 * k))


def iron_sights(back: float, front: float, z: float) -> Part:
    """A notch and a post on plates above z."""
    post = [(-0.006, 0), (0.006, 0), (0.002, 0.03), (-0.002, 0.03)]
    leaf = s.box(0.004, 0.022, 0.034)
    notch = s.cut(leaf, s.at(s.box(0.01, 0.006, 0.012), s.move(z=0.014)))
    return Part(
        s.join(
            s.at(slab(post, 0.006, 0.001), s.move(front, 0, z)),
            s.at(notch, s.move(back, 0, z + 0.016)),
        ),
        "dark_steel",
        BLACK,
        smooth=False,
    )


def pistol_grip(x: float, z: float, material: Material, colour: Colour, k: float = 1.0) -> Part:
    """A raked grip below (x, z)."""
    line = [(-0.022, 0.012), (0.022, 0.012), (0.016, -0.02), (0.004, -0.055), (-0.002, -0.1)]
    line += [(-0.046, -0.096), (-0.036, -0.05), (-0.03, -0.015)]
    shape = slab(smooth(np.array(line) * k, 70), 0.032 * k, 0.008 * k)
    return Part(s.at(shape, s.move(x, 0, z)), material, colour)


def foregrip(rng: np.random.Generator, x: float, z: float, colour: Colour) -> Part:
    """An upright or raked front grip below (x, z) with finger grooves."""
    tall = between(rng, 0.075, 0.11)
    z_rows = np.linspace(0, -tall, 9)
    radii = 0.0155 + 0.0014 * np.cos(np.arange(9) * np.pi)
    line = [*zip(radii[::-1], z_rows[::-1], strict=True), (0.013, 0.004)]
    grip = turned(line, "matte_plastic", colour)
    return grip.moved(s.move(x, 0, z) @ s.turn(between(rng, -4, 14), (0, 1, 0)))


def tube_stock(
    rng: np.random.Generator, x: float, z: float, long: float, paint: Colour
) -> list[Part]:
    """A stock behind (x, z): two struts or a tube with a rubber butt, hinge at its root."""
    hinge = s.at(s.cylinder(0.011, 0.052, 20), s.move(x - 0.006, 0, z))
    parts = [Part(hinge, "dark_steel", BLACK)]
    pad = [(-0.018, 0.025), (0.012, 0.03), (0.014, -0.1), (-0.012, -0.11), (-0.024, -0.04)]
    butt = s.at(slab(smooth(pad, 50), 0.034, 0.008), s.move(x - long + 0.012, 0, z))
    parts.append(Part(butt, "rubber", BLACK))
    if chance(rng, 0.5):
        low = [
            (x - 0.006, 0, z - 0.014),
            (x - 0.5 * long, 0, z - 0.03),
            (x - long + 0.02, 0, z - 0.085),
        ]
        high = [(x - 0.006, 0, z + 0.004), (x - long + 0.01, 0, z + 0.006)]
        bars = [s.tube_along(s.spline(path, 24), 0.006, 12) for path in (low, high)]
        parts.append(Part(s.join(*bars), "dark_steel", BLACK))
        return parts
    shell = [(0, 0.02), (-long + 0.02, 0.022), (-long + 0.016, -0.09), (-long + 0.06, -0.07)]
    shell += [(-0.12, -0.022), (0, -0.02)]
    hole = [(-0.08, 0.006), (-long + 0.05, 0.006), (-long + 0.05, -0.05), (-0.13, -0.012)]
    flat = s.extrude(np.array(shell), 0.026, [np.array(hole)])
    parts.append(
        Part(s.at(flat, s.turn(90, (1, 0, 0)), s.move(x, 0.013, z)), "matte_plastic", paint)
    )
    return parts


def folded(parts: list[Part], x: float, degrees: float) -> list[Part]:
    """A stock swung about its upright hinge at x, towards -y."""
    return moved(parts, s.turn(degrees, (0, 0, 1), (x - 0.006, -0.008, 0)))


def sling(rng: np.random.Generator, ends: ArrayLike, low: float) -> Part:
    """A carrying strap hanging between two points to the depth `low`, on the side of -y."""
    a, b = np.asarray(ends, dtype=np.float64)
    mid = (a + b) / 2 + (between(rng, -0.05, 0.05), -0.02, -low)
    quarter = [
        0.7 * a + 0.3 * mid + (0, -0.02, -0.3 * low),
        0.7 * b + 0.3 * mid + (0, -0.02, -0.3 * low),
    ]
    path = s.spline([a, quarter[0], mid, quarter[1], b], 50)
    return Part(s.strap_along(path, 0.0018, 0.026, up=(0, 1, 0)), "webbing", dark(rng))


def lanyard(points: ArrayLike) -> Part:
    """A thin cord through points."""
    return Part(cable(points, 0.0022), "rope", BLACK)


def side_marks(label: Label, width: float, x: float, z: float, half: float) -> list[Part]:
    """The same plate on both broad sides of a thing `half` thick to each."""
    return [
        ink.facing(label, width, (x, -half - 0.0005, z)),
        ink.facing(label, width, (x, half + 0.0005, z), 180.0),
    ]


def launcher_mark(rng: np.random.Generator, ratio: float = 3.2) -> Label:
    """What a less-lethal launcher says on its side: engraved grey on black, or a bright plate."""
    lines = pick(rng, MARKS)
    if chance(rng, 0.55):
        return ink.panel(lines, *DARK_MARK, ratio=ratio, edge=False)
    return ink.panel(lines, *pick(rng, ink.GROUNDS), ratio=ratio)


def polymer(rng: np.random.Generator, bright: float = 0.25) -> Colour:
    """A stock's colour: mostly black, in a share bright as less-lethal arms are."""
    return pick(rng, PAINTS) if chance(rng, bright) else dark(rng)

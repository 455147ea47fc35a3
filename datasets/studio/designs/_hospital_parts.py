"""Pieces of hospital beds: chassis with lift, raised mattress, moulded ends and side rails.

Owns no class of goods.
"""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import Paint, blanket, castors, pillow
from datasets.studio.designs._forms import Colour
from datasets.studio.designs._furniture import (
    beam,
    bend,
    between,
    cable,
    mirror,
    odds,
    rod,
    rounded,
    slab,
    tone,
)
from datasets.studio.parts import Part, moved


def undercarriage(
    rng: np.random.Generator, x: float, y: float, z: float, shell: Colour
) -> list[Part]:
    """Chassis on castors, the scissor or column lift, and the bed frame above."""
    metal: Paint = ("painted_metal", tone(rng, "light", "white", "grey"))
    low = 0.2
    base = [
        beam((-x * 0.85, sy, low), (x * 0.85, sy, low), 0.06, 0.04) for sy in (-y * 0.72, y * 0.72)
    ]
    base += [
        beam((sx, -y * 0.8, low), (sx, y * 0.8, low), 0.06, 0.04) for sx in (-x * 0.85, x * 0.85)
    ]
    if odds(rng, 0.5):
        base += [
            beam((-x * 0.6, sy, low), (x * 0.6, sy, z - 0.05), 0.04, 0.02)
            for sy in (-y * 0.6, y * 0.6)
        ]
        base += [
            beam((x * 0.6, sy, low), (-x * 0.6, sy, z - 0.05), 0.04, 0.02)
            for sy in (-y * 0.55, y * 0.55)
        ]
    else:
        base += [beam((sx, 0, low), (sx, 0, z - 0.04), 0.12, 0.16) for sx in (-x * 0.55, x * 0.55)]
    base += [beam((-x, sy, z - 0.03), (x, sy, z - 0.03), 0.04, 0.05) for sy in (-y * 0.9, y * 0.9)]
    base += [
        beam((sx, -y, z - 0.03), (sx, y, z - 0.03), 0.04, 0.05) for sx in (-x, -x * 0.2, x * 0.3, x)
    ]
    cover = s.at(s.box(x * 1.2, y * 1.1, 0.09, 0.03), s.move(z=low + 0.05))
    parts = [Part(s.join(*base), *metal, smooth=False)]
    if odds(rng, 0.5):
        parts.append(Part(cover, "plastic", shell))
    places = [(sx, sy) for sx in (-x * 0.85, x * 0.85) for sy in (-y * 0.78, y * 0.78)]
    return parts + castors(rng, places, 0.07)


def tilted_mattress(
    rng: np.random.Generator, size: tuple[float, float], z: float, raised: float, knees: float
) -> list[Part]:
    """The mattress on its sections: back raised, knees a little bent; pillow, blanket."""
    long, wide = size
    thick, x, hip = between(rng, 0.1, 0.15), long / 2, -long * 0.08
    c, d = np.cos(np.radians(raised)), np.sin(np.radians(raised))
    back = hip + x
    knee_x, knee_z = x * 0.38, np.sin(np.radians(knees)) * (x * 0.38 - hip)
    line = [
        (hip - back * c, 0, z + back * d),
        (hip, 0, z),
        (knee_x, 0, z + knee_z),
        (x, 0, z + 0.01),
    ]
    path = bend(line, 0.12)
    normal = np.gradient(path, axis=0)[:, [2, 1, 0]] * (-1, 1, 1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    outline = np.concatenate([path, (path + normal * thick)[::-1]])[:, [0, 2]]
    colour = tone(rng, "white", "light", "sky", "blue", "green", "teal", "navy")
    parts = [
        Part(slab(outline, wide), "textile" if odds(rng, 0.5) else "leather", colour, smooth=False)
    ]
    low = np.concatenate([path, (path - normal * 0.02)[::-1]])[:, [0, 2]]
    parts.append(
        Part(slab(low, wide * 0.94), "painted_metal", tone(rng, "grey", "light"), smooth=False)
    )
    if odds(rng, 0.8):
        tilt = s.turn(raised, (0, 1, 0), (hip, 0, z))
        parts += moved(pillow(rng, hip - back + 0.28, z + thick - 0.01, wide * 0.66), tilt)
    if odds(rng, 0.4) and knees < 5:
        parts += blanket(rng, wide, hip + 0.25, x - 0.05, z + thick + knee_z * 0.8)
    return parts


def end_board(
    x: float, wide: float, low: float, high: float, shell: Paint, accent: Paint
) -> list[Part]:
    """A moulded head or foot board with a grip hole and a coloured panel."""
    tall = high - low
    grip = np.add(rounded(wide * 0.4, 0.07, 0.034), (0, tall / 2 - 0.09))
    board = s.at(
        slab(rounded(wide, tall, 0.12), 0.04, grip), s.turn(90), s.move(x, 0, (low + high) / 2)
    )
    inset = s.at(
        slab(rounded(wide * 0.78, tall * 0.42, 0.05), 0.046),
        s.turn(90),
        s.move(x, 0, low + tall * 0.4),
    )
    return [Part(board, *shell, smooth=False), Part(inset, *accent, smooth=False)]


def rails(
    rng: np.random.Generator, x: float, y: float, z: float, shell: Paint, accent: Paint
) -> list[Part]:
    """Side rails: two moulded halves with openings, or long bars on folding posts."""
    if odds(rng, 0.45):
        high = between(rng, 0.3, 0.38)
        metal = [
            rod((-x * 0.62, y, z + h), (x * 0.72, y, z + h), 0.011)
            for h in (0.06, high * 0.55, high)
        ]
        metal += [
            rod((px, y, z - 0.14), (px + 0.03, y, z + high), 0.01)
            for px in np.linspace(-x * 0.6, x * 0.68, 5)
        ]
        return [
            Part(
                s.join(*metal),
                "chrome" if odds(rng, 0.6) else shell[0],
                None if odds(rng, 0.5) else shell[1],
            )
        ]
    parts = []
    for px, long in ((-x * 0.52, x * 0.72), (x * 0.36, x * 0.62)):
        holes = [
            np.add(rounded(long * 0.26, 0.15, 0.05), (dx * long, -0.01))
            for dx in (-0.29, 0.02, 0.31)
        ]
        plate = s.at(slab(rounded(long, 0.36, 0.14), 0.028, *holes), s.move(px, y, z + 0.16))
        arms = [
            rod((px + dx, y, z - 0.14), (px + dx, y, z + 0.02), 0.014)
            for dx in (-long * 0.2, long * 0.2)
        ]
        parts.append(Part(plate, *shell, smooth=False))
        parts.append(Part(s.join(*arms), "steel"))
        if odds(rng, 0.5):
            pad = s.at(s.box(long * 0.2, 0.036, 0.05, 0.008), s.move(px, y, z + 0.29))
            parts.append(Part(pad, *accent))
    return parts


def hand_control(rng: np.random.Generator, place: tuple[float, float, float]) -> list[Part]:
    x, y, z = place
    body = s.at(s.box(0.05, 0.025, 0.15, 0.01), s.move(x, y, z))
    keys = [
        s.at(s.box(0.012, 0.004, 0.012, 0.001), s.move(x + dx, y - 0.0135, z + dz))
        for dx in (-0.011, 0.011)
        for dz in (-0.03, 0, 0.03, 0.055)
    ]
    wire = cable(
        [
            (x, y, z - 0.07),
            (x + 0.06, y, z - 0.26),
            (x + 0.2, y + 0.02, z - 0.3),
            (x + 0.3, y + 0.1, z - 0.22),
        ],
        0.004,
    )
    return [
        Part(body, "plastic", tone(rng, "grey", "charcoal", "light")),
        Part(s.join(*keys), "plastic", tone(rng, "sky", "white")),
        Part(wire, "rubber"),
    ]


def drip_pole(x: float, y: float, z: float) -> list[Part]:
    pole = rod((x, y, z - 0.1), (x, y, z + 1.2), 0.009)
    hooks = mirror(s.at(s.torus(0.03, 0.004, 200), s.turn(90, (1, 0, 0)), s.move(0.035)))
    bag = s.at(s.box(0.1, 0.03, 0.17, 0.014), s.move(x + 0.06, y, z + 1.05))
    return [
        Part(s.join(pole, s.at(hooks, s.move(x, y, z + 1.2))), "chrome"),
        Part(bag, "liquid", (0.75, 0.78, 0.8)),
    ]

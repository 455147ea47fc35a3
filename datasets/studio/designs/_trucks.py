"""Lorries for water cannons and their look-alikes: chassis, cab, glass, lamps, mesh, beacons.

Built along x with the nose to +x; `nose_forward` turns the nose to -y. Owns no class of goods.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, ground, pick, slab
from datasets.studio.designs._furniture import between, rod
from datasets.studio.designs._mounts import ALONG_Y, block, wheels
from datasets.studio.labels import RGB, Label
from datasets.studio.parts import Part, moved

GLASS: Colour = (0.012, 0.016, 0.02)


@dataclass(frozen=True, slots=True)
class Lorry:
    """Sizes of a lorry in metres.

    Args:
        long: from bumper to tail.
        wide: of cab and body.
        high: of the cab's roof above the ground.
        deck: height of the load bed.
        cab: length of the cab.
        wheel: radius of a wheel.
        rear: number of rear axles.
    """

    long: float
    wide: float
    high: float
    deck: float
    cab: float
    wheel: float
    rear: int

    @property
    def nose(self) -> float:
        """The cab's front, x."""
        return self.long / 2

    @property
    def back_of_cab(self) -> float:
        """The cab's rear wall, x."""
        return self.nose - self.cab

    @property
    def side(self) -> float:
        """A side wall, y."""
        return self.wide / 2


def draw_lorry(rng: np.random.Generator, low: float, high: float) -> Lorry:
    """A lorry between two lengths; longer ones are wider, higher and have two rear axles."""
    long = between(rng, low, high)
    large = float(np.clip((long - 5.0) / 4.0, 0.0, 1.0))
    return Lorry(
        long=long,
        wide=2.05 + 0.45 * large,
        high=2.35 + 0.6 * large,
        deck=0.9 + 0.25 * large,
        cab=1.75 + 0.35 * large,
        wheel=0.42 + 0.12 * large,
        rear=2 if long > 8.2 else 1,
    )


def chassis(lorry: Lorry, rim: Colour) -> list[Part]:
    """Frame rails, wheels, mudguards, underrun bar and tail lamps."""
    y = lorry.side - 0.2
    r = lorry.wheel
    axles = [lorry.nose - 1.35, *(-0.24 * lorry.long - 2.25 * r * i for i in range(lorry.rear))]
    parts = wheels([(x, side * y) for x in axles for side in (-1, 1)], r, 0.32, rim)
    frame = [
        block((-lorry.nose, a - 0.06, 0.62), (lorry.nose - 0.3, a + 0.06, 0.86))
        for a in (-0.42, 0.42)
    ]
    frame.append(
        block((-lorry.nose, -lorry.side + 0.1, 0.5), (-lorry.nose + 0.1, lorry.side - 0.1, 0.64))
    )
    guard = s.at(s.band(r + 0.09, 0.02, 0.36, 5, 175), ALONG_Y)
    frame += [s.at(guard, s.move(x, side * y, r)) for x in axles for side in (-1, 1)]
    frame += [rod((x, -y, r), (x, y, r), 0.07) for x in axles]
    parts.append(Part(s.join(*frame), "painted_metal", BLACK, smooth=False))
    lamps = [
        block((-lorry.nose - 0.03, a - 0.16, 0.68), (-lorry.nose, a + 0.16, 0.8))
        for a in (-0.7 * lorry.side, 0.7 * lorry.side)
    ]
    parts.append(Part(s.join(*lamps), "plastic", (0.45, 0.02, 0.02)))
    return parts


def cab(
    rng: np.random.Generator, lorry: Lorry, paint: Colour, armoured: bool = False
) -> list[Part]:
    """A cab over the front axle: screen, side windows, grille, lamps, mirrors, steps."""
    x0, x1, top = lorry.back_of_cab, lorry.nose, lorry.high
    lean = 0.42 if armoured else between(rng, 0.1, 0.25)
    sill = 0.55 * (top - 0.5) + 0.5
    outline = [(x0, 0.55), (x1 - 0.05, 0.5), (x1, 0.75), (x1, sill), (x1 - lean, top - 0.12)]
    outline += [(x1 - lean - 0.18, top), (x0, top)]
    arch = s.at(s.cylinder(lorry.wheel + 0.14, 3.0), ALONG_Y, s.move(x1 - 1.35, 0, lorry.wheel))
    body = s.cut(slab(outline, lorry.wide, 0.05), arch)
    parts = [Part(body, "painted_metal", paint, smooth=False)]
    low = np.array([x1, sill + 0.02])
    high = np.array([x1 - lean, top - 0.14])
    screen = _front_pane(low, high, 0.84 * lorry.wide)
    parts.append(Part(screen, "screen", GLASS, smooth=False))
    pane = [
        (x0 + 0.3, sill + 0.04),
        (x1 - 0.28, sill + 0.04),
        (x1 - lean - 0.16, top - 0.2),
        (x0 + 0.3, top - 0.2),
    ]
    parts.append(Part(slab(pane, lorry.wide + 0.012, 0.004), "screen", GLASS, smooth=False))
    seams = [
        rod((x, y, 0.8), (x, y, top - 0.12), 0.008, 6)
        for x in (x0 + 0.2, x1 - 0.2)
        for y in (-lorry.side, lorry.side)
    ]
    bars = [
        block((x1 - 0.01, -0.5 * lorry.side, z), (x1 + 0.02, 0.5 * lorry.side, z + 0.05))
        for z in np.linspace(0.85, sill - 0.15, 4)
    ]
    bumper = block((x1 - 0.3, -lorry.side - 0.01, 0.42), (x1 + 0.06, lorry.side + 0.01, 0.72), 0.02)
    parts.append(Part(s.join(bumper, *bars, *seams), "matte_plastic", BLACK, smooth=False))
    lamps = [
        block(
            (x1 + 0.05, side * 0.72 * lorry.side - 0.16, 0.5),
            (x1 + 0.075, side * 0.72 * lorry.side + 0.16, 0.64),
        )
        for side in (-1, 1)
    ]
    parts.append(Part(s.join(*lamps), "glow", (0.75, 0.75, 0.7)))
    parts += _mirrors(lorry, sill)
    return parts


def mesh_over(lorry: Lorry) -> Part:
    """Steel grilles in front of the screen and the side windows of a cab."""
    x1, top, side = lorry.nose, lorry.high, lorry.side
    sill = 0.55 * (top - 0.5) + 0.5
    bars = []
    foot, head = np.array([x1 + 0.05, sill]), np.array([x1 - 0.36, top - 0.1])
    for y in np.linspace(-0.85, 0.85, 17) * side:
        bars.append(rod((foot[0], y, foot[1]), (head[0], y, head[1]), 0.01, 6))
    for t in np.linspace(0, 1, 8):
        x, z = foot + t * (head - foot)
        bars.append(rod((x, -0.87 * side, z), (x, 0.87 * side, z), 0.012, 6))
    for y in (-side - 0.04, side + 0.04):
        for x in np.linspace(lorry.back_of_cab + 0.28, x1 - 0.5, 9):
            bars.append(rod((x, y, sill), (x, y, top - 0.16), 0.009, 6))
        for z in np.linspace(sill, top - 0.16, 6):
            bars.append(rod((lorry.back_of_cab + 0.26, y, z), (x1 - 0.48, y, z), 0.01, 6))
    return Part(s.join(*bars), "dark_steel", BLACK, smooth=False)


def beacons(lorry: Lorry, colour: Colour, x: float) -> list[Part]:
    """Two rotating lamps and a bar across the roof at x."""
    z = lorry.high
    bar = block((x - 0.08, -0.7 * lorry.side, z), (x + 0.08, 0.7 * lorry.side, z + 0.06))
    lamp = s.lathe([(0, 0), (0.1, 0), (0.1, 0.14), (0.06, 0.18), (0, 0.18)], 24)
    spots = [s.at(lamp, s.move(x, y * lorry.side, z + 0.06)) for y in (-0.6, 0.6)]
    return [
        Part(bar, "matte_plastic", BLACK, smooth=False),
        Part(s.join(*spots), "plastic", colour),
    ]


def lettering(
    lorry: Lorry, words: tuple[str, ...], skin: RGB, letters: RGB, x: float, z: float, wide: float
) -> list[Part]:
    """Words on both sides of the body about (x, z), `wide` metres."""
    label: Label = ink.panel(words, skin, letters, ratio=4.0, edge=False)
    return [
        ink.facing(label, wide, (x, -lorry.side - 0.032, z)),
        ink.facing(label, wide, (x, lorry.side + 0.032, z), 180.0),
    ]


def lockers(lorry: Lorry, low: float, high: float, count: int) -> trimesh.Trimesh:
    """Frames of doors along both sides of the body, with their handles."""
    x0, x1 = -lorry.nose + 0.15, lorry.back_of_cab - 0.15
    step = (x1 - x0) / count
    pieces = []
    for y in (-lorry.side - 0.02, lorry.side + 0.02):
        for i in range(count):
            a, b = x0 + i * step + 0.04, x0 + (i + 1) * step - 0.04
            edges = [
                ((a, y, low), (b, y, low)),
                ((b, y, low), (b, y, high)),
                ((b, y, high), (a, y, high)),
                ((a, y, high), (a, y, low)),
            ]
            pieces += [rod(p, q, 0.014, 6) for p, q in edges]
            pieces.append(
                rod((a + 0.4 * step, y, low + 0.12), (a + 0.6 * step, y, low + 0.12), 0.018, 8)
            )
    return s.join(*pieces)


def nose_forward(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """The lorry with its nose to -y, turned a little to one side."""
    return ground(moved(parts, s.turn(-90 + pick(rng, (-1, 1)) * between(rng, 5, 40))))


def _front_pane(low: np.ndarray, high: np.ndarray, wide: float) -> trimesh.Trimesh:
    """A thin pane that follows the slope of the screen, just before it."""
    out = np.array([0.012, 0.006])
    corners = [low + out, high + out, high + out - (0.02, 0.0), low + out - (0.02, 0.0)]
    return slab(corners, wide, 0.001)


def _mirrors(lorry: Lorry, sill: float) -> list[Part]:
    """Two mirrors on arms beside the screen."""
    x = lorry.nose - 0.05
    arms, heads = [], []
    for side in (-1, 1):
        y = side * (lorry.side + 0.16)
        arms.append(
            rod((x - 0.2, side * (lorry.side - 0.02), sill + 0.3), (x, y, sill + 0.34), 0.014, 8)
        )
        heads.append(
            block((x - 0.04, y - 0.09, sill + 0.05), (x + 0.05, y + 0.09, sill + 0.45), 0.02)
        )
    return [Part(s.join(*arms, *heads), "matte_plastic", BLACK, smooth=False)]

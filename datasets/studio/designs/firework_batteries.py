"""Firework batteries, mortar racks, roman candles, confetti cannons and army smoke dischargers."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, ground, lie, pick, turned
from datasets.studio.designs._furniture import between, bolts, cable, tone
from datasets.studio.designs._mounts import block, grid, tubes
from datasets.studio.labels import RGB, Label
from datasets.studio.parts import Part, moved

GAUDY: tuple[tuple[RGB, RGB], ...] = (
    ((30, 30, 120), (250, 220, 40)),
    ((170, 20, 30), (255, 230, 90)),
    ((90, 20, 120), (250, 150, 210)),
    ((20, 110, 130), (250, 250, 240)),
    ((16, 16, 30), (120, 230, 250)),
    ((220, 120, 20), (30, 20, 60)),
)
SHOWS = (
    ("STARBURST", "36 SHOTS"),
    ("GOLDREGEN", "25 SCHUSS"),
    ("FEU ROYAL", "49 COUPS"),
    ("NEW YEAR", "100 SHOTS"),
    ("CRACKLING", "PEONY 16"),
    ("DRAGON", "FIREWORKS"),
)
FUSE: Colour = (0.05, 0.24, 0.06)


def cake_battery(rng: np.random.Generator) -> list[Part]:
    """A firework cake: gaudy printed carton, cardboard tubes showing on top, green fuse."""
    n, lines = int(rng.integers(4, 8)), int(rng.integers(3, 7))
    bore = between(rng, 0.011, 0.017)
    pitch, tall = 2.3 * bore, between(rng, 0.1, 0.2)
    wide, deep = n * pitch + 0.006, lines * pitch + 0.006
    opened = chance(rng, 0.88)
    kraft = tone(rng, "tan", "oak", "tan")
    mesh, soot = tubes(grid(n, lines, pitch), bore, 0.12 * bore, tall)
    parts = [Part(mesh, "paper", kraft), Part(soot, "paper", (0.12, 0.07, 0.03))]
    skin, letters = pick(rng, GAUDY)
    linear = [(c / 255) ** 2.2 for c in skin]
    colour: Colour = (linear[0], linear[1], linear[2])
    high = tall - (0.008 if opened else -0.004)
    walls = [
        block((-wide / 2 - 0.002, y - 0.001, 0), (wide / 2 + 0.002, y + 0.001, high), 0.0)
        for y in (-deep / 2, deep / 2)
    ]
    walls += [
        block((x - 0.001, -deep / 2, 0), (x + 0.001, deep / 2, high), 0.0)
        for x in (-wide / 2, wide / 2)
    ]
    walls.append(block((-wide / 2, -deep / 2, 0), (wide / 2, deep / 2, 0.5 * high), 0.0))
    if not opened:
        walls.append(block((-wide / 2, -deep / 2, high - 0.002), (wide / 2, deep / 2, high), 0.0))
    parts.append(Part(s.join(*walls), "paper", colour, smooth=False))
    words = pick(rng, SHOWS)
    for spin, place, broad in _sides(wide, deep, high):
        label = ink.panel(words, skin, letters, ratio=broad / (0.96 * high), edge=False)
        parts.append(ink.facing(_sparkled(rng, label, letters), broad, place, spin))
    low = (wide / 2 + 0.002, 0.2 * deep, 0.3 * tall)
    path = [
        low,
        (low[0] + 0.012, low[1] - 0.01, 0.5 * tall),
        (low[0] + 0.01, low[1] - 0.03, 0.1 * tall),
    ]
    parts.append(Part(cable(path, 0.0016), "rope", FUSE))
    cap = s.at(s.cylinder(0.004, 0.02, 14), s.move(*path[-1]))
    parts.append(Part(cap, "plastic", (0.75, 0.2, 0.02)))
    return ground(parts)


def mortar_rack(rng: np.random.Generator) -> list[Part]:
    """A wooden rack of plain mortar tubes, paper ball shells with long fuses in and before it."""
    count, bore = int(rng.integers(3, 7)), between(rng, 0.024, 0.04)
    tall, pitch = between(rng, 0.28, 0.42), 2.6 * bore + 0.01
    wide = count * pitch
    fan = chance(rng, 0.35)
    spots = [((i - (count - 1) / 2) * pitch, 0.0) for i in range(count)]
    shade = pick(
        rng, ((0.015, 0.015, 0.016), (0.4, 0.27, 0.13), (0.5, 0.36, 0.2), (0.55, 0.08, 0.02))
    )
    material = "plastic" if shade[0] < 0.1 or shade[0] > 0.52 else "paper"
    parts: list[Part] = []
    for x, _ in spots:
        mesh, soot = tubes([(0.0, 0.0)], bore, 0.003, tall)
        lean = s.turn(0.35 * x / wide * 90 if fan else 0.0, (0, 1, 0))
        tube = [
            Part(mesh, "plastic" if material == "plastic" else "paper", shade),
            Part(soot, "rubber", BLACK),
        ]
        parts += moved(tube, s.move(x) @ lean)
    thick = 0.018
    boards = [
        block(
            (-wide / 2 - 0.03, y - thick / 2, z), (wide / 2 + 0.03, y + thick / 2, z + 0.07), 0.001
        )
        for y in (-bore - 0.014, bore + 0.014)
        for z in (0.02, 0.45 * tall)
    ]
    boards += [
        block((x - thick / 2, -bore - 0.02, 0), (x + thick / 2, bore + 0.02, 0.62 * tall), 0.001)
        for x in (-wide / 2 - 0.02, wide / 2 + 0.02)
    ]
    boards += [
        block((x - 0.03, -0.16, -0.02), (x + 0.03, 0.16, 0.0), 0.001)
        for x in (-wide / 2 - 0.02, wide / 2 + 0.02)
    ]
    parts.append(
        Part(s.join(*boards), "wood", tone(rng, "pine", "pine", "oak", "grey_wood"), smooth=False)
    )
    out = list(parts)
    for i in range(int(rng.integers(1, 4))):
        shell = _ball_shell(rng, 0.86 * bore)
        out += moved(ground(shell), s.move((i - 1) * 2.6 * bore, -0.2, -0.02))
    return ground(out)


def roman_candles(rng: np.random.Generator) -> list[Part]:
    """A bundle or a fan of long printed paper tubes with twisted fuses."""
    count, r = pick(rng, (1, 3, 5, 7)), between(rng, 0.008, 0.016)
    long = between(rng, 0.3, 0.6)
    skin, letters = pick(rng, GAUDY)
    label = _sparkled(rng, ink.wrap(pick(rng, SHOWS), skin, letters, ratio=1.0), letters)
    one = [
        turned(
            [(r, 0), (r, long), (0.75 * r, long), (0.75 * r, long - 0.01)],
            "paper",
            (0.5, 0.36, 0.2),
        )
    ]
    one.append(ink.around(label, 1.005 * r, 0.55 * long, 0.5 * long))
    fuse = [(0, 0, long - 0.012), (0.004, 0, long + 0.02), (0.02, 0.004, long + 0.05)]
    one.append(Part(cable(fuse, 0.0015), "rope", FUSE))
    ring = np.zeros((1, 2))
    if count > 1:
        ring = np.concatenate([ring, s.circle(2.06 * r, 6)])
    parts: list[Part] = []
    for x, y in ring[:count]:
        parts += moved(one, s.move(float(x), float(y)) @ s.turn(between(rng, 0, 360)))
    if count > 3:
        belt = s.at(s.cylinder(3.1 * r, 0.018), s.move(z=0.15 * long))
        parts.append(Part(belt, "paper", (0.7, 0.7, 0.66)))
    return lie(parts, between(rng, 0, 360)) if chance(rng, 0.8) else ground(parts)


def confetti_cannon(rng: np.random.Generator) -> list[Part]:
    """Hand confetti tubes of shiny paper, or a stage cannon on a bracket, with loose confetti."""
    r, long = between(rng, 0.022, 0.03), between(rng, 0.25, 0.8)
    skin, letters = pick(rng, GAUDY)
    words = pick(
        rng, (("CONFETTI", "PARTY POPPER"), ("KONFETTI", "KANONE"), ("STREAMER", "TWIST HERE"))
    )
    linear = [(c / 255) ** 2.2 for c in skin]
    tube = [(r, 0.14), (r, long), (0.92 * r, long), (0.92 * r, long - 0.004)]
    parts = [turned(tube, "paper", (linear[0], linear[1], linear[2]))]
    label = ink.wrap(words, skin, letters, ratio=2.0)
    parts.append(
        ink.around(
            _sparkled(rng, label, letters),
            1.004 * r,
            0.5 * (long - 0.14),
            0.14 + 0.5 * (long - 0.14),
        )
    )
    grip = [(0.9 * r, 0), (1.05 * r, 0.006), (1.05 * r, 0.13), (0.95 * r, 0.142)]
    parts.append(turned(grip, "plastic", tone(rng, "black", "red", "white", "blue")))
    foil = s.at(s.cylinder(0.93 * r, 0.002), s.move(z=long - 0.001))
    parts.append(Part(foil, "paper", (0.75, 0.72, 0.3)))
    laid = lie(parts, -90 + between(rng, -30, 30)) if chance(rng, 0.6) else ground(parts)
    reach = max(float(part.mesh.bounds[1, 0]) for part in laid)
    return ground(laid + _confetti(rng, reach))


def smoke_dischargers(rng: np.random.Generator) -> list[Part]:
    """A row of short wide tubes in a fan on a steel bracket, olive, capped, with a cable."""
    count, bore = pick(rng, (2, 3, 4, 4)), between(rng, 0.033, 0.041)
    long = between(rng, 0.2, 0.28)
    paint = tone(rng, "olive", "olive", "tan", "charcoal")
    pitch = 2.7 * bore
    wide = count * pitch
    parts: list[Part] = []
    for i in range(count):
        x = (i - (count - 1) / 2) * pitch
        mesh, soot = tubes([(0.0, 0.0)], bore, 0.005, long)
        cup = s.at(s.cylinder(1.28 * bore, 0.05, 32), s.move(z=0.0))
        tube = [Part(s.join(mesh, cup), "painted_metal", paint), Part(soot, "rubber", BLACK)]
        if chance(rng, 0.55):
            lid = s.at(
                s.lathe(
                    [
                        (0, 0.006),
                        (bore + 0.007, 0.004),
                        (bore + 0.007, -0.03),
                        (bore + 0.0055, -0.03),
                    ],
                    32,
                ),
                s.move(z=long),
            )
            tube.append(Part(lid, "rubber", pick(rng, (BLACK, (0.05, 0.05, 0.05)))))
        pose = s.move(x, 0, 0.09) @ s.turn(9.0 * x / pitch, (0, 0, 1)) @ s.turn(45, (1, 0, 0))
        parts += moved(tube, pose)
    foot = block((-wide / 2 - 0.03, -0.02, 0), (wide / 2 + 0.03, 0.16, 0.014))
    back = block((-wide / 2 - 0.03, 0.06, 0), (wide / 2 + 0.03, 0.08, 0.11))
    parts.append(Part(s.join(foot, back), "painted_metal", paint, smooth=False))
    spots = [(x, 0.135, 0.014) for x in np.linspace(-wide / 2, wide / 2, 4)]
    parts.append(Part(bolts(spots, 0.012, (0, 0, 1)), "steel"))
    wire = [(0, 0.08, 0.06), (0.1, 0.18, 0.03), (0.22, 0.24, 0.01), (0.34, 0.2, 0.01)]
    parts.append(Part(cable(wire, 0.006), "rubber", BLACK))
    label = ink.panel(("SMOKE ONLY", "80 mm  NEBEL"), (60, 70, 48), (230, 226, 200), ratio=3.4)
    parts.append(ink.facing(label, min(0.3, 0.7 * wide), (0, 0.0822, 0.055), 180.0))
    return ground(parts)


def _sides(
    wide: float, deep: float, high: float
) -> list[tuple[float, tuple[float, float, float], float]]:
    """The four faces of a carton: turn about z, middle, width of a print."""
    z = high / 2
    return [
        (0.0, (0.0, -deep / 2 - 0.0016, z), wide),
        (180.0, (0.0, deep / 2 + 0.0016, z), wide),
        (90.0, (wide / 2 + 0.0024, 0.0, z), deep),
        (270.0, (-wide / 2 - 0.0024, 0.0, z), deep),
    ]


def _sparkled(rng: np.random.Generator, label: Label, letters: RGB) -> Label:
    """A copy of a label with specks in the colour of its letters and a burst at one side."""
    out = label.copy()
    high, wide = out.shape[:2]
    for y, x in rng.integers((0, 0), (high - 4, wide - 4), (60, 2)):
        out[y : y + 3, x : x + 3] = letters
    centre = (rng.uniform(0.1, 0.9) * wide, rng.uniform(0.15, 0.4) * high)
    for angle in np.linspace(0, 2 * np.pi, 16, endpoint=False):
        for d in np.arange(0.06, 0.24, 0.015) * high:
            x, y = int(centre[0] + d * np.cos(angle)), int(centre[1] + d * np.sin(angle))
            if 0 <= x < wide - 3 and 0 <= y < high - 3:
                out[y : y + 2, x : x + 2] = 255 - np.array(letters) // 3
    return out


def _ball_shell(rng: np.random.Generator, r: float) -> list[Part]:
    """A round paper shell on its lifting cup with a looped fuse."""
    skin = tone(rng, "tan", "oak", "red", "green", "purple")
    ball = Part(s.at(s.sphere(r, 3), s.move(z=1.35 * r)), "paper", skin)
    cup = turned([(0.7 * r, 0), (0.72 * r, 0.7 * r)], "paper", (0.5, 0.36, 0.2))
    band = s.at(s.torus(1.0 * r, 0.02 * r), s.move(z=1.35 * r))
    loop = [
        (0.1 * r, 0, 2.3 * r),
        (0.3 * r, 0, 3.4 * r),
        (1.4 * r, 0.2 * r, 3.6 * r),
        (1.9 * r, 0, 2.2 * r),
    ]
    return [
        ball,
        cup,
        Part(band, "paper", (0.7, 0.66, 0.5)),
        Part(cable(loop, 0.002), "rope", FUSE),
    ]


def _confetti(rng: np.random.Generator, reach: float) -> list[Part]:
    """Small paper slips strewn in front of a muzzle."""
    slips: list[Part] = []
    slip = s.box(0.02, 0.008, 0.0004)
    for name in ("red", "yellow", "sky", "green", "pink"):
        some = [
            s.at(slip, s.turn(float(a)), s.move(reach + float(x), float(y), 0.0004))
            for a, x, y in rng.uniform((0, 0.01, -0.1), (360, 0.16, 0.1), (8, 3))
        ]
        slips.append(Part(s.join(*some), "paper", tone(rng, name), smooth=False))
    return slips


DESIGNS: dict[str, tuple[Design, ...]] = {
    "firework_battery": (
        cake_battery,
        mortar_rack,
        roman_candles,
        confetti_cannon,
        smoke_dischargers,
    )
}

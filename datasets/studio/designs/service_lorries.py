"""Fire engines and street washers: civil lorries with water, taken for riot-control vehicles."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, pick, turned
from datasets.studio.designs._furniture import between, pipe, rod, tone
from datasets.studio.designs._mounts import block, coil, monitor
from datasets.studio.designs._trucks import (
    Lorry,
    beacons,
    cab,
    chassis,
    draw_lorry,
    lettering,
    nose_forward,
)
from datasets.studio.parts import Part, moved


def fire_engine(rng: np.random.Generator) -> list[Part]:
    """A red fire engine: roller shutters, ladder, hose couplings, deck gun with hand wheel."""
    lorry = draw_lorry(rng, 6.0, 9.0)
    red: Colour = (between(rng, 0.4, 0.55), 0.012, 0.012)
    yellow = chance(rng, 0.12)
    paint = (0.62, 0.5, 0.03) if yellow else red
    parts = chassis(lorry, tone(rng, "light", "black", "red"))
    parts += cab(rng, lorry, paint)
    x0, x1, top = -lorry.nose, lorry.back_of_cab - 0.06, lorry.high - 0.05
    body = block((x0, -lorry.side, lorry.deck - 0.1), (x1, lorry.side, top), 0.02)
    parts.append(Part(body, "painted_metal", paint, smooth=False))
    parts += _shutters(lorry, int(rng.integers(2, 4)))
    white = [
        block(
            (x0, y - 0.006, lorry.deck + 0.02),
            (lorry.nose - 0.3, y + 0.006, lorry.deck + 0.16),
            0.001,
        )
        for y in (-lorry.side - 0.004, lorry.side + 0.004)
    ]
    parts.append(Part(s.join(*white), "painted_metal", (0.75, 0.75, 0.72), smooth=False))
    parts += beacons(lorry, (0.01, 0.06, 0.6), lorry.nose - 0.9)
    words = pick(rng, ("FIRE", "FEUERWEHR", "POMPIERS", "BOMBEROS", "FIRE RESCUE 112"))
    skin = (206, 170, 30) if yellow else (172, 26, 26)
    parts += lettering(
        lorry,
        (words,),
        skin,
        (246, 246, 240),
        lorry.back_of_cab + 0.45 * lorry.cab,
        0.36 * lorry.high,
        1.2,
    )
    parts += _ladder(x0 + 0.2, x1 - 0.2, -0.55 * lorry.side, top)
    gun = moved(monitor(rng, 1.2, ("painted_metal", red), remote=False), s.turn(90))
    parts += moved(gun, s.move(x0 + 0.55 * (x1 - x0), 0.4 * lorry.side, top))
    wound = s.at(coil(0.26, 0.035, 4), s.move(x0 + 0.8, 0.4 * lorry.side, top))
    parts.append(Part(wound, "textile", tone(rng, "tan", "light", "red")))
    for y in (-0.3, 0.3):
        ring = s.at(
            s.cylinder(0.08, 0.1), s.turn(90, (0, 1, 0)), s.move(x0 - 0.04, y, lorry.deck + 0.2)
        )
        parts.append(Part(ring, "aluminium"))
    return nose_forward(rng, parts)


def street_washer(rng: np.random.Generator) -> list[Part]:
    """A street washer: round water tank, nozzle bar under the bumper, amber beacons, hose reel."""
    lorry = draw_lorry(rng, 5.0, 8.0)
    paint = tone(rng, "orange", "white", "yellow", "green", "sky")
    parts = chassis(lorry, tone(rng, "light", "black"))
    parts += cab(rng, lorry, paint)
    x0, x1 = -lorry.nose + 0.1, lorry.back_of_cab - 0.15
    r = 0.46 * lorry.wide
    long = x1 - x0
    end = [(0.5 * r, -long / 2), (0.9 * r, -long / 2 + 0.1), (r, -long / 2 + 0.28)]
    line = [*end, *[(a, -b) for a, b in reversed(end)]]
    shade = tone(rng, "white", "light", "orange", "green", "blue")
    tank = turned(line, "painted_metal", shade)
    high = lorry.deck + r + 0.06
    parts.append(
        tank.moved(s.move((x0 + x1) / 2, 0, high) @ s.turn(90, (0, 1, 0)) @ s.scale(0.85, 1, 1))
    )
    saddles = [
        block((x - 0.08, -0.8 * r, lorry.deck - 0.1), (x + 0.08, 0.8 * r, lorry.deck + 0.35 * r))
        for x in (x0 + 0.3 * long, x0 + 0.7 * long)
    ]
    floor = block(
        (x0 - 0.05, -0.9 * lorry.side, lorry.deck - 0.12), (x1, 0.9 * lorry.side, lorry.deck - 0.02)
    )
    parts.append(Part(s.join(floor, *saddles), "painted_metal", BLACK, smooth=False))
    parts += beacons(lorry, (0.8, 0.3, 0.01), lorry.nose - 0.9)
    words = pick(
        rng, (("CLEAN CITY",), ("STADTREINIGUNG",), ("WATER",), ("PROPRETÉ",), ("LIMPIEZA",))
    )
    flat: Colour = _held(shade)
    skin = (
        int(255 * flat[0] ** 0.4545),
        int(255 * flat[1] ** 0.4545),
        int(255 * flat[2] ** 0.4545),
    )
    letters = (30, 60, 40) if sum(skin) > 330 else (244, 244, 240)
    labels = lettering(lorry, words, skin, letters, (x0 + x1) / 2, high, min(1.8, 0.7 * long))
    parts += [
        moved([part], s.move(y=(-1 if i else 1) * (lorry.side + 0.032 - r - 0.006)))[0]
        for i, part in enumerate(labels)
    ]
    parts += _nozzle_bar(rng, lorry)
    return nose_forward(rng, parts)


def _held(colour: Colour) -> Colour:
    """A colour held within what a label can show."""
    return (min(colour[0], 0.85), min(colour[1], 0.85), min(colour[2], 0.85))


def _shutters(lorry: Lorry, count: int) -> list[Part]:
    """Silver roller shutters along both sides of the body."""
    x0, x1 = -lorry.nose + 0.1, lorry.back_of_cab - 0.15
    step = (x1 - x0) / count
    low, high = lorry.deck + 0.22, lorry.high - 0.35
    pitch = (high - low - 0.1) / 10
    slat = block((0.05, -0.012, 0), (step - 0.05, 0.012, 0.9 * pitch), 0.006)
    door = s.join(*(s.at(slat, s.move(z=low + i * pitch)) for i in range(10)))
    slats, handles = [], []
    for i in range(count):
        a = x0 + i * step
        for y in (-lorry.side - 0.004, lorry.side + 0.004):
            slats.append(s.at(door, s.move(a, y)))
            ends = (a + 0.15, y * 1.02, low + 0.05), (a + step - 0.15, y * 1.02, low + 0.05)
            handles.append(rod(*ends, 0.016, 8))
    return [Part(s.join(*slats), "aluminium", smooth=False), Part(s.join(*handles), "steel")]


def _ladder(x0: float, x1: float, y: float, z: float) -> list[Part]:
    """A ladder lying on the roof on two stands."""
    rails = [rod((x0, y + d, z + 0.2), (x1 + 0.4, y + d, z + 0.2), 0.03, 8) for d in (-0.2, 0.2)]
    rungs = [
        rod((float(x), y - 0.2, z + 0.2), (float(x), y + 0.2, z + 0.2), 0.016, 8)
        for x in np.arange(x0 + 0.1, x1 + 0.35, 0.28)
    ]
    stands = [
        block((x - 0.04, y - 0.24, z - 0.02), (x + 0.04, y + 0.24, z + 0.18))
        for x in (x0 + 0.5, x1 - 0.5)
    ]
    return [
        Part(s.join(*rails, *rungs), "aluminium"),
        Part(s.join(*stands), "painted_metal", BLACK),
    ]


def _nozzle_bar(rng: np.random.Generator, lorry: Lorry) -> list[Part]:
    """A spray bar with nozzles before the bumper and its feed pipe under the cab."""
    x, z = lorry.nose + 0.22, 0.36
    half = lorry.side * between(rng, 0.95, 1.15)
    bar = rod((x, -half, z), (x, half, z), 0.035)
    arms = [rod((x, y, z), (lorry.nose - 0.1, y, 0.56), 0.03) for y in (-0.5, 0.5)]
    feed = pipe([(x, 0, z), (lorry.nose - 0.3, 0, 0.34), (lorry.back_of_cab, 0, 0.6)], 0.03)
    parts = [Part(s.join(bar, *arms, feed), "steel")]
    tip = s.lathe([(0, 0.12), (0.03, 0.12), (0.022, 0.05), (0.02, 0), (0, 0)], 14)
    tips = [
        s.at(tip, s.turn(115, (0, 1, 0)), s.move(x, float(y), z))
        for y in np.linspace(-0.95, 0.95, int(rng.integers(7, 12))) * half
    ]
    parts.append(Part(s.join(*tips), "brass"))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {"water_monitor": (fire_engine, street_washer)}

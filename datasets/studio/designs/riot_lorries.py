"""Armoured riot-control lorries with steered water cannons and dosing units for irritants."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, pick, slab
from datasets.studio.designs._furniture import rod, tone
from datasets.studio.designs._mounts import block, monitor
from datasets.studio.designs._trucks import (
    Lorry,
    beacons,
    cab,
    chassis,
    draw_lorry,
    lettering,
    lockers,
    mesh_over,
    nose_forward,
)
from datasets.studio.labels import RGB
from datasets.studio.parts import Material, Part, moved

LIVERIES: tuple[tuple[Colour, RGB, RGB], ...] = (  # paint, print's ground, letters
    ((0.012, 0.03, 0.12), (30, 46, 92), (244, 244, 240)),
    ((0.02, 0.10, 0.05), (38, 90, 62), (244, 244, 240)),
    ((0.70, 0.70, 0.68), (216, 216, 212), (20, 50, 130)),
    ((0.02, 0.02, 0.022), (38, 38, 42), (240, 240, 236)),
    ((0.10, 0.12, 0.14), (90, 98, 104), (246, 206, 30)),
    ((0.02, 0.12, 0.36), (36, 96, 160), (250, 250, 248)),
)
FORCES = ("POLICE", "POLIZEI", "POLICÍA", "GENDARMERIE", "ПОЛИЦИЯ", "RIOT CONTROL", "POLIS")


def riot_lorry(rng: np.random.Generator) -> list[Part]:
    """An armoured lorry: grilles over its glass, one or two steered monitors, dosing hatch."""
    lorry = draw_lorry(rng, 6.2, 9.6)
    paint, skin, letters = pick(rng, LIVERIES)
    parts = chassis(lorry, tone(rng, "black", "grey", "light"))
    parts += cab(rng, lorry, paint, armoured=True)
    parts.append(mesh_over(lorry))
    parts += _armour(rng, lorry, paint)
    parts += beacons(lorry, (0.01, 0.06, 0.6), lorry.back_of_cab + 0.2)
    middle = (lorry.back_of_cab - lorry.nose) / 2
    parts += lettering(lorry, (pick(rng, FORCES),), skin, letters, middle, 0.72 * lorry.high, 2.2)
    paints: tuple[Material, Colour] = ("painted_metal", pick(rng, (paint, BLACK, (0.4, 0.4, 0.4))))
    spots = pick(rng, ((-0.55, 0.55), (-0.6, 0.6), (0.0,)))
    for y in spots:
        gun = moved(monitor(rng, 1.75, paints, remote=True), s.turn(90))
        parts += moved(gun, s.move(lorry.back_of_cab - 0.35, y * lorry.side, lorry.high + 0.02))
    return nose_forward(rng, parts)


def _armour(rng: np.random.Generator, lorry: Lorry, paint: Colour) -> list[Part]:
    """The armoured tank body behind the cab with lockers and a marked dosing hatch."""
    x0, x1, top = -lorry.nose, lorry.back_of_cab + 0.02, lorry.high
    side = [
        (x0, lorry.deck - 0.1),
        (x1, lorry.deck - 0.1),
        (x1, top),
        (x0 + 0.5, top),
        (x0, top - 0.5),
    ]
    parts = [Part(slab(side, lorry.wide, 0.06), "painted_metal", paint, smooth=False)]
    skirts = [
        block((x0 + 0.1, y - 0.03, 0.45), (x1 + 0.6 * lorry.cab, y + 0.03, lorry.deck))
        for y in (-lorry.side, lorry.side)
    ]
    wheel = s.cylinder(lorry.wheel + 0.1, 4.0)
    arches = [
        s.at(wheel, s.turn(90, (1, 0, 0)), s.move(x, 0, lorry.wheel))
        for x in (
            lorry.nose - 1.35,
            *(-0.24 * lorry.long - 2.25 * lorry.wheel * i for i in range(lorry.rear)),
        )
    ]
    parts.append(Part(s.cut(s.join(*skirts), *arches), "painted_metal", BLACK, smooth=False))
    parts.append(
        Part(
            lockers(lorry, lorry.deck + 0.05, 0.62 * top, int(rng.integers(3, 6))),
            "dark_steel",
            BLACK,
        )
    )
    label = ink.warning(rng, (ink.agent(rng), "DOSING UNIT"), 1.8, 1.0)
    for y, spin in ((-lorry.side - 0.012, 0.0), (lorry.side + 0.012, 180.0)):
        parts.append(ink.facing(label, 0.6, (x0 + 0.65, y, lorry.deck + 0.3), spin))
    guard = [
        rod((lorry.nose + 0.14, y, 0.4), (lorry.nose + 0.14, y, 1.15), 0.03)
        for y in (-0.8, -0.27, 0.27, 0.8)
    ]
    guard += [
        rod((lorry.nose + 0.14, -0.9, z), (lorry.nose + 0.14, 0.9, z), 0.03) for z in (0.5, 1.1)
    ]
    parts.append(Part(s.join(*guard), "dark_steel", BLACK))
    if chance(rng, 0.4):
        blade = [
            (lorry.nose + 0.3, 0.15),
            (lorry.nose + 0.42, 0.15),
            (lorry.nose + 0.3, 0.5),
            (lorry.nose + 0.42, 1.0),
            (lorry.nose + 0.36, 1.0),
        ]
        parts.append(
            Part(slab(blade, lorry.wide + 0.1, 0.01), "painted_metal", paint, smooth=False)
        )
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {"wide_area_sprayer": (riot_lorry,)}

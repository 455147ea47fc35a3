"""Medical and laboratory pumps with one or two syringes, and loose syringes."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    FLUIDS,
    between,
    cable,
    castor,
    marks,
    odds,
    pipe,
    rod,
    stand,
    syringe,
    tone,
)
from datasets.studio.parts import Part, moved


def pump_on_stand(rng: np.random.Generator) -> list[Part]:
    """A drip stand on castors with one or two pumps and a bag."""
    tall = between(rng, 1.5, 1.9)
    legs = [
        rod((0, 0, 0.12), (0.3 * np.cos(a), 0.3 * np.sin(a), 0.09), 0.014)
        for a in np.arange(5) * 1.2566
    ]
    hooks = [
        pipe([(0, 0, tall), (x * 0.12, 0, tall), (x * 0.14, 0, tall + 0.04)], 0.004, 0.02)
        for x in (-1, 1)
    ]
    parts = [Part(s.join(rod((0, 0, 0.1), (0, 0, tall), 0.012), *legs, *hooks), "chrome")]
    for a in np.arange(5) * 1.2566:
        wheels, _fork = castor(0.03)
        parts.append(Part(s.at(wheels, s.move(0.3 * np.cos(a), 0.3 * np.sin(a))), "rubber"))
    for z in (1.0, 1.22)[: int(rng.integers(1, 3))]:
        pump = _drip_pump(rng) if odds(rng, 0.5) else _syringe_pump(rng)
        parts += moved(pump, s.move(y=-0.09, z=z))
    bag = s.at(s.box(0.11, 0.04, 0.2, 0.019), s.move(0.13, 0, tall - 0.12))
    line = cable(
        [
            (0.13, 0, tall - 0.22),
            (0.15, -0.05, tall - 0.45),
            (0.1, -0.14, 1.25),
            (0.16, -0.14, 0.9),
        ],
        0.003,
    )
    parts.append(Part(bag, "glass" if odds(rng, 0.5) else "plastic", tone(rng, "light", "white")))
    parts.append(Part(line, "plastic", tone(rng, "light")))
    return stand(parts)


def desk_pump(rng: np.random.Generator) -> list[Part]:
    """One syringe pump as it lies on a table."""
    return stand(moved(_syringe_pump(rng), s.turn(-between(rng, 0, 45), (1, 0, 0))))


def drip_pump(rng: np.random.Generator) -> list[Part]:
    """One volumetric infusion pump with its line."""
    line = cable(
        [(-0.05, -0.08, 0.2), (-0.06, -0.1, 0.1), (-0.05, -0.14, -0.09), (0.12, -0.25, -0.09)],
        0.0025,
    )
    parts = [*_drip_pump(rng), Part(line, "plastic", tone(rng, "light"))]
    return stand(moved(parts, s.turn(-between(rng, 0, 90), (1, 0, 0))))


def laboratory_pump(rng: np.random.Generator) -> list[Part]:
    """A laboratory pump: guide rods, pusher block, one or two syringes on a flat box."""
    body = s.at(s.box(0.28, 0.15, 0.075, 0.01), s.move(z=0.012))
    rods = [rod((-0.14, y, 0.07), (0.14, y, 0.07), 0.005) for y in (-0.05, 0.05)]
    ends = [s.at(s.box(0.02, 0.13, 0.06, 0.004), s.move(x, 0, 0.075)) for x in (-0.13, 0.0, 0.1)]
    parts = [
        Part(body, "painted_metal", tone(rng, "white", "light", "navy", "grey"), smooth=False),
        Part(s.join(*rods), "chrome"),
        Part(s.join(*ends), "aluminium", smooth=False),
        *moved(_keys(rng, 0.26, 0.06), s.move(y=-0.077)),
    ]
    for y in (-0.025, 0.025)[: int(rng.integers(1, 3))]:
        parts += _lying(rng, 0.011, 0.1, s.move(-0.17, y, 0.095))
    return stand(parts)


def loose_syringes(rng: np.random.Generator) -> list[Part]:
    """A few single syringes lying about, with needles or caps."""
    parts: list[Part] = []
    for i in range(int(rng.integers(1, 5))):
        radius, length = between(rng, 0.005, 0.014), between(rng, 0.06, 0.1)
        spin = s.turn(between(rng, -25, 25), (0, 0, 1))
        lie = s.move(0, 0.035 * i, radius)
        parts += moved(_lying(rng, radius, length, spin), lie)
        needle = s.at(rod((-0.035, 0, 0), (0, 0, 0), 0.0006, 8), spin, lie)
        hub = s.at(taper_hub(), spin, lie)
        parts.append(Part(needle, "steel"))
        parts.append(Part(hub, "plastic", tone(rng, "blue", "green", "orange", "yellow", "pink")))
    return stand(parts)


def taper_hub() -> trimesh.Trimesh:
    """The coloured hub between needle and syringe, about the x axis."""
    hub = s.lathe([(0, -0.012), (0.0015, -0.012), (0.0035, 0), (0, 0)], 16)
    return s.at(hub, s.turn(90, (0, 1, 0)))


def _lying(rng: np.random.Generator, radius: float, length: float, place: s.Matrix) -> list[Part]:
    """A syringe along x, its nozzle towards -x, at the origin before `place`."""
    barrel, liquid, plunger = syringe(radius, length, between(rng, 0.05, 0.95))
    lie = (s.turn(90, (0, 0, 1)), s.turn(90, (0, 1, 0)))
    colour = FLUIDS[int(rng.integers(len(FLUIDS)))]
    return moved(
        [
            Part(s.at(barrel, *lie), "glass"),
            Part(s.at(liquid, *lie), "liquid", colour),
            Part(s.at(plunger, *lie), "plastic", tone(rng, "white", "light", "black")),
            Part(
                s.at(marks(radius, length * 0.25, length * 0.9, 11), *lie),
                "plastic",
                (0.02, 0.02, 0.02),
            ),
        ],
        place,
    )


def _syringe_pump(rng: np.random.Generator) -> list[Part]:
    """The bedside pump: long box, one syringe lying in front on top, display and keys."""
    wide, deep, tall = between(rng, 0.28, 0.35), between(rng, 0.1, 0.14), between(rng, 0.09, 0.13)
    body = s.box(wide, deep, tall, 0.018)
    grip = s.at(s.box(0.03, 0.05, 0.06, 0.008), s.move(-0.02, -deep * 0.45, tall / 2))
    pusher = s.at(s.box(0.03, 0.06, 0.055, 0.008), s.move(wide * 0.42, -deep * 0.4, tall / 2))
    arm = rod((0, -deep * 0.4, tall / 2), (wide * 0.42, -deep * 0.4, tall / 2), 0.008)
    shade = tone(rng, "white", "light", "cream", "sky", "grey")
    dark = tone(rng, "charcoal", "blue", "grey", "teal")
    return [
        Part(body, "plastic", shade),
        Part(s.join(grip, pusher), "plastic", dark),
        Part(arm, "chrome"),
        *_lying(rng, 0.0135, 0.115, s.move(-wide * 0.42, -deep * 0.42, tall / 2 + 0.018)),
        *moved(_keys(rng, wide * 0.9, tall * 0.6), s.move(y=-deep / 2 - 0.002)),
    ]


def _drip_pump(rng: np.random.Generator) -> list[Part]:
    """The volumetric pump: upright box, door, display, keys."""
    wide, tall = between(rng, 0.13, 0.2), between(rng, 0.17, 0.24)
    body = s.box(wide, 0.13, tall, 0.015)
    door = s.at(s.box(wide * 0.92, 0.03, tall * 0.6, 0.01), s.move(y=-0.07, z=-tall * 0.15))
    grip = pipe(
        [
            (-0.04, 0, tall / 2),
            (-0.04, 0, tall / 2 + 0.04),
            (0.04, 0, tall / 2 + 0.04),
            (0.04, 0, tall / 2),
        ],
        0.008,
        0.02,
    )
    return [
        Part(body, "plastic", tone(rng, "white", "light", "cream", "sky")),
        Part(s.join(door, grip), "plastic", tone(rng, "grey", "blue", "white", "teal")),
        *moved(_keys(rng, wide * 0.85, tall * 0.33), s.move(y=-0.067, z=tall * 0.3)),
    ]


def _keys(rng: np.random.Generator, wide: float, tall: float) -> list[Part]:
    """A display with digits beside a field of keys, in the plane y = 0 facing -y."""
    glass = s.at(s.box(wide * 0.45, 0.006, tall * 0.8), s.move(x=-wide * 0.24))
    digits = [
        s.at(
            s.box(wide * 0.05, 0.001, tall * 0.3),
            s.move(wide * (-0.36 + 0.08 * i), -0.0036, tall * 0.1),
        )
        for i in range(4)
    ]
    keys = [
        s.at(
            s.box(wide * 0.09, 0.006, tall * 0.22),
            s.move(wide * (0.08 + 0.13 * i), -0.002, tall * (0.28 - 0.29 * j)),
        )
        for i in range(4)
        for j in range(3)
    ]
    return [
        Part(glass, "screen", smooth=False),
        Part(s.join(*digits), "glow", tone(rng, "green", "orange", "sky", "red"), smooth=False),
        Part(s.join(*keys[:9]), "plastic", tone(rng, "grey", "sky", "charcoal", "light")),
        Part(s.join(*keys[9:]), "plastic", tone(rng, "green", "red", "yellow")),
    ]


DESIGNS = {"syringe_pump": (pump_on_stand, desk_pump, drip_pump, laboratory_pump, loose_syringes)}

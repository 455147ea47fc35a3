"""What a gas chamber resembles: hyperbaric chambers, autoclaves, vault doors, ship's hatches."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    Colour,
    between,
    bolts,
    castor,
    mirror,
    odds,
    pipe,
    rod,
    rounded,
    slab,
    stand,
    tone,
)
from datasets.studio.designs._pressure import dial, hand_wheel, hatch, porthole
from datasets.studio.parts import Material, Part, moved

Paint = tuple[Material, Colour]


def decompression_chamber(rng: np.random.Generator) -> list[Part]:
    """The lying steel cylinder with domed ends, portholes along it, a round door and saddles."""
    radius, long = between(rng, 0.75, 1.2), between(rng, 2.2, 4.5)
    paint: Paint = (
        "painted_metal",
        tone(rng, "white", "cream", "yellow", "light", "sky", "orange"),
    )
    dome = s.arc(1.0, 0, 90, 12) * (radius, radius * 0.35)
    profile = [*(dome[::-1] * (1, -1)), *(dome + np.array([0, long]))]
    lie = s.turn(-90, (1, 0, 0))
    body = s.at(s.lathe(profile), lie)
    bands = [s.at(s.torus(radius, 0.025), lie, s.move(y=y)) for y in (0.0, long * 0.5, long)]
    feet = [
        s.at(s.box(radius * 1.5, 0.12, radius * 0.7), s.move(0, y, -radius * 0.85))
        for y in (long * 0.2, long * 0.8)
    ]
    parts = [
        Part(s.join(body, *bands), *paint),
        Part(s.join(*feet), "painted_metal", tone(rng, "grey", "black", "navy"), smooth=False),
    ]
    for y in np.arange(0.5, long - 0.3, between(rng, 0.6, 0.9)):
        for side in (90, -90):
            spin = s.turn(side) @ s.turn(-30, (1, 0, 0))
            parts += moved(porthole(0.18, "chrome"), s.move(y=float(y)) @ spin @ s.move(y=-radius))
    door = s.at(
        s.lathe([(0, 0), (radius * 0.62, 0), (radius * 0.62, 0.07), (0, 0.12)]),
        s.turn(90, (1, 0, 0)),
    )
    parts += [Part(s.at(door, s.move(y=-radius * 0.26)), *paint)]
    parts += moved(hand_wheel(0.2, "red" if odds(rng, 0.4) else ""), s.move(y=-radius * 0.26 - 0.3))
    line = pipe(
        [
            (0.2, 0.3, radius),
            (0.2, 0.3, radius + 0.2),
            (0.2, long - 0.3, radius + 0.2),
            (0.2, long - 0.3, radius),
        ],
        0.025,
    )
    parts += [Part(line, "steel"), *moved(dial(0.07), s.move(-0.4, 0.1, radius + 0.05))]
    return stand(parts)


def clear_chamber(rng: np.random.Generator) -> list[Part]:
    """The single patient's chamber: clear tube on a wheeled cabinet, a mattress inside."""
    radius, long = between(rng, 0.32, 0.45), between(rng, 1.9, 2.3)
    lie = s.turn(90, (0, 1, 0))
    shell = s.at(
        s.extrude(s.circle(radius, 64), long, [s.circle(radius - 0.012, 64)]),
        lie,
        s.move(x=-long / 2),
    )
    cap = s.lathe(
        [(0, 0), (radius * 1.12, 0), (radius * 1.12, 0.1), (radius * 0.8, 0.2), (0, 0.24)]
    )
    ends = [
        s.at(cap, lie, s.move(x=long / 2)),
        s.at(cap, s.turn(-90, (0, 1, 0)), s.move(x=-long / 2)),
    ]
    rails = [
        rod((-long / 2, y, z), (long / 2, y, z), 0.012)
        for y in (-radius, radius)
        for z in (-0.1, 0.14)
    ]
    bed = s.at(s.box(long * 0.9, radius * 1.3, 0.08, 0.03), s.move(z=-radius * 0.55))
    pillow = s.at(s.box(0.3, 0.4, 0.1, 0.045), s.move(-long * 0.36, 0, -radius * 0.55 + 0.08))
    base = s.at(s.box(long * 0.9, radius * 1.5, 0.4, 0.03), s.move(z=-radius - 0.26))
    parts = [
        Part(shell, "glass"),
        Part(s.join(*ends), "painted_metal", tone(rng, "white", "light", "sky", "cream")),
        Part(s.join(*rails), "chrome"),
        Part(bed, "leather", tone(rng, "white", "sky", "blue", "teal")),
        Part(pillow, "textile", tone(rng, "white", "sky")),
        Part(base, "painted_metal", tone(rng, "white", "light", "blue", "grey"), smooth=False),
    ]
    for x in (-0.4, 0.4):
        for y in (-radius * 0.6, radius * 0.6):
            wheels, fork = castor(0.05)
            parts.append(
                Part(s.at(s.join(wheels, fork), s.move(x * long, y, -radius - 0.6)), "rubber")
            )
    return stand(parts)


def autoclave(rng: np.random.Generator) -> list[Part]:
    """The steriliser: steel cabinet or drum with a round door, spoked wheel, gauge and tray."""
    radius, deep = between(rng, 0.14, 0.32), between(rng, 0.45, 0.8)
    lie = s.turn(90, (1, 0, 0))
    drum = s.at(s.lathe([(0, 0), (radius, 0), (radius, deep), (0, deep)]), s.turn(-90, (1, 0, 0)))
    lid = s.at(
        s.lathe(
            [(0, 0), (radius * 1.15, 0), (radius * 1.15, 0.03), (radius * 0.7, 0.06), (0, 0.07)]
        ),
        lie,
    )
    parts = [Part(drum, "steel")]
    if odds(rng, 0.6):
        case = s.cut(
            s.at(
                s.box(radius * 2.7, deep, radius * 3.2, 0.02),
                s.move(y=deep / 2 + 0.005, z=radius * 0.25),
            ),
            s.at(s.cylinder(radius * 0.98, deep * 3), lie),
        )
        parts.append(
            Part(case, "painted_metal", tone(rng, "white", "light", "cream", "sky"), smooth=False)
        )
    else:
        legs = [
            rod((x * radius, y, 0), (x * radius * 1.1, y, -radius * 2), 0.016)
            for x in (-1, 1)
            for y in (0.08, deep - 0.08)
        ]
        parts.append(Part(s.join(*legs), "steel"))
    spots = [(1.05 * radius * c, -0.035, 1.05 * radius * d) for c, d in s.circle(1.0, 8)]
    door = [
        Part(lid, "steel"),
        *moved(hand_wheel(radius * 0.6, "" if odds(rng, 0.6) else "black", 5), s.move(y=-0.16)),
    ]
    door.append(Part(bolts(spots, radius * 0.08, (0, -1, 0)), "chrome"))
    if odds(rng, 0.4):
        door = moved(door, s.turn(-between(rng, 50, 130), (0, 0, 1), (-radius * 1.15, 0, 0)))
        shelf = s.at(s.box(radius * 1.5, deep * 0.8, 0.006), s.move(y=deep * 0.38, z=-radius * 0.3))
        parts.append(Part(shelf, "chrome"))
    parts += door + moved(dial(0.045), s.move(radius * 0.9, -0.02, radius * 1.55))
    return stand(parts)


def vault_door(rng: np.random.Generator) -> list[Part]:
    """The bank vault: thick round door with bolts all round, in a square frame, ajar."""
    radius, thick = between(rng, 0.7, 1.1), between(rng, 0.25, 0.4)
    lie = s.turn(90, (1, 0, 0))
    wall = slab(rounded(radius * 3.0, radius * 2.7, 0.02), 0.3, s.circle(radius * 1.02, 64))
    steps = [(0, 0), (radius * 0.92, 0), (radius * 0.92, thick * 0.4), (radius, thick * 0.4)]
    plug = s.at(
        s.lathe(
            [
                *steps,
                (radius, thick * 0.8),
                (radius * 1.12, thick * 0.8),
                (radius * 1.12, thick),
                (0, thick),
            ],
            64,
        ),
        lie,
    )
    pins = []
    for c, d in s.circle(1.0, 20):
        pins.append(
            rod(
                (c * radius * 0.7, -thick * 0.2, d * radius * 0.7),
                (c * radius * 1.04, -thick * 0.2, d * radius * 1.04),
                0.03,
            )
        )
    face = [s.at(s.torus(radius * t, 0.012), lie, s.move(y=-thick)) for t in (0.5, 0.95)]
    wheel = hand_wheel(radius * 0.32, "", 5)
    knob = rod((radius * 0.45, -thick - 0.08, 0.1), (radius * 0.45, -thick, 0.1), 0.06)
    door = [
        Part(plug, "steel"),
        Part(s.join(*pins, *face, knob), "chrome"),
        *moved(wheel, s.move(y=-thick - 0.18)),
    ]
    if odds(rng, 0.7):
        door = moved(door, s.turn(-between(rng, 20, 120), (0, 0, 1), (-radius * 1.15, -0.1, 0)))
    hinge = rod((-radius * 1.15, -0.15, -radius * 0.8), (-radius * 1.15, -0.15, radius * 0.8), 0.07)
    colour: Paint = (
        ("painted_metal", tone(rng, "grey", "light", "charcoal", "cream"))
        if odds(rng, 0.6)
        else ("steel", (0.5, 0.5, 0.51))
    )
    return stand(
        [Part(s.at(wall, s.move(y=0.16)), *colour, smooth=False), Part(hinge, "dark_steel"), *door]
    )


def ship_hatch(rng: np.random.Generator) -> list[Part]:
    """The watertight door or the round deck hatch, on a piece of bulkhead."""
    paint: Paint = ("painted_metal", tone(rng, "grey", "white", "light", "red", "green", "navy"))
    if odds(rng, 0.5):
        leaf = hatch(rng, 0.72, 1.5, 0.2, paint)
        wall = slab(rounded(1.3, 2.1, 0.02), 0.03)
        frame = slab(rounded(0.86, 1.64, 0.24), 0.12, rounded(0.72, 1.5, 0.2))
        return stand(
            [Part(s.join(wall, s.at(frame, s.move(y=-0.04))), *paint, smooth=False), *leaf]
        )
    radius = between(rng, 0.3, 0.42)
    coaming = s.lathe([(radius * 1.02, 0), (radius * 1.02, 0.25), (radius, 0.25), (radius, 0)])
    lid = s.lathe(
        [(0, 0), (radius * 1.12, 0), (radius * 1.12, 0.04), (radius * 0.6, 0.13), (0, 0.15)]
    )
    wheel = moved(
        hand_wheel(radius * 0.45, "red" if odds(rng, 0.5) else "black"), s.turn(-90, (1, 0, 0))
    )
    top = [Part(lid, *paint), *moved(wheel, s.move(z=0.27))]
    if odds(rng, 0.5):
        top = moved(top, s.turn(between(rng, 30, 110), (1, 0, 0), (0, radius * 1.15, 0)))
    deck = s.at(s.box(1.3, 1.3, 0.02), s.move(z=0))
    hinges = mirror(s.at(s.box(0.06, 0.12, 0.08), s.move(0.12, radius * 1.12, 0.25)))
    return stand([Part(s.join(coaming, deck, hinges), *paint), *moved(top, s.move(z=0.26))])


DESIGNS = {
    "pressure_chamber": (decompression_chamber, clear_chamber, autoclave, vault_door, ship_hatch)
}

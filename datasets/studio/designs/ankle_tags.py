"""Tags, bands and collars that are no restraint: offender tags, fitness bands, dog collars."""

from __future__ import annotations

import numpy as np

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs import _limb_forms as forms
from datasets.studio.designs._belts import frame_buckle, side_release_buckle
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bar,
    chance,
    dark,
    ground,
    hue,
    lie_flat,
    pick,
    wrist_strap,
)
from datasets.studio.designs._shock_parts import FACING, beside
from datasets.studio.designs._signs import TAG_WORDS, plate, sheet
from datasets.studio.parts import Material, Part, moved

GREY: Colour = (0.3, 0.3, 0.31)
UP = s.turn(-90, (1, 0, 0))  # what faced -y then faces up


def gps_tag(rng: np.random.Generator) -> list[Part]:
    """An offender tag alone, strap closed or cut open, at times with its charging lead."""
    radius = float(rng.uniform(0.048, 0.06))
    gap = float(pick(rng, (0.0, 0.0, rng.uniform(30, 110))))
    parts = _tag(rng, radius, gap)
    pose = pick(rng, (s.turn(0), UP, s.turn(-60, (1, 0, 0))))
    parts = ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ pose))
    return beside(rng, parts, _charger(rng), 0.02) if chance(rng, 0.35) else parts


def tag_on_ankle(rng: np.random.Generator) -> list[Part]:
    """An offender tag worn on the ankle of a plain form."""
    body, k = forms.leg(rng)
    parts = forms.leg_parts(rng, body, k)
    tag = _tag(rng, 0.0435 * k, 0.0)
    lean = s.turn(float(rng.uniform(-8, 8)), (1, 0, 0))
    way = s.turn(float(pick(rng, (0, 80, -80, rng.uniform(-110, 110)))))
    return ground([*parts, *moved(tag, s.move(0, 0.014 * k, 0.112 * k) @ lean @ way)])


def fitness_band(rng: np.random.Generator) -> list[Part]:
    """A band or watch with a display and a soft strap with holes, closed or laid out flat."""
    wide, colour = float(rng.uniform(0.014, 0.022)), hue(rng, 0.6)
    if chance(rng, 0.55):
        radius = float(rng.uniform(0.027, 0.034))
        strap = s.band(radius, 0.0022, wide, 0, 359.9)
        tail = s.band(radius + 0.0024, 0.002, 0.96 * wide, 60, 110)
        keeper = s.at(s.box(0.006, 0.007, wide + 0.004, 0.0012), s.move(0, radius + 0.0015))
        parts = [Part(s.join(strap, tail), "rubber", colour), Part(keeper, "rubber", colour)]
        parts += moved(_display(rng, wide), s.move(0, -radius))
        pose = pick(rng, (s.turn(0), UP, s.turn(-70, (1, 0, 0))))
        return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ pose))
    half = float(rng.uniform(0.085, 0.11))
    hole = s.at(s.cylinder(0.0014, 0.01, 12), FACING)
    holes = [s.at(hole, s.move(x)) for x in np.arange(0.45 * half, 0.92 * half, 0.007)]
    strap = s.cut(s.box(2 * half, 0.0024, wide, 0.0008), *holes)
    buckle = s.at(frame_buckle(0.012, wide + 0.004, 0.0011, 1), s.move(-half - 0.004))
    parts = [Part(strap, "rubber", colour), Part(buckle, "steel")]
    parts += _display(rng, wide)
    if chance(rng, 0.35):
        parts = moved(parts, s.turn(180, (0, 0, 1)))
    return lie_flat(parts)


def collar_with_studs(rng: np.random.Generator) -> list[Part]:
    """A dog-training collar buckled to a ring: box below, two studs inside, D-ring, sender."""
    radius, wide = float(rng.uniform(0.05, 0.085)), float(rng.uniform(0.018, 0.027))
    web, colour = _strap_look(rng)
    ring = s.band(radius, 0.003, wide, 0, 359.9)
    tail = s.band(radius + 0.0034, 0.003, wide, 95, 135)
    parts = [Part(s.join(ring, tail), web, colour)]
    spot = s.move(0, radius + 0.003)
    if chance(rng, 0.55):
        parts.append(Part(s.at(frame_buckle(0.018, wide + 0.008, 0.0018, 1), spot), "steel"))
    else:
        clip = s.at(side_release_buckle(wide), s.turn(180), spot)
        parts.append(Part(clip, "plastic", dark(rng)))
    loop = s.at(s.torus(0.009, 0.0017), s.turn(90, (0, 1, 0)), s.move(0, radius + 0.009))
    parts.append(Part(s.at(loop, s.turn(-40)), "chrome"))
    parts += moved(_dog_box(rng, wide), s.move(0, -radius - 0.0015))
    pose = pick(rng, (s.turn(0), s.turn(0), s.turn(-80, (1, 0, 0))))
    parts = ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ pose))
    return beside(rng, parts, _dog_sender(rng), 0.02) if chance(rng, 0.5) else parts


def collar_laid_out(rng: np.random.Generator) -> list[Part]:
    """A dog-training collar lying straight, its two studs up, holes and buckle at the ends."""
    long, wide = float(rng.uniform(0.3, 0.55)), float(rng.uniform(0.018, 0.027))
    web, colour = _strap_look(rng)
    hole = s.at(s.cylinder(0.0022, 0.012, 12), FACING)
    holes = [s.at(hole, s.move(x)) for x in 0.5 * long - np.arange(0.03, 0.17, 0.02)]
    strap = s.cut(s.box(long, 0.003, wide, 0.0008), *holes)
    buckle = s.at(frame_buckle(0.018, wide + 0.008, 0.0018, 1), s.move(-0.5 * long - 0.006))
    parts = [Part(strap, web, colour), Part(buckle, "steel")]
    box = moved(_dog_box(rng, wide), s.move(float(rng.uniform(-0.15, 0.1)) * long, 0.0015))
    parts += moved(box, s.turn(180))
    flat = ground(moved(lie_flat(parts), s.turn(float(rng.uniform(0, 360)))))
    return beside(rng, flat, _dog_sender(rng), 0.02) if chance(rng, 0.55) else flat


def _tag(rng: np.random.Generator, radius: float, gap: float) -> list[Part]:
    """Strap and sealed box of an offender tag, box to -y; `gap` degrees leave the strap open."""
    wide = float(rng.uniform(0.022, 0.034))
    colour = pick(rng, (dark(rng), dark(rng), GREY, (0.55, 0.55, 0.54)))
    strap = s.band(radius, 0.0032, wide, 90 + gap / 2, 449.9 - gap / 2)
    parts = [Part(strap, "rubber", colour if chance(rng, 0.5) else BLACK)]
    long, tall = float(rng.uniform(0.058, 0.085)), float(rng.uniform(0.042, 0.06))
    deep = float(rng.uniform(0.02, 0.03))
    body = s.at(bar(tall, deep, long, 0.008, 3.0), s.move(z=-long / 2), s.turn(90, (0, 1, 0)))
    seat = s.move(0, -radius - 0.3 * deep)
    parts.append(Part(s.at(body, seat), "matte_plastic", colour))
    lid = s.at(bar(0.74 * tall, deep, 0.8 * long, 0.006, 4.0), s.move(z=-0.4 * long))
    lid = s.at(lid, s.turn(90, (0, 1, 0)), s.move(y=-0.0016), seat)
    parts.append(Part(lid, "plastic", pick(rng, (colour, dark(rng)))))
    face = -radius - 0.8 * deep - 0.0016
    if chance(rng, 0.7):
        serial = sheet(plate(rng, TAG_WORDS), 0.5 * long)
        parts.append(serial.moved(s.move(0, face - 0.0008)))
    lamp = s.at(s.sphere(0.0018, 2), s.move(0.3 * long, face, 0.28 * tall))
    parts.append(Part(lamp, "plastic", pick(rng, ((0.05, 0.6, 0.08), (0.02, 0.1, 0.6)))))
    pads = [
        s.at(s.cylinder(0.0028, 0.0006, 16), FACING, s.move(x * 0.012, -radius + 0.2 * deep))
        for x in (-1.5, -0.5, 0.5, 1.5)
    ]
    parts.append(Part(s.join(*pads), "brass"))
    clasp = s.at(s.box(0.026, 0.009, wide + 0.005, 0.003), s.move(0, radius + 0.002))
    if gap == 0.0:
        parts.append(Part(clasp, "plastic", dark(rng)))
    return parts


def _charger(rng: np.random.Generator) -> list[Part]:
    """A mains plug with a coiled lead and a clip."""
    block = s.at(s.box(0.04, 0.055, 0.028, 0.004), s.move(z=0.014))
    pins = [
        s.at(s.cylinder(0.002, 0.018, 12), FACING, s.move(x, -0.036, 0.014))
        for x in (-0.0095, 0.0095)
    ]
    angle = np.linspace(0, 4 * np.pi, 60)
    coil = np.stack([0.04 * np.cos(angle), 0.09 + 0.035 * np.sin(angle), 0.004 + 0.0005 * angle], 1)
    path = np.concatenate([[(0, 0.026, 0.014), (0.02, 0.045, 0.006)], coil, [(0.08, 0.1, 0.004)]])
    wire = s.tube_along(s.spline(path, 140), 0.0018, 8)
    clip = s.at(s.box(0.03, 0.022, 0.012, 0.003), s.move(0.09, 0.1, 0.006))
    colour = pick(rng, (dark(rng), (0.7, 0.7, 0.68)))
    return [
        Part(s.join(block, clip), "plastic", colour),
        Part(s.join(*pins), "chrome"),
        Part(wire, "rubber", colour),
    ]


def _display(rng: np.random.Generator, wide: float) -> list[Part]:
    """The body of a band about the origin, its lit or dark display to -y."""
    deep = float(rng.uniform(0.009, 0.013))
    if chance(rng, 0.3):
        r = float(rng.uniform(0.017, 0.021))
        shape = [(0, -deep / 2), (0.9 * r, -deep / 2), (r, 0), (r, 0.3 * deep), (0.9 * r, deep / 2)]
        case = s.at(s.lathe([*shape, (0, deep / 2)], 40), FACING)
        glass = s.at(s.cylinder(0.82 * r, 0.001), FACING, s.move(y=-deep / 2 - 0.0002))
        crown = s.at(s.cylinder(0.003, 0.004, 16), s.turn(90, (0, 1, 0)), s.move(r + 0.001))
        metal: Material = pick(rng, ("steel", "plastic", "dark_steel"))
        return [Part(s.join(case, crown), metal), Part(glass, "screen")]
    long, tall = float(rng.uniform(0.034, 0.046)), max(wide * 1.12, 0.018)
    case = s.at(bar(tall, deep, long, 0.004, 3.4), s.move(z=-long / 2), s.turn(90, (0, 1, 0)))
    parts = [Part(case, "plastic", dark(rng))]
    face = -deep / 2 - 0.0003
    picture = s.at(s.label_panel(0.64 * tall, 0.74 * long), s.turn(90, (0, 1, 0)), s.move(y=face))
    if chance(rng, 0.6):
        parts.append(Part(picture, "screen", None, labels.screen_label(rng)))
    else:
        dull = s.at(s.box(0.74 * long, 0.0008, 0.64 * tall), s.move(y=face))
        parts.append(Part(dull, "screen"))
    sensor = s.at(s.cylinder(0.0045, 0.0012, 20), FACING, s.move(y=deep / 2 + 0.0003))
    return [*parts, Part(sensor, "screen", (0.02, 0.1, 0.03))]


def _strap_look(rng: np.random.Generator) -> tuple[Material, Colour]:
    web: Material = pick(rng, ("webbing", "rubber", "leather"))
    brown: Colour = (0.16, 0.07, 0.03)
    return web, brown if web == "leather" and chance(rng, 0.6) else hue(rng, 0.45)


def _dog_box(rng: np.random.Generator, strap: float) -> list[Part]:
    """A small smooth receiver on the plane y = 0 with two screwed studs that stand out to +y."""
    long, tall = float(rng.uniform(0.045, 0.065)), float(rng.uniform(0.03, 0.04))
    deep = float(rng.uniform(0.018, 0.026))
    colour = hue(rng, 0.7)
    body = s.at(bar(max(tall, strap + 0.006), deep, long, 0.006, 3.0), s.move(z=-long / 2))
    body = s.at(body, s.turn(90, (0, 1, 0)), s.move(y=-deep / 2 + 0.004))
    parts = [Part(body, "matte_plastic", colour)]
    apart, reach = float(rng.uniform(0.028, 0.036)), float(rng.uniform(0.012, 0.019))
    profile = [(0, 0), (0.0045, 0), (0.0045, 0.003), (0.0028, 0.004), (0.0028, reach - 0.002)]
    stud = s.at(s.lathe([*profile, (0.0018, reach), (0, reach)], 20), s.turn(-90, (1, 0, 0)))
    studs = [s.at(stud, s.move(x * apart / 2, 0.003)) for x in (-1, 1)]
    parts.append(Part(s.join(*studs), "steel"))
    key = s.at(s.cylinder(0.0045, 0.003, 20), FACING, s.move(0.22 * long, 0.0035 - deep))
    parts.append(Part(key, "rubber", pick(rng, ((0.5, 0.02, 0.02), GREY, (0.7, 0.3, 0.02)))))
    lamp = s.at(s.sphere(0.002, 2), s.move(-0.1 * long, 0.004 - deep))
    parts.append(Part(lamp, "plastic", (0.05, 0.6, 0.08)))
    return parts


def _dog_sender(rng: np.random.Generator) -> list[Part]:
    """A hand sender with a small display, level keys, stub aerial and lanyard."""
    wide, long, thick = (
        float(rng.uniform(*r)) for r in ((0.04, 0.05), (0.09, 0.12), (0.018, 0.024))
    )
    parts = [Part(bar(wide, thick, long, 0.006, 3.6), "plastic", hue(rng, 0.55))]
    face = -thick / 2
    panel = s.at(s.box(0.62 * wide, 0.0016, 0.24 * long, 0.0006), s.move(0, face, 0.72 * long))
    parts.append(Part(panel, "screen", pick(rng, ((0.2, 0.26, 0.14), BLACK, (0.1, 0.2, 0.35)))))
    keys = [
        s.at(s.cylinder(0.0055, 0.003, 20), FACING, s.move(x * wide, face, z * long))
        for x in (-0.22, 0.22)
        for z in (0.2, 0.42)
    ]
    parts.append(Part(s.join(*keys), "rubber", pick(rng, (GREY, (0.6, 0.25, 0.02), BLACK))))
    stub = s.lathe([(0, 0), (0.0055, 0), (0.0045, 0.03), (0, 0.032)], 18)
    parts.append(Part(s.at(stub, s.move(0.3 * wide, 0, long - 0.002)), "rubber", BLACK))
    if chance(rng, 0.6):
        parts.append(wrist_strap(rng, (0, 0, 0.002), 0.1))
    return lie_flat(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "ankle_tag": (gps_tag, tag_on_ankle, fitness_band, collar_with_studs, collar_laid_out),
}

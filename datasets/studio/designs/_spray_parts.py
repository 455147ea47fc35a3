"""The pieces irritant sprays are put together from: can, caps, heads, case."""

from __future__ import annotations

import numpy as np

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Colour, bar, blob, chance, hue, pick, slab, turned
from datasets.studio.parts import Material, Part, moved


def can(rng: np.random.Generator, radius: float, height: float, printed: bool = True) -> list[Part]:
    """A printed pressure can standing on z = 0; its neck ends at `height`, its front faces -y."""
    r, h = radius, height
    shoulder = min(0.5 * r, 0.012)
    metal: Material = pick(rng, ("aluminium", "painted_metal"))
    base = hue(rng, 0.6)
    body = [(0.82 * r, 0), (r, 0.0015), (r, 0.004), (0.985 * r, 0.005), (0.985 * r, h - shoulder)]
    neck = [
        (r, h - shoulder + 0.001),
        (0.8 * r, h - 0.4 * shoulder),
        (0.62 * r, h - 0.1 * shoulder),
    ]
    parts = [turned([*body, *neck, (0.6 * r, h)], metal, base if metal != "aluminium" else None)]
    if printed:
        low, high = 0.006, h - shoulder - 0.001
        picture = labels.pepper_label(rng)
        if chance(rng, 0.5):  # printed all round: the front shows from both sides
            picture = np.concatenate([picture[:, 120:392], picture[:, 120:392]], axis=1)
        turn = float(rng.uniform(-20, 20)) - 270
        sheet = s.label_wrap(0.99 * r, high - low, turn, turn + 360)
        sheet = s.at(sheet, s.move(z=(low + high) / 2))
        parts.append(Part(sheet, "paper", None, picture))
    return parts


def flip_cap(rng: np.random.Generator, r: float, h: float) -> list[Part]:
    """A cap as wide as the can, cut away at the front for the jet, a lid hinged on its top."""
    colour = hue(rng, 0.75)
    tall = float(rng.uniform(1.0, 1.5)) * r
    low = h - 0.35 * r
    skirt = [(1.03 * r, low), (1.03 * r, low + tall), (0.93 * r, low + tall + 0.12 * r)]
    cap = s.lathe([(0, low), *skirt, (0, low + tall + 0.12 * r)], 40)
    window = s.at(s.box(0.9 * r, 1.2 * r, 0.55 * tall), s.move(0, -0.75 * r, low + 0.72 * tall))
    parts = [Part(s.cut(cap, window), "plastic", colour)]
    nozzle = s.at(s.cylinder(0.2 * r, 0.3 * r), s.turn(90, (1, 0, 0)))
    parts.append(
        Part(s.at(nozzle, s.move(0, -0.25 * r, low + 0.6 * tall)), "plastic", (0.7, 0.7, 0.7))
    )
    lid_colour = pick(rng, ((0.65, 0.02, 0.02), colour, (0.8, 0.2, 0.01), colour))
    key = [(0, 0.9 * r, 1.5 * r, 0, 0), (0.1 * r, 1.0 * r, 1.75 * r, 0, 0)]
    lid = blob([*key, (0.25 * r, 0.85 * r, 1.5 * r, 0, 0)], 4.0, 20)
    open_by = pick(rng, (0.0, 0.0, float(rng.uniform(20, 70))))
    lift = s.turn(-open_by, (1, 0, 0), (0, 0.8 * r, 0))
    parts.append(
        Part(s.at(lid, lift, s.move(0, -0.1 * r, low + tall + 0.1 * r)), "plastic", lid_colour)
    )
    return parts


def trigger_head(rng: np.random.Generator, r: float, h: float) -> list[Part]:
    """A moulded head with a forward nozzle and a curved trigger; the jet leaves to +x."""
    colour = pick(rng, (BLACK, BLACK, hue(rng, 0.3)))
    head = [(-0.95, -0.25), (0.95, -0.25), (0.95, 0.5), (1.25, 0.75), (1.3, 1.35), (0.6, 1.6)]
    head += [(-0.5, 1.75), (-1.05, 1.3)]
    outline = np.array(head) * r + (0, h)
    parts = [turned([(1.02 * r, h - 0.35 * r), (1.02 * r, h + 0.25 * r)], "plastic", colour)]
    parts.append(Part(slab(outline, 1.25 * r, 0.18 * r), "plastic", colour))
    nozzle = s.at(
        s.cylinder(0.25 * r, 0.3 * r), s.turn(90, (0, 1, 0)), s.move(1.32 * r, 0, h + 1.1 * r)
    )
    parts.append(Part(nozzle, "plastic", pick(rng, ((0.7, 0.7, 0.7), (0.65, 0.03, 0.02)))))
    path = np.array([(1.15, 0, 0.85), (1.45, 0, 0.35), (1.4, 0, -0.3), (1.75, 0, -0.9)]) * r
    trigger = s.strap_along(s.spline(path, 30), 0.7 * r, 0.22 * r, up=(0, 1, 0))
    red: Colour = pick(rng, ((0.65, 0.03, 0.02), colour, (0.8, 0.22, 0.01)))
    parts.append(Part(s.at(trigger, s.move(z=h)), "plastic", red))
    return moved(parts, s.turn(float(rng.uniform(-90, 20))))


def looped_handle(rng: np.random.Generator, r: float, h: float, size: float) -> list[Part]:
    """A head with a finger loop behind, a thumb trigger on top and a bright safety wedge."""
    colour = pick(rng, (BLACK, BLACK, hue(rng, 0.3)))
    k = 0.027 * size
    parts = [
        turned(
            [(0.8 * r, h - 0.006), (0.8 * r, h + 0.008), (0.5 * r, h + 0.012)], "plastic", colour
        )
    ]
    head = np.array([(-0.5, 0.2), (0.55, 0.2), (0.7, 0.6), (0.85, 1.0), (0.8, 1.45), (-0.6, 1.6)])
    parts.append(Part(slab(head * k + (0, h), 0.85 * k, 0.08 * k), "plastic", colour))
    loop = [(-0.5, 0, 1.4), (-1.2, 0, 1.55), (-1.6, 0, 0.8), (-1.45, 0, -0.4), (-0.95, 0, -0.8)]
    path = s.spline(np.array(loop) * k, 50)
    bow = s.strap_along(path, 0.6 * k, 0.22 * k, up=(0, 1, 0))
    parts.append(Part(s.at(bow, s.move(z=h)), "plastic", colour))
    thumb = s.spline(
        np.array([(0.5, 0, 1.6), (-0.2, 0, 2.0), (-0.8, 0, 1.75), (-1.3, 0, 2.0)]) * k, 40
    )
    lever = s.strap_along(thumb, 0.65 * k, 0.2 * k, up=(0, 1, 0))
    parts.append(Part(s.at(lever, s.move(z=h)), "plastic", colour))
    wedge = pick(rng, ((0.8, 0.16, 0.01), (0.8, 0.55, 0.02), (0.65, 0.02, 0.02), (0.9, 0.9, 0.9)))
    tab = s.at(s.box(0.7 * k, 0.72 * k, 0.22 * k, 0.05 * k), s.move(-0.55 * k, 0, h + 1.68 * k))
    parts.append(Part(tab, "plastic", wedge))
    nozzle = s.at(
        s.cylinder(0.2 * k, 0.25 * k), s.turn(90, (0, 1, 0)), s.move(0.87 * k, 0, h + 1.2 * k)
    )
    parts.append(Part(nozzle, "plastic", (0.5, 0.5, 0.5)))
    return moved(parts, s.turn(float(rng.uniform(-100, 100))))


def leather_case(r: float, h: float, colour: Colour) -> list[Part]:
    """A leatherette sleeve with stitches and a press stud round a small can."""
    sleeve = s.at(bar(2.5 * r, 2.3 * r, 0.78 * h, 0.001, 2.3), s.move(z=0.01))
    flap = s.at(s.box(0.006, 0.002, 0.7 * h, 0.0009), s.move(-1.3 * r - 0.003, 0, 0.45 * h))
    stud = s.at(s.sphere(0.0045, 2), s.scale(1, 0.4, 1), s.move(0, -1.17 * r, 0.5 * h))
    strap = s.band(1.3 * r, 0.0016, 0.012, -200, 20)
    strap = s.at(strap, s.move(z=0.5 * h))
    return [
        Part(sleeve, "leather", colour),
        Part(flap, "leather", colour),
        Part(strap, "leather", colour),
        Part(stud, "steel"),
    ]

"""Mountable sprayers and foggers for irritants: bolt-on skids, thermal foggers on tripods."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Design, chance, ground, lie_flat, pick, turned
from datasets.studio.designs._furniture import between, pipe, rod, tone
from datasets.studio.designs._gun_parts import LEVEL
from datasets.studio.designs._launch_parts import pistol_grip
from datasets.studio.designs._mounts import block, hose, reel, tripod
from datasets.studio.designs._pumps import pump
from datasets.studio.parts import Part, moved


def skid_sprayer(rng: np.random.Generator) -> list[Part]:
    """A tube frame to bolt on a vehicle: irritant tank, motor pump, hose reel, spray gun."""
    wide, deep, high = between(rng, 1.0, 1.35), between(rng, 0.6, 0.75), between(rng, 0.65, 0.85)
    paint = tone(rng, "black", "charcoal", "olive", "navy", "grey")
    frame = [
        rod((-wide / 2, y, z), (wide / 2, y, z), 0.022)
        for y in (-deep / 2, deep / 2)
        for z in (0.03, high)
    ]
    frame += [
        rod((x, y, 0.03), (x, y, high), 0.022)
        for x in (-wide / 2, wide / 2)
        for y in (-deep / 2, deep / 2)
    ]
    frame += [
        rod((x, -deep / 2, z), (x, deep / 2, z), 0.022)
        for x in (-wide / 2, wide / 2)
        for z in (0.03, high)
    ]
    floor = block((-wide / 2, -deep / 2, 0.04), (wide / 2, deep / 2, 0.06))
    parts = [Part(s.join(floor, *frame), "painted_metal", paint)]
    mark = ink.agent(rng)
    tank = s.at(
        s.box(0.45 * wide, 0.86 * deep, 0.78 * high, 0.05),
        s.move(-0.24 * wide, 0, 0.06 + 0.39 * high),
    )
    parts.append(Part(tank, "plastic", tone(rng, "white", "light", "cream", "charcoal", "grey")))
    lid = s.at(s.cylinder(0.09, 0.05), s.move(-0.3 * wide, 0, 0.07 + 0.78 * high))
    parts.append(Part(lid, "plastic", BLACK))
    label = ink.warning(rng, ink.irritant_words(rng, mark)[:2], 1.4, 1.0)
    for side, spin in ((-1, 0.0), (1, 180.0)):
        parts.append(
            ink.facing(
                label, 0.34 * wide, (-0.24 * wide, side * (0.43 * deep + 0.002), 0.42 * high), spin
            )
        )
    end = (-0.465 * wide - 0.002, 0.0, 0.42 * high)
    parts.append(ink.facing(label, 0.6 * deep, end, 270.0))
    parts += moved(pump(rng, 0.34), s.move(0.28 * wide, 0.12, 0.06))
    wound, drum = reel(0.17, 0.24, 0.012)
    place = s.move(0.27 * wide, -0.1, high - 0.14)
    parts += [
        Part(s.at(wound, place), "rubber", BLACK),
        Part(s.at(drum, place), "painted_metal", tone(rng, "red", "grey", "black")),
    ]
    parts.append(
        hose([(-0.03 * wide, 0, 0.2), (0.08 * wide, 0.05, 0.16), (0.2 * wide, 0.12, 0.2)], 0.02)
    )
    parts += moved(_spray_gun(rng), s.move(0.1 * wide, -deep / 2 - 0.16, 0.02))
    line = [
        (0.27 * wide, -0.24, high - 0.14),
        (0.3 * wide, -deep / 2 - 0.1, 0.3),
        (0.2 * wide, -deep / 2 - 0.2, 0.02),
    ]
    parts.append(hose([*line, (-0.1 * wide, -deep / 2 - 0.2, 0.02)], 0.012))
    return ground(moved(parts, s.turn(between(rng, -40, 40))))


def pepper_fogger(rng: np.random.Generator) -> list[Part]:
    """A fogger: long tube in a pierced guard, fuel and irritant tanks; on a tripod or a bracket."""
    parts = _fogger(rng)
    if chance(rng, 0.6):
        height = between(rng, 0.6, 0.9)
        body = moved(parts, s.move(z=height + 0.06) @ s.turn(-between(rng, 2, 15), (0, 1, 0)))
        stand = tripod(rng, height, between(rng, 0.35, 0.48), tone(rng, "black", "grey", "olive"))
        return ground(moved(body + stand, s.turn(-90 + between(rng, -60, 60))))
    return ground(moved(parts, s.turn(between(rng, -60, 60))))


def _spray_gun(rng: np.random.Generator) -> list[Part]:
    """A spray lance with grip lying on the ground along x."""
    lance = turned(
        [(0.012, 0), (0.012, 0.5), (0.02, 0.51), (0.022, 0.56), (0.012, 0.56)], "dark_steel", BLACK
    )
    parts = [lance.moved(LEVEL), pistol_grip(0.06, -0.004, "matte_plastic", BLACK)]
    ring = s.at(s.cylinder(0.023, 0.02), LEVEL, s.move(0.53))
    return lie_flat([*parts, Part(ring, "brass")])


def _fogger(rng: np.random.Generator) -> list[Part]:
    """A thermal fogger along x, mouth to +x, its grip and tanks about the origin."""
    long, r = between(rng, 0.75, 1.1), between(rng, 0.035, 0.045)
    line = [
        (0.5 * r, -0.1),
        (0.5 * r, long),
        (0.95 * r, long + 0.02),
        (1.0 * r, long + 0.08),
        (0.85 * r, long + 0.08),
        (0.4 * r, long),
    ]
    parts = [turned(line, "steel").moved(LEVEL)]
    guard = s.lathe([(1.25 * r, 0.16), (1.25 * r, 0.86 * long)], 36)
    holes = [
        s.at(s.sphere(0.14 * r, 1), s.move(1.26 * r, 0, z), s.turn(30 * i + 15 * (j % 2)))
        for j, z in enumerate(np.linspace(0.2, 0.82 * long, 9))
        for i in range(12)
    ]
    rims = [s.at(s.torus(1.27 * r, 0.05 * r), s.move(z=z)) for z in (0.16, 0.5 * long, 0.86 * long)]
    parts.append(Part(s.at(s.join(guard, *rims), LEVEL), "steel"))
    parts.append(Part(s.at(s.join(*holes), LEVEL), "rubber", BLACK))
    shell = block((-0.28, -1.9 * r, -1.6 * r), (0.14, 1.9 * r, 1.9 * r), 0.012)
    parts.append(
        Part(
            shell,
            "painted_metal",
            tone(rng, "red", "yellow", "black", "olive", "grey"),
            smooth=False,
        )
    )
    mark = ink.agent(rng)
    tank = s.at(s.box(0.3, 0.16, 0.17, 0.025), s.move(0.05, 0, -1.6 * r - 0.085))
    parts.append(Part(tank, "plastic", tone(rng, "white", "light", "charcoal")))
    label = ink.warning(rng, ink.irritant_words(rng, mark)[:2], 2.0, 1.0)
    title = ink.panel(
        (pick(rng, ("PEPPER FOG", "RIOT FOGGER", "CS FOGGER")), mark),
        *pick(rng, ink.GROUNDS),
        ratio=3.0,
    )
    for side, spin in ((-1, 0.0), (1, 180.0)):
        parts.append(ink.facing(label, 0.25, (0.05, side * 0.0815, -1.6 * r - 0.085), spin))
        parts.append(ink.facing(title, 0.3, (-0.07, side * (1.9 * r + 0.002), 0.1 * r), spin))
    cap = s.at(s.cylinder(0.028, 0.03), s.move(0.17, 0, -1.6 * r + 0.012))
    bow = [(-0.24, 0, 1.8 * r), (-0.2, 0, 3.6 * r), (0.04, 0, 3.6 * r), (0.1, 0, 1.8 * r)]
    parts += [Part(cap, "plastic", BLACK), Part(pipe(bow, 0.012, 0.03), "rubber", BLACK)]
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {"wide_area_sprayer": (skid_sprayer, pepper_fogger)}

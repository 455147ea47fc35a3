"""Tanks and motor pumps of sprayers, water cannons and their look-alikes. Owns no class."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, pick, turned
from datasets.studio.designs._furniture import pipe, tone
from datasets.studio.designs._gun_parts import LEVEL
from datasets.studio.designs._mounts import block
from datasets.studio.designs._pressure import dial
from datasets.studio.labels import Label
from datasets.studio.parts import Part, moved


def barrel_tank(rng: np.random.Generator, r: float, long: float) -> list[Part]:
    """A lying tank along x on two saddles, with a filler lid."""
    end = [(0.6 * r, -long / 2), (0.93 * r, -long / 2 + 0.06), (r, -long / 2 + 0.14)]
    line = [*end, *[(a, -b) for a, b in reversed(end)]]
    shade = tone(rng, "grey", "white", "navy", "olive", "charcoal", "light")
    parts = [turned(line, "painted_metal", shade).moved(s.turn(90, (0, 1, 0)))]
    saddles = [
        block((x - 0.04, -0.8 * r, -r - 0.06), (x + 0.04, 0.8 * r, -0.6 * r))
        for x in (-0.3 * long, 0.3 * long)
    ]
    parts.append(Part(s.join(*saddles), "painted_metal", BLACK, smooth=False))
    lid = s.at(s.cylinder(0.14, 0.08), s.move(0.12 * long, 0, r + 0.01))
    parts.append(Part(lid, "steel"))
    return parts


def pump(rng: np.random.Generator, k: float) -> list[Part]:
    """A motor pump about k metres wide standing on z = 0: engine, starter, volute, gauge."""
    body = block((-0.5 * k, -0.28 * k, 0.06 * k), (0.1 * k, 0.28 * k, 0.62 * k), 0.01)
    fins = [
        block((-0.46 * k, -0.31 * k, z * k), (0.06 * k, 0.31 * k, (z + 0.025) * k))
        for z in np.linspace(0.15, 0.5, 7)
    ]
    parts = [Part(body, "painted_metal", tone(rng, "red", "yellow", "black", "grey"), smooth=False)]
    parts.append(Part(s.join(*fins), "aluminium", smooth=False))
    fuel = s.at(s.box(0.5 * k, 0.5 * k, 0.2 * k, 0.04 * k), s.move(-0.2 * k, 0, 0.74 * k))
    parts.append(Part(fuel, "plastic", tone(rng, "black", "red", "white")))
    volute = s.at(s.torus(0.17 * k, 0.1 * k), s.turn(90, (0, 1, 0)), s.move(0.24 * k, 0, 0.34 * k))
    axle = s.at(s.cylinder(0.2 * k, 0.24 * k), LEVEL, s.move(0.2 * k, 0, 0.34 * k))
    out = pipe(
        [(0.24 * k, 0, 0.44 * k), (0.24 * k, 0, 0.7 * k), (0.24 * k, -0.2 * k, 0.8 * k)],
        0.06 * k,
        0.05,
    )
    parts.append(Part(s.join(volute, axle, out), "aluminium"))
    parts += moved(dial(0.09 * k), s.move(0.24 * k, -0.3 * k, 0.8 * k))
    feet = [block((x * k, -0.3 * k, 0), ((x + 0.08) * k, 0.3 * k, 0.06 * k)) for x in (-0.45, 0.2)]
    parts.append(Part(s.join(*feet), "rubber", BLACK))
    return parts


def dosing_tank(rng: np.random.Generator, r: float, mark: str) -> tuple[list[Part], float]:
    """A small drum for the irritant with its label; and its height."""
    h = 3.2 * r
    line = [
        (0.96 * r, 0),
        (r, 0.01),
        (r, 0.3 * h),
        (1.03 * r, 0.32 * h),
        (r, 0.34 * h),
        (r, 0.97 * h),
        (0.9 * r, h),
    ]
    shade = tone(rng, "blue", "white", "black", "yellow", "red", "grey")
    parts = [turned(line, "plastic", shade)]
    label = ink.wrap(ink.irritant_words(rng, mark), *pick(rng, ink.GROUNDS), ratio=4.0)
    parts.append(ink.around(label, 1.005 * r, 0.42 * h, 0.62 * h))
    cap = s.at(s.cylinder(0.3 * r, 0.05), s.move(0.3 * r, 0, h + 0.015))
    return [*parts, Part(cap, "plastic", BLACK)], h


def tank_print(label: Label, r: float, wide: float) -> list[Part]:
    """A label on both sides of a tank of radius r that lies along x, curved as its wall is."""
    half = np.degrees(0.5 * wide * label.shape[0] / label.shape[1] / r)
    sheet = s.at(s.label_wrap(r, wide, -90 - half, -90 + half, 0.002), LEVEL)
    picture = np.ascontiguousarray(np.rot90(label))
    return [Part(s.at(sheet, s.turn(turn)), "paper", None, picture) for turn in (0, 180)]

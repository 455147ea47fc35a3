"""Paper cutters, stack cutters, log splitters: the other machines called guillotines."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    beam,
    between,
    mirror,
    odds,
    pipe,
    rod,
    slab,
    stand,
    tone,
)
from datasets.studio.parts import Part


def lever_cutter(rng: np.random.Generator) -> list[Part]:
    """The desk cutter: ruled board, long curved blade on a lever arm, up or down."""
    wide, deep = between(rng, 0.26, 0.42), between(rng, 0.33, 0.5)
    board = s.at(s.box(wide, deep, 0.022, 0.005), s.move(z=0.02))
    lines = [
        s.at(s.box(0.0012, deep * 0.96, 0.0006), s.move(x, 0, 0.0315))
        for x in np.arange(-wide / 2 + 0.02, wide / 2 - 0.02, 0.02)
    ]
    lines += [
        s.at(s.box(wide * 0.96, 0.0012, 0.0006), s.move(0, y, 0.0315))
        for y in np.arange(-deep / 2 + 0.02, deep / 2, 0.02)
    ]
    rule = s.at(s.box(wide, 0.025, 0.008), s.move(y=deep / 2 - 0.015, z=0.036))
    angle = between(rng, 0, 55)
    x, pivot = wide / 2 + 0.006, (0, deep / 2 - 0.02, 0.04)
    shape = [
        (0, 0),
        (-deep * 0.5, -0.015),
        (-deep - 0.02, -0.005),
        (-deep - 0.02, 0.02),
        (0, 0.035),
    ]
    blade = s.at(slab(shape, 0.004), s.turn(90), s.move(x, pivot[1], 0.032))
    back = beam((x + 0.008, pivot[1], 0.06), (x + 0.008, -deep / 2 - 0.03, 0.05), 0.014, 0.022)
    grip = rod((x + 0.008, -deep / 2 - 0.02, 0.05), (x + 0.008, -deep / 2 - 0.17, 0.05), 0.014)
    lift = s.turn(-angle, (1, 0, 0), pivot)
    guard = s.at(s.box(0.004, deep * 0.9, 0.05), s.move(x - 0.03, 0, 0.06))
    wood = odds(rng, 0.35)
    parts = [
        Part(
            board,
            "wood" if wood else "painted_metal",
            tone(rng, "oak", "pine")
            if wood
            else tone(rng, "light", "green", "grey", "cream", "blue"),
            smooth=False,
        ),
        Part(s.join(*lines), "plastic", tone(rng, "white", "black")),
        Part(rule, "aluminium", smooth=False),
        Part(s.at(blade, lift), "steel", smooth=False),
        Part(s.at(back, lift), "painted_metal", tone(rng, "black", "grey", "green", "red")),
        Part(s.at(grip, lift), "plastic", tone(rng, "black", "red", "blue")),
    ]
    if odds(rng, 0.4):
        parts.append(Part(guard, "glass", smooth=False))
    return stand(parts)


def rotary_trimmer(rng: np.random.Generator) -> list[Part]:
    """The trimmer whose round blade runs on a rail."""
    long, deep = between(rng, 0.38, 0.95), between(rng, 0.18, 0.36)
    board = s.at(s.box(long, deep, 0.02, 0.006), s.move(z=0.012))
    ends = [
        s.at(s.box(0.03, 0.06, 0.06, 0.01), s.move(x, -deep / 2 + 0.02, 0.04))
        for x in (-long / 2, long / 2)
    ]
    rail = rod((-long / 2, -deep / 2 + 0.02, 0.055), (long / 2, -deep / 2 + 0.02, 0.055), 0.008)
    strip = s.at(s.box(long, 0.03, 0.003), s.move(y=-deep / 2 + 0.045, z=0.028))
    x = between(rng, -0.35, 0.35) * long
    head = s.at(s.box(0.07, 0.05, 0.045, 0.014), s.move(x, -deep / 2 + 0.02, 0.065))
    disc = s.at(
        s.cylinder(0.025, 0.004), s.turn(90, (1, 0, 0)), s.move(x, -deep / 2 - 0.006, 0.045)
    )
    lines = [
        s.at(s.box(long * 0.95, 0.0012, 0.0006), s.move(y=y, z=0.0224))
        for y in np.arange(-deep / 2 + 0.07, deep / 2, 0.02)
    ]
    return stand(
        [
            Part(
                board,
                "plastic" if odds(rng, 0.5) else "painted_metal",
                tone(rng, "grey", "light", "blue", "black"),
                smooth=False,
            ),
            Part(s.join(*ends, head), "plastic", tone(rng, "black", "blue", "red", "charcoal")),
            Part(s.join(rail, disc), "chrome"),
            Part(strip, "glass", smooth=False),
            Part(s.join(*lines), "plastic", tone(rng, "white", "black")),
        ]
    )


def stack_cutter(rng: np.random.Generator) -> list[Part]:
    """The heavy stack cutter: yoke over a table, broad straight blade, clamp wheel, long lever."""
    wide, deep = between(rng, 0.38, 0.55), between(rng, 0.4, 0.6)
    table = s.at(s.box(wide + 0.1, deep, 0.05, 0.006), s.move(z=0.06))
    posts = mirror(s.at(s.box(0.06, 0.09, 0.3, 0.008), s.move(wide / 2 + 0.03, 0, 0.2)))
    head = s.at(s.box(wide + 0.14, 0.11, 0.08, 0.01), s.move(z=0.37))
    feet = mirror(s.at(s.box(0.06, deep * 0.9, 0.04, 0.006), s.move(wide / 2, 0, 0.02)))
    up = between(rng, 0.0, 0.1)
    blade = s.at(
        slab([(-wide / 2, 0), (wide / 2, 0), (wide / 2, 0.08), (-wide / 2, 0.08)], 0.01),
        s.move(y=-0.03, z=0.14 + up),
    )
    clamp = s.at(s.box(wide * 0.9, 0.03, 0.03), s.move(y=0.025, z=0.15))
    screw = rod((0, 0.025, 0.16), (0, 0.025, 0.5), 0.012)
    wheel = s.at(
        s.join(
            s.torus(0.08, 0.009),
            rod((-0.08, 0, 0), (0.08, 0, 0), 0.007),
            rod((0, -0.08, 0), (0, 0.08, 0), 0.007),
        ),
        s.move(y=0.025, z=0.5),
    )
    x, reach = wide / 2 + 0.1, between(rng, 0.4, 0.6)
    swing = s.turn(-between(rng, 0, 75), (1, 0, 0), (x, 0, 0.36))
    lever = s.at(rod((x, 0, 0.36), (x, -reach, 0.36), 0.013), swing)
    grip = s.at(rod((x, -reach + 0.14, 0.36), (x, -reach, 0.36), 0.02), swing)
    paper = s.at(s.box(wide * 0.6, 0.3, 0.04), s.move(y=0.0, z=0.105))
    parts = [
        Part(
            s.join(table, posts, head, feet),
            "painted_metal",
            tone(rng, "grey", "green", "light", "blue", "black"),
            smooth=False,
        ),
        Part(blade, "steel", smooth=False),
        Part(s.join(clamp, screw, wheel), "chrome"),
        Part(lever, "steel"),
        Part(grip, "plastic", tone(rng, "red", "black")),
    ]
    return stand([*parts, Part(paper, "paper", smooth=False)] if odds(rng, 0.5) else parts)


def log_splitter(rng: np.random.Generator) -> list[Part]:
    """The upright or lying hydraulic splitter: beam, wedge, cylinder, motor, two wheels, a log."""
    long = between(rng, 0.95, 1.4)
    spine = s.join(
        s.at(s.box(0.12, long, 0.012), s.move(z=0.36)),
        s.at(s.box(0.012, long, 0.12), s.move(z=0.3)),
        s.at(s.box(0.12, long, 0.012), s.move(z=0.24)),
    )
    edge = np.array(
        [
            (x, y, z)
            for z in (0.37, 0.58)
            for x, y in ((-0.05, -long / 2), (0.05, -long / 2), (0.0, -long / 2 + 0.2))
        ]
    )
    wedge = trimesh.convex.convex_hull(edge)
    ram = s.join(
        rod((0, long / 2, 0.45), (0, long / 2 - 0.45, 0.45), 0.055),
        rod((0, long / 2 - 0.45, 0.45), (0, long / 2 - 0.6, 0.45), 0.025),
    )
    push = s.at(s.box(0.16, 0.04, 0.2, 0.005), s.move(y=long / 2 - 0.6, z=0.47))
    motor = s.join(
        rod((0, long / 2 - 0.3, 0.17), (0, long / 2, 0.17), 0.09),
        s.at(s.box(0.2, 0.16, 0.14, 0.02), s.move(0.1, long / 2 - 0.2, 0.18)),
    )
    legs = s.join(
        beam((-0.2, -long / 2 + 0.1, 0), (0, -long / 2 + 0.1, 0.3), 0.04, 0.04),
        beam((0.2, -long / 2 + 0.1, 0), (0, -long / 2 + 0.1, 0.3), 0.04, 0.04),
    )
    tyre = s.lathe([(0, -0.03), (0.12, -0.03), (0.13, 0), (0.12, 0.03), (0, 0.03)])
    wheels = mirror(s.at(tyre, s.turn(90, (0, 1, 0)), s.move(0.22, long / 2 - 0.12, 0.13)))
    axle = rod((-0.22, long / 2 - 0.12, 0.13), (0.22, long / 2 - 0.12, 0.13), 0.02)
    lever = pipe(
        [(0.02, long / 2 - 0.1, 0.48), (0.18, long / 2 - 0.1, 0.6), (0.18, long / 2 - 0.2, 0.72)],
        0.01,
    )
    log = rod((0, -long / 2 + 0.2, 0.47), (0, long / 2 - 0.63, 0.47), between(rng, 0.08, 0.11), 24)
    paint = tone(rng, "red", "green", "orange", "yellow", "blue")
    parts = [
        Part(s.join(spine, push, legs), "painted_metal", paint, smooth=False),
        Part(wedge, "steel", smooth=False),
        Part(ram, "painted_metal", paint),
        Part(s.join(motor, lever, axle), "dark_steel"),
        Part(wheels, "rubber"),
    ]
    return stand(
        [*parts, Part(log, "wood", tone(rng, "brown", "pine"))] if odds(rng, 0.7) else parts
    )


DESIGNS = {"paper_cutter": (lever_cutter, rotary_trimmer, stack_cutter, log_splitter)}

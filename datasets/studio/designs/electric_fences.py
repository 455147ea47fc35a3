"""Electric fences: posts with wire, tape or net, warning signs, and the hand reel."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._fence_parts import hung_sign, insulator, rods, sagging
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    dark,
    ground,
    pick,
    timber,
)
from datasets.studio.designs._furniture import TONES, cable, pipe, rod
from datasets.studio.designs._signs import FENCE_WORDS
from datasets.studio.designs.energisers import CASES, energiser_box
from datasets.studio.parts import Material, Part, moved

Places = NDArray[np.floating]  # (N,) or (N, 3) metres

TAPES: tuple[Colour, ...] = (
    (0.75, 0.74, 0.7),
    (0.7, 0.22, 0.02),
    (0.72, 0.6, 0.05),
    (0.1, 0.3, 0.1),
)


def wire_fence(rng: np.random.Generator) -> list[Part]:
    """A stretch of fence: posts, insulators, two to four wires or tapes, a yellow warning sign."""
    count, gap = int(rng.integers(3, 6)), float(rng.uniform(0.7, 1.1))
    tall, wooden = float(rng.uniform(0.85, 1.3)), chance(rng, 0.45)
    x = (np.arange(count) - (count - 1) / 2) * gap
    levels = np.linspace(0.35, 0.92, int(rng.integers(2, 5))) * tall
    tape = chance(rng, 0.35)
    parts, y = [], -0.045 if wooden else -0.012
    if wooden:
        posts = [s.at(s.cylinder(0.035, tall, 18), s.move(float(v), 0, tall / 2)) for v in x]
        parts.append(Part(s.join(*posts), "wood", timber(rng)))
        knob = s.at(insulator(0.014, 0.03, 2), s.turn(90, (1, 0, 0)))
        pegs = [s.at(knob, s.move(float(v), -0.03, float(z))) for v in x for z in levels]
        parts.append(Part(s.join(*pegs), "plastic", pick(rng, (BLACK, (0.72, 0.6, 0.05)))))
    else:
        posts = [s.at(_step_in(tall, levels), s.move(float(v))) for v in x]
        parts.append(
            Part(s.join(*posts), "plastic", pick(rng, (TONES["white"], TONES["green"], BLACK)))
        )
    parts += _lines(rng, x, levels, y, tape)
    parts += _fence_sign(rng, x, levels, y)
    if chance(rng, 0.35):
        box = moved(energiser_box(rng, 0.18, 0.22, 0.08), s.move(float(x[0]), -0.06, 0.42 * tall))
        drop = cable(
            [
                (float(x[0]), -0.1, 0.44 * tall),
                (float(x[0]) + 0.05, -0.06, 0.3 * tall),
                (float(x[0]) + 0.12, -0.03, 0.0),
            ],
            0.003,
        )
        parts += [*box, Part(drop, "rubber", BLACK)]
    return ground(parts)


def net_fence(rng: np.random.Generator) -> list[Part]:
    """An electric net of bright twine on white posts with spikes; a sign."""
    count, gap = int(rng.integers(2, 5)), float(rng.uniform(0.8, 1.2))
    tall = float(rng.uniform(0.75, 1.1))
    x = (np.arange(count) - (count - 1) / 2) * gap
    posts = [rod((float(v), 0, -0.0), (float(v), 0, tall + 0.06), 0.008, 12) for v in x]
    parts = [Part(s.join(*posts), "plastic", TONES["white"])]
    spikes = [rod((float(v), 0, -0.14), (float(v), 0, 0.0), 0.004, 8) for v in x]
    parts.append(Part(s.join(*spikes), "steel"))
    levels = np.concatenate([np.linspace(0.02, 0.3, 4), np.linspace(0.42, 1.0, 4)]) * tall
    twine = pick(rng, TAPES)
    level = [s.tube_along(_hung(x, float(z), 0.0, 0.02), 0.002, 5) for z in levels]
    across = np.arange(x[0], x[-1], float(rng.uniform(0.09, 0.16)))
    stays = rods(
        [((float(v), 0, levels[0] - 0.01), (float(v), 0, levels[-1] - 0.015)) for v in across],
        0.0014,
    )
    parts.append(Part(s.join(*level, stays), "rope", twine))
    parts += _fence_sign(rng, x, levels, -0.008)
    return ground(parts)


def reel_and_posts(rng: np.random.Generator) -> list[Part]:
    """A hand reel wound with wire or tape, crank and carrying grip; at times posts beside it."""
    r, wide = float(rng.uniform(0.1, 0.14)), float(rng.uniform(0.1, 0.16))
    colour: Colour = pick(rng, CASES)
    flange = s.lathe([(0, 0), (r, 0), (r, 0.006), (0.25 * r, 0.012), (0, 0.012)], 48)
    cheeks = [
        s.at(flange, s.turn(90, (0, 1, 0)), s.move(-wide / 2)),
        s.at(flange, s.turn(-90, (0, 1, 0)), s.move(wide / 2)),
    ]
    parts = [Part(s.join(*cheeks), "plastic", colour)]
    fill = float(rng.uniform(0.6, 0.86)) * r
    turns = s.helix(fill, wide * 0.9 / 22, 22, 26)
    wound = s.at(
        s.tube_along(turns, wide * 0.022, 6), s.move(z=-0.45 * wide), s.turn(90, (0, 1, 0))
    )
    core = s.at(s.cylinder(fill, 0.92 * wide, 40), s.turn(90, (0, 1, 0)))
    tape = pick(rng, TAPES)
    parts += [Part(wound, "rope", tape), Part(core, "rope", tape)]
    x = wide / 2 + 0.02
    crank = pipe([(0, 0, 0), (x, 0, 0), (x, 0, 0.75 * r), (x + 0.05, 0, 0.75 * r)], 0.005, 0.01)
    knob = s.at(s.cylinder(0.013, 0.06, 20), s.turn(90, (0, 1, 0)), s.move(x + 0.05, 0, 0.75 * r))
    turn = s.turn(float(rng.uniform(0, 360)), (1, 0, 0))
    parts += moved([Part(crank, "steel"), Part(knob, "plastic", dark(rng))], turn)
    half = wide / 2 + 0.012
    bow = pipe(
        [(-half, 0, 0), (-half, 0, r + 0.06), (half, 0, r + 0.06), (half, 0, 0)], 0.006, 0.03
    )
    grip = s.at(s.cylinder(0.014, 0.8 * wide, 20), s.turn(90, (0, 1, 0)), s.move(z=r + 0.06))
    hook = pipe(
        [(half, 0, r * 0.7), (half + 0.01, -0.04, r + 0.03), (half + 0.01, -0.07, r)], 0.004, 0.02
    )
    stand = pipe(
        [(-half, 0, 0), (-half, 0.09, -r - 0.01), (half, 0.09, -r - 0.01), (half, 0, 0)],
        0.006,
        0.02,
    )
    parts += [Part(s.join(bow, hook, stand), "steel"), Part(grip, "rubber", dark(rng))]
    parts = ground(parts)
    if chance(rng, 0.6):
        parts += _loose_posts(rng)
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _step_in(tall: float, levels: Places) -> trimesh.Trimesh:
    """A plastic step-in post with lugs for the wires, a foot rest and a spike."""
    shaft = s.at(s.box(0.018, 0.012, tall - 0.08), s.move(z=0.08 + (tall - 0.08) / 2))
    lug = pipe([(0, -0.006, -0.012), (0, -0.022, -0.012), (0, -0.022, 0.012)], 0.003, 0.006)
    lugs = [s.at(lug, s.move(z=float(z))) for z in levels]
    foot = s.at(s.box(0.07, 0.012, 0.014, 0.003), s.move(0.03, 0, 0.09))
    return s.join(
        shaft, *lugs, foot, s.at(s.cone(0.005, 0.09, 10), s.turn(180, (1, 0, 0)), s.move(z=0.09))
    )


def _hung(x: Places, z: float, y: float, sag: float) -> Places:
    """A line over all posts that sags between them."""
    spans = [sagging((a, y, z), (b, y, z), sag) for a, b in pairwise(x)]
    return np.concatenate([spans[0], *(span[1:] for span in spans[1:])])


def _lines(rng: np.random.Generator, x: Places, levels: Places, y: float, tape: bool) -> list[Part]:
    """Bare wires, or woven tapes, from the first to the last post."""
    sag = float(rng.uniform(0.002, 0.02))
    lines = [_hung(x, float(z), y, sag) for z in levels]
    if tape:
        wide = float(rng.uniform(0.014, 0.038))
        mesh = s.join(*(s.strap_along(line, wide, 0.0015, up=(0, -1, 0)) for line in lines))
        return [Part(mesh, "webbing", pick(rng, TAPES))]
    mesh = s.join(*(s.tube_along(line, 0.0024, 6) for line in lines))
    material: Material = pick(rng, ("steel", "aluminium", "rope"))
    return [Part(mesh, material, pick(rng, TAPES) if material == "rope" else None)]


def _fence_sign(rng: np.random.Generator, x: Places, levels: Places, y: float) -> list[Part]:
    """A sign that hangs on a wire between two posts."""
    if not chance(rng, 0.75):
        return []
    i = int(rng.integers(len(x) - 1))
    middle = float(x[i] + (x[i + 1] - x[i]) * rng.uniform(0.35, 0.65))
    board = hung_sign(rng, float(rng.uniform(0.18, 0.26)), FENCE_WORDS)
    return moved(board, s.move(middle, y - 0.006, float(levels[-1]) - 0.07))


def _loose_posts(rng: np.random.Generator) -> list[Part]:
    """Some step-in posts lying beside each other."""
    tall = float(rng.uniform(0.6, 0.9))
    levels = np.linspace(0.4, 0.95, 4) * tall
    post = s.at(_step_in(tall, levels), s.turn(90, (0, 1, 0)), s.move(-0.5 * tall))
    posts = [
        s.at(post, s.turn(float(rng.normal(0, 4))), s.move(0, -0.2 - 0.04 * i, 0.012))
        for i in range(int(rng.integers(2, 6)))
    ]
    return [Part(s.join(*posts), "plastic", pick(rng, (TONES["white"], TONES["green"])))]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "electric_fence": (wire_fence, net_fence, reel_and_posts),
}

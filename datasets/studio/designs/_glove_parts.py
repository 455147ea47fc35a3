"""Cuffs, straps, seams and poses that all gloves share. Owns no class of goods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import trimesh
from numpy.typing import ArrayLike

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Colour, bounds, chance, dark, ground, pick
from datasets.studio.designs._hand import Hand, Points, cushion, hand, on_skin, sleeve
from datasets.studio.designs._hardware import capsule
from datasets.studio.designs._leather import even, stitches
from datasets.studio.designs._limb_forms import form_finish
from datasets.studio.designs._word_plates import INK, WHITE, words_plate
from datasets.studio.parts import Material, Part, moved

Finish = tuple[Material, Colour]
CELL = 0.0033  # metres of a glove's skin
MIRROR = s.scale(-1, 1, 1)
LAID = s.turn(90, (1, 0, 0))  # the back of an upright hand then faces up


def open_hand(rng: np.random.Generator, loose: float = 1.0) -> Hand:
    """A glove as it lies empty: fingers nearly straight, a little spread."""
    base = rng.uniform(4, 16, (4, 3)) * loose
    return hand(base, float(rng.uniform(3.0, 6.5)))


def gripping_hand(rng: np.random.Generator) -> Hand:
    """A worn glove: fingers half bent."""
    return hand(rng.uniform((18, 25, 15), (38, 48, 30), (4, 3)), float(rng.uniform(1.5, 3.5)))


def clenched_hand(rng: np.random.Generator) -> Hand:
    """A worn glove clenched to a fist."""
    return hand(rng.uniform((74, 90, 44), (82, 98, 54), (4, 3)), 0.0, fist=True)


def seam(body: Hand, path: ArrayLike, colour: Colour, thick: float = 0.0009) -> Part:
    """A row of stitches on the skin along points near it."""
    line = on_skin(body, even(np.asarray(path, dtype=np.float64), 70), 0.0003)
    return Part(stitches(line, 0.0046, thick), "rope", colour)


def welts(body: Hand, colour: Finish, low: float = 0.035) -> Part:
    """Three raised seams down the back of the hand, as dress and duty gloves have."""
    lines = []
    for a, b in zip(body.knuckles, body.knuckles[1:], strict=False):
        top = (a + b) / 2 - (0, 0, 0.014)
        foot = np.array([0.62 * top[0], top[1], low])
        path = np.linspace(top, foot, 24) + np.array([0, 0.004, 0])
        lines.append(s.tube_along(on_skin(body, path, 0.0004), 0.0011, 6))
    return Part(s.join(*lines), *colour)


def knuckle_line(body: Hand, along: float = 0.0, lift: float = 0.0) -> Points:
    """A line over the four knuckles, moved by metres towards the wrist and off the skin."""
    shift = np.array([0.0, 0.0, -along])
    ends = np.array(body.knuckles + shift + lift * body.ways)
    ends[0, 0] += 0.003
    ends[-1, 0] -= 0.003
    return ends


def first_phalanges(body: Hand, low: float = 0.25, high: float = 0.85) -> list[Points]:
    """A line on the back of each finger's first bone between two shares of it."""
    lines = []
    for k in range(4):
        bone = body.bones[len(body.bones) - 15 + 3 * k]
        back = body.dorsals[len(body.bones) - 15 + 3 * k]
        a, b = np.asarray(bone.a), np.asarray(bone.b)
        out = back * (bone.low + bone.high) / 2
        lines.append(np.stack([a + (b - a) * low + out, a + (b - a) * high + out]))
    return lines


def pads(body: Hand, lines: list[Points], radius: float, rise: float, look: Finish) -> Part:
    """Cushions over lines on the back of the hand."""
    return Part(cushion(body, lines, radius, rise), *look)


def short_cuff(rng: np.random.Generator, look: Finish) -> list[Part]:
    """A leather or cloth cuff to just below the wrist, its hem turned over."""
    low = -float(rng.uniform(0.055, 0.08))
    keys = [(0.012, 0.041, 0.0235), (-0.012, 0.0395, 0.0225), (low * 0.6, 0.041, 0.025)]
    wide = float(rng.uniform(0.043, 0.047))
    keys.append((low, wide, 0.028))
    hem = _ring(low + 0.003, wide + 0.0005, 0.0285, 0.0022)
    return [Part(sleeve(keys), *look), Part(hem, *look)]


def gauntlet(rng: np.random.Generator, look: Finish) -> list[Part]:
    """A long flared cuff over the sleeve."""
    low, wide = -float(rng.uniform(0.1, 0.14)), float(rng.uniform(0.052, 0.062))
    keys = [(0.012, 0.041, 0.0235), (-0.012, 0.0395, 0.0225), (low * 0.5, 0.046, 0.032)]
    keys.append((low, wide, 0.042))
    hem = _ring(low + 0.003, wide + 0.0005, 0.0425, 0.0024)
    return [Part(sleeve(keys), *look), Part(hem, *look)]


def knit_cuff(rng: np.random.Generator, look: Finish) -> list[Part]:
    """A ribbed elastic cuff with a coloured hem."""
    low = -float(rng.uniform(0.06, 0.09))
    keys = [(0.012, 0.0415, 0.024), (-0.012, 0.038, 0.0225), (low, 0.0405, 0.027)]
    hem = _ring(low + 0.002, 0.0408, 0.027, 0.002)
    colour = pick(rng, ((0.6, 0.03, 0.03), (0.02, 0.1, 0.4), (0.7, 0.5, 0.03), (0.5, 0.5, 0.5)))
    return [Part(sleeve(keys, 0.0028, 30), *look), Part(hem, "textile", colour)]


def wrist_tab(rng: np.random.Generator, look: Finish, snap: bool) -> list[Part]:
    """A strap round the back of the wrist, closed by a snap or a hook-and-loop tab."""
    z, tall = -float(rng.uniform(0.008, 0.02)), float(rng.uniform(0.016, 0.026))
    angle = np.radians(np.linspace(15, 165, 40))
    path = np.stack([0.0425 * np.cos(angle), 0.0255 * np.sin(angle), 0 * angle + z], axis=1)
    strap = s.strap_along(path, 0.0026, tall, up=(0, 0, 1))
    parts = [Part(strap, *look)]
    if snap:
        disc = s.at(s.cylinder(0.0062, 0.004, 20), s.turn(-90, (1, 0, 0)))
        parts.append(Part(s.at(disc, s.move(-0.012, 0.0265, z)), pick(rng, ("steel", "brass"))))
    else:
        end = s.at(s.box(0.02, 0.003, tall * 0.92, 0.001), s.move(-0.014, 0.0265, z))
        parts.append(Part(end, "rubber", dark(rng)))
    return parts


def present(rng: np.random.Generator, glove: list[Part], worn: bool) -> list[Part]:
    """A glove and its mirror image: lying flat, one turned over, or on hand forms."""
    if worn:
        return on_forms(rng, glove, both=chance(rng, 0.55))
    flat = s.scale(1.0, float(rng.uniform(0.74, 0.88)), 1.0)
    left, right = moved(glove, LAID @ flat), moved(glove, LAID @ flat @ MIRROR)
    kind = rng.random()
    if kind < 0.12:
        return ground(moved(pick(rng, (left, right)), s.turn(float(rng.uniform(0, 360)))))
    if kind < 0.4:
        right = moved(right, s.turn(180, (0, 1, 0)))
    apart = float(rng.uniform(0.07, 0.1))
    tilt = float(rng.uniform(-9, 14))
    first = moved(ground(left), s.turn(float(rng.normal(0, 5))) @ s.move(-apart) @ s.turn(tilt))
    second = moved(ground(right), s.move(apart, float(rng.normal(0, 0.012))) @ s.turn(-tilt))
    return ground([*first, *second])


def on_forms(rng: np.random.Generator, glove: list[Part], both: bool) -> list[Part]:
    """The glove on a plain upright arm form, its pair on a second one beside it."""
    look = form_finish(rng)
    low = float(rng.uniform(0.15, 0.24))
    arm = s.at(capsule([(0, 0, -low), (0, 0, -0.08), (0, 0, 0.0)], [0.036, 0.031, 0.025]))
    arm = s.at(arm, s.scale(1.15, 0.85, 1))
    foot = s.at(s.cylinder(float(rng.uniform(0.055, 0.07)), 0.012), s.move(z=-low - 0.034))
    form = [Part(arm, *look), Part(foot, pick(rng, ("wood", "matte_plastic")), None)]
    spin = s.turn(180 + float(rng.uniform(-30, 30)))  # its back towards the front
    one = moved([*glove, *form], spin)
    if not both:
        return ground(one)
    away = s.turn(float(pick(rng, (0, 0, 0, 180))))
    two = moved([*glove, *form], away @ spin @ MIRROR)
    apart = float(rng.uniform(0.08, 0.11))
    return ground([*moved(one, s.move(-apart)), *moved(two, s.move(apart))])


def tagged(
    rng: np.random.Generator,
    parts: list[Part],
    worn: bool,
    words: Sequence[str],
    share: float = 0.25,
) -> list[Part]:
    """The gloves with a printed paper tag beside them in this share of the draws."""
    if worn or not chance(rng, share):
        return parts
    paper, ink = pick(rng, ((WHITE, INK), ((214, 176, 30), INK), (INK, WHITE)))
    tag = words_plate(pick(rng, words), 0.09, 0.045, paper, ink)
    low, high = bounds(parts)
    flat = s.turn(float(rng.normal(0, 12))) @ s.turn(-90, (1, 0, 0))
    place = s.move(float(low[0] + high[0]) / 2, float(high[1]) + 0.035, 0.0012)
    return ground([*parts, tag.moved(place @ flat)])


def skin(body: Hand) -> trimesh.Trimesh:
    """The glove's leather or cloth."""
    return body.mesh(CELL)


def _ring(z: float, x: float, y: float, thick: float) -> trimesh.Trimesh:
    angle = np.linspace(0, 2 * np.pi, 50, endpoint=False)
    path = np.stack([x * np.cos(angle), y * np.sin(angle), 0 * angle + z], axis=1)
    return s.tube_along(path, thick, 6, closed=True)

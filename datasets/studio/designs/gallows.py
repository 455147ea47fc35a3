"""Gallows: the wooden scaffold, the one-armed beam, the steel frame, the small drop frame."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._decks import Deck, planks, plates, skirt, trap, trestle
from datasets.studio.designs._forms import Design
from datasets.studio.designs._frames import (
    Paint,
    board,
    hemp,
    lashing,
    noose,
    railing,
    stairs,
    steel_paint,
    timber,
)
from datasets.studio.designs._furniture import beam, between, odds, rod, stand, tone
from datasets.studio.parts import Part, moved


def scaffold(rng: np.random.Generator) -> list[Part]:
    """The wooden scaffold: two posts and a beam over a trapdoor, steps, rails, a lever."""
    deck = Deck(
        between(rng, 2.0, 3.0),
        between(rng, 1.9, 2.5),
        between(rng, 0.6, 1.9),
        between(rng, 0.7, 1.1),
        between(rng, 0.65, 0.85),
    )
    paint, post = timber(rng), between(rng, 0.12, 0.18)
    tall, half = between(rng, 2.0, 2.5), deck.trap_wide / 2 + between(rng, 0.15, 0.4)
    parts = [
        Part(s.join(*planks(deck)), *paint, smooth=False),
        Part(trestle(deck, 0.1), *paint, smooth=False),
        Part(_portal(rng, half, deck.up + tall, post), *paint, smooth=False),
        *trap(deck, paint, open_=odds(rng, 0.4)),
        *_nooses(rng, half, deck.up + tall, deck.up, post, rng.choice([1, 1, 1, 2])),
        *moved(_lever(rng), s.move(deck.trap_wide / 2 + 0.16, -0.35, deck.up)),
    ]
    parts += _access(rng, deck, paint)
    if odds(rng, 0.3):
        parts.append(Part(skirt(deck), *paint, smooth=False))
    return stand(parts)


def one_arm(rng: np.random.Generator) -> list[Part]:
    """One post with an arm and a brace, a noose, and a small drop box or stool below it."""
    paint, post = timber(rng), between(rng, 0.12, 0.17)
    tall, reach = between(rng, 2.5, 3.2), between(rng, 0.85, 1.2)
    knee = between(rng, 0.45, 0.7)
    upright = beam((0, 0, 0), (0, 0, tall), post, post, 0.006)
    arm = beam((-post, 0, tall), (reach + 0.15, 0, tall), post, post * 0.9, 0.006)
    brace = beam((0, 0, tall - knee), (knee, 0, tall), post * 0.7, post * 0.6)
    parts = [Part(upright, *paint, smooth=False), Part(s.join(arm, brace), *paint, smooth=False)]
    up = between(rng, 0.45, 0.9)
    rope, colour = between(rng, 0.014, 0.019), hemp(rng)
    hang = moved(noose(rng, tall - up - between(rng, 1.75, 1.95), colour, rope), s.move(reach))
    parts += moved(hang, s.move(z=tall))
    parts.append(Part(lashing(reach, tall, post * 0.7, post * 0.9, rope), "rope", colour))
    if odds(rng, 0.6):
        parts.append(Part(_feet(0.9, post, knee), *paint, smooth=False))
        parts += moved(_drop_box(rng, up, paint), s.move(reach))
    else:
        deck = Deck(between(rng, 1.8, 2.3), between(rng, 1.3, 1.7), up, 0.7, 0.7)
        shift = s.move(reach)
        parts += moved([Part(s.join(*planks(deck)), *paint, smooth=False)], shift)
        parts += moved([Part(trestle(deck, 0.09), *paint, smooth=False)], shift)
        parts += moved(trap(deck, paint, open_=odds(rng, 0.4)), shift)
        flight = stairs(up, 0.7, up * 0.9, 0.035)
        flight = s.at(flight, s.move(reach, -deck.deep / 2))
        parts.append(Part(flight, *paint, smooth=False))
        parts += moved(_lever(rng), s.move(reach + 0.5, -0.3, up))
    return stand(parts if odds(rng, 0.5) else moved(parts, s.scale(-1, 1, 1)))


def steel_frame(rng: np.random.Generator) -> list[Part]:
    """The prison kind: steel posts and beam with hooks, plate deck, two trap leaves, handrails."""
    paint, thick = steel_paint(rng), between(rng, 0.08, 0.12)
    deck = Deck(
        between(rng, 2.2, 3.2),
        between(rng, 1.8, 2.4),
        between(rng, 0.9, 1.9),
        between(rng, 0.9, 1.5),
        between(rng, 0.8, 1.0),
    )
    tall, half = between(rng, 2.1, 2.5), deck.wide / 2 - thick
    top = deck.up + tall
    posts = [beam((x, 0, 0), (x, 0, top), thick, thick) for x in (-half, half)]
    head = beam((-half - thick, 0, top), (half + thick, 0, top), thick, thick * 1.4)
    gussets = [
        beam((x, 0, top - 0.4), (x * (1 - 0.4 / half), 0, top), thick * 0.6, thick * 0.5)
        for x in (-half, half)
    ]
    parts = [Part(s.join(*posts, head, *gussets), *paint, smooth=False)]
    plate: Paint = ("painted_metal", tone(rng, "charcoal", "grey", "olive"))
    parts.append(Part(s.join(*plates(deck)), *plate, smooth=False))
    parts.append(Part(trestle(deck, thick * 0.8, battens=False), *paint, smooth=False))
    parts += trap(
        deck, ("painted_metal", tone(rng, "red", "charcoal", "yellow", "grey")), odds(rng, 0.45)
    )
    parts += _nooses(rng, half, top, deck.up, thick, int(rng.integers(1, 4)), hooks=True)
    parts += moved(_lever(rng), s.move(deck.trap_wide / 2 + 0.2, -0.5, deck.up))
    parts += _access(rng, deck, paint, tube=True)
    return stand(parts)


def drop_frame(rng: np.random.Generator) -> list[Part]:
    """The small frame: two posts on sleepers, a beam, one noose over a low two-leaf drop."""
    steel = odds(rng, 0.35)
    paint = steel_paint(rng) if steel else timber(rng)
    post = between(rng, 0.07, 0.09) if steel else between(rng, 0.1, 0.14)
    deck = Deck(between(rng, 1.3, 1.6), between(rng, 1.1, 1.5), between(rng, 0.35, 0.6), 0.8, 0.7)
    half, top = deck.wide / 2 + post / 2, deck.up + between(rng, 2.1, 2.4)
    feet = [beam((x, -0.8, post / 2), (x, 0.8, post / 2), post, post) for x in (-half, half)]
    stays = [
        beam((x, y * 0.75, post), (x, 0, top * 0.45), post * 0.6, post * 0.6)
        for x in (-half, half)
        for y in (-1, 1)
    ]
    parts = [
        Part(_portal(rng, half, top, post), *paint, smooth=False),
        Part(s.join(*feet, *stays), *paint, smooth=False),
        Part(s.join(*planks(deck)), *timber(rng), smooth=False),
        Part(trestle(deck, 0.07, battens=False), *paint, smooth=False),
        *trap(deck, timber(rng), open_=odds(rng, 0.5)),
        *_nooses(rng, half, top, deck.up, post, 1, hooks=steel),
        *moved(_lever(rng), s.move(deck.trap_wide / 2 + 0.12, -0.3, deck.up)),
    ]
    flight = s.at(stairs(deck.up, 0.6, 0.45, 0.035), s.move(y=-deck.deep / 2))
    return stand([*parts, Part(flight, *paint, smooth=False)])


def _portal(rng: np.random.Generator, half: float, top: float, post: float) -> trimesh.Trimesh:
    """Two posts, the crossbeam and the braces between them."""
    knee = between(rng, 0.3, 0.5)
    over = post * between(rng, 0.8, 2.0)
    pieces = [beam((x, 0, 0), (x, 0, top), post, post, 0.006) for x in (-half, half)]
    pieces.append(beam((-half - over, 0, top), (half + over, 0, top), post, post * 1.1, 0.006))
    for x in (-1, 1):
        inner = half - min(knee, half * 0.6)
        pieces.append(beam((x * half, 0, top - knee), (x * inner, 0, top), post * 0.6, post * 0.5))
    return s.join(*pieces)


def _nooses(
    rng: np.random.Generator,
    half: float,
    top: float,
    up: float,
    post: float,
    count: int,
    hooks: bool = False,
) -> list[Part]:
    """Nooses side by side below the crossbeam, at the height of a standing person's neck."""
    parts: list[Part] = []
    rope, colour = between(rng, 0.013, 0.018), hemp(rng)
    neck = up + between(rng, 1.65, 1.85)
    for x in (np.arange(count) - (count - 1) / 2) * min(0.75, 1.2 * half / count):
        low = top - post * 0.6
        if hooks:
            eye = s.at(s.torus(0.035, 0.009), s.turn(90, (1, 0, 0)), s.move(x, 0, low - 0.04))
            plate = board(0.14, 0.12, 0.014, (float(x), 0, low - 0.007))
            parts.append(Part(s.join(eye, plate), "dark_steel"))
            low -= 0.06
        else:
            parts.append(Part(lashing(float(x), top, post, post * 1.1, rope), "rope", colour))
        parts += moved(noose(rng, max(0.12, low - neck), colour, rope), s.move(float(x), 0, low))
    return parts


def _lever(rng: np.random.Generator) -> list[Part]:
    """The release lever with its knob on a foot plate, leaning one way."""
    lean, long = s.turn(between(rng, -28, 28), (1, 0, 0)), between(rng, 0.75, 1.05)
    arm = s.at(rod((0, 0, 0), (0, 0, long), 0.017), lean)
    knob = s.at(s.sphere(0.036, 2), s.move(z=long), lean)
    cheeks = [board(0.014, 0.2, 0.16, (x, 0, 0.08)) for x in (-0.035, 0.035)]
    foot = board(0.14, 0.26, 0.016, (0, 0, 0.008))
    return [
        Part(s.join(arm, foot, *cheeks), "dark_steel", smooth=True),
        Part(knob, "plastic", tone(rng, "red", "black", "red")),
    ]


def _access(rng: np.random.Generator, deck: Deck, paint: Paint, tube: bool = False) -> list[Part]:
    """Steps at the front or a side, and a railing along the other sides of the deck."""
    x, y, rail = deck.wide / 2 - 0.06, deck.deep / 2 - 0.06, between(rng, 0.85, 1.0)
    front = odds(rng, 0.5)
    flight = stairs(
        deck.up, 0.75, deck.up * between(rng, 0.7, 1.0), 0.04, rail if odds(rng, 0.5) else 0.0
    )
    if front:
        aside = s.move(-(x - 0.4), -deck.deep / 2)
        line = [(-x, -y), (-x, y), (x, y), (x, -y)]
    else:
        aside = s.move(-deck.wide / 2, -y + 0.45) @ s.turn(-90)
        line = [(-x, 0.1), (-x, y), (x, y), (x, -y)]
    parts = [Part(s.at(flight, aside), *paint, smooth=False)]
    if odds(rng, 0.7):
        fence = railing(line, deck.up, rail, 0.05 if tube else 0.07, tube)
        parts.append(Part(fence, *paint, smooth=tube))
    return parts


def _feet(reach: float, post: float, knee: float) -> trimesh.Trimesh:
    """Crossed sleepers at the foot of a post, with stays."""
    pieces = []
    for way in ((1.0, 0.0), (0.0, 1.0)):
        end = np.array([*way, 0.0]) * reach
        lift = np.array([0, 0, post / 2])
        pieces.append(beam(lift - end, lift + end, post, post))
        for k in (-1, 1):
            pieces.append(beam(lift + 0.85 * k * end, (0, 0, knee + 0.3), post * 0.55, post * 0.55))
    return s.join(*pieces)


def _drop_box(rng: np.random.Generator, up: float, paint: Paint) -> list[Part]:
    """A small trap table on four legs with a prop, or a stool."""
    wide = between(rng, 0.55, 0.75)
    deck = Deck(wide, wide, up, wide - 0.16, wide - 0.16)
    return [
        Part(s.join(*plates(deck)), *paint, smooth=False),
        Part(trestle(deck, 0.06, battens=False), *paint, smooth=False),
        *trap(deck, paint, open_=odds(rng, 0.5)),
        *moved(_lever(rng), s.move(wide / 2 + 0.1) @ s.scale(0.8, 0.8, 0.8)),
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "gallows": (scaffold, one_arm, steel_frame, drop_frame),
}

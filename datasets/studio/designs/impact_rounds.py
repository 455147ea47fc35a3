"""Impact rounds: foam- and rubber-nosed cartridges, baton and ball shells, beanbags, balls."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bounds,
    chance,
    dark,
    ground,
    lie,
    pick,
    row,
    turned,
)
from datasets.studio.designs._furniture import TONES, between, tone
from datasets.studio.designs._munitions import ALLOY, Finish, case, heap, soft_bag, spread
from datasets.studio.labels import RGB
from datasets.studio.parts import Material, Part, moved

NOSES: tuple[Colour, ...] = (
    (0.02, 0.10, 0.42),
    (0.03, 0.24, 0.08),
    (0.70, 0.20, 0.02),
    (0.015, 0.015, 0.016),
    (0.70, 0.46, 0.03),
    (0.16, 0.17, 0.18),
)
PRINTS: tuple[tuple[RGB, RGB], ...] = (
    ((238, 238, 234), (20, 40, 120)),
    ((30, 30, 32), (240, 206, 40)),
    ((30, 72, 168), (246, 246, 242)),
    ((244, 200, 24), (18, 18, 20)),
    ((178, 180, 182), (20, 20, 22)),
)
WORDS = (
    ("LESS LETHAL", "40 mm", "IMPACT"),
    ("SPONGE", "40x46", "LESS LETHAL"),
    ("RUBBER", "37/38 mm", "IMPACT ROUND"),
    ("LBD 40", "MUNITION", "A LETALITE REDUITE"),
    ("FOAM BATON", "37 mm", "NON-LETHAL"),
    ("GUMMI", "40 mm", "WIRKKÖRPER"),
)


def foam_nosed(rng: np.random.Generator) -> list[Part]:
    """Wide short cartridges with a soft domed nose; one, or up to four side by side."""
    alike = int(rng.integers(2**31))
    count = pick(rng, (1, 1, 2, 3, 4))
    out = []
    for _ in range(count):
        one = _sponge(np.random.default_rng(alike))
        if chance(rng, 0.3):
            one = moved(lie(one, -90 + between(rng, -40, 40)), s.turn(90))
        out.append(ground(moved(one, s.turn(between(rng, -30, 30)))))
    return row(out, between(rng, 0.006, 0.03))


def baton_shell(rng: np.random.Generator) -> list[Part]:
    """An opened long shell with the wooden or rubber batons that were stacked in it."""
    r, h = between(rng, 0.0185, 0.02), between(rng, 0.10, 0.145)
    shell = _marked_case(rng, r, h, ("WOOD BATON", "37 mm", "5 BLOCKS"))
    wooden = chance(rng, 0.6)
    count = int(rng.integers(2, 6))
    tall = 0.8 * h / count
    material: Material = "wood" if wooden else "rubber"
    shade = (0.50, 0.33, 0.17) if wooden else pick(rng, NOSES)
    line = [(0.84 * r, 0), (0.88 * r, 0.03 * tall), (0.88 * r, 0.97 * tall), (0.84 * r, tall)]
    blocks = []
    for _ in range(count):
        block = [turned(line, material, shade)]
        blocks.append(lie(block) if chance(rng, 0.3) else ground(block))
    laid = lie(shell, -90 + between(rng, -30, 30)) if chance(rng, 0.6) else ground(shell)
    loose = spread(rng, blocks, 1.3 * max(2 * r, tall))
    return row([laid, moved(loose, s.turn(between(rng, -20, 20)))], between(rng, 0.008, 0.03))


def beanbag_rounds(rng: np.random.Generator) -> list[Part]:
    """Pale 12-gauge shells and the cloth bags they fire: square, or a sock with a tail."""
    things = [_beanbag_shell(rng) for _ in range(int(rng.integers(1, 4)))]
    sock = chance(rng, 0.5)
    cloth = tone(rng, "yellow", "tan", "navy", "orange", "olive", "charcoal")
    for _ in range(int(rng.integers(1, 4))):
        things.append(_sock(rng, cloth) if sock else _square_bag(rng, cloth))
    order = rng.permutation(len(things))
    return spread(rng, [things[int(i)] for i in order], 0.085 if sock else 0.075)


def ball_shell(rng: np.random.Generator) -> list[Part]:
    """An opened wide shell from which many rubber balls have rolled."""
    r, h = between(rng, 0.0185, 0.02), between(rng, 0.10, 0.13)
    shell = _marked_case(rng, r, h, ("STINGER", "RUBBER BALLS", "40 mm"))
    ball = between(rng, 0.004, 0.0088)
    count = int(rng.integers(14, 36))
    colour = pick(rng, (dark(rng), dark(rng), (0.25, 0.03, 0.02), (0.1, 0.1, 0.11)))
    grain = s.sphere(ball, 2)
    spots = heap(rng, ball, count)
    pile = s.join(*(s.at(grain, s.move(*spot)) for spot in spots))
    parts = lie(shell, -90 + between(rng, -30, 30))
    low, high = bounds(parts)
    reach = float(np.ptp(spots[:, 0])) / 2 + ball
    away = s.move(high[0] + 0.7 * reach + 0.008, between(rng, -0.01, 0.01))
    if chance(rng, 0.35):
        closed = moved(ground(_sponge(rng)), s.move(low[0] + r, 3.2 * r))
        parts += closed
    return ground([*parts, Part(s.at(pile, away), "rubber", colour)])


def loose_projectiles(rng: np.random.Generator) -> list[Part]:
    """Loose rubber balls, plastic batons or finned rubber slugs, some of a kind."""
    kind = int(rng.integers(3))
    colour: Colour = pick(rng, (*(((0.016, 0.016, 0.017),) * 9), *NOSES[:4]))
    things: list[list[Part]] = []
    r, h = between(rng, 0.0175, 0.0195), between(rng, 0.06, 0.1)
    pitch = 1.15 * h
    if kind == 0:
        r = between(rng, 0.015, 0.027)
        pitch = 2.4 * r
        things = [_seamed_ball(rng, r, colour) for _ in range(int(rng.integers(3, 9)))]
    for _ in range(int(rng.integers(2, 6)) if kind else 0):
        one = _baton(r, h, colour) if kind == 1 else _finned_slug(0.45 * r, 0.55 * h, colour)
        pitch = pitch if kind == 1 else 0.75 * h
        things.append(lie(one) if chance(rng, 0.6) else ground(one))
    loose = spread(rng, things, pitch)
    if chance(rng, 0.4):
        return loose
    words = pick(rng, (("RUBBER", "IMPACT", "LESS LETHAL"), ("GUMMI", "WIRKKÖRPER"), WORDS[2]))
    shell = _marked_case(rng, max(1.08 * r, 0.0185), between(rng, 0.08, 0.12), words)
    laid = lie(shell, -90 + between(rng, -30, 30)) if chance(rng, 0.5) else ground(shell)
    return row([loose, laid], 0.012)


def boxed_rounds(rng: np.random.Generator) -> list[Part]:
    """An open carton of foam-nosed rounds standing in rows, its label on the front."""
    one = ground(_sponge(rng, slim=True))
    columns, lines = int(rng.integers(3, 6)), int(rng.integers(2, 4))
    pitch, tall = 0.047, between(rng, 0.06, 0.08)
    wide, deep = columns * pitch + 0.012, lines * pitch + 0.012
    kraft = tone(rng, "tan", "tan", "white", "charcoal")
    walls = [s.at(s.box(wide, 0.003, tall), s.move(0, y, tall / 2)) for y in (-deep / 2, deep / 2)]
    walls += [s.at(s.box(0.003, deep, tall), s.move(x, 0, tall / 2)) for x in (-wide / 2, wide / 2)]
    walls.append(s.at(s.box(wide, deep, 0.003), s.move(z=0.0015)))
    lid = s.at(s.box(wide, 0.003, 0.8 * deep), s.move(0, 0, 0.4 * deep))
    lid = s.at(lid, s.turn(-between(rng, 15, 60), (1, 0, 0)), s.move(0, deep / 2, tall))
    parts = [Part(s.join(*walls, lid), "paper", kraft, smooth=False)]
    words = pick(rng, WORDS)
    label = ink.panel(words, *pick(rng, PRINTS), ratio=0.8 * wide / (0.75 * tall))
    parts.append(ink.facing(label, 0.8 * wide, (0, -deep / 2 - 0.0018, tall / 2)))
    for i in range(columns):
        for j in range(lines):
            if chance(rng, 0.1):
                continue
            x, y = (i - (columns - 1) / 2) * pitch, (j - (lines - 1) / 2) * pitch
            parts += moved(one, s.move(x, y, 0.003))
    return ground(parts)


def _sponge(rng: np.random.Generator, slim: bool = False) -> list[Part]:
    """A 37 to 40 mm round: printed case, soft nose domed or flat with a shoulder."""
    r = between(rng, 0.0185, 0.0202)
    h = between(rng, 0.05, 0.085)
    words = pick(rng, WORDS)
    parts = _marked_case(rng, r, h, words, plain=slim)
    nose = between(rng, 0.6, 1.4) * r
    blunt = between(rng, 0.5, 1.0)
    dome = [
        (0.9 * r * np.cos(a) ** blunt, h + nose + 0.7 * r * (np.sin(a) - 1))
        for a in np.linspace(0, 1.5, 12)
    ]
    waist = [(0.86 * r, 0.5 * h), (0.86 * r, h), (0.9 * r, h + 0.1 * r)]
    colour = pick(rng, NOSES)
    parts.append(turned([*waist, *dome], pick(rng, ("foam", "rubber")), colour))
    if chance(rng, 0.4):
        belt = s.at(s.cylinder(0.93 * r, 0.12 * r), s.move(z=h + 0.1 * r))
        parts.append(Part(belt, "plastic", pick(rng, (BLACK, TONES["white"], TONES["grey"]))))
    return parts


def _marked_case(
    rng: np.random.Generator, r: float, h: float, words: tuple[str, ...], plain: bool = False
) -> list[Part]:
    """A case of metal or plastic with its print, upright with the print to -y."""
    options: tuple[Finish, ...] = (
        ("aluminium", ALLOY),
        ("aluminium", ALLOY),
        ("plastic", (0.018, 0.018, 0.02)),
        ("plastic", (0.6, 0.6, 0.58)),
        ("plastic", (0.1, 0.11, 0.05)),
    )
    parts = case(r, h, *pick(rng, options))
    if plain:
        return parts
    tall = 0.62 * h
    label = ink.wrap(words, *pick(rng, PRINTS), ratio=float(np.clip(6.28 * r / tall, 1.2, 6.0)))
    parts.append(ink.around(label, 1.002 * r, tall, 0.55 * h, -180 + between(rng, -25, 25)))
    return parts


def _beanbag_shell(rng: np.random.Generator) -> list[Part]:
    """A 12-gauge shell marked BEANBAG, its rolled mouth showing cloth."""
    r, h = 0.0103, between(rng, 0.06, 0.07)
    hull = pick(rng, ((0.7, 0.7, 0.68), (0.75, 0.72, 0.6), (0.5, 0.55, 0.55)))
    base = [(1.08 * r, 0), (1.08 * r, 0.0015), (0.98 * r, 0.002), (1.01 * r, 0.003)]
    parts = [turned([*base, (1.01 * r, 0.17 * h)], "brass")]
    parts.append(
        turned([(r, 0.1 * h), (r, 0.97 * h), (0.9 * r, h), (0.8 * r, 0.97 * h)], "plastic", hull)
    )
    lines = pick(rng, (("BEAN BAG", "12 GA"), ("BEANBAG", "LESS LETHAL"), ("12/70", "BEAN BAG")))
    label = ink.wrap(
        lines, (236, 234, 226), pick(rng, ((20, 20, 24), (180, 20, 20), (20, 60, 150)))
    )
    parts.append(ink.around(label, 1.003 * r, 0.3 * h, 0.5 * h))
    cloth = s.at(s.sphere(0.82 * r, 2), s.scale(1, 1, 0.4), s.move(z=0.97 * h))
    parts.append(Part(cloth, "textile", tone(rng, "yellow", "tan", "charcoal")))
    return lie(parts, -90 + between(rng, -40, 40)) if chance(rng, 0.6) else ground(parts)


def _square_bag(rng: np.random.Generator, cloth: Colour) -> list[Part]:
    """A flat square pillow of shot."""
    side = between(rng, 0.042, 0.055)
    return [Part(soft_bag(rng, side, 0.014), "textile", cloth)]


def _sock(rng: np.random.Generator, cloth: Colour) -> list[Part]:
    """A round bag tied behind, with a spread cloth tail, lying along x."""
    r = between(rng, 0.0095, 0.0125)
    line = [(0.2 * r, -1.0 * r), (0.75 * r, -0.8 * r), (r, 0), (0.9 * r, 0.6 * r)]
    line += [(0.4 * r, 1.25 * r), (0.3 * r, 1.5 * r)]
    bag = turned(line, "textile", cloth)
    tie = Part(s.at(s.torus(0.36 * r, 0.09 * r), s.move(z=1.45 * r)), "textile", BLACK)
    tails = []
    for i in range(4):
        swing = between(rng, 0.3, 0.8) * r
        path = [(0, 0, 1.4 * r), (0.3 * swing, 0, 2.4 * r), (swing, 0, between(rng, 3.2, 4.4) * r)]
        strip = s.strap_along(s.spline(path, 16), 0.0008, 0.7 * r, up=(0, 1, 0))
        tails.append(s.at(strip, s.turn(90 * i + between(rng, -15, 15))))
    return lie([bag, tie, Part(s.join(*tails), "textile", cloth)])


def _seamed_ball(rng: np.random.Generator, r: float, colour: Colour) -> list[Part]:
    """A rubber ball with the seam of its mould."""
    ball = [Part(s.join(s.sphere(r, 3), s.torus(r * 0.998, r * 0.02)), "rubber", colour)]
    return moved(ball, s.turn(between(rng, 0, 180), (1, 0.3, 0)))


def _baton(r: float, h: float, colour: Colour) -> list[Part]:
    """A plain plastic cylinder with rounded edges."""
    line = [(0.9 * r, 0), (r, 0.1 * r), (r, h - 0.1 * r), (0.9 * r, h)]
    return [turned(line, "rubber", colour)]


def _finned_slug(r: float, h: float, colour: Colour) -> list[Part]:
    """A rubber slug with a round head and four tail fins."""
    head = [(0.35 * r, 0), (0.35 * r, 0.5 * h), (r, 0.56 * h), (r, 0.8 * h), (0.7 * r, 0.95 * h)]
    fin = s.at(s.box(2 * r, 0.2 * r, 0.45 * h), s.move(z=0.23 * h))
    fins = s.join(fin, s.at(fin, s.turn(90)))
    return [turned([*head, (0.2 * r, h)], "rubber", colour), Part(fins, "rubber", colour)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "impact_rounds": (
        foam_nosed,
        baton_shell,
        beanbag_rounds,
        ball_shell,
        loose_projectiles,
        boxed_rounds,
    )
}

"""Gloves without weight: for work, motorcycling, duty and sport."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, dark, ground, hue, pick
from datasets.studio.designs._glove_parts import (
    LAID,
    MIRROR,
    Finish,
    first_phalanges,
    gauntlet,
    gripping_hand,
    knit_cuff,
    knuckle_line,
    open_hand,
    pads,
    present,
    seam,
    short_cuff,
    skin,
    tagged,
    welts,
    wrist_tab,
)
from datasets.studio.designs._hand import Hand, around, parted, sleeve
from datasets.studio.designs._leather import THREADS, hide
from datasets.studio.designs._soft_body import Bone, SoftBody
from datasets.studio.parts import Part, moved

SHELLS: tuple[Finish, ...] = (
    ("plastic", (0.012, 0.012, 0.013)),
    ("plastic", (0.09, 0.09, 0.095)),
    ("matte_plastic", (0.02, 0.02, 0.021)),
    ("aluminium", (0.5, 0.5, 0.51)),
    ("plastic", (0.5, 0.02, 0.02)),
)
TAGS = (
    "WORK GLOVES\nEN 388",
    "SIZE 10\nXL",
    "MOTO GLOVES\nEN 13594",
    "HANDSCHUHE\nGR. 9",
    "GANTS\nTAILLE 9",
    "GUANTES\nTALLA L",
)


def dipped(rng: np.random.Generator) -> list[Part]:
    """Knitted work gloves, palm and fingertips dipped in rubber, with an elastic cuff."""
    worn = chance(rng, 0.2)
    body = gripping_hand(rng) if worn else open_hand(rng)
    knit: Finish = (
        "textile",
        pick(rng, ((0.7, 0.7, 0.68), (0.3, 0.3, 0.31), dark(rng), hue(rng, 0.0))),
    )
    coat: Finish = ("rubber", pick(rng, (dark(rng), (0.25, 0.26, 0.27), hue(rng, 0.1))))
    mesh = skin(body)
    points = np.asarray(mesh.vertices)
    level = float(rng.uniform(-0.002, 0.005))
    tips = float(rng.uniform(0.12, 0.16)) if chance(rng, 0.6) else 1.0
    depth = np.minimum(body.back(points) - level, tips - points[:, 2])
    low, high = parted(mesh, depth)
    glove = [Part(low, *coat), Part(high, *knit), *knit_cuff(rng, knit)]
    return tagged(rng, present(rng, glove, worn), worn, TAGS)


def rigger(rng: np.random.Generator) -> list[Part]:
    """Stout work gloves: leather palm and knuckle strap, cloth back, a stiff wide cuff."""
    worn = chance(rng, 0.2)
    body = gripping_hand(rng) if worn else open_hand(rng)
    leather: Finish = (
        "leather",
        pick(rng, ((0.5, 0.36, 0.18), (0.35, 0.33, 0.3), (0.6, 0.4, 0.08), hide(rng))),
    )
    cloth: Finish = (
        "textile",
        pick(rng, ((0.05, 0.1, 0.3), (0.55, 0.53, 0.48), (0.4, 0.05, 0.04), dark(rng))),
    )
    low, high = parted(mesh := skin(body), body.back(np.asarray(mesh.vertices)) - 0.003)
    glove = [Part(low, *leather), Part(high, *cloth)]
    line = knuckle_line(body, 0.0)
    glove.append(pads(body, [line], float(rng.uniform(0.011, 0.015)), 0.0028, leather))
    glove.append(seam(body, around(line, (0, 1, 0), 0.0165), pick(rng, THREADS)))
    tips = first_phalanges(body, 0.9, 1.2)
    glove.append(pads(body, tips, 0.009, 0.0022, leather))
    glove += gauntlet(rng, cloth if chance(rng, 0.5) else leather)
    return tagged(rng, present(rng, glove, worn), worn, TAGS)


def plain_leather(rng: np.random.Generator) -> list[Part]:
    """Dress, driving or service gloves: thin smooth leather, three seams on the back, a strap."""
    worn = chance(rng, 0.35)
    body = gripping_hand(rng) if worn else open_hand(rng)
    look: Finish = ("leather", dark(rng) if chance(rng, 0.6) else hide(rng))
    glove = [Part(skin(body), *look), *short_cuff(rng, look)]
    if chance(rng, 0.75):
        glove.append(welts(body, look))
    if chance(rng, 0.35):
        edge = around(knuckle_line(body, 0.012), (0, 1, 0), 0.015)
        glove.append(seam(body, edge, pick(rng, THREADS)))
    if chance(rng, 0.7):
        glove += wrist_tab(rng, look, snap=chance(rng, 0.6))
    return tagged(rng, present(rng, glove, worn), worn, TAGS)


def motorcycle(rng: np.random.Generator) -> list[Part]:
    """Leather gauntlets with a moulded hard shell over the knuckles and small ones on fingers."""
    worn = chance(rng, 0.25)
    body = gripping_hand(rng) if worn else open_hand(rng)
    look: Finish = ("leather", dark(rng) if chance(rng, 0.7) else hide(rng))
    shell = pick(rng, SHELLS)
    line = knuckle_line(body, 0.006, 0.001)
    glove = [Part(skin(body), *look)]
    glove.append(pads(body, [line], 0.0165, 0.0035, look))
    glove.append(_dome(body, float(rng.uniform(0.008, 0.011)), shell))
    glove.append(
        pads(body, first_phalanges(body, 0.35, 0.75), 0.0062, 0.0045, pick(rng, (shell, look)))
    )
    stripe = hue(rng, 0.3)
    glove.append(seam(body, around(line, (0, 1, 0), 0.0185), stripe, 0.0012))
    long = chance(rng, 0.65)
    glove += gauntlet(rng, look) if long else short_cuff(rng, look)
    glove += wrist_tab(rng, ("leather", stripe if chance(rng, 0.4) else look[1]), snap=False)
    return tagged(rng, present(rng, glove, worn), worn, TAGS)


def hard_knuckle(rng: np.random.Generator) -> list[Part]:
    """Duty gloves of cloth: a ribbed empty shell over the knuckles, rubber ribs on the fingers."""
    worn = chance(rng, 0.3)
    body = gripping_hand(rng) if worn else open_hand(rng)
    colour: Colour = pick(rng, (dark(rng), dark(rng), (0.1, 0.11, 0.05), (0.36, 0.27, 0.16)))
    back: Finish = ("textile", colour)
    palm: Finish = ("leather", pick(rng, (BLACK, colour)))
    low, high = parted(mesh := skin(body), body.back(np.asarray(mesh.vertices)))
    glove = [Part(low, *palm), Part(high, *back)]
    shell: Finish = ("matte_plastic", pick(rng, (BLACK, (0.06, 0.06, 0.062), colour)))
    line = knuckle_line(body, 0.002, 0.001)
    glove.append(pads(body, [line], 0.0125, 0.0055, shell))
    spots = [p + np.array([(0, 0, -0.008), (0, 0, 0.008)]) for p in line]
    glove.append(pads(body, spots, 0.0046, 0.0085, shell))
    ribs = [
        part
        for low_, high_ in ((0.3, 0.36), (0.52, 0.58), (0.74, 0.8))
        for part in first_phalanges(body, low_, high_)
    ]
    glove.append(pads(body, ribs, 0.0055, 0.0036, ("rubber", shell[1])))
    glove += short_cuff(rng, back)
    glove += wrist_tab(rng, ("rubber", shell[1]), snap=False)
    return tagged(rng, present(rng, glove, worn), worn, TAGS)


def boxing(rng: np.random.Generator) -> list[Part]:
    """Boxing gloves: a thick padded mitten with its thumb and a laced or strapped cuff."""
    look: Finish = ("leather", hue(rng, 0.25))
    body = SoftBody(
        [
            Bone((-0.018, 0, 0.01), (-0.026, -0.006, 0.09), 0.036, 0.044, 0.95),
            Bone((0.018, 0, 0.01), (0.026, -0.006, 0.09), 0.036, 0.044, 0.95),
            Bone((-0.024, -0.008, 0.1), (-0.02, -0.03, 0.135), 0.05, 0.042),
            Bone((0.024, -0.008, 0.1), (0.02, -0.03, 0.135), 0.05, 0.042),
            Bone((0, -0.04, 0.125), (0, -0.06, 0.09), 0.04, 0.034),
            Bone((-0.045, -0.03, 0.04), (-0.062, -0.05, 0.085), 0.024, 0.026),
            Bone((-0.062, -0.05, 0.085), (-0.05, -0.062, 0.115), 0.026, 0.022),
        ],
        0.006,
    )
    pair = [Part(body.mesh(0.005), *look)]
    second: Finish = ("leather", pick(rng, (look[1], (0.7, 0.7, 0.68), BLACK)))
    pair.append(
        Part(
            sleeve([(0.02, 0.054, 0.036), (-0.02, 0.049, 0.034), (-0.085, 0.052, 0.038)], 0.008),
            *second,
        )
    )
    if chance(rng, 0.6):
        band = sleeve([(-0.03, 0.0515, 0.0365), (-0.07, 0.0535, 0.0385)], 0.002)
        pair.append(Part(band, "textile", pick(rng, ((0.7, 0.7, 0.68), BLACK, hue(rng, 0.0)))))
    else:
        pair.append(_laces())
    return _rolled(rng, pair)


def _dome(body: Hand, rise: float, look: Finish) -> Part:
    """A smooth moulded shell over the knuckles with a low bump on each."""
    line = knuckle_line(body, 0.006, 0.001)
    plate = pads(body, [line], 0.0118, rise * 0.7, look)
    bumps = [p + np.array([(0, 0, -0.003), (0, 0, 0.003)]) for p in line]
    return Part(s.join(plate.mesh, pads(body, bumps, 0.0062, rise, look).mesh), *look)


def _laces() -> Part:
    """Crossed laces down the palm side of the cuff."""
    laces: list[trimesh.Trimesh] = []
    for k in range(5):
        z = -0.015 - 0.014 * k
        for way in (1, -1):
            ends = [
                (-0.016 * way, -0.0365, z),
                (0, -0.0405, z - 0.007),
                (0.016 * way, -0.0365, z - 0.014),
            ]
            laces.append(s.tube_along(s.spline(ends, 10), 0.0018, 6))
    return Part(s.join(*laces), "rope", (0.7, 0.7, 0.68))


def _rolled(rng: np.random.Generator, glove: list[Part]) -> list[Part]:
    """Two mittens lying beside each other, each on any side, or one leaning on the other."""
    parts: list[Part] = []
    for side, flip in ((-1, np.eye(4)), (1, MIRROR)):
        spin = s.turn(float(pick(rng, (0, 0, 90, -90, 180))), (0, 1, 0))
        lying = ground(moved(glove, spin @ LAID @ flip))
        turned = s.move(x=side * float(rng.uniform(0.085, 0.11)))
        parts += moved(lying, turned @ s.turn(float(rng.uniform(-25, 25))))
    return ground(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "gloves": (dipped, rigger, plain_leather, motorcycle, hard_knuckle, boxing),
}

"""Weighted gloves: leather with thick closed pockets over knuckles, fingers or back of the hand."""

from __future__ import annotations

import numpy as np

from datasets.studio.designs._forms import Colour, Design, chance, dark, pick
from datasets.studio.designs._glove_parts import (
    Finish,
    clenched_hand,
    first_phalanges,
    gripping_hand,
    knuckle_line,
    on_forms,
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
from datasets.studio.designs._hand import Hand, around
from datasets.studio.designs._leather import THREADS, hide
from datasets.studio.parts import Part

TAGS = (
    "SAP GLOVES\nSTEEL SHOT",
    "LOADED\nKNUCKLES",
    "QUARZSAND\nHANDSCHUHE",
    "WEIGHTED\n2 x 200 g",
    "GANTS\nPLOMBES",
)


def knuckle_bar(rng: np.random.Generator) -> list[Part]:
    """One thick stitched bar over all four knuckles."""
    worn = chance(rng, 0.3)
    body = gripping_hand(rng) if worn else open_hand(rng)
    look = _leather(rng)
    line = knuckle_line(body, 0.004)
    wide = float(rng.uniform(0.0145, 0.0175))
    glove = _plain(rng, body, look)
    glove.append(pads(body, [line], wide, float(rng.uniform(0.0135, 0.0175)), _second(rng, look)))
    glove.append(seam(body, around(line, (0, 1, 0), wide + 0.003), pick(rng, THREADS)))
    glove.append(welts(body, look))
    return tagged(rng, present(rng, glove, worn), worn, TAGS, 0.7)


def knuckle_pockets(rng: np.random.Generator) -> list[Part]:
    """Four separate cushions on the knuckles and four more on the fingers."""
    worn = chance(rng, 0.3)
    body = gripping_hand(rng) if worn else open_hand(rng)
    look = _leather(rng)
    second = _second(rng, look)
    wide, rise = float(rng.uniform(0.0088, 0.0102)), float(rng.uniform(0.012, 0.0155))
    spots = knuckle_line(body, 0.004)
    lines = [p + np.array([(0, 0, -0.004), (0, 0, 0.005)]) for p in spots]
    glove = [*_plain(rng, body, look), pads(body, lines, wide, rise, second)]
    glove.append(pads(body, first_phalanges(body, 0.5, 0.9), 0.0075, rise * 0.75, second))
    thread = pick(rng, THREADS)
    glove.append(seam(body, around(spots, (0, 1, 0), wide + 0.0085), thread))
    return tagged(rng, present(rng, glove, worn), worn, TAGS, 0.7)


def back_plate(rng: np.random.Generator) -> list[Part]:
    """A large quilted cushion over the back of the hand and the knuckles."""
    worn = chance(rng, 0.3)
    body = gripping_hand(rng) if worn else open_hand(rng)
    look = _leather(rng)
    rows = [knuckle_line(body, 0.002 + 0.0165 * k) * (1 - 0.06 * k, 1, 1) for k in range(3)]
    rise = float(rng.uniform(0.0115, 0.015))
    glove = _plain(rng, body, look)
    glove.append(pads(body, rows, 0.0088, rise, _second(rng, look)))
    middle = (rows[0] + rows[2]) / 2
    edge = around(middle, (0, 1, 0), 0.0285)
    glove.append(seam(body, edge, pick(rng, THREADS)))
    return tagged(rng, present(rng, glove, worn), worn, TAGS, 0.7)


def clenched(rng: np.random.Generator) -> list[Part]:
    """Worn on a form and clenched, the filled knuckles standing out."""
    body, look = clenched_hand(rng), _leather(rng)
    glove = _plain(rng, body, look)
    line = knuckle_line(body, 0.0, 0.001)
    rise = float(rng.uniform(0.0125, 0.016))
    if chance(rng, 0.6):
        glove.append(
            pads(body, [line], float(rng.uniform(0.0135, 0.0165)), rise, _second(rng, look))
        )
    else:
        lines = [p + np.array([(0, 0, 0), (0, 0.002, -0.006)]) for p in line]
        glove.append(pads(body, lines, 0.0098, rise, _second(rng, look)))
    up = body.ways.mean(0)
    glove.append(seam(body, around(line, up, 0.0195), pick(rng, THREADS)))
    return on_forms(rng, glove, both=chance(rng, 0.6))


def _leather(rng: np.random.Generator) -> Finish:
    """Nearly black: brown leather on a form looks like a hand."""
    return "leather", dark(rng)


def _second(rng: np.random.Generator, look: Finish) -> Finish:
    """The pockets' leather: paler than the glove, or of another colour."""
    if chance(rng, 0.5):
        r, g, b = (min(1.6 * v + 0.035, 1.0) for v in look[1])
        return "leather", (r, g, b)
    others: tuple[Colour, ...] = (hide(rng), (0.16, 0.16, 0.17), (0.3, 0.02, 0.02))
    return "leather", pick(rng, others)


def _plain(rng: np.random.Generator, body: Hand, look: Finish) -> list[Part]:
    """Skin, cuff and closing strap."""
    parts = [Part(skin(body), *look), *short_cuff(rng, look)]
    if chance(rng, 0.8):
        parts += wrist_tab(rng, look, snap=chance(rng, 0.6))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "weighted_gloves": (knuckle_bar, knuckle_pockets, back_plate, clenched),
}

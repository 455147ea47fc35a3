"""Cattle prods: a thin shaft with two blunt prongs and a battery grip; short and tube kinds."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bar,
    blob,
    chance,
    dark,
    lay,
    pick,
    ribs,
    screw,
    slab,
    smooth,
    stand,
    turned,
    wrist_strap,
)
from datasets.studio.designs._shock_parts import RED
from datasets.studio.designs._signs import FARM_BRANDS, plate, sheet, sticker
from datasets.studio.parts import Material, Part, moved

SHAFTS: tuple[Colour, ...] = (
    (0.75, 0.5, 0.02),
    (0.72, 0.72, 0.68),
    (0.55, 0.03, 0.03),
    (0.04, 0.28, 0.08),
    (0.02, 0.08, 0.4),
    (0.7, 0.22, 0.02),
    BLACK,
)


def long_prod(rng: np.random.Generator) -> list[Part]:
    """A fibreglass shaft in a soft box grip with trigger and safety slide."""
    grip, long = float(rng.uniform(0.2, 0.27)), float(rng.uniform(0.42, 0.85))
    w, d = float(rng.uniform(0.04, 0.052)), float(rng.uniform(0.036, 0.044))
    main = _bright(rng)
    keys = [(0, 0.7 * w, 0.7 * d, 0, 0), (0.006, w, d, 0, 0), (0.3 * grip, 0.9 * w, 0.92 * d, 0, 0)]
    keys += [(0.62 * grip, 0.86 * w, 0.9 * d, 0, 0), (0.76 * grip, w, d, 0, 0)]
    keys += [(0.9 * grip, 0.7 * w, 0.7 * d, 0, 0), (grip, 0.45 * w, 0.5 * d, 0, 0)]
    parts = [Part(blob(keys, 4.0), "matte_plastic", main)]
    parts += _trigger(0.43 * w, 0.68 * grip)
    cap = s.at(bar(0.94 * w, 0.94 * d, 0.03, 0.004, 4.0), s.move(z=-0.012))
    parts.append(Part(cap, "plastic", dark(rng)))
    parts += _printed(rng, 0.36 * grip, -0.47 * d, 0.5 * w)
    parts += _shaft(rng, grip - 0.01, long)
    if chance(rng, 0.7):
        parts.append(wrist_strap(rng, (0, 0, -0.01), float(rng.uniform(0.1, 0.16))))
    return lay(rng, parts) if chance(rng, 0.9) else stand(parts)


def pistol_prod(rng: np.random.Generator) -> list[Part]:
    """A shaft in a housing with a pistol grip and a finger trigger."""
    k, long = float(rng.uniform(0.95, 1.15)), float(rng.uniform(0.45, 0.9))
    main, second = _bright(rng), dark(rng)
    body = [(-0.03, -0.02), (0.03, -0.01), (0.028, 0.09), (0.016, 0.13), (-0.014, 0.13)]
    body += [(-0.03, 0.09)]
    parts = [Part(slab(smooth(np.array(body) * k), 0.046 * k, 0.01 * k), "matte_plastic", main)]
    grip = [(-0.024, 0.05), (-0.07, 0.02), (-0.118, 0.0), (-0.126, -0.034), (-0.075, -0.022)]
    grip += [(-0.02, -0.014)]
    parts.append(Part(slab(smooth(np.array(grip) * k), 0.038 * k, 0.01 * k), "rubber", second))
    pull = [(-0.03, 0.048), (-0.034, 0.074), (-0.048, 0.07), (-0.046, 0.04)]
    parts.append(Part(slab(smooth(np.array(pull) * k, 40), 0.016 * k, 0.004), "plastic", RED))
    head = screw(0.003)
    for side in (0, 180):
        for x, z in ((-0.02, 0.1), (0.018, 0.0), (0.018, 0.1)):
            flip = 1 if side == 0 else -1
            parts.append(
                Part(s.at(head, s.move(flip * x * k, -0.0232 * k, z * k), s.turn(side)), "steel")
            )
    words = sheet(plate(rng, FARM_BRANDS), 0.075 * k)
    up = s.move(0.0, -0.0238 * k, 0.05 * k) @ s.turn(-90, (0, 1, 0))
    parts += [words.moved(up), words.moved(s.turn(180) @ up)]
    collar = turned([(0.016, 0.12), (0.016, 0.14), (0.01, 0.16)], "rubber", BLACK)
    parts += [collar.moved(s.scale(k, k, k)), *_shaft(rng, 0.15 * k, long)]
    return lay(rng, parts)


def short_prod(rng: np.random.Generator) -> list[Part]:
    """A short hand prod: thick ribbed battery grip, necked body, two prongs set wide apart."""
    w, d = float(rng.uniform(0.05, 0.066)), float(rng.uniform(0.038, 0.048))
    h = float(rng.uniform(0.22, 0.34))
    main = _bright(rng)
    keys = [(0, 0.8 * w, 0.8 * d, 0, 0), (0.008, 0.95 * w, d, 0, 0), (0.45 * h, 0.84 * w, d, 0, 0)]
    keys += [(0.6 * h, 1.02 * w, 1.05 * d, 0, 0), (0.8 * h, 0.8 * w, 0.85 * d, 0, 0)]
    keys += [(h - 0.004, 0.74 * w, 0.7 * d, 0, 0), (h, 0.66 * w, 0.6 * d, 0, 0)]
    parts = [Part(blob(keys, 3.4), "matte_plastic", main)]
    band = s.box(0.9 * w, 1.03 * d, 0.006, 0.002)
    rows = [s.at(band, s.move(z=float(z))) for z in np.linspace(0.08 * h, 0.4 * h, 8)]
    parts.append(Part(s.join(*rows), "rubber", dark(rng)))
    parts += _trigger(0.5 * w, 0.62 * h)
    parts += _printed(rng, 0.6 * h, -0.522 * d, 0.5 * w)
    parts += moved(_prongs(rng, float(rng.uniform(0.024, 0.034)), 0.022), s.move(z=h))
    if chance(rng, 0.7):
        parts.append(wrist_strap(rng, (0, 0, 0.004), 0.12))
    return lay(rng, parts) if chance(rng, 0.85) else stand(parts)


def tube_prod(rng: np.random.Generator) -> list[Part]:
    """An older kind: a metal battery tube like a torch's with a push key, and a thin rod."""
    r, grip = float(rng.uniform(0.017, 0.021)), float(rng.uniform(0.24, 0.36))
    long = float(rng.uniform(0.4, 0.8))
    tube = [(0.9 * r, 0), (r, 0.004), (r, 0.026), (0.95 * r, 0.028)]
    tube += ribs(0.97 * r, 0.05, 0.6 * grip, 14, 0.0006)
    tube += [(0.97 * r, 0.9 * grip), (r, 0.92 * grip), (r, grip), (0.5 * r, grip + 0.03)]
    metal: Material = pick(rng, ("aluminium", "chrome", "painted_metal"))
    parts = [turned(tube, metal, _bright(rng) if metal == "painted_metal" else None)]
    key = turned([(0.009, 0), (0.008, 0.004), (0.0, 0.0055)], "rubber", pick(rng, (RED, BLACK)))
    place = s.move(0, -0.96 * r, 0.74 * grip) @ s.turn(90, (1, 0, 0))
    parts.append(key.moved(place))
    wrap = s.label_wrap(r, 0.06, -150, -30)
    parts.append(Part(s.at(wrap, s.move(z=0.84 * grip)), "paper", None, plate(rng, FARM_BRANDS)))
    parts += _shaft(rng, grip + 0.02, long)
    if chance(rng, 0.6):
        parts.append(wrist_strap(rng, (0, 0, 0.002), 0.13))
    return lay(rng, parts)


def _bright(rng: np.random.Generator) -> Colour:
    """A farm tool's colour: strong mostly, a little lighter or darker."""
    r, g, b = np.array(pick(rng, SHAFTS)) * rng.uniform(0.75, 1.15)
    return float(r), float(g), float(b)


def _shaft(rng: np.random.Generator, low: float, long: float) -> list[Part]:
    """The thin shaft from a height, a ferrule, and the head with its prongs."""
    r = float(rng.uniform(0.0055, 0.0085))
    top = low + long
    colour = pick(rng, SHAFTS)
    bow = float(rng.uniform(0.0, 0.02)) * long
    z = np.linspace(low, top, 24)
    sway = bow * ((z - low) / long) ** 2
    rod = s.tube_along(np.stack([sway, 0 * z, z], 1), r, 14)
    ferrule = turned([(0.013, low), (0.013, low + 0.03), (0.009, low + 0.05)], "rubber", BLACK)
    parts = [Part(rod, "plastic", colour), ferrule]
    head = bar(0.036, 0.018, 0.038, 0.004, 3.5)
    parts.append(Part(s.at(head, s.move(bow, 0, top - 0.02)), "plastic", dark(rng)))
    apart = float(rng.uniform(0.018, 0.027))
    return parts + moved(
        _prongs(rng, apart, float(rng.uniform(0.02, 0.032))), s.move(bow, 0, top + 0.014)
    )


def _prongs(rng: np.random.Generator, apart: float, tall: float) -> list[Part]:
    """Two blunt contacts that spread a little, each on a short neck."""
    metal: Material = pick(rng, ("brass", "steel", "brass", "chrome"))
    r = float(rng.uniform(0.0024, 0.0034))
    pieces, necks = [], []
    for side in (-1, 1):
        x = side * apart / 2
        pieces.append(
            s.tube_along([(x, 0, -0.006), (x, 0, 0.4 * tall), (1.25 * x, 0, tall)], r, 12)
        )
        pieces.append(s.at(s.sphere(1.25 * r, 2), s.move(1.25 * x, 0, tall)))
        necks.append(s.at(s.cylinder(1.9 * r, 0.01, 16), s.move(x, 0, 0.001)))
    return [Part(s.join(*pieces), metal), Part(s.join(*necks), "rubber", BLACK)]


def _trigger(x: float, z: float) -> list[Part]:
    """A large trigger on the narrow side and a safety slide below it."""
    pull = s.at(s.box(0.012, 0.016, 0.04, 0.004), s.turn(8, (0, 1, 0)), s.move(x, 0, z))
    slide = s.at(s.box(0.006, 0.01, 0.014, 0.002), s.move(x, 0, z - 0.045))
    return [Part(pull, "plastic", RED), Part(slide, "plastic", (0.5, 0.5, 0.5))]


def _printed(rng: np.random.Generator, z: float, y: float, width: float) -> list[Part]:
    """The farm brand on both broad sides."""
    words = sticker(rng, width, FARM_BRANDS).moved(s.move(0, y - 0.0012, z))
    return [words, words.moved(s.turn(180))]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "cattle_prod": (long_prod, pistol_prod, short_prod, tube_prod),
}

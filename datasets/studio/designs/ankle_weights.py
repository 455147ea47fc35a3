"""Ankle weights for sport: soft filled sleeves, hook-and-loop straps, a printed mass."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._belts import frame_buckle
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground, hue, pick
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._irons import lower_leg, reclined
from datasets.studio.designs._print import panel
from datasets.studio.labels import RGB
from datasets.studio.parts import Material, Part, moved

MASSES = ("0.5 KG", "1 KG", "1,5 kg", "2 KG", "2 x 1 kg", "3 KG", "5 LB", "3 LBS", "2.5 kg")
BRANDS = ("FITRUVA", "Aktivo", "GYMNERA", "LIFTOLA", "sportiq", "MOVARO")
PASTEL: tuple[Colour, ...] = (
    (0.55, 0.25, 0.3),
    (0.2, 0.4, 0.42),
    (0.42, 0.4, 0.36),
    (0.3, 0.3, 0.45),
    (0.04, 0.04, 0.045),
)


def wrapped_pair(rng: np.random.Generator) -> list[Part]:
    """One or two weights closed to sleeves, standing or fallen on a side."""
    seed, count = int(rng.integers(2**31)), int(pick(rng, (1, 2, 2, 2)))
    radius = float(rng.uniform(0.042, 0.058))
    parts: list[Part] = []
    for i in range(count):
        one = _sleeve(np.random.default_rng(seed), radius)
        lean = float(pick(rng, (0, 0, 90)))
        spun = moved(one, s.turn(lean, (1, 0, 0)) @ s.turn(float(rng.uniform(0, 360))))
        place = s.move(i * float(rng.uniform(0.18, 0.22)), float(rng.uniform(-0.05, 0.05)))
        parts += moved(ground(spun), place @ s.turn(float(rng.uniform(-40, 40))))
    return ground(parts)


def flat_pair(rng: np.random.Generator) -> list[Part]:
    """Weights laid open: a row of filled pockets with a strap and a ring, one beside the other."""
    seed, parts = int(rng.integers(2**31)), []
    for i in range(int(pick(rng, (1, 2, 2)))):
        one = _flat(np.random.default_rng(seed))
        parts += moved(
            one,
            s.move(float(rng.uniform(-0.03, 0.03)), i * float(rng.uniform(0.15, 0.19)))
            @ s.turn(float(rng.normal(0, 6))),
        )
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def pocket_weight(rng: np.random.Generator) -> list[Part]:
    """An adjustable weight: open pockets from which iron bars or sand bags are drawn."""
    cloth, binding = hue(rng, 0.5), dark(rng)
    count, step = int(rng.integers(4, 7)), float(rng.uniform(0.036, 0.05))
    long, tall = count * step + 0.02, float(rng.uniform(0.11, 0.15))
    back = s.extrude(rounded(long, tall, 0.012), 0.006)
    pocket = s.box(step * 0.9, tall * 0.8, 0.016, 0.0075)
    hem = s.box(step * 0.92, 0.012, 0.0175, 0.004)
    bar = (
        s.box(step * 0.66, tall * 0.78, 0.011, 0.002)
        if chance(rng, 0.6)
        else s.at(s.cylinder(step * 0.26, tall * 0.8, 20), s.turn(90, (1, 0, 0)))
    )
    pockets, hems, bars = [], [], []
    for i in range(count):
        x = (i - (count - 1) / 2) * step
        pockets.append(s.at(pocket, s.move(x, -tall * 0.06, 0.011)))
        hems.append(s.at(hem, s.move(x, tall * 0.335, 0.011)))
        if chance(rng, 0.8):
            bars.append(s.at(bar, s.move(x, float(rng.uniform(0.02, 0.05)), 0.011)))
    for i in range(int(rng.integers(0, 3))):
        bars.append(
            s.at(
                bar,
                s.turn(float(rng.uniform(60, 120))),
                s.move(-0.05 + 0.1 * i, -tall * 0.8, 0.006),
            )
        )
    metal: Material = pick(rng, ("dark_steel", "steel", "rust"))
    parts = [
        Part(s.join(back, *pockets), "textile", cloth),
        Part(s.join(*hems), "webbing", binding),
        *_strap_flat(rng, long, tall, binding),
        *_print(rng, 0.045, (0.0, -tall * 0.1, 0.0196)),
    ]
    if bars:
        parts.append(Part(s.join(*bars), metal))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def bangle_pair(rng: np.random.Generator) -> list[Part]:
    """The modern kind: rounded soft-coated weights on an elastic strap, as a bangle."""
    colour, count = pick(rng, PASTEL), int(rng.integers(7, 10))
    tall, deep = float(rng.uniform(0.026, 0.04)), float(rng.uniform(0.012, 0.018))
    radius = float(rng.uniform(0.036, 0.046))
    wide = 2 * np.pi * radius / count * 0.9
    lump = s.box(wide, deep, tall, deep * 0.46)
    lumps = [s.at(lump, s.move(y=-radius), s.turn(i * 360 / count)) for i in range(count)]
    elastic = s.band(radius - deep * 0.3, 0.003, tall * 0.6, 0, 360)
    tail = s.band(radius + deep * 0.56, 0.0025, tall * 0.55, 230, 300)
    one = [
        Part(s.join(*lumps), "rubber", colour),
        Part(s.join(elastic, tail), "webbing", dark(rng)),
    ]
    parts: list[Part] = []
    for i in range(int(pick(rng, (1, 2, 2)))):
        lean = float(pick(rng, (0, 0, 90)))
        spun = moved(one, s.turn(lean, (1, 0, 0)) @ s.turn(float(rng.uniform(0, 360))))
        parts += moved(ground(spun), s.move(i * 0.12, float(rng.uniform(-0.03, 0.03))))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def weight_worn(rng: np.random.Generator) -> list[Part]:
    """A weight strapped round the ankle of a leg in a sports shoe."""
    sleeve = _sleeve(rng, 0.043, worn=True)
    place = s.move(z=0.15) @ s.turn(float(rng.uniform(0, 360)))
    parts = lower_leg(rng, dressed=0.0) + moved(sleeve, place)
    return reclined(rng, parts) if chance(rng, 0.5) else ground(parts)


def _sleeve(rng: np.random.Generator, radius: float, worn: bool = False) -> list[Part]:
    """Filled pockets round z on a lining, bindings above and below, strap with ring, print."""
    cloth, binding = hue(rng, 0.5), dark(rng)
    tall = float(rng.uniform(0.085, 0.11 if worn else 0.14))
    deep, count = float(rng.uniform(0.018, 0.03)), int(rng.integers(5, 9))
    cover: Material = pick(rng, ("textile", "textile", "matte_plastic"))
    across = chance(rng, 0.25)
    if across:
        rolls = int(rng.integers(3, 5))
        pitch = tall / rolls
        pockets: list[trimesh.Trimesh] = [
            s.at(
                s.torus(radius + deep * 0.45, pitch * 0.5), s.move(z=(i - (rolls - 1) / 2) * pitch)
            )
            for i in range(rolls)
        ]
        outer = radius + deep * 0.45 + pitch * 0.5
    else:
        wide = 2 * np.pi * (radius + deep * 0.4) / count * 0.99
        pocket = s.box(wide, deep, tall * 0.96, deep * 0.42)
        pockets = [
            s.at(pocket, s.move(y=-radius - deep * 0.42), s.turn(i * 360 / count))
            for i in range(count)
        ]
        outer = float(np.hypot(radius + deep * 0.86, wide * 0.36))
    lining = s.band(radius, 0.006, tall, 0, 360)
    rims = [s.at(s.torus(radius + 0.002, 0.0052), s.move(z=z * tall / 2)) for z in (1, -1)]
    parts = [
        Part(s.join(lining, *pockets), cover, cloth),
        Part(s.join(*rims), "webbing", binding),
        *_strap_round(rng, outer, tall, binding),
    ]
    return [*parts, *_print_round(rng, outer, tall)]


def _strap_round(rng: np.random.Generator, outer: float, tall: float, colour: Colour) -> list[Part]:
    """A strap over the front with its ring and the hook-and-loop end folded back."""
    wide = tall * float(rng.uniform(0.28, 0.45))
    under = s.band(outer + 0.001, 0.002, wide, 190, 350)
    back = s.band(outer + 0.0036, 0.0022, wide * 0.98, 255, 345)
    ring = s.at(frame_buckle(0.011, wide * 1.18, 0.0021, 0), s.move(y=-outer - 0.003), s.turn(-18))
    fuzz = s.band(outer + 0.0022, 0.0022, wide * 0.9, 196, 252)
    metal: Material = "chrome" if chance(rng, 0.5) else "plastic"
    loop: Colour = (0.06, 0.06, 0.065) if chance(rng, 0.7) else (0.4, 0.4, 0.4)
    return [
        Part(s.join(under, back), "webbing", colour),
        Part(fuzz, "foam", loop),
        Part(s.at(ring, s.turn(12)), metal),
    ]


def _strap_flat(rng: np.random.Generator, long: float, tall: float, colour: Colour) -> list[Part]:
    """The strap of a weight laid open: hook-and-loop end to the right, ring to the left."""
    wide, reach = tall * 0.36, float(rng.uniform(0.12, 0.2))
    strap = s.at(s.box(reach, wide, 0.0022), s.move(long / 2 + reach / 2 - 0.01, 0, 0.005))
    hook = s.at(
        s.box(reach * 0.45, wide * 0.92, 0.0018), s.move(long / 2 + reach * 0.72, 0, 0.0067)
    )
    stub = s.at(s.box(0.03, wide, 0.0025), s.move(-long / 2 - 0.008, 0, 0.005))
    ring = s.at(
        frame_buckle(0.012, wide * 1.2, 0.0022, 0),
        s.turn(90, (1, 0, 0)),
        s.move(-long / 2 - 0.024, 0, 0.005),
    )
    metal: Material = "chrome" if chance(rng, 0.5) else "plastic"
    return [
        Part(s.join(strap, stub), "webbing", colour),
        Part(hook, "foam", (0.07, 0.07, 0.075)),
        Part(ring, metal),
    ]


def _flat(rng: np.random.Generator) -> list[Part]:
    cloth, binding = hue(rng, 0.5), dark(rng)
    count, step = int(rng.integers(4, 8)), float(rng.uniform(0.034, 0.052))
    tall, deep = float(rng.uniform(0.09, 0.135)), float(rng.uniform(0.018, 0.028))
    long = count * step
    pocket = s.box(step * 0.99, tall * 0.95, deep, deep * 0.44)
    pockets = [
        s.at(pocket, s.move((i - (count - 1) / 2) * step, 0, deep / 2)) for i in range(count)
    ]
    back = s.extrude(rounded(long + 0.02, tall, 0.01), 0.005)
    edge = rounded(long + 0.026, tall + 0.006, 0.012)
    rim = s.tube_along(np.c_[edge, np.full(len(edge), 0.0045)], 0.0045, 8, closed=True)
    cover: Material = pick(rng, ("textile", "textile", "matte_plastic"))
    return [
        Part(s.join(back, *pockets), cover, cloth),
        Part(rim, "webbing", binding),
        *_strap_flat(rng, long, tall, binding),
        *_print(rng, min(step * 1.6, 0.07), (0.0, 0.0, deep + 0.0004)),
    ]


def _words(rng: np.random.Generator) -> tuple[tuple[str, str], RGB, RGB]:
    words = (pick(rng, MASSES), pick(rng, BRANDS))
    grounds: tuple[tuple[RGB, RGB], ...] = (
        ((20, 20, 22), (240, 240, 236)),
        ((236, 236, 232), (18, 18, 22)),
        ((190, 20, 24), (250, 250, 246)),
        ((24, 60, 130), (244, 244, 240)),
    )
    return (words, *pick(rng, grounds))


def _print(rng: np.random.Generator, wide: float, centre: tuple[float, float, float]) -> list[Part]:
    """The mass and the maker on a patch that faces up."""
    picture = panel(*_words(rng), ratio=1.6)
    sheet = s.at(s.label_panel(wide, wide / 1.6), s.turn(-90, (1, 0, 0)), s.move(*centre))
    return [Part(sheet, "rubber", None, picture, smooth=False)]


def _print_round(rng: np.random.Generator, outer: float, tall: float) -> list[Part]:
    """The mass and the maker on a patch at the back."""
    picture = panel(*_words(rng), ratio=1.6)
    half = float(rng.uniform(18, 27))
    high = outer * np.radians(2 * half) / 1.6
    sheet = s.label_wrap(outer, min(high, tall * 0.8), 90 - half, 90 + half, 0.0012)
    return [Part(sheet, "rubber", None, picture)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "ankle_weights": (wrapped_pair, flat_pair, pocket_weight, bangle_pair, weight_worn),
}

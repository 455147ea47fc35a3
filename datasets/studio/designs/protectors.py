"""Hard but smooth body armour: motocross protectors, limb guards, costume breastplates."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._armour_forms import (
    Trunk,
    band_round,
    front_of,
    gutter,
    set_out,
    shown,
    strap_over,
    trunk,
    vest_region,
)
from datasets.studio.designs._belts import side_release_buckle
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, dark, hue, pick
from datasets.studio.designs._limb_guards import Guard, draw_guard, guard_base, present_guards
from datasets.studio.designs._soft_body import between as level
from datasets.studio.designs._soft_body import both, cover
from datasets.studio.parts import Material, Part, moved


def motocross(rng: np.random.Generator) -> list[Part]:
    """Moulded plastic chest and back plates in segments, shoulder cups, mesh and straps."""
    (body, skin), form = trunk(rng), chance(rng, 0.65)
    k, shell = body.size, pick(rng, (dark(rng), (0.7, 0.7, 0.68), hue(rng, 0.2)))
    parts = [Part(cover(skin, vest_region(rng, k, 0.11), 0.002, 0.008), "textile", dark(rng))]
    look: Material = pick(rng, ("plastic", "matte_plastic"))
    rows = ((0.36, 0.5, 0.135), (0.27, 0.345, 0.12), (0.2, 0.258, 0.105), (0.135, 0.188, 0.095))
    for back in (False, True):
        for low, high, wide in rows[: 4 if back else int(rng.integers(2, 5))]:
            region = both(front_of(wide * k, low * k, high * k, back), vest_region(rng, k, 0.1))
            parts.append(
                Part(cover(skin, region, 0.008, float(rng.uniform(0.02, 0.028))), look, shell)
            )
    vents = []
    for x in (-0.06, 0.06):
        for z in (0.4, 0.425, 0.45):
            line = body.front(
                np.stack([np.linspace(x - 0.028, x + 0.028, 9) * k, np.full(9, z * k)], 1), 0.0275
            )
            vents.append(s.tube_along(line, 0.0035, 6))
    parts.append(Part(s.join(*vents), "rubber", BLACK))
    for x in (-1, 1):
        parts += _shoulder_cup(rng, body, x, look, shell)
    for z in (0.17, 0.3):
        parts.append(Part(band_round(body, z * k, 0.035, 0.003, 0.0095), "webbing", dark(rng)))
    return shown(rng, skin, parts, form)


def cuirass(rng: np.random.Generator) -> list[Part]:
    """A smooth costume breastplate of steel, brass or leather, with plain shoulder lames."""
    (body, skin), form = trunk(rng), chance(rng, 0.75)
    k = body.size
    leather = chance(rng, 0.3)
    look: Material = "leather" if leather else pick(rng, ("steel", "steel", "brass", "dark_steel"))
    colour: Colour | None = pick(rng, ((0.13, 0.06, 0.025), dark(rng))) if leather else None
    region = vest_region(rng, k, 0.15)
    parts = [Part(cover(skin, region, 0.004, 0.016), look, colour)]
    edge = [
        cover(skin, both(region, level(low * k, high * k)), 0.004, 0.021)
        for low, high in ((0.15, 0.175),)
    ]
    parts.append(Part(s.join(*edge), pick(rng, (look, "brass")), colour))
    if chance(rng, 0.6):
        line = body.front(np.stack([np.zeros(24), np.linspace(0.19, 0.47, 24) * k], 1), 0.0165)
        parts.append(Part(s.tube_along(line, 0.004, 8), look, colour))
    for x in (-1, 1):
        cups = moved(
            _lames(rng, look, colour),
            s.move(x * 0.185 * k, 0.004, 0.5 * k) @ s.turn(-x * 38, (0, 1, 0)) @ s.turn(90 * x),
        )
        parts += cups if chance(rng, 0.9) else []
        keys = [
            (x * 0.1 * k, y * k, z * k)
            for y, z in ((-0.09, 0.49), (-0.04, 0.575), (0.03, 0.58), (0.08, 0.5))
        ]
        parts.append(
            Part(strap_over(body, keys, 0.03, 0.004, 0.0185), "leather", (0.06, 0.03, 0.015))
        )
    spots = body.front(
        np.stack([np.linspace(-0.11, 0.11, 9) * k, np.full(9, 0.163 * k)], 1), 0.0215
    )
    rivet = s.at(s.sphere(0.006, 2), s.scale(1, 1, 0.6))
    parts.append(Part(set_out(rivet, spots, body.facing(spots)), "brass"))
    return shown(rng, skin, parts, form)


def limb_guards(rng: np.random.Generator) -> list[Part]:
    """A pair of smooth forearm, shin or elbow guards with straps, for sport or riot duty."""
    guard = draw_guard(rng, hard=chance(rng, 0.75))
    parts = guard_base(rng, guard)
    if chance(rng, 0.7):
        parts += _cap(rng, guard)
    if chance(rng, 0.6):
        parts += _ridges(rng, guard)
    return present_guards(rng, guard, parts)


def _shoulder_cup(
    rng: np.random.Generator, body: Trunk, side: int, look: Material, shell: Colour
) -> list[Part]:
    """A smooth cup over one shoulder and a strap with its buckle."""
    k = body.size
    cups = moved(
        _lames(rng, look, shell, count=2),
        s.move(side * 0.19 * k, 0.004, 0.49 * k)
        @ s.turn(-side * 42, (0, 1, 0))
        @ s.turn(90 * side),
    )
    clip = s.at(
        side_release_buckle(0.025),
        s.move(
            side * 0.1 * k, float(body.front((side * 0.1 * k, 0.475 * k), 0.03)[0, 1]), 0.475 * k
        ),
    )
    return [*cups, Part(clip, "plastic", BLACK)]


def _lames(
    rng: np.random.Generator, look: Material, colour: Colour | None, count: int = 3
) -> list[Part]:
    """A smooth dome over a shoulder and overlapping strips below it; its middle looks to -y."""
    wide = float(rng.uniform(0.078, 0.092))
    dome = [
        (0.0, 1.0, 1.08),
        (0.03, 0.96, 1.02),
        (0.055, 0.8, 0.86),
        (0.072, 0.5, 0.52),
        (0.078, 0.06, 0.06),
    ]
    meshes = [gutter([(z, wide * a, wide * b) for z, a, b in dome], 165, 375, 0.004)]
    for i in range(count - 1):
        top = -0.032 * i + 0.006
        k = 1.05 + 0.05 * i
        keys = [
            (top - 0.04, wide * (k + 0.05), wide * (k + 0.1)),
            (top, wide * k, wide * (k + 0.06)),
        ]
        meshes.append(gutter(keys, 170, 370, 0.004))
    return [Part(s.join(*meshes), look, colour)]


def _cap(rng: np.random.Generator, guard: Guard) -> list[Part]:
    """A rounded cup over elbow or knee at the upper end."""
    r = guard.high
    dome = s.at(s.sphere(1.0, 3), s.scale(r * 0.86, 0.032, r * 0.9))
    place = s.move(0, -guard.depth(guard.long) - 0.004, guard.long + r * 0.25)
    return [Part(s.at(dome, place), *guard.shell)]


def _ridges(rng: np.random.Generator, guard: Guard) -> list[Part]:
    """Low rounded ribs along the shell."""
    lines = []
    for a in (-26, 0, 26):
        z = np.linspace(0.16, 0.84, 20) * guard.long
        lines.append(s.tube_along(guard.line(a, z, 0.0012), 0.0035, 8))
    return [Part(s.join(*lines), *guard.shell)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "body_armour": (motocross, cuirass, limb_guards),
}

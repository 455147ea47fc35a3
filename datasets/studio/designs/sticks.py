"""Canes, poles and rods: long things that are no baton."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    ground,
    hue,
    lay,
    lie,
    pick,
    ribs,
    timber,
    turned,
    wrist_strap,
)
from datasets.studio.parts import Material, Part, moved


def crook_cane(rng: np.random.Generator) -> list[Part]:
    """A walking cane with a round crook and a rubber foot."""
    length, r = float(rng.uniform(0.8, 0.95)), float(rng.uniform(0.008, 0.012))
    bow = float(rng.uniform(0.04, 0.055))
    t = np.radians(np.linspace(180, -float(rng.uniform(0, 25)), 40))
    curve = np.stack([bow + bow * np.cos(t), 0 * t, length - bow + bow * np.sin(t)], 1)
    straight = np.stack(
        [0 * np.arange(12.0), 0 * np.arange(12.0), np.linspace(0.01, length - bow - 0.004, 12)], 1
    )
    material: Material = pick(rng, ("wood", "painted_wood", "aluminium"))
    colour = timber(rng) if material != "aluminium" else pick(rng, (None, BLACK))
    parts = [
        Part(s.tube_along(np.concatenate([straight, curve]), r, 16), material, colour),
        _foot(r),
    ]
    if chance(rng, 0.4):
        parts.append(
            turned(
                [(1.05 * r, length - 0.16), (1.1 * r, length - 0.14)], pick(rng, ("brass", "steel"))
            )
        )
    return lie(parts, float(pick(rng, (90, -90))))


def grip_cane(rng: np.random.Generator) -> list[Part]:
    """A walking stick with a T- or derby-shaped handle, plain, adjustable or folding."""
    length, r = float(rng.uniform(0.75, 0.95)), float(rng.uniform(0.009, 0.0125))
    metal = chance(rng, 0.5)
    material: Material = "aluminium" if metal else "wood"
    colour = pick(rng, (None, BLACK, hue(rng, 0.3))) if metal else timber(rng)
    parts = [
        turned(
            [(0.8 * r, 0), (0.85 * r, 0.45 * length), (r, 0.46 * length), (r, length)],
            material,
            colour,
        ),
        _foot(r),
    ]
    handle = s.spline(
        [
            (-0.045, 0, 0.0),
            (-0.02, 0, 0.014),
            (0.02, 0, 0.012),
            (0.06, 0, 0.004),
            (0.085, 0, -0.012),
        ],
        40,
    )
    thick = 0.013 * np.clip(np.sin(np.linspace(0.35, 2.9, 40)) * 1.3, 0.5, 1)
    grip = s.at(s.tube_along(handle, thick, 16), s.move(z=length))
    parts.append(
        Part(grip, pick(rng, ("wood", "plastic", "rubber")), pick(rng, (BLACK, timber(rng))))
    )
    parts.append(
        turned(
            [(1.1 * r, length - 0.04), (1.15 * r, length - 0.01)],
            pick(rng, ("brass", "steel", "plastic")),
        )
    )
    return lie(parts, float(pick(rng, (90, -90, 60))))


def hiking_pole(rng: np.random.Generator) -> list[Part]:
    """A trekking pole: foam grip, strap, two thin stages with clamps, basket, spike tip."""
    length, r = float(rng.uniform(0.65, 1.3)), 0.008
    line = [
        (0.004, 0),
        (0.004, 0.015),
        (0.0055, 0.03),
        (0.0055, 0.35 * length),
        (0.007, 0.36 * length),
        (0.007, 0.68 * length),
        (r, 0.69 * length),
        (r, length - 0.2),
    ]
    parts = [turned(line, pick(rng, ("aluminium", "painted_metal")), hue(rng, 0.3))]
    grip = [(0.013, length - 0.22), *ribs(0.0135, length - 0.21, length - 0.1, 9, 0.0008)]
    grip += [
        (0.015, length - 0.09),
        (0.012, length - 0.05),
        (0.019, length - 0.01),
        (0.014, length),
    ]
    parts.append(turned(grip, pick(rng, ("foam", "rubber")), dark(rng)))
    for z in (0.355 * length, 0.685 * length):
        parts.append(
            turned([(0.01, z - 0.016), (0.011, z), (0.01, z + 0.016)], "plastic", hue(rng, 0.6))
        )
        lever = s.at(s.box(0.006, 0.008, 0.03, 0.002), s.move(0.012, 0, z))
        parts.append(Part(lever, "plastic", hue(rng, 0.3)))
    parts.append(
        turned([(0.006, 0.04), (0.028, 0.046), (0.03, 0.05), (0.006, 0.056)], "plastic", BLACK)
    )
    strap = wrist_strap(rng, (0.008, 0, length - 0.02), 0.15)
    first = lay(rng, [*parts, strap])
    if chance(rng, 0.4):
        return ground(first + moved(first, s.move(0.03, 0.06) @ s.turn(float(rng.uniform(-5, 5)))))
    return first


def plain_rod(rng: np.random.Generator) -> list[Part]:
    """A bo staff, dowel, garden cane with nodes or tube: nothing but a long rod."""
    length, r = float(rng.uniform(0.9, 1.9)), float(rng.uniform(0.007, 0.018))
    kind = int(rng.integers(3))
    if kind == 0:
        line = [(0.8 * r, 0), (r, 0.004), (r, length - 0.004), (0.8 * r, length)]
        return lay(rng, [turned(line, pick(rng, ("wood", "painted_wood")), timber(rng))])
    if kind == 1:
        tube = [(r, 0), (r, length), (0.85 * r, length), (0.85 * r, length - 0.01)]
        return lay(rng, [turned(tube, pick(rng, ("steel", "aluminium", "plastic")), None)])
    nodes = np.arange(0, length, float(rng.uniform(0.12, 0.25)))
    line = [
        (k * r, float(z + dz)) for z in nodes for dz, k in ((0, 1.0), (0.004, 1.15), (0.008, 0.97))
    ]
    return lay(
        rng, [turned([*line, (r, length)], "wood", pick(rng, ((0.6, 0.45, 0.2), (0.4, 0.4, 0.12))))]
    )


def blind_cane(rng: np.random.Generator) -> list[Part]:
    """A long white cane with red bands, black grip and roller tip."""
    length, r = float(rng.uniform(1.0, 1.35)), 0.0065
    parts = [turned([(r, 0.02), (r, length)], "painted_metal", (0.8, 0.8, 0.8))]
    parts.append(turned([(1.05 * r, 0.08), (1.05 * r, 0.3)], "painted_metal", (0.65, 0.02, 0.02)))
    parts.append(
        turned(
            [
                (0.011, length - 0.2),
                (0.012, length - 0.19),
                (0.012, length),
                (0.009, length + 0.003),
            ],
            "rubber",
            BLACK,
        )
    )
    tip = s.at(s.sphere(float(rng.uniform(0.012, 0.024)), 2), s.move(z=0.01))
    parts += [Part(tip, "plastic", (0.8, 0.8, 0.8)), wrist_strap(rng, (0, 0, length), 0.13)]
    parts[-1] = parts[-1].moved(s.turn(180, (1, 0, 0), (0, 0, length)))
    return lay(rng, parts)


def _foot(r: float) -> Part:
    """A ribbed rubber foot at z = 0."""
    line = [(1.5 * r, 0), (1.6 * r, 0.004), (1.2 * r, 0.012), (1.4 * r, 0.016), (1.1 * r, 0.035)]
    return turned(line, "rubber", BLACK)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "walking_stick": (crook_cane, grip_cane, hiking_pole, plain_rod, blind_cane)
}

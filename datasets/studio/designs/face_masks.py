"""Masks that leave no doubt for whom they are made: fencing masks and pleated mouth masks."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Grid, net, skin
from datasets.studio.designs._forms import Design, chance, dark, ground
from datasets.studio.designs._furniture import tone
from datasets.studio.designs._head_form import EYES, MOUTH, Head, head_form
from datasets.studio.designs._headwear import flat_band, shown
from datasets.studio.parts import Part, moved


def fencing_mask(rng: np.random.Generator) -> list[Part]:
    """The bulging wire mask with its bib, trim and back strap on a head."""
    head = head_form(rng, 0.4, nose=True)
    deep, tall = float(rng.uniform(0.125, 0.145)), float(rng.uniform(0.145, 0.16))
    grid = _shield(head, deep, tall)
    wire = tone(rng, "black", "charcoal", "grey", "light")
    parts = list(head.parts)
    parts.append(Part(net(grid, False, 0.0015), "dark_steel", wire))
    edge = np.concatenate([grid[0], grid[:, -1], grid[-1, ::-1], grid[::-1, 0]])
    trim = tone(rng, "white", "black", "navy", "red")
    parts.append(Part(s.tube_along(edge[::2], 0.0065, 8, closed=True), "textile", trim))
    parts += _bib(rng, head, grid)
    if chance(rng, 0.35):
        line = grid[:, grid.shape[1] // 2] + (0, -0.001, 0)
        parts.append(Part(s.tube_along(line, 0.003, 6), "dark_steel", wire))
    back = head.ring(0.23, 0.012)[25:72]
    parts.append(Part(flat_band(back, 0.05, 0.004, closed=False), "webbing", dark(rng)))
    return shown(rng, parts)


def mouth_mask_worn(rng: np.random.Generator) -> list[Part]:
    """A pleated mask over mouth and nose of a head, loops round where the ears are."""
    head, colour = head_form(rng, 0.2), tone(rng, "sky", "white", "sky", "mint", "black", "pink")
    u, v = np.meshgrid(np.linspace(-1, 1, 60), np.linspace(0, 1, 46))
    level = MOUTH - 0.034 - 0.012 * np.cos(u * 1.3) + v * (0.085 + 0.01 * np.cos(u * 1.4))
    swell = 0.012 * np.cos(u * np.pi / 2) * np.sin(np.pi * v)
    pleat = 0.0035 * np.abs(((v * 4) % 1) - 0.5) * (np.abs(v - 0.5) < 0.36)
    angle = np.radians(-90 + 58 * u)
    grid = head.at(angle, level, 0.004 + swell + pleat)
    edge = np.concatenate([grid[0], grid[1:, -1], grid[-1, ::-1], grid[::-1, 0]])
    parts = [*head.parts, Part(skin(grid, False), "textile", colour)]
    parts.append(Part(s.tube_along(edge, 0.0018, 6), "textile", tone(rng, "white", "light")))
    loops = []
    for side, column in ((1.0, -1), (-1.0, 0)):
        ear = head.at(np.radians(-90 + side * 96), np.asarray(EYES - 0.03), 0.006)
        low, high = grid[2, column], grid[-3, column]
        path = s.spline([low, (low + ear) / 2 + (0.012 * side, 0, -0.012), ear, high], 40)
        loops.append(s.tube_along(path, 0.0014, 6))
    parts.append(Part(s.join(*loops), "textile", tone(rng, "white", "black")))
    return shown(rng, parts)


def mouth_mask_lying(rng: np.random.Generator) -> list[Part]:
    """One or a few pleated masks on the floor with their ear loops."""
    colour = tone(rng, "sky", "white", "mint", "black", "sky")
    parts: list[Part] = []
    for i in range(int(rng.integers(1, 4))):
        place = s.move(0.02 * i, 0.06 * i, 0.005 * i) @ s.turn(float(rng.uniform(-25, 25)))
        parts += moved(_pleated(rng, colour), place)
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _pleated(rng: np.random.Generator, colour: tuple[float, float, float]) -> list[Part]:
    wide, high = float(rng.uniform(0.165, 0.178)), float(rng.uniform(0.088, 0.1))
    u, v = np.meshgrid(np.linspace(-1, 1, 40), np.linspace(0, 1, 60))
    bow = float(rng.uniform(0.008, 0.024)) * (1 - u**2)
    pleats = 0.004 * (((v * 4) + 0.1) % 1) * (np.abs(v - 0.5) < 0.4)
    grid = np.stack([u * wide / 2, (v - 0.5) * high, bow + pleats + 0.003], -1)
    edge = np.concatenate([grid[0], grid[1:, -1], grid[-1, ::-1], grid[::-1, 0]])
    loops = []
    for side in (1.0, -1.0):
        x, reach = side * wide / 2, float(rng.uniform(0.04, 0.07))
        keys = [(x, high * 0.44, 0.003), (x + side * reach, high * 0.4, 0.002)]
        keys += [(x + side * reach * 1.1, -high * 0.2, 0.002), (x, -high * 0.44, 0.003)]
        loops.append(s.tube_along(s.spline(keys, 40), 0.0014, 6))
    nose = s.tube_along(grid[-5, 8:32] + (0, 0, 0.0015), 0.0018, 6)
    pale = tone(rng, "white", "light")
    return [
        Part(skin(grid, False), "textile", colour),
        Part(s.join(s.tube_along(edge, 0.0018, 6), nose, *loops), "textile", pale),
    ]


def _shield(head: Head, deep: float, tall: float) -> Grid:
    """The mesh of a fencing mask: a deep bowl before the face, over crown and under chin."""
    u, v = np.meshgrid(np.linspace(-1, 1, 64), np.linspace(-1, 1, 70))
    half = 0.12 * np.sqrt(1 - ((v - 0.18) / 1.3) ** 2)
    x = half * np.sin(u * np.pi / 2 * 0.98)
    front = np.cos(u * np.pi / 2) ** 0.75 * np.cos(v * np.pi / 2) ** 0.5
    z = head.height(0.2) + tall * np.sin(v * np.pi / 2)
    back = 0.045 * np.clip(v, 0, 1) ** 2
    return np.stack([x, 0.01 + back - (deep + 0.012) * front, z], -1)


def _bib(rng: np.random.Generator, head: Head, grid: Grid) -> list[Part]:
    """The padded bib that hangs from the lower half of the rim over the throat."""
    low = np.concatenate([grid[22::-1, 0], grid[0], grid[:23, -1]])
    fall = float(rng.uniform(0.09, 0.14))
    share = np.linspace(0, 1, 16)[:, None, None]
    drop = (
        np.array([0.0, -0.03, -fall])
        * np.sin(np.linspace(0.15, np.pi - 0.15, len(low)))[:, None] ** 0.4
    )
    sheet = low[None] * (1 - 0.12 * share * np.array([1.0, 0, 0])) + share * drop[None]
    colour = tone(rng, "white", "white", "navy", "black", "light")
    quilt = [s.tube_along(sheet[int(i)][::2], 0.0022, 6) for i in (5, 10, 15)]
    return [Part(skin(sheet, False), "textile", colour), Part(s.join(*quilt), "textile", colour)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "insect_veil": (fencing_mask, mouth_mask_worn, mouth_mask_lying),
}

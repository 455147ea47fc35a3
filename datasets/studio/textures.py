"""Small generated pictures for surfaces: grain, weave, rust. Every one repeats without a seam."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Tone = NDArray[np.floating]  # (N, N), 0..1, mean about 0.5; u runs along columns, v along rows
SIZE = 128  # px; at 256 px a picture shows no finer grain


def _tone(values: NDArray[np.floating]) -> Tone:
    return np.asarray(np.clip(values, 0, 1), dtype=np.float32)


def cloud(rng: np.random.Generator, power: float = 1.5, stretch: float = 1.0) -> Tone:
    """Noise whose amplitude falls with frequency; `stretch` > 1 draws it out along u."""
    white = np.fft.rfft2(rng.standard_normal((SIZE, SIZE)))
    v = np.fft.fftfreq(SIZE)[:, None] * SIZE
    u = np.fft.rfftfreq(SIZE)[None, :] * SIZE * stretch
    frequency = np.hypot(u, v)
    frequency[0, 0] = 1.0
    field = np.fft.irfft2(white / frequency**power, s=(SIZE, SIZE))
    field = (field - field.mean()) / max(float(field.std()), 1e-9)
    return _tone(0.5 + 0.2 * field)


def brushed(rng: np.random.Generator) -> Tone:
    """Fine lines along u, as a brush leaves them on metal."""
    return cloud(rng, 0.6, 24.0)


def wood(rng: np.random.Generator) -> Tone:
    """Year rings cut along the grain, with fine pores; the grain runs along u."""
    v = np.linspace(0, 1, SIZE, endpoint=False)[:, None]
    waves = int(rng.integers(3, 9))
    bend = 0.9 * cloud(rng, 2.0, 4.0)
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * (waves * v + bend))
    return _tone(0.65 * rings**1.5 + 0.45 * cloud(rng, 0.7, 18.0))


def leather(rng: np.random.Generator) -> Tone:
    """Pebbled cells with dark creases between them."""
    seeds = rng.uniform(0, SIZE, (220, 2))
    row, column = np.mgrid[:SIZE, :SIZE]
    places = np.stack([row.ravel(), column.ravel()], axis=-1)
    near = cKDTree(seeds, boxsize=SIZE).query(places, k=2)[0]
    crease = np.clip((near[:, 1] - near[:, 0]) / 3.0, 0, 1).reshape(SIZE, SIZE)
    return _tone(0.15 + 0.6 * crease + 0.25 * cloud(rng))


def weave(rng: np.random.Generator) -> Tone:
    """A plain weave: warp along v and weft along u go over and under by turns."""
    threads = 2 * int(rng.choice([8, 12, 16]))  # even, so that over and under meet at the seam
    fuzz = cloud(rng)
    v, u = np.mgrid[:SIZE, :SIZE] / SIZE * threads
    warp = np.sin(np.pi * (u % 1)) * (0.6 + 0.4 * np.cos(np.pi * (v - 0.5 + np.floor(u))))
    weft = np.sin(np.pi * (v % 1)) * (0.6 - 0.4 * np.cos(np.pi * (u - 0.5 + np.floor(v))))
    uneven = 0.2 * (fuzz[:1] - fuzz[:1].mean() + fuzz[:, :1] - fuzz[:, :1].mean())  # by thread
    return _tone(0.02 + 0.66 * np.maximum(warp, weft) + 0.25 * (fuzz - 0.5) + uneven)


def ribs(rng: np.random.Generator) -> Tone:
    """Cords across v, as in a nylon strap."""
    v, u = np.mgrid[:SIZE, :SIZE] / SIZE * 2 * np.pi
    cords = 0.5 + 0.35 * np.sin(16 * v) + 0.15 * np.sin(24 * u)
    return _tone(cords + 0.3 * (cloud(rng) - 0.5))


def twisted(rng: np.random.Generator) -> Tone:
    """Slanting strands of a rope."""
    v, u = np.mgrid[:SIZE, :SIZE] / SIZE * 2 * np.pi
    return _tone(0.5 + 0.4 * np.sin(6 * u + 6 * v) + 0.3 * (cloud(rng) - 0.5))


def blotches(rng: np.random.Generator) -> Tone:
    """Large patches with ragged edges: rust, stains."""
    coarse, fine = cloud(rng, 1.6), cloud(rng, 0.8)
    return _tone(1.8 * (coarse - 0.5) + 0.6 * (fine - 0.5) + 0.5)


def speckle(rng: np.random.Generator) -> Tone:
    """Fine even grain: foam, rubber, stone, moulded plastic."""
    return cloud(rng, 0.3)


def scratched(rng: np.random.Generator) -> Tone:
    """Soft smudges with some straight scratches."""
    tone = cloud(rng, 1.8)
    for _ in range(int(rng.integers(6, 30))):
        start, angle = rng.uniform(0, SIZE, 2), rng.uniform(0, np.pi)
        steps = np.arange(rng.uniform(5, 70))
        row = (start[0] + steps * np.sin(angle)).astype(int) % SIZE
        column = (start[1] + steps * np.cos(angle)).astype(int) % SIZE
        tone[row, column] = rng.uniform(0.7, 1.0)
    return tone


TEXTURES: dict[str, Callable[[np.random.Generator], Tone]] = {
    "cloud": cloud,
    "brushed": brushed,
    "wood": wood,
    "leather": leather,
    "weave": weave,
    "ribs": ribs,
    "twisted": twisted,
    "blotches": blotches,
    "speckle": speckle,
    "scratched": scratched,
}

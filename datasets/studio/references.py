"""Catalogue-style views, marked as rendered: even light, a light ground, a true shadow."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from datasets.studio import ground, light, picture, scene, tone
from datasets.studio.library import Design, Table, name_of
from datasets.studio.parts import moved
from datasets.studio.render import render
from datasets.studio.shapes import move

QUALITY = 80  # WebP; about 20 kB at 480 px
# Degrees round the object, from its front; views of a class take turns.
TURNS = (35.0, -40.0, 75.0, -10.0)
EXPOSURE = tone.Exposure(stops=-0.1, automatic=0.0)  # one for object and ground
BLUR = 5.0  # px at half size; a soft lamp's shadow holds nothing finer
ELEVATIONS = (28.0, 40.0, 20.0, 55.0)


def write(table: Table, out: Path, *, views: int, size: int, samples: int, seed: int) -> int:
    """Writes `out/<class>/<n>.webp` where it does not exist; returns how many it wrote."""
    made = 0
    for class_id, designs in table.items():
        for n in range(views):
            path = out / class_id / f"{n}.webp"
            if path.exists():
                continue
            design = designs[n % len(designs)]
            pixels = _view(design, n, (seed, n), size, samples)
            about = f"{class_id}, design {name_of(design)}, seed {seed}, view {n}"
            picture.save(pixels, path, about, QUALITY)
            made += 1
            print(f"{path.relative_to(out)}  {path.stat().st_size / 1000:.0f} kB", file=sys.stderr)
    return made


def _view(
    design: Design, n: int, key: tuple[int, int], size: int, samples: int
) -> NDArray[np.uint8]:
    """The object at full size over a ground traced at half size and blurred, where no edge is."""
    parts = design(np.random.default_rng(key))
    low = min(float(part.mesh.bounds[0][2]) for part in parts)
    parts = moved(parts, move(z=-low))
    azimuth, elevation = scene.FRONT + TURNS[n % len(TURNS)], ELEVATIONS[n % len(ELEVATIONS)]
    camera = scene.eye_level(scene.View(azimuth, elevation, fov=28.0, fill=0.8), parts)
    camera = replace(camera, roll=0.0)
    shot = partial(render, parts, camera, seed=key[0] * 1000 + n, lit=light.EVEN, exposure=EXPOSURE)
    sharp = shot(size=size, samples=samples).astype(np.float64)
    small = shot(size=size // 2, samples=max(samples // 3, 4), on=ground.PLAIN)
    alpha = sharp[..., 3:] / 255
    under = _enlarged(_ground_only(small, shot(size=size // 2, samples=4)), size)
    under = under.mean(axis=2, keepdims=True)  # the lamps' tint is the object's, not the page's
    colour = sharp[..., :3] * alpha + under * (1 - alpha)
    return np.dstack([np.round(colour).astype(np.uint8), np.full((size, size), 255, np.uint8)])


def _ground_only(picture: NDArray[np.uint8], cutout: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The ground of a picture (H, W, 4), smoothed and drawn in under the object, (H, W, 3)."""
    seen = (cutout[..., 3] == 0).astype(np.float64)[..., None]
    blur = (BLUR, BLUR, 0.0)
    weight = gaussian_filter(seen, blur)
    near = gaussian_filter(picture[..., :3] * seen, blur) / np.maximum(weight, 1e-6)
    far = (picture[..., :3] * seen).sum((0, 1)) / max(float(seen.sum()), 1.0)
    return np.asarray(np.where(weight > 1e-3, near, far), dtype=np.float64)


def _enlarged(picture: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    scale = size / picture.shape[0]
    large = zoom(picture, (scale, scale, 1), order=1)
    return np.asarray(np.clip(large, 0, 255), dtype=np.float64)

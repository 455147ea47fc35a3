"""Catalogue-style views, marked as rendered: even light, a light ground, a true shadow."""

from __future__ import annotations

import multiprocessing
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from datasets.studio import geometry, ground, library, light, picture, scene, tone
from datasets.studio.library import Design, name_of
from datasets.studio.parts import Part, moved
from datasets.studio.render import Shot, shoot
from datasets.studio.shapes import move

QUALITY = 86  # WebP; about 8 kB at 640 px
FEWEST, MOST = 6, 8  # views of a class
# Degrees round the object, from its front, and above it; views of a class take turns.
TURNS = (32.0, -38.0, 52.0, -12.0, -56.0, 16.0, -28.0, 44.0)
ELEVATIONS = (28.0, 40.0, 20.0, 50.0, 32.0, 60.0, 24.0, 45.0)
LIT = light.Light(("window", "overhead", "side"), share=0.35, warmth=0.0, seed=1)
EXPOSURE = tone.Exposure(stops=0.3, automatic=0.0)  # one for object and ground
BLUR = 5.0  # px at half size; a soft lamp's shadow holds nothing finer
END_SHARE = 0.2  # of a slender thing's length that a view of its end shows
CLEAR = {"glass": 4, "liquid": 4}  # times as many paths: half of them pass through by chance
UPRIGHT = 0.22  # metres; from here a thing taller than wide is shown from no more than `LEVEL`
LEVEL = 30.0  # degrees
STEEP = 58.0  # degrees; from here a slender thing on the ground is seen at nearly full length


@dataclass(frozen=True, slots=True)
class Order:
    """One view; nothing else decides it, but the code.

    Args:
        class_id: class of the catalogue.
        number: of the view, from 0.
        seed: of the whole run.
        size: side, px.
        samples: light paths a pixel.
    """

    class_id: str
    number: int
    seed: int
    size: int
    samples: int

    @property
    def path(self) -> str:
        """Below the folder of references."""
        return f"{self.class_id}/{self.number}.webp"

    @property
    def stream(self) -> np.random.Generator:
        """The random numbers of the design."""
        return np.random.default_rng((self.seed, zlib.crc32(self.class_id.encode()), self.number))


def orders(
    table: library.Table, *, size: int, samples: int, seed: int, most: int = MOST
) -> list[Order]:
    """Six to eight views of each class: every design once, the first ones again from elsewhere.

    Args:
        table: designs by class.
        size: side of a view, px.
        samples: light paths a pixel.
        seed: of the whole run.
        most: views of a class at most.
    """
    return [
        Order(class_id, number, seed, size, samples)
        for class_id, designs in table.items()
        for number in range(min(_count(designs, seed), most))
    ]


def _count(designs: tuple[Design, ...], seed: int) -> int:
    if scene.is_slender(_points(designs[0](np.random.default_rng(seed)))):
        return MOST
    return min(max(len(designs), FEWEST), MOST)


def write(wanted: list[Order], out: Path, workers: int = 1) -> int:
    """Writes views where they do not exist; returns how many it wrote."""
    missing = [order for order in wanted if not (out / order.path).exists()]
    for n, name in enumerate(_made(missing, out, workers), 1):
        size = (out / name).stat().st_size / 1000
        print(f"{n}/{len(missing)}  {name}  {size:.0f} kB", file=sys.stderr, flush=True)
    return len(missing)


def _made(missing: list[Order], out: Path, workers: int) -> Iterator[str]:
    if workers <= 1 or len(missing) <= 1:
        yield from map(partial(_one, out), missing)
        return
    context = multiprocessing.get_context("spawn")  # Mitsuba does not survive a fork
    with context.Pool(min(workers, len(missing))) as pool:
        yield from pool.imap_unordered(partial(_one, out), missing)


@cache
def _table() -> library.Table:
    """The designs, loaded once a process."""
    return library.designs()


def _one(out: Path, order: Order) -> str:
    designs = _table()[order.class_id]
    design = designs[order.number % len(designs)]
    pixels = view(design, order)
    about = (
        f"{order.class_id}, design {name_of(design)}, seed {order.seed}, view {order.number}, "
        f"{order.samples} samples"
    )
    picture.save(pixels, out / order.path, about, QUALITY)
    return order.path


def view(design: Design, order: Order) -> NDArray[np.uint8]:
    """The object at full size over a ground traced at half size and blurred, where no edge is.

    Returns:
        (size, size, 4) uint8, sRGB, opaque.
    """
    parts = design(order.stream)
    low = min(float(part.mesh.bounds[0][2]) for part in parts)
    parts = moved(parts, move(z=-low))
    shot = _shot(parts, order.number)
    seed, half = order.seed * 1000 + order.number, order.size // 2
    samples = order.samples * max(CLEAR.get(part.material, 1) for part in parts)
    sharp = shoot(shot, order.size, samples, seed).pixels.astype(np.float64)
    under = _under(replace(shot, on=ground.PLAIN), half, max(order.samples * 2 // 3, 4), seed)
    alpha = sharp[..., 3:] / 255
    below = _enlarged(under, order.size)
    below = below.mean(axis=2, keepdims=True)  # the lamps' tint is the object's, not the page's
    colour = sharp[..., :3] * alpha + below * (1 - alpha)
    opaque = np.full((order.size, order.size), 255, np.uint8)
    return np.dstack([np.round(colour).astype(np.uint8), opaque])


def _shot(parts: list[Part], number: int) -> Shot:
    """The view of a number: the whole thing, or an end of a slender one in the last two."""
    turn, elevation = TURNS[number % MOST], ELEVATIONS[number % MOST]
    points = _points(parts)
    wide, _, high = np.ptp(points, axis=0)
    if high > max(wide, UPRIGHT):
        elevation = min(elevation, LEVEL)
    camera = scene.View(scene.FRONT + turn, elevation, fov=28.0, fill=0.8)
    camera = replace(scene.eye_level(camera, parts), roll=0.0)
    shot = Shot(parts, camera, lit=LIT, exposure=EXPOSURE)
    if not scene.is_slender(points):
        return shot
    along = scene.long_axis(points)
    if abs(along[2]) < 0.5:  # it lies
        shot = replace(shot, view=replace(camera, azimuth=_slanting(along), elevation=STEEP))
    if number < MOST - 2:
        return replace(shot, view=replace(shot.view, fill=0.9))
    end = scene.end_of(points, END_SHARE, high=number == MOST - 1)
    return replace(shot, focus=end, view=replace(shot.view, fill=0.85))


def _points(parts: list[Part]) -> scene.Points:
    return geometry.points([part.mesh for part in parts])


def _slanting(along: scene.Points) -> float:
    """Azimuth, degrees, from the front, under which a direction runs across the picture."""
    own = float(np.degrees(np.arctan2(along[1], along[0])))
    choices = [own + turn for turn in (45.0, 135.0, -45.0, -135.0)]
    return min(choices, key=lambda azimuth: abs((azimuth - scene.FRONT + 180) % 360 - 180))


def _under(shot: Shot, size: int, samples: int, seed: int) -> NDArray[np.float64]:
    """The ground of a shot, smoothed and drawn in under the object, (size, size, 3)."""
    made = shoot(shot, size, samples, seed)
    seen = (~made.mask).astype(np.float64)[..., None]
    blur = (BLUR, BLUR, 0.0)
    weight = gaussian_filter(seen, blur)
    near = gaussian_filter(made.pixels[..., :3] * seen, blur) / np.maximum(weight, 1e-6)
    far = (made.pixels[..., :3] * seen).sum((0, 1)) / max(float(seen.sum()), 1.0)
    return np.asarray(np.where(weight > 1e-3, near, far), dtype=np.float64)


def _enlarged(small: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    scale = size / small.shape[0]
    large = zoom(small, (scale, scale, 1), order=1)
    return np.asarray(np.clip(large, 0, 255), dtype=np.float64)

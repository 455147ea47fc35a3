"""The example pictures of the capture guide: how to photograph a good, and how not to.

One stun gun, switched off, is seen as a good photo shows it and as four faults spoil it. All are
rendered, never photographed; cut, blur and darkness are made by the studio's own camera.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from datasets.studio import camera, geometry, ground, picture, scene, tone
from datasets.studio import shapes as s
from datasets.studio.designs import _signs, handcuffs, sprays, stun_guns
from datasets.studio.library import Design, StudioError, name_of
from datasets.studio.parts import Part, moved
from datasets.studio.props import card
from datasets.studio.references import EXPOSURE, LIT, QUALITY
from datasets.studio.render import Shot, shoot

Suits = Callable[[list[Part]], bool]
Name = Literal["whole", "cut_off", "card", "several", "electrodes", "blurred", "markings", "dark"]
NAMES: tuple[Name, ...] = get_args(Name)  # a good one, then the bad one beside it

TRIES = 2000  # draws of a design, before the studio gives up
CARD_GAP = 0.004  # metres; nearer than `model.foreground` bridges, so card and good are one thing
APART = 0.03  # metres between several things
DARK = 0.06  # linear; the usual colour of such goods, on which labels and electrodes stand out
HEAD = 0.042  # metres of the good's length that a close-up of the electrodes shows
SHAKE = camera.Lens(shake=0.1, direction=45.0)
UNLIT = tone.Exposure(stops=-3.3, automatic=0.0)
GRAINY = camera.Lens(noise=0.006)  # of a small sensor in the dark
ABOVE = scene.View(scene.FRONT, 84.0, fov=28.0, fill=0.86)


@dataclass(frozen=True, slots=True)
class Order:
    """One picture; nothing else decides it, but the code.

    Args:
        name: what it is an example of.
        seed: of the whole run.
        size: side, px.
        samples: light paths a pixel.
    """

    name: Name
    seed: int
    size: int
    samples: int

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise ValueError(f"example {self.name!r}: allowed are {', '.join(NAMES)}")
        if self.size < 1 or self.samples < 1:
            raise ValueError(f"size {self.size} and samples {self.samples}: allowed is 1 or more")


def write(out: Path, *, seed: int, size: int, samples: int) -> int:
    """Writes every example as `<name>.webp`, in place of an older one; returns how many.

    Args:
        out: folder, made if there is none.
        seed: equal seeds give equal pictures.
        size: side of a picture, px.
        samples: light paths a pixel.
    """
    for name in NAMES:
        about = f"capture guide, {name}, {name_of(stun_guns.straight_block)}, seed {seed}"
        path = out / f"{name}.webp"
        pixels = view(Order(name, seed, size, samples))
        picture.save(pixels, path, f"{about}, {samples} samples", QUALITY)
        print(f"{path}  {path.stat().st_size / 1000:.0f} kB", file=sys.stderr, flush=True)
    return len(NAMES)


def view(order: Order) -> NDArray[np.uint8]:
    """One example, (size, size, 4) uint8, sRGB, opaque."""
    return shoot(shot(order.name, order.seed), order.size, order.samples, order.seed).pixels


def shot(name: Name, seed: int) -> Shot:
    """What an example shows, and how it is taken.

    Raises:
        StudioError: no draw of a design lies as it is wanted.
    """
    good = stun_gun(seed)
    whole = Shot(good, replace(ABOVE, roll=-28.0), ground.PLAIN, LIT, EXPOSURE)
    match name:
        case "whole":
            return whole
        case "cut_off":
            return replace(
                whole, view=replace(whole.view, roll=-16.0, fill=1.15, shift=(0.06, 0.4))
            )
        case "card":
            around, corners = beside(good, seed)
            focus = np.concatenate([_points(good), corners])
            return replace(whole, view=replace(ABOVE, roll=-6.0), around=around, focus=focus)
        case "several":
            things = _group(good, *_others(seed))
            return replace(whole, subject=things, view=replace(ABOVE, roll=-4.0))
        case "electrodes" | "blurred":
            near = replace(ABOVE, elevation=66.0, fill=1.12, roll=-5.0, shift=(0.0, -0.14))
            lens = SHAKE if name == "blurred" else camera.PINHOLE
            return replace(whole, view=near, focus=_head(good), lens=lens)
        case _:
            near = replace(ABOVE, fill=0.82, roll=-4.0)
            lit = replace(whole, view=near, focus=_printed(good))
            return lit if name == "markings" else replace(lit, exposure=UNLIT, lens=GRAINY)


def stun_gun(seed: int) -> list[Part]:
    """A block-shaped stun gun that lies flat and switched off, its electrodes towards +y.

    Maker, model, voltage and numbers stand on it, all of them invented.
    """
    parts = _drawn(stun_guns.straight_block, seed, _is_off_and_flat)
    rng = _stream(seed, "marks")
    label = next(part for part in parts if part.texture is not None)
    low, high = label.mesh.bounds
    wide, (x, y, z) = float(high[0] - low[0]), (low + high) / 2
    rest = [part for part in parts if part.texture is None]
    warning = _signs.sign(rng, ("DANGER", "HIGH VOLTAGE", "500 000 V"), aspect=2.0)
    plate = _signs.sign(
        rng,
        ("HALTOR  ES-50", "9 V  6LR61", "S/N 0417 7302"),
        _signs.WHITE,
        marked=False,
        aspect=2.0,
    )
    up = s.turn(-90, (1, 0, 0))
    for print_, place in ((warning, 0.0), (plate, 0.56 * wide)):
        rest.append(_signs.sheet(print_, wide).moved(s.move(x, y + place, z) @ up))
    return rest


def beside(good: list[Part], seed: int) -> tuple[list[Part], scene.Points]:
    """A bank card upright beside a good, close to its right edge.

    Returns:
        Its parts and its four corners, (4, 3) metres.
    """
    made, corners = card.card(good, _stream(seed, "card"))
    along, across = corners[1] - corners[0], corners[3] - corners[0]
    lying = np.eye(4)
    lying[:3, 0] = along / np.linalg.norm(along)
    lying[:3, 1] = across / np.linalg.norm(across)
    lying[:2, 3] = corners[:, :2].mean(0)
    points = _points(good)
    low, high = points.min(0), points.max(0)
    place = s.move(high[0] + CARD_GAP + card.WIDE / 2, (0.45 * low + 0.55 * high)[1])
    pose = place @ s.turn(-90) @ np.linalg.inv(lying)
    return moved(made, pose), corners @ pose[:3, :3].T + pose[:3, 3]


def _others(seed: int) -> tuple[list[Part], list[Part]]:
    """Handcuffs and a spray, as they lie in one parcel with the good."""
    cuffs = _drawn(handcuffs.chain_pair_side_by_side, seed, _is_flat)
    return list(cuffs), list(_drawn(sprays.flip_top, seed, _is_lying))


@cache
def _drawn(design: Design, seed: int, suits: Suits) -> tuple[Part, ...]:
    """The first draw of a design that suits, standing on z = 0; sought once a process."""
    for number in range(TRIES):
        parts = design(_stream(seed, f"{name_of(design)} {number}"))
        if suits(parts):
            return tuple(moved(parts, s.move(z=-float(_points(parts)[:, 2].min()))))
    raise StudioError(f"no draw of {name_of(design)} suits the capture guide; choose another seed.")


def _is_flat(parts: list[Part]) -> bool:
    x, y, z = np.ptp(_points(parts), axis=0)
    return bool(z < 0.5 * min(x, y))


def _is_lying(parts: list[Part]) -> bool:
    x, y, z = np.ptp(_points(parts), axis=0)
    return bool(2 * z < max(x, y))


def _is_off_and_flat(parts: list[Part]) -> bool:
    """Dark, brass electrodes, no spark, no lamp, no strap, and the warning label upwards."""
    materials = {part.material for part in parts}
    dark = max(parts[0].colour or (1.0,)) < DARK
    labels = [part.mesh.bounds for part in parts if part.texture is not None]
    flat = len(labels) == 1 and np.ptp(labels[0], axis=0)[2] < 1e-3
    return flat and dark and "brass" in materials and not materials & {"glow", "webbing"}


def _group(good: list[Part], above: list[Part], below: list[Part]) -> list[Part]:
    """Three things: the good, and right of it one above the other."""
    own, high, low = (_points(parts) for parts in (good, above, below))
    x = own[:, 0].max() + APART
    foot = own[:, 1].min()
    step = foot + float(np.ptp(low[:, 1])) + APART
    return [
        *good,
        *moved(above, s.move(x - high[:, 0].min(), step - high[:, 1].min())),
        *moved(below, s.move(x - low[:, 0].min(), foot - low[:, 1].min())),
    ]


def _head(good: list[Part]) -> scene.Points:
    """The points round the electrodes, (N, 3) metres."""
    points = _points(good)
    return np.asarray(points[points[:, 1] > points[:, 1].max() - HEAD])


def _printed(good: list[Part]) -> scene.Points:
    """The corners of what is printed on the good, (N, 3) metres."""
    return _points([part for part in good if part.texture is not None])


def _points(parts: list[Part]) -> scene.Points:
    return geometry.points([part.mesh for part in parts])


def _stream(seed: int, purpose: str) -> np.random.Generator:
    return np.random.default_rng((seed, zlib.crc32(purpose.encode())))

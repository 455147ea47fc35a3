"""Where the light comes from: one to three soft lamps and a blurred room around them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Lamp = Literal["window", "flash", "overhead", "side"]
LAMPS: tuple[Lamp, ...] = get_args(Lamp)
ROWS, COLUMNS = 32, 64  # px of the room picture; it is a light, no view
ROOM_SHARE = (0.3, 0.75)  # of the light that falls on the object
# Elevation (degrees), size and distance (both in object radii) of each lamp.
_PLACE: dict[Lamp, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "window": ((10, 45), (1.5, 3.5), (4, 7)),
    "flash": ((0, 12), (0.15, 0.4), (3, 5)),
    "overhead": ((65, 88), (1.0, 3.0), (3, 6)),
    "side": ((15, 60), (0.5, 1.5), (3, 6)),
}


@dataclass(frozen=True, slots=True)
class Light:
    """The light of one picture.

    Args:
        lamps: kinds of the lamps, one to three.
        share: part of the light that comes from the room, 0..1.
        warmth: colour of the lamps, -1 (cold) .. 1 (warm).
        seed: draws their places and the room.
        room: picture file that lights the scene, blurred; None draws a room.
    """

    lamps: tuple[Lamp, ...]
    share: float
    warmth: float
    seed: int
    room: Path | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.lamps) <= 3:
            raise ValueError(f"{len(self.lamps)} lamps: allowed are one to three")
        if not 0.0 <= self.share <= 1.0:
            raise ValueError(f"room share {self.share}: allowed is 0..1")


EVEN = Light(("window", "overhead"), share=0.4, warmth=0.0, seed=1)  # for catalogue views


def random_light(rng: np.random.Generator, rooms: tuple[Path, ...] = ()) -> Light:
    """One to three lamps; half of the pictures take their room from `rooms`, if there are any."""
    count = int(rng.choice([1, 2, 3], p=[0.5, 0.35, 0.15]))
    lamps = tuple(LAMPS[i] for i in rng.choice(len(LAMPS), count, p=[0.35, 0.2, 0.25, 0.2]))
    pick = int(rng.integers(len(rooms))) if rooms and rng.random() < 0.5 else None
    return Light(
        lamps=lamps,
        share=float(rng.uniform(*ROOM_SHARE)),
        warmth=float(np.clip(rng.normal(0.1, 0.45), -1, 1)),
        seed=int(rng.integers(2**31)),
        room=None if pick is None else rooms[pick],
    )


def emitters(
    light: Light, centre: NDArray[np.float64], radius: float, azimuth: float
) -> dict[str, Any]:
    """Mitsuba emitters that give a white sheet about full brightness.

    Args:
        light: what shines.
        centre: middle of the object, (3,) metres.
        radius: of the object, metres.
        azimuth: side the camera is on, degrees; a flash sits there, nothing shines from behind.
    """
    rng = np.random.default_rng(light.seed)
    world: dict[str, Any] = {"room": _room(light, rng)}
    for i, lamp in enumerate(light.lamps):
        power = np.pi * (1 - light.share) / len(light.lamps)
        world[f"lamp{i}"] = _lamp(lamp, light.warmth, power, centre, radius, azimuth, rng)
    return world


def _lamp(
    lamp: Lamp,
    warmth: float,
    power: float,
    centre: NDArray[np.float64],
    radius: float,
    azimuth: float,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """A bright rectangle that looks at the object and gives it the irradiance `power`."""
    elevation, size, distance = (float(rng.uniform(*bounds)) for bounds in _PLACE[lamp])
    spread = 12 if lamp == "flash" else 95  # never behind the wall of a grounded picture
    around = np.radians(azimuth + rng.uniform(-spread, spread))
    high = np.radians(max(elevation, 3.0))
    to = np.array([np.cos(around) * np.cos(high), np.sin(around) * np.cos(high), np.sin(high)])
    height = size * float(rng.uniform(0.5, 1.5))
    radiance = power * distance**2 / (size * height)  # irradiance of a small far rectangle
    frame = mi.ScalarTransform4f().look_at(
        origin=list(centre + to * distance * radius), target=list(centre), up=[0.01, 0.02, 1]
    )
    scale = mi.ScalarTransform4f().scale([size * radius / 2, height * radius / 2, 1])
    return {
        "type": "rectangle",
        "to_world": frame @ scale,
        "emitter": {
            "type": "area",
            "radiance": {"type": "rgb", "value": [float(c) * radiance for c in _tint(warmth)]},
        },
    }


def _tint(warmth: float) -> NDArray[np.float64]:
    gains = np.array([1 + 0.12 * warmth, 1.0, 1 - 0.2 * warmth], dtype=np.float64)
    return gains


def _room(light: Light, rng: np.random.Generator) -> dict[str, Any]:
    picture = _photo_room(light.room, rng) if light.room else _drawn_room(rng)
    picture *= light.share / max(_irradiance(picture), 1e-6)
    turn = mi.ScalarTransform4f().rotate([1, 0, 0], 90)  # Mitsuba's sky has y up, ours z
    return {
        "type": "envmap",
        "bitmap": mi.Bitmap(np.ascontiguousarray(picture, dtype=np.float32)),
        "to_world": turn,
    }


def _irradiance(picture: NDArray[np.float32]) -> float:
    """Mean radiance over the sphere: what a grey ball in the middle sees."""
    weight = np.sin((np.arange(ROWS) + 0.5) / ROWS * np.pi)[:, None]
    return float((picture.mean(axis=2) * weight).sum() / (weight.sum() * COLUMNS))


def _drawn_room(rng: np.random.Generator) -> NDArray[np.float32]:
    """Ceiling, walls and floor as a gradient, with bright openings and dark furniture."""
    up = np.linspace(1, -1, ROWS)[:, None, None]
    top, wall, floor = rng.uniform(0.5, 1.5), rng.uniform(0.2, 0.8), rng.uniform(0.1, 0.6)
    level = np.where(up > 0, wall + (top - wall) * np.abs(up) ** 1.5, wall - (floor - wall) * up)
    picture = level * (1 + 0.04 * rng.standard_normal(3)) * np.ones((1, COLUMNS, 1))
    for _ in range(int(rng.integers(3, 9))):
        row, column = int(rng.integers(2, ROWS - 8)), int(rng.integers(0, COLUMNS))
        tall, wide = int(rng.integers(3, 12)), int(rng.integers(2, 14))
        gain = (
            rng.uniform(2, 7) if rng.random() < 0.4 and row < ROWS // 2 else rng.uniform(0.1, 0.7)
        )
        columns = np.arange(column, column + wide) % COLUMNS
        picture[row : row + tall, columns] *= gain
    return np.clip(picture, 0.01, 20).astype(np.float32)


def _photo_room(path: Path, rng: np.random.Generator) -> NDArray[np.float32]:
    """A photo wrapped round the scene, with its highlights given back some strength."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").resize((COLUMNS // 2, ROWS), Image.Resampling.BOX)
    linear = (np.asarray(small, dtype=np.float32) / 255) ** 2.2
    linear = linear + 3 * linear**4
    both = np.concatenate([linear, linear[:, ::-1]], axis=1)  # mirrored, so that no seam shows
    return np.roll(both, int(rng.integers(COLUMNS)), axis=1) + np.float32(0.02)

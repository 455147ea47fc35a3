"""Restraints that hang on chains: quick chains, ratchet cuffs in sets, and where they hang.

Owns no class of goods. Layouts are made in the plane z = 0 and stood up or laid down as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import pick
from datasets.studio.designs._hardware import draw_metal, small_key
from datasets.studio.designs._ratchet import SWEEP, CuffForm, Finish, eyelet, ratchet_cuff
from datasets.studio.parts import Part, moved
from datasets.studio.sweeps import frame

Points = NDArray[np.float64]
DOWN = np.array([0.0, -1.0, 0.0])


@dataclass(frozen=True, slots=True)
class Hung:
    """A thing that reaches towards +y from the point where a chain holds it.

    Args:
        parts: the thing, lying in the plane z = 0.
        hang: (3,) metres, the point in its eye where the chain hangs.
    """

    parts: list[Part]
    hang: Points

    def at(self, point: ArrayLike, way: ArrayLike, roll: float = 0.0) -> list[Part]:
        """Hung at a point (3,) and reaching away along `way` in the plane; rolled about it."""
        local = s.turn(roll, (0, 1, 0)) @ s.move(*-self.hang)
        return moved(self.parts, facing(point, way) @ local)


@dataclass(frozen=True, slots=True)
class Gauge:
    """Outer length and width of a chain link and the radius of its wire, metres."""

    long: float
    wide: float
    wire: float

    def times(self, size: float) -> Gauge:
        """The same link larger or smaller."""
        return Gauge(self.long * size, self.wide * size, self.wire * size)


@dataclass(frozen=True, slots=True)
class CuffSet:
    """Ratchet cuffs of one make, modelled once in a few states of closing."""

    form: CuffForm
    finish: Finish
    states: tuple[Hung, ...]

    def hung(self, rng: np.random.Generator) -> Hung:
        """One cuff of the set in one of its states."""
        return pick(rng, self.states)


def wrist_form(rng: np.random.Generator) -> CuffForm:
    """A usual handcuff."""
    return CuffForm(
        span=float(rng.uniform(0.0612, 0.0622)),
        thickness=float(rng.uniform(0.0095, 0.013)),
        bow_width=float(rng.uniform(0.0068, 0.0078)),
        body=float(rng.uniform(0.85, 1.2)),
    )


def ankle_form(rng: np.random.Generator) -> CuffForm:
    """A leg cuff: a quarter to a third larger than a handcuff."""
    return large_form(rng, (0.078, 0.088), float(rng.uniform(0.75, 1.0)))


def large_form(rng: np.random.Generator, span: tuple[float, float], body: float) -> CuffForm:
    """A ratchet cuff of a span between two sizes (metres), its bow as stout as that needs."""
    wide = float(rng.uniform(*span))
    return CuffForm(
        span=wide,
        thickness=float(rng.uniform(0.0105, 0.0135)) * (wide / 0.08) ** 0.5,
        bow_width=wide * float(rng.uniform(0.108, 0.122)),
        body=body,
        pitch=float(rng.uniform(0.0022, 0.0032)),
    )


def cuff_set(
    rng: np.random.Generator, form: CuffForm, finish: Finish, states: int = 2, ajar: float = 0.3
) -> CuffSet:
    """Cuffs of a form in so many states; `ajar` is the share of open ones."""
    bow: Finish = ("steel", None) if finish[0] == "painted_metal" else finish
    made = [hung_cuff(rng, form, finish, bow, draw_closing(rng, ajar)) for _ in range(states)]
    return CuffSet(form, finish, tuple(made))


def draw_closing(rng: np.random.Generator, ajar: float) -> float:
    """Degrees past the first notch; open in the share `ajar`."""
    if rng.random() < ajar:
        return float(rng.uniform(-110, -8))
    return float(rng.uniform(2, SWEEP))


def hung_cuff(
    rng: np.random.Generator, form: CuffForm, finish: Finish, bow: Finish, closing: float
) -> Hung:
    """One ratchet cuff with its swivel ring."""
    ring, hang = eyelet(form, float(rng.uniform(0, 90)))
    made = [*ratchet_cuff(form, closing, finish, bow), Part(ring, *finish)]
    return Hung(_merged(made), hang)


def draw_gauge(rng: np.random.Generator, size: float = 1.0) -> Gauge:
    """A steel chain as used with leg cuffs: links of 20 to 28 mm."""
    long = size * float(rng.uniform(0.021, 0.028))
    return Gauge(
        long, long * float(rng.uniform(0.6, 0.7)), size * float(rng.uniform(0.002, 0.0025))
    )


def rough_gauge(rng: np.random.Generator, size: float = 1.0) -> Gauge:
    """A stout forged chain: links of 32 to 52 mm."""
    long = size * float(rng.uniform(0.032, 0.052))
    return Gauge(long, long * float(rng.uniform(0.6, 0.75)), long * float(rng.uniform(0.1, 0.13)))


def chain(path: ArrayLike, gauge: Gauge, finish: Finish) -> Part:
    """Links along a path (N, 3), every second one turned; light enough for several metres."""
    line = np.asarray(path, dtype=np.float64)
    walked = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    pitch = gauge.long - 2.2 * gauge.wire
    count = max(1, round(float(walked[-1]) / pitch))
    at = (np.arange(count) + 0.5) * walked[-1] / count
    centre = _along(line, walked, at)
    way = _along(line, walked, at + pitch / 2) - _along(line, walked, at - pitch / 2)
    one = _link(gauge)
    turns = [s.turn(90 * (i % 2) + 45, (1, 0, 0)) for i in range(2)]
    ends = [frame(w)[:3, :3] @ turns[i % 2][:3, :3] for i, w in enumerate(way)]
    points = [one.vertices @ r.T + c for r, c in zip(ends, centre, strict=True)]
    faces = np.concatenate([one.faces + i * len(one.vertices) for i in range(count)])
    return Part(trimesh.Trimesh(np.concatenate(points), faces, process=False), *finish)


def facing(point: ArrayLike, way: ArrayLike) -> s.Matrix:
    """Moves the origin to a point and turns +y into a direction in the plane."""
    x, y, z = (float(v) for v in np.asarray(point, dtype=np.float64))
    dx, dy = (float(v) for v in np.asarray(way, dtype=np.float64)[:2])
    return s.move(x, y, z) @ s.turn(float(np.degrees(np.arctan2(dy, dx))) - 90.0)


def flat_roll(rng: np.random.Generator, wobble: float = 5.0) -> float:
    """A cuff that lies on one of its faces, degrees."""
    return 180.0 * int(rng.integers(2)) + float(rng.uniform(-wobble, wobble))


def swivel(point: ArrayLike, gauge: Gauge, finish: Finish, roll: float = 0.0) -> Part:
    """The ring in which chains meet."""
    round_line = s.circle(gauge.wide * 0.75, 20)
    line = np.c_[round_line, np.zeros(20)]
    ring = s.tube_along(line, gauge.wire * 1.15, sections=8, closed=True)
    x, y, z = (float(v) for v in np.asarray(point, dtype=np.float64))
    return Part(s.at(ring, s.turn(roll, (1, 0, 0)), s.move(x, y, z)), *finish)


def ends_of(path: Points) -> list[tuple[Points, Points]]:
    """Both ends of a path (N, 3) with the direction in which it leaves there."""
    return [(path[0], path[0] - path[3]), (path[-1], path[-1] - path[-4])]


def with_keys(
    rng: np.random.Generator, parts: list[Part], share: float, places: Sequence[ArrayLike]
) -> list[Part]:
    """In this share of the draws one or two small keys lie at the places."""
    if rng.random() >= share:
        return parts
    finish = draw_metal(rng, 0.0)
    for place in places[: int(rng.integers(1, len(places) + 1))]:
        x, y = (float(v) for v in np.asarray(place, dtype=np.float64)[:2])
        parts = parts + moved(
            small_key(rng, finish), s.move(x, y) @ s.turn(float(rng.uniform(0, 360)))
        )
    return parts


def _merged(parts: list[Part]) -> list[Part]:
    """Parts of one material and colour as one: far quicker to move about."""
    looks = list(dict.fromkeys((part.material, part.colour) for part in parts))
    return [
        Part(s.join(*(p.mesh for p in parts if (p.material, p.colour) == look)), *look)
        for look in looks
    ]


def _along(line: Points, walked: NDArray[np.float64], at: NDArray[np.float64]) -> Points:
    return np.stack([np.interp(at, walked, line[:, k]) for k in range(3)], axis=1)


def _link(gauge: Gauge) -> trimesh.Trimesh:
    """One link along x with few faces."""
    r = gauge.wide / 2 - gauge.wire
    half = gauge.long / 2 - gauge.wire - r
    right = s.arc(r, -90, 90, 8) + np.array([half, 0])
    left = s.arc(r, 90, 270, 8) - np.array([half, 0])
    flat = np.concatenate([right, left])
    return s.tube_along(np.c_[flat, np.zeros(len(flat))], gauge.wire, sections=7, closed=True)

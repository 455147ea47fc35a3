"""Square dart cartridges with blast doors, darts with barbs, and their thin wires.

A cartridge points along +x, its doors at x = 0. Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Colour, chance, dark, pick
from datasets.studio.parts import Material, Part, moved

LEVEL = s.turn(90, (0, 1, 0))  # what was built up z then points along +x
DOORS: tuple[Colour, ...] = (
    (0.75, 0.5, 0.02),
    (0.75, 0.5, 0.02),
    (0.5, 0.5, 0.5),
    (0.05, 0.3, 0.1),
    (0.7, 0.2, 0.02),
    (0.03, 0.12, 0.45),
    BLACK,
)
WIRES: tuple[tuple[Material, Colour | None], ...] = (
    ("brass", None),
    ("steel", None),
    ("plastic", (0.5, 0.5, 0.42)),
    ("plastic", (0.05, 0.3, 0.12)),
)


@dataclass(frozen=True, slots=True)
class Cartridge:
    """What the cartridges of one kind share.

    Args:
        wide: metres along y.
        tall: metres along z.
        long: metres along x.
        body: colour of the case.
        door: colour of the blast doors.
        split: doors one above the other, else side by side.
    """

    wide: float
    tall: float
    long: float
    body: Colour
    door: Colour
    split: bool = True

    def parts(self, spent: bool = False) -> list[Part]:
        """One cartridge, its doors closed, or blown off over two empty bores."""
        w, h, n = self.wide, self.tall, self.long
        case = s.at(s.box(n, w, h, 0.0022), s.move(x=-n / 2))
        lip = s.at(s.box(0.006, w * 1.08, h * 1.08, 0.0015), s.move(x=-0.006))
        ribs = [
            s.at(s.box(0.0018, 0.6 * w, 0.003), s.move(-0.016 - 0.004 * i, 0, side * h / 2))
            for i in range(4)
            for side in (-1, 1)
        ]
        parts = [Part(s.join(case, lip, *ribs), "matte_plastic", self.body)]
        contacts = [
            s.at(s.box(0.3 * n, 0.0012, 0.12 * h), s.move(-0.7 * n, side * w / 2, 0.2 * h))
            for side in (-1, 1)
        ]
        parts.append(Part(s.join(*contacts), "brass"))
        return parts + (self._bores() if spent else self._doors())

    def _doors(self) -> list[Part]:
        w, h = self.wide, self.tall
        size = (0.9 * w, 0.42 * h) if self.split else (0.42 * w, 0.9 * h)
        panel = s.box(0.004, *size, 0.001)
        groove = s.box(0.0046, 0.5 * size[0], 0.16 * size[1])
        doors, marks = [], []
        for side in (-1, 1):
            place = s.move(0, 0, side * 0.235 * h) if self.split else s.move(0, side * 0.235 * w)
            doors.append(s.at(panel, place))
            marks.append(s.at(groove, place))
        return [Part(s.join(*doors), "plastic", self.door), Part(s.join(*marks), "rubber", BLACK)]

    def _bores(self) -> list[Part]:
        w, h = self.wide, self.tall
        ring = s.lathe([(0.2 * h, -0.004), (0.24 * h, -0.004), (0.24 * h, 0.002), (0.2 * h, 0.002)])
        floor = s.cylinder(0.2 * h, 0.002, 24)
        rings, floors = [], []
        for side in (-1, 1):
            place = (0, 0, side * 0.24 * h) if self.split else (0, side * 0.24 * w, 0)
            rings.append(s.at(ring, LEVEL, s.move(*place)))
            floors.append(s.at(floor, LEVEL, s.move(*place)))
        return [
            Part(s.join(*rings), "plastic", (0.3, 0.3, 0.3)),
            Part(s.join(*floors), "rubber", (0.002, 0.002, 0.002)),
        ]


def draw_cartridge(rng: np.random.Generator) -> Cartridge:
    """A kind of cartridge: case dark mostly, doors coloured after their range."""
    pale: Colour = (0.5, 0.5, 0.5)
    return Cartridge(
        wide=float(rng.uniform(0.03, 0.036)),
        tall=float(rng.uniform(0.029, 0.035)),
        long=float(rng.uniform(0.042, 0.055)),
        body=dark(rng) if chance(rng, 0.8) else pale,
        door=pick(rng, DOORS),
        split=chance(rng, 0.7),
    )


def repeat(parts: list[Part], places: Sequence[s.Matrix]) -> list[Part]:
    """The parts at every place, still one mesh a part; for parts without a texture."""
    made = []
    at = np.stack(places)
    for part in parts:
        v, f = np.asarray(part.mesh.vertices), np.asarray(part.mesh.faces)
        points = v @ at[:, :3, :3].transpose(0, 2, 1) + at[:, None, :3, 3]
        faces = f[None] + len(v) * np.arange(len(at))[:, None, None]
        mesh = trimesh.Trimesh(points.reshape(-1, 3), faces.reshape(-1, 3), process=False)
        made.append(replace(part, mesh=mesh))
    return made


def dart() -> trimesh.Trimesh:
    """A dart along +x: barrel, thin needle with a barb at the tip; its tail at the origin."""
    barrel = [(0, 0), (0.0026, 0), (0.0034, 0.002), (0.0034, 0.02), (0.002, 0.024)]
    needle = [(0.0008, 0.025), (0.0008, 0.034), (0.0014, 0.0342), (0, 0.039)]
    barb = s.at(s.cone(0.0008, 0.005, 8), s.turn(150, (1, 0, 0)), s.move(0, 0.0006, 0.0365))
    return s.at(s.join(s.lathe([*barrel, *needle], 16), barb), LEVEL)


def flown_dart(
    rng: np.random.Generator, start: np.ndarray, way: np.ndarray, reach: float
) -> list[Part]:
    """A wire from a bore to a dart on the floor z = 0.

    Args:
        rng: draws the loops.
        start: the bore, (3,) metres.
        way: level direction of the shot, (3,).
        reach: metres from the bore to the dart, about.
    """
    side = np.array([-way[1], way[0], 0.0])
    count = 9
    along = np.linspace(0.12, 1.0, count) * reach
    swing = np.cumsum(rng.normal(0, 0.14, count)) * reach
    points = [
        start,
        start + way * 0.02,
        *(start + way * a + side * w for a, w in zip(along, swing, strict=True)),
    ]
    path = np.array(points)
    if chance(rng, 0.7):
        path = np.insert(path, 6, _curl(rng, path[6], 0.08 * reach), axis=0)
    fall = np.clip(np.linspace(-0.15, 3.2, len(path)), 0, 1) ** 0.7
    path[:, 2] = (1 - fall) * start[2] + fall * rng.uniform(0.001, 0.004, len(path))
    line = s.spline(path, 24 * len(path))
    line[:, 2] = np.maximum(line[:, 2], 0.0008)
    material, colour = pick(rng, WIRES)
    wire = s.tube_along(line, float(rng.uniform(0.0006, 0.0009)), 5)
    end = line[-1] - line[-6]
    heading = float(np.degrees(np.arctan2(end[1], end[0])))
    place = s.move(line[-1][0], line[-1][1], 0.0036) @ s.turn(heading)
    tip = Part(s.at(dart(), place), pick(rng, ("steel", "brass", "chrome")))
    return [Part(wire, material, colour), tip]


def _curl(rng: np.random.Generator, centre: np.ndarray, radius: float) -> np.ndarray:
    """A loop of wire on the floor, (N, 3)."""
    turns = float(rng.uniform(1.0, 2.4)) * (1 if chance(rng, 0.5) else -1)
    t = np.linspace(0, 1, 12)
    r = radius * (0.7 + 0.5 * t)
    angle = 2 * np.pi * turns * t + float(rng.uniform(0, 6.3))
    return centre + np.stack([r * np.cos(angle), r * np.sin(angle), 0 * t], 1)


def loose(rng: np.random.Generator, kind: Cartridge, spent: bool = False) -> list[Part]:
    """A cartridge on the floor: on its foot, its side or its back end."""
    pose = pick(rng, (s.turn(0), s.turn(90, (1, 0, 0)), s.turn(-90, (0, 1, 0))))
    parts = moved(kind.parts(spent), s.turn(float(rng.uniform(0, 360))) @ pose)
    low = min(float(part.mesh.bounds[0][2]) for part in parts)
    return moved(parts, s.move(z=-low))

"""Shield plates curved round one axis or like a bowl, their rims, handles, windows and lettering.

A shield is drawn flat in the plane y = 0, its face to -y, and then laid onto its curve.
Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import manifold3d
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    bounds,
    chance,
    dark,
    ground,
    hue,
    pick,
)
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._leather import even
from datasets.studio.designs._print import panel
from datasets.studio.designs._word_plates import GUARDS, INK, NAVY, WHITE
from datasets.studio.labels import RGB
from datasets.studio.parts import Material, Part, moved

Points = NDArray[np.float64]
Finish = tuple[Material, Colour | None]


@dataclass(frozen=True, slots=True)
class Plate:
    """The curved face of a shield.

    Args:
        outline: its edge when flat, [(x, z), ...] about the origin, metres.
        radius: of its curve, metres.
        dome: curved both ways like a bowl, not only round z.
        thick: metres.
    """

    outline: Points
    radius: float
    dome: bool
    thick: float

    def __post_init__(self) -> None:
        half = float(np.abs(self.outline if self.dome else self.outline[:, 0]).max())
        if self.radius < 0.6 * half:
            raise ValueError(f"radius {self.radius}: a plate {half} m from its middle needs more")

    def frame(self, flat: ArrayLike) -> tuple[Points, Points]:
        """Places on the middle of the plate and the directions its face looks, (N, 3) each."""
        p = np.asarray(flat, dtype=np.float64).reshape(-1, 2)
        away = np.hypot(p[:, 0], p[:, 1]) if self.dome else p[:, 0]
        angle = away / self.radius
        if self.dome:
            unit = p / np.maximum(away, 1e-9)[:, None]
            x, z = np.sin(angle) * unit[:, 0], np.sin(angle) * unit[:, 1]
            normal = np.stack([x, -np.cos(angle), z], axis=1)
            place = self.radius * normal + (0.0, self.radius, 0.0)
        else:
            normal = np.stack([np.sin(angle), -np.cos(angle), 0 * angle], axis=1)
            place = self.radius * normal + (0.0, self.radius, 0.0)
            place[:, 2] = p[:, 1]
        return place, normal

    def laid(self, mesh: trimesh.Trimesh) -> trimesh.Trimesh:
        """A mesh drawn flat, bent with the plate; keeps its UV."""
        bent = mesh.copy()
        v = np.asarray(bent.vertices)
        place, normal = self.frame(v[:, [0, 2]])
        bent.vertices = place - v[:, 1:2] * normal
        return bent

    def standing(self, mesh: trimesh.Trimesh, x: float, z: float) -> trimesh.Trimesh:
        """A mesh built up z, standing on the face at a place."""
        place, normal = self.frame((x, z))
        return s.at(mesh, s.align_z(normal[0]), s.move(*(place[0] + normal[0] * self.thick / 2)))

    def sheet(self) -> trimesh.Trimesh:
        """The plate itself."""
        return self.board(self.outline, self.thick, -self.thick / 2)

    def board(
        self, outline: Points, thick: float, front: float, hole: Points | None = None
    ) -> trimesh.Trimesh:
        """A board [(x, z), ...] bent with the plate, its face at y = `front` when flat."""
        rings = [outline] if hole is None else [outline, hole[::-1]]
        line = [np.ascontiguousarray(ring, dtype=np.float32) for ring in rings]
        section = manifold3d.CrossSection(line, manifold3d.FillRule.EvenOdd)
        solid = section.extrude(thick).refine_to_length(0.045).to_mesh()
        flat = np.asarray(solid.vert_properties[:, :3], dtype=np.float64)
        upright = np.stack([flat[:, 0], front + thick - flat[:, 2], flat[:, 1]], axis=1)
        mesh = trimesh.Trimesh(upright, np.asarray(solid.tri_verts), process=False)
        mesh.fix_normals()
        return self.laid(mesh)

    def rim(self, width: float) -> trimesh.Trimesh:
        """A round profile along the edge."""
        ring = even(np.concatenate([self.outline, self.outline[:1]]), 150)[:-1]
        return s.tube_along(self.frame(ring)[0], width, 8, closed=True)

    def inside(self, margin: float, pitch_x: float, pitch_z: float, shift: bool) -> Points:
        """A grid of places (N, 2) at least `margin` from the edge, odd rows shifted if asked."""
        low, high = self.outline.min(0) + margin, self.outline.max(0) - margin
        spots = []
        rows = max(1, round((high[1] - low[1]) / pitch_z))
        for i, z in enumerate(np.linspace(low[1], high[1], rows + 1)):
            count = max(1, round((high[0] - low[0]) / pitch_x))
            x = np.linspace(low[0], high[0], count + 1)
            if shift and i % 2:
                x = (x[:-1] + x[1:]) / 2
            spots += [(float(v), float(z)) for v in x]
        p = np.array(spots)
        edge = even(np.concatenate([self.outline, self.outline[:1]]), 200)
        far = np.linalg.norm(p[:, None] - edge[None], axis=2).min(1)
        return np.asarray(p[(far > margin * 0.8) & _within(p, edge)])


def _within(p: Points, edge: Points) -> NDArray[np.bool_]:
    """Which points (N, 2) lie inside a closed line."""
    a, b = edge[:-1], edge[1:]
    spans = (a[None, :, 1] > p[:, None, 1]) != (b[None, :, 1] > p[:, None, 1])
    slope = (b[:, 0] - a[:, 0]) / np.where(b[:, 1] == a[:, 1], 1e-12, b[:, 1] - a[:, 1])
    cross = a[None, :, 0] + (p[:, None, 1] - a[None, :, 1]) * slope[None]
    return np.asarray(((p[:, :1] < cross) & spans).sum(1) % 2 == 1)


def oblong(rng: np.random.Generator) -> Plate:
    """A tall plate with round corners, bent round the upright axis or nearly flat."""
    wide, tall = float(rng.uniform(0.46, 0.6)), float(rng.uniform(0.8, 1.15))
    if chance(rng, 0.25):  # a round head
        arch = s.arc(wide / 2, 0, 180, 24) + np.array([0, tall / 2 - wide / 2])
        foot = rounded(wide, tall, 0.06)
        outline = np.concatenate([arch, foot[foot[:, 1] < 0]])
    else:
        outline = rounded(wide, tall, float(rng.uniform(0.04, 0.12)))
    return Plate(outline, float(rng.uniform(0.35, 0.9)), False, 0.004)


def disc(rng: np.random.Generator) -> Plate:
    """A round plate like a shallow bowl."""
    half = float(rng.uniform(0.27, 0.33))
    return Plate(s.circle(half, 60), float(rng.uniform(0.6, 1.3)), True, 0.004)


def label_sheet(plate: Plate, picture: NDArray[np.uint8], wide: float, z: float) -> Part:
    """A print on the face, bent with it, its middle at (0, z)."""
    tall = wide * picture.shape[0] / picture.shape[1]
    columns, rows = 24, 8
    u, v = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    flat = np.stack([(u - 0.5) * wide, 0 * u - plate.thick / 2 - 4e-4, (v - 0.5) * tall + z], -1)
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a = i * columns + j
    faces = [np.stack(t, -1).reshape(-1, 3) for t in ((a, a + 1, a + columns + 1),)]
    faces.append(np.stack((a, a + columns + 1, a + columns), -1).reshape(-1, 3))
    uv = np.stack([u, v], -1).reshape(-1, 2)
    visual = trimesh.visual.TextureVisuals(uv=uv)  # type: ignore[no-untyped-call]
    mesh = trimesh.Trimesh(flat.reshape(-1, 3), np.concatenate(faces), visual=visual, process=False)
    return Part(plate.laid(mesh), "paper", None, picture)


def lettering(rng: np.random.Generator, plate: Plate, z: float, share: float = 0.6) -> list[Part]:
    """A service's name across the face."""
    wide = float(np.ptp(plate.outline[:, 0])) * share
    ground_, ink = pick(rng, _COLOURS)
    picture = panel(
        [pick(rng, GUARDS)], ground_, ink, ratio=float(rng.uniform(3.6, 5.0)), edge=False
    )
    return [label_sheet(plate, picture, wide, z)]


_COLOURS: tuple[tuple[RGB, RGB], ...] = (
    (INK, WHITE),
    (WHITE, INK),
    (NAVY, WHITE),
    (WHITE, NAVY),
    (INK, (245, 205, 30)),
)


def grips(rng: np.random.Generator, plate: Plate, clear: bool) -> list[Part]:
    """Behind the plate: foam pad, arm strap, handle; their bolts show on the face."""
    z = float(rng.uniform(-0.05, 0.04))
    back, lift = plate.thick / 2, np.array([0, z])
    pad = plate.board(rounded(0.16, 0.22, 0.03) + lift, 0.02, back)
    parts = [Part(pad, "foam", dark(rng))]
    bow = s.spline(
        [
            (-0.09, back, z - 0.05),
            (-0.06, back + 0.075, z - 0.05),
            (0.06, back + 0.075, z - 0.05),
            (0.09, back, z - 0.05),
        ],
        30,
    )
    strap = s.strap_along(bow, 0.004, 0.05, up=(0, 0, 1))
    parts.append(Part(plate.laid(strap), "webbing", dark(rng)))
    bar = s.tube_along(
        s.spline(
            [
                (-0.07, back, z + 0.1),
                (-0.062, back + 0.05, z + 0.1),
                (0.062, back + 0.05, z + 0.1),
                (0.07, back, z + 0.1),
            ],
            30,
        ),
        0.012,
        12,
    )
    parts.append(Part(plate.laid(bar), pick(rng, ("rubber", "plastic")), dark(rng)))
    head = s.at(s.cylinder(0.009, 0.005, 18), s.move(z=0.002))
    spots = [(x, z + dz) for x in (-0.07, 0.07) for dz in (0.1, -0.05)]
    bolts = [plate.standing(head, x, y) for x, y in spots]
    parts.append(Part(s.join(*bolts), "steel" if chance(rng, 0.6) else "dark_steel"))
    if not clear and chance(rng, 0.4):
        parts.append(Part(plate.board(rounded(0.3, 0.36, 0.03) + lift, 0.006, back), "foam", BLACK))
    return parts


def window(plate: Plate, wide: float, tall: float, z: float) -> list[Part]:
    """A viewing pane in a screwed frame near the top of an opaque plate."""
    front, lift = -plate.thick / 2, np.array([0, z])
    outer, inner = (rounded(wide + k, tall + k, 0.014 + 0.2 * k) + lift for k in (0.05, 0.0))
    ring = plate.board(outer, 0.012, front - 0.009, inner)
    pane = plate.board(inner, 0.006, front - 0.004)
    screw = s.cylinder(0.005, 0.018, 12)
    spots = [
        (x * (wide / 2 + 0.012), z + y * (tall / 2 + 0.012)) for x in (-1, 0, 1) for y in (-1, 1)
    ]
    screws = [plate.standing(screw, x, y) for x, y in spots]
    return [
        Part(ring, "matte_plastic", (0.03, 0.03, 0.031)),
        Part(pane, "plastic", (0.34, 0.4, 0.42)),
        Part(s.join(*screws), "steel"),
    ]


def strips(rng: np.random.Generator, plate: Plate) -> list[Part]:
    """Reflective foil across or down the face: flat, without wires."""
    low, high = plate.outline.min(0), plate.outline.max(0)
    count, wide = int(rng.integers(2, 4)), float(rng.uniform(0.025, 0.05))
    colour = pick(
        rng, ((0.75, 0.76, 0.78), (0.75, 0.62, 0.06), (0.7, 0.15, 0.02), (0.03, 0.1, 0.4))
    )
    edge, meshes = even(np.concatenate([plate.outline, plate.outline[:1]]), 200), []
    for share in np.linspace(0.2, 0.8, count):
        z = low[1] + share * (high[1] - low[1])
        half = float(np.abs(edge[np.abs(edge[:, 1] - z) < 0.03, 0]).min()) * 0.93
        x = np.linspace(-half, half, 30)
        path = np.stack([x, 0 * x - plate.thick / 2 - 4e-4, 0 * x + z], axis=1)
        meshes.append(plate.laid(s.strap_along(path, 0.0006, wide, up=(0, 0, 1))))
    return [Part(s.join(*meshes), "painted_metal", colour)]


def set_up(
    rng: np.random.Generator, parts: Sequence[Part], lying: float = 0.2, back: float = 0.2
) -> list[Part]:
    """The shield lying on its back, or leaning back on its foot; `back` shows the other side."""
    shown = list(parts)
    behind = chance(rng, back)
    if chance(rng, lying):
        over = 90.0 if behind else -90.0
        return ground(moved(shown, s.turn(float(rng.uniform(-50, 50))) @ s.turn(over, (1, 0, 0))))
    if behind:
        shown = moved(shown, s.turn(180 + float(rng.normal(0, 15))))
    lean = s.turn(-float(rng.uniform(10, 20)), (1, 0, 0), bounds(shown)[0])
    return ground(moved(shown, lean))


def clear_plastic(rng: np.random.Generator) -> Finish:
    """Clear or smoky polycarbonate."""
    return "glass", pick(rng, ((0.78, 0.82, 0.83), (0.6, 0.65, 0.68), (0.35, 0.37, 0.4)))


def opaque(rng: np.random.Generator) -> Finish:
    """What ballistic and composite shields are made of."""
    looks: tuple[Finish, ...] = (
        ("matte_plastic", dark(rng)),
        ("textile", dark(rng)),
        ("painted_metal", (0.05, 0.06, 0.03)),
        ("painted_metal", (0.02, 0.035, 0.1)),
        ("painted_metal", (0.12, 0.125, 0.13)),
        ("plastic", hue(rng, 0.6)),
    )
    return pick(rng, looks)

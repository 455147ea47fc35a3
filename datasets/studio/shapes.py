"""Plain meshes in metres, z up, from which every design is put together."""

from __future__ import annotations

from collections.abc import Sequence

import manifold3d
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio.sweeps import Matrix as Matrix  # designs name them by this module
from datasets.studio.sweeps import Points as Points
from datasets.studio.sweeps import frame, sweep


def move(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Matrix:
    """Translation by metres."""
    matrix = np.eye(4)
    matrix[:3, 3] = (x, y, z)
    return matrix


def turn(degrees: float, axis: ArrayLike = (0, 0, 1), about: ArrayLike = (0, 0, 0)) -> Matrix:
    """Rotation by degrees about an axis through a point."""
    matrix = trimesh.transformations.rotation_matrix(np.radians(degrees), axis, about)  # type: ignore[no-untyped-call]
    return np.asarray(matrix, dtype=np.float64)


def scale(x: float, y: float, z: float) -> Matrix:
    """Scaling along the axes."""
    return np.diag([x, y, z, 1.0])


def align_z(direction: ArrayLike) -> Matrix:
    """Rotation that takes the z axis to a direction."""
    matrix = trimesh.geometry.align_vectors([0, 0, 1], direction)  # type: ignore[no-untyped-call]
    return np.asarray(matrix, dtype=np.float64)


def at(mesh: trimesh.Trimesh, *matrices: Matrix) -> trimesh.Trimesh:
    """A copy of the mesh under the matrices, the first one first."""
    mesh = mesh.copy()
    for matrix in matrices:
        mesh.apply_transform(matrix)
    return mesh


def join(*meshes: trimesh.Trimesh) -> trimesh.Trimesh:
    """The meshes as one, without a boolean."""
    joined: trimesh.Trimesh = trimesh.util.concatenate(list(meshes))  # type: ignore[assignment]
    return joined


def box(x: float, y: float, z: float, bevel: float = 0.0) -> trimesh.Trimesh:
    """A box about the origin; `bevel` rounds its edges (metres)."""
    if bevel <= 0.0:
        made: trimesh.Trimesh = trimesh.creation.box((x, y, z))
        return made
    bevel = min(bevel, 0.499 * min(x, y, z))
    corner = trimesh.creation.icosphere(subdivisions=2, radius=bevel)
    half = np.array([x, y, z]) / 2 - bevel
    signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
    points = np.concatenate([corner.vertices + sign * half for sign in signs])
    hull: trimesh.Trimesh = trimesh.convex.convex_hull(points)
    return hull


def cylinder(radius: float, height: float, sections: int = 40) -> trimesh.Trimesh:
    """A cylinder about the origin along z."""
    made: trimesh.Trimesh = trimesh.creation.cylinder(radius, height, sections=sections)
    return made


def sphere(radius: float, subdivisions: int = 3) -> trimesh.Trimesh:
    """A sphere about the origin."""
    made: trimesh.Trimesh = trimesh.creation.icosphere(subdivisions=subdivisions, radius=radius)
    return made


def cone(radius: float, height: float, sections: int = 24) -> trimesh.Trimesh:
    """A cone standing on z = 0, its tip at z = height."""
    return trimesh.creation.cone(radius, height, sections=sections)


def torus(ring: float, tube: float, arc: float = 360.0) -> trimesh.Trimesh:
    """A torus about z; `arc` in degrees leaves it open, starting at the x axis."""
    steps = max(12, int(arc / 6))
    angles = np.radians(np.linspace(0, arc, steps + 1))
    if arc >= 360.0:
        angles = angles[:-1]
    path = np.stack([ring * np.cos(angles), ring * np.sin(angles), 0 * angles], axis=1)
    return tube_along(path, tube, closed=arc >= 360.0)


def lathe(profile: ArrayLike, sections: int = 48) -> trimesh.Trimesh:
    """A profile [(radius, z), ...] from bottom to top, turned about z; radius 0 closes an end."""
    line = np.asarray(profile, dtype=np.float64)
    return trimesh.creation.revolve(line, sections=sections)


def extrude(outline: ArrayLike, height: float, holes: Sequence[ArrayLike] = ()) -> trimesh.Trimesh:
    """A plane outline [(x, y), ...] with holes, raised along z from 0 to height."""
    rings = [_ring(outline, ccw=True), *(_ring(hole, ccw=False) for hole in holes)]
    section = manifold3d.CrossSection(rings, manifold3d.FillRule.EvenOdd)
    return _from_manifold(section.extrude(height))


def circle(radius: float, steps: int = 48, centre: tuple[float, float] = (0.0, 0.0)) -> Points:
    """Points of a circle in the plane, (N, 2)."""
    angles = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius
    return np.asarray(ring + np.asarray(centre), dtype=np.float64)


def arc(radius: float, start: float, stop: float, steps: int = 32) -> Points:
    """Points of an arc in the plane from start to stop degrees, (N, 2)."""
    angles = np.radians(np.linspace(start, stop, steps))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius


def band(
    radius: float, thickness: float, width: float, start: float, stop: float
) -> trimesh.Trimesh:
    """A curved strip about z between two angles (degrees): a cuff bow, a strap round a body."""
    outer = arc(radius + thickness / 2, start, stop, 64)
    inner = arc(radius - thickness / 2, stop, start, 64)
    return at(extrude(np.concatenate([outer, inner]), width), move(z=-width / 2))


def tube_along(
    path: ArrayLike, radius: float | ArrayLike, sections: int = 14, closed: bool = False
) -> trimesh.Trimesh:
    """A round tube along a path (N, 3); `radius` may vary along it, (N,)."""
    return sweep(path, _round(sections), np.asarray(radius, dtype=np.float64), closed)


def strap_along(
    path: ArrayLike,
    width: float,
    thickness: float,
    up: ArrayLike | None = None,
    closed: bool = False,
) -> trimesh.Trimesh:
    """A flat strap along a path (N, 3); `up` is the direction its broad side faces away from."""
    w, t = width / 2, thickness / 2
    section = np.array([[-t, -w], [t, -w], [t, w], [-t, w]])
    return sweep(path, section, np.asarray(1.0), closed, up)


def spline(points: ArrayLike, steps: int = 80, closed: bool = False) -> Points:
    """A smooth path through the points (Catmull-Rom), (steps, 3)."""
    p = np.asarray(points, dtype=np.float64)
    p = np.concatenate([p[-1:], p, p[:2]]) if closed else np.concatenate([p[:1], p, p[-1:]])
    spans = len(p) - 3
    t = np.linspace(0, spans, steps, endpoint=not closed)
    i = np.minimum(t.astype(int), spans - 1)
    u = (t - i)[:, None]
    a, b, c, d = p[i], p[i + 1], p[i + 2], p[i + 3]
    cubic = (3 * b - a - 3 * c + d) * u**3
    return np.asarray(0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + cubic))


def helix(radius: float, pitch: float, turns: float, steps_per_turn: int = 32) -> Points:
    """Points of a helix about z, rising from 0, (N, 3)."""
    angle = np.linspace(0, 2 * np.pi * turns, max(2, int(turns * steps_per_turn)))
    return np.stack(
        [radius * np.cos(angle), radius * np.sin(angle), pitch * angle / (2 * np.pi)], axis=1
    )


def link(length: float, width: float, wire: float) -> trimesh.Trimesh:
    """One chain link, long axis x, lying in the plane z = 0; sizes are outer, `wire` a radius."""
    r = width / 2 - wire
    half = length / 2 - wire - r
    right = arc(r, -90, 90, 14) + np.array([half, 0])
    left = arc(r, 90, 270, 14) - np.array([half, 0])
    flat = np.concatenate([right, left])
    return tube_along(np.c_[flat, np.zeros(len(flat))], wire, sections=10, closed=True)


def chain_along(path: ArrayLike, length: float, width: float, wire: float) -> trimesh.Trimesh:
    """Links along a path (N, 3), every second one turned by 90 degrees."""
    path = np.asarray(path, dtype=np.float64)
    steps = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    pitch = length - 2.2 * wire
    count = max(1, round(steps[-1] / pitch))
    centres = (np.arange(count) + 0.5) * steps[-1] / count
    one, links = link(length, width, wire), []
    for i, s in enumerate(centres):
        here = np.array([np.interp(s, steps, path[:, k]) for k in range(3)])
        ahead = np.array([np.interp(s + pitch / 2, steps, path[:, k]) for k in range(3)])
        behind = np.array([np.interp(s - pitch / 2, steps, path[:, k]) for k in range(3)])
        turned = at(one, turn(90 * (i % 2) + 45, (1, 0, 0)))
        links.append(at(turned, frame(ahead - behind), move(*here)))
    return join(*links)


def union(*meshes: trimesh.Trimesh) -> trimesh.Trimesh:
    """Boolean union of closed meshes."""
    made: trimesh.Trimesh = trimesh.boolean.union(list(meshes), engine="manifold")
    return made


def cut(mesh: trimesh.Trimesh, *tools: trimesh.Trimesh) -> trimesh.Trimesh:
    """The mesh less the tools; all closed."""
    made: trimesh.Trimesh = trimesh.boolean.difference([mesh, *tools], engine="manifold")
    return made


def label_wrap(
    radius: float, height: float, start: float = 0.0, stop: float = 360.0, bulge: float = 3e-4
) -> trimesh.Trimesh:
    """A printed sheet round a cylinder about z, with UV: u runs round, v up; centred at z = 0."""
    angles = np.radians(np.linspace(start, stop, 64))
    x, y = (radius + bulge) * np.cos(angles), (radius + bulge) * np.sin(angles)
    low = np.stack([x, y, np.full_like(x, -height / 2)], axis=1)
    high = np.stack([x, y, np.full_like(x, height / 2)], axis=1)
    u = np.linspace(0, 1, len(angles))
    return _strip(low, high, u)


def label_panel(width: float, height: float) -> trimesh.Trimesh:
    """A printed sheet in the plane y = 0 facing -y, width along x, height along z, with UV."""
    x = np.array([-width / 2, width / 2])
    low = np.stack([x, 0 * x, 0 * x - height / 2], axis=1)
    high = np.stack([x, 0 * x, 0 * x + height / 2], axis=1)
    return _strip(low, high, np.array([0.0, 1.0]))


def ground(parts_low: float) -> Matrix:
    """Moves things whose lowest point is `parts_low` so that they stand on z = 0."""
    return move(z=-parts_low)


def _strip(low: Points, high: Points, u: NDArray[np.float64]) -> trimesh.Trimesh:
    n = len(low)
    i = np.arange(n - 1)
    faces = np.concatenate(
        [np.stack([i, i + 1, i + n + 1], axis=1), np.stack([i, i + n + 1, i + n], axis=1)]
    )
    uv = np.concatenate([np.stack([u, 0 * u], axis=1), np.stack([u, 0 * u + 1], axis=1)])
    visual = trimesh.visual.TextureVisuals(uv=uv)  # type: ignore[no-untyped-call]
    return trimesh.Trimesh(np.concatenate([low, high]), faces, visual=visual, process=False)


def _round(sections: int) -> Points:
    return circle(1.0, sections)


def _ring(points: ArrayLike, ccw: bool) -> NDArray[np.float32]:
    ring = np.asarray(points, dtype=np.float64)[:, :2]
    x, y = ring[:, 0], ring[:, 1]
    positive = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) > 0
    return np.ascontiguousarray(ring if positive == ccw else ring[::-1], dtype=np.float32)


def _from_manifold(solid: manifold3d.Manifold) -> trimesh.Trimesh:
    mesh = solid.to_mesh()
    return trimesh.Trimesh(mesh.vert_properties[:, :3], mesh.tri_verts, process=True)

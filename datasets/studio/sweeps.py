"""Plane sections swept along paths, with frames that do not twist."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]  # (4, 4) affine
Points = NDArray[np.float64]  # (N, 3) metres


def frame(direction: NDArray[np.float64]) -> Matrix:
    """Rotation that takes the x axis to a direction and keeps z as upright as it can."""
    x = direction / max(float(np.linalg.norm(direction)), 1e-12)
    helper = np.array([0.0, 0, 1]) if abs(x[2]) < 0.9 else np.array([0.0, 1, 0])
    y = np.cross(helper, x)
    y /= np.linalg.norm(y)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = x, y, np.cross(x, y)
    return matrix


def sweep(
    path: ArrayLike,
    section: Points,
    radius: NDArray[np.float64],
    closed: bool,
    up: ArrayLike | None = None,
) -> trimesh.Trimesh:
    """Sweeps a plane section (M, 2) along a path (N, 3) with parallel-transported frames."""
    p = np.asarray(path, dtype=np.float64)
    n, m = len(p), len(section)
    tangent = np.roll(p, -1, 0) - np.roll(p, 1, 0) if closed else np.gradient(p, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-12)
    normal, side = _transported(tangent, None if up is None else np.asarray(up, dtype=np.float64))
    size = np.broadcast_to(radius, (n,))[:, None, None]
    offsets = section[None, :, :1] * normal[:, None] + section[None, :, 1:] * side[:, None]
    return _skin((p[:, None] + size * offsets).reshape(-1, 3), n, m, closed)


def _transported(tangent: Points, up: NDArray[np.float64] | None) -> tuple[Points, Points]:
    """Normals and sides (N, 3), each upright on its tangent and as near as can be to the last."""
    normal = frame(tangent[0])[:3, 2]
    normals, sides = np.empty_like(tangent), np.empty_like(tangent)
    for i, along in enumerate(tangent):
        side = _cross(along, normal if up is None else up)
        side /= max(float(np.linalg.norm(side)), 1e-12)
        normal = _cross(side, along)
        normals[i], sides[i] = normal, side
    return normals, sides


def _cross(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of two vectors (3,), to the same bits as `np.cross`, which takes far longer for only one."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def _skin(vertices: Points, n: int, m: int, closed: bool) -> trimesh.Trimesh:
    """Faces between n rings of m points each; open ends are capped by fans."""
    i, j = np.meshgrid(np.arange(n if closed else n - 1), np.arange(m), indexing="ij")
    a, b = i * m + j, i * m + (j + 1) % m
    c, d = ((i + 1) % n) * m + j, ((i + 1) % n) * m + (j + 1) % m
    faces = [np.stack([a, b, d], -1).reshape(-1, 3), np.stack([a, d, c], -1).reshape(-1, 3)]
    if not closed:
        k = np.arange(1, m - 1)
        last = (n - 1) * m
        faces.append(np.stack([0 * k, k + 1, k], axis=1))
        faces.append(np.stack([0 * k + last, k + last, k + 1 + last], axis=1))
    mesh = trimesh.Trimesh(vertices, np.concatenate(faces), process=False)
    mesh.fix_normals()
    return mesh

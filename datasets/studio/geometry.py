"""From trimesh to Mitsuba: normals that look round or flat, and UV where a mesh has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mitsuba as mi
import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

SMOOTH_ANGLE = 0.6  # radians; edges sharper than this stay hard (measured in the pilot)
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Corners:
    """Every corner of every face on its own: places (3F, 3) metres, normals (3F, 3), uv (3F, 2)."""

    places: Points
    normals: Points
    uv: Points


def points(meshes: list[trimesh.Trimesh]) -> Points:
    """All vertices, (N, 3) metres."""
    return np.concatenate([np.asarray(mesh.vertices) for mesh in meshes])


def corners(mesh: trimesh.Trimesh, smooth: bool, tile: float) -> Corners:
    """A mesh taken apart for Mitsuba; where it has no UV, a grain of `tile` metres is laid on."""
    given = getattr(mesh.visual, "uv", None)
    places = np.asarray(mesh.triangles, dtype=np.float64)  # (F, 3, 3)
    uv = _box_uv(mesh, places, tile) if given is None else np.asarray(given)[mesh.faces]
    normals = _round_normals(mesh) if smooth else _flat_normals(mesh)
    return Corners(places.reshape(-1, 3), normals.reshape(-1, 3), uv.reshape(-1, 2))


def shape(pieces: list[Corners], bsdf: Any) -> Any:
    """One Mitsuba mesh of all pieces with one surface."""
    places = np.concatenate([piece.places for piece in pieces])
    properties = mi.Properties()
    properties["bsdf"] = bsdf
    made = mi.Mesh(
        "part",
        vertex_count=len(places),
        face_count=len(places) // 3,
        has_vertex_normals=True,
        has_vertex_texcoords=True,
        props=properties,
    )
    values = mi.traverse(made)
    values["vertex_positions"] = _flat(places)
    values["vertex_normals"] = _flat(np.concatenate([piece.normals for piece in pieces]))
    values["vertex_texcoords"] = _flat(np.concatenate([piece.uv for piece in pieces]))
    values["faces"] = np.arange(len(places), dtype=np.uint32)
    values.update()
    return made


def _flat(values: Points) -> NDArray[np.float32]:
    return np.ascontiguousarray(values.ravel(), dtype=np.float32)


def _flat_normals(mesh: trimesh.Trimesh) -> Points:
    return np.repeat(np.asarray(mesh.face_normals, dtype=np.float64)[:, None], 3, axis=1)


def _round_normals(mesh: trimesh.Trimesh) -> Points:
    """Mean normal of the faces round a vertex that belong to one gently bent patch, (F, 3, 3)."""
    faces, normals = np.asarray(mesh.faces), np.asarray(mesh.face_normals, dtype=np.float64)
    patch = _patches(mesh)
    key = faces + patch[:, None] * len(mesh.vertices)  # one key a vertex and patch
    _, where = np.unique(key, return_inverse=True)
    where = where.reshape(-1)
    weighted = np.repeat(normals * np.asarray(mesh.area_faces)[:, None], 3, axis=0)
    total = np.stack([np.bincount(where, weighted[:, k]) for k in range(3)], axis=1)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    mean = (total / np.maximum(length, 1e-30))[where]
    flat = np.repeat(normals, 3, axis=0)
    facing = np.einsum("ij,ij->i", mean, flat) > 0.2  # a normal off its face shades black
    return np.where(facing[:, None], mean, flat).reshape(-1, 3, 3)


def _patches(mesh: trimesh.Trimesh) -> NDArray[np.int64]:
    """Which patch each face belongs to; patches meet at edges sharper than `SMOOTH_ANGLE`, (F,)."""
    count = len(mesh.faces)
    pairs = np.asarray(mesh.face_adjacency)[np.asarray(mesh.face_adjacency_angles) < SMOOTH_ANGLE]
    links = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _box_uv(mesh: trimesh.Trimesh, places: Points, tile: float) -> Points:
    """Each face seen along its main axis, (F, 3, 2); u runs along the longest side of the part."""
    axes = _long_axes(np.asarray(mesh.vertices))
    local, facing = places @ axes, np.abs(np.asarray(mesh.face_normals) @ axes).argmax(1)
    along, across = np.array([1, 0, 0])[facing], np.array([2, 2, 1])[facing]
    rows = np.arange(len(local))
    return np.stack([local[rows, :, along], local[rows, :, across]], axis=-1) / tile


def _long_axes(vertices: Points) -> Points:
    """Principal axes as columns, the longest first."""
    spread = np.cov((vertices - vertices.mean(0)).T)
    return np.asarray(np.linalg.eigh(spread)[1][:, ::-1])

"""Opaque things that hide a part of a good: cloth, paper, tape over it, a card before it.

Where the thing ends is chosen so that the camera loses a given share of the good's silhouette.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import camera
from datasets.studio import shapes as s
from datasets.studio.designs._cloth import creases
from datasets.studio.parts import Part
from datasets.studio.props.heights import (
    Field,
    Grid,
    even_grid,
    reached,
    smooth,
    spread,
    stretched,
    taut,
)
from datasets.studio.props.samples import Points, UnsuitableError, main_axes, on_surface
from datasets.studio.scene import View
from datasets.studio.surfaces import Colour

POINTS = 20000
RAYS = 40000  # points of a cover in that picture
PIXELS = 72  # side of the picture in which the hidden share is measured
SHARE = (0.19, 0.41)  # of the silhouette that is hidden
Values = NDArray[np.float64]
Range = tuple[float, float]
CELLS = 84  # on the longer side of a sheet; up to 14,000 triangles
OVER = 1.2e-3  # metres between an object and what lies on it
BOARD = 0.004  # metres; single-wall corrugated board of flute C is about 4 mm thick
HIDDEN = (0.15, 0.45)  # share of the silhouette that may be hidden
CARD_BELOW = 32.0  # degrees; from higher up a card that stands hides little
CARD_HIGH = 1.6  # longest sides of the object
TRIES = 6  # more of cloth, which can hide anything
TAPE = (0.036, 0.08)  # metres; widths of packing tape
CLOTHS: tuple[Colour, ...] = (
    (0.16, 0.16, 0.17),
    (0.05, 0.07, 0.14),
    (0.45, 0.44, 0.42),
    (0.3, 0.24, 0.16),
    (0.02, 0.02, 0.022),
    (0.08, 0.1, 0.05),
    (0.35, 0.04, 0.04),
)
PAPERS: tuple[Colour, ...] = ((0.75, 0.74, 0.7), (0.42, 0.28, 0.15), (0.36, 0.25, 0.14))
TAPES: tuple[Colour, ...] = (
    (0.3, 0.17, 0.07),
    (0.45, 0.3, 0.14),
    (0.2, 0.2, 0.21),
    (0.5, 0.06, 0.03),
)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """The silhouette of an object, as a small picture.

    Args:
        camera: that takes it.
        depth: distance from the camera of what is nearest in each pixel, (PIXELS ** 2,) metres;
            inf beside the object.
    """

    camera: camera.Camera
    depth: NDArray[np.float64]

    def levels(self, mesh: trimesh.Trimesh, values: Values) -> Values:
        """The greatest value of a mesh before each pixel of the silhouette, K of them.

        Args:
            mesh: something opaque.
            values: of its vertices, (V,).

        Returns:
            (K,); -inf where the mesh is not before the object.
        """
        faces = np.asarray(mesh.faces)
        pick, share = _in_picture(self.camera.project(np.asarray(mesh.vertices), PIXELS), faces)
        corner = faces[pick]
        points = np.einsum("nk,nkd->nd", share, np.asarray(mesh.vertices)[corner])
        pixel, far = _pixels(self.camera, points)
        nearer = far < self.depth[pixel] - 1e-4
        best = np.full(len(self.depth), -np.inf)
        level = (share * values[corner]).sum(axis=1)
        np.maximum.at(best, pixel[nearer], level[nearer])
        return best[np.isfinite(self.depth)]

    def hidden(self, mesh: trimesh.Trimesh) -> float:
        """Share of the silhouette that a mesh hides, 0..1."""
        return float(np.isfinite(self.levels(mesh, np.zeros(len(mesh.vertices)))).mean())


def cover(parts: list[Part], view: View, rng: np.random.Generator) -> list[Part]:
    """Something opaque that hides 15 to 45 % of the object's silhouette.

    Args:
        parts: the object on z = 0, metres.
        view: the camera, which frames the object.
        rng: draws what hides it, where and how much.

    Returns:
        One part: cloth, paper, carton or tape. It may be larger than the object.

    Raises:
        UnsuitableError: nothing that was tried hides enough of the object from there.
    """
    points = on_surface(parts, rng, POINTS)
    seen = silhouette(points, view)
    low = view.elevation < CARD_BELOW
    ways = [_cloth, _cloth, _paper, _tape, *[_card] * (5 if low else 0)]
    order = [ways[int(k)] for k in rng.permutation(len(ways))]
    for way in [*order, *[_cloth] * TRIES, _card]:
        made = way(points, seen, float(rng.uniform(*SHARE)), rng)
        if made is not None and HIDDEN[0] < seen.hidden(made.mesh) < HIDDEN[1]:
            return [made]
    raise UnsuitableError(f"nothing hides a part of this object as seen from {view}")


def silhouette(points: Points, view: View) -> Seen:
    """How a camera that frames an object sees its surface points (N, 3), metres, dense enough."""
    taken = camera.aim(points, view)
    pixel, far = _pixels(taken, points)
    depth = np.full(PIXELS**2, np.inf)
    np.minimum.at(depth, pixel, far)
    return Seen(taken, depth)


def _in_picture(corners: Values, faces: NDArray[np.int64]) -> tuple[NDArray[np.int64], Values]:
    """Points of a mesh spread evenly over the picture: their faces (N,), their weights (N, 3)."""
    flat = np.nan_to_num(corners, nan=-1e6)[faces]
    beside = np.any((flat.max(axis=1) < 0) | (flat.min(axis=1) > PIXELS), axis=1)
    ab, ac = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    area = np.where(beside, 0.0, np.abs(ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]))
    total = np.cumsum(area)
    rng = np.random.default_rng(0)  # of the measurement, not of the scene
    pick = np.searchsorted(total, rng.uniform(0, total[-1], RAYS), side="right")
    u, v = rng.random((2, RAYS))
    u, v = np.where(u + v > 1, 1 - u, u), np.where(u + v > 1, 1 - v, v)
    return np.minimum(pick, len(faces) - 1), np.stack([1 - u - v, u, v], axis=1)


def _pixels(taken: camera.Camera, points: Points) -> tuple[NDArray[np.int64], Values]:
    """The pixel in which each point is seen, and its distance; points beside it share pixel 0."""
    place = np.floor(np.nan_to_num(taken.project(points, PIXELS), nan=-1.0)).astype(np.int64)
    inside = ((place >= 0) & (place < PIXELS)).all(axis=1)
    far = np.where(inside, (taken.eye - points) @ taken.view.axes[2], np.inf)
    return np.where(inside, place[:, 1] * PIXELS + place[:, 0], 0), far


def _cut(values: Values, share: float) -> float | None:
    """The level that a share of the silhouette lies above; None if it cannot be reached."""
    if np.isfinite(values).mean() < share:
        return None
    return float(np.sort(values)[-max(1, round(share * len(values)))])


def _field(
    points: Points, rng: np.random.Generator, end: Range, side: Range, turned: float = 20.0
) -> tuple[Grid, Field, float]:
    """A grid over the object, the heights it reaches there, and its mean half side.

    Args:
        points: of the object.
        rng: draws which end is at +u, and margins.
        end: how far the grid goes on beyond that end, in mean half sides.
        side: how far it goes on at both sides.
        turned: standard deviation of its angle to the object's long side, degrees.
    """
    angle = np.radians(rng.normal(0, turned)) + np.pi * int(rng.integers(2))
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    axes = main_axes(points[:, :2]) @ spin
    place = points[:, :2] @ axes
    low, high = place.min(0), place.max(0)
    size, tall = float((high - low).mean()) / 2, float(points[:, 2].max())
    beyond = np.array([rng.uniform(*end), rng.uniform(*side)]) * size + 0.4 * tall
    low, high = low - (0.02 * size, beyond[1]), high + beyond
    grid = even_grid(axes @ ((low + high) / 2), axes, (high - low) / 2, CELLS)
    return grid, spread(reached(grid, points, top=True), top=True) + OVER, size


def _laid(grid: Grid, sheet: Field, seen: Seen, levels: Field, share: float) -> float | None:
    """The level at which a sheet must end to hide a share; its points lie at `levels` (R, C)."""
    return _cut(seen.levels(grid.mesh(sheet), levels.ravel()), share)


def _part(grid: Grid, sheet: Field, u: Values, edge: Values) -> trimesh.Trimesh:
    """The sheet between other columns; the first one runs in and out by `edge` (R,) metres."""
    cut = Grid(grid.centre, grid.axes, u, grid.v)
    across, along = cut.places()
    across = across + edge[:, None] * np.linspace(1, 0, len(u)) ** 2
    places = np.stack([across, along], axis=-1).reshape(-1, 2)
    return cut.bent(across, along, grid.at(sheet, places).reshape(cut.shape))


def _wavy(rng: np.random.Generator, line: Values, depth: float) -> Values:
    size = float(np.abs(line).max())
    waves = [np.sin(k * line / size + rng.uniform(0, 6)) / k for k in (1.5, 4.0, 9.0)]
    return np.asarray(depth * np.sum(waves, axis=0))


def _cloth(points: Points, seen: Seen, share: float, rng: np.random.Generator) -> Part | None:
    """A fold of cloth draped over one end."""
    grid, floor, size = _field(points, rng, end=(0.4, 1.2), side=(0.3, 0.8))
    sheet = np.maximum(smooth(stretched(floor, 2 * OVER), 1.0), np.where(floor > 0, floor, OVER))
    u, v = grid.places()
    loose = smooth(np.clip((sheet - floor) / (6 * grid.cell), 0.25, 1), 1.5)
    folds = creases(rng, u, v, 0.45 * size, 0.09 * size) + creases(
        rng, u, v, 0.16 * size, 0.02 * size
    )
    sheet = sheet + loose * folds
    start = _laid(grid, sheet, seen, u, share)
    if start is None or start > 0.9 * grid.u[-1]:
        return None
    line = np.linspace(start, grid.u[-1], CELLS)
    mesh = _part(grid, sheet, line, _wavy(rng, grid.v, 0.04 * size))
    return Part(mesh, "textile", CLOTHS[int(rng.integers(len(CLOTHS)))])


def _paper(points: Points, seen: Seen, share: float, rng: np.random.Generator) -> Part | None:
    """A sheet of paper or carton over one end; it bends one way only."""
    grid, floor, size = _field(points, rng, end=(0.25, 0.9), side=(0.1, 0.5))
    if points[:, 2].max() > size:
        return None
    u, v = grid.places()
    line = taut(grid.u, np.maximum(floor.max(axis=0), OVER))
    lift = rng.uniform(0, 0.08) * size * (v / grid.v[-1]) ** 2 * (0.3 + 0.7 * (u > 0))
    sheet = line + lift
    start = _laid(grid, sheet, seen, u, share)
    if start is None or start > 0.9 * grid.u[-1]:
        return None
    mesh = _part(grid, sheet, np.linspace(start, grid.u[-1], CELLS // 2), 0.0 * grid.v)
    return Part(mesh, "paper", PAPERS[int(rng.integers(len(PAPERS)))])


def _tape(points: Points, seen: Seen, share: float, rng: np.random.Generator) -> Part | None:
    """A strip of packing tape across the object, stuck to the ground at both ends."""
    grid, floor, _ = _field(points, rng, end=(0.0, 0.1), side=(0.2, 0.5), turned=8.0)
    u, _ = grid.places()
    middle = float(rng.uniform(-0.5, 0.5) * grid.u[-1])
    sheet = np.maximum(stretched(floor, OVER), np.where(floor > 0, floor, OVER))
    half = _laid(grid, sheet, seen, -np.abs(u - middle), share)
    if half is None or not TAPE[0] <= -2 * half <= TAPE[1]:
        return None
    line = np.linspace(middle + half, middle - half, 12)
    mesh = _part(grid, sheet, line, 0.0 * grid.v)
    return Part(mesh, "plastic", TAPES[int(rng.integers(len(TAPES)))])


def _card(points: Points, seen: Seen, share: float, rng: np.random.Generator) -> Part | None:
    """A piece of carton that stands before one side of the object and leans towards it."""
    view = seen.camera.view
    azimuth, lean = np.radians(view.azimuth), float(rng.uniform(0.05, 0.3))
    near = np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
    side = np.array([-near[1], near[0], 0.0]) * (1 if rng.random() < 0.5 else -1)
    up = np.cos(lean) * np.array([0.0, 0.0, 1.0]) - np.sin(lean) * near
    deep, wide = points @ near, points @ side
    size, tall = float(np.ptp(wide)), float(points[:, 2].max())
    slope = float(np.tan(np.radians(max(view.elevation, 0.0))))
    high = 1.1 * (tall + slope * float(np.ptp(deep))) / np.cos(lean) + 0.02
    if high > CARD_HIGH * max(tall, size):
        return None
    foot = (float(deep.max()) + BOARD + high * np.sin(lean) + 0.01 * size) * near
    end = float(wide.max()) + float(rng.uniform(0.1, 0.4)) * size
    rise = float(rng.uniform(0.75, 1.0)) * high
    first = float(wide.min()) - 0.05 * size
    corners = [
        foot + a * side + b * up for a, b in ((first, 0), (end, 0), (end, rise), (first, rise))
    ]
    plate = trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3]], process=False)
    start = _cut(seen.levels(plate, np.array([first, end, end, first])), share)
    if start is None:
        return None
    frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = side, np.cross(up, side), up
    frame[:3, 3] = foot + (start + end) / 2 * side + rise / 2 * up
    board = s.at(s.box(end - start, BOARD, rise), frame)
    return Part(board, "paper", PAPERS[int(rng.integers(len(PAPERS)))], smooth=False)

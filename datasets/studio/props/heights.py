"""Sheets as heights over a plane grid: what an object reaches, what cloth or film makes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates, maximum_filter, minimum_filter, zoom

from datasets.studio.props.samples import Plane, Points

Field = NDArray[np.float64]  # (R, C) metres; rows along v, columns along u
SWEEPS = 40  # of the relaxation on each of its grids; more change less than a tenth of a millimetre
COARSEST = 12  # cells


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A level rectangle of points, turned in the plane.

    Args:
        centre: its middle, (2,) metres.
        axes: unit vectors u and v as columns, (2, 2).
        u: places of the columns along u from the middle, (C,) metres, rising.
        v: places of the rows along v, (R,) metres, rising.
    """

    centre: NDArray[np.float64]
    axes: NDArray[np.float64]
    u: NDArray[np.float64]
    v: NDArray[np.float64]

    def __post_init__(self) -> None:
        for name, line in (("u", self.u), ("v", self.v)):
            if len(line) < 4 or (np.diff(line) <= 0).any():
                raise ValueError(f"grid line {name} of {len(line)} points: at least 4 that rise")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.v), len(self.u)

    @property
    def cell(self) -> float:
        """The smallest step, metres."""
        return float(min(np.diff(self.u).min(), np.diff(self.v).min()))

    def local(self, points: Points) -> Plane:
        """Places (N, 2) of points (N, 3) along u and v."""
        return np.asarray((points[:, :2] - self.centre) @ self.axes)

    def places(self) -> tuple[Field, Field]:
        """The places along u and along v of every point, each (R, C)."""
        u, v = np.meshgrid(self.u, self.v)
        return u, v

    def mesh(self, heights: Field) -> trimesh.Trimesh:
        """The sheet as a mesh whose faces look up."""
        return self.bent(*self.places(), heights)

    def bent(self, u: Field, v: Field, heights: Field) -> trimesh.Trimesh:
        """The same with points moved along u and v."""
        flat = np.stack([u.ravel(), v.ravel()], axis=1) @ self.axes.T + self.centre
        rows, columns = self.shape
        i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
        a = (i * columns + j).ravel()
        up = 1 if np.linalg.det(self.axes) > 0 else -1
        faces = np.concatenate(
            [
                np.stack([a, a + 1, a + columns + 1], axis=1)[:, ::up],
                np.stack([a, a + columns + 1, a + columns], axis=1)[:, ::up],
            ]
        )
        return trimesh.Trimesh(np.column_stack([flat, heights.ravel()]), faces, process=False)

    def at(self, field: Field, places: Plane) -> NDArray[np.float64]:
        """A field of an evenly spaced grid at places (N, 2) along u and v; its rim beyond it."""
        rows = (places[:, 1] - self.v[0]) / (self.v[1] - self.v[0])
        columns = (places[:, 0] - self.u[0]) / (self.u[1] - self.u[0])
        return np.asarray(map_coordinates(field, [rows, columns], order=1, mode="nearest"))


def even_grid(
    centre: NDArray[np.float64], axes: NDArray[np.float64], half: Plane, cells: int
) -> Grid:
    """A grid with square cells over the half sides (2,) metres, about `cells` on the longer one."""
    step = 2 * float(half.max()) / cells
    lines = [np.linspace(-h, h, max(4, round(2 * float(h) / step)) + 1) for h in half]
    return Grid(centre, axes, *lines)


def reached(grid: Grid, points: Points, top: bool) -> Field:
    """Highest (`top`) or lowest z of the points in each cell; -inf or inf where there is none."""
    rows, columns = grid.shape
    place = grid.local(points)
    i = np.searchsorted((grid.v[1:] + grid.v[:-1]) / 2, place[:, 1])
    j = np.searchsorted((grid.u[1:] + grid.u[:-1]) / 2, place[:, 0])
    inside = (np.abs(place[:, 0]) <= grid.u[-1]) & (np.abs(place[:, 1]) <= grid.v[-1])
    empty = -np.inf if top else np.inf
    field = np.full(rows * columns, empty)
    pick = np.maximum if top else np.minimum
    pick.at(field, (i * columns + j)[inside], points[inside, 2])
    return field.reshape(rows, columns)


def spread(field: Field, top: bool, cells: int = 3) -> Field:
    """The field with every value taken to the cells round it; it closes gaps between samples."""
    made = maximum_filter(field, cells) if top else minimum_filter(field, cells)
    return np.asarray(made, dtype=np.float64)


def stretched(floor: Field, rim: float) -> Field:
    """The tightest sheet that lies on or above a floor, its edge held at a height.

    A membrane over an obstacle: each point is the mean of its neighbours where nothing lifts it
    (projected Gauss-Seidel in the order of a chessboard, from a coarse grid to the fine one).

    Args:
        floor: least height of each cell, metres; -inf where there is none.
        rim: height of the edge.
    """
    low = np.maximum(floor, rim)
    if min(low.shape) > 2 * COARSEST:
        small = maximum_filter(low, 2)[::2, ::2]
        guess = zoom(stretched(small, rim), np.array(low.shape) / small.shape, order=1)
    else:
        guess = np.full(low.shape, float(low.max()))
    sheet = np.maximum(low, guess)
    sheet[[0, -1]], sheet[:, [0, -1]] = rim, rim
    row, column = np.ogrid[1 : low.shape[0] - 1, 1 : low.shape[1] - 1]
    inner, colours = low[1:-1, 1:-1], ((row + column) % 2 == 0, (row + column) % 2 == 1)
    for _ in range(SWEEPS):
        for mine in colours:
            mean = sheet[:-2, 1:-1] + sheet[2:, 1:-1] + sheet[1:-1, :-2] + sheet[1:-1, 2:]
            sheet[1:-1, 1:-1] = np.where(mine, np.maximum(inner, mean / 4), sheet[1:-1, 1:-1])
    return np.asarray(sheet, dtype=np.float64)


def taut(line: NDArray[np.float64], floor: NDArray[np.float64]) -> NDArray[np.float64]:
    """Heights (N,) of a string pulled tight over a floor (N,) at places (N,) that rise."""
    kept: list[int] = []
    for k in range(len(line)):
        while len(kept) > 1:
            a, b = kept[-2], kept[-1]
            if (floor[b] - floor[a]) * (line[k] - line[a]) > (floor[k] - floor[a]) * (
                line[b] - line[a]
            ):
                break
            kept.pop()
        kept.append(k)
    return np.asarray(np.interp(line, line[kept], floor[kept]), dtype=np.float64)


def smooth(field: Field, cells: float) -> Field:
    """The field blurred over a number of cells."""
    return np.asarray(gaussian_filter(field, cells), dtype=np.float64)

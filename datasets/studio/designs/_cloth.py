"""Cloth and nets as surfaces: draped round a form, or lying as an empty bag. Owns no class."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.parts import Part

Grid = NDArray[np.float64]  # (N, M, 3) metres: N levels, M points across or round
Values = NDArray[np.float64]


def skin(grid: Grid, around: bool, keep: NDArray[np.bool_] | None = None) -> trimesh.Trimesh:
    """One layer of cloth over a grid; `around` joins its last column to the first.

    `keep` (N - 1, columns of cells) leaves out cells: an opening.
    """
    n, m = grid.shape[:2]
    i, j = np.meshgrid(np.arange(n - 1), np.arange(m if around else m - 1), indexing="ij")
    a, b = i * m + j, i * m + (j + 1) % m
    if keep is not None:
        a, b = a[keep], b[keep]
    faces = [np.stack([a, b, b + m], -1), np.stack([a, b + m, a + m], -1)]
    corners = np.concatenate([f.reshape(-1, 3) for f in faces])
    return trimesh.Trimesh(grid.reshape(-1, 3), corners, process=False)


def net(grid: Grid, around: bool, width: float, diagonal: bool = False) -> trimesh.Trimesh:
    """Flat threads of a width (metres) along both ways of a grid, or along its diagonals."""
    down = _unit(np.gradient(grid, axis=0))
    across = _unit(_across(grid, around))
    if not diagonal:
        lines = [
            _ribbons(grid.swapaxes(0, 1), across.swapaxes(0, 1), width),
            _ribbons(_closed(grid, around), _closed(down, around), width),
        ]
        return s.join(*lines)
    n, m = grid.shape[:2]
    level = np.arange(n)
    made = []
    for way in (1, -1):
        start = np.arange(m) if around else np.arange(-n, m + n)
        column = start[:, None] + way * level[None, :]
        inside = (column >= 0) & (column < m)
        column = column % m if around else np.clip(column, 0, m - 1)
        thread, side = grid[level[None, :], column], across[level[None, :], column]
        made.append(_ribbons(thread, side, width, None if around else inside))
    return s.join(*made)


def cells(long: float, high: float, pitch: float) -> tuple[int, int]:
    """Grid points (high, long) of a net whose meshes are `pitch` metres wide."""
    return max(3, round(high / pitch) + 1), max(3, round(long / pitch) + 1)


def panel(corners: ArrayLike, shape: tuple[int, int], sag: ArrayLike = (0, 0, 0)) -> Grid:
    """A grid (N, M) between four corners (low a, low b, high b, high a) that sags by a vector."""
    a, b, c, d = np.asarray(corners, dtype=np.float64)
    v, u = np.meshgrid(np.linspace(0, 1, shape[0]), np.linspace(0, 1, shape[1]), indexing="ij")
    u, v = u[..., None], v[..., None]
    flat = (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * d + u * c)
    return np.asarray(flat + 16 * u * (1 - u) * v * (1 - v) * np.asarray(sag, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Drape:
    """Cloth round a form, from its hem to its top seam.

    Args:
        keys: (K, 5) rows (z, width, depth, middle in y, depth of folds), metres, hem first.
        waves: (W, 4) rows (count round, phase, drift with height, weight) of the folds.
        droop: metres that the ends of the top seam hang.
        crumple: depth of creases between neck and top, metres.
        seed: draws the creases.
        power: 2 gives ellipses, more gives boxes.
    """

    keys: NDArray[np.float64]
    waves: NDArray[np.float64]
    droop: float = 0.0
    crumple: float = 0.0
    seed: int = 0
    power: float = 2.1
    _line: NDArray[np.float64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        a = s.spline(self.keys[:, :3], 160)
        b = s.spline(np.c_[self.keys[:, 3:5], self.keys[:, 0]], 160)
        object.__setattr__(self, "_line", np.c_[a, b[:, :2]])

    def at(self, angle: Values, level: Values, off: float = 0.0) -> Grid:
        """Points at angles (radians, -pi/2 is the front) and levels (0 hem, 1 top)."""
        place = level * (len(self._line) - 1)
        z, wide, deep, middle, fold = (
            np.interp(place, np.arange(len(self._line)), self._line[:, k]) for k in range(5)
        )
        wave = 0.0 * angle
        for count, phase, drift, weight in self.waves:
            wave = wave + weight * np.sin(count * angle + phase + drift * level)
        out = fold * wave + off + self._creased(angle, level, z)
        c, t = np.cos(angle), np.sin(angle)
        x = np.sign(c) * np.abs(c) ** (2 / self.power) * (wide / 2 + out)
        y = np.sign(t) * np.abs(t) ** (2 / self.power) * np.maximum(deep / 2 + out, 8e-4)
        y *= np.clip((1 - level) / 0.01, 0, 1)
        high = np.clip((level - 0.8) / 0.2, 0, 1)
        return np.stack([x, y + middle, z - self.droop * high * np.abs(c) ** 3], -1)

    def grid(
        self, rows: int, columns: int, low: float = 0.0, high: float = 1.0, off: float = 0.0
    ) -> Grid:
        """The closed grid between two levels."""
        angle = np.radians(np.linspace(-90, 270, columns, endpoint=False))
        level = np.linspace(low, high, rows)
        return self.at(*np.meshgrid(angle, level), off)

    def patch(
        self, rows: int, columns: int, low: float, high: float, half: float, off: float
    ) -> Grid:
        """A piece over the front, `half` degrees to either side, its upper edge arched."""
        angle = np.radians(np.linspace(-90 - half, -90 + half, columns))
        u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(0, 1, rows))
        top = high - (high - low) * 0.28 * u**2
        return self.at(np.broadcast_to(angle, u.shape), low + (top - low) * v, off)

    def _creased(self, angle: Values, level: Values, z: Values) -> Values:
        """Slanting creases of loose cloth; none where it is gathered or sewn."""
        if self.crumple <= 0.0:
            return 0.0 * angle
        rng = np.random.default_rng(self.seed)
        fade = np.clip((level - 0.15) / 0.15, 0, 1) * np.clip((1 - level) / 0.12, 0, 1)
        round_ = 0.085 * np.stack([np.cos(angle), np.sin(angle)])
        first = creases(rng, round_[0] + z, round_[1] - 0.4 * z, 0.06, self.crumple)
        return fade * (first - 0.4 * self.crumple)

    def ring(self, level: float, off: float = 0.0, columns: int = 120) -> NDArray[np.float64]:
        """A closed line (N, 3) round the cloth."""
        return np.asarray(self.grid(1, columns, level, level, off)[0])

    def level(self, z: float) -> float:
        """The level at a height, metres."""
        return float(np.interp(z, self._line[:, 0], np.linspace(0, 1, len(self._line))))


def waves(rng: np.random.Generator, counts: tuple[int, ...], drift: float = 3.0) -> Values:
    """Folds with so many waves round; the weights sum to about one."""
    rows = [
        (k, rng.uniform(0, 2 * np.pi), rng.uniform(-drift, drift), rng.uniform(0.5, 1.0))
        for k in counts
    ]
    table = np.array(rows, dtype=np.float64)
    table[:, 3] /= table[:, 3].sum()
    return table


def creases(rng: np.random.Generator, x: Values, y: Values, size: float, depth: float) -> Values:
    """Heights of a crumpled cloth: soft ridges about `size` metres apart, up to `depth` high."""
    total = 0.0 * x
    for _ in range(7):
        way, phase = rng.uniform(0, np.pi), rng.uniform(0, 2 * np.pi, 3)
        k = np.pi / (size * rng.uniform(0.6, 1.8))
        along, beside = x * np.cos(way) + y * np.sin(way), y * np.cos(way) - x * np.sin(way)
        bent = along * k + 1.1 * np.sin(beside * k * 0.5 + phase[0])
        fade = 0.5 + 0.5 * np.sin(beside * k * 0.35 + phase[1])
        total = total + fade * (1 - np.abs(np.sin(bent + phase[2]))) ** 2
    return np.asarray(depth * total / 2.6)


@dataclass(frozen=True, slots=True)
class FlatBag:
    """An empty bag on the floor, its mouth at y = 0 and its seam at +y.

    Args:
        widths: (K, 2) rows (y, width), metres, mouth first.
        puff: how far the upper layer stands off the lower one in the middle.
        mouth: how far the mouth gapes.
        crumple: depth of the creases.
        seed: draws the creases.
    """

    widths: NDArray[np.float64]
    puff: float
    mouth: float
    crumple: float
    seed: int

    def layer(
        self,
        rows: int,
        columns: int,
        upper: bool = True,
        part: tuple[float, float] = (0.0, 1.0),
    ) -> Grid:
        """The upper or lower layer between two shares of the length, (rows, columns, 3)."""
        rng = np.random.default_rng(self.seed)
        u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(*part, rows))
        line = s.spline(np.c_[self.widths, 0 * self.widths[:, 0]], 160)
        y = v * line[-1, 0]
        half = np.maximum(np.interp(y, line[:, 0], line[:, 1]) / 2, 0.002)
        bow = self.shift(y)
        x = u * half + bow
        if not upper:
            return np.stack([x, y, 0.0015 + 0 * x], -1)
        edge = (1 - np.abs(u) ** 2.6) ** 0.7
        end = np.clip((1 - v) * 9, 0, 1) ** 0.6
        gape = self.mouth * np.exp(-((v / 0.16) ** 2))
        lift = creases(rng, x, y, 0.07, self.crumple) + self.puff * (0.5 + 0.5 * np.sin(3 * v + 1))
        return np.stack([x, y, 0.002 + edge * (end * lift + gape)], -1)

    def shift(self, y: Values) -> Values:
        """How far the bag bends to the side at a distance from its mouth."""
        rng = np.random.default_rng(self.seed + 1)
        long = float(self.widths[-1, 0])
        return np.asarray(rng.uniform(-0.05, 0.05) * np.sin(2.2 * y / long))


def folded(parts: list[Part], at: ArrayLike, way: ArrayLike, high: float) -> list[Part]:
    """Flat things on the floor with what lies beyond a line turned over onto the rest.

    Args:
        parts: at most `high` metres thick.
        at: a point (x, y) of the line.
        way: direction (x, y) in which the cloth that is turned over lies.
        high: metres at which the bend has its centre.
    """
    w = np.array([*np.asarray(way, dtype=np.float64), 0.0])
    w /= np.linalg.norm(w)
    start = np.array([*np.asarray(at, dtype=np.float64), 0.0])
    out = []
    for part in parts:
        mesh = part.mesh.copy()
        p = np.asarray(mesh.vertices)
        far, z = (p - start) @ w, p[:, 2]
        turn = np.clip(far / high, 0, np.pi)
        reach = (high - z) * np.sin(turn) - np.maximum(far - np.pi * high, 0.0)
        moved = p + np.where(far > 0, reach - far, 0.0)[:, None] * w
        moved[:, 2] = np.where(far > 0, high - (high - z) * np.cos(turn), z)
        mesh.vertices = moved
        out.append(replace(part, mesh=mesh))
    return out


def _across(grid: Grid, around: bool) -> Grid:
    if around:
        return np.roll(grid, -1, axis=1) - np.roll(grid, 1, axis=1)
    return np.asarray(np.gradient(grid, axis=1))


def _closed(grid: Grid, around: bool) -> Grid:
    return np.concatenate([grid, grid[:, :1]], axis=1) if around else grid


def _unit(vectors: Grid) -> Grid:
    length = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return np.asarray(vectors / length)


def _ribbons(
    lines: Grid, sides: Grid, width: float, keep: NDArray[np.bool_] | None = None
) -> trimesh.Trimesh:
    """Flat threads along lines (L, N, 3); `keep` (L, N) leaves out points outside the net."""
    count, n = lines.shape[:2]
    points = np.stack([lines - sides * width / 2, lines + sides * width / 2], axis=2)
    k, i = np.meshgrid(np.arange(count), np.arange(n - 1), indexing="ij")
    if keep is not None:
        whole = keep[:, :-1] & keep[:, 1:]
        k, i = k[whole], i[whole]
    a = (k * n + i).ravel() * 2
    faces = np.concatenate([np.stack([a, a + 1, a + 3], 1), np.stack([a, a + 3, a + 2], 1)])
    return trimesh.Trimesh(points.reshape(-1, 3), faces, process=False)

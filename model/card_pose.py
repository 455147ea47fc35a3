"""How a camera of known focal length must stand to a flat ID-1 card to see its corners there.

A camera is a pinhole with square pixels. Many poses are fitted side by side. NumPy only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

LONG_MM, SHORT_MM = 85.60, 53.98  # ID-1, ISO/IEC 7810; made within 0.2 %, less than any click
# mm, origin in the middle, x along the long side; they go round as angles grow in a picture.
CORNERS_MM = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (LONG_MM / 2, SHORT_MM / 2)

_ROUNDS = 30  # of the fit of one pose, at most; half of them are enough as a rule
_AT_REST = 1e-6  # of chi-square: no pose gained more in a round
_BEHIND = 1e30  # chi-square of a pose that has a corner behind the camera
_NEAREST_MM = 1e-3  # what lies nearer counts as behind


@dataclass(frozen=True, slots=True, eq=False)
class Poses:
    """How B cameras stand to the card; their x is right, y down, z into the scene.

    Attributes:
        rotation: `(B, 3, 3)`, from the card's axes to the camera's.
        shift_mm: `(B, 3)`, the middle of the card in the camera's axes.
    """

    rotation: Floats
    shift_mm: Floats

    def __post_init__(self) -> None:
        if self.rotation.shape != (len(self.shift_mm), 3, 3) or self.shift_mm.shape[1:] != (3,):
            raise ValueError(f"{self.rotation.shape} and {self.shift_mm.shape} are no B poses")

    def moved(self, step: Floats) -> Poses:
        """After a step `(B, 6)`: a turn (3) in rad, then a shift (3) in parts of the distance."""
        rotation = _rotations(step[:, :3]) @ self.rotation
        return Poses(rotation, self.shift_mm + step[:, 3:] * self.shift_mm[:, 2:])

    def where(self, kept: Mask) -> Poses:
        """Those for which `kept` `(B,)` holds."""
        return Poses(self.rotation[kept], self.shift_mm[kept])

    def or_where(self, better: Mask, other: Poses) -> Poses:
        """`other` where `better` `(B,)` holds."""
        return Poses(
            np.where(better[:, None, None], other.rotation, self.rotation),
            np.where(better[:, None], other.shift_mm, self.shift_mm),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Corners (B, 4, 2) px from the axis, focal lengths (B,) px, the uncertainty of a click."""

    seen: Floats
    focal_px: Floats
    click_px: float

    @classmethod
    def of(cls, ways: Floats, focal_px: Floats, click_px: float) -> Problem:
        """Corners (W, 4, 2) with F focal lengths each, (W, F): B = W * F."""
        return cls(np.repeat(ways, focal_px.shape[1], axis=0), focal_px.ravel(), click_px)

    def where(self, kept: Mask) -> Problem:
        """Those for which `kept` `(B,)` holds."""
        return Problem(self.seen[kept], self.focal_px[kept], self.click_px)

    def linear(self, poses: Poses) -> tuple[Floats, Floats]:
        """Residuals (B, 8) in standard deviations and their slopes (B, 8, 6); never NaN."""
        count = len(self.focal_px)
        turned = CORNERS_MM @ poses.rotation[:, :, :2].swapaxes(1, 2)  # (B, 4, 3)
        x, y, z = np.moveaxis(turned + poses.shift_mm[:, None], 2, 0)
        before = z > _NEAREST_MM
        z = np.where(before, z, 1.0)
        scale = self.focal_px[:, None] / z / self.click_px
        at = np.stack([x, y], axis=2) * scale[..., None]
        by_place = np.zeros((count, 4, 2, 3))
        by_place[..., 0, 0] = by_place[..., 1, 1] = scale
        by_place[..., 2] = -at / z[..., None]
        by_turn = by_place @ -_crosses(turned)
        by_shift = by_place * poses.shift_mm[:, None, None, 2:]
        slope = np.concatenate([by_turn, by_shift], axis=3).reshape(count, 8, 6)
        off = np.where(before[..., None], at - self.seen / self.click_px, _BEHIND**0.5)
        return off.reshape(count, 8), slope

    def chi_square(self, poses: Poses) -> Floats:
        """`(B,)`."""
        return np.asarray((self.linear(poses)[0] ** 2).sum(axis=1))


def fitted(problem: Problem) -> tuple[Poses, Floats]:
    """Best poses and their chi-square (B,): Levenberg's and Marquardt's rule, side by side."""
    poses = _starts(problem)
    best = problem.chi_square(poses)
    damping = np.full(len(best), 1e-3)
    for _ in range(_ROUNDS):
        trial = poses.moved(_step(problem, poses, damping))
        chi_square = problem.chi_square(trial)
        better = chi_square < best
        gain = (best - chi_square).max()
        poses, best = poses.or_where(better, trial), np.minimum(best, chi_square)
        damping = np.clip(np.where(better, damping / 5, damping * 5), 1e-9, 1e9)
        if gain < _AT_REST:
            break
    return poses, best


def _step(problem: Problem, poses: Poses, damping: Floats) -> Floats:
    """The next step (B, 6) of each pose, none longer than half a radian or half the distance."""
    residual, slope = problem.linear(poses)
    normal = slope.swapaxes(1, 2) @ slope
    more = damping[:, None] * np.einsum("bii->bi", normal) + 1e-9
    down = slope.swapaxes(1, 2) @ residual[..., None]
    step = np.linalg.solve(normal + more[:, None] * np.eye(6), down)
    return np.clip(-step[..., 0], -0.5, 0.5)


def _starts(problem: Problem) -> Poses:
    """The rotations nearest to the homography; every second way leans to the other side."""
    focal, one = problem.focal_px, np.ones_like(problem.focal_px)
    columns = _homographies(problem.seen) / np.stack([focal, focal, one], axis=1)[..., None]
    left, size, right = np.linalg.svd(columns[:, :, :2], full_matrices=False)
    flat, shift = left @ right, columns[:, :, 2] / size.mean(axis=1)[:, None]
    view = shift / np.linalg.norm(shift, axis=1)[:, None]
    mirrored = flat - 2 * view[:, :, None] * (view[:, None] @ flat)
    way = np.arange(len(flat)) // (len(flat) // 4)
    flat = np.where((way % 2 == 1)[:, None, None], mirrored, flat)
    normal = np.cross(flat[:, :, 0], flat[:, :, 1])
    return Poses(np.concatenate([flat, normal[:, :, None]], axis=2), shift)


def _homographies(seen: Floats) -> Floats:
    """`(B, 3, 3)` from mm on the card to px (B, 4, 2), the middle of the card in front."""
    u, v = np.moveaxis(seen, 2, 0)
    one, none = np.ones_like(u), np.zeros_like(u)
    x, y = (side * one for side in CORNERS_MM.T)
    across = np.stack([x, y, one, none, none, none, -u * x, -u * y], axis=2)
    down = np.stack([none, none, none, x, y, one, -v * x, -v * y], axis=2)
    right = np.concatenate([u, v], axis=1)[..., None]
    solved = np.linalg.solve(np.concatenate([across, down], axis=1), right)[..., 0]
    return np.concatenate([solved, one[:, :1]], axis=1).reshape(-1, 3, 3)


def _crosses(vectors: Floats) -> Floats:
    """Matrices (..., 3, 3) of the cross products with vectors (..., 3)."""
    crosses = np.zeros((*vectors.shape, 3))
    crosses[..., (2, 0, 1), (1, 2, 0)] = vectors
    return crosses - crosses.swapaxes(-1, -2)


def _rotations(vectors: Floats) -> Floats:
    """Rotations (B, 3, 3) by vectors (B, 3) in rad (Rodrigues)."""
    angle = np.linalg.norm(vectors, axis=1)[:, None, None] / np.pi
    cross = _crosses(vectors)
    turned = np.sinc(angle) * cross + np.sinc(angle / 2) ** 2 / 2 * (cross @ cross)
    return np.asarray(np.eye(3) + turned)

"""The cameras that could have taken a picture of a flat ID-1 card, each with its likelihood.

A camera is a pinhole with square pixels whose axis meets the middle of the picture. Its focal
length is unknown, so many are tried and kept side by side. NumPy only; no word for the user.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.card_pose import Floats, Poses, Problem, fitted

_NODES = 17  # focal lengths tried at a time, for each way the card may lie
_ZOOMS = 4  # at most; each looks up to eight times closer at the likely focal lengths
_HOPELESS = 18.0  # of chi-square: e^9 times less likely than the best
_NEGLIGIBLE = 0.01  # of the largest weight
_SOFTEST = 0.1  # chi-square per squared radian, or per squared part of the distance
_MUCH_WORSE = 1.5  # of chi-square; a step one standard deviation long adds 1
_SHORTER, _SHORTENINGS = 0.8, 16  # down to a thirtieth


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of the focal length beforehand, over the longer side of the picture.

    Attributes:
        low: Lowest tried.
        high: Highest tried.
        spread: Standard deviation of its natural logarithm about 0, that is about a focal
            length of one longer side; infinite where nothing is believed.
    """

    low: float
    high: float
    spread: float

    def __post_init__(self) -> None:
        if not (0 < self.low < self.high and self.spread > 0):
            raise ValueError(f"0 < {self.low} < {self.high} and spread {self.spread} > 0 must hold")


# On a frame of 36 mm, "equivalents" of 13, 24, 50, 120 and 240 mm make 0.36 (ultra-wide), 0.67
# (most phones), 1.4, 3.3 and 6.7 (the longest in a phone). The belief holds 95 % in 0.14 to 7.1:
# of 300 simulated views at 3 to 6, 88 % of the intervals of distances held (83 % with a spread of
# 0.7), of 300 at 0.6 to 2.5, 95 % (94 %).
ORDINARY = Belief(low=0.25, high=8.0, spread=1.0)
ANY = Belief(low=0.05, high=100.0, spread=np.inf)  # to say what is wrong with odd corners


@dataclass(frozen=True, slots=True, eq=False)
class Cameras:
    """B cameras that could have taken one picture.

    Attributes:
        axis_px: `(2,)`, the middle of the picture.
        focal_px: `(B,)`.
        poses: B poses.
        spread: `(B, 6, 6)`; each column is a step of a pose one standard deviation long, and
            the columns are independent.
        weight: `(B,)`, above 0, sum 1.
        misfit: Smallest chi-square of the corners and the belief; two degrees of freedom
            (8 coordinates and 1 belief less 7 unknowns).
    """

    axis_px: Floats
    focal_px: Floats
    poses: Poses
    spread: Floats
    weight: Floats
    misfit: float

    def __post_init__(self) -> None:
        count = len(self.focal_px)
        if self.spread.shape != (count, 6, 6) or len(self.poses.shift_mm) != count:
            raise ValueError(f"{count} focal lengths do not fit spreads {self.spread.shape}")
        if not (self.weight > 0).all() or not np.isclose(self.weight.sum(), 1):
            raise ValueError(f"weights {self.weight} must be above 0 and sum to 1")

    @property
    def best(self) -> int:
        """Which camera weighs most."""
        return int(self.weight.argmax())

    @property
    def height_mm(self) -> float:
        """How high the lens stands above the plane of the card, weighted mean."""
        normal = self.poses.rotation[:, :, 2]
        return float(self.weight @ np.abs((normal * self.poses.shift_mm).sum(axis=1)))

    def to_plane(self, points: Floats, height_mm: float, poses: Poses | None = None) -> Floats:
        """Where the rays of points in the picture meet a plane above the card.

        Args:
            points: `(N, 2)` px.
            height_mm: Of the plane above the card, towards the camera.
            poses: B others instead of the cameras' own.

        Returns:
            `(B, N, 2)` mm, in the card's axes; NaN where a ray never meets the plane.
        """
        poses = poses or self.poses
        flat = (points - self.axis_px) / self.focal_px[:, None, None]
        rays = np.concatenate([flat, np.ones_like(flat[..., :1])], axis=2) @ poses.rotation
        eye = -(poses.shift_mm[:, None] @ poses.rotation)  # (B, 1, 3)
        with np.errstate(divide="ignore", invalid="ignore"):
            times = (-height_mm - eye[..., 2]) / rays[..., 2]  # z points away from the camera
            met = eye[..., :2] + times[..., None] * rays[..., :2]
        return np.where((times > 0)[..., None], met, np.nan)


def explain(
    corners: Floats, *, axis_px: Floats, side_px: float, click_px: float, belief: Belief = ORDINARY
) -> Cameras:
    """The cameras that see a card's corners there.

    Either side of the card may be the long one, and a plane seen from afar may lean either way
    (Schweighofer and Pinz 2006, https://doi.org/10.1109/TPAMI.2006.252): all four are fitted.

    Args:
        corners: `(4, 2)` px, convex, going round as angles grow in the picture.
        axis_px: `(2,)`, the middle of the picture.
        side_px: Its longer side.
        click_px: Standard deviation of each coordinate of a corner.
        belief: Which focal lengths are tried.
    """
    ways = np.repeat([corners, np.roll(corners, -1, axis=0)], 2, axis=0) - axis_px  # (4, 4, 2)
    logs = np.tile(np.linspace(np.log(belief.low), np.log(belief.high), _NODES), (4, 1))
    for _ in range(_ZOOMS):
        problem = Problem.of(ways, np.exp(logs) * side_px, click_px)
        poses, chi_square = fitted(problem)
        chi_square = chi_square + (logs.ravel() / belief.spread) ** 2
        step = np.repeat(np.ptp(logs, axis=1), _NODES)
        finer = _zoomed(logs, chi_square.reshape(logs.shape))
        if (np.ptp(finer, axis=1) > np.ptp(logs, axis=1) / 2).all():
            break
        logs = finer
    likely = chi_square <= chi_square.min() + _HOPELESS
    return _weighed(
        problem.where(likely), poses.where(likely), chi_square[likely], step[likely], axis_px
    )


def _zoomed(logs: Floats, chi_square: Floats) -> Floats:
    """For each way as many logarithms again, round those that are not hopeless.

    Each way is looked at on its own: a coarse step may miss a narrow optimum that is the best.
    """
    likely = chi_square < chi_square.min(axis=1, keepdims=True) + _HOPELESS
    first = np.maximum(likely.argmax(axis=1) - 1, 0)
    last = np.minimum(_NODES - likely[:, ::-1].argmax(axis=1), _NODES - 1)
    way = np.arange(len(logs))
    return np.linspace(logs[way, first], logs[way, last], _NODES, axis=1)


def _weighed(
    problem: Problem, poses: Poses, chi_square: Floats, step: Floats, axis_px: Floats
) -> Cameras:
    """Weights by Laplace's rule: likelihood times the room of the focal length and of the pose."""
    spread, room = _spread(problem, poses)
    logs = np.log(step) + room - chi_square / 2
    kept = logs - logs.max() > np.log(_NEGLIGIBLE)
    weight = np.exp(logs[kept] - logs.max())
    return Cameras(
        axis_px=axis_px,
        focal_px=problem.focal_px[kept],
        poses=poses.where(kept),
        spread=spread[kept],
        weight=weight / weight.sum(),
        misfit=float(chi_square.min()),
    )


def _spread(problem: Problem, poses: Poses) -> tuple[Floats, Floats]:
    """Independent steps as columns (B, 6, 6), and the logarithm of the room they span, (B,).

    Seen from straight above, the slopes say next to nothing of a tilt, yet a large tilt shows:
    steps that worsen chi-square by much more than 1 are shortened until they do not.
    """
    slope = problem.linear(poses)[1]
    firm, steps = np.linalg.eigh(slope.swapaxes(1, 2) @ slope)
    steps = steps / np.sqrt(np.maximum(firm, _SOFTEST))[:, None]
    best, size = problem.chi_square(poses), np.ones((len(steps), 6))
    for _ in range(_SHORTENINGS):
        tried = np.moveaxis(steps * size[:, None], 2, 0)  # (6, B, 6)
        ahead, back = (
            np.array([problem.chi_square(poses.moved(sign * step)) for step in tried])
            for sign in (1, -1)
        )
        far = ((ahead + back) / 2 - best).T > _MUCH_WORSE
        if not far.any():
            break
        size = np.where(far, size * _SHORTER, size)
    steps = steps * size[:, None]
    return steps, np.log(np.linalg.norm(steps, axis=1)).sum(axis=1)

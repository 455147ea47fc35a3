"""How fingers close: a hand's bones wrapped round a bar, or with a plate between thumb and fingers.

All in the hand's own frame (`designs._hand`): wrist at the origin, fingers up z, thumb at -x, the
palm looks to -y. It makes no mesh and knows no object but the points it is given.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from datasets.studio.designs._hand import FINGERS, Hand, hand
from datasets.studio.designs._soft_body import Bone
from datasets.studio.props.samples import Plane, Points, outline, outside, reach

Vector = NDArray[np.float64]  # (3,) metres or a direction
PALM = 0.0165  # metres from the palm's middle to its skin at the knuckles
PRESS = 0.0015  # metres that a fingertip gives way
BENDS = np.radians((88.0, 104.0, 66.0))  # how far a finger's three joints bend
THUMB_ROOT = np.array([-0.022, -0.006, 0.022])
THUMB = (0.040, 0.034, 0.026)  # metres, three bones
THICK = (0.0185, 0.0148, 0.013, 0.0112)  # metres, radii of the thumb from root to tip
FINGER_BONES, THUMB_BONES = 12, 3
FEW = 12  # points that show a form
WRIST = 0.055  # metres the glove reaches down the forearm


def fist(bar: Points, rng: np.random.Generator) -> tuple[Hand, Vector]:
    """A hand closed round a bar.

    Args:
        bar: points (N, 3) of the bar near the hand, along x, about the origin.
        rng: draws how tight it is.

    Returns:
        The hand, and where in its frame the origin of the points comes to lie, (3,) metres.
    """
    inner = _near(bar, -0.02, 0.02)
    depth, half = float(inner[:, 0].max()), float(np.ptp(inner[:, 1])) / 2
    middle = float(inner[:, 1].max() + inner[:, 1].min()) / 2
    shift = np.array([0.0, -PALM - depth + PRESS, 0.085 - 0.3 * min(half, 0.05) - middle])
    moved = bar + shift
    curl = np.array([_wrapped(moved, k) for k in range(4)])
    loose = rng.uniform(0, np.radians(3), (4, 3))
    made = hand(np.degrees(np.maximum(curl - loose, 0)), splay=float(rng.uniform(0, 1.5)))
    return _with_thumb(made, _round_thumb(moved, made)), shift


def pinch(thick: float, tilt: float, rng: np.random.Generator) -> tuple[Hand, NDArray[np.float64]]:
    """A hand that holds a plate by its edge, four fingers under it and the thumb on top.

    Args:
        thick: of the plate, metres, up to 0.065.
        tilt: of the plate's plane from the palm's, radians, 0.4..0.9.
        rng: draws how far the plate reaches in.

    Returns:
        The hand, and the frame (4, 4) of the plate in it: x along its edge, y into the plate,
        z out of it towards the thumb, the origin amid the edge.
    """
    into = np.array([0.0, -np.sin(tilt), np.cos(tilt)])
    up = np.array([0.0, -np.cos(tilt), -np.sin(tilt)])
    bends = np.radians(rng.uniform((14, 5), (22, 10)))
    first = _finger(0, np.array([tilt - 0.35 * bends.sum(), *bends]))
    floor = float(_tops(first, 0, up))
    curl = np.array([_under(k, floor, tilt, bends, up) for k in range(4)])
    made = hand(np.degrees(curl), splay=float(rng.uniform(0.5, 3.0)))
    tip, thumb = _over_thumb(floor + thick + THICK[3] - PRESS, into, up)
    edge = float(tip @ into) - float(rng.uniform(0.02, 0.03))
    frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = (1, 0, 0), into, up
    frame[:3, 3] = (-0.012, 0, 0) + edge * into + (floor + thick / 2) * up
    return _with_thumb(made, thumb), frame


def _near(bar: Points, low: float, high: float) -> Plane:
    """The bar between two planes across x, seen along x, (N, 2); all of it where it is thin."""
    near = bar[(bar[:, 0] > low) & (bar[:, 0] < high)]
    return (near if len(near) >= FEW else bar)[:, 1:]


def _finger(k: int, bends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Joints (..., 4, 2) in the plane (y, z) of a finger with its joints bent (..., 3) radians."""
    _, z, lengths, _ = FINGERS[k]
    angle = np.cumsum(bends, axis=-1)
    steps = np.stack([-np.sin(angle), np.cos(angle)], axis=-1) * np.asarray(lengths)[:, None]
    root = np.broadcast_to((0.0, z), (*steps.shape[:-2], 1, 2))
    return np.cumsum(np.concatenate([root, steps], axis=-2), axis=-2)


def _radii(k: int) -> NDArray[np.float64]:
    return FINGERS[k][3] * np.array([1.0, 0.93, 0.86, 0.79])


def _wrapped(bar: Points, k: int) -> NDArray[np.float64]:
    """Bends (3,) radians of a finger that closes until it touches, one joint after the other."""
    x, z, lengths, radius = FINGERS[k]
    ring = outline(_near(bar, x - 0.012, x + 0.012), grow=0.9 * radius - PRESS)
    spot, angle, bends = np.array([0.0, z]), 0.0, []
    share = np.linspace(0.15, 1, 7)[None, :, None]
    for j, length in enumerate(lengths):
        tries = np.linspace(BENDS[j], -0.15 if j == 0 else 0.0, 53)
        ways = np.stack([-np.sin(angle + tries), np.cos(angle + tries)], axis=1)
        line = spot + share * length * ways[:, None]
        free = outside(line, ring) >= 0
        if j > 0:  # a fingertip stops at the palm as well
            free &= (line[..., 0] < -PALM - 0.7 * radius) | (line[..., 1] > z)
        fits = np.flatnonzero(free.all(axis=1))
        pick = int(fits[0]) if len(fits) else len(tries) - 1
        bends.append(tries[pick])
        spot, angle = spot + length * ways[pick], angle + tries[pick]
    return np.asarray(bends)


def _round_thumb(bar: Points, made: Hand) -> Points:
    """Joints (4, 3) of a thumb that goes round the other way, over fingers where they lie."""
    bones = made.bones[-15:-9]
    joints = np.array([(bone.b[1], bone.b[2]) for bone in bones])
    near = _near(bar, -0.055, -0.015)
    centre = (near.max(0) + near.min(0)) / 2
    fingers = outline(joints, grow=0.0105 + 0.9 * THICK[3])
    ring = outline(np.concatenate([outline(near, grow=0.9 * THICK[3]), fingers]))
    best: tuple[float, Points] | None = None
    for beta in np.radians(np.arange(-60, 150, 14)):
        out = np.array([-np.cos(beta), -np.sin(beta)])  # 0: beyond the bar, 90: below it
        ahead = np.array([-np.sin(beta), np.cos(beta)])
        tip = centre + reach(ring, centre, out) * out
        joint = tip - THUMB[2] * ahead
        joint = joint + max(0.0, -float(outside(joint, ring))) * out
        path = _two_bones((-0.040, *joint), (-0.35, *out), (-0.026, *tip))
        cost = _deep(path, ring) + 0.002 * abs(float(beta) - 0.2)
        if best is None or cost < best[0]:
            best = cost, path
    assert best is not None
    return best[1]


def _deep(path: Points, ring: Plane) -> float:
    """How deep a thumb lies in an outline, how far off it, how far it must stretch; metres."""
    steps = np.concatenate([a + np.linspace(0, 1, 5)[:, None] * (b - a) for a, b in pairwise(path)])
    off = outside(steps[4:, 1:], ring)
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    loose = 0.5 * float(np.maximum(off, 0).mean())
    return loose + float(np.maximum(-off, 0).max() + 2 * np.abs(lengths - THUMB).sum())


def _under(
    k: int, floor: float, tilt: float, bends: NDArray[np.float64], up: Vector
) -> NDArray[np.float64]:
    """Bends (3,) of a finger that lies under a plate whose lower side is at `floor` along `up`."""
    tries = np.linspace(tilt - 0.9, tilt + 0.2, 56)
    every = np.column_stack([tries, np.broadcast_to(bends, (len(tries), 2))])
    tops = _tops(_finger(k, every), k, up)
    return np.asarray(every[int(np.abs(tops - floor).argmin())])


def _tops(joints: NDArray[np.float64], k: int, up: Vector) -> NDArray[np.float64]:
    """How far the two outer bones of a finger (..., 4, 2) rise along a direction, metres, (...)."""
    return np.asarray((joints[..., 1:, :] @ up[1:] + _radii(k)[1:]).max(axis=-1) - PRESS)


def _over_thumb(height: float, into: Vector, up: Vector) -> tuple[Vector, Points]:
    """The furthest tip of a thumb at a height along `up`, and its joints (4, 3)."""
    slope = 0.14
    way = np.cos(slope) * into - np.sin(slope) * up
    for far in np.arange(0.125, 0.03, -0.003):
        tip = np.array([-0.014, 0, 0]) + far * into + height * up
        joint = tip - THUMB[2] * way + np.array([-0.008, 0, 0])
        if np.linalg.norm(joint - THUMB_ROOT) < 0.97 * (THUMB[0] + THUMB[1]):
            break
    out = up + np.array([-0.5, 0, 0])
    return tip, _two_bones(tuple(joint), tuple(out), tuple(tip))


def _two_bones(joint: tuple[float, ...], pole: tuple[float, ...], tip: tuple[float, ...]) -> Points:
    """A thumb from its root to a joint by two bones that bow towards a pole, then to the tip.

    A joint out of reach draws the bones out, as far as it must.
    """
    end, way = np.asarray(joint), np.asarray(joint) - THUMB_ROOT
    far = max(float(np.linalg.norm(way)), 1e-6)
    along = way / far
    low, high = THUMB[0], THUMB[1]
    share = np.clip((far**2 + low**2 - high**2) / (2 * far), 0, max(low, far))
    side = np.asarray(pole) - (np.asarray(pole) @ along) * along
    side /= max(float(np.linalg.norm(side)), 1e-6)
    bow = np.sqrt(max(low**2 - share**2, 0.0))
    return np.array([THUMB_ROOT, THUMB_ROOT + share * along + bow * side, end, np.asarray(tip)])


def _with_thumb(made: Hand, joints: Points) -> Hand:
    """The hand with another thumb, and a stretch of forearm that a glove covers."""
    bones, dorsals = list(made.bones[:-THUMB_BONES]), list(made.dorsals[:-THUMB_BONES])
    wrist = len(bones) - FINGER_BONES
    bones.insert(wrist, Bone((0, 0, -0.01), (0, 0, -WRIST), 0.027, 0.030, 0.82))
    dorsals.insert(wrist, np.array([0.0, 1, 0]))
    for (a, b), low, high in zip(pairwise(joints), THICK, THICK[1:], strict=False):
        bones.append(Bone(_point(a), _point(b), low, high))
        dorsals.append(_away(joints, b - a))
    return replace(made, bones=bones, dorsals=np.array(dorsals))


def _away(joints: Points, way: Vector) -> Vector:
    """The direction a thumb bone's nail side faces: away from where its joints bend to."""
    bent = joints[1] + joints[2] - joints[0] - joints[3]
    side = bent - (bent @ way) / max(float(way @ way), 1e-12) * way
    return np.asarray(side / max(float(np.linalg.norm(side)), 1e-9))


def _point(p: Vector) -> tuple[float, float, float]:
    return float(p[0]), float(p[1]), float(p[2])

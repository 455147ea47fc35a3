"""A gloved hand with its sleeve that holds an object where it is. It never moves the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import creases, skin
from datasets.studio.designs._hand import Hand, parted
from datasets.studio.designs._soft_body import Bone
from datasets.studio.parts import Material, Part, moved
from datasets.studio.props import grip
from datasets.studio.props.fingers import WRIST, fist, pinch
from datasets.studio.props.samples import Points, UnsuitableError, on_surface
from datasets.studio.scene import View
from datasets.studio.surfaces import Colour

Held = tuple[Hand, NDArray[np.float64]]  # bones, and their frame (4, 4) in the scene
POINTS = 5000
CELL = 0.0042  # metres of the glove's skin; 65 ms and 9,000 triangles (measured)
TRIES = 5  # places and ways to hold, of which the freest is taken
HIDDEN = 0.25  # share of the object that a hand may hide from the camera at no cost
ARM = (0.22, 0.62)  # metres of sleeve; large objects need a long one to leave the picture


@dataclass(frozen=True, slots=True)
class Glove:
    """What a glove is made of.

    Args:
        material: of the glove.
        colour: of its back and fingers.
        palm: another material and colour of its palm, or None.
        grow: metres it stands off the hand.
        weight: how often it is drawn.
    """

    material: Material
    colour: Colour
    palm: tuple[Material, Colour] | None = None
    grow: float = 0.0
    weight: float = 1.0


GLOVES: tuple[Glove, ...] = (
    Glove("skin_glove", (0.04, 0.13, 0.42), weight=3.0),  # nitrile
    Glove("skin_glove", (0.016, 0.017, 0.018), weight=1.5),  # black nitrile
    Glove("leather", (0.016, 0.015, 0.015), grow=0.0015, weight=1.5),
    Glove("textile", (0.62, 0.62, 0.6), grow=0.001),  # white cotton
    Glove("skin_glove", (0.66, 0.66, 0.63), weight=1.0),  # white latex
    Glove("textile", (0.45, 0.45, 0.43), ("rubber", (0.5, 0.12, 0.03)), grow=0.002),
    Glove("textile", (0.06, 0.06, 0.065), ("rubber", (0.05, 0.052, 0.055)), grow=0.002),
)
SLEEVES: tuple[tuple[Material, Colour], ...] = (
    ("textile", (0.012, 0.018, 0.045)),
    ("textile", (0.012, 0.012, 0.013)),
    ("textile", (0.07, 0.07, 0.04)),
    ("textile", (0.16, 0.16, 0.17)),
    ("textile", (0.55, 0.55, 0.55)),
    ("textile", (0.25, 0.33, 0.5)),
    ("textile", (0.75, 0.55, 0.02)),
)


def can_hold(parts: list[Part]) -> bool:
    """Whether one hand can hold the object: up to 1.1 m long, with a bar or an edge to grip."""
    points = on_surface(parts, np.random.default_rng(0), POINTS)
    if grip.longest(points) > grip.LONGEST:
        return False
    return bool(grip.bars(points) or grip.edges(points))


def held(parts: list[Part], rng: np.random.Generator, view: View | None = None) -> list[Part]:
    """A gloved hand and its sleeve, gripping the object where it stands or lies.

    It may reach a few centimetres below z = 0: a held thing hangs in the air, so move the object
    and the hand up together.

    Args:
        parts: the object, metres.
        rng: draws place, pose, glove and sleeve.
        view: a camera; of several ways to hold it, one that hides little from there is taken.

    Returns:
        The glove, of one or two materials, then the sleeve: 13,000 to 15,000 triangles.

    Raises:
        ValueError: nothing on the object fits a hand; ask `can_hold` first.
    """
    points = on_surface(parts, rng, POINTS)
    size = grip.longest(points)
    found = _grips(points, size, rng) if size <= grip.LONGEST else []
    if not found:
        raise UnsuitableError(
            f"no hand can hold an object {size:.2f} m long here; ask can_hold first"
        )
    glove = _glove(rng)
    costs = [_cost(hand, pose, points, view) for hand, pose in found]
    hand, pose = found[int(np.argmin(costs))]
    made = [*_gloved(hand, hand.mesh(CELL, grow=glove.grow), glove), _sleeve(rng, size)]
    return moved(made, pose)


def _grips(points: Points, size: float, rng: np.random.Generator) -> list[Held]:
    """Some ways to hold the object, all by a fist or all by a pinch."""
    bars, edges = grip.bars(points), grip.edges(points)
    small = size < grip.SMALL
    slender = bool(bars) and min(bar.radius for bar in bars) < 0.2 * size
    share = (0.4 if size > 1.3 * grip.HAND else 0.0) if small else 0.85 if slender else 0.3
    by_fist = bool(bars) and (not edges or rng.random() < share)
    mirrored = rng.random() < 0.5
    if by_fist:
        picks = rng.choice(len(bars), TRIES, p=_liked(bars, small))
        return [_fist(bars[int(k)], mirrored, rng) for k in picks]
    if not edges:
        return []
    return [_pinch(edges[int(k)], mirrored, rng) for k in rng.integers(len(edges), size=TRIES)]


def _liked(bars: list[grip.Bar], small: bool) -> NDArray[np.float64]:
    """How often each bar is taken: thick ends are handles, and a small thing must stay in sight."""
    radius = np.array([bar.radius for bar in bars])
    spot = np.abs(np.linspace(-1, 1, len(bars)))
    weight = np.exp(1.0 * radius / radius.max() + (4.0 if small else 1.5) * spot)
    return np.asarray(weight / weight.sum())


def _fist(bar: grip.Bar, mirrored: bool, rng: np.random.Generator) -> Held:
    turned = s.turn(float(rng.uniform(0, 360)), (1, 0, 0)) @ s.turn(180 * int(rng.integers(2)))
    slant = s.turn(float(rng.uniform(5, 22)), (0, 1, 0))  # a bar crosses the palm aslant
    turned = slant @ _mirror(mirrored) @ turned
    hand, shift = fist(trimesh.transform_points(bar.points, turned), rng)
    return hand, bar.frame @ np.linalg.inv(turned) @ s.move(*-shift)


def _pinch(edge: grip.Edge, mirrored: bool, rng: np.random.Generator) -> Held:
    hand, frame = pinch(edge.thick, float(rng.uniform(0.45, 0.85)), rng)
    return hand, edge.frame @ _mirror(mirrored) @ np.linalg.inv(frame)


def _mirror(mirrored: bool) -> NDArray[np.float64]:
    return s.scale(-1, 1, 1) if mirrored else np.eye(4)


def _cost(hand: Hand, pose: NDArray[np.float64], points: Points, view: View | None) -> float:
    """How badly a hand stands: in the object, before it, or with its arm from below."""
    seen = points[::8]
    local = trimesh.transform_points(seen, np.linalg.inv(pose))
    near = local[np.abs(local).max(axis=1) < 0.25]
    deep = np.clip(-hand.distance(near) - 0.004, 0, 0.02).sum() / 0.02 if len(near) else 0.0
    beside = np.hypot(local[:, 0], local[:, 1])[local[:, 2] < -0.06]
    crossed = np.clip(0.05 - beside, 0, 0.05).sum() / 0.05
    arm = -pose[2, 2]  # how steeply the forearm rises from the wrist
    cost = 60 * (deep + crossed) / len(seen) + max(0.0, -0.2 - arm) + max(0.0, arm - 0.9)
    if view is not None:
        cost += 3 * max(0.0, _hidden(hand, pose, seen, view) - HIDDEN)
    return float(cost)


def _hidden(hand: Hand, pose: NDArray[np.float64], points: Points, view: View) -> float:
    """Share of points behind a hand's bones and its forearm, seen from far away."""
    axes = np.stack(view.axes, axis=1)
    arm = (Bone((0, 0, -WRIST), (0, 0, -0.3), 0.04, 0.05),)
    bones = [*hand.bones, *arm]
    ends = np.array([(bone.a, bone.b) for bone in bones]).reshape(-1, 3)
    a, b = (trimesh.transform_points(ends, pose) @ axes).reshape(-1, 2, 3).swapaxes(0, 1)
    wide = np.array([(bone.low + bone.high) / 2 for bone in bones])
    local = (points @ axes)[:, None]
    way, off = b[:, :2] - a[:, :2], local[..., :2] - a[:, :2]
    share = np.clip((off * way).sum(-1) / np.maximum((way**2).sum(-1), 1e-9), 0, 1)
    gap = np.linalg.norm(off - share[..., None] * way, axis=-1)
    before = a[:, 2] + share * (b[:, 2] - a[:, 2]) > local[..., 2]
    return float(((gap < wide) & before).any(axis=1).mean())


def _glove(rng: np.random.Generator) -> Glove:
    weight = np.array([glove.weight for glove in GLOVES])
    return GLOVES[int(rng.choice(len(GLOVES), p=weight / weight.sum()))]


def _gloved(hand: Hand, mesh: trimesh.Trimesh, glove: Glove) -> list[Part]:
    """The glove, in two materials if its palm is coated."""
    if glove.palm is None:
        return [Part(mesh, glove.material, glove.colour)]
    inner, outer = parted(mesh, hand.back(np.asarray(mesh.vertices)) - 0.002)
    return [Part(inner, *glove.palm), Part(outer, glove.material, glove.colour)]


def _sleeve(rng: np.random.Generator, size: float) -> Part:
    """A wrinkled sleeve from the wrist on, its far end closed, in the hand's frame."""
    long = float(np.clip(0.8 * size, *ARM)) * float(rng.uniform(0.9, 1.2))
    start, wide = float(rng.uniform(0.035, 0.05)), float(rng.uniform(0.95, 1.2))
    level = np.r_[0.02, 0.004, 0.0, 0.003, np.linspace(0.012, long, 34), long + 0.02, long + 0.028]
    radius = wide * np.asarray(np.interp(level, (0, 0.06, 0.25, 0.5), (0.039, 0.043, 0.054, 0.064)))
    radius[:3], radius[-2:] = np.array((0.031, 0.034, 0.038)) * wide, np.array((0.03, 0.001))
    angle = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    x, y = np.cos(angle), np.sin(angle)
    way, bow = rng.normal((0, 0.1), 0.12), rng.normal(0, 0.25, 2)
    ring = radius[:, None] * np.ones_like(x)
    folds = creases(rng, 0.045 * x + 0.2 * level[:, None], 0.045 * y + level[:, None], 0.03, 0.006)
    ring[4:-2] += (folds - 0.002)[4:-2]
    along = (start + level)[:, None] * np.ones_like(x)
    off = np.maximum(level, 0)[:, None]
    grid = np.stack(
        [
            ring * x + way[0] * off + bow[0] * off**2,
            0.85 * ring * y + way[1] * off + bow[1] * off**2,
            -along,
        ],
        axis=-1,
    )
    material, colour = SLEEVES[int(rng.integers(len(SLEEVES)))]
    return Part(skin(grid, around=True), material, colour)

"""How an inspector finds a good: alone, in a carton, in a bag, in a hand, half covered, packed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np

from datasets.studio import geometry, scene
from datasets.studio.parts import Part, moved
from datasets.studio.props import card, containers, covers, drape, films, hand
from datasets.studio.props.samples import UnsuitableError
from datasets.studio.shapes import move, turn

Setting = Literal[
    "alone",  # on a desk, a floor, a carton's lid, before a wall
    "white",  # a catalogue's picture
    "card",  # with a bank card beside it
    "several",
    "packed",  # among other goods
    "carton",
    "tray",  # of an X-ray machine
    "bag",
    "wrap",
    "blanket",
    "hand",
    "covered",  # in part
]
SETTINGS: tuple[Setting, ...] = get_args(Setting)
Maker = Callable[[np.random.Generator], list[Part]]

HANDY = 1.2  # metres; larger things are not packed, wrapped or held
TRAY_MOST = 0.75  # metres
TRIES = 24  # draws of another good that fits beside this one
FITTING = (0.25, 1.3)  # longest side of a neighbour over that of the good
# Shares of pictures with a ground, and of cutouts; what does not suit a good becomes "alone".
# They are the same for every class, so that no setting gives a class away.
GROUNDED: dict[Setting, float] = {
    "alone": 0.25,
    "white": 0.07,
    "card": 0.06,
    "several": 0.06,
    "packed": 0.08,
    "carton": 0.08,
    "tray": 0.08,
    "bag": 0.07,
    "wrap": 0.05,
    "blanket": 0.07,
    "hand": 0.08,
    "covered": 0.05,
}
CUTOUT: dict[Setting, float] = {"alone": 0.85, "hand": 0.1, "several": 0.05}
# Least elevation of the camera, degrees, from which a setting shows the good.
LOOK_DOWN: dict[Setting, float] = {
    "card": 30.0,
    "carton": 48.0,
    "tray": 30.0,
    "bag": 32.0,
    "wrap": 28.0,
    "blanket": 30.0,
    "packed": 32.0,
}
STAND_BACK = 0.75  # of the fill, so that what lies round the good is in the picture


@dataclass(frozen=True, slots=True)
class Placed:
    """A good in its setting, all of it above z = 0.

    Args:
        subject: the good, or several of it.
        around: opaque things round it.
        clear: things one sees through.
        first: the good whose keypoints are told; one of several.
        card: four corners of the bank card, (4, 3) metres, or None.
        setting: what it has become: "alone" where the one asked for proved impossible.
    """

    subject: list[Part]
    around: list[Part] = field(default_factory=list)
    clear: list[Part] = field(default_factory=list)
    first: list[Part] = field(default_factory=list)
    card: scene.Points | None = None
    setting: Setting = "alone"

    def __post_init__(self) -> None:
        if not self.subject:
            raise ValueError("a setting needs a good")

    @property
    def framed(self) -> scene.Points:
        """What the camera frames, (N, 3) metres: the good, with the card where there is one."""
        points = _points(self.subject)
        return points if self.card is None else np.concatenate([points, self.card])


def random_setting(rng: np.random.Generator, grounded: bool) -> Setting:
    """What is asked for; `suiting` says what the good allows."""
    shares = GROUNDED if grounded else CUTOUT
    names = list(shares)
    weights = np.array([shares[name] for name in names])
    return names[int(rng.choice(len(names), p=weights / weights.sum()))]


def suiting(wanted: Setting, parts: list[Part], company: bool) -> Setting:
    """The setting, or "alone" where it does not suit the good.

    Args:
        wanted: asked for.
        parts: the good, which may be too large for it, or have nothing to hold it by.
        company: whether there are other goods to pack it with.
    """
    longest = float(np.ptp(_points(parts), axis=0).max())
    if wanted in ("alone", "white"):
        return wanted
    if longest > HANDY or (wanted == "tray" and longest > TRAY_MOST):
        return "alone"
    if wanted == "packed" and not company:
        return "alone"
    if wanted == "hand" and not hand.can_hold(parts):
        return "alone"
    return wanted


def place(
    setting: Setting,
    parts: list[Part],
    view: scene.View,
    rng: np.random.Generator,
    more: Maker,
    others: tuple[Maker, ...] = (),
) -> Placed:
    """Puts a good that stands on z = 0 into a setting.

    Args:
        setting: that suits it.
        parts: the good, posed.
        view: where the camera will be; what covers the good lies on its side.
        rng: draws everything.
        more: makes another one of the kind.
        others: make other goods, for `packed`.
    """
    try:
        made = _placed(setting, parts, view, rng, more, others)
    except UnsuitableError:
        made = Placed(parts, first=parts)
    return _lifted(made, float(rng.uniform(0.02, 0.4)) if made.setting == "hand" else 0.0)


def _placed(
    setting: Setting,
    parts: list[Part],
    view: scene.View,
    rng: np.random.Generator,
    more: Maker,
    others: tuple[Maker, ...],
) -> Placed:
    made = Placed(parts, first=parts, setting=setting)
    match setting:
        case "several":
            return _several(parts, rng, more)
        case "packed":
            return replace(made, around=_packed(parts, rng, others))
        case "carton":
            return replace(made, around=containers.carton(parts, rng))
        case "tray":
            return replace(made, around=containers.tray(parts, rng))
        case "card":
            around, corners = card.card(parts, rng)
            return replace(made, around=around, card=corners)
        case "blanket":
            return replace(made, around=drape.blanket(parts, rng))
        case "hand":
            return replace(made, around=hand.held(parts, rng, view))
        case "covered":
            return replace(made, around=covers.cover(parts, view, rng))
        case "wrap" | "bag":
            over = films.wrap(parts, rng) if setting == "wrap" else films.bag(parts, rng)
            clear = [part for part in over if part.material == "film"]
            opaque = [part for part in over if part.material != "film"]
            return replace(made, clear=clear, around=opaque)
        case _:
            return made


def suited(view: scene.View, setting: Setting) -> scene.View:
    """The view, raised where a low camera would not see the good, from where more is seen."""
    return replace(
        view,
        elevation=max(view.elevation, LOOK_DOWN.get(setting, -90.0)),
        fill=min(view.fill, 1.0) * STAND_BACK if setting in LOOK_DOWN else view.fill,
    )


def _points(parts: list[Part]) -> scene.Points:
    return geometry.points([part.mesh for part in parts])


def _lifted(made: Placed, height: float) -> Placed:
    """Everything moved up until the lowest point is `height` above z = 0."""
    low = float(_points([*made.subject, *made.around, *made.clear])[:, 2].min())
    pose = move(z=height - low)
    return replace(
        made,
        subject=moved(made.subject, pose),
        around=moved(made.around, pose),
        clear=moved(made.clear, pose),
        first=moved(made.first, pose),
        card=None if made.card is None else made.card + np.array([0.0, 0.0, height - low]),
    )


def _several(parts: list[Part], rng: np.random.Generator, more: Maker) -> Placed:
    """Two to five of a kind, in a loose row or strewn."""
    yaw, strewn = float(rng.uniform(0, 360)), rng.random() < 0.4
    subject = list(parts)
    for _ in range(int(rng.integers(1, 5))):
        turned = rng.uniform(0, 360) if strewn else yaw + rng.normal(0, 6)
        subject += _beside(subject, _standing(more(rng), float(turned)), rng)
    return Placed(subject, first=parts, setting="several")


def _packed(parts: list[Part], rng: np.random.Generator, others: tuple[Maker, ...]) -> list[Part]:
    """Three to seven other goods of fitting size, and sometimes the carton round all of them."""
    own, around = float(np.ptp(_points(parts), axis=0).max()), list[Part]()
    left = int(rng.integers(3, 8))
    for _ in range(TRIES if others else 0):
        if not left:
            break
        other = others[int(rng.integers(len(others)))](rng)
        if not FITTING[0] < float(np.ptp(_points(other), axis=0).max()) / own < FITTING[1]:
            continue
        other = _standing(other, float(rng.uniform(0, 360)))
        around += _beside([*parts, *around], other, rng)
        left -= 1
    if around and rng.random() < 0.4:
        around += containers.carton([*parts, *around], rng)
    return around


def _standing(parts: list[Part], yaw: float) -> list[Part]:
    low = float(_points(parts)[:, 2].min())
    return moved(parts, turn(yaw) @ move(z=-low))


def _beside(there: list[Part], new: list[Part], rng: np.random.Generator) -> list[Part]:
    """The new parts pushed away from the middle of all others until no two boxes overlap."""
    boxes = [part.mesh.bounds[:, :2] for part in there]
    middle = np.concatenate(boxes).reshape(-1, 2).mean(0)
    own = _points(new)[:, :2]
    low, high = own.min(0), own.max(0)
    way = np.radians(rng.uniform(0, 360))
    step = np.array([np.cos(way), np.sin(way)]) * float((high - low).max()) * 0.08
    shift = middle - (low + high) / 2
    gap = 0.02 * float((high - low).max())
    while any(_overlap(low + shift - gap, high + shift + gap, box) for box in boxes):
        shift = shift + step
    return moved(new, move(shift[0], shift[1]))


def _overlap(low: scene.Points, high: scene.Points, box: scene.Points) -> bool:
    return bool((low < box[1]).all() and (high > box[0]).all())

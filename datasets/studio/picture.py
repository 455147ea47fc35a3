"""One picture from seed to file; its line in `metadata.jsonl` is enough to make it again."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from datasets.studio import camera, ground, keypoints, light, scene, setting, tone
from datasets.studio.library import Design, StudioError, name_of
from datasets.studio.render import Picture, Shot, shoot, variant
from datasets.studio.wear import Wear, random_wear

GROUNDED_SHARE = 0.35
TIP_SHARE = 0.12
CLOSE_SHARE = 0.3  # of slender things with a ground: an end of them seen near
QUALITY = 90  # WebP; the training shrinks and distorts far more than this loses
SLENDER_FILL = 0.7  # at least; from afar a whip is a line without a class
LEAST_SEEN = 0.003  # share of the picture; where a setting leaves less, the good stands alone
OTHERS = "other"  # the class whose things lie round a good in a packed scene


@dataclass(frozen=True, slots=True)
class Order:
    """What decides a picture: nothing else does, but the code and the folders given.

    Args:
        class_id: class of the catalogue.
        number: counts the pictures of a class from 0; designs take turns.
        seed: of the whole run.
        size: side, px.
        samples: light paths a pixel; two thirds of it with a ground, where every pixel costs some.
    """

    class_id: str
    number: int
    seed: int = 0
    size: int = 256
    samples: int = 10

    def __post_init__(self) -> None:
        if not 16 <= self.size <= 4096:
            raise ValueError(f"size {self.size}: allowed is 16 to 4096 px")
        if not 1 <= self.samples <= 4096:
            raise ValueError(f"samples {self.samples}: allowed is 1 to 4096")

    @property
    def name(self) -> str:
        """The picture's file name."""
        return f"{self.class_id}-{self.seed}-{self.number}.webp"

    def stream(self, purpose: int) -> np.random.Generator:
        """Random numbers for one purpose; a change in one leaves the others as they were."""
        key = (self.seed, zlib.crc32(self.class_id.encode()), self.number, purpose)
        return np.random.default_rng(key)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything drawn for a picture before the first ray.

    Args:
        design: by name.
        view: of the camera, before the good's height and setting are known.
        light: what shines.
        exposure: of the camera.
        lens: of the camera.
        on: what it lies on; None for a cutout.
        tip: lay a thing of handy size on a side.
        setting: asked for; a good it does not suit stands alone.
        close: length of a slender good's end that is seen, as a share; 0 shows all of it.
        high: which end.
        wear: how worn the good is.
    """

    design: str
    view: scene.View
    light: light.Light
    exposure: tone.Exposure
    lens: camera.Lens
    on: ground.Ground | None
    tip: bool
    setting: setting.Setting
    close: float
    high: bool
    wear: Wear

    @property
    def kind(self) -> str:
        """`cutout` has a transparent ground, `grounded` an opaque one."""
        return "cutout" if self.on is None else "grounded"


@dataclass(frozen=True, slots=True)
class Made:
    """A picture and what is known of it.

    Args:
        pixels: (size, size, 4) uint8 sRGB.
        facts: what `metadata.jsonl` holds of it beyond its plan.
    """

    pixels: NDArray[np.uint8]
    facts: dict[str, Any]


def plan(order: Order, designs: tuple[Design, ...], rooms: tuple[Path, ...] = ()) -> Plan:
    """Draws camera, light, ground and setting of a picture; the class has no say in it."""
    rng = order.stream(1)
    grounded = rng.random() < GROUNDED_SHARE
    view, framing = scene.random_view(order.stream(3)), order.stream(9)
    asked = setting.random_setting(framing, grounded)
    on = ground.random_ground(order.stream(2)) if grounded else None
    close = bool(grounded and framing.random() < CLOSE_SHARE)
    made = Plan(
        design=name_of(designs[_turn(order, len(designs))]),
        tip=bool(rng.random() < TIP_SHARE),
        on=on,
        view=scene.framed(view, framing) if grounded else view,
        light=light.random_light(order.stream(4), rooms),
        exposure=tone.random_exposure(order.stream(5)),
        lens=camera.random_lens(order.stream(10)) if grounded else camera.PINHOLE,
        setting=asked,
        close=float(framing.uniform(0.2, 0.5)) if close else 0.0,
        high=bool(framing.random() < 0.5),
        wear=random_wear(order.stream(12)),
    )
    return _on_white(made) if asked == "white" else made


def _on_white(made: Plan) -> Plan:
    """As a catalogue shows it: an even pale ground, soft light, a sharp lens."""
    return replace(
        made,
        on=ground.PLAIN,
        light=replace(made.light, lamps=("window", "overhead", "side"), warmth=0.0, room=None),
        exposure=tone.Exposure(stops=0.5, automatic=0.1),
        lens=camera.PINHOLE,
    )


def _turn(order: Order, count: int) -> int:
    """Designs take turns in a shuffled order, so that few pictures still see many designs."""
    shuffled = np.random.default_rng(zlib.crc32(order.class_id.encode())).permutation(count)
    return int(shuffled[order.number % count])


def make(
    order: Order,
    planned: Plan,
    designs: tuple[Design, ...],
    others: tuple[Design, ...] = (),
) -> Made:
    """Renders a planned picture.

    Args:
        order: what was asked for.
        planned: what was drawn for it.
        designs: of the class.
        others: of everyday things that may lie round it.

    Raises:
        StudioError: the design is not known, or it made nothing that can be seen.
    """
    by_name = {name_of(design): design for design in designs}
    if planned.design not in by_name:
        raise StudioError(f"design {planned.design!r} of {order.class_id} does not exist any more.")
    design = by_name[planned.design]
    parts = design(order.stream(6))
    if not parts or not any(len(part.mesh.faces) for part in parts):
        raise StudioError(f"design {planned.design} made nothing for {order.name}; mend it.")
    posed = scene.stand(parts, order.stream(7), planned.tip, planned.view.azimuth)
    suits = setting.suiting(planned.setting, posed, bool(others))
    view = setting.suited(scene.eye_level(planned.view, parts), suits)
    placed = setting.place(suits, posed, view, order.stream(11), design, others)
    taken = _taken(order, _shot(planned, view, placed))
    if placed.setting != "alone" and taken.mask.mean() < LEAST_SEEN:
        placed = setting.place("alone", posed, view, order.stream(11), design)
        taken = _taken(order, _shot(planned, view, placed))
    return Made(taken.pixels, _facts(taken, placed, order.size))


def _taken(order: Order, shot: Shot) -> Picture:
    samples = order.samples if shot.on is None else max(order.samples * 2 // 3, 4)
    return shoot(shot, order.size, samples, seed=int(order.stream(8).integers(2**31)))


def _shot(planned: Plan, view: scene.View, placed: setting.Placed) -> Shot:
    points = placed.framed
    if scene.is_slender(points):
        view = replace(view, fill=max(view.fill, SLENDER_FILL))
        if planned.close:
            points = scene.end_of(points, planned.close, planned.high)
    return Shot(
        placed.subject,
        view,
        on=planned.on,
        lit=planned.light,
        exposure=planned.exposure,
        around=placed.around,
        clear=placed.clear,
        lens=planned.lens,
        focus=points,
        wear=planned.wear,
    )


def _facts(taken: Picture, placed: setting.Placed, size: int) -> dict[str, Any]:
    return {
        "setting": placed.setting,
        "box": keypoints.box_of(taken.mask),
        "mask": keypoints.run_lengths(taken.mask),
        "keypoints": keypoints.told(placed, taken.camera, size),
        "eye": [round(float(x), 5) for x in taken.camera.eye],
        "target": [round(float(x), 5) for x in taken.camera.target],
        "variant": variant(),
    }


def line(order: Order, planned: Plan, made: Made) -> dict[str, Any]:
    """The picture's line of `metadata.jsonl`; rooms are named without their folder."""
    lit = asdict(planned.light)
    lit["room"] = planned.light.room.name if planned.light.room else None
    return {
        "file": f"{order.class_id}/{order.name}",
        "rendered": True,
        "class": order.class_id,
        "design": planned.design,
        "kind": planned.kind,
        "seed": order.seed,
        "number": order.number,
        "size": order.size,
        "samples": order.samples,
        "tip": planned.tip,
        "close": planned.close,
        "high": planned.high,
        "asked": planned.setting,
        "camera": asdict(planned.view),
        "lens": asdict(planned.lens),
        "wear": asdict(planned.wear),
        "light": lit,
        "exposure": asdict(planned.exposure),
        "ground": asdict(planned.on) if planned.on else None,
        "studio": version(),
        **made.facts,
    }


def order_of(line: dict[str, Any]) -> Order:
    """The order a line of `metadata.jsonl` was written for."""
    return Order(line["class"], line["number"], line["seed"], line["size"], line["samples"])


@cache
def version() -> str:
    """First 12 hex digits of the SHA-256 over the studio's code."""
    folder, digest = Path(__file__).parent, hashlib.sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.toml")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def save(pixels: NDArray[np.uint8], path: Path, about: str, quality: int = QUALITY) -> None:
    """Writes a WebP whose metadata says that it is rendered; opaque pixels are stored as RGB.

    The file appears under its name only when it is whole, so a broken run can be resumed.
    """
    picture = Image.fromarray(pixels, "RGBA")
    if pixels[..., 3].min() == 255:
        picture = picture.convert("RGB")
    notes = Image.Exif()
    notes[0x010E] = f"rendered, not a photo: {about}"  # ImageDescription
    notes[0x0131] = f"torture-free-trade-classifier studio {version()}"  # Software
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        picture.save(part, "WEBP", quality=quality, method=4, exif=notes)
    except OSError:
        part.unlink(missing_ok=True)  # a full disk needs the room
        raise
    part.replace(path)

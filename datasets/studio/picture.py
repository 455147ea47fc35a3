"""One picture from seed to file; its line in `metadata.jsonl` is enough to make it again."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from datasets.studio import ground, light, scene, tone
from datasets.studio.library import Design, StudioError, name_of
from datasets.studio.render import render

GROUNDED_SHARE = 0.25
TIP_SHARE = 0.12
QUALITY = 90  # WebP; the training shrinks and distorts far more than this loses


@dataclass(frozen=True, slots=True)
class Order:
    """What decides a picture: nothing else does, but the code and the folders given.

    Args:
        class_id: class of the catalogue.
        number: counts the pictures of a class from 0; designs take turns.
        seed: of the whole run.
        size: side, px.
        samples: light paths a pixel; half as many with a ground, where every pixel costs some.
    """

    class_id: str
    number: int
    seed: int = 0
    size: int = 256
    samples: int = 16

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
    """Everything drawn for a picture before the first ray."""

    design: str
    view: scene.View
    light: light.Light
    exposure: tone.Exposure
    on: ground.Ground | None
    tip: bool

    @property
    def kind(self) -> str:
        """`cutout` has a transparent ground, `grounded` an opaque one."""
        return "cutout" if self.on is None else "grounded"


def plan(order: Order, designs: tuple[Design, ...], rooms: tuple[Path, ...] = ()) -> Plan:
    """Draws camera, light and ground of a picture."""
    rng = order.stream(1)
    grounded = rng.random() < GROUNDED_SHARE
    return Plan(
        design=name_of(designs[_turn(order, len(designs))]),
        tip=bool(rng.random() < TIP_SHARE),
        on=ground.random_ground(order.stream(2)) if grounded else None,
        view=scene.random_view(order.stream(3)),
        light=light.random_light(order.stream(4), rooms),
        exposure=tone.random_exposure(order.stream(5)),
    )


def _turn(order: Order, count: int) -> int:
    """Designs take turns in a shuffled order, so that few pictures still see many designs."""
    shuffled = np.random.default_rng(zlib.crc32(order.class_id.encode())).permutation(count)
    return int(shuffled[order.number % count])


def make(order: Order, planned: Plan, designs: tuple[Design, ...]) -> NDArray[np.uint8]:
    """Renders a planned picture, (size, size, 4) uint8 sRGB.

    Raises:
        StudioError: the design is not known, or it made nothing that can be seen.
    """
    by_name = {name_of(design): design for design in designs}
    if planned.design not in by_name:
        raise StudioError(f"design {planned.design!r} of {order.class_id} does not exist any more.")
    parts = by_name[planned.design](order.stream(6))
    if not parts or not any(len(part.mesh.faces) for part in parts):
        raise StudioError(f"design {planned.design} made nothing for {order.name}; mend it.")
    return render(
        scene.stand(parts, order.stream(7), planned.tip, planned.view.azimuth),
        scene.eye_level(planned.view, parts),
        order.size,
        order.samples if planned.on is None else max(order.samples // 2, 4),
        seed=int(order.stream(8).integers(2**31)),
        on=planned.on,
        lit=planned.light,
        exposure=planned.exposure,
    )


def line(order: Order, planned: Plan) -> dict[str, Any]:
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
        "camera": asdict(planned.view),
        "light": lit,
        "exposure": asdict(planned.exposure),
        "ground": asdict(planned.on) if planned.on else None,
        "studio": version(),
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
    picture.save(part, "WEBP", quality=quality, method=4, exif=notes)
    part.replace(path)

"""The command `python -m training teach`: a class from a few photos, at once as a graph if asked.

--lesson FILE   instead of --photos and --known: JSON, as `datasets.library.teaching` writes it
                {"photos": [{"file", "box": [x, y, w, h] or null}], "known": [{"file", "label"}]}
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from datasets import samples
from datasets.samples import Sample, SampleError
from model import weights
from model.errors import WeightsError
from model.references import ReferenceIndex
from training import teach
from training.export import export, export_head


@dataclass(frozen=True, slots=True)
class Lesson:
    """Photos of the class with the part that shows it, and pictures of what is known."""

    photos: tuple[Path, ...]
    boxes: dict[Path, teach.Box]
    known: tuple[Sample, ...]


def add_options(one: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    files = {"type": Path, "required": True}
    one.add_argument("--weights", **files, metavar="FILE", help=".safetensors")  # type: ignore[arg-type]
    one.add_argument("--class", dest="class_id", required=True, metavar="ID", help="what they show")
    given = one.add_mutually_exclusive_group(required=True)
    given.add_argument("--photos", type=Path, metavar="DIR", help="1 to 10 photos")
    given.add_argument("--lesson", type=Path, metavar="JSON", help="photos and known pictures")
    one.add_argument(
        "--known",
        type=Path,
        metavar="DIR_OR_CSV",
        help="pictures of what it knows; without them, the references beside the weights",
    )
    one.add_argument(
        "--references", type=Path, metavar="FILE", help="references to stand beside --known"
    )
    one.add_argument("--out", **files, metavar="FILE", help="new .safetensors")  # type: ignore[arg-type]
    one.add_argument("--onnx", type=Path, metavar="FILE", help="write its graph too, not released")
    one.add_argument("--graph", type=Path, metavar="FILE", help="of --weights: makes --onnx quick")
    one.add_argument("--name", default="", help="of the new weights, in their card")
    one.add_argument("--json", action="store_true", help="print a line of JSON for each step")


def run(chosen: argparse.Namespace) -> None:
    """Teach, and write the graph where asked.

    Raises:
        SampleError: what was given cannot be used.
        WeightsError: weights that cannot be used, or a graph that answers otherwise.
        PhotoError: a picture cannot be decoded.
    """
    step = _step if chosen.json else _silent
    step("load")
    lesson = _given(chosen)
    references = ReferenceIndex.open(chosen.references) if chosen.references else None
    told = teach.teach(
        chosen.weights,
        chosen.class_id,
        lesson.photos,
        lesson.known,
        chosen.out,
        references,
        boxes=lesson.boxes,
        name=chosen.name,
        compact=chosen.onnx is not None,
        step=step,
    )
    if chosen.onnx is not None:
        step("graph")
        if chosen.onnx.suffix != ".onnx":
            raise WeightsError(f"{chosen.onnx.name} cannot be written; name an .onnx file")
        network, card = weights.load(chosen.out)
        if chosen.graph is None:
            export(chosen.onnx, network, card)
        else:
            export_head(chosen.onnx, _bytes(chosen.graph), network, card)
    if chosen.json:
        print(json.dumps({"taught": asdict(told)}), flush=True)
    else:
        print("\n".join(_lines(told)), flush=True)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path.name} cannot be read; check the name") from error


def _lines(told: teach.Taught) -> Sequence[str]:
    done = "added" if told.added else f"strengthened (share {told.share:.2f})"
    return (
        f"{done} {told.class_id}: {told.named:.0%} of its views named, {told.taken:.1%} of the "
        "known taken for it",
        *(f"warning: {warning}" for warning in told.warnings),
    )


def _given(chosen: argparse.Namespace) -> Lesson:
    if chosen.lesson is not None:
        return read_lesson(chosen.lesson)
    photos = [sample.path for sample in samples.read_loose(chosen.photos, chosen.class_id)]
    return Lesson(tuple(photos), {}, tuple(samples.read(chosen.known) if chosen.known else ()))


def read_lesson(path: Path) -> Lesson:
    """Read photos and known pictures from a JSON file.

    Raises:
        SampleError: it cannot be read, or holds anything else.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        boxes = {Path(row["file"]): _box(row["box"]) for row in said["photos"] if row.get("box")}
        known = [
            Sample(Path(row["file"]), str(row["label"]), str(row["file"]), rendered=False)
            for row in said["known"]
        ]
        return Lesson(tuple(Path(row["file"]) for row in said["photos"]), boxes, tuple(known))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SampleError(f"{path.name} is no lesson: {error}") from error


def _box(said: object) -> teach.Box:
    """Four shares of 0..1 that have an area."""
    fits = isinstance(said, list) and len(said) == 4
    if not fits or not all(isinstance(side, int | float) for side in cast(list[object], said)):
        raise ValueError(f"box {said!r} must be four numbers")
    x, y, w, h = (float(side) for side in cast(list[float], said))
    if not (0 <= x < 1 and 0 <= y < 1 and 0 < w <= 1 and 0 < h <= 1):
        raise ValueError(f"box {said!r} must lie in the photo")
    return x, y, w, h


def _step(name: str) -> None:
    print(json.dumps({"step": name}), flush=True)


def _silent(name: str) -> None:
    """Nobody listens."""

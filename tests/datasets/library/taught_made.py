"""Networks and photos made up for the tests of teaching; no training library is loaded."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import onnx
from onnx import numpy_helper

from datasets.library.library import Library
from datasets.library.record import Item, Verdict
from datasets.library.splits import Shares, part_of
from datasets.library.taught_card import Card
from tests.datasets.library.made import BEN, added, target
from tests.tiny_graph import LABELS, tiny_card, tiny_graph, write_weights

NONE: dict[str, object] = {"class_id": "ring", "photos": [], "there": 0, "views": [], "alikes": []}


def groups(part: str) -> Iterator[str]:
    """Names of objects that fall into a part."""
    names = (f"object {number}" for number in itertools.count())
    return (name for name in names if part_of(name, Shares()) == part)


def photos(
    library: Library, label: str, part: str, count: int, first: int, *, accepted: bool = True
) -> list[Item]:
    """Photos of different objects of a part; `first` is the seed of the first picture."""
    items = []
    for number, group in zip(range(count), groups(part), strict=False):
        item = added(library, first + number, label=label, group=f"{group}", view=label)
        if accepted:
            (item,) = library.review(target(item), Verdict.ACCEPTED, BEN)
        items.append(item)
    return items


def base_weights(folder: Path) -> Path:
    """A released tiny network with its tensors, which are never read here."""
    folder.mkdir()
    graph = write_weights(folder, tiny_card())
    (folder / "tiny.safetensors").write_bytes(b"tensors")
    return graph


def grown(name: str, class_id: str, seed: bool = True) -> bytes:
    """The tiny graph with one class more; its first rows are those of the tiny graph."""
    labels = (*LABELS, class_id)
    model = tiny_graph(labels=len(labels))
    if not seed:  # another network altogether
        (head,) = (each for each in model.graph.initializer if each.name == "head")
        head.CopyFrom(numpy_helper.from_array(-numpy_helper.to_array(head), "head"))
    card = tiny_card(labels=labels)
    text = json.dumps(json.loads(card.to_json()) | {"name": name})
    onnx.helper.set_model_props(model, {"card": text})
    return bytes(model.SerializeToString())


class Child:
    """Stands for the training program: writes what it would write."""

    def __init__(self, arguments: Sequence[str], *, honest: bool = True) -> None:
        pairs = dict(itertools.pairwise(arguments))
        said = dict(each.split("=", 1) for each in arguments if "=" in each and each[0] == "-")
        self.lesson = json.loads(Path(pairs["--lesson"]).read_text(encoding="utf-8"))
        data = grown(said["--name"], said["--class"], honest)
        Path(pairs["--onnx"]).write_bytes(data)
        Path(pairs["--out"]).write_bytes(b"tensors of " + said["--name"].encode())

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def wait(self, told: Callable[[str], None]) -> dict[str, object]:
        """Tell of two steps."""
        for step in ("load", "graph"):
            told(step)
        return {"added": True, "warnings": ["this is a test"]}


def card_of(folder: Path, name: str, base_sha256: str, class_id: str = "ring") -> Card:
    """A network's card; its files lie in a folder."""
    folder.mkdir(exist_ok=True)
    data = grown(name, class_id)
    (folder / f"{name}.onnx").write_bytes(data)
    (folder / f"{name}.safetensors").write_bytes(b"tensors")
    return Card(
        name=name,
        class_id=class_id,
        added=True,
        base="tiny",
        base_sha256=base_sha256,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        references_sha256="",
        photos=("a" * 64,),
        known=0,
        warnings=(),
        trial=NONE,
    )

"""What the released network sees in the Grocery Store photos, for other benchmarks."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.grocery import Photo as Listed
from benchmarks.grocery import read
from model.photo import Photo
from model.released import find
from model.runtime import OnnxNetwork

Floats = npt.NDArray[np.float32]
_BATCH = 16
# Photos with near numbers show the same shelf (benchmarks/grocery.py), so they count as one object.
_SHELF = 5


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Photos of one list, N of them.

    Attributes:
        labels: N fine classes.
        groups: N shelves.
        embeddings: `(N, D) float32`, each row of length 1.
    """

    labels: npt.NDArray[np.str_]
    groups: npt.NDArray[np.str_]
    embeddings: Floats


def pictures(data: Path, cache: Path | None) -> dict[str, Pictures]:
    """The lists `train` and `val`; read from the cache where it is there.

    Args:
        data: The dataset (docs/data.md).
        cache: An `.npz` file that keeps what the network saw.

    Raises:
        SampleError: The dataset cannot be read.
        TriageError: The network or a photo cannot be read.
    """
    listed = read(data)
    kept = _kept(cache, listed)
    found = {}
    for name in ("train", "val"):
        photos = listed[name]
        labels = np.array([photo.label for photo in photos])
        found[name] = Pictures(labels, _shelves(photos), kept[name])
    return found


def _kept(cache: Path | None, listed: dict[str, list[Listed]]) -> dict[str, Floats]:
    if cache is not None and cache.is_file():
        with np.load(cache, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in ("train", "val")}
    made = {name: _embedded(listed[name], name) for name in ("train", "val")}
    if cache is not None:
        np.savez(cache, train=made["train"], val=made["val"])
    return made


def _embedded(photos: Sequence[Listed], name: str) -> Floats:
    network = OnnxNetwork.open(find())
    preprocess = network.card.preprocess
    rows: list[Floats] = []
    for start in range(0, len(photos), _BATCH):
        some = photos[start : start + _BATCH]
        opened = [Photo.open(photo.path, min_side=preprocess.min_side) for photo in some]
        rows.append(network(np.stack([preprocess.to_array(photo) for photo in opened])).embedding)
        if start % (20 * _BATCH) == 0:
            print(f"{name}: {start} of {len(photos)}", file=sys.stderr)
    found = np.concatenate(rows)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def _shelves(photos: Sequence[Listed]) -> npt.NDArray[np.str_]:
    """Runs of `_SHELF` photos of a class, in the order of their numbers."""
    seen: Counter[str] = Counter()
    names = {}
    for photo in sorted(photos, key=lambda photo: photo.path.name):
        names[photo.path] = f"{photo.label}/{seen[photo.label] // _SHELF}"
        seen[photo.label] += 1
    return np.array([names[photo.path] for photo in photos])

"""Add a class to a trained network from a few photos, or strengthen one, without training again.

The backbone stays; the class gets a row of the linear head (`training.head_rows` finds it), and
every other row stays bit for bit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from torch import nn

from datasets.compose import Composer
from datasets.samples import Sample, SampleError
from model import weights as files
from model.card import ModelCard
from model.errors import WeightsError
from model.network import Network
from model.photo import Photo, Pixels
from model.preprocess import Preprocess
from model.references import ReferenceIndex
from training.head_rows import Floats, Head, Known, Row, blended, new_row
from training.views import fixed_view

MOST = 10  # photos; with more, training again is better
STEPS = ("photos", "known", "learn")  # what `teach` does, after reading the weights
FEW = 3  # below, the new row is a guess: on Grocery one photo named 4 %, three 57 %
_CROP = 0.8  # side of the closer view, of the photo's; both extra views gave 2 points of top-1
_KNOWN_EACH = 12  # known pictures of a class that are looked at: more only take time
_BATCH = 16  # pictures a forward pass
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
# Around a box, of its sides: what stands beside a good tells of it too.
_MARGIN = 0.1
Box = tuple[float, float, float, float]  # x, y, width, height as shares of the upright photo


@dataclass(frozen=True, slots=True)
class Taught:
    """What teaching did.

    Attributes:
        class_id: the class.
        added: False where the class was there already and has been strengthened.
        share: of the new row in the row written, 0..1; 1 for a class that was added.
        named: share of the photos' views that a row made of the other photos names rightly, 0..1.
        taken: share of the known pictures of other classes that are taken for the class, 0..1.
        warnings: plain sentences.
    """

    class_id: str
    added: bool
    share: float
    named: float
    taken: float
    warnings: tuple[str, ...]


def teach(
    weights: Path,
    class_id: str,
    photos: Sequence[Path],
    known: Sequence[Sample],
    out: Path,
    references: ReferenceIndex | None = None,
    *,
    boxes: Mapping[Path, Box] | None = None,
    name: str = "",
    compact: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> Taught:
    """Write weights that know one class more, or one class better.

    Labels keep their order; a new one comes last. Temperature and thresholds stay as they were
    calibrated, without the class: try photos of your own before relying on them. The card's metrics
    tell under `taught` what was done, with the SHA-256 of every photo.

    Args:
        weights: a `.safetensors` file.
        class_id: what the photos show; an existing label is strengthened.
        photos: 1..`MOST` different photos of the class; below `FEW` there is a warning.
        known: pictures of labels, best such as the network was not trained on; may be empty.
        out: the `.safetensors` file to write; not `weights` itself.
        references: stand beside `known`; None reads `<name>.references.npz` beside `weights`
            where `known` is empty.
        boxes: of photos of which only a part shows the class.
        name: of the new weights; "" keeps that of the card.
        compact: store 16 bits of kernels and head rows where `weights` hold no more, as released
            weights do; so nothing but the row is rounded.
        step: told what is done next, of `STEPS`.

    Raises:
        SampleError: a class name, photos or known pictures that cannot be used.
        WeightsError: weights that cannot be used, or nothing tells what the network knows.
        PhotoError: a picture cannot be decoded.
    """
    network, card = files.load(weights)
    compact = compact and _is_compact(network)
    network.to(memory_format=torch.channels_last)  # quicker on a processor
    _check(class_id, len(photos), weights, out, card)
    step("photos")
    opened = [Photo.open(path, min_side=card.preprocess.min_side) for path in photos]
    if len({photo.sha256 for photo in opened}) < len(opened):
        raise SampleError("two of the photos are the same picture; give different ones")
    parts = [
        _part(photo.pixels, (boxes or {}).get(path))
        for photo, path in zip(opened, photos, strict=True)
    ]
    views = [view for part in parts for view in views_of(part, card.preprocess)]
    shown = embed(network, views, card.preprocess).reshape(
        len(opened), -1, network.head.in_features
    )
    step("known")
    have = _have(network, card, known, references or (None if known else _beside(weights)), shown)
    step("learn")
    told = _learn(network, class_id, shown, have)
    note = {
        "class": class_id,
        "added": told.added,
        "share": told.share,
        "named": told.named,
        "taken": told.taken,
        "known_pictures": len(have.labels),
        "photos_sha256": [photo.sha256 for photo in opened],
    }
    earlier = card.metrics.get("taught", [])
    notes = [*(earlier if isinstance(earlier, list) else [earlier]), note]
    card = replace(
        card,
        name=name or card.name,
        labels=network.spec.labels,
        metrics={**card.metrics, "taught": notes},
        created=datetime.now(UTC).date().isoformat(),
    )
    if compact:
        files.round_matrices(network)
    files.save(out, network, card, compact=compact)
    return told


def views_of(pixels: Pixels, preprocess: Preprocess) -> list[Pixels]:
    """Give a photo's three views (S, S, 3) uint8: itself, mirrored, and closer."""
    down, right = (round(side * (1 - _CROP) / 2) for side in pixels.shape[:2])
    closer = pixels[down : len(pixels) - down, right : pixels.shape[1] - right]
    views = (pixels, pixels[:, ::-1], closer)
    return [preprocess.letterbox(np.ascontiguousarray(view)) for view in views]


def _is_compact(network: Network) -> bool:
    """Whether 16 bits hold every kernel and head row."""
    matrices = [each.detach() for each in network.parameters() if each.ndim > 1]
    return all(torch.equal(each.half().float(), each) for each in matrices)


def _part(pixels: Pixels, box: Box | None) -> Pixels:
    """What of an upright photo (H, W, 3) is looked at: all, or a box with what is beside it."""
    if box is None:
        return pixels
    (height, width), (x, y, w, h) = pixels.shape[:2], box
    top, left = max(0.0, y - _MARGIN * h), max(0.0, x - _MARGIN * w)
    down, right = min(1.0, y + (1 + _MARGIN) * h), min(1.0, x + (1 + _MARGIN) * w)
    rows = slice(int(top * height), max(int(down * height), int(top * height) + 1))
    columns = slice(int(left * width), max(int(right * width), int(left * width) + 1))
    return np.ascontiguousarray(pixels[rows, columns])


def embed(network: Network, squares: Sequence[Pixels], preprocess: Preprocess) -> Floats:
    """Give the embeddings (N, D) float64 of letterboxed pictures (S, S, 3) uint8."""
    rows = []
    for start in range(0, len(squares), _BATCH):
        some = [preprocess.normalise(square) for square in squares[start : start + _BATCH]]
        with torch.inference_mode():
            features = network.stages(torch.from_numpy(np.stack(some)))
        rows.append(features.mean(dim=(2, 3)).numpy().astype(np.float64))
    return np.concatenate(rows)


def head_of(network: Network) -> Head:
    """Give a network's head."""
    weight, bias = network.head.weight.detach(), network.head.bias.detach()
    return Head(weight.numpy().astype(np.float64), bias.numpy().astype(np.float64))


def _learn(network: Network, class_id: str, shown: Floats, have: Known) -> Taught:
    """Put the class's row into the network's head, in place."""
    labels, head = network.spec.labels, head_of(network)
    added = class_id not in labels
    at = len(labels) if added else labels.index(class_id)
    kept = np.arange(len(labels)) != at
    rest = Head(head.weight[kept], head.bias[kept])
    mine, others = have.of(have.labels == class_id), have.of(have.labels != class_id)
    if len(others.labels) == 0:
        raise SampleError(f"no known picture shows anything but {class_id}; give some that do")
    row, share = new_row(shown, others, rest), 1.0
    if not added:
        old = Row(head.weight[at], float(head.bias[at]), head(shown)[..., at])
        share = blended(old, row, mine, others, rest, shown)
        row = old.blended(row, share)
    _write(network, labels if not added else (*labels, class_id), at, row)
    named = row.photos > rest(shown).max(axis=2)
    taken = row(others.embeddings) > rest(others.embeddings).max(axis=1)
    warnings = _warnings(len(shown), share)
    return Taught(class_id, added, share, float(named.mean()), float(taken.mean()), warnings)


def _write(network: Network, labels: tuple[str, ...], at: int, row: Row) -> None:
    """Set one row of the head, or append it; the others are copied as they are."""
    old = network.head
    head = nn.Linear(old.in_features, len(labels))
    with torch.no_grad():
        head.weight[: old.out_features] = old.weight
        head.bias[: old.out_features] = old.bias
        head.weight[at] = torch.from_numpy(row.weight)
        head.bias[at] = row.bias
    network.head = head
    network.spec = replace(network.spec, labels=labels)


def _warnings(photos: int, share: float) -> tuple[str, ...]:
    found = []
    if photos < FEW:
        found.append(f"{photos} photos tell little of a class; give at least {FEW}, better 5 to 10")
    if share == 0:
        found.append("the row is as it was, as nothing of the photos made it better")
    return tuple(found)


def _check(class_id: str, photos: int, weights: Path, out: Path, card: ModelCard) -> None:
    if not _NAME.fullmatch(class_id):
        raise SampleError(
            f"the class {class_id!r} is not allowed; use letters, digits, '.', '_' and '-', at "
            "most 80 of them"
        )
    if class_id in card.outlier_labels:
        raise SampleError(f"{class_id} stands for all other things; teach a class of its own")
    if not 1 <= photos <= MOST:
        raise SampleError(
            f"{photos} photos were given; give 1 to {MOST}, and with more train again"
        )
    if out.suffix != ".safetensors" or out.resolve() == weights.resolve():
        raise WeightsError(f"{out.name} cannot be written; name another .safetensors file")


def _have(
    network: Network,
    card: ModelCard,
    known: Sequence[Sample],
    references: ReferenceIndex | None,
    shown: Floats,
) -> Known:
    """What the network knows: pictures, references, or both."""
    found = [_known(network, card, known)] if known else []
    found += [_stand_in(references, shown, card)] if references is not None else []
    return Known(
        np.concatenate([each.embeddings for each in found]),
        np.concatenate([each.labels for each in found]),
    )


def _known(network: Network, card: ModelCard, samples: Sequence[Sample]) -> Known:
    """Embed at most `_KNOWN_EACH` pictures of each label, evenly spaced in their order."""
    strangers = sorted({sample.label for sample in samples} - set(card.labels))
    if strangers:
        raise SampleError(
            f"known pictures have labels that the network lacks: {', '.join(strangers[:5])}; "
            "leave them out, or map them"
        )
    chosen: list[Sample] = []
    for label in sorted({sample.label for sample in samples}):
        all_ = [sample for sample in samples if sample.label == label]
        count = min(len(all_), _KNOWN_EACH)
        chosen += [all_[at * len(all_) // count] for at in range(count)]
    plain = Composer([])
    squares = [fixed_view(s, at, plain, card.preprocess, 0) for at, s in enumerate(chosen)]
    embeddings = embed(network, squares, card.preprocess)
    return Known(embeddings, np.array([sample.label for sample in chosen]))


def _beside(weights: Path) -> ReferenceIndex:
    """The references released with weights."""
    path = weights.with_name(f"{weights.stem}.references.npz")
    if not path.is_file():
        raise WeightsError(
            f"nothing tells what {weights.name} knows; give known pictures with --known"
        )
    return ReferenceIndex.open(path)


def _stand_in(index: ReferenceIndex, shown: Floats, card: ModelCard) -> Known:
    """References, whose length was taken away, at the usual length of the photos'."""
    rows, labels = index.embeddings.astype(np.float64), np.array(index.labels)
    if rows.shape[1] != shown.shape[2] or not set(index.labels) <= set(card.labels):
        raise WeightsError("the references are not those of these weights; embed them again")
    return Known(rows * np.linalg.norm(shown, axis=2).mean(), labels)

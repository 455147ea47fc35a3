"""A run becomes released weights: graph, tensors, references, and a row in `released.toml`."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from catalogue.load import Catalogue
from datasets import samples
from datasets.samples import Sample
from model import released, weights
from model.card import ModelCard
from model.errors import WeightsError
from model.photo import Photo
from model.references import ReferenceIndex
from model.released import Released
from model.runtime import OnnxNetwork
from training.export import export, with_card
from training.quantise import compare, quantise
from training.run import WEIGHTS

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_CALIBRATING = 200  # pictures that show int8 the ranges of its values; 150 did as well
LEAST_COMPARED = 200  # of fewer, a single answer that turns is half a point
_BATCH = 8


def publish(
    run: Path, name: str, default: bool, catalogue: Catalogue, folder: Path = released.FOLDER
) -> Released:
    """Write `<name>.onnx`, `.safetensors` and `.references.npz`, then list them.

    Kernels and head rows are rounded to 16 bits, in both files, which halves the second.

    Args:
        run: a run folder that has ended, or a file that `training.teach` wrote.
        name: what `--weights` will take.
        default: make it the default; the first published always is.
        catalogue: whose reference views are embedded.
        folder: of the released weights.

    Raises:
        WeightsError: a name that cannot be a file's, a run that has not ended, or a graph that
            answers otherwise than the network.
    """
    if not _NAME.fullmatch(name):
        raise WeightsError(
            f"the name {name!r} is not allowed; use a-z, 0-9, '.', '_' and '-', at most 64 of them"
        )
    source = run if run.is_file() else run / WEIGHTS
    if not source.is_file():
        raise WeightsError(f"{run} holds no {WEIGHTS}; finish `python -m training fit` first")
    network, card = weights.load(source)
    card = replace(card, name=name)
    weights.round_matrices(network)  # before the graph is made: both files hold the same network
    file = folder / f"{name}.onnx"
    export(file, network, card)
    weights.save(folder / f"{name}.safetensors", network, card, compact=True)
    return _release(file, card, default, catalogue)


def publish_int8(
    name: str, pictures: Sequence[Sample], catalogue: Catalogue, folder: Path = released.FOLDER
) -> Released:
    """Write `<name>.int8.onnx` and its references, and list them, if that is worth it.

    Half of the groups of the pictures show the ranges of values, at most `_CALIBRATING` pictures;
    on the other half both graphs answer. The card tells in its metrics what was compared; its
    temperature, thresholds and promises stay those found on the float graph.

    Args:
        name: of released weights.
        pictures: labelled in the labels of the card; best ones that `fit` was not given.
        catalogue: whose reference views are embedded.
        folder: of released weights.

    Raises:
        WeightsError: no such weights, too few pictures to tell, or int8 loses too much or is
            hardly faster; the message gives the numbers, and nothing was written.
        PhotoError: a picture cannot be decoded.
    """
    file = released.find(name, folder)
    card = OnnxNetwork.open(file).card
    showing = [each for each in pictures if not samples.held_out(each.group, 0.5)]
    showing = showing[:: -(-len(showing) // _CALIBRATING) or 1]
    asked = [each for each in pictures if samples.held_out(each.group, 0.5)]
    asked = [each for each in asked if each.label in card.labels]
    if not showing or len(asked) < LEAST_COMPARED:
        raise WeightsError(
            f"{len(asked)} pictures are left to compare int8 on, {LEAST_COMPARED} are needed; give "
            f"at least {3 * LEAST_COMPARED} with labels of {name}"
        )
    with tempfile.TemporaryDirectory() as drafts:
        draft = Path(drafts) / file.name
        quantise(file, _batches(showing, card), draft)
        targets = np.array([card.labels.index(each.label) for each in asked])
        found = compare(file, draft, _batches(asked, card), targets)
        if not found.worth_it:
            raise WeightsError(f"{name} is not worth publishing as int8: {found}")
        card = replace(card, name=f"{name}.int8", metrics={**card.metrics, "int8": found.to_json()})
        target = folder / f"{card.name}.onnx"
        weights.write_whole(target, with_card(draft.read_bytes(), card))
    return _release(target, card, False, catalogue)


def _batches(pictures: Sequence[Sample], card: ModelCard) -> Iterator[npt.NDArray[np.float32]]:
    """Batches (N, 3, S, S) as the released network sees photos; decoded when asked for."""
    prepare = card.preprocess
    for start in range(0, len(pictures), _BATCH):
        photos = (
            Photo.open(each.path, min_side=prepare.min_side)
            for each in pictures[start : start + _BATCH]
        )
        yield np.stack([prepare.to_array(photo) for photo in photos])


def _release(file: Path, card: ModelCard, default: bool, catalogue: Catalogue) -> Released:
    """List a written graph, embed the references through it, and list them too."""
    row = _row(card.name, file, "", "")
    _list(file.parent, row, default)  # the references are read through the listed graph
    row = _with_references(row, file, card, catalogue)
    _list(file.parent, row, default)
    return row


def embed_again(name: str, catalogue: Catalogue, folder: Path = released.FOLDER) -> Released:
    """Embed the reference views as they are now, for weights that were released before them.

    Args:
        name: of released weights.
        catalogue: whose reference views are embedded.
        folder: of released weights.

    Raises:
        WeightsError: no such weights, or they are changed.
    """
    file = released.find(name, folder)
    (row,) = (each for each in released.read(folder).rows if each.file == file.name)
    row = _with_references(row, file, OnnxNetwork.open(file).card, catalogue)
    _list(folder, row, default=False)
    return row


def _row(name: str, file: Path, references: str, references_sha256: str) -> Released:
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return Released(name, file.name, digest, len(data), references, references_sha256)


def _with_references(row: Released, file: Path, card: ModelCard, catalogue: Catalogue) -> Released:
    """Embed the reference views of the labels, if there are any."""
    index = embed(OnnxNetwork.open(file), card, catalogue)
    if index is None:
        return row
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        paths=np.array(index.paths, dtype=np.str_),
        labels=np.array(index.labels, dtype=np.str_),
        embeddings=index.embeddings,
    )
    target = file.with_name(f"{row.name}.references.npz")
    weights.write_whole(target, buffer.getvalue())
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    return replace(row, references=target.name, references_sha256=digest)


def embed(network: OnnxNetwork, card: ModelCard, catalogue: Catalogue) -> ReferenceIndex | None:
    """Embed every reference view of the card's labels; None where there is none."""
    views = [
        (label, path)
        for label in card.labels
        if label in catalogue
        for path in catalogue.reference_views(label)
    ]
    if not views:
        return None
    rows = [_unit(network, card, path) for _, path in views]
    return ReferenceIndex(
        paths=tuple(f"{label}/{path.name}" for label, path in views),
        labels=tuple(label for label, _ in views),
        embeddings=np.stack(rows).astype(np.float16),
    )


def _unit(network: OnnxNetwork, card: ModelCard, path: Path) -> npt.NDArray[np.float32]:
    """The embedding (D,) of a picture, of length 1."""
    photo = Photo.open(path, min_side=card.preprocess.min_side)
    embedding = network(card.preprocess.to_array(photo)[None]).embedding[0]
    unit: npt.NDArray[np.float32] = embedding / max(float(np.linalg.norm(embedding)), 1e-12)
    return unit


def _list(folder: Path, row: Released, default: bool) -> None:
    """Put a row into `released.toml`, in place of an older one of that name."""
    rows = [row]
    chosen = row.name
    if (folder / released.LIST).is_file():
        before = released.read(folder)
        rows = [each for each in before.rows if each.name != row.name] + rows
        chosen = row.name if default else before.default
    text = _toml(chosen, sorted(rows, key=lambda each: each.name))
    weights.write_whole(folder / released.LIST, text.encode())


def _toml(default: str, rows: list[Released]) -> str:
    """Write the list; JSON's texts and whole numbers are TOML's too."""
    lines = [f"default = {json.dumps(default)}"]
    for row in rows:
        values = asdict(row)
        lines += ["", "[[weights]]"]
        lines += [f"{field.name} = {json.dumps(values[field.name])}" for field in fields(row)]
    return "\n".join(lines) + "\n"

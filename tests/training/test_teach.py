"""A class is added or strengthened from a few photos, and nothing else changes."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch

from datasets.samples import Sample, SampleError
from model import weights
from model.errors import PhotoError, TriageError, WeightsError
from model.photo import Photo
from model.references import ReferenceIndex
from model.runtime import OnnxNetwork
from tests.training.colours import (
    CARD,
    COLOURS,
    LABELS,
    PREPROCESS,
    YELLOW,
    World,
    embeddings,
    photo_of,
    said,
)
from training.export import difference, export
from training.head_rows import Head, Known, new_row
from training.teach import teach, views_of


def test_the_new_class_is_named_and_old_rows_are_the_same_bits(
    world: World, tmp_path: Path
) -> None:
    out = tmp_path / "more.safetensors"
    told = teach(world.weights, "yellow", world.photos, world.known, out)
    assert (told.added, told.share, told.warnings) == (True, 1.0, ())
    assert told.named == 1.0
    assert told.taken == 0.0
    before, _ = weights.load(world.weights)
    after, card = weights.load(out)
    assert card.labels == (*LABELS, "yellow")
    for name, tensor in before.state_dict().items():
        assert torch.equal(
            after.state_dict()[name][: len(tensor)] if tensor.ndim else tensor, tensor
        )
    assert said(out, photo_of(tmp_path / "new.jpg", YELLOW, 77)) == "yellow"
    for label, colour in COLOURS.items():
        assert said(out, photo_of(tmp_path / f"{label}.jpg", colour, 78)) == label


def test_the_card_tells_what_was_added_and_no_path(world: World, tmp_path: Path) -> None:
    one, two = tmp_path / "one.safetensors", tmp_path / "two.safetensors"
    teach(world.weights, "yellow", world.photos, world.known, one)
    purple = [photo_of(tmp_path / f"{at}.jpg", (140, 40, 160), at) for at in range(3)]
    teach(one, "purple", purple, world.known, two)
    _, card = weights.load(two)
    first, second = cast(list[dict[str, object]], card.metrics["taught"])
    assert (first["class"], second["class"]) == ("yellow", "purple")
    digests = [Photo.open(path).sha256 for path in world.photos]
    assert first["photos_sha256"] == digests
    assert str(tmp_path) not in card.to_json()
    assert card.metrics["top1"] == 0.9
    for name in ("temperature", "thresholds", "novelty_method", "training", "outlier_labels"):
        assert getattr(card, name) == getattr(CARD, name)


def test_taught_weights_export(world: World, tmp_path: Path) -> None:
    out = tmp_path / "more.safetensors"
    teach(world.weights, "yellow", world.photos, world.known, out)
    network, card = weights.load(out)
    export(tmp_path / "more.onnx", network, card)
    assert difference((tmp_path / "more.onnx").read_bytes(), network, card) < 1e-4
    with pytest.raises(WeightsError, match="released"):
        OnnxNetwork.open(tmp_path / "more.onnx")  # it is not listed, as publish would list it


def test_a_class_that_is_missed_gets_stronger(world: World, tmp_path: Path) -> None:
    network, card = weights.load(world.weights)
    at = LABELS.index("red")
    with torch.no_grad():
        network.head.weight[at] = network.head.weight[0]
        network.head.bias[at] = network.head.bias[0] - 1  # always behind blue
    weak, out = tmp_path / "weak.safetensors", tmp_path / "strong.safetensors"
    weights.save(weak, network, card)
    red = photo_of(tmp_path / "red.jpg", COLOURS["red"], 55)
    assert said(weak, red) != "red"
    photos = [photo_of(tmp_path / f"{one}.jpg", COLOURS["red"], 500 + one) for one in range(4)]
    told = teach(weak, "red", photos, world.known, out)
    assert not told.added
    assert told.share > 0
    assert said(out, red) == "red"
    after, card = weights.load(out)
    assert card.labels == LABELS
    rest = [one for one in range(len(LABELS)) if one != at]
    assert torch.equal(after.head.weight[rest], network.head.weight[rest])
    for label in ("blue", "green", "other"):
        assert said(out, photo_of(tmp_path / f"{label}.jpg", COLOURS[label], 79)) == label


def test_references_stand_in_for_known_pictures(world: World, tmp_path: Path) -> None:
    network, _ = weights.load(world.weights)
    rows = embeddings(network, [sample.path for sample in world.known])
    unit = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    names = tuple(f"{sample.label}/{sample.path.name}" for sample in world.known)
    index = ReferenceIndex(names, tuple(sample.label for sample in world.known), unit)
    out = tmp_path / "more.safetensors"
    teach(world.weights, "yellow", world.photos, [], out, index)
    new = photo_of(tmp_path / "new.jpg", YELLOW, 77)
    assert said(out, new) == "yellow"
    beside = tmp_path / "copy.safetensors"
    beside.write_bytes(world.weights.read_bytes())
    index.save(tmp_path / "copy.references.npz")
    again = tmp_path / "again.safetensors"
    teach(beside, "yellow", world.photos, [], again)
    one, two = (weights.load(file)[0].head.weight for file in (out, again))
    assert torch.equal(one, two)


def test_few_photos_are_taken_with_a_warning(world: World, tmp_path: Path) -> None:
    out = tmp_path / "more.safetensors"
    (warning,) = teach(world.weights, "yellow", world.photos[:1], world.known, out).warnings
    assert "at least 3" in warning
    assert weights.load(out)[1].labels[-1] == "yellow"


def _refused(
    kind: type[Exception],
    says: str,
    world: World,
    out: Path,
    class_id: str = "yellow",
    photos: list[Path] | None = None,
    known: list[Sample] | None = None,
) -> None:
    with pytest.raises(kind, match=says) as caught:
        teach(
            world.weights,
            class_id,
            world.photos if photos is None else photos,
            world.known if known is None else known,
            out,
        )
    assert isinstance(caught.value, TriageError | SampleError)
    assert "\n" not in str(caught.value)
    assert not out.exists() or out == world.weights


def test_what_cannot_be_used_is_refused_in_one_sentence(world: World, tmp_path: Path) -> None:
    out = tmp_path / "more.safetensors"
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    twice = [world.photos[0], world.photos[0]]
    stranger = [Sample(world.photos[0], "pink", "g", rendered=False)]
    _refused(SampleError, "0 photos were given", world, out, photos=[])
    _refused(SampleError, "11 photos were given", world, out, photos=[world.photos[0]] * 11)
    _refused(SampleError, "same picture", world, out, photos=twice)
    _refused(SampleError, "'a/b' is not allowed", world, out, class_id="a/b")
    _refused(SampleError, "all other things", world, out, class_id="other")
    _refused(SampleError, "lacks: pink", world, out, known=stranger)
    _refused(SampleError, "anything but red", world, out, "red", known=world.known[-4:])
    _refused(PhotoError, "broken.jpg", world, out, photos=[broken])
    _refused(WeightsError, "nothing tells what", world, out, known=[])
    _refused(WeightsError, "another .safetensors", world, world.weights)
    _refused(WeightsError, "another .safetensors", world, tmp_path / "more.onnx")


def test_a_row_has_the_scale_of_the_head_it_joins() -> None:
    """Ten times larger embeddings under ten times smaller rows give the same logits."""
    rng = np.random.default_rng(0)
    centres = rng.standard_normal((6, 40))
    labels = np.repeat([f"{at}" for at in range(5)], 8)
    known = np.repeat(centres[:5], 8, axis=0) + 0.3 * rng.standard_normal((40, 40))
    shown = centres[5] + 0.3 * rng.standard_normal((4, 3, 40))
    fresh = centres[5] + 0.3 * rng.standard_normal((20, 40))
    head = Head(centres[:5], -(centres[:5] ** 2).sum(axis=1) / 2)
    logits = []
    for factor in (1.0, 10.0):
        scaled = Head(head.weight / factor, head.bias)
        row = new_row(shown * factor, Known(known * factor, labels), scaled)
        logits.append(row(fresh * factor))
        assert (logits[-1] > scaled(fresh * factor).max(axis=1)).all()
        assert (row(known * factor) < scaled(known * factor).max(axis=1)).all()
    np.testing.assert_allclose(logits[0], logits[1], rtol=1e-3)


def test_a_photo_is_looked_at_three_times() -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (100, 100, 3), dtype=np.uint8)
    views = views_of(pixels, PREPROCESS)
    assert [view.shape for view in views] == [(64, 64, 3)] * 3
    assert (views[0] != views[1]).any()
    assert (views[0] != views[2]).any()
    np.testing.assert_allclose(views[0][:, ::-1].astype(int), views[1], atol=1)

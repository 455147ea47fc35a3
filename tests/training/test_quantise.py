"""An int8 graph answers as the float one does, carries its card, and is published if it pays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest

from catalogue.load import load
from datasets.samples import Sample
from model import released
from model.errors import WeightsError
from model.photo import Photo, encode_jpeg
from model.runtime import OUTPUTS, OnnxNetwork
from tests.tiny_graph import LABELS, SIZE, tiny_card, tiny_graph, write_weights
from training import publish
from training.export import nodes_of, opened, with_card
from training.quantise import Batch, Comparison, compare, quantise

EVEN = Comparison(200, 180, 180, 199, float_ms=8.0, int8_ms=4.0, faster=2.0)


def _named_graph() -> onnx.ModelProto:
    graph = tiny_graph()
    for node in graph.graph.node:
        node.name = node.output[0]
    return graph


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return write_weights(tmp_path, tiny_card(), _named_graph())


def _pictures(count: int, seed: int = 0) -> Batch:
    """Noise round a colour of each picture's own, so that pooling leaves something."""
    rng = np.random.default_rng(seed)
    colours = rng.uniform(-1.5, 1.5, (count, 3, 1, 1))
    return (colours + rng.normal(0, 0.5, (count, 3, SIZE, SIZE))).astype(np.float32)


def _batches(pictures: Batch) -> Iterator[Batch]:
    return (pictures[at : at + 5] for at in range(0, len(pictures), 5))


def test_an_int8_graph_keeps_card_outputs_and_answers(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "int8.onnx"
    quantise(graph, _batches(_pictures(40)), out)
    before, after = opened(graph.read_bytes()), opened(out.read_bytes())
    assert after.card == before.card
    pictures = _pictures(12, seed=1)
    for name in OUTPUTS:
        one, two = getattr(before(pictures), name), getattr(after(pictures), name)
        assert two.dtype == np.float32, name
        assert np.abs(one - two).max() < 0.06 * np.abs(one).max(), name
        assert np.abs(one - two).max() > 0.0, name  # rounded indeed


def test_weights_are_int8_by_channel_and_the_head_is_float(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "int8.onnx"
    quantise(graph, _batches(_pictures(10)), out)
    model = onnx.load(out)
    kinds = {tensor.name: tensor for tensor in model.graph.initializer}
    project = kinds["project_quantized"]
    assert project.data_type == onnx.TensorProto.INT8
    assert np.abs(onnx.numpy_helper.to_array(project)).max() <= 64  # 7 bits: no overflow
    assert onnx.numpy_helper.to_array(kinds["project_scale"]).shape == (6,)
    assert kinds["head"].data_type == onnx.TensorProto.FLOAT
    assert [prop.key for prop in model.metadata_props] == ["card"]


def test_the_released_network_keeps_its_answers(tmp_path: Path) -> None:
    """Its ranges are found on half of the reference views, and the other half is looked at."""
    catalogue = load()
    before = OnnxNetwork.open(released.find())
    prepare = before.card.preprocess
    views = [
        path
        for label in before.card.labels
        if label in catalogue
        for path in catalogue.reference_views(label)[:2]
    ][:60]
    arrays = [prepare.to_array(Photo.open(path, min_side=prepare.min_side)) for path in views]
    out = tmp_path / "int8.onnx"
    quantise(released.find(), [np.stack(arrays[::2])], out)
    one, two = before(np.stack(arrays[1::2])), opened(out.read_bytes())(np.stack(arrays[1::2]))
    assert out.stat().st_size < released.find().stat().st_size / 3
    lengths = np.linalg.norm(one.embedding, axis=1) * np.linalg.norm(two.embedding, axis=1)
    assert ((one.embedding * two.embedding).sum(axis=1) / lengths).mean() > 0.95
    first, third = one.logits.argmax(axis=1), np.argsort(-two.logits, axis=1)[:, :3]
    assert (first == third[:, 0]).mean() > 0.7
    assert (third == first[:, None]).any(axis=1).mean() > 0.9


def test_no_pictures_and_no_names_are_refused(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "int8.onnx"
    with pytest.raises(ValueError, match="no picture"):
        quantise(graph, [], out)
    with pytest.raises(ValueError, match="no picture"):
        compare(graph, graph, [], np.zeros(0, dtype=np.int64))
    with pytest.raises(WeightsError, match="no named node"):
        nodes_of(graph, ["ghost"])
    nameless = write_weights(tmp_path, tiny_card())
    with pytest.raises(WeightsError, match="no named node"):
        quantise(nameless, _batches(_pictures(5)), out)
    assert not out.exists()


def test_a_graph_compared_with_itself_loses_nothing(graph: Path) -> None:
    pictures = _pictures(13)
    targets = opened(graph.read_bytes())(pictures).logits.argmax(axis=1)
    targets[:3] = (targets[:3] + 1) % len(LABELS)
    found = compare(graph, graph, _batches(pictures), targets)
    assert (found.pictures, found.right, found.right_int8, found.agreed) == (13, 10, 10, 13)
    assert found.lost == 0.0
    with pytest.raises(ValueError, match="as many"):
        compare(graph, graph, _batches(pictures), targets[1:])


@pytest.mark.parametrize(
    ("change", "worth_it"),
    [
        ({}, True),
        ({"right_int8": 190}, True),
        ({"right_int8": 179}, False),  # 0.5 points is too much
        ({"faster": 1.15}, True),
        ({"faster": 1.14}, False),
    ],
)
def test_the_rule_weighs_loss_and_speed(change: dict[str, float], worth_it: bool) -> None:
    found = dataclasses.replace(EVEN, **change)  # type: ignore[arg-type]
    assert found.worth_it is worth_it
    assert "200 pictures 180 are right in float" in str(found)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pictures": 0}, "do not fit 0"),
        ({"agreed": 201}, "do not fit 200"),
        ({"right": -1}, "do not fit"),
        ({"int8_ms": 0.0}, "above 0"),
        ({"faster": float("nan")}, "above 0"),
    ],
)
def test_a_comparison_checks_itself(change: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        dataclasses.replace(EVEN, **change)  # type: ignore[arg-type]


def test_a_new_card_replaces_the_old_one(graph: Path) -> None:
    card = dataclasses.replace(tiny_card(), name="other")
    assert opened(with_card(graph.read_bytes(), card)).card == card


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """Five photos, each of them many samples in groups spread over 0..1."""
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(3)
    for label in LABELS:
        pixels = rng.integers(0, 256, (40, 40, 3)).astype(np.uint8)
        (folder / f"{label}.jpg").write_bytes(encode_jpeg(pixels))
    return [
        Sample(folder / f"{label}.jpg", label, f"{number * 2**22:08x}", rendered=False)
        for number in range(1000)
        for label in (LABELS[number % len(LABELS)],)
    ]


def test_int8_weights_are_listed_beside_the_float_ones(
    graph: Path, samples: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def judged(before: Path, after: Path, images: Iterator[Batch], targets: Batch) -> Comparison:
        asked.append(sum(len(batch) for batch in images))
        assert len(targets) == asked[-1]
        return EVEN

    monkeypatch.setattr(publish, "compare", judged)
    row = publish.publish_int8("tiny", samples, load(), graph.parent)
    assert asked[0] >= publish.LEAST_COMPARED
    assert (row.name, row.file) == ("tiny.int8", "tiny.int8.onnx")
    listed = released.read(graph.parent)
    assert (listed.default, [each.name for each in listed.rows]) == ("tiny", ["tiny", "tiny.int8"])
    card = opened((graph.parent / row.file).read_bytes()).card
    assert (card.name, card.metrics["int8"]) == ("tiny.int8", EVEN.to_json())


def test_int8_weights_that_do_not_pay_are_not_written(
    graph: Path, samples: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = dataclasses.replace(EVEN, faster=0.9)
    monkeypatch.setattr(publish, "compare", lambda *_: slow)
    before = sorted(graph.parent.iterdir())
    with pytest.raises(WeightsError, match=r"not worth publishing as int8: .*0\.90 times as fast"):
        publish.publish_int8("tiny", samples, load(), graph.parent)
    with pytest.raises(WeightsError, match="pictures are left to compare int8 on, 200 are needed"):
        publish.publish_int8("tiny", samples[:50], load(), graph.parent)
    assert sorted(graph.parent.iterdir()) == before

"""Weights open only when they are released, unchanged and fit their card."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from model.errors import WeightsError
from model.released import FOLDER, find, read
from model.runtime import OUTPUTS, OnnxNetwork
from tests.tiny_graph import LABELS, SIZE, tiny_card, tiny_graph, write_list, write_weights


@pytest.fixture
def copy(tiny_weights: Path, tmp_path: Path) -> Path:
    """A copy of the tiny weights that a test may spoil."""
    folder = tmp_path / "copy"
    shutil.copytree(tiny_weights.parent, folder)
    return folder / tiny_weights.name


def test_outputs_have_the_promised_names_and_shapes(tiny_weights: Path) -> None:
    network = OnnxNetwork.open(tiny_weights)
    outputs = network(np.zeros((2, 3, SIZE, SIZE), dtype=np.float32))
    assert outputs.logits.shape == (2, len(LABELS))
    assert outputs.activations.shape[:2] == (2, len(LABELS))
    assert outputs.features.shape[1] == outputs.embedding.shape[1]
    assert network.card == tiny_card()


def test_the_mean_activation_is_the_logit(tiny_weights: Path) -> None:
    batch = np.random.default_rng(1).normal(size=(1, 3, SIZE, SIZE)).astype(np.float32)
    outputs = OnnxNetwork.open(tiny_weights)(batch)
    assert np.allclose(outputs.activations.mean(axis=(2, 3)), outputs.logits, atol=1e-5)


def test_a_batch_of_another_size_is_refused(tiny_weights: Path) -> None:
    with pytest.raises(ValueError, match=r"must be \(N, 3, 32, 32\)"):
        OnnxNetwork.open(tiny_weights)(np.zeros((1, 3, 31, 32), dtype=np.float32))


@pytest.mark.parametrize("at", [0, 100, -1])
def test_one_changed_byte_is_noticed(copy: Path, at: int) -> None:
    data = bytearray(copy.read_bytes())
    data[at] ^= 1
    copy.write_bytes(bytes(data))
    with pytest.raises(WeightsError, match=r"tiny\.onnx has SHA-256 .*changed or cut short"):
        OnnxNetwork.open(copy)


def test_an_unlisted_file_is_refused_even_when_it_is_sound(copy: Path) -> None:
    other = copy.rename(copy.with_name("mine.onnx"))
    with pytest.raises(WeightsError, match=r"mine\.onnx is not listed in the released\.toml"):
        OnnxNetwork.open(other)


def test_a_folder_without_a_list_is_refused(copy: Path) -> None:
    copy.with_name("released.toml").unlink()
    with pytest.raises(WeightsError, match=r"released\.toml cannot be read"):
        OnnxNetwork.open(copy)


def test_a_listed_file_that_is_gone_is_named(copy: Path) -> None:
    copy.unlink()
    with pytest.raises(WeightsError, match=r"tiny\.onnx cannot be read"):
        OnnxNetwork.open(copy)


@pytest.mark.parametrize("data", [b"", b"not a graph", b"\x08" * 100])
def test_a_listed_file_that_is_no_graph_is_refused(copy: Path, data: bytes) -> None:
    copy.write_bytes(data)
    write_list(copy)
    with pytest.raises(WeightsError, match="no ONNX graph"):
        OnnxNetwork.open(copy)


def test_a_graph_without_a_card_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="carries no card"):
        OnnxNetwork.open(write_weights(tmp_path, None))


@pytest.mark.parametrize("name", sorted(json.loads(tiny_card().to_json())))
def test_a_card_without_a_field_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    values = json.loads(tiny_card().to_json())
    del values[name]
    with pytest.raises(WeightsError, match=f"card field {name} is missing"):
        OnnxNetwork.open(write_weights(tmp_path, json.dumps(values)))


def test_a_card_with_an_unknown_field_is_an_error_that_names_it(tmp_path: Path) -> None:
    values = json.loads(tiny_card().to_json()) | {"crop": 0.875}
    with pytest.raises(WeightsError, match="card field crop is unknown"):
        OnnxNetwork.open(write_weights(tmp_path, json.dumps(values)))


def test_a_card_that_is_not_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"the card of tiny\.onnx is wrong"):
        OnnxNetwork.open(write_weights(tmp_path, "{"))


def test_a_card_with_one_label_more_than_the_graph_is_refused(tmp_path: Path) -> None:
    card = tiny_card(labels=(*LABELS, "chain"))
    with pytest.raises(WeightsError, match=r"logits of tiny\.onnx"):
        OnnxNetwork.open(write_weights(tmp_path, card))


def test_a_card_with_another_input_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"input of tiny\.onnx"):
        OnnxNetwork.open(write_weights(tmp_path, tiny_card(size=48)))


@pytest.mark.parametrize("outputs", [1, 2, 3])
def test_a_missing_output_is_named(tmp_path: Path, outputs: int) -> None:
    missing = sorted(OUTPUTS[outputs:])[0]
    with pytest.raises(WeightsError, match=f"has no output {missing}"):
        OnnxNetwork.open(write_weights(tmp_path, tiny_card(), tiny_graph(outputs=outputs)))


def test_weights_are_found_by_name_by_path_and_by_default(tiny_weights: Path) -> None:
    folder = tiny_weights.parent
    assert find(None, folder) == find("tiny", folder) == tiny_weights
    assert find(str(tiny_weights), FOLDER) == tiny_weights


def test_an_unknown_name_is_answered_with_the_names_there_are(tiny_weights: Path) -> None:
    with pytest.raises(WeightsError, match=r"called huge; choose of tiny"):
        find("huge", tiny_weights.parent)


@pytest.mark.parametrize("path", ["missing.onnx", "./folder/missing"])
def test_a_path_that_does_not_exist_is_named(path: str) -> None:
    with pytest.raises(WeightsError, match=r"weights file missing\S* does not exist"):
        find(path)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('default = "tiny"', 'default = "huge"', "default 'huge'"),
        ('default = "tiny"', "", "'default'"),
        ('file = "tiny.onnx"', 'file = "../tiny.onnx"', "plain name"),
        ("bytes = ", "size = ", "size"),
        ('sha256 = "', 'sha256 = "G', "64 lower-case hex digits"),
        ('references = ""', 'references = "/etc/x.npz"', "plain name"),
        ("default", "[default", "not TOML"),
    ],
)
def test_a_list_that_breaks_a_rule_names_the_rule(
    copy: Path, old: str, new: str, rule: str
) -> None:
    path = copy.with_name("released.toml")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WeightsError, match=f"(?s)released.toml.*{rule}"):
        read(copy.parent)


def test_two_rows_of_one_name_are_refused(copy: Path) -> None:
    path = copy.with_name("released.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("[[") :], encoding="utf-8")
    with pytest.raises(WeightsError, match="must each stand once"):
        read(copy.parent)

"""`python -m training teach` as a library calls it, and a library that does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from datasets.__main__ import main as library_main
from datasets.library import taught
from datasets.library.intake import Terms, prepare
from datasets.library.library import Library
from datasets.library.trial import Trial
from datasets.samples import SampleError
from model import weights
from model.errors import WeightsError
from model.network import NetworkSpec, build
from model.runtime import OnnxNetwork
from tests.datasets.library.taught_made import groups
from tests.tiny_graph import write_list
from tests.training.colours import COLOURS, LABELS, YELLOW, World, photo_of
from training.__main__ import main
from training.export import difference, export, export_head, opened
from training.teach_command import read_lesson


def test_a_lesson_gives_a_graph_that_answers_as_the_network(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `datasets.library.teaching` runs it: boxes, known pictures, the graph before."""
    network, card = weights.load(world.weights)
    export(tmp_path / "before.onnx", network, card)
    photos = [{"file": str(path), "box": [0.1, 0.1, 0.8, 0.8]} for path in world.photos]
    known = [{"file": str(each.path), "label": each.label} for each in world.known]
    (tmp_path / "lesson.json").write_text(json.dumps({"photos": photos, "known": known}))
    arguments = [
        *("teach", "--json", "--class=yellow", "--name=more", "--weights", str(world.weights)),
        *("--lesson", str(tmp_path / "lesson.json"), "--out", str(tmp_path / "more.safetensors")),
        *("--graph", str(tmp_path / "before.onnx"), "--onnx", str(tmp_path / "more.onnx")),
    ]
    assert main(arguments) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["step"] for each in said[:-1]] == ["load", "photos", "known", "learn", "graph"]
    assert said[-1]["taught"]["added"] is True
    after, told = weights.load(tmp_path / "more.safetensors")
    assert (told.name, told.labels) == ("more", (*LABELS, "yellow"))
    data = (tmp_path / "more.onnx").read_bytes()
    assert difference(data, after, told) < 1e-4
    assert opened(data).card == told
    export(tmp_path / "whole.onnx", after, told)
    images = np.random.default_rng(1).standard_normal((2, 3, 64, 64), dtype=np.float32)
    whole = opened((tmp_path / "whole.onnx").read_bytes())(images)
    np.testing.assert_allclose(opened(data)(images).activations, whole.activations, atol=1e-4)


def test_a_graph_of_another_backbone_is_refused(world: World, tmp_path: Path) -> None:
    torch.manual_seed(1)
    network, card = weights.load(world.weights)
    other = build(NetworkSpec("efficientnet_lite0", False, LABELS))
    export(tmp_path / "other.onnx", other, card)
    with pytest.raises(WeightsError, match="differs from the network"):
        export_head(tmp_path / "a.onnx", (tmp_path / "other.onnx").read_bytes(), network, card)
    assert not (tmp_path / "a.onnx").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"photos": []}',
        '{"photos": [{"file": "a", "box": [0, 0, 2, 1]}], "known": []}',
        '{"photos": [{"file": "a", "box": [0, 0, 1]}], "known": []}',
        '{"photos": [{"file": "a", "box": null}], "known": [{"file": "a"}]}',
    ],
)
def test_a_lesson_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lesson.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SampleError, match=r"lesson\.json is no lesson"):
        read_lesson(path)


def test_a_library_teaches_through_the_command_line(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From photos in a library to a network that `--weights` opens, by the real programs."""
    network, card = weights.load(world.weights)
    base = tmp_path / "weights" / "tiny.onnx"
    export(base, network, card)
    weights.save(base.with_suffix(".safetensors"), network, card)
    write_list(base)
    folder = tmp_path / "library"
    with Library(folder, create=True) as library:
        for part, seed in (("train", 100), ("test", 200)):
            objects = groups(part)
            for label, colour in {**COLOURS, "yellow": YELLOW}.items():
                for _ in range(4):
                    file = photo_of(tmp_path / "photos" / f"{seed}.jpg", colour, seed := seed + 1)
                    picture = prepare(
                        file.read_bytes(),
                        file.name,
                        {"label": label, "group": next(objects)},
                        Terms(by="Anna", said={"licence": "CC0-1.0"}, least_side=60),
                    )
                    assert library.add(picture, "Anna") is not None
    common = ["--library", str(folder), "--by", "Ben", "--weights", str(base), "--json"]
    assert library_main(["teach", "yellow", *common]) == 0, capsys.readouterr().err
    made = json.loads(capsys.readouterr().out)
    tried = Trial.from_json(made["trial"])
    before, after = tried.recalls()["yellow"]
    assert (before.right, after.right, after.of) == (0, 4, 4)
    assert tried.others()[1] == tried.others()[0]
    assert library_main(["teach", "--accept", *common]) == 0
    with Library(folder) as library:
        path = taught.current(library)
    assert path is not None
    assert OnnxNetwork.open(path).card.labels[-1] == "yellow"

"""From folders to released weights that answer, on pictures made in seconds."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from catalogue.load import load
from datasets.samples import SampleError
from model import released, weights
from model.card import ModelCard
from model.classifier import Classifier
from model.network import NetworkSpec, build
from model.photo import Photo
from model.references import ReferenceIndex
from model.runtime import OnnxNetwork
from tests.training.pictures import COLOURS, SETTINGS, photo, tree
from training.__main__ import main
from training.config import TrainConfig
from training.data import Data, Source, Sources, gather
from training.publish import embed, embed_again


def _cutouts(root: Path) -> Path:
    """Rendered pictures of one class: yellow bars on nothing."""
    pixels = np.zeros((64, 64, 4), dtype=np.uint8)
    pixels[28:36, 8:56] = (230, 220, 20, 255)
    (root / "yellow").mkdir(parents=True)
    for number in range(12):
        pixels[0, 0] = (number, 0, 0, 0)  # so that no two files are the same
        Image.fromarray(pixels).save(root / "yellow" / f"{number}.png")
    (root / "metadata.jsonl").write_text("", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fit")
    negatives = root / "negatives"
    for number in range(12):
        photo(negatives / f"{number}.jpg", (128, 128, 128), 9000 + number)
    arguments = ["fit", "--data", str(tree(root / "tree")), "--data", str(_cutouts(root / "cut"))]
    arguments += ["--negatives", str(negatives), "--out", str(root / "run"), *SETTINGS]
    arguments += ["--set", "epochs=3"]  # after one the arithmetic of the computer decides
    assert main(arguments) == 0
    return root / "run"


def test_a_run_holds_all_that_tells_what_it_was(run: Path) -> None:
    assert {path.name for path in run.iterdir()} == {
        *("config.json", "provenance.json", "metrics.jsonl", "metrics.json"),
        *("predictions.csv", "skipped.csv", "last.safetensors", "best.safetensors"),
        *("checkpoint.pt", "tensorboard"),
    }
    origin = json.loads((run / "provenance.json").read_text(encoding="utf-8"))
    assert origin["catalogue_version"] == load().version
    assert origin["config"]["size"] == 64
    assert origin["data"]["train"]["rendered"] > 0
    assert len(origin["data"]["val"]["sha256"]) == 64
    assert str(run.parent) not in json.dumps(origin)
    rows = (run / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["number"] for row in rows] == [1, 2, 3]


def test_the_card_has_calibrated_values(run: Path) -> None:
    _, card = weights.load(run / "best.safetensors")
    assert card.labels == ("blue", "green", "other", "red", "yellow")
    assert card.outlier_labels == ("other",)
    assert card.thresholds.recognise >= 0.5
    assert card.training["data"] == json.loads((run / "provenance.json").read_text())["data"]
    metrics = json.loads((run / "metrics.json").read_text(encoding="utf-8"))
    assert dict(card.metrics) == metrics
    assert metrics["top1"] > 0.8
    assert [limit.coverage for limit in card.conformal] == [0.9, 0.95, 0.99]
    assert sum(band.pictures for band in card.bands) <= metrics["validation_pictures"]
    assert card.bands[-1].lower == 0.0


def test_int8_is_refused_where_too_few_pictures_could_tell(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = tree(tmp_path / "tree", 6)
    command = ["publish", str(run), "--name", "tiny", "--folder", str(tmp_path / "weights")]
    assert "200 are needed" in _fails(capsys, *command, "--int8", str(pictures))
    assert [row.name for row in released.read(tmp_path / "weights").rows] == ["tiny"]


def test_the_predictions_name_every_validation_picture(run: Path) -> None:
    with (run / "predictions.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    _, card = weights.load(run / "best.safetensors")
    assert len(rows) == card.metrics["validation_pictures"]
    right = sum(row["label"] == row["said"] for row in rows)
    assert right / len(rows) == pytest.approx(card.metrics["top1"])


def test_published_weights_answer_through_the_runtime(run: Path, tmp_path: Path) -> None:
    command = ["publish", str(run), "--name", "tiny", "--folder", str(tmp_path / "weights")]
    assert main(command) == 0
    path = released.find("tiny", tmp_path / "weights")
    network = OnnxNetwork.open(path)
    assert network.card.name == "tiny"
    photo(tmp_path / "new.jpg", COLOURS["red"], 77)
    answer = Classifier(network.card, network, network.sha256).classify(
        Photo.open(tmp_path / "new.jpg", min_side=network.card.preprocess.min_side)
    )
    assert answer.top.label == "red"


def test_publishing_lists_replaces_and_keeps_the_default(run: Path, tmp_path: Path) -> None:
    for name, more in (("one", []), ("two", []), ("one", []), ("three", ["--default"])):
        assert main(["publish", str(run), "--name", name, "--folder", str(tmp_path), *more]) == 0
        listed = released.read(tmp_path)
        assert listed.default == ("three" if more else "one")
    assert [row.name for row in listed.rows] == ["one", "three", "two"]
    assert all((tmp_path / row.file).stat().st_size == row.bytes for row in listed.rows)
    assert not list(tmp_path.glob(".*"))


def test_rendered_pictures_are_reserved_like_photos_unless_told_otherwise(tmp_path: Path) -> None:
    sources = Sources((Source(tree(tmp_path / "tree", 20)), Source(_cutouts(tmp_path / "cut"))))
    whole, all_but_photos = (
        gather(sources, TrainConfig(reserved_share=0.4, reserve_rendered=rendered))
        for rendered in (True, False)
    )

    def count(data: Data, rendered: bool) -> int:
        return sum(sample.rendered == rendered for sample in data.train + data.val)

    assert count(whole, True) < 12
    assert count(all_but_photos, True) == 12
    assert count(whole, False) == count(all_but_photos, False) < 60


def test_without_epochs_the_head_alone_is_trained(tmp_path: Path) -> None:
    data, out = str(tree(tmp_path / "tree")), tmp_path / "run"
    assert main(["fit", "--data", data, "--out", str(out), *SETTINGS, "--set", "epochs=0"]) == 0
    network, card = weights.load(out / "best.safetensors")
    plain = build(NetworkSpec("efficientnet_lite0", True, card.labels))
    for name, value in network.stages.state_dict().items():
        assert torch.equal(value, plain.stages.state_dict()[name])
    assert network.head.weight.any()
    assert not (out / "metrics.jsonl").exists()


def test_what_was_taught_is_published_and_answers(run: Path, tmp_path: Path) -> None:
    for number in range(4):
        photo(tmp_path / "photos" / f"{number}.jpg", (230, 60, 220), 500 + number)
    taught = str(tmp_path / "taught.safetensors")
    command = ["teach", "--weights", str(run / "best.safetensors"), "--class", "pink"]
    command += ["--photos", str(tmp_path / "photos"), "--known", str(tree(tmp_path / "tree"))]
    assert main([*command, "--out", taught]) == 0
    folder = tmp_path / "weights"
    assert main(["publish", taught, "--name", "pinker", "--folder", str(folder)]) == 0
    network = OnnxNetwork.open(released.find("pinker", folder))
    photo(tmp_path / "new.jpg", (230, 60, 220), 77)
    answer = Classifier(network.card, network, network.sha256).classify(
        Photo.open(tmp_path / "new.jpg", min_side=network.card.preprocess.min_side)
    )
    assert answer.top.label == "pink"


def test_a_validation_tree_is_used_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, val = tree(tmp_path / "a", 6), tree(tmp_path / "b", 3, first=50)
    out = str(tmp_path / "run")
    assert main(["fit", "--data", str(data), "--val", str(val), "--out", out, *SETTINGS]) == 0
    assert "18 training pictures (0 rendered)  9 validation" in capsys.readouterr().out


def _fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1
    return error


def test_bad_input_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], run: Path
) -> None:
    data, out = str(tree(tmp_path / "tree", 2)), str(tmp_path / "out")
    assert "cannot be read" in _fails(capsys, "fit", "--data", data + "x", "--out", out)
    assert "nearest is 'epochs'" in _fails(
        capsys, "fit", "--data", data, "--out", out + "2", "--set", "epoch=1"
    )
    assert "is not empty" in _fails(capsys, "fit", "--data", data, "--out", str(run))
    assert "not allowed" in _fails(capsys, "publish", str(run), "--name", "../x")
    assert "holds no best" in _fails(capsys, "publish", str(tmp_path), "--name", "x")


def test_labels_to_validate_that_were_never_trained_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, val = tree(tmp_path / "a", 2), tree(tmp_path / "b", 2, first=50)
    (val / "red").rename(val / "purple")
    message = _fails(
        capsys, "fit", "--data", str(data), "--val", str(val), "--out", str(tmp_path / "run")
    )
    assert "validation has labels that training lacks: purple" in message


def test_corrupt_pictures_are_all_named_or_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tree(tmp_path / "tree", 6)
    for number in (1, 4):
        path = data / "red" / "deeper" / f"{number}.jpg"
        path.write_bytes(path.read_bytes()[:400])
    out = str(tmp_path / "run")
    message = _fails(capsys, "fit", "--data", str(data), "--out", out, *SETTINGS)
    assert "2 pictures cannot be decoded" in message
    assert "1.jpg" in message
    assert "4.jpg" in message
    skip = ["fit", "--data", str(data), "--out", out, "--corrupt", "skip", *SETTINGS]
    skip += ["--set", "val_share=0.4"]
    (tmp_path / "run").rmdir()
    assert main(skip) == 0
    with (tmp_path / "run" / "skipped.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["file"] for row in rows] == ["red/deeper/1.jpg", "red/deeper/4.jpg"]


def test_a_source_can_weigh_more_than_another(tmp_path: Path) -> None:
    sources = [tree(tmp_path / "a", 6), tree(tmp_path / "b", 6, first=50)]
    names = [Source(sources[0]), Source(sources[1], 3.0)]
    data = gather(Sources(tuple(names)), TrainConfig(val_share=0.3))
    heavy = {sample.path.is_relative_to(sources[1]) for sample in data.train}
    assert heavy == {True, False}
    for sample, weight in zip(data.train, data.weights, strict=True):
        assert weight == (3.0 if sample.path.is_relative_to(sources[1]) else 1.0)


def test_the_weight_belongs_to_the_source_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Sources] = []

    def noted(sources: Sources, *_: object) -> ModelCard:
        seen.append(sources)
        raise SampleError("enough")

    monkeypatch.setattr("training.fit.fit", noted)
    command = ["fit", "--data", "a", "--weight", "2", "--negatives", "n", "--data", "b"]
    assert main([*command, "--weight", "0.5", "--out", str(tmp_path / "run")]) == 1
    assert seen[0].data == (Source(Path("a"), 2.0), Source(Path("b"), 0.5))
    assert seen[0].negatives == (Source(Path("n"), 1.0),)
    with pytest.raises(SystemExit):
        main(["fit", "--weight", "2", "--data", "a", "--out", str(tmp_path / "x")])
    assert "stands after" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["fit", "--data", "a", "--weight", "0", "--out", str(tmp_path / "x")])
    assert "the weight of a is 0.0" in capsys.readouterr().err


def test_families_are_told_by_manifest_tree_or_label(tmp_path: Path) -> None:
    data = gather(Sources((Source(tree(tmp_path / "a", 6)),)), TrainConfig(val_share=0.3))
    assert data.labels == ("blue", "green", "red")
    assert data.families({}).tolist() == [0, 1, 2]
    assert data.families({"blue": "cold", "green": "cold"}).tolist() == [0, 0, 1]
    told = [replace(s, columns=(("family", "warm"),)) for s in data.train if s.label != "blue"]
    data = replace(data, train=[s for s in data.train if s.label == "blue"] + told)
    assert data.families({"green": "cold"}).tolist() == [0, 1, 1]


def test_an_interruption_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> ModelCard:
        raise KeyboardInterrupt

    monkeypatch.setattr("training.fit.fit", interrupted)
    assert main(["fit", "--data", str(tmp_path), "--out", str(tmp_path / "run")]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_reference_views_are_embedded_with_the_weights(run: Path, tmp_path: Path) -> None:
    network = OnnxNetwork.open(_published(run, tmp_path))
    folder = tmp_path / "references" / "red"
    photo(folder / "0.webp", COLOURS["red"], 5)
    index = embed(network, network.card, Views(folder))  # type: ignore[arg-type]
    assert index is not None
    assert index.paths == ("red/0.webp",)
    assert index.labels == ("red",)
    view = Photo.open(folder / "0.webp", min_side=network.card.preprocess.min_side)
    embedding = network(network.card.preprocess.to_array(view)[None]).embedding[0]
    assert index.nearest(embedding, 1)[0][2] == pytest.approx(1.0, abs=2e-3)


class Views:
    """A catalogue whose class `red` has the views of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __contains__(self, label: str) -> bool:
        return label == "red"

    def reference_views(self, label: str) -> tuple[Path, ...]:
        return tuple(sorted(self._folder.glob("*.webp")))


def test_views_made_later_are_embedded_for_released_weights(run: Path, tmp_path: Path) -> None:
    file = _published(run, tmp_path)
    before = released.read(tmp_path)
    folder = tmp_path / "references" / "red"
    for count in (1, 3):
        photo(folder / f"{count}.webp", COLOURS["red"], count)
        embed_again("tiny", Views(folder), tmp_path)  # type: ignore[arg-type]
        found = released.references_of(file)
        assert found is not None
        index = ReferenceIndex.from_bytes(found[0], "tiny")
        assert index.paths == tuple(f"red/{path.name}" for path in sorted(folder.iterdir()))
    after = released.read(tmp_path)
    assert (after.default, after.rows[0].sha256) == (before.default, before.rows[0].sha256)


def _published(run: Path, folder: Path) -> Path:
    assert main(["publish", str(run), "--name", "tiny", "--folder", str(folder)]) == 0
    return folder / "tiny.onnx"

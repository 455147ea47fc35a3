"""The whole command, on a tiny network and tiny photos: complete, resumable, clear when wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from evaluation import store
from evaluation.__main__ import main
from evaluation.predictions import Role
from model.classifier import Classifier
from model.photo import encode_jpeg
from tests.conftest import textured


@pytest.fixture
def photos(tmp_path: Path, tiny_classifier: Classifier) -> Path:
    """Trees `data` (two labels that the model has and one that it lacks), `near`, `far`."""
    card = tiny_classifier.card
    known = [label for label, k in zip(card.labels, card.known, strict=True) if k]
    seed = 0
    for tree, labels in (
        ("data", [*known[:2], "no_such_class"]),
        ("near", ["rope"]),
        ("far", ["cat"]),
    ):
        for label in labels:
            (tmp_path / tree / label).mkdir(parents=True)
            for n in range(5):
                path = tmp_path / tree / label / f"{n}.jpg"
                path.write_bytes(encode_jpeg(textured(64, 48, seed=seed)))
                seed += 1
    return tmp_path


def _command(photos: Path, weights: Path, *more: str) -> list[str]:
    return [
        *("run", "--weights", str(weights), "--data", str(photos / "data")),
        *("--near", str(photos / "near"), "--negatives", str(photos / "far")),
        *("--corrupt", "2", "--out", str(photos / "report"), *more),
    ]


def test_a_run_writes_numbers_predictions_and_a_report(
    photos: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (photos / "data" / "no_such_class" / "broken.jpg").write_bytes(b"none")
    assert main(_command(photos, tiny_weights)) == 0
    out = capsys.readouterr().out
    assert "first answer right" in out
    assert "unknown label 'no_such_class'" in out
    report = photos / "report"
    metrics = json.loads((report / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["measures"]["population"]["photos"] == 25
    assert metrics["measures"]["population"]["unknown_labels"] == {"no_such_class": 5}
    assert len(metrics["failures"]) == 1
    assert metrics["robustness"]["clean"]["of"] == 2
    assert metrics["leaks"] is None
    with (report / "predictions.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 26
    assert [row["path"] for row in rows if row["error"]] == [
        str(photos / "data" / "no_such_class" / "broken.jpg")
    ]
    assert all(len(row["sha256"]) == 64 for row in rows if not row["error"])
    page = (report / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_second_run_takes_the_kept_answers_and_gives_the_same_numbers(
    photos: Path, tiny_weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(_command(photos, tiny_weights)) == 0
    first = (photos / "report" / "metrics.json").read_bytes()

    def refuse(*_: object) -> None:
        raise AssertionError("a photo was answered again")

    monkeypatch.setattr("evaluation.predict._open", refuse)
    monkeypatch.setattr("evaluation.robustness._top1", refuse)
    assert main(_command(photos, tiny_weights)) == 0
    assert (photos / "report" / "metrics.json").read_bytes() == first


def test_a_training_photo_among_the_test_photos_is_a_leak_in_red(
    photos: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    label = next(path.name for path in sorted((photos / "data").iterdir()))
    (photos / "train" / label).mkdir(parents=True)
    copied = photos / "data" / label / "0.jpg"
    (photos / "train" / label / "was.jpg").write_bytes(copied.read_bytes())
    assert (
        main(_command(photos, tiny_weights, "--corrupt", "0", "--train", str(photos / "train")))
        == 0
    )
    assert "LEAKS FROM TRAINING" in capsys.readouterr().out
    metrics = json.loads((photos / "report" / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["leaks"]["found"] is True
    assert metrics["leaks"]["counts"]["same_bytes"] == 1


def test_predictions_come_back_as_they_were(photos: Path, tiny_weights: Path) -> None:
    assert main(_command(photos, tiny_weights, "--corrupt", "0")) == 0
    again = store.read(photos / "report")
    assert len(again) == 25
    assert again.roles.count(Role.NEAR) == 5
    assert again.probabilities.sum(axis=1) == pytest.approx(1.0)
    assert np.isfinite(again.embeddings).all()


def test_two_reports_are_compared_in_words(
    photos: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(_command(photos, tiny_weights, "--corrupt", "0")) == 0
    capsys.readouterr()
    report = str(photos / "report")
    out = photos / "comparison.json"
    assert main(["compare", report, report, "--out", str(out)]) == 0
    assert "cannot be told" in capsys.readouterr().out
    assert json.loads(out.read_text(encoding="utf-8"))[0]["verdict"] == "cannot tell"
    assert main(["compare", report]) == 2
    assert "name two or more" in capsys.readouterr().err
    assert main(["compare", report, str(photos)]) == 2
    assert "holds no predictions" in capsys.readouterr().err


def test_a_report_against_another_compares_them(photos: Path, tiny_weights: Path) -> None:
    assert main(_command(photos, tiny_weights, "--corrupt", "0")) == 0
    other = ["--corrupt", "0", "--out", str(photos / "second")]
    assert main(_command(photos, tiny_weights, *other, "--against", str(photos / "report"))) == 0
    metrics = json.loads((photos / "second" / "metrics.json").read_text(encoding="utf-8"))
    assert [each["verdict"] for each in metrics["comparisons"]] == ["cannot tell"]
    assert "cannot be told" in (photos / "second" / "report.html").read_text(encoding="utf-8")


def test_what_cannot_be_measured_is_one_sentence(
    photos: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ["run", "--weights", str(tiny_weights)]
    full = photos / "data"
    for more, message in (
        (["--out", str(photos / "x")], "there is nothing to score"),
        (["--data", str(photos / "none"), "--out", str(photos / "x")], "none cannot be read"),
        (["--data", str(full), "--out", str(full)], "holds something else than a report"),
    ):
        assert main([*run, *more]) == 2
        error = capsys.readouterr().err
        assert message in error
        assert len(error.splitlines()) == 1


def test_groups_come_from_the_column_named(
    photos: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    label = next(path.name for path in sorted((photos / "data").iterdir()))
    table = photos / "list.csv"
    rows = [f"data/{label}/{n}.jpg,{label},object{n // 2}" for n in range(5)]
    table.write_text("\n".join(["file,label,thing", *rows]), encoding="utf-8")
    command = ["run", "--weights", str(tiny_weights), "--data", str(table), "--corrupt", "0"]
    assert main([*command, "--groups", "thing", "--out", str(photos / "report")]) == 0
    assert store.read(photos / "report").groups == (
        "object0",
        "object0",
        "object1",
        "object1",
        "object2",
    )

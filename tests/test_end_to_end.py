"""The whole path with real parts, tiny: render, fit, publish, classify."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.load import load

ROOT = Path(__file__).parent.parent
CLASSES = ("pepper_spray", "wheelchair")
TINY = (
    *("size=128", "workers=0", "threads=2", "head_views=3", "epochs=1", "train_blocks=2"),
    *("batch=8", "val_share=0.3", "photo_grounds=0"),
)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True
    )


def _done(*arguments: str) -> str:
    done = _run(*arguments)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rendered") / "tree"
    classes = [part for name in CLASSES for part in ("--class", name)]
    sizes = ["--per-class", "12", "--size", "128", "--samples", "4", "--workers", "1"]
    _done("datasets", "render", "--out", str(out), *classes, *sizes)
    return out


@pytest.fixture(scope="module")
def published(rendered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    settings = [part for setting in TINY for part in ("--set", setting)]
    run = str(folder / "run")
    _done("training", "fit", "--data", str(rendered), "--out", run, *settings)
    _done("training", "publish", run, "--name", "tiny", "--folder", str(folder))
    return folder / "tiny.onnx"


def test_what_was_rendered_is_learnt_published_and_answered_with_its_law(
    rendered: Path, published: Path
) -> None:
    photos = [sorted((rendered / name).glob("*.webp"))[n] for name in CLASSES for n in range(6)]
    out = _done("model", *map(str, photos), "--weights", str(published), "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["file"] for answer in answers] == [str(photo) for photo in photos]
    right = sum(
        answer["candidates"][0]["class"] == photo.parent.name
        for photo, answer in zip(photos, answers, strict=True)
    )
    assert right >= 9, "two things so unlike must be told apart even by a tiny training"
    catalogue = load()
    for answer in answers:
        assert answer["catalogue"]["version"] == catalogue.version
        for finding in answer["findings"]:
            assert finding["status"] == catalogue[finding["class"]].status
            assert [entry["item"] for entry in finding["entries"]] == [
                entry.item for entry in catalogue[finding["class"]].entries
            ]


def test_an_unreadable_photo_is_named_and_the_others_are_answered(
    rendered: Path, published: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "renamed.jpg"
    bad.write_text("not a photo", encoding="utf-8")
    good = next((rendered / CLASSES[0]).glob("*.webp"))
    done = _run("model", str(bad), str(good), "--weights", str(published), "--json")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert set(first) == {"file", "error"}
    assert "renamed.jpg" in first["error"]
    assert second["file"] == str(good)
    assert second["candidates"]


def test_a_single_changed_byte_keeps_the_weights_from_use(published: Path, rendered: Path) -> None:
    content = bytearray(published.read_bytes())
    content[len(content) // 2] ^= 1
    published.write_bytes(bytes(content))
    photo = next((rendered / CLASSES[0]).glob("*.webp"))
    done = _run("model", str(photo), "--weights", str(published), "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "tiny.onnx" in done.stderr
    assert "Traceback" not in done.stderr

"""A class is taught, tried and proposed; the training program is a stand-in, the rest is real."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from catalogue.load import Catalogue, load
from datasets.__main__ import main
from datasets.library import lesson, taught, teaching, training_process, trial
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from datasets.library.taught_card import Step
from datasets.library.training_process import Running
from model.errors import WeightsError
from model.runtime import OnnxNetwork
from tests.datasets.library.made import ANNA
from tests.datasets.library.taught_made import Child, base_weights, photos


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_weights(tmp_path / "weights")


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """What was asked of the training program."""
    asked: list[Child] = []

    def run(arguments: Sequence[str]) -> Child:
        asked.append(Child(arguments))
        return asked[-1]

    monkeypatch.setattr(training_process, "run", run)
    monkeypatch.setattr(training_process, "needs_training", lambda: None)
    return asked


def filled(library: Library) -> None:
    photos(library, "ring", "train", 4, 0)
    photos(library, "ring", "test", 2, 20)
    photos(library, "handcuffs", "test", 3, 40)
    photos(library, "padlock", "train", 9, 60)


def test_a_class_is_tried_and_proposed(
    library: Library, base: Path, child: list[Child], catalogue: Catalogue
) -> None:
    filled(library)
    told: list[tuple[str, float]] = []
    held = teaching.base_of(library, base)
    chosen = lesson.choose(library, "ring", held.classifier)
    made = teaching.teach(
        library, chosen, ANNA, held, catalogue, lambda words, share: told.append((words, share))
    )
    assert made.step is Step.PROPOSED
    assert made.card.photos == tuple(item.sha256 for item in chosen.photos)
    assert len(child[0].lesson["photos"]) == 4
    assert {row["label"] for row in child[0].lesson["known"]} == {"padlock"}
    assert "this is a test" in made.card.warnings
    assert any("photos of other things" in each for each in made.card.warnings)
    result = trial.Trial.from_json(made.card.trial)
    assert (len(result.photos), result.there) == (5, 5)
    assert {each.label for each in result.photos} == {"ring", "handcuffs"}
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert taught.current(library) is None
    assert not list(taught.folder(library).glob(".draft-*"))


def test_what_is_taught_next_builds_on_what_was_accepted(
    library: Library, base: Path, child: list[Child], catalogue: Catalogue
) -> None:
    filled(library)
    held = teaching.base_of(library, base)
    chosen = lesson.choose(library, "ring", held.classifier)
    first = teaching.teach(library, chosen, ANNA, held, catalogue)
    taught.accept(library, first.card.name, ANNA, held.classifier.sha256)
    again = teaching.base_of(library, base)
    assert again.classifier.sha256 == first.card.sha256
    assert again.classifier.card.labels[-1] == "ring"
    assert again.tensors.read_bytes().startswith(b"tensors of ring-")


def test_a_graph_that_does_not_come_from_the_base_is_refused_and_leaves_nothing(
    library: Library, base: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(library)
    monkeypatch.setattr(training_process, "needs_training", lambda: None)
    monkeypatch.setattr(training_process, "run", lambda arguments: Child(arguments, honest=False))
    held = teaching.base_of(library, base)
    chosen = lesson.choose(library, "ring", held.classifier)
    with pytest.raises(WeightsError, match="do not belong together"):
        teaching.teach(library, chosen, ANNA, held, catalogue)
    assert taught.every(library) == ()
    assert not list(taught.folder(library).glob("*"))


def test_missing_tensors_are_named(
    library: Library, base: Path, child: list[Child], catalogue: Catalogue
) -> None:
    filled(library)
    base.with_suffix(".safetensors").unlink()
    held = teaching.base_of(library, base)
    chosen = lesson.choose(library, "ring", held.classifier)
    with pytest.raises(WeightsError, match=r"tiny\.safetensors is missing"):
        teaching.teach(library, chosen, ANNA, held, catalogue)
    assert child == []


def test_without_the_training_extra_a_sentence_says_how_to_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RefusedError, match=r"uv run --extra train python app\.py --library"):
        training_process.needs_training()


@pytest.mark.parametrize(
    ("program", "timeout", "words"),
    [
        (
            "import sys; print('x'); sys.exit('error: the class is odd')",
            60,
            "failed: the class is odd",
        ),
        ("import time; time.sleep(60)", 0.5, "ended after"),
        ("print('no result')", 60, "it gave no reason"),
        ("import os; os.kill(os.getpid(), 9)", 60, "it gave no reason"),
    ],
)
def test_a_training_program_that_fails_ends_as_one_sentence(
    program: str, timeout: float, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = subprocess.Popen

    def instead(command: list[str], **more: Any) -> object:
        assert command[1:3] == ["-m", "training"]
        return started([sys.executable, "-c", program], **more)

    monkeypatch.setattr(
        training_process, "subprocess", SimpleNamespace(Popen=instead, DEVNULL=-3, PIPE=-1)
    )
    with Running(["teach"], timeout) as child, pytest.raises(RefusedError, match=words):
        child.wait(lambda _: None)


def test_the_command_line_teaches_shows_accepts_lists_and_undoes(
    library: Library, base: Path, child: list[Child], capsys: pytest.CaptureFixture[str]
) -> None:
    filled(library)
    common = ["--library", str(library.path), "--by", ANNA, "--weights", str(base)]

    def said(*words: str) -> object:
        assert main(["teach", *words, *common, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    made = said("ring")
    assert isinstance(made, dict)
    assert made["step"] == "proposed"
    assert made["sentences"]
    assert said("--show")["name"] == made["name"]  # type: ignore[index]
    assert said("ring", "--accept")["step"] == "accepted"  # type: ignore[index]
    path = taught.current(library)
    assert path is not None
    assert OnnxNetwork.open(path).card.name == made["name"]
    listed = said("--list")
    assert isinstance(listed, list)
    assert [each["step"] for each in listed] == ["accepted"]
    assert said("--undo")["step"] == "undone"  # type: ignore[index]
    assert main(["teach", "--undo", *common]) == 2
    assert "no network of this library is accepted" in capsys.readouterr().err
    assert main(["teach", "--accept", *common]) == 2
    assert "no network is proposed" in capsys.readouterr().err
    assert main(["teach", *common]) == 2
    assert "name the class" in capsys.readouterr().err
    assert main(["teach", "ring", "--library", str(library.path), "--weights", str(base)]) == 2
    assert "give --by" in capsys.readouterr().err


def test_the_command_line_says_in_words_what_would_change(
    library: Library, base: Path, child: list[Child], capsys: pytest.CaptureFixture[str]
) -> None:
    filled(library)
    common = ["--library", str(library.path), "--by", ANNA, "--weights", str(base)]
    assert main(["teach", "ring", *common]) == 0
    told = capsys.readouterr()
    assert "nothing has changed yet" in told.out
    assert "Test photos of ring named rightly" in told.out
    assert "ETA" in told.err
    assert main(["teach", "--accept", *common]) == 0
    assert "--weights" in capsys.readouterr().out

"""`errors`, `rank` and `strangers` on the command line, over made-up looks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import commands_mistakes
from datasets.library.library import Library
from datasets.library.looks import Looks
from datasets.library.queues import NEVER_AUTOMATIC
from tests.datasets.library.made import BEN
from tests.datasets.library.seen import looks
from tests.datasets.library.test_mistakes import Planted, plant
from tests.datasets.library.test_strangers import products


class _Card:
    """The one thing that the command asks of a card."""

    outlier_labels = ("other",)


def _sees(monkeypatch: pytest.MonkeyPatch, seen: Looks) -> None:
    monkeypatch.setattr(commands_mistakes, "_looks", lambda library, options: (seen, _Card()))
    monkeypatch.setattr(commands_mistakes, "_views", lambda weights: {})


@pytest.fixture
def planted(library: Library, monkeypatch: pytest.MonkeyPatch) -> Planted:
    made = plant(library)
    _sees(monkeypatch, made.looks)
    return made


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_errors_are_counted_listed_left_and_taken(
    planted: Planted, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("errors", "--library", str(folder))
    whole = _json(capsys, *at)
    assert isinstance(whole, dict)
    assert whole["queues"]["labels"] >= 1
    assert any("border" in sentence for sentence in whole["told"])
    wrong = planted.wrong.sha256
    queue = (*at, "--queue", "labels")
    assert wrong in str(_json(capsys, *queue))
    _json(capsys, *queue, "--leave", wrong[:10], "--by", BEN)
    assert wrong not in str(_json(capsys, *queue))
    _json(capsys, *queue, "--undo-leave", wrong[:10], "--by", BEN)
    _json(capsys, *queue, "--take", wrong[:10], "--by", BEN)
    assert planted.library.get(wrong).record.label == "batons"
    assert wrong not in str(_json(capsys, *queue))


def test_taking_all_leaves_the_test_and_says_so(
    library: Library,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = plant(library, test=True)
    _sees(monkeypatch, made.looks)
    at = ("errors", "--library", str(folder), "--queue", "labels", "--take-all", "--by", BEN)
    assert main(list(at)) == 0
    assert f"{made.wrong.sha256[:12]}  {NEVER_AUTOMATIC}" in capsys.readouterr().out
    assert library.get(made.wrong.sha256).record.label == "hoods"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--leave", "a" * 64), "which queue and who"),
        (("--queue", "labels", "--take-all"), "which queue and who"),
        (("--queue", "labels", "--by", BEN, "--take", "a" * 64), "no photo"),
    ],
)
def test_what_is_missing_is_said(
    planted: Planted,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    why: str,
) -> None:
    assert main(["errors", "--library", str(folder), *more]) == 2
    assert why in capsys.readouterr().err


def test_strangers_are_listed_named_and_the_rest_is_ranked(
    library: Library,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    items, embeddings = products(library)
    _sees(monkeypatch, looks(items, embeddings, unknown=range(12, 25)))
    at = ("--library", str(folder))
    ranked = _json(capsys, "rank", *at)
    assert isinstance(ranked, dict)
    assert ranked["ranked"] == 12  # one of the thirteen is "cannot tell"
    found = _json(capsys, "strangers", *at)
    assert isinstance(found, dict)
    assert [len(heap["photos"]) for heap in found["heaps"]] == [6, 6]
    accept = ("strangers", *at, "--accept", "1", "--by", BEN)
    assert main([*accept]) == 2
    assert "write a name" in capsys.readouterr().err
    _json(capsys, *accept, "--name", "Shock vest")
    assert "shock_vest" in library.counts_by_label()
    assert main(["strangers", *at, "--accept", "9", "--by", BEN]) == 2

"""`python -m datasets review`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import opinions
from datasets.library.library import Library
from datasets.library.record import Item, State
from tests.datasets.library.made import ANNA, BEN, added


@pytest.fixture
def item(library: Library) -> Item:
    return added(library, 0, label="handcuffs")


def test_what_waits_is_listed_with_opinions(
    library: Library, item: Item, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opinions.say(library, item.sha256, "batons", BEN, item.version)
    for more in ([], ["--disagreements"]):
        assert main(["review", "--library", str(folder), "--by", "Carla", "--json", *more]) == 0
        told = json.loads(capsys.readouterr().out)
        assert [each["sha256"] for each in told["photos"]] == [item.sha256]
        assert told["photos"][0]["opinions"][0]["label"] == "batons"
        assert told["waiting"] == {"review": 1, "own": 0, "disagreements": 1}
    assert main(["review", "--library", str(folder), "--by", ANNA]) == 0
    assert capsys.readouterr().out == (
        "0 wait for review, 1 of one's own wait for others, 0 disagreements\n"
    )


def test_photos_are_rejected_with_a_reason(
    library: Library, item: Item, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["review", item.sha256[:12], "--library", str(folder), "--by", BEN]
    assert main([*given, "--reject", ""]) == 2
    assert "needs a reason" in capsys.readouterr().err
    assert main([*given, "--reject", "a toy", "--based-on", "9"]) == 2
    assert main([*given, "--reject", "a toy"]) == 0
    record = library.get(item.sha256).record
    assert (record.state, record.reason) == (State.REJECTED, "a toy")


@pytest.mark.parametrize("more", [["--accept"], ["3f2a9c41"], ["3f2a9c41", "--agreement"]])
def test_photos_and_a_verdict_go_together(
    library: Library, folder: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert main(["review", "--library", str(folder), "--by", BEN, *more]) == 2
    assert "name photos together with" in capsys.readouterr().err


def test_blind_opinions_stand_in_the_history_of_a_photo(
    library: Library, item: Item, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opinions.say(library, item.sha256, "batons", BEN, item.version)
    opinions.say(library, item.sha256, None, "Carla", item.version)
    given = ["history", "--library", str(folder), "--photo", item.sha256[:10]]
    assert main([*given, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["actor"], row["kind"]) for row in told] == [
        ("Carla", "blind opinion"), (BEN, "blind opinion"), (ANNA, "added")
    ]  # fmt: skip
    assert told[1]["after"] == {"label": "batons", "cannot_tell": False}
    assert main([*given, "--by", BEN]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith(f"{BEN}  blind opinion  {item.sha256[:12]}  label: batons")


def test_who_labelled_does_not_accept(
    item: Item, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["review", item.sha256, "--library", str(folder), "--by", ANNA, "--accept"]
    assert main(given) == 2
    assert "second person" in capsys.readouterr().err


def test_agreement_is_printed_as_lines_and_json(
    library: Library, item: Item, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = added(library, 1, label="batons")
    opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    opinions.say(library, other.sha256, "handcuffs", BEN, other.version)
    given = ["review", "--library", str(folder), "--agreement"]
    assert main(given) == 0
    lines = capsys.readouterr().out
    assert "same label            0.500\n" in lines
    assert "most often instead: batons (1)" in lines
    assert main([*given, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["alpha"] == {"value": 0.0, "low": None, "high": None}
    assert told["pairs"][0]["kappa"]["value"] == 0.0
    seen = {"accepted": 0, "rejected": 0, "relabelled": 0, "elsewhere": 0, "opinions": 0}
    assert told["seen"] == seen

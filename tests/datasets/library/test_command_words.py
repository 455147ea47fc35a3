"""What the commands print for a person: whole words, and what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library.library import Library
from tests.datasets.library.made import jpeg, tree

Captured = pytest.CaptureFixture[str]


def said(capsys: Captured, *arguments: object) -> list[str]:
    main([str(each) for each in arguments])
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def taken(folder: Path, tmp_path: Path) -> Path:
    """A library of 6 photos of one class."""
    photos = tree(tmp_path / "in", {f"handcuffs/{n}.jpg": jpeg(n) for n in range(6)})
    given = ["--licence", "CC0-1.0", "--by", "Anna", "--create"]
    assert main(["import", str(photos), "--library", str(folder), *given]) == 0
    return folder


def test_a_slip_in_the_name_of_a_folder_is_told_with_what_was_meant(
    taken: Path, tmp_path: Path, capsys: Captured
) -> None:
    photos = tree(tmp_path / "more", {"handcufs/7.jpg": jpeg(7)})
    given = ["--library", taken, "--licence", "CC0-1.0", "--by", "Anna"]
    capsys.readouterr()
    assert said(capsys, "import", photos, *given) == [
        "handcufs/7.jpg has the label 'handcufs', which is not known; did you mean handcuffs? "
        "Otherwise rename it with a label map, or allow it (--also-label)",
        "label unknown 1",
    ]
    assert said(capsys, "import", photos, *given, "--also-label", "handcufs") == [
        "this is import 7; to undo it as a whole: withdraw --import 7",  # six photos were there
        "taken 1",
    ]


def test_stats_say_what_to_collect_next_and_where_the_datasheet_is(
    taken: Path, tmp_path: Path, capsys: Captured
) -> None:
    capsys.readouterr()
    lines = said(capsys, "stats", "--library", taken, "--datasheet", tmp_path / "sheet.md")
    at = lines.index("what to collect next:")
    assert lines[:2] == ["6 photos: " + lines[0][10:], "handcuffs: 6 photos, 6 objects"]
    assert len(lines) == at + 1 + 10 + 2
    assert lines[-2].endswith("more; --datasheet writes all")
    assert lines[-1] == "datasheet written to sheet.md"


def test_history_is_in_words(taken: Path, capsys: Captured) -> None:
    with Library(taken) as library:
        item = next(library.items())
    main(["label", item.sha256, "--label", "thumb_cuffs", "--cannot-tell", "--library", str(taken),
          "--by", "Anna"])  # fmt: skip
    capsys.readouterr()
    options = ["--library", str(taken), "--by", "Anna"]
    main(["label", item.sha256, "--label", "thumb_cuffs", "--place", "Brest", *options])
    main(["label", item.sha256, "--several-goods", *options])
    capsys.readouterr()
    newest, before, *_ = said(capsys, "history", "--library", taken, "--photo", item.sha256[:8])
    assert newest.endswith("several_goods: no > yes")
    assert "label: handcuffs > thumb_cuffs" in before
    assert "place: Brest" in before


def test_an_export_counts_its_photos(taken: Path, tmp_path: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert said(capsys, "export", tmp_path / "out", "--library", taken) == ["6 photos in out"]
    with pytest.raises(SystemExit):
        main(["export", str(tmp_path / "o"), "--library", str(taken), "--form", "nope"])
    assert "'manifest'" in capsys.readouterr().err

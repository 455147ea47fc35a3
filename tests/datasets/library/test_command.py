"""The command line does what its help says, and fails with one sentence."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library.commands import COMMANDS
from datasets.library.library import Library
from datasets.library.progress import ProgressLine, line
from datasets.library.record import State
from findings.register import Register
from tests.datasets.library.made import ANNA, BEN, jpeg, tree
from tests.findings.made import NAME, ORIGINAL, consignment, finding

Captured = pytest.CaptureFixture[str]


def ask(capsys: Captured, folder: Path, *words: object) -> tuple[int, object, str]:
    """Run a command with --json; returns its status, what it says and what it says of errors."""
    command, *rest = map(str, words)
    status = main([command, *rest, "--library", str(folder), "--json"])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out else None, said.err


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tree(
        tmp_path / "in",
        {f"{label}/{n}.jpg": jpeg(n + 10 * (label == "handcuffs"))
         for label in ("handcuffs", "spiked_baton") for n in range(6)},
    )  # fmt: skip


@pytest.fixture
def made(folder: Path, photos: Path, capsys: Captured) -> Path:
    words = ["import", str(photos), "--by", ANNA, "--licence", "CC0-1.0", "--any-label", "--create"]
    assert main([*words, "--library", str(folder)]) == 0
    assert capsys.readouterr().out == (
        "this is import 1; to undo it as a whole: withdraw --import 1\ntaken 12\n"
    )
    return folder


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(command: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main([command, "--help"])
    assert done.value.code == 0
    assert f"python -m datasets {command}" in capsys.readouterr().out


def test_labels_beyond_the_catalogue_are_taken_only_when_asked(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    source = tree(tmp_path / "in", {"handcuffs/a.jpg": jpeg(1), "nonsense/b.jpg": jpeg(2)})
    given = ["import", source, "--by", ANNA, "--licence", "CC0-1.0", "--create"]
    status, told, _ = ask(capsys, folder, *given)
    assert status == 1
    assert isinstance(told, dict)
    assert told["counts"] == {"taken": 1, "label unknown": 1}
    status, told, _ = ask(capsys, folder, *given, "--also-label", "nonsense")
    assert isinstance(told, dict)
    assert (status, told["counts"]) == (0, {"taken": 1, "duplicate": 1})


def test_single_photos_are_added_labelled_reviewed_and_undone(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(1))
    given = ["--licence", "CC0-1.0", "--group", "cuff 1", "--by", ANNA]
    status, told, _ = ask(capsys, folder, "add", tmp_path / "a.jpg", *given, "--create")
    assert isinstance(told, dict)
    (sha,) = told["taken"]
    box = ("--box", "0.1", "0.2", "0.3", "0.4", "--several-goods")
    status, told, _ = ask(
        capsys, folder, "label", sha[:8], "--label", "handcuffs", "--by", ANNA, *box
    )
    assert isinstance(told, list)
    assert (status, told[0]["label"], told[0]["box"]) == (0, "handcuffs", [0.1, 0.2, 0.3, 0.4])
    status, _, error = ask(capsys, folder, "label", sha, "--accept", "--by", ANNA)
    assert (status, error) == (2, f"{ANNA} gave the label; let a second person review it\n")
    assert ask(capsys, folder, "label", sha, "--reject", "a toy", "--by", BEN)[0] == 0
    stale = ("label", sha, "--label", "thumb_cuffs", "--by", ANNA, "--based-on", "2")
    status, _, error = ask(capsys, folder, *stale)
    assert status == 2
    assert error.startswith(f"{BEN} changed photo {sha[:12]} on ")
    assert ask(capsys, folder, "undo", "--by", BEN)[0] == 0
    with Library(folder) as library:
        assert library.get(sha).record.state is State.LABELLED
    _, told, _ = ask(capsys, folder, "history", "--photo", sha[:8])
    assert isinstance(told, list)
    assert [row["kind"] for row in told] == ["undone", "reviewed", "changed", "added"]
    assert main(["history", "--library", str(folder), "--limit", "1"]) == 0
    assert "undone" in capsys.readouterr().out
    slip = ("label", sha, "--label", "thumb_cufs", "--by", ANNA)
    status, _, error = ask(capsys, folder, *slip)
    assert status == 2
    assert error.startswith("label 'thumb_cufs' is not known; did you mean thumb_cuffs?")
    assert ask(capsys, folder, *slip, "--any-label")[0] == 0
    status, _, error = ask(capsys, folder, "label", sha, "--by", ANNA)
    assert (status, error) == (2, "say what to change, such as --label handcuffs\n")


def test_a_dataset_is_divided_signed_exported_and_verified(
    made: Path, tmp_path: Path, capsys: Captured
) -> None:
    shares = ("--val", "0.3", "--test", "0.3")
    status, told, _ = ask(capsys, made, "split", *shares)
    assert isinstance(told, dict)
    assert sum(told["handcuffs"].values()) == 6
    assert ask(capsys, made, "split", *shares, "--out", tmp_path / "lists")[0] == 0
    assert (tmp_path / "lists" / "train.csv").is_file()
    assert ask(capsys, made, "version", "--sign", "one", "--by", ANNA, *shares)[0] == 0
    out = tmp_path / "out"
    status, told, _ = ask(capsys, made, "export", out, "--form", "croissant", "--version", "one")
    assert isinstance(told, dict)
    assert (status, sum(told["counts"].values())) == (0, 12)
    assert (out / "croissant.json").is_file()
    status, _, error = ask(capsys, made, "export", out)
    assert (status, error) == (2, "out is not empty; export into a new or empty folder\n")
    assert ask(capsys, made, "version", "--verify", "one")[0] == 0
    with Library(made) as library:
        first = next(library.items())
        library.label([(first.sha256, first.version)], "whips", BEN)
    status, told, _ = ask(capsys, made, "version", "--verify", "one")
    assert isinstance(told, dict)
    assert (status, [row["kind"] for row in told["drifts"]]) == (1, ["label"])
    _, told, _ = ask(capsys, made, "version")
    assert isinstance(told, list)
    assert len(told[0]["sha256"]) == 64


def test_stats_name_gaps_and_write_a_datasheet(
    made: Path, tmp_path: Path, capsys: Captured
) -> None:
    sheet = tmp_path / "sheet.md"
    status, told, _ = ask(capsys, made, "stats", "--datasheet", sheet)
    assert isinstance(told, dict)
    assert (status, told["total"], told["classes"]["handcuffs"]["photos"]) == (0, 12, 6)
    assert "thumb_cuffs: no photo" in [gap["found"] for gap in told["gaps"]]
    assert "# Datasheet: library" in sheet.read_text()
    status, _, error = ask(capsys, made, "stats", "--datasheet", tmp_path / "no" / "sheet.md")
    assert (status, error) == (2, "sheet.md cannot be written\n")


def test_check_says_what_is_wrong(made: Path, capsys: Captured) -> None:
    assert ask(capsys, made, "check")[:2] == (0, {"photos": 12, "faults": []})
    next((made / "originals").glob("??/*")).write_bytes(b"x")
    status, told, _ = ask(capsys, made, "check")
    assert isinstance(told, dict)
    assert (status, len(told["faults"])) == (1, 1)


def test_a_register_of_findings_is_imported(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    with Register(tmp_path / "f.db", create=True) as register:
        one = register.record(register.open_consignment(consignment(), NAME), finding())
        register.keep_photo(one, ORIGINAL, NAME)
    given = ["import", "--register", tmp_path / "f.db", "--by", ANNA, "--licence", "own"]
    status, told, _ = ask(capsys, folder, *given, "--create")
    assert isinstance(told, dict)
    assert (status, told["counts"]) == (0, {"taken": 1})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["stats"], "holds no library; check the folder, or create it with --create"),
        (["import", "--by", "A", "--create"], "there is nothing to import"),
        (["import", "none.zip", "--by", "A", "--create"], "none.zip does not exist"),
        (["import", ".", "--by", " ", "--create"], "the name of who imports"),
        (["fetch", "none.csv", "--by", "A", "--create"], "none.csv cannot be read"),
        (["fetch", "x", "--by", "A", "--create", "--pause", "-1"], "pause -1 must be"),
        (["import", ".", "--register", "no.db", "--by", "A", "--create"], "no.db"),
        (["import", ".", "--by", "A", "--create", "--label-map", "no.toml"], "no.toml"),
    ],
)
def test_wrong_use_is_one_sentence(
    folder: Path, capsys: Captured, words: list[str], sentence: str
) -> None:
    status, _, error = ask(capsys, folder, *words)
    assert status == 2
    assert sentence in error
    assert error.count("\n") == 1


def test_progress_is_one_line_with_the_time_that_is_left() -> None:
    assert line(120, 1000, 30.0, "a.jpg") == "120/1000  12 %  4.0/s  ETA 3m40s  a.jpg"
    assert line(1, 10_000, 1.0, "\x1b[2J").endswith("ETA 2h46m  \ufffd[2J")
    assert line(0, 0, 0.0, "").startswith("0/0  0 %")
    out, now = io.StringIO(), [0.0]
    progress = ProgressLine(out, lambda: now[0])
    for count in range(1, 101):
        now[0] = count / 2
        progress(count, 100, "x")
    progress.end()
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("20/100  20 %  2.0/s  ETA 40s")
    assert lines[-1].startswith("100/100")
    assert len(lines) == 5

"""An import is undone as a whole: what it brought, all or none, asked first, finished if killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import imports, versions, withdrawing
from datasets.library.errors import RefusedError, StaleError, UnknownError
from datasets.library.importing import of_files, take
from datasets.library.library import Library
from tests.datasets.library.made import ANNA, BEN, TERMS, added, jpeg, target, tree
from tests.datasets.library.test_faults import ROOT
from tests.datasets.library.withdrawn import WHY

Captured = pytest.CaptureFixture[str]


def brought(library: Library, folder: Path, *seeds: int, number: int | None = None) -> int:
    """Import photos of these seeds; returns the number of the import."""
    tree(folder, {f"{seed}.jpg": jpeg(seed) for seed in seeds})
    report = take(library, of_files(sorted(folder.iterdir())), TERMS, number=number)
    assert report.number is not None
    return report.number


def there(library: Library) -> set[str]:
    return {item.sha256 for item in library.items()}


def test_what_an_import_brought_goes_and_the_duplicates_it_met_stay(
    library: Library, tmp_path: Path
) -> None:
    first = brought(library, tmp_path / "first", 1, 2)
    kept = there(library)
    second = brought(library, tmp_path / "second", 2, 3, 4)
    assert [(each.number, each.photos) for each in imports.every(library)] == [
        (second, 2),
        (first, 2),
    ]
    made = imports.undo(library, second, BEN, WHY)
    assert there(library) == kept
    assert set(made.touched.photos).isdisjoint(kept)
    assert {(one.by, one.reason, one.due) for one in withdrawing.withdrawn(library)} == {
        (BEN, WHY, False)
    }
    assert library.check() == ()
    newest = imports.every(library)[0]
    assert (newest.photos, newest.there) == (2, 0)


def test_an_import_that_comes_in_several_parts_is_one(library: Library, tmp_path: Path) -> None:
    number = brought(library, tmp_path / "a", 1, 2)
    added(library, 9)  # somebody else's, between the parts
    assert brought(library, tmp_path / "b", 3, number=number) == number
    library.label(target(library.get(sorted(there(library))[0])), "batons", ANNA)
    imports.undo(library, number, ANNA, WHY)
    assert len(there(library)) == 1


def test_before_it_is_done_it_is_told_how_much_that_is(library: Library, tmp_path: Path) -> None:
    number = brought(library, tmp_path / "in", 1, 2, 3)
    items = list(library.items())
    library.label(target(*items[:2]), "batons", ANNA)
    withdrawing.withdraw(library, [items[2].sha256], ANNA, WHY)
    made = imports.undoing(library, number)
    assert made.counts() == (
        "Photos that go: 2.",
        "Of these labelled: 2.",
        "Of these in signed versions: 0.",
        "Withdrawn before: 1.",
    )
    assert len(there(library)) == 2  # only asked


def test_what_was_signed_since_is_named_and_goes_only_when_one_says_so(
    library: Library, tmp_path: Path
) -> None:
    number = brought(library, tmp_path / "in", 1, 2)
    item = next(library.items())
    library.label(target(item), "batons", ANNA)
    library.sign(versions.draft(library.items(), "v1", ANNA, library.moment()))
    with pytest.raises(RefusedError, match=rf"\(v1\).*{item.sha256[:12]}; nothing was withdrawn"):
        imports.undo(library, number, ANNA, WHY)
    assert len(there(library)) == 2
    made = imports.undo(library, number, ANNA, WHY, signed_too=True)
    assert made.signed == (item.sha256,)
    assert there(library) == set()


def test_what_was_not_told_is_not_withdrawn(library: Library, tmp_path: Path) -> None:
    number = brought(library, tmp_path / "in", 1)
    brought(library, tmp_path / "more", 2, number=number)  # it was still running
    with pytest.raises(StaleError, match="has 2 photos now, and had 1"):
        imports.undo(library, number, ANNA, WHY, told=1)
    first, second = there(library)
    with pytest.raises(StaleError, match="has 2 photos now, and had 1"):
        imports.undo(library, number, ANNA, WHY, told=(first,))
    with pytest.raises(StaleError, match="holds other photos than it did"):
        imports.undo(library, number, ANNA, WHY, told=(first, "0" * 64))
    with pytest.raises(RefusedError, match="reason is empty"):
        imports.undo(library, number, ANNA, "", told=2)
    for unknown in (number + 1, -1, 2**80):
        with pytest.raises(UnknownError, match="knows no import"):
            imports.undo(library, unknown, ANNA, WHY)
    assert len(there(library)) == 2
    imports.undo(library, number, ANNA, WHY, told=(first, second))
    with pytest.raises(RefusedError, match="was withdrawn before"):
        imports.undoing(library, number)


KILLED = """
import os, sys
from datasets.library import imports, storage, withdrawing
from datasets.library.library import Library
where = {"storage": storage, "withdrawing": withdrawing}[sys.argv[3]]
held, left = getattr(where, sys.argv[4]), [int(sys.argv[5])]
def stop(*given):
    if not left[0]:
        os._exit(9)
    left[0] -= 1
    return held(*given)
setattr(where, sys.argv[4], stop)
with Library(sys.argv[1]) as library:
    imports.undo(library, int(sys.argv[2]), "Anna", "court order 12")
"""


@pytest.mark.parametrize(
    ("step", "remain"), [("withdrawing _take_out 1", 3), ("storage pack 0", 0)]
)
def test_killed_in_the_middle_it_is_done_as_a_whole_or_not_at_all(
    library: Library, tmp_path: Path, step: str, remain: int
) -> None:
    number = brought(library, tmp_path / "in", 1, 2, 3)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(library.path), str(number), *step.split()],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 9, done.stderr
    with Library(library.path) as again:
        assert len(there(again)) == remain
        assert not any(one.due for one in withdrawing.withdrawn(again))
        assert again.check() == ()


def test_on_the_command_line_an_import_has_a_number_and_is_asked_about(
    library: Library, tmp_path: Path, capsys: Captured
) -> None:
    folders = [tree(tmp_path / f"{n}", {f"{n}.jpg": jpeg(n)}) for n in range(2)]
    at = ["--library", str(library.path)]
    by = ["--by", "Anna"]
    assert main(["import", *map(str, folders), "--licence", "own", *by, *at]) == 0
    (number,) = {each.number for each in imports.every(library)}  # two folders, one import
    assert f"this is import {number}; to undo it as a whole: withdraw --import {number}" in (
        capsys.readouterr().out
    )
    assert main(["withdraw", "--import", *at]) == 0
    assert "Anna  2 photos" in capsys.readouterr().out
    given = ["withdraw", "--import", str(number), *by, "--reason", WHY, *at]
    assert main(given) == 2
    told = capsys.readouterr().out
    assert "Photos that go: 2." in told
    assert "This cannot be undone" in told
    assert "add --yes --count 2 to do it" in told
    for slip in ([], ["--count", "3"]):
        assert main([*given, "--yes", *slip]) != 0
        assert "photos" in capsys.readouterr().err
    assert len(there(library)) == 2
    assert main([*given, "--yes", "--count", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["import"] == number
    assert there(library) == set()
    for wrong in (["abcdef01", "--import", "1"], ["--import", "--yes"], ["--signed-too"]):
        assert main(["withdraw", *wrong, *at]) == 2

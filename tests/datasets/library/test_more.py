"""What a list of photos has no word for goes with a whole export, and is read back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import more, near, opinions, queues, ratings
from datasets.library.agreement import measure
from datasets.library.errors import SourceError
from datasets.library.exporting import Form, export
from datasets.library.formats import About
from datasets.library.library import Library
from datasets.library.offers import HISTORY, JUDGEMENTS
from datasets.library.selecting import Selection
from datasets.library.suspicion import Queue
from tests.datasets.library.made import ANNA, BEN, added, target

CARLA = "Carla Ibáñez"
WHOLE = Selection(everything=True)


@pytest.fixture
def judged(library: Library) -> Library:
    """Six photos with opinions, a pair kept apart, one left as it is and one left and changed."""
    labels = ("handcuffs", "batons") * 3
    items = [added(library, at, label=each, group=f"o{at}") for at, each in enumerate(labels)]
    for item, label in zip(items, ("handcuffs", "handcuffs", None, "batons"), strict=False):
        opinions.say(library, item.sha256, label, BEN, item.version)
    opinions.say(library, items[1].sha256, "batons", CARLA, items[1].version)
    near.keep_apart(library, [(items[4].sha256, items[5].sha256)], BEN)
    for item in items[4:]:
        queues.leave(library, Queue.OUTLIERS, item.sha256, item.version, ANNA)
    library.label(target(items[5]), "handcuffs", CARLA)
    return library


@pytest.fixture
def out(judged: Library, tmp_path: Path) -> Path:
    export(judged, tmp_path / "out", Form.MANIFEST, WHOLE)
    return tmp_path / "out"


def brought(source: Path, into: Path) -> Library:
    """A new library by the command line."""
    given = ["import", str(source), "--library", str(into), "--create", "--by", "Dora"]
    assert main([*given, "--any-label"]) == 0
    return Library(into)


@pytest.mark.parametrize("packed", [False, True])
def test_opinions_pairs_and_what_was_left_come_back(
    judged: Library, out: Path, tmp_path: Path, packed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if packed:
        out = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", out))
    with brought(out, tmp_path / "again") as again:
        told = capsys.readouterr().out
        for item in judged.items():
            assert opinions.of_photo(again, item.sha256) == opinions.of_photo(judged, item.sha256)
        assert measure(ratings.ratings(again)) == measure(ratings.ratings(judged))
        assert len(opinions.disagreements(again)) == len(opinions.disagreements(judged))
        left = queues.left_as_is(judged, Queue.OUTLIERS)
        assert len(left) == 1
        assert queues.left_as_is(again, Queue.OUTLIERS) == left
        with again.reading() as db:
            assert db.execute("SELECT actor FROM apart").fetchall() == [(BEN,)]
    assert "5 blind opinions, 1 pairs kept apart, 1 photos left as they are were read" in told
    assert "is no picture" not in told


def test_the_history_goes_along_to_be_read_and_is_not_taken_in(
    judged: Library, out: Path, tmp_path: Path
) -> None:
    rows = [json.loads(line) for line in (out / HISTORY).read_text(encoding="utf-8").splitlines()]
    assert [row["seq"] for row in rows] == sorted(c.seq for c in judged.history(limit=100))
    assert rows[-1]["actor"] == CARLA
    assert rows[-1]["after"]["label"] == "handcuffs"
    with brought(out, tmp_path / "again") as again:
        assert {change.actor for change in again.history(limit=100)} == {"Dora"}


def test_places_on_earth_are_in_the_history_only_on_purpose(
    judged: Library, tmp_path: Path
) -> None:
    first = next(judged.items())
    judged.change(target(first), {"gps": (48.39, -4.49)}, ANNA)
    for gps in (False, True):
        folder = tmp_path / str(gps)
        export(judged, folder, Form.MANIFEST, WHOLE, About(gps=gps))
        assert ("48.39" in (folder / HISTORY).read_text(encoding="utf-8")) is gps


def test_only_whole_manifests_hold_them(judged: Library, tmp_path: Path) -> None:
    export(judged, tmp_path / "part", Form.MANIFEST)
    export(judged, tmp_path / "croissant", Form.CROISSANT, WHOLE)
    assert not list(tmp_path.glob(f"*/{JUDGEMENTS}"))


def test_reading_twice_and_without_the_photos_takes_nothing(
    judged: Library, out: Path, tmp_path: Path
) -> None:
    with Library(tmp_path / "empty", create=True) as empty:
        assert more.read(empty, out) == more.Read(passed=7)
        assert more.read(empty, tmp_path) is None
    with brought(out, tmp_path / "again") as again:
        found = more.read(again, out)
        assert found is not None
        assert (found.opinions, found.apart, found.left) == (0, 0, 0)


def test_what_was_said_here_cannot_be_forged_by_a_file(judged: Library, tmp_path: Path) -> None:
    """An opinion with a time after the photo came would count as given in this library."""
    item = next(judged.items())
    said = {"kind": "opinion", "sha256": item.sha256, "by": "Eve", "label": "batons"}
    (tmp_path / JUDGEMENTS).write_text(json.dumps(said | {"at": judged.moment()}) + "\n")
    assert more.read(judged, tmp_path) == more.Read(passed=1)
    assert "Eve" not in {each.by for each in opinions.of_photo(judged, item.sha256)}


GOOD = {"kind": "opinion", "sha256": "a" * 64, "by": "Eve", "label": "x"}
GOOD |= {"at": "2026-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "5",
        "[" * 100_000,
        json.dumps(GOOD | {"kind": "praise"}),
        json.dumps(GOOD | {"kind": ["opinion"]}),
        json.dumps(GOOD | {"by": ""}),
        json.dumps(GOOD | {"by": 5}),
        json.dumps(GOOD | {"at": "yesterday"}),
        json.dumps(GOOD | {"at": 5}),
        json.dumps(GOOD | {"label": "../x"}),
        json.dumps(GOOD | {"sha256": "short"}),
        json.dumps(GOOD | {"sha256": 5}),
        json.dumps(GOOD | {"kind": "left_as_is", "queue": "none", "judged": {}}),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_taken(
    judged: Library, tmp_path: Path, line: str
) -> None:
    item = next(judged.items())
    good = json.dumps(GOOD | {"sha256": item.sha256})
    (tmp_path / JUDGEMENTS).write_text(f"{good}\n{line}\n{good}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=f"{JUDGEMENTS} line 2 is no judgement"):
        more.read(judged, tmp_path)
    assert "Eve" not in {each.by for each in opinions.of_photo(judged, item.sha256)}

"""A signed version never changes, has one hash, and tells what became of its photos."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from datasets.library import versions
from datasets.library.errors import DamagedError, LeakError, RefusedError, UnknownError
from datasets.library.library import Library
from datasets.library.record import Verdict
from datasets.library.splits import LeakCheck, Shares, part_of
from datasets.library.versions import Entry, Version
from tests.datasets.library.made import ANNA, BEN, added, target

AT = "2026-11-28T09:30:00Z"


def signed(library: Library, name: str = "2026-11") -> Version:
    return library.sign(versions.draft(library.items(), name, ANNA, AT))


def test_a_version_is_the_hash_of_its_canonical_list(filled: Library) -> None:
    version = signed(filled)
    usable = [item for item in filled.items() if item.record.why_unusable is None]
    rows = sorted(
        [i.sha256, i.record.label, i.record.group, part_of(i.record.group, Shares())]
        for i in usable
    )
    text = json.dumps({"form": 1, "photos": rows}, sort_keys=True, separators=(",", ":"))
    assert version.body == text
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert filled.versions() == (version,)
    assert filled.version("2026-11") == filled.version(version.sha256) == version
    assert (version.signed_by, version.signed) == (ANNA, AT)


def test_the_same_photos_give_the_same_hash_under_any_name(filled: Library) -> None:
    one, two = signed(filled, "one"), signed(filled, "two")
    assert one.sha256 == two.sha256
    with pytest.raises(RefusedError, match="there is a version one"):
        signed(filled, "one")
    assert [each.name for each in filled.versions()] == ["one", "two"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE version SET body = '{}'",
        "DELETE FROM version",
        "REPLACE INTO version SELECT id, name, sha256, 0, signed, signed_by, note, body "
        "FROM version",
    ],
)
def test_the_file_itself_refuses_to_change_a_version(
    filled: Library, folder: Path, statement: str
) -> None:
    signed(filled)
    db = sqlite3.connect(folder / "library.db")
    with pytest.raises(sqlite3.IntegrityError, match="a signed version is never"):
        db.execute(statement)
    db.close()


def test_a_version_changed_past_the_guards_is_refused(filled: Library, folder: Path) -> None:
    signed(filled)
    db = sqlite3.connect(folder / "library.db")
    db.execute("DROP TRIGGER version_kept")
    db.execute("UPDATE version SET body = replace(body, 'handcuffs', 'batons')")
    db.commit()
    db.close()
    with pytest.raises(DamagedError, match="was changed after it was signed"):
        filled.version("2026-11")


def test_verifying_tells_what_changed_is_missing_or_came_since(
    library: Library, folder: Path
) -> None:
    items = [added(library, seed, label="batons", group=f"o{seed}") for seed in range(5)]
    version = signed(library)
    assert versions.verify(library, version).holds
    library.label(target(items[0]), "handcuffs", BEN)
    library.change(target(items[1]), {"group": "o0"}, BEN)
    library.review(target(items[2]), Verdict.REJECTED, BEN, "a torch")
    (folder / "originals" / items[3].sha256[:2] / items[3].sha256).unlink()
    added(library, 6, label="batons")
    added(library, 7)
    made = versions.verify(library, version)
    found = {(drift.sha256, drift.kind) for drift in made.drifts}
    assert found == {
        (items[0].sha256, "label"),
        (items[1].sha256, "group"),
        (items[2].sha256, "unusable"),
        (items[3].sha256, "file"),
    }
    assert made.added == 1
    assert not made.holds
    sentences = " ".join(drift.sentence for drift in made.drifts)
    assert "was batons, now handcuffs" in sentences
    assert "was of object o1, now o0" in sentences
    with Library(folder.parent / "empty", create=True) as empty:
        kinds = [drift.kind for drift in versions.verify(empty, version).drifts]
    assert kinds == ["missing"] * 5


def test_only_accepted_labels_are_signed_where_asked(filled: Library) -> None:
    drafted = versions.draft(filled.items(), "one", ANNA, AT, reviewed_only=True)
    assert [entry.label for entry in drafted.entries] == ["handcuffs"]


@pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 81])
def test_a_version_needs_a_plain_name_and_a_signer(filled: Library, name: str) -> None:
    with pytest.raises(RefusedError, match="name of a version"):
        versions.draft(filled.items(), name, ANNA, AT)
    with pytest.raises(RefusedError, match="name of who signs"):
        versions.draft(filled.items(), "one", " ".strip(), AT)
    with pytest.raises(RefusedError, match="at least one photo"):
        versions.draft([], "one", ANNA, AT)
    with pytest.raises(UnknownError, match="no version none"):
        filled.version("none")


def test_a_list_with_a_photo_twice_is_refused() -> None:
    entry = Entry("a" * 64, "batons", "g", "train")
    with pytest.raises(RefusedError, match="none twice"):
        Version("one", (entry, entry), AT, ANNA)


def test_a_part_depends_on_the_object_alone_and_stays(library: Library) -> None:
    shares = Shares(0.2, 0.2)
    before = {f"object {n}": part_of(f"object {n}", shares) for n in range(2000)}
    counts = {part: list(before.values()).count(part) for part in ("train", "val", "test")}
    assert all(
        abs(count / 2000 - share) < 0.04
        for count, share in zip(counts.values(), (0.6, 0.2, 0.2), strict=True)
    )
    # A larger validation share takes from training alone: no test object moves.
    larger = Shares(0.3, 0.2)
    moved = {g for g, part in before.items() if part_of(g, larger) != part}
    assert {before[group] for group in moved} == {"train"}


@pytest.mark.parametrize("shares", [(-0.1, 0.1), (0.5, 0.5), (0.1, 1.0)])
def test_shares_leave_something_to_training(shares: tuple[float, float]) -> None:
    with pytest.raises(RefusedError, match="together below 1"):
        Shares(*shares)


def test_one_object_or_the_same_bytes_on_two_sides_is_a_leak() -> None:
    check = LeakCheck()
    check.see("a" * 64, "1" * 64, {"cuff 1"}, "train")
    check.see("b" * 64, "2" * 64, {"cuff 1", "cuff 2"}, "train")
    with pytest.raises(LeakError, match=r"object cuff 2 stands in train .* and in test"):
        check.see("c" * 64, "3" * 64, {"cuff 2"}, "test")
    with pytest.raises(LeakError, match=r"the bytes of photo a{12} stand in train and in val"):
        check.see("d" * 64, "1" * 64, {"cuff 9"}, "val")

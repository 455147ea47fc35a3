"""A library stores bytes as they are, changes with history, and refuses to overwrite silently."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from datasets.library.changes import Kind
from datasets.library.errors import (
    RefusedError,
    StaleError,
    UnknownError,
)
from datasets.library.intake import Terms
from datasets.library.library import Library
from datasets.library.querying import Order, Wanted
from datasets.library.record import Item, Record, State, Verdict
from tests.datasets.library.made import ANNA, BEN, LICENCE, Clock, added, jpeg, ready, target


def test_original_bytes_are_stored_by_their_hash_and_given_back(
    library: Library, folder: Path
) -> None:
    item = added(library, 1, label="handcuffs")
    assert item.sha256 == item.original_sha256 == hashlib.sha256(jpeg(1)).hexdigest()
    path = folder / "originals" / item.sha256[:2] / item.sha256
    assert path.read_bytes() == library.original(item.sha256) == jpeg(1)
    assert (item.width, item.height, item.format, item.bytes) == (200, 160, "jpg", len(jpeg(1)))
    assert item.record.group == item.sha256[:16]
    assert library.get(item.sha256) == library.get(item.sha256[:8]) == item


def test_the_same_bytes_are_added_once_also_when_stripped(library: Library) -> None:
    item = added(library, 1)
    assert library.add(ready(1), BEN) is None
    stripped = Terms(by=ANNA, said={"licence": LICENCE}, strip=True)
    assert library.add(ready(1, stripped), BEN) is None
    other = library.add(ready(2, stripped), BEN)
    assert other is not None
    assert other.sha256 != other.original_sha256 == hashlib.sha256(jpeg(2)).hexdigest()
    assert library.add(ready(2), BEN) is None
    assert [each.sha256 for each in library.items()] == [item.sha256, other.sha256]


def test_a_stale_change_is_refused_by_a_sentence_that_says_who(library: Library) -> None:
    seen = added(library, 1)
    library.label(target(seen), "handcuffs", ANNA)
    with pytest.raises(StaleError) as error:
        library.label(target(seen), "batons", BEN)
    assert str(error.value) == (
        f"{ANNA} changed photo {seen.sha256[:12]} on 2026-11-28 09:32:00 UTC (label: handcuffs) "
        "after you opened it; look at it again"
    )
    now = library.get(seen.sha256)
    assert (now.record.label, now.record.labelled_by, now.version) == ("handcuffs", ANNA, 2)
    (mine,) = library.label(target(now), "batons", BEN)
    assert (mine.record.label, mine.version) == ("batons", 3)


def test_photos_are_changed_together_or_not_at_all(library: Library) -> None:
    items = [added(library, seed) for seed in range(3)]
    library.label(target(items[2]), "batons", BEN)
    with pytest.raises(StaleError, match=BEN):
        library.label(target(*items), "handcuffs", ANNA)
    assert [item.record.label for item in library.items()] == [None, None, "batons"]
    assert library.history(by=ANNA, limit=1)[0].kind is Kind.ADDED


def test_history_tells_time_person_before_and_after(library: Library) -> None:
    item = added(library, 1)
    (labelled,) = library.label(target(item), "handcuffs", ANNA)
    library.review(target(labelled), Verdict.REJECTED, BEN, "a toy")
    review, change, first = library.history(item.sha256)
    assert (first.kind, first.version, first.after["licence"]) == (Kind.ADDED, 1, LICENCE)
    assert (change.kind, change.actor, change.version) == (Kind.CHANGED, ANNA, 2)
    assert change.before == {"label": None, "labelled_by": ""}
    assert change.after == {"label": "handcuffs", "labelled_by": ANNA}
    assert (review.kind, review.actor) == (Kind.REVIEWED, BEN)
    assert review.after == {"reviewed_by": BEN, "verdict": "rejected", "reason": "a toy"}
    assert first.at < change.at < review.at
    assert library.history(by=BEN) == (review,)
    assert library.history(item.sha256, limit=1, before=review.seq) == (change,)


def test_the_last_change_of_a_user_is_undone_also_of_many_photos(library: Library) -> None:
    items = [added(library, seed) for seed in range(3)]
    first = library.label(target(*items[:2]), "handcuffs", ANNA)
    library.label(target(*first), "batons", ANNA)
    library.label(target(items[2]), "whips", BEN)
    assert [i.record.label for i in library.undo(ANNA)] == ["handcuffs", "handcuffs"]
    assert [i.record.label for i in library.undo(ANNA)] == [None, None]
    assert all(i.record == before.record for i, before in zip(library.items(), items[:2]))  # noqa: B905
    with pytest.raises(UnknownError, match=f"no change of {ANNA}"):
        library.undo(ANNA)
    assert library.get(items[2].sha256).record.label == "whips"
    assert [i.record.label for i in library.undo(BEN)] == [None]


def test_what_another_changed_since_is_not_undone(library: Library) -> None:
    item = added(library, 1)
    (mine,) = library.label(target(item), "handcuffs", ANNA)
    (theirs,) = library.change(target(mine), {"view": "worn"}, BEN)
    with pytest.raises(StaleError, match=rf"{BEN} changed .*view: worn.*cannot be undone"):
        library.undo(ANNA)
    assert library.get(item.sha256) == theirs
    library.undo(BEN)
    assert library.undo(ANNA)[0].record.label is None


def test_a_change_that_changes_nothing_leaves_no_trace(library: Library) -> None:
    item = added(library, 1, view="front")
    assert library.change(target(item), {"view": "front"}, BEN) == (item,)
    assert len(library.history(item.sha256)) == 1


def test_the_file_and_the_program_agree_on_states(filled: Library) -> None:
    stored = filled._db.execute("SELECT sha256, state FROM photo").fetchall()
    assert {sha: State(state) for sha, state in stored} == {
        item.sha256: item.record.state for item in filled.items()
    }
    assert {State(state) for _, state in stored} == set(State)
    assert filled.counts_by_state() == dict.fromkeys(State, 1) | {State.LABELLED: 3}
    assert filled.counts_by_label()["handcuffs"] == {State.ACCEPTED: 1, State.LABELLED: 1}
    assert sum(filled.counts_by_label()[None].values()) == 2


@pytest.mark.parametrize("order", list(Order))
def test_pages_give_every_photo_once_in_order(library: Library, order: Order) -> None:
    items = [added(library, seed) for seed in range(7)]
    library.rank({item.sha256: float(item.id % 3) for item in items})
    whole = library.next_photos(order=order, limit=50)
    paged: list[Item] = []
    after = None
    while page := library.next_photos(Wanted(state=State.TODO), order, 2, after):
        paged += page
        after = page[-1]
    assert paged == list(whole)
    keys = {
        Order.OLDEST: lambda i: i.id,
        Order.NEWEST: lambda i: -i.id,
        Order.RANDOM: lambda i: i.sha256,
        Order.TEACHING: lambda i: (-i.priority, i.id),
    }
    assert [i.id for i in whole] == [i.id for i in sorted(whole, key=keys[order])]
    assert len(whole) == 7


def test_every_field_survives_the_file(library: Library, folder: Path, clock: Clock) -> None:
    item = added(library, 1)
    said = {
        "label": "handcuffs",
        "taken": "2026-03-01",
        "gps": (1.5, -2.25),
        "several_goods": True,
        "flags": ("dark", "tiny"),
        "proposed": "batons",
        "proposed_by": "Ben",
        "consent": "é \U0001f600",
    }
    (changed,) = library.change(target(item), said, ANNA)
    with Library(folder) as again:
        assert again.get(item.sha256) == changed
    names = {row[1] for row in library._db.execute("PRAGMA table_info(photo)")}
    assert set(Record.__dataclass_fields__) <= names
    assert json.loads(library._db.execute("SELECT gps FROM photo").fetchone()[0]) == [1.5, -2.25]


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "a\nb"])
def test_nobody_changes_without_a_name(library: Library, name: str) -> None:
    item = added(library, 1)
    with pytest.raises(RefusedError):
        library.label(target(item), "handcuffs", name)
    with pytest.raises(UnknownError):
        library.get("f" * 64)
    with pytest.raises(RefusedError):
        library.get("../../etc")

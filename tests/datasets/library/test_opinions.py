"""Blind second opinions, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from datasets.library import opinions, reviewing
from datasets.library.errors import RefusedError, StaleError, UnknownError
from datasets.library.library import Library
from datasets.library.record import Item, State, Verdict
from datasets.library.reviewing import Waiting
from tests.datasets.library.made import ANNA, BEN, START, added, target

CARLA = "Carla Ibáñez"


@pytest.fixture
def item(library: Library) -> Item:
    return added(library, 0, label="handcuffs")


def test_the_same_label_accepts_the_photo(library: Library, item: Item) -> None:
    said = opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    assert said.agrees
    now = library.get(item.sha256)
    assert said.item == now
    assert (now.record.state, now.record.reviewed_by) == (State.ACCEPTED, BEN)
    assert opinions.disagreements(library) == ()


def test_another_label_leaves_a_disagreement(library: Library, item: Item) -> None:
    said = opinions.say(library, item.sha256, "batons", BEN, item.version)
    assert not said.agrees
    now = library.get(item.sha256)
    assert now == item  # nothing is said of the photo itself
    assert opinions.disagreements(library, BEN) == (now,)
    assert opinions.disagreements(library, ANNA.upper()) == ()  # not who labelled
    (opinion,) = opinions.of_photo(library, item.sha256)
    assert (opinion.by, opinion.label) == (BEN, "batons")


@pytest.mark.parametrize("settle", ["accept", "reject", "relabel"])
def test_a_disagreement_ends_when_it_is_settled(library: Library, item: Item, settle: str) -> None:
    opinions.say(library, item.sha256, "batons", BEN, item.version)
    if settle == "accept":
        library.review(target(item), Verdict.ACCEPTED, CARLA)
    elif settle == "reject":
        library.review(target(item), Verdict.REJECTED, CARLA, "batons")
    else:
        library.label(target(item), "batons", CARLA)
    assert opinions.disagreements(library) == ()


def test_cannot_tell_is_an_opinion_too(library: Library, item: Item) -> None:
    unclear = added(library, 1, cannot_tell=True)
    assert not opinions.say(library, item.sha256, None, BEN, item.version).agrees
    both = opinions.say(library, unclear.sha256, None, BEN, unclear.version)
    assert both.agrees
    assert both.item.record.state is State.CANNOT_TELL  # there is no label to accept
    assert [each.sha256 for each in opinions.disagreements(library)] == [item.sha256]


def test_an_opinion_on_an_older_version_is_refused(library: Library, item: Item) -> None:
    library.label(target(item), "batons", ANNA)
    with pytest.raises(StaleError, match=f"{ANNA} changed photo"):
        opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    assert opinions.of_photo(library, item.sha256) == ()


@pytest.mark.parametrize(
    ("by", "prepare", "sentence"),
    [
        (ANNA, None, "needs another person"),
        (ANNA.upper(), None, "needs another person"),
        ("", None, "is empty"),
        (BEN, "opinion", "gave an opinion on this photo already"),
        (CARLA, "review", "reviewed already"),
    ],
)
def test_an_opinion_that_is_none_is_refused(
    library: Library, item: Item, by: str, prepare: str | None, sentence: str
) -> None:
    if prepare == "opinion":
        opinions.say(library, item.sha256, "batons", BEN, item.version)
    elif prepare == "review":
        (item,) = library.review(target(item), Verdict.ACCEPTED, BEN)
    with pytest.raises(RefusedError, match=sentence):
        opinions.say(library, item.sha256, "handcuffs", by, item.version)


def test_bad_input_is_refused(library: Library, item: Item) -> None:
    todo = added(library, 1)
    with pytest.raises(RefusedError, match="nobody has labelled"):
        opinions.say(library, todo.sha256, "handcuffs", BEN, todo.version)
    with pytest.raises(RefusedError, match="must be an id"):
        opinions.say(library, item.sha256, "../x", BEN, item.version)
    with pytest.raises(UnknownError):
        opinions.say(library, "0" * 64, "handcuffs", BEN, 1)
    for share in (0, 1.5, float("nan")):
        with pytest.raises(RefusedError, match="share"):
            opinions.next_for(library, BEN, share=share)


def test_the_order_is_random_and_the_same_for_all(library: Library) -> None:
    items = [added(library, seed, label="batons") for seed in range(6)]
    unclear = added(library, 6, cannot_tell=True)
    wanted = sorted(each.sha256 for each in (*items, unclear))
    for by in (BEN, CARLA):
        found = opinions.next_for(library, by, limit=10)
        assert [each.sha256 for each in found] == wanted
    (second,) = opinions.next_for(library, BEN, after=wanted[0])
    assert second.sha256 == wanted[1]


def test_a_share_is_the_beginning_of_the_order_and_stays(library: Library) -> None:
    added_so_far = [added(library, seed, label="batons") for seed in range(12)]
    half = {each.sha256 for each in opinions.next_for(library, BEN, share=0.5, limit=99)}
    assert half == {each.sha256 for each in added_so_far if each.sha256 < "8"}
    assert 0 < len(half) < 12
    added(library, 12, label="batons")
    assert half <= {each.sha256 for each in opinions.next_for(library, CARLA, share=0.5, limit=99)}


def test_nobody_is_asked_for_what_they_said_before(library: Library, item: Item) -> None:
    other = added(library, 1, label="batons")
    reviewed = added(library, 2, label="batons")
    added(library, 3)
    library.review(target(reviewed), Verdict.ACCEPTED, BEN)
    library.label(target(other), "handcuffs", CARLA)  # Anna's label came before
    assert opinions.next_for(library, ANNA, limit=9) == ()
    opinions.say(library, item.sha256, "batons", BEN, item.version)
    assert [each.sha256 for each in opinions.next_for(library, BEN, limit=9)] == [other.sha256]


def test_undo_takes_back_the_opinion_and_what_it_confirmed(library: Library, item: Item) -> None:
    opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    (back,) = opinions.undo(library, BEN)
    assert back.record == item.record
    assert opinions.of_photo(library, item.sha256) == ()
    assert opinions.next_for(library, BEN) == (back,)
    with pytest.raises(UnknownError, match="nothing of"):
        opinions.undo(library, BEN)


def test_undo_takes_back_the_last_thing_first(library: Library, item: Item) -> None:
    other = added(library, 1, label="batons")
    opinions.say(library, item.sha256, "batons", BEN, item.version)
    library.review(target(other), Verdict.REJECTED, BEN, "a toy")
    assert opinions.undo(library, BEN)[0].sha256 == other.sha256
    assert opinions.of_photo(library, item.sha256) != ()
    assert opinions.undo(library, BEN)[0].sha256 == item.sha256
    assert opinions.of_photo(library, item.sha256) == ()


def test_undo_within_one_second_goes_backwards(tmp_path: Path) -> None:
    standing: Callable[[], datetime] = lambda: START  # noqa: E731
    with Library(tmp_path / "one", create=True, clock=standing) as library:
        one, other = (added(library, seed, label="batons") for seed in range(2))
        opinions.say(library, one.sha256, "batons", BEN, one.version)
        library.review(target(other), Verdict.ACCEPTED, BEN)
        assert opinions.undo(library, BEN)[0].sha256 == other.sha256
        assert opinions.undo(library, BEN)[0].record == one.record
        assert opinions.of_photo(library, one.sha256) == ()


def test_undo_is_refused_after_somebody_changed_the_photo(library: Library, item: Item) -> None:
    said = opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    library.change(target(said.item), {"view": "worn"}, CARLA)
    with pytest.raises(StaleError, match="cannot be undone"):
        opinions.undo(library, BEN)
    assert len(opinions.of_photo(library, item.sha256)) == 1  # all or none


def test_who_labelled_finds_nothing_in_the_queue(library: Library, item: Item) -> None:
    other = added(library, 1, label="batons")
    (by_ben,) = library.label(target(added(library, 2)), "batons", BEN)
    added(library, 3)
    assert reviewing.waiting(library, BEN) == (item, other)
    assert reviewing.waiting(library, ANNA.upper()) == (by_ben,)
    assert reviewing.waiting(library, BEN, label="batons") == (other,)
    assert reviewing.waiting(library, BEN, limit=1, after=item.id) == (other,)
    assert reviewing.waiting(library, "") == (item, other, by_ben)
    assert reviewing.count(library, BEN) == Waiting(review=2, own=1, disagreements=0)
    opinions.say(library, item.sha256, "batons", BEN, item.version)
    assert reviewing.count(library, CARLA) == Waiting(review=3, own=0, disagreements=1)
    with pytest.raises(RefusedError, match="a page holds"):
        reviewing.waiting(library, BEN, limit=0)


def test_a_refused_opinion_does_not_tell_the_new_label(library: Library, item: Item) -> None:
    library.label(target(item), "batons", ANNA)
    with pytest.raises(StaleError) as refused:
        opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    assert "batons" not in str(refused.value)
    with pytest.raises(StaleError, match="no version 9"):
        opinions.say(library, item.sha256, "handcuffs", BEN, 9)


def test_who_knows_the_label_gives_no_blind_opinion(library: Library, item: Item) -> None:
    """Ben rejected it, so he saw the label; the label is free again after another box."""
    (now,) = library.review(target(item), Verdict.REJECTED, BEN, "a toy")
    (now,) = library.change(target(now), {"several_goods": True}, ANNA)
    assert now.record.state is State.LABELLED
    assert opinions.next_for(library, BEN) == ()
    with pytest.raises(RefusedError, match="needs somebody else"):
        opinions.say(library, item.sha256, "batons", BEN, now.version)
    (relabelled,) = library.label(target(now), "batons", CARLA)
    with pytest.raises(RefusedError, match="needs somebody else"):
        opinions.say(library, item.sha256, "batons", ANNA, relabelled.version)


def test_who_changes_their_mind_does_not_disagree_with_themselves(
    library: Library, item: Item
) -> None:
    opinions.say(library, item.sha256, "batons", BEN, item.version)
    (now,) = library.label(target(item), "padlock", BEN)
    assert now.record.labelled_by == BEN
    assert opinions.disagreements(library) == ()


def test_disagreements_come_in_pages_and_are_counted(library: Library, item: Item) -> None:
    items = [item, *(added(library, seed, label="batons") for seed in range(1, 4))]
    for each in items:
        opinions.say(library, each.sha256, "padlock", BEN, each.version)
    assert opinions.disagreements(library, BEN, limit=2) == tuple(items[:2])
    assert opinions.disagreements(library, BEN, limit=2, after=items[1].id) == tuple(items[2:])
    assert opinions.disagreements(library, BEN, label="batons") == tuple(items[1:])
    assert opinions.count_disagreements(library) == opinions.count_disagreements(library, BEN) == 4
    assert opinions.count_disagreements(library, ANNA.upper()) == 0

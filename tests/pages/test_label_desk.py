"""The desk behind the label page, without a browser: photos out, labels in, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from catalogue.load import Catalogue
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from datasets.library.record import Box, Item, Record, State, Verdict
from model.references import ReferenceIndex
from pages.label_asked import MOST_ACTS, MOST_PHOTOS, UNREADABLE, Message
from pages.label_desk import HELD_SECONDS, Desk
from pages.label_told import said_of
from pages.workbench import Workbench
from tests.pages import fakes
from tests.pages.serve_label import fill

ANNA, BEN = "Anna", "Ben"


class Ticks:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", create=True) as opened:
        fill(opened, 12)
        yield opened


@pytest.fixture
def bench(library: Library, catalogue: Catalogue) -> Workbench:
    views = ReferenceIndex(
        ("handcuffs/1.webp",), ("handcuffs",), np.full((1, 8), 8**-0.5, np.float16)
    )

    def may(user: str | None, what: str) -> bool:
        return what == "datasets" and user != "inspector"

    return Workbench(library, fakes.classifier(catalogue), catalogue, views, may)


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def desk(bench: Workbench, ticks: Ticks) -> Desk:
    return Desk(bench, ticks)


def asked(**more: object) -> dict[str, object]:
    return {"turn": 1, "order": "oldest", "state": "todo", "count": 3, **more}


def message(by: str = ANNA, **more: object) -> dict[str, object]:
    return {"number": 7, "by": by, "tab": f"tab of {by}", **more}


def act(item: Item, doing: str = "label", **more: object) -> dict[str, object]:
    told = {"id": f"{doing} {item.sha256[:8]} {item.version}", "doing": doing}
    return {**told, "sha256": item.sha256, "version": item.version, "label": "handcuffs", **more}


def done(desk: Desk, *acts: dict[str, object], by: str = ANNA) -> list[dict[str, Any]]:
    told = desk.answer(message(by, acts=list(acts)), None)
    assert told["refused"] == ""
    answers: list[dict[str, Any]] = told["done"]
    return answers


def cards(desk: Desk, by: str = ANNA, **more: object) -> list[dict[str, Any]]:
    told = desk.answer(message(by, asked=asked(**more)), None)
    assert told["refused"] == ""
    found: list[dict[str, Any]] = told["cards"]
    return found


def test_photos_come_in_order_and_go_on_behind_the_last(desk: Desk, library: Library) -> None:
    order = [item.sha256 for item in library.items()]
    first = cards(desk)
    assert [card["sha256"] for card in first] == order[:3]
    assert [card["sha256"] for card in cards(desk, after=order[2])] == order[3:6]
    told = desk.answer(message(asked=asked(after=order[9], turn=4)), None)
    assert (told["number"], told["turn"], told["end"]) == (7, 4, True)
    assert [card["sha256"] for card in told["cards"]] == order[10:]


def test_a_photo_is_told_with_proposals_in_words_and_pictures(desk: Desk, library: Library) -> None:
    red, green, blue = list(library.items())[:3]
    library.label([(red.sha256, 1)], "handcuffs", BEN)
    card = cards(desk, photos=[blue.sha256])[0]
    assert (card["width"], card["height"], card["state"]) == (480, 360, "todo")
    best = card["proposals"][0]
    assert best["id"] == "handcuffs"
    assert "%" in best["words"]
    assert best["view"].startswith("data:image/jpeg;base64,")
    assert len(card["proposals"]) == 6
    # Red was looked at when it was told, so that it can stand beside what looks like it.
    cards(desk, photos=[red.sha256])
    desk._teller._neighbours._read_at = None
    again = cards(desk, photos=[blue.sha256])[0]["proposals"][0]
    assert again["photos"] == [red.sha256]
    assert ["Source", "made up for a test"] in card["facts"]
    assert green.sha256 not in str(card)


def test_what_others_proposed_comes_first_and_once(desk: Desk, library: Library) -> None:
    item = next(library.items())
    said = {"proposed": "plain_baton", "proposed_by": "the register"}
    library.change([(item.sha256, 1)], said, BEN)
    proposals = cards(desk, photos=[item.sha256])[0]["proposals"]
    assert proposals[0]["id"] == "plain_baton"
    assert proposals[0]["words"].startswith("proposed by the register; the network: ")
    assert [each["id"] for each in proposals].count("plain_baton") == 1


def test_a_label_is_kept_with_who_gave_it(desk: Desk, library: Library) -> None:
    item = next(library.items())
    (told,) = done(desk, act(item, several=True, box=[0.1, 0.2, 0.3, 0.4]))
    assert (told["refused"], told["version"], told["label"]) == ("", 2, "handcuffs")
    record = library.get(item.sha256).record
    assert (record.label, record.labelled_by, record.several_goods) == ("handcuffs", ANNA, True)
    assert record.box == Box(0.1, 0.2, 0.3, 0.4)
    (told,) = done(desk, act(library.get(item.sha256), "cannot_tell"))
    assert library.get(item.sha256).record.state is State.CANNOT_TELL


def test_a_message_that_is_sent_twice_acts_once(desk: Desk, library: Library) -> None:
    item = next(library.items())
    assert done(desk, act(item)) == done(desk, act(item))
    assert len(library.history(item.sha256)) == 2  # added, labelled


def test_what_was_refused_may_be_sent_again(desk: Desk, library: Library) -> None:
    item = next(library.items())
    (told,) = done(desk, act(item), by=" ")
    assert "write your name" in told["refused"].lower()
    (told,) = done(desk, act(item), by=ANNA)
    assert told["refused"] == ""


def test_undo_takes_back_the_last_and_tells_the_photo(desk: Desk, library: Library) -> None:
    first, second = list(library.items())[:2]
    done(desk, act(first), act(second))
    (told,) = done(desk, {"id": "u1", "doing": "undo"})
    assert told["card"]["sha256"] == second.sha256
    assert told["card"]["label"] == ""
    (told,) = done(desk, {"id": "u2", "doing": "undo"})
    assert told["card"]["sha256"] == first.sha256
    (told,) = done(desk, {"id": "u3", "doing": "undo"})
    assert "no change of Anna" in told["refused"]
    assert library.get(first.sha256).record.state is State.TODO


def test_who_comes_second_is_told_who_was_quicker(desk: Desk, library: Library) -> None:
    item = next(library.items())
    done(desk, act(item), by=BEN)
    (told,) = done(desk, act(item, label="leg_cuffs"))
    assert told["stale"]
    assert told["refused"].startswith("Ben changed photo")
    assert told["card"]["label"] == "handcuffs"
    assert "Ben labelled it" in told["card"]["said"]
    assert library.get(item.sha256).record.label == "handcuffs"


def test_a_photo_that_lies_before_one_person_is_not_handed_to_another(
    desk: Desk, library: Library, ticks: Ticks
) -> None:
    order = [item.sha256 for item in library.items()]
    assert [card["sha256"] for card in cards(desk, ANNA)] == order[:3]
    assert [card["sha256"] for card in cards(desk, BEN)] == order[3:6]
    assert [card["sha256"] for card in cards(desk, ANNA)] == order[:3]  # begun again
    ticks.now += HELD_SECONDS + 1
    assert [card["sha256"] for card in cards(desk, BEN)] == order[:3]


def test_the_last_photos_are_not_withheld(desk: Desk, library: Library) -> None:
    order = [item.sha256 for item in library.items()]
    cards(desk, ANNA, after=order[8], count=12)
    assert [card["sha256"] for card in cards(desk, BEN, after=order[8])] == order[9:]


def test_a_class_nobody_knows_is_made_on_purpose_only(desk: Desk, library: Library) -> None:
    first, second = list(library.items())[:2]
    (told,) = done(desk, act(first, label="zebra_grip"))
    assert "confirm that it is a new class" in told["refused"]
    (told,) = done(desk, act(first, label="zebra_grip", is_new=True))
    assert told["refused"] == ""
    (told,) = done(desk, act(second, label="zebra_grip"))  # now it is known
    assert told["refused"] == ""
    assert ["zebra_grip", "zebra_grip", ""] in desk.opened(None)["classes"]


def test_several_goods_need_a_box(desk: Desk, library: Library) -> None:
    item = next(library.items())
    told = desk.answer(message(acts=[act(item, several=True)]), None)
    assert "draw a box" in told["refused"]
    (told,) = done(desk, act(item, "cannot_tell", several=True))
    assert told["refused"] == ""


def test_a_box_alone_keeps_the_label_and_voids_the_review(desk: Desk, library: Library) -> None:
    item = next(library.items())
    done(desk, act(item), by=BEN)
    library.review([(item.sha256, 2)], Verdict.ACCEPTED, ANNA)
    (told,) = done(desk, act(library.get(item.sha256), "mark", box=[0, 0, 0.5, 1]))
    assert told["refused"] == ""
    record = library.get(item.sha256).record
    assert (record.label, record.labelled_by, record.state) == ("handcuffs", BEN, State.LABELLED)


def test_an_inspector_gets_nothing(desk: Desk, library: Library) -> None:
    item = next(library.items())
    assert "role trainer" in desk.opened("inspector")["refused"]
    assert "classes" not in desk.opened("inspector")
    for told in (message(acts=[act(item)]), message(asked=asked())):
        answer = desk.answer(told, "inspector")
        assert "may not change the dataset" in answer["refused"]
        assert "cards" not in answer
        assert "done" not in answer
    assert library.get(item.sha256).version == 1


def test_an_account_signs_and_not_what_was_typed(desk: Desk, library: Library) -> None:
    item = next(library.items())
    desk.answer(message("Somebody Else", acts=[act(item)]), "trainer")
    assert library.get(item.sha256).record.labelled_by == "trainer"


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "{",
        "[" * 100_000,
        [],
        {},
        {"number": "1"},
        {"number": 1, "acts": {}},
        {"number": 1, "acts": [1]},
        {"number": 1, "acts": [{}] * (MOST_ACTS + 1)},
        {"number": 1, "acts": [{"id": "a", "doing": "delete"}]},
        {"number": 1, "acts": [{"id": "", "doing": "undo"}]},
        {"number": 1, "acts": [{"id": "a", "doing": "label", "sha256": "../x", "label": "a"}]},
        {"number": 1, "acts": [{"id": "a", "doing": "label", "sha256": "0" * 64, "label": "a/b"}]},
        {"number": 1, "acts": [{"id": "a", "doing": "mark", "sha256": "0" * 64, "box": [1]}]},
        {"number": 1, "acts": [{"id": "a", "doing": "mark", "sha256": "0" * 64, "box": [0] * 4}]},
        {"number": 1, "acts": [{"id": "a", "doing": "mark", "sha256": "0" * 64, "box": {}}]},
        {"number": 1, "asked": []},
        {"number": 1, "asked": {"turn": 1, "order": "best"}},
        {"number": 1, "asked": {"turn": True, "order": "oldest"}},
        {"number": 1, "asked": {"turn": 1, "order": "oldest", "state": "gone"}},
        {"number": 1, "asked": {"turn": 1, "order": "oldest", "count": MOST_PHOTOS + 1}},
        {"number": 1, "asked": {"turn": 1, "order": "oldest", "photos": ["x"]}},
        {"number": 1, "asked": {"turn": 1, "order": "oldest", "after": "0" * 63}},
    ],
    ids=range(24),
)
def test_a_message_that_nobody_sends_is_refused_in_a_sentence(desk: Desk, data: object) -> None:
    with pytest.raises(RefusedError) as refused:
        Message.of(data)
    told = desk.answer(data, None)
    assert told["refused"].lower().startswith(str(refused.value).lower()[:20])
    assert "cards" not in told


def test_a_photo_that_is_not_there_is_refused_alone(desk: Desk, library: Library) -> None:
    item = next(library.items())
    strange = {**act(item), "id": "x", "sha256": "0" * 64}
    one, two = done(desk, strange, act(item))
    assert "holds no photo" in one["refused"]
    assert two["refused"] == ""
    assert UNREADABLE not in str(one)


def test_a_photo_whose_file_is_gone_is_told_with_a_sentence(desk: Desk, library: Library) -> None:
    item = next(library.items())
    (library.path / "originals" / item.sha256[:2] / item.sha256).unlink()
    card = cards(desk, photos=[item.sha256])[0]
    assert "is gone" in card["fault"]
    assert card["proposals"] == []


def test_how_far_a_photo_has_come_is_a_sentence(catalogue: Catalogue) -> None:
    said = {"group": "g", "licence": "l", "label": "handcuffs", "labelled_by": ANNA}
    name = catalogue["handcuffs"].name
    assert said_of(Record(group="g", licence="l"), catalogue).startswith("Nobody")
    assert said_of(Record(**said), catalogue) == f"Anna labelled it: {name}."  # type: ignore[arg-type]
    reviewed = {**said, "reviewed_by": BEN, "verdict": Verdict.REJECTED, "reason": "a torch"}
    assert "a torch" in said_of(Record(**reviewed), catalogue)  # type: ignore[arg-type]

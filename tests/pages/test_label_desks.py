"""The desks of "Many at once" and "Review": what a page sends that was changed by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.load import load
from datasets.library import opinions
from datasets.library.library import Library
from datasets.library.querying import Wanted
from datasets.library.record import Box, State
from pages.label_agreement import meaning, shown
from pages.label_grid_desk import PAGE, GridDesk
from pages.label_hand import UNREADABLE, reply
from pages.label_review_desk import ReviewDesk
from pages.workbench import Workbench
from tests.pages import fakes
from tests.pages.serve_many import ANNA, BEN, classifier, fill

FILTER = {"show": "filter", "state": "labelled"}
JUDGE = {"way": "judge", "percent": 100}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("desks") / "library"
    fill(folder)
    catalogue = load()
    with Library(folder) as library:
        yield Workbench(
            library, classifier(catalogue), catalogue, None, lambda user, action: user != "reader"
        )


def ask(desk: GridDesk | ReviewDesk, user: str | None = None, **message: object) -> dict[str, Any]:
    """The answer, as it reaches the browser."""
    answer = reply(desk.answer, {"number": 7, "by": BEN, **message}, user)
    told: dict[str, Any] = json.loads(json.dumps(answer))
    assert told["number"] == 7
    return told


UNREADABLE_SENTENCE = f"{UNREADABLE[:1].upper()}{UNREADABLE[1:]}."


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"view": "x"},
        {"view": {"show": "x"}},
        {"view": {"show": "filter", "state": "x"}},
        {"view": {"show": "filter", "state": 3}},
        {"view": {"show": "strict", "cluster": "0"}},
        {"view": FILTER, "act": "x", "photos": [["0" * 64, 1]]},
        {"view": FILTER, "act": "label", "photos": "x"},
        {"view": FILTER, "act": "label", "photos": [["0" * 64]]},
        {"view": FILTER, "act": "label", "photos": [["0" * 64, "1"]]},
        {"view": FILTER, "act": "label", "photos": [["0" * 64, 1]] * (PAGE + 1)},
    ],
)
def test_the_grid_refuses_what_it_cannot_read(bench: Workbench, message: dict[str, Any]) -> None:
    assert ask(GridDesk(bench), **message)["refused"] == UNREADABLE_SENTENCE


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({"view": {}}, "number of 1 to 100"),
        ({"view": {"way": "x", "percent": 100}}, "cannot be read"),
        ({"view": {"way": "blind", "percent": 0}}, "number of 1 to 100"),
        ({"view": {**JUDGE, "after": "../x"}}, "must be a SHA-256"),
        ({"view": JUDGE, "act": "x", "photos": [["0" * 64, 1]]}, "cannot be read"),
        ({"view": JUDGE, "act": "accept", "photos": []}, "Choose a photo first"),
        ({"view": JUDGE, "act": "accept", "photos": [["0" * 64, 1]]}, "holds no photo"),
        ({"view": JUDGE, "act": "undo"}, "nothing of"),
    ],
)
def test_the_review_refuses_what_it_cannot_read(
    bench: Workbench, message: dict[str, Any], sentence: str
) -> None:
    assert sentence in ask(ReviewDesk(bench), **message)["refused"]


@pytest.mark.parametrize("kind", [GridDesk, ReviewDesk])
def test_who_may_not_change_the_dataset_sees_nothing(
    bench: Workbench, kind: type[GridDesk] | type[ReviewDesk]
) -> None:
    told = ask(kind(bench), "reader", view={**FILTER, **JUDGE})
    assert "role trainer" in told["refused"]
    assert "html" not in told


def test_an_account_decides_who_acts_not_the_typed_name(bench: Workbench) -> None:
    desk = ReviewDesk(bench)
    first = ask(desk, "carla", view=JUDGE)
    told = ask(desk, "carla", view=JUDGE, act="accept", photos=[first["photo"]])
    assert told["said"] == "Accepted."
    assert bench.library.get(first["photo"][0]).record.reviewed_by == "carla"
    assert ask(desk, "carla", view=JUDGE, act="undo")["photo"][0] == first["photo"][0]


def test_who_labelled_cannot_accept_by_a_made_up_message(bench: Workbench) -> None:
    desk = ReviewDesk(bench)
    photo = ask(desk, view=JUDGE)["photo"]
    told = ask(desk, ANNA, view=JUDGE, act="accept", photos=[photo])
    assert "let a second person review it" in told["refused"]
    assert bench.library.get(photo[0]).record.state is State.LABELLED


def test_a_blind_photo_tells_nothing_of_what_others_said(bench: Workbench) -> None:
    told = ask(ReviewDesk(bench), view={"way": "blind", "percent": 100, "label": "padlock"})
    (item,) = opinions.next_for(bench.library, BEN)
    assert told["photo"] == [item.sha256, item.version]  # whatever class was asked for
    assert told["more"] == ""
    assert ANNA not in json.dumps(told)


def test_the_box_of_a_photo_is_shown_in_both_ways(bench: Workbench) -> None:
    (item,) = opinions.next_for(bench.library, BEN)
    based = [(item.sha256, item.version)]
    bench.library.change(based, {"box": Box(0.1, 0.2, 0.3, 0.4), "several_goods": True}, ANNA)
    for way in ("judge", "blind"):
        view = {"way": way, "percent": 100, "photo": item.sha256}
        told = ask(ReviewDesk(bench), view=view)
        assert told["box"] == [0.1, 0.2, 0.3, 0.4]
        assert "in the box" in told["html"]
    bench.library.undo(ANNA)


def test_names_of_people_and_objects_are_escaped(bench: Workbench) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    library = bench.library
    (item,) = library.next_photos(limit=1)
    (item,) = library.change([(item.sha256, item.version)], {"group": hostile}, hostile)
    (item,) = library.label([(item.sha256, item.version)], "handcuffs", hostile)
    grid = ask(GridDesk(bench), view={**FILTER, "group": hostile})
    assert item.sha256 in grid["html"]
    told = ask(ReviewDesk(bench), view={**JUDGE, "photo": item.sha256})
    assert "&lt;img src=x" in told["html"] + told["more"]
    assert hostile not in told["html"] + told["more"] + grid["html"]
    library.undo(hostile)


def test_nothing_is_proposed_in_bulk_where_the_network_is_not_sure(
    bench: Workbench, tmp_path: Path
) -> None:
    """Blue is unsure between three kinds of cuffs: it is shown, and taken by hand only."""
    from datasets.library import looks
    from datasets.library.intake import Terms, prepare

    terms = Terms(by=ANNA, said={"licence": "CC0-1.0"})
    with Library(tmp_path / "blue", create=True) as library:
        item = library.add(prepare(fakes.jpeg(fakes.BLUE), "b.jpg", {}, terms), ANNA)
        assert item is not None
        other = Workbench(library, bench.classifier, bench.catalogue, None, bench.may)
        looks.look(library, bench.classifier)
        view = {"show": "filter", "state": "todo"}
        told = ask(GridDesk(other), view=view)
        assert "No proposal" in told["html"]
        photos = [[item.sha256, item.version]]
        told = ask(GridDesk(other), view=view, act="proposals", photos=photos, proposals=[""])
        assert "Nothing is proposed" in told["refused"]
        assert library.get(item.sha256).record.state is State.TODO


def test_what_alpha_means_follows_the_limits_of_its_author() -> None:
    from datasets.library.agreement import Estimate

    assert "can be relied on" in meaning(Estimate(0.85, 0.81, 0.9), 50)
    assert "tentative" in meaning(Estimate(0.70, 0.69, 0.9), 50)
    assert "cannot be relied on" in meaning(Estimate(0.66), 50)
    assert "one class only" in meaning(Estimate(None), 50)
    assert (shown(Estimate(0.5)), shown(Estimate(0.5, 0.25, 0.75))) == (
        "0.50",
        "0.50 (0.25 to 0.75)",
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "objects", "is_sure"),
    [
        (1.0, None, None, 2, False),  # two photos that agree prove nothing
        (1.0, None, None, 30, True),
        (0.1, None, None, 2, False),
        (0.82, 0.7, 0.9, 50, False),  # may well be below what can be relied on
        (0.82, 0.81, 0.9, 50, True),
        (0.7, 0.6, 0.9, 50, False),
        (0.6, 0.3, 0.8, 50, False),
        (0.5, 0.3, 0.6, 50, True),
    ],
)
def test_few_photos_are_said_to_be_few(
    value: float, low: float | None, high: float | None, objects: int, is_sure: bool
) -> None:
    from datasets.library.agreement import Estimate

    assert ("too few photos" not in meaning(Estimate(value, low, high), objects)) is is_sure


BLIND = {"way": "blind", "percent": 100}


def test_blind_answers_do_not_tell_whether_they_agree(bench: Workbench) -> None:
    desk, library = ReviewDesk(bench), bench.library
    told = []
    for same in (True, False):
        (item,) = opinions.next_for(library, BEN)
        other = "padlock" if item.record.label == "handcuffs" else "handcuffs"
        label = item.record.label if same else other
        photos = [[item.sha256, item.version]]
        answer = ask(desk, view=BLIND, act="say", photos=photos, label=label)
        assert not answer["refused"]
        told.append((answer["said"], answer["counts"]))
        opinions.undo(library, BEN)
    assert told[0] == told[1]


def test_what_is_taken_back_is_shown_only_where_it_can_be_judged(bench: Workbench) -> None:
    desk, library = ReviewDesk(bench), bench.library
    items = library.next_photos(Wanted(state=State.TODO), limit=2)
    library.label([(each.sha256, each.version) for each in items[:1]], "padlock", BEN)
    told = ask(desk, view=BLIND, act="undo")
    assert told["said"] == "Taken back."
    assert told["photo"][0] != items[0].sha256
    item = library.get(items[0].sha256)
    library.label([(item.sha256, item.version)], "padlock", BEN)
    told = ask(desk, view=JUDGE, act="undo")
    assert told["photo"][0] == item.sha256
    assert "Nobody has said yet what it shows." in told["html"]
    assert "could not tell" not in told["html"]
    both = [library.get(each.sha256) for each in items]
    library.label([(each.sha256, each.version) for each in both], "padlock", BEN)
    assert ask(desk, view=JUDGE, act="undo")["said"] == "Taken back: 2 photos."


def test_a_proposal_is_taken_only_as_it_was_shown(bench: Workbench) -> None:
    """Another network may have been accepted since; and a label is never replaced unseen."""
    from datasets.library import looks

    desk, library = GridDesk(bench), bench.library
    looks.look(library, bench.classifier)
    (item,) = library.next_photos(Wanted(state=State.TODO), limit=1)
    photos = [[item.sha256, item.version]]
    view = {"show": "filter"}
    for given, sentence in ((["lighter"], "something else is proposed"), (None, "cannot be read")):
        told = ask(desk, view=view, act="proposals", photos=photos, proposals=given)
        assert sentence in told["refused"].lower()
        assert library.get(item.sha256) == item
    (done,) = library.label([(item.sha256, item.version)], "handcuffs", ANNA)
    told = ask(desk, view={**view, "label": "handcuffs"})
    assert set(re.findall('data-proposal="([^"]*)"', told["html"])) == {""}
    based = [[done.sha256, done.version]]
    told = ask(desk, view=view, act="proposals", photos=based, proposals=[""])
    assert "Nothing is proposed" in told["refused"]
    assert library.get(item.sha256) == done
    library.undo(ANNA)


def test_clusters_that_were_passed_over_are_not_called_done(bench: Workbench) -> None:
    from datasets.library import looks

    looks.look(bench.library, bench.classifier)
    desk = GridDesk(bench)
    first = ask(desk, view={"show": "medium", "cluster": 0, "step": 1})
    assert "Cluster 1 of 2" in first["head"]
    over = ask(desk, view={"show": "medium", "cluster": 2, "step": 1})
    assert over["html"] == ""
    assert "passed over" in over["head"]
    back = ask(desk, view={"show": "medium", "cluster": over["cluster"], "step": -1})
    assert "Cluster 2 of 2" in back["head"]
    items = [bench.library.get(sha256) for sha256 in photos_of(first)]
    bench.library.label([(each.sha256, each.version) for each in items], "padlock", ANNA)
    # Nothing is left before the second cluster, so it stays.
    assert "Cluster 2 of 2" in ask(desk, view={"show": "medium", "step": -1})["head"]
    rest = [bench.library.get(sha256) for sha256 in photos_of(back)]
    bench.library.label([(each.sha256, each.version) for each in rest], "padlock", ANNA)
    done = ask(desk, view={"show": "medium", "cluster": 2, "step": 1})
    assert "Every cluster is done" in done["head"]
    bench.library.undo(ANNA)
    bench.library.undo(ANNA)


def photos_of(told: dict[str, Any]) -> list[str]:
    return re.findall('data-sha256="([0-9a-f]{64})"', told["html"])

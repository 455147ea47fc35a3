"""The tab "Same object?": what it proposes, and what its buttons come to; once in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, expect

from datasets.leaks import Reason
from datasets.library import near_pairs
from datasets.library.errors import RefusedError, StaleError
from datasets.library.library import Library
from datasets.library.near import Pair
from pages import dataset_same as same
from pages.dataset_same import Desk
from pages.workbench import Workbench
from tests.datasets.library.looking_made import added_again
from tests.datasets.library.made import ANNA, BEN, added, target
from tests.pages.browser import free_port, serving
from tests.pages.serve_dataset import LIBRARY
from tests.pages.test_inspection_page import PHONE


def fill(library: Library) -> None:
    """Three objects of one look, and two of another."""
    for seed in (1, 2):
        added(library, seed, group=f"object {seed}")
        added_again(library, seed, group=f"object {seed} again")
    added_again(library, 1, 170, group="object 1 once more")


def test_an_empty_library_and_one_of_different_things_say_so(bench: Workbench) -> None:
    assert "Press the button" in same.overview(Desk())
    desk = same.searched(bench, Desk())
    assert "No two objects look alike" in same.overview(desk)
    added(bench.library, 1)
    assert "1 photo compared" in same.overview(same.searched(bench, desk))


def test_what_is_alike_is_shown_side_by_side_with_the_reason(bench: Workbench) -> None:
    fill(bench.library)
    desk = same.searched(bench, Desk())
    assert "2 groups of photos may show one object" in same.overview(desk)
    sizes = sorted(len(each.groups) for each in same.proposals_of(desk))
    assert sizes == [2, 3]
    pair = same.proposals_of(desk)[0].pairs[0]
    told = same.pair_told(pair)
    assert told.count("<img") == 2
    assert f"/library/{pair.first}/320" in told
    assert "look almost the same" in told
    seen = Pair(pair.first, pair.second, Reason.EMBEDDING, 30, 0.97)
    assert "The network sees almost the same" in same.reason(seen)


def test_a_search_tells_how_far_it_is(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(bench.library)

    def search(*given: Any) -> object:
        given[-1](3, 7, near_pairs.PAIRS)
        return np.zeros(0, dtype=near_pairs._PAIR), True

    monkeypatch.setattr(near_pairs, "search", search)
    told: list[str] = []
    same.searched(bench, Desk(), lambda *far: told.append(same.far(*far)))
    assert "New photos looked at: 4 of 5." in told[3]
    assert "3 of 7 thousand pairs of photos compared." in told[-1]
    assert '<progress value="3" max="7">' in told[-1]
    assert "One moment" in same.far(0, 0, "")


def test_one_object_joins_all_and_undo_brings_the_proposal_back(bench: Workbench) -> None:
    fill(bench.library)
    desk = same.searched(bench, Desk())
    three = next(each for each in same.proposals_of(desk) if len(each.groups) == 3)
    joined = same.one_object(bench, desk, three, BEN)
    assert len(same.proposals_of(joined)) == 1
    groups = {bench.library.get(sha256).record.group for sha256, _ in three.photos}
    assert len(groups) == 1
    back = same.undone(bench, joined)
    assert len(same.proposals_of(back)) == 2
    assert back.done == ()
    with pytest.raises(RefusedError, match="nothing to take back"):
        same.undone(bench, back)


def test_different_objects_are_not_proposed_again_until_undone(bench: Workbench) -> None:
    fill(bench.library)
    desk = same.searched(bench, Desk())
    for each in same.proposals_of(desk):
        desk = same.different(bench, desk, each.pairs, BEN)
    assert same.proposals_of(desk) == ()
    assert same.proposals_of(same.searched(bench, desk)) == ()
    assert len(same.proposals_of(same.undone(bench, desk))) == 1


def test_one_pair_of_a_group_is_judged_alone(bench: Workbench) -> None:
    fill(bench.library)
    desk = same.searched(bench, Desk())
    three = next(each for each in same.proposals_of(desk) if len(each.groups) == 3)
    after = same.different(bench, desk, three.pairs[:1], BEN)
    left = [pair for each in same.proposals_of(after) for pair in each.pairs]
    assert three.pairs[0] not in left
    assert three.pairs[1] in left
    pair = three.pairs[1]
    after = same.one_pair(bench, after, pair, BEN)
    library = bench.library
    assert library.get(pair.first).record.group == library.get(pair.second).record.group


def test_a_pair_between_two_proposals_is_proposed_once_the_first_is_decided(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second photo is near the first and the third, which are not near each other."""
    for colour in range(3):
        added(bench.library, colour, group=f"object-{colour}")

    def chain(hashes: object, seen: object, groups: NDArray[np.int64], *_: object) -> object:
        pairs = np.zeros(2, dtype=near_pairs._PAIR)
        pairs["row"], pairs["column"], pairs["look"] = (0, 1), (1, 2), True
        return pairs[groups[pairs["row"]] != groups[pairs["column"]]], True

    monkeypatch.setattr(near_pairs, "search", chain)
    desk = same.searched(bench, Desk())
    (first,) = same.proposals_of(desk)
    assert first.groups == ("object-0", "object-1")
    assert desk.found is not None
    assert (desk.found.waiting, desk.found.complete) == (1, False)
    for after in (
        same.one_object(bench, desk, first, ANNA),
        same.searched(bench, Desk()),
    ):
        (second,) = same.proposals_of(after)
        assert second.groups == ("object-0", "object-2")


def test_undo_takes_back_nothing_else(bench: Workbench) -> None:
    fill(bench.library)
    desk = same.searched(bench, Desk())
    proposal = same.proposals_of(desk)[0]
    desk = same.one_object(bench, desk, proposal, BEN)
    item = bench.library.get(proposal.photos[0][0])
    bench.library.label(target(item), "handcuffs", BEN)
    with pytest.raises(RefusedError, match="something else"):
        same.undone(bench, desk)
    assert bench.library.get(item.sha256).record.label == "handcuffs"


def test_a_photo_that_somebody_changed_is_told(bench: Workbench) -> None:
    fill(bench.library)
    desk = same.searched(bench, Desk())
    proposal = same.proposals_of(desk)[0]
    for sha256, version in proposal.photos:
        bench.library.change([(sha256, version)], {"view": "front"}, ANNA)
    with pytest.raises(StaleError):
        same.one_object(bench, desk, proposal, BEN)


def test_a_phone_shows_the_pair_and_joins_it(browser: Browser, tmp_path: Path) -> None:
    with Library(tmp_path / LIBRARY, create=True) as library:
        first = added(library, 1, group="one")
        second = added_again(library, 1, group="two")
        port = free_port()
        command = ["-m", "tests.pages.serve_dataset", str(port), str(tmp_path)]
        with (
            serving(command, port, tmp_path) as run,
            browser.new_context(viewport=PHONE) as context,
        ):
            page = context.new_page()
            page.goto(f"{run.address}/dataset")
            page.get_by_role("tab", name="Same object?", exact=True).click()
            page.locator("#same-name input, #same-name textarea").fill(BEN)
            page.locator("#same-look").click()
            expect(page.locator("figure.same img")).to_have_count(2, timeout=30_000)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= PHONE["width"]
            page.locator("#different-0").click()
            expect(page.locator("#same-told")).to_contain_text("kept apart", timeout=30_000)
            page.locator("#same-undo").click()
            expect(page.locator("figure.same img")).to_have_count(2, timeout=30_000)
            page.locator("#same-0").click()
            expect(page.locator("#same-told")).to_contain_text("one object now", timeout=30_000)
            expect(page.locator("figure.same")).to_have_count(0)
        groups = {library.get(each.sha256).record.group for each in (first, second)}
        assert len(groups) == 1

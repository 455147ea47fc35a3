"""Photos that nothing explains, put together and named."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.library import strangers as module
from datasets.library.errors import RefusedError, StaleError
from datasets.library.library import Library
from datasets.library.record import Item, State
from datasets.library.strangers import accept, average_linkage, label_of, strangers
from tests.datasets.library.clouds import clouds
from tests.datasets.library.made import ANNA, BEN, added, target
from tests.datasets.library.seen import looks

LABELS = ("batons", "handcuffs")


def _naive(points: np.ndarray, least: float) -> list[list[int]]:
    """Average linkage as it is defined: merge the most similar pair until none is alike enough."""
    heaps = [[at] for at in range(len(points))]
    cosines = points @ points.T
    while len(heaps) > 1:
        best = max(
            ((cosines[np.ix_(a, b)].mean(), i, j) for i, a in enumerate(heaps)
             for j, b in enumerate(heaps) if i < j),
        )  # fmt: skip
        if best[0] < least:
            break
        heaps[best[1]] += heaps.pop(best[2])
    return sorted(map(sorted, heaps))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("least", [0.2, 0.5])
def test_chains_give_the_heaps_of_the_definition(seed: int, least: float) -> None:
    points, _, _ = clouds(seed=seed, classes=4, objects=5, spread=0.8)
    found = average_linkage(points, least)
    assert sorted(heap.tolist() for heap in found) == _naive(points, least)


def test_copies_end_in_one_heap_and_nothing_in_none() -> None:
    copies = np.full((6, 4), 0.5, dtype=np.float32)
    assert [heap.tolist() for heap in average_linkage(copies, 0.9)] == [list(range(6))]
    assert average_linkage(copies[:0], 0.9) == []


def products(library: Library) -> tuple[list[Item], np.ndarray]:
    """Two labelled classes, two new products of 6 photos each, and one odd photo."""
    embeddings, targets, _ = clouds(seed=6, classes=5, objects=6, spread=0.25, photos=1)
    keep = np.flatnonzero((targets < 4) | (np.arange(len(targets)) == 24))
    items = []
    for at in keep:
        said = {"label": LABELS[targets[at]]} if targets[at] < 2 else {"cannot_tell": at == 14}
        items.append(added(library, int(at), group=f"g{at}", **said))
    return items, embeddings[keep]


def test_two_new_products_make_two_heaps(library: Library) -> None:
    items, embeddings = products(library)
    seen = looks(items, embeddings, unknown=range(12, 25))
    found = strangers(library, seen)
    assert (found.photos, [len(heap.photos) for heap in found.heaps]) == (13, [6, 6])
    assert found.alone == (items[24].sha256,)
    sets = [{sha256 for sha256, _ in heap.photos} for heap in found.heaps]
    wanted = [{item.sha256 for item in items[start : start + 6]} for start in (12, 18)]
    assert sets in (wanted, wanted[::-1])
    assert all({near.label for near in heap.nearest} == set(LABELS) for heap in found.heaps)
    assert all(heap.nearest[0].cosine >= heap.nearest[1].cosine for heap in found.heaps)


def test_the_nearest_good_is_told_by_its_reference_views_too(library: Library) -> None:
    items, embeddings = products(library)
    seen = looks(items, embeddings, unknown=range(12, 25))
    found = strangers(library, seen, {"hoods": embeddings[12:14]})
    heap = next(h for h in found.heaps if items[12].sha256 in dict(h.photos))
    assert heap.nearest[0].label == "hoods"


def test_what_the_network_or_a_labelled_photo_explains_is_no_stranger(library: Library) -> None:
    items, embeddings = products(library)
    assert strangers(library, looks(items, embeddings)).photos == 0
    more = added(library, 99)  # looks like the batons, but the network does not know it
    seen = looks([*items, more], np.vstack([embeddings, embeddings[:1]]), unknown=[25])
    assert strangers(library, seen).photos == 0
    assert strangers(library, looks([], np.zeros((0, 4), dtype=np.float32))).photos == 0


def test_a_heap_is_labelled_together_and_taken_back_together(library: Library) -> None:
    items, embeddings = products(library)
    found = strangers(library, looks(items, embeddings, unknown=range(12, 25)))
    done = accept(library, found.heaps[0].photos, " Shock Vest (new) ", ANNA)
    assert {item.record.label for item in done} == {"shock_vest_new"}
    library.undo(ANNA)
    states = {library.get(sha256).record.state for sha256, _ in found.heaps[0].photos}
    assert states <= {State.TODO, State.CANNOT_TELL}


def test_one_photo_that_changed_meanwhile_keeps_the_heap_from_being_labelled(
    library: Library,
) -> None:
    items, embeddings = products(library)
    found = strangers(library, looks(items, embeddings, unknown=range(12, 25)))
    changed = library.get(found.heaps[0].photos[2][0])
    library.label(target(changed), "batons", BEN)
    with pytest.raises(StaleError, match=BEN):
        accept(library, found.heaps[0].photos, "shock vest", ANNA)
    assert "shock_vest" not in library.counts_by_label()


@pytest.mark.parametrize("name", ["", "  ", "()", "x" * 200])
def test_a_name_that_can_be_no_label_is_refused(library: Library, name: str) -> None:
    with pytest.raises(RefusedError):
        accept(library, [("a" * 64, 1)], name, ANNA)


def test_no_chosen_photo_is_refused_and_a_name_becomes_an_id(library: Library) -> None:
    with pytest.raises(RefusedError, match="none is chosen"):
        accept(library, [], "shock vest", ANNA)
    assert label_of("Daumen-Schelle 2") == "daumen-schelle_2"


def test_how_many_are_put_together_is_said_where_there_are_more(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    items, embeddings = products(library)
    seen = looks(items, embeddings, unknown=range(12, 25))
    whole = strangers(library, seen)
    assert whole.compared == whole.photos > 5
    monkeypatch.setattr(module, "MOST_STRANGERS", 5)
    told: list[tuple[int, int]] = []
    part = strangers(library, seen, progress=lambda at, of, name: told.append((at, of)))
    assert (part.photos, part.compared) == (whole.photos, 5)
    assert sum(len(heap.photos) for heap in part.heaps) + len(part.alone) == 5
    assert told[-1] == (5, 5)
    assert [at for at, _ in told] == sorted(at for at, _ in told)

"""What an inspector types is found, though badly spelt, in another language, or as a number."""

import pytest

from catalogue.load import Catalogue
from catalogue.ruling import Query
from catalogue.search import SearchIndex


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> SearchIndex:
    return SearchIndex(catalogue)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("handcuffs", "handcuffs"),
        ("hand cufs", "handcuffs"),
        ("HANDCUFS", "handcuffs"),
        ("Handschellen", "handcuffs"),
        ("menottes", "handcuffs"),
        ("手铐", "handcuffs"),
        ("наручники", "handcuffs"),
        ("Elektroschockgürtel", "shock_belt"),
        ("elektroschockgurtel", "shock_belt"),
        ("sting stick", "spiked_baton"),
        ("cat o nine tails", "multi_lash_whip"),
        ("guilotine", "guillotine"),
        ("thumbcuffs", "thumb_cuffs"),
        ("neck violin", "shrews_fiddle"),
        ("leg iron", "leg_irons"),
        ("spit hood", "spit_hood"),
        ("umbrela", "umbrella"),
    ],
)
def test_words_find_the_class_first(index: SearchIndex, words: str, id: str) -> None:
    assert index.find(words)[0].id == id


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("II 2.4", "II 2.4"),
        ("annex iii item 2.1", "III 2.1"),
        ("ii 2.4", "II 2.4"),
        ("Annex II, 2.10", "II 2.10"),
        ("IV 1.1", "IV 1.1"),
    ],
)
def test_an_item_finds_its_entry_and_then_the_classes(
    index: SearchIndex, catalogue: Catalogue, words: str, key: str
) -> None:
    first, *others = index.find(words, limit=50)
    assert (first.kind, first.id) == ("entry", key)
    entry = next(entry for entry in catalogue.entries if entry.key == key)
    assert {hit.id for hit in others} == {
        its.id for its in catalogue.classes if entry in its.reachable_entries
    }


@pytest.mark.parametrize("code", ["9304 00 00", "93040000", "9304.00", "9304", "ex 9304 00 00"])
def test_a_code_finds_every_entry_that_prints_it(
    index: SearchIndex, catalogue: Catalogue, code: str
) -> None:
    found = {hit.id for hit in index.find(code, limit=200) if hit.kind == "entry"}
    printed = {e.key for e in catalogue.entries if any("9304" in c for c in e.cn)}
    assert found == printed
    assert "spiked_baton" in {hit.id for hit in index.find(code, limit=200)}


@pytest.mark.parametrize(
    ("words", "key"),
    [("thiopental", "IV 1.1"), ("malodorant", "III 3.7"), ("2444-46-4", "III 3.2")],
)
def test_entries_without_a_picture_are_found(index: SearchIndex, words: str, key: str) -> None:
    assert key in [hit.id for hit in index.find(words)]


@pytest.mark.parametrize(
    ("features", "id"),
    [("metal spikes shaft", "spiked_baton"), ("ratchet teeth keyhole", "handcuffs")],
)
def test_physical_features_find_the_class(index: SearchIndex, features: str, id: str) -> None:
    assert id in [hit.id for hit in index.find(features)[:5]]


@pytest.mark.parametrize("words", ["", "   ", "qqqqzzzz", "!!!", "the of"])
def test_nothing_is_found_for_nothing(index: SearchIndex, words: str) -> None:
    assert [hit for hit in index.find(words) if hit.score > 0.9] == []


def test_scores_fall_and_lie_between_0_and_1(index: SearchIndex) -> None:
    for words in ("cuffs", "spray", "chair with straps", "II 2.4", "9304"):
        scores = [hit.score for hit in index.find(words, limit=50)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_a_hit_says_why(index: SearchIndex) -> None:
    assert "Handschellen" in index.find("handschelen")[0].why


def test_the_lists_of_the_day_are_searched(catalogue: Catalogue) -> None:
    in_us = SearchIndex(catalogue.asked(Query("US")))
    assert in_us.find("0A983")[0].id.endswith("0A983")

"""What holds of the lists of every place, and how one list repeats another."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from catalogue.checks import faults
from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.law_file import read_instrument
from catalogue.load import Catalogue, load
from catalogue.ruling import Query
from tests.catalogue.changes import DAYS, LICENCE, OPEN, PROHIBITED, asked


def test_no_number_of_one_version_is_given_for_a_day_of_another(catalogue: Catalogue) -> None:
    """Every entry returned holds on the day asked, and stands in a list named in the answer."""
    for place in catalogue.jurisdictions:
        for day in DAYS:
            held = catalogue.asked(Query(place, day))
            for subject in catalogue.subjects:
                ruling = held.ruling(subject)
                for entry in ruling.entries:
                    if day is None:
                        assert entry.until is None
                    else:
                        assert entry.in_force <= day
                        assert entry.until is None or day <= entry.until
                    assert any(
                        entry.instrument in name
                        and f", {entry.annex}, version {entry.version}," in name
                        for name in ruling.lists
                    )


def test_the_versions_of_an_annex_follow_each_other_day_by_day(catalogue: Catalogue) -> None:
    for act in catalogue.instruments.values():
        by_annex: dict[str, list[tuple[date, date | None]]] = {}
        for terms in act.lists.values():
            by_annex.setdefault(terms.annex, []).append((terms.in_force, terms.until))
        for spans in by_annex.values():
            spans.sort()
            for (_, until), (since, _) in pairwise(spans):
                assert until is not None
                assert since == until + timedelta(days=1)


def test_only_a_recommendation_asks_and_only_law_rules(catalogue: Catalogue) -> None:
    for act in catalogue.instruments.values():
        effects = {terms.effect for terms in act.lists.values()}
        asking = {Status.SHOULD_BE_PROHIBITED, Status.SHOULD_BE_CONTROLLED}
        assert effects <= ({PROHIBITED, LICENCE} if act.binding else asking)


def test_only_the_lists_of_the_union_print_codes(catalogue: Catalogue) -> None:
    for place in catalogue.jurisdictions:
        coded = {bool(entry.cn) for entry in catalogue.asked(Query(place)).entries}
        assert coded <= {place in ("EU", "XI")}


def test_what_an_incomplete_list_does_not_name_is_not_established(catalogue: Catalogue) -> None:
    for place in ("GB", "US", "UN", "COE"):
        ruling = asked(catalogue, "ordinary_goods", place)
        assert (ruling.status, ruling.entries) == (OPEN, ())


def test_general_knowledge_is_never_called_sourced(catalogue: Catalogue) -> None:
    for place in catalogue.jurisdictions:
        for entry in catalogue.asked(Query(place)).entries:
            if entry.source == "G":
                assert entry.confidence in ("high", "medium", "low")


def test_every_instrument_but_that_of_the_union_says_what_is_not_established(
    catalogue: Catalogue,
) -> None:
    assert next(iter(catalogue.instruments)) == "eu"
    assert set(catalogue.instruments) == {"eu", "un", "coe", "gb", "gb_order", "us"}
    assert all(act.not_established for act in catalogue.instruments.values())


def test_an_instrument_without_lists_must_say_what_is_missing() -> None:
    text = """
    name = "A"
    title = "A title"
    url = "https://example.org"
    jurisdictions = ["COE"]
    notice = "None."
    sources = { S1 = "a text" }
    """
    with pytest.raises(CatalogueError, match="without 'lists', say under 'not_established'"):
        read_instrument("law/a/instrument.toml", text.encode())
    read_instrument("law/a/instrument.toml", (text + "not_established = ['All.']").encode())


ACT = "law/gb/instrument.toml"
SAME = 'same_as = "eu/annex_ii_2019.toml"'


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (ACT, SAME, 'same_as = "eu/annex_ii_2018.toml"', "the nearest is 'eu/annex_ii_2019.toml'"),
        (ACT, SAME, 'same_as = "gb/annex_iii.toml"', "a list with entries of its own"),
        (ACT, SAME, SAME + '\nnomenclature = "CN"', "takes no codes from 'eu/annex_ii_2019.toml'"),
        (ACT, SAME, "same_as = 3", "'same_as' must be a text in quotes"),
        (ACT, 'file = "annex_iii.toml"', 'file = "annex_ii.toml"', "stands twice under 'lists'"),
        (
            "law/gb/annex_ii.toml",
            "rules = [",
            "exclusion = []\nrules = [",
            "its entries are those of 'eu/annex_ii_2019.toml'; remove 'exclusion'",
        ),
    ],
)
def test_a_list_that_repeats_another_wrongly_gives_one_sentence_with_its_file(
    copy: Path, file: str, old: str, new: str, sentence: str
) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(
        fault.startswith(file) and sentence in fault
        for fault in faults(load(copy), date(2026, 11, 24))
    )


def test_a_fault_in_a_repeated_entry_names_the_file_it_stands_in(copy: Path) -> None:
    path = copy / "law/eu/annex_ii_2019.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('["net_beds"]', '["net_bed"]'), encoding="utf-8")
    place = load(copy).asked(Query("GB"))
    with pytest.raises(CatalogueError, match=r"^law/eu/annex_ii_2019\.toml in entry II 2\.8"):
        place.ruling("gallows")

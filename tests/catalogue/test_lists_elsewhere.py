"""What a lawyer would check outside the Union: Great Britain, United States, UN, Council."""

from datetime import date

import pytest

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from tests.catalogue.changes import (
    LICENCE,
    NOT_LISTED,
    OLD_LAST,
    OPEN,
    PROHIBITED,
    REFER,
    ROWS,
    asked,
    expected,
    keys,
)

# ------------------------------------------------------------------ Great Britain


@pytest.mark.parametrize(("subject", "before", "since"), ROWS)
def test_great_britain_goes_on_with_the_numbers_of_2019(
    catalogue: Catalogue, subject: str, before: str, since: str
) -> None:
    """What the assimilated Regulation says; the Order of 2008 may add entries of its own."""
    status, wanted = expected(before)
    for day in (date(2024, 1, 1), None):
        ruling = asked(catalogue, subject, "GB", day)
        own = [e.key for e in ruling.entries if e.instrument.startswith("Assimilated")]
        if status in (PROHIBITED, LICENCE):
            assert (ruling.status, own) == (status, wanted)
        else:
            assert ruling.status is not PROHIBITED
            assert set(own) <= set(wanted)


def test_an_answer_for_great_britain_says_which_list_was_used(catalogue: Catalogue) -> None:
    ruling = asked(catalogue, "restraint_chairs", "GB")
    assert keys(ruling) == ["II 2.5", "Category A 2(b)"]
    assert ruling.lists[0] == (
        "Assimilated Regulation (EU) 2019/125, II, version 2019/125 as assimilated, "
        "in force since 2021-01-01"
    )
    assert not any("2025/928" in name for name in ruling.lists)
    first = ruling.entries[0]
    assert (first.url, first.confidence, first.cn) == (
        "https://www.legislation.gov.uk/eur/2019/125",
        "reading",
        (),
    )


def test_the_assimilated_lists_name_what_the_union_named_in_2019(catalogue: Catalogue) -> None:
    union = catalogue.asked(Query("EU", OLD_LAST)).entries
    assimilated = catalogue.asked(Query("GB")).entries[: len(union)]
    for one, other in zip(union, assimilated, strict=True):
        assert (one.key, one.summary, one.subjects, one.arguably, one.effect) == (
            other.key,
            other.summary,
            other.subjects,
            other.arguably,
            other.effect,
        )


def test_the_assimilated_regulation_begins_with_2021(catalogue: Catalogue) -> None:
    before = asked(catalogue, "restraint_chairs", "GB", date(2020, 12, 31))
    assert keys(before) == ["Category A 2(b)"]
    assert "II 2.5" in keys(asked(catalogue, "restraint_chairs", "GB", date(2021, 1, 1)))


def test_handcuffs_over_240_mm_are_shackles_in_great_britain(catalogue: Catalogue) -> None:
    short = asked(catalogue, "ordinary_handcuffs", "GB")
    assert short.status is NOT_LISTED
    assert "150 to 240 mm" in short.reason
    assert "We do not hold the whole of the lists asked." in short.reason
    long = asked(catalogue, "long_ordinary_handcuffs", "GB")
    assert long.status is LICENCE
    assert keys(long) == ["Category A 2(a) over 240 mm", "Schedule 2 PL5001 shackles"]
    assert asked(catalogue, "long_ordinary_handcuffs", "EU").status is NOT_LISTED


def test_what_one_british_list_leaves_out_another_may_cover(catalogue: Catalogue) -> None:
    """The Regulation leaves out chairs with straps only; the Order does not tell them apart."""
    straps = asked(catalogue, "strap_chairs", "GB")
    assert (straps.status, keys(straps)) == (REFER, ["Category A 2(b)"])
    own = asked(catalogue, "personal_shock_devices", "GB")
    assert (own.status, keys(own)) == (LICENCE, ["Category A 3"])


def test_spiked_batons_are_point_i_of_pl5001(catalogue: Catalogue) -> None:
    assert keys(asked(catalogue, "spiked_batons", "GB")) == [
        "II 3.1",
        "Category A 5",
        "Schedule 2 PL5001 i",
    ]


@pytest.mark.parametrize("subject", ["hoods_and_blindfolds", "lathis", "sjamboks"])
def test_what_the_union_added_in_2025_is_not_established_in_great_britain(
    catalogue: Catalogue, subject: str
) -> None:
    assert asked(catalogue, subject, "GB").status is OPEN
    assert asked(catalogue, subject, "XI").status is PROHIBITED


# ------------------------------------------------------------------ United States


@pytest.mark.parametrize(
    ("subject", "item"),
    [
        ("ordinary_handcuffs", "0A982"),
        ("restraint_chairs", "0A982"),
        ("body_worn_shock_devices", "0A982"),
        ("straitjackets", "0A982"),
        ("thumb_cuffs", "0A983"),
        ("spiked_batons", "0A983"),
        ("portable_shock_weapons", "0A985"),
        ("animal_shock_devices", "0A985"),
        ("plain_batons", "0A978"),
        ("plain_shields", "0A979"),
        ("police_helmets", "0A979"),
        ("execution_electric_chairs", "0A981"),
        ("water_cannons", "0A977"),
    ],
)
def test_in_the_united_states_it_needs_a_licence(
    catalogue: Catalogue, subject: str, item: str
) -> None:
    ruling = asked(catalogue, subject, "US")
    assert (ruling.status, keys(ruling)) == (LICENCE, [f"CCL {item}"])


def test_the_union_leaves_out_ordinary_handcuffs_and_refers_cattle_prods(
    catalogue: Catalogue,
) -> None:
    assert asked(catalogue, "ordinary_handcuffs", "EU").status is NOT_LISTED
    assert asked(catalogue, "animal_shock_devices", "EU").status is REFER


def test_implements_of_torture_meet_a_policy_of_denial(catalogue: Catalogue) -> None:
    (entry,) = asked(catalogue, "thumbscrews", "US").entries
    assert any("policy is to deny" in note and "742.11" in note for note in entry.notes)


def test_tear_gas_is_covered_by_our_reading_only(catalogue: Catalogue) -> None:
    ruling = asked(catalogue, "portable_irritant_equipment", "US")
    assert (ruling.status, ruling.by_reading, keys(ruling)) == (REFER, True, ["CCL 1A984"])


# ------------------------------------------------------------------ United Nations


@pytest.mark.parametrize(
    ("subject", "union"),
    [
        ("spit_hoods", LICENCE),
        ("portable_shock_weapons", LICENCE),
        ("multi_kip_ammunition", LICENCE),
        ("multi_barrel_launchers", LICENCE),
        ("yokes", REFER),
        ("millimetre_wave_weapons", NOT_LISTED),
    ],
)
def test_the_un_rapporteur_goes_further_than_the_union(
    catalogue: Catalogue, subject: str, union: Status
) -> None:
    assert asked(catalogue, subject, "UN").status is Status.SHOULD_BE_PROHIBITED
    assert asked(catalogue, subject, "EU").status is union


@pytest.mark.parametrize("subject", ["ordinary_handcuffs", "plain_batons", "water_cannons"])
def test_ordinary_police_equipment_should_be_controlled(catalogue: Catalogue, subject: str) -> None:
    ruling = asked(catalogue, subject, "UN")
    assert ruling.status is Status.SHOULD_BE_CONTROLLED
    assert {(entry.annex, entry.confidence) for entry in ruling.entries} == {
        ("Category B", "medium")
    }


def test_direct_contact_weapons_and_those_with_probes_stand_in_two_categories(
    catalogue: Catalogue,
) -> None:
    direct = asked(catalogue, "portable_shock_weapons", "UN")
    darts = asked(catalogue, "shock_dart_weapons", "UN")
    assert [entry.annex for entry in direct.entries] == ["Category A"]
    assert [entry.annex for entry in darts.entries] == ["Category B"]
    assert (direct.status, darts.status) == (
        Status.SHOULD_BE_PROHIBITED,
        Status.SHOULD_BE_CONTROLLED,
    )


def test_the_un_report_holds_since_its_date_and_is_open_on_its_count(catalogue: Catalogue) -> None:
    assert asked(catalogue, "thumb_cuffs", "UN", date(2023, 8, 23)).status is OPEN
    day = asked(catalogue, "thumb_cuffs", "UN", date(2023, 8, 24))
    assert day.status is Status.SHOULD_BE_PROHIBITED
    act = catalogue.instruments["un"]
    assert not act.binding
    assert any("20" in text and "23" in text for text in act.not_established)
    assert any("numbering" in text for text in act.not_established)


# ------------------------------------------------------------------ Council of Europe


def test_nothing_is_cited_of_the_council_of_europe(catalogue: Catalogue) -> None:
    for subject in catalogue.subjects:
        ruling = asked(catalogue, subject, "COE")
        assert (ruling.status, ruling.entries, ruling.lists) == (OPEN, (), ())
    act = catalogue.instruments["coe"]
    assert (dict(act.lists), act.binding) == ({}, False)
    assert [f"Appendix {n}" for n in (1, 3, 2)] == [
        text[text.index("Appendix") :][: len("Appendix 1")] for text in act.not_established
    ]

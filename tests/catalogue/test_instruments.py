"""What a lawyer would check: which list says what of which goods, where and on which day."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from catalogue.checks import faults
from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.law_file import read_instrument
from catalogue.load import Catalogue, load
from catalogue.ruling import Query, Ruling

OLD_LAST = date(2025, 8, 19)  # last day of the annexes as adopted in 2019
NEW_FIRST = date(2025, 8, 20)  # first day of those of 2025/928
DAYS = (date(2018, 1, 1), date(2019, 2, 20), date(2024, 1, 1), OLD_LAST, NEW_FIRST, None)
PROHIBITED, LICENCE = Status.PROHIBITED, Status.EXPORT_AUTHORISATION
NOT_LISTED, REFER, OPEN = Status.NOT_LISTED, Status.REFER, Status.NOT_ESTABLISHED

# Section 2.2 of the legal notes, row by row: subjects -> item until 19.8.2025, item since.
# A dash is "not listed"; a question mark is "not named, but by our reading covered".
CHANGES = [
    ("gallows guillotines guillotine_blades", "II 1.1", "II 1.1"),
    ("execution_electric_chairs", "II 1.2", "II 1.2"),
    ("execution_gas_chambers", "II 1.3", "II 1.3"),
    ("execution_injection_systems", "II 1.4", "II 1.4"),
    ("body_worn_shock_devices", "II 2.1", "II 2.1"),
    ("thumb_cuffs finger_cuffs thumbscrews", "II 2.2", "II 2.2"),
    ("bar_fetters weighted_leg_restraints gang_chains_with_fetters", "II 2.3", "II 2.3"),
    ("gang_chains", "III 1.1", "II 2.4"),
    ("leg_irons", "III 1.1?", "II 2.5"),
    ("anchored_cuffs", "II 2.4", "II 2.6"),
    ("restraint_chairs", "II 2.5", "II 2.7"),
    ("shackle_boards", "II 2.6", "II 2.8"),
    ("cage_beds", "II 2.7", "II 2.9"),
    ("net_beds", "II 2.8", "II 2.10"),
    ("hoods_and_blindfolds", "-", "II 2.11"),
    ("spiked_batons", "II 3.1", "II 3.1"),
    ("weighted_batons weighted_gloves", "-", "II 3.2"),
    ("lathis", "-", "II 3.3"),
    ("spiked_shields", "II 3.2", "II 3.4"),
    ("spiked_armour", "-", "II 3.5"),
    ("multi_lash_whips", "II 4.1", "II 4.1"),
    ("barbed_whips", "II 4.2", "II 4.2"),
    ("sjamboks", "-", "II 4.3"),
    ("fixed_indoor_dispensers", "III 3.5", "II 5.1"),
    ("aerial_dispensers", "-", "II 5.2"),
    ("shackles", "III 1.1", "III 1.1"),
    ("large_individual_cuffs neck_restraints", "III 1.2", "III 1.2"),
    ("leg_cuffs", "III 1.1?", "III 1.3"),
    ("spit_hoods", "III 1.3", "III 1.4"),
    ("portable_shock_weapons", "III 2.1", "III 2.1"),
    ("shock_kits", "III 2.2", "III 2.2"),
    ("wide_area_shock_weapons", "III 2.3", "III 2.3"),
    ("kip_launchers kip_projectiles", "-", "III 2.4"),
    ("multi_barrel_launchers", "-", "III 2.5"),
    ("multi_kip_ammunition", "-", "III 2.6"),
    ("portable_irritant_equipment", "III 3.1", "III 3.1"),
    ("pava", "III 3.2", "III 3.2"),
    ("oleoresin_capsicum", "III 3.3", "III 3.3"),
    ("irritant_mixtures", "III 3.4", "III 3.4"),
    ("wide_area_dispensers water_cannons", "III 3.6", "III 3.5"),
    ("large_irritant_projectiles", "-", "III 3.6"),
    ("malodorants", "-", "III 3.7"),
    ("barbiturates", "IV 1.1", "IV 1.1"),
]
ROWS = [
    (subject, before, since) for row, before, since in CHANGES for subject in row.split()
]  # fmt: skip


def asked(catalogue: Catalogue, subject: str, place: str, day: date | None = None) -> Ruling:
    return catalogue.asked(Query(place, day)).ruling(subject)


def keys(ruling: Ruling) -> list[str]:
    return [entry.key for entry in ruling.entries]


def expected(item: str) -> tuple[Status, list[str]]:
    """Status and keys of a cell of `CHANGES`."""
    if item == "-":
        return NOT_LISTED, []
    if item.endswith("?"):
        return REFER, [item.removesuffix("?")]
    return (PROHIBITED if item.startswith("II ") else LICENCE), [item]


# ------------------------------------------------------------------ European Union


@pytest.mark.parametrize(("subject", "before", "since"), ROWS)
@pytest.mark.parametrize("place", ["EU", "XI"])
def test_each_row_of_the_table_of_changes_holds_on_both_sides_of_20_august_2025(
    catalogue: Catalogue, place: str, subject: str, before: str, since: str
) -> None:
    for day, item in [
        (date(2019, 2, 20), before),
        (date(2024, 1, 1), before),
        (OLD_LAST, before),
        (NEW_FIRST, since),
        (None, since),
    ]:
        ruling = asked(catalogue, subject, place, day)
        assert (ruling.status, keys(ruling)) == expected(item)


def test_the_table_of_changes_names_every_entry_of_both_versions(catalogue: Catalogue) -> None:
    """No entry may be missing from the table, or it would be tested by nothing."""
    for day, column in [(OLD_LAST, 1), (NEW_FIRST, 2)]:
        held = {entry.key for entry in catalogue.asked(Query("EU", day)).entries}
        assert held == {row[column] for row in CHANGES if row[column][-1] not in "-?"}


def test_ii_2_4_was_anchored_cuffs_and_is_gang_chains(catalogue: Catalogue) -> None:
    def meant(day: date) -> list[tuple[str, ...]]:
        held = catalogue.asked(Query("EU", day)).entries
        return [entry.subjects for entry in held if entry.key == "II 2.4"]

    assert meant(OLD_LAST) == [("anchored_cuffs",)]
    assert meant(NEW_FIRST) == [("gang_chains",)]


def test_gang_chains_needed_an_authorisation_and_are_prohibited(catalogue: Catalogue) -> None:
    then = asked(catalogue, "gang_chains", "EU", date(2024, 1, 1))
    assert (then.status, keys(then)) == (LICENCE, ["III 1.1"])
    assert then.entries[0].version == "2019/125"
    now = asked(catalogue, "gang_chains", "EU")
    assert (now.status, keys(now)) == (PROHIBITED, ["II 2.4"])
    assert now.entries[0].version == "2025/928"


def test_leg_irons_and_leg_cuffs_were_covered_as_shackles_by_our_reading_only(
    catalogue: Catalogue,
) -> None:
    for subject in ("leg_irons", "leg_cuffs"):
        then = asked(catalogue, subject, "EU", OLD_LAST)
        assert then.by_reading
        assert "by our reading III 1.1 may cover it" in then.reason


@pytest.mark.parametrize(
    ("subject", "old", "new"),
    [
        ("gallows", "ex 4421 90 97", "ex 4421 99"),
        ("execution_gas_chambers", "ex 9406 00 38", "ex 9406 20 00"),
        ("pava", "ex 2924 29 98", "ex 2939 79 90"),
    ],
)
def test_codes_changed_with_the_annexes(
    catalogue: Catalogue, subject: str, old: str, new: str
) -> None:
    before = asked(catalogue, subject, "EU", OLD_LAST).entries[0].cn
    since = asked(catalogue, subject, "EU", NEW_FIRST).entries[0].cn
    assert (old in before, old in since) == (True, False)
    assert (new in before, new in since) == (False, True)


@pytest.mark.parametrize("subject", ["thumb_cuffs", "bar_fetters"])
def test_hard_rubber_was_added_to_the_codes_of_finger_and_leg_restraints(
    catalogue: Catalogue, subject: str
) -> None:
    assert "ex 4017 00 00" not in asked(catalogue, subject, "EU", OLD_LAST).entries[0].cn
    assert "ex 4017 00 00" in asked(catalogue, subject, "EU", NEW_FIRST).entries[0].cn


def test_before_the_codification_no_list_is_held_and_nothing_is_claimed(
    catalogue: Catalogue,
) -> None:
    ruling = asked(catalogue, "thumb_cuffs", "EU", date(2019, 2, 19))
    assert (ruling.status, ruling.entries, ruling.lists) == (OPEN, (), ())


def test_northern_ireland_is_ruled_by_the_lists_of_the_union(catalogue: Catalogue) -> None:
    for day in DAYS:
        held = {place: catalogue.asked(Query(place, day)) for place in ("EU", "XI")}
        for subject in catalogue.subjects:
            union, north = (held[place].ruling(subject) for place in ("EU", "XI"))
            assert (north.status, north.entries, north.lists) == (
                union.status,
                union.entries,
                union.lists,
            )


# ------------------------------------------------------------------ Every place


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


# ------------------------------------------------------------------ same_as

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

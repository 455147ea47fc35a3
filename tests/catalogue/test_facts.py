"""Pins the data against the texts read: Regulation (EU) 2019/125 and 2025/928."""

from datetime import date

import pytest

from catalogue.law import LegalEntry, Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from catalogue.visual_class import Kind, VisualClass

NEW = ("2025/928", date(2025, 8, 20), "http://data.europa.eu/eli/reg_del/2025/928/oj")
OLD = ("2019/125", date(2019, 2, 20), "http://data.europa.eu/eli/reg/2019/125/oj")

# class -> status, and the first entry it stands for (section 5 of the legal notes).
GOODS = {
    "gallows": ("prohibited", "II 1.1"),
    "guillotine": ("prohibited", "II 1.1"),
    "electric_chair": ("prohibited", "II 1.2"),
    "gas_chamber": ("prohibited", "II 1.3"),
    "injection_system": ("prohibited", "II 1.4"),
    "shock_belt": ("prohibited", "II 2.1"),
    "shock_sleeve": ("prohibited", "II 2.1"),
    "stun_cuff": ("prohibited", "II 2.1"),
    "thumb_cuffs": ("prohibited", "II 2.2"),
    "finger_cuffs": ("prohibited", "II 2.2"),
    "thumbscrew": ("prohibited", "II 2.2"),
    "bar_fetters": ("prohibited", "II 2.3"),
    "weighted_leg_restraint": ("prohibited", "II 2.3"),
    "gang_chain": ("prohibited", "II 2.4"),
    "leg_irons": ("prohibited", "II 2.5"),
    "anchored_cuffs": ("prohibited", "II 2.6"),
    "restraint_chair": ("prohibited", "II 2.7"),
    "shackle_board": ("prohibited", "II 2.8"),
    "cage_bed": ("prohibited", "II 2.9"),
    "net_bed": ("prohibited", "II 2.10"),
    "hood": ("prohibited", "II 2.11"),
    "blindfold": ("prohibited", "II 2.11"),
    "spiked_baton": ("prohibited", "II 3.1"),
    "weighted_baton": ("prohibited", "II 3.2"),
    "weighted_gloves": ("prohibited", "II 3.2"),
    "lathi": ("prohibited", "II 3.3"),
    "spiked_shield": ("prohibited", "II 3.4"),
    "spiked_armour": ("prohibited", "II 3.5"),
    "multi_lash_whip": ("prohibited", "II 4.1"),
    "barbed_whip": ("prohibited", "II 4.2"),
    "sjambok": ("prohibited", "II 4.3"),
    "fixed_dispenser": ("prohibited", "II 5.1"),
    "aerial_dispenser": ("prohibited", "II 5.2"),
    "handcuffs": ("depends", "III 1.1"),
    "large_cuff": ("export_authorisation", "III 1.2"),
    "neck_restraint": ("export_authorisation", "III 1.2"),
    "leg_cuffs": ("export_authorisation", "III 1.3"),
    "combination_cuffs": ("export_authorisation", "III 1.3"),
    "spit_hood": ("export_authorisation", "III 1.4"),
    "stun_gun": ("export_authorisation", "III 2.1"),
    "shock_baton": ("export_authorisation", "III 2.1"),
    "shock_shield": ("export_authorisation", "III 2.1"),
    "dart_gun": ("export_authorisation", "III 2.1"),
    "shock_grabber": ("export_authorisation", "III 2.1"),
    "shock_gloves": ("depends", "III 2.1"),
    "wide_area_shock": ("export_authorisation", "III 2.3"),
    "kip_launcher": ("export_authorisation", "III 2.4"),
    "multi_barrel_launcher": ("export_authorisation", "III 2.5"),
    "impact_rounds": ("export_authorisation", "III 2.4"),
    "pepper_spray": ("export_authorisation", "III 3.1"),
    "wide_area_sprayer": ("export_authorisation", "III 3.5"),
    "irritant_projectile": ("export_authorisation", "III 3.6"),
    "shrews_fiddle": ("depends", "III 1.2"),
}
LEAST_LOOK_ALIKES = 40

# Sections 1.1, 1.2 and 1.4 of the legal notes: items and number of codes of each.
CODES = {
    "II": [2, 4, 3, 4, 1, 8, 10, 13, 5, 10, 6, 5, 5, 6, 7, 1, 7, 4, 2, 4, 1, 1, 1, 3, 17],
    "III": [13, 10, 13, 5, 2, 2, 2, 4, 10, 7, 3, 1, 2, 5, 3, 7, 8],
    "IV": [5],
}
ITEMS = {
    "II": ["1.1", "1.2", "1.3", "1.4"]
    + [f"2.{n}" for n in range(1, 12)]
    + [f"3.{n}" for n in range(1, 6)]
    + ["4.1", "4.2", "4.3", "5.1", "5.2"],
    "III": [f"1.{n}" for n in range(1, 5)]
    + [f"2.{n}" for n in range(1, 7)]
    + [f"3.{n}" for n in range(1, 8)],
    "IV": ["1.1"],
}


# The annexes as they stood until 19 August 2025, read in the consolidated text of 27 May 2020.
OLD_CODES = {
    "II": [2, 4, 2, 4, 1, 7, 9, 9, 6, 7, 6, 6, 1, 2, 1, 1],
    "III": [9, 9, 5, 2, 2, 2, 3, 1, 1, 7, 2, 3],
}
OLD_ITEMS = {
    "II": ["1.1", "1.2", "1.3", "1.4"]
    + [f"2.{n}" for n in range(1, 9)]
    + ["3.1", "3.2", "4.1", "4.2"],
    "III": ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"] + [f"3.{n}" for n in range(1, 7)],
}


def of_annex(catalogue: Catalogue, annex: str) -> list[LegalEntry]:
    """The entries of one annex in the lists asked."""
    return [entry for entry in catalogue.entries if entry.annex == annex]


def test_the_catalogue_holds_these_goods_and_forty_look_alikes(catalogue: Catalogue) -> None:
    assert set(catalogue.ids(Kind.GOOD)) == set(GOODS)
    assert len(catalogue.ids(Kind.LOOK_ALIKE)) >= LEAST_LOOK_ALIKES
    assert catalogue.ids(Kind.OTHER) == ("other",)


@pytest.mark.parametrize("id", GOODS)
def test_each_good_has_the_status_and_entry_of_the_version_in_force(
    catalogue: Catalogue, id: str
) -> None:
    status, key = GOODS[id]
    visual_class = catalogue[id]
    first = visual_class.entries[0]
    assert (visual_class.status.value, first.key) == (status, key)
    assert (first.version, first.in_force, first.url) == NEW
    assert first.until is None


@pytest.mark.parametrize("annex", ITEMS)
def test_each_annex_holds_all_its_items_with_as_many_codes_as_printed(
    catalogue: Catalogue, annex: str
) -> None:
    entries = of_annex(catalogue, annex)
    assert [entry.item for entry in entries] == ITEMS[annex]
    assert [len(entry.cn) for entry in entries] == CODES[annex]
    version = OLD if annex == "IV" else NEW
    assert {(entry.version, entry.in_force, entry.url) for entry in entries} == {version}
    assert all(code.startswith("ex ") for entry in entries for code in entry.cn)


@pytest.mark.parametrize("annex", OLD_ITEMS)
def test_each_annex_of_2019_holds_all_its_items_with_as_many_codes_as_printed(
    catalogue: Catalogue, annex: str
) -> None:
    entries = of_annex(catalogue.asked(Query(as_of=date(2024, 1, 1))), annex)
    assert [entry.item for entry in entries] == OLD_ITEMS[annex]
    assert [len(entry.cn) for entry in entries] == OLD_CODES[annex]
    assert {(entry.version, entry.in_force, entry.url) for entry in entries} == {OLD}
    assert {entry.until for entry in entries} == {date(2025, 8, 19)}


@pytest.mark.parametrize(
    ("day", "key", "subject"),
    [
        (date(2025, 8, 19), "II 2.4", "anchored_cuffs"),
        (date(2025, 8, 20), "II 2.4", "gang_chains"),
        (date(2025, 8, 19), "II 2.5", "restraint_chairs"),
        (date(2025, 8, 20), "II 2.5", "leg_irons"),
        (date(2025, 8, 19), "II 3.2", "spiked_shields"),
        (date(2025, 8, 20), "II 3.2", "weighted_batons"),
        (date(2025, 8, 19), "III 1.3", "spit_hoods"),
        (date(2025, 8, 20), "III 1.3", "leg_cuffs"),
        (date(2025, 8, 19), "III 3.5", "fixed_indoor_dispensers"),
        (date(2025, 8, 20), "III 3.5", "wide_area_dispensers"),
    ],
)
def test_a_number_means_the_goods_of_its_day(
    catalogue: Catalogue, day: date, key: str, subject: str
) -> None:
    (entry,) = [e for e in catalogue.asked(Query(as_of=day)).entries if e.key == key]
    assert subject in entry.subjects


def test_before_the_first_list_nothing_is_established(catalogue: Catalogue) -> None:
    before = catalogue.asked(Query(as_of=date(2019, 2, 19)))
    assert before.lists == ()
    assert before["gallows"].status is Status.NOT_ESTABLISHED
    assert "no list that was in force" in before["gallows"].status_reason


def test_codes_printed_oddly_are_kept_as_printed(catalogue: Catalogue) -> None:
    entries = {entry.key: entry for entry in catalogue.entries}
    assert entries["II 1.1"].cn == ("ex 4421 99", "ex 8208 90 00")
    assert "ex 9403 60 00" in entries["II 2.8"].cn
    assert "ex 9403 60 00" in entries["II 2.9"].cn
    assert entries["II 3.2"].cn.count("ex 7326 90 98") == 2
    assert "ex 3824 90 96" in entries["IV 1.1"].cn


def test_handcuffs_state_and_ask_the_four_conditions(catalogue: Catalogue) -> None:
    handcuffs = catalogue["handcuffs"]
    asked = " ".join(handcuffs.questions)
    stated = " ".join(handcuffs.links[0].entry.notes)
    for limit in ("150", "280 mm", "165 mm", "200 mm", "modified"):
        assert limit in asked
        assert limit in stated


def test_the_shrews_fiddle_is_not_called_prohibited(catalogue: Catalogue) -> None:
    fiddle = catalogue["shrews_fiddle"]
    assert fiddle.status is Status.DEPENDS
    assert "prohibit" not in fiddle.status_reason
    assert "do not name it" in fiddle.status_reason
    assert "competent authority" in fiddle.status_reason
    assert [(link.entry.key, link.by_reading) for link in fiddle.links] == [("III 1.2", True)]


def test_a_chair_with_straps_only_is_not_called_prohibited(catalogue: Catalogue) -> None:
    chair = catalogue["restraint_chair"]
    assert "straps or belts" in chair.status_reason
    assert "straps or belts" in chair.links[0].condition
    assert catalogue.ruling("strap_chairs").status is Status.NOT_LISTED


@pytest.mark.parametrize("id", ["stun_gun", "shock_baton", "pepper_spray"])
def test_goods_with_the_personal_protection_exemption_say_so(catalogue: Catalogue, id: str) -> None:
    assert "own personal protection" in catalogue[id].links[0].condition
    assert {"personal_shock_devices", "personal_irritant_equipment"} & {
        ruling.subject.id for ruling in catalogue[id].rulings
    }


def test_every_good_of_annex_iii_says_that_import_is_not_restricted(catalogue: Catalogue) -> None:
    for good in catalogue.goods:
        if good.status is Status.EXPORT_AUTHORISATION:
            assert "import" in good.status_reason, good.id


@pytest.mark.parametrize(
    "id", ["shock_grabber", "shock_belt", "stun_gun", "shock_baton", "shock_shield", "dart_gun"]
)
def test_shock_devices_say_how_to_handle_them(catalogue: Catalogue, id: str) -> None:
    assert "electrodes" in catalogue[id].safety or "probes" in catalogue[id].safety


@pytest.mark.parametrize(
    ("id", "key"),
    [
        ("flashlight", "III 2.1"),
        ("handheld_device", "III 2.1"),
        ("litter_picker", "III 2.1"),
        ("spray_can", "III 3.1"),
        ("key_ring", "II 2.2"),
        ("single_whip", "II 4.3"),
        ("walking_stick", "II 3.3"),
    ],
)
def test_look_alikes_that_could_fall_in_the_wording_name_the_entry_with_its_condition(
    catalogue: Catalogue, id: str, key: str
) -> None:
    its = catalogue[id]
    conditions = {link.entry.key: link.condition for link in (*its.links, *its.also)}
    assert conditions[key]


@pytest.mark.parametrize(
    ("status", "article"),
    [
        (Status.PROHIBITED, "Articles 3, 4 and 5"),
        (Status.PROHIBITED, "Articles 6, 7, 8 and 9"),
        (Status.PROHIBITED, "museum"),
        (Status.PROHIBITED, "six months"),
        (Status.EXPORT_AUTHORISATION, "Article 11(1)"),
        (Status.EXPORT_AUTHORISATION, "Article 22(2)"),
        (Status.EXPORT_AUTHORISATION, "own personal protection"),
        (Status.EXPORT_AUTHORISATION, "Articles 20 and 21"),
        (Status.DEPENDS, "competent authority"),
        (Status.REFER, "Annex I"),
        (Status.NOT_LISTED, "outside its annexes"),
    ],
)
def test_the_next_steps_name_the_articles(
    catalogue: Catalogue, status: Status, article: str
) -> None:
    assert article in " ".join(catalogue.next_steps(status))


def towards(its: VisualClass) -> int:
    return len(its.tree.questions_towards(its.start, its.subjects)) if its.tree else 2


def test_no_class_asks_more_than_a_dozen_questions(catalogue: Catalogue) -> None:
    for visual_class in catalogue.classes:
        assert 1 <= towards(visual_class) <= 12, visual_class.id

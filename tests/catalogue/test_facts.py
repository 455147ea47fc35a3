"""Pins the data against the texts read: Regulation (EU) 2019/125 and 2025/928."""

from datetime import date

import pytest

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.visual_class import Kind

NEW = ("2025/928", date(2025, 8, 20), "http://data.europa.eu/eli/reg_del/2025/928/oj")
OLD = ("2019/125", date(2019, 2, 20), "http://data.europa.eu/eli/reg/2019/125/oj")

# class -> status, and the first entry it stands for.
GOODS = {
    "spiked_baton": ("prohibited", "II 3.1"),
    "shock_grabber": ("export_authorisation", "III 2.1"),
    "shock_belt": ("prohibited", "II 2.1"),
    "injection_system": ("prohibited", "II 1.4"),
    "shrews_fiddle": ("depends", "III 1.2"),
    "gas_chamber": ("prohibited", "II 1.3"),
    "handcuffs": ("depends", "III 1.1"),
    "leg_cuffs": ("export_authorisation", "III 1.3"),
    "leg_irons": ("prohibited", "II 2.5"),
    "thumb_cuffs": ("prohibited", "II 2.2"),
    "stun_gun": ("export_authorisation", "III 2.1"),
    "shock_baton": ("export_authorisation", "III 2.1"),
    "pepper_spray": ("export_authorisation", "III 3.1"),
    "guillotine": ("prohibited", "II 1.1"),
    "electric_chair": ("prohibited", "II 1.2"),
    "restraint_chair": ("prohibited", "II 2.7"),
    "multi_lash_whip": ("prohibited", "II 4.1"),
}

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


def test_the_catalogue_holds_the_seventeen_goods_and_twenty_eight_look_alikes(
    catalogue: Catalogue,
) -> None:
    assert set(catalogue.ids(Kind.GOOD)) == set(GOODS)
    assert len(catalogue.ids(Kind.LOOK_ALIKE)) == 28
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
    entries = [entry for entry in catalogue.law.entries if entry.annex == annex]
    assert [entry.item for entry in entries] == ITEMS[annex]
    assert [len(entry.cn) for entry in entries] == CODES[annex]
    version = OLD if annex == "IV" else NEW
    assert {(entry.version, entry.in_force, entry.url) for entry in entries} == {version}
    assert all(code.startswith("ex ") for entry in entries for code in entry.cn)


def test_codes_printed_oddly_are_kept_as_printed(catalogue: Catalogue) -> None:
    entries = catalogue.law.in_force()
    assert entries["II 1.1"].cn == ("ex 4421 99", "ex 8208 90 00")
    assert "ex 9403 60 00" in entries["II 2.8"].cn
    assert "ex 9403 60 00" in entries["II 2.9"].cn
    assert entries["II 3.2"].cn.count("ex 7326 90 98") == 2
    assert "ex 3824 90 96" in entries["IV 1.1"].cn


def test_handcuffs_state_and_ask_the_four_conditions(catalogue: Catalogue) -> None:
    handcuffs = catalogue["handcuffs"]
    asked = " ".join(handcuffs.questions)
    stated = handcuffs.links[0].condition + " ".join(handcuffs.links[0].entry.notes)
    for limit in ("150", "280 mm", "165 mm", "200 mm", "modified"):
        assert limit in asked
        assert limit in stated
    assert "280" in handcuffs.links[0].condition


def test_the_shrews_fiddle_is_not_called_prohibited(catalogue: Catalogue) -> None:
    fiddle = catalogue["shrews_fiddle"]
    assert fiddle.status is Status.DEPENDS
    assert "prohibit" not in fiddle.status_reason
    assert "do not name it" in fiddle.status_reason
    assert "competent authority" in fiddle.status_reason
    assert {entry.key for entry in fiddle.entries} == {"III 1.2", "II 2.3"}


def test_a_chair_with_straps_only_is_not_called_prohibited(catalogue: Catalogue) -> None:
    chair = catalogue["restraint_chair"]
    assert "straps or belts" in chair.status_reason
    assert "straps or belts" in chair.links[0].condition


@pytest.mark.parametrize("id", ["stun_gun", "shock_baton", "pepper_spray"])
def test_goods_with_the_personal_protection_exemption_say_so(catalogue: Catalogue, id: str) -> None:
    assert "own personal protection" in catalogue[id].links[0].condition


def test_every_good_linked_to_annex_iii_says_that_import_is_not_restricted(
    catalogue: Catalogue,
) -> None:
    for good in catalogue.goods:
        if good.status in (Status.EXPORT_AUTHORISATION, Status.DEPENDS):
            assert "export only, not import" in good.status_reason, good.id


@pytest.mark.parametrize("id", ["shock_grabber", "shock_belt", "stun_gun", "shock_baton"])
def test_shock_devices_say_how_to_handle_them(catalogue: Catalogue, id: str) -> None:
    assert "electrodes" in catalogue[id].safety


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
    conditions = {link.entry.key: link.condition for link in catalogue[id].links}
    assert conditions[key]


@pytest.mark.parametrize(
    ("status", "article"),
    [
        (Status.PROHIBITED, "Articles 3, 4 and 5"),
        (Status.PROHIBITED, "six months"),
        (Status.EXPORT_AUTHORISATION, "Article 11(1)"),
        (Status.EXPORT_AUTHORISATION, "Article 22(2)"),
        (Status.DEPENDS, "competent authority"),
        (Status.NOT_LISTED, "outside its annexes"),
    ],
)
def test_the_next_steps_name_the_articles(
    catalogue: Catalogue, status: Status, article: str
) -> None:
    assert article in " ".join(catalogue.next_steps(status))


def test_every_class_has_two_to_six_questions(catalogue: Catalogue) -> None:
    for visual_class in catalogue.classes:
        assert 2 <= len(visual_class.questions) <= 6, visual_class.id

"""Each rule, broken in a copy of the data, gives one sentence that names file and rule."""

from datetime import date
from pathlib import Path

import pytest

from catalogue.checks import faults
from catalogue.load import CatalogueError, load

TODAY = date(2026, 11, 24)
ACT = "law/eu/instrument.toml"
LIST = "law/eu/annex_ii_2025.toml"
BATON = "goods/spiked_baton.toml"
PADLOCK = "look_alikes/padlock.toml"
CUFFS = "trees/cuffs.toml"
SUBJECTS = "subjects.toml"
ELI = 'url = "http://data.europa.eu/eli/reg_del/2025/928/oj"'

# file, text to replace (first occurrence), replacement, what the sentence must say.
BROKEN = [
    (BATON, "recognise_by =", "recognize_by =", "unknown key 'recognize_by'; the nearest allowed"),
    (BATON, "recognise_by =", "recognize_by =", "'recognise_by'"),
    (BATON, "name = ", "name = 3 #", "'name' must be a text in quotes, not 3"),
    (BATON, 'name = "', 'name = " ', "'name' begins or ends with a blank"),
    (BATON, 'name = "', 'name = "a\\nb', "'name' holds a line break"),
    (BATON, "name = ", "name = 2020-13-45 #", "not a readable TOML file"),
    (BATON, "status_reason = ", "status_reason = = ", "not a readable TOML file"),
    (BATON, 'tree = "batons"', 'tree = "baton"', "tree 'baton' does not exist; the nearest is"),
    (BATON, 'tree = "batons"', "", "'start' and 'subjects' need a 'tree'"),
    (BATON, 'subjects = ["spiked_batons"]', "", "'subjects' is missing or empty"),
    (
        BATON,
        'subjects = ["spiked_batons"]',
        'subjects = ["gallows"]',
        "subject 'gallows' is no end of tree 'batons'",
    ),
    (BATON, 'id = "plain_baton"', 'id = "plain_batn"', "the nearest is 'plain_baton'"),
    (BATON, 'id = "plain_baton"', 'id = "spiked_baton"', "lists itself as a look-alike"),
    (BATON, 'id = "plain_baton"', 'id = "massage_roller"', "a look-alike is listed twice"),
    (BATON, 'id = "plain_baton"\ndifference = "', 'id = "plain_baton"\n#', "'difference' is miss"),
    (BATON, "[[look_alikes]]", "[[look_alike]]", "the nearest allowed key is 'look_alikes'"),
    (BATON, "features = [", 'features = [\n  "",', "'features' holds an empty text"),
    (BATON, "features = [", "features = [\n  1,", "'features' must be a list of texts"),
    ("others/other.toml", "photo_cannot_show =", "safety =", "'photo_cannot_show' is missing"),
    (ACT, 'name = "Regulation (EU) 2019/125"', "", "'name' is missing or empty"),
    (ACT, "in_force = 2025-08-20", "", "'in_force' must be a date such as 2025-08-20"),
    (ACT, "in_force = 2025-08-20", 'in_force = "2025-08-20"', "must be a date"),
    (ACT, "in_force = 2025-08-20", "in_force = 2027-08-20", "before it was in force"),
    (
        ACT,
        "in_force = 2025-08-20",
        "in_force = 2025-08-20\nuntil = 2025-08-19",
        "ends (2025-08-19) before it begins",
    ),
    (ACT, "until = 2025-08-19", "", "annex II has two open versions"),
    (ACT, 'version = "2025/928"', "", "'version' is missing or empty"),
    (ACT, "checked = 2026-11-23", "", "'checked' must be a date"),
    (ACT, 'effect = "prohibited"', 'effect = "depends"', "effect <Status.DEPENDS"),
    (ACT, 'effect = "prohibited"', 'effect = "forbidden"', "'forbidden' does not exist; the nea"),
    (ACT, 'nomenclature = "CN"', 'nomenclature = "HS"', "nomenclature 'HS' is not 'CN'"),
    (ACT, ELI, 'url = "https://example.org/928"', "is no ELI link; it must begin with http://data"),
    (ACT, 'source = "S2"', "", "'source' is missing or empty"),
    (ACT, 'source = "S2"', 'source = "S9"', "source 'S9' of annex II is not under 'sources'"),
    (ACT, 'confidence = "sourced"', "", "'confidence' is missing or empty"),
    (ACT, "[steps]", "[stepps]", "the nearest allowed key is 'steps'"),
    (LIST, 'item = "1.1"', 'item = "one"', "item 'one' is no number"),
    (LIST, 'item = "1.2"', 'item = "1.1"', "entry II 1.1 stands twice in version 2025/928"),
    (
        LIST,
        'cn = "ex 4421 99; ex 8208 90 00"',
        "",
        "entry II 1.1: a list whose nomenclature is 'CN'",
    ),
    (LIST, "ex 8208 90 00", "ex 82089000", "CN code 'ex 82089000' has no printed shape"),
    (LIST, 'summary = "Electric chairs', 'sumary = "Electric', "nearest allowed key is 'summary'"),
    (LIST, '"execution_electric_chairs"', '"electric_chairs"', "'electric_chairs' does not exist"),
    (LIST, 'subjects = ["execution_electric_chairs"]', "", "entry II 1.2 has no subject"),
    (
        LIST,
        'subjects = ["execution_electric_chairs"]',
        'subjects = ["execution_electric_chairs"]\nsource = "S9"',
        "source 'S9' does not exist",
    ),
    (LIST, '["strap_chairs"]', '["restraint_chairs"]', "is both named and excluded"),
    (CUFFS, 'to = "gang_kind"', 'to = "people"', "runs in a loop: people > people"),
    (CUFFS, 'subject = "gang_chains"', 'subject = "gang_chain"', "'gang_chain' does not exist"),
    (SUBJECTS, 'when = "', 'when = "if ', "'when' of 'gallows' begins with 'if'"),
    (SUBJECTS, 'hazard = "shock"', 'hazard = "shok"', "hazard 'shok'"),
    ("languages/ar.toml", 'direction = "rtl"', 'direction = "left"', "'left' is none of ltr, rtl"),
    ("languages/fr.toml", "handcuffs = ", "handcufs = ", "'names' has 'handcufs', which is no cl"),
]


def break_file(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence, which must exist."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_real_data_break_no_rule() -> None:
    assert faults(load(), date.today()) == ()


@pytest.mark.parametrize(("file", "old", "new", "sentence"), BROKEN)
def test_a_broken_rule_gives_one_sentence_with_file_and_rule(
    copy: Path, file: str, old: str, new: str, sentence: str
) -> None:
    break_file(copy, file, old, new)
    found = [fault for fault in faults(load(copy), TODAY) if fault.startswith(file)]
    assert len(found) == 1
    assert sentence in found[0]
    assert "\n" not in found[0]


def test_a_look_alike_must_list_the_good_back(copy: Path) -> None:
    break_file(copy, PADLOCK, 'id = "handcuffs"', 'id = "gallows"')
    found = faults(load(copy), TODAY)
    assert any(fault.startswith(PADLOCK) and "'handcuffs' lists" in fault for fault in found)
    assert any(fault.startswith("goods/gallows.toml") for fault in found)


def test_a_good_that_no_list_names_is_refused(copy: Path) -> None:
    break_file(copy, BATON, '["spiked_batons"]', '["plain_batons"]')
    found = faults(load(copy), TODAY)
    assert any(f.startswith(BATON) and "does not fit the folder 'goods'" in f for f in found)


def test_an_entry_that_no_class_reaches_is_named(copy: Path) -> None:
    path = copy / SUBJECTS
    text = path.read_text(encoding="utf-8")
    start = text.index("[malodorants]")
    end = text.index("\n\n", start)
    kept = [line for line in text[start:end].splitlines() if not line.startswith("no_picture")]
    path.write_text(text[:start] + "\n".join(kept) + text[end:], encoding="utf-8")
    assert faults(load(copy), TODAY) == (
        f"{SUBJECTS}: 'no_picture' of malodorants is missing, and entry III 3.7 of 2025/928 is "
        "reached from no class; give it, or let a tree end there.",
    )


def test_a_question_that_no_class_comes_to_is_named(copy: Path) -> None:
    path = copy / CUFFS
    spare = """
[[question]]
id = "spare"
ask = "Why?"
answers = [{ say = "Yes", to = "ordinary" }, { say = "No", to = "ordinary" }]
"""
    path.write_text(path.read_text(encoding="utf-8") + spare, encoding="utf-8")
    assert faults(load(copy), TODAY) == (
        f"{CUFFS}: 'spare' is reached from no class; remove or ask it.",
    )


def test_an_end_must_say_why_it_is_not_listed(copy: Path) -> None:
    path = copy / SUBJECTS
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index("[ordinary_goods]")
    lines = [line for n, line in enumerate(lines) if not (n > at and line.startswith("unlisted"))]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = faults(load(copy), TODAY)
    assert found
    assert all("does not say 'unlisted'; say why" in fault for fault in found)


def test_a_subject_that_nothing_speaks_of_is_named(copy: Path) -> None:
    path = copy / SUBJECTS
    spare = '\n[spare]\nname = "Spare"\nwhen = "it is spare"\n'
    path.write_text(path.read_text(encoding="utf-8") + spare, encoding="utf-8")
    assert faults(load(copy), TODAY) == (
        f"{SUBJECTS}: 'spare' is in no tree and no list; remove it.",
    )


def test_a_day_in_the_future_is_refused() -> None:
    found = faults(load(), date(2026, 11, 22))
    assert found
    assert all("lies in the future" in fault and "'checked'" in fault for fault in found)


def test_a_trade_name_of_two_classes_is_refused(copy: Path) -> None:
    break_file(copy, PADLOCK, 'other_names = ["', 'other_names = ["Cat o\' nine tails", "')
    break_file(copy, BATON, 'other_names = ["', 'other_names = ["cat o\' nine tails", "')
    found = faults(load(copy), TODAY)
    assert len([f for f in found if "claimed by another class too" in f]) >= 2


def test_a_shock_device_without_safety_is_refused(copy: Path) -> None:
    path = copy / "goods" / "stun_gun.toml"
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("safety")
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    (found,) = faults(load(copy), TODAY)
    assert "'safety' is missing" in found
    assert "shock" in found


def test_a_look_alike_like_no_good_is_refused(copy: Path) -> None:
    stick = copy / "look_alikes" / "walking_stick.toml"
    alike = '\n[[look_alikes]]\nid = "{}"\ndifference = "It is spare."\n'
    head = stick.read_text(encoding="utf-8").split("[[look_alikes]]")[0]
    head = head.replace('name = "', 'name = "Spare ', 1)
    head = "\n".join(line for line in head.splitlines() if not line.startswith("other_names"))
    spare = copy / "look_alikes" / "spare.toml"
    spare.write_text(head + alike.format("walking_stick"), encoding="utf-8")
    stick.write_text(stick.read_text(encoding="utf-8") + alike.format("spare"), encoding="utf-8")
    assert faults(load(copy), TODAY) == (
        "look_alikes/spare.toml: 'look_alikes' names no good; say what it is like.",
    )


def test_a_list_file_that_no_instrument_names_is_refused(copy: Path) -> None:
    (copy / "law/eu/spare.toml").write_bytes((copy / LIST).read_bytes())
    assert faults(load(copy), TODAY) == (
        "law/eu/spare.toml: no instrument names this file under 'lists'; add or remove it.",
    )


def test_a_list_file_that_is_missing_is_named(copy: Path) -> None:
    (copy / LIST).unlink()
    assert any("the file is missing; restore it" in fault for fault in faults(load(copy), TODAY))


def test_an_id_may_stand_in_one_folder_only(copy: Path) -> None:
    (copy / "look_alikes" / "handcuffs.toml").write_bytes(
        (copy / "goods" / "handcuffs.toml").read_bytes()
    )
    with pytest.raises(CatalogueError, match="'handcuffs' is already used by goods/handcuffs"):
        load(copy)


def test_a_file_name_that_is_no_id_is_refused(copy: Path) -> None:
    (copy / "others" / "other.toml").rename(copy / "others" / "Other-Things.toml")
    assert any("id 'Other-Things' is not lower case" in f for f in faults(load(copy), TODAY))


def test_a_removed_class_is_missed_by_all_that_list_it(copy: Path) -> None:
    (copy / "look_alikes" / "duster.toml").unlink()
    found = faults(load(copy), TODAY)
    assert any(
        f.startswith("goods/multi_lash_whip.toml") and "look-alike 'duster' does not exist" in f
        for f in found
    )


def test_a_folder_without_law_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"subjects\.toml is missing"):
        load(tmp_path)

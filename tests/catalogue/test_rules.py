"""Each rule, broken in a copy of the data, gives one sentence that names file and rule."""

from pathlib import Path

import pytest

from catalogue.load import CatalogueError, faults, load

LAW = "law/eu_2019_125.toml"
BATON = "goods/spiked_baton.toml"
PLAIN = "look_alikes/plain_baton.toml"
ELI = 'url = "http://data.europa.eu/eli/reg_del/2025/928/oj"'

# file, text to replace (first occurrence), replacement, what the sentence must say.
BROKEN = [
    (BATON, "recognise_by =", "recognize_by =", "unknown key 'recognize_by'; the nearest allowed"),
    (BATON, "recognise_by =", "recognize_by =", "'recognise_by'"),
    (BATON, "name = ", "name = 3 #", "'name' must be a text in quotes, not 3"),
    (BATON, 'name = "', 'name = " ', "'name' begins or ends with a blank"),
    (BATON, 'status = "prohibited"', 'status = "forbidden"', "'forbidden' is none of prohibited,"),
    (BATON, 'status = "prohibited"', 'status = "not_listed"', "does not fit the kind 'good'"),
    (
        BATON,
        'status = "prohibited"',
        'status = "export_authorisation"',
        "needs a link to Annex III",
    ),
    (BATON, "condition = ", "conditon = ", "the nearest allowed key is 'condition'"),
    (BATON, '"II 3.1"', '"II 3.9"', "entry 'II 3.9' is not in force in any annex of 'law/'"),
    (BATON, '"II 3.1"', '"III 2.1"', "status 'prohibited' needs a link to Annex II"),
    (BATON, 'id = "plain_baton"', 'id = "plain_batn"', "the nearest id is 'plain_baton'"),
    (BATON, 'id = "plain_baton"', 'id = "spiked_baton"', "lists itself as a look-alike"),
    (BATON, 'id = "plain_baton"', 'id = "massage_roller"', "a look-alike is listed twice"),
    (BATON, 'condition = "', 'condition = "if ', "the condition of II 3.1 begins with 'if'"),
    (BATON, 'name = "', 'name = "a\\nb', "'name' holds a line break"),
    (BATON, "name = ", "name = 2020-13-45 #", "not a readable TOML file"),
    (BATON, "questions = [", 'questions = [\n  "",', "'questions' holds an empty text"),
    (BATON, "questions = [", "questions = [\n  1,", "'questions' must be a list of texts"),
    (BATON, 'id = "plain_baton"\ndifference = "', 'id = "plain_baton"\n#', "'difference' is miss"),
    (BATON, "[[look_alikes]]", "[[look_alike]]", "the nearest allowed key is 'look_alikes'"),
    (BATON, "questions = [", "questions = []\nsafety2 = [", "unknown key 'safety2'"),
    (BATON, "status_reason = ", "status_reason = = ", "not a readable TOML file"),
    (PLAIN, 'status = "not_listed"', 'status = "prohibited"', "does not fit the kind 'look_alike'"),
    ("goods/shrews_fiddle.toml", "condition = ", "# ", "status 'depends' needs links, each with"),
    (PLAIN, "condition = ", "# ", "'not_listed' allows no unconditional link"),
    ("others/other.toml", "photo_cannot_show =", "safety =", "'photo_cannot_show' is missing"),
    (LAW, 'instrument = "Regulation (EU) 2019/125"', "", "'instrument' is missing or empty"),
    (LAW, 'annex = "II"', 'annex = "V"', "annex 'V' is none of II, III, IV"),
    (LAW, 'item = "1.1"', 'item = "one"', "item 'one' is no number"),
    (LAW, 'item = "1.2"', 'item = "1.1"', "entry II 1.1 stands twice in version 2025/928"),
    (LAW, 'version = "2025/928"', "", "'version' is missing or empty"),
    (LAW, 'version = "2025/928"', 'version = "new"', "version 'new' is no act number"),
    (LAW, "in_force = 2025-08-20", "", "'in_force' must be a date such as 2025-08-20"),
    (LAW, "in_force = 2025-08-20", 'in_force = "2025-08-20"', "must be a date"),
    (LAW, "in_force = 2025-08-20", "in_force = 2027-08-20", "before it was in force"),
    (
        LAW,
        "in_force = 2025-08-20",
        "in_force = 2025-08-20\nuntil = 2025-08-19",
        "ends (2025-08-19) before it begins",
    ),
    (LAW, "checked = 2026-11-23", "", "'checked' must be a date"),
    (LAW, ELI, 'url = "https://example.org/928"', "is no ELI link; it must begin with http://data"),
    (LAW, 'source = "S1"', "", "'source' is missing or empty"),
    (LAW, 'source = "S1"', 'source = "S9"', "source 'S9' of entry II 1.1 is not under 'sources'"),
    (LAW, 'confidence = "sourced"', "", "'confidence' is missing or empty"),
    (LAW, 'confidence = "sourced"', 'confidence = "sure"', "confidence 'sure' is none of sourced"),
    (LAW, 'cn = "ex 4421 99; ex 8208 90 00"', "", "entry II 1.1: 'cn' is missing or empty"),
    (LAW, "ex 8208 90 00", "ex 82089000", "CN code 'ex 82089000' has no printed shape"),
    (LAW, 'summary = "Electric chairs', 'sumary = "Electric', "nearest allowed key is 'summary'"),
    (LAW, "not_listed = [", "other = [", "unknown key 'other'"),
    (LAW, 'annex = "III"', 'annex = "II"', "stands twice in version 2025/928"),
]


def break_file(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence, which must exist."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_real_data_break_no_rule() -> None:
    assert faults(load()) == ()


@pytest.mark.parametrize(("file", "old", "new", "sentence"), BROKEN)
def test_a_broken_rule_gives_one_sentence_with_file_and_rule(
    copy: Path, file: str, old: str, new: str, sentence: str
) -> None:
    break_file(copy, file, old, new)
    found = [fault for fault in faults(load(copy)) if fault.startswith(file)]
    assert len(found) == 1
    assert sentence in found[0]
    assert "\n" not in found[0]


def test_a_look_alike_must_list_the_good_back(copy: Path) -> None:
    break_file(copy, PLAIN, 'id = "spiked_baton"', 'id = "handcuffs"')
    found = faults(load(copy))
    assert any(fault.startswith(PLAIN) and "'spiked_baton' lists" in fault for fault in found)
    assert any(fault.startswith("goods/handcuffs.toml") for fault in found)


def test_an_id_may_stand_in_one_folder_only(copy: Path) -> None:
    (copy / "look_alikes" / "handcuffs.toml").write_bytes(
        (copy / "goods" / "handcuffs.toml").read_bytes()
    )
    with pytest.raises(CatalogueError, match="'handcuffs' is already used by goods/handcuffs"):
        load(copy)


def test_a_file_name_that_is_no_id_is_refused(copy: Path) -> None:
    (copy / "others" / "other.toml").rename(copy / "others" / "Other-Things.toml")
    assert any("id 'Other-Things' is not lower case" in fault for fault in faults(load(copy)))


def test_a_removed_class_is_missed_by_all_that_list_it(copy: Path) -> None:
    (copy / "look_alikes" / "duster.toml").unlink()
    (found,) = faults(load(copy))
    assert found.startswith("goods/multi_lash_whip.toml")
    assert "look-alike 'duster' does not exist" in found


def test_a_folder_without_law_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"eu_2019_125\.toml is missing"):
        load(tmp_path)


def test_two_open_versions_of_one_annex_are_refused(copy: Path) -> None:
    text = (copy / LAW).read_text(encoding="utf-8")
    start = text.index('[[annex]]\nannex = "II"')
    old = text[start : text.index("# ----", start)]
    older = old.replace("2025/928", "2019/125").replace("2025-08-20", "2019-02-20")
    (copy / LAW).write_text(text + older, encoding="utf-8")
    (found,) = faults(load(copy))
    assert "annex II has two open versions" in found


def test_an_older_version_with_an_end_date_stands_beside_the_one_in_force(copy: Path) -> None:
    text = (copy / LAW).read_text(encoding="utf-8")
    older = """
[[annex]]
annex = "II"
heading = "As adopted"
version = "2019/125"
in_force = 2019-02-20
until = 2025-08-19
url = "http://data.europa.eu/eli/reg/2019/125/oj"
checked = 2026-11-23
source = "S2"
confidence = "sourced"

[[annex.entry]]
item = "2.4"
summary = "Cuffs designed to be anchored to a wall, floor or ceiling."
cn = "ex 7326 90 98"
"""
    (copy / LAW).write_text(text + older, encoding="utf-8")
    catalogue = load(copy)
    assert faults(catalogue) == ()
    both = [entry for entry in catalogue.law.entries if entry.key == "II 2.4"]
    assert {entry.version for entry in both} == {"2025/928", "2019/125"}
    assert catalogue.law.in_force()["II 2.4"].version == "2025/928"

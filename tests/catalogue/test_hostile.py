"""Whatever stands in a file, the answer is a sentence, never another error."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.checks import faults
from catalogue.class_file import CLASS_KEYS
from catalogue.errors import CatalogueError
from catalogue.law_file import ENTRY_KEYS, INSTRUMENT_KEYS, TERMS_KEYS, read_instrument, read_list
from catalogue.load import DATA, PATTERNS, SUBJECTS_FILE, Catalogue, load
from catalogue.ruling import Query
from catalogue.subject import SUBJECT_KEYS, read_subjects

GOOD = "goods/spiked_baton.toml"
ACT = "law/eu/instrument.toml"
LIST = "law/eu/annex_ii_2025.toml"
TREE = "trees/cuffs.toml"
TODAY = date(2026, 11, 24)
VALUES = ["7", "1.5", "true", "[]", "[1]", "[[]]", "{}", "{ a = 1 }", "2025-08-20", '""', '" "']
FILES = {
    path.relative_to(DATA).as_posix(): path.read_bytes()
    for pattern in PATTERNS
    for path in DATA.glob(pattern)
}

# The smallest instrument and list that break no rule: key -> value as TOML writes it.
TERMS = {
    "file": '"ii.toml"',
    "annex": '"II"',
    "version": '"2025/928"',
    "in_force": "2025-08-20",
    "until": "2026-08-20",
    "effect": '"prohibited"',
    "complete": "true",
    "numbered": "true",
    "nomenclature": '"CN"',
    "url": '"http://data.europa.eu/eli/reg_del/2025/928/oj"',
    "checked": "2026-11-23",
    "source": '"S1"',
    "confidence": '"sourced"',
}
INSTRUMENT = {
    "name": '"Regulation (EU) 2019/125"',
    "title": '"A title"',
    "url": '"http://data.europa.eu/eli/reg/2019/125/oj"',
    "jurisdictions": '["EU"]',
    "binding": "true",
    "notice": '"Triage, not proof."',
    "sources": '{ S1 = "a text" }',
    "steps": '{ prohibited = ["a"] }',
    "not_established": '["Much."]',
}
ENTRY = {
    "item": '"1.1"',
    "summary": '"Goods."',
    "notes": '["None."]',
    "cn": '"ex 9304 00 00"',
    "subjects": '["whips"]',
    "arguably": '["gloves"]',
    "source": '"S1"',
    "confidence": '"sourced"',
}
# What may be left out may be empty, and a date is a date.
HARMLESS = {
    ("other_names", "[]"),
    ("checks", "[]"),
    ("start", '""'),
    ("safety", '""'),
    ("notes", "[]"),
    ("arguably", "[]"),
    ("source", '""'),  # an entry without its own takes that of its list
    ("confidence", '""'),
    ("until", "2025-08-20"),
    ("in_force", "2025-08-20"),
    ("checked", "2025-08-20"),
    ("binding", "true"),
    ("complete", "true"),
    ("numbered", "true"),
    ("nomenclature", '""'),
    ("not_established", "[]"),
    ("unlisted", '""'),
    ("hazard", '""'),
    ("no_picture", '""'),
    ("same_as", '""'),
}
NEEDED_IN_TERMS = {("source", '""'), ("confidence", '""')}


def inline(values: Mapping[str, str]) -> str:
    """An inline TOML table."""
    return "{ " + ", ".join(f"{key} = {value}" for key, value in values.items()) + " }"


def act(**changes: str) -> bytes:
    """The smallest instrument with some values replaced."""
    terms = {key: value for key, value in changes.items() if key in TERMS and key not in INSTRUMENT}
    top = INSTRUMENT | {"lists": f"[{inline(TERMS | terms)}]"}
    top |= {key: value for key, value in changes.items() if key not in terms}
    return "\n".join(f"{name} = {its}" for name, its in top.items()).encode()


def sentences(name: str, content: bytes) -> tuple[str, ...]:
    """The faults of the real catalogue with one file replaced; each is one line with a file."""
    found = faults(Catalogue(Path("nowhere"), {**FILES, name: content}), TODAY)
    for fault in found:
        assert "\n" not in fault
        assert fault.split(":")[0].split(" ")[0].endswith(".toml")
    return found


@pytest.mark.parametrize("name", [GOOD, ACT, LIST, TREE, SUBJECTS_FILE, "languages/fr.toml"])
@given(content=st.binary(max_size=200))
@settings(deadline=None, max_examples=12)  # each parses the whole catalogue
def test_any_bytes_give_sentences(name: str, content: bytes) -> None:
    assert sentences(name, content)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", CLASS_KEYS)
def test_a_wrong_type_in_a_class_is_refused(key: str, value: str) -> None:
    text = FILES[GOOD].decode()
    field = re.compile(
        rf"^{key} = (\[\n(  .*\n)*\]|.*)\n|^\[\[{key}\]\]\n(\w+ = .*\n)*", re.MULTILINE
    )
    content = f"{key} = {value}\n{field.sub('', text)}".encode()
    catalogue = Catalogue(Path("nowhere"), {**FILES, GOOD: content})
    if (key, value) in HARMLESS:
        assert catalogue["spiked_baton"].name
        return
    with pytest.raises(CatalogueError, match=f"^{GOOD}"):
        catalogue["spiked_baton"]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", [key for key in INSTRUMENT_KEYS if key != "lists"])
def test_a_wrong_type_in_an_instrument_is_refused(key: str, value: str) -> None:
    if (key, value) in HARMLESS:
        assert read_instrument(ACT, act(**{key: value})).lists
        return
    with pytest.raises(CatalogueError, match=ACT):
        read_instrument(ACT, act(**{key: value}))


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", [key for key in TERMS_KEYS if key in TERMS])
def test_a_wrong_type_in_the_terms_of_a_list_is_refused(key: str, value: str) -> None:
    content = act(lists=f"[{inline(TERMS | {key: value})}]")
    if (key, value) in HARMLESS - NEEDED_IN_TERMS:
        assert read_instrument(ACT, content).lists
        return
    with pytest.raises(CatalogueError, match=ACT):
        read_instrument(ACT, content)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", ENTRY_KEYS)
def test_a_wrong_type_in_an_entry_is_refused(key: str, value: str) -> None:
    instrument = read_instrument(ACT, act())
    content = f'heading = "H"\nentry = [{inline(ENTRY | {key: value})}]'.encode()

    def read() -> object:
        terms = instrument.lists["ii.toml"]
        subjects = ("whips", "gloves")
        return read_list(LIST, content, instrument=instrument, terms=terms, subjects=subjects)

    if (key, value) in HARMLESS or (key, value) == ("subjects", "[]"):
        read()
        return
    with pytest.raises(CatalogueError, match=LIST):
        read()


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", SUBJECT_KEYS)
def test_a_wrong_type_in_a_subject_is_refused(key: str, value: str) -> None:
    values = {"name": '"Whips"', "when": '"it is one"', key: value}
    content = f"whips = {inline(values)}".encode()
    if (key, value) in HARMLESS:
        assert read_subjects(SUBJECTS_FILE, content)
        return
    with pytest.raises(CatalogueError, match=SUBJECTS_FILE):
        read_subjects(SUBJECTS_FILE, content)


def test_a_number_of_absurd_length_is_a_sentence() -> None:
    (fault,) = sentences(ACT, b"a = " + b"1" * 5000)
    assert fault.startswith(f"{ACT}: not a readable TOML file")


def test_an_unknown_place_is_one_sentence_that_names_those_stored() -> None:
    with pytest.raises(CatalogueError, match=r"no law is stored for 'FR'.*EU, XI"):
        load(query=Query("FR"))

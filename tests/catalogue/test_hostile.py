"""Whatever stands in a file, the answer is a sentence, never another error."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.class_file import CLASS_KEYS
from catalogue.law_file import read_law
from catalogue.load import DATA, FOLDERS, LAW_FILE, Catalogue, CatalogueError, faults

GOOD = "goods/spiked_baton.toml"
VALUES = ["7", "1.5", "true", "[]", "[1]", "[[]]", "{}", "{ a = 1 }", "2025-08-20", '""', '" "']
FILES = {
    f"{path.parent.name}/{path.name}": path.read_bytes()
    for name in ("law", *FOLDERS.values())
    for path in (DATA / name).glob("*.toml")
}

# The smallest law that breaks no rule: key -> value as TOML writes it.
ENTRY = {"item": '"1.1"', "summary": '"Goods."', "notes": '["None."]', "cn": '"ex 9304 00 00"'}
ANNEX = {
    "annex": '"II"',
    "heading": '"Prohibited"',
    "version": '"2025/928"',
    "in_force": "2025-08-20",
    "until": "2026-08-20",
    "url": '"http://data.europa.eu/eli/reg_del/2025/928/oj"',
    "checked": "2026-11-23",
    "source": '"S1"',
    "confidence": '"sourced"',
    "rules": '["A rule."]',
}
TOP = {
    "instrument": '"Regulation (EU) 2019/125"',
    "title": '"A title"',
    "url": '"http://data.europa.eu/eli/reg/2019/125/oj"',
    "notice": '"Triage, not proof."',
    "sources": '{ S1 = "a text" }',
    "articles": '{ prohibited = ["a"], export_authorisation = ["a"], depends = ["a"], '
    'not_listed = ["a"] }',
}
# Keys that may be left out may be empty, and a date is a date.
HARMLESS = {
    ("other_names", "[]"),
    ("safety", '""'),
    ("notes", "[]"),
    ("rules", "[]"),
    ("until", "2025-08-20"),
    ("in_force", "2025-08-20"),
    ("checked", "2025-08-20"),
}
# An entry without its own takes those of the annex.
FALLS_TO_THE_ANNEX = {("source", '""'), ("confidence", '""')}


def inline(values: Mapping[str, str]) -> str:
    """An inline TOML table."""
    return "{ " + ", ".join(f"{key} = {value}" for key, value in values.items()) + " }"


def tiny_law(level: str, key: str, value: str) -> bytes:
    """The smallest law with one value replaced."""
    change = {key: value}
    entry = ENTRY | (change if level == "entry" else {})
    annex = ANNEX | {"entry": f"[{inline(entry)}]"} | (change if level == "annex" else {})
    top = TOP | {"annex": f"[{inline(annex)}]"} | (change if level == "top" else {})
    return "\n".join(f"{name} = {its}" for name, its in top.items()).encode()


def sentences(name: str, content: bytes) -> tuple[str, ...]:
    """The faults of the real catalogue with one file replaced; each is one line with a file."""
    found = faults(Catalogue(Path("nowhere"), {**FILES, name: content}))
    for fault in found:
        assert "\n" not in fault
        assert fault.split(":")[0].split(" ")[0].endswith(".toml")
    return found


@pytest.mark.parametrize("name", [GOOD, LAW_FILE])
@given(content=st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_give_sentences(name: str, content: bytes) -> None:
    assert sentences(name, content)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", CLASS_KEYS)
def test_a_wrong_type_in_a_class_is_refused(key: str, value: str) -> None:
    text = FILES[GOOD].decode()
    field = re.compile(
        rf"^{key} = (\[\n(  .*\n)*\]|.*)\n|^\[\[{key}\]\]\n(\w+ = .*\n)*", re.MULTILINE
    )
    assert field.search(text)
    found = sentences(GOOD, f"{key} = {value}\n{field.sub('', text)}".encode())
    assert bool(found) != ((key, value) in HARMLESS)


LEVELS = [
    *(("top", key) for key in (*TOP, "annex")),
    *(("annex", key) for key in (*ANNEX, "entry")),
    *(("entry", key) for key in (*ENTRY, "source", "confidence")),
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(("level", "key"), LEVELS)
def test_a_wrong_type_in_the_law_is_refused(level: str, key: str, value: str) -> None:
    if (key, value) in HARMLESS or (level == "entry" and (key, value) in FALLS_TO_THE_ANNEX):
        assert read_law(LAW_FILE, tiny_law(level, key, value)).entries
        return
    with pytest.raises(CatalogueError, match=LAW_FILE):
        read_law(LAW_FILE, tiny_law(level, key, value))


def test_a_number_of_absurd_length_is_a_sentence() -> None:
    (fault,) = sentences(LAW_FILE, b"a = " + b"1" * 5000)
    assert fault.startswith(f"{LAW_FILE}: not a readable TOML file")

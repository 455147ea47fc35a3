"""The README of the catalogue names every key and status, so that it cannot rot."""

import pytest

from catalogue.class_file import CLASS_KEYS
from catalogue.languages import LANGUAGE_KEYS
from catalogue.law import CONFIDENCES, Status
from catalogue.law_file import (
    ENTRY_KEYS,
    EXCLUSION_KEYS,
    INSTRUMENT_KEYS,
    LIST_KEYS,
    TERMS_KEYS,
)
from catalogue.load import DATA, FOLDERS
from catalogue.subject import SUBJECT_KEYS
from catalogue.tree_file import ANSWER_KEYS, BAND_KEYS, END_KEYS, QUESTION_KEYS, TREE_KEYS

WORDS = {
    *(*CLASS_KEYS, *LANGUAGE_KEYS, *CONFIDENCES, *Status, *SUBJECT_KEYS),
    *(*ENTRY_KEYS, *EXCLUSION_KEYS, *INSTRUMENT_KEYS, *LIST_KEYS, *TERMS_KEYS),
    *(*ANSWER_KEYS, *BAND_KEYS, *END_KEYS, *QUESTION_KEYS, *TREE_KEYS),
}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_key_and_value_is_explained(word: str) -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert any(form in readme for form in (f"`{word}`", f"`[{word}]`", f"`[[{word}]]`"))


@pytest.mark.parametrize("name", ["law", "trees", "languages", *FOLDERS.values()])
def test_every_folder_is_explained(name: str) -> None:
    assert f"{name}/" in (DATA / "README.md").read_text(encoding="utf-8")

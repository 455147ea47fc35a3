"""The README of the catalogue names every key and status, so that it cannot rot."""

import pytest

from catalogue.class_file import CLASS_KEYS
from catalogue.law import CONFIDENCES, Status
from catalogue.law_file import ANNEX_KEYS, ENTRY_KEYS, TOP_KEYS
from catalogue.load import DATA, FOLDERS

WORDS = {*CLASS_KEYS, *TOP_KEYS, *ANNEX_KEYS, *ENTRY_KEYS, *CONFIDENCES, *Status}


@pytest.mark.parametrize("word", sorted(WORDS - {"annex", "entry", "law", "look_alikes"}))
def test_every_key_and_value_is_explained(word: str) -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert f"`{word}`" in readme or f"`[{word}]`" in readme


@pytest.mark.parametrize("name", ["law", *FOLDERS.values()])
def test_every_folder_is_explained(name: str) -> None:
    assert f"{name}/" in (DATA / "README.md").read_text(encoding="utf-8")

"""Words of the trainer's pages: two that English says alike, and what the library says is wrong."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from datasets.library import more
from datasets.library.errors import SourceError
from datasets.library.importing import Report, of_path, take
from datasets.library.library import Library
from datasets.library.offers import JUDGEMENTS
from pages import label_hand as hand
from pages.label_names import names_of
from pages.label_told import Teller
from pages.workbench import Workbench
from tests.datasets.library.made import TERMS, added, jpeg, tree
from wording.dictionary import catalogue_languages
from wording.messages import CODES, load_trainers
from wording.places import PLACE, places


@pytest.mark.parametrize("code", CODES)
def test_paging_back_and_what_was_before_teaching_are_two_words(code: str) -> None:
    said = load_trainers()[code].messages
    assert said["Previous"] != said["Before"]
    button = str(said["Previous"])
    hint = "That was the last cluster. Press “Previous” for those that you passed over."
    assert button in str(said[hint])  # the sentence names the button as it is called
    assert str(said["Before"]).casefold() in str(said["Before: {answer}"]).casefold()


def test_every_class_is_found_in_every_language_that_names_it(bench: Workbench) -> None:
    searched = {each[0]: each[2] for each in Teller(bench).classes()}
    for code, language in catalogue_languages().items():
        for class_id, name in language.names.items():
            assert name in searched[class_id], code
            assert names_of(class_id)[code] == name
    listed = {each[0]: each[2] for each in hand.classes(bench)}
    assert listed["padlock"]["ru"] == "Навесной замок"
    assert names_of("a_class_of_ones_own") == {}


KNOWN = frozenset({"batons", "handcuffs"})
BROKEN = {
    "a.json": "{",
    "b.json": '{"images": 3}',
    "c.jsonl": '{"label": "batons"}\n',
    "d.csv": "file,lable\na.jpg,batons\n",
}


def taken(library: Library, path: Path) -> Report:
    """Import it, as the page and the command do."""
    with of_path(path) as source:
        return take(library, source, dataclasses.replace(TERMS, labels=KNOWN))


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_list_is_told_in_every_language(
    library: Library, tmp_path: Path, name: str
) -> None:
    """The sentences are the library's own; that no language lacks one is tested elsewhere."""
    (tmp_path / name).write_text(BROKEN[name])
    with pytest.raises(SourceError) as raised:
        taken(library, tmp_path / name)
    assert is_translated(str(raised.value))


def test_what_is_wrong_with_judgements_is_told_in_every_language(
    library: Library, tmp_path: Path
) -> None:
    for line in ("{", '{"kind": "opinion", "sha256": "x", "by": " ", "at": ""}'):
        (tmp_path / JUDGEMENTS).write_text(line)
        with pytest.raises(SourceError) as raised:
            more.read(library, tmp_path)
        assert is_translated(str(raised.value))
    (tmp_path / JUDGEMENTS).write_text("")
    read = more.read(library, tmp_path)
    assert read is not None
    assert is_translated(read.sentence)


def test_what_an_import_says_of_files_is_told_in_every_language(
    library: Library, tmp_path: Path
) -> None:
    added(library, 1, label="batons")
    image = {"id": 1, "file_name": "a.jpg", "width": 200, "height": 160}
    boxes = [{"image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 9]}] * 2
    rows = {"images": [image], "annotations": boxes, "categories": [{"id": 1, "name": "batons"}]}
    tree(
        tmp_path,
        {
            "top/batons/b.jpg": jpeg(2),
            "coco/a.jpg": jpeg(3),
            "coco/annotations.json": json.dumps(rows).encode(),
            "list/c.jpg": jpeg(1),
            "list/manifest.csv": b"file,label,weather\nc.jpg,handcuffs,rain\n",
            "empty/x.txt": b"nothing",
        },
    )
    folders = ("top", "coco", "list", "empty")
    told = [line.sentence for each in folders for line in taken(library, tmp_path / each).lines]
    assert len(told) >= 5
    assert [each for each in told if not is_translated(each)] == []


def is_translated(sentence: str) -> bool:
    """Whether one message of the trainers' pages fits a whole sentence."""
    return any(re.fullmatch(_pattern(each), sentence) for each in load_trainers()["de"].messages)


def _pattern(message: str) -> str:
    ends = [0, *(place.end() for place in PLACE.finditer(message))]
    starts = [*(place.start() for place in PLACE.finditer(message)), len(message)]
    plain = (re.escape(message[a:b]) for a, b in zip(ends, starts, strict=True))
    kinds = [r"\d+" if "#" in place else ".+" for place in places(message)]
    return "".join(part + kind for part, kind in zip(plain, [*kinds, ""], strict=True))

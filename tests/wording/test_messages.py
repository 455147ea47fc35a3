from __future__ import annotations

import gzip
import json
import string
from pathlib import Path

import pytest

from catalogue.errors import CatalogueError
from catalogue.load import load as load_catalogue
from pages.workbench import DATASET_NAME, LABEL_NAME
from wording import messages
from wording.dictionary import dictionary, foreign
from wording.messages import (
    CODES,
    UNREVIEWED,
    Counted,
    gaps,
    load,
    load_questions,
    load_trainers,
    read,
)
from wording.places import is_specific, places, shape
from wording.sources import (
    SENTENCE_END,
    exceptions,
    sources,
    sources_of_trainers,
    untranslated,
)

ROOT = Path(__file__).parents[2]
LARGEST = 200_000  # bytes, gzipped: all languages go to the browser at once
LARGEST_OF_TRAINERS = 320_000
HEAD = (
    'review = "nobody"\ndecimal = ","\nstop = "."\n'
    '[joins]\nor = " ou "\nand = " et "\ncomma = ", "\n[messages]\n'
)


def test_every_language_says_the_same_things() -> None:
    assert gaps(load()) == dict.fromkeys(CODES, ())


def test_every_text_of_the_pages_is_covered_or_excepted_with_a_reason() -> None:
    # All languages have the same keys, so one of them stands for all.
    missing = untranslated(load()["fr"].shapes, sources(ROOT), exceptions())
    assert missing == {}, "add these to wording/*.toml: python -m wording collect"


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_trainers_pages_is_covered_or_excepted(code: str) -> None:
    known = load()[code].shapes | load_trainers()[code].shapes
    missing = untranslated(known, sources_of_trainers(ROOT), exceptions())
    assert missing == {}, "add these to wording/trainers/*.toml: python -m wording collect"


def test_every_language_says_the_same_on_the_trainers_pages_and_nothing_twice() -> None:
    trainers, languages = load_trainers(), load()
    assert gaps(trainers) == dict.fromkeys(sorted(CODES), ())
    for code, words in trainers.items():
        assert not words.messages.keys() & languages[code].messages.keys(), code
        its = languages[code]
        assert (words.decimal, words.stop, words.joins) == (its.decimal, its.stop, its.joins), code


def test_a_sentence_of_an_error_is_covered_by_the_error(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text('WORDS = "Choose a class first. Nobody can tell."\n', encoding="utf-8")
    known = frozenset({"choose a class first", "Nobody can tell."})
    assert untranslated(known, [page], {}) == {}
    assert list(untranslated(frozenset({"Nobody can tell."}), [page], {})) == [
        "Choose a class first. Nobody can tell."
    ]


def test_what_nobody_has_checked_says_so() -> None:
    every = (*load().values(), *load_trainers().values())
    assert {words.review for words in every} == {UNREVIEWED}


def test_numbers_keep_western_digits() -> None:
    for words in (*load().values(), *load_trainers().values()):
        for text in words.messages.values():
            forms = text.forms.values() if isinstance(text, Counted) else (text,)
            digits = {mark for form in forms for mark in form if mark.isdecimal()}
            assert digits <= set(string.digits), (words.code, text)


def test_languages_that_count_in_several_ways_do() -> None:
    languages = load()
    counted = {
        code: next(its for its in languages[code].messages.values() if isinstance(its, Counted))
        for code in ("ru", "ar")
    }
    assert set(counted["ru"].forms) == {"one", "few", "many", "other"}
    assert set(counted["ar"].forms) == {"zero", "one", "two", "few", "many", "other"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('"Close {=file} now" = "Fermer"', "must have each of {=file} once"),
        ('"Close {=file} now" = "Fermer {=file} {=file}"', "must have each of {=file} once"),
        ('"Close" = "Fermer {n}"', "must have each of no place once"),
        ('"Close" = " Fermer"', "stray blanks"),
        ('"Close" = "<b>Fermer</b>"', "markup"),
        ('"{x} is" = "{x} est"', "too little"),
        ('"{#n} dogs" = { by = "m", other = "{#n} chiens" }', "none of its places"),
        ('"{#n} dogs" = { by = "n", one = "un chien" }', "'other' is missing"),
        ('"{#n} dogs" = { by = "n", other = "{#n} chiens", some = "x" }', "some: none of"),
        ('"Close" = 3', "neither text nor a table"),
    ],
)
def test_a_broken_message_is_refused_by_name(line: str, fault: str) -> None:
    with pytest.raises(CatalogueError, match=r"wording/fr\.toml") as refused:
        read("fr", HEAD + line)
    assert fault in str(refused.value)


def test_one_may_leave_its_number_out() -> None:
    line = '"{#n} dogs" = { by = "n", one = "un chien", other = "{#n} chiens" }'
    words = read("fr", HEAD + line).messages["{#n} dogs"]
    assert words == Counted("n", {"one": "un chien", "other": "{#n} chiens"})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"wording/fr\.toml is missing"):
        messages.load(tmp_path)


def test_a_message_of_places_alone_needs_closed_places() -> None:
    assert places("{#n}. {*name}") == ("{#n}", "{*name}")
    assert is_specific("{#n}. {*name}")
    assert not is_specific("{#n}. {name}")
    assert shape("a  {=x}{#y} b") == "a {} b"


def test_the_browser_gets_class_names_from_the_catalogue_and_all_of_it_is_small() -> None:
    catalogue = load_catalogue()
    text = dictionary(catalogue)
    assert "<" not in text
    assert len(gzip.compress(text.encode())) < LARGEST
    sent = json.loads(text)
    at = sent["english"].index(catalogue["handcuffs"].name)
    assert sent["languages"]["de"]["messages"][at] == "Handschellen"
    assert sent["languages"]["ar"]["direction"] == "rtl"


def test_the_links_to_the_trainers_pages_are_translated_on_every_page() -> None:
    assert {LABEL_NAME, DATASET_NAME} <= load()["fr"].messages.keys()


def test_words_of_the_trainers_pages_go_to_these_alone() -> None:
    catalogue, words = load_catalogue(), "Label the photos of your library"
    assert words not in json.loads(dictionary(catalogue))["english"]
    text = dictionary(catalogue, is_trainers=True)
    sent = json.loads(text)
    at = sent["english"].index(words)
    for code, its in load_trainers().items():
        assert sent["languages"][code]["messages"][at] == its.messages[words]
    assert sent["languages"]["fr"]["messages"][sent["english"].index("Log out")]
    assert len(gzip.compress(text.encode())) < LARGEST_OF_TRAINERS


def test_what_gradio_says_in_its_own_languages_leads_back_to_a_message() -> None:
    assert set(foreign().values()) <= set(load()["fr"].messages)


def test_the_questions_are_those_that_the_catalogue_asks() -> None:
    catalogue = load_catalogue()
    trees = [catalogue.tree(id) for id in catalogue.tree_ids]
    questions = [question for tree in trees for question in tree.questions.values()]
    asked = {question.ask for question in questions}
    asked |= {answer.say for question in questions for answer in question.answers}
    helps = {question.help for question in questions if question.help}
    for code, words in load_questions().items():
        assert set(words.messages) == asked | helps, code
        assert words.review == UNREVIEWED


def test_what_to_do_and_how_to_handle_a_good_is_said_in_every_language() -> None:
    catalogue = load_catalogue()
    said = [each.safety for each in catalogue.classes if each.safety]
    for act in catalogue.instruments.values():
        said += [step for steps in act.steps.values() for step in steps]
    known = load()["fr"].messages  # all languages have the same keys
    missing = [
        text
        for text in said
        if text not in known and not all(each in known for each in SENTENCE_END.split(text))
    ]
    assert missing == []

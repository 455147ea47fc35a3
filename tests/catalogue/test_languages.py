"""Names in other languages; a gap is shown in English and marked so."""

import pytest

from catalogue.languages import Language, read_languages
from catalogue.law import Status
from catalogue.load import Catalogue

CODES = ("ar", "de", "en", "es", "fr", "mn", "ru", "zh")


@pytest.fixture(scope="module")
def languages(catalogue: Catalogue) -> dict[str, Language]:
    return dict(read_languages(catalogue.files("languages")))


def test_the_languages_of_the_alliance_and_the_un_are_there(languages: dict[str, Language]) -> None:
    assert tuple(sorted(languages)) == CODES
    assert [code for code in CODES if languages[code].direction == "rtl"] == ["ar"]


@pytest.mark.parametrize("code", CODES)
def test_every_status_has_a_short_line(languages: dict[str, Language], code: str) -> None:
    lines = languages[code].status
    assert set(lines) == set(Status)
    assert len(set(lines.values())) == len(Status)
    assert all(len(line) <= 80 for line in lines.values())


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_no_two_classes_share_a_name(languages: dict[str, Language], code: str) -> None:
    names = list(languages[code].names.values())
    assert len(set(names)) == len(names)
    assert len(names) >= 60


@pytest.mark.parametrize(("code", "letters"), [("ru", "а"), ("ar", "ا"), ("mn", "а")])
def test_names_are_in_their_own_script(
    languages: dict[str, Language], code: str, letters: str
) -> None:
    with_letter = [name for name in languages[code].names.values() if letters in name.casefold()]
    assert len(with_letter) > 20


def test_a_missing_name_falls_back_visibly() -> None:
    language = Language("mn", "Монгол", "ltr", "nobody", "орчуулаагүй", {}, {"chain": "гинж"})
    assert language.class_name("chain", "Chain").visible == "гинж"
    missing = language.class_name("padlock", "Padlock")
    assert (missing.visible, missing.language, missing.is_fallback) == ("Padlock [en]", "en", True)
    assert language.status_line(Status.DEPENDS, "depends").visible == "depends [en]"


def test_english_is_no_fallback_of_itself() -> None:
    english = Language("en", "English", "ltr", "ours", "-", {}, {})
    assert english.class_name("padlock", "Padlock").visible == "Padlock"

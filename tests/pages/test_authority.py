"""Whom to ask: read from a file, checked, and never taken as markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalogue.load import Catalogue
from pages.authority import whom_to_ask
from pages.serving.authority import Authority, AuthorityError, read
from tests.pages.outline import outline, words

WHOLE = """name = "Office <b>12</b>"
phone = "+32 2 555 01 23"
mail = "office@example.org"
hours = "Monday to Friday, 8:00 to 16:00"
"""


def test_what_the_file_says_is_shown_as_text_with_the_annex(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    file = tmp_path / "authority.toml"
    file.write_text(WHOLE)
    html = whom_to_ask(read(file), catalogue.law)
    outline(html)
    assert "Office &lt;b&gt;12&lt;/b&gt;" in html
    assert 'href="tel:+3225550123"' in html
    assert 'href="mailto:office@example.org"' in html
    assert "Monday to Friday" in words(html)
    assert f'href="{catalogue.law.url}"' in html


def test_without_a_file_the_annex_is_named_with_its_link(catalogue: Catalogue) -> None:
    html = whom_to_ask(None, catalogue.law)
    assert "Annex I of the Regulation" in html
    assert catalogue.law.url.startswith("http://data.europa.eu/eli/")
    assert f'href="{catalogue.law.url}"' in html


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "authority.toml cannot be read as TOML"),
        ('phone = "+32 2 555"', "authority.toml: name is missing"),
        ('name = "Office"', "phone and mail are missing"),
        ('name = "Office"\nphone = "ask"', "phone 'ask' is no number"),
        ('name = "Office"\nmail = "javascript:x"', "mail 'javascript:x' is no address"),
        ('name = "Office"\nphone = 12', "phone must be one line of text"),
        ('name = "Office"\nfax = "1"', "fax is none of its fields"),
    ],
)
def test_a_wrong_file_is_one_sentence_that_names_it(
    text: str, sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "authority.toml"
    file.write_text(text)
    with pytest.raises(AuthorityError, match=re.escape(sentence)):
        read(file)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match=r"nowhere\.toml cannot be read"):
        read(tmp_path / "nowhere.toml")


def test_a_name_alone_helps_nobody() -> None:
    with pytest.raises(AuthorityError, match="write one of them"):
        Authority("Office")

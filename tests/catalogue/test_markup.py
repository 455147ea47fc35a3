"""Text is escaped unless we made it."""

from __future__ import annotations

import pytest

from catalogue.markup import Html, bullets, fold, join, picture, section, tag

HOSTILE = "<script>alert('x')</script>\"&"


def test_text_is_escaped_inside_an_element() -> None:
    assert tag("p", HOSTILE) == (
        "<p>&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot;&amp;</p>"
    )


def test_markup_of_ours_is_kept() -> None:
    assert tag("p", tag("b", "a & b")) == "<p><b>a &amp; b</b></p>"


def test_an_attribute_cannot_be_left_by_a_quote() -> None:
    assert tag("a", "x", href='" onclick="y') == '<a href="&quot; onclick=&quot;y">x</a>'


def test_attribute_names_lose_their_trailing_underscore_and_gain_hyphens() -> None:
    made = tag("details", class_="fold", aria_label="law", open=True, hidden=False)
    assert made == '<details class="fold" aria-label="law" open></details>'


def test_joined_text_is_escaped_and_so_is_what_stands_between() -> None:
    assert join("<", Html("<br>"), between=" & ") == "&lt; &amp; <br>"


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no alternative text"):
        picture(b"x", "image/jpeg", alt=" ")


def test_a_picture_carries_its_bytes_and_its_words() -> None:
    made = picture(b"abc", "image/webp", alt='a "view"')
    assert 'src="data:image/webp;base64,YWJj"' in made
    assert 'alt="a &quot;view&quot;"' in made


def test_an_empty_section_leaves_no_heading_behind() -> None:
    assert section("Check next", bullets(())) == ""


def test_a_fold_opens_where_asked() -> None:
    assert fold("Law", tag("p", "x"), is_open=True).startswith('<details open class="fold">')
    assert fold("Law", tag("p", "x")).startswith('<details class="fold">')

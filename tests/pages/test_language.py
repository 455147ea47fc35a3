"""The language of the interface, in a browser: nothing is lost, nothing of ours stays English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pages.serving.tongue import COOKIE
from tests.pages import fakes

ROOT = Path(__file__).parents[2]
UPLOAD = "#photo input[type=file]"
CHOOSER = "#language select"
# Visible texts and attributes that their nearest `lang` calls English.
ENGLISH = """() => {
  const english = (box) => (box.closest('[lang]')?.lang ?? 'en') === 'en';
  const skipped = 'script, style, textarea, input, code, .mono, .codes, [hidden]';
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const box = node.parentElement;
    if (/[A-Za-z]{2}/.test(node.data) && english(box) && !box.closest(skipped))
      found.push(node.data.trim());
  }
  return [...new Set(found)];
}"""
SWITCHED = """(code) => {
  const select = document.querySelector('#language select');
  select.value = code;
  select.dispatchEvent(new Event('change', {bubbles: true}));
  return [document.documentElement.lang, document.getElementById('verdict').innerText];
}"""
# Law goes on in English behind these words; wording/exceptions.toml says so.
LAW = re.compile(r"^Annex [IV]+ [\d.]+ \(")
LINK = re.compile(r"^https?://\S+$|^[\d:. -]+UTC$")
MATTERS = re.compile(r" \(It matters whether: [^)]*\)$")


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A photo check with an answer."""
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(address)
        answered(page)
        yield page


def answered(page: Page) -> None:
    page.wait_for_selector(UPLOAD, state="attached")
    photo = fakes.jpeg(fakes.YELLOW)
    page.set_input_files(UPLOAD, {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo})
    page.wait_for_selector("#verdict")
    page.wait_for_selector("#question")


def choose(page: Page, code: str) -> None:
    page.select_option(CHOOSER, code)


def told(page: Page, selector: str) -> str:
    return page.locator(selector).first.inner_text().strip()


@cache
def catalogue_text() -> str:
    """Everything that the catalogue says in English, as one text."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield " ".join(value.split())
        elif isinstance(value, dict):
            for each in value.values():
                yield from texts(each)
        elif isinstance(value, list):
            for each in value:
                yield from texts(each)

    files = (f for f in (ROOT / "catalogue").rglob("*.toml") if f.parent.name != "languages")
    return "\n".join(
        text for f in files for text in texts(tomllib.loads(f.read_text(encoding="utf-8")))
    )


def is_of_the_catalogue(text: str) -> bool:
    plain = MATTERS.sub("", " ".join(text.split())).rstrip(".")
    known = catalogue_text()
    names = all(name in known for name in plain.split(", "))  # other names, joined by commas
    return plain in known or names or LAW.match(plain) is not None or LINK.match(plain) is not None


@pytest.mark.parametrize("code", ["ar", "ru", "mn"])
def test_of_our_own_words_none_stays_english(page: Page, code: str) -> None:
    choose(page, code)
    page.locator("#camera-fold button.label-wrap").click()
    left = [text for text in page.evaluate(ENGLISH) if not is_of_the_catalogue(text)]
    assert left == []


def test_a_switch_changes_words_and_direction_and_nothing_else(page: Page) -> None:
    choose(page, "en")
    note = page.locator("#note textarea")
    note.fill("Close")
    # Three are asked for: the note was left, more fields may have to be shown, the form is noted.
    joined = count(1)
    with page.expect_request(lambda each: "queue/join" in each.url and next(joined) == 3):
        page.locator("#verdict-of label").nth(1).click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(CHOOSER).focus()
    choose(page, "ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("document.activeElement.matches('#language select')")
    assert note.input_value() == "Close"
    assert page.locator("#verdict-of input").nth(1).is_checked()
    assert told(page, "#verdict") == "يتوقف على القياسات أو الاستخدام"
    choose(page, "en")
    assert page.evaluate("document.documentElement.dir") == "ltr"
    assert told(page, "#verdict") == "Depends on measurements or use"
    assert page.evaluate("document.querySelectorAll('#answer [lang]').length") == 0
    assert [url for url in asked if "queue/data" not in url] == []  # the stream of those


def test_a_switch_is_done_at_once_and_whole(page: Page) -> None:
    choose(page, "en")
    said = page.evaluate(SWITCHED, "fr")  # read before the browser draws: no mixture is ever seen
    assert said == ["fr", "Dépend de mesures ou de l'usage"], said
    assert page.evaluate(SWITCHED, "en") == ["en", "Depends on measurements or use"]


def test_what_stays_english_is_marked_for_readers_and_direction(page: Page) -> None:
    choose(page, "ar")
    law = page.locator("#answer .entry > p").nth(1)  # the summary of an entry
    assert (law.get_attribute("lang"), law.get_attribute("dir")) == ("en", "ltr")
    label = page.locator("#answer p strong").first
    assert (label.get_attribute("lang"), label.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator(".language-note").is_visible()
    choose(page, "en")
    assert law.get_attribute("lang") is None
    assert not page.locator(".language-note").is_visible()


def test_an_answer_in_another_language_leads_where_the_english_one_leads(page: Page) -> None:
    choose(page, "fr")
    assert told(page, "#question").startswith("Plusieurs paires de menottes")
    page.get_by_role("button", name="Oui, pour plusieurs personnes").click()
    page.get_by_text("Cette chaîne porte-t-elle des entraves à barre").wait_for()
    page.get_by_role("button", name="Retirer la dernière réponse").click()
    page.get_by_text("Plusieurs paires de menottes").first.wait_for()


def test_what_comes_later_is_translated_and_what_persons_wrote_is_not(page: Page) -> None:
    choose(page, "fr")
    page.evaluate(
        """() => document.querySelector('#answer').insertAdjacentHTML('beforeend',
        '<p class="t">Close</p><p class="t said-by-user">Close</p><p class="t"><bdi>Close</bdi></p>'
        + '<p class="t" translate="no">Close</p><p class="t" aria-label="Close">Nothing fits '
        + '“Close”. Try fewer or other words, or browse below.</p>')"""
    )
    page.wait_for_function("document.querySelector('p.t').textContent !== 'Close'")
    texts = page.locator("p.t").all_inner_texts()
    assert texts[:4] == ["Fermer", "Close", "Close", "Close"]
    assert "« Close »" in texts[4].replace("\u00a0", " ")
    assert page.locator("p.t").nth(4).get_attribute("aria-label") == "Fermer"
    page.evaluate("document.querySelectorAll('p.t').forEach((each) => each.remove())")


def test_numbers_choose_the_form_of_a_word(page: Page) -> None:
    choose(page, "ru")
    summary = page.locator("#help summary").nth(1)
    assert re.match(r"53 вида товаров", summary.text_content() or "")


def test_what_a_script_copies_follows_the_next_choice(page: Page) -> None:
    choose(page, "fr")
    page.locator("#answer .card.main button.compare").first.click()
    caption = page.locator("#viewer figcaption").last
    assert "image de synthèse" in caption.inner_text()
    page.keyboard.press("Escape")
    choose(page, "de")
    assert "berechnetes Bild" in (caption.text_content() or "")


def test_the_chooser_is_labelled_and_large_enough_for_a_finger(page: Page) -> None:
    choose(page, "de")
    select = page.get_by_label("Sprache")
    assert select.evaluate("select => select.getBoundingClientRect().height") >= 44
    names = select.locator("option").all_inner_texts()
    assert names == [
        *("English", "français", "español", "русский", "العربية", "简体中文", "монгол", "Deutsch"),
    ]


def test_an_address_can_ask_for_a_language_and_the_next_page_keeps_it(
    browser: Browser, address: str
) -> None:
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{address}/?lang=de")
        page.get_by_text("Handel ohne Folter: Fotoprüfung").wait_for()
        kept = {each["name"]: each["value"] for each in context.cookies()}
        assert kept[COOKIE] == "de"  # for the log-in page, which has no script
        page.goto(f"{address}/catalogue")
        page.get_by_text("Der Katalog von Waren und Recht").wait_for()
        page.goto(f"{address}/?lang=xx")
        page.get_by_text("Handel ohne Folter: Fotoprüfung").wait_for()


def test_the_first_language_is_the_browsers_and_gradios_own_words_follow(
    browser: Browser, address: str
) -> None:
    with browser.new_context(locale="fr-FR") as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_text("Commerce sans torture").wait_for()
        page.wait_for_selector(UPLOAD, state="attached")
        assert "Déposer un fichier ici" in (page.locator("#photo").text_content() or "")
        choose(page, "en")
        assert "Drop File Here" in (page.locator("#photo").text_content() or "")
        assert page.evaluate("document.documentElement.lang") == "en"

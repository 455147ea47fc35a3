"""The log-in page: every language, no script, by keyboard, on a phone; what it refuses."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from accounts.access import Role
from accounts.accounts import Accounts
from pages.serving.desk import WAIT, WRONG
from pages.serving.gate import Gate
from pages.serving.guard import Guard
from pages.serving.health import Facts, Health
from pages.serving.log_in_page import log_in_page, log_out_page, refusal_page
from pages.serving.owners import Owners
from pages.serving.tongue import COOKIE, NOTE, tongues, wishes
from tests.accounts.conftest import GOOD, quick
from tests.pages.browser import free_port
from tests.pages.test_accessibility import findings
from tests.pages.test_inspection_page import PHONE, WIDE
from wording.messages import CODES

FORM = {"accept": "text/html"}


async def inside(scope: Scope, receive: Receive, send: Send) -> None:
    """The page behind the log-in."""
    await HTMLResponse(f"<p id=inside>{scope['visitor'].user}</p>")(scope, receive, send)


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The gate alone, with an account; anew for each test, as it counts what is asked of it."""
    folder = tmp_path_factory.mktemp("uploads")
    file = tmp_path_factory.mktemp("accounts") / "a.db"
    accounts = Accounts(file, create=True, hasher=quick())
    accounts.add("anna", GOOD, Role.ADMIN, "test")
    gate = Gate(
        inside, guard=Guard(accounts), health=Health(Facts(), folder),
        pages={"/", "/catalogue"}, title="T", owners=Owners(folder),
    )  # fmt: skip
    port = free_port()
    running = uvicorn.Server(uvicorn.Config(gate, "127.0.0.1", port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        assert thread.is_alive(), "the server ended early"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, trust_env=False) as made:
        yield made


def words(html: str) -> list[str]:
    """What a person reads, less the names of the languages."""
    body = re.sub(r"<style>.*?</style>|<nav.*?</nav>", "", html, flags=re.DOTALL)
    return [text.strip() for text in re.findall(r">([^<>]+)<", body) if text.strip()]


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_in_every_language(code: str) -> None:
    tongue, english = tongues()[code], tongues()["en"]
    for here, there in (
        (log_in_page(tongue), log_in_page(english)),
        (log_out_page(tongue), log_out_page(english)),
        (refusal_page(tongue, "Gone."), refusal_page(english, "Gone.")),
    ):
        assert f'<html lang="{code}" dir="{tongue.direction}">' in here
        same = {*words(here)} & {*words(there)}
        assert same <= {"Gone.", "Name"}, "not translated"  # "Name" is German too
    for text in (WRONG, NOTE, *WAIT.values()):
        assert tongue.say(text, n=7) != english.say(text, n=7)
    assert all("7" in tongue.say(text, n=7) for text in WAIT.values())
    assert '<p lang="en" dir="ltr" role="alert">Gone.' in refusal_page(tongue, "Gone.")


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("en;q=0.3, de;q=0.5", "de"),
        ("xx, ru;q=0.1", "xx"),
        ("de;q=0, es", "es"),
        ("de;q=often, es;q=0.2", "es"),
        ("", ""),
        ("," * 5000, ""),
    ],
)
def test_the_wishes_of_a_browser_are_read(header: str, first: str) -> None:
    assert [*wishes(header), ""][0] == first


def test_a_language_is_wished_chosen_and_kept(client: httpx.Client) -> None:
    def lang(path: str, **headers: str) -> str:
        found = re.search(r'<html lang="(\w+)"', client.get(path, headers=headers).text)
        return found.group(1) if found else ""

    wish = {"accept-language": "xx, ru;q=0.5, fr;q=0.2"}
    assert lang("/login") == "en"
    assert lang("/login", **wish) == "ru"
    assert COOKIE not in client.cookies
    assert lang("/login?lang=ar&next=/catalogue", **wish) == "ar"
    assert lang("/login", **wish) == "ar"
    told = client.post("/login", data={"username": "anna", "password": "no"}, headers=FORM)
    assert tongues()["ar"].say(WRONG) in told.text
    form = {"username": "anna", "password": GOOD, "next": "/catalogue"}
    done = client.post("/login", data=form, headers=FORM)
    assert done.headers["location"] == "/catalogue?lang=ar"  # the pages follow
    assert lang("/logout") == "ar"


@pytest.mark.parametrize(
    "asked", ["xx", "../fr", "<script>", "fr;Secure", "en%0d%0aset-cookie:a=b"]
)
def test_a_language_that_is_none_changes_nothing(client: httpx.Client, asked: str) -> None:
    answer = client.get(f"/login?lang={asked}")
    assert '<html lang="en" dir="ltr">' in answer.text
    assert "set-cookie" not in answer.headers
    form = {"username": "anna", "password": GOOD, "next": "//evil.example"}
    done = client.post("/login", data=form, headers={**FORM, "cookie": f"{COOKIE}=zz"})
    assert done.headers["location"] == "/"


def test_a_program_is_answered_in_english(client: httpx.Client) -> None:
    german = {"accept-language": "de"}
    told = client.post("/login", data={"username": "ben", "password": "no"}, headers=german)
    assert told.json() == {"detail": WRONG}


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[tuple[BrowserContext, Page]]:
    """The page where no script runs: it has none."""
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{server}/catalogue")
        yield context, page


def test_by_keyboard_alone_and_without_a_script_a_person_comes_in(
    opened: tuple[BrowserContext, Page],
) -> None:
    page = opened[1]
    page.keyboard.type("anna")  # the field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#inside")
    assert page.url.endswith("/catalogue")
    assert page.inner_text("#inside") == "anna"


def test_a_wrong_password_is_said_beside_the_field_and_a_name_that_guesses_waits(
    opened: tuple[BrowserContext, Page],
) -> None:
    page = opened[1]
    page.get_by_role("link", name="русский").click()
    russian = tongues()["ru"]
    for attempt in range(6):
        if attempt == 0:
            page.fill("#username", "mallory")
        assert page.input_value("#username") == "mallory"
        page.locator("#password").press_sequentially("wrong words again")
        page.keyboard.press("Enter")
        page.wait_for_selector("#trouble")
        if attempt == 0:
            assert page.inner_text("#trouble") == russian.say(WRONG)
            assert page.get_attribute("#password", "aria-describedby") == "trouble"
            assert page.locator("#password").evaluate("field => field.matches(':focus')")
            assert page.input_value("#password") == ""
    assert page.inner_text("#trouble") in {russian.say(WAIT[1], n=n) for n in (1, 2)}


CASES: list[tuple[str, str, Literal["light", "dark"], bool]] = [
    ("phone", "en", "light", True),
    ("phone", "ar", "dark", False),
    ("wide", "de", "dark", True),
    ("wide", "zh", "light", False),
]


@pytest.mark.parametrize(("size", "code", "scheme", "wrong"), CASES)
def test_the_page_fits_and_has_no_grave_finding(
    browser: Browser,
    server: str,
    size: str,
    code: str,
    scheme: Literal["light", "dark"],
    wrong: bool,
) -> None:
    viewport = PHONE if size == "phone" else WIDE
    with browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{server}/login?lang={code}")
        if wrong:
            page.fill("#username", "nobody")
            page.fill("#password", "wrong")
            page.keyboard.press("Enter")
            page.wait_for_selector("#trouble")
        assert findings(page) == []
        for width in (viewport["width"], 320):  # 320 px: 1280 px at 400 % (WCAG 1.4.10)
            page.set_viewport_size({"width": width, "height": viewport["height"]})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights = page.evaluate(
            "[...document.querySelectorAll('main a, main button, main input:not([type=hidden])')]"
            ".map(each => each.getBoundingClientRect().height)"
        )
        assert min(heights) >= 44  # px; a finger with a glove
        assert page.evaluate("document.documentElement.dir") == ("rtl" if code == "ar" else "ltr")

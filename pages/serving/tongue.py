"""The language of the pages that the gate makes itself, chosen and written without a script.

The words are those of `wording/*.toml`; a text that has no translation stays English and is marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from starlette.requests import cookie_parser

from catalogue.markup import Html, tag
from pages.serving.asking import Asking
from wording.dictionary import catalogue_languages
from wording.messages import CODES, ENGLISH, load

LABEL = "Language"
NOTE = (
    "No speaker of this language has checked these translations yet. What is shown in English, "
    "above all the law, is not translated. English decides where they differ."
)
COOKIE = "triage-language"  # no secret; `language.js` writes the choice there too
KEPT_SECONDS = 365 * 86_400
MOST_WISHES = 20  # of a browser; the rest is not read


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language.

    Attributes:
        code: such as `fr`.
        name: what its speakers call it.
        direction: `ltr` or `rtl`.
        words: English -> translation.
    """

    code: str = ENGLISH
    name: str = "English"
    direction: str = "ltr"
    words: Mapping[str, str] = field(default_factory=dict, repr=False)

    def say(self, english: str, **numbers: int) -> str:
        """A text, with a number in place of each `{#name}`; English where no translation is."""
        text = self.words.get(english, english)
        for name, value in numbers.items():
            text = text.replace(f"{{#{name}}}", str(value))
        return text

    def written(self, element: str, english: str, **attributes: str | bool) -> Html:
        """An element with that text; one that stays English says so to readers."""
        is_foreign = self.code != ENGLISH and english not in self.words
        marks: dict[str, str | bool] = {"lang": ENGLISH, "dir": "ltr"} if is_foreign else {}
        return tag(element, self.say(english), **marks, **attributes)


@cache
def tongues() -> Mapping[str, Tongue]:
    """Every language that the page offers, by code, English first; read once."""
    named = catalogue_languages()
    found = {ENGLISH: Tongue()}
    for code, words in load().items():
        plain = {key: text for key, text in words.messages.items() if isinstance(text, str)}
        found[code] = Tongue(code, named[code].name, named[code].direction, plain)
    return found


def chosen(asking: Asking) -> str | None:
    """The code that a person chose, in the address or before; None: nothing was chosen."""
    kept = cookie_parser(asking.headers.get("cookie", "")).get(COOKIE, "")
    return next((code for code in (*asking.asked("lang")[-1:], kept) if code in _CODES), None)


def tongue_of(asking: Asking) -> Tongue:
    """The language to answer in: as chosen, else the first wish of the browser that we have."""
    code = chosen(asking)
    wished = () if code else wishes(asking.headers.get("accept-language", ""))
    return tongues()[code or next((each for each in wished if each in _CODES), ENGLISH)]


def wishes(header: str) -> tuple[str, ...]:
    """Languages of an `Accept-Language` header (RFC 9110, 12.5.4), the dearest first."""
    found: list[tuple[float, str]] = []
    for part in header.split(",")[:MOST_WISHES]:
        name, _, weight = part.partition(";")
        try:
            dear = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if dear > 0:
            found.append((dear, name.strip().split("-")[0].casefold()))
    return tuple(name for _, name in sorted(found, key=lambda each: -each[0]))


def kept(code: str, *, is_https: bool) -> str:
    """A `Set-Cookie` that remembers a choice."""
    secure = "; Secure" if is_https else ""
    return f"{COOKIE}={code}; Path=/; SameSite=Lax{secure}; Max-Age={KEPT_SECONDS}"


_CODES = frozenset({ENGLISH, *CODES})

"""What "Many at once" and "Review" share: messages of the page, the name, the choice of a class."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from catalogue.markup import Html, join, tag
from datasets.library import rules
from datasets.library.errors import RefusedError
from datasets.library.library import Target
from model.errors import TriageError
from pages.label_names import names_of
from pages.label_told import name_of
from pages.workbench import Workbench

UNREADABLE = "the page sent what cannot be read; load it anew"
SHARED_SCRIPT = "label_hand.js"
Told = Mapping[str, object]
Answers = Callable[[Told, str | None], dict[str, Any]]


def wired(tab: str, room: Html, answer: Answers) -> None:
    """Put a tab on the page: what stands there, its script, and the wire to its desk.

    Args:
        tab: `grid` or `review`; `pages/label_<tab>.js` is its script.
        room: what stands there before the script fills it.
        answer: gives the answer to a message of a user; a TriageError becomes a sentence.
    """
    place = Path(__file__).parent
    scripts = (SHARED_SCRIPT, f"label_{tab}.js")
    code = "\n".join((place / name).read_text(encoding="utf-8") for name in scripts)
    shown = gr.HTML(
        room,
        elem_id=f"label-{tab}",
        apply_default_css=False,
        js_on_load=f"const TAB = {json.dumps(tab)};\n{code}",
    )
    # What the desk says goes to the script as it is; the script knows it by the tab's name.
    heard = gr.HTML(
        "null",
        html_template="",
        visible="hidden",
        js_on_load="watch('value', () => window.dispatchEvent(new CustomEvent("
        f"'label-{tab}', {{detail: JSON.parse(props.value)}})));",
    )

    def answered(event: gr.EventData, request: gr.Request) -> str:
        return json.dumps(reply(answer, event._data, request.username))

    shown.submit(
        answered,
        None,
        heard,
        api_visibility="private",
        show_progress="hidden",
        trigger_mode="multiple",
        concurrency_limit=4,
    )


def reply(answer: Answers, data: object, user: str | None) -> dict[str, Any]:
    """The answer with the number of the message, or a sentence."""
    told = data if isinstance(data, dict) else {}
    number = told.get("number", 0)
    head = {"number": number if isinstance(number, int) else 0, "user": user or ""}
    try:
        return {**head, "refused": "", **answer(told, user)}
    except TriageError as error:
        return {**head, "refused": sentence(error)}


def sentence(error: TriageError) -> str:
    """An error as the page shows it."""
    said = str(error).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."


# Reading a message


def text(told: Told, name: str) -> str:
    """A text of a message; empty where it is missing.

    Raises:
        RefusedError: It is something else.
    """
    value = told.get(name, "")
    if not isinstance(value, str):
        raise RefusedError(UNREADABLE)
    return value.strip()


def whole(told: Told, name: str) -> int:
    """A whole number of a message; 0 where it is missing.

    Raises:
        RefusedError: It is something else.
    """
    value = told.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RefusedError(UNREADABLE)
    return value


def targets(told: Told, most: int) -> list[Target]:
    """The photos of a message with the versions that were shown, at most so many.

    Raises:
        RefusedError: They are none, too many, or something else.
    """
    given = told.get("photos", [])
    if not isinstance(given, list) or len(given) > most:
        raise RefusedError(UNREADABLE)
    rules.require(bool(given), "choose a photo first")
    found: list[Target] = []
    for each in given:
        if not isinstance(each, list) or len(each) != 2 or not isinstance(each[1], int):
            raise RefusedError(UNREADABLE)
        rules.check_sha256(each[0], "SHA-256 of a photo")
        found.append((each[0], each[1]))
    return found


def label_of(told: Told, bench: Workbench) -> str:
    """The class of a message; one that nobody knows only where the person confirmed it.

    Raises:
        RefusedError: It is no class.
    """
    label = text(told, "label")
    rules.require(bool(label), "choose a class first")
    rules.check_label(label)
    known = label in bench.catalogue or label in bench.library.counts_by_label()
    if not known and told.get("is_new") is not True:
        raise RefusedError(f"no class is called {label}; press again to make a new class of it")
    return label


# What stands on both tabs


def who(tab: str) -> Html:
    """The field for the name; the script hides it where people log in."""
    field = Html(
        f'<input id="{tab}-name" type="text" maxlength="{rules.LONGEST_NAME}" autocomplete="off">'
    )
    words = "Your name: the library keeps who did what"
    return tag("div", tag("label", words, for_=f"{tab}-name"), field, class_="label-who")


def class_field(tab: str, words: str) -> Html:
    """A field for a class, with every class in a list; key `/`."""
    field = Html(
        f'<input id="{tab}-class" type="text" list="{tab}-classes" '
        f'maxlength="{rules.LONGEST_LABEL}" autocomplete="off" placeholder="{words}">'
    )
    listed = Html(f'<datalist id="{tab}-classes"></datalist>')
    label = tag("label", words, " ", tag("kbd", "/", aria_hidden="true"), for_=f"{tab}-class")
    return tag("div", label, field, listed, class_="hand-class")


def classes(bench: Workbench) -> list[tuple[str, str, dict[str, str]]]:
    """Every class that a photo can have: id, name, names by language; the catalogue's first."""
    catalogue = bench.catalogue
    known = [(each, catalogue[each].name, names_of(each)) for each in catalogue.ids()]
    own = sorted(filter(None, bench.library.counts_by_label()))
    return known + [(each, name_of(each, catalogue), {}) for each in own if each not in catalogue]


def button(do: str, words: str, key: str = "", **more: str | bool) -> Html:
    """A button that names its key."""
    named = (tag("span", words), " ", tag("kbd", key, aria_hidden="true")) if key else (words,)
    return tag("button", *named, type="button", data_do=do, **more)


def select(tab: str, name: str, words: str, options: Mapping[str, str]) -> Html:
    """A choice."""
    listed = join(*(tag("option", said, value=value) for value, said in options.items()))
    field = tag("select", listed, id=f"{tab}-{name}", name_=name)
    return tag("div", tag("label", words, for_=f"{tab}-{name}"), field, class_="field")


def keys_help(keys: tuple[tuple[str, str], ...], *words: str) -> Html:
    """A folded list of keys."""
    rows = join(*(tag("div", tag("dt", tag("kbd", key)), tag("dd", said)) for key, said in keys))
    told = join(*(tag("p", each, class_="quiet") for each in words))
    return tag(
        "details", tag("summary", "Keys"), tag("dl", rows), told, class_="fold label-help hand-keys"
    )

"""One photo after the other, by keyboard: what stands on the page, and the wires to the desk.

The page keeps the next photos itself and sends what was done behind the person's back, so that a
key is answered at once; `label_desk` says what came of it, and what was refused comes back.
"""

from __future__ import annotations

import json
from pathlib import Path

import gradio as gr

from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, tag
from datasets.library.querying import Order
from datasets.library.record import State
from pages.label_desk import Desk
from pages.label_keys import keys_help
from pages.workbench import PREVIEW, Workbench

SCRIPTS = ("label_box.js", "label_show.js", "label_find.js", "label.js")
ORDERS = {
    Order.TEACHING: "What teaches the network most",
    Order.RANDOM: "At random",
    Order.OLDEST: "Oldest first",
    Order.NEWEST: "Newest first",
}
STATES = {
    State.TODO.value: "Nobody has said what they show",
    State.CANNOT_TELL.value: "Somebody could not tell",
    State.LABELLED.value: "Labelled by one person",
    State.ACCEPTED.value: "Labelled, and a second person agreed",
    State.REJECTED.value: "A second person rejected the label",
    "": "All photos",
}
RENDERED = "The first small picture of a class is rendered, the others are labelled photos."
# What the desk says is no markup: it goes to the script as it is.
_HEARD = """
watch('value', () => window.dispatchEvent(
  new CustomEvent('label-desk', {detail: JSON.parse(props.value)})));
"""


def build(bench: Workbench) -> None:
    """Build the tab; the caller has opened it."""
    desk = Desk(bench)
    place = Path(__file__).parent
    script = "\n".join((place / name).read_text(encoding="utf-8") for name in SCRIPTS)
    room = gr.HTML(
        room_html(bench.catalogue),
        elem_id="label-room",
        apply_default_css=False,
        js_on_load=f"const PREVIEW = {PREVIEW};\n{script}",
    )
    # One for each wire, so that no answer covers another.
    started, done, photos = (
        gr.HTML("null", html_template="", visible="hidden", js_on_load=_HEARD) for _ in range(3)
    )

    def opened(request: gr.Request) -> str:
        return json.dumps(desk.opened(request.username))

    def answer(event: gr.EventData, request: gr.Request) -> str:
        return json.dumps(desk.answer(event._data, request.username))

    for wire, output, many in ((room.submit, done, 4), (room.select, photos, 2)):
        wire(
            answer,
            None,
            output,
            api_visibility="private",
            show_progress="hidden",
            trigger_mode="multiple",
            concurrency_limit=many,
        )
    room.focus(opened, None, started, api_visibility="private", show_progress="hidden")


def room_html(catalogue: Catalogue) -> Html:
    """All that stands on the tab; the script fills it."""
    return tag(
        "div",
        tag("div", _name(), _choice(catalogue), class_="label-top"),
        _progress(),
        tag("p", class_="label-said", role="status", aria_live="polite"),
        tag("div", _left(), _right(), class_="label-grid"),
        keys_help(),
        class_="sheet label-room",
    )


def _name() -> Html:
    field = '<input id="label-name" type="text" maxlength="120" autocomplete="off">'
    words = "Your name: the library keeps who did what"
    return tag("div", tag("label", words, for_="label-name"), Html(field), class_="label-who")


def _choice(catalogue: Catalogue) -> Html:
    """Which photos, and in which order."""
    classes = sorted((catalogue[each].name, each) for each in catalogue.ids())
    options = {"": "Any class", **{each: name for name, each in classes}}
    fields = join(
        _select("order", "Order", {order.value: words for order, words in ORDERS.items()}),
        _select("state", "Which photos", STATES),
        _select("proposed", "Proposed class", options),
        _select("label", "Class they are labelled as", options),
    )
    again = tag("button", "Begin again with these", type="button", data_do="restart")
    return fold(
        "Which photos, and in which order", tag("div", fields, again, class_="label-choice")
    )


def _select(name: str, words: str, options: dict[str, str]) -> Html:
    listed = join(*(tag("option", said, value=value) for value, said in options.items()))
    field = tag("select", listed, id=f"label-{name}")
    return tag("div", tag("label", words, for_=f"label-{name}"), field, class_="field")


def _progress() -> Html:
    bar = tag("progress", value="0", max="1", aria_label="Photos of which somebody said something")
    return tag("div", bar, tag("p", class_="label-count quiet"), class_="label-progress")


def _left() -> Html:
    frame = tag("div", class_="label-frame")
    stage = tag("div", frame, class_="label-stage")
    buttons = join(
        _button("back", "Back", "←"),
        _button("next", "Next", "→"),
        _button("skip", "Skip", "S"),
        _button("undo", "Undo", "U"),
        _button("box", "Draw a box", "B", pressed=True),
        _button("several", "Several goods", "M", pressed=True),
        _button("save", "Save the box", "Enter", hidden=True),
    )
    return tag(
        "section",
        stage,
        tag("div", buttons, class_="label-tools", role="group", aria_label="This photo"),
        tag("p", class_="label-state"),
        fold("Where this photo comes from", tag("dl", class_="label-facts")),
        class_="label-left",
        aria_label="Photo",
    )


def _right() -> Html:
    field = Html(
        '<input id="label-find" type="text" role="combobox" autocomplete="off" maxlength="80" '
        'aria-expanded="false" aria-controls="label-found" aria-autocomplete="list">'
    )
    find = tag(
        "div",
        tag("label", "Any other class ", tag("kbd", "/"), for_="label-find"),
        field,
        tag("ul", id="label-found", role="listbox", aria_label="Classes that fit", hidden=True),
        class_="label-find",
    )
    return tag(
        "section",
        tag("h2", "What does it show?"),
        tag("p", RENDERED, class_="quiet"),
        tag("p", class_="label-fault", hidden=True),
        tag("ol", class_="label-proposals"),
        find,
        tag("div", class_="label-recent", role="group", aria_label="Classes you used lately"),
        tag(
            "div",
            _button("cannot_tell", "I cannot tell", "0"),
            _button("keys", "All keys", "?"),
            class_="label-tools",
        ),
        class_="label-right",
        aria_label="What it shows",
    )


def _button(do: str, words: str, key: str, *, pressed: bool = False, hidden: bool = False) -> Html:
    state = {"aria_pressed": "false"} if pressed else {}
    return tag(
        "button",
        tag("span", words),
        " ",
        tag("kbd", key, aria_hidden="true"),
        type="button",
        data_do=do,
        hidden=hidden,
        **state,
    )

"""The button that gives the whole check up, and the question it asks first.

The question is part of the page, so that it is translated with it; `anew.js` opens and closes it.
"""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from catalogue.markup import Html, tag
from pages.case import Case

ANEW = "Start anew"
QUESTION = (
    "Forget all objects of this check, their photos and answers? "
    "What was saved stays in the register."
)
DONE = "All objects of this check are forgotten."
SCRIPT = Path(__file__).with_name("anew.js")


def anew_part() -> gr.HTML:
    """Build the part, empty until there is an object; what a yes does is wired in `returning`."""
    return gr.HTML(
        Html(""),
        elem_id="anew",
        apply_default_css=False,
        js_on_load=SCRIPT.read_text(encoding="utf-8"),
    )


def anew(case: Case) -> Html:
    """The button with its question; nothing where there is nothing to give up."""
    if not case.items:
        return Html("")
    answers = tag(
        "div",
        tag("button", "Yes, forget them all", type="button", data_action="yes"),
        tag("button", "No, leave it as it is", type="button", data_action="no", autofocus=True),
        class_="answers",
    )
    question = tag("p", QUESTION, id="anew-question")
    return tag(
        "div",
        tag("button", ANEW, type="button", data_action="ask", aria_haspopup="dialog"),
        tag("dialog", question, answers, class_="sheet", aria_labelledby="anew-question"),
    )

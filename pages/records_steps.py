"""A button's step, and the two presses of a deletion: the first shows what will be gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import gradio as gr

from catalogue.markup import Html, tag

# The button that had the focus is gone: move it to what is asked.
_FOCUS = "const box = element.querySelector('[tabindex]'); if (box) box.focus();"


@dataclass(frozen=True, slots=True)
class Step:
    """What a press does.

    Attributes:
        do: is given the name of who presses and the fields, and says what happened; None where
            the press only asks whether to delete.
        needs: what the user must be allowed to.
        signed: whether the register keeps who did it.
        changes: whether what is shown changes with it.
        asks: what a deletion waits for from now on; empty takes the question back.
    """

    do: Callable[..., Html] | None
    needs: str = ""
    signed: bool = True
    changes: bool = True
    asks: str = ""

    def __post_init__(self) -> None:
        if self.do is None and self.signed:
            raise ValueError("a step that only asks is not signed")


class Press(Protocol):
    """Lets a button take a step."""

    def __call__(
        self, button: gr.Button, step: Step, *fields: gr.Textbox | gr.Radio | gr.Dropdown
    ) -> None:
        """Wire the button; `fields` are given to the step after the name."""


def unsigned(make: Callable[..., Html], *given: object) -> Callable[..., Html]:
    """Without the name, which reading does not need."""
    return lambda by, *values: make(*given, *values)


def really(
    asked: str, words: str, yes: str, do: Callable[..., Html], needs: str, press: Press
) -> None:
    """Say what will happen, and take the second press."""
    with gr.Column(elem_id="records-really", elem_classes="record-form"):
        parts = (tag("h3", asked, tabindex="-1"), tag("p", words))
        html(tag("div", *parts, class_="sheet"), _FOCUS)
        with gr.Row():
            press(gr.Button(yes, variant="stop", elem_classes="really"), Step(do, needs))
            press(gr.Button("No, leave it as it is"), Step(None, signed=False))


def asking(words: str, asks: str, press: Press, needs: str = "delete") -> None:
    """A button that asks whether to; `asks` becomes `View.asked`."""
    step = Step(None, needs, signed=False, asks=asks)
    press(gr.Button(words, variant="secondary"), step)


def heading(words: str) -> None:
    """Of one group of buttons."""
    html(tag("div", tag("h3", words), class_="sheet"))


def html(content: Html, script: str | None = None) -> gr.HTML:
    """Markup as it is, without Gradio's own style."""
    return gr.HTML(content, apply_default_css=False, js_on_load=script)

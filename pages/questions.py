"""The buttons that answer the questions of a class; the status beside them changes with each."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from catalogue.decision import Given, parse_measured
from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from catalogue.ruling import Query
from catalogue.tree import Question
from pages.inquiry import Inquiry, outcome, so_far

ASK_ABOUT = "Ask about"
BACK = "Take back the last answer"
TAKE = "Take this measurement"
# The button that has the focus goes: move it to what is read next. Nothing is taken from the
# verdict of another photo, which comes at the same time.
TO_NEXT = """
const isFree = document.activeElement?.id !== 'verdict';
const next = isFree &&
  (document.getElementById('decided') || document.getElementById('question'));
if (next) { next.focus({preventScroll: true}); next.scrollIntoView({block: 'nearest'}); }
"""


def questions(asked: Callable[[Query], Catalogue], above: gr.HTML) -> gr.State:
    """Build the part; give the state that decides what it shows: an `Inquiry`, or None.

    Args:
        asked: the catalogue as the law of a place and day sees it.
        above: repeats what the answers come to, where the verdict on the photo stands.
    """
    state = gr.State(None)

    def repeat(inquiry: Inquiry | None) -> Html:
        return Html("") if inquiry is None else outcome(inquiry, asked(inquiry.query))

    state.change(
        repeat,
        state,
        above,
        api_visibility="private",
        show_progress="hidden",
        trigger_mode="always_last",  # the last answer decides, also while one is computed
    )

    # One input: with two that change together the buttons would be built twice, and what is
    # pressed in between would be lost.
    @gr.render(inputs=state)  # type: ignore[untyped-decorator]  # Gradio's
    def show(inquiry: Inquiry | None) -> None:
        if inquiry is not None:
            _part(inquiry, asked(inquiry.query), state)

    return state


def _part(inquiry: Inquiry, catalogue: Catalogue, state: gr.State) -> None:
    """One look at the questions, built anew after each answer."""
    question = inquiry.decision(catalogue).question
    with gr.Column(elem_id="questions"):
        _html(tag("div", tag("h3", "Decide by questions"), class_="sheet"))
        if len(inquiry.candidates) > 1:
            _chooser(inquiry, catalogue, state)
        _html(so_far(inquiry, catalogue), TO_NEXT if inquiry.answers else None)
        if question is not None:
            (_measure if question.measure else _words)(question, inquiry, state)
        if inquiry.answers:
            _button(BACK, inquiry.undone, state, variant="secondary")


def _html(content: Html, script: str | None = None) -> gr.HTML:
    return gr.HTML(content, apply_default_css=False, js_on_load=script)


def _chooser(inquiry: Inquiry, catalogue: Catalogue, state: gr.State) -> None:
    """Which of the candidates the questions are about."""
    names = [(catalogue[id].name, id) for id in inquiry.candidates]
    radio = gr.Radio(names, value=inquiry.chosen, label=ASK_ABOUT, elem_id="ask-about")
    radio.input(inquiry.about, radio, state, api_visibility="private")


def _words(question: Question, inquiry: Inquiry, state: gr.State) -> None:
    """A button for each answer."""
    with gr.Row(elem_classes="answers"):
        for answer in question.answers:
            _button(answer.say, _answer(inquiry, question.id, answer.say), state)


def _answer(inquiry: Inquiry, question: str, given: Given) -> Callable[[], Inquiry]:
    return lambda: inquiry.answered(question, given)


def _measure(question: Question, inquiry: Inquiry, state: gr.State) -> None:
    """A field for a number with its uncertainty, and the ranges that matter."""
    field = gr.Textbox(
        label=f"{question.measure.capitalize()} in {question.unit}, such as 163 or 163±2",
        info=f"What matters: {', '.join(question.ranges[:-1])} or {question.ranges[-1]}",
        max_lines=1,
        max_length=40,
        elem_id="measured",
    )
    said = _html(Html(""))

    def take(text: str) -> tuple[Inquiry, str]:
        try:
            return inquiry.answered(question.id, parse_measured(text)), Html("")
        except CatalogueError as error:
            return inquiry, tag("p", str(error), class_="sheet undecided", role="alert")

    button = gr.Button(TAKE, variant="primary")
    for event in (button.click, field.submit):
        event(take, field, [state, said], api_visibility="private")


def _button(
    words: str, change: Callable[[], Inquiry], state: gr.State, variant: str = "primary"
) -> None:
    button = gr.Button(words, variant=variant)  # type: ignore[arg-type]  # one of Gradio's three
    button.click(change, None, state, api_visibility="private")

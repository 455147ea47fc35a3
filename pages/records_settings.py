"""The buttons of the register itself: check it, change how long findings stay."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import gradio as gr

from findings.canonical import now
from findings.errors import RefusedError
from pages.records_desk import Desk, View
from pages.records_register import STAYS, period
from pages.records_steps import Press, Step, asking, heading, really, unsigned


def register_forms(desk: Desk, view: View, press: Press) -> None:
    """Build them; reading proves, so everybody may check."""
    if view.asked:
        _ask_about_register(desk, view, press)
        return
    with gr.Column(elem_id="records-verify", elem_classes="record-form"):
        heading("Check the register")
        line = gr.Textbox(
            label="A line that was kept elsewhere, to compare with (may stay empty)",
            max_lines=1,
            max_length=400,
            elem_id="records-line",
        )
        button = gr.Button("Check the register", variant="primary")
        step = Step(unsigned(desk.verify), signed=False, changes=False)
        press(button, step, line)
    if desk.may(view.user, "retention"):
        _retention(desk, press)


def _retention(desk: Desk, press: Press) -> None:
    with gr.Column(elem_id="records-retention", elem_classes="record-form"):
        heading("How long findings stay")
        field = gr.Textbox(
            label="Days that findings stay; empty: for ever",
            value=str(desk.register.retention or ""),
            max_lines=1,
            max_length=6,
            elem_id="records-days",
        )
        button = gr.Button("Change the retention period", variant="secondary")
        press(button, Step(None, "retention", signed=False, asks="retention"), field)
        if desk.register.retention is not None:
            asking("Delete what is over its time", "expire", press, "retention")


def _ask_about_register(desk: Desk, view: View, press: Press) -> None:
    what, _, typed = view.asked.partition(" ")
    if what == "expire":
        days = desk.register.retention or 0
        before = now() - timedelta(days=days)
        words = f"Findings saved before {before:%Y-%m-%d %H:%M} UTC will be gone for ever. {STAYS}"
        yes = "Yes, delete what is over its time"
        really("Delete what is over its time?", words, yes, desk.expire, "retention", press)
        return
    days_now, days_then = desk.register.retention, _days(typed)
    words = (
        f"Findings stay {period(days_now)} now and {period(days_then)} then. Nothing is deleted "
        "by this; the next deletion of what is over its time goes by the new period."
    )
    yes = f"Yes, keep findings {period(days_then)}"
    retain = partial(desk.retain, days_then)
    really("Change the retention period?", words, yes, retain, "retention", press)


def checked_question(asked: str) -> None:
    """Refuse a period that is none before it is asked about; raises RefusedError."""
    what, _, typed = asked.partition(" ")
    if what == "retention":
        _days(typed)


def _days(typed: str) -> int | None:
    """Days as a person types them; None for an empty field. Raises RefusedError."""
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise RefusedError(f"{text!r} is no number of days; write one such as 365, or nothing")
    return int(text)

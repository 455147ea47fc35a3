"""The page over the register: list, one finding, one consignment, the register itself."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import gradio as gr

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from findings.errors import StaleError
from findings.register import Register
from model.errors import TriageError
from pages.look import navigation
from pages.records_desk import CHANGED, Desk, May, View, named, page_head
from pages.records_forms import forms
from pages.records_register import without_register
from pages.records_report import CaseReports
from pages.records_settings import checked_question
from pages.records_steps import Step
from pages.records_words import NAME, PATH, warning

__all__ = ["NAME", "PATH", "records_page"]

Shown = tuple[View | None, Html, Html, object, Html]
# What happened is read next, so the focus goes there.
_TO_WHAT_HAPPENED = """
watch('value', () => {
  const next = element.querySelector('[tabindex]');
  if (next) { next.focus({preventScroll: true}); next.scrollIntoView({block: 'center'}); }
});
"""
# For the session of the browser only: the next inspector at this computer starts without.
_REMEMBER = "(name) => { sessionStorage.setItem('inspector', name); }"
_RECALL = "() => sessionStorage.getItem('inspector') || ''"


def _anybody(user: str | None, needs: str) -> bool:
    """Without roles, everybody who can open the page."""
    return True


def records_page(
    register: Register | None,
    catalogue: Catalogue,
    *,
    may: May = _anybody,
    report: CaseReports | None = None,
) -> None:
    """Build the page; the caller has opened its route.

    Args:
        register: the findings; None shows how to get one.
        catalogue: names the classes.
        may: whether a user (None: no log-in) may `record`, `delete`, change the `retention` or
            `export`; asked before a button is shown and again when it is pressed.
        report: makes the case reports of findings; None: no button for them.
    """
    navigation()
    _html(page_head())
    if register is None:
        _html(without_register())
        return
    desk = Desk(register, catalogue, may, report)
    state = gr.State(None)
    said = _html(Html(""), "records-said", _TO_WHAT_HAPPENED)
    facts = _html(tag("p", "One moment: the register is read.", class_="sheet"), "records-facts")
    name = gr.Textbox(
        label="Your name: the register keeps who did what",
        max_length=120,
        visible=False,
        elem_id="records-name",
    )
    shown = [state, said, facts, name]

    @gr.render(inputs=[state], show_progress="hidden")  # type: ignore[untyped-decorator]  # Gradio's
    def show(view: View | None) -> None:
        if view is not None:
            try:
                with gr.Column(elem_id=f"records-turn-{view.turn}"):  # tells that they are anew
                    forms(desk, view, press)
            except TriageError as error:
                _html(warning(str(error)))

    tail = _html(Html(""), "records-tail")
    shown.append(tail)

    def press(button: gr.Button, step: Step, *fields: gr.Textbox | gr.Radio | gr.Dropdown) -> None:
        def pressed(view: View, by: str, request: gr.Request, *values: object) -> Shown:
            return _pressed(desk, step, view, by, request.username, values)

        given = [state, name, *fields]
        button.click(pressed, given, shown, api_visibility="private", show_progress="hidden")

    def opened(request: gr.Request) -> Shown:
        query = {key: str(value) for key, value in request.query_params.items()}
        try:
            return _told(desk, desk.opened(query, request.username), Html(""))
        except (TriageError, CatalogueError) as error:
            # An address that asks for nothing shows the whole list, and says so.
            return _told(desk, View(user=request.username), warning(str(error)))

    name.change(None, name, None, js=_REMEMBER, api_visibility="private")
    gr.on(None, opened, None, shown, api_visibility="private", show_progress="hidden")
    gr.on(None, None, None, name, js=_RECALL, api_visibility="private")


def _pressed(
    desk: Desk, step: Step, view: View, name: str, user: str | None, values: tuple[object, ...]
) -> Shown:
    """Do what a button says; what is refused leaves the view, and what was typed, as it is."""
    try:
        if step.needs:
            desk.check(user, step.needs)
        if step.do is None:
            asked = " ".join((step.asks, *map(str, values))) if step.asks else ""
            checked_question(asked)
            return _told(desk, replace(view, asked=asked, turn=view.turn + 1), Html(""))
        by = named(user, name) if step.signed else ""
        with desk.based_on(view) if step.signed else nullcontext():
            happened = step.do(by, *values)
        return _told(desk, desk.fresh(view) if step.changes else view, happened)
    except StaleError:
        return _told(desk, desk.fresh(view), warning(CHANGED))
    except (TriageError, CatalogueError) as error:
        return _told(desk, view, warning(str(error)))


def _told(desk: Desk, view: View, happened: Html) -> Shown:
    """The page as it stands; a register that cannot be read ends as one sentence."""
    name = gr.update(visible=False)
    try:
        above, below = desk.look(view)
        name = gr.update(visible=desk.asks_name(view))
    except (TriageError, CatalogueError) as error:
        return view, warning(str(error)), Html(""), name, Html("")
    return view, happened, above, name, below


def _html(content: Html, name: str | None = None, script: str | None = None) -> gr.HTML:
    return gr.HTML(content, elem_id=name, apply_default_css=False, js_on_load=script)

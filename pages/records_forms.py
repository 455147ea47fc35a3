"""The buttons below a finding, a consignment and the list, built for what is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import gradio as gr

from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from catalogue.visual_class import Kind
from findings.errors import RefusedError, UnknownError
from findings.parts import Conclusion, Verdict
from findings.reading import Recorded
from findings.rules import LONGEST_NOTE
from pages.records_desk import Desk, View, taken_along
from pages.records_finding import of_consignment
from pages.records_register import ITS_CONSIGNMENT, STAYS
from pages.records_report_form import offer
from pages.records_settings import register_forms
from pages.records_steps import Press, Step, asking, heading, html, really, unsigned
from pages.records_words import class_words, counted, named_by_model, said

CHOICES = {
    Verdict.ANOTHER_CLASS: "It is another class",
    Verdict.NONE: "It is none of the goods described here",
    Verdict.UNKNOWN_OBJECT: "I cannot tell what it is",
}


def forms(desk: Desk, view: View, press: Press) -> None:
    """Build the buttons for what is shown; none for what a user may not do."""
    try:
        _ROOMS[view.room](desk, view, press)
    except UnknownError:
        return  # deleted meanwhile; what stands above says so


def _list(desk: Desk, view: View, press: Press) -> None:
    if not desk.may(view.user, "export"):
        return
    with gr.Column(elem_id="records-export", elem_classes="record-form"):
        heading("Export what this search finds")
        html(tag("p", "The files hold names and notes: keep them as you keep the register."))
        with gr.Row():
            for words, make in (
                ("As a table (CSV)", desk.csv),
                ("With all details (JSON)", desk.json),
            ):
                step = Step(unsigned(make, view), "export", signed=False, changes=False)
                press(gr.Button(words, variant="secondary"), step)


def _finding(desk: Desk, view: View, press: Press) -> None:
    item = desk.register.finding(view.number)
    if view.asked:
        _ask_about_finding(desk, view, item, press)
        return
    if desk.may(view.user, "record"):
        _conclude(desk, item, press)
        _note(desk, item, press)
    if desk.report is not None and desk.may(view.user, "export"):
        offer(desk.report, item.id, desk.catalogue, press)
    if desk.may(view.user, "delete"):
        with gr.Column(elem_id="records-delete", elem_classes="record-form"):
            heading("Delete")
            for at, kept in enumerate(item.kept, 1):
                which = f" {at}" if len(item.kept) > 1 else ""
                asking(f"Delete the kept picture{which}", f"photo {kept.original_sha256}", press)
            asking("Delete this finding", "finding", press)


def _conclude(desk: Desk, item: Recorded, press: Press) -> None:
    held = item.finding.conclusion
    with gr.Column(elem_id="records-conclude", elem_classes="record-form"):
        heading("Change the conclusion" if held else "Set the conclusion")
        verdict = gr.Radio(
            _verdicts(desk, item),
            label="What is it? You decide, not the model",
            elem_id="records-verdict",
        )
        another = gr.Dropdown(
            _classes(desk.catalogue),
            value=None,
            label="Which class: type to search",
            visible=False,
            elem_id="records-another",
        )
        verdict.input(
            lambda chosen: gr.update(visible=chosen == Verdict.ANOTHER_CLASS.value),
            verdict,
            another,
            api_visibility="private",
        )
        note = gr.Textbox(
            label="Note on the conclusion", lines=2, max_length=LONGEST_NOTE, elem_id="records-why"
        )
        with gr.Row():
            button = gr.Button("Save the conclusion", variant="primary")
            press(button, Step(_concluding(desk, item), "record"), verdict, another, note)
            if held is not None:
                undo = gr.Button("Take back the last conclusion", variant="secondary")
                press(undo, Step(partial(desk.undo, item.id), "record"))


def _verdicts(desk: Desk, item: Recorded) -> list[tuple[str, str]]:
    """What can be concluded; one agrees only with a model that was asked."""
    others = [(words, verdict.value) for verdict, words in CHOICES.items()]
    if item.finding.seen is None:
        return others
    named = named_by_model(item.finding, desk.catalogue)
    agree = "I agree: nothing the catalogue describes"
    if named:
        agree = f"It is: {class_words(named, desk.catalogue)}"
    return [(agree, Verdict.AGREE.value), *others]


def _concluding(desk: Desk, item: Recorded) -> Callable[..., Html]:
    def conclude(by: str, verdict: str | None, another: str | None, note: str) -> Html:
        if verdict is None:
            raise RefusedError("choose one of the four conclusions first")
        chosen = Verdict(verdict)
        named = another if chosen is Verdict.ANOTHER_CLASS else None
        if chosen is Verdict.ANOTHER_CLASS and not named:
            raise RefusedError("choose which class it is")
        agreed = None
        if chosen is Verdict.AGREE:
            agreed = named_by_model(item.finding, desk.catalogue)
        return desk.conclude(item.id, Conclusion(chosen, named, note.strip(), agreed), by)

    return conclude


def _classes(catalogue: Catalogue) -> list[tuple[str, str]]:
    return sorted((its.name, its.id) for its in catalogue.classes if its.kind is not Kind.OTHER)


def _note(desk: Desk, item: Recorded, press: Press) -> None:
    with gr.Column(elem_id="records-note", elem_classes="record-form"):
        heading("Add a note")
        text = gr.Textbox(label="Note", lines=2, max_lines=8, max_length=LONGEST_NOTE)

        def note(by: str, typed: str) -> Html:
            return desk.note(item.id, typed, by)

        press(gr.Button("Add the note", variant="secondary"), Step(note, "record"), text)


def _ask_about_finding(desk: Desk, view: View, item: Recorded, press: Press) -> None:
    what, _, original = view.asked.partition(" ")
    if what == "photo":
        words = (
            f"The kept picture of finding {item.id} will be gone for ever. What stays: the "
            "finding, and the SHA-256 of the original photo."
        )
        delete = partial(desk.delete_photo, item.id, original)
        really("Delete this picture?", words, "Yes, delete the picture", delete, "delete", press)
    else:
        both = f"{STAYS} {ITS_CONSIGNMENT}"
        words = f"Finding {item.id} will be gone for ever, with {taken_along(item)}. {both}"
        yes = f"Yes, delete finding {item.id}"
        delete = partial(desk.delete_finding, item.id)
        really("Delete this finding?", words, yes, delete, "delete", press)


def _consignment(desk: Desk, view: View, press: Press) -> None:
    came = desk.register.consignment(view.number)
    if not desk.may(view.user, "delete"):
        return
    items = of_consignment(came.id, desk.register)
    if not view.asked:
        with gr.Column(elem_id="records-delete", elem_classes="record-form"):
            heading("Delete")
            asking("Delete this consignment and its findings", "consignment", press)
        return
    kept = counted(sum(len(item.kept) for item in items), "kept picture")
    words = tag(
        "span",
        f"Consignment {came.id} (",
        said(came.consignment.reference),
        f") will be gone for ever, with {counted(len(items), 'finding')}, all names and notes, "
        f"and {kept}. {STAYS}",
    )
    yes = f"Yes, delete consignment {came.id} with {counted(len(items), 'finding')}"
    delete = partial(desk.delete_consignment, came.id)
    really("Delete this consignment?", words, yes, delete, "delete", press)


_ROOMS: dict[str, Callable[[Desk, View, Press], None]] = {
    "list": _list,
    "finding": _finding,
    "consignment": _consignment,
    "register": register_forms,
}

"""The inspector's own conclusion, and saving the object to the register."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from gradio.blocks import Block

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from catalogue.visual_class import Kind
from findings.errors import FindingsError, UnknownError
from findings.parts import Verdict
from findings.register import Register
from pages.case import GONE, Case, Item, Told
from pages.inquiry import Inquiry
from pages.inspector import Inspector
from pages.saving import Form, consignment_fields, save, saved_words, take_back

SAVE = "Save to the register"
NO_REGISTER = tag("p", "No register is open, so nothing can be saved.", class_="sheet quiet")
SCRIPT = Path(__file__).with_name("concluding.js")
NAME = 2  # place of the inspector's name among the fields
_WORDS = {
    Verdict.ANOTHER_CLASS: "It is another class",
    Verdict.NONE: "It is none of the goods described here",
    Verdict.UNKNOWN_OBJECT: "I cannot tell what it is",
}


@dataclass(frozen=True, slots=True)
class Concluding:
    """The part's components that an answer changes.

    Attributes:
        part: the whole, hidden until there is an object.
        verdict: the choice of the inspector.
        said: what happened.
        another: the class that the inspector names.
        fields: of `Form` from the note on, in its order; none without a register.
        register: where findings are saved, or None.
    """

    part: gr.Column
    verdict: gr.Radio
    said: gr.HTML
    another: gr.Dropdown
    fields: tuple[gr.Textbox | gr.Checkbox, ...]
    register: Register | None

    @property
    def outputs(self) -> tuple[Block, ...]:
        """Everything that `shown` may change."""
        typed = (*self.fields[:NAME], *self.fields[NAME + 1 :])
        return self.part, self.verdict, self.said, self.another, *typed

    def shown(self, case: Case, told: Told | None) -> dict[Block, object]:
        """What the components become for the open object."""
        if told is None or case.open is None:
            return {self.part: gr.update(visible=False)}
        report = told.report
        first = report.findings[0].visual_class.name if report.findings else ""
        agree = f"It is: {first}" if first else "I agree: nothing the catalogue describes"
        choices = [(agree, Verdict.AGREE.value), *((w, v.value) for v, w in _WORDS.items())]
        return {
            self.part: gr.update(visible=True),
            self.verdict: gr.update(choices=choices, value=None),
            self.said: saved_words(case) if self.register else NO_REGISTER,
            self.another: gr.update(value=None, visible=False),
            **self._fields(case.open, same=case.on_form == case.open.exhibits[0].taken.sha256),
        }

    def _fields(self, item: Item, *, same: bool) -> dict[Block, object]:
        """Note and tick begin anew for another object; one that is saved shows its consignment."""
        if self.register is None:
            return {}
        changed: dict[Block, object] = {}
        if not same:
            note, keep = self.fields[:NAME]
            changed = {note: "", keep: False}
        if item.saved is not None and item.consignment is not None and not same:
            with suppress(UnknownError):  # somebody deleted it meanwhile; `save` says so
                came = self.register.consignment(item.consignment).consignment
                changed |= zip(self.fields[NAME + 1 :], consignment_fields(came), strict=True)
        return changed


def concluding(
    inspector: Inspector,
    register: Register | None,
    case: gr.State,
    inquiry: gr.State,
) -> Concluding:
    """Build the part.

    Args:
        inspector: tells what the open object is.
        register: where findings are saved, or None.
        case: state with the `Case`.
        inquiry: state with the `Inquiry`.
    """
    catalogue = inspector.catalogue
    with gr.Column(visible=False, elem_id="conclude") as part:
        _html(tag("div", tag("h3", "Your conclusion"), class_="sheet"))
        verdict = gr.Radio([], label="What is it? You decide, not the model", elem_id="verdict-of")
        names = sorted(
            (each.name, each.id) for each in catalogue.classes if each.kind is not Kind.OTHER
        )
        another = gr.Dropdown(
            names, value=None, label="Which class", visible=False, elem_id="another-class"
        )
        verdict.input(
            lambda chosen: gr.update(visible=chosen == Verdict.ANOTHER_CLASS.value),
            verdict,
            another,
            api_visibility="private",
        )
        another.input(
            _about(catalogue), [another, inquiry, case], inquiry, api_visibility="private"
        )
        saving, said = _saving(register)
    fields = saving.fields if saving else ()
    made = Concluding(part, verdict, said, another, fields, register)
    if register is not None:
        _wire(inspector, register, made, saving, (case, inquiry), another)
    return made


def _about(catalogue: Catalogue) -> Callable[[str | None, Inquiry | None, Case], Inquiry | None]:
    """The questions follow the class that the inspector names."""

    def about(id: str | None, asking: Inquiry | None, now: Case) -> Inquiry | None:
        if not id or catalogue[id].tree is None:
            return asking
        return asking.including(id) if asking else Inquiry((id,), id, query=now.query)

    return about


@dataclass(frozen=True, slots=True)
class _Saving:
    """The fields of `Form` from the note on, in its order, and the button."""

    fields: tuple[gr.Textbox | gr.Checkbox, ...]
    button: gr.Button
    undo: gr.Button


def _saving(register: Register | None) -> tuple[_Saving | None, gr.HTML]:
    """The fields; a sentence where there is no register."""
    if register is None:
        return None, _html(NO_REGISTER)
    note = gr.Textbox(label="Note", lines=2, max_lines=8, max_length=2000, elem_id="note")
    # Gradio gives None for what lies in a fold that was never opened, and this must be filled in.
    reference = gr.Textbox(
        label="Reference: number of the declaration, the waybill or the case",
        max_length=100,
        elem_id="reference",
    )
    with gr.Accordion("The consignment it came with", open=False, elem_id="consignment"):
        post = gr.Textbox(label="Customs post", max_length=120)
        with gr.Row():
            origin = gr.Textbox(label="Origin: country, two letters", max_length=2)
            transit = gr.Textbox(label="Transit: countries, in order", max_length=80)
            destination = gr.Textbox(label="Destination: country", max_length=2)
        cn = gr.Textbox(label="Declared CN code", max_length=16)
    name = gr.Textbox(label="Your name", max_length=120, elem_id="inspector-name")
    keep = gr.Checkbox(
        label="Keep the photos too: smaller, without metadata", value=False, elem_id="keep"
    )
    button = gr.Button(SAVE, variant="primary", elem_id="save")
    undo = gr.Button("Take back the last conclusion", elem_id="undo-conclusion")
    said = gr.HTML(
        Html(""),
        elem_id="saved",
        apply_default_css=False,
        js_on_load=SCRIPT.read_text(encoding="utf-8"),
    )
    fields = (note, keep, name, reference, post, origin, transit, destination, cn)
    return _Saving(fields, button, undo), said


def _wire(
    inspector: Inspector,
    register: Register,
    made: Concluding,
    saving: _Saving | None,
    states: tuple[gr.State, gr.State],
    another: gr.Dropdown,
) -> None:
    """What the button does."""
    if saving is None:
        raise ValueError("a register needs its fields")

    def press(
        now: Case,
        asking: Inquiry | None,
        request: gr.Request,
        verdict: str | None,
        chosen: str | None,
        note: str | None,
        keep: bool | None,
        name: str | None,
        *consignment: str | None,
    ) -> tuple[Case, Html]:
        now = now.answered(asking)
        item = now.open
        if item is None:  # the button is there with an object only
            return now, _refused(GONE)
        by = request.username or name or ""
        form = Form(verdict, chosen, note or "", bool(keep), by, consignment)
        try:
            told = inspector.tell(item, now.query)
            after = save(register, now, told, inspector.asked(now.query), form)
        except (FindingsError, CatalogueError) as error:
            return now, _refused(str(error))
        return after, saved_words(after)

    saving.button.click(
        press,
        [*states, made.verdict, another, *saving.fields],
        [states[0], made.said],
        api_visibility="private",
    )

    def undo(now: Case, name: str | None, request: gr.Request) -> Html:
        try:
            by = request.username or name or ""
            return take_back(register, now, by, inspector.catalogue)
        except FindingsError as error:
            return _refused(str(error))

    name = saving.fields[NAME]
    saving.undo.click(undo, [states[0], name], made.said, api_visibility="private")


def _refused(sentence: str) -> Html:
    text = sentence[:1].upper() + sentence[1:]
    whole = text if text.endswith(".") else f"{text}."
    return tag("p", whole, class_="sheet undecided", role="alert")


def _html(content: Html, name: str | None = None) -> gr.HTML:
    return gr.HTML(content, elem_id=name, apply_default_css=False, js_on_load=None)

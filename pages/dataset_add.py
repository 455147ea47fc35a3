"""The tab that brings photos in: files, zips, folders, the camera, the inspectors' register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from catalogue.markup import Html, tag
from datasets.library import from_register
from datasets.library.errors import RefusedError
from model.errors import TriageError
from pages import dataset_imports
from pages import dataset_taking as taking
from pages.dataset_parts import Following, Progress, classes, html, name_field
from pages.dataset_report import answer, report
from pages.dataset_sending import Import
from pages.dataset_taking import Form
from pages.records_words import counted, said, warning
from pages.serving import limits
from pages.workbench import Workbench

SCRIPT = Path(__file__).with_name("dataset_add.js")
BATCH_BYTES = 100_000_000  # of one upload: 5 minutes at 2.7 Mbit/s
LICENCES = (
    ("Our own photos", "own"),
    ("CC0 1.0: public domain", "CC0-1.0"),
    ("CC BY 4.0: name the author", "CC-BY-4.0"),
    ("CC BY-SA 4.0: name the author, share alike", "CC-BY-SA-4.0"),
    ("Public record of an authority", "public record"),
    ("By permission of the owner, in writing", "by written permission"),
)
SAME = (
    ("Nothing known: each photo for itself", taking.EACH),
    ("Photos in one folder show one object", taking.BY_FOLDER),
    ("All of these show one object", taking.ALL),
)
GPS = (
    "A phone writes into a photo where it was taken. Without this tick the library does not note "
    "the place; the stored file still holds it unless metadata are removed."
)
STRIP = (
    "The library then keeps a new JPEG of each photo without what the camera wrote, and the "
    "SHA-256 of the original; the original itself is not kept."
)
# The report tells the script of the files which message it answers.
_HEARD = """
watch('value', () => {
  const told = element.querySelector('[data-turn]');
  if (told) window.dispatchEvent(new CustomEvent('dataset-import',
    {detail: {turn: Number(told.dataset.turn), state: told.dataset.state}}));
});
"""


def build(bench: Workbench) -> None:
    """Build the tab."""
    html(_head(), "add-head")
    with gr.Column(elem_id="add-form", elem_classes=["dataset-form"]):
        fields = _fields(bench)
    zone = html(_zone(), "add-files", _script())
    state = gr.State(None)  # an `Import`
    shown = html(Html(""), "add-report", _HEARD)

    def sent(
        event: gr.EventData, request: gr.Request, begun: Import | None, *values: Any
    ) -> Iterator[tuple[Import, Html]]:
        told = event._data if isinstance(event._data, dict) else {}
        yield from _sent(bench, begun or Import(), values, told, request.username)

    sends = zone.submit(
        sent,
        [state, *fields],
        [state, shown],
        api_visibility="private",
        show_progress="hidden",
        trigger_mode="multiple",
    )
    takes = _from_register(bench, fields) if bench.register is not None else None
    listed = dataset_imports.build(bench, fields[0])
    for event in filter(None, (sends, takes)):
        listed.after(event)


def _fields(bench: Workbench) -> list[Any]:
    """What holds for all photos; `_form` takes the values in this order."""
    name = name_field("add")
    with gr.Row():
        licence = gr.Dropdown(
            list(LICENCES), value=None, label="Licence (needed)", allow_custom_value=True,
            info="Choose one, or write another.", elem_id="add-licence",
        )  # fmt: skip
        label = gr.Dropdown(
            [("Not yet: label them later", ""), *classes(bench.catalogue)],
            value="", label="What they show", info="Write to search.", elem_id="add-label",
        )  # fmt: skip
    same = gr.Radio(list(SAME), value=taking.EACH, label="The same object", elem_id="add-same")
    folders = gr.Checkbox(
        False, label="The folder names the class, such as handcuffs/1.jpg", elem_id="add-folders"
    )
    with gr.Accordion("Author, source, consent, metadata", open=False, elem_id="add-more"):
        with gr.Row():
            author = gr.Textbox(label="Author: who took them", max_length=2000)
            source = gr.Textbox(label="Source: where they come from", max_length=2000)
        with gr.Row():
            consent = gr.Textbox(
                label="Consent of persons and owners shown, or why none is needed",
                max_length=2000,
            )
            place = gr.Textbox(label="Place, in your words", max_length=2000)
        strip = gr.Checkbox(False, label="Remove metadata from the stored photos", info=STRIP)
        keep = gr.Checkbox(False, label="Keep the place on Earth (GPS)", info=GPS)
    return [name, licence, label, same, folders, author, source, consent, place, strip, keep]


def form_of(bench: Workbench, user: str | None, values: tuple[Any, ...]) -> Form:
    """What was filled in, checked.

    Raises:
        RefusedError: something is missing, or the account may not.
    """
    name, licence, label, same, folders, author, source, consent, place, strip, keep = values
    words = {"author": author, "source": source, "consent": consent, "place": place}
    form = Form(
        by=bench.person(user, name or ""),
        licence=licence or "",
        label=label or "",
        same=same,
        folder_is_class=bool(folders),
        words={key: (value or "").strip() for key, value in words.items()},
        strip=bool(strip),
        keep_gps=bool(keep),
    )
    form.terms(frozenset(), "an object")  # checks what is said of all
    return form


def _known(bench: Workbench) -> frozenset[str]:
    own = {label for label in bench.library.counts_by_label() if label}
    return frozenset(bench.catalogue.ids()) | own


def _sent(
    bench: Workbench,
    state: Import,
    values: tuple[Any, ...],
    told: dict[str, Any],
    user: str | None,
) -> Iterator[tuple[Import, Html]]:
    """Deal with one message of the page; whatever goes wrong is a sentence in its answer."""
    turn = told["turn"] if isinstance(told.get("turn"), int) else 0
    try:
        form = form_of(bench, user, values)
        files = taking.sent_of(told.get("files"))
        state = state.after(told, form)
        yield state, answer(turn, "busy", report(state.tally))  # in the session from now on
        known, name = _known(bench), state.object_name

        def work(progress: Progress) -> None:
            state.take(
                told.get("refused", []),
                lambda so_far: taking.steps(
                    bench.library, files, form, known, name, so_far, progress
                ),
            )

        following = Following(work)
        for count, total, at in following:
            yield state, answer(turn, "busy", _far(count, total, at), report(state.tally))
        following.result()
        yield state, answer(turn, "done" if told.get("ends") else "go", report(state.tally))
    except TriageError as error:
        yield state, answer(turn, "stop", warning(str(error)), report(state.tally))


def _far(count: int, total: int, name: str) -> Html:
    if not total:
        return Html("")
    return tag("p", f"{count} of {counted(total, 'picture')}: ", said(name[-60:]), class_="sheet")


def _from_register(bench: Workbench, fields: list[Any]) -> Any:
    """Build what takes the kept photos of the register; returns its event."""
    html(
        tag(
            "div",
            tag("h3", "From the inspectors' register"),
            tag(
                "p",
                "Photos that inspectors kept. What an inspector concluded becomes a proposed "
                "label, which you confirm or change; it is no label yet. The licence above "
                "holds for them.",
            ),
            class_="sheet part",
        ),
        "add-register-head",
    )
    button = gr.Button("Take the kept photos of the register", elem_id="add-register")
    shown = html(Html(""), "add-register-report")

    def taken(request: gr.Request, *values: Any) -> Iterator[Html]:
        try:
            form = form_of(bench, request.username, values)
            if bench.register is None:
                raise RefusedError("no register is open")
            source = from_register.of_register(bench.register)
            terms = replace(form, label="", same=taking.EACH).terms(_known(bench), "")
            work = Following(partial(taking.take_all, bench.library, source, terms))
            for count, total, name in work:
                yield _far(count, total, name)
            tally = work.result()
            nothing = tag("p", "The register holds no kept photo.", class_="sheet")
            yield report(tally) if tally.total else nothing
        except TriageError as error:
            yield warning(str(error))

    return button.click(taken, fields, shown, api_visibility="private", show_progress="hidden")


def _head() -> Html:
    words = (
        "First say what holds for all photos of this turn, then choose them. What you leave empty "
        "can be filled in later, photo by photo; only the licence cannot."
    )
    return tag("p", words, class_="sheet dataset-lead")


def _script() -> str:
    numbers = {
        "MOST_FILES": limits.MAX_FILES,
        "MOST_BYTES": BATCH_BYTES,
        "MOST_PHOTO": limits.MAX_FILE_BYTES,
        "MOST_ZIP": limits.MAX_UPLOAD_BYTES - 1_000_000,  # the form around it
    }
    head = "".join(f"const {name} = {value};\n" for name, value in numbers.items())
    return head + SCRIPT.read_text(encoding="utf-8")


def _zone() -> Html:
    pictures = "image/*,.heic,.heif,.avif,.webp,.zip"
    inputs = (
        _input("add-choose", accept=pictures, multiple=True),
        _input("add-folder", webkitdirectory=True),
        _input("add-camera", accept="image/*", capture="environment"),
    )
    buttons = (
        tag("button", "Choose photos or zip files", type="button", data_opens="add-choose"),
        tag("button", "Choose a folder", type="button", data_opens="add-folder"),
        tag("button", "Take a photo", type="button", data_opens="add-camera"),
    )
    return tag(
        "div",
        tag(
            "div",
            tag("p", "Drop photos, zip files or folders here, as many as you like", class_="big"),
            tag("div", *buttons, class_="add-buttons"),
            *inputs,
            class_="add-zone",
        ),
        tag("p", class_="add-said", role="status"),
        tag("progress", value="0", max="1", hidden=True, aria_label="How far the import is"),
        tag(
            "div",
            tag("button", "Add them to the library", type="button", class_="add-go"),
            tag("button", "Choose none", type="button", class_="add-clear", hidden=True),
            class_="add-buttons",
        ),
        class_="sheet add-files",
    )


def _input(name: str, **attributes: str | bool) -> Html:
    made = tag("input", type="file", id=name, hidden=True, tabindex="-1", **attributes)
    return Html(made.removesuffix("</input>"))

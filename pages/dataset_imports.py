"""Below the report of an import: the last imports, and how one is undone as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from catalogue.markup import Html, bullets, join, tag
from datasets.library import imports, withdrawing
from datasets.library.errors import RefusedError
from datasets.library.imports import Import, Undoing
from model.errors import TriageError
from pages.dataset_parts import Following, html, thumbnails
from pages.records_words import done, warning
from pages.workbench import Workbench

MOST_PICTURES = 12
MOST_CHOICES = 1000  # imports; older ones by command
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a person was told of: the import, and the SHA-256 of the photos it would take out."""

    number: int
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wired:
    """Refreshes the list of imports: a function and what it fills."""

    refreshed: Any
    chosen: gr.Dropdown

    def after(self, event: Any) -> None:
        """Do so once something else is done."""
        event.then(self.refreshed, None, self.chosen, **_QUIET)


def build(bench: Workbench, by: gr.Textbox) -> Wired:
    """Build it; `by` is the field of who does it."""
    told = gr.State(None)
    with gr.Accordion("Undo an import", open=False, elem_id="imports") as fold:
        html(_head())
        chosen = gr.Dropdown(
            [], value=None, label="Which import", elem_id="import-chosen",
            elem_classes=["dataset-field"],
        )  # fmt: skip
        shown = html(Html(""), "import-shown")
        with gr.Column(visible=False, elem_classes=["dataset-form"]) as form:
            reason = gr.Textbox(
                label="Why, such as: wrong folder. It is kept for ever; do not name a person.",
                max_length=1000,
                elem_id="import-reason",
            )
            signed = gr.Checkbox(False, label="Also the photos that signed versions list")
            sure = gr.Checkbox(
                False, label="I know that this cannot be undone", elem_id="import-sure"
            )
            undo = gr.Button("Undo this import", variant="stop", elem_id="import-undo")
    every = [told, shown, form, signed, sure]

    def refreshed(request: gr.Request) -> gr.Dropdown:
        return gr.Dropdown(choices=_choices(bench, request.username))

    def looked(number: int | None, request: gr.Request) -> list[Any]:
        return _looked(bench, number, request.username)

    def undone(
        at: Told | None, name: str, why: str, too: bool, ticked: bool, request: gr.Request
    ) -> Iterator[list[Any]]:
        yield from _undone(bench, at, (name, why), (too, ticked), request.username)

    fold.expand(refreshed, None, chosen, **_QUIET)
    chosen.input(looked, chosen, every, **_QUIET)
    wired = Wired(refreshed, chosen)
    wired.after(undo.click(undone, [told, by, reason, signed, sure], every, **_QUIET))
    return wired


def _head() -> Html:
    words = (
        "What an import brought is taken out of the library for good; photos that were there "
        "before it stay."
    )
    return tag(
        "div",
        tag("p", words),
        tag("p", "What its judgements.jsonl said of those photos stays too."),
        tag("p", imports.CHANGE_INSTEAD),
        tag("p", withdrawing.NO_WAY_BACK),
        class_="sheet notice",
    )


def _choices(bench: Workbench, user: str | None) -> list[tuple[str, int]]:
    """The last imports of which something is left; none for whoever may not see them."""
    try:
        bench.person(user, "looks only")
        found = imports.every(bench.library, MOST_CHOICES)
    except TriageError:
        return []
    return [(line(each), each.number) for each in found if each.there]


def line(one: Import) -> str:
    """Such as `Import 34: 2026-11-29 03:04 UTC, photos: 12, Anna`; a phone shows the beginning."""
    when = one.at.replace("T", " ")[:16]
    return f"Import {one.number}: {when} UTC, photos: {one.there}, {one.by}"


def _looked(bench: Workbench, number: int | None, user: str | None) -> list[Any]:
    """What undoing the chosen import takes out, and the form that does it."""
    try:
        bench.person(user, "looks only")  # whoever may not change may not see
        made = imports.undoing(bench.library, number or 0)
    except TriageError as error:
        return [None, warning(str(error)), gr.Column(visible=False), gr.skip(), gr.skip()]
    return [
        Told(made.of.number, made.touched.photos),
        _told(made),
        gr.Column(visible=True),
        gr.Checkbox(value=False, visible=bool(made.signed)),
        gr.Checkbox(value=False),
    ]


def _told(made: Undoing) -> Html:
    """How much it is, pictures of some, and what else it touches."""
    return tag(
        "div",
        bullets(made.counts()),
        thumbnails(made.touched.photos[:MOST_PICTURES]),
        bullets(made.touched.sentences()),
        class_="sheet",
        role="status",
    )


def _undone(
    bench: Workbench,
    at: Told | None,
    said: tuple[str, str],
    ticks: tuple[bool, bool],
    user: str | None,
) -> Iterator[list[Any]]:
    """Undo it; what is refused leaves the form as it is, under the sentence that says why."""
    stays = [at, gr.skip(), gr.skip(), gr.skip(), gr.skip()]
    (name, why), (too, sure) = said, ticks
    try:
        if at is None:
            raise RefusedError("choose an import first")
        number, photos = at.number, at.photos
        by = bench.person(user, name or "")
        if not sure:
            raise RefusedError("tick that you know that this cannot be undone")
        work = Following(
            lambda _: imports.undo(
                bench.library, number, by, (why or "").strip(), signed_too=too, told=photos
            )
        )
        for _ in work:
            yield stays
        made = work.result()
    except TriageError as error:
        yield [at, join(warning(str(error)), _again(bench, at)), *stays[2:]]
        return
    words = done(f"Undone. Photos that were withdrawn: {made.of.there}.")
    yield [None, words, gr.Column(visible=False), gr.skip(), gr.Checkbox(value=False)]


def _again(bench: Workbench, at: Told | None) -> Html:
    """What the import holds now, below a sentence that refuses."""
    try:
        return _told(imports.undoing(bench.library, at.number)) if at else Html("")
    except TriageError:
        return Html("")

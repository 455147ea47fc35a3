"""The tab "Find mistakes": a search, and queues that one works through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from catalogue.markup import Html
from model.errors import TriageError
from pages import dataset_mistakes_told as told
from pages.dataset_mistakes_desk import Desk, Press, View
from pages.dataset_parts import Following, html, name_field
from pages.records_words import sentence, warning
from pages.workbench import Workbench

SCRIPT = Path(__file__).with_name("dataset_mistakes.js")
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
Shown = tuple[View, Html, Html, Html]


def build(bench: Workbench) -> None:
    """Build the tab; the caller has opened it."""
    desk = Desk(bench)
    html(told.intro())
    name = name_field("mistakes")
    start = gr.Button("Search for mistakes", variant="primary", elem_id="mistakes-start")
    state = gr.State(View())
    said = html(Html(""), "mistakes-progress")
    shown = html(Html(""), "mistakes-shown", SCRIPT.read_text(encoding="utf-8"))
    whole = html(Html(""), "mistakes-whole")
    outputs = [state, said, shown, whole]

    def opened() -> Shown:
        return _drawn(desk, View())

    def sought(view: View, request: gr.Request) -> Iterator[Shown]:
        try:
            if not bench.may(request.username, "datasets"):
                bench.person(request.username, "")
            work = Following(desk.seek)
            for count, total, _ in work:
                yield view, told.working(count, total), *_drawn(desk, view)[2:]
            work.result()
            yield _drawn(desk, replace(view, start=0, said="", turn=view.turn + 1))
        except TriageError as error:
            yield view, warning(str(error)), *_drawn(desk, view)[2:]

    def pressed(view: View, typed: str, event: gr.EventData, request: gr.Request) -> Shown:
        press = Press.of(event._data)
        try:
            after = desk.pressed(view, press, lambda: bench.person(request.username, typed))
        except TriageError as error:
            refused = sentence(str(error))
            after = replace(view, said=refused, bad=True, turn=view.turn + 1)
        return _drawn(desk, after)

    start.click(sought, state, outputs, **_QUIET)
    shown.click(pressed, [state, name], outputs, **_QUIET)
    gr.on(None, opened, None, outputs, **_QUIET)


def _drawn(desk: Desk, view: View) -> Shown:
    try:
        counts = desk.counts()
        start = view.start
        total = counts.get(view.queue, 0) if view.queue else 0
        if start and start >= total:  # the last page was worked through
            view = replace(view, start=0)
        entries = desk.page(view)
        catalogue = desk.bench.catalogue
        shown = told.worked(view, desk.found, counts, entries, catalogue, desk.labels())
        return view, Html(""), shown, told.whole(desk.found)
    except TriageError as error:
        return view, warning(str(error)), Html(""), Html("")

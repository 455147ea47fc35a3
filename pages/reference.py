"""The page of the catalogue, without a photo: search, browse, narrow, ask the law of any place.

Every good has an address of its own, `catalogue?show=ID`, and so has every entry of the law,
`?entry=II+2.4`, and every search, `?find=WORDS`; each takes `for=PLACE` and `as-of=DAY` beside it,
a list also `annex`, `status` and `kind`. What the fields ask for is written back into the address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import gradio as gr
from gradio.components import Component

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from catalogue.ruling import Query
from catalogue.search import SearchIndex
from pages.authority import whom_to_ask
from pages.inquiry import Inquiry
from pages.law_fields import law_fields
from pages.look import navigation
from pages.places import query_of
from pages.questions import questions
from pages.reference_entry import entry_page
from pages.reference_narrow import (
    ASKED,
    PATH,
    Narrow,
    address,
    annexes,
    check_annex,
    entry_address,
    kinds,
    list_address,
    statuses,
)
from pages.reference_told import class_page, found
from pages.serving.authority import Authority

__all__ = ["NAME", "PATH", "address", "reference_page"]

NAME = "Catalogue"
LAWS_KEPT = 8  # places and days asked in turn, each with its index
LONGEST = 200  # characters; a search of a long text would hold up everybody
SCRIPT = Path(__file__).with_name("reference_address.js")
Shelf = Callable[[Query], tuple[Catalogue, SearchIndex]]
Updates = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What one open page shows.

    Attributes:
        show: id of a class; empty unless its page is shown.
        entry: key of an entry; empty unless its page is shown.
        words: searched for, in a list.
        narrow: what a list is narrowed to.
        query: whose law, of which day.

    Raises:
        CatalogueError: more is asked than a field takes.
    """

    show: str = ""
    entry: str = ""
    words: str = ""
    narrow: Narrow = field(default_factory=Narrow)
    query: Query = field(default_factory=Query)

    def __post_init__(self) -> None:
        if self.show and self.entry:
            raise ValueError("a page shows a class or an entry, not both")
        if max(map(len, (self.show, self.entry, self.words))) > LONGEST:
            raise CatalogueError(f"Ask the catalogue in at most {LONGEST} characters.")

    @property
    def address(self) -> str:
        """That opens the same view, relative to any page."""
        if self.show:
            return address(self.show, self.query)
        if self.entry:
            return entry_address(self.entry, self.query)
        return list_address(self.query, self.words, self.narrow)

    def changed(self, words: str, narrow: Narrow, query: Query) -> View:
        """As the fields now say; other words and filters lead from a page back to the list."""
        if (words, narrow) == (self.words, self.narrow):
            return replace(self, query=query)
        return View(words=words, narrow=narrow, query=query)

    def html(self, shelf: Shelf) -> Html:
        """What is shown; raises CatalogueError where no law of the place is stored."""
        catalogue, index = shelf(self.query)
        if self.show:
            return class_page(self.show, catalogue)
        if self.entry:
            return entry_page(self.entry, catalogue)
        return found(self.words, catalogue, index, self.narrow)

    def inquiry(self, shelf: Shelf, asking: Inquiry | None) -> Inquiry | None:
        """The questions of the class shown, with what was answered; None where it has none."""
        its = shelf(self.query)[0].get(self.show) if self.show else None
        if its is None or its.tree is None:
            return None
        if asking is not None and asking.chosen == its.id:
            return replace(asking, query=self.query)
        return Inquiry((its.id,), its.id, query=self.query)


class Fields(NamedTuple):
    """What a person fills in."""

    words: gr.Textbox
    place: gr.Dropdown
    day: gr.Textbox
    annex: gr.Dropdown
    status: gr.Dropdown
    kind: gr.Dropdown


def reference_page(catalogue: Catalogue, authority: Authority | None = None) -> None:
    """Build the page; the caller has opened its route.

    Args:
        catalogue: the law in use.
        authority: whom to ask here; None names the annex that lists them.
    """

    @lru_cache(maxsize=LAWS_KEPT)
    def shelf(query: Query) -> tuple[Catalogue, SearchIndex]:
        asked = catalogue if query == catalogue.query else catalogue.asked(query)
        return asked, SearchIndex(asked)

    navigation()
    _html(tag("header", tag("h1", "The catalogue of goods and law"), class_="page-head"))
    fields, fold = _fields(shelf(catalogue.query)[0])
    told = _html(Html(""))
    decided = _html(Html(""), "decided-above")
    shown = gr.HTML(Html(""), elem_id="shown", apply_default_css=False, js_on_load=_script())
    view = gr.State(View())
    inquiry = questions(lambda query: shelf(query)[0], decided)
    _html(whom_to_ask(authority, catalogue.law))
    outputs = [fields.annex, told, shown, view, inquiry]
    _on_opening(shelf, fields, fold, outputs)
    _on_change(shelf, fields, outputs)


def _fields(catalogue: Catalogue) -> tuple[Fields, gr.Accordion]:
    """Search, then what narrows the list, then whose law; and the fold that hides the latter."""
    words = gr.Textbox(
        label="Search: a name, a trade name in any language, a CN code or an item such as III 2.1",
        max_lines=1,
        max_length=LONGEST,
        elem_id="find",
    )
    with gr.Accordion(
        "Narrow the list, or ask another law", open=False, elem_id="law-fold"
    ) as fold:
        with gr.Row():
            annex = _choice("Annex", annexes(catalogue), "annex")
            status = _choice("Status", statuses(), "status")
            kind = _choice("Goods or look-alikes", kinds(), "kind")
        place, day = law_fields(catalogue)
    return Fields(words, place, day, annex, status, kind), fold


def _choice(label: str, choices: list[tuple[str, str]], name: str) -> gr.Dropdown:
    """One of a few; not to be typed, which would have to be in English."""
    return gr.Dropdown(choices, value="", label=label, elem_id=name, filterable=False)


def _on_opening(shelf: Shelf, fields: Fields, fold: gr.Accordion, outputs: list[Component]) -> None:
    """What an address asks for; where it leaves goods out, the fold is open and tells it."""

    def opened(request: gr.Request) -> Updates:
        asked: Mapping[str, str] = request.query_params
        told = Html("")
        view = View()
        try:
            view = _view_of(asked, shelf)
        except CatalogueError as error:
            told = _refused(error)
        query, narrow = view.query, view.narrow
        day = query.as_of.isoformat() if query.as_of else ""
        annex = gr.update(choices=annexes(shelf(query)[0]), value=narrow.annex)
        # An address that is refused stays to be mended.
        shown = view.html(shelf) if told else _addressed(view, shelf)
        return (
            gr.update(open=narrow.is_on),
            *(view.words, query.jurisdiction, day, narrow.status, narrow.kind),
            *(annex, told, shown, view, view.inquiry(shelf, None)),
        )

    filled = [fold, fields.words, fields.place, fields.day, fields.status, fields.kind]
    gr.on(None, opened, None, [*filled, *outputs], api_visibility="private")


def _view_of(asked: Mapping[str, str], shelf: Shelf) -> View:
    """What an address asks for; raises CatalogueError where there is no such law or filter."""
    place = str(asked.get("for", "")).strip() or Query().jurisdiction
    query = query_of(place, str(asked.get("as-of", "")))
    catalogue, _ = shelf(query)
    show, entry = str(asked.get("show", "")), str(asked.get("entry", ""))
    if show or entry:
        return View(show=show, entry="" if show else entry, query=query)
    narrow = Narrow.of(asked)
    check_annex(narrow, catalogue)
    return View(words=str(asked.get("find", "")), narrow=narrow, query=query)


def _on_change(shelf: Shelf, fields: Fields, outputs: list[Component]) -> None:
    """What typing and choosing do; a wrong day is told and changes nothing."""

    def changed(
        words: str,
        place: str,
        day: str,
        annex: str,
        status: str,
        kind: str,
        view: View,
        asking: Inquiry | None,
    ) -> Updates:
        same = gr.skip()
        try:
            now = view.changed(words, Narrow(annex, status, kind), query_of(place, day))
            listed = annexes(shelf(now.query)[0])
        except CatalogueError as error:
            return same, _refused(error), same, same, same
        if now == view:
            return same, Html(""), same, same, same
        if annex not in [value for _, value in listed]:
            now = replace(now, narrow=replace(now.narrow, annex=""))
        choice = gr.update(choices=listed, value=now.narrow.annex)
        return choice, Html(""), _addressed(now, shelf), now, now.inquiry(shelf, asking)

    given = [*fields, *outputs[-2:]]
    # Not `input` of the search: after an answer has set the field it misses what is pasted
    # (Gradio 6.31).
    events = [fields.words.change, fields.day.submit, fields.day.blur]
    events += [each.input for each in (fields.place, fields.annex, fields.status, fields.kind)]
    for event in events:
        event(changed, given, outputs, api_visibility="private", trigger_mode="always_last")


def _script() -> str:
    """Writes the address of what is shown where the browser has it, without a reload."""
    return f"const ASKED = {json.dumps(ASKED)};\n{SCRIPT.read_text(encoding='utf-8')}"


def _addressed(view: View, shelf: Shelf) -> Html:
    """What a view shows, with the address for the browser; raises what `View.html` raises."""
    return tag("div", view.html(shelf), data_address=view.address)


def _refused(error: CatalogueError) -> Html:
    return tag("p", str(error), class_="sheet undecided", role="alert")


def _html(content: Html, name: str | None = None) -> gr.HTML:
    """A part of the page that is ours alone: no style or script of Gradio's."""
    return gr.HTML(content, elem_id=name, apply_default_css=False, js_on_load=None)

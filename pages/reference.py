"""The catalogue without a photo: search by words, trade names, codes and items, or browse.

Every good has an address of its own, `catalogue?show=ID`, and so has every search, `?find=WORDS`.
"""

from __future__ import annotations

from urllib.parse import quote

import gradio as gr

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, section, tag
from catalogue.page import asked
from catalogue.search import Hit, SearchIndex
from catalogue.visual_class import Kind, VisualClass
from pages.candidate import comparison, other_names, reference_views, to_check
from pages.legal import legal_description
from pages.look import navigation
from pages.status import badge

NAME, PATH = "Catalogue", "catalogue"
ALL_VIEWS = 8  # of a class
KINDS = {
    Kind.GOOD: "Goods of the lists",
    Kind.LOOK_ALIKE: "What they are confused with",
}


def reference_page(catalogue: Catalogue) -> None:
    """Build the page; the caller has opened its route."""
    index = SearchIndex(catalogue)
    navigation()
    head = tag("header", tag("h1", "The catalogue of goods and law"), class_="page-head")
    gr.HTML(head, apply_default_css=False, js_on_load=None)
    field = gr.Textbox(
        label="Search: a name, a trade name in any language, a CN code or an item such as III 2.1",
        max_lines=1,
        max_length=200,
        elem_id="find",
    )
    shown = gr.HTML(Html(""), elem_id="shown", apply_default_css=False, js_on_load=None)

    def opened(request: gr.Request) -> tuple[str, Html]:
        asked_for = request.query_params
        if "show" in asked_for:
            return "", class_page(str(asked_for["show"]), catalogue)
        words = str(asked_for.get("find", ""))
        return words, found(words, catalogue, index)

    def search(words: str) -> Html:
        return found(words, catalogue, index)

    # Not `input`: after an answer has set the field it misses what is pasted (Gradio 6.31).
    field.change(search, field, shown, api_visibility="private", trigger_mode="always_last")
    gr.on(None, opened, None, [field, shown], api_visibility="private")


def found(words: str, catalogue: Catalogue, index: SearchIndex) -> Html:
    """What fits the words, best first; without words everything, by kind and name."""
    if not words.strip():
        return tag("div", *(_all(kind, catalogue) for kind in KINDS), class_="sheet")
    hits = index.find(words)
    if not hits:
        nothing = f"Nothing fits “{words.strip()}”. Try fewer or other words, or browse below."
        everything = (_all(kind, catalogue) for kind in KINDS)
        return tag("div", tag("p", nothing, role="status"), *everything, class_="sheet")
    items = join(*(_hit(hit, catalogue) for hit in hits))
    return tag("div", tag("ul", items, class_="covered", aria_label="What fits"), class_="sheet")


def _hit(hit: Hit, catalogue: Catalogue) -> Html:
    """One line: a class with its picture, or an entry, which leads to the classes it names."""
    if hit.id in catalogue:
        return _line(catalogue[hit.id], catalogue, pictured=True, why=hit.why)
    link = tag("a", f"Annex {hit.id}", href=f"{PATH}?find={quote(hit.id)}")
    return tag("li", tag("strong", link), tag("span", hit.name))


def _line(its: VisualClass, catalogue: Catalogue, *, pictured: bool = False, why: str = "") -> Html:
    link = tag("a", its.name, href=address(its.id))
    view = reference_views(its, catalogue, 1) if pictured else Html("")
    entries = ", ".join(dict.fromkeys(entry.key for entry in its.entries))
    parts = (view, tag("strong", link), tag("span", entries, class_="entry-kind"))
    return tag("li", *parts, badge(its.status), tag("span", why, class_="quiet") if why else "")


def address(id: str) -> str:
    """Where the page of a class is, relative to any page."""
    return f"{PATH}?show={quote(id)}"


def _all(kind: Kind, catalogue: Catalogue) -> Html:
    every = sorted((catalogue[id] for id in catalogue.ids(kind)), key=lambda its: its.name)
    lines = join(*(_line(its, catalogue) for its in every))
    return fold(f"{KINDS[kind]} ({len(every)})", tag("ul", lines, class_="covered"), is_open=True)


def class_page(id: str, catalogue: Catalogue) -> Html:
    """Everything of one class; a sentence where there is none of this id."""
    try:
        its = catalogue[id]
    except CatalogueError as error:
        return tag("p", str(error), class_="sheet", role="alert")
    main = tag(
        "article",
        tag("h2", its.name),
        badge(its.status),
        reference_views(its, catalogue, ALL_VIEWS),
        tag("p", tag("strong", "What one sees: "), its.recognise_by),
        other_names(its),
        tag("p", tag("strong", "Why this status: "), its.status_reason),
        tag("h3", "What the law says"),
        legal_description(its, catalogue),
        class_="card main",
    )
    return tag(
        "div",
        tag("p", tag("a", "All goods", href=PATH), class_="back"),
        section("Handle with care", its.safety, class_="part safety"),
        main,
        section("What to do next", bullets(catalogue.next_steps(its.status), ordered=True)),
        to_check(its),
        comparison(its, catalogue),
        fold("Which lists were asked", bullets(asked(catalogue))),
        tag("p", f"{catalogue.notice} Catalogue {catalogue.version}.", class_="quiet"),
        class_="sheet told",
    )

"""The catalogue as HTML: what fits some words, and the page of one class.

Pure functions of the catalogue, whose query says which law is asked.
"""

from __future__ import annotations

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, section, tag
from catalogue.page import asked
from catalogue.search import Hit, SearchIndex
from catalogue.visual_class import Kind, VisualClass
from pages.candidate import comparison, other_names, reference_views, to_check
from pages.legal import legal_description
from pages.places import whose
from pages.reference_narrow import KINDS, Narrow, address, entry_address, list_address
from pages.status import badge

ALL_VIEWS = 8  # of a class
MOST_HITS = 12  # of a search
RANKED = 1000  # before narrowing; more than there are classes and entries


def found(
    words: str, catalogue: Catalogue, index: SearchIndex, narrow: Narrow | None = None
) -> Html:
    """What fits the words, best first; without words everything, by kind and name."""
    narrow = narrow or Narrow()
    whole = tag("div", *(_all(kind, catalogue, narrow) for kind in KINDS))
    if not any(narrow.takes(its) for its in catalogue.classes):
        whole = tag("p", "No good fits what the list is narrowed to. Widen it.", role="status")
    if not words.strip():
        return tag("div", law_asked(catalogue), whole, class_="sheet")
    lines = [line for hit in index.find(words, RANKED) if (line := _hit(hit, catalogue, narrow))]
    if not lines:
        nothing = f"Nothing fits “{words.strip()}”. Try fewer or other words, or browse below."
        told = tag("p", nothing, role="status")
        return tag("div", law_asked(catalogue), told, whole, class_="sheet")
    items = join(*lines[:MOST_HITS])
    listed = tag("ul", items, class_="covered", aria_label="What fits")
    return tag("div", law_asked(catalogue), listed, class_="sheet")


def law_asked(catalogue: Catalogue) -> Html:
    """Whose law and of which day; and where we hold no list of it, that we do not."""
    lacking = Html("") if catalogue.lists else tag("p", *asked(catalogue), role="status")
    return join(tag("p", whose(catalogue.query), class_="quiet"), lacking)


def _hit(hit: Hit, catalogue: Catalogue, narrow: Narrow) -> Html:
    """One line: a class with its picture, or an entry, which has a page of its own."""
    if hit.id in catalogue:
        its = catalogue[hit.id]
        return class_line(its, catalogue, True, hit.why) if narrow.takes(its) else Html("")
    if not any(e.key == hit.id and narrow.takes_entry(e) for e in catalogue.entries):
        return Html("")
    link = tag("a", f"Annex {hit.id}", href=entry_address(hit.id, catalogue.query))
    return tag("li", tag("strong", link), tag("span", hit.name))


def class_line(
    its: VisualClass, catalogue: Catalogue, pictured: bool = False, why: str = ""
) -> Html:
    """One class of a list: name, entries, status, and why it stands there."""
    link = tag("a", its.name, href=address(its.id, catalogue.query))
    view = reference_views(its, catalogue, 1) if pictured else Html("")
    entries = ", ".join(dict.fromkeys(entry.key for entry in its.entries))
    parts = (view, tag("strong", link), tag("span", entries, class_="entry-kind"))
    return tag("li", *parts, badge(its.status), tag("span", why, class_="quiet") if why else "")


def _all(kind: Kind, catalogue: Catalogue, narrow: Narrow) -> Html:
    """Every class of a kind that is not narrowed away; nothing where none is left."""
    fitting = (its for id in catalogue.ids(kind) if narrow.takes(its := catalogue[id]))
    every = sorted(fitting, key=lambda its: its.name)
    if not every:
        return Html("")
    lines = join(*(class_line(its, catalogue) for its in every))
    return fold(f"{KINDS[kind]} ({len(every)})", tag("ul", lines, class_="covered"), is_open=True)


def back(catalogue: Catalogue) -> Html:
    """The way to the list, under the same law."""
    link = tag("a", "All goods", href=list_address(catalogue.query))
    return tag("p", link, class_="back")


def class_page(id: str, catalogue: Catalogue) -> Html:
    """Everything of one class; a sentence where there is none of this id."""
    try:
        its = catalogue[id]
    except CatalogueError as error:
        return tag("div", back(catalogue), tag("p", str(error), role="alert"), class_="sheet")
    return tag(
        "div",
        back(catalogue),
        tag("h2", its.name),
        badge(its.status),
        law_asked(catalogue),
        tag("p", tag("a", "Decide by questions", href="#questions")) if its.tree else "",
        section("Handle with care", its.safety, class_="part safety"),
        _card(its, catalogue),
        section("What to do next", bullets(catalogue.next_steps(its.status), ordered=True)),
        to_check(its),
        comparison(its, catalogue),
        fold("Which lists were asked", bullets(asked(catalogue))),
        tag("p", f"{catalogue.notice} Catalogue {catalogue.version}.", class_="quiet"),
        class_="sheet told",
    )


def _card(its: VisualClass, catalogue: Catalogue) -> Html:
    """What it looks like, and its law."""
    return tag(
        "article",
        reference_views(its, catalogue, ALL_VIEWS),
        tag("p", tag("strong", "What one sees: "), its.recognise_by),
        other_names(its),
        tag("p", tag("strong", "Why this status: "), its.status_reason),
        tag("h3", "What the law says"),
        legal_description(its, catalogue),
        _entries(its, catalogue),
        class_="card main",
    )


def _entries(its: VisualClass, catalogue: Catalogue) -> Html:
    """Links to the pages of the entries; nothing where there is none."""
    keys = dict.fromkeys(entry.key for entry in its.reachable_entries)
    links = (tag("a", f"Annex {key}", href=entry_address(key, catalogue.query)) for key in keys)
    if not keys:
        return Html("")
    return tag("p", tag("strong", "Each entry with all its goods: "), join(*links, between=", "))

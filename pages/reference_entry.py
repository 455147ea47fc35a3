"""The page of one entry of the law: its words, dates, codes, and what can fall under it."""

from __future__ import annotations

from catalogue.commands import reaching
from catalogue.law import LegalEntry
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, section, tag
from catalogue.page import asked
from catalogue.visual_class import VisualClass
from pages.about_documents import outside
from pages.legal import CONFIDENCE_WORDS, EFFECTS
from pages.reference_narrow import address
from pages.reference_told import back, law_asked
from pages.status import badge


def entry_page(key: str, catalogue: Catalogue) -> Html:
    """Everything of an entry such as `II 2.4`; a sentence where the lists asked have none.

    Args:
        key: as people write it: `II 2.4`, `Annex ii, 2.4`, or the item alone.
        catalogue: its query says which lists are asked.
    """
    plain = key.upper().replace("ANNEX", " ").replace("ENTRY", " ").replace(",", " ")
    wanted = " ".join(plain.split())
    fitting = [e for e in catalogue.entries if wanted in (e.key.upper(), e.item.upper())]
    if not fitting:
        sentence = f"No entry is called “{key.strip()[:40]}” in the lists asked:"
        told = join(tag("p", sentence, role="alert"), bullets(asked(catalogue)))
        return tag("div", back(catalogue), law_asked(catalogue), told, class_="sheet")
    return tag(
        "div",
        back(catalogue),
        law_asked(catalogue),
        *(_entry(entry, catalogue) for entry in fitting),
        tag("p", f"{catalogue.notice} Catalogue {catalogue.version}.", class_="quiet"),
        class_="sheet told",
    )


def _entry(entry: LegalEntry, catalogue: Catalogue) -> Html:
    rules = catalogue.annex_rules(entry)
    return join(
        tag("h2", f"Annex {entry.annex}, entry {entry.item}"),
        tag("p", tag("span", EFFECTS[entry.effect], class_="entry-kind")),
        tag("p", entry.summary),
        bullets(entry.notes, class_="notes"),
        _codes(entry),
        _text(entry),
        fold("Rules for the whole annex", bullets(rules)) if rules else "",
        _classes(entry, catalogue),
    )


def _codes(entry: LegalEntry) -> Html:
    """The customs codes; a sentence where the list prints none."""
    if not entry.cn:
        return tag("p", "This list prints no CN codes.", class_="quiet")
    listed = join(*(tag("li", code) for code in entry.cn))
    heading = "CN codes (“ex”: only part of what the code covers)"
    return join(tag("p", heading, class_="small-heading"), tag("ul", listed, class_="codes"))


def _text(entry: LegalEntry) -> Html:
    """Which text this is, from when to when it holds, and where it stands."""
    until = entry.until.isoformat() if entry.until else ""
    compared = CONFIDENCE_WORDS[entry.confidence]
    facts = {
        "Act": entry.instrument,
        "Version of the list": entry.version,
        "In force since": entry.in_force.isoformat(),
        "In force until": until,
        "Checked": join(entry.checked.isoformat(), ": ", tag("span", compared)),
    }
    pairs = (join(tag("dt", name), tag("dd", its)) for name, its in facts.items() if its)
    link = tag("dd", outside(entry.url, entry.url))
    return tag("dl", *pairs, tag("dt", "Authentic text (opens online)"), link)


def _classes(entry: LegalEntry, catalogue: Catalogue) -> Html:
    """What can fall under it, those taken for it first, each with its condition."""
    lines = (_line(catalogue[id], entry, catalogue) for id in reaching(catalogue, entry))
    listed = join(*lines)
    if not listed:
        listed = tag("li", "None that can be told by its look.")
    return section("What can fall under this entry", tag("ul", listed, class_="covered"))


def _line(its: VisualClass, entry: LegalEntry, catalogue: Catalogue) -> Html:
    link = next(each for each in (*its.links, *its.also) if each.entry == entry)
    name = tag("a", its.name, href=address(its.id, catalogue.query))
    hedge = "Not named by it; by our reading it may cover this, only if "
    only = tag("em", hedge if link.by_reading else "Only if ")
    condition = tag("span", only, f"{link.condition}.")
    return tag("li", tag("strong", name), badge(its.status), condition)

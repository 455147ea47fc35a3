"""Everything of one finding, and of one consignment, as the register has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, picture, section, tag
from catalogue.ruling import Query
from findings.export import each
from findings.finding import Finding
from findings.parts import Verdict
from findings.reading import Kept, Line, Opened, Recorded, Search
from findings.register import Register
from pages.places import place_name
from pages.records_answers import answers
from pages.records_list import PER_PAGE, finding_line
from pages.records_words import (
    AGREED_NOT_KEPT,
    OUTCOMES,
    PATH,
    SHORT_HASH,
    class_words,
    conclusion_words,
    counted,
    facts,
    moment,
    row_words,
    said,
    undecided,
)
from pages.reference import address
from pages.status import STANDING, badge, meaning

SHOWN_CANDIDATES = 5
# What weighs more comes first; what is not established outweighs a known "not listed".
GRAVITY = (
    Status.PROHIBITED,
    Status.EXPORT_AUTHORISATION,
    Status.DEPENDS,
    Status.REFER,
    Status.SHOULD_BE_PROHIBITED,
    Status.SHOULD_BE_CONTROLLED,
    Status.NOT_ESTABLISHED,
    Status.NOT_LISTED,
)


def finding_page(item: Recorded, register: Register, catalogue: Catalogue) -> Html:
    """One finding without its history."""
    finding, came = item.finding, item.consignment
    name = class_words(finding.visual_class, catalogue)
    head = tag(
        "header",
        tag("h2", f"Finding {item.id}: {name}", id="finding-head", tabindex="-1"),
        badge(finding.law.status),
        facts(
            ("Made", moment(finding.made)),
            ("Saved", moment(item.recorded)),
            ("By", said(finding.by)),
            ("Consignment", _consignment_link(came)),
            ("Customs post", said(came.consignment.post) if came.consignment.post else "Not given"),
        ),
        class_="card",
    )
    parts = (
        _conclusion(finding, catalogue),
        _photos(item, register, name),
        section("What the model saw", _seen(finding, catalogue)),
        section("What the law said", _law(finding, catalogue)),
        section("Answers and measurements", answers(finding, catalogue)),
        _notes(item),
    )
    return tag("div", back(), head, tag("div", *parts, class_="record-parts"), class_="sheet told")


def back() -> Html:
    """The way to the list."""
    return tag("p", tag("a", "All findings", href=PATH), class_="back")


def _consignment_link(came: Opened) -> Html:
    link = tag("a", f"Consignment {came.id}", href=f"{PATH}?consignment={came.id}")
    return join(link, ": ", said(came.consignment.reference))


def _conclusion(finding: Finding, catalogue: Catalogue) -> Html:
    held = finding.conclusion
    words = tag("p", tag("strong", conclusion_words(held, catalogue)), id="conclusion-held")
    note = tag("p", said(held.note), class_="typed") if held and held.note else ""
    lacks = held is not None and held.verdict is Verdict.AGREE and held.agreed is None
    old = tag("p", AGREED_NOT_KEPT, class_="quiet") if lacks else ""
    return section("Conclusion of a person", words, old, note)


def _photos(item: Recorded, register: Register, name: str) -> Html:
    if not item.finding.photos:
        return section("Photos", tag("p", "None: it was looked up by hand."))
    kept = {each.original_sha256: each for each in item.kept}
    shown = (
        _photo(item, at, original, kept.get(original), register, name)
        for at, original in enumerate(item.finding.photos, 1)
    )
    return section("Photos", tag("div", *shown, class_="kept-photos"))


def _photo(
    item: Recorded, at: int, original: str, kept: Kept | None, register: Register, name: str
) -> Html:
    """The kept picture or that there is none, and always which file it was."""
    view = tag("p", f"Photo {at}: not kept.", class_="quiet")
    hashes = [("SHA-256 of the original file", original)]
    if kept is not None:
        alt = f"Photo {at} of finding {item.id}: {name}, as kept"
        view = picture(register.photo(item.id, original), "image/jpeg", alt=alt)
        hashes.append(("SHA-256 of the kept picture", kept.sha256))
    told = facts(*((words, tag("span", value, class_="mono")) for words, value in hashes))
    return tag("figure", view, tag("figcaption", told))


def _seen(finding: Finding, catalogue: Catalogue) -> Html:
    seen = finding.seen
    if seen is None:
        return tag("p", "The model was not asked.")
    shown = seen.candidates[:SHOWN_CANDIDATES]
    lines = (
        tag("li", _class_link(each.visual_class, finding, catalogue), f": {each.probability:.0%}")
        for each in shown
    )
    rest = len(seen.candidates) - len(shown)
    more = tag("p", f"And {rest} less likely.", class_="quiet") if rest else ""
    model = facts(
        ("Model", seen.model),
        ("SHA-256 of its weights", tag("span", seen.weights_sha256, class_="mono")),
    )
    standing = tag("p", STANDING, class_="quiet")
    told = tag("p", OUTCOMES[seen.outcome])
    return join(told, tag("ol", *lines), more, standing, fold("Which model", model))


def _class_link(id: str, finding: Finding, catalogue: Catalogue) -> Html:
    """To the page of a class, under the law that the finding was told under."""
    words, query = class_words(id, catalogue), Query(finding.law.jurisdiction, finding.law.as_of)
    return tag("a", words, href=address(id, query)) if id in catalogue else tag("span", words)


def _law(finding: Finding, catalogue: Catalogue) -> Html:
    law = finding.law
    version = law.catalogue_version
    same = version == catalogue.version
    other = (
        f"The catalogue now loaded is another version ({catalogue.version}). What stands here is "
        "what was shown then; look the good up again before you act."
    )
    return join(
        tag("p", badge(law.status)),
        tag("p", undecided(finding) or meaning(law.status, law.jurisdiction)),
        facts(
            ("Whose law", f"{place_name(law.jurisdiction)} ({law.jurisdiction})"),
            ("As of", f"{law.as_of:%Y-%m-%d}"),
            ("Catalogue", version if same else f"{version}, another than now"),
        ),
        "" if same else tag("p", other, class_="notice"),
    )


def _notes(item: Recorded) -> Html:
    if not item.notes:
        return Html("")
    lines = (
        tag(
            "li",
            tag("p", moment(note.at), ", ", said(note.by), class_="quiet"),
            tag("p", said(note.text), class_="typed"),
        )
        for note in item.notes
    )
    return section("Notes", tag("ol", *lines, class_="record-notes"))


def history(rows: Sequence[Line], catalogue: Catalogue) -> Html:
    """What happened, row by row; also of what was deleted."""
    if not rows:
        return Html("")
    lines = (
        tag(
            "li",
            tag("strong", row_words(row, catalogue)),
            tag("span", moment(row.at)),
            tag("span", said(row.by) if row.by else "name deleted"),
            tag("span", f"row {row.seq}, {row.hash[:SHORT_HASH]}", class_="mono"),
        )
        for row in rows
    )
    return tag("div", section("History", tag("ol", *lines, class_="history")), class_="sheet")


def gravest(items: Iterable[Recorded]) -> Status | None:
    """The status that weighs most; None without findings."""
    found = {item.finding.law.status for item in items}
    return next((status for status in GRAVITY if status in found), None)


def consignment_page(
    came: Opened, items: Sequence[Recorded], register: Register, catalogue: Catalogue
) -> Html:
    """One consignment with its findings.

    Args:
        came: the consignment.
        items: its findings, newest first.
        register: holds the kept pictures.
        catalogue: names the classes.
    """
    what, worst = came.consignment, gravest(items)
    head = tag(
        "header",
        tag("h2", f"Consignment {came.id}: ", said(what.reference), id="consignment-head"),
        tag("p", "Gravest status: ", badge(worst)) if worst else tag("p", "No finding yet."),
        facts(
            ("Customs post", said(what.post) if what.post else "Not given"),
            ("Origin", what.origin or "Not given"),
            ("Transit", ", ".join(what.transit) or "Not given"),
            ("Destination", what.destination or "Not given"),
            ("Declared CN code", what.cn or "Not given"),
            ("Opened", moment(came.opened)),
            ("By", said(came.by)),
        ),
        class_="card",
    )
    lines = (finding_line(item, register, catalogue) for item in items[:PER_PAGE])
    more = tag("a", f"List all {len(items)}", href=f"{PATH}?in={quote(str(came.id))}")
    listing = section(
        counted(len(items), "finding"),
        tag("ol", *lines, class_="records") if items else "",
        tag("p", more) if len(items) > PER_PAGE else "",
    )
    return tag("div", back(), head, listing, class_="sheet told")


def of_consignment(id: int, register: Register) -> tuple[Recorded, ...]:
    """Its findings, newest first."""
    return tuple(each(register, Search(consignment=id)))

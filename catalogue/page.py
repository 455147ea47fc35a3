"""Writes one class as a readable page or as plain data for JSON; decides nothing."""

import textwrap
from collections.abc import Iterable, Iterator

from catalogue.law import LegalEntry, Status
from catalogue.load import Catalogue
from catalogue.visual_class import LegalLink, VisualClass

HARD_SPACE = "\u00a0"  # holds a CN code together while a line is wrapped
WIDTH = 88  # columns; reads well on a small laptop screen

STATUS_WORDS = {
    Status.PROHIBITED: "PROHIBITED (Annex II)",
    Status.EXPORT_AUTHORISATION: "EXPORT AUTHORISATION NEEDED (Annex III)",
    Status.DEPENDS: "DEPENDS on what the photo cannot show",
    Status.NOT_LISTED: "NOT LISTED in the annexes",
}


def page(catalogue: Catalogue, visual_class: VisualClass) -> str:
    """The page of one class: what it is, law, look-alikes, what to check, limits, notice."""
    return "\n".join(_lines(catalogue, visual_class)) + "\n"


def _lines(catalogue: Catalogue, visual_class: VisualClass) -> Iterator[str]:
    """The lines of the page, in reading order."""
    yield f"{visual_class.name}  [{visual_class.id}, {visual_class.kind.value}]"
    if visual_class.other_names:
        yield from _wrap("Also called: " + ", ".join(visual_class.other_names))
    yield from _section("What it looks like", [visual_class.recognise_by])
    yield from _section(
        f"Status: {STATUS_WORDS[visual_class.status]}", [visual_class.status_reason]
    )
    yield from _section("Check or measure next", visual_class.questions)
    yield from _section("What a photo cannot show", [visual_class.photo_cannot_show])
    yield from _section("Safety", [visual_class.safety] if visual_class.safety else [])
    yield from _section(
        "Easily confused with",
        [f"{other.id}: {other.difference}" for other in visual_class.look_alikes],
    )
    yield from _law(catalogue, visual_class.links)
    yield from _section("What the Regulation asks next", catalogue.next_steps(visual_class.status))
    yield from _section("The instrument", [catalogue.law.title, catalogue.law.url])
    yield ""
    yield from _wrap(f"{catalogue.notice} Catalogue {catalogue.version}.")


def _law(catalogue: Catalogue, links: tuple[LegalLink, ...]) -> Iterator[str]:
    """Each linked entry with its condition, codes, dates and link, then the annex rules."""
    for link in links:
        entry = link.entry
        yield from ("", f"Annex {entry.key} (version {entry.version}, {dates(entry)})")
        yield from _wrap(entry.summary)
        if link.condition:
            yield from _wrap(f"Only if {link.condition}.")
        for note in entry.notes:
            yield from _wrap(f"Note: {note}")
        yield from _wrap(
            "CN codes: " + "; ".join(code.replace(" ", HARD_SPACE) for code in entry.cn)
        )
        yield f"  {entry.url}"
        text = catalogue.law.sources[entry.source]
        yield from _wrap(f"Checked {entry.checked} ({entry.confidence}) against: {text}")
    annexes = {link.entry.annex: link.entry for link in links}
    for annex, entry in annexes.items():
        yield from _section(f"Rules for all of Annex {annex}", catalogue.annex_rules(entry))


def dates(entry: LegalEntry) -> str:
    """When the version holds, in words."""
    if entry.until is None:
        return f"in force since {entry.in_force}"
    return f"in force from {entry.in_force} to {entry.until}"


def _section(title: str, points: Iterable[str]) -> Iterator[str]:
    """A title and its points; nothing when there is no point."""
    points = tuple(points)
    if not points:
        return
    yield from ("", title)
    for point in points:
        yield from _wrap(point, "- " if len(points) > 1 else "")


def _wrap(text: str, bullet: str = "") -> list[str]:
    """Indented lines; links and CN codes stay whole."""
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent="  " + bullet,
        subsequent_indent="  " + " " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(HARD_SPACE, " ") for line in lines]


def row(visual_class: VisualClass) -> dict[str, object]:
    """One element of `list --json`: id, kind, name and entries."""
    return {
        "id": visual_class.id,
        "kind": visual_class.kind.value,
        "name": visual_class.name,
        "entries": [
            {
                "instrument": entry.instrument,
                "annex": entry.annex,
                "item": entry.item,
                "version": entry.version,
            }
            for entry in visual_class.entries
        ],
    }


def record(catalogue: Catalogue, visual_class: VisualClass) -> dict[str, object]:
    """Everything of one class, for `show --json`; dates as ISO texts."""
    return {
        "id": visual_class.id,
        "kind": visual_class.kind.value,
        "name": visual_class.name,
        "other_names": list(visual_class.other_names),
        "recognise_by": visual_class.recognise_by,
        "status": visual_class.status.value,
        "status_reason": visual_class.status_reason,
        "law": [_link_record(link) for link in visual_class.links],
        "look_alikes": [
            {"id": other.id, "difference": other.difference} for other in visual_class.look_alikes
        ],
        "questions": list(visual_class.questions),
        "photo_cannot_show": visual_class.photo_cannot_show,
        "safety": visual_class.safety,
        "next_steps": list(catalogue.next_steps(visual_class.status)),
        "notice": catalogue.notice,
        "catalogue_version": catalogue.version,
    }


def _link_record(link: LegalLink) -> dict[str, object]:
    """One linked entry with its condition."""
    entry = link.entry
    return {
        "instrument": entry.instrument,
        "annex": entry.annex,
        "item": entry.item,
        "version": entry.version,
        "in_force": entry.in_force.isoformat(),
        "until": entry.until.isoformat() if entry.until else None,
        "condition": link.condition,
        "summary": entry.summary,
        "notes": list(entry.notes),
        "cn": list(entry.cn),
        "url": entry.url,
        "checked": entry.checked.isoformat(),
        "source": entry.source,
        "confidence": entry.confidence,
    }

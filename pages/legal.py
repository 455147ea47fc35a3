"""The legal description of a class: entries with annex, codes, version, dates and the link."""

from catalogue.law import LegalEntry, Status
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, tag
from catalogue.visual_class import LegalLink, VisualClass

EFFECTS = {
    Status.PROHIBITED: "prohibited goods",
    Status.EXPORT_AUTHORISATION: "export authorisation",
    Status.SHOULD_BE_PROHIBITED: "should be prohibited",
    Status.SHOULD_BE_CONTROLLED: "should be controlled",
}
# What the tags of the catalogue mean, for someone who has not read its documentation.
CONFIDENCE_WORDS = {
    "sourced": "compared with the published text",
    "high": "general knowledge, not compared, high confidence",
    "medium": "general knowledge, not compared, medium confidence",
    "low": "general knowledge, not compared, low confidence",
    "reading": "our reading of the published text",
}


def legal_description(visual_class: VisualClass, catalogue: Catalogue) -> Html:
    """All entries a class falls or can fall under with their annex's rules, or that none is."""
    if not visual_class.links:
        return join(
            tag("p", "It falls under no entry of the lists we know.", class_="quiet"),
            also(visual_class),
        )
    rules = dict.fromkeys(
        rule for entry in visual_class.entries for rule in catalogue.annex_rules(entry)
    )
    return join(
        *(legal_link(link) for link in visual_class.links),
        also(visual_class),
        fold("Rules for the whole annex", bullets(tuple(rules))) if rules else "",
    )


def also(visual_class: VisualClass) -> Html:
    """The further entries that the questions can lead to, one line each."""
    if not visual_class.also:
        return Html("")
    lines = tuple(
        f"Annex {link.entry.key} ({EFFECTS[link.entry.effect]}), only if {link.condition}."
        for link in visual_class.also
    )
    return fold("What it may turn out to be instead", bullets(lines))


def legal_link(link: LegalLink) -> Html:
    """One entry: number, condition, summary, notes, codes, version and source."""
    entry = link.entry
    heading = f"Annex {entry.annex}, entry {entry.item}"
    hedge = "Not named by it; by our reading it may cover this, only if "
    return tag(
        "div",
        tag("h4", heading, tag("span", EFFECTS[entry.effect], class_="entry-kind")),
        tag("p", tag("strong", hedge if link.by_reading else "Only if "), f"{link.condition}."),
        tag("p", entry.summary),
        bullets(entry.notes, class_="notes"),
        _codes(entry.cn),
        _version(entry),
        class_="entry",
    )


def _codes(codes: tuple[str, ...]) -> Html:
    """The customs codes; `ex` because only part of each code is meant."""
    listed = join(*(tag("li", code) for code in codes))
    return join(
        tag("p", "CN codes (“ex”: only part of what the code covers)", class_="small-heading"),
        tag("ul", listed, class_="codes"),
    )


def _version(entry: LegalEntry) -> Html:
    """Which text this is, since when, when it was compared, and where it stands."""
    until = f" until {entry.until.isoformat()}" if entry.until else ""
    link = tag("a", entry.url, href=entry.url, target="_blank", rel="noopener noreferrer")
    return tag(
        "p",
        f"{entry.instrument}, annexes as in {entry.version}, in force since "
        f"{entry.in_force.isoformat()}{until}. Checked {entry.checked.isoformat()}: "
        f"{CONFIDENCE_WORDS[entry.confidence]}. Authentic text (opens online): ",
        link,
        class_="version",
    )

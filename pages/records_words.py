"""Words of the records page: what a conclusion, a row of the history and a time are called.

Text that people typed goes through `said`, which keeps its writing direction to itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from catalogue.visual_class import Kind as VisualKind
from findings.event import Kind
from findings.finding import Finding
from findings.parts import Conclusion, Verdict
from findings.reading import Line
from pages.status import SIGNS

NAME, PATH = "Records", "records"
SHORT_HASH = 12  # hex digits; 48 bits tell the rows of a register apart
NO_CONCLUSION = "No conclusion yet"
UNDECIDED = (
    "The model named no class surely and nobody has concluded what it is, so no status is "
    "established. Look at the object and conclude."
)
UNNAMED = "The inspector named no class, so no status is established."
VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.AGREE: "Agrees with what was shown",
        Verdict.ANOTHER_CLASS: "Another class",
        Verdict.NONE: "None of the goods described here",
        Verdict.UNKNOWN_OBJECT: "Cannot tell what it is",
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "recognised": "The model recognised it.",
        "look_alike": "The model saw something that is often confused with listed goods.",
        "unsure": "The model was not sure.",
        "unknown": "The model knew nothing like it.",
    }
)
AGREED_NOTHING = "Agrees that it is nothing the catalogue describes"
AGREED_NOT_KEPT = "The version that saved this did not keep with which class."
_KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.CONSIGNMENT_OPENED: "Consignment opened",
        Kind.FINDING_RECORDED: "Finding recorded",
        Kind.CONCLUSION_CHANGED: "Conclusion set",
        Kind.CONCLUSION_UNDONE: "Last conclusion taken back",
        Kind.LAW_RESTATED: "Status and answers brought up to date",
        Kind.CONSIGNMENT_CORRECTED: "Consignment corrected",
        Kind.NOTE_ADDED: "Note added",
        Kind.PHOTO_KEPT: "Photo kept",
        Kind.PHOTO_DELETED: "Kept photo deleted",
        Kind.FINDING_DELETED: "Finding deleted",
        Kind.CONSIGNMENT_DELETED: "Consignment deleted",
        Kind.NAMES_DELETED: "Names deleted",
        Kind.RETENTION_CHANGED: "Retention period changed",
    }
)


def said(text: str) -> Html:
    """What a person typed, as text; marks that turn the writing direction end with it."""
    return tag("bdi", text)


def sentence(text: str) -> str:
    """With a capital letter and a full stop."""
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "?")) else f"{whole}."


def warning(text: str) -> Html:
    """What was refused, said at once."""
    return tag("p", sentence(text), class_="sheet undecided", role="alert", tabindex="-1")


def done(*parts: str) -> Html:
    """What has happened."""
    return tag("div", tag("p", *parts), class_="sheet saved", role="status", tabindex="-1")


def facts(*pairs: tuple[str, str]) -> Html:
    """Names and values."""
    return tag("dl", *(join(tag("dt", name), tag("dd", value)) for name, value in pairs))


def moment(at: datetime) -> Html:
    """Day and time in UTC, as the register keeps it."""
    return tag("time", f"{at:%Y-%m-%d %H:%M} UTC", datetime=f"{at:%Y-%m-%dT%H:%M:%SZ}")


def counted(count: int, one: str, many: str = "") -> str:
    """`1 note`, `2 notes`."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def class_words(id: str | None, catalogue: Catalogue) -> str:
    """Name of a class; its id where the catalogue has it no more."""
    if id is None:
        return "Nothing named"
    its = catalogue.get(id)
    return its.name if its else f"{id} (no longer in the catalogue)"


def conclusion_words(held: Conclusion | None, catalogue: Catalogue) -> str:
    """A conclusion without its note."""
    if held is None:
        return NO_CONCLUSION
    if held.agreed == "":
        return AGREED_NOTHING
    named = held.agreed or held.visual_class
    words = VERDICTS[held.verdict]
    return f"{words}: {class_words(named, catalogue)}" if named else words


def named_by_model(finding: Finding, catalogue: Catalogue) -> str:
    """Id of the class that one agrees with; empty where the model named none.

    A class of one's own, which the catalogue does not have, is none that one agrees with.
    """
    if finding.seen_class is None or finding.seen is None:
        return ""
    known = (catalogue.get(each.visual_class) for each in finding.seen.candidates)
    named = (its.id for its in known if its and its.kind is not VisualKind.OTHER)
    return next(named, finding.seen_class)


def undecided(finding: Finding) -> str:
    """Why no status is established although the lists are held: no class holds; else nothing."""
    if finding.law.status is not Status.NOT_ESTABLISHED or finding.decided_class is not None:
        return ""
    return UNDECIDED if finding.conclusion is None else UNNAMED


def row_words(row: Line, catalogue: Catalogue) -> str:
    """What happened in one row of the history."""
    words = _KINDS[row.kind]
    held = row.facts.get("conclusion")
    if isinstance(held, dict):
        conclusion = Conclusion.from_facts(held, "")
        words += f": {conclusion_words(conclusion, catalogue)}"
    if row.kind is Kind.LAW_RESTATED:
        words += f": {SIGNS[Status(row.facts['law']['status'])].word}"
    if row.facts.get("reason") == "retention":
        words += ", because its time was over"
    return words

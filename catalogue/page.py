"""Writes one class, entry or decision as readable text for a terminal; decides nothing."""

import textwrap
from collections.abc import Iterable, Iterator

from catalogue.decision import Decision, Given
from catalogue.instrument import Instrument
from catalogue.languages import Language
from catalogue.law import LegalEntry, Status
from catalogue.load import Catalogue
from catalogue.tree import Question
from catalogue.visual_class import LegalLink, VisualClass

HARD_SPACE = "\u00a0"  # holds a CN code together while a line is wrapped
WIDTH = 88  # columns; reads well on a small laptop screen


def page(catalogue: Catalogue, visual_class: VisualClass, language: Language) -> str:
    """The page of one class: what it is, law, look-alikes, what to check, limits, notice.

    Args:
        catalogue: its query says which lists are asked.
        visual_class: a class of it.
        language: of the name and the status line; the longer texts are in English.
    """
    return "\n".join(_lines(catalogue, visual_class, language)) + "\n"


def status_words(status: Status, language: Language) -> str:
    """The short line of a status; marked where it stands in English for want of a translation."""
    return language.status_line(status, status.value.replace("_", " ")).visible


def _lines(catalogue: Catalogue, visual_class: VisualClass, language: Language) -> Iterator[str]:
    """The lines of the page, in reading order."""
    name = language.class_name(visual_class.id, visual_class.name).visible
    yield f"{name}  [{visual_class.id}, {visual_class.kind.value}]"
    if visual_class.other_names:
        yield from _wrap("Also called: " + ", ".join(visual_class.other_names))
    yield from _section("What it looks like", [visual_class.recognise_by])
    yield from _section(
        f"Status: {status_words(visual_class.status, language)}", [visual_class.status_reason]
    )
    yield from _section("Lists asked", asked(catalogue))
    yield from _section("Check or measure next", visual_class.questions)
    yield from _section("What a photo cannot show", [visual_class.photo_cannot_show])
    yield from _section("Safety", [visual_class.safety] if visual_class.safety else [])
    yield from _section(
        "Easily confused with",
        [f"{other.id}: {other.difference}" for other in visual_class.look_alikes],
    )
    yield from _law(catalogue, visual_class.links)
    yield from _section(
        "The questions may also lead to",
        [f"{link.entry.key} only if {link.condition}." for link in visual_class.also],
    )
    yield from _section("Not established", _not_established(catalogue))
    yield from _section("What the Regulation asks next", catalogue.next_steps(visual_class.status))
    yield from _section("The instruments", [f"{a.title} {a.url}" for a in instruments(catalogue)])
    yield ""
    yield from _wrap(f"{catalogue.notice} Catalogue {catalogue.version}.")


def instruments(catalogue: Catalogue) -> tuple[Instrument, ...]:
    """The acts and documents that apply in the place asked."""
    place = catalogue.query.jurisdiction
    return tuple(act for act in catalogue.instruments.values() if place in act.jurisdictions)


def asked(catalogue: Catalogue) -> tuple[str, ...]:
    """Which lists were asked, in words; says so when there is none."""
    if catalogue.lists:
        return tuple(held.label for held in catalogue.lists)
    day = catalogue.query.as_of or "today"
    return (f"No list that we hold was in force for {catalogue.query.jurisdiction} on {day}.",)


def _not_established(catalogue: Catalogue) -> tuple[str, ...]:
    """What we could not find out about the law of the place asked."""
    return tuple(text for act in instruments(catalogue) for text in act.not_established)


def _law(catalogue: Catalogue, links: tuple[LegalLink, ...]) -> Iterator[str]:
    """Each linked entry with its condition, then the rules of its list."""
    for link in links:
        yield from ("", *entry_lines(catalogue, link.entry))
        named = "It does not name these goods; by our reading it may cover them, only if"
        yield from _wrap(f"{named if link.by_reading else 'Only if'} {link.condition}.")
    lists = {(link.entry.instrument, link.entry.annex): link.entry for link in links}
    for entry in lists.values():
        yield from _section(
            f"Rules for all of {entry.annex}, {entry.instrument}", catalogue.annex_rules(entry)
        )


def entry_lines(catalogue: Catalogue, entry: LegalEntry) -> Iterator[str]:
    """One entry: number, version, dates, goods, notes, codes, link, what it was checked against."""
    yield f"{entry.instrument}, {entry.key} (version {entry.version}, {dates(entry)})"
    yield from _wrap(entry.summary)
    for note in entry.notes:
        yield from _wrap(f"Note: {note}")
    if entry.cn:
        codes = "; ".join(code.replace(" ", HARD_SPACE) for code in entry.cn)
        yield from _wrap(f"CN codes: {codes}")
    yield f"  {entry.url}"
    act = next(act for act in catalogue.instruments.values() if act.name == entry.instrument)
    text = act.sources[entry.source]
    yield from _wrap(f"Checked {entry.checked} ({entry.confidence}) against: {text}")


def decision_lines(decision: Decision, language: Language) -> Iterator[str]:
    """What was answered, then the next question or the end with its law."""
    for step in decision.steps:
        yield from _wrap(f"{step.question.ask} {given_words(step.question, step.given)}")
    question, ruling = decision.question, decision.ruling
    if question is not None:
        yield from _section(f"Next question [{question.id}]", [question.ask])
        yield from _wrap(question.help) if question.help else ()
        yield from _wrap(decision.undecided) if decision.undecided else ()
        yield from (f"  - {answer.say}" for answer in question.answers)
        yield from (("  a number in " + question.unit,) if question.measure else ())
    if decision.end is not None and ruling is not None:
        yield from _section(
            f"Status: {status_words(decision.status, language)}",
            [f"{ruling.subject.name}.", decision.end.reason, ruling.reason],
        )
        yield from _section("Lists asked", ruling.lists)


def given_words(question: Question, given: Given) -> str:
    """An answer as it was given."""
    if isinstance(given, str):
        return given
    spread = f"{given.low:g}" if given.low == given.high else f"{given.low:g} to {given.high:g}"
    return f"{spread} {question.unit}"


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

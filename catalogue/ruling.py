"""What the lists of one place say of one subject on one day: status, entries, reason.

The lists asked are always named; what we do not hold is "not established", never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.instrument import GoodsList, Instrument
from catalogue.law import EFFECTS, Exclusion, LegalEntry, Status
from catalogue.subject import Subject

DEFAULT_JURISDICTION = "EU"
NOT_WHOLE = "We do not hold the whole of the lists asked."


@dataclass(frozen=True, slots=True)
class Query:
    """Which law is asked.

    Attributes:
        jurisdiction: such as `EU`, `XI` (Northern Ireland), `GB`, `US`, `UN`.
        as_of: the day; None takes the versions in force without end.
    """

    jurisdiction: str = DEFAULT_JURISDICTION
    as_of: date | None = None

    @property
    def is_default(self) -> bool:
        """Whether it asks for the EU lists in force, for which the class files are worded."""
        return self.jurisdiction == DEFAULT_JURISDICTION and self.as_of is None


@dataclass(frozen=True, slots=True)
class HeldList:
    """A list together with the instrument it stands in."""

    instrument: Instrument
    goods: GoodsList

    @property
    def label(self) -> str:
        """Which list this is, for the reader."""
        terms = self.goods.terms
        until = f" to {terms.until}" if terms.until else ""
        since = "from" if terms.until else "since"
        return (
            f"{self.instrument.name}, {terms.annex}, version {terms.version}, "
            f"in force {since} {terms.in_force}{until}"
        )


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer of the lists for one subject.

    Attributes:
        subject: what was asked about.
        status: what the lists say.
        entries: the entries that name it, or by our reading may cover it.
        by_reading: whether the entries do not name it but may cover it.
        reason: why, in one or two sentences.
        lists: which lists were asked, in words.
    """

    subject: Subject
    status: Status
    entries: tuple[LegalEntry, ...]
    by_reading: bool
    reason: str
    lists: tuple[str, ...]


def rule(subject: Subject, lists: Sequence[HeldList], *, in_force: bool) -> Ruling:
    """Ask lists about a subject.

    Args:
        subject: what a path of a tree ended in.
        lists: the lists of one place on one day.
        in_force: whether these are the EU lists in force, for which `subject.unlisted` is worded.
    """
    entries = [entry for each in lists for entry in each.goods.entries]
    named = tuple(entry for entry in entries if subject.id in entry.subjects)
    # What one list leaves out by name, another may still cover.
    arguable = tuple(
        entry
        for each in lists
        if not any(subject.id in exclusion.subjects for exclusion in each.goods.exclusions)
        for entry in each.goods.entries
        if subject.id in entry.arguably
    )
    left_out = [e for each in lists for e in each.goods.exclusions if subject.id in e.subjects]
    complete = bool(lists) and all(each.goods.terms.complete for each in lists)
    status, reason = _decide(subject, named, arguable, left_out, complete)
    if status is Status.NOT_LISTED and not left_out and in_force and subject.unlisted:
        reason = subject.unlisted
    return Ruling(
        subject=subject,
        status=status,
        entries=named or arguable,
        by_reading=bool(arguable) and not named,
        reason=reason if lists else "We hold no list that was in force there on that day.",
        lists=tuple(each.label for each in lists),
    )


def _decide(
    subject: Subject,
    named: Sequence[LegalEntry],
    arguable: Sequence[LegalEntry],
    left_out: Sequence[Exclusion],
    complete: bool,
) -> tuple[Status, str]:
    """Status and reason, from what the lists name, leave out, or may cover."""
    if named:
        gravest = min(named, key=lambda entry: EFFECTS.index(entry.effect))
        keys = ", ".join(entry.key for entry in named)
        return gravest.effect, f"{subject.name}: named by {keys}."
    if arguable:
        keys = ", ".join(entry.key for entry in arguable)
        return Status.REFER, f"No entry names this; by our reading {keys} may cover it."
    if left_out:
        texts = [exclusion.text for exclusion in left_out]
        return Status.NOT_LISTED, " ".join(texts if complete else [*texts, NOT_WHOLE])
    if complete:
        return Status.NOT_LISTED, "No entry of these lists names it."
    return (
        Status.NOT_ESTABLISHED,
        "Not established: we do not hold the whole of these lists, and no entry we hold names it.",
    )

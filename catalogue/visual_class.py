"""One visual class: what it looks like, what it is confused with, what the lists say of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from catalogue.errors import require
from catalogue.law import LegalEntry, Status
from catalogue.ruling import Ruling
from catalogue.tree import Question, Tree

ID_SHAPE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Kind(StrEnum):
    """Why a class is in the catalogue."""

    GOOD = "good"
    LOOK_ALIKE = "look_alike"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LegalLink:
    """An entry that a class can fall under.

    Attributes:
        entry: the item of the list.
        condition: a clause that completes `only if ...`.
        by_reading: whether the entry does not name it but, by our reading, may cover it.
    """

    entry: LegalEntry
    condition: str
    by_reading: bool = False


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another class this one is confused with.

    Attributes:
        id: the other class.
        difference: what to look at to tell the two apart.
    """

    id: str
    difference: str


@dataclass(frozen=True, slots=True)
class VisualClass:
    """One class the classifier can name, as the lists of one place and day see it.

    Attributes:
        id: folder, label and file name; lower case, digits, single underscores.
        kind: good, look-alike or other.
        name: what people call it, in English.
        other_names: synonyms, trade words and words of other languages.
        features: physical features, for search.
        recognise_by: what one sees.
        status: what the lists say of the class as such.
        status_reason: why, precisely, in one or two sentences.
        rulings: what the lists say of each subject its tree can end in, in the order of the tree.
        look_alikes: what it is confused with.
        checks: what to check next where no tree asks.
        photo_cannot_show: legal criteria that no picture proves.
        safety: how to handle it; empty when nothing special.
        tree: the questions that decide; None where none is needed.
        start: id of the first question.
        subjects: what law calls it if it is what it looks like; several where only the questions
            tell them apart; empty without a tree.
    """

    id: str
    kind: Kind
    name: str
    other_names: tuple[str, ...]
    features: tuple[str, ...]
    recognise_by: str
    status: Status
    status_reason: str
    rulings: tuple[Ruling, ...]
    look_alikes: tuple[LookAlike, ...]
    checks: tuple[str, ...]
    photo_cannot_show: str
    safety: str
    tree: Tree | None
    start: str
    subjects: tuple[str, ...]

    def __post_init__(self) -> None:
        require(
            ID_SHAPE.fullmatch(self.id) is not None,
            f"id {self.id!r} is not lower case letters, digits and single underscores.",
        )
        self._check_look_alikes()
        self._check_tree()

    def _check_look_alikes(self) -> None:
        """Each look-alike is another class, named once."""
        others = [look_alike.id for look_alike in self.look_alikes]
        require(self.id not in others, f"{self.id!r} lists itself as a look-alike; remove it.")
        require(len(set(others)) == len(others), "a look-alike is listed twice; keep one.")
        require(
            bool(others) or self.kind is Kind.OTHER,
            "no look-alike is listed; name at least one.",
        )

    def _check_tree(self) -> None:
        """A good is decided by a tree; what a class is taken for must be one of its ends."""
        if self.tree is None:
            require(self.kind is not Kind.GOOD, "a good needs a 'tree' with its questions.")
            require(bool(self.checks), "without a 'tree', give 'checks': what to look at next.")
            return
        require(
            self.start in self.tree.questions,
            f"start {self.start!r} is no question of tree {self.tree.id!r}.",
        )
        ends = {end.subject for end in self.tree.ends_from(self.start)}
        for subject in self.subjects:
            require(
                subject in ends,
                f"subject {subject!r} is no end of tree {self.tree.id!r} from {self.start!r}.",
            )

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask or measure next: those on the way to its subjects, then its own checks."""
        asked: tuple[Question, ...] = ()
        if self.tree:
            asked = self.tree.questions_towards(self.start, self.subjects)
        return (*(_asked(question) for question in asked), *self.checks)

    @property
    def links(self) -> tuple[LegalLink, ...]:
        """The entries of what it is taken for, each once, with what makes it so."""
        by_subject = {ruling.subject.id: ruling for ruling in self.rulings}
        return _links(by_subject[subject] for subject in self.subjects)

    @property
    def also(self) -> tuple[LegalLink, ...]:
        """The further entries that the questions of its tree can lead to."""
        own = set(self.entries)
        others = (ruling for ruling in self.rulings if ruling.subject.id not in self.subjects)
        return tuple(link for link in _links(others) if link.entry not in own)

    @property
    def entries(self) -> tuple[LegalEntry, ...]:
        """The entries of `links`."""
        return tuple(link.entry for link in self.links)

    @property
    def reachable_entries(self) -> tuple[LegalEntry, ...]:
        """The entries of `links`, then those of `also`."""
        return (*self.entries, *(link.entry for link in self.also))


def _asked(question: Question) -> str:
    """A question with the limits that matter where it is answered by a measurement."""
    if not question.ranges:
        return question.ask
    return f"{question.ask} (It matters whether: {', '.join(question.ranges)}.)"


def _links(rulings: Iterable[Ruling]) -> tuple[LegalLink, ...]:
    """Entries of rulings; one that several subjects lead to has all their conditions."""
    found: dict[LegalEntry, LegalLink] = {}
    for ruling in rulings:
        for entry in ruling.entries:
            link = LegalLink(entry, ruling.subject.when, ruling.by_reading)
            before = found.get(entry)
            if before is not None:
                both = f"{before.condition}; or {link.condition}"
                link = LegalLink(entry, both, before.by_reading and link.by_reading)
            found[entry] = link
    return tuple(found.values())

"""One visual class: what it looks like, what it is confused with, what the lists say of it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from catalogue.errors import require
from catalogue.law import LegalEntry, Status

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
        entry: the item of the annex.
        condition: a clause that completes `only if ...`; empty when it always falls under it.
    """

    entry: LegalEntry
    condition: str

    def __post_init__(self) -> None:
        first = self.condition.partition(" ")[0]
        require(
            first not in ("if", "unless", "only"),
            f"the condition of {self.entry.key} begins with {first!r}; write a clause that "
            "completes 'only if ...'.",
        )


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
    """One class the classifier can name.

    Attributes:
        id: folder, label and file name; lower case, digits, single underscores.
        kind: good, look-alike or other.
        name: what people call it, in English.
        other_names: synonyms, trade words and words of other languages.
        recognise_by: what one sees.
        status: what the lists say of the class as such.
        status_reason: why, precisely, in one or two sentences.
        links: entries it falls or can fall under.
        look_alikes: what it is confused with.
        questions: what to check or measure next.
        photo_cannot_show: legal criteria that no picture proves.
        safety: how to handle it; empty when nothing special.
    """

    id: str
    kind: Kind
    name: str
    other_names: tuple[str, ...]
    recognise_by: str
    status: Status
    status_reason: str
    links: tuple[LegalLink, ...]
    look_alikes: tuple[LookAlike, ...]
    questions: tuple[str, ...]
    photo_cannot_show: str
    safety: str

    def __post_init__(self) -> None:
        require(
            ID_SHAPE.fullmatch(self.id) is not None,
            f"id {self.id!r} is not lower case letters, digits and single underscores.",
        )
        self._check_look_alikes()
        self._check_kind()
        self._check_status()

    def _check_look_alikes(self) -> None:
        """Each look-alike is another class, named once."""
        others = [look_alike.id for look_alike in self.look_alikes]
        require(self.id not in others, f"{self.id!r} lists itself as a look-alike; remove it.")
        require(len(set(others)) == len(others), "a look-alike is listed twice; keep one.")
        require(
            bool(others) or self.kind is Kind.OTHER,
            "no look-alike is listed; name at least one.",
        )

    def _check_kind(self) -> None:
        """Goods are on a list or may be; look-alikes and other things are not."""
        listed = self.status is not Status.NOT_LISTED
        require(
            listed == (self.kind is Kind.GOOD),
            f"status {self.status.value!r} does not fit the kind {self.kind.value!r}: "
            "goods are listed or depend, all others are not_listed.",
        )

    def _check_status(self) -> None:
        """The status must agree with the annexes of the linked entries."""
        annexes = {link.entry.annex for link in self.links}
        always = {link.entry.annex for link in self.links if not link.condition}
        match self.status:
            case Status.PROHIBITED:
                require("II" in annexes, "status 'prohibited' needs a link to Annex II.")
            case Status.EXPORT_AUTHORISATION:
                require(
                    bool(annexes & {"III", "IV"}) and "II" not in always,
                    "status 'export_authorisation' needs a link to Annex III or IV and "
                    "no unconditional link to Annex II.",
                )
            case Status.DEPENDS:
                require(
                    bool(annexes) and not always,
                    "status 'depends' needs links, each with its condition.",
                )
            case Status.NOT_LISTED:
                require(
                    not always,
                    "status 'not_listed' allows no unconditional link; state the condition.",
                )

    @property
    def entries(self) -> tuple[LegalEntry, ...]:
        """The linked entries, in the order of the file."""
        return tuple(link.entry for link in self.links)

"""What the law says of goods: statuses, entries and what a list leaves out by name.

Knows nothing of photos or of visual classes; it never decides what a thing is.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.errors import require

# "ex 7326 90 98"; six digits occur too: "ex 4421 99" in II 1.1, printed so in 2025/928.
CN_SHAPE = re.compile(r"(ex )?\d{4} \d{2}( \d{2})?")
ITEM_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,.()/-]*")
ELI_PREFIX = "http://data.europa.eu/eli/"
ELI_RULE = f"it must begin with {ELI_PREFIX}"
CONFIDENCES = ("sourced", "high", "medium", "low", "reading")
CN = "CN"  # Combined Nomenclature of the European Union


def is_eli(url: str) -> bool:
    """Whether a link is a European Legislation Identifier, which outlives page addresses."""
    return url.startswith(ELI_PREFIX) and " " not in url


def is_link(url: str) -> bool:
    """Whether a link is a web address."""
    return url.startswith(("https://", "http://")) and " " not in url


class Status(StrEnum):
    """What a list says of goods; of a visual class, before anyone has measured one."""

    PROHIBITED = "prohibited"
    EXPORT_AUTHORISATION = "export_authorisation"
    SHOULD_BE_PROHIBITED = "should_be_prohibited"  # asked by a body that cannot bind
    SHOULD_BE_CONTROLLED = "should_be_controlled"  # the same
    DEPENDS = "depends"
    REFER = "refer"
    NOT_ESTABLISHED = "not_established"
    NOT_LISTED = "not_listed"


# What a list can do to the goods it names, gravest first.
EFFECTS = (
    Status.PROHIBITED,
    Status.EXPORT_AUTHORISATION,
    Status.SHOULD_BE_PROHIBITED,
    Status.SHOULD_BE_CONTROLLED,
)


@dataclass(frozen=True, slots=True)
class LegalEntry:
    """One item of one version of one list.

    Attributes:
        instrument: name of the act, such as `Regulation (EU) 2019/125`.
        annex: part of the act that is the list, such as `II`.
        item: number inside the list, such as `2.1`. The same number means other goods in
            another version, so it is never used without `version`.
        version: act that gave the list this text, such as `2025/928`.
        in_force: first day of this version.
        until: last day of this version; None while it is in force.
        effect: what the list does to the goods it names, one of `EFFECTS`.
        summary: the goods, in our words.
        notes: exclusions and definitions, in our words.
        cn: Combined Nomenclature codes as printed, such as `ex 7326 90 98`; empty in lists that
            print none.
        subjects: ids of the goods it names.
        arguably: ids of goods it does not name but, by our reading, may cover.
        url: address of the authentic text.
        checked: day on which the text was last compared.
        source: key of the text that was read.
        confidence: one of `CONFIDENCES`.
    """

    instrument: str
    annex: str
    item: str
    version: str
    in_force: date
    until: date | None
    effect: Status
    summary: str
    notes: tuple[str, ...]
    cn: tuple[str, ...]
    subjects: tuple[str, ...]
    arguably: tuple[str, ...]
    url: str
    checked: date
    source: str
    confidence: str

    def __post_init__(self) -> None:
        require(bool(self.instrument), "the instrument has no name; give it.")
        require(
            ITEM_SHAPE.fullmatch(self.item) is not None,
            f"item {self.item!r} is no number or short name such as '2.1'.",
        )
        require(is_link(self.url), f"link {self.url!r} is no web address.")
        require(bool(self.summary), f"entry {self.key} has no summary; write one.")
        require(bool(self.source), f"entry {self.key} has no source; name the text read.")
        require(
            self.confidence in CONFIDENCES,
            f"confidence {self.confidence!r} is none of {', '.join(CONFIDENCES)}.",
        )
        for code in self.cn:
            require(
                CN_SHAPE.fullmatch(code) is not None,
                f"CN code {code!r} has no printed shape such as 'ex 7326 90 98'.",
            )
        self._check_subjects()

    def _check_subjects(self) -> None:
        """Every entry is about something, and of each thing either certain or not."""
        require(
            bool(self.subjects or self.arguably),
            f"entry {self.key} has no subject; name the goods it covers.",
        )
        both = set(self.subjects) & set(self.arguably)
        require(
            not both,
            f"entry {self.key} names {', '.join(sorted(both))} both as 'subjects' and 'arguably'.",
        )

    @property
    def key(self) -> str:
        """How people call this entry inside its instrument, such as `II 2.1`."""
        return f"{self.annex} {self.item}"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Goods that a list leaves out in so many words.

    Attributes:
        entry: the item whose text leaves them out, such as `1.1`; empty for the whole list.
        subjects: ids of the goods.
        text: what is left out, in our words, with the number of the note.
    """

    entry: str
    subjects: tuple[str, ...]
    text: str

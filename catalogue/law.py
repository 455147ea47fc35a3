"""What the law says: statuses, entries of the annexes, and the instrument they stand in.

Knows nothing of photos or of visual classes; it never decides what a thing is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.errors import require

# "ex 7326 90 98"; six digits occur too: "ex 4421 99" in II 1.1, printed so in 2025/928.
CN_SHAPE = re.compile(r"(ex )?\d{4} \d{2}( \d{2})?")
ITEM_SHAPE = re.compile(r"\d+(\.\d+)*")
VERSION_SHAPE = re.compile(r"\d{4}/\d+")
ELI_PREFIX = "http://data.europa.eu/eli/"
ELI_RULE = f"it must begin with {ELI_PREFIX}"
ANNEXES = ("II", "III", "IV")  # the lists of goods in Regulation (EU) 2019/125
CONFIDENCES = ("sourced", "high", "medium", "low", "reading")


def is_eli(url: str) -> bool:
    """Whether a link is a European Legislation Identifier, which outlives page addresses."""
    return url.startswith(ELI_PREFIX) and " " not in url


class Status(StrEnum):
    """What the EU lists say of a class of goods, before anyone has measured one."""

    PROHIBITED = "prohibited"
    EXPORT_AUTHORISATION = "export_authorisation"
    DEPENDS = "depends"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class LegalEntry:
    """One item of one version of one annex.

    Attributes:
        instrument: name of the act, such as `Regulation (EU) 2019/125`.
        annex: `II`, `III` or `IV`.
        item: number inside the annex, such as `2.1`. The same number means other goods in
            another version, so it is never used without `version`.
        version: act that gave the annex this text, such as `2025/928`.
        in_force: first day of this version.
        until: last day of this version; None while it is in force.
        summary: the goods, in our words.
        notes: exclusions and definitions, in our words.
        cn: Combined Nomenclature codes as printed, such as `ex 7326 90 98`.
        url: European Legislation Identifier of the authentic text.
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
    summary: str
    notes: tuple[str, ...]
    cn: tuple[str, ...]
    url: str
    checked: date
    source: str
    confidence: str

    def __post_init__(self) -> None:
        require(bool(self.instrument), "the instrument has no name; give it.")
        require(self.annex in ANNEXES, f"annex {self.annex!r} is none of {', '.join(ANNEXES)}.")
        self._check_shapes()
        self._check_dates()
        require(bool(self.summary), f"entry {self.key} has no summary; write one.")
        require(bool(self.source), f"entry {self.key} has no source; name the text read.")
        require(
            self.confidence in CONFIDENCES,
            f"confidence {self.confidence!r} is none of {', '.join(CONFIDENCES)}.",
        )

    def _check_shapes(self) -> None:
        """Item, version, link and codes must look as the Official Journal prints them."""
        require(
            ITEM_SHAPE.fullmatch(self.item) is not None,
            f"item {self.item!r} is no number such as '2.1'.",
        )
        require(
            VERSION_SHAPE.fullmatch(self.version) is not None,
            f"version {self.version!r} is no act number such as '2025/928'.",
        )
        require(is_eli(self.url), f"link {self.url!r} is no ELI link; {ELI_RULE}.")
        require(bool(self.cn), f"entry {self.key} has no CN code; give at least one.")
        for code in self.cn:
            require(
                CN_SHAPE.fullmatch(code) is not None,
                f"CN code {code!r} has no printed shape such as 'ex 7326 90 98'.",
            )

    def _check_dates(self) -> None:
        """A version ends after it begins, and is compared after it begins."""
        require(
            self.until is None or self.until >= self.in_force,
            f"version {self.version} ends ({self.until}) before it begins ({self.in_force}).",
        )
        require(
            self.checked >= self.in_force,
            f"version {self.version} was checked ({self.checked}) before it was in force.",
        )

    @property
    def key(self) -> str:
        """How a class file names this entry: annex and item, such as `II 2.1`."""
        return f"{self.annex} {self.item}"


@dataclass(frozen=True, slots=True)
class Law:
    """All entries of one instrument, in every stored version.

    Attributes:
        title: full title of the instrument with its place in the Official Journal.
        url: European Legislation Identifier of the instrument.
        entries: in the order of the file.
        rules: what holds for a whole annex, by (annex, version).
        steps: what to do next, in our words with the article, by status.
        notice: what the catalogue is not.
        sources: what each source key stands for.
    """

    title: str
    url: str
    entries: tuple[LegalEntry, ...]
    rules: Mapping[tuple[str, str], tuple[str, ...]]
    steps: Mapping[Status, tuple[str, ...]]
    notice: str
    sources: Mapping[str, str]

    def __post_init__(self) -> None:
        require(is_eli(self.url), f"link {self.url!r} is no ELI link; {ELI_RULE}.")
        seen: set[tuple[str, str]] = set()
        for entry in self.entries:
            name = (entry.key, entry.version)
            require(
                name not in seen,
                f"entry {entry.key} stands twice in version {entry.version}; keep one.",
            )
            require(
                entry.source in self.sources,
                f"source {entry.source!r} of entry {entry.key} is not under 'sources'.",
            )
            seen.add(name)
        for status in Status:
            require(bool(self.steps.get(status)), f"'articles' has no step for {status.value!r}.")

    def in_force(self) -> dict[str, LegalEntry]:
        """The entries without an end date, by key.

        Raises:
            ValueError: two versions of one annex are open at once.
        """
        current: dict[str, LegalEntry] = {}
        open_version: dict[str, str] = {}
        for entry in self.entries:
            if entry.until is not None:
                continue
            version = open_version.setdefault(entry.annex, entry.version)
            require(
                version == entry.version,
                f"annex {entry.annex} has two open versions, {version} and {entry.version}; "
                "give the older one an 'until'.",
            )
            current[entry.key] = entry
        return current

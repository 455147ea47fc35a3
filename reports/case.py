"""The case: all that a report says, as one value that checks itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from catalogue.languages import Language, read_languages
from catalogue.load import Catalogue
from findings.canonical import check_moment
from findings.finding import Finding
from findings.reading import Recorded
from findings.verifying import Head
from reports.errors import ReportError

if TYPE_CHECKING:
    from findings.register import Register

MOST_VIEWS = 2  # rendered views beside a photo; more make the page crowded
LONGEST_PICTURE = 8_000_000  # bytes; a kept picture has about 300,000
REDUCED = "reduced"
RENDERED = "rendered"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the report.

    Attributes:
        kind: `REDUCED`, the kept smaller picture of a photo, or `RENDERED`, no photo at all.
        name: SHA-256 of the original's bytes, or the file name of the rendered view.
        body: JPEG or WebP bytes, at most `LONGEST_PICTURE`.
    """

    kind: str
    name: str
    body: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _require(self.kind in (REDUCED, RENDERED), f"{self.kind!r} is no kind of picture")
        _require(0 < len(self.body) <= LONGEST_PICTURE, "a picture is empty or too large")
        _require(bool(self.ending), "a picture is neither JPEG nor WebP")

    @property
    def ending(self) -> str:
        """`jpg`, `webp`, or empty when the bytes are neither."""
        if self.body.startswith(b"\xff\xd8\xff"):
            return "jpg"
        return "webp" if self.body[:4] == b"RIFF" and self.body[8:12] == b"WEBP" else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: all text, dates as `2026-11-28`; `until` empty while in force.

    `further`: only the questions of the class's tree lead to it.
    """

    instrument: str
    annex: str
    item: str
    version: str
    in_force: str
    until: str
    summary: str
    cn: tuple[str, ...]
    url: str
    condition: str
    by_reading: bool
    further: bool


@dataclass(frozen=True, slots=True)
class Described:
    """What the catalogue says of the class that holds.

    Attributes:
        id: Of the class.
        name: English.
        local: The name in the language of the report; empty when there is none.
        recognise_by: What one sees.
        photo_cannot_show: Legal criteria that no picture proves.
        look_alikes: Name and difference of each.
        entries: Of the law of the finding's place and day.
    """

    id: str
    name: str
    local: str
    recognise_by: str
    photo_cannot_show: str
    look_alikes: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the finding's history; `by` is empty when the name was deleted."""

    seq: int
    at: datetime
    by: str
    kind: str
    hash: str

    def __post_init__(self) -> None:
        check_moment(self.at)


@dataclass(frozen=True, slots=True)
class Case:
    """A finding as it is reported.

    Attributes:
        recorded: The finding with its consignment.
        history: In order, at least the row that recorded it.
        head: Of the register when the case was made.
        catalogue_version: Of the catalogue loaded now.
        program_version: Of this program.
        language: Code, such as `fr`.
        status_local: The status line in that language; empty for English.
        described: None when no class holds or the catalogue knows it no more.
        names: English name by id of each candidate, of the class asked about and the one agreed
            with.
        pictures: Kept pictures, then rendered views.
    """

    recorded: Recorded
    history: tuple[Step, ...]
    head: Head
    catalogue_version: str
    program_version: str
    language: str
    status_local: str
    described: Described | None
    names: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]

    def __post_init__(self) -> None:
        numbers = [step.seq for step in self.history]
        _require(bool(numbers), "a case needs the history of its finding")
        _require(numbers == sorted(set(numbers)), "the history is not in order")
        _require(numbers[-1] <= self.head.count, "the history is longer than the register")
        kept = {each.original_sha256: each.sha256 for each in self.recorded.kept}
        for picture in self.pictures:
            if picture.kind == REDUCED:
                same = kept.get(picture.name) == hashlib.sha256(picture.body).hexdigest()
                _require(same, "a picture is not the one that the register kept")
        views = [each for each in self.pictures if each.kind == RENDERED]
        _require(len(views) <= MOST_VIEWS, f"a case has at most {MOST_VIEWS} rendered views")
        _require(self.described is not None or not views, "rendered views need a class")

    @property
    def number(self) -> str:
        """Such as `3f5a09c2-12`: the register's first digits and the finding's number."""
        return f"{self.head.register[:8]}-{self.recorded.id}"

    @property
    def law_is_of_status_only(self) -> bool:
        """Whether the catalogue loaded is another than the one that answered."""
        return self.catalogue_version != self.recorded.finding.law.catalogue_version

    @property
    def as_of(self) -> datetime:
        """When the finding last changed; the date of the report, so that it is reproducible."""
        return max(step.at for step in self.history)


def of_register(
    register: Register, finding: int, catalogue: Catalogue, language: str, program_version: str
) -> Case:
    """Make the case of a finding.

    Args:
        register: Open.
        finding: Its number.
        catalogue: Loaded with the finding's own query.
        language: Code of a language of the catalogue.
        program_version: Such as `0.1.0`.

    Raises:
        ReportError: The language is not offered.
        FindingsError: No such finding, or the register cannot be read.
    """
    recorded = register.finding(finding)
    tongue = _language(catalogue, language)
    id = recorded.finding.visual_class
    described = _described(catalogue, id, tongue.names.get if tongue else None)
    pictures = [
        Picture(REDUCED, each.original_sha256, register.photo(finding, each.original_sha256))
        for each in recorded.kept
    ]
    if described is not None:
        views = catalogue.reference_views(described.id)[:MOST_VIEWS]
        pictures += [Picture(RENDERED, view.name, view.read_bytes()) for view in views]
    return Case(
        recorded,
        tuple(
            Step(row.seq, row.at, row.by, row.kind.value, row.hash)
            for row in register.history(finding)
        ),
        register.head(),
        catalogue.version,
        program_version,
        language,
        tongue.status.get(recorded.finding.law.status, "") if tongue else "",
        described,
        _names(recorded.finding, catalogue),
        tuple(pictures),
    )


def _names(finding: Finding, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Id and name of the classes that the report names."""
    seen, held = finding.seen, finding.conclusion
    ids = [each.visual_class for each in seen.candidates] if seen else []
    ids += [id for id in (finding.about, held.agreed if held else None) if id]
    return tuple((id, catalogue[id].name) for id in dict.fromkeys(ids) if id in catalogue)


def _described(
    catalogue: Catalogue, id: str | None, local: Callable[[str], str | None] | None
) -> Described | None:
    if id is None or id not in catalogue:
        return None
    found = catalogue[id]
    return Described(
        id,
        found.name,
        (local(id) or "") if local else "",
        found.recognise_by,
        found.photo_cannot_show,
        tuple((catalogue[each.id].name, each.difference) for each in found.look_alikes),
        tuple(
            Entry(
                link.entry.instrument,
                link.entry.annex,
                link.entry.item,
                link.entry.version,
                link.entry.in_force.isoformat(),
                link.entry.until.isoformat() if link.entry.until else "",
                link.entry.summary,
                link.entry.cn,
                link.entry.url,
                link.condition,
                link.by_reading,
                link in found.also,
            )
            for link in (*found.links, *found.also)
        ),
    )


def _language(catalogue: Catalogue, code: str) -> Language | None:
    offered = read_languages(catalogue.files("languages"))
    if code == "en":
        return None
    if code not in offered:
        raise ReportError(
            f"language {code[:20]!r} is not offered; take one of: en, {', '.join(offered)}"
        )
    return offered[code]


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise ReportError(sentence)

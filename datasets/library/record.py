"""What is said of a photo: a frozen record that checks itself, and the photo it belongs to.

Value types only; nothing here knows of files. Every type raises RefusedError.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from datasets.library import rules

GROUP_DIGITS = 16  # of the SHA-256, as in `datasets.samples`: exact copies share a group


class Verdict(StrEnum):
    """What a second person says of a label."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class State(StrEnum):
    """How far a photo has come; the file derives the same by `schema`."""

    TODO = "todo"  # nobody has said what it shows
    CANNOT_TELL = "cannot_tell"
    LABELLED = "labelled"  # by one person
    ACCEPTED = "accepted"  # by a second one
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Box:
    """The good that matters, on the upright photo, in shares of its width and height.

    Attributes:
        x: Left edge, 0..1.
        y: Upper edge, 0..1.
        w: Width, above 0.
        h: Height, above 0.
    """

    x: float
    y: float
    w: float
    h: float

    def __post_init__(self) -> None:
        for name, value in (("x", self.x), ("y", self.y), ("w", self.w), ("h", self.h)):
            rules.check_number(value, f"{name} of the box", 0, 1)
        inside = self.x + self.w <= 1 + 1e-9 and self.y + self.h <= 1 + 1e-9  # rounding
        rules.require(
            inside and self.w > 0 and self.h > 0,
            f"box {self.x:g} {self.y:g} {self.w:g} {self.h:g} must lie inside the photo and have "
            "an area; give x, y, width and height as shares of 0 to 1",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is said of a photo; empty text means not given.

    Attributes:
        group: Photos of one object share it, so that no split divides them.
        licence: An SPDX id, or words; never empty.
        label: The class; None while nobody has said.
        proposed: A class somebody or something proposes; no label.
        proposed_by: Who or what proposes it.
        view: Such as `front` or `worn`.
        source: An address, an archive or an authority.
        author: Who took the photo.
        consent: Of persons and owners shown, or why none is needed.
        device: Camera, as its file says.
        place: As the trainer words it.
        taken: ISO 8601, local time of the camera; None when unknown.
        gps: Latitude -90..90 and longitude -180..180, degrees; None unless kept on purpose.
        labelled_by: Who gave the label, or could not tell.
        reviewed_by: Who reviewed; another person.
        verdict: Of the review.
        reason: Needed where the verdict is `REJECTED`.
        cannot_tell: Somebody looked and could not tell; excludes a label.
        several_goods: More than one good is shown; the box tells which the label means.
        box: Of the good that matters.
        flags: Faults of the picture, words of `model.quality`.
    """

    group: str
    licence: str
    label: str | None = None
    proposed: str | None = None
    proposed_by: str = ""
    view: str = ""
    source: str = ""
    author: str = ""
    consent: str = ""
    device: str = ""
    place: str = ""
    taken: str | None = None
    gps: tuple[float, float] | None = None
    labelled_by: str = ""
    reviewed_by: str = ""
    verdict: Verdict | None = None
    reason: str = ""
    cannot_tell: bool = False
    several_goods: bool = False
    box: Box | None = None
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._check_words()
        self._check_people()
        rules.require(
            self.box is None or isinstance(self.box, Box), "a box must be of the type Box"
        )
        if self.gps is not None:
            rules.check_number(self.gps[0], "latitude", -90, 90)
            rules.check_number(self.gps[1], "longitude", -180, 180)

    def _check_words(self) -> None:
        rules.check_named(self.group, "group")
        rules.check_named(self.licence, "licence")
        for name, value in (("label", self.label), ("proposed label", self.proposed)):
            if value is not None:
                rules.check_label(value, name)
        for name in ("view", "source", "author", "consent", "device", "place"):
            rules.check_text(getattr(self, name), name)
        if self.taken is not None:
            rules.check_taken(self.taken)
        fits = isinstance(self.flags, tuple) and all(map(rules.FLAG.fullmatch, self.flags))
        rules.require(fits, "flags must be words such as blurred")

    def _check_people(self) -> None:
        for name in ("proposed_by", "labelled_by", "reviewed_by"):
            rules.check_text(getattr(self, name), name.replace("_", " "), rules.LONGEST_NAME)
        rules.check_text(self.reason, "the reason", rules.LONGEST_REASON)
        rules.require(
            not (self.label and self.cannot_tell), "a photo one cannot tell has no label; choose"
        )
        said = self.label is not None or self.cannot_tell
        rules.require(
            said == bool(self.labelled_by), "a label needs the name of who gave it, and only it"
        )
        reviewed = self.verdict is not None
        rules.require(
            reviewed == bool(self.reviewed_by) and (not reviewed or self.label is not None),
            "a review needs a label, a verdict and the reviewer's name",
        )
        rules.require(
            not reviewed or self.reviewed_by.casefold() != self.labelled_by.casefold(),
            f"{self.labelled_by} gave the label; let a second person review it",
        )
        rules.require(
            self.verdict is not Verdict.REJECTED or bool(self.reason.strip()),
            "a rejected label needs a reason; write one",
        )
        rules.require(reviewed or not self.reason, "a reason needs a verdict")

    @property
    def state(self) -> State:
        """How far the photo has come."""
        if self.verdict is not None:
            return State(self.verdict.value)
        if self.label is not None:
            return State.LABELLED
        return State.CANNOT_TELL if self.cannot_tell else State.TODO

    @property
    def why_unusable(self) -> str | None:
        """Why training and evaluation leave the photo out; None where they use it."""
        if self.label is None:
            return "cannot tell" if self.cannot_tell else "no label"
        if self.verdict is Verdict.REJECTED:
            return "label rejected"
        if self.several_goods and self.box is None:
            return "several goods, and no box tells which"
        return None


FIELDS = tuple(each.name for each in fields(Record))
# What a person changes directly; names of people follow from who does it.
EDITABLE = frozenset(FIELDS) - {"labelled_by", "reviewed_by", "verdict", "reason"}
_JUDGED = ("label", "cannot_tell", "several_goods", "box")  # a review holds for these


def edited(record: Record, changes: dict[str, object], by: str) -> Record:
    """The record after a person changed some fields; a review of what changed is void.

    Raises:
        RefusedError: A field is unknown or its value breaks a rule.
    """
    wrong = sorted(set(changes) - EDITABLE)
    rules.require(not wrong, f"{', '.join(wrong)} cannot be changed; use label or review")
    more: dict[str, object] = dict(changes)
    if more.get("label") is not None:
        more.setdefault("cannot_tell", False)
    elif more.get("cannot_tell"):
        more.setdefault("label", None)
    if "label" in more or "cannot_tell" in more:
        label = more.get("label", record.label)
        cannot_tell = more.get("cannot_tell", record.cannot_tell)
        more["labelled_by"] = by if label is not None or cannot_tell else ""
    if any(name in more and more[name] != getattr(record, name) for name in _JUDGED):
        more |= {"reviewed_by": "", "verdict": None, "reason": ""}
    elif record.verdict is not None:  # the same label again is no new label
        more.pop("labelled_by", None)
    return replace(record, **more)  # type: ignore[arg-type]  # __post_init__ checks each


def reviewed(record: Record, verdict: Verdict, reason: str, by: str) -> Record:
    """The record after a second person's review.

    Raises:
        RefusedError: There is no label, no reason for rejecting, or the labeller reviews.
    """
    rules.require(record.label is not None, "there is no label to review; label the photo first")
    rules.check_named(by, "the reviewer's name")
    return replace(record, verdict=verdict, reason=reason, reviewed_by=by)


@dataclass(frozen=True, slots=True)
class Item:
    """A photo in the library, as it stands now.

    Attributes:
        id: Its number, in the order of adding.
        sha256: Of the stored bytes, 64 hex digits.
        original_sha256: Of the bytes as they came; another where metadata was stripped.
        format: `jpg`, `png`, `webp`, `heic` or `avif`.
        width: Of the upright photo, px.
        height: Of the upright photo, px.
        bytes: Stored.
        added: When, as `findings.canonical.moment` writes it.
        added_by: Who.
        version: Counts the changes; a change says on which version it is based.
        priority: How much labelling it would teach; 0 where nobody has ranked it.
        record: What is said of it.
    """

    id: int
    sha256: str
    original_sha256: str
    format: str
    width: int
    height: int
    bytes: int
    added: str
    added_by: str
    version: int
    priority: float
    record: Record

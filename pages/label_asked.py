"""What the label page sends, checked: a page that was changed by hand gets a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from datasets.library import rules
from datasets.library.errors import RefusedError
from datasets.library.querying import Order, Wanted
from datasets.library.record import Box, State

MOST_ACTS = 60  # of one message: an hour's half minute without a network
MOST_PHOTOS = 12  # of one message
LONGEST_ID = 64  # characters of a number that the page draws
UNREADABLE = "the page sent what cannot be read; load it anew"


class Doing(StrEnum):
    """What a person does to a photo."""

    LABEL = "label"
    CANNOT_TELL = "cannot_tell"
    MARK = "mark"  # several goods and the box alone; the label stays
    UNDO = "undo"  # of no photo: the last change of the person


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that a person did.

    Attributes:
        id: drawn by the page, so that a message that is sent twice acts once.
        doing: what.
        sha256: of the photo; empty to undo.
        version: of the photo, as it was shown.
        label: the class, to label; else empty.
        is_new: whether the person confirmed a class that nobody knows.
        several: whether the photo shows several goods.
        box: of the good that matters, or None.
    """

    id: str
    doing: Doing
    sha256: str = ""
    version: int = 0
    label: str = ""
    is_new: bool = False
    several: bool = False
    box: Box | None = None

    def __post_init__(self) -> None:
        rules.require(0 < len(self.id) <= LONGEST_ID, UNREADABLE)
        if self.doing is Doing.UNDO:
            return
        rules.check_sha256(self.sha256, "SHA-256 of a photo")
        if self.doing is Doing.LABEL:
            rules.check_label(self.label)
        rules.require(
            not self.several or self.box is not None or self.doing is Doing.CANNOT_TELL,
            "several goods: draw a box round the one that the label means",
        )

    def fields(self) -> dict[str, object]:
        """What it changes, as `Library.change` takes it."""
        marks: dict[str, object] = {"several_goods": self.several, "box": self.box}
        if self.doing is Doing.LABEL:
            return {"label": self.label, **marks}
        if self.doing is Doing.CANNOT_TELL:
            return {"cannot_tell": True, **marks}
        return marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Photos that the page wants.

    Attributes:
        turn: counts the choices of photos; an answer to an earlier one is thrown away.
        wanted: which photos.
        order: in which order.
        after: SHA-256 of the last photo that the page holds; empty: from the beginning.
        photos: SHA-256 of photos to show as they are now, instead of the next ones.
        count: how many of the next ones.
    """

    turn: int
    wanted: Wanted
    order: Order
    after: str = ""
    photos: tuple[str, ...] = ()
    count: int = 1

    def __post_init__(self) -> None:
        rules.require(0 < self.count <= MOST_PHOTOS, UNREADABLE)
        rules.require(len(self.photos) <= MOST_PHOTOS, UNREADABLE)
        for sha256 in (*self.photos, *([self.after] if self.after else ())):
            rules.check_sha256(sha256, "SHA-256 of a photo")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the page.

    Attributes:
        number: of the message; the answer bears it.
        by: the name as typed.
        tab: of the browser, drawn by the page.
        acts: what was done, in order.
        asked: photos that are wanted, or None.
    """

    number: int
    by: str
    tab: str
    acts: tuple[Act, ...] = ()
    asked: Asked | None = None

    @classmethod
    def of(cls, data: object) -> Message:
        """From what the browser sent.

        Raises:
            RefusedError: It has another shape, or a value breaks a rule.
        """
        try:
            told = _table(json.loads(data) if isinstance(data, str) else data)
            acts = told.get("acts", [])
            asked = told.get("asked")
            if not isinstance(acts, list) or len(acts) > MOST_ACTS or "number" not in told:
                raise TypeError("acts")
            return cls(
                _whole(told, "number"),
                str(told.get("by", "")),
                str(told.get("tab", ""))[:LONGEST_ID],
                tuple(_act(_table(each)) for each in acts),
                None if asked is None else _asked(_table(asked)),
            )
        except RefusedError:
            raise
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise RefusedError(UNREADABLE) from error


def _table(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise TypeError(f"{type(data).__name__} is no table")
    return data


def _act(told: Mapping[str, object]) -> Act:
    return Act(
        id=_text(told, "id"),
        doing=Doing(_text(told, "doing")),
        sha256=_text(told, "sha256"),
        version=_whole(told, "version"),
        label=_text(told, "label"),
        is_new=told.get("is_new") is True,
        several=told.get("several") is True,
        box=box_of(told.get("box")),
    )


def _asked(told: Mapping[str, object]) -> Asked:
    state = _text(told, "state")
    photos = told.get("photos", [])
    if not isinstance(photos, list):
        raise TypeError("photos")
    return Asked(
        turn=_whole(told, "turn"),
        wanted=Wanted(
            state=State(state) if state else None,
            label=_text(told, "label") or None,
            proposed=_text(told, "proposed") or None,
        ),
        order=Order(_text(told, "order")),
        after=_text(told, "after"),
        photos=tuple(map(str, photos)),
        count=_whole(told, "count") or 1,
    )


def box_of(told: object) -> Box | None:
    """A box from `[x, y, width, height]` in shares of the photo; None stays None.

    Raises:
        RefusedError: It does not lie inside the photo.
        TypeError, ValueError: It is no box at all.
    """
    if told is None:
        return None
    if not isinstance(told, list):
        raise TypeError("box")
    x, y, w, h = (round(float(value), 5) for value in told)
    return Box(x, y, min(w, 1 - x), min(h, 1 - y))


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _whole(told: Mapping[str, object], name: str) -> int:
    value = told.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(name)
    return value

"""The desk behind "Review": what waits for a second person, judged or said blindly."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from datasets.library import agreement, opinions, ratings, reviewing, rules
from datasets.library.errors import RefusedError, StaleError
from datasets.library.record import Item, Verdict
from model.errors import TriageError
from pages import label_hand as hand
from pages.label_agreement import agreement_html
from pages.label_hand import Told
from pages.label_review_told import blind_html, judge_html, more_html, nothing_html
from pages.label_told import name_of
from pages.workbench import PREVIEW, Workbench, address_of

AHEAD = 2  # this photo, and the next one, whose picture the page fetches meanwhile
MOST_PERCENT = 100
NO_COUNTS = reviewing.Waiting(review=0, own=0, disagreements=0)


class Way(StrEnum):
    """How a second person works."""

    JUDGE = "judge"  # sees the label, accepts or rejects it
    BLIND = "blind"  # says what the photo shows before seeing any label
    APART = "apart"  # photos of which a blind opinion says something else


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which photo is wanted.

    Attributes:
        way: how the person works.
        label: of this class alone; None: any. Not in the blind way, which would tell it.
        share: of the photos on which blind opinions are wanted, above 0 and up to 1.
        after: SHA-256 of the photo to go on behind; empty: the first.
        photo: SHA-256 of a photo to show again; empty: the next one.
    """

    way: Way
    label: str | None
    share: float
    after: str
    photo: str

    @classmethod
    def of(cls, told: object) -> View:
        """From a message.

        Raises:
            RefusedError: It asks for nothing that there is.
        """
        if not isinstance(told, dict):
            raise RefusedError(hand.UNREADABLE)
        percent = hand.whole(told, "percent")
        rules.require(
            1 <= percent <= MOST_PERCENT, "the share of photos must be a number of 1 to 100"
        )
        after, photo = hand.text(told, "after"), hand.text(told, "photo")
        for sha256 in filter(None, (after, photo)):
            rules.check_sha256(sha256, "SHA-256 of a photo")
        try:
            way = Way(hand.text(told, "way"))
        except ValueError as error:
            raise RefusedError(hand.UNREADABLE) from error
        label = hand.text(told, "label") or None
        return cls(way=way, label=label, share=percent / 100, after=after, photo=photo)


class ReviewDesk:
    """Serves all tabs of the browsers."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._library = bench.library
        self._turn = threading.Lock()  # the bootstrap of the agreement takes both cores

    def answer(self, told: Told, user: str | None) -> dict[str, Any]:
        """Do what a message asks, and give the photo to show then."""
        if not self._bench.may(user, "datasets"):
            raise RefusedError("your account may not change the dataset; ask for the role trainer")
        if hand.text(told, "act") == "agreement":
            return {"agreement": self._agreement()}
        view, by = View.of(told.get("view")), user or hand.text(told, "by")
        answer: dict[str, Any] = {}
        if told.get("first"):
            answer["classes"] = hand.classes(self._bench)
        try:
            act = hand.text(told, "act")
            if act == "undo":
                answer |= self._undo(view, self._bench.person(user, by))
            else:
                answer["said"] = self._act(act, told, user) if act else ""
        except TriageError as error:
            answer |= {"refused": hand.sentence(error), "stale": isinstance(error, StaleError)}
        photo = answer.get("back") or view.photo
        return answer | self._shown(view, by, photo)

    # What the person does

    def _act(self, act: str, told: Told, user: str | None) -> str:
        by = self._bench.person(user, hand.text(told, "by"))
        ((sha256, version),) = hand.targets(told, 1)
        based = [(sha256, version)]
        if act == "accept":
            self._library.review(based, Verdict.ACCEPTED, by)
            return "Accepted."
        if act == "reject":
            reason = hand.text(told, "reason")
            self._library.review(based, Verdict.REJECTED, by, reason)
            return f"Rejected: {reason}."
        if act == "label":
            return self._relabel(sha256, version, hand.label_of(told, self._bench), by)
        if act == "say":
            label = None if told.get("cannot_tell") else hand.label_of(told, self._bench)
            opinions.say(self._library, sha256, label, by, version)
            return "Noted. The first label stays hidden, so that the next photo is judged freely."
        raise RefusedError(hand.UNREADABLE)

    def _relabel(self, sha256: str, version: int, label: str, by: str) -> str:
        record = self._library.get(sha256).record
        if record.label == label:
            raise RefusedError("this is the label already; accept it instead")
        self._library.label([(sha256, version)], label, by)
        name = name_of(label, self._bench.catalogue)
        return f"Labelled {name} by you now; somebody else reviews it."

    def _undo(self, view: View, by: str) -> dict[str, str]:
        """What was taken back; the photo is shown again where it fits how the person works."""
        items = opinions.undo(self._library, by)
        if len(items) > 1:
            return {"said": f"Taken back: {len(items)} photos."}
        record = items[0].record
        is_open = record.state in opinions.OPEN and not opinions.is_same(record.labelled_by, by)
        if view.way is Way.BLIND and not is_open:
            return {"said": "Taken back."}
        return {"said": "Taken back. Here is the photo again.", "back": items[0].sha256}

    # What is shown

    def _shown(self, view: View, by: str, photo: str) -> dict[str, Any]:
        # Counts that move with an opinion would tell whether it agrees with the hidden label.
        counts = reviewing.count(self._library, by) if view.way is not Way.BLIND else NO_COUNTS
        told: dict[str, Any] = {"counts": [counts.review, counts.own, counts.disagreements]}
        if not by:
            words = "Write your name first: nobody reviews their own labels."
            return told | {"html": nothing_html(words), "photo": None}
        items = [self._library.get(photo)] if photo else self._next(view, by)
        if not items:
            words = END[view.way] if not view.after else AROUND
            return told | {"html": nothing_html(words), "photo": None}
        item = items[0]
        box = item.record.box
        return told | {
            "html": self._photo(view, item),
            "more": "" if view.way is Way.BLIND else more_html(item, self._bench.catalogue),
            "photo": [item.sha256, item.version],
            "picture": address_of(item.sha256, PREVIEW),
            "size": [item.width, item.height],
            "box": box and [box.x, box.y, box.w, box.h],
            "ahead": [address_of(each.sha256, PREVIEW) for each in items[1:]],
        }

    def _next(self, view: View, by: str) -> list[Item]:
        library, after = self._library, view.after
        if view.way is Way.BLIND:
            return [*opinions.next_for(library, by, share=view.share, limit=AHEAD, after=after)]
        number = library.get(after).id if after else 0
        if view.way is Way.JUDGE:
            return [*reviewing.waiting(library, by, label=view.label, limit=AHEAD, after=number)]
        apart = opinions.disagreements(library, by, label=view.label, limit=AHEAD, after=number)
        return [*apart]

    def _photo(self, view: View, item: Item) -> str:
        if view.way is Way.BLIND:
            return blind_html(item, self._frequent(), self._bench.catalogue)
        given = opinions.of_photo(self._library, item.sha256)
        return judge_html(item, given, self._bench.catalogue)

    def _frequent(self) -> list[str]:
        """Up to nine classes of the library, in a fixed order that tells nothing of the photo."""
        counts = {
            label: sum(states.values())
            for label, states in self._library.counts_by_label().items()
            if label is not None
        }
        frequent = sorted(counts, key=lambda label: (-counts[label], label))[:9]
        return sorted(frequent, key=lambda label: name_of(label, self._bench.catalogue).lower())

    def _agreement(self) -> str:
        with self._turn:
            found = agreement.measure(ratings.ratings(self._library))
            return agreement_html(found, ratings.seen(self._library), self._bench.catalogue)


END = {
    Way.JUDGE: "Nothing waits for you here. What you labelled yourself waits for somebody else.",
    Way.BLIND: "No further photo needs your blind opinion.",
    Way.APART: "No disagreement waits for you.",
}
AROUND = "That was the last one. Press “From the first” for those that you skipped."

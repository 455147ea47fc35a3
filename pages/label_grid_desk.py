"""The desk behind "Many at once": hands out photos as grids, and labels many as one act."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from datasets.library import clusters, looks, opinions, together
from datasets.library.clusters import Cluster, Likeness
from datasets.library.errors import RefusedError
from datasets.library.looks import Looks
from datasets.library.querying import Order, Wanted
from datasets.library.record import Item, State
from model.errors import TriageError
from pages import label_hand as hand
from pages.label_grid_told import Proposal, Shown, grid, heading, is_free
from pages.label_hand import Told
from pages.label_told import name_of
from pages.workbench import Workbench

PAGE = 48  # photos at once: fills 2, 3, 4, 6 and 8 columns
FIELDS = ("view", "source", "author", "licence", "consent", "place")
FILTERED = "filter"
LEAST_CHANCE = 0.5  # of a proposal: likelier than all other classes together


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the grid shows.

    Attributes:
        likeness: of the photos of a cluster; None: photos that fit the filter.
        cluster: place of the cluster.
        step: 1 or -1, where to look for a cluster with photos left.
        wanted: the filter.
        order: of photos that fit the filter.
        after: SHA-256 of the photo behind which the page begins; empty: from the first.
    """

    likeness: Likeness | None
    cluster: int = 0
    step: int = 1
    wanted: Wanted = field(default_factory=Wanted)
    order: Order = Order.OLDEST
    after: str = ""

    @classmethod
    def of(cls, told: object) -> View:
        """From a message.

        Raises:
            RefusedError: It asks for nothing that there is.
        """
        if not isinstance(told, dict):
            raise RefusedError(hand.UNREADABLE)
        show, state = hand.text(told, "show"), hand.text(told, "state")
        try:
            return cls(
                likeness=None if show == FILTERED else Likeness(show),
                cluster=hand.whole(told, "cluster"),
                step=-1 if hand.whole(told, "step") < 0 else 1,
                wanted=Wanted(
                    state=State(state) if state else None,
                    label=hand.text(told, "label") or None,
                    proposed=hand.text(told, "proposed") or None,
                    group=hand.text(told, "group") or None,
                ),
                order=Order(hand.text(told, "order") or Order.OLDEST),
                after=hand.text(told, "after"),
            )
        except ValueError as error:
            raise RefusedError(hand.UNREADABLE) from error


class GridDesk:
    """Serves all tabs of the browsers; keeps what the network saw, and the clusters, in memory."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._library = bench.library
        self._turn = threading.Lock()
        self._looks: Looks | None = None
        self._found: dict[Likeness, tuple[Cluster, ...]] = {}
        self._looking: threading.Thread | None = None
        self._looked = (0, 0, "")  # photos so far, of how many, what went wrong

    def answer(self, told: Told, user: str | None) -> dict[str, Any]:
        """Do what a message asks, and give the photos to show then."""
        if not self._bench.may(user, "datasets"):
            raise RefusedError("your account may not change the dataset; ask for the role trainer")
        view, act = View.of(told.get("view")), hand.text(told, "act")
        answer: dict[str, Any] = {"classes": hand.classes(self._bench)} if told.get("first") else {}
        try:
            answer["said"] = self._act(act, told, user) if act else ""
        except TriageError as error:
            answer |= {"refused": hand.sentence(error)}
        return answer | self._shown(view)

    # What the person does

    def _act(self, act: str, told: Told, user: str | None) -> str:
        if act == "look":
            return self._look()
        by = self._bench.person(user, hand.text(told, "by"))
        if act == "undo":
            return f"Taken back: {_photos(len(opinions.undo(self._library, by)))}."
        photos = hand.targets(told, PAGE)
        if act == "proposals":
            return self._take(photos, told.get("proposals"), by)
        if act == "group":
            return self._join(photos, hand.text(told, "group"), by)
        if act == "label":
            label = hand.label_of(told, self._bench)
            self._library.label(photos, label, by)
            return f"{_photos(len(photos))} labelled {name_of(label, self._bench.catalogue)}."
        if act == "cannot_tell":
            self._library.change(photos, {"cannot_tell": True}, by)
            return f"{_photos(len(photos))}: you could not tell."
        if act == "fields":
            return self._set(photos, told.get("fields"), by)
        raise RefusedError(hand.UNREADABLE)

    def _take(self, photos: Sequence[tuple[str, int]], given: object, by: str) -> str:
        """Take proposals that still are what the page showed; another network may be in use."""
        if not isinstance(given, list) or len(given) != len(photos):
            raise RefusedError(hand.UNREADABLE)
        items = [self._library.get(sha256) for sha256, _ in photos]
        found = self._proposals([each for each in items if is_free(each)])
        for item, (_, version), label in zip(items, photos, given, strict=True):
            now = found[item.sha256].label if item.sha256 in found else ""
            if item.version == version and label != now:  # `take_proposals` tells of other versions
                raise RefusedError("something else is proposed now; look at the photos again")
        wanted = [(each, str(label)) for each, label in zip(photos, given, strict=True) if label]
        if not wanted:
            raise RefusedError("nothing is proposed for these photos; choose a class")
        network = f"network {self._bench.classifier.card.name}"
        together.take_proposals(self._library, wanted, network, by)
        left = len(photos) - len(wanted)
        said = f"{_photos(len(wanted))} labelled as proposed."
        return f"{said} Nothing is proposed for {_photos(left)}." if left else said

    def _join(self, photos: Sequence[tuple[str, int]], group: str, by: str) -> str:
        group = group or self._library.get(photos[0][0]).record.group
        self._library.change(photos, {"group": group}, by)
        return f"{_photos(len(photos))} show one object now: {group}."

    def _set(self, photos: Sequence[tuple[str, int]], fields: object, by: str) -> str:
        given = fields if isinstance(fields, dict) else {}
        said = {name: hand.text(given, name) for name in FIELDS if given.get(name)}
        if not said:
            raise RefusedError("fill in at least one of the fields first")
        self._library.change(photos, dict(said), by)
        return f"{_photos(len(photos))}: {', '.join(said)} set."

    # What is shown

    def _shown(self, view: View) -> dict[str, Any]:
        if view.likeness is None:
            after = self._library.get(view.after) if view.after else None
            items = self._library.next_photos(view.wanted, view.order, PAGE, after)
            shown = Shown(items, more=len(items) == PAGE)
        else:
            shown = self._cluster(view, view.likeness)
        shown = replace(shown, proposals=self._proposals(shown.items))
        count, total, fault = self._looked
        return {
            "html": grid(shown, self._bench.catalogue),
            "head": heading(shown, self._bench.catalogue),
            "cluster": shown.cluster,
            "last": shown.items[-1].sha256 if shown.items else "",
            "more": shown.more,
            "proposal": shown.proposal,
            "looking": [count, total] if self._is_looking() else None,
            "fault": fault,
        }

    def _cluster(self, view: View, likeness: Likeness) -> Shown:
        """The next cluster, from a place on, with photos that nobody has labelled."""
        found, unseen = self._clusters(likeness)
        left = set(clusters.todo(self._library))
        count = len(found)
        back, ahead = range(within(view.cluster, count), -1, -1), range(view.cluster, count)
        places = ahead if view.step > 0 else (*back, *range(count))  # none before: the first one
        for at in filter(range(count).__contains__, places):
            photos = [each for each in found[at].photos if each in left]
            if photos:
                items = tuple(self._library.get(each) for each in photos[:PAGE])
                each = found[at]
                told = (at, count, len(photos), each.proposal, each.share, unseen)
                return Shown(items, likeness, False, *told)
        passed = any(sha256 in left for each in found for sha256 in each.photos)
        return Shown((), likeness, passed, within(view.cluster, count), count, unseen=unseen)

    def _clusters(self, likeness: Likeness) -> tuple[tuple[Cluster, ...], int]:
        """The clusters, and how many photos the network has not seen."""
        with self._turn:
            seen = self._seen()
            if likeness not in self._found:
                self._found[likeness] = clusters.clusters(self._library, seen, likeness)
            total = sum(self._library.counts_by_state().values())
            return self._found[likeness], max(total - len(seen), 0)

    def _seen(self) -> Looks:
        """What the network saw so far; clusters of what it saw before are forgotten."""
        before = self._looks
        network = self._bench.classifier.sha256
        if before is None or before.network != network:  # another one may have been accepted
            self._looks = looks.stored(self._library, network)
        elif not self._is_looking():  # else each photo would make all clusters anew
            self._looks = looks.renewed(self._library, before)
        if self._looks is None:
            raise RefusedError("nothing was looked at")
        if self._looks is not before:
            self._found.clear()
        return self._looks

    def _proposals(self, items: Sequence[Item]) -> dict[str, Proposal]:
        """What is proposed for photos: by a person or a register first, else by the network."""
        found = {}
        with self._turn:
            seen = self._seen()
        for item in items:
            record = item.record
            if record.proposed is not None:
                found[item.sha256] = Proposal(record.proposed, None)
                continue
            try:
                at = seen.rows([item.sha256])[0]
            except TriageError:
                continue  # not looked at yet
            best = int(seen.probabilities[at].argmax())
            chance = float(seen.probabilities[at, best])
            if chance >= LEAST_CHANCE and not seen.unknown[at]:
                found[item.sha256] = Proposal(seen.labels[best], chance)
        return found

    # Looking

    def _look(self) -> str:
        """Let the network look at new photos, in a thread; what it saw is kept every few photos."""
        with self._turn:
            if not self._is_looking():
                self._looked = (0, 0, "")
                self._looking = threading.Thread(target=self._look_now, daemon=True)
                self._looking.start()
        return "The network looks at the photos; you may go on meanwhile."

    def _is_looking(self) -> bool:
        return self._looking is not None and self._looking.is_alive()

    def _look_now(self) -> None:
        def progress(count: int, total: int, name: str) -> None:
            self._looked = (count, total, "")

        try:
            looks.look(self._library, self._bench.classifier, progress)
        except TriageError as error:
            self._looked = (*self._looked[:2], hand.sentence(error))


def within(at: int, count: int) -> int:
    """A place of 0..count-1; 0 where there is none."""
    return max(0, min(at, count - 1))


def _photos(count: int) -> str:
    return "1 photo" if count == 1 else f"{count} photos"

"""The desk behind the label page: hands out photos, takes labels, and says what came of each."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from datasets.library.errors import RefusedError, StaleError, UnknownError
from datasets.library.library import Library
from datasets.library.querying import PAGE
from datasets.library.record import Item
from model.errors import TriageError
from pages.label_asked import Act, Asked, Doing, Message
from pages.label_told import Teller, sentence
from pages.workbench import Workbench

HELD_SECONDS = 60.0  # a photo that lies before one tab is not handed to another
MOST_HELD = 5000
MOST_DONE = 2000  # messages that are remembered, in case one is sent twice
MOST_PAGES = 4  # looked through for photos that nobody holds


class Desk:
    """Serves all tabs of the label page."""

    def __init__(self, bench: Workbench, clock: Callable[[], float] = time.monotonic) -> None:
        self._bench = bench
        self._library: Library = bench.library
        self._teller = Teller(bench)
        self._clock = clock
        self._turn = threading.Lock()
        self._held: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._done: OrderedDict[tuple[str, str], dict[str, Any]] = OrderedDict()

    def opened(self, user: str | None) -> dict[str, Any]:
        """What the page needs once: who sits there, and every class."""
        told: dict[str, Any] = {"number": 0, "user": user or "", "refused": ""}
        if not self._bench.may(user, "datasets"):
            told["refused"] = "Your account may not change the dataset; ask for the role trainer."
            return told
        return told | {"classes": self._teller.classes(), "progress": self.progress()}

    def answer(self, data: object, user: str | None) -> dict[str, Any]:
        """Answer a message of the page; what is refused is a sentence."""
        number = data.get("number", 0) if isinstance(data, dict) else 0
        try:
            if not self._bench.may(user, "datasets"):
                raise RefusedError("your account may not change the dataset")
            message = Message.of(data)
            told: dict[str, Any] = {"number": message.number, "refused": ""}
            if message.acts:
                done = [self._once(act, message, user) for act in message.acts]
                told |= {"done": done, "progress": self.progress()}
            if message.asked is not None:
                told |= {"turn": message.asked.turn, **self._photos(message.asked, message.tab)}
            return told
        except TriageError as error:
            return {"number": number, "refused": sentence(error)}

    def progress(self) -> dict[str, int]:
        """How many photos there are in each state."""
        return {state.value: count for state, count in self._library.counts_by_state().items()}

    # Labels

    def _once(self, act: Act, message: Message, user: str | None) -> dict[str, Any]:
        """Do it, or say again what came of it."""
        key = (message.tab, act.id)
        with self._turn:
            before = self._done.get(key)
        if before is not None:
            return before
        told = {"id": act.id, "sha256": act.sha256, "refused": "", "stale": False}
        try:
            told |= self._do(act, self._bench.person(user, message.by))
        except StaleError as error:
            told |= {"refused": sentence(error), "stale": True}
            told["card"] = self._card(act.sha256)
        except TriageError as error:
            return told | {"refused": sentence(error)}  # tried again, it may be taken
        with self._turn:
            self._done[key] = told
            while len(self._done) > MOST_DONE:
                self._done.popitem(last=False)
        return told

    def _do(self, act: Act, by: str) -> dict[str, Any]:
        if act.doing is Doing.UNDO:
            items = self._library.undo(by)
            return {"card": self._teller.card(items[0]), "count": len(items)}
        if act.doing is Doing.LABEL:
            self._check_known(act)
        (item,) = self._library.change([(act.sha256, act.version)], act.fields(), by)
        return {"version": item.version, "label": item.record.label or ""}

    def _check_known(self, act: Act) -> None:
        """A class that nobody knows is made on purpose only: else a slip makes one."""
        if act.is_new or act.label in self._bench.catalogue:
            return
        if act.label not in self._library.counts_by_label():
            raise RefusedError(
                f"no class is called {act.label}; confirm that it is a new class of your own"
            )

    def _card(self, sha256: str) -> dict[str, Any] | None:
        try:
            return self._teller.card(self._library.get(sha256))
        except UnknownError:  # withdrawn meanwhile
            return None

    # Photos

    def _photos(self, asked: Asked, owner: str) -> dict[str, Any]:
        if asked.photos:
            cards = [self._card(sha256) for sha256 in asked.photos]
            return {"cards": [card for card in cards if card is not None], "end": False}
        items = self._next(asked, owner)
        return {
            "cards": [self._teller.card(item) for item in items],
            "end": len(items) < asked.count,
        }

    def _next(self, asked: Asked, owner: str) -> list[Item]:
        """The next photos that lie before nobody else; at the end also those that do."""
        after = self._library.get(asked.after) if asked.after else None
        free: list[Item] = []
        others: list[Item] = []
        for _ in range(MOST_PAGES):
            page = self._library.next_photos(asked.wanted, asked.order, PAGE, after)
            for item in page:
                (free if self._is_free(item.sha256, owner) else others).append(item)
                if len(free) == asked.count:
                    break
            if len(free) == asked.count or len(page) < PAGE:
                break
            after = page[-1]
        found = free or others[: asked.count]
        self._hold(found, owner)
        return found

    def _is_free(self, sha256: str, owner: str) -> bool:
        with self._turn:
            holder, until = self._held.get(sha256, (owner, 0.0))
        return holder == owner or until < self._clock()

    def _hold(self, items: list[Item], owner: str) -> None:
        until = self._clock() + HELD_SECONDS
        with self._turn:
            for item in items:
                self._held[item.sha256] = (owner, until)
                self._held.move_to_end(item.sha256)
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)

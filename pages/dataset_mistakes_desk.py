"""What a press of a button of "Find mistakes" comes to, and the search that everybody shares."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from datasets.library import looks, queues
from datasets.library.errors import RefusedError, UnknownError
from datasets.library.looks import Looks
from datasets.library.mistakes import Mistakes, search
from datasets.library.strangers import label_of
from datasets.library.suspicion import Queue
from model.errors import shown
from pages.workbench import Workbench

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Did:
    """What a visitor did last, so that it can be undone.

    Attributes:
        sha256: of the photo.
        queue: in which it was left as it is; None where it was changed.
        version: of the photo after the change; 0 where it was left.
    """

    sha256: str
    queue: Queue | None
    version: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What one open tab shows.

    Attributes:
        queue: that is worked through; None before one is chosen.
        start: first entry of the page.
        did: what was done, last last.
        said: what happened.
        bad: whether that is a refusal.
        turn: counts the answers, so that each is drawn.
    """

    queue: Queue | None = None
    start: int = 0
    did: tuple[Did, ...] = ()
    said: str = ""
    bad: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Press:
    """What a browser sent of a button.

    Attributes:
        do: what it stands for.
        at: a queue or a number.
        photo: SHA-256.
        version: of the photo that was shown.
        field: a label as typed.
    """

    do: str = ""
    at: str = ""
    photo: str = ""
    version: int = 0
    field: str = ""

    @classmethod
    def of(cls, sent: object) -> Press:
        """From the event; what does not fit is empty."""
        said = sent if isinstance(sent, dict) else {}
        text = {name: str(said.get(name, "")) for name in ("do", "at", "photo", "field")}
        version = str(said.get("version", ""))
        return cls(**text, version=int(version) if version.isascii() and version.isdigit() else 0)


class Desk:
    """What all visitors of the tab share; threads may use it."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.found: Mistakes | None = None
        self._turn = threading.Lock()

    def seek(self, progress: Progress) -> None:
        """Look at what was not seen, then search; one search at a time.

        Raises:
            RefusedError: Another search is running.
            TriageError: The library or the network cannot be read.
        """
        if not self._turn.acquire(blocking=False):
            raise RefusedError("a search is running; wait until it is done, then load the page")
        try:
            seen = self.seen(progress)
            nothing = self.bench.classifier.card.outlier_labels
            self.found = search(self.bench.library, seen, nothing=nothing)
        finally:
            self._turn.release()

    def seen(self, progress: Progress) -> Looks:
        """What the network saw of every photo."""
        classifier = self.bench.classifier
        looks.look(self.bench.library, classifier, progress)
        return looks.stored(self.bench.library, classifier.sha256)

    def counts(self) -> dict[Queue, int]:
        """How many photos wait in each queue."""
        if self.found is None:
            return {}
        found = self.found
        return {queue: len(queues.waiting(self.bench.library, found, queue)) for queue in Queue}

    def page(self, view: View) -> tuple[queues.Entry, ...]:
        """The entries that are shown."""
        if self.found is None or view.queue is None:
            return ()
        waiting = queues.waiting(self.bench.library, self.found, view.queue)
        return queues.entries(self.bench.library, waiting[view.start : view.start + queues.PAGE])

    def pressed(self, view: View, press: Press, by: Callable[[], str]) -> View:
        """The view after a press.

        Args:
            view: as it was.
            press: what was pressed.
            by: gives the name of who does it, or refuses; asked before something is written.

        Raises:
            TriageError: It cannot be done; nothing was written.
        """
        fresh = replace(view, said="", bad=False, turn=view.turn + 1)
        if press.do == "queue":
            return replace(fresh, queue=_queue(press.at), start=0)
        if press.do == "page":
            return replace(fresh, start=max(0, int(press.at) if press.at.isdigit() else 0))
        if press.do == "undo":
            return self._undone(fresh, by())
        if view.queue is None or press.do not in ("take", "label", "leave", "cannot_tell"):
            return fresh
        return self._done(fresh, view.queue, press, by())

    def _done(self, view: View, queue: Queue, press: Press, by: str) -> View:
        library, target = self.bench.library, [(press.photo, press.version)]
        if press.do == "leave":
            queues.leave(library, queue, press.photo, press.version, by)
            return replace(
                view, did=(*view.did, Did(press.photo, queue)), said="It stays as it is."
            )
        if press.do == "cannot_tell":
            (item,) = library.change(target, {"cannot_tell": True}, by)
            said = "It is noted that nobody can tell; training leaves the photo out."
        else:
            label = press.at if press.do == "take" else self._known(press.field)
            (item,) = library.label(target, label, by)
            said = f"The label is {label} now."
        return replace(view, did=(*view.did, Did(press.photo, None, item.version)), said=said)

    def _known(self, typed: str) -> str:
        """A label from what was typed: the name or the id of a class, or a label of the library."""
        words = typed.strip()
        for each in self.bench.catalogue.classes:
            if words.casefold() in (each.id.casefold(), each.name.casefold()):
                return each.id
        label = label_of(words)
        if words not in self.labels() and label not in self.labels():
            raise RefusedError(
                f"no class is called {shown(words)!r}; choose one of the list, or make a new class "
                "on the label page"
            )
        return words if words in self.labels() else label

    def labels(self) -> tuple[str, ...]:
        """Labels of the library."""
        return tuple(label for label in self.bench.library.counts_by_label() if label)

    def _undone(self, view: View, by: str) -> View:
        if not view.did:
            raise UnknownError("there is nothing to undo on this page")
        library, last = self.bench.library, view.did[-1]
        if last.queue is not None:
            queues.return_to_queue(library, last.queue, last.sha256, by)
        else:
            now = library.get(last.sha256).version
            (newest, *_) = library.history(by=by, limit=1) or (None,)
            if newest is None or (newest.sha256, newest.version) != (last.sha256, last.version):
                raise RefusedError(
                    "you changed another photo since; undo that first, on the label page"
                )
            if now != last.version:
                raise RefusedError("somebody changed this photo since; look at it again")
            library.undo(by)
        return replace(view, did=view.did[:-1], said="Taken back; the photo waits again.")


def _queue(text: str) -> Queue:
    try:
        return Queue(text)
    except ValueError as error:
        raise UnknownError(f"there is no queue {shown(text)}") from error

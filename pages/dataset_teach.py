"""The tab "Teach": a class from a few photos, what would change, accept or discard, undo."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from catalogue.errors import CatalogueError
from catalogue.markup import Html, tag
from datasets.library import lesson, taught, teaching
from datasets.library.errors import RefusedError
from datasets.library.lesson import FEWEST, Lesson
from datasets.library.taught_card import Step, Taught
from model.errors import TriageError
from pages import dataset_teach_told as told
from pages.dataset_parts import Following, html, name_field
from pages.records_words import warning
from pages.workbench import Workbench

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# Readers of the page are taken to what would change.
_TO_OUTCOME = """
watch('value', () => {
  const next = element.querySelector('.teach-outcome');
  if (next) { next.focus({preventScroll: true}); next.scrollIntoView({block: 'start'}); }
});
"""
Updates = dict[Any, Any]


class Room:
    """The components of the tab, and what fills them."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self._turn = threading.Lock()  # one teaching at a time: it takes both cores
        html(told.intro())
        self.ready = html(Html(""), "teach-ready")
        self.name = name_field("teach")
        self.label = gr.Dropdown(
            [],
            label="Class to teach: a label of your photos, also a new one",
            elem_id="teach-class",
            elem_classes=["dataset-field"],
        )
        self.photos = html(Html(""), "teach-chosen")
        self.used = gr.CheckboxGroup(
            [], label="Use these photos", visible=False, elem_id="teach-used"
        )
        self.start = gr.Button("Teach", variant="primary", visible=False, elem_id="teach-start")
        self.said = html(Html(""), "teach-said")
        self.outcome = html(Html(""), "teach-outcome", _TO_OUTCOME)
        with gr.Row(visible=False, elem_id="teach-decide") as self.decide:
            self.accept = gr.Button("Accept", variant="primary", elem_id="teach-accept")
            self.discard = gr.Button("Discard", elem_id="teach-discard")
        self.networks = html(Html(""), "teach-networks")
        self.undo = gr.Button("Undo the last accepted", visible=False, elem_id="teach-undo")
        self.lesson = gr.State(None)

    @property
    def outputs(self) -> list[Any]:
        """Everything that an event may change."""
        return [
            *(self.ready, self.label, self.photos, self.used, self.start, self.said, self.outcome),
            *(self.decide, self.networks, self.undo, self.lesson),
        ]

    def opened(self) -> Updates:
        """The classes, an open proposal, the networks."""
        try:
            ready = lesson.classes(self.bench.library)
            choices = [
                (told.choice(each, told.named(each.class_id, self.bench.catalogue)), each.class_id)
                for each in ready
            ]
            hint = told.ready([words for words, _ in choices], [each.photos for each in ready])
            return {self.ready: hint, self.label: gr.update(choices=choices), **self._stand()}
        except (TriageError, CatalogueError) as error:
            return {self.said: warning(str(error))}

    def chosen(self, class_id: str | None) -> Updates:
        """The photos of a class that would be used."""
        nothing = {
            self.photos: Html(""),
            self.used: gr.update(visible=False, choices=[], value=[]),
            self.start: gr.update(visible=False),
            self.lesson: None,
            self.said: Html(""),
        }
        if not class_id:
            return nothing
        try:
            found = lesson.choose(self.bench.library, class_id, self.bench.classifier)
        except TriageError as error:
            return nothing | {self.said: warning(str(error))}
        names = [f"Photo {number}" for number in range(1, len(found.photos) + 1)]
        return {
            self.photos: told.chosen(found, told.named(class_id, self.bench.catalogue)),
            self.used: gr.update(visible=True, choices=names, value=names),
            self.start: gr.update(visible=True),
            self.lesson: (class_id, tuple(item.sha256 for item in found.photos)),
            self.said: Html(""),
        }

    def taught(
        self,
        state: tuple[str, tuple[str, ...]] | None,
        used: Sequence[str],
        name: str,
        user: str | None,
    ) -> Iterator[Updates]:
        """Teach, telling how far it is."""
        if not self._turn.acquire(blocking=False):
            yield {self.said: warning("another teaching is running; wait until it is done")}
            return
        try:
            by = self.bench.person(user, name)
            chosen = self._lesson(state, used)
            began = time.monotonic()
            work = Following(lambda tell: self._teach(chosen, by, tell))
            yield {
                self.said: told.working("Beginning", 0, 0),
                self.start: gr.update(interactive=False),
            }
            for share, _, words in work:
                left = teaching.left(began, share / 100)
                yield {self.said: told.working(words or "Beginning", share / 100, left)}
            work.result()
            yield {self.said: Html(""), **self._stand(), self.start: gr.update(interactive=True)}
        except (TriageError, CatalogueError) as error:
            again = gr.update(interactive=True)
            yield {self.said: warning(str(error)), self.start: again}
        finally:
            self._turn.release()

    def _lesson(self, state: tuple[str, tuple[str, ...]] | None, used: Sequence[str]) -> Lesson:
        if state is None:
            raise RefusedError("choose a class first")
        class_id, photos = state
        wanted = {int(each.split()[-1]) for each in used}
        kept = [sha256 for number, sha256 in enumerate(photos, start=1) if number in wanted]
        if len(kept) < FEWEST:
            raise RefusedError(f"{len(kept)} photos are chosen; {FEWEST} are needed")
        return lesson.named(self.bench.library, class_id, kept)

    def _teach(self, chosen: Lesson, by: str, tell: Any) -> Taught:
        bench = self.bench
        base = teaching.base_of(bench.library, teaching.released_file(bench.released.sha256))
        return teaching.teach(
            bench.library, chosen, by, base, bench.catalogue,
            lambda words, share: tell(round(share * 100), 100, words),
        )  # fmt: skip

    def decided(self, accepted: bool, name: str, user: str | None) -> Updates:
        """Accept or discard the open proposal."""
        try:
            by = self.bench.person(user, name)
            made = self._open()
            if made is None:
                raise RefusedError("no network is proposed any more; look at the list below")
            if accepted:
                taught.accept(self.bench.library, made.card.name, by)
                done = "Accepted. The label page proposes with it from now on."
            else:
                taught.discard(self.bench.library, made.card.name, by)
                done = "Discarded. Nothing has changed."
            return {self.said: _done(done), **self._stand()}
        except (TriageError, CatalogueError) as error:
            return {self.said: warning(str(error))}

    def undone(self, name: str, user: str | None) -> Updates:
        """Take the last accepted network back."""
        try:
            back = taught.undo(self.bench.library, self.bench.person(user, name))
            words = f"{back.card.name} is undone. The network before it holds again."
            return {self.said: _done(words), **self._stand()}
        except (TriageError, CatalogueError) as error:
            return {self.said: warning(str(error))}

    def _open(self) -> Taught | None:
        """The proposal that was made last and is not decided."""
        there = taught.every(self.bench.library)
        waiting = [each for each in there if each.step is Step.PROPOSED]
        return waiting[-1] if waiting else None

    def _stand(self) -> Updates:
        """The open proposal and the networks as they are."""
        bench, made = self.bench, self._open()
        there = taught.every(bench.library)
        where = str(taught.folder(bench.library))
        bench.proposer.classifier()  # looks whether another holds
        held = any(each.step is Step.ACCEPTED for each in there)
        return {
            self.outcome: Html("") if made is None else told.outcome(made, bench.catalogue),
            self.decide: gr.update(visible=made is not None),
            self.networks: told.networks(there, bench.catalogue, where, bench.proposer.fault),
            self.undo: gr.update(visible=held),
        }


def build(bench: Workbench, tab: gr.Tab | None = None) -> None:
    """Build the tab; what it shows is read when the page opens, and when the tab is chosen."""
    room = Room(bench)

    def start(state: Any, used: list[str], name: str, request: gr.Request) -> Iterator[Updates]:
        yield from room.taught(state, used, name, request.username)

    def accept(name: str, request: gr.Request) -> Updates:
        return room.decided(True, name, request.username)

    def discard(name: str, request: gr.Request) -> Updates:
        return room.decided(False, name, request.username)

    def undo(name: str, request: gr.Request) -> Updates:
        return room.undone(name, request.username)

    gr.on(None, room.opened, None, room.outputs, **_QUIET)
    if tab is not None:
        tab.select(room.opened, None, room.outputs, **_QUIET)
    room.label.input(room.chosen, room.label, room.outputs, api_visibility="private")
    given = [room.lesson, room.used, room.name]
    room.start.click(start, given, room.outputs, concurrency_limit=2, **_QUIET)
    room.accept.click(accept, room.name, room.outputs, **_QUIET)
    room.discard.click(discard, room.name, room.outputs, **_QUIET)
    room.undo.click(undo, room.name, room.outputs, **_QUIET)


def _done(words: str) -> Html:
    return tag("p", words, class_="sheet part", role="status")

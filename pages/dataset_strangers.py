"""The tab "New products": photos that nothing explains, heap by heap, to be named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, join, tag
from datasets.library import looks
from datasets.library.errors import RefusedError, UnknownError
from datasets.library.strangers import Heap, Strangers, accept, label_of, strangers, views_of
from datasets.library.suspicion import Seen, photos_of
from model.errors import TriageError
from pages.dataset_mistakes import SCRIPT
from pages.dataset_mistakes_told import named, working
from pages.dataset_parts import Following, Progress, html, name_field
from pages.records_words import sentence, warning
from pages.workbench import THUMBNAIL, Workbench, address_of

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
MOST_HEAPS = 12  # drawn at once; the largest first
Shown = tuple["View", Html, Html]


@dataclass(frozen=True, slots=True)
class View:
    """What one open tab shows.

    Attributes:
        did: SHA-256 and version of the photos that were labelled last; empty: nothing to undo.
        said: what happened.
        bad: whether that is a refusal.
    """

    did: tuple[tuple[str, int], ...] = ()
    said: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """What a browser sent: the button, the number of the heap, the name, the chosen photos."""

    do: str
    at: int
    name: str
    chosen: frozenset[str]

    @classmethod
    def of(cls, sent: object) -> Press:
        """From the event; what does not fit is empty."""
        said = sent if isinstance(sent, dict) else {}
        at, chosen = str(said.get("at", "")), said.get("chosen")
        return cls(
            str(said.get("do", "")),
            int(at) if at.isascii() and at.isdigit() else -1,
            str(said.get("field", "")),
            frozenset(map(str, chosen)) if isinstance(chosen, list) else frozenset(),
        )


class Desk:
    """What all visitors of the tab share; threads may use it."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.found: Strangers | None = None
        self._turn = threading.Lock()

    def seek(self, progress: Progress) -> None:
        """Look at what was not seen, then put together what nothing explains.

        Raises:
            RefusedError: Another search is running.
            TriageError: The library or the network cannot be read.
        """
        if not self._turn.acquire(blocking=False):
            raise RefusedError("a search is running; wait until it is done, then load the page")
        try:
            bench = self.bench
            looks.look(bench.library, bench.classifier, progress)
            seen = looks.stored(bench.library, bench.classifier.sha256)
            views = views_of(bench.references) if bench.references else {}
            fits = {
                label: each
                for label, each in views.items()
                if each.shape[1] == seen.embeddings.shape[1]
            }
            self.found = strangers(bench.library, seen, fits)
        finally:
            self._turn.release()

    def open_photos(self, heap: Heap) -> tuple[tuple[str, int], ...]:
        """The photos of a heap that nobody has labelled since, as they are now."""
        now = photos_of(self.bench.library, (sha256 for sha256, _ in heap.photos))
        return tuple(
            (sha256, now[sha256].version)
            for sha256, _ in heap.photos
            if sha256 in now and _is_open(now[sha256])
        )

    def accepted(self, press: Press, by: str) -> View:
        """Label what was chosen of a heap.

        Raises:
            TriageError: It cannot be done; nothing was written.
        """
        if self.found is None or not 0 <= press.at < len(self.found.heaps):
            raise UnknownError("this heap is not there any more; search again")
        chosen = [
            target
            for target in self.open_photos(self.found.heaps[press.at])
            if target[0] in press.chosen
        ]
        items = accept(self.bench.library, chosen, press.name, by)
        did = tuple((item.sha256, item.version) for item in items)
        return View(did, f"{len(items)} photos are labelled {label_of(press.name)} now.")

    def undone(self, view: View, by: str) -> View:
        """Take the last labelling back.

        Raises:
            TriageError: It cannot be done.
        """
        newest = self.bench.library.history(by=by, limit=1)
        if not view.did or not newest or (newest[0].sha256, newest[0].version) != view.did[-1]:
            raise RefusedError("there is nothing to undo here, or you changed something else since")
        items = self.bench.library.undo(by)
        return View((), f"Taken back: {len(items)} photos wait again.")


def _is_open(seen: Seen) -> bool:
    return seen.label is None


def build(bench: Workbench) -> None:
    """Build the tab; the caller has opened it."""
    desk = Desk(bench)
    words = (
        "Photos that nothing explains are put together. If a heap shows one product, give it a "
        "name: all chosen photos get it as their label, and undo takes it back."
    )
    html(tag("div", tag("p", words), class_="sheet dataset-lead"))
    name = name_field("strangers")
    start = gr.Button("Search for new products", variant="primary", elem_id="strangers-start")
    state = gr.State(View())
    said = html(Html(""), "strangers-progress")
    shown = html(Html(""), "strangers-shown", SCRIPT.read_text(encoding="utf-8"))
    outputs = [state, said, shown]

    def sought(view: View, request: gr.Request) -> Iterator[Shown]:
        try:
            if not bench.may(request.username, "datasets"):
                bench.person(request.username, "")
            work = Following(desk.seek)
            for count, total, _ in work:
                yield view, working(count, total), told(desk, view)
            work.result()
            yield _drawn(desk, replace(view, said=""))
        except TriageError as error:
            yield view, warning(str(error)), told(desk, view)

    def pressed(view: View, typed: str, event: gr.EventData, request: gr.Request) -> Shown:
        press = Press.of(event._data)
        try:
            by = bench.person(request.username, typed)
            after = desk.undone(view, by) if press.do == "undo" else desk.accepted(press, by)
        except TriageError as error:
            after = replace(view, said=sentence(str(error)), bad=True)
        return _drawn(desk, after)

    start.click(sought, state, outputs, **_QUIET)
    shown.click(pressed, [state, name], outputs, **_QUIET)
    gr.on(None, lambda: _drawn(desk, View()), None, outputs, **_QUIET)


def _drawn(desk: Desk, view: View) -> Shown:
    try:
        return view, Html(""), told(desk, view)
    except TriageError as error:
        return view, warning(str(error)), Html("")


def told(desk: Desk, view: View) -> Html:
    """The heaps that still wait."""
    found = desk.found
    if found is None:
        return Html("")
    undo = tag("button", "Undo", type="button", data_do="undo", disabled=not view.did)
    parts = [tag("div", undo, class_="mistakes-tools")]
    if view.said:
        class_ = "mistakes-said bad" if view.bad else "mistakes-said"
        role = "alert" if view.bad else "status"
        parts.insert(0, tag("p", view.said, class_=class_, role=role, tabindex="-1"))
    heaps = [
        _heap(number, heap, waiting, desk.bench.catalogue)
        for number, heap in enumerate(found.heaps)
        if (waiting := desk.open_photos(heap))
    ]
    alone = len(found.alone)
    words = f"{found.photos} photos that nothing explains; {alone} of them look like no other."
    parts.append(tag("p", words))
    if found.compared < found.photos:
        cap = f"Only the {found.compared} most unlike what is known were put together."
        parts.append(tag("p", cap))
    if not heaps:
        parts.append(tag("p", "No heap of photos waits for a name."))
    elif len(heaps) > MOST_HEAPS:
        parts.append(tag("p", f"The {MOST_HEAPS} largest of {len(heaps)} heaps are shown."))
    return tag("div", *parts, *heaps[:MOST_HEAPS], class_="sheet mistakes")


def _heap(
    number: int, heap: Heap, waiting: tuple[tuple[str, int], ...], catalogue: Catalogue
) -> Html:
    photos = (
        tag(
            "li",
            tag(
                "label",
                Html(
                    f'<img src="{address_of(sha256, THUMBNAIL)}" alt="Photo {sha256[:12]}" '
                    'loading="lazy" class="picture">'
                ),
                Html(f'<input type="checkbox" data-chosen value="{sha256}" checked>'),
            ),
        )
        for sha256, _ in waiting
    )
    near = tuple(
        f"{named(each.label, catalogue)}: likeness {each.cosine:.2f}" for each in heap.nearest
    )
    field = Html(
        '<input data-field aria-label="Name of the new class" maxlength="80" '
        'placeholder="Name of the new class">'
    )
    go = tag(
        "button", "Label the chosen photos", type="button", data_do="accept", data_at=str(number),
        data_enter=True, class_="go",
    )  # fmt: skip
    return tag(
        "section",
        tag("h2", f"Heap {number + 1}: {len(waiting)} photos"),
        tag("ul", *photos, class_="heap-photos"),
        join(tag("p", "Nearest known goods:"), bullets(near)) if near else Html(""),
        tag("div", tag("span", field, go, class_="mistakes-other"), class_="mistakes-buttons"),
        data_heap=str(number),
    )

"""What the tabs of the dataset page share: HTML, tables, the name of who does it, links."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar
from urllib.parse import urlencode

import gradio as gr

from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from datasets.library.record import State
from pages.workbench import DATASET_PATH, LABEL_PATH, THUMBNAIL, address_of

TICK_SECONDS = 1.0  # between two answers of something that takes long
STATES = {
    State.TODO: "No label yet",
    State.LABELLED: "Labelled, not reviewed",
    State.ACCEPTED: "Label accepted",
    State.REJECTED: "Label rejected",
    State.CANNOT_TELL: "Nobody can tell",
}
# For the session of the browser only, as the label page keeps it: the next person at this
# computer starts without.
_REMEMBER = "(name) => { sessionStorage.setItem('inspector', name); }"
_RECALL = "() => sessionStorage.getItem('inspector') || ''"
_Result = TypeVar("_Result")
Progress = Callable[[int, int, str], None]


def html(content: Html, name: str | None = None, script: str | None = None) -> gr.HTML:
    """HTML of ours."""
    return gr.HTML(content, elem_id=name, apply_default_css=False, js_on_load=script)


def tabs(name: str) -> gr.Tabs:
    """Tabs that stand in as many rows as they need: none hides behind a menu on a phone."""
    return gr.Tabs(elem_id=name, elem_classes=["trainers-tabs"], overflow_behavior="wrap")


def name_field(where: str) -> gr.Textbox:
    """A field for the name of who does it, hidden where an account tells; kept for the visit."""
    field = gr.Textbox(
        label="Your name: the library keeps who did what",
        max_length=120,
        elem_id=f"{where}-name",
        elem_classes=["dataset-field"],
    )

    def known(request: gr.Request) -> gr.Textbox:
        return gr.Textbox(visible=request.username is None)

    gr.on(None, known, None, field, api_visibility="private", show_progress="hidden")
    gr.on(None, None, None, field, js=_RECALL, api_visibility="private")
    field.change(None, field, None, js=_REMEMBER, api_visibility="private")
    return field


def classes(catalogue: Catalogue, own: Sequence[str | None] = ()) -> list[tuple[str, str]]:
    """Every class that a photo can have, by name: those of the catalogue, then the library's own.

    Args:
        catalogue: names the classes.
        own: labels of the library.
    """
    known = [(f"{each.name} ({each.id})", each.id) for each in catalogue.classes]
    more = sorted(label for label in own if label and catalogue.get(label) is None)
    return sorted(known) + [(label, label) for label in more]


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], caption: str, class_: str = ""
) -> Html:
    """A table that becomes a list of cards on a phone; roles, as CSS takes the element's away.

    Args:
        head: names of the columns.
        rows: cells; the first of each names its row. `Html` is kept, other text is escaped.
        caption: what the table says.
        class_: style class.
    """
    heads = [tag("th", each, scope="col", role="columnheader") for each in head]
    body = []
    for first, *cells in rows:
        made = [tag("th", first, scope="row", role="rowheader")]
        for name, cell in zip(head[1:], cells, strict=True):
            label = tag("span", name, class_="cell-name", aria_hidden="true")
            made.append(tag("td", label, tag("span", cell), role="cell"))
        body.append(tag("tr", *made, role="row"))
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        class_=f"dataset-table {class_}".strip(),
        role="table",
    )


def label_address(**wanted: str) -> str:
    """The label page with these photos."""
    return f"/{LABEL_PATH}" + (f"?{urlencode(wanted)}" if wanted else "")


def photo_address(sha256: str) -> str:
    """The page of one photo."""
    return f"/{DATASET_PATH}?photo={sha256}"


def thumbnails(photos: Sequence[str]) -> Html:
    """Small pictures that lead to the page of each photo."""
    return tag(
        "div",
        *(
            tag(
                "a",
                tag(
                    "img", src=address_of(sha256, THUMBNAIL), alt=f"Photo {sha256[:12]}",
                    loading="lazy", class_="picture",
                ),
                href=photo_address(sha256),
            )
            for sha256 in photos
        ),
        class_="dataset-thumbnails",
    )  # fmt: skip


class Following(Generic[_Result]):
    """Does something in a thread of its own and tells how far it is.

    Iterating gives count, total and name about once a second, and ends when it is done; `result`
    gives what it came to or raises what it raised. Closing the page does not stop it.
    """

    def __init__(self, work: Callable[[Progress], _Result]) -> None:
        """Begin.

        Args:
            work: is given a function that takes count, total and name.
        """
        self._outcome: queue.Queue[tuple[_Result | None, BaseException | None]] = queue.Queue()
        self._now: tuple[int, int, str] = (0, 0, "")
        self._done: tuple[_Result | None, BaseException | None] | None = None
        self._work = work
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._outcome.put((self._work(self._tell), None))
        except BaseException as error:  # raised again by `result`, in the thread that asked
            self._outcome.put((None, error))

    def _tell(self, count: int, total: int, name: str) -> None:
        self._now = (count, total, name)

    def __iter__(self) -> Iterator[tuple[int, int, str]]:
        while self._done is None:
            try:
                self._done = self._outcome.get(timeout=TICK_SECONDS)
            except queue.Empty:
                yield self._now

    def result(self) -> _Result:
        """What it came to.

        Raises:
            Exception: what it raised.
        """
        made, error = self._done or self._outcome.get()
        if error is not None:
            raise error
        return made  # type: ignore[return-value]  # it is what `work` gave

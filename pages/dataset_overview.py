"""The overview of the dataset page: the numbers, where the library is thin, what to collect."""

from __future__ import annotations

import base64
import threading
from collections import Counter
from collections.abc import Sequence

import gradio as gr

from catalogue.markup import Html, fold, join, section, tag
from datasets.library import datasheet, elsewhere
from datasets.library.datasheet import Gap, Numbers
from datasets.library.library import Library
from datasets.library.splits import PARTS
from model.errors import TriageError
from pages.dataset_parts import STATES, html, label_address, table
from pages.records_words import class_words, counted, said, warning
from pages.workbench import Workbench

ENOUGH = "The classes that have photos have enough of them by these rules."
UNLABELLED = "No photo can be used yet: label photos first, then what is missing can be told."
FIRST = 8  # gaps that are shown at once; more than these nobody collects on one day
MOST = 30  # rows of a table; the rest is counted
_PART_NAMES = {"train": "Training", "val": "Validation", "test": "Test"}
_OURS = frozenset({*_PART_NAMES.values(), "not given"})  # words of ours among what people wrote
_BY = {
    "source": "Source",
    "licence": "Licence",
    "device": "Camera",
    "view": "View",
    "author": "Author",
    "consent": "Consent",
}


class Counting:
    """The numbers of a library, counted anew only when something changed; threads may share it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = threading.Lock()
        self._held: tuple[int, Numbers] | None = None

    def numbers(self) -> Numbers:
        """The numbers as they are now.

        Raises:
            FileError: the library cannot be read.
        """
        with self._turn:
            newest = self._library.history(limit=1)
            at = newest[0].seq if newest else 0
            if self._held is None or self._held[0] != at:
                self._held = at, self._counted()
            return self._held[1]

    def _counted(self) -> Numbers:
        imported = elsewhere.reviewed(self._library)
        return datasheet.numbers(self._library.items(), elsewhere=imported)


def build(bench: Workbench, tab: gr.Tab | None = None) -> None:
    """Build the tab; it counts when the page opens and when the tab is chosen again."""
    counting = Counting(bench.library)
    shown = html(tag("p", "One moment: the photos are counted.", class_="sheet"), "overview")

    def look() -> Html:
        try:
            return overview(counting.numbers(), bench)
        except TriageError as error:
            return warning(str(error))

    gr.on(None, look, None, shown, api_visibility="private", show_progress="hidden")
    if tab is not None:
        tab.select(look, None, shown, api_visibility="private", show_progress="hidden")


def overview(found: Numbers, bench: Workbench) -> Html:
    """All of it."""
    known = bench.catalogue.goods
    wanted = [good.id for good in known]
    gaps = datasheet.gaps(found, wanted)
    return tag(
        "div",
        _totals(found),
        _collect(gaps, bench, is_labelled=bool(found.classes)) if found.total else _begin(),
        _classes(found, bench),
        _others(found),
        _download(datasheet.markdown(found, bench.library.path.name, wanted)),
        class_="sheet dataset-overview",
    )


def _begin() -> Html:
    words = (
        "The library is empty. Add photos first: the network learned the goods from rendered "
        "pictures, and real photos are what it lacks."
    )
    return section("Begin here", tag("p", words), class_="part next")


def _totals(found: Numbers) -> Html:
    usable = sum(held.photos for held in found.classes.values())
    tiles = [
        _tile(str(found.total), "Photos", label_address()),
        _tile(str(usable), "Usable for training", ""),
        _tile(str(len(found.classes)), "Classes", ""),
        _tile(str(sum(h.count_objects for h in found.classes.values())), "Objects", ""),
    ]
    states = [
        _tile(str(found.states.get(state, 0)), words, label_address(state=state.value))
        for state, words in STATES.items()
    ]
    why = [tag("li", f"{reason}: {count}") for reason, count in sorted(found.left_out.items())]
    left = fold("What training leaves out, and why", tag("ul", *why)) if why else Html("")
    return join(tag("ul", *tiles, *states, class_="dataset-tiles"), left)


def _tile(number: str, words: str, address: str) -> Html:
    inside = (tag("strong", number), tag("span", words))
    return tag("li", tag("a", *inside, href=address) if address else tag("div", *inside))


def _collect(gaps: Sequence[Gap], bench: Workbench, *, is_labelled: bool) -> Html:
    """What to collect next: the thinnest first; classes without any photo apart."""
    thin = [gap for gap in gaps if not gap.found.endswith(": no photo")]
    none = [gap for gap in gaps if gap.found.endswith(": no photo")]
    first = [_gap(gap, bench) for gap in thin[:FIRST]]
    rest = [_gap(gap, bench) for gap in thin[FIRST:]]
    parts = [tag("ul", *first, class_="dataset-gaps")] if first else []
    if not thin:
        parts.append(tag("p", ENOUGH if is_labelled else UNLABELLED))
    if rest:
        parts.append(fold(f"{len(rest)} more gaps", tag("ul", *rest, class_="dataset-gaps")))
    if none:
        names = [tag("li", class_words(gap.label, bench.catalogue)) for gap in none]
        parts.append(
            fold(
                f"{counted(len(none), 'good')} of the catalogue without a photo",
                tag("ul", *names, class_="dataset-names"),
            )
        )
    return section("What to collect next", *parts, class_="part next")


def _gap(gap: Gap, bench: Workbench) -> Html:
    """Name and view are words of the trainer; what is missing is ours."""
    found = gap.found.split(": ", 1)[1]
    name = class_words(gap.label, bench.catalogue) if gap.label in bench.catalogue else gap.label
    of = tag("span", name, ", ", said(gap.view)) if gap.view else tag("span", name)
    link = tag("a", of, href=label_address(label=gap.label))
    return tag("li", tag("strong", link), " ", tag("span", found), " ", tag("em", gap.advice))


def _classes(found: Numbers, bench: Workbench) -> Html:
    if not found.classes:
        return Html("")
    head = ("Class", "Photos", "Reviewed", "Objects", *_PART_NAMES.values(), "Sources", "Cameras")
    rows = []
    for label, held in found.classes.items():
        name = class_words(label, bench.catalogue) if label in bench.catalogue else label
        link = tag("a", name, href=label_address(label=label))
        counts = (held.photos, held.reviewed, held.count_objects)
        parts = (len(held.objects[part]) for part in PARTS)
        sides = (len(held.sources - {""}), len(held.devices - {""}))
        rows.append((link, *map(str, (*counts, *parts, *sides))))
    caption = "Photos and objects of each class; parts count objects, so that none is divided."
    return section("Classes", table(head, rows, caption, "classes"))


def _others(found: Numbers) -> Html:
    parts = Counter({_PART_NAMES[part]: count for part, count in found.parts.items()})
    by = {"Part": parts, **{_BY[name]: found.columns[name] for name in _BY}}
    if found.flags:
        by["Fault of the picture"] = found.flags
    made = [_by(name, held) for name, held in by.items() if held]
    if not found.classes or not made:
        return Html("")
    return fold("Parts, sources, licences, cameras, views", tag("div", *made, class_="dataset-by"))


def _by(name: str, held: Counter[str]) -> Html:
    shown = held.most_common(MOST)
    rows = [(value if value in _OURS else said(value), str(count)) for value, count in shown]
    if len(held) > MOST:
        rest = sum(held.values()) - sum(count for _, count in shown)
        rows.append((Html(f"{len(held) - MOST} others"), str(rest)))
    return table((name, "Usable photos"), rows, f"By {name[0].lower()}{name[1:]}")


def _download(text: str) -> Html:
    data = base64.b64encode(text.encode()).decode("ascii")
    link = tag(
        "a",
        "Download the datasheet",
        href=f"data:text/markdown;base64,{data}",
        download="datasheet.md",
        class_="download",
    )
    return tag("p", link)

"""The components of the photo check that an answer changes, and what fills them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from gradio.blocks import Block

from catalogue.errors import CatalogueError
from catalogue.markup import Html, join
from model.errors import TriageError
from model.screening import Report
from pages.anew import anew
from pages.answer import Answer, not_used, refusal
from pages.case import MOST_OBJECTS, MOST_PHOTOS, Case, Exhibit, Item, Told
from pages.concluding import Concluding
from pages.inquiry import Inquiry
from pages.inspector import Inspector
from pages.measuring import board
from pages.status import POOR, UNKNOWN
from pages.uploads import forget
from pages.verdict import is_poor

FULL = (
    f"There are {MOST_OBJECTS} objects in this check, and no more fit. Save what you want to keep, "
    "open an object that is done and press Forget this object, then give the photo again"
)
Updates = dict[Any, Any]  # component -> what it becomes; what is missing stays


@dataclass(frozen=True, slots=True)
class Bench:
    """The components that an answer changes, and what fills them."""

    inspector: Inspector
    case: gr.State
    inquiry: gr.State
    files: gr.File
    shot: gr.Image
    objects: gr.Radio
    tools: gr.Row
    anew: gr.HTML
    head: gr.HTML
    body: gr.HTML
    measure: gr.Accordion
    board: gr.HTML
    concluding: Concluding

    @property
    def outputs(self) -> list[Block]:
        """Everything that `show` may change."""
        return [
            *(self.case, self.inquiry, self.files, self.shot, self.objects),
            *(self.tools, self.anew, self.head, self.body, self.measure, self.board),
            *self.concluding.outputs,
        ]

    def photographed(
        self,
        paths: tuple[str, ...],
        case: Case,
        asking: Inquiry | None,
        *,
        same: bool,
        looking: Callable[[int, int], None],
    ) -> Updates:
        """New photos; the uploads are deleted.

        Args:
            paths: as uploaded.
            case: the objects of the session.
            asking: how far the questions of the open object are answered.
            same: whether they show the open object, and not another.
            looking: told before each photo how many are done, and of how many.
        """
        adds = not (same and case.open is not None)
        if adds and case.full:
            for path in paths:
                forget(path)
            told = refusal(FULL)
            return {self.case: case, self.head: told.head, **self._emptied(case)}
        exhibits, refused = self._look(paths, looking)
        case = case.answered(asking)
        if same and case.open is not None:
            item = case.open.joined(exhibits)
            case = case.changed(item)
        elif exhibits:
            case = case.added(Item(exhibits[:MOST_PHOTOS]))
        if not exhibits:
            told = refusal(*refused)
            return {self.case: case, self.head: told.head, **self._emptied(case)}
        return self.show(case, tuple(refused))

    def show(self, case: Case, refused: tuple[str, ...] = ()) -> Updates:
        """Everything for the object that is open, under the law that is asked.

        Args:
            case: the objects of the session.
            refused: what could not be used, in sentences.
        """
        item = case.open
        if item is None:
            return {self.case: case, self.head: Html(""), **self._emptied(case)}
        try:
            told = self.inspector.tell(item, case.query)
            answer = self.inspector.answer(item, told, case.query)
            before = case = self._asking(case, told)
            case = replace(case, on_form=item.exhibits[0].taken.sha256)
        except (TriageError, CatalogueError) as error:
            failed = refusal(str(error))
            return {self.case: case, self.head: failed.head, **self._emptied(case)}
        return {
            self.case: case,
            self.head: _with(answer, refused),
            self.body: answer.body,
            self.inquiry: case.open.inquiry if case.open else None,
            self.tools: gr.update(visible=True),
            self.anew: anew(case),
            self.objects: self._objects(case, shown=True),
            self.measure: gr.update(visible=True),
            self.board: board(item.exhibits[0]),
            **self.emptied_inputs(),
            **self.concluding.shown(before, told),
        }

    def _look(
        self, paths: tuple[str, ...], looking: Callable[[int, int], None]
    ) -> tuple[tuple[Exhibit, ...], list[str]]:
        exhibits, refused = [], []
        for done, path in enumerate(paths):
            looking(done, len(paths))
            try:
                exhibits.append(self.inspector.look(path))
            except TriageError as error:
                refused.append(str(error))
            finally:
                forget(path)
        if len(exhibits) > MOST_PHOTOS:
            refused.append(
                f"{len(exhibits)} photos are too many for one object: "
                f"the first {MOST_PHOTOS} were used"
            )
        return tuple(exhibits), refused

    def _asking(self, case: Case, told: Told) -> Case:
        """Keeps the answers given, as long as the class asked about stays a candidate."""
        item, fresh = case.open, Inquiry.of(told.report)
        if item is None:
            return case
        known = item.inquiry
        if known is not None and fresh is not None and known.chosen in fresh.candidates:
            fresh = replace(
                fresh, chosen=known.chosen, answers=known.answers, lengths=known.lengths
            )
        elif known is not None and known.answers:
            fresh = known
        return case.with_inquiry(fresh and replace(fresh, query=case.query))

    def _objects(self, case: Case, *, shown: bool) -> Updates:
        """The list of objects: from the second on, or where the first is out of sight."""
        named = [(f"{at + 1}. {self._name(item, case)}", at) for at, item in enumerate(case.items)]
        least = 1 if shown else 0
        value = case.at if shown else None
        return gr.update(choices=named, value=value, visible=len(named) > least)

    def _name(self, item: Item, case: Case) -> str:
        name = called(self.inspector.tell(item, case.query).report, item)
        return f"{name} (saved)" if item.saved is not None else name

    def _emptied(self, case: Case) -> Updates:
        """Without an answer: nothing below the verdict."""
        hidden = gr.update(visible=False)
        return {
            self.body: Html(""),
            self.inquiry: None,
            self.tools: hidden,
            self.anew: anew(case),
            self.objects: self._objects(case, shown=False),
            self.measure: hidden,
            self.board: board(None),
            **self.emptied_inputs(),
            **self.concluding.shown(case, None),
        }

    @property
    def inputs(self) -> tuple[gr.File, gr.Image]:
        """The fields that photos come in by."""
        return self.files, self.shot

    def emptied_inputs(self) -> Updates:
        """Nothing but empty inputs; every answer needs it.

        To Gradio an input that is left out is an update of its properties: it would build it anew
        (see `uploads._untouched`).
        """
        return {self.files: None, self.shot: None}


def called(report: Report, item: Item) -> str:
    """What an object is called in the list of objects, in the words of its verdict."""
    if report.findings:
        return " or ".join(each.visual_class.name for each in report.findings)
    if report.own is not None:
        return report.own.label
    return (POOR if is_poor(report, item) else UNKNOWN).word


def _with(answer: Answer, refused: tuple[str, ...]) -> Html:
    """The head of an answer, below what could not be used of the upload."""
    return join(answer.head, not_used(refused))

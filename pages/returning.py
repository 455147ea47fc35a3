"""A check comes back after its tab was loaded anew: as it was, with a line that says so.

The tab keeps a token (`returning.js`), `serving.returning` knows the session it leads to, and the
check itself moves from that session to the one of the new page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import gradio as gr
from gradio.blocks import Block

from catalogue.markup import Html, join, tag
from catalogue.ruling import Query
from findings.parts import Verdict
from pages.anew import ANEW, DONE
from pages.answer import refusal
from pages.bench import FULL, Bench, Updates
from pages.case import GONE, Case
from pages.serving.returning import Held, Returning
from pages.sessions import Sessions
from pages.typed import Typed

RETURNED = "Your check as you left it."
SCRIPT = Path(__file__).with_name("returning.js")
ONE_BY_ONE = "check"  # else a photo given at once and the check that comes back lose each other
# Moves readers and screen readers to the verdict, which on a phone would lie below the fold, and
# folds the guide, which has been read by then. Not past the line of a check that has come back (an
# input that is emptied by it says so, and that leads here too) or that is gone. Nor a second time,
# for an input that is emptied, away from what the reader has begun to use meanwhile.
TO_VERDICT = """() => requestAnimationFrame(() => {
  const verdict = document.getElementById('verdict');
  const line = document.querySelector('#returning .returned:not([data-joined])');
  if (!verdict || line?.querySelector('button')) return;
  const used = document.activeElement || document.body;
  const ours = '#photo, #camera, #at-hand, #objects, #verdict';
  const waits = used === document.body || used.closest(ours);
  if ('shown' in verdict.dataset && !waits) return;
  verdict.dataset.shown = '';
  document.querySelectorAll('#help details[open]').forEach((fold) => { fold.open = false; });
  const first = line || document.querySelector('#outcome .verdict')
    || document.getElementById('hints');
  verdict.focus({preventScroll: true});
  (first || verdict.closest('header')).scrollIntoView({block: 'start'});
})"""
# The line stands above what it speaks of; where nothing came back the page begins at its beginning,
# and where a photo was given meanwhile that is answered first.
TO_LINE = """() => requestAnimationFrame(() => {
  history.scrollRestoration = 'auto';
  const line = document.querySelector('#returning .returned:not([data-joined])');
  const isBack = line?.querySelector('button');
  const folds = isBack ? document.querySelectorAll('#help details[open]') : [];
  folds.forEach((fold) => { fold.open = false; });
  line?.scrollIntoView({block: isBack ? 'start' : 'nearest'});
})"""
TO_PHOTO = "() => document.querySelector('#photo button')?.focus()"


def returning_part() -> tuple[gr.HTML, gr.State]:
    """The line, and what is typed in the form."""
    part = gr.HTML(
        Html(""),
        elem_id="returning",
        apply_default_css=False,
        js_on_load=SCRIPT.read_text(encoding="utf-8"),
    )
    return part, gr.State(None)


@dataclass(frozen=True, slots=True)
class Return:
    """How a check is held and taken up again.

    Attributes:
        bench: the components that an answer changes.
        place: field with whose law is asked.
        day: field with the day of the law.
        part: the line.
        typed: state with `Typed`, or None.
        sessions: of the application.
        checks: those that can be taken up again.
    """

    bench: Bench
    place: gr.Dropdown
    day: gr.Textbox
    part: gr.HTML
    typed: gr.State
    sessions: Sessions
    checks: Returning

    @property
    def outputs(self) -> list[Block]:
        """What an answer changes, with the line."""
        return [*self.bench.outputs, self.part, self.typed]

    def kept(
        self,
        updates: Updates,
        request: gr.Request,
        before: Case | None = None,
        *,
        is_gone: bool = False,
    ) -> Updates:
        """An answer, whose check can be taken up again from now on.

        Args:
            updates: as `Bench` makes them.
            request: of the session.
            before: the check as it was found; where it is empty though objects were held, it is
                gone, and the answer says so.
            is_gone: whether the page showed objects that are here no more; then it says so.
        """
        case = updates.get(self.bench.case)
        if not isinstance(case, Case):
            return updates
        is_empty = before is not None and not before.items
        is_gone = is_gone or (is_empty and self.checks.holds(request.session_hash or ""))
        left = self.sessions.of(request.session_hash or "")
        typed = left[2] if left else None
        if isinstance(typed, Typed) and typed.about != _about(case):
            typed = typed.elsewhere()
        token = self._held(case, request)
        said = _line(GONE, token) if is_gone else _ticket(token)
        return {**updates, self.part: said, self.typed: typed}

    def gone(self, request: gr.Request) -> Updates:
        """What was pressed is about objects that are here no more: an empty page, that says so."""
        return self.kept(self.bench.show(Case()), request, is_gone=True)

    def wire(self) -> None:
        """What happens when."""
        bench = self.bench
        self.sessions.watch(bench.case, bench.inquiry, self.typed)

        def take_up(event: gr.EventData, now: Case, request: gr.Request) -> Updates:
            asked = event._data if isinstance(event._data, dict) else {}
            return self._taken_up(str(asked.get("token", "")), now, request)

        everything = [*self.outputs, *self._fields, self.place, self.day]
        unique = list(dict.fromkeys(everything))
        # Not the fields of photos: one that is on its way into them meanwhile must arrive.
        others = [each for each in unique if each not in bench.inputs]
        self.part.submit(
            take_up, bench.case, others, api_visibility="private", concurrency_id=ONE_BY_ONE
        ).then(None, js=TO_LINE).then(None, js=TO_VERDICT)

        def anew(request: gr.Request) -> Updates:
            return self._anew(request)

        for asked in (self.part, bench.anew):
            asked.click(
                anew, None, unique, api_visibility="private", concurrency_id=ONE_BY_ONE
            ).then(None, js=TO_PHOTO)
        self._watch_form()

    @property
    def _fields(self) -> tuple[gr.Textbox | gr.Checkbox, ...]:
        return self.bench.concluding.fields

    def _watch_form(self) -> None:
        """What is typed is noted when a field is left: the browser keeps nothing."""
        form = self.bench.concluding
        events = [form.verdict.input, form.another.input]
        events += [
            field.blur if isinstance(field, gr.Textbox) else field.input for field in form.fields
        ]

        def noted(
            case: Case, verdict: str | None, another: str | None, *fields: str | bool | None
        ) -> Typed | None:
            about = _about(case)  # None: the check was given up while this was on its way
            return Typed(about, verdict, another, fields) if about else None

        gr.on(
            events,
            noted,
            [self.bench.case, form.verdict, form.another, *form.fields],
            self.typed,
            api_visibility="private",
            show_progress="hidden",
            trigger_mode="always_last",
        )

    def _held(self, case: Case, request: gr.Request) -> str:
        """The token of the check of this session; empty where there is nothing to come back to."""
        session, owner = request.session_hash, _owner(request)
        if not session or not owner:
            return ""
        if not case.items:
            self.checks.drop(session)
            return ""
        token, gone = self.checks.hold(Held(owner, session, case.size), self.sessions.names)
        for each in gone:
            self.sessions.empty(each)
        return token

    def _taken_up(self, token: str, now: Case, request: gr.Request) -> Updates:
        """The check of a token moves here; photos given meanwhile follow it.

        Args:
            token: as the tab kept it.
            now: what this session has already.
            request: of this session.
        """
        session = self.checks.find(token, _owner(request))
        left = self.sessions.of(session) if session else None
        here = request.session_hash
        if not session or not left or not left[0].items or not here:
            return {self.part: _line(GONE, self._held(now, request))}
        case, inquiry, typed = left
        now = Case() if session == here else now  # asked again: the answer was lost on its way
        joined = case.answered(inquiry).followed(now)
        fit = len(joined.items) == len(case.items) + len(now.items)
        updates = self._shown(joined, typed)
        if not fit:
            updates[self.bench.head] = join(refusal(FULL).head, updates[self.bench.head])
        if session != here:
            self.checks.drop(here)
            self.checks.move(token, here)
            self.sessions.empty(session)
        held = self._held(updates[self.bench.case], request)
        line = _line(RETURNED, held, ANEW, is_joined=fit and bool(now.items))
        changed = {each: new for each, new in updates.items() if each not in self.bench.inputs}
        return {**changed, self.part: line}

    def _shown(self, case: Case, typed: Typed | None) -> Updates:
        """Everything as it was: the answer, place and day, and the form."""
        # The form of this page is an empty one, so nothing in it is about the object yet.
        updates = {**self.bench.show(replace(case, on_form=None)), self.typed: typed}
        updates |= {self.place: case.query.jurisdiction, self.day: _day(case.query)}
        if typed is None:
            return updates
        is_same, form = typed.about == _about(case), self.bench.concluding
        for field, value in zip(self._fields, typed.fields, strict=True):
            # What the register knows of a saved object comes before what was typed for another.
            if value is not None and (is_same or field not in updates):
                updates[field] = value
        if is_same and isinstance(updates.get(form.verdict), dict):
            updates[form.verdict] = {**updates[form.verdict], "value": typed.verdict}
            is_another = typed.verdict == Verdict.ANOTHER_CLASS.value
            updates[form.another] = gr.update(value=typed.another, visible=is_another)
        return updates

    def _anew(self, request: gr.Request) -> Updates:
        """An empty page; nothing of the check stays anywhere."""
        if request.session_hash:
            self.checks.drop(request.session_hash)
            self.sessions.empty(request.session_hash)
        fields = {field: "" if isinstance(field, gr.Textbox) else False for field in self._fields}
        begun = Case()
        return {
            **self.bench.show(begun),
            **fields,
            self.typed: None,
            self.place: begun.query.jurisdiction,
            self.day: "",
            self.part: _line(DONE, ""),
        }


def _owner(request: gr.Request) -> str:
    """Whom the gate has let in."""
    visitor = getattr(request.request, "scope", {}).get("visitor")
    return str(visitor.owner) if visitor is not None else ""


def _about(case: Case) -> str | None:
    return case.open.exhibits[0].taken.sha256 if case.open else None


def _day(query: Query) -> str:
    return query.as_of.isoformat() if query.as_of else ""


def _ticket(token: str) -> Html:
    """What the tab shall keep, without a word; an empty token: nothing."""
    return tag("div", data_ticket=token)


def _line(words: str, token: str, button: str = "", *, is_joined: bool = False) -> Html:
    pressed = tag("button", button, type="button") if button else ""
    said = tag("span", words, role=words == GONE and "alert")  # the part is live
    return tag(
        "p",
        said,
        " ",
        pressed,
        class_="sheet returned",
        data_ticket=token,
        data_joined=is_joined,
    )

"""The inspector's page: photos in; an answer in words, pictures and law out; questions; a record.

Turns typed errors into sentences; keeps no photo: every upload is deleted after the answer, what
is shown stays in the memory of the session, and only what the inspector saves is kept.
"""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from findings.register import Register
from pages.anew import anew_part
from pages.bench import Bench, Updates
from pages.case import Case
from pages.concluding import concluding
from pages.guide import TITLE, guide, page_head
from pages.inquiry import Inquiry
from pages.inspector import Inspector
from pages.law_fields import law_fields
from pages.look import navigation
from pages.measuring import measuring
from pages.places import query_of
from pages.questions import questions
from pages.returning import ONE_BY_ONE, TO_VERDICT, Return, returning_part
from pages.service import endpoints
from pages.serving.returning import Returning
from pages.sessions import Sessions
from pages.uploads import camera, more_photos, photo_files
from pages.viewer import viewer

CAMERA = "Camera of this computer, or paste a picture"
LAW = "Whose law, and of which day"
CACHE_SECONDS = (300, 900)  # look every 5 minutes, delete uploads older than 15
FORGET_AFTER = 3600  # s without a change, until the photos of a session leave the memory
TO_CONCLUSION = """() => {
  const part = document.getElementById('conclude');
  part.scrollIntoView({block: 'start'});
  part.querySelector('input')?.focus({preventScroll: true});
}"""


def inspection_page(inspector: Inspector, register: Register | None) -> gr.Blocks:
    """Build the page.

    Args:
        inspector: names what is seen and tells what the law says of it.
        register: where findings are saved, or None.
    """
    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=CACHE_SECONDS)
    with page:
        back, more, told, away = _build(inspector, register, Sessions(page))
        _wire(back, more, told, away)
        endpoints(inspector)
    return page


def _build(
    inspector: Inspector, register: Register | None, sessions: Sessions
) -> tuple[Return, gr.UploadButton, gr.HTML, gr.Button]:
    """Lay the parts out, in reading order."""
    navigation()
    viewer()
    _html(page_head(), "head")
    case = gr.State(Case(), time_to_live=FORGET_AFTER, delete_callback=sessions.expired)
    files = photo_files()
    with gr.Accordion(CAMERA, open=False, elem_id="camera-fold"):
        shot = camera()
    place, day, told = _law(inspector.catalogue)
    line, typed = returning_part()
    objects = gr.Radio([], label="Objects in this check", visible=False, elem_id="objects")
    outcome = _html(Html(""), "outcome")
    head = _html(Html(""), "answer-head")
    with gr.Row(elem_id="at-hand"):
        with gr.Row(visible=False, elem_id="tools") as tools:
            more = more_photos()
            away = gr.Button("Forget this object", elem_id="forget")
            gr.Button("Conclude and save", elem_id="to-conclude").click(None, js=TO_CONCLUSION)
        anew = anew_part()  # beside the tools, which are hidden where a photo gives no answer
    inquiry = questions(inspector.asked, outcome)
    measure, shown = measuring(case, inquiry, lambda now: inspector.asked(now.query))
    body = _html(Html(""), "answer")
    end = concluding(inspector, register, case, inquiry)
    _html(guide(inspector.catalogue, inspector.classifier.card.labels), "help")
    bench = Bench(
        inspector, case, inquiry, files, shot, objects, tools, anew, head,
        body, measure, shown, end,
    )  # fmt: skip
    return Return(bench, place, day, line, typed, sessions, Returning()), more, told, away


def _law(catalogue: Catalogue) -> tuple[gr.Dropdown, gr.Textbox, gr.HTML]:
    """The choosers of place and day, and where a wrong day is told."""
    with gr.Accordion(LAW, open=False, elem_id="law-fold"):
        place, day = law_fields(catalogue)
        told = _html(Html(""))
    return place, day, told


def _wire(back: Return, more: gr.UploadButton, told: gr.HTML, away: gr.Button) -> None:
    """What happens when."""
    bench = back.bench
    states = [bench.case, bench.inquiry]
    for source, event, same in (
        (bench.files, bench.files.upload, False),
        (bench.shot, bench.shot.change, False),
        (more, more.upload, True),
    ):
        event(
            _photographed(back, same=same),
            inputs=[source, *states, back.place, back.day],
            outputs=back.outputs,
            api_visibility="private",
            show_progress_on=bench.head,
            concurrency_id=ONE_BY_ONE,
        ).then(None, js=TO_VERDICT)

    def asked(
        code: str, text: str, case: Case, asking: Inquiry | None, request: gr.Request
    ) -> Updates:
        try:
            query = query_of(code, text)
            bench.inspector.asked(query)
        except CatalogueError as error:
            sentence = tag("p", str(error), class_="sheet undecided", role="alert")
            return {**bench.emptied_inputs(), told: sentence}
        if query == case.query:  # the field was only left: what is chosen below stays
            return {**bench.emptied_inputs(), told: Html("")}
        shown = bench.show(case.answered(asking).asked(query))
        return {**back.kept(shown, request, case), told: Html("")}

    for change in (back.place.input, back.day.submit, back.day.blur):
        change(
            asked, [back.place, back.day, *states], [*back.outputs, told], api_visibility="private"
        )

    def opened(at: int | None, case: Case, asking: Inquiry | None, request: gr.Request) -> Updates:
        if not case.items:
            return back.gone(request)
        return back.kept(bench.show(case.answered(asking).opened(at or 0)), request)

    bench.objects.input(
        opened, [bench.objects, *states], back.outputs, api_visibility="private"
    ).then(None, js=TO_VERDICT)

    def forgotten(case: Case, request: gr.Request) -> Updates:
        if not case.items:
            return back.gone(request)
        return back.kept(bench.show(case.removed()), request)

    away.click(forgotten, bench.case, back.outputs, api_visibility="private")
    back.wire()


def _photographed(back: Return, *, same: bool) -> Callable[..., Updates]:
    """What an upload does; an input that tells that we emptied it changes nothing."""

    def respond(
        paths: tuple[str, ...],
        case: Case,
        asking: Inquiry | None,
        place: str | None,
        day: str | None,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  # Gradio puts in that of the request
    ) -> Updates:
        def looking(done: int, of: int) -> None:
            if of > 1:
                progress((done, of), desc=f"Photo {done + 1} of {of}", unit="photos")

        if not paths:
            return back.bench.emptied_inputs()
        begun = case if case.items else under(back.bench.inspector, case, place, day)
        made = back.bench.photographed(paths, begun, asking, same=same, looking=looking)
        return back.kept(made, request, case, is_gone=same and not case.items)

    return respond


def under(inspector: Inspector, case: Case, place: str | None, day: str | None) -> Case:
    """An empty check under the law that the fields show: they may be older than it.

    Fields that were never unfolded show nothing; a wrong day was told when it was given. In both
    cases the law stays as it was.
    """
    if place is None or day is None:
        return case
    try:
        query = query_of(place, day)
        inspector.asked(query)
    except CatalogueError:
        return case
    return case.asked(query)


def _html(content: Html, name: str | None = None) -> gr.HTML:
    """A part of the page that is ours alone: no style or script of Gradio's."""
    return gr.HTML(content, elem_id=name, apply_default_css=False, js_on_load=None)

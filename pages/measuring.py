"""Measuring in a photo by a bank card that lies beside the good; feeds the questions.

The page draws and sends points (`measure.js`); what they come to is `model.card_plane`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import gradio as gr

from catalogue.load import Catalogue
from catalogue.markup import Html, join, picture, tag
from catalogue.tree import Question
from model.card_plane import CardPlane
from model.errors import MeasureError
from model.measuring import Measurement
from model.photo import Photo
from pages.case import GONE, Case, Exhibit
from pages.inquiry import ByCard, Inquiry
from pages.taps import CORNERS, NOT_WHOLE, Clicks, Offer

SCRIPT = Path(__file__).with_name("measure.js")
TITLE = "Measure by a bank card in the photo"
IN_TURN = "measure"  # else a tap on its way shows the button again that was pressed meanwhile
ABOVE_CHANGED = "() => { window.dispatchEvent(new Event('measure-above')); }"
# How the catalogue names what is measured -> whether the points run all round.
WAYS = {"length": False, "circumference": True}


def measure(clicks: Clicks, width: int, height: int, above_mm: float) -> Measurement | None:
    """What the taps come to; None while some are missing.

    Args:
        clicks: the taps.
        width: of the picture that was tapped, px.
        height: of the picture that was tapped, px.
        above_mm: how far the edge lies above the card.

    Raises:
        MeasureError: they are not the corners of a card, or cannot be measured.
    """
    corners, points = clicks.points[:CORNERS], clicks.points[CORNERS:]
    if len(corners) < CORNERS:
        return None
    plane = CardPlane.from_corners(corners, width=width, height=height, click_px=clicks.click_px)
    if len(points) < 2:
        return None
    if above_mm:
        plane = plane.at_height(above_mm)
    return plane.circumference(points) if clicks.ring else plane.polyline(points)


def in_words(length: Measurement) -> str:
    """`163 mm (161 to 165 mm in 95 of 100 cases)`."""
    bounds = f"{length.low_mm:.0f} to {length.high_mm:.0f} mm"
    return f"{length.value_mm:.0f} mm ({bounds} in {100 * length.level:.0f} of 100 cases)"


def fits(question: Question | None, clicks: Clicks) -> bool:
    """Whether a question asks for what was measured."""
    return question is not None and WAYS.get(question.measure) is clicks.ring


def board(exhibit: Exhibit | None) -> Html:
    """The photo to tap in, with its buttons; empty without a photo."""
    if exhibit is None:
        return Html("")
    width, height = size_of(exhibit)
    source = picture(exhibit.picture.jpeg, "image/jpeg", alt="x").split('"')[3]
    drawing = Html(
        f'<svg class="measured" viewBox="0 0 {width} {height}" role="group" '
        f'data-photo="{exhibit.taken.sha256}" '
        f'aria-label="Your photo, to tap in"><image href="{escape(source)}" width="{width}" '
        f'height="{height}"/><g></g></svg>'
    )
    return tag(
        "div",
        tag("p", class_="next-step", role="status", aria_live="polite"),
        tag("div", _ways(), _buttons(), class_="measure-tools"),
        tag("div", drawing, class_="measure-view", tabindex="0", aria_label="Photo, scrollable"),
        class_="sheet measure",
    )


def tapped_in(case: Case, clicks: Clicks) -> Exhibit:
    """The photo of the open object that was tapped in.

    Raises:
        MeasureError: It has gone since.
    """
    shown = case.open.exhibits if case.open else ()
    for each in shown:
        if each.taken.sha256 == clicks.photo:
            return each
    raise MeasureError(NOT_WHOLE)


def size_of(exhibit: Exhibit) -> tuple[int, int]:
    """Width and height of the smaller picture, px."""
    height, width = Photo.from_bytes(exhibit.picture.jpeg, "the photo").pixels.shape[:2]
    return width, height


def _ways() -> Html:
    """A length along a line, or all round."""
    choices = (("line", "A length, along a line"), ("ring", "All round an opening"))
    return tag(
        "fieldset",
        tag("legend", "What do you measure?"),
        *(
            tag(
                "label",
                Html(
                    f'<input type="radio" name="way" value="{value}"'
                    f"{' checked' if value == 'line' else ''}>"
                ),
                words,
            )
            for value, words in choices
        ),
    )


def _buttons() -> Html:
    actions = (
        ("closer", "Enlarge"),
        ("farther", "Reduce"),
        ("undo", "Take back the last point"),
        ("restart", "Start again"),
        ("add", "Add a point by keyboard"),
    )
    made = (tag("button", words, type="button", data_action=action) for action, words in actions)
    return join(*made)


def measuring(
    case: gr.State, inquiry: gr.State, asked: Callable[[Case], Catalogue]
) -> tuple[gr.Accordion, gr.HTML]:
    """Build the part.

    Args:
        case: state with the `Case`.
        inquiry: state with the `Inquiry` that an answer goes to.
        asked: the catalogue of a case's query.

    Returns:
        The folded part, hidden until there is a photo, and the board to fill with `board`.
    """
    tapped = gr.State(None)  # the last `Offer`
    used = gr.State(None)  # the `Offer` that was taken last
    with gr.Accordion(TITLE, open=False, visible=False, elem_id="measure-fold") as part:
        which = gr.Radio([], label="Which photo", visible=False, elem_id="measure-which")
        shown = gr.HTML(
            Html(""),
            elem_id="measure-board",
            apply_default_css=False,
            js_on_load=SCRIPT.read_text(encoding="utf-8"),
        )
        above = gr.Number(
            0,
            label="The edge lies above the card by, in mm",
            info="0 if the card lies beside it at the same height, as it should",
            minimum=-1000,
            maximum=1000,
            elem_id="measure-above",
        )
        said = gr.HTML(Html(""), elem_id="measure-said", apply_default_css=False, js_on_load=None)
        take = gr.Button("Take it as the answer", variant="primary", visible=False)

    def tap(
        now: Case,
        asking: Inquiry | None,
        above_mm: float | None,
        last: Offer | None,
        event: gr.EventData,
    ) -> tuple[Html, Offer | None, dict[str, object]]:
        hidden = gr.update(visible=False)
        if now.open is None:  # the board is there with an object only
            return _sentence(GONE, "alert"), None, hidden
        try:
            clicks = Clicks.of(event._data)
            exhibit = tapped_in(now, clicks)
            length = measure(clicks, *size_of(exhibit), above_mm or 0.0)
        except MeasureError as error:
            return _sentence(str(error), "alert"), None, hidden
        if length is None:
            return Html(""), None, hidden
        question = asking.decision(asked(now)).question if asking else None
        words = _sentence(in_words(length), "status")
        if question is None or not fits(question, clicks):
            return words, None, hidden
        if last is not None and last.was_for(clicks, question):
            return words, None, hidden
        label = f"Take {in_words(length)} as the answer to: {question.ask}"
        offer = Offer(clicks, ByCard(question.id, length, exhibit.taken.sha256))
        return words, offer, gr.update(visible=True, value=label)

    def answer(
        now: Case, asking: Inquiry | None, offer: Offer | None, last: Offer | None
    ) -> tuple[Inquiry | None, Offer | None, object, dict[str, object]]:
        hidden = gr.update(visible=False)
        made = offer.answers(now, asking, asked(now)) if offer else None
        if made is None:  # the button stood there from another object or question
            return asking, last, Html(""), hidden
        return made, offer, gr.update(), hidden

    def choose(now: Case, at: int | None) -> Html:
        return board(now.open.exhibits[at or 0] if now.open else None)

    def listed(now: Case) -> dict[str, object]:
        count = len(now.open.exhibits) if now.open else 0
        choices = [(f"Photo {at + 1}", at) for at in range(count)]
        return gr.update(choices=choices, value=0 if choices else None, visible=count > 1)

    shown.select(
        tap,
        [case, inquiry, above, used],
        [said, tapped, take],
        api_visibility="private",
        concurrency_id=IN_TURN,
        trigger_mode="always_last",  # a tap while the one before is computed is not lost
    )
    above.change(None, js=ABOVE_CHANGED, api_visibility="private")
    take.click(
        answer,
        [case, inquiry, tapped, used],
        [inquiry, used, said, take],
        api_visibility="private",
        concurrency_id=IN_TURN,
    )
    which.input(choose, [case, which], shown, api_visibility="private")
    case.change(listed, case, which, api_visibility="private")
    return part, shown


def _sentence(text: str, role: str) -> Html:
    whole: Sequence[str] = (text[:1].upper() + text[1:], "" if text.endswith(".") else ".")
    return tag(
        "p",
        "".join(whole),
        class_="sheet undecided" if role == "alert" else "sheet length",
        role=role,
    )

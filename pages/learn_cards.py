"""A card of the quiz as HTML, before and after it is answered. Pure; the page is `learn.py`.

Before the answer nothing but the pixels may give it away: no name, no file name, no text
alternative.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, join, picture, section, tag
from catalogue.visual_class import VisualClass
from pages.candidate import RENDERED
from pages.reference import address
from pages.status import badge
from quiz.card import Card, CardKind, Choice, Picture
from quiz.deck import Deck
from quiz.round import LENGTH, Done, Round

PHOTO = "photo"
# Our own drawings on a 24 x 24 grid, as in `status.py`.
_TICK = '<path d="m4 13 5 5L20 6"/>'
_CROSS = '<path d="M5 5l14 14M19 5 5 19"/>'
_ORDINALS = ("First", "Second")
_LARGE = 2  # pictures; more would be small on a phone


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside the picture when a class was taken for another.

    Attributes:
        picture: a rendered view of what was said.
        differences: what tells the two apart; empty where the catalogue says nothing.
    """

    picture: Picture
    differences: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.picture.is_photo:
            raise ValueError("what was said is shown by a rendered view")


def open_card(state: Round, card: Card, catalogue: Catalogue) -> Html:
    """A card with big buttons to answer it."""
    number = state.number
    choices = join(
        *(_button(choice, at, number) for at, choice in enumerate(card.choices)),
    )
    parts = (
        _count(number, len(state.topics)),
        tag("h2", card.ask, id="learn-ask", tabindex="-1", data_focus=True),
        _columns(
            _pictures(card, catalogue),
            section("Known so far", bullets(card.given, ordered=True), class_="learn-known"),
            tag("div", choices, class_="learn-choices", role="group", aria_labelledby="learn-ask"),
        ),
    )
    return tag("div", *parts, class_="sheet learn learn-card")


def _button(choice: Choice, at: int, number: int) -> Html:
    key = tag("span", str(at + 1), class_="learn-key", aria_hidden="true")
    return tag(
        "button",
        key,
        tag("span", choice.text),
        type="button",
        class_="learn-choice",
        data_do="choose",
        data_at=str(at),
        data_number=str(number),
        data_key=str(at + 1),
    )


def _columns(pictures: Html, *beside: Html) -> Html:
    """Pictures and what belongs to them: side by side where there is room, else below."""
    return tag("div", pictures, tag("div", *beside, class_="learn-side"), class_="learn-columns")


def _count(number: int, of: int) -> Html:
    words = tag("span", f"Card {number} of {of}")
    bar = tag("progress", value=str(number), max=str(max(of, 1)), aria_hidden="true")
    return tag("p", words, bar, class_="learn-count")


def _pictures(card: Card, catalogue: Catalogue) -> Html:
    """The pictures to look at, named only where the question names them."""
    shown = []
    for at, each in enumerate(card.pictures):
        kind = PHOTO.capitalize() if each.is_photo else "Rendered picture"
        if card.named:
            name = catalogue[each.shows].name
            shown.append(figure(each, alt=f"{kind} of {name}", heading=name))
            continue
        place = f"{_ORDINALS[at]}: " if len(card.pictures) > 1 else ""
        heading = _ORDINALS[at] if len(card.pictures) > 1 else ""
        shown.append(figure(each, alt=f"{place}{kind} to be named", heading=heading))
    return tag("div", *shown, class_=_grid(len(shown)))


def figure(shown: Picture, *, alt: str, heading: str = "") -> Html:
    """A picture with what it is and, always, whether it is a photo or rendered."""
    caption = PHOTO if shown.is_photo else RENDERED
    return tag(
        "figure",
        picture(shown.data, shown.mime, alt=alt),
        tag("figcaption", tag("strong", heading, ". ") if heading else "", caption),
        class_="learn-picture",
    )


def _grid(count: int) -> str:
    return "learn-pictures two" if count >= _LARGE else "learn-pictures"


def answered_card(state: Round, done: Done, deck: Deck, beside: Beside | None) -> Html:
    """What was answered: right or wrong in words and icon, why, the law, and where to read on."""
    card, catalogue = done.card, deck.catalogue
    classes = tuple(catalogue[id] for id in card.topic.classes)
    is_last = len(state.done) == len(state.topics)
    return tag(
        "div",
        _count(state.number, len(state.topics)),
        _verdict(done, catalogue, state.number, is_last=is_last),
        _columns(
            _revealed(card, catalogue, beside),
            section("Why", _why(card, beside)),
            section("What the law says", *(law_line(its) for its in classes)),
        ),
        section(card.ask, bullets(card.given, ordered=True), _choices(done), class_="part"),
        _read_on(classes, beside, catalogue),
        # Not before the answer: the name of a file can give it away.
        *(tag("p", note, class_="notice") for note in card.notes),
        class_="sheet learn learn-answer",
    )


def _verdict(done: Done, catalogue: Catalogue, number: int, *, is_last: bool) -> Html:
    """The first thing seen; the button to go on stands in it and takes the focus."""
    word = "Right" if done.is_right else "Not right"
    told = solution(done.card, catalogue)
    on = tag(
        "button",
        "See how it went" if is_last else "Next card",
        type="button",
        class_="learn-go",
        data_do="next",
        data_number=str(number),
        data_focus=True,
    )
    text = tag("div", tag("h2", word), tag("p", told))
    return tag(
        "header",
        mark(is_right=done.is_right),
        text,
        on,
        class_=f"learn-verdict {'is-right' if done.is_right else 'is-wrong'}",
        data_say=f"{word}. {told}",
    )


def mark(*, is_right: bool) -> Html:
    """Tick or cross; hidden from screen readers, because the words stand beside it."""
    drawing = _TICK if is_right else _CROSS
    return Html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
        f'focusable="false">{drawing}</svg>'
    )


def solution(card: Card, catalogue: Catalogue) -> str:
    """The right answer in one line."""
    names = " and ".join(catalogue[id].name for id in card.topic.classes)
    if card.topic.kind is CardKind.NAME:
        return f"It is: {names}."
    if card.topic.kind is CardKind.DIFFERENCE:
        return f"They are: {names}."
    return f"{names}: {card.answer.text}"


def _revealed(card: Card, catalogue: Catalogue, beside: Beside | None) -> Html:
    """The pictures with their names, and beside them what it was taken for."""
    shown = [
        _revealed_picture(each, catalogue, "This is: " if beside else "") for each in card.pictures
    ]
    if beside is not None:
        shown.append(_revealed_picture(beside.picture, catalogue, "You said: "))
    return tag("div", *shown, class_=_grid(len(shown)))


def _revealed_picture(shown: Picture, catalogue: Catalogue, before: str) -> Html:
    name = catalogue[shown.shows].name
    kind = PHOTO.capitalize() if shown.is_photo else "Rendered picture"
    return figure(shown, alt=f"{kind} of {name}", heading=f"{before}{name}")


def _why(card: Card, beside: Beside | None) -> Html:
    """What tells it from what was said, then the reasons of the card."""
    differences = beside.differences if beside else ()
    reasons = tuple(dict.fromkeys((*differences, *card.why)))
    return tag("p", reasons[0]) if len(reasons) == 1 else bullets(reasons)


def law_line(its: VisualClass) -> Html:
    """Status and entries of a class in one line."""
    entries = ", ".join(dict.fromkeys(f"Annex {entry.key}" for entry in its.entries))
    told = entries or "no entry of the lists we know"
    return tag("p", badge(its.status), " ", tag("strong", its.name), f": {told}.", class_="law")


def _choices(done: Done) -> Html:
    """What was offered, with what was right and what was chosen, in words."""
    lines = []
    for at, choice in enumerate(done.card.choices):
        is_right, is_chosen = at == done.card.right, at == done.chosen
        said = ("right answer" if is_right else "", "your answer" if is_chosen else "")
        words = ", ".join(word for word in said if word)
        sign = mark(is_right=is_right) if words else Html("")
        told = tag("strong", f" ({words})") if words else Html("")
        lines.append(tag("li", sign, tag("span", choice.text, told)))
    return tag("ul", *lines, class_="learn-offered")


def _read_on(classes: tuple[VisualClass, ...], beside: Beside | None, catalogue: Catalogue) -> Html:
    """Links to the pages of the classes that the card spoke of."""
    said = (catalogue[beside.picture.shows],) if beside else ()
    links = (catalogue_link(its, catalogue) for its in (*classes, *said))
    return tag("p", *links, class_="learn-links")


def catalogue_link(its: VisualClass, catalogue: Catalogue) -> Html:
    """A link to the page of a class, beside the quiz: leaving it would end the sitting."""
    return tag(
        "a",
        f"{its.name} in the catalogue (new tab)",
        href=address(its.id, catalogue.query),
        target="_blank",
        rel="noopener",
    )


def summary(state: Round, deck: Deck, after: Html) -> Html:
    """How the sitting went and what to look at again, as counts and not as a mark."""
    missed = [done for done in state.done if not done.is_right]
    right, of = len(state.done) - len(missed), len(state.done)
    heading = tag("h2", f"{right} of {of} right", tabindex="-1", data_focus=True)
    again = section(
        "Look at these again",
        tag("ul", *(_missed(done, deck.catalogue) for done in missed), class_="learn-again")
        if missed
        else tag("p", "Nothing was missed. They come back when they are due."),
    )
    buttons = (
        go(f"Another {LENGTH} cards", "again", is_first=True),
        go("Ask about something else", "start"),
    )
    return tag(
        "div",
        tag("div", heading, class_="learn-done", data_say=f"{right} of {of} right."),
        tag("p", *buttons, class_="learn-buttons"),
        again,
        after,
        class_="sheet learn",
    )


def go(words: str, action: str, *, is_first: bool = False) -> Html:
    """A big button; the first one of a page is filled."""
    kind = "learn-go" if is_first else "learn-go learn-plain"
    return tag("button", words, type="button", class_=kind, data_do=action)


def _missed(done: Done, catalogue: Catalogue) -> Html:
    said = done.card.choices[done.chosen].text
    links = join(
        *(catalogue_link(catalogue[id], catalogue) for id in done.card.topic.classes),
        between=" · ",
    )
    return tag(
        "li",
        tag("strong", done.card.ask),
        tag("p", solution(done.card, catalogue)),
        tag("p", f"You said: {said}", class_="quiet"),
        tag("p", links),
    )

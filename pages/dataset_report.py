"""The report of an import in words: what was taken, and of every other file why not."""

from __future__ import annotations

import base64

from catalogue.markup import Html, fold, join, tag
from datasets.library.intake import Outcome
from pages.dataset_parts import label_address, photo_address, thumbnails
from pages.dataset_tally import Tally
from pages.records_words import counted, said

MOST_SHOWN = 500  # lines on the page; all of them are in the report that can be downloaded
MOST_PICTURES = 12
_HEADS = {
    Outcome.TAKEN: "Taken",
    Outcome.DUPLICATE: "In the library already",
    Outcome.WITHDRAWN: "Withdrawn before",
    Outcome.UNREADABLE: "Unreadable",
    Outcome.TOO_SMALL: "Too small",
    Outcome.LICENCE_MISSING: "Without a licence",
    Outcome.LABEL_UNKNOWN: "Of a class that is not known",
    Outcome.HASH_DIFFERS: "Not the picture that the list names",
    Outcome.RENDERED: "Rendered pictures",
    Outcome.NOT_A_PICTURE: "No pictures",
    Outcome.REFUSED: "Refused",
    Outcome.NOTED: "Noted",
}
_ADVICE = {
    Outcome.DUPLICATE: "Nothing was changed; you need not do anything.",
    Outcome.WITHDRAWN: "These were taken out of the library for good and stay out.",
    Outcome.UNREADABLE: "Copy these files again from where they come from, then add them again.",
    Outcome.TOO_SMALL: "Photograph these again from nearer, or find a larger copy.",
    Outcome.LICENCE_MISSING: "Choose a licence above, then add them again.",
    Outcome.LABEL_UNKNOWN: "Choose a class above, or rename the folder, then add them again.",
    Outcome.HASH_DIFFERS: "Copy these files again, or mend the list.",
    Outcome.RENDERED: "The library holds photographs alone.",
    Outcome.NOT_A_PICTURE: "Lists (CSV, JSON) are read only inside a zip file, with their photos.",
    Outcome.REFUSED: "Mend what the sentence says, then add them again.",
    Outcome.NOTED: "These are no faults of files; read what was not taken over.",
}
_ELSE = "Look at the sentence of each, then add them again."


def report(tally: Tally) -> Html:
    """The whole report; nothing at all before the first file."""
    if not tally.total:
        return Html("")
    taken = len(tally.taken)
    head = tag(
        "p",
        tag("strong", f"{counted(taken, 'photo')} of {tally.total} taken."),
        " ",
        tag("a", "Label them", href=label_address(state="todo")) if taken else "",
    )
    number = f"This is import {tally.number}. It can be undone as a whole, below."
    undo = tag("p", number, class_="quiet") if tally.number is not None else ""
    pictures = thumbnails(tally.taken[:MOST_PICTURES])
    parts = (head, undo, pictures, *_outcomes(tally), _near(tally), _download(tally))
    return tag("div", *parts, class_="sheet import")


def _near(tally: Tally) -> Html:
    """What was taken and looks like something that is there: not refused, and not passed over."""
    if not tally.near:
        return Html("")
    told = []
    for line in tally.near[:MOST_SHOWN]:
        one = tag("a", "this photo", href=photo_address(line.sha256))
        other = tag("a", "that one", href=photo_address(line.like))
        told.append(tag("li", said(line.name), ": ", one, ", ", other))
    advice = (
        "If two show the same object, give both the same object name, so that they are never "
        "divided between training and test."
    )
    rest = len(tally.near) - len(told)
    more = tag("p", f"{rest} more are in the report.", class_="quiet") if rest else ""
    head = f"Taken, but nearly the same as another: {len(tally.near)}"
    return fold(head, tag("p", advice), tag("ul", *told), more)


def _outcomes(tally: Tally) -> list[Html]:
    made, left = [], MOST_SHOWN
    for outcome, count in tally.counts.items():
        if outcome is Outcome.TAKEN or not count:
            continue
        lines = [line for line in tally.lines if line.outcome is outcome]
        shown, left = lines[:left], max(0, left - len(lines))
        # It begins with the name of a file, which keeps its small letter.
        told = [tag("li", f"{line.sentence}.") for line in shown]
        more = tag("p", f"{count - len(shown)} more are in the report.", class_="quiet")
        head = f"{_HEADS.get(outcome, outcome.value.capitalize())}: {count}"
        advice = tag("p", _ADVICE.get(outcome, _ELSE))
        is_open = outcome is not Outcome.DUPLICATE and count <= MOST_PICTURES
        rest = more if count > len(shown) else ""
        made.append(fold(head, advice, tag("ul", *told), rest, is_open=is_open))
    return made


def _download(tally: Tally) -> Html:
    if not (tally.lines or tally.near):
        return Html("")
    data = base64.b64encode(tally.text().encode()).decode("ascii")
    address = f"data:text/plain;charset=utf-8;base64,{data}"
    link = tag("a", "Download this report", href=address, download="import.txt", class_="download")
    return tag("p", link)


def answer(turn: int, state: str, *parts: Html) -> Html:
    """What the script of the page reads of an answer, and what a person does.

    Args:
        turn: of the message that is answered.
        state: `busy`, `go` (send more), `done` or `stop`.
        parts: what is shown.
    """
    return tag("div", join(*parts), data_turn=str(turn), data_state=state, aria_live="polite")

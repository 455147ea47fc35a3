"""Example pictures on the page: what each shows, what it was called, and its file."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.markup import Html, join, picture, tag
from evaluation.report.contents import Contents
from evaluation.report.examples import Picture, View
from evaluation.report.words import isolated, listed, percent, sentence, shortened

_NAME = 44  # marks of a file's name; `predictions.csv` has it in full
_NAMES = 6  # files named beside the pictures


def gallery(
    contents: Contents, place: str, positions: Sequence[int], total: int | None = None
) -> Html:
    """Pictures that belong together: some as pictures, a few more by the names of their files.

    Args:
        contents: of the report.
        place: its id (`evaluation.report.examples`).
        positions: in the predictions, of pictures that belong there.
        total: how many belong there, where `positions` are not all.
    """
    chosen = contents.examples.places.get(place, ())
    items = join(*(_item(contents, at) for at in chosen))
    pictures = tag("ul", items, class_="photos") if items else Html("")
    names = [_file(contents, at) for at in positions if at not in set(chosen)]
    if not names:
        return pictures
    head = "Also: " if chosen else "Files: "
    left = (total or len(positions)) - len(positions)
    words = listed(names, _NAMES, left)
    return join(pictures, tag("p", head, words, ".", class_="files"))


def group(title: str, *children: str, id: str) -> Html:
    """Pictures under a heading, with the id to which other places lead."""
    return tag("div", tag("h4", title), *children, id=id, class_="group")


def _file(contents: Contents, at: int) -> str:
    return shortened(contents.file(at), _NAME)


def _item(contents: Contents, at: int) -> Html:
    truth = contents.predictions.truth[at]
    called, chance = contents.answer(at)
    shown = _image(contents.examples.pictures[at], f"Picture of {truth}, called {called}")
    words = tag("span", f"{isolated(truth)} called {isolated(called)}, {percent(chance, 0)}")
    return tag("li", shown, words, tag("span", _file(contents, at), class_="file"))


def _image(shown: Picture, alt: str) -> Html:
    """A picture, or the sentence that says why there is none."""
    if shown.jpeg:
        return picture(shown.jpeg, "image/jpeg", alt=alt)
    return tag("span", shown.reason, class_="no-picture")


def pair_views(contents: Contents, number: int) -> Html:
    """The pictures of one of the worst pairs, side by side."""
    views = contents.examples.pairs[number : number + 1]
    items = join(*(_view(contents, view) for its in views for view in its))
    return tag("ul", items, class_="views") if items else Html("")


def _view(contents: Contents, view: View) -> Html:
    alt = f"{sentence(view.words)}; picture of {contents.predictions.truth[view.position]}"
    return tag("li", _image(view.picture, alt), tag("span", view.words))

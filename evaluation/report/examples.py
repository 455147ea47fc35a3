"""The example pictures of a report: which are shown, as small copies, and where the model looked.

What cannot be opened any more is shown as a sentence, not left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from evaluation.measures import Measures
from evaluation.population import Outside
from evaluation.predictions import Predictions
from evaluation.robustness import shrunk
from model.classifier import Classifier
from model.errors import PhotoError
from model.explain import heat_overlay
from model.photo import Photo, Pixels, encode_jpeg

SIDE = 96  # px, the longer side of a thumbnail
PAIR_SIDE = 144  # px; heat must be seen
QUALITY = 80  # of JPEG
IN_ALL = 200  # pictures on the page, about 4 kB each
PER_CELL = 6
PER_ERROR = 12
RIGHT = 2  # photos of a cell of right answers
LISTED_PASSED, ORDINARY_CALLED = "listed-passed", "ordinary-called"

Heat = Callable[[str, Sequence[str]], tuple[Pixels, ...]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A small copy of a picture, or why there is none.

    Args:
        jpeg: the file; empty where the picture cannot be opened.
        reason: a sentence where there is no file.

    Raises:
        ValueError: neither or both.
    """

    jpeg: bytes = b""
    reason: str = ""

    def __post_init__(self) -> None:
        if bool(self.jpeg) == bool(self.reason):
            raise ValueError("a picture is a file or the reason why there is none")


@dataclass(frozen=True, slots=True)
class View:
    """A picture of a worst pair and what it is: `position` is that of its picture."""

    words: str
    position: int
    picture: Picture


@dataclass(frozen=True, slots=True)
class Examples:
    """The pictures of a report; without any it shows the names of the files.

    Args:
        places: positions of the pictures shown at each place of the page, by the place's id.
        pictures: by position; those of `places`.
        pairs: views of each of the worst pairs of `evaluation.confusion`, in their order.
    """

    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    pairs: tuple[tuple[View, ...], ...] = ()


def cell_place(row: int, column: int) -> str:
    """The id of the example pictures of a cell of the confusion table."""
    return f"cell-{row}-{column}"


def alarm_place(kind: str) -> str:
    """The id of the false alarms of a kind of `Outside`."""
    return f"false-alarms-{kind}"


def gather(measures: Measures, predictions: Predictions, heat: Heat | None = None) -> Examples:
    """Choose the pictures and make small copies; the worst come first, until `IN_ALL` are made.

    Args:
        measures: of the run.
        predictions: the run.
        heat: (file, labels) to one (H, W, 3) uint8 picture for each label, such as `heat_of`.

    Raises:
        WeightsError: `heat` cannot use the network's values.
    """
    pairs = tuple(_views(measures, predictions, heat))
    places = plan(measures, IN_ALL - sum(map(len, pairs)))
    shown = sorted({position for its in places.values() for position in its})
    pictures = {at: _picture(predictions.paths[at], SIDE) for at in shown}
    return Examples(places, pictures, pairs)


def plan(measures: Measures, most: int) -> dict[str, tuple[int, ...]]:
    """Which pictures are shown where, at most so many: errors that matter, wrong cells, right ones.

    A picture counts at each place where it is shown.
    """
    places: dict[str, tuple[int, ...]] = {}
    for place, positions in _wanted(measures):
        left = most - sum(map(len, places.values()))
        if positions and left > 0:
            places[place] = positions[:left]
    return places


def _wanted(measures: Measures) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Places and their pictures, the most telling first."""
    rolled, found = measures.roll_up, measures.confusion
    yield LISTED_PASSED, rolled.listed_passed_as_not_listed.photos[:PER_ERROR]
    yield ORDINARY_CALLED, rolled.ordinary_called_prohibited.photos[:PER_ERROR]
    for kind in Outside:
        yield alarm_place(kind), measures.open_set.kinds[kind].worst[:PER_CELL]
    classes = len(found.columns) - 1
    cells = sorted(found.examples, key=lambda cell: (-found.counts[cell], cell))
    wrong = [cell for cell in cells if cell[0] < classes and cell[0] != cell[1]]
    outside = [cell for cell in cells if cell[0] >= classes]
    for cell in (*wrong, *outside):
        yield cell_place(*cell), found.examples[cell][:PER_CELL]
    for cell in cells:
        if cell[0] == cell[1]:
            yield cell_place(*cell), found.examples[cell][:RIGHT]


def _picture(path: str, side: int) -> Picture:
    try:
        photo = Photo.open(path, min_side=side)
    except PhotoError as error:
        return Picture(reason=str(error))
    return Picture(encode_jpeg(shrunk(photo.pixels, side), QUALITY))


def _views(
    measures: Measures, predictions: Predictions, heat: Heat | None
) -> Iterator[tuple[View, ...]]:
    """For each worst pair its surest picture, the maps for both classes, and one named right."""
    found = measures.confusion
    column = {name: at for at, name in enumerate(found.columns)}
    first = predictions.probabilities.argmax(axis=1)
    for pair in found.worst:
        at = pair.photos[0]
        called = predictions.labels[int(first[at])]  # a pair may say `none_of_these`
        views = [View("the picture", at, _picture(predictions.paths[at], PAIR_SIDE))]
        if heat is not None and views[0].picture.jpeg:
            maps = heat(predictions.paths[at], (pair.truth, called))
            views += [
                View(f"evidence for {label}", at, Picture(encode_jpeg(pixels, QUALITY)))
                for label, pixels in zip((pair.truth, called), maps, strict=True)
            ]
        place = column[pair.answer]
        right = found.examples.get((place, place), ()) if place < len(column) - 1 else ()
        for other in right[:1]:
            shown = _picture(predictions.paths[other], PAIR_SIDE)
            views.append(View(f"{pair.answer}, named right", other, shown))
        yield tuple(views)


def heat_of(classifier: Classifier) -> Heat:
    """Activation maps laid over a picture, for the labels asked, by one classifier.

    Returns:
        A function of a file and labels of the card; it gives one (H, W, 3) uint8 picture a label,
        its longer side at most `PAIR_SIDE` px. It raises PhotoError for a file that cannot be
        opened, and WeightsError where the network's values cannot be used.
    """
    card = classifier.card

    def heat(path: str, labels: Sequence[str]) -> tuple[Pixels, ...]:
        photo = Photo.open(path, min_side=max(card.preprocess.min_side, PAIR_SIDE))
        maps = np.asarray(classifier.classify(photo).activations, dtype=np.float32)
        small = shrunk(photo.pixels, PAIR_SIDE)
        return tuple(
            heat_overlay(small, maps[card.labels.index(label)], card.preprocess) for label in labels
        )

    return heat

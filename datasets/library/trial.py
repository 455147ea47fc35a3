"""What two networks answer on the kept test photos: what would change.

Both graphs are run as an inspector's computer runs them. Each photo is decoded once and is seen
whole, or within its box where it shows several goods. Beside them stand reference views of the
catalogue as a guard: rendered pictures of other classes, kept from the lesson.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from datasets.library.errors import LibraryError
from datasets.library.kept import TEST, kept
from datasets.library.library import Library
from datasets.library.record import Box, Item
from datasets.library.splits import Shares
from model.classifier import Classifier
from model.errors import PhotoError, WeightsError
from model.photo import Photo, Pixels
from model.prediction import Outputs

MOST_PHOTOS = 60  # test photos that are looked at; more only take time, some 0.1 s each
MOST_VIEWS = 30  # reference views
FEW = 30  # photos of a class; fewer tell little: 3 of 3 right leaves 44 to 100 %
MARGIN = 0.1  # around a box, of its sides, as in `training.teach`
_BATCH = 8
_DRIFT = 0.05  # of a logit that should not move; two graphs of one network differ by 1e-4
Told = Callable[[int, int], None]  # how many pictures are looked at, of how many


@dataclass(frozen=True, slots=True)
class Answer:
    """A first answer: label, its probability 0..1, and certainty, a word of `Certainty`."""

    label: str
    probability: float
    certainty: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A picture that both networks answered.

    Attributes:
        picture: SHA-256 of a photo, or the path of a view below the catalogue's references.
        label: What it shows.
        before: Answer of the network that holds.
        after: Answer of the one that would.
    """

    picture: str
    label: str
    before: Answer
    after: Answer

    @property
    def changed(self) -> bool:
        """Whether the first answer is another."""
        return self.before.label != self.after.label


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many, with Wilson's interval at 95 % (E. B. Wilson, JASA 22, 1927)."""

    right: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Least and most, 0..1; of nothing, everything is possible."""
        if self.of == 0:
            return 0.0, 1.0
        z, share = 1.959964, self.right / self.of
        middle = (share + z * z / (2 * self.of)) / (1 + z * z / self.of)
        half = z * sqrt(share * (1 - share) / self.of + z * z / (4 * self.of**2))
        half /= 1 + z * z / self.of
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Trial:
    """What would change.

    Attributes:
        class_id: The class that was taught.
        photos: Test photos of the library that both answered.
        there: Test photos that the library has.
        views: Reference views of other classes.
        alikes: Ids of the classes that the catalogue calls its look-alikes.
    """

    class_id: str
    photos: tuple[Tried, ...]
    there: int
    views: tuple[Tried, ...]
    alikes: tuple[str, ...] = field(default=())

    def recalls(self) -> dict[str, tuple[Count, Count]]:
        """Of each class with test photos, right first answers before and after."""
        labels = sorted({tried.label for tried in self.photos})
        return {label: _right([t for t in self.photos if t.label == label]) for label in labels}

    def others(self) -> tuple[Count, Count]:
        """Right first answers on test photos of all other classes, before and after."""
        return _right([t for t in self.photos if t.label != self.class_id])

    def changed(self) -> tuple[Tried, ...]:
        """Test photos whose first answer would be another."""
        return tuple(tried for tried in self.photos if tried.changed)

    def taken(self, pictures: Iterable[Tried]) -> tuple[Count, Count]:
        """How many of the pictures of other classes are called the class, before and after."""
        rest = [each for each in pictures if each.label != self.class_id]
        before = sum(each.before.label == self.class_id for each in rest)
        after = sum(each.after.label == self.class_id for each in rest)
        return Count(before, len(rest)), Count(after, len(rest))

    def to_json(self) -> dict[str, Any]:
        """The trial as plain values; the inverse is `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Trial:
        """The inverse of `to_json`."""
        photos, views = (
            tuple(
                Tried(r["picture"], r["label"], Answer(**r["before"]), Answer(**r["after"]))
                for r in said[name]
            )
            for name in ("photos", "views")
        )
        return cls(said["class_id"], photos, said["there"], views, tuple(said["alikes"]))


def _right(tried: Sequence[Tried]) -> tuple[Count, Count]:
    before = sum(each.before.label == each.label for each in tried)
    after = sum(each.after.label == each.label for each in tried)
    return Count(before, len(tried)), Count(after, len(tried))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to try: its name, what it shows, and how to get its pixels (H, W, 3)."""

    name: str
    label: str
    pixels: Callable[[int], Pixels]


def kept_photos(
    library: Library, class_id: str, alikes: Sequence[str], shares: Shares
) -> tuple[list[Picture], int]:
    """The test photos to look at, at most `MOST_PHOTOS`, and how many there are.

    First those of the class, at most half; then its look-alikes; then the others by turns. The
    same ones each time, as long as no photo is added.
    """
    held = kept(library, shares)
    found: dict[str, list[Item]] = {}
    for item in library.items():
        label = item.record.label
        if label is None or item.record.why_unusable is not None:
            continue
        if held.part(item.record.group) == TEST:
            found.setdefault(label, []).append(item)
    there = sum(map(len, found.values()))
    for rows in found.values():
        rows.sort(key=lambda item: item.sha256)
    mine = found.pop(class_id, [])
    near = [label for label in alikes if label in found]
    order = [*near, *sorted(set(found) - set(near))]
    chosen = mine if there <= MOST_PHOTOS else mine[: MOST_PHOTOS // 2]
    chosen = chosen + _by_turns([found[label] for label in order], MOST_PHOTOS - len(chosen))
    return [photo(library, item) for item in chosen], there


def _by_turns(rows: list[list[Item]], most: int) -> list[Item]:
    """The first of each list, then the second of each, up to `most`."""
    longest = max(map(len, rows), default=0)
    turns = [row[at] for at in range(longest) for row in rows if at < len(row)]
    return turns[:most]


def photo(library: Library, item: Item) -> Picture:
    """A photo of the library, or what lies in its box where it shows several goods."""
    box = item.record.box if item.record.several_goods else None

    def pixels(min_side: int) -> Pixels:
        data = library.original(item.sha256)
        whole = Photo.from_bytes(data, f"photo {item.sha256[:12]}", min_side=min_side).pixels
        return whole if box is None else within(whole, box)

    return Picture(item.sha256, item.record.label or "", pixels)


def view(path: Path, label: str) -> Picture:
    """A reference view."""
    return Picture(
        f"{label}/{path.name}", label, lambda min_side: Photo.open(path, min_side).pixels
    )


def within(pixels: Pixels, box: Box) -> Pixels:
    """What of (H, W, 3) pixels lies in a box, and a little around it."""
    height, width = pixels.shape[:2]
    top, left = max(0.0, box.y - MARGIN * box.h), max(0.0, box.x - MARGIN * box.w)
    down = min(1.0, box.y + (1 + MARGIN) * box.h)
    right = min(1.0, box.x + (1 + MARGIN) * box.w)
    rows = slice(int(top * height), max(int(down * height), int(top * height) + 1))
    columns = slice(int(left * width), max(int(right * width), int(left * width) + 1))
    return np.ascontiguousarray(pixels[rows, columns])


@dataclass(slots=True)
class Sitting:
    """Pictures that wait for the second network, with the answers of the first.

    Attributes:
        before: Answers, in the order of the pictures.
        logits: (N, K) of the first network.
        inputs: (N, 3, S, S) float32 of each picture.
    """

    pictures: tuple[Picture, ...]
    before: list[Answer]
    logits: NDArray[np.float32]
    inputs: NDArray[np.float32]

    @classmethod
    def of(cls, pictures: Sequence[Picture], classifier: Classifier, told: Told) -> Sitting:
        """Decode the pictures and ask the network that holds; one that cannot be read is left out.

        Raises:
            WeightsError: The network gives values that are no numbers.
        """
        prepare = classifier.card.preprocess
        kept, arrays = [], []
        for at, picture in enumerate(pictures):
            told(at, len(pictures))
            try:
                square = prepare.letterbox(picture.pixels(prepare.min_side))
            except (PhotoError, LibraryError):  # `check` names it
                continue
            arrays.append(prepare.normalise(square))
            kept.append(picture)
        shape = (0, 3, prepare.size, prepare.size)
        inputs = np.stack(arrays) if arrays else np.empty(shape, np.float32)
        answers, logits = _asked(classifier, inputs)
        return cls(tuple(kept), answers, logits, inputs)

    def ask(self, classifier: Classifier, class_id: str) -> tuple[Tried, ...]:
        """Ask the network that would hold.

        Raises:
            WeightsError: It answers otherwise for classes that it was not taught: it was not made
                from the first one.
        """
        answers, logits = _asked(classifier, self.inputs)
        kept = [at for at in range(self.logits.shape[1]) if classifier.card.labels[at] != class_id]
        drift = np.abs(logits[:, kept] - self.logits[:, kept]).max(initial=0.0)
        if drift > _DRIFT:
            raise WeightsError(
                f"{classifier.card.name} also answers otherwise for other classes, by {drift:.1f}: "
                "the graph and the tensors of the network before do not belong together"
            )
        told = zip(self.pictures, self.before, answers, strict=True)
        return tuple(Tried(each.name, each.label, old, new) for each, old, new in told)


def _asked(
    classifier: Classifier, inputs: NDArray[np.float32]
) -> tuple[list[Answer], NDArray[np.float32]]:
    """First answers, and logits (N, K)."""
    answers: list[Answer] = []
    rows = [np.empty((0, len(classifier.card.labels)), np.float32)]
    for outputs in _batches(classifier, inputs):
        for row in range(len(outputs.logits)):
            said = classifier.read(outputs, row)
            answers.append(Answer(said.top.label, said.top.probability, said.certainty.value))
        rows.append(outputs.logits)
    return answers, np.concatenate(rows)


def _batches(classifier: Classifier, inputs: NDArray[np.float32]) -> Iterator[Outputs]:
    for start in range(0, len(inputs), _BATCH):
        yield classifier.forward(inputs[start : start + _BATCH])

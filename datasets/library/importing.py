"""Brings photos into a library from folders, zip files, lists and single files, with a report.

Every picture that is offered ends in the report: taken, or why not. Each is confirmed by itself,
so that an import that is cut off is complete up to the last confirmed photo; run again, it goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path

from datasets.library import already, imports
from datasets.library import offers as reading
from datasets.library.errors import FileError, SourceError, WithdrawnError
from datasets.library.intake import NotTakenError, Outcome, Terms, prepare
from datasets.library.library import Library
from datasets.library.lookout import Lookout
from datasets.library.offers import ENDINGS, Offer
from datasets.library.trees import Folder, Tree, open_zip
from model.errors import shown

Load = Callable[[], bytes]
Progress = Callable[[int, int, str], None]  # count so far, total, name of the picture


@dataclass(frozen=True, slots=True)
class Line:
    """A picture that was not taken and why, or what was noted (`NOTED`), as one sentence."""

    name: str
    outcome: Outcome
    sentence: str


@dataclass(frozen=True, slots=True)
class NearLine:
    """A picture that was taken although it looks like one that is there, as one sentence.

    `sha256` is of the picture, `like` of the photo that it looks like.
    """

    name: str
    sha256: str
    like: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every picture that was offered.

    Attributes:
        counts: Of each outcome that occurred.
        lines: One for each picture that was not taken, in order.
        taken: SHA-256 of the photos that were added.
        near: One for each of them that is a near-duplicate of a photo that was there, or of one
            taken before it.
        unhashed: Photos of the library that could not be compared, as they have no hash yet.
        number: Of the import, by which it can be undone (`imports`); None where none was taken.
    """

    counts: dict[Outcome, int]
    lines: tuple[Line, ...] = field(repr=False)
    taken: tuple[str, ...] = field(repr=False)
    near: tuple[NearLine, ...] = field(repr=False, default=())
    unhashed: int = 0
    number: int | None = None

    @property
    def total(self) -> int:
        """How many pictures were offered."""
        return sum(self.counts.values()) - self.counts.get(Outcome.NOTED, 0)

    def to_json(self) -> dict[str, object]:
        """JSON values."""
        return {
            "counts": {outcome.value: count for outcome, count in self.counts.items()},
            "lines": [
                {"name": line.name, "outcome": line.outcome.value, "sentence": line.sentence}
                for line in self.lines
            ],
            "taken": list(self.taken),
            "near_duplicates": [asdict(each) for each in self.near],
            "unhashed": self.unhashed,
            "import": self.number,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """What is offered: how many about, and each with a way to load its bytes.

    Whoever makes one has read every list in it, so that none breaks after a picture was taken.
    """

    total: int
    pictures: Iterable[tuple[Offer, Load]]


class Intake:
    """Takes pictures one by one and counts what becomes of them."""

    def __init__(self, library: Library, terms: Terms, number: int | None = None) -> None:
        """Begin a report; `number` is of an import that goes on."""
        self._library = library
        self._number = number
        self._terms = terms
        self._counts: Counter[Outcome] = Counter()
        self._lines: list[Line] = []
        self._taken: list[str] = []
        self._near: list[NearLine] = []
        self._lookout = Lookout(library)
        self._skipped: set[str] = set()

    def take(self, offer: Offer, load: Load) -> Outcome:
        """Add one picture, or note why not.

        Raises:
            FileError: The library cannot be written; what was taken before stays.
        """
        if offer.note and not offer.picture:
            return self.note(offer.name, Outcome.NOTED, offer.note)
        try:
            if not offer.picture:
                raise NotTakenError(Outcome.NOT_A_PICTURE, f"{shown(offer.name)} is no picture")
            offer = self._without_top(offer)
            picture = prepare(load(), offer.name, offer.said, self._terms)
            item = self._library.add(picture, self._terms.by, self._number)
            if item is None:
                words = already.told(self._library, offer, picture, self._terms.by)
                raise NotTakenError(Outcome.DUPLICATE, words)
        except NotTakenError as error:
            return self.note(offer.name, error.outcome, str(error))
        except WithdrawnError as error:
            return self.note(offer.name, Outcome.WITHDRAWN, f"{shown(offer.name)} was {error}")
        self._counts[Outcome.TAKEN] += 1
        if self._number is None:
            self._number = imports.number_of(self._library, item)
        self._taken.append(item.sha256)
        if offer.note:
            self.note(offer.name, Outcome.NOTED, offer.note)
        like = self._lookout.see(item.sha256, picture.look)
        if like is not None:
            words = f"{shown(offer.name)} was taken; it is a near-duplicate of photo {like[:12]}"
            self._near.append(NearLine(offer.name, item.sha256, like, words))
        return Outcome.TAKEN

    def note(self, name: str, outcome: Outcome, sentence: str) -> Outcome:
        """Note a picture that is not taken, or what is lost beside it."""
        self._counts[outcome] += 1
        self._lines.append(Line(name, outcome, sentence))
        return outcome

    def report(self) -> Report:
        """What became of the pictures so far."""
        counts = {outcome: self._counts[outcome] for outcome in Outcome if self._counts[outcome]}
        unhashed = self._lookout.keep()
        told = tuple(self._lines), tuple(self._taken), tuple(self._near)
        return Report(counts, *told, unhashed, self._number)

    def _without_top(self, offer: Offer) -> Offer:
        """The offer by the folders below a top folder that is no class, where these are some."""
        below, known = offer.below, self._terms.labels
        if below is None or known is None or "label" not in offer.said:
            return offer
        known |= set(self._terms.renamed)
        if below.top in known or known.isdisjoint(below.labels):
            return offer
        if below.top not in self._skipped:
            self._skipped.add(below.top)
            words = f"all pictures lie in the folder {shown(below.top)}, which is no class"
            words += "; the folders in it were taken as classes"
            self.note(below.top, Outcome.NOTED, words)
        return replace(offer, said=below.said)


def take(
    library: Library,
    source: Source,
    terms: Terms,
    progress: Progress | None = None,
    *,
    number: int | None = None,
) -> Report:
    """Take everything that a source offers, as one import.

    Args:
        library: Open, to add to.
        source: Made by `of_path`, `of_files` or `from_register`.
        terms: On which pictures are taken.
        progress: Is told of each picture after it was dealt with.
        number: Of an import that goes on with this source; None begins one.

    Raises:
        FileError: The library cannot be written (full disk, no permission); the sentence says how
            many photos were taken before it, as which import, and these stay.
        SourceError: The source cannot be read as a whole.
    """
    intake = Intake(library, terms, number)
    go_through(intake, source, progress)
    return intake.report()


def go_through(intake: Intake, source: Source, progress: Progress | None = None) -> None:
    """Take everything that a source offers; the report is asked of the intake, also after an error.

    Raises:
        FileError: As `take`.
        SourceError: As `take`.
    """
    try:
        for count, (offer, load) in enumerate(source.pictures, 1):
            intake.take(offer, load)
            if progress is not None:
                progress(count, max(count, source.total), offer.name)
    except FileError as error:
        report = intake.report()
        number = "" if report.number is None else f" as import {report.number}"
        done = f"{len(report.taken)} photos were taken before{number}, import again"
        raise type(error)(f"{error}; {done}") from error


@contextmanager
def of_path(path: Path, *, group_by_folder: bool = False) -> Iterator[Source]:
    """A folder, a zip file, a list (`.csv`, `.jsonl`, `.json`) or a single picture.

    Every list in it is read through before this yields: a broken one leaves the library as it was.

    Raises:
        SourceError: There is no such thing, or it cannot be read.
    """
    ending = path.suffix.lower()
    if not path.exists():
        raise SourceError(f"{shown(path.name)} does not exist; check the name")
    if path.is_dir():
        yield _of_tree(Folder(path), path.name, group_by_folder)
    elif ending == ".zip":
        with open_zip(path) as packed:
            yield _of_tree(packed, path.name, group_by_folder)
    elif ending == ".csv":
        yield _of_list(path, lambda text: reading.of_manifest(text, path.name))
    elif ending == ".json":
        yield _of_list(path, lambda text: reading.of_coco(text, path.name))
    elif ending == ".jsonl":
        tree = Folder(path.parent)
        yield _of_list(path, lambda _: reading.of_jsonl(tree, path.name))
    else:
        yield of_files([path])


def of_files(paths: Sequence[Path]) -> Source:
    """Single files, such as those of a camera."""
    return Source(len(paths), ((_single(path), _loader(path)) for path in paths))


def _single(path: Path) -> Offer:
    return Offer(path.name, picture=path.suffix.lower() in ENDINGS)


def _loader(path: Path) -> Load:
    return lambda: Folder(path.parent, loose=True).read(path.name)


def _of_tree(tree: Tree, name: str, group_by_folder: bool) -> Source:
    return _read_through(tree, name, lambda: reading.offers(tree, group_by_folder=group_by_folder))


def _of_list(path: Path, read: Callable[[str], Iterable[Offer]]) -> Source:
    """A list that the trainer names: its rows may name files anywhere."""
    tree = Folder(path.parent, loose=True)
    text = tree.text(path.name)
    return _read_through(tree, path.name, lambda: read(text))


def _read_through(tree: Tree, name: str, read: Callable[[], Iterable[Offer]]) -> Source:
    """Read all once, so that a fault at the end comes first; twice, so that memory stays flat."""
    total = pictures = 0
    for offer in read():
        total += 1
        pictures += offer.picture
    found = _loading(tree, read())
    return Source(total, found if pictures else chain(found, [_nothing(name)]))


def _nothing(name: str) -> tuple[Offer, Load]:
    """What stands for a source without a picture, so that this is told too."""

    def load() -> bytes:
        raise NotTakenError(Outcome.REFUSED, f"{shown(name)} holds no picture; check the name")

    return Offer(name), load


def _loading(tree: Tree, found: Iterable[Offer]) -> Iterator[tuple[Offer, Load]]:
    for offer in found:
        yield offer, _from_tree(tree, offer.name)


def _from_tree(tree: Tree, name: str) -> Load:
    return lambda: tree.read(name)

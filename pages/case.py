"""What one inspector is looking at: the objects of a consignment, each with its photos.

Values only, held in the memory of the session and nowhere else; a register keeps what is saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from catalogue.load import Catalogue
from catalogue.ruling import Query
from findings.photos import Picture
from model.card import ModelCard
from model.fusion import Contradiction, Fusion, Shot, fuse
from model.prediction import Prediction
from model.quality import Hint
from model.screening import Report, Taken, report
from pages.inquiry import Inquiry

MOST_PHOTOS = 10  # of one object; a good has six sides, and markings
MOST_OBJECTS = 40  # of a consignment in one session: 0.3 MB each photo stay in memory
# Said where a page shows a check that has left the memory since.
GONE = "Your earlier check is no longer here: what was not saved is lost."


@dataclass(frozen=True, slots=True, eq=False)
class Exhibit:
    """One photo of an object: what was classified, and the smaller picture that is shown.

    Attributes:
        taken: SHA-256 and size of the original.
        picture: Smaller, without metadata.
        hints: What is wrong with the photo.
        prediction: Of this photo alone.
    """

    taken: Taken
    picture: Picture = field(repr=False)
    hints: tuple[Hint, ...]
    prediction: Prediction = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes in memory, all but a few hundred."""
        seen = self.prediction
        return len(self.picture.jpeg) + seen.activations.nbytes + seen.embedding.nbytes


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One object.

    Attributes:
        exhibits: Its photos, as they came.
        inquiry: How far its questions are answered; None where nothing has questions.
        saved: Number in the register; None while it is nowhere but here.
        consignment: Number of the consignment it was saved in.
    """

    exhibits: tuple[Exhibit, ...]
    inquiry: Inquiry | None = None
    saved: int | None = None
    consignment: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.exhibits) <= MOST_PHOTOS:
            raise ValueError(f"{len(self.exhibits)} photos of an object, 1 to {MOST_PHOTOS} fit")

    def joined(self, more: tuple[Exhibit, ...]) -> Item:
        """With more photos, and therefore not saved; each once, no more than fit."""
        unique = {each.taken.sha256: each for each in (*self.exhibits, *more)}
        if len(unique) == len(self.exhibits):
            return self
        return replace(self, exhibits=tuple(unique.values())[:MOST_PHOTOS], saved=None)

    def fusion(self, card: ModelCard) -> Fusion:
        """What the photos say together."""
        return fuse([Shot(each.taken.sha256, each.prediction) for each in self.exhibits], card)

    def shown(self, fusion: Fusion) -> Exhibit:
        """The photo whose activations are those of the fusion."""
        return next(each for each in self.exhibits if each.taken.sha256 == fusion.mapped)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is told of an object under the law of one place and day.

    Attributes:
        report: Of all its photos together.
        shown: The photo whose activations the report has.
        contradiction: Why the answer is unsure, where photos contradict each other.
    """

    report: Report
    shown: Exhibit
    contradiction: Contradiction | None


def tell(item: Item, card: ModelCard, catalogue: Catalogue) -> Told:
    """Fuse the photos and look up what the catalogue says.

    Raises:
        CatalogueError: A class file that is needed breaks a rule.
    """
    fusion = item.fusion(card)
    shown = item.shown(fusion)
    told = report(shown.taken, fusion.prediction, card, catalogue)
    return Told(told, shown, fusion.contradiction)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The objects of one session.

    Attributes:
        items: In the order they were photographed.
        at: Which of them is open; None before the first.
        query: Whose law is asked, and of which day.
        consignment: Number in the register that was last saved to; None before the first.
        on_form: First photo (SHA-256) of the object that the note on the page is about.
    """

    items: tuple[Item, ...] = ()
    at: int | None = None
    query: Query = field(default_factory=Query)
    consignment: int | None = None
    on_form: str | None = None

    def __post_init__(self) -> None:
        if (self.at is None) != (not self.items):
            raise ValueError("an object is open exactly when there is one")
        if self.at is not None and not 0 <= self.at < len(self.items):
            raise ValueError(f"object {self.at} is none of {len(self.items)}")

    @property
    def open(self) -> Item | None:
        """The object that is looked at."""
        return None if self.at is None else self.items[self.at]

    @property
    def full(self) -> bool:
        """Whether there is no room for another object."""
        return len(self.items) >= MOST_OBJECTS

    @property
    def size(self) -> int:
        """Bytes of the photos in memory."""
        return sum(each.size for item in self.items for each in item.exhibits)

    def added(self, item: Item) -> Case:
        """With a new object, which is opened; ValueError when there is no room for it."""
        if self.full:
            raise ValueError(f"there are {MOST_OBJECTS} objects already")
        items = (*self.items, item)
        return replace(self, items=items, at=len(items) - 1)

    def changed(self, item: Item) -> Case:
        """With the open object changed."""
        if self.at is None:
            raise ValueError("no object is open")
        return replace(self, items=(*self.items[: self.at], item, *self.items[self.at + 1 :]))

    def with_inquiry(self, inquiry: Inquiry | None) -> Case:
        """With the questions of the open object as far as they are answered."""
        return self if self.open is None else self.changed(replace(self.open, inquiry=inquiry))

    def answered(self, shown: Inquiry | None) -> Case:
        """The same by what the page shows; where it shows no questions, the answers stay."""
        return self if shown is None else self.with_inquiry(shown)

    def followed(self, by: Case) -> Case:
        """With the objects of another check after its own, of which the last is open.

        No more than fit; where some do not, what is open stays open.
        """
        items = (*self.items, *by.items)
        at = len(items) - 1 if by.items and len(items) <= MOST_OBJECTS else self.at
        return replace(self, items=items[:MOST_OBJECTS], at=at) if by.items else self

    def opened(self, at: int) -> Case:
        """Look at another object."""
        return replace(self, at=at)

    def removed(self) -> Case:
        """Without the open object; the one before it is opened."""
        if self.at is None:
            return self
        items = (*self.items[: self.at], *self.items[self.at + 1 :])
        return replace(self, items=items, at=max(0, self.at - 1) if items else None)

    def asked(self, query: Query) -> Case:
        """Under the law of another place or day."""
        return replace(self, query=query)

"""What is asked: a topic that is remembered, and a card that asks about it once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_CHOICES = 4  # as many as there are number keys to answer with
PAIR = "|"  # between the two classes of a pair; no id has it (`visual_class.ID_SHAPE`)


class CardKind(StrEnum):
    """Which of the four questions a card asks."""

    NAME = "name"  # which good is this?
    LISTED = "listed"  # is it on the lists?
    DECIDES = "decides"  # which question or answer decides?
    DIFFERENCE = "difference"  # what tells one from the other?


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """One thing to be remembered: a kind of question about a class or a pair.

    Attributes:
        kind: which question.
        key: a class id, or two of them in alphabetical order with `PAIR` between.
    """

    kind: CardKind
    key: str

    def __post_init__(self) -> None:
        ids = self.classes
        if not all(ids) or len(ids) > 2 or list(ids) != sorted(set(ids)):
            raise ValueError(f"topic key {self.key!r} is neither a class nor a sorted pair")
        if self.kind is CardKind.DIFFERENCE and len(ids) != 2:
            raise ValueError(f"a difference needs a pair, {self.key!r} is none")
        if self.kind in (CardKind.NAME, CardKind.LISTED) and len(ids) != 1:
            raise ValueError(f"{self.kind} is asked of one class, {self.key!r} is a pair")

    @classmethod
    def of_pair(cls, kind: CardKind, one: str, other: str) -> Topic:
        """The topic of two classes, whichever comes first."""
        return cls(kind, PAIR.join(sorted((one, other))))

    @property
    def classes(self) -> tuple[str, ...]:
        """The ids it is about, one or two."""
        return tuple(self.key.split(PAIR))


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to look at, as a file a browser shows.

    Attributes:
        data: the encoded file, without metadata of a photo.
        mime: such as `image/webp`.
        shows: id of the class it shows.
        is_photo: False for a rendered picture.
    """

    data: bytes
    mime: str
    shows: str
    is_photo: bool

    def __post_init__(self) -> None:
        if not self.data or not self.mime.startswith("image/") or not self.shows:
            raise ValueError(f"a picture of {self.shows!r} has no bytes, no kind or no class")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that is offered.

    Attributes:
        id: a class id, a status, the id of a question, a pair, or the words of an answer.
        text: what the button says.
    """

    id: str
    text: str

    def __post_init__(self) -> None:
        if not self.id or not self.text:
            raise ValueError("a choice needs an id and a text")


@dataclass(frozen=True, slots=True)
class Card:
    """One question with its pictures and answers, of which one is right.

    Attributes:
        topic: what it asks about.
        ask: the question.
        given: what is known already, in order; may be empty.
        pictures: none, one, or the two of a pair.
        named: whether the names of what the pictures show may be told before the answer.
        choices: two to `MOST_CHOICES`, each id and text once.
        right: index of the right one.
        why: sentences of the catalogue that say why.
        notes: photos that could not be shown, one sentence each.
    """

    topic: Topic
    ask: str
    given: tuple[str, ...]
    pictures: tuple[Picture, ...]
    named: bool
    choices: tuple[Choice, ...]
    right: int
    why: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 2 <= len(self.choices) <= MOST_CHOICES:
            raise ValueError(f"{self.topic} offers {len(self.choices)} choices, 2 to 4 are allowed")
        for field in ("id", "text"):
            if len({getattr(choice, field) for choice in self.choices}) != len(self.choices):
                raise ValueError(f"{self.topic} offers the same {field} twice")
        if not 0 <= self.right < len(self.choices):
            raise ValueError(f"{self.topic} has no choice number {self.right}")
        if not self.ask or not self.why:
            raise ValueError(f"{self.topic} needs a question and a reason")

    @property
    def answer(self) -> Choice:
        """The right choice."""
        return self.choices[self.right]

"""Which topics come next: what is due first, then new ones, grave goods and pairs among the first.

Deterministic: the same answers, time and seed give the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from random import Random

from catalogue.law import Status
from quiz.card import CardKind, Topic
from quiz.deck import Deck
from quiz.memory import Memory
from quiz.scores import TakenFor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a learner wants to be asked about; at most one of the three.

    Attributes:
        annex: only goods of this annex and what they are confused with; empty for all.
        only_missed: only what was answered wrongly last, and pairs that were mixed up.
        only_photos: only photos of one's own.
    """

    annex: str = ""
    only_missed: bool = False
    only_photos: bool = False

    def __post_init__(self) -> None:
        if sum((bool(self.annex), self.only_missed, self.only_photos)) > 1:
            raise ValueError(f"{self} wants more than one thing")


def wanted(
    deck: Deck, want: Wanted, known: Mapping[Topic, Memory], mixed_up: Iterable[TakenFor]
) -> tuple[Topic, ...]:
    """The topics a wish leaves, in the order of the deck."""
    if want.only_photos:
        return tuple(topic for topic in deck.topics if deck.has_photo(topic))
    if want.annex:
        return tuple(topic for topic in deck.topics if want.annex in deck.annexes(topic))
    if not want.only_missed:
        return deck.topics
    pairs = {tuple(sorted((each.shown, each.said))) for each in mixed_up}
    return tuple(
        topic
        for topic in deck.topics
        if topic.classes in pairs or (topic in known and not known[topic].last_right)
    )


def next_topics(
    topics: Sequence[Topic],
    deck: Deck,
    known: Mapping[Topic, Memory],
    now: datetime,
    rng: Random,
    most: int,
) -> tuple[Topic, ...]:
    """At most so many topics to ask now.

    Due ones come first, longest overdue before, then new ones, then those due soonest. A class is
    asked about once as long as there are others: naming it tells its status to the next card.
    """
    due = sorted(
        (topic for topic in topics if topic in known and known[topic].due <= now),
        key=lambda topic: (known[topic].due, topic),
    )
    new = _interleaved([topic for topic in topics if topic not in known], deck, rng)
    later = sorted(
        (topic for topic in topics if topic in known and known[topic].due > now),
        key=lambda topic: (known[topic].due, topic),
    )
    chosen: list[Topic] = []
    left: list[Topic] = []
    seen: set[str] = set()
    for topic in (*due, *new, *later):
        if seen.isdisjoint(topic.classes):
            chosen.append(topic)
            seen.update(topic.classes)
        else:
            left.append(topic)
    return tuple((*chosen, *left)[:most])


def due_by(known: Mapping[Topic, Memory], moment: datetime) -> int:
    """How many topics are to be asked again until a moment."""
    return sum(memory.due <= moment for memory in known.values())


def _interleaved(topics: Iterable[Topic], deck: Deck, rng: Random) -> list[Topic]:
    """Prohibited goods, pairs, controlled or depending goods, ordinary things, and so on round."""
    heaps: tuple[list[Topic], ...] = ([], [], [], [])
    for topic in topics:
        heaps[_heap(topic, deck)].append(topic)
    for heap in heaps:
        rng.shuffle(heap)
    return [topic for row in zip_longest(*heaps) for topic in row if topic is not None]


def _heap(topic: Topic, deck: Deck) -> int:
    if topic.kind is CardKind.DIFFERENCE or len(topic.classes) > 1:
        return 1
    status = deck.catalogue[topic.key].status
    if status is Status.PROHIBITED:
        return 0
    return 3 if status is Status.NOT_LISTED else 2

"""What the answers of one user say: right answers per class, and what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from quiz.answer import Answered
from quiz.card import CardKind

LEAST = 5  # answers; of fewer no share is told, it would say nothing
Z = 1.959963984540054  # two-sided 95 % of the normal distribution


@dataclass(frozen=True, slots=True)
class Score:
    """Right answers of so many.

    Attributes:
        right: how many were right.
        of: how many there were.
    """

    right: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.of:
            raise ValueError(f"{self.right} right of {self.of} cannot be")

    @property
    def is_told(self) -> bool:
        """Whether there are enough answers for a share."""
        return self.of >= LEAST

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound of the share, 0..1 (Wilson 1927, 95 %).

        Raises:
            ValueError: there are fewer than `LEAST` answers.
        """
        if not self.is_told:
            raise ValueError(f"{self.of} answers are too few for a share, {LEAST} are needed")
        share = self.right / self.of
        middle = share + Z**2 / (2 * self.of)
        half = Z * sqrt(share * (1 - share) / self.of + Z**2 / (4 * self.of**2))
        whole = 1 + Z**2 / self.of
        return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


@dataclass(frozen=True, slots=True)
class TakenFor:
    """A class that is taken for another.

    Attributes:
        shown: id of what was shown.
        said: id of what it was taken for.
        times: how often.
        offered: how often it could have been, because both were offered.
    """

    shown: str
    said: str
    times: int
    offered: int

    def __post_init__(self) -> None:
        if not 0 < self.times <= self.offered or self.shown == self.said:
            raise ValueError(f"{self} cannot be")


def by_class(answers: Iterable[Answered]) -> dict[str, Score]:
    """The score of each class; an answer about a pair counts for both."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for answer in answers:
        for id in answer.topic.classes:
            of[id] += 1
            right[id] += answer.right
    return {id: Score(right[id], of[id]) for id in of}


def confusions(answers: Iterable[Answered]) -> tuple[TakenFor, ...]:
    """What was taken for what when a picture was to be named, most often first."""
    times: Counter[tuple[str, str]] = Counter()
    offered: Counter[tuple[str, str]] = Counter()
    for answer in answers:
        if answer.topic.kind is not CardKind.NAME:
            continue
        shown = answer.topic.key
        offered.update((shown, other) for other in answer.offered if other != shown)
        if not answer.right:
            times[shown, answer.chosen] += 1
    found = [TakenFor(*pair, times[pair], offered[pair]) for pair in times]
    return tuple(sorted(found, key=lambda each: (-each.times, each.offered, each.shown, each.said)))

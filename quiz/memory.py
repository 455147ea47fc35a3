"""When to ask again: FSRS (the package `fsrs`) folded over the answers of one user.

Nothing of it is stored. The same answers give the same dates, on any machine, because the
package's random spread of dates is off and every time is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fsrs import Card as Schedule
from fsrs import Rating, Scheduler

from quiz.answer import Answered
from quiz.card import CardKind, Topic

# Seconds within which an answer was easy, and after which it was hard. Guesses of ours: a look at
# one picture on the one hand, reading four sentences on the other.
FAST_AND_SLOW: Mapping[CardKind, tuple[float, float]] = {
    CardKind.NAME: (4.0, 15.0),
    CardKind.LISTED: (4.0, 15.0),
    CardKind.DECIDES: (10.0, 40.0),
    CardKind.DIFFERENCE: (10.0, 40.0),
}


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one topic.

    Attributes:
        due: when it should be asked again, UTC.
        asked: how often it was.
        missed: how often wrongly.
        last_right: whether the newest answer was right.
    """

    due: datetime
    asked: int
    missed: int
    last_right: bool

    def __post_init__(self) -> None:
        if not 0 <= self.missed <= self.asked or self.asked < 1:
            raise ValueError(f"{self.missed} missed of {self.asked} asked cannot be")


def rating(answer: Answered, *, is_first: bool) -> Rating:
    """How well it was remembered.

    Args:
        answer: what was answered.
        is_first: whether the topic is new; a first answer may be luck and never counts as easy.
    """
    if not answer.right:
        return Rating.Again
    fast, slow = FAST_AND_SLOW[answer.topic.kind]
    if answer.seconds > slow:
        return Rating.Hard
    return Rating.Easy if answer.seconds < fast and not is_first else Rating.Good


def memories(answers: Iterable[Answered]) -> dict[Topic, Memory]:
    """What one user remembers.

    Args:
        answers: of one user, oldest first.
    """
    scheduler = Scheduler(enable_fuzzing=False)
    schedules: dict[Topic, Schedule] = {}
    found: dict[Topic, Memory] = {}
    for answer in answers:
        before = found.get(answer.topic)
        # Number and date are given: the package would else take them from the machine's clock.
        schedule = schedules.get(answer.topic) or Schedule(card_id=1, due=answer.at)
        rated = rating(answer, is_first=before is None)
        schedule, _ = scheduler.review_card(schedule, rated, answer.at)
        schedules[answer.topic] = schedule
        found[answer.topic] = Memory(
            schedule.due,
            (before.asked if before else 0) + 1,
            (before.missed if before else 0) + (not answer.right),
            answer.right,
        )
    return found

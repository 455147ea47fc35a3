"""`Answered`: one answer as it is kept; the only thing that is stored, all else follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from quiz.card import Topic

LONGEST_SECONDS = 600.0  # a longer pause says that somebody was called away


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of one user.

    Attributes:
        at: when, UTC.
        user: name of the account; empty where there are no accounts.
        topic: what was asked about.
        offered: ids of the choices.
        chosen: id of the choice taken, one of `offered`.
        right: whether it was the right one.
        seconds: from seeing the card to answering, 0 to `LONGEST_SECONDS`.
    """

    at: datetime
    user: str
    topic: Topic
    offered: tuple[str, ...]
    chosen: str
    right: bool
    seconds: float

    def __post_init__(self) -> None:
        if self.at.tzinfo is not UTC:
            raise ValueError(f"the time {self.at} of an answer must be in UTC")
        if self.chosen not in self.offered:
            raise ValueError(f"{self.chosen!r} was not offered")
        if not 0.0 <= self.seconds <= LONGEST_SECONDS:
            raise ValueError(f"{self.seconds} s is no time of an answer")

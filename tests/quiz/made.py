"""What the tests of the quiz share: a deck, a clock that is told the time, and answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from catalogue.law import Status
from catalogue.load import load
from quiz.answer import Answered
from quiz.card import CardKind, Topic
from quiz.deck import Deck

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
WORDS = {status: f"it is {status}" for status in Status}
HANDCUFFS = Topic(CardKind.NAME, "handcuffs")


@cache
def deck() -> Deck:
    """Every question of the catalogue, without photos."""
    return Deck(load(), WORDS)


def answered(
    topic: Topic = HANDCUFFS,
    *,
    right: bool = True,
    seconds: float = 6.0,
    after: timedelta = timedelta(),
    user: str = "",
    chosen: str = "",
) -> Answered:
    """One answer; wrong ones took it for leg cuffs."""
    said = chosen or (topic.key if right else "leg_cuffs")
    return Answered(
        NOON + after, user, topic, (topic.key, "leg_cuffs", "chain"), said, right, seconds
    )

"""One sitting of ten cards as a value: begin, choose, go on, look back. No clock of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from quiz.answer import LONGEST_SECONDS, Answered
from quiz.card import Card, Topic
from quiz.deck import Deck
from quiz.memory import memories
from quiz.order import Wanted, next_topics, wanted
from quiz.scores import confusions

LENGTH = 10  # cards; a few minutes between two parcels


@dataclass(frozen=True, slots=True)
class Done:
    """A card that was answered.

    Attributes:
        card: the card as it was shown.
        chosen: index of the choice taken.
    """

    card: Card
    chosen: int

    @property
    def is_right(self) -> bool:
        """Whether the right one was chosen."""
        return self.chosen == self.card.right


@dataclass(frozen=True, slots=True)
class Round:
    """How far a sitting has come.

    Attributes:
        want: what was asked for.
        seed: of the pictures and the order of the choices.
        topics: what is asked, in order; may be empty.
        shown_at: when the open card was shown, UTC.
        card: the card that is open or answered; None at the end.
        done: the cards answered so far.
    """

    want: Wanted
    seed: str
    topics: tuple[Topic, ...]
    shown_at: datetime
    card: Card | None
    done: tuple[Done, ...] = ()

    def __post_init__(self) -> None:
        if len(self.done) > len(self.topics):
            raise ValueError(f"{len(self.done)} answers to {len(self.topics)} cards cannot be")

    @classmethod
    def begin(
        cls, deck: Deck, answers: Iterable[Answered], want: Wanted, *, now: datetime, seed: str
    ) -> Round:
        """Choose the cards of a sitting and show the first.

        Args:
            deck: what can be asked.
            answers: of this user so far, oldest first.
            want: what the user wants to be asked about.
            now: the time, UTC.
            seed: another one asks other new topics.
        """
        past = tuple(answers)
        known, mixed_up = memories(past), confusions(past)
        left = wanted(deck, want, known, mixed_up)
        topics = next_topics(left, deck, known, now, Random(seed), LENGTH)
        return cls(want, seed, topics, now, None)._shown(deck, now)

    def _shown(self, deck: Deck, now: datetime) -> Round:
        """With the card of the next topic; with none after the last."""
        if len(self.done) == len(self.topics):
            return replace(self, card=None, shown_at=now)
        number = len(self.done)
        rng = Random(f"{self.seed} {number}")
        card = deck.card(self.topics[number], rng, only_photos=self.want.only_photos)
        return replace(self, card=card, shown_at=now)

    @property
    def number(self) -> int:
        """Of the card that is shown, from 1."""
        return len(self.done) + (0 if self.is_answered else 1)

    @property
    def is_answered(self) -> bool:
        """Whether the card that is shown has been answered."""
        return self.card is not None and bool(self.done) and self.done[-1].card is self.card

    def choose(self, choice: int, *, user: str, now: datetime) -> tuple[Round, Answered]:
        """Answer the open card.

        Args:
            choice: index of the choice.
            user: whose answer it is.
            now: the time, UTC.

        Raises:
            ValueError: no card is open, or it has no such choice.
        """
        if self.card is None or self.is_answered:
            raise ValueError("no card is open")
        if not 0 <= choice < len(self.card.choices):
            raise ValueError(f"the card has no choice number {choice}")
        seconds = (now - self.shown_at).total_seconds()
        answered = Answered(
            at=now,
            user=user,
            topic=self.card.topic,
            offered=tuple(each.id for each in self.card.choices),
            chosen=self.card.choices[choice].id,
            right=choice == self.card.right,
            seconds=min(max(seconds, 0.0), LONGEST_SECONDS),  # a clock can be set back
        )
        return replace(self, done=(*self.done, Done(self.card, choice))), answered

    def after(self, deck: Deck, *, now: datetime) -> Round:
        """With the next card, or the end.

        Raises:
            ValueError: the open card has not been answered.
        """
        if not self.is_answered:
            raise ValueError("the open card has not been answered")
        return self._shown(deck, now)

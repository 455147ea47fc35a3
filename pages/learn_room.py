"""What a press of a button of the quiz comes to: a visit before it, a visit and HTML after it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

from catalogue.markup import Html, join, tag
from pages.learn_cards import Beside, answered_card, open_card, summary
from pages.learn_results import Past, ask_deletion, nothing_to_ask, results, start, wish
from quiz.card import CardKind
from quiz.deck import Deck
from quiz.errors import ProgressError
from quiz.progress import Progress
from quiz.round import Round

IN_MEMORY = "Your answers are kept in memory only, for this visit; nothing is sent."
IN_FILE = "Your answers stay in a file on this computer, under your user name; nothing is sent."
SHARED = (
    "Your answers stay in a file on this computer; nothing is sent. "
    "Without user names everybody at this computer shares them."
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One open page.

    Attributes:
        user: whose answers these are.
        round: the sitting; None at the start.
    """

    user: str
    round: Round | None = None

    def __post_init__(self) -> None:
        if self.round is not None and self.round.done and not self.round.topics:
            raise ValueError("answers without cards")


def now_utc() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def new_seed() -> str:
    """Another one for every sitting."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Room:
    """What every visit shares.

    Attributes:
        deck: all that can be asked.
        progress: the answers of all users.
        clock: gives the time, UTC.
        seeds: gives the seed of a sitting.
    """

    deck: Deck
    progress: Progress
    clock: Callable[[], datetime] = now_utc
    seeds: Callable[[], str] = new_seed

    def __post_init__(self) -> None:
        if self.clock().tzinfo is not UTC:
            raise ValueError("the clock of the quiz must give UTC")

    def past(self, user: str) -> Past:
        """What a user has answered; raises `ProgressError` where it cannot be read."""
        return Past.of(self.progress.answers(user), self.clock())

    def entrance(self, visit: Visit) -> tuple[Visit, Html]:
        """The start, with the results so far."""
        past = self.past(visit.user)
        told = results(past, self.deck.catalogue, self._kept(visit.user))
        return replace(visit, round=None), start(self.deck, past, told)

    def _kept(self, user: str) -> str:
        """Where the answers are."""
        if not self.progress.is_kept:
            return IN_MEMORY
        return IN_FILE if user else SHARED

    def act(self, visit: Visit, action: str, at: int, number: int, want: str) -> tuple[Visit, Html]:
        """What a press of a button comes to; one that is too late changes nothing.

        Args:
            visit: as it was.
            action: `data-do` of the button.
            at: index of a choice.
            number: of the card that the button stood on.
            want: value of the wish that is chosen.
        """
        state = visit.round
        is_of_this_card = state is not None and state.card is not None and state.number == number
        if action == "begin":
            return self._begin(visit, want)
        if action == "again" and state is not None:
            return self._begin(visit, want, state)
        if action == "ask":
            return visit, ask_deletion(len(self.progress.answers(visit.user)))
        if action == "delete":
            self.progress.delete(visit.user)
            return self.entrance(visit)
        if action == "choose" and is_of_this_card:
            return self._choose(visit, at)
        if action == "next" and state is not None and is_of_this_card and state.is_answered:
            return self._show(replace(visit, round=state.after(self.deck, now=self.clock())))
        return self.entrance(visit) if action == "start" else self._show(visit)

    def _begin(self, visit: Visit, want: str, before: Round | None = None) -> tuple[Visit, Html]:
        """A new sitting, about the same as the one before it where there is one."""
        about = before.want if before else wish(want, self.deck)
        answers = self.progress.answers(visit.user)
        begun = Round.begin(self.deck, answers, about, now=self.clock(), seed=self.seeds())
        if not begun.topics:
            return replace(visit, round=None), nothing_to_ask()
        return self._show(replace(visit, round=begun))

    def _choose(self, visit: Visit, at: int) -> tuple[Visit, Html]:
        """Keep an answer and show what it was."""
        state = visit.round
        if state is None or state.card is None or state.is_answered:
            return self._show(visit)
        if not 0 <= at < len(state.card.choices):
            return self._show(visit)
        chosen, answer = state.choose(at, user=visit.user, now=self.clock())
        visit, notice = replace(visit, round=chosen), Html("")
        try:
            self.progress.add(answer)
        except ProgressError as error:  # the lesson goes on; that it is not kept is said
            notice = warning(f"This answer was not kept: {error}.")
        visit, shown = self._show(visit)
        return visit, join(notice, shown)

    def _show(self, visit: Visit) -> tuple[Visit, Html]:
        """The visit as it stands."""
        state = visit.round
        if state is None:
            return self.entrance(visit)
        if state.card is None:
            past = self.past(visit.user)
            told = results(past, self.deck.catalogue, self._kept(visit.user))
            return visit, summary(state, self.deck, told)
        if not state.is_answered:
            return visit, open_card(state, state.card, self.deck.catalogue)
        done = state.done[-1]
        return visit, answered_card(state, done, self.deck, self._beside(state))

    def _beside(self, state: Round) -> Beside | None:
        """What a class was taken for, with what tells the two apart."""
        done = state.done[-1]
        if done.is_right or done.card.topic.kind is not CardKind.NAME:
            return None
        said, shown = done.card.choices[done.chosen].id, done.card.topic.key
        if not self.deck.catalogue.reference_views(said):
            return None
        view = self.deck.view(said, Random(state.seed))
        return Beside(view, self.deck.differences(shown, said))


def warning(sentence: str) -> Html:
    """Something that went wrong, said at once."""
    return tag("p", sentence, class_="sheet notice", role="alert")

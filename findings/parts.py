"""The parts of a finding: what was seen, what the law said, answers, measurements, conclusion.

Value types only; every type checks itself and raises RefusedError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from catalogue.law import Status
from findings import rules
from findings.errors import RefusedError

# The values of `model.screening.Outcome`, which would load NumPy; a test holds both equal.
OUTCOMES = ("recognised", "look_alike", "unsure", "unknown")
BY_HAND = 1.0  # level of an interval that a person read off and typed: it is taken as given
_SUM_SLACK = 1e-3  # the command line rounds each probability to six decimals

Json = dict[str, Any]


class Verdict(StrEnum):
    """What the inspector says of the network's answer."""

    AGREE = "agree"
    ANOTHER_CLASS = "another_class"
    NONE = "none"  # nothing that the catalogue describes
    UNKNOWN_OBJECT = "unknown_object"  # the inspector cannot say what it is


@dataclass(frozen=True, slots=True)
class Candidate:
    """A class that the network named, and its calibrated probability, 0..1."""

    visual_class: str
    probability: float

    def __post_init__(self) -> None:
        rules.check_word(self.visual_class, "class")
        rules.check_number(self.probability, f"probability of {self.visual_class}", 0, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network said.

    Attributes:
        outcome: One of `OUTCOMES`.
        candidates: Most probable first; not necessarily all.
        model: Name of the model card.
        weights_sha256: Of the weights file, 64 hex digits.
    """

    outcome: str
    candidates: tuple[Candidate, ...]
    model: str
    weights_sha256: str

    def __post_init__(self) -> None:
        rules.require(
            self.outcome in OUTCOMES,
            f"outcome {str(self.outcome)[:40]!r} must be one of {', '.join(OUTCOMES)}",
        )
        rules.check_count(self.candidates, "candidates", rules.MOST_CANDIDATES)
        chances = [each.probability for each in self.candidates]
        rules.require(bool(chances), "what was seen needs at least one candidate")
        rules.require(
            chances == sorted(chances, reverse=True) and sum(chances) <= 1 + _SUM_SLACK,
            "candidates must be given most probable first, and probabilities must not exceed 1",
        )
        rules.check_word(self.model, "name of the model")
        rules.check_sha256(self.weights_sha256, "SHA-256 of the weights")

    @classmethod
    def from_report(cls, report: Mapping[str, Any]) -> Seen:
        """From the JSON of `model.screening.Report`, the command-line contract."""
        with readable("report"):
            return cls(
                report["outcome"],
                tuple(Candidate(c["class"], c["probability"]) for c in report["candidates"]),
                report["model"]["id"],
                report["model"]["sha256"],
            )


@dataclass(frozen=True, slots=True)
class Law:
    """The legal answer that was shown.

    Attributes:
        status: As shown, after questions and measurements.
        jurisdiction: Whose lists were asked, such as `EU`.
        as_of: The day whose law was asked.
        catalogue_version: `catalogue.load.Catalogue.version`.
    """

    status: Status
    jurisdiction: str
    as_of: date
    catalogue_version: str

    def __post_init__(self) -> None:
        rules.require(isinstance(self.status, Status), f"status {self.status!r} must be a Status")
        place = isinstance(self.jurisdiction, str) and rules.PLACE.fullmatch(self.jurisdiction)
        rules.require(
            bool(place), f"jurisdiction {str(self.jurisdiction)[:40]!r} must be one such as EU"
        )
        rules.require(
            isinstance(self.as_of, date) and not isinstance(self.as_of, datetime),
            "the day whose law was asked must be a date",
        )
        rules.check_word(self.catalogue_version, "version of the catalogue")


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the catalogue's tree and the words of the button that was pressed.

    Attributes:
        question: Id of the question.
        words: Of the button, or the measurement as it was given.
        asked: The question in the English words of the catalogue; what was read may have been a
            translation. None where the version that saved it kept no words.
    """

    question: str
    words: str
    asked: str | None = None

    def __post_init__(self) -> None:
        rules.check_word(self.question, "question")
        rules.check_named(self.words, f"answer to {self.question}", rules.LONGEST_ANSWER)
        _check_asked(self.question, self.asked)

    def facts(self) -> Json:
        """As a row of the history holds it."""
        return {"question": self.question, "asked": self.asked, "words": self.words}

    @classmethod
    def from_facts(cls, given: Any) -> Answer:
        """The inverse of `facts`; before schema 4 a row held a list."""
        if isinstance(given, list):
            question, words = given
            return cls(question, words)
        return cls(given["question"], given["words"], given["asked"])


@dataclass(frozen=True, slots=True)
class Measurement:
    """A length in mm and the interval that holds the true one in a share `level` of all cases.

    Attributes:
        question: Id of the tree's question that it answers, or a name such as `length`.
        value_mm: Above 0.
        low_mm: At most `value_mm`.
        high_mm: At least `value_mm`.
        level: Above 0, below or at 1; `BY_HAND` where a person read it off and typed it.
        asked: What is measured, in the English words of the question; None where the version that
            saved it kept no words.
        photo: SHA-256 of the photo it was measured in; None where a person typed it, or where the
            version that saved it did not keep the photo.
    """

    question: str
    value_mm: float
    low_mm: float
    high_mm: float
    level: float
    asked: str | None = None
    photo: str | None = None

    def __post_init__(self) -> None:
        rules.check_word(self.question, "measurement")
        for name, value in (("low", self.low_mm), ("value", self.value_mm), ("high", self.high_mm)):
            rules.check_number(value, f"{self.question}, {name} in mm,", 1e-6, rules.LONGEST_MM)
        rules.require(
            self.low_mm <= self.value_mm <= self.high_mm,
            f"{self.question} {self.value_mm:g} mm must lie in {self.low_mm:g}..{self.high_mm:g}",
        )
        rules.check_number(self.level, f"level of {self.question}", 1e-6, 1)
        _check_asked(self.question, self.asked)
        if self.photo is not None:
            rules.check_sha256(self.photo, f"SHA-256 of the photo of {self.question}")
            rules.require(
                not self.by_hand,
                f"{self.question} was typed by hand, so it was measured in no photo",
            )

    @property
    def by_hand(self) -> bool:
        """Whether a person read it off and typed it, as far as its row says (`is_way_kept`)."""
        return self.level == BY_HAND

    @property
    def is_way_kept(self) -> bool:
        """Whether its row says how it was taken; rows before schema 4 called every length typed."""
        return not self.by_hand or self.asked is not None

    def facts(self) -> Json:
        """As a row of the history holds it."""
        numbers = (self.value_mm, self.low_mm, self.high_mm, self.level)
        value, low, high, level = map(float, numbers)
        return {
            "question": self.question,
            "asked": self.asked,
            "value_mm": value,
            "low_mm": low,
            "high_mm": high,
            "level": level,
            "photo": self.photo,
        }

    @classmethod
    def from_facts(cls, given: Any) -> Measurement:
        """The inverse of `facts`; before schema 4 a row held a list."""
        if isinstance(given, list):
            question, value, low, high, level = given
            return cls(question, value, low, high, level)
        names = ("question", "value_mm", "low_mm", "high_mm", "level", "asked", "photo")
        return cls(*(given[name] for name in names))


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The inspector's own.

    Attributes:
        verdict: What the inspector says of the network's answer.
        visual_class: Of `ANOTHER_CLASS`, and of nothing else.
        note: Free text.
        agreed: The class that `AGREE` agreed with; empty for "nothing that the catalogue
            describes"; None for the other verdicts, and where the version that saved it did not
            keep the class.
    """

    verdict: Verdict
    visual_class: str | None = None
    note: str = ""
    agreed: str | None = None

    def __post_init__(self) -> None:
        rules.require(isinstance(self.verdict, Verdict), "a conclusion needs a verdict")
        another = self.verdict is Verdict.ANOTHER_CLASS
        rules.require(
            another == (self.visual_class is not None),
            "a class is named with the conclusion 'another class', and only then",
        )
        if self.visual_class is not None:
            rules.check_word(self.visual_class, "class")
        agrees = self.verdict is Verdict.AGREE
        rules.require(agrees or self.agreed is None, "a class is agreed with by agreeing alone")
        if self.agreed:
            rules.check_word(self.agreed, "class agreed with")
        rules.require(self.agreed is None or isinstance(self.agreed, str), "a class is an id")
        rules.check_text(self.note, "the note", rules.LONGEST_NOTE, breaks=True)

    def facts(self) -> Json:
        """Without the note, which is personal."""
        return {"verdict": self.verdict.value, "class": self.visual_class, "agreed": self.agreed}

    @classmethod
    def from_facts(cls, given: Mapping[str, Any], note: str) -> Conclusion:
        """The inverse of `facts`; before schema 4 a row did not say what was agreed with."""
        return cls(Verdict(given["verdict"]), given["class"], note, given.get("agreed"))


def _check_asked(question: str, asked: str | None) -> None:
    if asked is not None:
        rules.check_named(asked, f"words of the question {question}", rules.LONGEST_ANSWER)


@contextmanager
def readable(name: str) -> Iterator[None]:
    """JSON of another shape ends as one sentence."""
    try:
        yield
    except RefusedError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedError(f"the {name} has another shape than this program writes") from error

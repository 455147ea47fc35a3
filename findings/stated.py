"""What may be stated anew of a finding: the law, the answers and the measurements it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.law import Status
from findings import rules
from findings.parts import Answer, Json, Law, Measurement, readable


@dataclass(frozen=True, slots=True)
class Stated:
    """The legal answer and what it rests on.

    Attributes:
        law: The legal answer.
        answers: To the questions of the tree, in the order given.
        measurements: In mm.
        about: The class whose questions these answer; None where nothing was answered or
            measured, and where the version that saved it did not keep the class.
    """

    law: Law
    answers: tuple[Answer, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    about: str | None = None

    def __post_init__(self) -> None:
        rules.check_count(self.answers, "answers", rules.MOST_ANSWERS)
        rules.check_count(self.measurements, "measurements", rules.MOST_ANSWERS)
        if self.about is not None:
            rules.check_word(self.about, "class that was asked about")
            rules.require(self.has_answers, "a class was asked about only where something answers")

    @property
    def has_answers(self) -> bool:
        """Whether anything was answered or measured."""
        return bool(self.answers or self.measurements)

    def rests_as(self, other: Stated) -> bool:
        """Whether both rest on the same answers and measurements about the same class."""
        mine = (self.answers, self.measurements, self.about)
        return mine == (other.answers, other.measurements, other.about)

    def facts(self) -> Json:
        """As a row of the history holds it."""
        return {
            "law": {
                "status": self.law.status.value,
                "jurisdiction": self.law.jurisdiction,
                "as_of": self.law.as_of.isoformat(),
                "catalogue_version": self.law.catalogue_version,
            },
            "about": self.about,
            "answers": [each.facts() for each in self.answers],
            "measurements": [each.facts() for each in self.measurements],
        }

    @classmethod
    def from_facts(cls, given: Mapping[str, Any]) -> Stated:
        """The inverse of `facts`; other keys are passed over; before schema 4 none said `about`.

        Raises:
            RefusedError: Something is missing or breaks a rule.
        """
        with readable("law that was stated"):
            law = given["law"]
            return cls(
                Law(
                    Status(law["status"]),
                    law["jurisdiction"],
                    date.fromisoformat(law["as_of"]),
                    law["catalogue_version"],
                ),
                tuple(map(Answer.from_facts, given["answers"])),
                tuple(map(Measurement.from_facts, given["measurements"])),
                given.get("about"),
            )

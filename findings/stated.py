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
    """

    law: Law
    answers: tuple[Answer, ...] = ()
    measurements: tuple[Measurement, ...] = ()

    def __post_init__(self) -> None:
        rules.check_count(self.answers, "answers", rules.MOST_ANSWERS)
        rules.check_count(self.measurements, "measurements", rules.MOST_ANSWERS)

    def facts(self) -> Json:
        """As a row of the history holds it."""
        return {
            "law": {
                "status": self.law.status.value,
                "jurisdiction": self.law.jurisdiction,
                "as_of": self.law.as_of.isoformat(),
                "catalogue_version": self.law.catalogue_version,
            },
            "answers": [[each.question, each.words] for each in self.answers],
            "measurements": [
                [m.question, *map(float, (m.value_mm, m.low_mm, m.high_mm, m.level))]
                for m in self.measurements
            ],
        }

    @classmethod
    def from_facts(cls, given: Mapping[str, Any]) -> Stated:
        """The inverse of `facts`; other keys are passed over.

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
                tuple(Answer(*each) for each in given["answers"]),
                tuple(Measurement(*each) for each in given["measurements"]),
            )

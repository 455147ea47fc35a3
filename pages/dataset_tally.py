"""What became of every file of an import. A value; no Gradio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from datasets.library.importing import Line, NearLine, Report
from datasets.library.intake import Outcome
from datasets.library.more import Read


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of every file of an import so far; it may come in many messages.

    Attributes:
        counts: Of each outcome that occurred.
        lines: One for each picture that was not taken.
        taken: SHA-256 of the photos that were added.
        near: One for each of them that looks like a photo that was there.
        number: Of the import in the library; None before the first photo.
    """

    counts: Mapping[Outcome, int] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    taken: tuple[str, ...] = ()
    near: tuple[NearLine, ...] = ()
    number: int | None = None

    def and_(self, report: Report) -> Tally:
        """With one more report."""
        both = [*self.counts, *(outcome for outcome in report.counts if outcome not in self.counts)]
        counts = {each: self.counts.get(each, 0) + report.counts.get(each, 0) for each in both}
        lines, taken = (*self.lines, *report.lines), (*self.taken, *report.taken)
        number = self.number if report.number is None else report.number
        return Tally(counts, lines, taken, (*self.near, *report.near), number)

    def without(self, name: str, sentence: str) -> Tally:
        """With a file that was not taken as a whole."""
        outcome = Outcome.REFUSED
        counts = {**self.counts, outcome: self.counts.get(outcome, 0) + 1}
        return replace(self, counts=counts, lines=(*self.lines, Line(name, outcome, sentence)))

    def with_(self, read: Read | None, name: str) -> Tally:
        """With what was read of a file of judgements; the same where there is none."""
        if read is None:
            return self
        counts = {**self.counts, Outcome.NOTED: self.counts.get(Outcome.NOTED, 0) + 1}
        line = Line(name, Outcome.NOTED, read.sentence)
        return replace(self, counts=counts, lines=(*self.lines, line))

    @property
    def total(self) -> int:
        """How many pictures were dealt with."""
        return sum(n for outcome, n in self.counts.items() if outcome is not Outcome.NOTED)

    def text(self) -> str:
        """The report as plain text, every file named."""
        counts = [f"{outcome.value}: {count}" for outcome, count in self.counts.items()]
        lines = [f"{line.name}\t{line.outcome.value}\t{line.sentence}" for line in self.lines]
        lines += [f"{line.name}\tnear-duplicate\t{line.sentence}" for line in self.near]
        return "\n".join([*counts, "", *lines, ""])

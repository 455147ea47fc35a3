"""Decision trees: the few questions and measurements that lead from a thing to what law calls it.

A tree ends in a subject, never in a status: the status is what a list says of that subject on a
day. Trees are data (`trees/*.toml`); nothing here knows a good.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from catalogue.errors import require

MEASURES = ("length", "circumference", "thickness", "mass", "calibre")
UNITS = {"mass": "g"}  # all others are in mm


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question in words.

    Attributes:
        say: the answer as a button shows it.
        to: id of the next question or end.
    """

    say: str
    to: str


@dataclass(frozen=True, slots=True)
class Band:
    """One range of a measured value, up to a limit; it begins where the one before ends.

    Attributes:
        limit: upper end in the unit of the measure; None for the last band, which has none.
        inclusive: whether the limit itself belongs to this band.
        to: id of the next question or end.
    """

    limit: float | None
    inclusive: bool
    to: str

    def holds(self, value: float) -> bool:
        """Whether a value lies at or below the upper end."""
        if self.limit is None:
            return True
        return value <= self.limit if self.inclusive else value < self.limit


@dataclass(frozen=True, slots=True)
class Question:
    """One question, answered in words or by a measurement; exactly one of the two.

    Attributes:
        id: unique in its tree.
        ask: the question, one sentence.
        help: how to find out; may be empty.
        answers: in the order shown; empty for a measurement.
        measure: one of `MEASURES`; empty for a question in words.
        bands: in rising order; empty for a question in words.
    """

    id: str
    ask: str
    help: str
    answers: tuple[Answer, ...]
    measure: str
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        require(
            bool(self.answers) != bool(self.bands),
            f"question {self.id!r} needs either 'answers' or 'bands'.",
        )
        require(
            (self.measure in MEASURES) if self.bands else not self.measure,
            f"question {self.id!r}: 'measure' {self.measure!r} must be one of "
            f"{', '.join(MEASURES)} with 'bands', and absent without.",
        )
        said = [answer.say for answer in self.answers]
        require(len(set(said)) == len(said), f"question {self.id!r} has the same answer twice.")
        require(
            len(self.answers) != 1 and len(self.bands) != 1,
            f"question {self.id!r} has a single way on; give at least two.",
        )
        self._check_bands()

    def _check_bands(self) -> None:
        """Bands rise without gap and the last is open."""
        limits = [band.limit for band in self.bands]
        if not limits:
            return
        require(
            limits[-1] is None and None not in limits[:-1],
            f"question {self.id!r}: the last band, and only it, has no limit.",
        )
        closed = [limit for limit in limits if limit is not None]
        require(
            all(limit > 0 for limit in closed) and all(a <= b for a, b in pairwise(closed)),
            f"question {self.id!r}: the limits of its bands must be positive and rise.",
        )

    @property
    def unit(self) -> str:
        """`mm`, or `g` for a mass; empty for a question in words."""
        return UNITS.get(self.measure, "mm") if self.measure else ""

    @property
    def ranges(self) -> tuple[str, ...]:
        """The bands in words: `below 150 mm`, `up to 240 mm`, `more`; empty for words."""
        return tuple(
            "more"
            if band.limit is None
            else f"{'up to' if band.inclusive else 'below'} {band.limit:g} {self.unit}"
            for band in self.bands
        )

    @property
    def ways(self) -> tuple[str, ...]:
        """Ids of what can follow."""
        return (*(answer.to for answer in self.answers), *(band.to for band in self.bands))

    def after(self, answer: str) -> str | None:
        """Where an answer in words leads; None when it is not one of the answers."""
        said = answer.strip().casefold()
        return next((each.to for each in self.answers if each.say.casefold() == said), None)

    def after_measuring(self, low: float, high: float) -> str | None:
        """Where a value between two bounds leads; None when a limit lies between them.

        Args:
            low: lower bound, in `unit`.
            high: upper bound; the same as `low` for a value taken as exact.
        """
        ways = {next(band.to for band in self.bands if band.holds(v)) for v in (low, high)}
        inside = [b.to for b in self.bands if b.limit is not None and low < b.limit < high]
        ways.update(inside)
        return ways.pop() if len(ways) == 1 else None


@dataclass(frozen=True, slots=True)
class End:
    """Where a path ends.

    Attributes:
        id: unique in its tree.
        subject: id of the goods it is.
        reason: why, one sentence in terms of what was answered; no status, no item number.
        refer: whether only the competent authority can settle it.
    """

    id: str
    subject: str
    reason: str
    refer: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """The questions of one family of goods and look-alikes.

    Attributes:
        id: file name.
        name: what the tree tells apart.
        questions: by id, in the order of the file.
        ends: by id.
    """

    id: str
    name: str
    questions: Mapping[str, Question]
    ends: Mapping[str, End]

    def __post_init__(self) -> None:
        require(bool(self.questions), f"tree {self.id!r} has no question.")
        both = set(self.questions) & set(self.ends)
        require(not both, f"{', '.join(sorted(both))}: both a question and an end; rename one.")
        for question in self.questions.values():
            for way in question.ways:
                require(
                    way in self.questions or way in self.ends,
                    f"question {question.id!r} leads to {way!r}, which is neither a question "
                    "nor an end.",
                )
        for id in self.questions:
            self._check_loop(id, ())

    def _check_loop(self, id: str, path: tuple[str, ...]) -> None:
        """Following any answers must come to an end."""
        require(
            id not in path,
            f"tree {self.id!r} runs in a loop: {' > '.join((*path, id))}; lead one on to an end.",
        )
        if id in self.questions:
            for way in self.questions[id].ways:
                self._check_loop(way, (*path, id))

    def reachable(self, start: str) -> tuple[str, ...]:
        """Ids of all questions and ends from a question on, itself first, nearest first."""
        found = [start]
        for id in found:  # grows while it is read
            if id in self.questions:
                found += [way for way in self.questions[id].ways if way not in found]
        return tuple(dict.fromkeys(found))

    def questions_from(self, start: str) -> tuple[Question, ...]:
        """The questions that can come up."""
        return tuple(self.questions[id] for id in self.reachable(start) if id in self.questions)

    def ends_from(self, start: str) -> tuple[End, ...]:
        """The ends that can come up."""
        return tuple(self.ends[id] for id in self.reachable(start) if id in self.ends)

    def questions_towards(self, start: str, subjects: Collection[str]) -> tuple[Question, ...]:
        """The questions on a way to an end with one of these subjects."""
        return tuple(
            question
            for question in self.questions_from(start)
            if any(end.subject in subjects for end in self.ends_from(question.id))
        )

    def paths(self, start: str) -> Iterator[tuple[str, ...]]:
        """Every path of ids from a question to an end."""
        if start in self.ends:
            yield (start,)
            return
        for way in dict.fromkeys(self.questions[start].ways):
            for path in self.paths(way):
                yield (start, *path)

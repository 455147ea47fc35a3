"""The numbers of a `metrics.json` in words; what is not there is said to be not measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from datasets.samples import SampleError
from evaluation.bootstrap import Estimate
from evaluation.metrics import Share
from evaluation.population import Outside
from evaluation.report.words import NOT_MEASURED, estimate, number, out_of, percent, share
from evaluation.strangeness import RELEASED

Key = str | int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What `evaluation run` wrote of one run.

    Args:
        name: of the run, for messages and heads.
        values: the content of `metrics.json`.
    """

    name: str
    values: Mapping[str, object]

    def at(self, *keys: Key) -> object:
        """What stands there; None where it, or what should hold it, is missing."""
        found: object = self.values
        for key in keys:
            match found, key:
                case Mapping(), _ if key in found:
                    found = found[key]
                case list(), int() if key < len(found):
                    found = found[key]
                case _:
                    return None
        return found

    def rows(self, *keys: Key) -> list[Numbers]:
        """The objects of a list; none where there is no list."""
        found = self.at(*keys)
        its = found if isinstance(found, list) else []
        return [Numbers(self.name, each) for each in its if isinstance(each, Mapping)]

    def text(self, *keys: Key) -> str:
        """A text that must be there."""
        found = self.at(*keys)
        if not isinstance(found, str) or not found:
            raise self._fault(keys, "a text")
        return found

    def count(self, *keys: Key) -> int:
        """A count that must be there."""
        found = self.at(*keys)
        if not isinstance(found, int):
            raise self._fault(keys, "a count")
        return found

    def value(self, *keys: Key) -> float:
        """A number; NaN where it is missing or not defined."""
        found = self.at(*keys)
        if found is None:
            return math.nan
        if not isinstance(found, int | float):
            raise self._fault(keys, "a number")
        return float(found)

    def share(self, *keys: Key) -> Share | None:
        """A share of pictures; None where it is missing or counts nothing."""
        if self.at(*keys) is None:
            return None
        found = Share(self.count(*keys, "hits"), self.count(*keys, "of"))
        return found if found.of else None

    def estimate(self, *keys: Key) -> Estimate | None:
        """A measure with its interval; None where it is missing or not defined."""
        value = self.value(*keys, "value")
        if math.isnan(value):
            return None
        low, high = self.value(*keys, "low"), self.value(*keys, "high")
        return Estimate(value, low, high, self.count(*keys, "groups"))

    def _fault(self, keys: Sequence[Key], what: str) -> SampleError:
        place = ".".join(map(str, keys))
        return SampleError(
            f"{self.name}: {place} of metrics.json is not {what}; run the evaluation again"
        )


def _share(*keys: Key) -> Callable[[Numbers], str]:
    def said(run: Numbers) -> str:
        found = run.share("measures", *keys)
        return share(found) if found is not None else NOT_MEASURED

    return said


def _estimate(*keys: Key, as_percent: bool = True) -> Callable[[Numbers], str]:
    def said(run: Numbers) -> str:
        found = run.estimate("measures", *keys)
        return estimate(found, as_percent) if found is not None else NOT_MEASURED

    return said


def _number(*keys: Key) -> Callable[[Numbers], str]:
    def said(run: Numbers) -> str:
        found = run.value("measures", *keys)
        return number(found) if math.isfinite(found) else NOT_MEASURED

    return said


def _answered(precision: float) -> Callable[[Numbers], str]:
    def said(run: Numbers) -> str:
        for point in run.rows("measures", "selective", "inside", "points"):
            if point.value("precision") == precision:
                reached = not math.isnan(point.value("threshold"))
                found = point.share("coverage")
                if found is not None:
                    return share(found) if reached else "no threshold reaches it"
        return NOT_MEASURED

    return said


def _sets(method: str, promise: float) -> Callable[[Numbers], str]:
    def said(run: Numbers) -> str:
        for its in run.rows("measures", "conformal"):
            found = its.share("coverage")
            if (its.at("method"), its.value("promise")) == (method, promise) and found:
                return f"{share(found)}, {number(its.value('mean_size'), 2)} labels on average"
        return NOT_MEASURED

    return said


def _alarms(kind: Outside) -> Callable[[Numbers], str]:
    def said(run: Numbers) -> str:
        place = ("measures", "open_set", "kinds", str(kind))
        found = run.share(*place, "false_alarms")
        if found is None:
            return NOT_MEASURED
        low, high = (number(1000 * end, 1) for end in found.interval)
        per = number(run.value(*place, "false_alarms_per_1000"), 1)
        return f"{per} in 1,000 pictures ({out_of(found)}; 95 %: {low} to {high})"

    return said


def _corrupted(run: Numbers) -> str:
    clean = run.share("robustness", "clean")
    for mean in run.rows("robustness", "means"):
        if mean.at("name") == "all" and clean is not None:
            return f"{percent(mean.value('top1'))} on average; clean {share(clean)}"
    return NOT_MEASURED


def _worst_slice(run: Numbers) -> str:
    """By the rule of `evaluation.slices.worst`: lowest lower end of those large enough."""
    found = [
        (each.value("low"), column.text("column"), str(each.at("value")), each.share("top1"))
        for column in run.rows("slices")
        if len(column.rows("slices")) > 1
        for each in column.rows("slices")
        if not each.at("small")
    ]
    if not found:
        return NOT_MEASURED
    _, column, value, top1 = min(found, key=lambda its: its[:3])
    return f"{column} = {value or '(empty)'}: {share(top1)}" if top1 else NOT_MEASURED


def _leaks(run: Numbers) -> str:
    if run.at("leaks") is None:
        return f"{NOT_MEASURED}: the training pictures were not given"
    touched = run.count("leaks", "touched", 1)
    return f"**found: {touched} pictures**" if run.at("leaks", "found") else "none found"


_ROLL, _OPEN = "roll_up", ("open_set", "kinds")
RESULTS: tuple[tuple[str, Callable[[Numbers], str]], ...] = (
    ("First answer right", _share("accuracy", "photos", "top", "1")),
    ("Among the first three", _share("accuracy", "photos", "top", "3")),
    ("Among the first five", _share("accuracy", "photos", "top", "5")),
    ("First answer right, by object", _share("accuracy", "objects", "top", "1")),
    ("Mean recall over the classes", _estimate("accuracy", "photos", "macro_recall")),
    ("Macro F1", _estimate("accuracy", "photos", "macro_f1")),
    ("Right annex entry", _share(_ROLL, "entries", "top", "1")),
    ("Right level (prohibited, controlled, …)", _share(_ROLL, "levels", "top", "1")),
    (
        "**Listed goods passed as not listed**",
        _share(_ROLL, "listed_passed_as_not_listed", "share"),
    ),
    ("… and told harmless to the inspector", _share(_ROLL, "listed_told_harmless", "share")),
    (
        "**Ordinary goods called prohibited**",
        _share(_ROLL, "ordinary_called_prohibited", "share"),
    ),
    ("… and told so to the inspector", _share(_ROLL, "ordinary_told_prohibited", "share")),
    *(
        (f"False alarms, {words}", _alarms(kind))
        for kind, words in (
            (Outside.NEAR, "look-alikes outside the label set"),
            (Outside.NEGATIVE, "pictures of other things"),
        )
    ),
    *(
        (
            f"AUROC of the released novelty score, {words}",
            _estimate(*_OPEN, str(kind), "separation", RELEASED, "auroc", as_percent=False),
        )
        for kind, words in ((Outside.NEAR, "look-alikes"), (Outside.NEGATIVE, "other things"))
    ),
    ("Expected calibration error", _number("calibration", "equal_mass", "expected")),
    ("Brier score", _estimate("calibration", "brier", as_percent=False)),
    ("Answered at a precision of 95 %", _answered(0.95)),
    ("Answered at a precision of 99 %", _answered(0.99)),
    ("Sets promised to hold the label in 90 %", _sets("lac", 0.9)),
    ("First answer right under corruption", _corrupted),
    ("Worst slice", _worst_slice),
    ("Pictures of the run that were trained on", _leaks),
)

"""`screen`: joins what is seen to what the law says; the one call of page and command line.

It never says that a good is listed: it says what the photo looks like and what to check next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalogue.law import LegalEntry
from catalogue.load import Catalogue
from catalogue.visual_class import Kind, VisualClass
from model import quality
from model.card import ModelCard, Thresholds
from model.classifier import Classifier
from model.photo import Photo
from model.prediction import Candidate, Certainty, Prediction

SHOWN_CANDIDATES = 5  # of the command-line contract
MAX_FINDINGS = 3  # more is no help at a border: the inspector reads each
LEAST_BESIDE = 0.1  # probability from which another class is named beside the first
LEAST_UNSURE = 0.02  # the same when unsure; the second is named in any case


class Outcome(StrEnum):
    """What the answer as a whole says."""

    RECOGNISED = "recognised"
    LOOK_ALIKE = "look_alike"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """A class of the catalogue that the photo may show, and how probable, 0..1."""

    visual_class: VisualClass
    probability: float

    def to_json(self) -> dict[str, object]:
        """The finding as the command line prints it."""
        shown = self.visual_class
        return {
            "class": shown.id,
            "status": shown.status.value,
            "entries": [_entry(entry) for entry in shown.entries],
            "look_alikes": [other.id for other in shown.look_alikes],
            "questions": list(shown.questions),
            "photo_cannot_show": [shown.photo_cannot_show] if shown.photo_cannot_show else [],
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo as far as a report names it.

    Attributes:
        sha256: Of the original bytes.
        width: Of the upright original, px.
        height: Of the upright original, px.
        quality: Flags of `model.quality`.
    """

    sha256: str
    width: int
    height: int
    quality: tuple[str, ...]

    @classmethod
    def of(cls, photo: Photo) -> Taken:
        """The facts of a decoded photo."""
        return cls(photo.sha256, photo.width, photo.height, quality.flags(photo))


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The answer for one object, told by one photo of it or fused from several.

    Attributes:
        photo_sha256: Of the original bytes; of several photos the one whose activations are shown.
        width: Of the upright original of that photo, px.
        height: Of the upright original of that photo, px.
        quality: Flags of `model.quality` of that photo.
        outcome: What the answer as a whole says.
        findings: At most `MAX_FINDINGS`, most probable first; empty when nothing is known.
        candidates: All labels with their kinds, most probable first.
        uncatalogued: Labels of the weights that the catalogue does not have.
        prediction: What the classifier gave.
        thresholds: Those of the card, for `confidence_words`.
        catalogue_version: Of the catalogue that was asked.
    """

    photo_sha256: str
    width: int
    height: int
    quality: tuple[str, ...]
    outcome: Outcome
    findings: tuple[Finding, ...]
    candidates: tuple[tuple[Candidate, Kind], ...]
    uncatalogued: tuple[str, ...]
    prediction: Prediction
    thresholds: Thresholds
    catalogue_version: str

    def __post_init__(self) -> None:
        if len(self.findings) > MAX_FINDINGS:
            raise ValueError(f"{len(self.findings)} findings, at most {MAX_FINDINGS} are shown")
        if (self.outcome is Outcome.UNKNOWN) and self.findings:
            raise ValueError("an unknown thing has no findings")

    @property
    def own(self) -> Candidate | None:
        """The first candidate where it is a class that the catalogue does not have.

        None where the photo shows something novel: then no first candidate means anything.
        """
        first = self.candidates[0][0]
        is_known = self.prediction.certainty is not Certainty.UNKNOWN
        return first if is_known and first.label in self.uncatalogued else None

    def to_json(self) -> dict[str, object]:
        """The report as the command line prints it, without the file's name."""
        return {
            "sha256": self.photo_sha256,
            "width": self.width,
            "height": self.height,
            "quality": list(self.quality),
            "outcome": self.outcome.value,
            "candidates": [
                {
                    "class": candidate.label,
                    "kind": kind.value,
                    "probability": round(candidate.probability, 6),
                }
                for candidate, kind in self.candidates[:SHOWN_CANDIDATES]
            ],
            "findings": [finding.to_json() for finding in self.findings],
            "model": {"id": self.prediction.model_id, "sha256": self.prediction.model_sha256},
            "catalogue": {"version": self.catalogue_version},
        }


def screen(photo: Photo, classifier: Classifier, catalogue: Catalogue) -> Report:
    """Classify a photo and look up what the catalogue says.

    Raises:
        WeightsError: The network's values cannot be used.
        CatalogueError: A class file that is needed breaks a rule.
    """
    return report(Taken.of(photo), classifier.classify(photo), classifier.card, catalogue)


def report(taken: Taken, prediction: Prediction, card: ModelCard, catalogue: Catalogue) -> Report:
    """Look up what the catalogue says of a prediction, of one photo or of several together.

    Raises:
        CatalogueError: A class file that is needed breaks a rule.
    """
    kinds = _kinds(catalogue)
    candidates = _with_kinds(prediction, kinds)
    outcome = _outcome(prediction.certainty, candidates, card.thresholds)
    return Report(
        photo_sha256=taken.sha256,
        width=taken.width,
        height=taken.height,
        quality=taken.quality,
        outcome=outcome,
        findings=_findings(outcome, candidates, catalogue),
        candidates=candidates,
        uncatalogued=tuple(label for label in card.labels if label not in kinds),
        prediction=prediction,
        thresholds=card.thresholds,
        catalogue_version=catalogue.version,
    )


def outcome_of(prediction: Prediction, thresholds: Thresholds, catalogue: Catalogue) -> Outcome:
    """What an inspector would be told as a whole, without looking anything up."""
    candidates = _with_kinds(prediction, _kinds(catalogue))
    return _outcome(prediction.certainty, candidates, thresholds)


def confidence_words(probability: float, thresholds: Thresholds) -> str:
    """A probability, 0..1, in words; the bands are those of the card."""
    if probability >= thresholds.recognise:
        return "looks like"
    return "may be" if probability >= thresholds.good_left else "less likely"


def _with_kinds(
    prediction: Prediction, kinds: dict[str, Kind]
) -> tuple[tuple[Candidate, Kind], ...]:
    return tuple((each, kinds.get(each.label, Kind.OTHER)) for each in prediction.candidates)


def _kinds(catalogue: Catalogue) -> dict[str, Kind]:
    return {id: kind for kind in Kind for id in catalogue.ids(kind)}


def _outcome(
    certainty: Certainty, candidates: tuple[tuple[Candidate, Kind], ...], thresholds: Thresholds
) -> Outcome:
    """A look-alike is only named when little probability is left on any good.

    Weights whose labels the catalogue does not have answer `unknown`: the law says nothing of them.
    """
    if all(kind is Kind.OTHER for _, kind in candidates):
        return Outcome.UNKNOWN
    if certainty is Certainty.UNSURE:
        return Outcome.UNSURE
    kind = candidates[0][1]
    if certainty is Certainty.UNKNOWN or kind is Kind.OTHER:
        return Outcome.UNKNOWN
    if kind is Kind.GOOD:
        return Outcome.RECOGNISED
    left = max((each.probability for each, kind in candidates if kind is Kind.GOOD), default=0.0)
    return Outcome.UNSURE if left > thresholds.good_left else Outcome.LOOK_ALIKE


def _findings(
    outcome: Outcome, candidates: tuple[tuple[Candidate, Kind], ...], catalogue: Catalogue
) -> tuple[Finding, ...]:
    """The classes to read about: the first and its rivals; when unsure always a second, and a good.

    The good may be what made the answer unsure, so that no look-alike may push it out of view.
    """
    if outcome is Outcome.UNKNOWN:
        return ()
    named = [candidate for candidate, kind in candidates if kind is not Kind.OTHER]
    goods = [candidate for candidate, kind in candidates if kind is Kind.GOOD]
    first, least = (2, LEAST_UNSURE) if outcome is Outcome.UNSURE else (1, LEAST_BESIDE)
    shown = named[:first] + [each for each in named[first:] if each.probability >= least]
    shown = shown[:MAX_FINDINGS]
    if outcome is Outcome.UNSURE and goods and goods[0] not in shown:
        shown = [*shown[: MAX_FINDINGS - 1], goods[0]]
    return tuple(Finding(catalogue[each.label], each.probability) for each in shown)


def _entry(entry: LegalEntry) -> dict[str, object]:
    return {
        "instrument": entry.instrument,
        "annex": entry.annex,
        "item": entry.item,
        "version": entry.version,
        "in_force": entry.in_force.isoformat(),
        "cn": list(entry.cn),
        "url": entry.url,
    }

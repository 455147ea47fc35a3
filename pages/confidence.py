"""How sure the answer is: the wording's measured hit rate, and what the candidates share."""

from __future__ import annotations

from collections import defaultdict

from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, tag
from model.card import ConfidenceBand, ModelCard
from model.screening import Report, confidence_words
from pages.candidate import percent

LEAST_FAMILY = 0.5  # of the probability; below, most of it lies elsewhere
SHARED = "What the candidates share:"
FEWEST = 30  # pictures; of fewer a share says little (its 95 % interval is up to a third wide)


def how_sure(report: Report, card: ModelCard) -> Html:
    """Behind an info mark: how often an answer in these words was right.

    Args:
        report: With at least one finding.
        card: Of the weights; without counted bands it says so.
    """
    first = report.findings[0]
    words = confidence_words(first.probability, report.thresholds)
    band = next((each for each in card.bands if each.words == words), None)
    return fold(
        f"How sure is that? Score {percent(first.probability)}, worded “{words}”",
        tag("p", _counted(band)),
        tag("p", _covered(band, card)) if band is not None else "",
        tag(
            "p",
            "The score is a calibrated probability among the classes the model knows. "
            "On goods unlike those it was trained on it can be far off.",
            class_="quiet",
        ),
        class_="fold info",
    )


def _counted(band: ConfidenceBand | None) -> str:
    if band is None or band.pictures < FEWEST:
        return "For these weights nobody has counted how often such an answer is right."
    return (
        f"Of {band.pictures} validation pictures with an answer in these words, whatever their "
        f"score, {band.right} were named rightly ({percent(band.right / band.pictures)}). Most of "
        "them are rendered pictures, not photos."
    )


def _covered(band: ConfidenceBand, card: ModelCard) -> str:
    """Which scores are worded so: a high one among them was not counted alone."""
    above = min((each.lower for each in card.bands if each.lower > band.lower), default=1.0)
    return (
        f"These words stand for every score from {percent(band.lower)} to {percent(above)}. How "
        "often an answer with one of these scores alone is right, nobody has counted."
    )


def family(report: Report, catalogue: Catalogue, *, lead: str = SHARED) -> Html:
    """The family that holds most of the probability, where no single class can be named.

    A coarser answer that is likelier right is more use than a fine one that is not (SpeciesNet
    rolls up in the same way). It carries no legal status: members of a family differ in theirs.
    """
    shares: dict[str, float] = defaultdict(float)
    for candidate, _ in report.candidates:
        tree = visual.tree if (visual := catalogue.get(candidate.label)) else None
        if tree is not None:
            shares[tree.name] += candidate.probability
    name = max(shares, key=shares.__getitem__, default="")
    if not name or shares[name] < LEAST_FAMILY:
        return Html("")
    return tag(
        "p",
        join(tag("strong", f"{lead} "), f"{name.lower()} "),
        f"({percent(shares[name])} together).",
        class_="family",
    )

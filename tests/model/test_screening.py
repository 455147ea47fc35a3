"""What is seen meets what the law says: the outcome, the findings and the printed contract."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from catalogue.load import Catalogue, load
from catalogue.visual_class import Kind
from model import answer
from model.card import Thresholds
from model.classifier import Classifier
from model.photo import Photo
from model.screening import Outcome, Report, confidence_words, screen
from tests.model.test_classifier import fixed
from tests.tiny_graph import LABELS, tiny_card

LIMITS = Thresholds(recognise=0.6, novelty=1e6, good_left=0.15)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def chances(*values: float, labels: tuple[str, ...] = LABELS) -> Classifier:
    """A classifier that always gives these probabilities, in the order of the labels."""
    outliers = tuple(label for label in labels if label == "other")
    card = tiny_card(labels=labels, outliers=outliers, thresholds=LIMITS)
    return fixed(*np.log(np.array(values)), card=card)


def named(report: Report) -> list[str]:
    return [finding.visual_class.id for finding in report.findings]


# Labels: handcuffs, stun_gun (goods), flashlight, padlock (look-alikes), other.
@pytest.mark.parametrize(
    ("values", "outcome", "classes"),
    [
        ((0.96, 0.01, 0.01, 0.01, 0.01), Outcome.RECOGNISED, ["handcuffs"]),
        ((0.7, 0.05, 0.01, 0.2, 0.04), Outcome.RECOGNISED, ["handcuffs", "padlock"]),
        ((0.7, 0.01, 0.01, 0.01, 0.27), Outcome.RECOGNISED, ["handcuffs"]),
        (
            (0.61, 0.13, 0.13, 0.12, 0.01),
            Outcome.RECOGNISED,
            ["handcuffs", "stun_gun", "flashlight"],
        ),
        ((0.01, 0.01, 0.96, 0.01, 0.01), Outcome.LOOK_ALIKE, ["flashlight"]),
        ((0.01, 0.14, 0.83, 0.01, 0.01), Outcome.LOOK_ALIKE, ["flashlight", "stun_gun"]),
        ((0.01, 0.18, 0.79, 0.01, 0.01), Outcome.UNSURE, ["flashlight", "stun_gun"]),
        ((0.3, 0.1, 0.2, 0.05, 0.35), Outcome.UNSURE, ["handcuffs", "flashlight", "stun_gun"]),
        ((0.02, 0.02, 0.02, 0.02, 0.92), Outcome.UNKNOWN, []),
    ],
)
def test_outcome_and_findings_follow_the_probabilities(
    photo: Photo,
    catalogue: Catalogue,
    values: tuple[float, ...],
    outcome: Outcome,
    classes: list[str],
) -> None:
    report = screen(photo, chances(*values), catalogue)
    assert report.outcome is outcome
    assert named(report) == classes


def test_what_is_novel_is_unknown_however_confident(photo: Photo, catalogue: Catalogue) -> None:
    strict = dataclasses.replace(LIMITS, novelty=-100.0)
    classifier = fixed(9, 0, 0, 0, 0, card=tiny_card(thresholds=strict))
    report = screen(photo, classifier, catalogue)
    assert report.outcome is Outcome.UNKNOWN
    assert not report.findings


def test_a_label_outside_the_catalogue_is_other_and_has_no_finding(
    photo: Photo, catalogue: Catalogue
) -> None:
    labels = ("handcuffs", "moon_buggy", "flashlight", "padlock", "other")
    report = screen(photo, chances(0.2, 0.7, 0.04, 0.03, 0.03, labels=labels), catalogue)
    assert report.uncatalogued == ("moon_buggy",)
    assert report.candidates[0][1] is Kind.OTHER
    assert report.outcome is Outcome.UNKNOWN
    assert report.own is not None
    assert report.own.label == "moon_buggy"
    assert "class of your own: moon_buggy; no law stored" in answer.text("a.jpg", report, catalogue)
    unsure = screen(photo, chances(0.3, 0.5, 0.1, 0.05, 0.05, labels=labels), catalogue)
    assert named(unsure) == ["handcuffs", "flashlight", "padlock"]
    strict = dataclasses.replace(LIMITS, novelty=-100.0)
    card = tiny_card(labels=labels, thresholds=strict)
    assert screen(photo, fixed(0, 9, 0, 0, 0, card=card), catalogue).own is None


def test_when_unsure_no_look_alike_pushes_the_best_good_out(
    photo: Photo, catalogue: Catalogue
) -> None:
    labels = ("stun_gun", "padlock", "flashlight", "chain", "other")
    report = screen(photo, chances(0.1, 0.4, 0.25, 0.2, 0.05, labels=labels), catalogue)
    assert report.outcome is Outcome.UNSURE
    assert named(report) == ["padlock", "flashlight", "stun_gun"]


@pytest.mark.parametrize("values", [(0.9, 0.1), (0.5, 0.5)])
def test_weights_without_a_catalogued_label_answer_unknown_sure_or_not(
    photo: Photo, catalogue: Catalogue, values: tuple[float, ...]
) -> None:
    report = screen(photo, chances(*values, labels=("apple", "milk")), catalogue)
    assert report.outcome is Outcome.UNKNOWN
    assert report.candidates[0][0].label == "apple"


def test_the_json_is_the_contract(photo: Photo, catalogue: Catalogue) -> None:
    report = screen(photo, chances(0.7, 0.05, 0.01, 0.2, 0.04), catalogue)
    values = json.loads(json.dumps(report.to_json()))
    assert set(values) == {
        *("sha256", "width", "height", "quality", "outcome"),
        *("candidates", "findings", "model", "catalogue"),
    }
    assert values["sha256"] == photo.sha256
    assert (values["width"], values["height"]) == (320, 240)
    assert values["outcome"] == "recognised"
    assert values["candidates"][0] == {"class": "handcuffs", "kind": "good", "probability": 0.7}
    assert [each["kind"] for each in values["candidates"]].count("look_alike") == 2
    finding = values["findings"][0]
    assert set(finding) == {
        *("class", "status", "entries", "look_alikes", "questions", "photo_cannot_show"),
    }
    assert finding["status"] == catalogue["handcuffs"].status.value
    assert len(finding["entries"]) == len(catalogue["handcuffs"].entries) > 0
    assert set(finding["entries"][0]) == {
        *("instrument", "annex", "item", "version", "in_force", "cn", "url"),
    }
    assert isinstance(finding["photo_cannot_show"], list)
    assert "padlock" in finding["look_alikes"]
    assert values["model"] == {"id": "tiny", "sha256": "0" * 64}
    assert values["catalogue"] == {"version": catalogue.version}


def test_at_most_five_candidates_are_printed(photo: Photo, catalogue: Catalogue) -> None:
    labels = (*LABELS, "chain", "pistol")
    report = screen(photo, chances(*[1 / 7] * 7, labels=labels), catalogue)
    assert len(report.to_json()["candidates"]) == 5  # type: ignore[arg-type]
    assert len(report.candidates) == 7


def test_a_report_checks_itself(photo: Photo, catalogue: Catalogue) -> None:
    report = screen(photo, chances(0.96, 0.01, 0.01, 0.01, 0.01), catalogue)
    with pytest.raises(ValueError, match="an unknown thing has no findings"):
        dataclasses.replace(report, outcome=Outcome.UNKNOWN)
    with pytest.raises(ValueError, match="4 findings, at most 3"):
        dataclasses.replace(report, findings=report.findings * 4)


def test_words_follow_the_thresholds_of_the_card() -> None:
    assert confidence_words(0.6, LIMITS) == "looks like"
    assert confidence_words(0.59, LIMITS) == "may be"
    assert confidence_words(0.14, LIMITS) == "less likely"
    assert confidence_words(0.59, dataclasses.replace(LIMITS, recognise=0.5)) == "looks like"


def test_the_text_names_status_entry_date_link_question_and_notice(
    photo: Photo, catalogue: Catalogue
) -> None:
    report = screen(photo, chances(0.96, 0.01, 0.01, 0.01, 0.01), catalogue)
    text = answer.text("p.jpg", report, catalogue)
    handcuffs = catalogue["handcuffs"]
    entry = handcuffs.entries[0]
    for part in (
        f"Annex {entry.annex} item {entry.item}",
        entry.in_force.isoformat(),
        entry.url,
        handcuffs.questions[0],
        handcuffs.photo_cannot_show,
        handcuffs.links[0].condition,
        catalogue["padlock"].name,
        catalogue.next_steps(handcuffs.status)[0],
        catalogue.notice,
        "looks like",
        "96%",
    ):
        assert part in text


def test_when_unsure_the_text_names_the_steps_for_the_good(
    photo: Photo, catalogue: Catalogue
) -> None:
    report = screen(photo, chances(0.01, 0.18, 0.79, 0.01, 0.01), catalogue)
    text = answer.text("p.jpg", report, catalogue)
    assert "Unsure" in text
    assert catalogue.next_steps(catalogue["stun_gun"].status)[0] in text


def test_an_unknown_thing_is_never_called_free(photo: Photo, catalogue: Catalogue) -> None:
    report = screen(photo, chances(0.02, 0.02, 0.02, 0.02, 0.92), catalogue)
    text = answer.text("p.jpg", report, catalogue)
    assert "does not mean that the good is free" in text
    assert catalogue.notice in text


def test_flaws_of_the_photo_are_told(catalogue: Catalogue) -> None:
    dark = Photo(np.zeros((64, 64, 3), dtype=np.uint8), "0" * 64, 64, 64)
    report = screen(dark, chances(0.02, 0.02, 0.02, 0.02, 0.92), catalogue)
    assert report.quality == ("dark", "tiny", "flat")
    text = answer.text("p.jpg", report, catalogue)
    assert "too dark, the photo is very small, the photo shows almost nothing" in text

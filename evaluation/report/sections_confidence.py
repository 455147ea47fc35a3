"""Sections on confidence: is a probability true, and what is gained by answering less."""

from __future__ import annotations

import math

from catalogue.markup import Html
from evaluation.conformal import Sets
from evaluation.report import parts
from evaluation.report.contents import Contents
from evaluation.report.figure import Rows
from evaluation.report.plots_curves import reliability, risk_coverage
from evaluation.report.words import (
    DASH,
    brief,
    count,
    counted,
    estimate,
    interval,
    number,
    out_of,
    percent,
    share,
)
from evaluation.selective import Curve

_METHODS = {"lac": "LAC", "aps": "APS"}


def confidence(contents: Contents) -> Html:
    """Whether a probability means what it says, in numbers, words and sets."""
    its = contents.measures.calibration
    if not its.photos:
        return parts.section("confidence", "Confidence", parts.paragraph(_NOTHING))
    drawn = [
        (way, reliability(f"reliability-{way.split()[1]}", way, found))
        for way, found in (
            ("equal width", its.equal_width),
            ("equal mass", its.equal_mass),
        )
    ]
    return parts.section(
        "confidence",
        "Confidence",
        parts.paragraph(
            f"On the {counted(its.photos, 'picture')} that the model can name. A probability of "
            "70 % should be right in 70 of 100 pictures."
        ),
        parts.figures(
            *(
                parts.figure(f"figure-{way.replace(' ', '-')}", f"Reliability, {way}", figure)
                for way, figure in drawn
                if figure is not None
            )
        ),
        parts.table(_calibration_rows(contents), "Calibration; less is better"),
        _bands(contents),
        _sets(contents),
    )


_NOTHING = "Not measured: the run has no picture that the model can name."


def _calibration_rows(contents: Contents) -> Rows:
    its = contents.measures.calibration
    return Rows(
        ("measure", "value"),
        (
            ("expected calibration error, bins of equal width", number(its.equal_width.expected)),
            ("expected calibration error, bins of equal mass", number(its.equal_mass.expected)),
            ("largest gap, bins of equal mass", number(its.equal_mass.largest)),
            ("negative log likelihood, nats", estimate(its.nll, as_percent=False)),
            ("Brier score, 0 to 2", estimate(its.brier, as_percent=False)),
            ("Brier score of the first answer, 0 to 1", estimate(its.brier_top, as_percent=False)),
        ),
    )


def _bands(contents: Contents) -> Html:
    bands = contents.measures.bands
    if not bands:
        return Html("")
    rows = tuple(
        (
            f"“{band.words}”",
            count(band.right.of),
            percent(band.probability) if band.right.of else DASH,
            percent(band.right.rate) if band.right.of else DASH,
            interval(*band.right.interval) if band.right.of else DASH,
            brief(band.inside),
            brief(band.first),
        )
        for band in bands
    )
    head = (
        *("words", "findings", "mean probability", "right", "95 %"),
        *("right where the picture can be named", "right as first finding"),
    )
    return parts.part(
        "The words inspectors read",
        parts.paragraph(
            "How often a finding with these words is right. “Right” counts every picture of "
            "the run; on one of something else no finding is right. A picture has up to three "
            "findings; a dash is for words that were never shown."
        ),
        parts.table(Rows(head, rows), "Words of confidence and how often they are right"),
    )


def _sets(contents: Contents) -> Html:
    sets = contents.measures.conformal
    rows = tuple(
        (
            f"{_METHODS.get(its.method, its.method)}, {percent(its.promise, 0)}",
            share(its.coverage),
            number(its.mean_size, 2),
            percent(its.empty.rate) if its.empty.of else DASH,
            _least_covered(its),
            count(its.calibrated_on),
        )
        for its in sets
    )
    head = ("promise", "holds the true label", "labels", "empty", "least covered class", "set on")
    return parts.part(
        "Sets that promise to hold the true label",
        parts.paragraph(
            "Half of the objects set the limit, the other half is measured (split conformal "
            "prediction). LAC gives the smallest sets, APS covers classes more evenly."
        ),
        parts.table(Rows(head, rows), "Prediction sets"),
        parts.fold("Coverage of each class", parts.table(_by_class(sets), "Coverage by class"))
        if any(its.by_class for its in sets)
        else "",
    )


def _least_covered(its: Sets) -> str:
    if not its.by_class:
        return ""
    label, found = min(its.by_class.items(), key=lambda each: (each[1].rate, -each[1].of))
    return f"{label}: {percent(found.rate, 0)} ({out_of(found)})"


def _by_class(sets: tuple[Sets, ...]) -> Rows:
    labels = sorted({label for its in sets for label in its.by_class})
    return Rows(
        ("class", "pictures", *(f"{_METHODS.get(s.method)} {percent(s.promise, 0)}" for s in sets)),
        tuple(
            (
                label,
                count(max(its.by_class[label].of for its in sets if label in its.by_class)),
                *(
                    percent(its.by_class[label].rate, 0) if label in its.by_class else ""
                    for its in sets
                ),
            )
            for label in labels
        ),
    )


def selective(contents: Contents) -> Html:
    """What is gained by leaving the least sure pictures to people."""
    its = contents.measures.selective
    drawn = risk_coverage("risk-coverage", its)
    if drawn is None:
        return parts.section("selective", "Answering less", parts.paragraph(_NOTHING))
    curves = (
        ("pictures the model can name", its.inside),
        ("all pictures of the run", its.all_photos),
    )
    return parts.section(
        "selective",
        "Answering less",
        parts.paragraph(
            "If only the surest ones are answered and the others are left to people. Thresholds "
            "are chosen on these very pictures; on others the precision will be somewhat lower."
        ),
        parts.figures(parts.figure("figure-risk", "Risk and coverage", drawn)),
        parts.table(_areas(curves), "Area under risk and coverage; less is better"),
        parts.table(_points(curves), "Most pictures that can be answered"),
    )


def _areas(curves: tuple[tuple[str, Curve], ...]) -> Rows:
    return Rows(
        ("of", "AURC", "best possible", "AUGRC", "best possible"),
        tuple(
            (
                name,
                number(its.aurc, 4),
                number(its.best_aurc, 4),
                number(its.augrc, 4),
                number(its.best_augrc, 4),
            )
            for name, its in curves
        ),
    )


def _points(curves: tuple[tuple[str, Curve], ...]) -> Rows:
    return Rows(
        ("of", "precision", "answered", "right of those", "least confidence"),
        tuple(
            (
                name,
                percent(point.precision, 0),
                share(point.coverage) if math.isfinite(point.threshold) else "no threshold does",
                share(point.right) if point.right.of else DASH,
                number(point.threshold),
            )
            for name, its in curves
            for point in its.points
        ),
    )

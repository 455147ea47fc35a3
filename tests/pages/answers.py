"""Answers of the colour classifier as HTML, for the tests of what is said and shown."""

from __future__ import annotations

from datetime import UTC, datetime

from catalogue.load import Catalogue
from catalogue.markup import Html, join
from findings.photos import Picture
from model.fusion import Contradiction
from model.references import ReferenceIndex
from model.screening import Report, Taken, screen
from pages.answer import Subject
from pages.answer import answer as answer_in_parts
from pages.case import Exhibit, Item, Told
from tests.pages import fakes

WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def report_of(colour: tuple[int, int, int], catalogue: Catalogue) -> Report:
    return screen(fakes.photo(colour), fakes.classifier(catalogue), catalogue)


def exhibit_of(colour: tuple[int, int, int], catalogue: Catalogue) -> Exhibit:
    photo = fakes.photo(colour)
    return Exhibit(
        Taken.of(photo),
        Picture(photo.sha256, fakes.jpeg(colour)),
        (),
        fakes.classifier(catalogue).classify(photo),
    )


def answer(
    report: Report,
    catalogue: Catalogue,
    colour: tuple[int, int, int] = fakes.RED,
    *,
    references: ReferenceIndex | None = None,
    exhibits: tuple[Exhibit, ...] = (),
    contradiction: Contradiction | None = None,
) -> Html:
    """Both parts of an answer, one after the other."""
    item = Item(exhibits or (exhibit_of(colour, catalogue),))
    told = Told(report, item.exhibits[0], contradiction)
    looked = fakes.scene(colour) if report.findings else None
    subject = Subject(item, told, looked, WHEN)
    return join(*answer_in_parts(subject, catalogue, fakes.card(catalogue), references))


def shown(
    colour: tuple[int, int, int], catalogue: Catalogue, references: ReferenceIndex | None = None
) -> Html:
    """The answer for a photo of one colour."""
    return answer(report_of(colour, catalogue), catalogue, colour, references=references)

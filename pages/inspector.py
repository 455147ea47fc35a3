"""What an answer needs besides the photo, and the way from an upload to what is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from catalogue.load import Catalogue
from catalogue.ruling import Query
from findings.photos import picture
from model import quality
from model.classifier import Classifier
from model.errors import PhotoError, TriageError
from model.explain import heat_map, heat_overlay
from model.photo import Photo, Pixels
from model.references import ReferenceIndex
from model.screening import Taken
from pages.answer import Answer, Subject, answer
from pages.case import Exhibit, Item, Told, tell

OVERLAY_SIDE = 720  # px, longer side; sharp on a phone, about 80 kB


@dataclass(frozen=True, slots=True)
class Inspector:
    """What an answer needs besides the photo.

    Attributes:
        classifier: names what is seen.
        catalogue: what the law says of it, and the reference views.
        references: embeddings of the reference views, or None where none were released.
    """

    classifier: Classifier
    catalogue: Catalogue
    references: ReferenceIndex | None

    def look(self, path: str) -> Exhibit:
        """One uploaded photo, classified alone.

        Raises:
            PhotoError: the file is no usable photo.
            WeightsError: the network's values cannot be used.
        """
        # The same decoding scale as the command line, so that both give the same answer.
        photo = Photo.open(path, self.classifier.card.preprocess.min_side)
        prediction = self.classifier.classify(photo)
        card = self.classifier.card
        first = card.labels.index(prediction.top.label)
        height, width = photo.pixels.shape[:2]
        evidence = heat_map(prediction.activations[first], width, height, card.preprocess)
        return Exhibit(
            taken=Taken.of(photo),
            picture=picture(Path(path).read_bytes(), "the photo"),
            hints=quality.quality(photo, evidence),
            prediction=prediction,
        )

    def asked(self, query: Query) -> Catalogue:
        """The catalogue as the law of a place and day sees it.

        Raises:
            CatalogueError: no law is stored for that place.
        """
        return self.catalogue if query.is_default else _asked(self.catalogue, query)

    def tell(self, item: Item, query: Query) -> Told:
        """What is told of an object; raises what `asked` raises."""
        return tell(item, self.classifier.card, self.asked(query))

    def answer(self, item: Item, told: Told, query: Query) -> Answer:
        """The same as two parts of a page."""
        subject = Subject(item, told, self._looked(told), datetime.now().astimezone())
        return answer(subject, self.asked(query), self.classifier.card, self.references)

    def _looked(self, told: Told) -> Pixels | None:
        """The activation map of the first class named, over its photo; None without one."""
        if not told.report.findings:
            return None
        card = self.classifier.card
        label = card.labels.index(told.report.findings[0].visual_class.id)
        shown = Photo.from_bytes(told.shown.picture.jpeg, "the photo", OVERLAY_SIDE)
        return heat_overlay(
            shown.pixels, told.report.prediction.activations[label], card.preprocess
        )


@lru_cache(maxsize=16)  # places and days asked in turn; each reads every class anew
def _asked(catalogue: Catalogue, query: Query) -> Catalogue:
    return catalogue.asked(query)


def refused(error: TriageError) -> str:
    """One line for a photo among several that gives no answer."""
    kind = "Not used" if isinstance(error, PhotoError) else "Not classified"
    return f"{kind}: {error}"

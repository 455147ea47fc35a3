"""What was tapped in a photo, and the length that it offers as an answer. Pure; no Gradio."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.load import Catalogue
from catalogue.tree import Question
from model.errors import MeasureError
from pages.case import Case
from pages.inquiry import ByCard, Inquiry

CORNERS = 4
MOST_POINTS = 200  # nobody taps more, and each costs time
NOT_WHOLE = "the points did not arrive whole; start again"


@dataclass(frozen=True, slots=True)
class Clicks:
    """What was tapped: `(x, y)` px of the picture, the card's corners first.

    Attributes:
        points: Corners, then points along what is measured.
        ring: Whether they run all round an opening.
        click_px: Standard deviation of a tap, px of the picture.
        photo: SHA-256 of the photo that was shown.
    """

    points: tuple[tuple[float, float], ...]
    ring: bool
    click_px: float
    photo: str

    @classmethod
    def of(cls, data: object) -> Clicks:
        """From what the browser sent.

        Raises:
            MeasureError: It has another shape.
        """
        try:
            if not isinstance(data, dict):
                raise TypeError(f"{type(data).__name__} is no set of points")
            points = tuple((float(x), float(y)) for x, y in data["points"])
            ring, click_px = bool(data["ring"]), float(data["click_px"])
            clicks = cls(points, ring, click_px, str(data["photo"]))
        except (KeyError, TypeError, ValueError) as error:
            raise MeasureError(NOT_WHOLE) from error
        if len(points) > MOST_POINTS:
            raise MeasureError(f"{len(points)} points are too many; start again with fewer")
        return clicks


@dataclass(frozen=True, slots=True)
class Offer:
    """A length that may be taken as an answer, and the taps it came from."""

    clicks: Clicks
    taken: ByCard

    def was_for(self, clicks: Clicks, question: Question) -> bool:
        """Whether the same line, one tap later perhaps, was taken for another question already."""
        first = self.clicks.points[CORNERS] == clicks.points[CORNERS]
        same = first and self.clicks.photo == clicks.photo
        return same and self.taken.question != question.id

    def is_of(self, case: Case) -> bool:
        """Whether it was measured in a photo of the object that is open."""
        shown = case.open.exhibits if case.open else ()
        return any(each.taken.sha256 == self.taken.photo for each in shown)

    def answers(self, case: Case, asking: Inquiry | None, catalogue: Catalogue) -> Inquiry | None:
        """The inquiry with the length as an answer; None where neither object nor question is that.

        The button stays on the page while another object is opened or another class asked about.
        """
        question = asking.decision(catalogue).question if asking else None
        if asking is None or question is None or not self.is_of(case):
            return None
        return asking.measured(self.taken) if question.id == self.taken.question else None

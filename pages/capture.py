"""The capture guide in pictures: how to photograph a good, and beside it how not to."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.markup import Html, join, picture, tag
from pages.candidate import RENDERED
from pages.status import Sign, icon

PICTURES = Path(__file__).with_name("capture")  # written by `python -m datasets capture`
# The word and the drawing say it, the colour repeats it.
RIGHT = Sign("Right", "Take the photo so.", "is-right", '<path d="m4 13 5 5L20 6"/>')
WRONG = Sign("Wrong", "Take it again.", "is-wrong", '<path d="M5 5 19 19M19 5 5 19"/>')


@dataclass(frozen=True, slots=True)
class Example:
    """One picture of the guide.

    Attributes:
        name: of the file in `PICTURES`, without its ending.
        shows: what is seen, for people who do not see it.
        sentence: what to do.
    """

    name: str
    shows: str
    sentence: str

    def __post_init__(self) -> None:
        if not (self.name and self.shows and self.sentence):
            raise ValueError("an example needs name, shows and sentence together.")

    @property
    def file(self) -> Path:
        """Where its picture lies."""
        return PICTURES / f"{self.name}.webp"


@dataclass(frozen=True, slots=True)
class Pair:
    """A right and a wrong picture of one step.

    Attributes:
        title: the step in a few words.
        right: as it should be.
        wrong: what goes wrong most often there.
    """

    title: str
    right: Example
    wrong: Example


PAIRS = (
    Pair(
        "1. The whole good",
        Example(
            "whole",
            "a stun gun seen from above on a plain light ground, all of it in the picture",
            "Show all of it from above, on a plain ground.",
        ),
        Example(
            "cut_off",
            "the same stun gun with its upper half beyond the edge of the picture",
            "Cut off at the edge: step back.",
        ),
    ),
    Pair(
        "2. Its size",
        Example(
            "card",
            "the stun gun with a bank card close beside it",
            "Lay a bank card close beside it.",
        ),
        Example(
            "several",
            "the stun gun, a pair of handcuffs and a spray can in one picture",
            "Several things: photograph each alone.",
        ),
    ),
    Pair(
        "3. Closure or electrodes",
        Example(
            "electrodes",
            "the metal electrodes at the head of the stun gun, close up and sharp",
            "Come close, and keep it sharp.",
        ),
        Example(
            "blurred",
            "the same electrodes smeared, as by a moving hand",
            "Blurred: hold still, tap on the good to focus.",
        ),
    ),
    Pair(
        "4. The markings",
        Example(
            "markings",
            "the two labels of the stun gun close up, with model, voltage and serial number",
            "Come so close that every word can be read.",
        ),
        Example(
            "dark",
            "the same labels, so dark that they can hardly be read",
            "Too dark: add light, or go to a window.",
        ),
    ),
)


@cache
def capture_guide() -> Html:
    """Four pairs of pictures, right and wrong side by side; no heading, for inside a fold."""
    return tag("div", join(*(_pair(pair) for pair in PAIRS)), class_="capture")


def _pair(pair: Pair) -> Html:
    """One step: its words, then what is right and what is wrong."""
    return tag(
        "div",
        tag("p", pair.title, class_="capture-step"),
        _example(pair.right, RIGHT),
        _example(pair.wrong, WRONG),
        class_="capture-pair",
        role="group",
        aria_label=pair.title,
    )


def _example(example: Example, sign: Sign) -> Html:
    """A picture below its word and sign; the caption says what to do."""
    alt = f"{sign.word}: {example.shows}. {RENDERED.capitalize()}."
    return tag(
        "figure",
        tag("p", icon(sign), tag("span", sign.word), class_="capture-word"),
        picture(example.file.read_bytes(), "image/webp", alt=alt),
        tag(
            "figcaption",
            tag("span", example.sentence, class_="capture-do"),
            tag("span", RENDERED, class_="capture-made"),
        ),
        class_=sign.colour,
    )

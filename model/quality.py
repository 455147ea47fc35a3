"""Hints on the photo itself, so that a weak answer is told from a weak photo. NumPy only.

Measured on a copy whose longer side is 256 px: a flaw that vanishes at that size does not reach
the network either, and photos of 2 and of 12 megapixels are judged alike. How often each hint is
given on good photos and on spoilt ones: `python -m benchmarks.quality`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from model import foreground
from model.foreground import Thing
from model.photo import Photo, Pixels, grey, resize
from model.sharpness import sharpness

SIDE = 256  # px, about the network's input
# The limits were chosen on one half of the photos (`benchmarks/quality.py --half choose`). On the
# other half, as they are, each hint is given of at most 3.8 % of the things (cut off: most of them
# are) and 3.1 % of the shelves (blurred).
FLAT = 6.0  # grey values, standard deviation; below, no more than noise and vignetting
LIGHT_END = 118.0  # grey value; the lightest twentieth is darker than middle grey (18 %, sRGB 118)
DARK_END = 50.0  # grey value; fog and flash lift the darkest twentieth above it, darkness does not
PITCH_DARK = 60.0  # grey value; two stops below middle grey, dark whatever else
BURNT = 0.15  # share of what is not white that is burnt out in one or two colours alone
NOTHING_DARK = 221.0  # grey value; two stops above middle grey
CONTRAST = 85.0  # grey values from darkest to lightest, specks left out: a third of all there are
SHARP = 0.015  # `model.sharpness`; 0.1 % of the things and 2.0 % of the shelves lie below
TINY_SIDE = 160  # px; below, the network's input is mostly enlarged blur
TINY_THING = 64  # px of the original on the longer side of the thing; a quarter of the input
CONTACT = 0.05  # of an edge's length; a thing touches it
CUT = 0.9  # width at the edge over that farther in (`foreground.Thing.squareness`)
SMALL = 0.2  # of the frame's longer side: some 50 px of the network's input are left
RIVAL = 0.3  # of the largest thing's area: from here another counts
RIVAL_AREA = 0.01  # of the frame: the same
_BURNT_FROM, _COLOURED, _WHITE = 254, 240, 250  # grey values of the lightest or darkest channel
# Shares of the pixels: the ends without specks (100 px of 50,000: a good far away still counts),
# and the twentieths.
_TALE = (0.002, 0.05, 0.95, 0.998)


class HintKind(StrEnum):
    """What is wrong, in the order in which it matters: first what leaves nothing to judge.

    Blurs of 3 px and shakes of 12 px cost the released weights 15 of 116 right first answers and
    more, four stops of darkness without noise none (`benchmarks/quality.py`); the rest of the order
    is judgement.
    """

    FLAT = "flat"
    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    TINY = "tiny"
    CUT_OFF = "cut_off"
    SMALL = "small"
    SEVERAL = "several"
    LOW_CONTRAST = "low_contrast"


# The names in a report (`model.screening`), a contract, in its order.
REPORTED = (HintKind.BLURRED, HintKind.DARK, HintKind.BRIGHT, HintKind.TINY, HintKind.FLAT)
# In such light parts of one thing sink into the ground and look like several.
_WRONG_LIGHT = (HintKind.FLAT, HintKind.DARK, HintKind.BRIGHT, HintKind.LOW_CONTRAST)
_ORDER = {kind: place for place, kind in enumerate(HintKind)}
_SENTENCES = {
    HintKind.FLAT: "There is almost nothing to see: free the lens, or use a ground of another "
    "colour.",
    HintKind.DARK: "The photo is too dark: add light, or use the flash from the side.",
    HintKind.BLURRED: "The photo is blurred: hold still, tap on the good to focus, and take it "
    "again.",
    HintKind.BRIGHT: "The photo is too bright and colours are lost: leave direct sun, turn the "
    "flash off.",
    HintKind.TINY: "The picture is very small: use the original photo, no preview or screenshot.",
    HintKind.CUT_OFF: "The good runs out of the picture: step back and show all of it.",
    HintKind.SMALL: "The good is small in the picture: come closer until it fills most of it.",
    HintKind.SEVERAL: "There seem to be several things: if they do not belong together, photograph "
    "each alone.",
    HintKind.LOW_CONTRAST: "The photo is pale, as through fog or film: wipe the lens, unpack the "
    "good, turn the flash off.",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """One flaw of a photo.

    Attributes:
        kind: What is wrong.
        value: As measured.
        limit: That the value passed, in the same unit.
        unit: Of both.
        sentence: What to do, in plain English.
    """

    kind: HintKind
    value: float
    limit: float
    unit: str
    sentence: str

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or not math.isfinite(self.limit):
            raise ValueError(f"hint {self.kind} has {self.value} and {self.limit}, not finite")
        if not self.unit or not self.sentence:
            raise ValueError(f"hint {self.kind} needs a unit and a sentence")


def quality(photo: Photo, evidence: npt.NDArray[np.float32] | None = None) -> tuple[Hint, ...]:
    """What is wrong with a photo, what matters most first; empty for a good one.

    A photo of one colour is FLAT, and DARK or BRIGHT too where the colour is; never anything that
    needs an edge. What is said of things in the frame needs an even ground and good light, or it is
    not said.

    Args:
        photo: As the page opens it; the pixels' longer side should be 256 px or more.
        evidence: `(h, w)` floats over the whole photo, as `model.explain.heat_map` gives them for
            one label; may withdraw a hint, never adds one. None before the network has looked.

    Raises:
        ValueError: The evidence is not two-dimensional.
    """
    found = _of_picture(photo)
    if not any(hint.kind in _WRONG_LIGHT for hint in found):
        found += _of_things(photo, foreground.things(photo.pixels, evidence))
    unique = {hint.kind: hint for hint in reversed(found)}  # of two of a kind the first stays
    return tuple(sorted(unique.values(), key=lambda hint: _ORDER[hint.kind]))


def flags(photo: Photo) -> tuple[str, ...]:
    """Those of `blurred, dark, bright, tiny, flat` that hold, in this order."""
    kinds = {hint.kind for hint in _of_picture(photo)}
    return tuple(kind.value for kind in REPORTED if kind in kinds)


def _hint(kind: HintKind, value: float, limit: float, unit: str) -> Hint:
    return Hint(kind, float(value), float(limit), unit, _SENTENCES[kind])


def _of_picture(photo: Photo) -> list[Hint]:
    """What can be told of any picture."""
    small = _small(photo.pixels)
    values = grey(small)
    found = _of_light(small, values)
    longer = max(photo.width, photo.height)
    if longer < TINY_SIDE:
        found.append(_hint(HintKind.TINY, longer, TINY_SIDE, "px"))
    if all(hint.kind is not HintKind.FLAT for hint in found):  # without contrast no edge to judge
        sharp = sharpness(values.astype(np.float32))
        if sharp is not None and sharp < SHARP:
            found.append(_hint(HintKind.BLURRED, sharp, SHARP, "fine detail per coarse"))
    return found


def _of_light(small: Pixels, values: Pixels) -> list[Hint]:
    """Flat, dark, bright or pale; pale only where it is neither of the others."""
    low, dark, light, high = _percentiles(values)
    found = []
    if float(values.std()) < FLAT:
        found.append(_hint(HintKind.FLAT, values.std(), FLAT, "grey values, standard deviation"))
    if light < PITCH_DARK or (light < LIGHT_END and dark < DARK_END):
        found.append(_hint(HintKind.DARK, light, LIGHT_END, "grey value of the lightest twentieth"))
    burnt = _burnt(small)
    if burnt > BURNT:
        found.append(_hint(HintKind.BRIGHT, 100 * burnt, 100 * BURNT, "% burnt out"))
    elif low > NOTHING_DARK:
        found.append(_hint(HintKind.BRIGHT, low, NOTHING_DARK, "grey value of the darkest"))
    if not found and high - low < CONTRAST:
        found.append(_hint(HintKind.LOW_CONTRAST, high - low, CONTRAST, "grey values"))
    return found


def _of_things(photo: Photo, things: tuple[Thing, ...]) -> list[Hint]:
    """Cut off, small or several."""
    if not things:
        return []
    first, found = things[0], []
    cuts = [
        contact
        for contact, square in zip(first.contacts, first.squareness, strict=True)
        if contact >= CONTACT and square >= CUT
    ]
    if cuts:
        found.append(_hint(HintKind.CUT_OFF, 100 * max(cuts), 100 * CONTACT, "% of an edge"))
    others = [each for each in things[1:] if each.area >= max(RIVAL * first.area, RIVAL_AREA)]
    # One that touches the edge may be an arm or the rim of a table.
    if others and all(each.inside for each in (first, *others)):
        found.append(_hint(HintKind.SEVERAL, 1 + len(others), 1, "things"))
    if len(things) == 1 and first.inside:
        longer = first.length * max(photo.width, photo.height)
        if first.length < SMALL:
            share = 100 * first.length
            found.append(_hint(HintKind.SMALL, share, 100 * SMALL, "% of the longer side"))
        if longer < TINY_THING:
            found.append(_hint(HintKind.TINY, longer, TINY_THING, "px on the good"))
    return found


def _small(pixels: Pixels) -> Pixels:
    """`(h, w, 3) uint8`, the longer side `SIDE` px; never enlarged, that would look blurred."""
    height, width = pixels.shape[:2]
    scale = min(1.0, SIDE / max(width, height))
    size = max(3, round(width * scale)), max(3, round(height * scale))
    return resize(pixels, *size, "box")


def _percentiles(values: Pixels) -> tuple[int, ...]:
    """Grey values below which the shares `_TALE` of the pixels lie."""
    # Counted by hand: np.percentile imports numpy.ma, a tenth of a cold start.
    share = np.bincount(values.ravel(), minlength=256).cumsum() / values.size
    return tuple(int(at) for at in np.searchsorted(share, _TALE))


def _burnt(small: Pixels) -> float:
    """Share of what is not white that is burnt out in one or two of red, green and blue, 0..1.

    White paper is white in all three and no fault; light that is too strong also burns out what
    has a colour, and only there it can be told from paper.
    """
    lightest, darkest = small.max(axis=2), small.min(axis=2)
    coloured = float(((lightest >= _BURNT_FROM) & (darkest < _COLOURED)).sum())
    return coloured / max(float((darkest < _WHITE).sum()), 1.0)

"""Spoilt photos are spoilt as they are named, and the two halves of the photos never meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import quality, quality_spoilt
from datasets.samples import Sample
from model.photo import Pixels
from model.quality import HintKind
from tests.conftest import textured


def paper() -> Pixels:
    """One thing of 100 x 80 px on grey paper of 320 x 240 px."""
    pixels = np.full((240, 320, 3), 190, dtype=np.uint8)
    pixels[80:160, 110:210] = textured(100, 80) // 2
    return pixels


def test_a_photo_is_in_one_half_by_its_name_alone() -> None:
    names = [f"{at}.jpg" for at in range(400)]
    halves = [quality.chooses(Path("a") / name) for name in names]
    assert halves == [quality.chooses(Path("b") / name) for name in names]
    assert 150 < sum(halves) < 250


@pytest.mark.parametrize("spoiling", quality_spoilt.of_picture(), ids=lambda way: way.name)
def test_each_spoiling_changes_a_photo_and_keeps_its_kind(
    spoiling: quality_spoilt.Spoiling,
) -> None:
    pixels = textured(320, 240)
    spoilt = spoiling.apply(pixels, np.random.default_rng(0))
    assert spoilt.dtype == np.uint8
    assert spoilt.shape == pixels.shape or max(spoilt.shape) == 120
    assert spoilt.shape != pixels.shape or not np.array_equal(spoilt, pixels)


def test_a_stop_doubles_the_light_and_contrast_falls_to_three_tenths() -> None:
    ways = {way.name: way.apply for way in quality_spoilt.of_picture()}
    rng = np.random.default_rng(0)
    grey = np.full((8, 8, 3), 118, dtype=np.uint8)
    assert ways["exposure +1 stops"](grey, rng)[0, 0, 0] == 162  # 18 % becomes 36 %
    pale = ways["contrast 30 % about the mean"](textured(320, 240), rng)
    assert pale.std() == pytest.approx(0.3 * textured(320, 240).std(), rel=0.01)


def test_what_is_done_to_a_thing_is_done() -> None:
    pixels, rng = paper(), np.random.default_rng(0)
    box = quality.whole_thing(pixels)
    assert box is not None
    assert box == pytest.approx((110, 80, 210, 160), abs=8)
    for _ in range(8):
        cut = quality_spoilt.cut(pixels, box, rng)
        assert quality.kinds(quality.stored(cut)) >= {HintKind.CUT_OFF}
    twice = quality_spoilt.beside_itself(pixels, rng)
    assert quality.kinds(quality.stored(twice)) == {HintKind.SEVERAL}
    far = quality_spoilt.far_away(pixels, rng)
    assert far.shape == pixels.shape
    assert quality.whole_thing(textured(320, 240)) is None


def test_several_things_are_not_counted_on_shelves() -> None:
    sample = Sample(Path("a.jpg"), quality.SHELF, "a", rendered=False)
    seen = quality.Seen(sample, paper(), frozenset({HintKind.SEVERAL}))
    rows = {row.split(" | ")[0]: row for row in quality.untouched([seen])}
    assert "not counted" in rows["| several"]
    assert "0.0% (0/1" in rows["| dark"]

"""The test of transfer shows no photo of a class that was trained on, and counts rightly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import transfer
from datasets.samples import Sample, SampleError


def _photo(label: str, number: int) -> Sample:
    return Sample(Path(f"{label}/{number}.jpg"), label, f"{label} {number}", rendered=False)


def test_photos_of_known_classes_are_only_tested() -> None:
    rendered = [Sample(Path(f"{n}.webp"), "cuffs", str(n), True) for n in range(3)] + [
        Sample(Path("o.webp"), "other", "o", True)
    ]
    photos = [_photo(label, n) for label in ("cuffs", "other", "drone") for n in range(20)]
    shown, test = transfer.divide(rendered, photos, "other")
    assert {photo.label for photo in shown} == {"other"}
    assert [photo.label for photo in test.known] == ["cuffs"] * 20  # drones were never rendered
    assert len(shown) + len(test.others) == 20
    assert not set(shown) & set(test.others)
    with pytest.raises(SampleError, match="no class of the rendered"):
        transfer.divide(rendered, [_photo("drone", 1)], "other")


def test_a_row_tells_what_was_right_and_what_passed() -> None:
    """Labels cuffs, whip, other: of four cuffs two first, three within two; one stranger passes."""
    logits = np.array(
        [
            [5.0, 0.0, 0.0],
            [4.0, 0.0, 1.0],
            [0.0, 3.0, 0.0],
            [1.0, 3.0, 9.0],
            [9.0, 0.0, 0.0],  # the stranger that passes
            [0.0, 0.0, 8.0],
            [0.0, 0.0, 9.0],
        ]
    )
    targets = np.array([0, 0, 0, 0, 2, 2, 2])
    first, third, area, passed = transfer._row(logits, targets, 4, 2).split(" | ")
    assert first.startswith("50.0% (2/4")
    assert third.startswith("100.0% (4/4")
    assert area.startswith("0.667")  # 8 of the 12 pairs
    assert passed.startswith("33.3% (1/3")

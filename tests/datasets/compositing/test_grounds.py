"""Grounds: crops come from the photo, plain ones are of many kinds."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.compositing.grain import strength
from datasets.compositing.grounds import Ground, crop, plain
from tests.datasets.compositing.scenes import developed, noise, shapes


def _rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_crop_comes_from_the_photo() -> None:
    photo = np.zeros((200, 300, 3), dtype=np.uint8)
    photo[..., 0] = np.linspace(0, 200, 300).astype(np.uint8)
    photo[..., 1] = 77
    part = crop(photo, 64, 48, _rng())
    assert part.shape == (48, 64, 3)
    assert (part[..., 1] == 77).all()
    assert np.ptp(part[..., 0].astype(int)) > 30


def test_plain_grounds_are_of_many_kinds() -> None:
    grounds = [plain(64, 64, _rng(seed)).pixels for seed in range(40)]
    even = sum(int(ground.std() < 6) for ground in grounds)
    assert 0 < even < 40
    assert len({ground.tobytes() for ground in grounds}) == 40


def test_a_plain_ground_is_decided_by_its_seed() -> None:
    one, same = (plain(64, 48, _rng(3)).pixels for _ in range(2))
    np.testing.assert_array_equal(one, same)
    assert one.shape == (48, 64, 3)
    assert one.dtype == np.uint8


def test_a_photo_tells_its_blur_and_its_noise() -> None:
    clean = shapes(256, 192, 1.5).astype(np.float32) / np.float32(255)
    ground = Ground.of(developed(clean + noise(256, 192, 0.008, 0.0)))
    assert ground.blur == pytest.approx(1.5, rel=0.15)
    assert ground.grain is not None
    assert strength(ground.grain) == pytest.approx(0.008, rel=0.25)

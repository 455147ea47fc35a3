"""The guesser finds what is there, and nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.guessing import FOLDS, Views, guess

RENDERS, PER_RENDER = 60, 3


def _views(strength: float, seed: int = 0) -> tuple[Views, list[str]]:
    """Noise in which one direction of 50 tells the label as strongly as asked."""
    rng = np.random.default_rng(seed)
    objects = np.repeat(np.arange(RENDERS), PER_RENDER)
    labels = [("a", "b", "c")[place % 3] for place in range(RENDERS)]
    block = rng.standard_normal((len(objects), 50)).astype(np.float32)
    block[:, :3] += strength * np.eye(3, dtype=np.float32)[objects % 3]
    other = rng.standard_normal((len(objects), 400)).astype(np.float32)
    return Views((block, other), objects), labels


def test_a_hint_is_found() -> None:
    guessed = guess(*_views(3.0), shuffles=10, seed=0)
    assert guessed.right.rate > 0.9
    assert guessed.right.of == RENDERS
    assert guessed.chance == pytest.approx(1 / 3)
    assert max(guessed.shuffled) < 0.65


def test_nothing_is_found_in_noise() -> None:
    rates = [guess(*_views(0.0, seed), shuffles=10, seed=seed).right.rate for seed in range(6)]
    assert np.mean(rates) == pytest.approx(1 / 3, abs=0.1)


def test_views_of_one_render_never_straddle_the_split() -> None:
    """Each render has a look of its own, which says nothing of its label."""
    rng = np.random.default_rng(0)
    objects = np.repeat(np.arange(RENDERS), PER_RENDER)
    block = rng.standard_normal((RENDERS, 80)).astype(np.float32)[objects]
    labels = [("a", "b")[int(rng.integers(2))] for _ in range(RENDERS)]
    guessed = guess(Views((block,), objects), labels, shuffles=5, seed=0)
    assert guessed.right.rate < 0.75


def test_a_rare_label_is_not_left_out() -> None:
    """Were the frequent label always said, 80 % would be right without any hint."""
    rng = np.random.default_rng(1)
    labels = ["rare" if place % 5 == 0 else "frequent" for place in range(200)]
    block = rng.standard_normal((200, 40)).astype(np.float32)
    guessed = guess(Views((block,), np.arange(200)), labels, shuffles=20, seed=0)
    assert np.mean(guessed.shuffled) < 0.68
    assert guessed.right.rate < 0.7


def test_too_few_renders_of_a_label_are_refused() -> None:
    views, labels = _views(1.0)
    labels = ["alone" if place < FOLDS - 1 else "b" for place in range(len(labels))]
    with pytest.raises(ValueError, match="render more"):
        guess(views, labels, shuffles=2, seed=0)


def test_a_block_needs_a_row_for_each_view() -> None:
    with pytest.raises(ValueError, match="row for each view"):
        Views((np.zeros((3, 2), dtype=np.float32),), np.arange(4))

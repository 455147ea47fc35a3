"""The closed form is that of the textbook, and looks away from what varies within labels."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.training.pictures import SETTINGS, tree
from training.__main__ import main
from training.discriminant import discriminant
from training.head_rows import Floats

NONE = np.zeros(3, dtype=bool)


def _clouds(seed: int = 0, count: int = 200) -> tuple[Floats, np.ndarray]:
    """Three labels along the first axis; the second varies ten times as much within each."""
    rng = np.random.default_rng(seed)
    targets = np.arange(3 * count) % 3
    features = rng.normal(size=(3 * count, 4)) * (1, 10, 1, 1)
    features[:, 0] += 4.0 * targets
    return features, targets


def test_it_is_the_optimal_rule_for_clouds_of_one_shape() -> None:
    """Bayes' rule here cuts the first axis at 2 and 6: right in 0.9545 + 0.0228 on average."""
    features, targets = _clouds(count=2000)
    head = discriminant(features, targets, NONE, np.ones(len(targets)), 0.0)
    unseen, truth = _clouds(seed=1, count=20000)
    right = float((head(unseen).argmax(axis=1) == truth).mean())
    assert right == pytest.approx(0.9697, abs=0.004)  # (2 * 0.97725 + 0.95450) / 3
    ratio = np.abs(head.weight[2] - head.weight[0])
    assert ratio[1] < 0.02 * ratio[0]


def test_shrunk_to_a_sphere_it_is_the_nearest_mean() -> None:
    features, targets = _clouds()
    head = discriminant(features, targets, NONE, np.ones(len(targets)), 1.0)
    means = np.stack([features[targets == one].mean(axis=0) for one in range(3)])
    nearest = ((features[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    np.testing.assert_array_equal(head(features).argmax(axis=1), nearest)


def test_what_varies_among_other_things_counts_as_much_as_what_varies_within_labels() -> None:
    features, targets = _clouds()
    outliers = np.array([False, False, True])
    loud = features.copy()
    loud[targets == 2, 3] *= 10
    still, moved = (
        discriminant(each, targets, outliers, np.ones(len(targets)), 0.1)
        for each in (features, loud)
    )
    assert abs(moved.weight[:2, 3]).max() < abs(still.weight[:2, 3]).max()


def test_a_picture_counts_as_it_weighs() -> None:
    features, targets = _clouds(count=20)
    twice = np.concatenate([features, features[:30]]), np.concatenate([targets, targets[:30]])
    weights = np.where(np.arange(60) < 30, 2.0, 1.0)
    one = discriminant(*twice, NONE, np.ones(90), 0.5)
    two = discriminant(features, targets, NONE, weights, 0.5)
    np.testing.assert_allclose(one(features).argmax(axis=1), two(features).argmax(axis=1))
    turned = (one.weight * two.weight).sum() / np.sqrt(
        (one.weight**2).sum() * (two.weight**2).sum()
    )
    assert turned == pytest.approx(1)


def test_one_picture_a_label_is_told_from_the_others() -> None:
    features = np.eye(3)
    head = discriminant(features, np.arange(3), NONE, np.ones(3), 0.5)
    assert np.isfinite(head.weight).all()
    np.testing.assert_array_equal(head(features).argmax(axis=1), np.arange(3))


def test_a_training_takes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["fit", "--data", str(tree(tmp_path / "tree")), "--out", str(tmp_path / "run")]
    settings = ["--set", "epochs=0", "--set", "head=discriminant"]
    assert main([*arguments, *SETTINGS, *settings]) == 0
    right = re.search(r"head  val .* top1 .*\((\d)/5\)", capsys.readouterr().out)
    assert right is not None
    assert int(right[1]) >= 4  # of two colours
    assert main([*arguments, "--set", "head=closed"]) == 1
    assert "must be one of gradient, discriminant" in capsys.readouterr().err

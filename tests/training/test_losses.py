"""The objective, against values written out by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from training.config import TrainConfig
from training.losses import Blend, Objective, blended

FAMILIES, OUTLIERS = np.array([0, 0, 1]), np.array([False, False, True])
PLAIN = Blend(1.0)
LOGITS = torch.tensor([[2.0, 0.0, -1.0]])
CHANCES = np.exp([2.0, 0.0, -1.0]) / np.exp([2.0, 0.0, -1.0]).sum()


def _loss(target: int, **settings: float) -> float:
    objective = Objective.of(TrainConfig(**settings), FAMILIES, OUTLIERS)  # type: ignore[arg-type]
    return float(objective(LOGITS, torch.tensor([target]), PLAIN))


def test_alone_it_is_cross_entropy_summed() -> None:
    assert _loss(1) == pytest.approx(-np.log(CHANCES[1]))
    objective = Objective.of(TrainConfig(), FAMILIES, OUTLIERS)
    twice = objective(LOGITS.repeat(2, 1), torch.tensor([1, 1]), PLAIN)
    assert float(twice) == pytest.approx(2 * _loss(1))


def test_a_sibling_costs_less_than_a_stranger() -> None:
    family = -np.log(CHANCES[0] + CHANCES[1])
    assert _loss(1, hierarchy=0.5) == pytest.approx(-np.log(CHANCES[1]) + 0.5 * family, abs=1e-6)
    assert _loss(2, hierarchy=1.0) == pytest.approx(-2 * np.log(CHANCES[2]), abs=1e-6)


def test_the_family_loss_has_a_gradient_and_bears_large_logits() -> None:
    logits = torch.tensor([[200.0, -200.0, 0.0]], requires_grad=True)
    objective = Objective.of(TrainConfig(hierarchy=1.0), FAMILIES, OUTLIERS)
    objective(logits, torch.tensor([2]), PLAIN).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None
    torch.testing.assert_close(logits.grad, torch.tensor([[2.0, 0.0, -2.0]]))


def test_exposure_asks_evenness_of_other_things_and_nothing_of_known_ones() -> None:
    assert _loss(0, outlier_exposure=1.0) == pytest.approx(_loss(0))
    known = np.exp([2.0, 0.0]) / np.exp([2.0, 0.0]).sum()
    assert _loss(2, outlier_exposure=0.5) == pytest.approx(
        _loss(2) - 0.5 * np.log(known).mean(), abs=1e-6
    )


def test_a_blend_owes_to_both_pictures() -> None:
    objective = Objective.of(TrainConfig(), FAMILIES, OUTLIERS)
    logits, targets = LOGITS.repeat(2, 1), torch.tensor([0, 2])
    both = float(objective(logits, targets, Blend(0.75)))
    assert both == pytest.approx(_loss(0) + _loss(2))  # each is owed 0.75 once and 0.25 once


@pytest.mark.parametrize("kind", ["mixup", "cutmix"])
def test_a_blend_holds_as_much_of_each_picture_as_it_says(kind: str) -> None:
    images = torch.stack([torch.zeros(3, 20, 30), torch.ones(3, 20, 30)])
    rng = np.random.default_rng(0)
    shares = set()
    for _ in range(20):
        mixed, blend = blended(images, TrainConfig(**{kind: 1.0}), rng)  # type: ignore[arg-type]
        assert float(mixed[0].mean()) == pytest.approx(1 - blend.share, abs=1e-6)
        assert float(mixed[1].mean()) == pytest.approx(blend.share, abs=1e-6)
        assert (kind == "cutmix") == bool(torch.isin(mixed, torch.tensor([0.0, 1.0])).all())
        shares.add(blend.share)
    assert len(shares) > 10


def test_without_a_setting_or_a_partner_nothing_is_blended() -> None:
    images, rng = torch.rand(2, 3, 8, 8), np.random.default_rng(0)
    assert blended(images, TrainConfig(), rng) == (images, PLAIN)
    assert blended(images[:1], TrainConfig(mixup=1.0), rng)[1] == PLAIN


def test_a_share_is_a_share() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        Blend(1.5)

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from catalogue.load import Catalogue, load
from evaluation.comparison import Verdict, compare, compare_all, mcnemar_p
from evaluation.predictions import Predictions
from tests.evaluation.made import LABELS, random_run, run
from tests.evaluation.standards import scipy_stats
from tests.evaluation.standards import sklearn_metrics as sk


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def _pair(
    seed: int, photos: int = 300, of_object: int = 1, skills: tuple[float, float] = (2.0, 2.0)
) -> tuple[Predictions, Predictions]:
    """Two models on the same photos, with independent mistakes."""
    first = random_run(np.random.default_rng(seed), photos, of_object=of_object, skill=skills[0])
    logits = np.random.default_rng(seed + 10_000).normal(size=first.logits.shape)
    logits[np.arange(photos), first.targets] += skills[1]
    return replace(first, model="old"), replace(first, model="new", logits=logits)


@pytest.mark.parametrize(
    ("a", "b"), [(0, 0), (0, 1), (5, 5), (1, 9), (30, 12), (0, 60), (400, 470), (5200, 4800)]
)
def test_mcnemars_test_is_scipys_exact_binomial_one(a: int, b: int) -> None:
    standard = scipy_stats.binomtest(a, a + b).pvalue if a + b else 1.0
    assert mcnemar_p(a, b) == pytest.approx(standard, abs=1e-9)
    assert mcnemar_p(b, a) == mcnemar_p(a, b)


def test_effects_are_the_differences_of_the_measures(catalogue: Catalogue) -> None:
    first, second = _pair(0, skills=(1.0, 2.0))
    effects = compare(first, second, catalogue).effects
    truth, models = first.targets, (first.probabilities, second.probabilities)
    answers = [chances.argmax(axis=1) for chances in models]
    expected = {
        "top1": [sk.accuracy_score(truth, its) for its in answers],
        "top3": [sk.top_k_accuracy_score(truth, its, k=3, labels=range(5)) for its in models],
        "nll": [sk.log_loss(truth, its, labels=range(5)) for its in models],
        "macro_f1": [sk.f1_score(truth, a, labels=range(4), average="macro") for a in answers],
    }
    for name, values in expected.items():
        effect = effects[name]
        assert (effect.first, effect.second) == pytest.approx(tuple(values), abs=1e-9)
        assert effect.difference.value == pytest.approx(values[1] - values[0], abs=1e-9)
        assert effect.photos == 300


def test_counts_of_the_test_are_photos_that_one_model_alone_gets_right(
    catalogue: Catalogue,
) -> None:
    chances = np.eye(5)[[0, 0, 1, 1]] * 8 + 1, np.eye(5)[[0, 1, 0, 1]] * 8 + 1
    first, second = (run(its, ["handcuffs"] * 4) for its in chances)
    found = compare(first, second, catalogue).mcnemar
    assert (found.only_first, found.only_second, found.p) == (1, 1, 1.0)


def test_a_better_and_a_worse_model_are_told_in_words(catalogue: Catalogue) -> None:
    first, second = _pair(1, skills=(1.0, 3.0))
    better, worse = compare(first, second, catalogue), compare(second, first, catalogue)
    assert (better.verdict, worse.verdict) == (Verdict.BETTER, Verdict.WORSE)
    assert better.words.startswith("new is better than old: first answer right on ")
    assert worse.words.startswith("old is worse than new: ")
    assert better.effects["nll"].verdict is Verdict.BETTER  # lower is better
    assert better.effects["nll"].difference.value < 0
    difference = better.effects["top1"].difference
    assert f"{100 * difference.low:+.1f} to {100 * difference.high:+.1f}" in better.words
    assert worse.effects["top1"].difference.value == pytest.approx(-difference.value)


def test_a_model_is_neither_better_nor_worse_than_itself(catalogue: Catalogue) -> None:
    first, _ = _pair(2)
    found = compare(first, first, catalogue)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.mcnemar.p == 1.0
    assert all(effect.difference.value == 0 for effect in found.effects.values() if effect.photos)
    assert found.words.startswith("whether old or old is better cannot be told: ")


def test_equal_models_are_seldom_told_apart(catalogue: Catalogue) -> None:
    """At most 5 of 100 in the long run; the exact test is on the safe side."""
    told = [compare(*_pair(seed, 100), catalogue).verdict for seed in range(60)]
    assert sum(verdict is not Verdict.CANNOT_TELL for verdict in told) <= 5


def test_many_photos_of_few_objects_decide_nothing(catalogue: Catalogue) -> None:
    first, second = _pair(3, photos=400, of_object=50, skills=(1.0, 3.0))
    found = compare(first, second, catalogue)
    assert found.effects["top1"].difference.groups == 8
    assert found.mcnemar.p < 1e-9
    assert found.verdict is Verdict.CANNOT_TELL


def test_a_verdict_needs_the_interval_and_the_test(catalogue: Catalogue) -> None:
    """Five photos better and none worse: the interval is above zero, chance is one in sixteen."""
    right, wrong = np.eye(5)[[0]] * 8 + 1, np.eye(5)[[1]] * 8 + 1
    worse = np.concatenate([wrong] * 5 + [right] * 15)
    better = np.concatenate([right] * 20)
    found = compare(run(worse, ["handcuffs"] * 20), run(better, ["handcuffs"] * 20), catalogue)
    assert found.effects["top1"].verdict is Verdict.BETTER
    assert found.mcnemar.p == pytest.approx(2 / 32)
    assert found.verdict is Verdict.CANNOT_TELL


def test_photos_are_paired_by_file_whatever_their_order(catalogue: Catalogue) -> None:
    first, second = _pair(4, skills=(1.0, 2.0))
    order = np.random.default_rng(0).permutation(len(second))[:200]
    fewer = replace(
        second,
        paths=tuple(second.paths[at] for at in order),
        sha256=tuple(second.sha256[at] for at in order),
        truth=tuple(second.truth[at] for at in order),
        roles=tuple(second.roles[at] for at in order),
        groups=tuple(second.groups[at] for at in order),
        outcomes=tuple(second.outcomes[at] for at in order),
        rendered=second.rendered[order],
        logits=second.logits[order],
        embeddings=second.embeddings[order],
        novelty=second.novelty[order],
    )
    kept = np.isin(np.arange(len(first)), order)
    found = compare(first, fewer, catalogue)
    expected = compare(first.chosen(kept), second.chosen(kept), catalogue)
    assert (found.photos, found.only_first, found.only_second) == (200, 100, 0)
    assert found.effects == expected.effects
    assert found.mcnemar == expected.mcnemar


def test_models_with_other_labels_are_compared_on_those_both_know(catalogue: Catalogue) -> None:
    truth = ["handcuffs", "stun_gun", "padlock"] * 20
    first = run(np.eye(5)[[0, 1, 3] * 20] * 8 + 1, truth)
    order = ("padlock", "other", "handcuffs")  # without stun_gun, and in another order
    second = run(np.eye(3)[[2, 2, 0] * 20] * 8 + 1, truth, labels=order)
    found = compare(first, second, catalogue)
    assert (found.photos, found.inside) == (60, 40)
    assert (found.effects["top1"].first, found.effects["top1"].second) == (1.0, 1.0)
    assert (found.effects["macro_f1"].first, found.effects["macro_f1"].second) == (1.0, 1.0)


def test_the_errors_that_matter_are_compared_on_all_photos(catalogue: Catalogue) -> None:
    truth = ["thumb_cuffs"] * 30 + ["chair"] * 30  # the model has neither label
    safe = run(np.eye(5)[[0] * 30 + [3] * 30] * 90 + 1, truth)
    unsafe = run(np.eye(5)[[3] * 60] * 90 + 1, truth)
    found = compare(safe, unsafe, catalogue)
    passed = found.effects["listed_passed_as_not_listed"]
    assert (passed.first, passed.second, passed.photos) == (0.0, 1.0, 30)
    assert passed.verdict is Verdict.WORSE
    assert found.inside == 0
    assert math.isnan(found.effects["top1"].first)
    assert found.words.endswith("no photo has a label that both know.")


@pytest.mark.parametrize("field", ["truth", "groups"])
def test_runs_that_disagree_on_the_photos_are_refused(catalogue: Catalogue, field: str) -> None:
    first, second = _pair(5, photos=3)
    changed = ("padlock-ish", *getattr(second, field)[1:])
    other = replace(second, truth=changed) if field == "truth" else replace(second, groups=changed)
    with pytest.raises(ValueError, match=r"do not agree on label or group of 0\.jpg"):
        compare(first, other, catalogue)


def test_no_photos_in_common_cannot_be_told(catalogue: Catalogue) -> None:
    first, second = _pair(6, photos=3)
    found = compare(first, replace(second, paths=("x", "y", "z")), catalogue)
    assert (found.photos, found.verdict) == (0, Verdict.CANNOT_TELL)


def test_several_models_are_compared_pair_by_pair(catalogue: Catalogue) -> None:
    first, second = _pair(7, photos=30)
    third = replace(first, model="third")
    pairs = [(c.first, c.second) for c in compare_all([first, second, third], catalogue)]
    assert pairs == [("old", "new"), ("old", "third"), ("new", "third")]


def test_the_difference_is_held_by_its_interval_as_often_as_promised(catalogue: Catalogue) -> None:
    """Two models right with chance 0.8 and 0.7 on objects of three photos that share luck."""
    held, repetitions = 0, 200
    for seed in range(repetitions):
        rng = np.random.default_rng(seed)
        luck = rng.normal(size=80).repeat(3)
        limits = scipy_stats.norm.ppf([0.8, 0.7])
        right = [(luck + rng.normal(size=240)) / 2**0.5 < limit for limit in limits]
        runs = [
            run(
                np.eye(5)[np.where(its, 0, 1)] * 8 + 1,
                ["handcuffs"] * 240,
                groups=[f"{at // 3}" for at in range(240)],
            )
            for its in right
        ]
        difference = compare(runs[0], runs[1], catalogue, seed).effects["top1"].difference
        held += difference.low <= -0.1 <= difference.high
    assert 0.93 <= held / repetitions <= 0.97


def test_labels_of_the_made_runs_are_those_of_the_catalogue(catalogue: Catalogue) -> None:
    assert all(label in catalogue for label in LABELS)

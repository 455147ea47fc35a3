from __future__ import annotations

import json
import math
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from evaluation.corruptions import CORRUPTIONS, Family
from evaluation.metrics import Share
from evaluation.robustness import (
    BATCH,
    CLEAN,
    Case,
    Curve,
    Key,
    Robustness,
    mean_corruption_error,
    measure,
    shrunk,
)
from model.photo import Pixels
from tests.conftest import textured

SOME = ("gaussian_noise", "contrast", "low_light")


def prepare(pixels: Pixels) -> NDArray[np.float32]:
    return (pixels[:8, :8] / 255).astype(np.float32).transpose(2, 0, 1)


class Network:
    """Says 1 for a bright picture; counts what it is asked."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        self.batches.append(len(batch))
        light = batch.mean(axis=(1, 2, 3))
        return np.stack([np.full_like(light, 0.5), light], axis=1)


def cases(count: int) -> list[Case]:
    """Half of them bright, and labelled so."""
    return [
        Case(f"photo {at}", (textured(16, 12, at) // 3 + 100 * (at % 2)).astype(np.uint8), at % 2)
        for at in range(count)
    ]


def shares(clean: int, *errors: tuple[str, tuple[int, ...]], of: int = 10) -> dict[Key, Share]:
    table = {
        (name, at + 1): Share(of - n, of) for name, wrong in errors for at, n in enumerate(wrong)
    }
    return {CLEAN: Share(of - clean, of), **table}


def test_each_step_is_measured_once_and_told() -> None:
    network, table = Network(), dict[Key, Share]()
    steps = list(measure(cases(10), prepare, network, table, SOME))
    assert len(network.batches) == len(steps) == len(table) == 1 + 5 * len(SOME)
    assert [step.done for step in steps] == list(range(1, 17))
    assert {step.total for step in steps} == {16}
    assert [(s.corruption, s.severity) for s in steps][:3] == [
        CLEAN,
        ("gaussian_noise", 1),
        ("gaussian_noise", 2),
    ]
    assert all(table[step.corruption, step.severity] == step.top1 for step in steps)


def test_the_shares_are_those_of_the_corrupted_pictures() -> None:
    """Clean, this network is right; in the dark all is dark to it."""
    table: dict[Key, Share] = {}
    list(measure(cases(10), prepare, Network(), table, ["low_light"]))
    assert table[CLEAN] == Share(10, 10)
    assert table["low_light", 5] == Share(5, 10)


def test_going_on_gives_what_one_run_gives_and_measures_nothing_twice() -> None:
    whole: dict[Key, Share] = {}
    list(measure(cases(6), prepare, Network(), whole, SOME))
    parts: dict[Key, Share] = {}
    for step in measure(cases(6), prepare, Network(), parts, SOME):
        if step.done == 5:
            break
    network = Network()
    steps = list(measure(cases(6), prepare, network, parts, SOME))
    assert parts == whole
    assert len(steps) == 16
    assert len(network.batches) == 16 - 5


@pytest.mark.parametrize("threads", [1, 3])
def test_neither_batches_nor_threads_nor_order_change_a_result(threads: int) -> None:
    count = 2 * BATCH + 3
    one, other = dict[Key, Share](), dict[Key, Share]()
    network = Network()
    list(measure(cases(count), prepare, network, one, ["low_light"], threads))
    list(measure(cases(count)[::-1], prepare, Network(), other, ["low_light"]))
    assert network.batches == [BATCH, BATCH, 3] * 6
    assert one == other


def test_photos_that_can_be_read_once_are_refused() -> None:
    with pytest.raises(ValueError, match="give a list"):
        next(measure(iter(cases(2)), prepare, Network(), {}))


def test_no_photo_is_refused_and_leaves_nothing_behind() -> None:
    table: dict[Key, Share] = {}
    with pytest.raises(ValueError, match="no photo"):
        next(measure([], prepare, Network(), table))
    assert table == {}


def test_shares_of_other_photos_are_refused() -> None:
    table = {("snow", 1): Share(1, 7)}
    with pytest.raises(ValueError, match=r"\[2, 7\] photos"):
        list(measure(cases(2), prepare, Network(), table, ["snow"]))


def test_an_unknown_corruption_is_refused_before_anything_runs() -> None:
    network = Network()
    with pytest.raises(ValueError, match="'sleet' is unknown"):
        next(measure(cases(2), prepare, network, {}, ["snow", "sleet"]))
    assert network.batches == []


@pytest.mark.parametrize(
    ("logits", "words"),
    [
        (np.zeros((3, 2)), r"logits \(3, 2\) for 2 photos"),
        (np.zeros((2, 1)), r"logits \(2, 1\)"),
        (np.zeros(2), r"logits \(2,\)"),
        (np.array([[0, np.nan], [0, 1]]), "no numbers"),
    ],
)
def test_logits_that_fit_nothing_are_refused(logits: NDArray[np.float64], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        next(measure(cases(2), prepare, lambda batch: logits, {}))


def test_an_error_while_preparing_is_not_swallowed() -> None:
    def broken(pixels: Pixels) -> NDArray[np.float32]:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        next(measure(cases(2), broken, Network(), {}))


def test_a_photo_without_a_label_of_the_model_is_refused() -> None:
    with pytest.raises(ValueError, match="target -1"):
        Case("a", textured(8, 8), -1)


def test_means_are_those_of_a_small_table() -> None:
    found = Robustness.of(
        shares(
            2,
            ("snow", (2, 3, 4, 5, 6)),  # mean error 0.4
            ("fog", (6, 6, 6, 6, 6)),  # 0.6
            ("contrast", (1, 1, 2, 3, 3)),  # 0.2
            ("rotation", (10, 10, 10, 10, 10)),  # 1.0
        )
    )
    means = {mean.name: mean for mean in found.means}
    assert list(means) == ["weather", "digital", "field", "imagenet_c", "all"]
    assert means["weather"].corruptions == ("snow", "fog")
    for name, error in [("weather", 0.5), ("digital", 0.2), ("field", 1.0), ("imagenet_c", 0.4)]:
        assert means[name].top1 == pytest.approx(1 - error)
        assert means[name].drop == pytest.approx(error - 0.2)
        assert means[name].error_ratio == pytest.approx(error / 0.2)
    assert means["all"].top1 == pytest.approx(1 - 0.55)


def test_curves_come_in_the_order_of_the_table() -> None:
    found = Robustness.of(shares(1, ("fog", (1,) * 5), ("gaussian_noise", (2,) * 5)))
    assert [curve.corruption for curve in found.curves] == ["gaussian_noise", "fog"]
    assert found.curves[1].family is Family.WEATHER
    assert found.curves[1].error == pytest.approx(0.1)


def test_a_model_without_a_clean_error_has_no_ratio() -> None:
    found = Robustness.of(shares(0, ("fog", (0, 0, 0, 0, 5))))
    assert found.means[-1].error_ratio is None
    assert found.means[-1].drop == pytest.approx(0.1)


def test_an_interrupted_run_has_no_result_yet() -> None:
    table = shares(1, ("fog", (1,) * 5))
    del table["fog", 4]
    with pytest.raises(ValueError, match=r"lacks \('fog', 4\)"):
        Robustness.of(table)
    del table[CLEAN]
    with pytest.raises(ValueError, match=r"lacks \('clean', 0\) and 1 more"):
        Robustness.of(table)


@pytest.mark.parametrize(
    "table",
    [{CLEAN: Share(0, 0), **{("fog", s): Share(0, 0) for s in range(1, 6)}}, {CLEAN: Share(1, 2)}],
)
def test_nothing_measured_is_no_result(table: dict[Key, Share]) -> None:
    with pytest.raises(ValueError, match="robustness of"):
        Robustness.of(table)


def test_a_result_of_different_photos_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[2, 3\] photos"):
        Robustness(Share(1, 3), (Curve("fog", (Share(1, 2),) * 5),))


@pytest.mark.parametrize(("name", "count"), [("sleet", 5), ("fog", 4)])
def test_a_curve_needs_a_known_corruption_and_five_severities(name: str, count: int) -> None:
    with pytest.raises(ValueError, match="five are needed"):
        Curve(name, (Share(1, 2),) * count)


def test_the_papers_errors_against_a_baseline() -> None:
    """mCE: mean of 0.4 / 0.8 and 0.6 / 0.6; relative: of 0.2 / 0.5 and 0.4 / 0.3."""
    ours = Robustness.of(shares(2, ("fog", (4,) * 5), ("snow", (6,) * 5)))
    theirs = Robustness.of(shares(3, ("fog", (8,) * 5), ("snow", (6,) * 5)))
    plain, relative = mean_corruption_error(ours, theirs)
    assert plain == pytest.approx((0.5 + 1) / 2)
    assert relative == pytest.approx((0.4 + 4 / 3) / 2)
    assert mean_corruption_error(ours, ours) == pytest.approx((1, 1))


def test_a_baseline_without_errors_gives_no_number() -> None:
    ours = Robustness.of(shares(2, ("fog", (4,) * 5)))
    perfect = Robustness.of(shares(0, ("fog", (0,) * 5)))
    assert mean_corruption_error(ours, perfect) == (math.inf, math.inf)
    assert all(math.isnan(value) for value in mean_corruption_error(perfect, perfect))


def test_models_on_other_corruptions_or_photos_are_not_compared() -> None:
    ours = Robustness.of(shares(2, ("fog", (4,) * 5)))
    with pytest.raises(ValueError, match="same corruptions"):
        mean_corruption_error(ours, Robustness.of(shares(2, ("snow", (4,) * 5))))
    with pytest.raises(ValueError, match=r"\[10, 20\] photos"):
        mean_corruption_error(ours, Robustness.of(shares(2, ("fog", (4,) * 5), of=20)))


def test_the_result_is_json() -> None:
    found = Robustness.of(shares(0, ("fog", (1, 2, 3, 4, 5))))
    back = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert back["clean"]["hits"] == 10
    assert back["curves"][0]["family"] == "weather"
    assert [share["hits"] for share in back["curves"][0]["top1"]] == [9, 8, 7, 6, 5]
    assert back["means"][-1] == {
        "name": "all",
        "corruptions": ["fog"],
        "top1": pytest.approx(0.7),
        "drop": pytest.approx(0.3),
        "error_ratio": None,
    }


def test_all_corruptions_are_measured_unless_some_are_named() -> None:
    steps: Iterator[object] = measure(cases(1), prepare, Network(), {})
    first = next(steps)
    assert getattr(first, "total", 0) == 1 + 5 * len(CORRUPTIONS)


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [((300, 600), (50, 100)), ((600, 300), (100, 50)), ((80, 90), (80, 90)), ((2, 900), (1, 100))],
)
def test_shrinking_bounds_the_longer_side(shape: tuple[int, int], wanted: tuple[int, int]) -> None:
    assert shrunk(np.zeros((*shape, 3), dtype=np.uint8), 100).shape[:2] == wanted

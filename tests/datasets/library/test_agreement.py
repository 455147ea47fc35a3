"""Agreement: worked examples of its author, another implementation, and cases without an answer."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from datasets.library import agreement, opinions
from datasets.library.agreement import Agreement, measure
from datasets.library.library import Library
from datasets.library.ratings import CANNOT_TELL, Rating, Seen, ratings, seen
from datasets.library.record import Verdict
from tests.datasets.library.made import ANNA, BEN, added, target

CARLA = "Carla Ibáñez"


def width(estimate: agreement.Estimate) -> float:
    """Of the interval; fails where there is none."""
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.high - estimate.low


def of_rows(*rows: str, things: int | None = None) -> list[Rating]:
    """Ratings of people, a row each, a column a photo; a dot stands for none."""
    return [
        Rating(f"photo {at:04}", f"object {at % (things or 10**6)}", f"person {who}", value)
        for who, row in enumerate(rows)
        for at, value in enumerate(row.split())
        if value != "."
    ]


@pytest.mark.parametrize(
    ("rows", "alpha"),
    [
        # K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, sections A, B and C.
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743,
        ),
    ],
)
def test_alpha_is_that_of_the_worked_examples(rows: tuple[str, ...], alpha: float) -> None:
    found = measure(of_rows(*rows)).alpha.value
    assert found == pytest.approx(alpha, abs=5e-4)


def test_a_photo_that_one_person_rated_is_no_evidence() -> None:
    found = measure(of_rows("1 2 3 3", "1 2 2 ."))
    assert (found.photos, found.alpha) == (3, measure(of_rows("1 2 3", "1 2 2")).alpha)


@pytest.mark.parametrize("seed", range(4))
def test_kappa_and_raw_agreement_are_those_of_another_implementation(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 4, 60)
    second = np.where(rng.random(60) < 0.7, first, rng.integers(0, 5, 60))
    (pair,) = measure(of_rows(" ".join(map(str, first)), " ".join(map(str, second)))).pairs
    assert pair.kappa.value == pytest.approx(cohen_kappa_score(first, second))
    assert pair.raw.value == pytest.approx(np.mean(first == second))
    assert width(pair.kappa) > 0
    assert (pair.kappa.low or 1) < cohen_kappa_score(first, second) < (pair.kappa.high or -1)


def test_a_pair_is_measured_on_the_photos_it_has_in_common() -> None:
    found = measure(of_rows("a b a . b", "a b b a .", ". . . a b"))
    told = {(pair.first, pair.second): pair.photos for pair in found.pairs}
    assert told == {
        ("person 0", "person 1"): 3, ("person 0", "person 2"): 1, ("person 1", "person 2"): 1
    }  # fmt: skip


def test_one_class_alone_has_full_raw_agreement_and_no_alpha() -> None:
    found = measure(of_rows("a " * 20, "a " * 20))
    assert found.raw.value == 1.0
    assert found.alpha.value is None
    assert found.pairs[0].kappa.value is None
    assert found.classes[0].confused is None


def test_one_labeller_and_nobody_give_no_numbers() -> None:
    for given, people in ((of_rows("a b a"), ("person 0",)), ([], ())):
        found = measure(given)
        nothing = agreement.Estimate(None)
        assert found == Agreement(0, 0, people, nothing, nothing, (), ())


def test_agreement_below_chance_is_negative() -> None:
    found = measure(of_rows("a b a b", "b a b a"))
    assert found.alpha.value is not None
    assert found.alpha.value < 0
    assert found.pairs[0].kappa.value == pytest.approx(-1.0)


def test_a_class_tells_what_it_is_confused_with() -> None:
    found = {each.label: each for each in measure(of_rows("a a a b c c", "a a b b c c")).classes}
    assert found["a"].agreement.value == pytest.approx(4 / 5)  # 2 o_aa / (n_a. + n_.a)
    assert (found["a"].photos, found["a"].confused, found["a"].times) == (3, "b", 1)
    assert (found["c"].agreement.value, found["c"].confused, found["c"].times) == (1.0, None, 0)


def test_the_interval_is_by_object_not_by_photo() -> None:
    """Twenty photos of each of twelve objects tell hardly more than one of each."""
    first = " ".join("ab"[at % 2] for at in range(12))
    second = " ".join("ba"[at % 2] if at < 3 else "ab"[at % 2] for at in range(12))
    one = measure(of_rows(first, second)).alpha
    many = measure(of_rows(" ".join([first] * 20), " ".join([second] * 20), things=12)).alpha
    assert width(many) > 0.8 * width(one)


def test_few_objects_give_no_interval() -> None:
    found = measure(of_rows("a b " * 20, "a b " * 19 + "b b", things=agreement.LEAST_OBJECTS - 1))
    assert found.alpha.value is not None
    assert found.alpha.low is None


def test_a_person_who_rates_a_photo_twice_is_refused() -> None:
    twice = [Rating("1", "o", ANNA, value) for value in "ab"]
    with pytest.raises(ValueError, match="rated 1 twice"):
        measure(twice)


def test_first_labels_and_blind_opinions_are_ratings(library: Library) -> None:
    labelled = added(library, 0, label="handcuffs", group="cuff")
    unclear = added(library, 1)
    (unclear,) = library.change(target(unclear), {"cannot_tell": True}, CARLA)
    opinions.say(library, labelled.sha256, "batons", BEN, labelled.version)
    opinions.say(library, unclear.sha256, None, BEN, unclear.version)
    assert set(ratings(library)) == {
        Rating(labelled.sha256, "cuff", ANNA, "handcuffs"),
        Rating(labelled.sha256, "cuff", BEN, "batons"),
        Rating(unclear.sha256, unclear.record.group, CARLA, CANNOT_TELL),
        Rating(unclear.sha256, unclear.record.group, BEN, CANNOT_TELL),
    }


def test_what_was_said_after_seeing_the_first_label_is_no_rating(library: Library) -> None:
    first, second, third = (added(library, seed, label="handcuffs") for seed in range(3))
    library.review(target(first), Verdict.ACCEPTED, BEN)
    library.review(target(second), Verdict.REJECTED, BEN, "a toy")
    library.label(target(third), "batons", BEN)
    assert {each.by for each in ratings(library)} == {ANNA}
    assert seen(library) == Seen(accepted=1, rejected=1, relabelled=1)


def test_a_blind_confirmation_is_a_rating_and_no_seen_review(library: Library) -> None:
    item = added(library, 0, label="handcuffs")
    opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    assert seen(library) == Seen(0, 0, 0)
    assert {each.by for each in ratings(library)} == {ANNA, BEN}


def test_a_label_that_was_taken_back_is_no_rating(library: Library) -> None:
    item = added(library, 0)
    library.label(target(item), "batons", ANNA)
    (item,) = library.undo(ANNA)
    library.label(target(item), "handcuffs", BEN)
    assert [(each.by, each.value) for each in ratings(library)] == [(BEN, "handcuffs")]


def test_a_name_written_in_two_ways_is_one_person(library: Library) -> None:
    one, other = added(library, 0), added(library, 1)
    library.label(target(one), "batons", ANNA)
    library.label(target(other), "batons", ANNA.upper())
    assert {each.by for each in ratings(library)} == {ANNA}


def test_no_disagreement_is_no_proof_and_gets_no_interval() -> None:
    found = measure(of_rows("a b " * 20, "a b " * 20))
    assert found.alpha == found.raw == agreement.Estimate(1.0)
    assert found.pairs[0].kappa == agreement.Estimate(1.0)


def test_measuring_tells_how_far_it_is() -> None:
    rated = [Rating(str(n), str(n), by, "x") for n in range(3) for by in ("a", "b", "c")]
    told: list[tuple[int, int]] = []
    measure(rated, progress=lambda at, of, name: told.append((at, of)))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]

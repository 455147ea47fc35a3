from __future__ import annotations

import numpy as np
import pytest

from evaluation.confusion import EXAMPLES, WORST, confusion
from evaluation.metrics import Share
from evaluation.predictions import Role
from tests.evaluation.made import LABELS, random_run, run
from tests.evaluation.standards import sklearn_metrics as sk

RNG = np.random.default_rng(0)
RUN = random_run(RNG, 500, skill=1.0, outside=0.3)
FOUND = confusion(RUN)


def test_the_part_inside_is_that_of_scikit_learn() -> None:
    answers = np.asarray(LABELS)[RUN.probabilities.argmax(axis=1)]
    inside = RUN.inside
    names = [*FOUND.columns[:-1], "other"]
    standard = sk.confusion_matrix(np.asarray(RUN.truth)[inside], answers[inside], labels=names)
    assert FOUND.counts[:4].tolist() == standard[:4].tolist()


def test_every_photo_stands_in_one_cell() -> None:
    assert FOUND.counts.sum() == len(RUN)
    assert FOUND.answered.sum() == len(RUN)
    assert FOUND.rows[4:] == ("near", "negative", "unknown_label", "none_of_these")
    assert FOUND.columns[4:] == ("none_of_these",)


def test_refused_photos_are_those_told_that_nothing_is_known() -> None:
    assert FOUND.refused.sum() == RUN.outcomes.count("unknown")
    assert (FOUND.refused <= FOUND.counts).all()
    assert FOUND.answered[:, -1].sum() == RUN.outcomes.count("unknown")


def test_rows_and_columns_of_labels_have_one_order() -> None:
    assert FOUND.rows[:4] == FOUND.columns[:4]
    assert sorted(FOUND.rows[:4]) == sorted(label for label in LABELS if label != "other")


def test_examples_are_photos_of_their_cell_with_the_most_confident_first() -> None:
    confidence = RUN.probabilities.max(axis=1)
    answers = np.asarray(LABELS)[RUN.probabilities.argmax(axis=1)]
    for (row, column), photos in FOUND.examples.items():
        assert len(photos) == min(EXAMPLES, FOUND.counts[row, column])
        said = {answers[at] for at in photos}
        assert said == {FOUND.columns[column].replace("none_of_these", "other")}
        if row < 4:
            assert {RUN.truth[at] for at in photos} == {FOUND.rows[row]}
        ranked = confidence[list(photos)]
        assert (np.diff(ranked) <= 0).all()
    assert set(FOUND.examples) == {tuple(cell) for cell in np.argwhere(FOUND.counts).tolist()}


def test_classes_that_are_taken_for_each_other_are_neighbours() -> None:
    chances = np.full((8, 5), 0.01)
    truth = ["handcuffs", "padlock", "stun_gun", "flashlight"] * 2
    alike = {"handcuffs": 3, "padlock": 0, "stun_gun": 2, "flashlight": 1}
    for at, label in enumerate(truth):
        chances[at, [LABELS.index(label), alike[label]]] = 0.6, 0.37
    rows = confusion(run(chances, truth)).rows[:4]
    assert {rows[:2], rows[2:]} & {("handcuffs", "padlock"), ("padlock", "handcuffs")}


def test_the_worst_pairs_come_most_frequent_first() -> None:
    chances = [[1, 9, 1, 1, 1]] * 3 + [[1, 1, 9, 1, 1], [9, 1, 1, 1, 1], [1, 1, 1, 1, 5]]
    truth = ["handcuffs"] * 4 + ["stun_gun", "stun_gun"]
    worst = confusion(run(chances, truth)).worst
    assert [(pair.truth, pair.answer, pair.share) for pair in worst] == [
        ("handcuffs", "stun_gun", Share(3, 4)),
        ("stun_gun", "handcuffs", Share(1, 2)),
        ("stun_gun", "none_of_these", Share(1, 2)),
        ("handcuffs", "flashlight", Share(1, 4)),
    ]
    assert worst[0].photos == (0, 1, 2)
    assert len(FOUND.worst) == WORST


def test_open_set_photos_are_no_worst_pair() -> None:
    found = confusion(run([[9, 1, 1, 1, 1]], ["zither"], roles=[Role.NEAR]))
    assert found.worst == ()
    row, column = found.rows.index("near"), found.columns.index("handcuffs")
    assert found.examples == {(row, column): (0,)}


@pytest.mark.parametrize("photos", [0, 1])
def test_few_photos_are_no_fault(photos: int) -> None:
    found = confusion(run([[9, 1, 1, 1, 1]] * photos, ["handcuffs"] * photos))
    assert found.counts.sum() == photos


def test_the_table_is_written_with_its_examples() -> None:
    written = FOUND.to_json()
    assert written["counts"] == FOUND.counts.tolist()
    assert written["examples"] == {f"{r},{c}": list(p) for (r, c), p in FOUND.examples.items()}

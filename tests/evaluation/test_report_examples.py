"""Example pictures: the telling ones, few and small, and where the model looked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluation.measures import Measures, measure
from evaluation.predictions import Predictions
from evaluation.report.examples import (
    IN_ALL,
    LISTED_PASSED,
    PAIR_SIDE,
    PER_CELL,
    PER_ERROR,
    SIDE,
    Examples,
    Picture,
    cell_place,
    gather,
    heat_of,
    plan,
)
from evaluation.report.page import report_html
from model.classifier import Classifier
from model.errors import PhotoError
from model.photo import Photo, encode_jpeg
from tests.conftest import textured
from tests.evaluation.made import random_run
from tests.evaluation.reports import DATE, catalogue, read

LABELS = (
    *("handcuffs", "thumb_cuffs", "leg_irons", "stun_gun", "shock_baton", "pepper_spray"),
    *("spray_can", "flashlight", "padlock", "walking_stick", "umbrella", "chair", "other"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pictures, one upright, one that is none."""
    made = tmp_path_factory.mktemp("photos")
    for at in range(7):
        (made / f"{at}.jpg").write_bytes(encode_jpeg(textured(320 if at else 90, 200, seed=at)))
    (made / "7.jpg").write_bytes(b"no picture")
    return made


@pytest.fixture(scope="module")
def table(folder: Path) -> Predictions:
    """A run with far more wrong pictures than can be shown."""
    wrong = random_run(np.random.default_rng(0), 900, labels=LABELS, skill=0.3, outside=0.2)
    return replace(wrong, paths=tuple(str(folder / f"{at % 8}.jpg") for at in range(900)))


@pytest.fixture(scope="module")
def measures(table: Predictions) -> Measures:
    return measure(table, catalogue())


@pytest.fixture(scope="module")
def examples(measures: Measures, table: Predictions) -> Examples:
    return gather(measures, table)


def test_pictures_are_few_and_small(
    measures: Measures, table: Predictions, examples: Examples
) -> None:
    html = report_html(measures, table, (), catalogue(), date=DATE, examples=examples)
    images = list(read(html).all("img"))
    places = sum(map(len, examples.places.values()))
    assert places + sum(map(len, examples.pairs)) == IN_ALL  # there is more than enough to show
    assert IN_ALL * 3 / 4 < len(images) <= IN_ALL  # an eighth of the files is no photo
    assert all(image.given["alt"] for image in images)
    sides = [
        max(Photo.from_bytes(its.jpeg, "thumbnail").pixels.shape)
        for its in examples.pictures.values()
        if its.jpeg
    ]
    assert (max(sides), SIDE, IN_ALL, PER_CELL) == (96, 96, 200, 6)
    assert len(html.encode()) < 3_000_000


def test_no_place_shows_more_than_a_row(measures: Measures) -> None:
    for place, positions in plan(measures, IN_ALL).items():
        assert len(positions) <= (PER_CELL if place.startswith("cell") else PER_ERROR)


def test_the_errors_that_matter_come_before_cells_and_wrong_cells_before_right_ones(
    measures: Measures,
) -> None:
    places = list(plan(measures, 10**6))
    cells = [place for place in places if place.startswith("cell")]
    assert places.index(LISTED_PASSED) < places.index(cells[0])
    diagonal = [cell_place(at, at) for at in range(len(LABELS) - 1)]
    right = [place in diagonal for place in cells]
    assert right == sorted(right)
    assert any(right)
    found = measures.confusion
    wrong = [tuple(map(int, place.split("-")[1:])) for place in cells if place not in diagonal]
    inside = [found.counts[cell] for cell in wrong if cell[0] < len(found.columns) - 1]
    assert inside == sorted(inside, reverse=True)


def test_photos_stand_in_their_own_cell(
    measures: Measures, table: Predictions, examples: Examples
) -> None:
    first = table.probabilities.argmax(axis=1)
    found = measures.confusion
    for row, column in found.examples:
        if row >= len(found.columns) - 1 or column == len(found.columns) - 1:
            continue
        for at in examples.places.get(cell_place(row, column), ()):
            assert table.truth[at] == found.rows[row]
            assert table.labels[first[at]] == found.columns[column]


def test_a_photo_that_is_gone_is_said_to_be_gone(
    measures: Measures, table: Predictions, examples: Examples
) -> None:
    gone = [at for at in examples.pictures if at % 8 == 7]
    assert gone
    reason = examples.pictures[gone[0]].reason
    assert reason.startswith("7.jpg")
    html = report_html(measures, table, (), catalogue(), date=DATE, examples=examples)
    assert reason in read(html).words


def test_photos_without_a_picture_are_named_or_counted(
    measures: Measures, table: Predictions, examples: Examples
) -> None:
    html = report_html(measures, table, (), catalogue(), date=DATE, examples=examples)
    found = measures.confusion
    groups = {node.given.get("id"): node for node in read(html).all("div")}
    for (row, column), _ in found.examples.items():
        its = groups[cell_place(row, column)]
        pictures = len(list(its.all("li")))
        rest = " ".join(node.words for node in its.all("p") if node.given["class"] == "files")
        more = re.search(r"and ([\d,]+) more", rest)
        named = rest.count(".jpg")
        counted = int(more[1].replace(",", "")) if more else 0
        assert pictures + named + counted == found.counts[row, column]


def test_no_more_pictures_than_asked_for(measures: Measures) -> None:
    assert sum(map(len, plan(measures, 5).values())) == 5
    assert plan(measures, 0) == {}


def test_worst_pairs_show_where_the_model_looked_for_both_classes(
    tiny_classifier: Classifier, folder: Path
) -> None:
    labels = tiny_classifier.card.labels
    made = random_run(np.random.default_rng(1), 60, labels=labels, skill=0.2)
    table = replace(made, paths=tuple(str(folder / f"{at % 8}.jpg") for at in range(60)))
    measures = measure(table, catalogue())
    pairs = gather(measures, table, heat_of(tiny_classifier)).pairs
    assert len(pairs) == len(measures.confusion.worst)
    whole = [(pair, its) for pair, its in zip(measures.confusion.worst, pairs, strict=True)]
    assert any(its[0].picture.reason for _, its in whole)  # no maps where there is no photo
    for pair, its in whole:
        words = [view.words for view in its]
        assert words[0] == "the picture"
        if its[0].picture.reason:
            assert not any(each.startswith("evidence") for each in words)
            continue
        called = "other" if pair.answer == "none_of_these" else pair.answer
        assert words[1:3] == [f"evidence for {pair.truth}", f"evidence for {called}"]
        shapes = {Photo.from_bytes(v.picture.jpeg, "view").pixels.shape for v in its[:3]}
        assert len(shapes) == 1
        assert max(shapes.pop()) <= PAIR_SIDE


def test_a_map_is_that_of_the_label_asked(tiny_classifier: Classifier, folder: Path) -> None:
    heat = heat_of(tiny_classifier)
    path = str(folder / "3.jpg")
    both = heat(path, ("handcuffs", "padlock"))
    (alone,) = heat(path, ("padlock",))
    assert not np.array_equal(both[0], both[1])
    np.testing.assert_array_equal(both[1], alone)
    assert both[0].dtype == np.uint8
    assert max(both[0].shape) == PAIR_SIDE
    with pytest.raises(PhotoError, match=r"7\.jpg"):
        heat(str(folder / "7.jpg"), ("padlock",))


def test_a_picture_is_a_file_or_a_reason() -> None:
    for jpeg, reason in ((b"", ""), (b"file", "reason")):
        with pytest.raises(ValueError, match="a file or the reason"):
            Picture(jpeg, reason)

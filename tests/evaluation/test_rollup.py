from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from catalogue.law import Status
from catalogue.load import Catalogue, load
from catalogue.ruling import Query
from evaluation.metrics import Share
from evaluation.predictions import Predictions, Role
from evaluation.rollup import LEVELS, Level, entry_buckets, level_buckets, roll_up
from tests.evaluation.made import LABELS, random_run, run

# Of the real catalogue: prohibited, controlled, depends, not listed.
CLASSES = ("leg_irons", "guillotine", "pepper_spray", "handcuffs", "impact_rounds", "flashlight")
ALL = (*CLASSES, "other")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def _run(*rows: tuple[str, str], roles: list[Role] | None = None) -> Predictions:
    """Photos as (truth, first answer)."""
    chances = [[9 if label == answer else 0.1 for label in ALL] for _, answer in rows]
    return run(chances, [truth for truth, _ in rows], labels=ALL, roles=roles)


def test_every_status_has_a_level() -> None:
    assert set(LEVELS) == set(Status)


def test_labels_stand_at_the_level_of_their_class(catalogue: Catalogue) -> None:
    found = level_buckets(_run(("handcuffs", "handcuffs")), catalogue)
    levels = [found.names[at] for at in found.of_label]
    assert [catalogue[label].status.value for label in CLASSES] == [
        "prohibited",
        "prohibited",
        "export_authorisation",
        "depends",
        "export_authorisation",
        "not_listed",
    ]
    assert levels == [
        "prohibited",
        "prohibited",
        "controlled",
        "depends",
        "controlled",
        "not_listed",
        "not_listed",
    ]


def test_labels_stand_at_the_entries_of_what_they_are_taken_for(catalogue: Catalogue) -> None:
    found = entry_buckets(_run(("handcuffs", "handcuffs")), catalogue)
    for label, at in zip(ALL, found.of_label, strict=True):
        keys = [entry.key for entry in catalogue[label].entries]
        assert found.names[at] == (" / ".join(keys) or "not_listed")
    assert "III 2.4 / III 2.6" in found.names  # a class under two entries


def test_entries_come_in_the_order_of_the_lists(catalogue: Catalogue) -> None:
    photos = [(label, "other") for label in catalogue.ids()]
    names = entry_buckets(_run(*photos), catalogue).names[: -len(Level)]
    order = [entry.key for entry in catalogue.entries]
    places = [order.index(name.split(" / ")[0]) for name in names]
    assert len(names) > 30
    assert places == sorted(places)


def test_probabilities_of_one_bucket_are_added_up(catalogue: Catalogue) -> None:
    given = random_run(np.random.default_rng(0), 50, labels=ALL)
    sums = level_buckets(given, catalogue).sums(given.probabilities)
    assert sums.sum(axis=1) == pytest.approx(np.ones(50))
    assert sums[:, 0] == pytest.approx(given.probabilities[:, :2].sum(axis=1))
    assert sums[:, 3] == pytest.approx(given.probabilities[:, 5:].sum(axis=1))


def test_two_prohibited_classes_together_outweigh_one_that_is_not(catalogue: Catalogue) -> None:
    chances = [[0.3, 0.3, 1e-6, 1e-6, 1e-6, 0.4, 1e-6]]
    found = roll_up(run(chances, ["leg_irons"], labels=ALL), catalogue)
    assert found.levels.top[1] == Share(1, 1)
    assert found.listed_passed_as_not_listed.share == Share(0, 1)


def test_the_errors_that_matter_are_counted_and_their_photos_named(catalogue: Catalogue) -> None:
    given = _run(
        ("leg_irons", "flashlight"),  # passed
        ("leg_irons", "pepper_spray"),  # wrong, yet still listed
        ("pepper_spray", "other"),  # passed
        ("handcuffs", "handcuffs"),
        ("flashlight", "guillotine"),  # called prohibited
        ("flashlight", "pepper_spray"),  # wrong, yet not prohibited
        ("other", "other"),
    )
    found = roll_up(given, catalogue)
    passed, called = found.listed_passed_as_not_listed, found.ordinary_called_prohibited
    assert (passed.share, set(passed.photos)) == (Share(2, 4), {0, 2})
    assert passed.by_level == {
        "prohibited": Share(1, 2),
        "controlled": Share(1, 1),
        "depends": Share(0, 1),
    }
    assert (called.share, called.photos) == (Share(1, 3), (4,))
    assert found.levels.top[1] == Share(2, 7)
    assert sum(map(sum, found.counts)) == 7


def test_the_most_confidently_wrong_photo_comes_first(catalogue: Catalogue) -> None:
    chances = np.full((3, len(ALL)), 0.01)
    chances[:, ALL.index("flashlight")] = 0.5, 0.9, 0.7
    chances[:, 0] = 0.4, 0.01, 0.2
    found = roll_up(run(chances, ["leg_irons"] * 3, labels=ALL), catalogue)
    assert found.listed_passed_as_not_listed.photos == (1, 2, 0)


def test_what_a_photo_shows_is_known_even_if_the_model_lacks_the_label(
    catalogue: Catalogue,
) -> None:
    """A prohibited good outside the labels, waved through, is the worst error of all."""
    given = _run(("thumb_cuffs", "flashlight"))
    assert "thumb_cuffs" not in given.labels
    found = roll_up(given, catalogue)
    assert found.listed_passed_as_not_listed.share == Share(1, 1)


def test_strange_labels_are_ordinary_by_their_role_or_left_out(catalogue: Catalogue) -> None:
    given = _run(
        ("zither", "guillotine"),
        ("zither", "guillotine"),
        ("zither", "guillotine"),
        roles=[Role.DATA, Role.NEAR, Role.NEGATIVE],
    )
    found = roll_up(given, catalogue)
    assert found.left_out == 1
    assert found.ordinary_called_prohibited.share == Share(2, 2)


def test_an_own_label_for_none_of_these_is_ordinary(catalogue: Catalogue) -> None:
    given = run(
        [[1, 9], [9, 1]],
        ["nothing"] * 2,
        labels=("guillotine", "nothing"),
        none_of_these=("nothing",),
    )
    found = roll_up(given, catalogue)
    assert found.levels.top[1] == Share(1, 2)
    assert found.ordinary_called_prohibited.share == Share(1, 2)


def test_a_label_that_no_law_is_known_of_is_no_pass(catalogue: Catalogue) -> None:
    given = run([[1, 9]], ["guillotine"], labels=("guillotine", "zither"), none_of_these=())
    found = roll_up(given, catalogue)
    assert found.listed_passed_as_not_listed.share == Share(0, 1)
    assert found.counts[0][list(Level).index(Level.NOT_IN_CATALOGUE)] == 1


def test_what_the_inspector_is_told_counts_apart(catalogue: Catalogue) -> None:
    told = ["look_alike", "unknown", "unsure", "recognised", "recognised", "unsure", "recognised"]
    truth = ["leg_irons"] * 4 + ["flashlight"] * 3
    answers = [
        "flashlight",
        "leg_irons",
        "flashlight",
        "flashlight",
        "guillotine",
        "guillotine",
        "flashlight",
    ]
    chances = [[9 if label == answer else 0.1 for label in ALL] for answer in answers]
    found = roll_up(run(chances, truth, labels=ALL, outcomes=told), catalogue)
    assert found.listed_told_harmless.share == Share(2, 4)
    assert set(found.listed_told_harmless.photos) == {0, 1}
    assert found.ordinary_told_prohibited.photos == (4,)


def test_another_place_is_asked_its_own_lists(catalogue: Catalogue) -> None:
    """Fewer goods are listed before the lists of 2025; the levels follow the question."""
    before = catalogue.asked(Query("EU", date(2019, 6, 1)))
    photos = [(label, "other") for label in catalogue.ids()]
    now, then = (
        roll_up(_run(*photos), its).listed_passed_as_not_listed.share for its in (catalogue, before)
    )
    assert then.of != now.of


def test_acts_that_share_a_key_are_told_apart(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = catalogue.entries
    own = catalogue["leg_irons"].entries[0]
    other = replace(own, instrument="Another act")
    monkeypatch.setattr(Catalogue, "entries", property(lambda _: (*entries, other)))
    found = entry_buckets(_run(("leg_irons", "other")), catalogue)
    assert f"{own.instrument} {own.key}" in found.names
    assert own.key not in found.names


def test_no_photos_are_no_fault() -> None:
    found = roll_up(run(np.zeros((0, 5)), [], labels=LABELS), load())
    assert found.levels.top[1] == Share(0, 0)
    assert found.listed_passed_as_not_listed.share == Share(0, 0)

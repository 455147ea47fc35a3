"""Every class the network knows has designs, and every design builds something of a true size."""

from __future__ import annotations

import numpy as np
import pytest

from catalogue.load import load
from datasets.studio import library
from datasets.studio.library import Design
from model.released import find
from model.runtime import OnnxNetwork

SMALLEST, LARGEST = 0.005, 12.0  # metres, the longest side of a thing; lorries are the longest
SEEDS = 3
FROM_MESHES = {"other"}  # everyday things come from a folder of meshes

TABLE = library.designs()
DESIGNS = [(c, design) for c, made in TABLE.items() for design in made]


def test_every_class_that_the_released_weights_know_has_at_least_two_designs() -> None:
    labels = OnnxNetwork.open(find(None)).card.labels
    few = {label for label in labels if len(TABLE.get(label, ())) < 2}
    assert few <= FROM_MESHES


def test_every_design_is_for_a_class_of_the_catalogue() -> None:
    assert set(library.designs(load().ids())) == set(TABLE)


def test_no_design_stands_under_two_classes() -> None:
    """The same shape would teach the network two names."""
    homes: dict[str, set[str]] = {}
    for class_id, design in DESIGNS:
        homes.setdefault(library.name_of(design), set()).add(class_id)
    assert {name: classes for name, classes in homes.items() if len(classes) > 1} == {}


def test_no_two_designs_of_a_class_share_a_name() -> None:
    for made in TABLE.values():
        names = [library.name_of(design) for design in made]
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("class_id", "design"), DESIGNS, ids=[f"{c}-{library.name_of(d)}" for c, d in DESIGNS]
)
def test_a_design_builds_finite_meshes_of_plausible_size(class_id: str, design: Design) -> None:
    for seed in range(SEEDS):
        parts = design(np.random.default_rng(seed))
        assert parts
        points = np.concatenate([np.asarray(part.mesh.vertices) for part in parts])
        assert np.isfinite(points).all()
        assert all(len(part.mesh.faces) > 0 for part in parts)
        assert SMALLEST < float(np.ptp(points, axis=0).max()) < LARGEST


@pytest.mark.parametrize("class_id", sorted(TABLE))
def test_a_design_is_the_same_for_the_same_seed(class_id: str) -> None:
    first, again = (TABLE[class_id][0](np.random.default_rng(9)) for _ in range(2))
    for one, other in zip(first, again, strict=True):
        assert one.material == other.material
        assert one.mesh.vertices == pytest.approx(other.mesh.vertices)

import time
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.studio.designs import (
    chairs,
    cutters,
    electric_chairs,
    everyday,
    everyday_devices,
    everyday_kitchen,
    everyday_tools,
    gas_chambers,
    guillotines,
    injection,
    instruments,
    medical,
    office_chairs,
    pressure_chambers,
    restraint_chairs,
    syringe_pumps,
)
from datasets.studio.library import Design, name_of
from datasets.studio.parts import Part

MODULES = (
    chairs,
    cutters,
    electric_chairs,
    everyday,
    everyday_devices,
    everyday_kitchen,
    everyday_tools,
    gas_chambers,
    guillotines,
    injection,
    instruments,
    medical,
    office_chairs,
    pressure_chambers,
    restraint_chairs,
    syringe_pumps,
)
# Longest side in metres that a thing of the class may have: sizes as sold or as in museums.
SIZES = {
    "guillotine": (0.2, 6.0),
    "electric_chair": (1.1, 2.6),
    "restraint_chair": (0.9, 2.0),
    "injection_system": (0.4, 2.0),
    "gas_chamber": (2.0, 5.0),
    "office_chair": (0.9, 1.6),
    "wheelchair": (0.8, 1.4),
    "dental_chair": (0.9, 2.3),
    "chair": (0.4, 1.2),
    "syringe_pump": (0.07, 2.1),
    "pressure_chamber": (0.5, 6.0),
    "string_instrument": (0.5, 1.4),
    "paper_cutter": (0.3, 1.6),
    "other": (0.03, 2.6),
}
SEEDS = (0, 1, 2)
CASES = [
    pytest.param(class_id, design, id=name_of(design))
    for module in MODULES
    for class_id, made in module.DESIGNS.items()
    for design in made
]


@cache
def _build(design: Design, seed: int) -> tuple[Part, ...]:
    return tuple(design(np.random.default_rng(seed)))


def _points(design: Design, seed: int) -> NDArray[np.float64]:
    return np.concatenate([np.asarray(part.mesh.vertices) for part in _build(design, seed)])


@pytest.mark.parametrize(("class_id", "design"), CASES)
def test_a_design_is_finite_and_as_large_as_the_real_thing(class_id: str, design: Design) -> None:
    low, high = SIZES[class_id]
    for seed in SEEDS:
        points = _points(design, seed)
        assert np.isfinite(points).all()
        assert low <= float(np.ptp(points, axis=0).max()) <= high


@pytest.mark.parametrize(("class_id", "design"), CASES)
def test_a_design_stands_on_the_ground_over_the_origin(class_id: str, design: Design) -> None:
    for seed in SEEDS:
        points = _points(design, seed)
        assert abs(points[:, 2].min()) < 1e-6
        assert np.abs(points[:, :2].min(0) + points[:, :2].max(0)).max() < 1e-6


@pytest.mark.parametrize(("class_id", "design"), CASES)
def test_a_design_stays_light_enough_to_render(class_id: str, design: Design) -> None:
    for seed in SEEDS:
        assert sum(len(part.mesh.faces) for part in _build(design, seed)) <= 60_000


@pytest.mark.parametrize(("class_id", "design"), CASES)
def test_the_same_seed_gives_the_same_thing_and_another_seed_another(
    class_id: str, design: Design
) -> None:
    first, again = _points(design, 0), design(np.random.default_rng(0))
    np.testing.assert_array_equal(first, np.concatenate([part.mesh.vertices for part in again]))
    looks = {
        (
            tuple(np.ptp(_points(design, seed), axis=0)),
            tuple(p.colour for p in _build(design, seed)),
        )
        for seed in SEEDS
    }
    assert len(looks) > 1


def test_designs_of_one_class_differ() -> None:
    by_class: dict[str, list[Design]] = {}
    for module in MODULES:
        for class_id, made in module.DESIGNS.items():
            by_class.setdefault(class_id, []).extend(made)
    assert set(by_class) == set(SIZES)
    for made in by_class.values():
        assert len(made) >= 2
        shapes = {tuple(np.ptp(_points(design, 0), axis=0).round(6)) for design in made}
        assert len(shapes) == len(made)


def test_building_a_design_takes_well_under_a_second() -> None:
    started = time.process_time()
    for case in CASES:
        design = case.values[1]
        assert callable(design)
        design(np.random.default_rng(9))
    assert (time.process_time() - started) / len(CASES) < 0.5

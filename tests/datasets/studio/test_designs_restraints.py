"""The restraints and their look-alikes have the sizes that the law and the trade know."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.studio.designs import (
    bicycle_locks,
    chains,
    fiddles,
    handcuffs,
    key_rings,
    leg_restraints,
    locks,
    shock_belts,
    support_belts,
    thumb_cuffs,
)
from datasets.studio.designs._forms import Design
from datasets.studio.designs._ratchet import (
    SWEEP,
    CuffForm,
    eyelet,
    inner_circumference,
    ratchet_cuff,
)
from datasets.studio.parts import Part

MODULES = (
    bicycle_locks,
    chains,
    fiddles,
    handcuffs,
    key_rings,
    leg_restraints,
    locks,
    shock_belts,
    support_belts,
    thumb_cuffs,
)
TABLE: dict[str, tuple[Design, ...]] = {c: d for m in MODULES for c, d in m.DESIGNS.items()}
ALL = [(c, d) for c, designs in TABLE.items() for d in designs]

# longest side of the box round the whole picture, metres
SIZES = {
    "handcuffs": (0.10, 0.55),
    "leg_cuffs": (0.25, 0.80),
    "leg_irons": (0.20, 0.90),
    "thumb_cuffs": (0.04, 0.25),
    "shock_belt": (0.12, 1.40),
    "shrews_fiddle": (0.30, 0.95),
    "support_belt": (0.22, 1.25),
    "padlock": (0.04, 0.50),
    "chain": (0.08, 1.20),
    "bicycle_lock": (0.10, 1.00),
    "lifting_shackle": (0.03, 0.60),
    "key_ring": (0.03, 0.40),
}
TRIANGLES = 75_000  # beyond this a render waits for its meshes


@cache
def built(design: Design, seed: int) -> tuple[Part, ...]:
    return tuple(design(np.random.default_rng(seed)))


def box(parts: tuple[Part, ...]) -> NDArray[np.float64]:
    boxes = np.array([part.mesh.bounds for part in parts])
    return np.stack([boxes[:, 0].min(0), boxes[:, 1].max(0)])


def test_every_class_of_the_table_has_at_least_two_designs() -> None:
    assert set(TABLE) == set(SIZES)
    assert all(len(designs) >= 2 for designs in TABLE.values())


@pytest.mark.parametrize(("class_id", "design"), ALL, ids=lambda v: getattr(v, "__name__", v))
@pytest.mark.parametrize("seed", [0, 1])
def test_a_design_is_finite_rests_on_the_ground_and_has_a_real_size(
    class_id: str, design: Design, seed: int
) -> None:
    parts = built(design, seed)
    assert all(np.isfinite(part.mesh.vertices).all() for part in parts)
    low, high = box(parts)
    smallest, largest = SIZES[class_id]
    assert smallest <= float((high - low).max()) <= largest
    assert abs(float(low[2])) < 0.002
    assert sum(len(part.mesh.faces) for part in parts) < TRIANGLES


@pytest.mark.parametrize(("class_id", "design"), ALL, ids=lambda v: getattr(v, "__name__", v))
def test_the_same_seed_gives_the_same_mesh_and_another_seed_another(
    class_id: str, design: Design
) -> None:
    first, again = built(design, 0), design(np.random.default_rng(0))
    assert [p.material for p in first] == [p.material for p in again]
    for one, two in zip(first, again, strict=True):
        assert np.array_equal(one.mesh.vertices, two.mesh.vertices)
        assert one.colour == two.colour
    assert not np.allclose(box(first), box(built(design, 1)), atol=1e-6)


@pytest.mark.parametrize("class_id", sorted(TABLE))
def test_designs_of_one_class_differ_from_each_other(class_id: str) -> None:
    boxes = [box(built(design, 0)) for design in TABLE[class_id]]
    for i, one in enumerate(boxes):
        assert all(not np.allclose(one, other, atol=1e-4) for other in boxes[i + 1 :])


@pytest.mark.parametrize("seed", range(6))
def test_handcuffs_keep_within_the_limits_of_ordinary_handcuffs(seed: int) -> None:
    """At most 165 mm at the last notch, at least 200 mm at the first, 150 to 280 mm overall."""
    form = handcuffs.draw_pair(np.random.default_rng(seed)).form
    assert inner_circumference(form, SWEEP) <= 0.165
    assert inner_circumference(form, 0.0) >= 0.200
    parts = ratchet_cuff(form, 0.0, ("steel", None), ("steel", None))
    _, hang = eyelet(form)
    one = max(part.mesh.bounds[1][1] for part in parts) - hang[1]
    chain = form.unit * 14.6 * 3  # the longest chain drawn
    assert 0.150 <= 2 * one + chain <= 0.280


@pytest.mark.parametrize("seed", range(6))
def test_leg_cuffs_stay_wider_than_any_ordinary_handcuff(seed: int) -> None:
    form, _, _ = leg_restraints._leg_form(np.random.default_rng(seed))
    assert inner_circumference(form, SWEEP) > 0.165


@pytest.mark.parametrize("seed", range(6))
def test_holes_of_ratchet_thumb_cuffs_measure_15_to_30_millimetres(seed: int) -> None:
    form, _ = thumb_cuffs._small_form(np.random.default_rng(seed))
    for closing in (0.0, SWEEP):
        assert 0.015 <= inner_circumference(form, closing) / np.pi <= 0.030


def test_a_cuff_narrows_from_notch_to_notch() -> None:
    sizes = [inner_circumference(CuffForm(), c) for c in np.linspace(0, SWEEP, 8)]
    assert all(a > b for a, b in pairwise(sizes))


def test_a_cuff_given_in_millimetres_is_refused() -> None:
    with pytest.raises(ValueError, match="give metres"):
        CuffForm(span=63.0)

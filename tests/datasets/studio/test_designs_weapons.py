from __future__ import annotations

import hashlib
import time

import numpy as np
import pytest
import trimesh

from datasets.studio import labels, library
from datasets.studio.designs import _forms
from datasets.studio.parts import Part

SEEDS = range(3)
# Longest side of one thing or a small group in metres: what is on sale, with room for straps.
SIZES: dict[str, tuple[float, float]] = {
    "pepper_spray": (0.06, 0.45),
    "stun_gun": (0.09, 0.4),
    "shock_baton": (0.3, 0.85),
    "spiked_baton": (0.35, 1.05),
    "multi_lash_whip": (0.3, 1.2),
    "shock_grabber": (0.6, 2.4),
    "plain_baton": (0.15, 1.2),
    "flashlight": (0.08, 0.5),
    "spray_can": (0.05, 1.1),
    "fire_extinguisher": (0.15, 0.8),
    "handheld_device": (0.1, 0.4),
    "shaver": (0.04, 0.35),
    "pistol": (0.1, 1.4),
    "power_tool": (0.14, 0.5),
    "walking_stick": (0.6, 2.0),
    "umbrella": (0.18, 1.5),
    "litter_picker": (0.55, 2.4),
    "single_whip": (0.3, 2.1),
    "duster": (0.25, 1.6),
    "massage_roller": (0.05, 0.8),
}
FOUND = library.designs()
TABLE = {c: FOUND[c] for c in SIZES}
EVERY = [pytest.param(c, d, id=f"{c}-{d.__name__}") for c, made in TABLE.items() for d in made]


def build(design: library.Design, seed: int) -> list[Part]:
    return design(np.random.default_rng(seed))


def corners(parts: list[Part]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.concatenate([np.asarray(part.mesh.vertices) for part in parts])


def digest(parts: list[Part]) -> str:
    return hashlib.sha256(corners(parts).round(9).tobytes()).hexdigest()


@pytest.mark.parametrize(("class_id", "design"), EVERY)
def test_a_design_has_real_sizes_and_stands_on_the_ground(
    class_id: str, design: library.Design
) -> None:
    low, high = SIZES[class_id]
    for seed in SEEDS:
        points = corners(build(design, seed))
        assert np.isfinite(points).all()
        assert low <= float(np.ptp(points, axis=0).max()) <= high
        assert abs(float(points[:, 2].min())) < 1e-6


@pytest.mark.parametrize(("class_id", "design"), EVERY)
def test_a_design_is_light_and_quick_to_build(class_id: str, design: library.Design) -> None:
    parts, times = [], []
    for seed in SEEDS:
        start = time.process_time()
        parts = build(design, seed)
        times.append(time.process_time() - start)
        assert sum(len(part.mesh.faces) for part in parts) < 60_000
    assert min(times) < 0.5, "twice over the budget even in the quickest of three"


@pytest.mark.parametrize(("class_id", "design"), EVERY)
def test_the_seed_alone_decides_the_mesh(class_id: str, design: library.Design) -> None:
    assert digest(build(design, 3)) == digest(build(design, 3))
    assert digest(build(design, 3)) != digest(build(design, 4))


@pytest.mark.parametrize(("class_id", "design"), EVERY)
def test_every_texture_has_coordinates_for_its_mesh(class_id: str, design: library.Design) -> None:
    for part in build(design, 1):
        if part.texture is not None:
            visual = part.mesh.visual
            assert isinstance(visual, trimesh.visual.TextureVisuals)
            assert np.asarray(visual.uv).shape == (len(part.mesh.vertices), 2)


@pytest.mark.parametrize("class_id", list(SIZES))
def test_a_class_has_several_designs_that_differ(class_id: str) -> None:
    made = TABLE[class_id]
    assert len(made) >= 3
    assert len({digest(build(design, 0)) for design in made}) == len(made)


def test_goods_have_no_more_designs_than_their_look_alikes_together() -> None:
    goods = list(SIZES)[:6]
    count = sum(len(TABLE[c]) for c in goods)
    assert sum(len(TABLE[c]) for c in SIZES if c not in goods) >= count


def test_an_irritant_spray_shows_a_printed_label() -> None:
    for design in TABLE["pepper_spray"]:
        drawn = [any(p.texture is not None for p in build(design, seed)) for seed in SEEDS]
        assert any(drawn), design.__name__


def front(picture: labels.Label) -> labels.Label:
    """Where the hazard word stands: the middle columns, the rows round 128."""
    return picture[84:172, 156:356]


@pytest.mark.parametrize("word", [w for w in labels.PEPPER_WORDS if w.isascii()])
def test_a_pepper_label_carries_the_ink_of_its_hazard_word(word: str) -> None:
    with_word = labels.pepper_label(np.random.default_rng(5), word)
    without = labels.pepper_label(np.random.default_rng(5), " ")
    changed = np.abs(with_word.astype(int) - without).sum(axis=2) > 60
    assert changed.any()
    assert front(np.repeat(changed[..., None], 3, axis=2).astype(np.uint8)).mean() > 0.03
    assert not changed[:60].any()
    assert not changed[:, :100].any()


def test_two_hazard_words_leave_different_ink() -> None:
    one = labels.pepper_label(np.random.default_rng(5), "PAVA")
    other = labels.pepper_label(np.random.default_rng(5), "GAZ POIVRE")
    assert (front(one) != front(other)).any()


@pytest.mark.parametrize(
    "draw",
    [
        labels.pepper_label,
        labels.can_label,
        labels.extinguisher_label,
        labels.voltage_label,
        labels.screen_label,
    ],
)
def test_a_label_is_a_writable_picture_that_varies_with_the_seed(
    draw: object,
) -> None:
    assert callable(draw)
    pictures = [draw(np.random.default_rng(seed)) for seed in range(4)]
    for picture in pictures:
        assert picture.dtype == np.uint8
        assert picture.ndim == 3
        assert picture.flags.writeable  # the renderer refuses read-only memory
        assert picture.std() > 20
    assert len({picture.tobytes() for picture in pictures}) > 1


def test_a_soft_bar_is_closed_and_has_the_size_asked_for() -> None:
    mesh = _forms.bar(0.05, 0.03, 0.12)
    assert mesh.is_watertight
    assert np.allclose(np.ptp(mesh.vertices, axis=0), (0.05, 0.03, 0.12), atol=1e-3)


def test_a_slab_is_closed_and_rounds_its_edges_inwards() -> None:
    mesh = _forms.slab([(0, 0), (0.1, 0), (0.1, 0.04), (0, 0.04)], 0.02, 0.003)
    assert mesh.is_watertight
    assert np.allclose(np.ptp(mesh.vertices, axis=0), (0.1, 0.02, 0.04))
    assert 0.9 < mesh.volume / (0.1 * 0.02 * 0.04) < 1.0


def test_a_strap_of_a_lying_thing_lies_flat_whatever_its_roll() -> None:
    strap = _forms.wrist_strap(np.random.default_rng(0), (0, 0, 0), 0.1)
    body = Part(_forms.bar(0.03, 0.03, 0.1), "plastic")
    for roll in (0.0, 90.0, 200.0):
        laid = _forms.lie([body, strap], roll)[1].mesh.vertices
        assert float(np.ptp(laid[:, 2])) < 0.02

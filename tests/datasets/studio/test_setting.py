from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np
import pytest

from datasets.studio import camera, geometry, keypoints, scene, setting, shapes
from datasets.studio.parts import Part
from datasets.studio.props import card, containers
from datasets.studio.props.samples import UnsuitableError
from model.card_plane import CardPlane
from tests.datasets.studio.conftest import bar

VIEW = scene.View(30, 40, fill=0.7)


def _rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def _block(x: float, y: float, z: float) -> list[Part]:
    return [Part(shapes.at(shapes.box(x, y, z), shapes.move(z=z / 2)), "plastic")]


def _low(parts: list[Part]) -> float:
    return min(float(part.mesh.bounds[0][2]) for part in parts)


def _placed(wanted: setting.Setting, seed: int = 0) -> setting.Placed:
    others = (partial(_same, _block(0.1, 0.05, 0.08)),)
    return setting.place(wanted, bar(_rng(seed)), VIEW, _rng(seed), bar, others)


def _same(parts: list[Part], rng: np.random.Generator) -> list[Part]:
    return parts


@pytest.mark.parametrize("wanted", setting.SETTINGS)
def test_a_setting_keeps_the_good_and_stands_above_the_ground(wanted: setting.Setting) -> None:
    for seed in range(3):
        placed = _placed(wanted, seed)
        everything = [*placed.subject, *placed.around, *placed.clear]
        assert _low(everything) >= -1e-9
        before = geometry.points([p.mesh for p in bar(_rng(seed))])
        after = geometry.points([p.mesh for p in placed.first])
        assert np.ptp(after, axis=0) == pytest.approx(np.ptp(before, axis=0))
        assert bool(placed.around or placed.clear) == (wanted not in ("alone", "white", "several"))


def test_several_of_a_kind_stand_apart() -> None:
    for seed in range(5):
        placed = _placed("several", seed)
        count = len(placed.subject) // 2  # a bar is two parts
        assert 2 <= count <= 5
        boxes = [part.mesh.bounds[:, :2] for part in placed.subject]
        for k, one in enumerate(boxes):
            for other in boxes[2 * (k // 2 + 1) :]:
                assert ((one[0] > other[1]) | (other[0] > one[1])).any()


def test_a_good_too_large_stands_alone() -> None:
    chair = _block(0.6, 0.6, 1.4)
    for wanted in setting.SETTINGS:
        kept = setting.suiting(wanted, chair, company=True)
        assert kept == (wanted if wanted in ("alone", "white") else "alone")
    assert setting.suiting("tray", _block(0.9, 0.1, 0.1), company=True) == "alone"
    assert setting.suiting("packed", _block(0.1, 0.1, 0.1), company=False) == "alone"
    assert setting.suiting("packed", _block(0.1, 0.1, 0.1), company=True) == "packed"


def test_settings_come_in_their_shares() -> None:
    rng = _rng(4)
    drawn = Counter(setting.random_setting(rng, grounded=True) for _ in range(4000))
    for name, share in setting.GROUNDED.items():
        assert drawn[name] / 4000 == pytest.approx(share / sum(setting.GROUNDED.values()), abs=0.02)
    cutouts = {setting.random_setting(rng, grounded=False) for _ in range(500)}
    assert cutouts == set(setting.CUTOUT)


def test_a_low_camera_is_raised_to_look_into_a_carton() -> None:
    low = scene.View(0, 12, fill=0.9)
    assert setting.suited(low, "carton").elevation == setting.LOOK_DOWN["carton"]
    assert setting.suited(low, "carton").fill < 0.9
    assert setting.suited(low, "alone") == low


def test_carton_and_tray_hold_the_whole_good() -> None:
    for make in (containers.carton, containers.tray):
        for seed in range(5):
            good = _block(0.3, 0.12, 0.05)
            made = make(good, _rng(seed))
            low, high = (made[0].mesh.bounds[k][:2] for k in (0, 1))
            assert (low < good[0].mesh.bounds[0][:2]).all()
            assert (high > good[0].mesh.bounds[1][:2]).all()
            assert _low(made) >= 0


def test_the_card_has_the_size_of_the_standard_and_lies_beside_the_good() -> None:
    for seed in range(8):
        good = _block(0.2, 0.05, 0.03)
        made, corners = card.card(good, _rng(seed))
        sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1) * 1000
        assert sorted(sides) == pytest.approx([53.98, 53.98, 85.6, 85.6], abs=1e-6)
        body = np.asarray(made[0].mesh.vertices)[:, :2]
        inside = (np.abs(body) < (0.1, 0.025)).all(axis=1)
        assert not inside.any()


def test_a_good_is_measured_from_the_keypoints_of_its_picture() -> None:
    """The card's corners and the ends of a flat thing, as told, give its length."""
    plate = _block(0.18, 0.02, 0.0008)  # as thick as the card, so that both lie in one plane
    for seed in range(6):
        placed = setting.place("card", plate, VIEW, _rng(seed), _plate)
        taken = camera.aim(placed.framed, scene.View(20 + 50 * seed, 50, fov=50, fill=0.9))
        told = keypoints.told(placed, taken, 1000)
        plane = CardPlane.from_corners(
            np.array(told["card"]), width=1000, height=1000, click_px=1.0
        )
        ends = np.array(told["span"])
        measured = plane.distance(ends[0], ends[1])
        assert measured.value_mm == pytest.approx(told["span_mm"], rel=0.03)
        assert measured.low_mm < told["span_mm"] < measured.high_mm


def _plate(rng: np.random.Generator) -> list[Part]:
    return _block(0.18, 0.02, 0.0008)


def test_a_setting_that_proves_impossible_leaves_the_good_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> list[Part]:
        raise UnsuitableError("no")

    monkeypatch.setattr("datasets.studio.props.covers.cover", refuse)
    placed = _placed("covered")
    assert (placed.setting, placed.around) == ("alone", [])
    assert _placed("tray").setting == "tray"

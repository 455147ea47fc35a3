from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from datasets.studio import geometry, shapes
from datasets.studio.designs._hand import hand as open_hand
from datasets.studio.parts import Part
from datasets.studio.props import fingers, grip, hand, samples
from datasets.studio.props.covers import silhouette
from datasets.studio.scene import View


def rod(radius: float, length: float) -> list[Part]:
    lying = shapes.at(shapes.cylinder(radius, length), shapes.turn(90, (0, 1, 0)))
    return [Part(shapes.at(lying, shapes.move(z=radius)), "wood")]


def block(x: float, y: float, z: float) -> list[Part]:
    return [Part(shapes.at(shapes.box(x, y, z), shapes.move(z=z / 2)), "plastic")]


def along_x(radius: float) -> np.ndarray:
    rng = np.random.default_rng(0)
    angle, x = rng.uniform(0, 2 * np.pi, 4000), rng.uniform(-0.06, 0.06, 4000)
    return np.stack([x, radius * np.cos(angle), radius * np.sin(angle)], axis=1)


@pytest.mark.parametrize("radius", [0.006, 0.016, 0.03])
def test_a_fist_goes_round_a_bar_and_stays_outside_it(radius: float) -> None:
    made, shift = fingers.fist(along_x(radius), np.random.default_rng(1))
    bar = along_x(radius) + shift
    assert (made.distance(bar) > -0.006).mean() > 0.97
    skin = made.mesh(0.005).vertices - shift
    far = np.linalg.norm(skin[:, 1:], axis=1)
    near = skin[(far < radius + 0.03) & (np.abs(skin[:, 0]) < 0.045)]
    turns = np.degrees(np.arctan2(near[:, 2], near[:, 1])) // 10
    assert len(np.unique(turns)) > 30  # of 36 directions from the bar


def test_fingers_close_further_on_a_thin_bar_than_on_a_thick_one() -> None:
    tips = []
    for radius in (0.008, 0.04):
        made, _ = fingers.fist(along_x(radius), np.random.default_rng(1))
        index = np.array([(bone.a, bone.b) for bone in made.bones[-15:-12]])
        way = np.diff(index, axis=1)[:, 0]
        first, last = way[0] / np.linalg.norm(way[0]), way[-1] / np.linalg.norm(way[-1])
        tips.append(float(np.degrees(np.arccos(first @ last))))
    assert tips[0] > tips[1] + 30


@pytest.mark.parametrize("thick", [0.002, 0.02, 0.055])
def test_a_pinch_has_the_plate_between_thumb_and_fingers(thick: float) -> None:
    made, frame = fingers.pinch(thick, 0.6, np.random.default_rng(2))
    up, origin = frame[:3, 2], frame[:3, 3]
    ends = np.array([bone.b for bone in made.bones])
    height = (ends - origin) @ up
    radius = np.array([bone.high for bone in made.bones])
    tips = [len(made.bones) - 15 + 3 * k + 2 for k in range(4)]
    for k in tips:  # below the plate and touching it
        assert height[k] + radius[k] == pytest.approx(-thick / 2, abs=0.004)
    assert height[-1] - radius[-1] == pytest.approx(thick / 2, abs=0.004)


def test_the_hand_is_as_large_as_a_mans() -> None:
    bones = open_hand(np.zeros((4, 3))).bones
    ends = np.array([(bone.a, bone.b) for bone in bones]).reshape(-1, 3)
    radius = np.array([(bone.low, bone.high) for bone in bones]).ravel()
    assert (ends[:, 2] + radius).max() == pytest.approx(0.19, abs=0.025)
    palm = ends[:12], radius[:12]
    width = (palm[0][:, 0] + palm[1]).max() - (palm[0][:, 0] - palm[1]).min()
    assert width == pytest.approx(0.085, abs=0.015)


@pytest.mark.parametrize(
    ("parts", "fits"),
    [
        (rod(0.015, 0.6), True),
        (rod(0.015, 1.4), False),
        (block(0.3, 0.2, 0.004), True),
        (block(0.12, 0.06, 0.03), True),
        (block(0.4, 0.4, 0.4), False),
        (rod(0.09, 0.5), False),
    ],
)
def test_what_a_hand_can_hold(parts: list[Part], fits: bool) -> None:
    assert hand.can_hold(parts) is fits
    if not fits:
        with pytest.raises(ValueError, match="ask can_hold first"):
            hand.held(parts, np.random.default_rng(0))


def test_a_hand_holds_the_object_where_it_is_and_changes_nothing() -> None:
    for parts in (rod(0.014, 0.5), block(0.28, 0.2, 0.006)):
        before = [part.mesh.vertices.copy() for part in parts]
        made = hand.held(parts, np.random.default_rng(3))
        assert all(
            (part.mesh.vertices == old).all() for part, old in zip(parts, before, strict=True)
        )
        thing = samples.on_surface(parts, np.random.default_rng(0), 4000)
        glove = geometry.points([part.mesh for part in made[:-1]])
        assert cKDTree(glove).query(thing)[0].min() < 0.003
        assert sum(len(part.mesh.faces) for part in made) < 20_000
        assert all(np.isfinite(part.mesh.vertices).all() for part in made)


def test_the_arm_runs_away_from_the_object() -> None:
    parts = rod(0.015, 0.5)
    for seed in range(4):
        *_, sleeve = hand.held(parts, np.random.default_rng(seed))
        off = np.hypot(sleeve.mesh.vertices[:, 1], sleeve.mesh.vertices[:, 2] - 0.015)
        assert off.max() > 0.2
        assert (off < 0.015).mean() < 0.02


def test_a_hand_that_knows_the_camera_hides_less() -> None:
    parts, view = rod(0.02, 0.3), View(azimuth=40, elevation=40)
    seen = silhouette(samples.on_surface(parts, np.random.default_rng(0), 20000), view)
    blind: list[float] = []
    knowing: list[float] = []
    for seed in range(8):
        for found, known in ((blind, None), (knowing, view)):
            made = hand.held(parts, np.random.default_rng(seed), known)
            found.append(seen.hidden(shapes.join(*[part.mesh for part in made])))
    assert np.mean(knowing) < np.mean(blind)
    assert max(knowing) < 0.6


def test_equal_seeds_give_equal_hands() -> None:
    first, again = (hand.held(rod(0.015, 0.4), np.random.default_rng(5)) for _ in range(2))
    other = hand.held(rod(0.015, 0.4), np.random.default_rng(6))
    assert all(
        (a.mesh.vertices == b.mesh.vertices).all() for a, b in zip(first, again, strict=True)
    )
    assert first[0].mesh.vertices.shape != other[0].mesh.vertices.shape or not np.allclose(
        first[0].mesh.vertices, other[0].mesh.vertices
    )


def test_bars_and_edges_say_what_they_allow() -> None:
    with pytest.raises(ValueError, match=r"allowed is 0\.004"):
        grip.Bar(np.eye(4), np.zeros((3, 3)), 0.2)
    with pytest.raises(ValueError, match=r"allowed is 0\.\.0\.06"):
        grip.Edge(np.eye(4), 0.1)


def test_a_thick_end_is_the_handle_more_often() -> None:
    club = shapes.join(
        shapes.at(shapes.cylinder(0.022, 0.25), shapes.turn(90, (0, 1, 0)), shapes.move(x=-0.2)),
        shapes.at(shapes.cylinder(0.009, 0.4), shapes.turn(90, (0, 1, 0)), shapes.move(x=0.12)),
    )
    parts = [Part(shapes.at(club, shapes.move(z=0.022)), "wood")]
    places = []
    for seed in range(12):
        glove, *_ = hand.held(parts, np.random.default_rng(seed))
        places.append(float(np.median(glove.mesh.vertices[:, 0])))
    assert sum(x < 0 for x in places) > sum(x > 0 for x in places)

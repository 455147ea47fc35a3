from __future__ import annotations

import numpy as np
import pytest

from datasets.studio import camera, ground, scene, sensor, shapes
from datasets.studio.parts import Part
from datasets.studio.render import Shot, shoot


def _cube(side: float = 0.1) -> list[Part]:
    return [Part(shapes.at(shapes.box(side, side, side), shapes.move(z=side / 2)), "plastic")]


def _corners(parts: list[Part]) -> scene.Points:
    return np.asarray(parts[0].mesh.vertices, dtype=np.float64)


@pytest.mark.parametrize("roll", [0.0, 40.0])
@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.2, -0.1)])
def test_a_projected_corner_lies_where_the_renderer_shows_it(
    roll: float, shift: tuple[float, float]
) -> None:
    parts, view = _cube(), scene.View(30, 35, fill=0.5, roll=roll, shift=shift)
    taken = shoot(Shot(parts, view), 200, 4, seed=1)
    seen = taken.camera.project(_corners(parts), 200)
    rows, columns = np.nonzero(taken.mask)
    assert seen[:, 0].min() == pytest.approx(columns.min(), abs=1.5)
    assert seen[:, 0].max() == pytest.approx(columns.max() + 1, abs=1.5)
    assert seen[:, 1].min() == pytest.approx(rows.min(), abs=1.5)
    assert seen[:, 1].max() == pytest.approx(rows.max() + 1, abs=1.5)


def test_what_lies_behind_the_camera_is_seen_nowhere() -> None:
    taken = camera.aim(_corners(_cube()), scene.View(0, 20))
    behind = taken.eye + (taken.eye - taken.target)
    assert np.isnan(taken.project(behind[None], 100)).all()


def test_the_mask_is_the_subject_and_not_what_stands_before_it() -> None:
    parts = _cube()
    screen = [Part(shapes.at(shapes.box(0.01, 0.1, 0.3), shapes.move(0.2, 0.05, 0.15)), "wood")]
    view = scene.View(0, 10, fill=0.6)
    on = ground.PLAIN
    free = shoot(Shot(parts, view, on), 96, 4, seed=1).mask
    hidden = shoot(Shot(parts, view, on, around=screen), 96, 4, seed=1).mask
    film = [Part(part.mesh, "film") for part in screen]
    clear = shoot(Shot(parts, view, on, clear=film), 96, 4, seed=1).mask
    assert 0.3 < hidden.sum() / free.sum() < 0.7
    assert not (hidden & ~free).any()
    assert (clear == free).all()


def test_depth_of_field_blurs_what_is_behind_and_leaves_the_focus_sharp() -> None:
    """A chequered wall far behind loses its squares; the object in focus keeps its edge."""
    chequer = np.indices((48, 48)).sum(0)[..., None] % 2 * np.full(3, 255)
    wall = shapes.at(shapes.label_panel(1.2, 1.2), shapes.move(y=0.15, z=0.3))
    around = [Part(wall, "paper", texture=chequer.astype(np.uint8))]
    view = scene.View(-90, 5, fill=0.5)
    sharp, soft = (
        shoot(Shot(_cube(), view, ground.PLAIN, around=around, lens=lens), 96, 32, seed=1)
        for lens in (camera.PINHOLE, camera.Lens(blur=0.1))
    )
    rows = slice(2, 20)  # above the cube, only wall
    contrast = [picture.pixels[rows, :, 1].astype(float).std() for picture in (sharp, soft)]
    assert contrast[1] < 0.6 * contrast[0]
    assert (sharp.mask == soft.mask).all()


@pytest.mark.parametrize(("direction", "axis"), [(0.0, 1), (90.0, 0)])
def test_shake_spreads_light_along_its_direction_only(direction: float, axis: int) -> None:
    dot = np.zeros((41, 41, 4), np.float32)
    dot[20, 20] = 1.0
    moved = sensor.shaken(dot, 0.25, direction)
    assert moved.sum() == pytest.approx(dot.sum(), rel=1e-4)
    along = (moved[..., 0].sum(axis=1 - axis) > 1e-3).sum()
    across = (moved[..., 0].sum(axis=axis) > 1e-2).sum()
    assert along == pytest.approx(0.25 * 41, abs=2)
    assert across == 1


def test_a_shake_shorter_than_a_pixel_changes_nothing() -> None:
    dot = np.zeros((5, 5, 4), np.float32)
    assert sensor.shaken(dot, 0.0, 0.0) is dot


def test_noise_has_the_strength_asked_for_and_grows_with_the_light() -> None:
    rng = np.random.default_rng(0)
    dark, grey, light = (
        sensor.noisy(np.full((200, 200, 3), level), 0.05, rng).std() for level in (0.0, 0.18, 0.9)
    )
    assert grey == pytest.approx(0.05, rel=0.05)
    assert dark < 0.6 * grey
    assert light > 1.5 * grey


def test_no_noise_leaves_the_light_as_it_was() -> None:
    level = np.full((4, 4, 3), 0.3)
    assert sensor.noisy(level, 0.0, np.random.default_rng(0)) is level


@pytest.mark.parametrize("wrong", [{"blur": 0.3}, {"shake": -0.1}, {"noise": 1.0}])
def test_a_lens_out_of_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="lens"):
        camera.Lens(**wrong)


def test_lenses_are_mostly_sharp_and_all_in_range() -> None:
    lenses = [camera.random_lens(np.random.default_rng(seed)) for seed in range(300)]
    assert 0.6 < np.mean([lens.blur == 0 for lens in lenses]) < 0.8
    assert 0.65 < np.mean([lens.shake == 0 for lens in lenses]) < 0.85
    assert all(lens.noise > 0 for lens in lenses)


def test_a_lone_bright_pixel_is_dimmed_and_a_highlight_of_two_stays() -> None:
    linear = np.full((9, 9, 4), 0.2, np.float32)
    linear[2, 2, :3] = 50.0
    linear[6, 5:7, :3] = 3.0
    seen = sensor.without_fireflies(linear)
    assert seen[2, 2, :3] == pytest.approx(0.2)
    assert seen[6, 5:7, :3] == pytest.approx(3.0)
    assert (
        np.delete(seen.reshape(81, 4), 20, axis=0) == np.delete(linear.reshape(81, 4), 20, 0)
    ).all()

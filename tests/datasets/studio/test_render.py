from __future__ import annotations

import mitsuba as mi
import numpy as np
import pytest

from datasets.studio import ground, light, scene, shapes, tone
from datasets.studio.parts import MATERIALS, Part
from datasets.studio.render import VARIANT, _loaded, render

SIZE, SAMPLES = 48, 8
VIEW = scene.View(azimuth=30, elevation=35)


def test_a_cutout_shows_the_object_and_nothing_else(parts: list[Part]) -> None:
    picture = render(parts, VIEW, SIZE, SAMPLES)
    assert picture.shape == (SIZE, SIZE, 4)
    assert picture.dtype == np.uint8
    alpha = picture[..., 3]
    assert (alpha[[0, -1]] == 0).all()
    assert (alpha[:, [0, -1]] == 0).all()
    assert 0.03 < (alpha > 250).mean() < 0.9
    assert picture[alpha > 250][:, :3].std() > 5


def test_the_object_takes_the_share_of_the_frame_it_was_asked_to(parts: list[Part]) -> None:
    for fill in (0.6, 0.9):
        seen = render(parts, scene.View(70, 40, fill=fill), 96, 4)[..., 3] > 128
        rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        share = max(np.ptp(rows), np.ptp(columns)) / 96
        assert share == pytest.approx(fill, abs=0.05)
        assert (rows[0] + rows[-1]) / 2 == pytest.approx(48, abs=4)


def test_equal_arguments_give_equal_bytes_and_another_seed_does_not(parts: list[Part]) -> None:
    first, again = (render(parts, VIEW, SIZE, SAMPLES, seed=5) for _ in range(2))
    other = render(parts, VIEW, SIZE, SAMPLES, seed=6)
    assert (first == again).all()
    assert (first != other).any()


def test_shapes_keep_the_order_they_are_given_in() -> None:
    """Merged by Mitsuba they stood in the order of memory addresses, and the noise with them."""
    mi.set_variant(VARIANT)
    grey = mi.load_dict({"type": "diffuse"})
    names = [f"part{i}" for i in range(4)]
    world: dict[str, object] = {"type": "scene"}
    world |= {name: {"type": "cube", "bsdf": grey} for name in names}
    loaded = _loaded(world)
    assert [shape.id() for shape in loaded.shapes()] == names


def test_a_grounded_picture_is_opaque_and_the_object_darkens_the_ground_below_it() -> None:
    block = [Part(shapes.at(shapes.box(0.1, 0.1, 0.05), shapes.move(z=0.05)), "rubber")]
    on = ground.Ground("paper", (0.7, 0.7, 0.7), (0.5, 0.5, 0.5))
    lit = light.Light(("overhead",), share=0.3, warmth=0.0, seed=3)
    view = scene.View(azimuth=0, elevation=60, fill=0.6)
    picture = render(block, view, SIZE, 16, on=on, lit=lit)
    assert (picture[..., 3] == 255).all()
    cutout = render(block, view, SIZE, 4)[..., 3] > 0
    level = np.where(cutout, np.nan, picture[..., 1].astype(float))
    low = np.flatnonzero(cutout.any(1))[-1]
    shadow, corner = np.nanmean(level[low - 6 : low + 4, 12:36]), np.nanmean(level[40:, :6])
    assert shadow < corner - 5


@pytest.mark.parametrize("material", MATERIALS)
def test_every_material_renders_something_that_can_be_seen(material: str) -> None:
    mesh = shapes.join(shapes.sphere(0.05, 2), shapes.at(shapes.box(0.08, 0.08, 0.04)))
    for seed in range(2):
        picture = render([Part(mesh, material)], VIEW, 32, 8, seed=seed)  # type: ignore[arg-type]
        assert (picture[..., 3] > 10).mean() > 0.3
        assert picture[..., :3][picture[..., 3] > 10].max() > 8


def test_a_printed_label_stands_upright() -> None:
    texture = np.zeros((32, 32, 3), np.uint8)
    texture[:16, :16] = (255, 0, 0)  # red at the top left, black elsewhere
    texture.flags.writeable = False
    panel = [Part(shapes.label_panel(0.1, 0.1), "paper", texture=texture)]
    picture = render(panel, scene.View(azimuth=-90, elevation=0, fill=0.9), SIZE, 16).astype(int)
    red = picture[..., 0] - picture[..., 1]
    quarters = [red[8:22, 8:22], red[8:22, 26:40], red[26:40, 8:22], red[26:40, 26:40]]
    assert int(np.argmax([quarter.mean() for quarter in quarters])) == 0
    assert quarters[0].mean() > 40


def test_a_glow_outshines_paper() -> None:
    glow, paper = (
        render([Part(shapes.sphere(0.02, 2), m)], VIEW, 32, 8)[14:18, 14:18, :3].mean()
        for m in ("glow", "leather")
    )
    assert glow > paper + 40


def test_values_that_are_not_finite_are_refused() -> None:
    broken = np.full((4, 4, 4), np.nan, np.float32)
    with pytest.raises(ValueError, match="not finite"):
        tone.develop(broken, tone.NEUTRAL)


def test_tipping_lays_small_things_down_and_leaves_furniture_standing() -> None:
    for length, tips in ((0.3, True), (1.8, False)):
        post = [Part(shapes.at(shapes.cylinder(0.02, length), shapes.move(z=length / 2)), "wood")]
        heights = []
        for seed in range(8):
            stood = scene.stand(post, np.random.default_rng(seed), tip=True, azimuth=0.0)
            assert stood[0].mesh.bounds[0][2] == pytest.approx(0, abs=1e-9)
            heights.append(stood[0].mesh.extents[2])
        assert (min(heights) < 0.5 * length) == tips


def test_a_tall_thing_is_seen_from_a_persons_height_and_not_from_behind() -> None:
    arrow = shapes.join(
        shapes.at(shapes.cylinder(0.02, 1.8), shapes.move(z=0.9)),
        shapes.at(shapes.box(0.02, 0.4, 0.02), shapes.move(y=-0.2, z=1.0)),  # points to the front
    )
    for seed in range(12):
        view = scene.random_view(np.random.default_rng(seed))
        post = [Part(arrow, "wood")]
        stood = scene.stand(post, np.random.default_rng(seed), tip=True, azimuth=view.azimuth)
        assert -3 <= scene.eye_level(view, post).elevation <= 35
        flat = stood[0].mesh.vertices[:, :2]
        tip = flat[np.argmax(np.linalg.norm(flat, axis=1))]
        ahead = np.degrees(np.arctan2(tip[1], tip[0])) - view.azimuth
        assert abs((ahead + 180) % 360 - 180) <= scene.SIDEWAYS + 5


def test_a_small_thing_may_be_seen_from_the_top() -> None:
    cube = [Part(shapes.box(0.1, 0.1, 0.1), "wood")]
    view = scene.View(azimuth=0.0, elevation=85.0)
    assert scene.eye_level(view, cube) == view

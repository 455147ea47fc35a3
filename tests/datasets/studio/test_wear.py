from __future__ import annotations

from dataclasses import fields, replace

import drjit as dr
import mitsuba as mi
import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.studio import geometry, marks, shapes, wear
from datasets.studio.habits import HABITS, PRINT, Habit
from datasets.studio.materials import Palette
from datasets.studio.parts import MATERIALS, Part
from datasets.studio.surfaces import DUST
from datasets.studio.wear import NEW, Maps, Wear, random_wear

KINDS = tuple(field.name for field in fields(Wear))
SIZE = 128
# What a person would say of each material; habits.py has to agree.
CLOTH = {"textile", "webbing", "rope", "foam", "skin_glove"}
SHOWS = {
    "rust": {"steel", "dark_steel", "chrome", "painted_metal"},
    "fingerprints": {
        *{"steel", "dark_steel", "brass", "aluminium", "chrome", "foil"},
        *{"plastic", "matte_plastic", "painted_metal", "painted_wood", "glass", "screen"},
    },
    "fading": CLOTH
    | {"leather", "rubber", "plastic", "matte_plastic", "paper"}
    | {"wood", "painted_wood", "painted_metal"},
    "stains": CLOTH
    | {"leather", "rubber", "matte_plastic", "paper", "wood", "painted_wood"}
    | {"glass", "brass", "aluminium"},
    "dust": set(MATERIALS) - {"liquid", "glow", "film"},
    "scratches": set(MATERIALS)
    - {"liquid", "glow", "film", "rust", "textile", "webbing", "rope", "foam"},
}


def only(kind: str, amount: float = 1.0) -> Wear:
    return replace(NEW, **{kind: amount})


def new_maps(level: float = 0.3, metallic: float = 0.0) -> Maps:
    return wear.maps(np.full((SIZE, SIZE, 3), level, np.float32), 0.3, metallic)


def place(seed: int = 0, span: float = 0.1) -> marks.Place:
    return marks.Marks(np.random.default_rng(seed), SIZE).place((SIZE, SIZE), span)


def after(material: str, worn: Wear, new: Maps | None = None, seed: int = 0) -> Maps:
    return wear.aged(new or new_maps(), HABITS[material], worn, place(seed))  # type: ignore[index]


def differ(one: Maps, other: Maps) -> bool:
    return any(
        not np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Maps)
    )


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_an_amount_of_wear_outside_its_range_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"rust .* allowed is 0"):
        only("rust", value)


def test_a_habit_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="each lies in"):
        Habit(dust=1.5)
    with pytest.raises(ValueError, match="each channel"):
        Habit(under=(0.1, 0.2, 3.0))


def test_most_things_are_a_little_used_and_some_new_or_badly_worn() -> None:
    drawn = [random_wear(np.random.default_rng(seed)) for seed in range(400)]
    worst = np.array([max(getattr(one, kind) for kind in KINDS) for one in drawn])
    assert 0.1 < np.mean([one == NEW for one in drawn]) < 0.2
    assert 0.08 < (worst > 0.6).mean() < 0.25
    assert ((worst > 0) & (worst <= 0.6)).mean() > 0.5
    assert random_wear(np.random.default_rng(3)) == drawn[3]


def test_every_material_has_a_habit() -> None:
    assert set(HABITS) == set(MATERIALS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_wear_shows_on_its_materials_and_on_no_other(kind: str) -> None:
    new = new_maps()
    changed = {m for m in MATERIALS if differ(after(m, only(kind), new), new)}
    assert changed == SHOWS[kind]


@pytest.mark.parametrize("material", MATERIALS)
def test_nothing_changes_without_wear_and_all_values_stay_in_range_with_it(material: str) -> None:
    new = new_maps(0.02, metallic=1.0)
    assert after(material, NEW, new) is new
    for seed in range(2):
        worn = after(material, Wear(1.0, 1.0, 1.0, 1.0, 1.0, 1.0), new, seed)
        for field in fields(Maps):
            values = getattr(worn, field.name)
            assert values.dtype == np.float32
            assert values.shape[:2] == (SIZE, SIZE)
            assert values.min() >= 0  # a comparison with NaN is false, so this finds it too
            assert values.max() <= 1 + 1e-5


def test_equal_seeds_give_equal_wear_and_others_do_not() -> None:
    worn = Wear(0.5, 0.5, 0.5, 0.5, 0.5, 0.5)
    assert not differ(after("painted_metal", worn), after("painted_metal", worn))
    assert differ(after("painted_metal", worn), after("painted_metal", worn, seed=1))


def test_surfaces_of_one_picture_see_the_marks_in_different_places() -> None:
    shared = marks.Marks(np.random.default_rng(0), SIZE)
    first, second = (
        wear.aged(new_maps(), HABITS["steel"], only("rust"), shared.place((SIZE, SIZE), 0.1))
        for _ in range(2)
    )
    assert differ(first, second)


def test_rust_reddens_and_roughens_and_there_is_more_of_it_with_more_wear() -> None:
    shares = []
    for amount in (0.2, 0.5, 1.0):
        worn = after("steel", only("rust", amount), new_maps(0.6, metallic=1.0))
        rusty = worn.roughness > 0.75
        shares.append(rusty.mean())
        assert (worn.colour[rusty][:, 0] > 1.3 * worn.colour[rusty][:, 2]).mean() > 0.9
    assert 0.01 < shares[0] < shares[1] < shares[2] < 0.9


def test_deep_scratches_in_painted_metal_bare_the_metal_and_in_plastic_do_not() -> None:
    painted = after("painted_metal", only("scratches"))
    bare = painted.metallic > 0.9
    assert 0.01 < bare.mean() < 0.3
    assert np.ptp(painted.colour[bare], axis=1).max() < 0.05  # grey, whatever the paint was
    plastic = after("plastic", only("scratches"), new_maps(0.02))
    assert plastic.metallic.max() == 0
    assert plastic.colour.max() > 0.06  # lines lighter than the black they are in
    assert (plastic.roughness != 0.3).any()


def test_finger_marks_dull_what_shines_more_than_they_colour_it() -> None:
    new = new_maps(0.3)
    worn = after("screen", only("fingerprints"), new)
    roughened = (worn.roughness - new.roughness).max()
    assert roughened > 0.1
    assert roughened > 2 * np.abs(worn.colour - new.colour).max()
    assert (worn.roughness >= new.roughness - 1e-6).all()


def test_ridges_show_where_the_maps_are_fine_enough() -> None:
    fine, coarse = (
        marks.prints(np.random.default_rng(2), 256, mm, hands=3) for mm in (50.0, 400.0)
    )
    bent = [np.abs(np.diff(m, 2, axis=0))[m[1:-1] > 0.2].mean() for m in (fine, coarse)]
    assert bent[0] > 0.1  # up and down again within some px
    assert (fine > 0.2).mean() > 5 * (coarse > 0.2).mean()


def test_dust_brings_every_colour_nearer_to_its_own() -> None:
    for level in (0.02, 0.8):
        new = new_maps(level)
        worn = after("rubber", only("dust"), new)
        far = [np.abs(maps.colour - np.asarray(DUST)).mean() for maps in (new, worn)]
        assert far[1] < 0.8 * far[0]
        assert worn.roughness.mean() > new.roughness.mean() + 0.1


def test_stains_darken_pale_cloth_in_spots_and_tarnish_dims_all_of_the_brass() -> None:
    cloth = after("textile", only("stains"), new_maps(0.6))
    dark = cloth.colour.mean(axis=2) < 0.5
    assert 0.02 < dark.mean() < 0.9
    brass = after("brass", only("stains"), new_maps(0.6, metallic=1.0))
    assert (brass.colour.mean(axis=2) < 0.55).mean() > 0.9


def test_fading_lightens_dark_cloth_and_takes_its_colour() -> None:
    blue = wear.maps(np.full((SIZE, SIZE, 3), (0.02, 0.04, 0.3), np.float32), 0.9, 0.0)
    worn = after("textile", only("fading"), blue)
    assert worn.colour[..., 0].mean() > 0.04
    share = [m.colour[..., 2].mean() / m.colour.mean() for m in (blue, worn)]
    assert share[1] < 0.9 * share[0]


def test_a_scuffed_label_loses_print_and_rust_leaves_it_alone() -> None:
    label = np.full((96, 160, 3), (200, 20, 20), np.uint8)
    label.flags.writeable = False
    at = marks.Marks(np.random.default_rng(1), SIZE).place((96, 160), 0.05)
    worn = wear.scuffed(label, only("scratches"), at)
    assert worn.shape == label.shape
    assert worn.dtype == np.uint8
    assert (worn[..., 1] > 120).mean() > 0.01  # holes down to pale paper
    assert (worn[..., 0] > 1.4 * worn[..., 1]).mean() > 0.5  # most of it is still red
    same = wear.scuffed(label, Wear(0, 0, 1, 0, 1, 0), at)
    assert np.abs(same.astype(int) - label).max() <= 1
    assert PRINT.rust == PRINT.fingerprints == 0


def test_every_mask_repeats_without_a_seam() -> None:
    rng = np.random.default_rng(4)
    masks = {
        "noise": marks.noise(rng, 256, 1.3),
        "ragged": marks.ragged(rng, 256),
        "flakes": marks.flakes(rng, 256),
        "lines": marks.lines(rng, 256, 200, 40.0),
        "prints": marks.prints(rng, 256, 120.0, 8),
        "blots": marks.blots(rng, 256, 50.0, 8),
        "folds": marks.folds(rng, 256),
        "settled": marks.settled(rng, 256),
    }
    for name, mask in masks.items():
        for axis in (0, 1):
            step = np.abs(mask - np.roll(mask, 1, axis)).mean(axis=1 - axis)
            assert step[0] < 4 * step[1:].mean() + 1e-6, f"{name} breaks along axis {axis}"


def shot(parts: list[Part], palette: Palette) -> NDArray[np.float32]:
    """A small picture of the parts under an even sky."""
    world = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": 3},
        "sky": {"type": "constant"},
        "sensor": {
            "type": "perspective",
            "fov": 30,
            "to_world": mi.ScalarTransform4f().look_at([0.2, -0.3, 0.2], [0, 0, 0], [0, 0, 1]),
            "film": {"type": "hdrfilm", "width": 32, "height": 32, "pixel_format": "rgb"},
            "sampler": {"type": "independent", "sample_count": 8},
        },
    }
    for i, part in enumerate(parts):
        surface = palette.bsdf(part)
        pieces = [geometry.corners(part.mesh, part.smooth, palette.tile(part.material))]
        world[f"part{i}"] = geometry.shape(pieces, surface)
    return np.array(mi.render(mi.load_dict(world), seed=mi.UInt32(0)))


def sample() -> list[Part]:
    label = np.full((32, 64, 3), (30, 60, 160), np.uint8)
    return [
        Part(shapes.at(shapes.box(0.1, 0.06, 0.04)), "painted_metal"),
        Part(shapes.at(shapes.sphere(0.03, 2), shapes.move(z=0.04)), "glass"),
        Part(shapes.at(shapes.cylinder(0.01, 0.08), shapes.move(x=0.06)), "leather"),
        Part(
            shapes.at(shapes.label_panel(0.05, 0.03), shapes.move(y=-0.031)), "paper", None, label
        ),
    ]


@pytest.fixture(autouse=True)
def scalar() -> None:
    mi.set_variant("scalar_rgb")
    dr.set_thread_count(1)  # several threads add up their blocks in any order


def test_new_things_look_as_they_did_before_there_was_wear() -> None:
    plain = shot(sample(), Palette(np.random.default_rng(5)))
    new = shot(sample(), Palette(np.random.default_rng(5), wear=NEW))
    worn = shot(
        sample(), Palette(np.random.default_rng(5), wear=Wear(0.5, 0.5, 0.5, 0.5, 0.5, 0.5))
    )
    assert (plain == new).all()
    assert (plain != worn).any()


def test_wear_draws_from_a_generator_of_its_own() -> None:
    """So colours, gloss and tiles of a worn thing are those of the same thing when new."""
    states = []
    for worn in (NEW, Wear(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)):
        rng = np.random.default_rng(5)
        shot(sample(), Palette(rng, wear=worn))
        states.append(rng.bit_generator.state)
    assert states[0] == states[1]


@pytest.mark.parametrize("material", MATERIALS)
def test_every_worn_material_renders_finite_values(material: str) -> None:
    parts = [Part(shapes.box(0.1, 0.08, 0.06), material)]  # type: ignore[arg-type]
    worn = Palette(np.random.default_rng(1), wear=Wear(0.7, 0.7, 0.7, 0.7, 0.7, 0.7))
    picture = shot(parts, worn)
    assert np.isfinite(picture).all()
    new = shot(parts, Palette(np.random.default_rng(1)))
    assert (picture != new).any() == (material not in {"liquid", "glow", "film"})


def test_finer_worn_maps_may_be_asked_for() -> None:
    worn = Wear(0.7, 0.7, 0.7, 0.7, 0.7, 0.7)
    coarse, fine = (
        shot(sample(), Palette(np.random.default_rng(1), wear=worn, worn_size=size))
        for size in (256, 512)
    )
    assert np.isfinite(fine).all()
    assert (coarse != fine).any()

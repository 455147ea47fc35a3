from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.spatial import cKDTree

from datasets.studio import geometry, light, shapes
from datasets.studio.parts import Part
from datasets.studio.props import covers, drape, films, heights, samples, veil
from datasets.studio.render import Shot, shoot
from datasets.studio.scene import View
from tests.datasets.studio.conftest import bar, ring

SIZES = (12, 40)
SHEETS: dict[str, Callable[..., list[Part]]] = {
    "blanket": drape.blanket,
    "wrap": films.wrap,
    "bag": films.bag,
    "cover": covers.cover,
}


def height_at(part: Part, places: np.ndarray) -> np.ndarray:
    """Heights of a sheet at places (N, 2): of the nearest of its points, seen from above."""
    nearest = cKDTree(part.mesh.vertices[:, :2]).query(places)[1]
    return np.asarray(part.mesh.vertices[nearest, 2])


@pytest.fixture
def lying() -> list[Part]:
    return bar(np.random.default_rng(0))


def test_a_taut_string_spans_hollows_and_rests_on_peaks() -> None:
    line = np.arange(7.0)
    floor = np.array([0, 0, 3.0, 0, 1.0, 0, 0])
    expected = [0, 1.5, 3, 2.25, 1.5, 0.75, 0]
    np.testing.assert_allclose(heights.taut(line, floor), expected)


@pytest.mark.parametrize("size", SIZES)
def test_a_stretched_sheet_is_a_membrane_over_an_obstacle(size: int) -> None:
    floor = np.full((size, size), -np.inf)
    floor[size // 2, size // 2] = 0.1
    sheet = heights.stretched(floor, 0.0)
    assert sheet[size // 2, size // 2] == pytest.approx(0.1)
    assert (sheet[[0, -1]] == 0).all()
    assert (sheet[:, [0, -1]] == 0).all()
    assert (sheet >= 0).all()
    mean = (sheet[:-2, 1:-1] + sheet[2:, 1:-1] + sheet[1:-1, :-2] + sheet[1:-1, 2:]) / 4
    off = np.abs(mean - sheet[1:-1, 1:-1])
    off[size // 2 - 1, size // 2 - 1] = 0.0  # where the obstacle lifts it
    assert off.max() < 5e-4


def test_points_lie_on_the_surface_evenly_by_area() -> None:
    small, large = shapes.box(0.1, 0.1, 1e-6), shapes.at(shapes.box(0.2, 0.2, 1e-6), shapes.move(1))
    points = samples.on_surface(
        [Part(small, "wood"), Part(large, "wood")], np.random.default_rng(0), 20000
    )
    assert (points[:, 0] > 0.5).mean() == pytest.approx(0.8, abs=0.02)
    assert np.abs(points[:, 2]).max() < 1e-6
    with pytest.raises(ValueError, match="at least one face with an area"):
        samples.on_surface(
            [Part(shapes.at(small, shapes.scale(0, 0, 0)), "wood")], np.random.default_rng(0), 4
        )


def test_an_outline_knows_inside_from_outside() -> None:
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5]], dtype=float)
    outline = samples.outline(square, grow=0.1)
    far = samples.outside(np.array([[0.5, 0.5], [1.05, 0.5], [1.3, 0.5]]), outline)
    np.testing.assert_allclose(far, [-0.6, -0.05, 0.2], atol=1e-6)
    assert samples.reach(outline, np.array([0.5, 0.5]), np.array([1.0, 0.0])) == pytest.approx(0.6)


def test_a_grid_line_that_does_not_rise_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 4 that rise"):
        heights.Grid(np.zeros(2), np.eye(2), np.array([0.0, 1, 1, 2]), np.arange(5.0))


def test_a_blanket_lies_under_the_object_and_folds_beyond_it(lying: list[Part]) -> None:
    thing = samples.on_surface(lying, np.random.default_rng(1), 3000)
    radius = np.linalg.norm(np.ptp(thing, axis=0)) / 2
    for seed in range(3):
        (cloth,) = drape.blanket(lying, np.random.default_rng(seed))
        assert cloth.material == "textile"
        assert (height_at(cloth, thing[:, :2]) <= thing[:, 2] + 0.001).all()
        z = cloth.mesh.vertices[:, 2]
        assert z.min() == pytest.approx(4e-4)  # above a ground at z = 0
        assert 0.004 < z.max() < 0.09
        assert np.abs(cloth.mesh.vertices[:, :2]).max() > 5 * radius
        assert len(cloth.mesh.faces) < 20_000


def test_film_lies_over_the_object_and_spans_its_hole() -> None:
    parts = [Part(shapes.at(ring(np.random.default_rng(0))[0].mesh, shapes.move(z=0.012)), "brass")]
    thing = samples.on_surface(parts, np.random.default_rng(1), 3000)
    top = float(thing[:, 2].max())
    (film,) = films.wrap(parts, np.random.default_rng(0))
    assert film.material == "film"
    over = height_at(film, thing[:, :2])
    assert (over > thing[:, 2] - 0.002).mean() > 0.99
    assert height_at(film, np.zeros((1, 2)))[0] > 0.6 * top
    assert film.mesh.vertices[:, 2].max() < top + 0.03
    assert np.median(film.mesh.vertices[film.mesh.vertices[:, 2] < 0.003][:, 2]) < 0.003
    assert len(film.mesh.faces) < 20_000


def test_a_bag_has_a_margin_a_zip_and_one_of_several_backs(lying: list[Part]) -> None:
    thing = samples.on_surface(lying, np.random.default_rng(1), 3000)
    axes = samples.main_axes(thing[:, :2])
    size = np.ptp(thing[:, :2] @ axes, axis=0)
    backs = set()
    for seed in range(12):
        front, *rest = films.bag(lying, np.random.default_rng(seed))
        assert front.material == "film"
        wide = np.ptp(front.mesh.vertices[:, :2] @ axes, axis=0)
        assert (wide > 1.1 * size).all()
        assert (wide < 1.3 * size + 0.09).all()
        assert (height_at(front, thing[:, :2]) > thing[:, 2] - 0.002).mean() > 0.99
        zips, back = rest[:3], rest[3:]
        across = [np.ptp(rib.mesh.vertices[:, :2] @ axes, axis=0) for rib in zips]
        assert all(one[0] < 0.02 and one[1] > 0.95 * wide[1] for one in across)
        backs.add(back[0].material if back else "clear")
        for part in back:
            assert (height_at(part, thing[:, :2]) <= thing[:, 2] + 0.001).all()
            assert part.mesh.vertices[:, 2].min() > 0
    assert backs == {"clear", "foil", "plastic"}


@pytest.mark.parametrize("elevation", [8.0, 35.0, 70.0])
def test_a_cover_hides_15_to_45_percent_of_the_mask(lying: list[Part], elevation: float) -> None:
    for seed in range(4):
        view = View(azimuth=80.0 * seed, elevation=elevation)
        made = covers.cover(lying, view, np.random.default_rng(seed))
        alone = shoot(Shot(lying, view), 96, 1, 0).mask
        left = shoot(Shot(lying, view, around=made), 96, 1, 0).mask
        assert 0.12 < 1 - left.sum() / alone.sum() < 0.48
        assert all(part.material in ("textile", "paper", "plastic") for part in made)
        assert sum(len(part.mesh.faces) for part in made) < 20_000


def test_many_things_can_cover_an_object(lying: list[Part]) -> None:
    view = View(azimuth=10.0, elevation=30.0)
    kinds = {covers.cover(lying, view, np.random.default_rng(k))[0].material for k in range(16)}
    assert kinds >= {"textile", "paper"}


@pytest.mark.parametrize("prop", sorted(SHEETS))
def test_sheets_leave_the_object_alone_and_repeat_with_their_seed(
    lying: list[Part], prop: str
) -> None:
    more = (View(azimuth=30.0, elevation=40.0),) if prop == "cover" else ()
    before = geometry.points([part.mesh for part in lying]).copy()
    first, again, other = (
        SHEETS[prop](lying, *more, np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert (geometry.points([part.mesh for part in lying]) == before).all()
    points = [geometry.points([part.mesh for part in made]) for made in (first, again, other)]
    assert points[0].shape == points[1].shape
    assert (points[0] == points[1]).all()
    assert points[0].shape != points[2].shape or not np.allclose(points[0], points[2])


def test_a_veil_stops_a_small_share_of_the_light_and_adds_its_glints() -> None:
    below = np.full((2, 2, 4), 1.0, np.float32)
    film = np.zeros((2, 2, 4), np.float32)
    film[0, 0] = (0, 0, 0, 1)  # film that mirrors nothing
    film[0, 1] = (9, 9, 9, 1)  # a lamp in it
    seen = veil.laid_over(below, film, np.random.default_rng(0))
    assert (seen[1] == 1.0).all()
    low, high = veil.STOPS
    assert 1 - high <= seen[0, 0, 0] <= 1 - low
    assert seen[0, 1, 0] > 1.3
    np.testing.assert_allclose(seen[..., 3], 1.0, rtol=1e-6)


def test_only_film_is_seen_through() -> None:
    with pytest.raises(ValueError, match="only film"):
        veil.shapes([Part(shapes.box(1, 1, 1), "steel")], np.random.default_rng(0))


def test_one_sees_through_film_what_lies_below(lying: list[Part]) -> None:
    film = films.wrap(lying, np.random.default_rng(0))
    view, lit = View(azimuth=20.0, elevation=50.0), light.EVEN
    bare = shoot(Shot(lying, view, lit=lit), 64, 16, 3).pixels.astype(float)
    seen = shoot(Shot(lying, view, lit=lit, clear=film), 64, 16, 3)
    inside = seen.mask
    assert inside.mean() > 0.02
    level = [picture[inside][:, :3].mean(axis=1) for picture in (bare, seen.pixels.astype(float))]
    assert np.corrcoef(*level)[0, 1] > 0.5

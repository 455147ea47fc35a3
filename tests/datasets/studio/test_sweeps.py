"""A swept section has the right volume, and its frames are those of the plain formula."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.studio import sweeps

SQUARE = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])


def test_a_square_along_a_line_is_a_bar() -> None:
    path = np.linspace((0.0, 0.0, 0.0), (3.0, 4.0, 0.0), 6)
    bar = sweeps.sweep(path, SQUARE, np.array(0.5), closed=False)
    assert bar.is_watertight
    assert bar.volume == pytest.approx(5.0)  # 1 x 1 x 5


@pytest.mark.parametrize("up", [None, (0.0, 0.6, 0.8)], ids=["carried on", "held"])
def test_frames_are_those_of_the_cross_product_to_the_bit(
    up: tuple[float, float, float] | None,
) -> None:
    """The same seed must make the same picture as before the loop was made quick."""
    path = np.cumsum(np.random.default_rng(0).normal(size=(40, 3)), axis=0)
    radius = np.linspace(0.1, 0.2, 40)
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    normal = sweeps.frame(tangent[0])[:3, 2]
    rings = []
    for at, along, size in zip(path, tangent, radius, strict=True):
        side = np.cross(along, normal if up is None else up)
        side /= np.linalg.norm(side)
        normal = np.cross(side, along)
        rings.append(at + size * (SQUARE[:, :1] * normal + SQUARE[:, 1:] * side))
    swept = sweeps.sweep(path, SQUARE, radius, closed=False, up=up)
    assert np.array_equal(np.asarray(swept.vertices), np.concatenate(rings))

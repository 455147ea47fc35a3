from __future__ import annotations

import numpy as np
import pytest

from datasets.studio import keypoints


def test_runs_give_the_mask_back() -> None:
    rng = np.random.default_rng(0)
    for shape in ((5, 7), (1, 1), (16, 3)):
        for share in (0.0, 0.5, 1.0):
            mask = rng.random(shape) < share
            runs = keypoints.run_lengths(mask)
            assert sum(runs["counts"]) == mask.size
            assert (keypoints.mask_of(runs) == mask).all()


def test_runs_go_down_the_columns_and_begin_with_zeros_as_in_coco() -> None:
    mask = np.array([[0, 1], [1, 1], [0, 0]], dtype=bool)
    assert keypoints.run_lengths(mask) == {"size": [3, 2], "counts": [1, 1, 1, 2, 1]}
    assert keypoints.run_lengths(~mask)["counts"] == [0, 1, 1, 1, 2, 1]


def test_the_box_holds_what_the_mask_shows() -> None:
    mask = np.zeros((10, 20), dtype=bool)
    assert keypoints.box_of(mask) is None
    mask[3:5, 7:12] = True
    assert keypoints.box_of(mask) == [7, 3, 5, 2]


def test_the_farthest_points_are_found_in_space_and_in_a_plane() -> None:
    rng = np.random.default_rng(1)
    cloud = rng.uniform(-1, 1, (200, 3)) * (1.0, 0.3, 0.2)
    cloud[[3, 90]] = [(-2, 0, 0), (2, 0.1, 0)]
    assert np.sort(keypoints.farthest(cloud)[:, 0]) == pytest.approx([-2, 2])
    flat = cloud * (1, 1, 0)
    assert np.sort(keypoints.farthest(flat)[:, 0]) == pytest.approx([-2, 2])

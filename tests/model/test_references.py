"""The nearest reference views, from a file that cannot carry code."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from model.errors import WeightsError
from model.references import ReferenceIndex

PATHS = ("handcuffs/1.webp", "stun_gun/1.webp", "chain/1.webp")
LABELS = ("handcuffs", "stun_gun", "chain")


@pytest.fixture
def index() -> ReferenceIndex:
    return ReferenceIndex(PATHS, LABELS, np.eye(3, 4, dtype=np.float16))


def test_the_most_similar_views_come_first(index: ReferenceIndex) -> None:
    embedding = np.array([1, 20, 3, 0], dtype=np.float32)
    nearest = index.nearest(embedding, 2)
    assert [path for path, _, _ in nearest] == ["stun_gun/1.webp", "chain/1.webp"]
    assert nearest[0][1] == "stun_gun"
    assert nearest[0][2] == pytest.approx(20 / np.linalg.norm(embedding), abs=1e-3)


def test_asking_for_more_than_there_are_gives_all(index: ReferenceIndex) -> None:
    assert len(index.nearest(np.ones(4, dtype=np.float32), 99)) == 3
    assert index.nearest(np.zeros(4, dtype=np.float32), 1)[0][2] == 0.0


def test_an_index_comes_back_from_disk(index: ReferenceIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "views.npz")
    again = ReferenceIndex.open(tmp_path / "views.npz")
    assert (again.paths, again.labels) == (PATHS, LABELS)
    assert np.array_equal(again.embeddings, index.embeddings)


def test_an_embedding_of_other_weights_is_refused(index: ReferenceIndex) -> None:
    with pytest.raises(ValueError, match="released with these weights"):
        index.nearest(np.ones(5, dtype=np.float32), 1)


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04" + bytes(30)])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(WeightsError, match=r"x\.npz is no index"):
        ReferenceIndex.from_bytes(data, "x.npz")


def test_a_pickle_is_never_loaded(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no index"):
        ReferenceIndex.from_bytes(pickle.dumps({"paths": []}), "x.npz")
    path = tmp_path / "objects.npz"
    np.savez(path, paths=np.array([{}], dtype=object), labels=PATHS[:1], embeddings=np.eye(1))
    with pytest.raises(WeightsError, match="no index"):
        ReferenceIndex.open(path)


def test_other_arrays_and_missing_files_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "x.npz", paths=np.array(PATHS))
    with pytest.raises(WeightsError, match="it holds"):
        ReferenceIndex.open(tmp_path / "x.npz")
    with pytest.raises(WeightsError, match=r"gone\.npz cannot be read"):
        ReferenceIndex.open(tmp_path / "gone.npz")


def test_an_index_checks_itself() -> None:
    rows = np.eye(3, 4, dtype=np.float16)
    with pytest.raises(ValueError, match="do not fit"):
        ReferenceIndex(PATHS[:2], LABELS, rows)
    with pytest.raises(ValueError, match="float16"):
        ReferenceIndex(PATHS, LABELS, rows.astype(np.float32))
    with pytest.raises(ValueError, match="length 1"):
        ReferenceIndex(PATHS, LABELS, rows * np.float16(2))
    for path in ("../../etc/passwd", "/etc/passwd"):
        with pytest.raises(ValueError, match="inside the folder"):
            ReferenceIndex((path, *PATHS[1:]), LABELS, rows)

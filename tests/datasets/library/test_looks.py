"""What is seen of each photo is kept once, found again, and goes on after a cut."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from datasets.library import border, looking, looks, looks_file, prints
from datasets.library.errors import DamagedError, FileError, UnknownError
from datasets.library.library import Library
from datasets.perceptual_hash import perceptual_hash
from model.photo import Photo
from tests.datasets.library.looking_made import LABELS, SHA256, WIDTH, classifier
from tests.datasets.library.made import added, jpeg


def fill(library: Library, count: int = 11) -> list[str]:
    return [added(library, seed).sha256 for seed in range(count)]


def test_every_photo_is_looked_at_once_oldest_first(library: Library) -> None:
    added_ = fill(library)
    told: list[tuple[int, int, str]] = []
    assert looks.look(library, classifier(), lambda *each: told.append(each)) == 11
    assert [each[:2] for each in told] == [(n, 11) for n in range(1, 12)]
    assert looks.look(library, classifier()) == 0
    seen = looks.stored(library, SHA256)
    assert list(seen.sha256) == added_
    assert (seen.labels, seen.network, len(seen)) == (LABELS, SHA256, 11)
    assert seen.embeddings.shape == (11, WIDTH)
    assert seen.border.shape == (11, border.VALUES)


def test_what_is_kept_is_what_the_classifier_says(library: Library) -> None:
    fill(library, 9)  # more than one batch
    looks.look(library, classifier())
    seen = looks.stored(library, SHA256)
    for row, sha256 in enumerate(seen.sha256):
        photo = Photo.from_bytes(library.original(sha256), "a", min_side=32)
        told = classifier().classify(photo)
        chances = [told.probability(label) for label in LABELS]
        np.testing.assert_allclose(seen.probabilities[row], chances, rtol=1e-5)
        length = np.linalg.norm(told.embedding)
        np.testing.assert_allclose(seen.embeddings[row], told.embedding / length, atol=1e-3)
        assert seen.novelty[row] == pytest.approx(told.novelty, rel=1e-5)
        assert bool(seen.unknown[row]) == (told.certainty == "unknown")
        assert seen.hashes[row] == perceptual_hash(photo.pixels)
    np.testing.assert_allclose(np.linalg.norm(seen.embeddings, axis=1), 1, atol=1e-5)


def test_each_network_sees_for_itself(library: Library) -> None:
    fill(library, 2)
    looks.look(library, classifier())
    other = "ab" * 32
    assert len(looks.stored(library, other)) == 0
    assert looks.look(library, classifier(other)) == 2
    assert looks.stored(library, other).network == other


def test_a_cut_run_goes_on_where_it_stopped(library: Library) -> None:
    fill(library, 20)

    class CutError(Exception):
        pass

    def cut(count: int, total: int, name: str) -> None:
        if count == looking.BATCH + 1:
            raise CutError

    with pytest.raises(CutError):
        looks.look(library, classifier(), cut)
    held = len(looks.stored(library, SHA256))
    assert held >= looking.BATCH
    assert looks.look(library, classifier()) == 20 - held


def test_one_photo_is_looked_at_on_demand_and_kept(library: Library) -> None:
    _, second = fill(library, 2)
    one = looks.look_of(library, classifier(), second)
    assert looks.look(library, classifier()) == 1  # the other one
    seen = looks.stored(library, SHA256)
    row = seen.rows([second])[0]
    np.testing.assert_allclose(one.embedding, seen.embeddings[row], atol=1e-6)
    assert one.hash == seen.hashes[row]
    with pytest.raises(UnknownError):
        looks.look_of(library, classifier(), "0" * 64)


def test_rows_name_a_photo_that_was_not_looked_at(library: Library) -> None:
    fill(library, 2)
    looks.look(library, classifier())
    late = added(library, 9)
    seen = looks.stored(library, SHA256)
    assert seen.rows(reversed(seen.sha256)).tolist() == [1, 0]
    with pytest.raises(UnknownError, match="has not been looked at"):
        seen.rows([late.sha256])


def test_nothing_is_read_again_unless_something_was_seen(library: Library) -> None:
    fill(library, 2)
    looks.look(library, classifier())
    seen = looks.stored(library, SHA256)
    assert looks.renewed(library, seen) is seen
    added(library, 9)
    looks.look(library, classifier())
    assert len(looks.renewed(library, seen)) == 3


def test_the_file_may_be_deleted_and_an_old_form_is_made_anew(
    library: Library, folder: Path
) -> None:
    fill(library, 2)
    looks.look(library, classifier())
    with looks_file.opened(library) as db:
        db.execute("PRAGMA user_version = 99")
    assert looks.look(library, classifier()) == 2
    for path in folder.glob(f"{looks_file.FILE}*"):
        path.unlink()
    assert looks.look(library, classifier()) == 2


def test_a_file_that_is_no_database_is_told(library: Library, folder: Path) -> None:
    (folder / looks_file.FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(FileError, match=r"looks\.db"):
        looks.look(library, classifier())


def test_a_damaged_photo_does_not_keep_the_others_from_being_seen(
    library: Library, folder: Path
) -> None:
    first, *_ = fill(library, 4)
    (folder / "originals" / first[:2] / first).write_bytes(b"changed")
    with pytest.raises(DamagedError, match="3 photos were looked at, 1 cannot be read"):
        looks.look(library, classifier())
    assert first not in looks.stored(library, SHA256).sha256
    with pytest.raises(DamagedError):
        prints.complete(library)


def test_hashes_are_kept_as_they_are() -> None:
    for value in (0, 1, 2**63, 2**64 - 1):
        hash = np.uint64(value)
        assert looks_file.unsigned(looks_file.signed(hash)) == hash


def test_the_frame_is_told_and_not_the_middle() -> None:
    pixels = np.full((100, 140, 3), 128, np.uint8)
    other = pixels.copy()
    other[30:70, 40:100] = (250, 0, 0)
    np.testing.assert_array_equal(border.border(pixels), border.border(other))
    framed = pixels.copy()
    framed[:8] = (0, 0, 250)
    assert np.abs(border.border(framed) - border.border(pixels)).max() > 0.2
    noise = Photo.from_bytes(jpeg(1), "a").pixels
    told = border.border(noise)
    assert told.dtype == np.float32
    assert told.min() >= 0
    assert told.max() <= 1
    assert told[-8:].sum() == pytest.approx(1, abs=1e-5)

"""Prediction over many photos: complete, in order, resumable, and equal to one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalogue.load import Catalogue, load
from datasets.samples import Sample, SampleError
from evaluation.cache import Answer, Cache
from evaluation.predict import BATCH, Listed, predict
from evaluation.predictions import Role
from model.classifier import Classifier
from model.photo import Photo, encode_jpeg
from model.prediction import Outputs
from model.screening import screen
from tests.conftest import textured

COUNT = 2 * BATCH + 3


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def listed(tmp_path: Path) -> list[Listed]:
    made = []
    for n in range(COUNT):
        path = tmp_path / f"{n}.jpg"
        path.write_bytes(encode_jpeg(textured(90 + n, 70, seed=n)))
        columns = (("device", f"d{n % 2}"),) if n else ()
        made.append(Listed(Sample(path, "handcuffs", f"g{n // 2}", False, columns), Role.DATA))
    return made


def _counting(classifier: Classifier) -> tuple[Classifier, list[int]]:
    """The same classifier, and how many photos each forward pass held."""
    passes: list[int] = []

    def forward(batch: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Outputs:
        passes.append(len(batch))
        return classifier.forward(batch)

    return Classifier(classifier.card, forward, classifier.sha256), passes


def test_answers_in_batches_are_those_of_one_photo_at_a_time(
    listed: list[Listed], tiny_classifier: Classifier, catalogue: Catalogue, tmp_path: Path
) -> None:
    scored = predict(listed, tiny_classifier, catalogue, Cache(tmp_path / "cache"))
    table = scored.predictions
    assert scored.failures == ()
    assert len(set(scored.looks)) == COUNT
    assert table.paths == tuple(str(entry.sample.path) for entry in listed)
    assert table.groups == tuple(entry.sample.group for entry in listed)
    assert table.columns["device"][:3] == ("", "d1", "d0")
    for at in (0, BATCH, COUNT - 1):
        photo = Photo.open(
            listed[at].sample.path, min_side=tiny_classifier.card.preprocess.min_side
        )
        report = screen(photo, tiny_classifier, catalogue)
        assert table.sha256[at] == photo.sha256
        assert table.outcomes[at] == report.outcome
        chances = {c.label: c.probability for c in report.prediction.candidates}
        assert table.probabilities[at] == pytest.approx(
            [chances[label] for label in table.labels], abs=1e-6
        )
        assert table.novelty[at] == pytest.approx(report.prediction.novelty, abs=1e-5)


def test_unreadable_photos_are_listed_with_their_reason_and_the_others_scored(
    listed: list[Listed], tiny_classifier: Classifier, catalogue: Catalogue, tmp_path: Path
) -> None:
    listed[1].sample.path.write_bytes(b"no photo")
    listed[4].sample.path.unlink()
    scored = predict(listed, tiny_classifier, catalogue, Cache(tmp_path / "cache"))
    assert len(scored.predictions) == COUNT - 2
    assert [failure.path for failure in scored.failures] == [
        str(listed[1].sample.path),
        str(listed[4].sample.path),
    ]
    assert all(failure.reason for failure in scored.failures)


def test_an_interrupted_run_goes_on_where_it_was(
    listed: list[Listed], tiny_classifier: Classifier, catalogue: Catalogue, tmp_path: Path
) -> None:
    def stop(done: int, of: int) -> None:
        if done == BATCH + 2:
            raise KeyboardInterrupt

    whole = predict(listed, tiny_classifier, catalogue, Cache(tmp_path / "whole")).predictions
    with pytest.raises(KeyboardInterrupt):
        predict(listed, tiny_classifier, catalogue, Cache(tmp_path / "torn"), stop)
    kept = Cache(tmp_path / "torn")
    assert len(kept) == BATCH + 2
    again, passes = _counting(tiny_classifier)
    table = predict(listed, again, catalogue, kept).predictions
    assert sum(passes) == COUNT - BATCH - 2
    np.testing.assert_allclose(table.logits, whole.logits, atol=1e-5)
    assert table.outcomes == whole.outcomes


def test_a_photo_that_changed_is_answered_anew(
    listed: list[Listed], tiny_classifier: Classifier, catalogue: Catalogue, tmp_path: Path
) -> None:
    first = predict(listed, tiny_classifier, catalogue, Cache(tmp_path / "cache")).predictions
    listed[2].sample.path.write_bytes(encode_jpeg(textured(200, 60, seed=99)))
    again, passes = _counting(tiny_classifier)
    table = predict(listed, again, catalogue, Cache(tmp_path / "cache")).predictions
    assert passes == [1]
    assert table.sha256[2] != first.sha256[2]
    assert table.sha256[3:] == first.sha256[3:]


def test_progress_tells_every_photo(
    listed: list[Listed], tiny_classifier: Classifier, catalogue: Catalogue, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    predict(
        listed,
        tiny_classifier,
        catalogue,
        Cache(tmp_path / "cache"),
        lambda done, of: told.append((done, of)),
    )
    assert told == [(n + 1, COUNT) for n in range(COUNT)]


def test_nothing_at_all_gives_an_empty_table(
    tiny_classifier: Classifier, catalogue: Catalogue, tmp_path: Path
) -> None:
    scored = predict([], tiny_classifier, catalogue, Cache(tmp_path / "cache"))
    assert (len(scored.predictions), scored.failures) == (0, ())
    assert not (tmp_path / "cache").exists()


def test_a_broken_shard_is_one_sentence_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "00000.npz").write_bytes(b"PK not quite")
    with pytest.raises(SampleError, match=r"00000\.npz cannot be read .*delete it"):
        Cache(tmp_path)


def test_shards_are_written_as_they_fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluation.cache.SHARD", 2)
    answer = Answer("0" * 64, np.uint64(2**63 + 1), np.zeros(3, np.float32), np.ones(4, np.float32))
    files = [tmp_path / f"{n}.jpg" for n in range(3)]

    for path in files:
        path.write_bytes(b"x")
    cache = Cache(tmp_path / "cache")
    for path in files:
        cache.put(path, answer)
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["00000.npz"]
    assert cache.get(files[0]) is not None
    with cache:
        pass
    again = Cache(tmp_path / "cache")
    assert len(again) == 3
    kept = again.get(files[2])
    assert kept is not None
    assert (kept.sha256, kept.look) == (answer.sha256, answer.look)
    np.testing.assert_array_equal(kept.embedding, answer.embedding)

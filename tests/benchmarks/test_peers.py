"""The comparison gives every training the same time, the same photos and an honest count."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.peers_pace import Pace, PeerError, Ran, ran
from benchmarks.peers_rivals import Bench, Timm, link, right
from datasets.samples import Sample, SampleError
from evaluation.metrics import Share

MARK = re.compile(r"^epoch ")


def _bench(folder: Path, test: str) -> Bench:
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(name.encode())
    (folder / "train.csv").write_text("file,label\na.jpg,apple\nb.jpg,banana\n")
    (folder / "test.csv").write_text(f"file,label\n{test}\n")
    manifests = (folder / "train.csv", folder / "test.csv")
    return Bench(*manifests, folder / "out", "efficientnet_lite0", 64, Path(), (), Path("train.py"))


def test_a_pace_tells_fixed_costs_from_epochs() -> None:
    """Ten seconds before and two after; two small epochs of three seconds, one of seven."""
    assert Pace.of(25.0, [13, 16, 23], epochs=3, early=2) == Pace(12.0, 3.0, 7.0)
    assert Pace.of(20.0, [12, 18], epochs=2, early=0) == Pace(8.0, 6.0, 6.0)
    with pytest.raises(PeerError, match="the end of 1 epochs"):
        Pace.of(20.0, [12], epochs=2, early=0)
    with pytest.raises(PeerError, match="is no pace"):
        Pace.of(20.0, [12, 12], epochs=2, early=0)


@pytest.mark.parametrize(
    ("limit", "share", "planned"),
    [
        (60, 0.0, (8, 0)),
        (59.9, 0.0, (7, 0)),
        (60, 0.5, (12, 6)),
        (60, 1.0, (25, 25)),
        (1, 0, (1, 0)),
    ],
)
def test_as_many_epochs_are_planned_as_end_within_the_limit(
    limit: float, share: float, planned: tuple[int, int]
) -> None:
    pace = Pace(fixed=10.0, early=2.0, late=6.25)
    assert pace.fitting(limit, share) == planned
    assert planned[0] == 1 or pace.cost(planned[0], share) <= limit < pace.cost(
        planned[0] + 1, share
    )


def test_the_test_after_a_training_takes_none_of_its_time(tmp_path: Path) -> None:
    says = "import time; print('epoch 0'); print('trained'); time.sleep(0.3); print('answered')"
    done = ran([sys.executable, "-c", says], tmp_path / "one.log", tmp_path)
    assert [line for _, line in done.lines] == ["epoch 0", "trained", "answered"]
    assert done.seconds <= done.total - 0.3
    assert len(done.ends(MARK)) == 1
    assert "answered" in (tmp_path / "one.log").read_text()


def test_a_failure_shows_its_last_lines(tmp_path: Path) -> None:
    says = "import sys; print('no such photo', file=sys.stderr); sys.exit(3)"
    with pytest.raises(PeerError, match=r"(?s)two failed with status 3.*no such photo"):
        ran([sys.executable, "-c", says], tmp_path / "two.log", tmp_path)


def test_photos_are_linked_by_label_and_never_passed_over(tmp_path: Path) -> None:
    photos = [Sample(tmp_path / f"{n}.JPG", "ab"[n % 2], str(n), False) for n in range(3)]
    for photo in photos:
        photo.path.write_bytes(photo.group.encode())
    link(photos, tmp_path / "tree")
    found = {p.relative_to(tmp_path / "tree").as_posix(): p for p in tmp_path.glob("tree/*/*")}
    assert sorted(found) == ["a/000000.jpg", "a/000002.jpg", "b/000001.jpg"]
    assert found["b/000001.jpg"].read_bytes() == b"1"
    with pytest.raises(PeerError, match="no photo that all three can read"):
        link([replace(photos[0], path=tmp_path / "x.webp")], tmp_path / "other")
    with pytest.raises(PeerError, match="no photo that all three can read"):
        link([replace(photos[0], label="../a")], tmp_path / "other")


def test_answers_are_counted_by_column(tmp_path: Path) -> None:
    said = tmp_path / "said.csv"
    said.write_text("label,raw,average\na,a,b\nb,a,b\nc,c,c\nc,c,a\n")
    assert (right(said, "raw"), right(said, "average")) == (Share(3, 4), Share(2, 4))
    said.write_text("label,raw\n")
    with pytest.raises(PeerError, match="holds no answer"):
        right(said, "raw")


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="never trained: cherry"):
        _bench(tmp_path, "a.jpg,cherry").prepare()
    bench = _bench(tmp_path, "a.jpg,apple")
    bench.out.mkdir()
    (bench.out / "old").touch()
    with pytest.raises(PeerError, match="is not empty"):
        bench.prepare()


def test_the_photos_of_the_test_are_not_named_to_a_training_of_timm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, told = _bench(tmp_path, "a.jpg,apple"), list[str]()
    bench.out.mkdir()
    (bench.out / "labels.txt").write_text("apple\nbanana\n")
    monkeypatch.setattr(Bench, "run", lambda self, name, command: told.extend(map(str, command)))
    Timm(bench).train("run", 5, 0)
    after = {name: told[told.index(name) + 1] for name in ("--val-split", "--epochs", "--std")}
    assert after == {"--val-split": "", "--epochs": "5", "--std": "0.502"}
    assert told[told.index("--num-classes") + 1] == "2"


class _Fake:
    name, mark, early, trial = "fake", MARK, 0.0, (2, 0)

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int]] = []

    def train(self, run: str, epochs: int, early: int) -> Ran:
        self.asked.append((run, epochs, early))
        lines = tuple((10.0 + 5 * n, f"epoch {n}") for n in range(epochs))
        return Ran(lines, 10.0 + 5 * epochs)

    def right(self, run: str) -> Share:
        assert run == "it-run"  # never the trial
        return Share(3, 4)


def test_a_row_comes_of_the_planned_run() -> None:
    fake = _Fake()
    row = peers.row("it", fake, limit=61)
    assert fake.asked == [("it-trial", 2, 0), ("it-run", 10, 0)]
    assert row.startswith("| fake | 75.0% (3/4, 95 % ")
    assert row.endswith(" | 10 | 60 |")

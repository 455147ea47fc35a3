"""Killed at random moments, on a full disk, in a folder one may not write to, and two at once."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from datasets.library.exporting import Form, export
from datasets.library.importing import of_path, take
from datasets.library.intake import Outcome
from datasets.library.library import Library
from tests.datasets.library.made import TERMS, added, jpeg, tree

ROOT = Path(__file__).parents[3]
ROUNDS = 20
PHOTOS = 30

IMPORT = """
import sys
from pathlib import Path
from datasets.library.importing import of_path, take
from datasets.library.intake import Terms
from datasets.library.library import Library
print("ready", flush=True)
with Library(sys.argv[1], create=True) as library, of_path(Path(sys.argv[2])) as source:
    terms = Terms(by="Anna", said={"licence": "CC0-1.0"})
    take(library, source, terms, lambda count, total, name: print(count, name, flush=True))
"""
LABEL = """
import sys
from datasets.library.library import Library
with Library(sys.argv[1]) as library:
    print("ready", flush=True)
    for turn in range(10_000):
        targets = [(item.sha256, item.version) for item in library.items()]
        library.label(targets, f"turn-{turn}", sys.argv[2])
        print(f"turn-{turn}", flush=True)
"""
EXPORT = """
import sys
from pathlib import Path
from datasets.library.exporting import Form, export
from datasets.library.library import Library
with Library(sys.argv[1]) as library:
    print("ready", flush=True)
    for turn in range(10_000):
        export(library, Path(sys.argv[2]) / f"out-{turn}", Form.CROISSANT)
        print(f"out-{turn}", flush=True)
"""


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed(running: subprocess.Popen[str], chance: random.Random, most: int) -> list[str]:
    """Kill it at a random moment of its work, however fast it is; returns what it had confirmed.

    Args:
        running: prints a line when it is ready, and one for each thing that it confirms.
        chance: decides after how many things it is killed, and how long into the next one.
        most: things before which it is killed.
    """
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    seen = [running.stdout.readline() for _ in range(chance.randrange(most))]
    time.sleep(chance.uniform(0, 0.03))
    running.kill()
    assert running.stderr is not None
    with running:
        out = running.stdout.read()  # not by `communicate`, which misses what `readline` read ahead
        err = running.stderr.read()
    assert running.returncode in (0, -signal.SIGKILL), err
    return "".join((*seen, out)).splitlines()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    files = {f"batons/{seed:03}.jpg": jpeg(seed) for seed in range(PHOTOS)}
    return tree(tmp_path / "in", files)


def test_an_import_killed_at_any_moment_keeps_what_it_confirmed_and_goes_on(
    folder: Path, photos: Path
) -> None:
    chance, cut_off = random.Random(8), 0
    for round_ in range(ROUNDS):
        place = folder / str(round_)
        confirmed = killed(started(IMPORT, place, photos), chance, PHOTOS)
        cut_off += 0 < len(confirmed) < PHOTOS
        with Library(place, create=True) as library:
            items = list(library.items())
            assert len(confirmed) <= len(items) <= len(confirmed) + 1
            for item in items:  # no half photo
                assert library.original(item.sha256)
            faults = library.check()
            assert all("belongs to no photo" in fault.sentence for fault in faults)
            assert len(faults) <= 1
            if round_ % 4 == 0:
                with of_path(photos) as source:
                    report = take(library, source, TERMS)
                assert report.counts.get(Outcome.TAKEN, 0) == PHOTOS - len(items)
                assert library.check() == ()
                assert library.counts_by_label().keys() == {"batons"}
    assert cut_off >= 3  # otherwise little was tested


def test_labelling_killed_at_any_moment_is_all_or_nothing(library: Library, folder: Path) -> None:
    for seed in range(12):
        added(library, seed)
    chance, turns = random.Random(8), 0
    for _ in range(ROUNDS):
        confirmed = killed(started(LABEL, folder, "Anna"), chance, 10)
        labels = {item.record.label for item in library.items()}
        assert len(labels) == 1  # twelve photos are labelled together
        if confirmed:
            turns += len(confirmed)
            held = int(str(labels.pop()).removeprefix("turn-"))
            assert held - int(confirmed[-1].removeprefix("turn-")) in (0, 1)
        for item in library.items():
            assert library.history(item.sha256, limit=1)[0].version == item.version
    assert turns
    assert library.check() == ()


def test_an_export_killed_at_any_moment_is_whole_or_not_there(
    filled: Library, folder: Path, tmp_path: Path
) -> None:
    export(filled, tmp_path / "whole", Form.CROISSANT)
    names = {p.relative_to(tmp_path / "whole") for p in (tmp_path / "whole").rglob("*")}
    chance, made, halves = random.Random(8), 0, 0
    for round_ in range(ROUNDS):
        outs = tmp_path / f"round-{round_}"
        outs.mkdir()
        confirmed = killed(started(EXPORT, folder, outs), chance, 4)
        whole = [out for out in outs.iterdir() if ".part-" not in out.name]
        halves += len(list(outs.iterdir())) - len(whole)
        assert {out.name for out in whole} >= set(confirmed)
        for out in whole:
            assert {path.relative_to(out) for path in out.rglob("*")} == names
        made += len(whole)
    assert made
    assert filled.check() == ()


FULL = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from datasets.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
READ_ONLY = """
import os, sys
from datasets.__main__ import main
import datasets.library.commands_files, model.quality, PIL.JpegImagePlugin
if os.getuid() == 0:  # to whom every folder is open
    os.setgid(65534); os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def command(folder: Path, photos: Path) -> list[object]:
    given = ["--by", "Anna", "--licence", "CC0-1.0", "--any-label"]
    return ["import", photos, "--library", folder, *given]


def test_a_full_disk_is_one_sentence_and_the_import_can_be_run_again(
    library: Library, folder: Path, photos: Path
) -> None:
    """No file may grow beyond the size, as on a full disk: first the log of SQLite meets it."""
    added(library, 100)
    library.close()
    done = run(FULL, 80_000, *command(folder, photos))
    assert done.returncode == 2
    assert "disk" in done.stderr
    assert "full" in done.stderr
    assert re.search(r"[1-9]\d* photos were taken before as import 2, import again", done.stderr)
    assert done.stderr.count("\n") == 1
    with Library(folder) as again, of_path(photos) as source:
        before = len(list(again.items()))
        assert 1 <= before <= PHOTOS
        assert all("belongs to no photo" in fault.sentence for fault in again.check())
        report = take(again, source, TERMS)
        assert report.counts[Outcome.TAKEN] == PHOTOS + 1 - before
        assert again.check() == ()


def test_a_photo_that_does_not_fit_on_the_disk_leaves_nothing(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    added(library, 100)
    library.close()
    large = tree(tmp_path / "in", {"batons/a.jpg": jpeg(1, 900, 700)})
    size = 150_000
    assert len(jpeg(1, 900, 700)) > size > (folder / "library.db").stat().st_size
    done = run(FULL, size, *command(folder, large))
    assert done.returncode == 2
    assert done.stderr == (
        "library cannot be written, the disk is full; make room; 0 photos were taken before, "
        "import again\n"
    )
    with Library(folder) as again:
        assert len(list(again.items())) == 1
        assert again.check() == ()
        assert not list(folder.rglob(".draft-*"))


def test_an_export_to_a_full_disk_leaves_nothing(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    for seed in range(4):
        added(library, seed, label="batons")
    library.close()
    out = tmp_path / "out"
    done = run(FULL, 5_000, "export", out, "--library", folder, "--form", "coco")
    assert done.returncode == 2
    assert "the disk" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("out*"))


def test_a_folder_one_may_not_write_to_is_one_sentence(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    base = Path("/tmp") if os.getuid() == 0 else tmp_path_factory.getbasetemp()
    place = base / f"library-read-only-{os.getpid()}"
    tree(place, {"in/batons/a.jpg": jpeg(1)})
    try:
        with Library(place / "library", create=True) as library:
            added(library, 2, label="batons")
        changed: list[tuple[Path, int]] = [
            (path, 0o555 if path.is_dir() else 0o444) for path in [place, *place.rglob("*")]
        ]
        for path, mode in changed:
            path.chmod(mode)
        for made in (command(place / "library", place / "in"),
                     [*command(place / "new", place / "in"), "--create"],
                     ["stats", "--library", place / "library"]):  # fmt: skip
            done = run(READ_ONLY, *made)
            assert done.returncode == 2, done.stdout
            assert "cannot be opened or written; check its permissions" in done.stderr
            assert done.stderr.count("\n") == 1
        assert not (place / "new").exists()
    finally:
        for path in sorted(place.rglob("*"), reverse=True):
            path.parent.chmod(0o700)
            path.rmdir() if path.is_dir() else path.unlink()
        place.chmod(0o700)
        place.rmdir()

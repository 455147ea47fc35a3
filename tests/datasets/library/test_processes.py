"""Two programs and several threads use one library at once: nothing is taken or lost twice."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from datasets.library.library import Library
from tests.datasets.library.made import ANNA, BEN, added, jpeg, target, tree
from tests.datasets.library.test_faults import IMPORT, PHOTOS, ROOT, started


def test_two_processes_that_begin_one_library_and_import_the_same_take_each_photo_once(
    folder: Path, tmp_path: Path
) -> None:
    photos = tree(tmp_path / "in", {f"batons/{n:03}.jpg": jpeg(n) for n in range(PHOTOS)})
    running = [started(IMPORT, folder, photos) for _ in range(2)]
    told = [each.communicate(timeout=120) for each in running]
    assert [each.returncode for each in running] == [0, 0], told
    with Library(folder) as library:
        assert len(list(library.items())) == PHOTOS
        assert library.check() == ()


QUICK = """
import sys
from datasets.library.errors import StaleError
from datasets.library.library import Library
won = lost = 0
with Library(sys.argv[1]) as library:
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(60):
        for item in library.items():
            try:
                library.label([(item.sha256, item.version)], f"{sys.argv[2]}-{turn}", sys.argv[2])
                won += 1
            except StaleError as error:
                assert "changed photo" in str(error)
                lost += 1
print(won, lost)
"""


def test_two_labellers_at_once_never_overwrite_each_other_silently(
    library: Library, folder: Path
) -> None:
    for seed in range(3):
        added(library, seed)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", QUICK, str(folder), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("anna", "ben")
    ]
    for each in running:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in running:  # both, before either is waited for
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [each.communicate(timeout=120)[0].split() for each in running]
    won = sum(int(each[0]) for each in told)
    assert sum(int(each[1]) for each in told) > 0  # they did meet
    # Every change that was confirmed is in the history, each on the version before it.
    assert won == sum(item.version - 1 for item in library.items())
    for item in library.items():
        rows = library.history(item.sha256, limit=1000)
        assert [row.version for row in rows] == list(range(item.version, 0, -1))
        for later, earlier in pairwise(rows):
            if "label" in earlier.after:
                assert later.before["label"] == earlier.after["label"]


def test_threads_share_a_library(library: Library) -> None:
    items = [added(library, seed) for seed in range(6)]

    def label(n: int) -> None:
        library.label(target(items[n]), f"l{n}", (ANNA, BEN)[n % 2])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(label, range(6)))
    assert [item.record.label for item in library.items()] == [f"l{n}" for n in range(6)]

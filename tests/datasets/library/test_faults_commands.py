"""A full disk and a read-only folder, for each command that writes: one sentence, nothing lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from datasets.library.library import Library
from tests.datasets.library.made import added
from tests.datasets.library.test_faults import FULL, READ_ONLY, run

COMMANDS = ["label", "undo", "look", "withdraw", "version", "split"]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may enter, as the folders of pytest may not be."""
    made = Path(f"/tmp/library-commands-{os.getpid()}")
    made.mkdir(mode=0o755)
    yield made
    for path in [made, *made.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(made)


def filled(folder: Path) -> str:
    """A library; returns the hash of its first photo."""
    with Library(folder, create=True) as library:
        items = [added(library, seed, label="batons", group=f"g{seed}") for seed in range(6)]
        for item in items:
            library.label([(item.sha256, 1)], "handcuffs", "Anna")
        return items[0].sha256


def command(name: str, folder: Path, sha256: str, weights: Path) -> list[object]:
    given: dict[str, list[object]] = {
        "label": [sha256, "--label", "batons", "--by", "Anna"],
        "undo": ["--by", "Anna"],
        "look": ["--weights", weights],
        "withdraw": [sha256, "--by", "Anna", "--reason", "consent withdrawn", "--yes"],
        "version": ["--sign", "v1", "--by", "Anna"],
        "split": ["--out", folder.parent / "lists"],
    }
    return [name, *given[name], "--library", folder]


@pytest.mark.parametrize("size", [3_000, 20_000])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_one_sentence_and_nothing_is_lost(
    place: Path, tiny_weights: Path, name: str, size: int
) -> None:
    folder = place / "library"
    sha256 = filled(folder)
    done = run(FULL, size, *command(name, folder, sha256, tiny_weights))
    with Library(folder) as library:
        assert library.check() == ()
        left = {item.sha256: item.record.label for item in library.items()}
    assert set(left.values()) == {"handcuffs"}
    if name == "split" and not done.returncode:  # its lists are shorter
        return
    assert done.returncode == 2, done.stdout + done.stderr
    assert "disk" in done.stderr
    assert "full" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert (sha256 in left) or name == "withdraw"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_read_only_folder_is_one_sentence(place: Path, tiny_weights: Path, name: str) -> None:
    folder, weights = place / "library", place / "weights"
    sha256 = filled(folder)
    shutil.copytree(tiny_weights.parent, weights)
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = run(READ_ONLY, *command(name, folder, sha256, weights / tiny_weights.name))
    assert done.returncode == 2, done.stdout + done.stderr
    assert "check its permissions" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr

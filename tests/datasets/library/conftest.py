"""An empty library, a clock, and a filled library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from datasets.library.library import Library
from datasets.library.record import Box, Verdict
from tests.datasets.library.made import ANNA, BEN, Clock, added, target


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path, clock: Clock) -> Iterator[Library]:
    """An empty library."""
    with Library(folder, create=True, clock=clock) as opened:
        yield opened


@pytest.fixture
def filled(library: Library) -> Library:
    """Photos of every state, with every field used at least once."""
    labels = ["handcuffs", "handcuffs", "batons", "batons", "batons"]
    items = [
        added(library, seed, label=label, group=f"object-{seed % 4}", view="front", author="É. D.")
        for seed, label in enumerate(labels)
    ]
    said = {
        "source": "https://example.org/a?b=c&d=é",
        "consent": "no person, own good",
        "place": 'Brest | post, "7"',
        "taken": "2026-03-01T10:00:00+02:00",
        "device": "Maker X-1",
    }
    (changed,) = library.change(target(items[0]), said, ANNA)
    (boxed,) = library.change(
        target(items[1]), {"several_goods": True, "box": Box(0.1, 0.2, 1 / 3, 0.25)}, ANNA
    )
    library.review(target(changed), Verdict.ACCEPTED, BEN)
    library.review(target(items[2]), Verdict.REJECTED, BEN, "this is a torch, not a baton")
    added(library, 5, cannot_tell=True)
    added(library, 6, proposed="batons", proposed_by="network lite2")
    library.change(target(boxed), {"view": "worn"}, BEN)
    return library

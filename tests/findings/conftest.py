"""A clock that stands still, a register to change, and a filled one that is copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from findings.register import Register
from tests.findings.made import Clock, filled


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "findings.db"


@pytest.fixture
def register(path: Path, clock: Clock) -> Iterator[Register]:
    """An empty register."""
    with Register(path, create=True, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled register that is closed: one file; do not change it."""
    path = tmp_path_factory.mktemp("sealed") / "findings.db"
    filled(path, Clock())
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return path


@pytest.fixture
def copy(sealed: Path, path: Path) -> Path:
    """A filled register of one's own."""
    return Path(shutil.copy(sealed, path))

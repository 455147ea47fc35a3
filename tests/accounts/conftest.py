"""Accounts in a temporary file, with a hash that is quick instead of strong."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from accounts.access import Role
from accounts.accounts import Accounts

GOOD = "grey boats sail north"


class Clock:
    """Seconds since 1970 that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def quick() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "accounts.db"


@pytest.fixture
def accounts(file: Path, clock: Clock) -> Accounts:
    """An admin `boss` and an inspector `anna`."""
    made = Accounts(file, create=True, hasher=quick(), clock=clock)
    made.add("boss", GOOD, Role.ADMIN, "setup")
    made.add("anna", GOOD, Role.INSPECTOR, "boss")
    return made

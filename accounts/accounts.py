"""Accounts: add, change, list, and log in. The only importer of argon2."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from accounts import lockout
from accounts.access import Role
from accounts.errors import RuleError, StorageError
from accounts.rules import MAX_PASSWORD, check_password, checked_name, folded_password
from accounts.storage import Storage

AT_ONCE = 2  # hashes; each needs 64 MiB and four threads


@dataclass(frozen=True, slots=True)
class Account:
    """One person; never holds the hash.

    Attributes:
        name: as stored, lower case.
        role: what the person may do.
        enabled: whether the person may log in.
        stamp: counts the changes.
        changed: of the last change, UTC.
    """

    name: str
    role: Role
    enabled: bool
    stamp: int
    changed: datetime

    def __post_init__(self) -> None:
        if not self.name or self.changed.tzinfo is None:
            raise ValueError("an account needs a name and a time with its zone")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to an account, when and by whom."""

    at: str
    by: str
    name: str
    what: str


class Accounts:
    """The accounts of one file. Methods may be called from any thread."""

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        hasher: PasswordHasher | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the file.

        Args:
            path: of the SQLite file.
            create: make it when it is missing.
            hasher: None takes the parameters argon2-cffi recommends (RFC 9106, low memory).
            clock: s since 1970.

        Raises:
            StorageError: the file cannot be used.
        """
        self._storage = Storage(path, create=create)
        self._hasher = hasher or PasswordHasher()
        self._clock = clock
        self._hashing = threading.BoundedSemaphore(AT_ONCE)
        # Verified where a name is unknown, so that the time tells nothing.
        self._nobody = self._hasher.hash("nobody's password")

    def add(self, name: str, password: str, role: Role, by: str) -> Account:
        """A new account.

        Raises:
            RuleError: the name is taken, or name or password break a rule.
            StorageError: the file cannot be used.
        """
        name = checked_name(name)
        check_password(name, password)
        hashed = self._hash(password)
        with self._storage.changing() as connection:
            if _row(connection, name) is not None:
                raise RuleError(f"there is an account {name} already")
            connection.execute(
                "INSERT INTO account VALUES (?, ?, ?, 1, 1, ?)",
                (name, hashed, role.value, self._now()),
            )
            self._note(connection, by, name, f"added as {role.value}")
        return self[name]

    def set_password(self, name: str, password: str, by: str) -> None:
        """A new password; ends every session of the account; raises what `add` raises."""
        name = checked_name(name)
        check_password(name, password)
        hashed = self._hash(password)
        with self._storage.changing() as connection:
            self._change(connection, name, "hash", hashed, by, "password changed")
            connection.execute("DELETE FROM failure WHERE kind = 'account' AND key = ?", (name,))

    def set_role(self, name: str, role: Role, by: str) -> None:
        """Another role.

        Raises:
            RuleError: no such account, or it is the last admin.
            StorageError: the file cannot be used.
        """
        name = checked_name(name)
        with self._storage.changing() as connection:
            if role is not Role.ADMIN:
                _keep_an_admin(connection, name)
            self._change(connection, name, "role", role.value, by, f"role set to {role.value}")

    def set_enabled(self, name: str, enabled: bool, by: str) -> None:
        """Let a person in, or keep them out from now on; raises what `set_role` raises."""
        name = checked_name(name)
        with self._storage.changing() as connection:
            if not enabled:
                _keep_an_admin(connection, name)
            what = "enabled" if enabled else "disabled"
            self._change(connection, name, "enabled", int(enabled), by, what)

    def get(self, name: str) -> Account | None:
        """An account by its stored name; None when there is none.

        Raises:
            StorageError: the file cannot be used.
        """
        with self._storage.reading() as connection:
            row = _row(connection, name)
        return None if row is None else _account(row)

    def __getitem__(self, name: str) -> Account:
        """An account that must be there.

        Raises:
            RuleError: there is none.
        """
        found = self.get(name)
        if found is None:
            raise RuleError(f"there is no account {name}")
        return found

    def all(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with self._storage.reading() as connection:
            rows = connection.execute("SELECT * FROM account ORDER BY name").fetchall()
        return tuple(map(_account, rows))

    def changes(self) -> tuple[Change, ...]:
        """Every change, oldest first."""
        with self._storage.reading() as connection:
            rows = connection.execute("SELECT at, by, name, what FROM change ORDER BY id")
            return tuple(Change(*row) for row in rows.fetchall())

    def log_in(self, name: str, password: str, address: str) -> Account | float | None:
        """Check a password.

        Args:
            name: as typed.
            password: as typed.
            address: of the client, for the lock-out.

        Returns:
            The account; None when name or password are wrong or the account is disabled, which
            take the same time; or the seconds to wait, without looking at the password.

        Raises:
            StorageError: the file cannot be used.
        """
        try:
            name = checked_name(name)
        except RuleError:
            name = ""  # no account has it; counted like a wrong one
        attempt = lockout.Attempt(name, address, self._clock())
        # One at a time until it is counted: many at once would all pass before the first counts.
        with self._hashing:
            with self._storage.reading() as connection:
                wait = lockout.wait(connection, attempt)
                row = _row(connection, name)
            if wait > 0:
                return wait
            is_right = self._is_right(row["hash"] if row else self._nobody, password)
            with self._storage.changing() as connection:
                if row is None or not is_right or not row["enabled"]:
                    lockout.failed(connection, attempt)
                    return None
                lockout.succeeded(connection, attempt)
                if self._hasher.check_needs_rehash(row["hash"]):
                    connection.execute(
                        "UPDATE account SET hash = ? WHERE name = ? AND hash = ?",
                        (self._hasher.hash(folded_password(password)), name, row["hash"]),
                    )
        return _account(row)

    def _hash(self, password: str) -> str:
        with self._hashing:
            return self._hasher.hash(folded_password(password))

    def _is_right(self, hashed: str, password: str) -> bool:
        try:
            self._hasher.verify(hashed, folded_password(password[: MAX_PASSWORD + 1]))
        except VerifyMismatchError:
            return False
        except (InvalidHashError, VerificationError) as error:
            raise StorageError("a stored password is damaged; set it anew") from error
        return hashed != self._nobody

    def _change(
        self,
        connection: sqlite3.Connection,
        name: str,
        column: str,
        value: str | int,
        by: str,
        what: str,
    ) -> None:
        done = connection.execute(
            f"UPDATE account SET {column} = ?, stamp = stamp + 1, changed = ? WHERE name = ?",
            (value, self._now(), name),
        )
        if done.rowcount != 1:
            raise RuleError(f"there is no account {name}")
        self._note(connection, by, name, what)

    def _note(self, connection: sqlite3.Connection, by: str, name: str, what: str) -> None:
        connection.execute(
            "INSERT INTO change (at, by, name, what) VALUES (?, ?, ?, ?)",
            (self._now(), by, name, what),
        )

    def _now(self) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="seconds")


def _row(connection: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    found: sqlite3.Row | None = connection.execute(
        "SELECT * FROM account WHERE name = ?", (name,)
    ).fetchone()
    return found


def _account(row: sqlite3.Row) -> Account:
    changed = datetime.fromisoformat(row["changed"])
    return Account(row["name"], Role(row["role"]), bool(row["enabled"]), row["stamp"], changed)


def _keep_an_admin(connection: sqlite3.Connection, name: str) -> None:
    admins = connection.execute(
        "SELECT name FROM account WHERE role = ? AND enabled = 1", (Role.ADMIN.value,)
    ).fetchall()
    if [row["name"] for row in admins] == [name]:
        raise RuleError(f"{name} is the last admin; make another one first")

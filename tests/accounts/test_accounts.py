"""Accounts: stored, changed, locked out, told."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from accounts import lockout
from accounts.access import Role
from accounts.accounts import Account, Accounts
from accounts.errors import RuleError, StorageError
from tests.accounts.conftest import GOOD, Clock, quick

WRONG = "some other words here"


def stored(file: Path) -> str:
    """The hash of anna."""
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT hash FROM account WHERE name='anna'").fetchone()[0])


def test_the_file_is_its_owners_alone_and_holds_no_password(accounts: Accounts, file: Path) -> None:
    for each in file.parent.glob("accounts.db*"):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
        assert GOOD.encode() not in each.read_bytes()
    assert stored(file).startswith("$argon2id$")


def test_a_file_that_others_can_read_is_refused(accounts: Accounts, file: Path) -> None:
    file.chmod(0o640)
    with pytest.raises(StorageError, match="chmod 600"):
        Accounts(file)


def test_a_missing_file_and_one_of_another_program_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="python -m accounts add"):
        Accounts(tmp_path / "none.db")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE finding (id)")
        connection.commit()
    other.chmod(0o600)
    with pytest.raises(StorageError, match="not a file of accounts"):
        Accounts(other)
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"no database, but long enough to be looked at" * 30)
    noise.chmod(0o600)
    with pytest.raises(StorageError, match="cannot be used"):
        Accounts(noise)


def test_the_right_password_logs_in_and_names_are_not_case_sensitive(accounts: Accounts) -> None:
    found = accounts.log_in("Anna", GOOD, "10.0.0.1")
    assert isinstance(found, Account)
    assert (found.name, found.role) == ("anna", Role.INSPECTOR)


def test_wrong_unknown_and_disabled_get_the_same_answer(accounts: Accounts) -> None:
    accounts.set_enabled("anna", False, "boss")
    tried = [("anna", GOOD), ("boss", WRONG), ("nobody", GOOD), ("a/b", GOOD)]
    assert [accounts.log_in(name, said, "10.0.0.1") for name, said in tried] == [None] * 4
    # What an unknown name is compared with is no way in either.
    assert accounts.log_in("nobody", "nobody's password", "10.0.0.1") is None


def test_an_unknown_name_costs_a_hash_too(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    verify = PasswordHasher.verify

    def note(self: PasswordHasher, hash: str, password: str) -> bool:
        seen.append(hash.split("$")[3])
        return verify(self, hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", note)
    accounts.log_in("anna", WRONG, "10.0.0.1")
    accounts.log_in("nobody", WRONG, "10.0.0.1")
    assert len(seen) == 2
    assert seen[0] == seen[1]  # the same parameters


def test_failures_of_a_name_wait_longer_each_time_and_survive_a_restart(
    accounts: Accounts, file: Path, clock: Clock
) -> None:
    for _ in range(lockout.FREE["account"] + 1):
        assert accounts.log_in("anna", WRONG, "10.0.0.1") is None
    again = Accounts(file, hasher=quick(), clock=clock)
    assert again.log_in("anna", GOOD, "10.0.0.2") == 2.0  # from elsewhere too, and the right one
    clock.now += 2.0
    assert again.log_in("anna", WRONG, "10.0.0.1") is None
    assert again.log_in("anna", GOOD, "10.0.0.1") == 4.0
    clock.now += 4.0
    assert isinstance(again.log_in("anna", GOOD, "10.0.0.1"), Account)
    assert again.log_in("anna", WRONG, "10.0.0.1") is None  # counted from the start again
    assert isinstance(again.log_in("anna", GOOD, "10.0.0.1"), Account)


def test_an_address_that_tries_many_names_waits_and_a_success_does_not_free_it(
    accounts: Accounts, clock: Clock
) -> None:
    for number in range(lockout.FREE["address"]):
        assert accounts.log_in(f"name{number}", WRONG, "10.0.0.9") is None
    assert isinstance(accounts.log_in("anna", GOOD, "10.0.0.9"), Account)
    assert accounts.log_in("name99", WRONG, "10.0.0.9") is None
    assert accounts.log_in("anna", GOOD, "10.0.0.9") == 2.0
    assert isinstance(accounts.log_in("anna", GOOD, "10.0.0.8"), Account)
    clock.now += lockout.FORGOTTEN_AFTER + 1
    assert isinstance(accounts.log_in("anna", GOOD, "10.0.0.9"), Account)


def test_the_delay_grows_to_a_quarter_of_an_hour_and_no_more() -> None:
    delays = [lockout.delay("account", count) for count in range(40)]
    assert delays[: lockout.FREE["account"] + 1] == [0.0] * (lockout.FREE["account"] + 1)
    assert delays == sorted(delays)
    assert delays[-1] == lockout.MAX_WAIT


def test_a_clock_set_back_frees_nobody(accounts: Accounts, clock: Clock) -> None:
    for _ in range(lockout.FREE["account"] + 1):
        accounts.log_in("anna", WRONG, "10.0.0.1")
    clock.now -= 100_000
    assert accounts.log_in("anna", GOOD, "10.0.0.1") == 2.0


def test_a_hash_of_older_parameters_is_made_anew_at_log_in(
    accounts: Accounts, file: Path, clock: Clock
) -> None:
    before = stored(file)
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    again = Accounts(file, hasher=stronger, clock=clock)
    assert again.log_in("anna", WRONG, "10.0.0.1") is None
    assert stored(file) == before
    assert isinstance(again.log_in("anna", GOOD, "10.0.0.1"), Account)
    assert "m=16,t=2,p=1" in stored(file)
    assert isinstance(again.log_in("anna", GOOD, "10.0.0.1"), Account)


def test_the_last_admin_stays(accounts: Accounts) -> None:
    with pytest.raises(RuleError, match="last admin"):
        accounts.set_enabled("boss", False, "boss")
    with pytest.raises(RuleError, match="last admin"):
        accounts.set_role("boss", Role.TRAINER, "boss")
    accounts.set_role("anna", Role.ADMIN, "boss")
    accounts.set_enabled("boss", False, "anna")
    with pytest.raises(RuleError, match="last admin"):  # a disabled admin is none
        accounts.set_role("anna", Role.INSPECTOR, "anna")


def test_every_change_has_a_time_and_a_name_and_ends_sessions(accounts: Accounts) -> None:
    before = accounts["anna"].stamp
    accounts.set_role("anna", Role.TRAINER, "boss")
    accounts.set_password("anna", "northern lights at sea", "anna")
    accounts.set_enabled("anna", False, "boss")
    assert accounts["anna"].stamp == before + 3
    told = [(c.name, c.what, c.by) for c in accounts.changes()]
    assert told == [
        ("boss", "added as admin", "setup"),
        ("anna", "added as inspector", "boss"),
        ("anna", "role set to trainer", "boss"),
        ("anna", "password changed", "anna"),
        ("anna", "disabled", "boss"),
    ]
    assert all(c.at == "2027-01-15T08:00:00+00:00" for c in accounts.changes())


def test_what_breaks_a_rule_changes_nothing(accounts: Accounts) -> None:
    before = accounts.changes()
    with pytest.raises(RuleError, match="already"):
        accounts.add("ANNA", GOOD, Role.ADMIN, "boss")
    with pytest.raises(RuleError, match="no account"):
        accounts.set_password("carl", GOOD, "boss")
    with pytest.raises(RuleError, match="characters"):
        accounts.set_password("anna", "short", "boss")
    assert accounts.changes() == before

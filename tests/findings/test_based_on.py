"""What is written rests on what was seen: the look and the write are one transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from findings.errors import BusyError, RefusedError, StaleError
from findings.parts import Conclusion, Verdict
from findings.register import Register
from tests.findings.made import NAME, ORIGINAL, consignment, finding, raw

TOY = Conclusion(Verdict.NONE, note="Zanzibar")


@pytest.fixture
def other(register: Register, path: Path) -> Iterator[Register]:
    """A second connection to the same file."""
    with Register(path) as opened:
        yield opened


@pytest.fixture
def number(register: Register) -> int:
    return register.open_consignment(consignment(), NAME)


@pytest.fixture
def id(register: Register, number: int) -> int:
    made = register.record(number, finding())
    register.keep_photo(made, ORIGINAL, NAME)
    return made


WRITES: dict[str, Callable[[Register, int, int], object]] = {
    "conclude": lambda register, id, _: register.conclude(id, TOY, "B"),
    "undo": lambda register, id, _: register.undo_conclusion(id, "B"),
    "note": lambda register, id, _: register.add_note(id, "seen", "B"),
    "photo": lambda register, id, _: register.delete_photo(
        id, register.finding(id).kept[0].original_sha256, "B"
    ),
    "finding": lambda register, id, _: register.delete_finding(id, "B"),
    "consignment": lambda register, _, number: register.delete_consignment(number, "B"),
}


@pytest.mark.parametrize("name", WRITES)
def test_what_another_connection_changed_is_never_overwritten(
    register: Register, other: Register, number: int, id: int, name: str
) -> None:
    subject = number if name == "consignment" else id
    seen = register.stamp(subject)
    other.add_note(id, "meanwhile", "C")
    before = register.head()
    with (
        pytest.raises(StaleError, match="changed this meanwhile"),
        register.based_on(subject, seen),
    ):
        WRITES[name](register, id, number)
    assert register.head() == before
    with register.based_on(subject, register.stamp(subject)):
        WRITES[name](register, id, number)
    assert register.head() != before
    assert register.verify().holds


def test_a_stamp_changes_with_every_finding_of_a_consignment(
    register: Register, number: int, id: int
) -> None:
    stamps = [register.stamp(number)]
    second = register.record(number, finding())
    stamps.append(register.stamp(number))
    register.conclude(id, TOY, "B")
    stamps.append(register.stamp(number))
    register.delete_finding(second, "B")
    stamps.append(register.stamp(number))
    assert len(set(stamps)) == 4
    assert register.stamp(number) == stamps[-1]
    for nothing in (0, -1, 2**70, 10_000):
        assert register.stamp(nothing) == ""


def test_nobody_writes_between_the_look_and_the_write(
    register: Register, other: Register, id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def meanwhile() -> None:
        try:
            other.conclude(id, Conclusion(Verdict.UNKNOWN_OBJECT), "C")
        except BusyError as error:
            told.append(str(error))

    other._db.execute("PRAGMA busy_timeout = 50")
    with register.based_on(id, register.stamp(id)):
        thread = threading.Thread(target=meanwhile)
        thread.start()
        thread.join()
        register.conclude(id, TOY, "B")
    assert len(told) == 1  # the look holds the file until the write is done
    assert register.finding(id).finding.conclusion == TOY


def test_a_deletion_based_on_what_was_seen_leaves_no_bytes(
    register: Register, path: Path, id: int
) -> None:
    register.add_note(id, "Xylophone", "B")
    assert b"Xylophone" in raw(path)
    with register.based_on(id, register.stamp(id)):
        register.delete_finding(id, "B")
    assert b"Xylophone" not in raw(path)


def test_a_write_that_is_refused_leaves_nothing(register: Register, id: int) -> None:
    before = register.head()
    with pytest.raises(RefusedError), register.based_on(id, register.stamp(id)):
        _twice(register, id)
    assert register.head() == before


def _twice(register: Register, id: int) -> None:
    register.add_note(id, "first", "B")
    register.add_note(id, " ", "B")

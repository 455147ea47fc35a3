"""What is recorded is found again, changed and taken back; every change is a row of the history."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from catalogue.law import Status
from findings import projection
from findings.errors import BusyError, RefusedError, UnknownError
from findings.event import Kind
from findings.parts import Conclusion, Verdict
from findings.reading import Search
from findings.register import Register
from model.errors import PhotoError
from model.photo import encode_jpeg
from tests.conftest import textured
from tests.findings.made import (
    NAME,
    ORIGINAL,
    START,
    Clock,
    consignment,
    finding,
    guarded_again,
    raw,
    unguarded,
)


def test_a_finding_comes_back_as_it_was_recorded(register: Register) -> None:
    number = register.open_consignment(consignment(), NAME)
    item = register.finding(register.record(number, finding()))
    assert item.finding == finding()
    assert item.consignment == register.consignment(number)
    assert item.consignment.consignment == consignment()
    assert (item.recorded, item.consignment.by) == (START, NAME)


def test_the_register_survives_closing(path: Path) -> None:
    with Register(path, create=True) as first:
        first.record(first.open_consignment(consignment(), NAME), finding())
    with Register(path) as second:
        assert second.search().findings[0].finding == finding()


def test_a_conclusion_changes_and_is_taken_back_step_by_step(register: Register) -> None:
    id = register.record(register.open_consignment(consignment(), NAME), finding(conclusion=None))
    steps = [Conclusion(Verdict.NONE, note="toy"), Conclusion(Verdict.ANOTHER_CLASS, "chain")]
    for step in steps:
        register.conclude(id, step, "B")
        assert register.finding(id).finding.conclusion == step
        assert register.search(Search(verdict=step.verdict)).total == 1
    assert register.search(Search(visual_class="chain")).total == 1
    assert register.undo_conclusion(id, "C") == steps[0]
    assert register.finding(id).finding.conclusion == steps[0]
    register.conclude(id, steps[1], "B")
    assert register.undo_conclusion(id, "C") == steps[0]
    assert register.undo_conclusion(id, "C") is None
    with pytest.raises(UnknownError, match="no conclusion"):
        register.undo_conclusion(id, "C")
    told = [(line.kind, line.by) for line in register.history(id)]
    changed, undone = (Kind.CONCLUSION_CHANGED, "B"), (Kind.CONCLUSION_UNDONE, "C")
    assert told[1:] == [changed, changed, undone, changed, undone, undone]


def test_a_refused_write_leaves_no_row(register: Register) -> None:
    id = register.record(register.open_consignment(consignment(), NAME), finding())
    before = register.head()
    with pytest.raises(UnknownError):
        register.record(99, finding())
    with pytest.raises(UnknownError):
        register.conclude(2**80, Conclusion(Verdict.NONE), NAME)
    for by in ("", "a\0", "\ud800", "x" * 121):
        with pytest.raises(RefusedError):
            register.conclude(id, Conclusion(Verdict.NONE), by)
    for note in (" ", "\0", "x" * 10_000_000, "\udc00"):
        with pytest.raises(RefusedError):
            register.add_note(id, note, NAME)
    for days in (0, -1, 40_000, True):
        with pytest.raises(RefusedError):
            register.set_retention(days, NAME)
    assert register.head() == before


def test_hostile_text_is_stored_as_it_is(register: Register) -> None:
    text = "'); DROP TABLE event;-- \"<script>alert(1)</script> %s {0} \u202e ＝1"
    number = register.open_consignment(consignment(reference=text[:100]), text)
    id = register.record(number, finding(by=text))
    register.add_note(id, text * 100, text)
    item = register.finding(id)
    assert item.finding.by == text
    assert item.notes[0].text == text * 100
    assert register.search(Search(text="drop table")).total == 1
    assert register.search(Search(text="%s")).total == 1
    assert register.search(Search(text="_rop")).total == 0
    assert register.verify().holds


def test_a_photo_is_kept_without_its_bytes_or_metadata(register: Register, path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at 52.0976,23.7341"
    file = path.with_name("photo.jpg")
    Image.fromarray(textured(2400, 1200)).save(file, exif=exif)
    original = file.read_bytes()
    file.unlink()
    sha256 = hashlib.sha256(original).hexdigest()
    item = finding(photos=(sha256,))
    id = register.record(register.open_consignment(consignment(), NAME), item)
    kept = register.keep_photo(id, original, NAME)
    jpeg = register.photo(id, sha256)
    assert hashlib.sha256(jpeg).hexdigest() == kept == register.finding(id).kept[0].sha256
    assert b"52.0976" in original
    assert b"52.0976" not in raw(path)
    assert b"Exif" not in jpeg
    file.write_bytes(jpeg)
    with Image.open(file) as picture:
        assert picture.size == (1600, 800)


def test_only_a_photo_of_the_finding_is_kept_and_only_once(register: Register) -> None:
    id = register.record(register.open_consignment(consignment(), NAME), finding())
    with pytest.raises(RefusedError, match="no photo of finding"):
        register.keep_photo(id, encode_jpeg(textured(64, 64)), NAME)
    with pytest.raises(PhotoError):
        register.keep_photo(id, b"no photo", NAME)
    register.keep_photo(id, ORIGINAL, NAME)
    with pytest.raises(RefusedError, match="kept already"):
        register.keep_photo(id, ORIGINAL, NAME)
    with pytest.raises(UnknownError):
        register.photo(id, "00" * 32)


def _many(register: Register, clock: Clock) -> list[int]:
    """Six findings of two consignments, a day apart."""
    ways = (
        consignment(),
        consignment(reference="AWB Ürümqi", post="Ганц", origin="TR", destination="XI", cn="8543",
                    transit=("RU",)),
    )  # fmt: skip
    numbers = [register.open_consignment(way, NAME) for way in ways]
    ids = []
    for index in range(6):
        law = replace(finding().law, jurisdiction=("EU", "GB")[index % 2])
        if index == 5:
            law = replace(law, status=Status.NOT_LISTED)
        held = Conclusion(Verdict.ANOTHER_CLASS, "leg_irons") if index == 2 else None
        by = "Änne Öztürk" if index == 4 else NAME
        made = finding(law=law, conclusion=held, made=clock(), by=by)
        ids.append(register.record(numbers[index // 3], made))
        clock.later(days=1)
    return ids


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Search(), [0, 1, 2, 3, 4, 5]),
        (Search(visual_class="leg_irons"), [2]),
        (Search(visual_class="thumb_cuffs"), [0, 1, 3, 4, 5]),
        (Search(status=Status.NOT_LISTED), [5]),
        (Search(jurisdiction="GB"), [1, 3, 5]),
        (Search(verdict=Verdict.ANOTHER_CLASS), [2]),
        (Search(pending=True), [0, 1, 3, 4, 5]),
        (Search(origin="TR"), [3, 4, 5]),
        (Search(destination="DE"), [0, 1, 2]),
        (Search(transit="KZ"), [0, 1, 2]),
        (Search(transit="RU"), [0, 1, 2, 3, 4, 5]),
        (Search(transit="DE"), []),
        (Search(transit='","'), []),
        (Search(cn="73"), [0, 1, 2]),
        (Search(cn="85"), [3, 4, 5]),
        (Search(since=date(2026, 11, 30)), [2, 3, 4, 5]),
        (Search(until=date(2026, 11, 29)), [0, 1]),
        (Search(since=date.min, until=date.max), [0, 1, 2, 3, 4, 5]),
        (Search(text="ürümqi ГАНЦ"), [3, 4, 5]),
        (Search(text="ürümqi brest"), []),
        (Search(text="LEG_IRONS"), [2]),
        (Search(text="leg_irons thumb"), [2]),
        (Search(consignment=1, jurisdiction="EU"), [0, 2]),
        (Search(text="%"), []),
        (Search(text="ÖZTÜRK änne"), [4]),
        (Search(text="quillfeather brest"), [0, 1, 2]),
    ],
)
def test_search_finds_what_fits_and_nothing_else(
    register: Register, clock: Clock, wanted: Search, expected: list[int]
) -> None:
    ids = _many(register, clock)
    page = register.search(wanted)
    assert [item.id for item in page.findings] == [ids[index] for index in reversed(expected)]
    assert (page.total, page.before) == (len(expected), None)


def test_pages_join_without_gap_or_overlap_while_findings_are_added(
    register: Register, clock: Clock
) -> None:
    ids = _many(register, clock)
    first = register.search(limit=4)
    register.record(1, finding())
    second = register.search(limit=4, before=first.before)
    assert [item.id for item in first.findings + second.findings] == ids[::-1]
    assert second.before is None
    for limit in (0, 1001):
        with pytest.raises(RefusedError):
            register.search(limit=limit)


def test_the_read_tables_can_be_built_anew(copy: Path) -> None:
    with Register(copy) as register:
        before = register.search()
        stored = projection.contents_of(register._db)
    db = unguarded(copy)
    for table in reversed(projection.TABLES):
        db.execute(f"DELETE FROM {table}")
    guarded_again(db)
    with Register(copy) as register:
        assert register.search().total == 0
        register.rebuild()
        assert projection.contents_of(register._db) == stored
        assert register.search() == before
    assert before.total == 2


def test_threads_may_share_a_register(register: Register) -> None:
    number = register.open_consignment(consignment(), NAME)
    wrong: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(10):
                register.search(Search(text="brest"))
                register.record(number, finding())
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert register.search().total == 40
    assert register.verify().holds


def test_a_writer_that_waits_too_long_is_told_so(
    register: Register, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("findings.storage.BUSY_SECONDS", 0.05)
    with Register(path) as other, register._writing(), pytest.raises(BusyError, match="try again"):
        other.open_consignment(consignment(), NAME)

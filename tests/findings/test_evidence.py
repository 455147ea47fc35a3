"""What a finding rests on: the class agreed with, the class asked about, the photo of a length."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from findings import export, schema
from findings.errors import RefusedError
from findings.finding import Finding
from findings.parts import Answer, Conclusion, Measurement, Verdict
from findings.register import Register
from findings.stated import Stated
from tests.findings.made import (
    NAME,
    ORIGINAL_SHA256,
    SEEN,
    Clock,
    consignment,
    finding,
    length,
    proof_of,
    unguarded,
)
from tests.findings.older import ID, of_schema, older
from tests.findings.test_verifying import chained_anew

AGREE = Conclusion(Verdict.AGREE, agreed="handcuffs")


def test_an_older_length_is_not_said_to_be_typed() -> None:
    """Before schema 4 also a length from a photo could be saved so."""
    assert not Measurement("bound", 61.0, 60.0, 62.0, level=1.0).is_way_kept
    assert Measurement("bound", 61.0, 60.0, 62.0, level=1.0, asked="How wide?").is_way_kept
    assert Measurement("bound", 61.0, 60.0, 62.0, level=0.95).is_way_kept


def cells(register: Register) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(export.to_csv(register), newline=""))
    return row


def test_all_of_it_is_in_the_history_and_in_every_export(path: Path) -> None:
    with Register(path, create=True, clock=Clock()) as register:
        id = register.record(register.open_consignment(consignment(), NAME), finding())
        facts = register.history(id)[0].facts
        row, told = cells(register), json.loads(export.to_json(register))
    assert facts["conclusion"]["agreed"] == "thumb_cuffs"
    assert facts["finding"]["about"] == "thumb_cuffs"
    assert facts["finding"]["measurements"][0] == {
        "question": "length",
        "asked": "How long is it?",
        "value_mm": 61.5,
        "low_mm": 59.25,
        "high_mm": 63.1,
        "level": 0.95,
        "photo": ORIGINAL_SHA256,
    }
    assert (row["agreed_class"], row["answers_about"]) == ("thumb_cuffs", "thumb_cuffs")
    assert row["measurements_mm"] == (
        f"length: 61.5 (59.25 to 63.1, level 0.95, photo {ORIGINAL_SHA256})"
    )
    (item,) = told["findings"]
    assert item["finding"]["answers"][0]["asked"] == "What does it bind?"
    assert Finding.from_json(item["finding"]) == finding()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"measurements": (length("cd" * 32),)}, "in a photo that is none of this object"),
        ({"conclusion": Conclusion(Verdict.AGREE, agreed="")}, "a class where the network named"),
        ({"seen": None}, "a class where the network named"),
        ({"answers": (), "measurements": ()}, "only where something answers"),
        ({"about": "thumb cuffs"}, "must be an id"),
    ],
)
def test_a_finding_that_contradicts_itself_is_refused(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        replace(finding(), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Conclusion(Verdict.NONE, agreed="handcuffs"), "by agreeing alone"),
        (lambda: Conclusion(Verdict.AGREE, agreed="two words"), "must be an id"),
        (lambda: replace(length(), level=1.0), "measured in no photo"),
        (lambda: replace(length(), photo="AB" * 32), "SHA-256"),
        (lambda: Answer("bound", "Two thumbs", " "), "empty"),
        (lambda: Answer("bound", "Two thumbs", "x" * 301), "301 characters"),
    ],
)
def test_a_part_that_breaks_a_rule_is_refused(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        make()


UNKNOWN = replace(SEEN, outcome="unknown")


@pytest.mark.parametrize(
    ("made", "holds"),
    [
        (finding(conclusion=AGREE), "handcuffs"),  # the page named another than the first
        (finding(seen=UNKNOWN), None),
        (finding(photos=(), seen=None), None),
        (older(), "thumb_cuffs"),
    ],
)
def test_the_class_that_was_agreed_with_holds(
    register: Register, made: Finding, holds: str | None
) -> None:
    assert made.visual_class == holds
    if made != older():
        id = register.record(register.open_consignment(consignment(), NAME), made)
        (found,) = register._db.execute("SELECT visual_class FROM finding WHERE id = ?", (id,))
        assert found == (holds,)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"conclusion": older().conclusion}, "who agrees must say with which class"),
        ({"about": None}, "must say which class they are about"),
        ({"answers": older().answers}, "bound must say what was asked"),
        ({"measurements": (replace(length(), asked=None),)}, "length must say what was asked"),
        ({"measurements": (replace(length(), photo=None),)}, "in which photo it was measured"),
    ],
)
def test_nothing_new_is_recorded_without_what_it_rests_on(
    register: Register, part: dict[str, object], sentence: str
) -> None:
    number = register.open_consignment(consignment(), NAME)
    id = register.record(number, finding())
    before, made = register.head(), finding(**part)
    with pytest.raises(RefusedError, match=sentence):
        register.record(number, made)
    assert made.conclusion is not None
    with pytest.raises(RefusedError, match=sentence):
        register.conclude(id, made.conclusion, NAME, made.stated)
    assert register.head() == before


def test_one_agrees_with_a_class_that_the_network_named_alone(register: Register) -> None:
    number = register.open_consignment(consignment(), NAME)
    id = register.record(number, finding())
    before, padlock = register.head(), Conclusion(Verdict.AGREE, agreed="padlock")
    made = finding(conclusion=padlock)  # as an older row may say: it can be read
    with pytest.raises(RefusedError, match="padlock is agreed with, and the network did not"):
        register.record(number, made)
    with pytest.raises(RefusedError, match="padlock is agreed with, and the network did not"):
        register.conclude(id, padlock, NAME)
    assert register.head() == before


def test_a_length_of_another_object_is_never_written(register: Register) -> None:
    id = register.record(register.open_consignment(consignment(), NAME), finding())
    before = register.head()
    with pytest.raises(RefusedError, match="none of this object"):
        register.restate(id, replace(finding().stated, measurements=(length("cd" * 32),)), NAME)
    with pytest.raises(RefusedError, match="a class where the network named"):
        register.conclude(id, Conclusion(Verdict.AGREE, agreed=""), NAME)
    assert register.head() == before


def test_who_writes_the_chain_anew_cannot_measure_in_a_photo_that_is_not_there(
    register: Register, path: Path
) -> None:
    register.record(register.open_consignment(consignment(), NAME), finding())
    register.close()
    db = unguarded(path)
    (payload,) = db.execute("SELECT payload FROM event WHERE seq = 2").fetchone()
    whole = json.loads(payload)
    whole["facts"]["finding"]["measurements"][0]["photo"] = "cd" * 32
    forged = json.dumps(whole, sort_keys=True, separators=(",", ":"))
    db.execute("UPDATE event SET payload = ? WHERE seq = 2", (forged,))
    db.close()
    chained_anew(path)
    with Register(path) as opened:
        opened.rebuild()
    (fault,) = proof_of(path).faults
    assert fault.seq == 2
    assert "says what no finding can: length was measured in a photo" in fault.sentence


@pytest.mark.parametrize("version", [1, 3])
def test_an_older_register_opens_verifies_and_invents_nothing(path: Path, version: int) -> None:
    of_schema(path, version)
    db = sqlite3.connect(path)
    before = db.execute("SELECT * FROM event").fetchall()
    assert db.execute("PRAGMA user_version").fetchone() == (version,)
    db.close()
    with Register(path) as register:
        assert register.verify().holds
        assert register.finding(ID).finding == older()
        assert register._db.execute("SELECT * FROM event").fetchall() == before
        assert register._db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        row = cells(register)
    assert (row["agreed_class"], row["answers_about"]) == ("(not kept)", "(not kept)")
    assert row["measurements_mm"].endswith("photo (not kept))")
    assert row["class"] == "thumb_cuffs"


def test_an_older_finding_is_concluded_anew_and_goes_back_to_its_law(path: Path) -> None:
    of_schema(path, 3)
    with Register(path) as register:
        old = register.finding(ID).finding
        law = replace(old.law, jurisdiction="GB")
        register.conclude(ID, AGREE, NAME, replace(old.stated, law=law))
        assert register.finding(ID).finding.conclusion == AGREE
        assert register.finding(ID).finding.answers == old.answers  # still without its words
        register.restate(ID, finding().stated, NAME)
        assert register.finding(ID).finding.about == "thumb_cuffs"
        assert register.undo_conclusion(ID, NAME) == old.conclusion
        back = register.finding(ID).finding
        assert (back.conclusion, back.law) == (old.conclusion, old.law)
        assert back.about == "thumb_cuffs"  # answers given since stay: they were given
        assert register.verify().holds
        shown = register.search()
        register.rebuild()
        assert register.search() == shown


def test_both_forms_of_a_row_are_read() -> None:
    stated = finding().stated
    assert Stated.from_facts(json.loads(json.dumps(stated.facts()))) == stated
    assert Measurement.from_facts(["length", 2, 1, 3, 0.95]).photo is None
    for wrong in (["length", 1], {"question": "length"}, None):
        with pytest.raises(RefusedError, match="another shape"):
            Stated.from_facts({**stated.facts(), "measurements": [wrong]})

"""The types refuse what no register should hold, in one sentence, and read back as written."""

from __future__ import annotations

import json
import math
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from findings import rules
from findings.canonical import canonical, moment, parse_moment
from findings.errors import RefusedError
from findings.finding import Consignment, Finding
from findings.parts import OUTCOMES, Candidate, Conclusion, Measurement, Seen, Verdict
from model.screening import Outcome
from tests.findings.made import consignment, finding


def test_a_finding_reads_back_from_its_json() -> None:
    for made in (finding(), finding(conclusion=None, photos=(), seen=None, answers=())):
        assert Finding.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_a_consignment_reads_back_from_its_json() -> None:
    for made in (consignment(), Consignment("x")):
        assert Consignment.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_outcomes_are_those_of_the_screening() -> None:
    assert list(OUTCOMES) == [each.value for each in Outcome]


def test_what_was_seen_comes_from_the_json_of_the_command_line() -> None:
    report = {
        "sha256": "00" * 32,
        "outcome": "unsure",
        "candidates": [{"class": "handcuffs", "kind": "good", "probability": 0.5}],
        "model": {"id": "lite2", "sha256": "cd" * 32},
    }
    assert Seen.from_report(report) == Seen(
        "unsure", (Candidate("handcuffs", 0.5),), "lite2", "cd" * 32
    )
    with pytest.raises(RefusedError, match="report has another shape"):
        Seen.from_report({"outcome": "unsure"})


def test_facts_hold_nothing_personal() -> None:
    """These stay in the history after a deletion."""
    text = canonical([finding().facts(), consignment().facts()])
    told = finding(), consignment()
    for personal in (told[0].by, told[1].reference, told[1].post, "Dragomirescu"):
        assert personal not in text


@pytest.mark.parametrize(
    ("verdict", "holds"),
    [
        (None, "thumb_cuffs"),
        (Conclusion(Verdict.AGREE, agreed="thumb_cuffs"), "thumb_cuffs"),
        (Conclusion(Verdict.ANOTHER_CLASS, "chain"), "chain"),
        (Conclusion(Verdict.NONE), None),
        (Conclusion(Verdict.UNKNOWN_OBJECT), None),
    ],
)
def test_the_inspectors_class_comes_before_the_networks(
    verdict: Conclusion | None, holds: str | None
) -> None:
    assert finding(conclusion=verdict).visual_class == holds


def test_what_the_network_did_not_know_has_no_class() -> None:
    seen = Seen("unknown", (Candidate("other", 0.9),), "m", "ab" * 32)
    assert finding(seen=seen).visual_class is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("origin", "UK", "write GB"),
        ("origin", "cn", "write CN"),
        ("destination", "ZZ", "no ISO 3166-1"),
        ("transit", ("CN", "1;"), "transit"),
        ("transit", ["CN"], "tuple"),
        ("cn", "123", "4 to 10 digits"),
        ("cn", "٧٣٢٦", "4 to 10 digits"),
        ("cn", "73269098\n", "4 to 10 digits"),
        ("reference", "  ", "empty"),
        ("reference", "a\0b", r"U\+0000\) at place 2"),
        ("reference", "two\nlines", r"U\+000A"),
        ("post", "\ud800", r"U\+D800"),
        ("post", "x" * 121, "121 characters"),
        ("post", None, "must be text"),
    ],
)
def test_a_consignment_refuses(field: str, value: object, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        consignment(**{field: value})


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("photos", ("AB" * 32,), "SHA-256"),
        ("photos", ("ab" * 32, "ab" * 32), "twice"),
        ("photos", (), "needs the photos"),
        ("by", "", "empty"),
        ("made", datetime(2026, 1, 1), "UTC"),
        ("made", datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1))), "UTC"),
        ("made", datetime(2026, 1, 1, microsecond=1, tzinfo=UTC), "whole seconds"),
    ],
)
def test_a_finding_refuses(field: str, value: object, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        finding(**{field: value})


def test_the_parts_refuse_numbers_that_are_none() -> None:
    for probability in (math.nan, math.inf, -0.1, 1.1, "1", True):
        with pytest.raises(RefusedError, match="number of 0 to 1"):
            Candidate("x", probability)  # type: ignore[arg-type]
    for low, value, high in ((2, 1, 3), (0, 1, 2), (1, 2, math.inf), (1, 3, 2)):
        with pytest.raises(RefusedError):
            Measurement("length", value, low, high, 0.95)
    with pytest.raises(RefusedError, match="most probable first"):
        Seen("unsure", (Candidate("a", 0.1), Candidate("b", 0.2)), "m", "ab" * 32)


def test_a_note_has_a_limit_and_keeps_its_lines() -> None:
    assert Conclusion(Verdict.NONE, note="a\r\n\tb <b>'\"--").note == "a\r\n\tb <b>'\"--"
    for note in ("x" * 10_000_000, "a\0", "\udfff"):
        with pytest.raises(RefusedError):
            Conclusion(Verdict.NONE, note=note)
    with pytest.raises(RefusedError, match="class is named"):
        Conclusion(Verdict.AGREE, "handcuffs")
    with pytest.raises(RefusedError, match="class is named"):
        Conclusion(Verdict.ANOTHER_CLASS)


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.characters(codec=None)))
def test_text_is_taken_and_can_be_written_or_is_refused_by_a_typed_error(text: str) -> None:
    strange = [mark for mark in text if unicodedata.category(mark) in ("Cc", "Cs")]
    if len(text) > 50 or not set(strange) <= {"\n", "\r", "\t"}:
        with pytest.raises(RefusedError) as caught:
            rules.check_text(text, "it", 50, breaks=True)
        assert str(caught.value).isprintable()
    else:
        rules.check_text(text, "it", 50, breaks=True)
        assert text.encode().decode() == text


@settings(deadline=None)  # the machine may be busy
@given(st.floats(0, 1), st.floats(1e-6, 1e6))
def test_numbers_read_back_as_they_were(probability: float, length: float) -> None:
    seen = Seen("unsure", (Candidate("a", probability),), "m", "ab" * 32)
    size = Measurement("length", length, length, length, 0.95)
    made = finding(seen=seen, measurements=(size,))
    assert Finding.from_json(json.loads(canonical(made.to_json()))) == made


def test_canonical_json_is_one_text_a_value() -> None:
    assert canonical({"b": [1, 2.5], "a": "é"}) == '{"a":"\\u00e9","b":[1,2.5]}'
    for value in (math.nan, {1: 2}, (1,), object(), [math.inf]):
        with pytest.raises(RefusedError):
            canonical(value)


def test_times_read_back_and_sort_as_text() -> None:
    early, late = (datetime(2026, 1, day, 12, 0, 5, tzinfo=UTC) for day in (2, 11))
    assert parse_moment(moment(late)) == late
    assert moment(early) < moment(late)
    for text in ("2026-1-2T12:00:05Z", "2026-01-02", "", "2026-01-02T12:00:05+01:00"):
        with pytest.raises(RefusedError, match="no time"):
            parse_moment(text)

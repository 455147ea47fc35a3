"""What is said of a photo checks itself, and one wording reads back as it was."""

from __future__ import annotations

import pytest

from datasets.library import wording
from datasets.library.errors import RefusedError
from datasets.library.record import Box, Record, State, Verdict, edited, reviewed

PLAIN = Record(group="g", licence="CC0-1.0")
FULL = Record(
    group="object 7",
    licence="CC-BY-4.0",
    label="handcuffs",
    proposed="thumb_cuffs",
    proposed_by="network",
    view="worn",
    source="https://example.org/é",
    author='O\'Neil, "Bo"',
    consent="written, 2026-03-01",
    device="Maker X",
    place="Brest | yard",
    taken="2026-03-01T10:00:00+02:00",
    gps=(52.097621, -23.734051),
    labelled_by="Anna",
    reviewed_by="Ben",
    verdict=Verdict.REJECTED,
    reason="a toy",
    several_goods=True,
    box=Box(0.1, 1 / 3, 0.2, 2 / 3),
    flags=("blurred", "dark"),
)


@pytest.mark.parametrize("record", [PLAIN, FULL])
def test_a_record_reads_back_as_it_was_from_json_and_from_a_table(record: Record) -> None:
    assert wording.from_json(wording.to_json(record)) == record
    assert wording.from_json(wording.to_cells(record, gps=True)) == record


def test_a_table_holds_no_place_on_earth_unless_asked() -> None:
    assert wording.to_cells(FULL)["gps"] == ""
    assert wording.from_json(wording.to_cells(FULL)).gps is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"licence": ""}, "licence is empty"),
        ({"group": " g"}, "begins or ends with a space"),
        ({"label": "a/b"}, "must be an id such as handcuffs"),
        ({"label": "..", "labelled_by": "A"}, "must be an id"),
        ({"label": "a"}, "needs the name of who gave it"),
        ({"labelled_by": "A"}, "needs the name of who gave it"),
        ({"label": "a", "cannot_tell": True, "labelled_by": "A"}, "has no label; choose"),
        ({"verdict": Verdict.ACCEPTED, "reviewed_by": "B"}, "a review needs a label"),
        ({"author": "a\nb"}, r"U\+000A"),
        ({"author": "a\u2028b"}, r"U\+2028"),
        ({"taken": "yesterday"}, "must be like 2026-11-28"),
        ({"gps": (91.0, 0.0)}, "latitude"),
        ({"gps": (0.0, float("nan"))}, "longitude"),
        ({"flags": ("Not a word",)}, "flags must be words"),
        ({"source": "x" * 2001}, "shorten it"),
    ],
)
def test_a_record_that_breaks_a_rule_is_one_sentence(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        Record(**({"group": "g", "licence": "l"} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "box", [(0.5, 0, 0.6, 1), (0, 0, 0, 1), (-0.1, 0, 1, 1), (0, 0, float("inf"), 1)]
)
def test_a_box_lies_in_the_photo(box: tuple[float, ...]) -> None:
    with pytest.raises(RefusedError):
        Box(*box)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"cannot_tell": "maybe"}, "must be yes or no"),
        ({"box": "1 2 3"}, "must be 4 numbers"),
        ({"box": ["a", 0, 1, 1]}, "must be 4 numbers"),
        ({"gps": 7}, "must be 2 numbers"),
        ({"verdict": "fine"}, "one of accepted, rejected"),
        ({"flags": [1]}, "must be words"),
        ({"author": 7}, "must be text"),
    ],
)
def test_hostile_cells_are_one_sentence(cells: dict[str, object], sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        wording.from_json({"group": "g", "licence": "l", **cells})


def test_a_new_label_names_its_giver_and_voids_the_review() -> None:
    labelled = edited(PLAIN, {"label": "handcuffs"}, "Anna")
    accepted = reviewed(labelled, Verdict.ACCEPTED, "", "Ben")
    assert accepted.state is State.ACCEPTED
    other = edited(accepted, {"label": "batons"}, "Cleo")
    assert (other.labelled_by, other.reviewed_by, other.verdict) == ("Cleo", "", None)
    moved = edited(accepted, {"box": Box(0, 0, 1, 1)}, "Cleo")
    assert (moved.labelled_by, moved.verdict) == ("Anna", None)
    assert edited(accepted, {"view": "front"}, "Cleo").verdict is Verdict.ACCEPTED
    assert edited(accepted, {"label": "handcuffs"}, "Cleo") == accepted


def test_cannot_tell_and_a_label_exclude_each_other() -> None:
    unsure = edited(PLAIN, {"cannot_tell": True}, "Anna")
    assert (unsure.state, unsure.labelled_by) == (State.CANNOT_TELL, "Anna")
    sure = edited(unsure, {"label": "batons"}, "Ben")
    assert (sure.cannot_tell, sure.labelled_by) == (False, "Ben")
    assert edited(sure, {"label": None}, "Ben").state is State.TODO


@pytest.mark.parametrize("name", ["labelled_by", "verdict", "sha256", "nonsense"])
def test_only_what_people_say_can_be_changed(name: str) -> None:
    with pytest.raises(RefusedError, match="cannot be changed"):
        edited(PLAIN, {name: "x"}, "Anna")


def test_who_labels_does_not_review_and_rejecting_needs_a_reason() -> None:
    labelled = edited(PLAIN, {"label": "handcuffs"}, "Anna")
    with pytest.raises(RefusedError, match="second person"):
        reviewed(labelled, Verdict.ACCEPTED, "", "ANNA")
    with pytest.raises(RefusedError, match="needs a reason"):
        reviewed(labelled, Verdict.REJECTED, " ".strip(), "Ben")
    with pytest.raises(RefusedError, match="no label to review"):
        reviewed(PLAIN, Verdict.ACCEPTED, "", "Ben")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "no label"),
        ({"cannot_tell": True, "labelled_by": "A"}, "cannot tell"),
        ({"label": "a", "labelled_by": "A", "several_goods": True}, "several goods"),
        (
            {
                "label": "a",
                "labelled_by": "A",
                "verdict": Verdict.REJECTED,
                "reviewed_by": "B",
                "reason": "no",
            },
            "label rejected",
        ),
    ],
)
def test_training_leaves_out_what_is_not_sure(changes: dict[str, object], why: str) -> None:
    record = Record(**({"group": "g", "licence": "l"} | changes))  # type: ignore[arg-type]
    assert record.why_unusable is not None
    assert record.why_unusable.startswith(why)

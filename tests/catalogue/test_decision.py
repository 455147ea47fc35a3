"""The showpiece: cuffs of every kind, decided by answers and millimetres, as a lawyer would."""

from datetime import date

import pytest

from catalogue.decision import Given, Measured, decide, parse_measured
from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query

PAIR: dict[str, Given] = {
    "people": "No, for one person",
    "anchor": "No",
    "where": "Wrists",
    "lock": "It locks: ratchet, key or bolt",
    "rings": "A pair",
    "modified": "No",
}


def mm(value: float) -> Measured:
    return Measured(value, value)


def cuffs(overall: float, last: float, first: float) -> dict[str, Given]:
    return {
        **PAIR,
        "last_notch": mm(last),
        "first_notch": mm(first),
        "overall": mm(overall),
    }


@pytest.mark.parametrize(
    ("overall", "last", "first", "subject", "status"),
    [
        (150, 165, 200, "ordinary_handcuffs", "not_listed"),
        (240, 165, 200, "ordinary_handcuffs", "not_listed"),
        (280, 165, 200, "long_ordinary_handcuffs", "not_listed"),
        (149, 165, 200, "shackles", "export_authorisation"),
        (281, 165, 200, "shackles", "export_authorisation"),
        (230, 166, 200, "shackles", "export_authorisation"),
        (230, 165, 199, "shackles", "export_authorisation"),
        (260, 166, 200, "shackles", "export_authorisation"),
        (260, 165, 199, "shackles", "export_authorisation"),
    ],
)
def test_ordinary_handcuffs_are_those_that_meet_every_limit(
    catalogue: Catalogue, overall: float, last: float, first: float, subject: str, status: str
) -> None:
    found = decide(catalogue, catalogue["handcuffs"], cuffs(overall, last, first))
    assert found.ruling is not None
    assert (found.ruling.subject.id, found.status) == (subject, status)


@pytest.mark.parametrize(
    ("answers", "subject", "key"),
    [
        ({**PAIR, "modified": "Yes"}, "shackles", "III 1.1"),
        ({**PAIR, "where": "Thumbs"}, "thumb_cuffs", "II 2.2"),
        ({**PAIR, "where": "Fingers"}, "finger_cuffs", "II 2.2"),
        ({**PAIR, "where": "The neck"}, "neck_restraints", "III 1.2"),
        ({**PAIR, "anchor": "Yes"}, "anchored_cuffs", "II 2.6"),
        ({"people": "Yes, for several people", "gang_kind": "No"}, "gang_chains", "II 2.4"),
        (
            {"people": "Yes, for several people", "gang_kind": "Yes"},
            "gang_chains_with_fetters",
            "II 2.3",
        ),
    ],
)
def test_handcuffs_may_turn_out_to_be_something_else(
    catalogue: Catalogue, answers: dict[str, Given], subject: str, key: str
) -> None:
    ruling = decide(catalogue, catalogue["handcuffs"], answers).ruling
    assert ruling is not None
    assert ruling.subject.id == subject
    assert [entry.key for entry in ruling.entries] == [key]


def test_an_open_question_is_asked_next_and_nothing_is_decided(catalogue: Catalogue) -> None:
    found = decide(catalogue, catalogue["handcuffs"], PAIR)
    assert found.question is not None
    assert found.question.id == "last_notch"
    assert found.status is Status.DEPENDS
    assert found.ruling is None
    assert [step.question.id for step in found.steps] == list(PAIR)


def test_a_measurement_across_a_limit_decides_nothing_and_says_why(catalogue: Catalogue) -> None:
    answers = {**cuffs(230, 165, 200), "last_notch": Measured(163, 168)}
    found = decide(catalogue, catalogue["handcuffs"], answers)
    assert found.status is Status.DEPENDS
    assert found.undecided == (
        "Between 163 and 168 mm lies the limit of 165 mm: measure again by hand."
    )


def test_the_same_answers_mean_another_status_on_another_day(catalogue: Catalogue) -> None:
    answers: dict[str, Given] = {"people": "Yes, for several people", "gang_kind": "No"}
    before = catalogue.asked(Query(as_of=date(2024, 1, 1)))
    now = decide(catalogue, catalogue["handcuffs"], answers)
    then = decide(before, before["handcuffs"], answers)
    assert (now.status, then.status) == (Status.PROHIBITED, Status.EXPORT_AUTHORISATION)
    assert then.ruling is not None
    assert [entry.key for entry in then.ruling.entries] == ["III 1.1"]
    assert all("2019/125" in name for name in then.ruling.lists)


def test_what_is_no_answer_is_refused_with_those_offered(catalogue: Catalogue) -> None:
    handcuffs = catalogue["handcuffs"]
    with pytest.raises(CatalogueError, match=r"'Maybe' is no answer.*it offers: Yes, for several"):
        decide(catalogue, handcuffs, {"people": "Maybe"})
    with pytest.raises(CatalogueError, match="asks for words"):
        decide(catalogue, handcuffs, {"people": mm(3)})
    with pytest.raises(CatalogueError, match="asks for a number in mm"):
        decide(catalogue, handcuffs, {**PAIR, "last_notch": "long"})
    with pytest.raises(CatalogueError, match=r"'padlock' has no questions|is no answer"):
        decide(catalogue, catalogue["padlock"], {"people": "Maybe"})


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("163", 163, 163),
        ("163,5", 163.5, 163.5),
        ("163+-2", 161, 165),
        ("163 ± 2", 161, 165),
        ("161..165", 161, 165),
    ],
)
def test_measurements_are_read_as_people_write_them(text: str, low: float, high: float) -> None:
    assert parse_measured(text) == Measured(low, high)


@pytest.mark.parametrize("text", ["", "wide", "1..2..3", "-5", "5..3", "nan", "inf", "3+-4"])
def test_what_is_no_measurement_is_refused(text: str) -> None:
    with pytest.raises(CatalogueError, match="measurement"):
        parse_measured(text)


def test_every_path_of_every_tree_ends_in_a_ruling_with_a_reason(catalogue: Catalogue) -> None:
    for visual_class in catalogue.classes:
        tree = visual_class.tree
        if tree is None:
            continue
        for path in tree.paths(visual_class.start):
            end = tree.ends[path[-1]]
            ruling = catalogue.ruling(end.subject)
            assert ruling.reason
            assert ruling.entries or ruling.status is Status.NOT_LISTED

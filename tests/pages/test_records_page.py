"""The records page: what an address asks for, what each press does; without a browser."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html
from findings.errors import RefusedError
from findings.parts import Candidate, Conclusion, Law, Seen, Verdict
from findings.register import Register
from pages.records import _pressed
from pages.records_desk import NEEDS, Desk, View, named
from pages.records_finding import gravest
from pages.records_forms import _concluding, _verdicts
from pages.records_list import PER_PAGE, Wanted
from pages.records_register import proof_words
from pages.records_report import CaseReports
from pages.records_steps import Step
from tests.findings import made
from tests.findings.older import ID, of_schema
from tests.pages.outline import outline, words
from tests.pages.serve_records import HOSTILE, MANY, fill

# A class of one's own came first: it has no law, and nobody agrees with it.
OWN = replace(made.SEEN, candidates=(Candidate("my_own", 0.5), Candidate("handcuffs", 0.4)))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "findings.db", create=True, clock=made.Clock()) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def desk(register: Register, catalogue: Catalogue) -> Desk:
    return Desk(register, catalogue, lambda user, needs: True, CaseReports(register))


def newest(register: Register) -> int:
    return register.search(limit=1).findings[0].id


def shown(desk: Desk, **query: str) -> str:
    return "".join(desk.look(desk.opened(query, None)))


def test_the_list_has_pages_that_lead_back_and_forth(desk: Desk) -> None:
    first = shown(desk)
    assert first.count('class="record-facts"') == PER_PAGE
    assert "Newer" not in first
    last = desk.register.search(limit=PER_PAGE).before
    second = shown(desk, trail=str(last))
    assert second.count('class="record-facts"') == MANY + 3 - PER_PAGE
    assert "Newer" in second
    assert "Older" not in second


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"text": "weighed 212"}, 1),
        ({"text": "awb 020"}, MANY),
        ({"status": "prohibited", "text": "MRN"}, 2),
        ({"pending": "yes"}, MANY),
        ({"verdict": "agree"}, 3),
        ({"class": "handcuffs"}, 0),
        ({"transit": "kz"}, MANY + 3),
        ({"transit": "de"}, 0),
        ({"text": "QUILLFEATHER awb"}, MANY),
        ({"text": "quillfeather script"}, 0),
        ({"origin": "cn", "cn": "7326 90", "place": "EU"}, MANY + 3),
        ({"since": "2026-11-28", "until": "2026-11-28"}, MANY + 3),
        ({"until": "2026-11-27"}, 0),
    ],
)
def test_every_filter_of_the_form_finds_what_it_says(
    desk: Desk, query: dict[str, str], count: int
) -> None:
    assert f">{count} finding" in shown(desk, **query)


@pytest.mark.parametrize(
    "query", [{"status": "nice"}, {"since": "soon"}, {"in": "x"}, {"trail": "-1"}, {"cn": "ab"}]
)
def test_an_address_that_asks_for_nothing_is_refused_in_a_sentence(query: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        Wanted.of(query)


def test_the_form_says_which_filters_are_set_and_keeps_their_values(desk: Desk) -> None:
    page = shown(desk, status="prohibited", origin="cn", **{"class": "a_class_of_old"})
    assert "Filters set: Class; Status; Origin, two letters" in words(page)
    assert '<option value="prohibited" selected>' in page
    assert '<option value="a_class_of_old" selected>' in page


def test_hostile_text_is_shown_as_text_in_every_room(desk: Desk, register: Register) -> None:
    register.conclude(newest(register), Conclusion(Verdict.NONE, note=HOSTILE), HOSTILE)
    ill = next(f for f in register.search(limit=5).findings if f.finding.by == HOSTILE)
    for query in (
        {},
        {"text": "<script>"},
        {"finding": str(ill.id)},
        {"finding": str(newest(register))},
        {"consignment": str(ill.consignment.id)},
    ):
        page = shown(desk, **query)
        assert "<script" not in page
        assert "<img src=x" not in page
        assert outline(page).open == []
    assert "&lt;script&gt;" in shown(desk, finding=str(ill.id))


def test_one_finding_is_shown_whole_and_its_headings_are_in_order(desk: Desk) -> None:
    page = shown(desk, finding=str(newest(desk.register)))
    for told in (made.ORIGINAL_SHA256, "83%", "Two thumbs", "61.5 mm", "weighed: 212 g",
                 "another version", made.NAME, "Photo kept"):  # fmt: skip
        assert told in words(page)
    levels = outline(page).headings
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(outline(page).alts)


def test_each_length_has_its_millimetres_what_it_is_and_its_photo(desk: Desk) -> None:
    page = words(shown(desk, finding=str(newest(desk.register))))
    for told in (
        "Agrees with what was shown: Thumb cuffs",
        "The questions were about Thumb cuffs",
        "What does it bind? Two thumbs",
        "How long is it? 61.5 mm (59.25 to 63.1 mm in 95% of cases)",
        f"Measured in photo 1, whose SHA-256 begins with {made.ORIGINAL_SHA256[:12]}.",
    ):
        assert told in page
    assert "did not keep" not in page


def test_what_an_older_version_did_not_keep_is_said(tmp_path: Path, catalogue: Catalogue) -> None:
    of_schema(tmp_path / "older.db", 3)
    with Register(tmp_path / "older.db") as register:
        page = words(
            shown(Desk(register, catalogue, lambda user, needs: True, None), finding=f"{ID}")
        )
    for told in (
        "Agrees with what was shown The version that saved this did not keep with which class.",
        "The version that saved this did not keep which class the questions were about.",
        "The version that saved this did not keep in which photo it was measured.",
    ):
        assert told in page


@pytest.mark.parametrize(
    ("seen", "offered", "agreed"),
    [
        (made.SEEN, "It is: Thumb cuffs", "thumb_cuffs"),
        (replace(made.SEEN, outcome="unknown"), "I agree: nothing the catalogue describes", ""),
        (OWN, "It is: Handcuffs", "handcuffs"),
    ],
)
def test_one_agrees_with_the_class_that_the_button_names(
    desk: Desk, seen: Seen, offered: str, agreed: str
) -> None:
    came = desk.register.finding(newest(desk.register)).consignment.id
    id = desk.register.record(came, made.finding(seen=seen, conclusion=None))
    item = desk.register.finding(id)
    assert _verdicts(desk, item)[0] == (offered, "agree")
    _concluding(desk, item)(made.NAME, "agree", None, "")
    held = desk.register.finding(id).finding
    assert held.conclusion == Conclusion(Verdict.AGREE, agreed=agreed)
    assert held.visual_class == (agreed or None)


def test_nobody_agrees_with_a_model_that_was_not_asked(desk: Desk) -> None:
    came = desk.register.finding(newest(desk.register)).consignment.id
    by_hand = made.finding(photos=(), seen=None, conclusion=None)
    item = desk.register.finding(desk.register.record(came, by_hand))
    assert "agree" not in [value for _, value in _verdicts(desk, item)]


def test_the_gravest_status_of_a_consignment_is_the_one_that_forbids_most(
    register: Register,
) -> None:
    item = register.finding(newest(register))
    mild = Law(Status.NOT_LISTED, "EU", item.finding.law.as_of, "v")
    light = replace(item, finding=replace(item.finding, law=mild))
    assert gravest([light, item]) is Status.PROHIBITED
    assert gravest([light]) is Status.NOT_LISTED
    assert gravest([]) is None


def test_what_a_user_may_not_do_is_refused_by_the_server_too(desk: Desk) -> None:
    asked: list[tuple[str | None, str]] = []

    def nobody(user: str | None, needs: str) -> bool:
        asked.append((user, needs))
        return False

    closed = replace(desk, may=nobody)
    id = newest(desk.register)
    view = closed.opened({"finding": str(id)}, "reader")
    for needs in NEEDS:
        step = Step(lambda by: closed.delete_finding(id, by), needs)
        said = _pressed(closed, step, view, "A name", "reader", ())[1]
        assert "may not" in said
    assert desk.register.finding(id).id == id
    assert asked == [("reader", needs) for needs in NEEDS]


def test_what_another_person_changed_meanwhile_is_never_overwritten(desk: Desk) -> None:
    id = newest(desk.register)
    view = desk.opened({"finding": str(id)}, None)
    desk.register.conclude(id, Conclusion(Verdict.NONE), "Somebody Else")
    step = Step(lambda by: desk.conclude(id, Conclusion(Verdict.UNKNOWN_OBJECT), by), "record")
    after, said, above, *_ = _pressed(desk, step, view, "A name", None, ())
    assert "Somebody changed this meanwhile" in said
    assert "None of the goods" in above
    assert after is not None
    assert "Conclusion saved" in _pressed(desk, step, after, "A name", None, ())[1]


def test_a_press_without_a_name_is_refused_and_an_account_needs_none() -> None:
    with pytest.raises(RefusedError, match="fill in your name"):
        named(None, "  ")
    assert named("account", "typed") == "account"


def test_a_deletion_says_what_stays_and_the_history_stays_readable(desk: Desk) -> None:
    id = newest(desk.register)
    assert "What stays" in desk.delete_finding(id, made.NAME)
    page = shown(desk, finding=str(id))
    assert f"Finding {id} is not here" in page
    assert "Finding deleted" in page
    assert "weighed" not in page


def test_a_number_of_something_else_shows_nothing_of_it(desk: Desk) -> None:
    id = newest(desk.register)
    page = shown(desk, consignment=str(id))
    assert f"holds no consignment {id}" in page
    assert "History" not in page


def test_a_consignment_shows_its_facts_and_is_deleted_as_a_whole(desk: Desk) -> None:
    came = desk.register.finding(newest(desk.register)).consignment
    page = shown(desk, consignment=str(came.id))
    for told in ("Gravest status: Prohibited", "Brest road post", "KZ, RU", "2 findings"):
        assert told in words(page)
    assert "2 findings are deleted" in desk.delete_consignment(came.id, made.NAME)
    assert "MRN 26DE-1234" not in shown(desk, consignment=str(came.id))


def test_a_broken_register_says_at_which_row(register: Register, tmp_path: Path) -> None:
    register.close()
    proof = made.forged(tmp_path / "findings.db", "UPDATE event SET at = '' WHERE seq = 5")
    page = proof_words(proof, compared=False)
    assert "broken at row 5" in page
    assert 'role="alert"' in page


def test_a_line_of_another_register_does_not_fit(desk: Desk) -> None:
    head = replace(desk.register.head(), hash="0" * 64)
    assert "broken" in desk.verify(head.text)
    assert "whole" in desk.verify(desk.register.head().text)
    with pytest.raises(RefusedError):
        desk.verify("row five")


def carried(said: Html) -> bytes:
    return base64.b64decode(said.partition("base64,")[2].partition('"')[0])


def test_an_export_holds_the_search_and_no_cell_is_a_formula(desk: Desk) -> None:
    id = newest(desk.register)
    desk.note(id, "=HYPERLINK(1)", made.NAME)
    table = carried(desk.csv(View(wanted=Wanted.of({"text": "hyperlink"})))).decode("utf-8-sig")
    assert table.count("\r\n") == 2
    desk.register.open_consignment(made.consignment(reference="=1+1"), made.NAME)
    assert ",=" not in table
    whole = json.loads(carried(desk.json(View(wanted=Wanted.of({"pending": "yes"})))))
    assert len(whole["findings"]) == MANY

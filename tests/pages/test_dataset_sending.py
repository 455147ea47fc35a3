"""An import that comes in several messages: when it goes on, when another begins, what it keeps."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from datasets.library import importing, imports, more
from datasets.library.errors import FullError, RefusedError, SourceError
from datasets.library.intake import Outcome
from datasets.library.library import Library
from pages import dataset_add as adding
from pages import dataset_taking as taking
from pages.dataset_sending import Import
from pages.dataset_taking import EACH, Form
from pages.dataset_tally import Tally
from pages.workbench import Workbench
from tests.datasets.library.made import ANNA, BEN, jpeg
from tests.pages.test_dataset_adding import sent

FORM = Form(by=ANNA, licence="own")
FILLED_IN = (ANNA, "own", "", EACH, False, "", "", "", "", False, False)
BEGINS = {"turn": 1, "begins": True, "files": [], "refused": []}
GOES_ON = {"turn": 3, "goes_on": True, "files": [], "refused": []}


@pytest.fixture
def cut() -> Import:
    """An import that was cut short."""
    return Import("added by Anna", FORM, Tally(taken=("a", "b", "c"), number=17))


def message(folder: Path, *seeds: int) -> dict[str, object]:
    files = [sent(folder, f"{seed}.jpg", jpeg(seed)) for seed in seeds]
    return {"turn": 2, "files": [{"path": str(each.path), "name": each.name} for each in files]}


def answered(bench: Workbench, state: Import, told: dict[str, object]) -> Import:
    return list(adding._sent(bench, state, FILLED_IN, told, None))[-1][0]


def brought(library: Library) -> list[int]:
    return [each.there for each in imports.every(library)]


def test_sending_that_goes_on_stays_the_same_import(cut: Import) -> None:
    assert cut.after({"files": []}, FORM) is cut
    assert cut.after(GOES_ON, FORM) is cut
    cut.take([{"name": "large.jpg", "mb": 60}], lambda tally: iter((tally,)))
    assert (cut.tally.number, cut.tally.counts) == (17, {Outcome.REFUSED: 1})
    assert "large.jpg has 60 MB" in cut.tally.lines[-1].sentence
    with pytest.raises(RefusedError, match="too many files"):
        cut.take("all of them", lambda tally: iter((tally,)))


@pytest.mark.parametrize("form", [replace(FORM, by=BEN), replace(FORM, licence="CC0-1.0")])
def test_another_person_and_other_terms_begin_another_import(cut: Import, form: Form) -> None:
    other = cut.after(GOES_ON, form)
    assert (other.form, other.tally) == (form, Tally())


def test_a_session_that_knows_no_import_begins_one(cut: Import) -> None:
    assert Import().after(GOES_ON, FORM).tally == Tally()
    assert cut.after(BEGINS, FORM).tally == Tally()


def test_what_came_before_a_full_disk_is_told_and_goes_on(
    bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the disk is full only when judgements are written down, after the photos."""

    def full(library: Library, path: Path) -> None:
        raise FullError("the disk is full")

    told = message(folder, 1, 2)
    judged = sent(folder, "judgements.jsonl", b"{}")
    assert isinstance(told["files"], list)
    told["files"].append({"path": str(judged.path), "name": judged.name})
    begun = answered(bench, Import(), BEGINS)
    with monkeypatch.context() as patch:
        patch.setattr(more, "read", full)
        *_, (state, shown) = adding._sent(bench, begun, FILLED_IN, told, None)
    assert 'data-state="stop"' in shown
    assert "It can be undone as a whole, below" in shown
    assert state.tally.counts == {Outcome.TAKEN: 2}
    answered(bench, answered(bench, state, GOES_ON), message(folder, 3))
    assert brought(bench.library) == [3]


def test_what_came_before_a_source_broke_stays_in_the_report(
    bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importing.go_through

    def breaks(intake: importing.Intake, source: importing.Source, *given: object) -> None:
        real(intake, source)
        if source.total:
            raise SourceError("it breaks off")

    packed = folder / "a.zip"
    with zipfile.ZipFile(packed, "w") as written:
        written.writestr("a.jpg", jpeg(1))
    told = sent(folder, "a.zip", packed.read_bytes())
    monkeypatch.setattr(importing, "go_through", breaks)
    *_, tally = taking.steps(bench.library, [told], FORM, frozenset(), "x", Tally())
    assert tally.counts == {Outcome.TAKEN: 1, Outcome.REFUSED: 1}
    assert tally.number is not None


def test_a_page_that_goes_away_meanwhile_goes_on_with_what_was_taken(
    bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is lost before the answer; the photos are taken all the same."""
    may_go_on, real = threading.Event(), taking.steps

    def slow(*given: object) -> Iterator[Tally]:
        assert may_go_on.wait(20)
        yield from real(*given)  # type: ignore[arg-type]

    begun = answered(bench, Import(), BEGINS)
    with monkeypatch.context() as patch:
        patch.setattr(taking, "steps", slow)
        sending = adding._sent(bench, begun, FILLED_IN, message(folder, 1, 2), None)
        kept, _ = next(sending)
        _ = next(sending)  # it is at work
        sending.close()  # type: ignore[attr-defined]
    going_on = adding._sent(bench, kept, FILLED_IN, GOES_ON, None)
    assert 'data-state="busy"' in next(going_on)[1]
    may_go_on.set()
    state = list(going_on)[-1][0]
    assert len(state.tally.taken) == 2
    answered(bench, state, message(folder, 3))
    assert brought(bench.library) == [3]

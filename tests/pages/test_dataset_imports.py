"""Undoing an import on the page, without a browser: the list, what is told first, the deed."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasets.library import imports, withdrawing
from datasets.library.importing import of_files, take
from datasets.library.library import Library
from pages import dataset_imports as undoing
from pages.dataset_imports import Told
from pages.dataset_report import report
from pages.dataset_tally import Tally
from pages.workbench import Workbench
from tests.datasets.library.made import ANNA, BEN, TERMS, added, jpeg, tree

WHY = "wrong folder"


@pytest.fixture
def number(bench: Workbench, tmp_path: Path) -> int:
    """An import of two photos, beside a photo that was there."""
    added(bench.library, 9)
    folder = tree(tmp_path / "in", {f"{seed}.jpg": jpeg(seed) for seed in (1, 2, 9)})
    done = take(bench.library, of_files(sorted(folder.iterdir())), TERMS)
    tally = Tally().and_(done)
    assert f"This is import {done.number}." in report(tally)
    assert done.number is not None
    return done.number


def photos(library: Library) -> int:
    return sum(library.counts_by_state().values())


def pressed(
    bench: Workbench, at: Told | None, name: str = BEN, why: str = WHY, *, sure: bool = True
) -> list[object]:
    return list(undoing._undone(bench, at, (name, why), (False, sure), None))[-1]


def test_the_list_names_imports_and_choosing_one_tells_what_goes(
    bench: Workbench, number: int
) -> None:
    (words, value), _ = undoing._choices(bench, None)
    assert value == number
    assert words.startswith(f"Import {number}: 2026-")
    assert words.endswith(f" UTC, photos: 2, {ANNA}")
    told, shown, form, *_ = undoing._looked(bench, number, None)
    assert told == Told(number, tuple(item.sha256 for item in bench.library.items())[1:])
    assert "Photos that go: 2." in shown
    assert shown.count("<img") == 2
    assert form.visible
    assert photos(bench.library) == 3


def test_it_is_undone_once_one_says_who_why_and_that_one_is_sure(
    bench: Workbench, number: int
) -> None:
    _, first, second = (item.sha256 for item in bench.library.items())
    told = Told(number, (first, second))
    for given, words in (
        (pressed(bench, None), "Choose an import first"),
        (pressed(bench, told, sure=False), "tick that you know"),
        (pressed(bench, told, name=" "), "Write your name first"),
        (pressed(bench, told, why=" "), "reason is empty"),
        (pressed(bench, Told(number, (first,))), "has 2 photos now, and had 1"),
    ):
        assert words.casefold() in str(given[1]).casefold()
        assert given[0] in (None, told, Told(number, (first,)))
        assert photos(bench.library) == 3
    at, shown, *_ = pressed(bench, told)
    assert at is None
    assert "Photos that were withdrawn: 2." in str(shown)
    assert photos(bench.library) == 1
    assert {each.by for each in withdrawing.withdrawn(bench.library)} == {BEN}
    assert [value for _, value in undoing._choices(bench, None)] == [
        each.number for each in imports.every(bench.library) if each.there
    ]


def test_an_account_that_may_not_see_the_dataset_sees_no_import(
    bench: Workbench, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workbench, "may", lambda *_: False)
    assert undoing._choices(bench, "eve") == []
    told, shown, *_ = undoing._looked(bench, number, "eve")
    assert told is None
    assert "<img" not in shown

"""A review that a list claims is counted apart from one that was done here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import datasheet, elsewhere, opinions, ratings
from datasets.library.library import Library
from datasets.library.ratings import Seen
from datasets.library.record import Verdict
from tests.datasets.library.made import ANNA, BEN, added, target

FORGED = {"label": "handcuffs", "labelled_by": "Max", "reviewed_by": BEN, "verdict": "accepted"}


@pytest.fixture
def mixed(library: Library) -> Library:
    """Two labels that a list says Ben accepted, one that Ben accepted here, one of one person."""
    for seed in range(2):
        added(library, seed, group=f"o{seed}", **FORGED)
    here = added(library, 2, label="handcuffs", group="o2")
    library.review(target(here), Verdict.ACCEPTED, BEN)
    added(library, 3, label="handcuffs", group="o3")
    return library


def test_what_a_list_claims_is_of_whoever_imported_it(mixed: Library) -> None:
    items = list(mixed.items())
    assert elsewhere.reviewed(mixed) == {item.sha256: ANNA for item in items[:2]}
    assert ratings.seen(mixed) == Seen(accepted=1, rejected=0, relabelled=0, elsewhere=2)


def test_a_review_here_takes_its_place_and_undoing_it_does_not(mixed: Library) -> None:
    first, second, *_ = mixed.items()
    mixed.review(target(first), Verdict.ACCEPTED, "Carla")
    assert set(elsewhere.reviewed(mixed)) == {second.sha256}
    mixed.undo("Carla")
    assert set(elsewhere.reviewed(mixed)) == {first.sha256, second.sha256}
    mixed.label(target(mixed.get(second.sha256)), "batons", ANNA)  # the review is void
    assert set(elsewhere.reviewed(mixed)) == {first.sha256}


def test_a_blind_confirmation_here_is_a_review_here(library: Library) -> None:
    item = added(library, 0, label="handcuffs")
    opinions.say(library, item.sha256, "handcuffs", BEN, item.version)
    assert elsewhere.reviewed(library) == {}


def test_the_datasheet_counts_them_apart(mixed: Library) -> None:
    found = datasheet.numbers(mixed.items(), elsewhere=elsewhere.reviewed(mixed))
    held = found.classes["handcuffs"]
    assert (held.photos, held.reviewed, held.elsewhere) == (4, 1, 2)
    text = datasheet.markdown(found, "L")
    assert f"2 of 3 labels were reviewed elsewhere, imported by {ANNA}" in text
    assert "| handcuffs | 4 | 1 | 2 | 4 |" in text


def test_a_class_that_nobody_reviewed_here_is_a_gap(library: Library) -> None:
    added(library, 0, group="o", **FORGED)
    found = datasheet.numbers(library.items(), elsewhere=elsewhere.reviewed(library))
    told = [gap.found for gap in datasheet.gaps(found)]
    assert "handcuffs: no label reviewed by a second person" in told


def test_a_version_says_how_many_and_can_leave_them_out(
    mixed: Library, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign = ["version", "--library", str(folder), "--by", ANNA, "--json", "--allow-near", "--sign"]
    assert main([*sign, "all", "--reviewed-only", "--note", "a trial"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert sum(row["counts"].values()) == 3
    said = f"a trial; 2 of 3 labels were reviewed elsewhere, imported by {ANNA}"
    assert row["note"].startswith(said)
    assert main([*sign, "here", "--reviewed-here"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert sum(row["counts"].values()) == 1
    assert "elsewhere" not in row["note"]


def test_the_agreement_says_what_an_import_said(
    mixed: Library, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "--library", str(folder), "--agreement"]) == 0
    told = capsys.readouterr().out
    assert "1 accepted, 0 rejected" in told
    assert "not counted, as an import said so: 2 reviewed elsewhere" in told


def test_the_names_of_many_importers_are_cut() -> None:
    words = elsewhere.sentence(["a", "a", "b", "c", "d", "e"], 9)
    assert words == "6 of 9 labels were reviewed elsewhere, imported by a, b, c and 2 others"
    assert elsewhere.sentence([], 9) == ""

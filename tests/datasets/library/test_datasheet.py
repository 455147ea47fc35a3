"""The datasheet says what the numbers say, and escapes what people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import datasheet, versions
from datasets.library.library import Library
from datasets.library.record import State, Verdict
from datasets.library.splits import Shares, part_of
from tests.datasets.library.made import ANNA, BEN, added, target

SHARES = Shares(0.3, 0.3)


def test_numbers_are_those_of_the_photos(filled: Library) -> None:
    found = datasheet.numbers(filled.items(), SHARES)
    assert found.total == 7
    assert found.left_out == {"label rejected": 1, "cannot tell": 1, "no label": 1}
    assert found.states[State.LABELLED] == 3
    cuffs, batons = found.classes["handcuffs"], found.classes["batons"]
    assert (cuffs.photos, cuffs.reviewed, cuffs.count_objects) == (2, 1, 2)
    assert (batons.photos, batons.reviewed) == (2, 0)
    assert cuffs.objects[part_of("object-0", SHARES)] >= {"object-0"}
    assert found.columns["view"] == {"front": 3, "worn": 1}
    assert found.columns["licence"] == {"CC-BY-4.0": 4}


def test_gaps_name_class_view_objects_and_parts(library: Library) -> None:
    tests = [g for g in map("o{}".format, range(200)) if part_of(g, SHARES) == "test"]
    trains = [g for g in map("o{}".format, range(200)) if part_of(g, SHARES) == "train"]
    for seed, group in enumerate((trains[0], trains[1])):
        added(library, seed, label="handcuffs", view="worn", group=group, device=f"d{seed}")
    added(library, 2, label="handcuffs", view="front", group=tests[0], source="s")
    numbers = datasheet.numbers(library.items(), SHARES)
    assert (sum(numbers.parts.values()), numbers.parts["test"]) == (3, 1)
    gaps = datasheet.gaps(numbers, ["batons", "handcuffs"])
    told = [gap.found for gap in gaps]
    assert "handcuffs, worn: 2 objects, 0 in validation, 0 in test" in told
    assert "handcuffs, front: 1 object, 0 in training, 0 in validation" in told
    assert "handcuffs: 3 objects, 0 in validation" in told
    assert "handcuffs: no label reviewed by a second person" in told
    assert "batons: no photo" in told
    assert not any("one source" in line or "one camera" in line for line in told)
    (worn,) = (gap for gap in gaps if gap.view == "worn")
    assert (worn.label, worn.objects) == ("handcuffs", 2)
    assert worn.advice == "Photograph 8 more objects in this view."
    assert gaps[-1].advice == "Photograph 10 objects of it."


def test_what_has_fewest_objects_comes_first(library: Library) -> None:
    for seed in range(4):
        added(library, seed, label="batons", group=f"o{seed}")
    added(library, 9, label="whips", group="w")
    told = datasheet.gaps(datasheet.numbers(library.items(), SHARES), ["anchors"])
    labels = [gap.label for gap in told]
    assert labels == sorted(labels, key=["whips", "batons", "anchors"].index)


def test_an_empty_part_asks_for_so_many_objects_that_one_comes_there(library: Library) -> None:
    trains = [g for g in map("o{}".format, range(200)) if part_of(g, SHARES) == "train"]
    for seed, group in enumerate(trains[:12]):
        added(library, seed, label="batons", group=group)
    told = datasheet.gaps(datasheet.numbers(library.items(), SHARES))
    assert told[0].found == "batons: 12 objects, 0 in validation, 0 in test"
    assert told[0].advice == "Photograph 4 more objects of it."  # 1 / 0.3, rounded up
    none = datasheet.gaps(datasheet.numbers(library.items(), Shares(0, 0)))
    assert all("0 in" not in gap.found for gap in none)


def test_one_source_and_one_camera_are_named(library: Library) -> None:
    for seed in range(3):
        added(library, seed, label="batons", source=f"https://x.org/?id={seed}", device="d")
    told = [gap.found for gap in datasheet.gaps(datasheet.numbers(library.items(), SHARES))]
    assert any(line.startswith("batons: one source alone") for line in told)
    assert "batons: one camera alone" in told
    added(library, 9, label="whips")
    told = [gap.found for gap in datasheet.gaps(datasheet.numbers(library.items(), SHARES))]
    assert "whips: no source given" in told


def test_enough_objects_in_every_part_leave_no_gap(library: Library) -> None:
    for seed in range(10):
        added(library, seed, label="batons", group=f"o{seed}", source=f"s{seed}")
    told = datasheet.gaps(datasheet.numbers(library.items(), SHARES))
    assert [gap.found for gap in told] == ["batons: no label reviewed by a second person"]


def test_words_of_people_cannot_forge_the_datasheet(library: Library) -> None:
    added(library, 1, label="batons", author="<script>x</script> | [a](b) `c`")
    text = datasheet.markdown(datasheet.numbers(library.items()), "# <b> of | us")
    assert "<script>" not in text
    assert "&lt;script&gt;x&lt;/script&gt; \\| \\[a\\](b) \\`c\\`" in text
    assert text.startswith("# Datasheet: # &lt;b&gt; of \\| us\n")
    assert "1 photos, 1 of them usable." in text
    rows = [line for line in text.splitlines() if line.startswith("| batons")]
    assert rows[0].split(" | ")[:4] == ["| batons", "1", "0", "0"]


def test_an_empty_library_has_a_datasheet_too(library: Library) -> None:
    text = datasheet.markdown(datasheet.numbers(library.items()), "empty", ["batons"])
    assert "0 photos, 0 of them usable." in text
    assert "- batons: no photo. Photograph 10 objects of it." in text


def test_every_gap_is_written(library: Library) -> None:
    wanted = [f"class_{number}" for number in range(70)]
    text = datasheet.markdown(datasheet.numbers(library.items()), "L", wanted)
    assert text.count(": no photo. Photograph") == 70


def test_the_datasheet_of_a_version_stays_what_was_signed(
    library: Library, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [
        added(library, at, label="batons", group=f"object {at}", source="archive")
        for at in range(4)
    ]
    half = Shares(0.1, 0.6)
    version = library.sign(
        versions.draft(library.items(), "v1", ANNA, library.moment(), shares=half, note="a trial")
    )
    library.label(target(items[0]), "hoods", ANNA)
    (changed,) = library.change(target(items[1]), {"view": "worn"}, ANNA)
    library.review(target(changed), Verdict.REJECTED, BEN, "a toy")
    added(library, 9, label="whips")
    out = tmp_path / "sheet.md"
    given = ["stats", "--library", str(folder), "--version", "v1", "--datasheet", str(out)]
    assert main([*given, "--any-label"]) == 0
    text = out.read_text(encoding="utf-8")
    assert f"Signed version v1, SHA-256 {version.sha256}, signed by {ANNA} on 2026-11-28." in text
    assert "For: a trial." in text
    assert "4 photos, 4 of them usable." in text
    assert "whips" not in text
    assert "hoods" not in text
    assert f"| test | {version.counts()['test']} |" in text
    assert version.sha256 in capsys.readouterr().out
    assert main(["stats", "--library", str(folder), "--version", "none"]) == 2

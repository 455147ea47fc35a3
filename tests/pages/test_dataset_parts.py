"""The dataset page without a browser: overview, versions, one photo, preview."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from catalogue.load import Catalogue
from datasets.library import opinions, versions
from datasets.library.errors import RefusedError
from datasets.library.exporting import Form as Files
from datasets.library.library import Library
from pages import dataset_augmentation as augmentation
from pages import dataset_photo, dataset_teach_told, dataset_versions
from pages.dataset_overview import Counting, overview
from pages.dataset_packing import pack
from pages.dataset_parts import Following, table
from pages.workbench import Workbench
from tests.datasets.library.made import ANNA, BEN, added, jpeg, target
from tests.pages import fakes

HOSTILE = '<script>x</script><img src=x onerror="y">.jpg'


# Overview


def test_the_overview_says_what_the_numbers_say(bench: Workbench) -> None:
    counting = Counting(bench.library)
    assert "The library is empty" in overview(counting.numbers(), bench)
    for seed in range(3):
        added(bench.library, seed, label="handcuffs", group=f"o{seed}", view=HOSTILE)
    added(bench.library, 8, label="my_class", author="<b>")
    shown = overview(counting.numbers(), bench)
    assert re.search(r"<strong>4</strong><span>Photos", shown)
    assert "/label?label=handcuffs" in shown
    assert "Photograph 7 more objects" in shown
    assert "no label reviewed by a second person" in shown
    assert "datasheet.md" in shown
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "without a photo" in shown


def test_photos_without_a_label_are_never_called_enough(bench: Workbench) -> None:
    added(bench.library, 1)
    shown = overview(Counting(bench.library).numbers(), bench)
    assert "No photo can be used yet" in shown
    assert "enough" not in shown


def test_numbers_are_counted_again_only_after_a_change(bench: Workbench) -> None:
    counting = Counting(bench.library)
    added(bench.library, 1)
    first = counting.numbers()
    assert counting.numbers() is first
    added(bench.library, 2)
    assert counting.numbers().total == 2


def test_a_table_names_its_cells_for_a_phone() -> None:
    made = table(("Class", "Photos"), [("a<b", "3")], "All")
    assert 'class="cell-name" aria-hidden="true">Photos' in made
    assert "a&lt;b" in made
    with pytest.raises(ValueError, match="shorter"):
        table(("Class", "Photos", "More"), [("a", "3")], "All")


# Versions


def test_only_reviewed_labels_are_signed_unless_told_otherwise(bench: Workbench) -> None:
    items = [added(bench.library, seed, label="handcuffs", group=f"o{seed}") for seed in range(3)]
    name, said = dataset_versions._signed(bench, ANNA, None, ("v1", "", True, False))
    assert name is None
    assert "No label was accepted by a second person yet" in said
    from datasets.library.record import Verdict

    bench.library.review(target(items[0]), Verdict.ACCEPTED, BEN)
    name, said = dataset_versions._signed(bench, ANNA, None, ("v1", "for a test", True, False))
    assert name == "v1"
    assert "1 photo" in said
    name, said = dataset_versions._signed(bench, ANNA, None, ("v1", "", False, False))
    assert name is None
    assert "There is a version v1" in said
    assert dataset_versions._signed(bench, "", None, ("v2", "", False, False))[0] is None
    listed = dataset_versions.version_list(bench.library.versions())
    assert "for a test" in listed


def signed(bench: Workbench) -> versions.Version:
    for seed, label in enumerate(("handcuffs", "padlock") * 12):
        added(bench.library, seed, label=label, group=f"o{seed}")
    made = versions.draft(bench.library.items(), "v1", ANNA, bench.library.moment())
    return bench.library.sign(made)


def test_a_version_tells_its_commands_and_what_changed_since(bench: Workbench) -> None:
    version = signed(bench)
    told = dataset_versions._told(bench, "v1")
    assert version.sha256 in told
    assert "uv run python -m training fit" in told
    *_, shown = dataset_versions._verified(bench, "v1")
    assert "Version v1 holds" in shown
    item = next(bench.library.items())
    bench.library.change(target(item), {"label": "stun_gun"}, ANNA)
    *_, shown = dataset_versions._verified(bench, "v1")
    assert "differs in 1 point" in shown
    *_, shown = dataset_versions._verified(bench, "none")
    assert "holds no version none" in shown


@pytest.mark.parametrize("form", list(Files))
def test_a_version_is_packed_in_every_form(bench: Workbench, folder: Path, form: Files) -> None:
    version = signed(bench)
    counts: list[int] = []
    file = pack(bench.library, version, form, "browser 1", lambda count, *_: counts.append(count))
    assert file.parent.parent.parent == folder
    assert file.parent.parent.name.startswith("of-")
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        pictures = [name for name in packed.namelist() if name.endswith(".jpg")]
    assert len(pictures) == len(version.entries) == counts[-1]
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert left == [file]


def test_a_version_that_is_too_large_is_left_to_the_command_line(
    bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = signed(bench)
    monkeypatch.setattr("pages.dataset_packing.MOST_BYTES", 1000)
    with pytest.raises(RefusedError, match="python -m datasets export"):
        pack(bench.library, version, Files.MANIFEST, "", lambda *_: None)
    assert list(folder.iterdir()) == []


# Teach


def test_classes_that_can_be_taught_are_named_or_what_to_do() -> None:
    none = dataset_teach_told.ready(["ring: 2 photos, 3 are needed"], [2])
    assert "No class can be taught yet" in none
    assert "ring" not in none
    some = dataset_teach_told.ready([f"class {n}: 3 accepted" for n in range(15)], [3] * 14 + [2])
    assert some.count("3 accepted") == dataset_teach_told.SHOWN_READY
    assert "2 more are in the list" in some


# One photo


def test_a_photo_tells_all_and_its_history_in_words(bench: Workbench) -> None:
    item = added(bench.library, 1, label="handcuffs", group="cuff 1", author=HOSTILE)
    bench.library.change(target(item), {"view": "worn"}, BEN)
    held = bench.library.get(item.sha256)
    shown = dataset_photo.photo(held, bench)
    assert f"/library/{item.sha256}/1280" in shown
    assert "cuff 1" in shown
    assert "<script>" not in shown
    other = added(bench.library, 2, group="cuff 1")
    assert other.sha256 in dataset_photo.photo(held, bench)
    told = dataset_photo.history_of(bench.library.history(item.sha256), bench)
    assert "Changed" in told
    assert "worn" in told
    assert "Added to the library" in told
    assert BEN in told
    opinions.say(bench.library, item.sha256, None, "Carla", held.version)
    given = opinions.of_photo(bench.library, item.sha256)
    told = dataset_photo.history_of(bench.library.history(item.sha256), bench, given)
    assert told.index("Blind opinion") < told.index("Changed") < told.index("Added to the library")
    assert "Carla" in told
    assert "Nobody can tell" in told


def test_editing_is_refused_when_somebody_else_was_quicker(bench: Workbench) -> None:
    item = added(bench.library, 1, label="handcuffs")
    at = (item.sha256, item.version)
    values = [getattr(item.record, name) for name in dataset_photo.EDITED]
    same = dataset_photo._saved(bench, at, ANNA, None, values)
    assert "Nothing was changed" in same
    values[1] = "worn"
    assert "Saved" in dataset_photo._saved(bench, at, ANNA, None, values)
    assert bench.library.get(item.sha256).record.view == "worn"
    values[1] = "front"
    assert "after you opened it" in dataset_photo._saved(bench, at, BEN, None, values)
    values[2] = ""  # the licence
    at = (item.sha256, 2)
    assert "licence is empty" in dataset_photo._saved(bench, at, BEN, None, values).lower()


def test_a_photo_is_withdrawn_only_after_a_second_thought(bench: Workbench) -> None:
    item = added(bench.library, 1)
    at = (item.sha256, item.version)
    assert "Tick that you know" in dataset_photo._withdrawn(bench, at, ANNA, None, ("why", False))
    assert bench.library.get(item.sha256)
    said = dataset_photo._withdrawn(bench, at, ANNA, None, ("consent withdrawn", True))
    assert "taken out of the library for good" in said
    assert sum(bench.library.counts_by_state().values()) == 0
    shown = dataset_photo._opened(bench, item.sha256, None)
    assert shown[0] is None


def test_who_may_not_change_the_dataset_sees_no_photo(
    library: Library, catalogue: Catalogue
) -> None:
    closed = Workbench(
        library, fakes.classifier(catalogue), catalogue, None, lambda user, what: False
    )
    item = added(library, 1)
    assert "may not see the dataset" in dataset_photo._opened(closed, item.sha256, "ben")[1]


# Augmentation


def test_the_preview_draws_views_of_a_photo() -> None:
    sheet = augmentation.preview(jpeg(3, 320, 240), "a.jpg", "quick.toml", 3)
    assert sheet[:4] == b"RIFF"


def test_the_preview_refuses_what_it_cannot_draw() -> None:
    with pytest.raises(RefusedError, match="choose a recipe"):
        augmentation.preview(jpeg(3), "a.jpg", "../../secret.toml", 3)
    with pytest.raises(RefusedError, match="choose a recipe"):
        augmentation.preview(jpeg(3), "a.jpg", "quick.toml", 10**9)
    with pytest.raises(RefusedError, match=r"cannot be drawn: .*a\.jpg"):
        augmentation.preview(b"no photo", "a.jpg", "quick.toml", 3)
    with pytest.raises(RefusedError, match="took longer than"):
        augmentation.preview(jpeg(3), "a.jpg", "quick.toml", 3, seconds=0.05)


# What takes long


def test_what_takes_long_is_followed_and_its_error_is_raised() -> None:
    work = Following(lambda progress: 42)
    assert list(work) == []
    assert work.result() == 42

    def fails(_: object) -> None:
        raise RefusedError("no")

    broken = Following(fails)
    list(broken)
    with pytest.raises(RefusedError, match="no"):
        broken.result()

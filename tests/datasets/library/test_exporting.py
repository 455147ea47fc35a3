"""What is exported reads back the same, in every form; nothing leaks; it is whole or absent."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from datasets.library import croissant
from datasets.library.errors import DamagedError, LeakError, RefusedError, TargetError, UnknownError
from datasets.library.exporting import Form, export, write_lists
from datasets.library.formats import About
from datasets.library.importing import of_path, take
from datasets.library.intake import Outcome, Terms
from datasets.library.library import Library
from datasets.library.record import Box, Item, Record
from datasets.library.selecting import Selection
from datasets.library.splits import PARTS, Shares, part_of
from datasets.library.versions import draft
from datasets.samples import read
from tests.datasets.library.made import ANNA, BEN, LICENCE, added, ready, target, tree

WHOLE = [form for form in Form if form is not Form.FOLDERS]
HALVES = Selection(shares=Shares(0.3, 0.3))


def read_back(
    path: Path, into: Path, *, keep_gps: bool = False, noted: int = 0
) -> dict[str, Record]:
    with Library(into, create=True) as library, of_path(path) as source:
        report = take(library, source, Terms(by="somebody else", keep_gps=keep_gps))
        assert [line.outcome for line in report.lines] == [Outcome.NOTED] * noted
        return {item.sha256: item.record for item in library.items()}


def records(library: Library) -> dict[str, Record]:
    return {item.sha256: item.record for item in library.items()}


@pytest.mark.parametrize("form", WHOLE)
def test_a_whole_library_reads_back_the_same(filled: Library, tmp_path: Path, form: Form) -> None:
    made = export(filled, tmp_path / "out", form, Selection(everything=True))
    assert made.counts == {"all": 7}
    assert made.left_out == {}
    assert read_back(tmp_path / "out", tmp_path / "again") == records(filled)


@pytest.mark.parametrize("form", list(Form))
def test_what_training_can_use_reads_back_the_same(
    filled: Library, tmp_path: Path, form: Form
) -> None:
    made = export(filled, tmp_path / "out", form)
    usable = {s: r for s, r in records(filled).items() if r.why_unusable is None}
    assert made.counts == {"all": 4}
    assert made.left_out == {"label rejected": 1, "cannot tell": 1, "no label": 1}
    assert read_back(tmp_path / "out", tmp_path / "again") == usable


@pytest.mark.parametrize("form", list(Form))
def test_parts_read_back_the_same_and_stand_where_their_object_says(
    filled: Library, tmp_path: Path, form: Form
) -> None:
    made = export(filled, tmp_path / "out", form, HALVES)
    usable = {s: r for s, r in records(filled).items() if r.why_unusable is None}
    assert sum(made.counts.values()) == 4
    assert read_back(tmp_path / "out", tmp_path / "again") == usable
    assert made.counts == {
        part: sum(part_of(r.group, Shares(0.3, 0.3)) == part for r in usable.values())
        for part in made.counts
    }


@pytest.mark.parametrize("form", [Form.MANIFEST, Form.CROISSANT, Form.IMAGEFOLDER])
def test_a_place_on_earth_leaves_only_on_purpose(
    library: Library, tmp_path: Path, form: Form
) -> None:
    item = added(library, 1, label="handcuffs")
    library.change(target(item), {"gps": (52.0975, 23.6878)}, ANNA)
    export(library, tmp_path / "out", form)
    texts = "".join(p.read_text() for p in (tmp_path / "out").rglob("*.*s*") if p.suffix != ".jpg")
    assert "52.0975" not in texts
    export(library, tmp_path / "kept", form, about=About(gps=True))
    kept = read_back(tmp_path / "kept", tmp_path / "again", keep_gps=True)
    assert kept == records(library)


def test_training_reads_folders_manifests_and_lists(filled: Library, tmp_path: Path) -> None:
    usable = [i for i in filled.items() if i.record.why_unusable is None]
    labels = {i.sha256: i.record.label for i in usable}
    groups = {i.sha256: i.record.group for i in usable}
    export(filled, tmp_path / "folders", Form.FOLDERS)
    export(filled, tmp_path / "manifest", Form.MANIFEST)
    write_lists(filled, tmp_path / "lists", HALVES)
    for source in ("folders", "manifest/manifest.csv", "lists/manifest.csv"):
        samples = read(tmp_path / source)
        assert {s.path.stem: s.label for s in samples} == labels, source
        assert not any(s.rendered for s in samples)
        if source.endswith(".csv"):
            assert {s.path.stem: s.group for s in samples} == groups, source
    parts = {p: read(tmp_path / "lists" / f"{p}.csv") for p in PARTS
             if (tmp_path / "lists" / f"{p}.csv").is_file()}  # fmt: skip
    assert sum(map(len, parts.values())) == 4
    sides = [{s.group for s in part} for part in parts.values()]
    assert sum(map(len, sides)) == len(set().union(*sides))


def test_croissant_has_what_its_specification_demands(filled: Library, tmp_path: Path) -> None:
    about = About("cuffs", "Cuffs.", "An office", "https://example.org/d", "2026-11-28")
    export(filled, tmp_path / "out", Form.CROISSANT, about=about)
    made = json.loads((tmp_path / "out" / "croissant.json").read_text())
    assert [name for name in croissant.REQUIRED if not made.get(name)] == []
    assert made["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert made["@type"] == "sc:Dataset"
    assert made["license"] == LICENCE
    table, pictures = made["distribution"]
    data = (tmp_path / "out" / table["contentUrl"]).read_bytes()
    assert table["sha256"] == hashlib.sha256(data).hexdigest()
    assert table["contentSize"] == f"{len(data)} B"
    assert len(list((tmp_path / "out").glob(pictures["includes"]))) == 4
    ids = {table["@id"], pictures["@id"]}
    header = data.decode().splitlines()[0].split(",")
    (rows,) = made["recordSet"]
    assert [f["source"]["extract"]["column"] for f in rows["field"]] == header
    assert {f["source"]["fileObject"]["@id"] for f in rows["field"]} <= ids
    assert rows["key"]["@id"] in {f["@id"] for f in rows["field"]}
    for key in ("conformsTo", "recordSet", "extract", "column", "fileSet", "includes"):
        assert key in made["@context"]


def test_imagefolder_has_the_names_that_its_loader_takes(filled: Library, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", Form.IMAGEFOLDER, HALVES)
    assert {p.name for p in (tmp_path / "out").iterdir()} <= {"train", "validation", "test"}
    for lines in (tmp_path / "out").glob("*/metadata.jsonl"):
        for line in map(json.loads, lines.read_text().splitlines()):
            assert (lines.parent / line["file_name"]).is_file()
            assert line["label"]


def test_coco_boxes_are_pixels_of_the_upright_photo(library: Library, tmp_path: Path) -> None:
    item = added(library, 1, label="handcuffs")
    library.change(target(item), {"box": Box(0.25, 0.5, 0.5, 0.25)}, ANNA)
    added(library, 2, label="batons")
    export(library, tmp_path / "out", Form.COCO)
    made = json.loads((tmp_path / "out" / "annotations.json").read_text())
    (box,) = made["annotations"]
    assert (box["bbox"], box["area"]) == ([50, 80, 100, 40], 4000)
    assert [image["id"] for image in made["images"]] == [1, 2]
    names = {each["id"]: each["name"] for each in made["categories"]}
    assert names[box["category_id"]] == "handcuffs"
    assert set(names.values()) == {"handcuffs", "batons"}


def test_coco_of_others_gives_labels_from_boxes(library: Library, tmp_path: Path) -> None:
    added(library, 1, label="handcuffs")
    export(library, tmp_path / "out", Form.COCO)
    path = tmp_path / "out" / "annotations.json"
    made = json.loads(path.read_text())
    del made["images"][0]["library"]
    box = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [50, 80, 150, 90], "iscrowd": 0}
    made["annotations"] = [box]
    path.write_text(json.dumps(made))
    (record,) = read_back(tmp_path / "out", tmp_path / "one").values()
    assert (record.label, record.box) == ("handcuffs", Box(0.25, 0.5, 0.75, 0.5))
    made["categories"].append({"id": 2, "name": "batons"})
    made["annotations"].append({**box, "id": 2, "category_id": 2})
    path.write_text(json.dumps(made))
    (record,) = read_back(tmp_path / "out", tmp_path / "two", noted=1).values()
    assert (record.label, record.several_goods, record.box) == (None, True, None)


def test_a_folder_that_holds_something_is_refused_and_left_alone(
    filled: Library, tmp_path: Path
) -> None:
    out = tree(tmp_path / "out", {"thesis.doc": b"x"})
    with pytest.raises(TargetError, match="not empty"):
        export(filled, out, Form.MANIFEST)
    assert [each.name for each in out.iterdir()] == ["thesis.doc"]
    (out / "thesis.doc").unlink()
    export(filled, out, Form.MANIFEST)
    assert (out / "manifest.csv").is_file()
    assert not list(tmp_path.glob("*.part-*"))


def test_a_version_is_exported_as_it_was_signed(filled: Library, tmp_path: Path) -> None:
    version = draft(filled.items(), "one", ANNA, "2026-11-28T09:30:00Z", shares=Shares(0.3, 0.3))
    filled.sign(version)
    first = filled.get(version.entries[0].sha256)
    other = "whips" if first.record.label != "whips" else "batons"
    filled.label(target(first), other, BEN)
    added(filled, 20, label="whips")
    made = export(filled, tmp_path / "out", Form.MANIFEST, Selection(version=version))
    assert sum(made.counts.values()) == len(version.entries)
    text = (tmp_path / "out" / "manifest.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    told = {r["sha256"]: (r["label"], r["group"], r["split"]) for r in rows}
    assert told == {e.sha256: (e.label, e.group, e.split) for e in version.entries}


def test_objects_found_to_be_one_since_fail_the_export_of_a_version(
    library: Library, tmp_path: Path
) -> None:
    items = [added(library, seed, label="batons", group=f"o{seed}") for seed in range(12)]
    version = draft(library.items(), "one", ANNA, "2026-11-28T09:30:00Z", shares=Shares(0.3, 0.3))
    parts = {entry.group: entry.split for entry in version.entries}
    assert len(set(parts.values())) == 3
    train, test = (next(g for g, p in parts.items() if p == part) for part in ("train", "test"))
    moved = next(item for item in items if item.record.group == train)
    library.change(target(moved), {"group": test}, BEN)
    with pytest.raises(LeakError, match=f"object {test} stands in "):
        export(library, tmp_path / "out", Form.MANIFEST, Selection(version=version))
    assert not list(tmp_path.glob("out*"))


def test_a_changed_or_missing_photo_fails_the_export(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    item = added(library, 1, label="batons")
    version = draft(library.items(), "one", ANNA, "2026-11-28T09:30:00Z")
    entry = replace(version.entries[0], sha256="f" * 64)
    gone = replace(version, entries=(*version.entries, entry))
    with pytest.raises(UnknownError, match="1 photos of version one are not in the library"):
        export(library, tmp_path / "out", Form.MANIFEST, Selection(version=gone))
    (folder / "originals" / item.sha256[:2] / item.sha256).write_bytes(b"x")
    with pytest.raises(DamagedError):
        export(library, tmp_path / "out", Form.MANIFEST)
    assert not list(tmp_path.glob("out*"))


def test_nothing_to_export_is_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="the library is empty"):
        export(library, tmp_path / "out", Form.MANIFEST)
    added(library, 1)
    with pytest.raises(RefusedError, match="no label: 1"):
        export(library, tmp_path / "out", Form.MANIFEST)
    with pytest.raises(RefusedError, match="no class folder"):
        export(library, tmp_path / "out", Form.FOLDERS, Selection(everything=True))
    assert not list(tmp_path.glob("out*"))


def test_stripped_photos_keep_the_hash_of_their_original(library: Library, tmp_path: Path) -> None:
    terms = Terms(by=ANNA, said={"licence": LICENCE}, strip=True)
    item = library.add(ready(3, terms, label="batons"), ANNA)
    assert isinstance(item, Item)
    export(library, tmp_path / "out", Form.CROISSANT)
    shutil.move(tmp_path / "out", tmp_path / "moved")
    with Library(tmp_path / "again", create=True) as again, of_path(tmp_path / "moved") as source:
        take(again, source, Terms(by=BEN))
        (back,) = again.items()
    assert (back.sha256, back.original_sha256) == (item.sha256, item.original_sha256)
    assert back.record == item.record

"""What an import could lose: broken lists, columns of others, boxes, folders, and the register."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import importing
from datasets.library.errors import FullError, SourceError
from datasets.library.exporting import Form, export
from datasets.library.from_register import of_register
from datasets.library.importing import Report, of_path, take
from datasets.library.intake import Outcome, Terms
from datasets.library.library import Library
from datasets.library.record import State
from findings.parts import Conclusion, Verdict
from findings.register import Register
from tests.datasets.library.made import ANNA, BEN, TERMS, jpeg, target, tree
from tests.findings.made import NAME, ORIGINAL, ORIGINAL_SHA256, consignment, finding

Captured = pytest.CaptureFixture[str]
KNOWN = dataclasses.replace(TERMS, labels=frozenset({"handcuffs", "batons"}))


def imported(library: Library, path: Path, terms: Terms = TERMS) -> Report:
    with of_path(path) as source:
        return take(library, source, terms)


def told(report: Report) -> list[str]:
    return [line.sentence for line in report.lines]


def zipped(folder: Path, out: Path, top: str) -> Path:
    with zipfile.ZipFile(out, "w") as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, f"{top}/{path.relative_to(folder).as_posix()}")
    return out


@pytest.mark.parametrize("form", ["manifest.csv", "metadata.jsonl"])
def test_a_list_that_breaks_at_its_end_leaves_the_library_as_it_was(
    library: Library, tmp_path: Path, form: str
) -> None:
    folder = tree(tmp_path / "in", {f"{n}.jpg": jpeg(n) for n in range(5)})
    lines = ["file,label", *(f"{n}.jpg,batons" for n in range(5)), "5.jpg,batons,more,cells"]
    if form.endswith("jsonl"):
        lines = [*(json.dumps({"file_name": f"{n}.jpg"}) for n in range(5)), "{"]
    (folder / form).write_text("\n".join(lines))
    with pytest.raises(SourceError, match=f"{form} line"):
        imported(library, folder)
    with pytest.raises(SourceError, match=f"{form} line"):
        imported(library, zipped(folder, tmp_path / "in.zip", "in"))
    assert list(library.items()) == []


def test_a_broken_source_is_refused_before_the_first_one_is_taken(
    library: Library, folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    good = tree(tmp_path / "good", {"handcuffs/a.jpg": jpeg(1)})
    bad = tree(tmp_path / "bad", {"a.jpg": jpeg(2), "manifest.csv": b"file,label\na.jpg,\n,\n"})
    given = ["--by", ANNA, "--licence", "CC0-1.0", "--library", str(folder)]
    assert main(["import", str(good), str(bad), *given]) == 2
    assert capsys.readouterr().err == "manifest.csv line 3 names no file; fill it in\n"
    assert list(library.items()) == []


def test_what_was_finished_before_a_fault_is_reported(
    library: Library,
    folder: Path,
    tmp_path: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As of a disk that fills up while the second source is taken."""
    one = tree(tmp_path / "one", {"handcuffs/a.jpg": jpeg(1), "notes.txt": b"x"})
    two = tree(tmp_path / "two", {"handcuffs/b.jpg": jpeg(2)})
    whole, turns = importing.take, iter([False, True])

    def full(*given: object, **more: object) -> Report:
        if next(turns):
            raise FullError("the disk is full")
        return whole(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "take", full)
    given = ["--by", ANNA, "--licence", "CC0-1.0", "--library", str(folder)]
    assert main(["import", str(one), str(two), *given]) == 2
    said = capsys.readouterr()
    assert said.out == (
        "notes.txt is no picture\nthis is import 1; to undo it as a whole: withdraw --import 1\n"
        "taken 1, not a picture 1\n"
    )
    assert "the disk is full" in said.err


def test_columns_of_others_are_read_and_unknown_ones_are_told(
    library: Library, tmp_path: Path
) -> None:
    folder = tree(tmp_path / "in", {f"{n}.jpg": jpeg(n) for n in range(3)})
    (folder / "l.csv").write_text(
        "File,Label,License,URL,Artist,split,colour,Empty\n"
        "0.jpg,handcuffs,CC-BY-SA-3.0,https://x.org/0,<b>Eve</b>,test,red,\n"
        "1.jpg,batons,,,,,,\n"
    )
    row = {"file_name": "2.jpg", "Label": "batons", "license": "own", "colour": "red", "x": 1}
    (folder / "l.jsonl").write_text(json.dumps(row) + "\n")
    terms = Terms(by=ANNA, said={"licence": "CC0-1.0"})
    report = imported(library, folder / "l.csv", terms)
    assert report.counts == {Outcome.TAKEN: 2, Outcome.NOTED: 1}
    assert told(report) == ["l.csv has a column that was not read: colour (not known)"]
    again = imported(library, folder / "l.jsonl", terms)
    words = "l.jsonl has columns that were not read: colour (not known), x (not known)"
    assert told(again) == [words]
    held = [item.record for item in library.items()]
    assert [each.label for each in held] == ["handcuffs", "batons", "batons"]
    assert [each.licence for each in held] == ["CC-BY-SA-3.0", "CC0-1.0", "own"]
    assert (held[0].source, held[0].author) == ("https://x.org/0", "Eve")


def test_of_two_columns_for_one_thing_the_surer_is_read_and_the_other_told(
    library: Library, tmp_path: Path
) -> None:
    folder = tree(tmp_path / "in", {f"{n}.jpg": jpeg(n) for n in range(3)})
    (folder / "l.csv").write_text(
        "file,category,label,License,licence\n"
        "0.jpg,restraints,handcuffs,own,own\n1.jpg,batons,,own,\n2.jpg,batons,batons,own,CC0\n"
    )
    report = imported(library, folder / "l.csv")
    (line,) = told(report)
    assert (
        line == "l.csv has columns that were not read: category (label was), License (licence was)"
    )
    held = [(item.record.label, item.record.licence) for item in library.items()]
    assert held == [("handcuffs", "own"), ("batons", "own"), ("batons", "CC0")]


@pytest.mark.parametrize(
    ("column", "meant"), [("lable", "label"), ("lisence", "licence"), ("Licens", "licence")]
)
def test_a_slip_in_the_name_of_label_or_licence_is_refused(
    library: Library, tmp_path: Path, column: str, meant: str
) -> None:
    """Else the photo stays without a label, or gets the licence that was given for the rest."""
    folder = tree(tmp_path / "in", {"a.jpg": jpeg(1)})
    (folder / "l.csv").write_text(f"file,{column}\na.jpg,own\n")
    with pytest.raises(SourceError, match=f"did you mean {meant}"):
        imported(library, folder / "l.csv")
    assert list(library.items()) == []


@pytest.mark.parametrize("form", Form)
def test_an_export_of_ours_has_no_unknown_column(
    filled: Library, tmp_path: Path, form: Form
) -> None:
    export(filled, tmp_path / "out", form)
    packed = zipped(tmp_path / "out", tmp_path / "out.zip", "my folder")
    with Library(tmp_path / "other", create=True) as other:
        report = imported(other, packed)
        assert set(report.counts) <= {Outcome.TAKEN, Outcome.NOT_A_PICTURE}
        labels = {item.record.label for item in other.items()}
    assert labels == {"handcuffs", "batons"}


def test_boxes_that_a_photo_cannot_hold_are_told(library: Library, tmp_path: Path) -> None:
    folder = tree(tmp_path / "in", {f"{n}.jpg": jpeg(n) for n in range(2)})
    images = [{"id": n, "file_name": f"{n}.jpg", "width": 200, "height": 160} for n in range(2)]
    boxes = [
        {"image_id": image, "category_id": kind, "bbox": [1, 2, 30, 40]}
        for image, kind in ((0, 1), (0, 2), (1, 1), (1, 1))
    ]
    kinds = [{"id": 1, "name": "handcuffs"}, {"id": 2, "name": "batons"}]
    whole = {"images": images, "annotations": boxes, "categories": kinds}
    (folder / "annotations.json").write_text(json.dumps(whole))
    report = imported(library, folder)
    assert report.counts == {Outcome.TAKEN: 2, Outcome.NOTED: 2}
    assert told(report) == [
        "0.jpg has 2 boxes of 2 classes (batons, handcuffs) and was taken without a label; choose "
        "one, and draw its box",
        "1.jpg has 2 boxes of handcuffs; none was taken, draw the one to learn",
    ]
    assert [item.record.label for item in library.items()] == [None, "handcuffs"]


@pytest.mark.parametrize("name", ["empty", "empty.zip", "texts", "l.csv"])
def test_a_source_without_a_picture_is_told(
    library: Library, folder: Path, tmp_path: Path, capsys: Captured, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    tree(tmp_path / "texts", {"a.txt": b"x"})
    (tmp_path / "l.csv").write_text("file,label\n")
    given = ["--by", ANNA, "--licence", "CC0-1.0", "--library", str(folder)]
    assert main(["import", str(tmp_path / name), *given]) == 1
    assert f"{name} holds no picture" in capsys.readouterr().out


@pytest.mark.parametrize("packed", [True, False])
def test_a_folder_around_the_classes_is_passed_over_and_told(
    library: Library, tmp_path: Path, packed: bool
) -> None:
    names = ("handcuffs/a.jpg", "batons/one/b.jpg", "nonsense/c.jpg", "loose.jpg")
    files = {f"my-photos/{name}": jpeg(n) for n, name in enumerate(names)}
    source = tree(tmp_path / "in", {**files, "__MACOSX/my-photos/._a.jpg": b"x"})
    if packed:
        source = zipped(source / "my-photos", tmp_path / "in.zip", "my-photos")
    report = imported(library, source, KNOWN)
    assert report.counts[Outcome.TAKEN] == 3
    assert sum("lie in the folder my-photos, which is no class" in each for each in told(report))
    assert any("'nonsense', which is not known" in each for each in told(report))
    assert [i.record.label for i in library.items()] == ["batons", "handcuffs", None]


def test_a_class_that_is_the_only_folder_stays_the_class(library: Library, tmp_path: Path) -> None:
    source = tree(tmp_path / "in", {"handcuffs/batons/a.jpg": jpeg(1)})
    assert imported(library, source, KNOWN).counts == {Outcome.TAKEN: 1}
    assert [item.record.label for item in library.items()] == ["handcuffs"]
    source = tree(tmp_path / "slip", {"handcufs/one/b.jpg": jpeg(2)})
    (line,) = told(imported(library, source, KNOWN))
    assert "did you mean handcuffs" in line


def test_a_jfif_file_is_a_jpeg(library: Library, tmp_path: Path) -> None:
    source = tree(tmp_path / "in", {"handcuffs/a.JFIF": jpeg(1), "b.jfif": jpeg(2)})
    assert imported(library, source).counts == {Outcome.TAKEN: 2}
    assert imported(library, source / "b.jfif").counts == {Outcome.DUPLICATE: 1}
    assert {item.format for item in library.items()} == {"jpg"}


def test_a_conclusion_that_changed_changes_the_proposal_while_nobody_labelled(
    library: Library, tmp_path: Path
) -> None:
    with Register(tmp_path / "findings.db", create=True) as register:
        one = register.record(register.open_consignment(consignment(), NAME), finding())
        register.keep_photo(one, ORIGINAL, NAME)
        take(library, of_register(register), TERMS)
        register.conclude(one, Conclusion(Verdict.ANOTHER_CLASS, "handcuffs"), NAME)
        changed = take(library, of_register(register), TERMS)
        (item,) = library.items()
        assert (item.record.proposed, item.record.proposed_by) == ("handcuffs", NAME)
        assert told(changed)[0].endswith(
            "the conclusion changed since, from thumb_cuffs to handcuffs, and so did the proposed "
            "label"
        )
        assert "changed" not in told(take(library, of_register(register), TERMS))[0]
        library.label(target(item), "batons", BEN)
        register.conclude(one, Conclusion(Verdict.UNKNOWN_OBJECT), NAME)
        late = take(library, of_register(register), TERMS)
    (item,) = library.items()
    assert (item.record.label, item.record.proposed) == ("batons", "handcuffs")
    assert item.record.state is State.LABELLED
    assert told(late)[0].endswith("from handcuffs to none: look at the label again")


def test_the_true_original_of_a_kept_copy_is_told_what_is_there(
    library: Library, tmp_path: Path
) -> None:
    with Register(tmp_path / "findings.db", create=True) as register:
        post = register.open_consignment(consignment(), NAME)
        one = register.record(post, finding())
        register.keep_photo(one, ORIGINAL, NAME)
        register.record(post, finding())
        report = take(library, of_register(register), TERMS)
    assert report.counts == {Outcome.TAKEN: 1, Outcome.NOTED: 1}
    assert told(report) == ["1 finding has no kept photo and brought nothing"]
    (item,) = library.items()
    assert item.record.source == f"register of findings, finding {one}, reduced copy"
    assert item.original_sha256 == ORIGINAL_SHA256 == hashlib.sha256(ORIGINAL).hexdigest()
    (line,) = told(imported(library, tree(tmp_path / "in", {"a.jpg": ORIGINAL})))
    assert "that is a copy, written anew without metadata" in line
    assert "reduced copy" in line

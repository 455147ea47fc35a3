"""Every picture that is offered ends in the report; nothing is dropped silently."""

from __future__ import annotations

import dataclasses
import hashlib
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from datasets.library.errors import SourceError
from datasets.library.exporting import Form, export
from datasets.library.from_register import of_register
from datasets.library.importing import Report, of_files, of_path, take
from datasets.library.intake import Outcome, Terms
from datasets.library.library import Library
from findings.register import Register
from tests.datasets.library.made import ANNA, LICENCE, TERMS, jpeg, tree
from tests.findings.made import NAME, ORIGINAL, ORIGINAL_SHA256, consignment, finding


def imported(library: Library, path: Path, terms: Terms = TERMS, **named: bool) -> Report:
    with of_path(path, **named) as source:
        return take(library, source, terms)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tree(
        tmp_path / "in",
        {
            "handcuffs/a.jpg": jpeg(1),
            "handcuffs/cuff 7/é.jpg": jpeg(2),
            "batons/again.jpg": jpeg(1),
            "batons/b.jpg": jpeg(3),
            "batons/half.jpg": jpeg(4)[:2000],
            "batons/small.jpg": jpeg(5, 90, 60),
            "nonsense/c.jpg": jpeg(6),
            "notes.txt": b"hello",
            "loose.jpg": jpeg(7),
        },
    )


def test_a_folder_of_classes_is_taken_with_a_line_for_everything_else(
    library: Library, photos: Path
) -> None:
    terms = dataclasses.replace(TERMS, labels=frozenset({"handcuffs", "batons"}))
    seen: list[tuple[int, int, str]] = []
    with of_path(photos) as source:
        report = take(library, source, terms, lambda *step: seen.append(step))
    assert report.counts == {
        Outcome.TAKEN: 4,
        Outcome.DUPLICATE: 1,
        Outcome.UNREADABLE: 1,
        Outcome.TOO_SMALL: 1,
        Outcome.LABEL_UNKNOWN: 1,
        Outcome.NOT_A_PICTURE: 1,
    }
    assert report.total == 9 == len(seen)
    assert [step[:2] for step in seen] == [(n, 9) for n in range(1, 10)]
    told = {line.name: line.sentence for line in report.lines}
    assert "labelled batons there and handcuffs here" in told["handcuffs/a.jpg"]
    assert "90 x 60 px, the longer side needs 160" in told["batons/small.jpg"]
    assert "damaged" in told["batons/half.jpg"]
    assert "not known; rename it" in told["nonsense/c.jpg"]
    labels = {i.sha256: (i.record.label, i.record.labelled_by) for i in library.items()}
    assert labels == {
        hashlib.sha256(jpeg(seed)).hexdigest(): (label, ANNA if label else "")
        for seed, label in ((1, "batons"), (3, "batons"), (2, "handcuffs"), (7, None))
    }
    assert library.check() == ()


def test_an_import_run_again_takes_nothing_twice(library: Library, photos: Path) -> None:
    first = imported(library, photos)
    again = imported(library, photos)
    assert first.counts[Outcome.TAKEN] == 5
    assert Outcome.TAKEN not in again.counts
    assert again.total == first.total


def test_without_a_licence_nothing_is_taken(library: Library, photos: Path) -> None:
    report = imported(library, photos, Terms(by=ANNA))
    assert report.counts == {Outcome.LICENCE_MISSING: 8, Outcome.NOT_A_PICTURE: 1}
    assert list(library.items()) == []


def test_the_second_folder_may_be_the_object(library: Library, photos: Path) -> None:
    imported(library, photos, group_by_folder=True)
    groups = {i.sha256: i.record.group for i in library.items()}
    assert groups[hashlib.sha256(jpeg(2)).hexdigest()] == "handcuffs/cuff 7"
    lone = hashlib.sha256(jpeg(3)).hexdigest()
    assert groups[lone] == lone[:16]


def test_a_list_says_what_holds_of_each_photo(library: Library, tmp_path: Path) -> None:
    tree(tmp_path, {"p/a.jpg": jpeg(1), "p/b.jpg": jpeg(2), "p/c.jpg": jpeg(3)})
    wrong = "0" * 64
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "l.csv").write_text(
        "file,label,group,licence,author,rendered,sha256,box,cannot_tell\n"
        '../p/a.jpg,Cuffs,cuff 1,CC0-1.0,"O, Neil",no,,0.1 0.2 0.3 0.4,\n'
        f"../p/b.jpg,,,,,,{wrong},,\n"
        "../p/c.jpg,,,,,yes,,,\n"
        "../p/gone.jpg,,,,,,,,\n"
        "../p/b.jpg,,,,,,,,perhaps\n"
        "../p/b.jpg,,,,,,,,yes\n",
        encoding="utf-8-sig",
    )
    terms = dataclasses.replace(TERMS, renamed={"Cuffs": "handcuffs"})
    report = imported(library, tmp_path / "lists" / "l.csv", terms)
    assert [line.outcome for line in report.lines] == [
        Outcome.HASH_DIFFERS,
        Outcome.RENDERED,
        Outcome.UNREADABLE,
        Outcome.REFUSED,
    ]
    first, second = library.items()
    assert (first.record.label, first.record.group) == ("handcuffs", "cuff 1")
    assert (first.record.licence, first.record.author) == ("CC0-1.0", "O, Neil")
    assert first.record.box is not None
    assert (second.record.cannot_tell, second.record.licence) == (True, LICENCE)


def test_a_zip_file_is_taken_as_its_folder_would_be(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as packed:
        for path in sorted(photos.rglob("*")):
            packed.write(path, path.relative_to(photos).as_posix())
    report = imported(library, tmp_path / "p.zip")
    assert report.counts[Outcome.TAKEN] == 5
    assert imported(library, photos).counts[Outcome.DUPLICATE] == 6


def evil(name: str) -> Callable[[zipfile.ZipFile], None]:
    return lambda packed: packed.writestr(name, jpeg(1))


def link(packed: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("a.jpg")
    entry.external_attr = 0o120777 << 16
    packed.writestr(entry, "/etc/passwd")


def bomb(packed: zipfile.ZipFile) -> None:
    for number in range(6):
        packed.writestr(f"{number}.jpg", bytes(40_000_000))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (evil("../a.jpg"), "leads outside"),
        (evil("/a.jpg"), "leads outside"),
        (evil("a/../../b.jpg"), "leads outside"),
        (evil("C:/a.jpg"), "leads outside"),
        (evil("a\\..\\..\\b.jpg"), "leads outside"),
        (link, "holds a link"),
        (bomb, "would unpack to 0.2 GB"),
    ],
)
def test_a_hostile_zip_file_is_refused_whole(
    library: Library, tmp_path: Path, make: Callable[[zipfile.ZipFile], None], sentence: str
) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("good.jpg", jpeg(2))
        make(packed)
    with pytest.raises(SourceError, match=sentence):
        imported(library, tmp_path / "x.zip")
    assert list(library.items()) == []


def test_a_zip_file_that_lies_about_sizes_or_is_damaged_is_told(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.jpg", jpeg(1))
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(60)
    path.write_bytes(bytes(data))
    assert imported(library, path).counts == {Outcome.UNREADABLE: 1}
    path.write_bytes(b"PK nonsense")
    with pytest.raises(SourceError, match="no zip file or is damaged"):
        imported(library, path)


def test_links_and_names_that_lead_out_of_a_folder_are_refused(
    library: Library, tmp_path: Path
) -> None:
    secret = tree(tmp_path / "secret", {"s.jpg": jpeg(9)})
    inside = tree(tmp_path / "in", {"a/good.jpg": jpeg(1)})
    (inside / "a" / "link.jpg").symlink_to(secret / "s.jpg")
    (inside / "linked").symlink_to(secret)
    report = imported(library, inside)
    assert report.counts == {Outcome.TAKEN: 1, Outcome.REFUSED: 2}
    told = {line.name: line.sentence for line in report.lines}
    assert told["linked/"] == "linked/ leads elsewhere; copy the folder itself"
    (inside / "manifest.csv").write_text("file\n../secret/s.jpg\nlinked/s.jpg\n")
    assert imported(library, inside).counts[Outcome.REFUSED] == 4
    assert len(list(library.items())) == 1


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("l.csv", "path,label\na,b\n", "no column 'file'"),
        ("l.csv", "file,label\n,b\n", "line 2 names no file"),
        ("l.csv", "file,label\na,b,c\n", "too many cells"),
        ("l.csv", "", "no column"),
        ("l.jsonl", "[]\n", "no JSON object"),
        ("l.jsonl", '{"label": "x"}\n', "names no file_name"),
        ("l.json", "{", "cannot be read as JSON"),
        ("l.json", '{"images": 7}', "no COCO file"),
        ("none.csv", None, "does not exist"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_sentence(
    library: Library, tmp_path: Path, name: str, text: str | None, sentence: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(SourceError, match=sentence):
        imported(library, tmp_path / name)


def test_pictures_of_our_studio_are_not_taken(library: Library, tmp_path: Path) -> None:
    made = tree(tmp_path / "in", {"handcuffs/a.jpg": jpeg(1)})
    (made / "metadata.jsonl").write_text('{"file": "handcuffs/a.jpg", "design": "x"}\n')
    assert imported(library, made).counts == {Outcome.RENDERED: 1}


def test_single_files_may_have_any_place(library: Library, tmp_path: Path) -> None:
    paths = list(tree(tmp_path / "in", {"a.jpg": jpeg(1), "b.txt": b"x"}).iterdir())
    report = take(library, of_files(paths), TERMS)
    assert report.counts == {Outcome.TAKEN: 1, Outcome.NOT_A_PICTURE: 1}


def test_kept_photos_of_the_register_bring_a_proposal_and_no_label(
    library: Library, tmp_path: Path
) -> None:
    other = jpeg(8, 320, 240)
    sha = hashlib.sha256(other).hexdigest()
    with Register(tmp_path / "findings.db", create=True) as register:
        first = register.open_consignment(consignment(), NAME)
        one = register.record(first, finding(photos=(ORIGINAL_SHA256, sha)))
        register.keep_photo(one, ORIGINAL, NAME)
        register.keep_photo(one, other, NAME)
        third = jpeg(9, 320, 240)
        last = (hashlib.sha256(third).hexdigest(),)
        two = register.record(first, finding(photos=last, conclusion=None))
        register.keep_photo(two, third, NAME)
        report = take(library, of_register(register), TERMS)
        again = take(library, of_register(register), TERMS)
    assert report.counts == {Outcome.TAKEN: 3}
    assert again.counts == {Outcome.DUPLICATE: 3}
    held = {item.original_sha256: item.record for item in library.items()}
    assert {ORIGINAL_SHA256, sha, *last} == set(held)
    assert all(record.label is None for record in held.values())
    assert held[sha].proposed == held[ORIGINAL_SHA256].proposed == "thumb_cuffs"
    assert held[sha].proposed_by == NAME
    assert held[sha].group == held[ORIGINAL_SHA256].group != held[last[0]].group
    assert held[last[0]].proposed is None


def test_memory_stays_flat_however_many_photos_there_are(library: Library, tmp_path: Path) -> None:
    """The peak of Python's and NumPy's memory, of ten photos and of a hundred more."""

    def peak(name: str, seeds: range) -> int:
        source = tree(tmp_path / name, {f"batons/{seed}.jpg": jpeg(seed) for seed in seeds})
        tracemalloc.start()
        imported(library, source)
        export(library, tmp_path / f"{name}-out", Form.COCO)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak("warm", range(2))
    few = peak("few", range(100, 110))
    # The table of interned strings doubles now and then, by 2 MB: not twice in a row.
    many = min(peak(f"many-{first}", range(first, first + 100)) for first in (200, 300))
    assert many < few + 100 * 5_000  # a photo has some 8,400 bytes, and 96,000 decoded

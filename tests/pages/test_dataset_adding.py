"""Adding photos on the dataset page, without a browser: terms, messages, the report."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from datasets.library import opinions
from datasets.library.errors import RefusedError
from datasets.library.exporting import Form as Written
from datasets.library.exporting import export
from datasets.library.intake import Outcome
from datasets.library.library import Library
from datasets.library.offers import JUDGEMENTS
from datasets.library.record import State
from datasets.library.selecting import Selection
from findings.register import Register
from model.photo import encode_jpeg
from pages import dataset_add as adding
from pages import dataset_taking as taking
from pages.dataset_report import report
from pages.dataset_sending import Import
from pages.dataset_taking import ALL, BY_FOLDER, EACH, Form, Sent
from pages.dataset_tally import Tally
from pages.serving import uploads
from pages.workbench import Workbench
from tests.conftest import textured
from tests.datasets.library.made import ANNA, BEN, Clock, added, jpeg

HOSTILE = '<script>x</script><img src=x onerror="y">.jpg'


def sent(folder: Path, name: str, data: bytes) -> Sent:
    """A file as the gate stores it, under the name that the person's computer gave it."""
    place = folder / str(len(list(folder.iterdir())))
    place.mkdir()
    path = place / uploads.safe_name(name)
    path.write_bytes(data)
    return Sent(path, name)


def take(bench: Workbench, files: list[Sent], **said: object) -> Tally:
    form = Form(**{"by": ANNA, "licence": "own", **said})  # type: ignore[arg-type]
    known = frozenset(bench.catalogue.ids())
    *_, tally = taking.steps(bench.library, files, form, known, "one thing", Tally())
    return tally


def test_every_file_is_taken_or_named_and_no_upload_stays(bench: Workbench, folder: Path) -> None:
    files = [
        sent(folder, "good.jpg", jpeg(1)),
        sent(folder, "again.jpg", jpeg(1)),
        sent(folder, "small.jpg", jpeg(2, 100, 80)),
        sent(folder, "broken.jpg", b"no photo"),
        sent(folder, "list.csv", b"file,label\n"),
        sent(folder, "bad.zip", b"no zip"),
    ]
    tally = take(bench, files)
    assert [line.name for line in tally.lines] == [file.name for file in files[1:]]
    assert tally.counts == {
        Outcome.TAKEN: 1,
        Outcome.DUPLICATE: 1,
        Outcome.UNREADABLE: 1,
        Outcome.TOO_SMALL: 1,
        Outcome.NOT_A_PICTURE: 1,
        Outcome.REFUSED: 1,
    }
    assert not any(file.path.exists() for file in files)
    assert sum(bench.library.counts_by_state().values()) == 1
    text = tally.text()
    assert all(file.name in text for file in files[1:])
    shown = report(tally)
    assert "1 photo of 6 taken." in shown
    assert "Unreadable: 1" in shown
    assert "broken.jpg" in shown


def test_a_broken_import_leaves_the_library_as_it_was(bench: Workbench, folder: Path) -> None:
    added(bench.library, 7)
    before = list(bench.library.items())
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("a.jpg", jpeg(1))
        packed.writestr("../b.jpg", jpeg(2))  # leads outside: nothing of it is trusted
    tally = take(bench, [sent(folder, "evil.zip", whole.read_bytes())])
    assert list(bench.library.items()) == before
    assert tally.lines[0].name == "evil.zip"
    assert "do not trust it" in tally.lines[0].sentence


def test_folders_give_classes_and_objects_when_asked(bench: Workbench, folder: Path) -> None:
    names = ("photos/handcuffs/one/a.jpg", "photos/handcuffs/one/b.jpg", "photos/nonsense/c.jpg")
    files = [sent(folder, name, jpeg(seed)) for seed, name in enumerate(names)]
    tally = take(bench, files, folder_is_class=True, same=BY_FOLDER)
    records = [item.record for item in bench.library.items()]
    assert [(r.label, r.group) for r in records] == [("handcuffs", "handcuffs/one")] * 2
    assert tally.lines[0].outcome is Outcome.LABEL_UNKNOWN
    files = [sent(folder, name, jpeg(seed + 10)) for seed, name in enumerate(names)]
    take(bench, files, same=BY_FOLDER)
    new = [item.record for item in bench.library.items()][2:]
    assert {record.label for record in new} == {None}
    assert [record.group for record in new] == ["handcuffs/one"] * 2 + ["photos/nonsense"]


def test_what_is_said_of_all_holds_for_each(bench: Workbench, folder: Path) -> None:
    files = [sent(folder, f"{seed}.jpg", jpeg(seed)) for seed in range(2)]
    take(bench, files, label="handcuffs", same=ALL, words={"author": "É. D.", "source": ""})
    records = [item.record for item in bench.library.items()]
    assert {(r.label, r.group, r.author, r.licence) for r in records} == {
        ("handcuffs", "one thing", "É. D.", "own")
    }


def test_folders_in_a_zip_name_classes_only_when_asked(bench: Workbench, folder: Path) -> None:
    for seed, asked in enumerate((False, True)):
        file = folder / f"{seed}.made"
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr("handcuffs/a.jpg", jpeg(seed + 20))
        data = file.read_bytes()
        file.unlink()
        tally = take(bench, [sent(folder, f"{seed}.zip", data)], folder_is_class=asked)
        (sha256,) = tally.taken
        assert bench.library.get(sha256).record.label == ("handcuffs" if asked else None)


@pytest.mark.parametrize("packed", [True, False])
def test_what_people_said_of_an_exported_folder_is_read_as_the_command_reads_it(
    bench: Workbench, folder: Path, tmp_path: Path, packed: bool
) -> None:
    out, earlier = tmp_path / "out", Clock()
    earlier.at -= timedelta(days=1)
    with Library(tmp_path / "before", create=True, clock=earlier) as before:
        item = added(before, 1, label="handcuffs", group="one")
        opinions.say(before, item.sha256, "padlock", BEN, item.version)
        export(before, out, Written.MANIFEST, Selection(everything=True))
        given = opinions.of_photo(before, item.sha256)
    assert given
    if packed:
        data = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", out)).read_bytes()
        files = [sent(folder, "out.zip", data)]
    else:  # the browser may send them in any order
        names = (each for each in out.rglob("*") if each.is_file())
        paths = sorted(names, key=lambda each: each.name != JUDGEMENTS)
        files = [sent(folder, f"out/{p.relative_to(out)}", p.read_bytes()) for p in paths]
    tally = take(bench, files)
    assert opinions.of_photo(bench.library, tally.taken[0]) == given
    line = next(line for line in tally.lines if "1 blind opinions" in line.sentence)
    assert line.outcome is Outcome.NOTED
    assert not any(file.path.exists() for file in files)


def test_judgements_that_are_none_are_a_line_of_the_report(bench: Workbench, folder: Path) -> None:
    tally = take(bench, [sent(folder, "a.jpg", jpeg(1)), sent(folder, JUDGEMENTS, b"{")])
    assert len(tally.taken) == 1
    assert [(line.name, line.outcome) for line in tally.lines] == [(JUDGEMENTS, Outcome.REFUSED)]
    assert "line 1 is no judgement" in tally.lines[0].sentence


@pytest.mark.parametrize(
    "told",
    [
        None,
        [7],
        [{"path": "/etc/passwd", "name": "a.jpg"}],
        [{"path": "", "name": "a.jpg"}],
        [{"path": "/etc/../etc/passwd", "name": "a.jpg"}],
        [{}] * 101,
    ],
    ids=str,
)
def test_a_message_that_names_other_files_is_refused(folder: Path, told: object) -> None:
    with pytest.raises(RefusedError, match="load it anew"):
        taking.sent_of(told)


def test_nothing_is_taken_without_a_licence_or_a_name(bench: Workbench) -> None:
    values = [ANNA, None, "", EACH, False, "", "", "", "", False, False]
    with pytest.raises(RefusedError, match="choose a licence first"):
        adding.form_of(bench, None, tuple(values))
    values[0], values[1] = " ", "own"
    with pytest.raises(RefusedError, match="write your name first"):
        adding.form_of(bench, None, tuple(values))
    assert adding.form_of(bench, "anna", tuple(values)).by == "anna"
    values[3] = "nonsense"
    with pytest.raises(RefusedError, match="load it anew"):
        adding.form_of(bench, "anna", tuple(values))


def test_an_answer_says_what_the_script_waits_for(bench: Workbench, folder: Path) -> None:
    values = (ANNA, "own", "", EACH, False, "", "", "", "", False, False)
    big = [{"name": "huge.zip", "mb": 900}, {"name": HOSTILE, "mb": 60}]
    begins = {"turn": 1, "begins": True, "files": [], "refused": big}
    state, shown = list(adding._sent(bench, Import(), values, begins, None))[-1]
    assert 'data-turn="1" data-state="go"' in shown
    assert "huge.zip has 900 MB, more than the 262 allowed; unpack it" in shown
    assert "<script>" not in shown
    file = sent(folder, "a.jpg", jpeg(1))
    ends = {"turn": 2, "files": [{"path": str(file.path), "name": file.name}], "ends": True}
    state, shown = list(adding._sent(bench, state, values, ends, None))[-1]
    assert 'data-turn="2" data-state="done"' in shown
    assert "1 photo of 3 taken." in shown
    _, shown = list(adding._sent(bench, state, ("", *values[1:]), ends, None))[-1]
    assert 'data-state="stop"' in shown
    assert "Write your name first" in shown


def test_two_messages_make_one_report(bench: Workbench, folder: Path) -> None:
    form, known = Form(by=ANNA, licence="own"), frozenset[str]()
    tally = Tally()
    for seed in (1, 1, 2):
        files = [sent(folder, f"{seed}.jpg", jpeg(seed))]
        *_, tally = taking.steps(bench.library, files, form, known, "x", tally)
    assert tally.counts == {Outcome.TAKEN: 2, Outcome.DUPLICATE: 1}
    assert len(tally.taken) == 2
    assert tally.total == 3


def test_what_looks_like_another_is_taken_and_told(bench: Workbench, folder: Path) -> None:
    pixels = textured(400, 300, 5)
    files = [
        sent(folder, "one.jpg", encode_jpeg(pixels, 90)),
        sent(folder, "two.jpg", encode_jpeg(pixels, 70)),
    ]
    tally = take(bench, files)
    assert len(tally.taken) == 2
    assert [line.name for line in tally.near] == ["two.jpg"]
    shown = report(tally)
    assert "nearly the same as another: 1" in shown
    assert f"/dataset?photo={tally.taken[1]}" in shown
    assert "two.jpg\tnear-duplicate" in tally.text()


def test_an_object_of_many_photos_has_a_name(bench: Workbench) -> None:
    at = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    assert taking.object_of("Anna", at) == "added 2026-11-28 09:30:00 by Anna"
    assert len(taking.object_of("x" * 120, at)) <= 120


def test_the_registers_conclusion_becomes_a_proposal(bench: Workbench, tmp_path: Path) -> None:
    from datasets.library import from_register
    from tests.findings import made

    with Register(tmp_path / "findings.db", create=True) as register:
        post = register.open_consignment(made.consignment(), made.NAME)
        finding = register.record(post, made.finding())
        register.keep_photo(finding, made.ORIGINAL, made.NAME)
        form = Form(by=ANNA, licence="own")
        terms = form.terms(frozenset(bench.catalogue.ids()), "")
        source = from_register.of_register(register)
        tally = taking.take_all(bench.library, source, terms)
    (item,) = bench.library.items()
    assert tally.taken == (item.sha256,)
    assert item.record.state is State.TODO
    assert item.record.proposed is not None

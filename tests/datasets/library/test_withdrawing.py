"""A photo that is withdrawn is gone: rows, words, files, looks; its hash is refused for ever."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.library import erasing, opinions, taught, versions, withdrawing
from datasets.library.errors import RefusedError, UnknownError, WithdrawnError
from datasets.library.exporting import Form, export
from datasets.library.importing import of_path, take
from datasets.library.intake import Outcome, Terms
from datasets.library.library import Library
from datasets.library.record import Item
from datasets.library.selecting import Selection
from tests.datasets.library.made import ANNA, BEN, LICENCE, TERMS, added, jpeg, ready, target, tree
from tests.datasets.library.withdrawn import PERSONAL, WHY, bytes_below, gone, personal


def test_every_byte_of_a_withdrawn_photo_is_gone_from_the_disk(library: Library) -> None:
    keeps, item = added(library, 1, label="batons"), personal(library)
    draft = library.path / "originals" / item.sha256[:2] / ".draft-00"
    draft.write_bytes(jpeg(7)[:-50])  # of an import that was killed
    other = draft.with_name(".draft-01")
    other.write_bytes(b"of another photo")
    left = bytes_below(library.path)
    assert all(word.encode() in left for word in PERSONAL)  # else the test sees nothing
    withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    gone(library, item)
    assert not draft.exists()
    assert other.read_bytes() == b"of another photo"
    assert library.original(keeps.sha256) == jpeg(1)


def test_what_networks_saw_of_it_is_gone(library: Library) -> None:
    item, keeps = personal(library), added(library, 1)
    path = library.path / erasing.LOOKS
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE print (photo BLOB PRIMARY KEY, border BLOB) STRICT, WITHOUT ROWID")
    db.execute("CREATE TABLE network (id INTEGER PRIMARY KEY, sha256 TEXT) STRICT")
    db.execute("INSERT INTO network VALUES (1, 'x')")
    for each, seen in ((item, b"seen of the person"), (keeps, b"seen of a baton")):
        db.execute("INSERT INTO print VALUES (?, ?)", (bytes.fromhex(each.sha256), seen))
    db.commit()
    withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    left = bytes_below(library.path)
    assert b"seen of the person" not in left
    assert bytes.fromhex(item.sha256) not in left
    assert b"seen of a baton" in left
    assert db.execute("SELECT count(*) FROM network").fetchone() == (1,)
    db.close()


def test_the_real_file_of_looks_names_photos_as_erasing_expects(library: Library) -> None:
    from datasets.library import looks_file

    assert looks_file.FILE == erasing.LOOKS
    item = added(library, 7)
    with looks_file.opened(library) as db:
        for table in ("print", "look"):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            values = [bytes.fromhex(item.sha256) if name == "photo" else 1 for name in columns]
            types = [row[2] for row in db.execute(f"PRAGMA table_info({table})")]
            values = [
                b"seen" if kind == "BLOB" and value == 1 else value
                for kind, value in zip(types, values, strict=True)
            ]
            marks = ", ".join("?" * len(values))
            db.execute(f"INSERT INTO {table} VALUES ({marks})", values)
    withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    with looks_file.opened(library) as db:
        for table in ("print", "look"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_the_history_keeps_who_did_what_when_without_its_words(library: Library) -> None:
    item = personal(library)
    before = library.history(item.sha256)
    withdrawing.withdraw(library, [item.sha256], BEN, WHY)
    newest, *rows = library.history(item.sha256)
    assert (newest.kind, newest.actor, newest.version) == ("withdrawn", BEN, item.version + 1)
    assert [(row.seq, row.at, row.actor, row.kind) for row in rows] == [
        (row.seq, row.at, row.actor, row.kind) for row in before
    ]
    assert all(row.before == row.after == {} for row in (newest, *rows))
    (kept,) = withdrawing.withdrawn(library)
    assert (kept.sha256, kept.by, kept.reason, kept.due) == (item.sha256, BEN, WHY, False)


def test_the_same_photo_is_refused_for_ever(library: Library, tmp_path: Path) -> None:
    item = personal(library)
    withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    with pytest.raises(WithdrawnError, match="withdrawn on 2026-11-28; it is not taken again"):
        library.add(ready(7), ANNA)
    stripped = Terms(by=ANNA, said={"licence": LICENCE}, strip=True)
    for terms in (TERMS, stripped):  # the original is the same, whatever would be stored of it
        with of_path(tree(tmp_path / "in", {"batons/7.jpg": jpeg(7)})) as source:
            report = take(library, source, terms)
        assert report.counts == {Outcome.WITHDRAWN: 1}
        assert report.lines[0].sentence == (
            "batons/7.jpg was withdrawn on 2026-11-28; it is not taken again"
        )
    gone(library, item)


def test_a_stripped_photo_is_refused_in_both_its_forms(library: Library) -> None:
    stripped = ready(7, Terms(by=ANNA, said={"licence": LICENCE}, strip=True))
    item = library.add(stripped, ANNA)
    assert item is not None
    assert item.sha256 != item.original_sha256
    withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    for picture in (stripped, ready(7)):
        with pytest.raises(WithdrawnError):
            library.add(picture, ANNA)


def test_a_photo_withdrawn_while_it_is_imported_leaves_no_file(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = personal(library)
    put = library._originals.put

    class Late:
        """The withdrawal comes between the look and the file."""

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

        def put(self, data: bytes) -> str:
            withdrawing.withdraw(library, [item.sha256], BEN, WHY)
            return put(data)

    real, same = library._originals, library.same
    monkeypatch.setattr(library, "_originals", Late())
    monkeypatch.setattr(library, "same", _none_first(same))  # as if it had not been there yet
    with pytest.raises(WithdrawnError):
        library.add(ready(7), ANNA)
    monkeypatch.undo()
    gone(library, item)


def _none_first(same: Callable[[str, str], Item | None]) -> Callable[[str, str], Item | None]:
    turns: list[int] = []

    def asked(original: str, sha256: str) -> Item | None:
        turns.append(1)
        return None if len(turns) == 1 else same(original, sha256)

    return asked


def test_signed_versions_say_that_it_was_withdrawn(library: Library, tmp_path: Path) -> None:
    keeps, item = added(library, 1, label="batons"), added(library, 7, label="batons")
    version = library.sign(versions.draft(library.items(), "v1", ANNA, library.moment()))
    touched = withdrawing.withdraw(library, [item.sha256[:8]], ANNA, WHY)
    assert touched.versions == ("v1",)
    assert "Signed versions that list it: v1." in touched.sentences()[0]
    assert library.version("v1").sha256 == version.sha256
    (drift,) = versions.verify(library, version).drifts
    assert drift.kind == "withdrawn"
    assert drift.sentence == f"photo {item.sha256[:12]} was withdrawn on 2026-11-28"
    made = export(library, tmp_path / "out", Form.MANIFEST, Selection(version=version))
    assert sum(made.counts.values()) == 1
    assert made.left_out == {"withdrawn": 1}
    text = (tmp_path / "out" / "manifest.csv").read_text(encoding="utf-8")
    assert keeps.sha256 in text
    assert item.sha256 not in text


def test_second_opinions_and_what_was_said_of_pairs_go_too(library: Library) -> None:
    item, keeps = added(library, 7, label="batons"), added(library, 1, label="batons")
    with library.writing() as db:
        at = library.moment()
        db.execute("INSERT INTO apart VALUES (?, ?, ?, ?)", (item.id, keeps.id, ANNA, at))
        db.execute("INSERT INTO opinion VALUES (?, ?, 'batons', 0, ?)", (item.id, BEN, at))
        db.execute("INSERT INTO opinion VALUES (?, ?, 'batons', 0, ?)", (keeps.id, BEN, at))
        db.execute("INSERT INTO left_as_is VALUES ('q', ?, 1, ?, ?)", (item.id, BEN, at))
    withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    with library.reading() as db:
        counts = [
            db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("apart", "opinion", "left_as_is")
        ]
    assert counts == [0, 1, 0]
    assert opinions.disagreements(library) == ()


def test_photos_of_the_same_object_and_networks_are_named(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, mate = added(library, 7, group="cuff 1"), added(library, 8, group="cuff 1")
    monkeypatch.setattr(
        taught, "learned_from", lambda _, photos: tuple(f"n-{p[:4]}" for p in photos)
    )
    touched = withdrawing.affected(library, [item.sha256])
    assert touched.networks == (f"n-{item.sha256[:4]}",)
    assert touched.same_object == (mate.sha256,)
    assert touched.sentences() == (
        f"Networks that learned from it: n-{item.sha256[:4]}.",
        f"Photos of the same object that stay: {mate.sha256[:12]}.",
    )
    assert library.get(item.sha256) == item  # only asked


def test_undoing_passes_over_what_was_withdrawn(library: Library) -> None:
    item, keeps = added(library, 7), added(library, 1)
    library.label(target(item, keeps), "batons", ANNA)
    (last,) = library.label(target(library.get(item.sha256)), "handcuffs", ANNA)
    withdrawing.withdraw(library, [last.sha256], BEN, WHY)
    (undone,) = library.undo(ANNA)  # of the two labelled together, the one that is there
    assert (undone.sha256, undone.record.label) == (keeps.sha256, None)
    with pytest.raises(UnknownError, match="no change of"):
        library.undo(ANNA)
    with pytest.raises(UnknownError, match="no change of"):
        library.undo(BEN)  # a withdrawal is no change that can be taken back


@pytest.mark.parametrize(
    ("by", "reason", "words"),
    [("", WHY, "name of who"), (ANNA, " ", "reason"), (ANNA, "", "reason is empty"),
     (ANNA, "x" * 1001, "more than the 1000"), (ANNA, "a\nb", "no writing")],
)  # fmt: skip
def test_who_and_why_are_needed(library: Library, by: str, reason: str, words: str) -> None:
    item = added(library, 7)
    with pytest.raises(RefusedError, match=words):
        withdrawing.withdraw(library, [item.sha256], by, reason)
    assert library.get(item.sha256) == item


def test_all_or_none(library: Library) -> None:
    item = added(library, 7)
    with pytest.raises(UnknownError):
        withdrawing.withdraw(library, [item.sha256, "0" * 64], ANNA, WHY)
    with pytest.raises(RefusedError, match="name the photos"):
        withdrawing.withdraw(library, [], ANNA, WHY)
    with pytest.raises(RefusedError, match="at most 1000"):
        withdrawing.withdraw(library, ["0" * 64] * 1001, ANNA, WHY)
    assert library.original(item.sha256)
    withdrawing.withdraw(library, [item.sha256, item.sha256], ANNA, WHY)
    for digits in (item.sha256, item.sha256[:8]):
        with pytest.raises(UnknownError, match="was withdrawn on 2026-11-28; it cannot come back"):
            withdrawing.withdraw(library, [digits], ANNA, WHY)


def test_a_label_for_a_photo_that_was_withdrawn_meanwhile_is_one_sentence(library: Library) -> None:
    item = added(library, 7)
    with Library(library.path) as other:
        withdrawing.withdraw(other, [item.sha256], BEN, WHY)
    with pytest.raises(UnknownError, match="was withdrawn on"):
        library.label(target(item), "batons", ANNA)


def test_on_the_command_line_it_asks_before(
    filled: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    first = next(filled.items())
    given = ["withdraw", first.sha256[:8], "--library", str(filled.path)]
    assert main([*given, "--by", "Anna", "--reason", WHY]) == 2
    told = capsys.readouterr().out
    assert "would be withdrawn" in told
    assert "This cannot be undone" in told
    assert filled.get(first.sha256) == first
    assert main([*given, "--yes"]) == 2
    assert "name of who withdraws" in capsys.readouterr().err
    assert main([*given, "--by", "Anna", "--reason", WHY, "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["withdrawn"] == [first.sha256]
    assert main(["withdraw", "--library", str(filled.path)]) == 0
    assert f"Anna  {WHY}" in capsys.readouterr().out
    assert main(["history", "--photo", first.sha256[:8], "--library", str(filled.path)]) == 0
    assert "withdrawn" in capsys.readouterr().out
    assert main(["withdraw", "--library", str(filled.path), "--yes"]) == 2
    assert main([*given, "--by", "Anna", "--reason", WHY, "--yes"]) == 2
    assert "cannot come back" in capsys.readouterr().err

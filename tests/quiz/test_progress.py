"""Answers survive a kill, belong to their user, and are really gone when they are deleted."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quiz.card import CardKind, Topic
from quiz.errors import ProgressError
from quiz.progress import Progress
from quiz.storage import APPLICATION_ID, default_path
from tests.quiz.made import answered

ROOT = Path(__file__).parents[2]
NAME = "an unmistakable name"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "learning.sqlite"


def test_an_answer_is_read_back_as_it_was_added(file: Path) -> None:
    words = Topic(CardKind.DECIDES, "handcuffs")
    past = (answered(), answered(words, chosen="chain", seconds=12.5, right=False))
    progress = Progress(file)
    for each in past:
        progress.add(each)
    assert progress.answers("") == past
    progress.close()
    again = Progress(file)
    assert again.answers("") == past
    again.close()


def test_users_do_not_see_one_another(file: Path) -> None:
    progress = Progress(file)
    progress.add(answered(user="one"))
    progress.add(answered(user="two", right=False))
    assert [each.right for each in progress.answers("one")] == [True]
    assert progress.delete("one") == 1
    assert progress.answers("one") == ()
    assert len(progress.answers("two")) == 1
    progress.close()


def test_the_file_is_its_owners_alone(file: Path) -> None:
    progress = Progress(file)
    progress.add(answered())
    for path in file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    progress.close()


def test_what_is_deleted_is_in_no_file_any_more(file: Path) -> None:
    progress = Progress(file)
    for _ in range(50):
        progress.add(answered(user=NAME))

    def written() -> bool:
        return any(NAME.encode() in path.read_bytes() for path in file.parent.iterdir())

    assert written()
    assert progress.delete(NAME) == 50
    assert not written()
    progress.close()


def test_deletion_says_when_another_program_still_reads(file: Path) -> None:
    progress = Progress(file)
    progress.add(answered(user=NAME))
    reader = sqlite3.connect(file)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answer").fetchone()
    progress._db.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(ProgressError, match=r"another program|in use"):
        progress.delete(NAME)
    reader.close()
    progress.delete(NAME)
    assert not any(NAME.encode() in path.read_bytes() for path in file.parent.iterdir())
    progress.close()


def test_many_threads_and_a_second_process_add_without_loss(file: Path) -> None:
    one, other = Progress(file), Progress(file)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda at: (one, other)[at % 2].add(answered()), range(80)))
    assert len(one.answers("")) == 80
    one.close()
    other.close()


def test_what_was_added_survives_kill_9(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from quiz.progress import Progress;"
        "from tests.quiz.made import answered\n"
        "progress = Progress(Path(sys.argv[1]))\n"
        "while True: progress.add(answered()); print('kept', flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        told = sum(1 for _ in zip(range(20), child.stdout, strict=False))
        os.kill(child.pid, signal.SIGKILL)
    progress = Progress(file)
    assert told == 20
    assert len(progress.answers("")) >= told
    progress.close()


def test_without_a_file_nothing_is_written_and_all_is_forgotten(tmp_path: Path) -> None:
    progress = Progress(None)
    progress.add(answered())
    assert len(progress.answers("")) == 1
    assert not progress.is_kept
    assert progress.delete("") == 1
    progress.close()
    assert list(tmp_path.iterdir()) == []
    assert Progress(None).answers("") == ()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE other (id)", "holds no results of the quiz"),
        (f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 99", "newer program"),
    ],
)
def test_a_foreign_or_newer_file_is_refused_untouched(
    statement: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "other.sqlite"
    db = sqlite3.connect(path)
    db.executescript(statement)
    db.close()
    before = path.read_bytes()
    with pytest.raises(ProgressError, match=said):
        Progress(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(5000))
    with pytest.raises(ProgressError, match=r"photo\.jpg is no database"):
        Progress(path)
    with pytest.raises(ProgressError, match="cannot be opened"):
        Progress(path / "below" / "a file")


def test_a_row_that_the_quiz_did_not_write_is_damage_in_words(file: Path) -> None:
    progress = Progress(file)
    progress.add(answered())
    progress._db.execute("UPDATE answer SET kind = 'x'")
    with pytest.raises(ProgressError, match="is damaged"):
        progress.answers("")
    progress.close()


def test_the_file_lies_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert default_path() == Path("/somewhere/torture-free-trade/learning.sqlite")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_path().is_relative_to(Path.home() / ".local" / "share")

"""Networks of a library are proposed, accepted, undone; a cut leaves the old one or the new one."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from datasets.library import taught, taught_file
from datasets.library.errors import DamagedError, RefusedError, StaleError, UnknownError
from datasets.library.library import Library
from datasets.library.taught_card import Step
from model.errors import WeightsError
from model.runtime import OnnxNetwork
from tests.datasets.library.made import ANNA, BEN
from tests.datasets.library.taught_made import card_of

BASE = "b" * 64


def proposed(library: Library, name: str, base: str = BASE) -> str:
    """Propose a network; returns the SHA-256 of its graph."""
    card = card_of(library.path / f"made-{name}", name, base)
    taught.propose(library, card, library.path / f"made-{name}", ANNA)
    return card.sha256


def test_a_library_without_networks_has_none_and_makes_no_folder(library: Library) -> None:
    assert taught.current(library) is None
    assert taught.every(library) == ()
    assert not taught.folder(library).exists()


def test_a_proposal_changes_nothing_and_cannot_be_opened(library: Library) -> None:
    proposed(library, "ring-1")
    assert taught.current(library) is None
    assert taught.find(library, "ring-1").step is Step.PROPOSED
    with pytest.raises(WeightsError, match=r"released\.toml"):
        OnnxNetwork.open(taught.folder(library) / "ring-1.onnx")


def test_an_accepted_network_opens_by_its_file_until_it_is_undone(library: Library) -> None:
    proposed(library, "ring-1")
    done = taught.accept(library, "ring-1", BEN, BASE)
    assert [(each.step, each.by) for each in done.events] == [
        (Step.PROPOSED, ANNA),
        (Step.ACCEPTED, BEN),
    ]
    path = taught.current(library)
    assert path == taught.folder(library) / "ring-1.onnx"
    assert OnnxNetwork.open(path).card.labels[-1] == "ring"
    taught.undo(library, ANNA)
    assert taught.current(library) is None
    with pytest.raises(WeightsError):
        OnnxNetwork.open(path)
    assert path.is_file(), "answers may have come from it"


def test_undoing_goes_back_one_network_after_the_other(library: Library) -> None:
    first = proposed(library, "ring-1")
    taught.accept(library, "ring-1", ANNA)
    proposed(library, "ring-2", first)
    taught.accept(library, "ring-2", ANNA)
    for name in ("ring-2", "ring-1"):
        path = taught.current(library)
        assert path is not None
        assert path.stem == name
        assert taught.undo(library, BEN).card.name == name
    assert taught.current(library) is None
    with pytest.raises(UnknownError, match="no network of this library is accepted"):
        taught.undo(library, BEN)


def test_what_was_made_from_another_network_is_not_accepted(library: Library) -> None:
    proposed(library, "ring-1")
    proposed(library, "ring-2")
    taught.accept(library, "ring-1", ANNA)
    with pytest.raises(StaleError, match="ring-1 holds since ring-2 was made from tiny"):
        taught.accept(library, "ring-2", BEN)
    with pytest.raises(StaleError, match=f"was accepted by {ANNA} already"):
        taught.accept(library, "ring-1", BEN)
    proposed(library, "ring-3", "c" * 64)
    taught.undo(library, ANNA)
    with pytest.raises(StaleError, match="another released network"):
        taught.accept(library, "ring-3", BEN, BASE)


def test_a_discarded_proposal_loses_its_files_and_stays_in_the_history(library: Library) -> None:
    proposed(library, "ring-1")
    taught.discard(library, "ring-1", BEN)
    assert taught.find(library, "ring-1").step is Step.DISCARDED
    assert not list(taught.folder(library).glob("ring-1*"))
    with pytest.raises(StaleError):
        taught.accept(library, "ring-1", BEN)
    with pytest.raises(StaleError):
        taught.discard(library, "ring-1", BEN)


def test_who_does_it_must_be_named_and_the_network_known(library: Library) -> None:
    proposed(library, "ring-1")
    with pytest.raises(RefusedError, match="name of who"):
        taught.accept(library, "ring-1", " ")
    with pytest.raises(UnknownError, match="no network of this library is called"):
        taught.accept(library, "ring-9", ANNA)
    (taught.folder(library) / "ring-1.onnx").unlink()
    with pytest.raises(UnknownError, match="files of ring-1 are gone"):
        taught.accept(library, "ring-1", ANNA)


def test_the_history_cannot_be_changed(library: Library) -> None:
    proposed(library, "ring-1")
    with taught_file.opened(library) as db:
        for statement in (
            "DELETE FROM event",
            "UPDATE event SET actor = 'x'",
            "DELETE FROM network",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="only appended"):
                db.execute(statement)


def test_a_list_that_was_lost_or_forged_is_written_anew(library: Library) -> None:
    proposed(library, "ring-1")
    taught.accept(library, "ring-1", ANNA)
    listed = taught.folder(library) / "released.toml"
    whole = listed.read_text(encoding="utf-8")
    for wrong in ("", whole.replace("ring-1", "ring-9"), None):
        listed.unlink() if wrong is None else listed.write_text(wrong, encoding="utf-8")
        path = taught.current(library)
        assert path is not None
        OnnxNetwork.open(path)
        assert listed.read_text(encoding="utf-8") == whole


def test_a_changed_graph_is_refused(library: Library) -> None:
    proposed(library, "ring-1")
    taught.accept(library, "ring-1", ANNA)
    path = taught.current(library)
    assert path is not None
    path.write_bytes(path.read_bytes() + b"0")
    with pytest.raises(WeightsError, match="was changed or cut short"):
        OnnxNetwork.open(path)


def test_a_file_that_is_no_database_is_one_sentence(library: Library) -> None:
    taught.folder(library).mkdir()
    (taught.folder(library) / taught_file.DATABASE).write_bytes(b"no database at all" * 99)
    with pytest.raises(DamagedError, match=r"networks\.db"):
        taught.current(library)


def test_networks_that_learned_from_a_photo_are_found(library: Library) -> None:
    proposed(library, "ring-1")
    assert taught.learned_from(library, ["a" * 64]) == ("ring-1 (proposed)",)
    assert taught.learned_from(library, ["c" * 64]) == ()


def test_leftovers_of_a_killed_program_are_swept_when_old(library: Library) -> None:
    proposed(library, "ring-1")
    old, new = taught.folder(library) / ".draft-old", taught.folder(library) / ".draft-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "lesson.json").write_text("{}", encoding="utf-8")
    os.utime(old, (1, 1))
    taught.sweep(library)
    assert not old.exists()
    assert new.exists()
    assert (taught.folder(library) / "ring-1.onnx").is_file()


_TURNS = """
    import sys
    from pathlib import Path
    from datasets.library import taught
    from datasets.library.library import Library
    library = Library(Path(sys.argv[1]))
    print("begun", flush=True)
    taught.accept(library, "ring-1", "Anna")
    taught.undo(library, "Anna")
"""


@pytest.mark.parametrize("wait", [0.0, 0.002, 0.005, 0.01, 0.02, 0.05])
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_network(
    library: Library, wait: float
) -> None:
    proposed(library, "ring-1")
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_TURNS), str(library.path)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"begun\n"
    try:
        child.wait(wait)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    path = taught.current(library)
    step = taught.find(library, "ring-1").step
    assert (path is not None) == (step is Step.ACCEPTED)
    if path is not None:
        OnnxNetwork.open(path)
    else:
        assert not (taught.folder(library) / "released.toml").exists()

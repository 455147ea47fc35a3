"""The networks of a library that were taught a class: proposed, accepted, undone.

They lie in `networks/`: graph, tensors and references of each, written once. `networks.db` holds
what each learned from which photos, and an event for each step, never changed; which network holds
now follows from the events alone, so that a cut at any moment leaves the old one or the new one.
`released.toml` beside them lists the accepted ones for `model.released`, and is written anew from
the events wherever it differs. A network builds on the one before: only the last can be undone.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from datasets.library import rules, storage
from datasets.library import taught_file as file
from datasets.library.errors import StaleError, UnknownError
from datasets.library.library import Library
from datasets.library.taught_card import KINDS, Card, Event, Step, Taught
from model.errors import shown
from model.released import LIST

DRAFT = ".draft-"  # begins the name of a folder in which a network is being made
OLD_SECONDS = 24 * 3600.0  # what no row names and is this old belongs to no running program


def folder(library: Library) -> Path:
    """Where the networks lie."""
    return library.path / file.FOLDER


def every(library: Library) -> tuple[Taught, ...]:
    """All networks, oldest first, also undone and discarded ones."""
    if not (folder(library) / file.DATABASE).is_file():
        return ()
    with file.opened(library) as db:
        return _every(db)


def find(library: Library, name: str) -> Taught:
    """A network by its name.

    Raises:
        UnknownError: There is none.
    """
    found = [each for each in every(library) if each.card.name == name]
    if not found:
        raise UnknownError(f"no network of this library is called {shown(name)}; list them")
    return found[0]


def current(library: Library) -> Path | None:
    """The graph of the network that was accepted last and holds; None where the released does.

    `app.py --weights` and `model.runtime` open it: the list beside it is right when this returns.
    """
    if not (folder(library) / file.DATABASE).is_file():
        return None
    with file.opened(library) as db:
        rows = [_row(each.card) for each in _chain(_every(db))]
        if not file.is_listed(folder(library), rows):
            with storage.transaction(db):  # one writer at a time, of what holds then
                rows = [_row(each.card) for each in _chain(_every(db))]
                file.write_list(folder(library), rows)
    return folder(library) / str(rows[-1]["file"]) if rows else None


def propose(library: Library, card: Card, made: Path, by: str) -> Taught:
    """Take a network's files from the folder they were made in, and remember it as proposed.

    Args:
        library: Open.
        card: Of the network; its files in `made` are named as `Card.file` says.
        made: On the same disk; may be deleted afterwards.
        by: Who taught.
    """
    rules.check_named(by, "the name of who does it")
    with file.opened(library) as db, storage.one_sentence(file.FOLDER):
        for kind in KINDS:
            source = made / card.file(kind)
            if source.is_file():
                file.settle(source)
                source.replace(folder(library) / source.name)
        file.settle(folder(library))
        with storage.transaction(db):
            cursor = db.execute(
                "INSERT INTO network (name, body) VALUES (?, ?)",
                (card.name, json.dumps(asdict(card), ensure_ascii=False)),
            )
            _append(db, int(cursor.lastrowid or 0), Step.PROPOSED, library.moment(), by)
    return find(library, card.name)


def accept(library: Library, name: str, by: str, base_sha256: str | None = None) -> Taught:
    """From now on the network holds.

    Args:
        library: Open.
        name: Of a proposed network.
        by: Who accepts.
        base_sha256: Of the graph that holds where no network of this library does.

    Raises:
        StaleError: It is not proposed any more, or another network holds since it was made.
        UnknownError: There is none, or its files are gone.
    """
    rules.check_named(by, "the name of who does it")
    with file.opened(library) as db, storage.transaction(db):
        there = _every(db)
        wanted = _named(there, name)
        if wanted.step is not Step.PROPOSED:
            last = wanted.events[-1]
            raise StaleError(f"{name} was {last.step} by {last.by} already; teach again")
        held = _chain(there)
        holds = held[-1].card.sha256 if held else base_sha256
        if holds is not None and holds != wanted.card.base_sha256:
            last_name = held[-1].card.name if held else "another released network"
            raise StaleError(
                f"{last_name} holds since {name} was made from {wanted.card.base}; teach again"
            )
        if not (folder(library) / wanted.card.file("onnx")).is_file():
            raise UnknownError(f"the files of {name} are gone; teach again")
        _step(db, name, Step.ACCEPTED, library.moment(), by)
    current(library)
    return find(library, name)


def undo(library: Library, by: str) -> Taught:
    """Take the network that was accepted last back; the one before holds again. Returns it.

    Raises:
        UnknownError: None is accepted.
    """
    rules.check_named(by, "the name of who does it")
    with file.opened(library) as db, storage.transaction(db):
        held = _chain(_every(db))
        if not held:
            raise UnknownError("no network of this library is accepted; the released one holds")
        name = held[-1].card.name
        _step(db, name, Step.UNDONE, library.moment(), by)
    current(library)
    return find(library, name)


def discard(library: Library, name: str, by: str) -> Taught:
    """Give a proposed network up; its files are deleted, what was tried stays in the history.

    Raises:
        StaleError: It is not proposed any more.
        UnknownError: There is none.
    """
    rules.check_named(by, "the name of who does it")
    with file.opened(library) as db, storage.transaction(db):
        wanted = _named(_every(db), name)
        if wanted.step is not Step.PROPOSED:
            raise StaleError(f"{name} is {wanted.step}; only a proposed network is discarded")
        _step(db, name, Step.DISCARDED, library.moment(), by)
    sweep(library)
    return find(library, name)


def learned_from(library: Library, photos: Iterable[str]) -> tuple[str, ...]:
    """Networks that learned from one of these photos (SHA-256), each as a few words."""
    wanted = set(photos)
    return tuple(
        f"{each.card.name} ({each.step})"
        for each in every(library)
        if wanted & set(each.card.photos)
    )


def sweep(library: Library) -> None:
    """Delete files of discarded networks, and old ones that a killed program left behind."""
    there = every(library)
    gone = {each.card.file(k) for each in there if each.step is Step.DISCARDED for k in KINDS}
    ours = {each.card.file(kind) for each in there for kind in KINDS} | {LIST}
    limit = time.time() - OLD_SECONDS
    with storage.one_sentence(file.FOLDER):
        for path in sorted(folder(library).iterdir()):
            if path.name.startswith(file.DATABASE) or (path.name in ours and path.name not in gone):
                continue
            if path.name not in gone and path.stat().st_mtime > limit:
                continue
            if path.is_dir() and path.name.startswith(DRAFT):
                for part in path.iterdir():
                    part.unlink()
                path.rmdir()
            elif path.is_file():
                path.unlink()


def _every(db: sqlite3.Connection) -> tuple[Taught, ...]:
    events: dict[int, list[Event]] = {}
    for network, seq, step, at, by in db.execute(
        "SELECT network, seq, state, at, actor FROM event ORDER BY seq"
    ):
        events.setdefault(network, []).append(Event(seq, Step(step), at, by))
    rows = db.execute("SELECT id, body FROM network ORDER BY id").fetchall()
    return tuple(Taught(_card(body), tuple(events[id])) for id, body in rows)


def _card(body: str) -> Card:
    said = json.loads(body)
    return Card(**{**said, **{name: tuple(said[name]) for name in ("photos", "warnings")}})


def _named(there: tuple[Taught, ...], name: str) -> Taught:
    found = next((each for each in there if each.card.name == name), None)
    if found is None:
        raise UnknownError(f"no network of this library is called {shown(name)}; list them")
    return found


def _chain(there: tuple[Taught, ...]) -> list[Taught]:
    """The accepted networks in the order of acceptance: the last holds."""
    held = [each for each in there if each.step is Step.ACCEPTED]
    return sorted(held, key=lambda each: each.events[-1].seq)


def _step(db: sqlite3.Connection, name: str, step: Step, at: str, by: str) -> None:
    (id,) = db.execute("SELECT id FROM network WHERE name = ?", (name,)).fetchone()
    _append(db, id, step, at, by)


def _append(db: sqlite3.Connection, id: int, step: Step, at: str, by: str) -> None:
    db.execute(
        "INSERT INTO event (network, state, at, actor) VALUES (?, ?, ?, ?)",
        (id, step.value, at, by),
    )


def _row(card: Card) -> dict[str, str | int]:
    """A row of the list."""
    return {
        "name": card.name,
        "file": card.file("onnx"),
        "sha256": card.sha256,
        "bytes": card.bytes,
        "references": card.file("references.npz") if card.references_sha256 else "",
        "references_sha256": card.references_sha256,
    }

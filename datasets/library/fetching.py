"""Brings photos from a list of addresses on the web into a library; only when asked.

The list is a CSV with the columns `address` and `licence`, optionally `sha256` or `sha1`, `label`,
`author`, `source` and what else `wording` reads, also as Wikimedia Commons names them (`columns`).
A picture without a licence is not even asked for.
A run that was stopped goes on where it ended: what was fetched is remembered in the library.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from datasets.library import offers, rules
from datasets.library.columns import ADDRESS
from datasets.library.errors import FileError, RefusedError
from datasets.library.importing import Intake, Progress, Report
from datasets.library.intake import NotTakenError, Outcome, Terms
from datasets.library.library import Library
from datasets.library.network import AddressError, Web, check_address
from datasets.library.offers import Offer
from datasets.library.politeness import Polite
from datasets.library.trees import Folder
from model.errors import shown
from model.photo import MAX_BYTES

PAUSE_SECONDS = 1.0  # between two questions to a host; Wikimedia and archives ask for no less


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How addresses are asked.

    Attributes:
        pause: Seconds between two questions to a host, at least.
        most_bytes: Of a picture.
        allow_local: Whether private and loopback addresses may be asked.
        clock: Seconds that only grow.
        sleep: Waits so many seconds.
    """

    pause: float = PAUSE_SECONDS
    most_bytes: int = MAX_BYTES
    allow_local: bool = False
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if not 0 <= self.pause <= 3600:
            raise RefusedError(f"pause {self.pause:g} must be 0 to 3600 seconds")
        if not 1 <= self.most_bytes <= MAX_BYTES:
            raise RefusedError(f"a picture may have 1 to {MAX_BYTES} bytes")


def fetch(
    library: Library,
    path: Path,
    terms: Terms,
    manners: Manners | None = None,
    progress: Progress | None = None,
) -> Report:
    """Fetch every address of a list that was not fetched before.

    Args:
        library: Open, to add to.
        path: The CSV.
        terms: On which pictures are taken.
        manners: How hosts are asked.
        progress: Is told of each address.

    Raises:
        SourceError: The list cannot be read.
        FileError: The library cannot be written; what was fetched before stays.
    """
    how = manners or Manners()
    web = Web(allow_local=how.allow_local, clock=how.clock)
    polite = Polite(web, how.pause, how.clock, how.sleep)
    text = Folder(path.parent, loose=True).text(path.name)
    rows, unread = offers.addresses_of(text, path.name)
    intake = Intake(library, terms)
    try:
        for count, (line, row) in enumerate(rows, 1):
            address = row.pop(ADDRESS, "").strip()
            if address:
                _one(library, intake, polite, how.most_bytes, address, row, terms)
            else:
                words = f"{shown(path.name)} line {line} names no address; fill it in"
                intake.note(f"line {line}", Outcome.NOT_FETCHED, words)
            if progress is not None:
                progress(count, len(rows), address)
    except FileError as error:
        done = len(intake.report().taken)
        raise type(error)(f"{error}; {done} photos were fetched before, run it again") from error
    if unread:
        intake.note(path.name, Outcome.NOTED, unread)
    if not rows:
        intake.note(path.name, Outcome.REFUSED, f"{shown(path.name)} holds no address")
    return intake.report()


def _one(
    library: Library,
    intake: Intake,
    polite: Polite,
    most_bytes: int,
    address: str,
    row: dict[str, str],
    terms: Terms,
) -> None:
    if library.was_fetched(address):
        intake.note(address, Outcome.DUPLICATE, f"{shown(address)} was fetched by an earlier run")
        return
    if not (row.get("licence") or terms.said.get("licence") or "").strip():
        sentence = f"{shown(address)} has no licence in its row; it was not asked for"
        intake.note(address, Outcome.LICENCE_MISSING, sentence)
        return
    fetched: list[str] = []
    expected = row.get("sha256", "").strip().lower()

    def load() -> bytes:
        if rules.SHA256.fullmatch(expected):
            library.same(expected, expected)  # what was withdrawn is not asked for
        try:
            check_address(address)
            data = polite.get(address, most_bytes)
        except AddressError as error:
            raise NotTakenError(Outcome.NOT_FETCHED, str(error)) from error
        fetched.append(hashlib.sha256(data).hexdigest())
        return data

    said = {"source": address, **{name: value for name, value in row.items() if value}}
    outcome = intake.take(Offer(address, said), load)
    if fetched and outcome in (Outcome.TAKEN, Outcome.DUPLICATE):
        library.note_fetched(address, fetched[0])

"""Pictures that inspectors kept in a register of findings, offered to a library."""

from __future__ import annotations

from collections.abc import Iterator

from datasets.library.errors import SourceError
from datasets.library.importing import Load, Source
from datasets.library.intake import NotTakenError, Outcome
from datasets.library.offers import Offer
from findings.errors import FindingsError
from findings.register import Register


def of_register(register: Register) -> Source:
    """The pictures that inspectors kept in a register of findings.

    The inspector's conclusion becomes a proposed label, never a label; a finding without one
    proposes nothing. All photos of a finding are of one object. What is kept is a smaller copy
    without metadata, and its source says so. Findings without a kept photo are counted.

    Raises:
        SourceError: The register cannot be read.
    """
    try:
        found = list(_kept(register))
    except FindingsError as error:
        raise SourceError(f"the register cannot be read: {error}") from error
    return Source(len(found), found)


def _kept(register: Register) -> Iterator[tuple[Offer, Load]]:
    before, bare = None, 0
    while True:
        page = register.search(before=before)
        for found in page.findings:
            bare += not found.kept
            held = found.finding.conclusion
            proposed = found.finding.visual_class if held else None
            # Of the row that recorded it: another register has a finding of the same number.
            own = register.history(found.id)[0].hash
            for kept in found.kept:
                said = {
                    "original_sha256": kept.original_sha256,
                    "proposed": proposed,
                    "proposed_by": found.finding.by if proposed else "",
                    "group": f"finding-{own[:16]}",
                    "source": f"register of findings, finding {found.id}, reduced copy",
                }
                name = f"finding {found.id}, photo {kept.original_sha256[:12]}"
                load = _from_register(register, found.id, kept.original_sha256)
                yield Offer(name, said, renews=True), load
        before = page.before
        if before is None:
            break
    if bare:
        words = "1 finding has" if bare == 1 else f"{bare} findings have"
        note = f"{words} no kept photo and brought nothing"
        yield Offer("register of findings", picture=False, note=note), bytes


def _from_register(register: Register, finding: int, original: str) -> Load:
    def load() -> bytes:
        try:
            return register.photo(finding, original)
        except FindingsError as error:  # deleted meanwhile
            raise NotTakenError(Outcome.UNREADABLE, str(error)) from error

    return load

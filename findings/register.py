"""The register of findings: one SQLite file, history only appended to, content deletable.

How it is stored: `storage`; what is proven: `verifying`; why so: `docs/decisions/0010`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from findings import (
    canonical,
    deleting,
    evidence,
    projection,
    reading,
    restating,
    rules,
    verifying,
)
from findings.errors import UnknownError
from findings.event import Draft, Kind, Role
from findings.finding import Consignment, Finding
from findings.parts import Conclusion
from findings.reading import Line, Opened, Page, Recorded, Search
from findings.stated import Stated
from findings.turns import OpenFile
from findings.verifying import Head, Proof
from model.errors import shown

if TYPE_CHECKING:
    from findings.photos import Picture


class Register(OpenFile):
    """An open register. Threads may share it; other processes may have the same file open.

    Every method may raise a RegisterError (the file), those that take text a RefusedError, those
    that take a number an UnknownError.
    """

    # Writing

    def open_consignment(self, consignment: Consignment, by: str) -> int:
        """Begin a consignment; returns its number."""
        contents = {Role.REFERENCE: consignment.reference.encode()}
        if consignment.post:
            contents[Role.POST] = consignment.post.encode()
        kind = Kind.CONSIGNMENT_OPENED
        return self._append(Draft(kind, by, facts=consignment.facts(), contents=contents)).seq

    def record(self, consignment: int, finding: Finding) -> int:
        """Add an item to a consignment, with all that it rests on; returns its number."""
        evidence.check_recorded(finding)
        held = finding.conclusion
        facts = {
            "consignment": consignment,
            "finding": finding.facts(),
            "conclusion": held and held.facts(),
        }
        note = held.note if held else ""
        draft = Draft(Kind.FINDING_RECORDED, finding.by, facts=facts, contents=_note(note))
        with self._writing():
            reading.opened(self._db, consignment)
            return self._append(draft).seq

    def correct_consignment(self, consignment: int, corrected: Consignment, by: str) -> None:
        """Say anew what a consignment came with; nothing is written where all is as it was.

        Raises:
            RefusedError: The reference is another: that is another consignment.
        """
        contents = {Role.POST: corrected.post.encode()} if corrected.post else {}
        kind = Kind.CONSIGNMENT_CORRECTED
        with self._writing():
            held = reading.opened(self._db, consignment).consignment
            same = corrected.reference == held.reference
            rules.require(same, "another reference is another consignment; open a new one")
            if corrected != held:
                self._append(Draft(kind, by, consignment, corrected.facts(), contents))

    def conclude(
        self, finding: int, conclusion: Conclusion, by: str, stated: Stated | None = None
    ) -> None:
        """Set or change the inspector's conclusion, and the law that follows from it.

        Args:
            finding: Its number.
            conclusion: The inspector's.
            by: Who concludes.
            stated: The law under it, written in the same transaction; None leaves it as it is.
        """
        facts = {"conclusion": conclusion.facts()}
        draft = Draft(Kind.CONCLUSION_CHANGED, by, finding, facts, _note(conclusion.note))
        with self._writing():
            held = reading.recorded(self._db, finding).finding
            evidence.check_conclusion(conclusion, held.seen)
            replace(held, conclusion=conclusion)  # checks
            self._append(draft)
            if stated is not None:
                self.restate(finding, stated, by)

    def restate(self, finding: int, stated: Stated, by: str) -> None:
        """Say the law, the answers and the measurements anew; nothing where all is as it was."""
        with self._writing():
            held = reading.recorded(self._db, finding).finding
            if held.stated != stated:
                evidence.check_stated(stated, held.stated)
                self._restate(finding, held.restated(stated), by)

    def undo_conclusion(
        self,
        finding: int,
        by: str,
        anew: Callable[[Finding, Conclusion | None], Stated] | None = None,
    ) -> Conclusion | None:
        """Take the last conclusion back, and the law that followed from it; answers stay.

        Args:
            finding: Its number.
            by: Who takes it back.
            anew: The law of the finding, given as it was, under the conclusion that will hold:
                asked where no law before is known, or it rested on other answers.

        Returns:
            The conclusion that holds now.

        Raises:
            UnknownError: There is no conclusion to take back.
        """
        with self._writing():
            was = reading.recorded(self._db, finding).finding
            held = reading.held_conclusion(self._db, finding)
            if held is None:
                raise UnknownError(f"finding {finding} has no conclusion to take back")
            self._append(Draft(Kind.CONCLUSION_UNDONE, by, finding, {"undoes": held[0]}))
            last = reading.held_conclusion(self._db, finding)
            now = last and last[1]
            stated = restating.before(self._db, finding, held[0])
            if anew is not None and (stated is None or not stated.rests_as(was.stated)):
                stated = anew(was, now)
            if stated is not None:
                self.restate(finding, replace(was.stated, law=stated.law), by)
        return now

    def add_note(self, finding: int, text: str, by: str) -> None:
        """Add a note; notes are never changed, only deleted with their finding."""
        rules.check_text(text, "the note", rules.LONGEST_NOTE, breaks=True)
        rules.require(bool(text.strip()), "the note is empty; write something")
        self._about(finding, Draft(Kind.NOTE_ADDED, by, finding, contents=_note(text)))

    def keep_photo(self, finding: int, original: bytes, by: str, name: str = "the photo") -> str:
        """Keep a smaller picture without metadata of a photo of the finding, never its bytes.

        Returns:
            SHA-256 of the kept JPEG; raises PhotoError, or RefusedError for another's photo.
        """
        # Here, so that proving and searching do not wait for NumPy and Pillow.
        from findings.photos import picture

        return self.keep_picture(finding, picture(original, name), by, name)

    def keep_picture(self, finding: int, taken: Picture, by: str, name: str = "the photo") -> str:
        """As `keep_photo`, where the smaller picture is made already."""
        facts = {"original": taken.original_sha256}
        draft = Draft(Kind.PHOTO_KEPT, by, finding, facts, {Role.PHOTO: taken.jpeg})
        with self._writing():
            item = reading.recorded(self._db, finding)
            known = taken.original_sha256 in item.finding.photos
            rules.require(known, f"{shown(name)} is no photo of finding {finding}")
            kept = {each.original_sha256 for each in item.kept}
            rules.require(taken.original_sha256 not in kept, f"{shown(name)} is kept already")
            self._append(draft)
        return hashlib.sha256(taken.jpeg).hexdigest()

    def set_retention(self, days: int | None, by: str) -> None:
        """How long findings stay, in days; None: for ever. Takes effect with `expire`."""
        if days is not None:
            whole = isinstance(days, int) and not isinstance(days, bool)
            rules.require(
                whole and 1 <= days <= deleting.LONGEST_DAYS,
                f"retention {days!r} must be 1 to {deleting.LONGEST_DAYS} days, or for ever",
            )
        self._append(Draft(Kind.RETENTION_CHANGED, by, 0, {"days": days}))

    # Deleting

    def delete_photo(self, finding: int, original_sha256: str, by: str) -> None:
        """Delete a kept picture from the file; the chain stays whole."""
        with self._deleting():
            reading.recorded(self._db, finding)
            self._append(deleting.photo(self._db, finding, original_sha256, by))

    def delete_finding(self, finding: int, by: str) -> None:
        """Delete a finding with its notes, names and pictures from the file."""
        with self._deleting():
            reading.recorded(self._db, finding)
            self._append(deleting.finding(self._db, finding, by, "demand"))

    def delete_consignment(self, consignment: int, by: str) -> int:
        """Delete a consignment with all its findings; returns how many these were."""
        with self._deleting():
            reading.opened(self._db, consignment)
            return deleting.consignment(self._db, consignment, by, self._append)

    def expire(self, now: datetime | None = None, by: str = "retention") -> int:
        """Delete what is older than the retention period, and finish deletions that were cut off.

        Args:
            now: The time from which to count back; None takes the clock's.
            by: Who is named in the history.

        Returns:
            How many findings were deleted.
        """
        at = self._clock() if now is None else now
        canonical.check_moment(at)
        with self._deleting():
            days = deleting.retention(self._db)
            if days is None:
                return 0
            before = canonical.moment(at - timedelta(days=days))
            return deleting.expire(self._db, before, by, self._append)

    # Reading

    @property
    def retention(self) -> int | None:
        """Days that findings stay; None: for ever."""
        with self._reading():
            return deleting.retention(self._db)

    def consignment(self, id: int) -> Opened:
        """One consignment."""
        with self._reading():
            return reading.opened(self._db, id)

    def finding(self, id: int) -> Recorded:
        """One finding as it stands."""
        with self._reading():
            return reading.recorded(self._db, id)

    def photo(self, finding: int, original_sha256: str) -> bytes:
        """The kept JPEG of a photo."""
        with self._reading():
            reading.recorded(self._db, finding)
            return deleting.kept(self._db, finding, original_sha256)[1]

    def search(
        self, wanted: Search | None = None, limit: int = reading.PAGE, before: int | None = None
    ) -> Page:
        """A page of findings, newest first; `before` is that of the page before."""
        with self._reading():
            return reading.search(self._db, wanted or Search(), limit, before)

    def history(self, subject: int) -> Sequence[Line]:
        """The rows about a finding or a consignment, also of a deleted one."""
        with self._reading():
            return reading.history(self._db, subject)

    def head(self) -> Head:
        """Where the register stands, to be kept elsewhere."""
        with self._reading():
            return verifying.head(self._db)

    def verify(self, expected: Head | None = None) -> Proof:
        """Prove the register, and that it goes on from a head that was kept elsewhere."""
        with self._reading():
            return verifying.verify(self._db, expected)

    def rebuild(self) -> None:
        """Build the read tables anew from the history."""
        with self._writing():
            projection.rebuild(self._db)

    def _restate(self, finding: int, now: Finding, by: str) -> None:
        self._append(Draft(Kind.LAW_RESTATED, by, finding, now.stated.facts()))

    def _about(self, finding: int, draft: Draft) -> None:
        with self._writing():
            reading.recorded(self._db, finding)
            self._append(draft)


def _note(text: str) -> dict[Role, bytes]:
    return {Role.NOTE: text.encode()} if text else {}

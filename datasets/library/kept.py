"""Which objects are kept for the test: one answer for teaching, its trial, and the cleaning.

An object is kept where its part by default is the test, or where a signed version says so: a
version may have been signed with larger shares. A photo that a version keeps also keeps the object
that it is of now.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from datasets.library.library import Library
from datasets.library.splits import Shares, part_of

TEST = "test"


@dataclass(frozen=True, slots=True)
class Kept:
    """The parts of a library as it stands.

    Attributes:
        shares: By which objects are divided by default.
        signed: Objects that a signed version keeps for its test.
    """

    shares: Shares
    signed: frozenset[str]

    def part(self, group: str) -> str:
        """The part of an object: train, val or test."""
        return TEST if group in self.signed else part_of(group, self.shares)


def kept(library: Library, shares: Shares | None = None) -> Kept:
    """What is kept for the test now.

    Args:
        library: Is only read.
        shares: By which objects are divided where no version keeps them.
    """
    groups: set[str] = set()
    photos: set[str] = set()
    with library.reading() as db:
        for (body,) in db.execute("SELECT body FROM version"):
            for sha256, _, group, part in json.loads(body)["photos"]:
                if part == TEST:
                    groups.add(group)
                    photos.add(sha256)
        if photos:
            rows = db.execute('SELECT sha256, "group" FROM photo')
            groups |= {group for sha256, group in rows if sha256 in photos}
    return Kept(shares or Shares(), frozenset(groups))

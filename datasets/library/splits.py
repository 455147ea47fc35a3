"""Which part of a dataset a photo belongs to, by its object, and the proof that nothing leaks.

A part is a pure function of the group (`datasets.samples`), so that it stays as the library grows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from datasets.library.errors import LeakError, RefusedError
from datasets.samples import held_out, reserved

PARTS = ("train", "val", "test")


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the groups is kept back.

    Attributes:
        val: For validation, 0..1.
        test: For the last test, 0..1; together below 1.
    """

    val: float = 0.15
    test: float = 0.15

    def __post_init__(self) -> None:
        if min(self.val, self.test) < 0 or self.val + self.test >= 1:
            raise RefusedError(
                f"shares {self.val:g} and {self.test:g} must be at least 0 and together below 1"
            )


def part_of(group: str, shares: Shares) -> str:
    """The part of a group, of `PARTS`."""
    if reserved(group, shares.test):
        return "test"
    return "val" if held_out(group, shares.val) else "train"


@dataclass(slots=True)
class LeakCheck:
    """Follows photos into their parts and refuses the first that stands on two sides.

    A part that is no function of the group can leak: a signed version keeps its parts although
    two groups were found to be one object since, and a file from elsewhere brings its own.
    """

    _groups: dict[str, tuple[str, str]] = field(default_factory=dict)
    _bytes: dict[str, tuple[str, str]] = field(default_factory=dict)

    def see(self, sha256: str, original_sha256: str, groups: set[str], part: str) -> None:
        """Note a photo.

        Args:
            sha256: Of the stored bytes.
            original_sha256: Of the bytes as they came.
            groups: Its object, by every name that it had.
            part: Of `PARTS`.

        Raises:
            LeakError: Its object or its bytes are in another part already.
        """
        for group in groups:
            other, where = self._groups.setdefault(group, (sha256, part))
            if where != part:
                raise LeakError(
                    f"object {group} stands in {where} (photo {other[:12]}) and in {part} (photo "
                    f"{sha256[:12]}); sign a new version, or mend the groups"
                )
        for digest in {sha256, original_sha256}:
            other, where = self._bytes.setdefault(digest, (sha256, part))
            if where != part:
                raise LeakError(
                    f"the bytes of photo {other[:12]} stand in {where} and in {part}; sign a new "
                    "version, or mend the groups"
                )

"""Columns of a list by our names, also where others spell them otherwise; what is left is told.

Letters alone tell a name from another one: `License`, `license` and `licence` are one column, and
so are `LicenseShortName` and `license_short_name`. The lists of Wikimedia Commons are read so.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Mapping
from typing import Any

from datasets.library.errors import SourceError
from datasets.library.record import FIELDS
from model.errors import shown

# Names of others, the surest first; ours stands before them where a row fills both.
_OTHERS: dict[str, tuple[str, ...]] = {
    "label": ("class", "category"),
    "licence": ("licenseshortname", "license"),
    "author": ("artist", "photographer", "creator"),
    "source": ("descriptionurl", "sourceurl"),
    "address": ("url", "imageurl"),
    "file": ("filename",),
}
_BESIDE = ("rendered", "split", "sha256", "original_sha256", "sha1")  # what a row says beside
_HARMFUL = ("label", "licence")  # a slip in these names is refused: another value would take over
_ALIKE = 0.8  # of difflib, 0..1: `lable` and `lisence` are slips, `labelname` is a name
_TAG = re.compile(r"<[^<>]*>")
ADDRESS, FILE = "address", "file"


class Columns:
    """Reads the rows of one list, and remembers what it could not read."""

    def __init__(self, name: str, key: str = FILE) -> None:
        """Begin.

        Args:
            name: Of the list.
            key: `FILE`, or `ADDRESS` of a list of the web; elsewhere an address is a source.
        """
        self._name = name
        self._unknown: dict[str, str] = {}  # and what each is perhaps a slip for
        self._beside: dict[str, str] = {}  # and the column that was read in its place
        self._known: dict[str, tuple[str, int]] = {}
        for ours in (key, *FIELDS, *_BESIDE):
            for rank, spelling in enumerate((_letters(ours), *_OTHERS.get(ours, ()))):
                self._known[spelling] = (ours, rank)
        if key != ADDRESS:
            for rank, spelling in enumerate(_OTHERS[ADDRESS], len(_OTHERS["source"]) + 1):
                self._known[spelling] = ("source", rank)

    def named(self, column: str) -> str | None:
        """Our name of a column; None where there is none."""
        return self._known.get(_letters(column), (None, 0))[0]

    def read(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row by our names; of several spellings of one the first that is filled holds.

        Raises:
            SourceError: A column is perhaps a slip for the label or the licence.
        """
        made: dict[str, Any] = {}
        filled: dict[str, tuple[int, str]] = {}
        for column, value in row.items():
            empty = value is None or value == ""
            ours, rank = self._known.get(_letters(column), (None, 0))
            if ours is None:
                if not empty and column not in self._unknown:
                    self._unknown[column] = self._meant(column)
            elif empty:
                made.setdefault(ours, value)
            elif ours not in filled:
                made[ours], filled[ours] = _plain(column, value), (rank, column)
            elif value != row[filled[ours][1]]:
                first = min(filled[ours], (rank, column))
                loser = column if first == filled[ours] else filled[ours][1]
                self._beside[loser] = first[1]
                made[ours], filled[ours] = _plain(first[1], row[first[1]]), first
        for column in row:
            if self._unknown.get(column, "") not in ("", *filled):
                raise SourceError(
                    f"{shown(self._name)} has a column {shown(column)!r}, which is not known; did "
                    f"you mean {self._unknown[column]}? Rename it, or take it out"
                )
        return made

    def _meant(self, column: str) -> str:
        near = difflib.get_close_matches(_letters(column), list(self._known), 1, _ALIKE)
        meant = self._known[near[0]][0] if near else ""
        return meant if meant in _HARMFUL else ""

    def told(self) -> str:
        """The columns that held something and were not read, as a sentence; empty where none."""
        names = [f"{shown(column)} (not known)" for column in self._unknown]
        names += [f"{shown(a)} ({shown(b)} was)" for a, b in self._beside.items()]
        if not names:
            return ""
        many = "a column that was" if len(names) == 1 else "columns that were"
        return f"{shown(self._name)} has {many} not read: {', '.join(names)}"


def _letters(column: str) -> str:
    return "".join(mark for mark in column.casefold() if mark.isalnum())


def _plain(column: str, value: Any) -> Any:
    """Text without the HTML in which Wikimedia Commons writes its artists."""
    if _letters(column) != "artist" or not isinstance(value, str):
        return value
    return " ".join(html.unescape(_TAG.sub("", value)).split())

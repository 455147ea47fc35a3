"""The blocks that a page is made of, and how a user's text is written in them."""

from __future__ import annotations

import unicodedata
from typing import Any

Block = dict[str, Any]

_LONGEST_WORD = 60  # characters that fit a line
_BREAK = "\u200b"  # zero width space


def plain(text: str) -> str:
    """A user's text for the page.

    Marks that turn the writing direction could forge what is read, and marks without a meaning
    have no glyph: both are written out, `[U+202E]`. Long words may break. Tabs become spaces.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    shown = "".join(_mark(each) for each in text)
    return "\n".join(" ".join(map(_breakable, line.split(" "))) for line in shown.split("\n"))


def rows(*pairs: tuple[str, str], kind: str = "rows") -> Block:
    """A table of labels and values; `asked` gives long labels half of the width."""
    return {"kind": kind, "rows": [[plain(label), plain(value)] for label, value in pairs]}


def text(words: str, kind: str = "text") -> Block:
    """One paragraph; `kind` is one of those of `report.typ`."""
    return {"kind": kind, "text": plain(words)}


def _mark(mark: str) -> str:
    kind = unicodedata.category(mark)
    turns = "\u202a" <= mark <= "\u202e" or "\u2066" <= mark <= "\u2069"
    if turns or kind in ("Co", "Cn", "Cs") or (kind == "Cc" and mark != "\n"):
        return f"[U+{ord(mark):04X}]"
    return mark


def _breakable(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    step = _LONGEST_WORD // 2
    return _BREAK.join(word[at : at + step] for at in range(0, len(word), step))

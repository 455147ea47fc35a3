"""Markdown of a datasheet: tables, and words of people that stay words."""

from __future__ import annotations

import html
from collections.abc import Sequence

MOST_ROWS = 30  # of a table; the rest is counted in a last row


def table(
    head: Sequence[str], rows: Sequence[Sequence[object]], most: int = MOST_ROWS
) -> list[str]:
    """A table between empty lines; rows beyond `most` are counted in a last one."""
    lines = ["", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines += [f"| {' | '.join(safe(str(cell)) for cell in row)} |" for row in rows[:most]]
    if len(rows) > most:
        rest = sum(int(str(row[-1])) for row in rows[most:])
        lines.append(f"| {len(rows) - most} others | {rest} |")
    return [*lines, ""]


def safe(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = html.escape(text, quote=False)
    return "".join(f"\\{mark}" if mark in "|`*_[]\\" else mark for mark in escaped)

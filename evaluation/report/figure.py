"""What a figure is made of: a picture, a sentence that says what it shows, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.markup import Html


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of texts.

    Args:
        head: names of the columns.
        rows: one text for each column.

    Raises:
        ValueError: no column, or a row of another length.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not self.head:
            raise ValueError("a table without columns")
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(f"{len(row)} cells for {len(self.head)} columns: {row}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that can be read without seeing it.

    Args:
        svg: one `svg` element with a fixed width and height in points.
        alt: a sentence or more that says what it shows, with numbers.
        table: the data behind it.

    Raises:
        ValueError: no `svg` element, no text, or no data.
    """

    svg: Html
    alt: str
    table: Rows

    def __post_init__(self) -> None:
        if not self.svg.startswith("<svg"):
            raise ValueError("a figure is one svg element")
        if not self.alt.strip() or not self.table.rows:
            raise ValueError("a figure needs a text alternative and the data behind it")

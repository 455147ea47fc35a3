"""Parts of the page: sections, tables, figures, lists of facts and example pictures, as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.markup import Html, join, tag
from evaluation.report.figure import Figure, Rows

# Also intervals, and shares with their counts.
_NUMBER = re.compile(r"[-+−]?[\d,.]+(?:\s%)?(?: to [-−]?[\d,.]+| \(.*\))?|not defined|–|")
_WHOLE = 30  # rows; a shorter table is printed on one page


def section(id: str, heading: str, *children: str) -> Html:
    """A headed part of the page."""
    title = tag("h2", heading, id=f"{id}-title")
    return tag("section", title, *children, id=id, aria_labelledby=f"{id}-title")


def part(heading: str, *children: str) -> Html:
    """A headed part of a section; nothing at all when it has no content."""
    content = join(*children)
    return join(tag("h3", heading), content) if content else Html("")


def paragraph(*children: str, class_: str = "") -> Html:
    """A paragraph."""
    return tag("p", *children, class_=class_ or False)


def table(rows: Rows, caption: str) -> Html:
    """A table in a box of its own, which alone moves sideways where the screen is narrow.

    Columns of numbers stand to the right. The first column names the row.
    """
    numbers = [all(_NUMBER.fullmatch(row[at]) for row in rows.rows) for at in range(len(rows.head))]
    head = join(
        *(
            tag("th", name, scope="col", class_="n" if its else False)
            for name, its in zip(rows.head, numbers, strict=True)
        )
    )
    body = join(*(_row(row, numbers) for row in rows.rows))
    inner = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", head)),
        tag("tbody", body),
    )
    whole = " whole" if len(rows.rows) <= _WHOLE else ""
    return tag(
        "div", inner, class_=f"scroll{whole}", role="region", aria_label=caption, tabindex="0"
    )


def _row(row: Sequence[str], numbers: Sequence[bool]) -> Html:
    cells = [tag("th", row[0], scope="row")]
    cells += [
        tag("td", cell, class_="n" if its else False)
        for cell, its in zip(row[1:], numbers[1:], strict=True)
    ]
    return tag("tr", *cells)


def fold(summary: str, *children: str, id: str = "", is_open: bool = False) -> Html:
    """A part that the reader opens; `id` is inside, so that a link to it opens the part."""
    inner = tag("div", *children, id=id or False, class_="folded")
    return tag("details", tag("summary", summary), inner, open=is_open)


def figure(id: str, title: str, drawn: Figure) -> Html:
    """A figure with its title, what it shows in words, and its numbers."""
    words = tag("figcaption", tag("b", f"{title}. "), drawn.alt, id=f"{id}-words")
    box = tag("div", drawn.svg, class_="plot", role="img", aria_labelledby=f"{id}-words")
    return tag(
        "figure", box, words, fold("The numbers behind it", table(drawn.table, title)), id=id
    )


def figures(*drawn: Html) -> Html:
    """Figures side by side where there is room."""
    shown = [each for each in drawn if each]
    return tag("div", *shown, class_="figures") if shown else Html("")


def facts(*pairs: tuple[str, str]) -> Html:
    """Names and what is known of them; an empty one is left out."""
    shown = [join(tag("dt", name), tag("dd", value)) for name, value in pairs if value]
    return tag("dl", *shown) if shown else Html("")


def banner(kind: str, heading: str, *children: str) -> Html:
    """What must not be missed; `kind` is a style class, the heading says it without colour."""
    return tag("div", tag("p", tag("strong", heading)), *children, class_=f"banner {kind}")


def link(id: str, words: str) -> Html:
    """A link to a place on the page."""
    return tag("a", words, href=f"#{id}")

"""Reads what the repository's own documents say: the few marks of Markdown that they use, as HTML.

Every text is escaped; links lead out only where they name a web address, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.markup import Html, join, tag

ROOT = Path(__file__).parent.parent
_MARKS = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?P<bold>.+?)\*\*"
    r"|\*(?P<slanted>[^*\s][^*]*)\*"
    r"|\[(?P<words>[^\]]+)\]\((?P<link>[^)\s]+)\)"
    r"|(?P<address>https?://[^\s,)<>\"]*[^\s,.;)<>\"])"
)
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Documents:
    """The files of an installation.

    Attributes:
        root: folder of the program.
    """

    root: Path = ROOT

    def __post_init__(self) -> None:
        if not self.root.is_dir():
            raise ValueError(f"{self.root.name!r} is no folder")

    def text(self, name: str) -> str:
        """The text of a file by its relative name; empty where it is missing or unreadable.

        A page about the program must open in any installation; `missing` says what it lacks.
        """
        try:
            return (self.root / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def missing(self, *names: str) -> tuple[str, ...]:
        """Those of the files that cannot be read."""
        return tuple(name for name in names if not self.text(name))


def under(text: str, heading: str) -> str:
    """What stands under a heading such as `## Limits`, up to the next of the same rank or above."""
    rank = len(heading) - len(heading.lstrip("#"))
    found: list[str] = []
    is_inside = False
    for line in text.splitlines():
        level = len(line) - len(line.lstrip("#"))
        if is_inside and 0 < level <= rank:
            break
        if is_inside:
            found.append(line)
        is_inside = is_inside or line.strip() == heading
    return "\n".join(found)


def paragraph(text: str, start: str) -> str:
    """The paragraph that begins so, without its beginning; empty where there is none."""
    for block in re.split(r"\n\s*\n", text):
        if block.startswith(start):
            return " ".join(block.removeprefix(start).split())
    return ""


def points_after(text: str, start: str) -> tuple[str, ...]:
    """The points of the list that follows the paragraph that begins so."""
    blocks = re.split(r"\n\s*\n", text)
    for at, block in enumerate(blocks[:-1]):
        if block.startswith(start):
            return points(blocks[at + 1])
    return ()


def points(text: str) -> tuple[str, ...]:
    """The points of a list, each line that begins with `- `."""
    return tuple(line[2:].strip() for line in text.splitlines() if line.startswith("- "))


def rows(text: str) -> tuple[tuple[str, ...], ...]:
    """The first table, its head first, as cells; empty where there is none."""
    found: list[tuple[str, ...]] = []
    for line in text.splitlines():
        if not line.startswith("|"):
            if found:
                break
            continue
        cells = tuple(cell.strip() for cell in _CELLS.split(line.strip().strip("|")))
        if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            found.append(cells)
    return tuple(found)


def inline(text: str) -> Html:
    """A line with its code, emphasis and links; a link into the repository is only its words."""
    return join(*_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for match in _MARKS.finditer(text):
        yield text[at : match.start()]
        yield _marked(match)
        at = match.end()
    yield text[at:]


def _marked(match: re.Match[str]) -> Html:
    """One mark."""
    kind, said = match.lastgroup, match.group()
    if kind == "code":
        return tag("code", match["code"])
    if kind == "bold":
        return tag("strong", inline(match["bold"]))
    if kind == "slanted":
        return tag("em", inline(match["slanted"]))
    if kind == "link":
        is_web = match["link"].startswith(("https://", "http://"))
        return outside(match["link"], match["words"]) if is_web else join(match["words"])
    return outside(said, said)


def outside(address: str, words: str) -> Html:
    """A plain link out; nothing is fetched until somebody follows it."""
    return tag("a", words, href=address, target="_blank", rel="noopener noreferrer")


def bullets_of(lines: tuple[str, ...]) -> Html:
    """A list of Markdown lines; nothing at all when there is none."""
    return tag("ul", *(tag("li", inline(line)) for line in lines)) if lines else Html("")


def table_of(cells: tuple[tuple[str, ...], ...], label: str) -> Html:
    """A table of Markdown cells whose first row is its head; nothing when there is none.

    Args:
        cells: the rows.
        label: what it shows, for people who do not see it.
    """
    if not cells:
        return Html("")
    head = tag("tr", *(_head(cell) for cell in cells[0]))
    body = join(
        *(
            tag("tr", tag("th", inline(row[0]), scope="row"), *(_cell(cell) for cell in row[1:]))
            for row in cells[1:]
        )
    )
    table = tag("table", tag("thead", head), tag("tbody", body))
    return tag("div", table, class_="about-table", tabindex="0", role="region", aria_label=label)


def _head(text: str) -> Html:
    return tag("th", inline(text), scope="col") if text else tag("td")


def _cell(text: str) -> Html:
    return tag("td", inline(text))


def grouped(number: int) -> str:
    """`5602` -> `5 602`, unbroken: half of our readers take a comma for the sign of decimals."""
    return f"{number:,}".replace(",", "\u202f")


def facts_of(facts: Mapping[str, str]) -> Html:
    """Names and values; empty values are left out."""
    pairs = (join(tag("dt", name), tag("dd", its)) for name, its in facts.items() if its)
    return tag("dl", *pairs, class_="about-facts")

"""Contact sheets of the reference views: every class a row, on one page to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from catalogue.load import Catalogue
from catalogue.visual_class import Kind
from datasets.studio.library import StudioError

SIDE = 150  # px of a view
CAPTION = 20  # px above each row
COLUMNS = 8
ROWS = 18  # classes a sheet
QUALITY = 80  # WebP; about 0.2 MB a sheet
INK, PAPER = "black", "white"
TITLES = {Kind.GOOD: "Goods", Kind.LOOK_ALIKE: "Look-alikes", Kind.OTHER: "Everything else"}


@dataclass(frozen=True, slots=True)
class Row:
    """One class on a sheet: its caption and its views."""

    caption: str
    views: tuple[Path, ...]


def write(catalogue: Catalogue, references: Path, page: Path) -> int:
    """Writes the page and, in the folder beside it that bears its name, the sheets.

    Args:
        catalogue: names the classes.
        references: holds `<class>/<n>.webp`.
        page: a Markdown file; its folder must exist.

    Returns:
        How many sheets there are.

    Raises:
        StudioError: a class that has reference views in the catalogue's order has none here.
    """
    text = [HEADER]
    made = 0
    folder = page.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    for kind in (Kind.GOOD, Kind.LOOK_ALIKE, Kind.OTHER):
        rows = [_row(catalogue, references, id) for id in catalogue.ids(kind)]
        for part, chunk in enumerate(_chunks(rows), 1):
            path = folder / f"{kind.value}-{part}.webp"
            draw(chunk).save(path, "WEBP", quality=QUALITY, exif=_notes())
            text += _section(f"{TITLES[kind]} {part}", f"{folder.name}/{path.name}", chunk)
            made += 1
    page.write_text("\n".join(text), encoding="utf-8")
    return made


HEADER = """# The reference views, all on one page

Every picture here is **rendered, not a photo**. One row a class, in the order of the catalogue;
made from `catalogue/references/` by

    uv run --all-extras python -m datasets contact

How they are made, what is unlike reality and which still fail: [datasheet](datasheet-rendered.md).
"""


def _section(title: str, image: str, rows: Sequence[Row]) -> list[str]:
    names = "; ".join(row.caption for row in rows)
    return [f"## {title}\n", f"![Rendered views, row by row: {names}]({image})\n", f"{names}.\n"]


def _row(catalogue: Catalogue, references: Path, id: str) -> Row:
    views = tuple(sorted((references / id).glob("*.webp")))
    if not views:
        raise StudioError(
            f"{references / id} holds no view; make it with: python -m datasets references "
            f"--class {id} --out {references}"
        )
    return Row(catalogue[id].name, views)


def _chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Parts of nearly equal length, none above `ROWS`."""
    count = -(-len(rows) // ROWS)
    for part in range(count):
        yield rows[part * len(rows) // count : (part + 1) * len(rows) // count]


def draw(rows: Sequence[Row]) -> Image.Image:
    """One sheet: a caption and up to eight views a row."""
    paper = Image.new("RGB", (COLUMNS * SIDE, len(rows) * (SIDE + CAPTION)), PAPER)
    pen = ImageDraw.Draw(paper)
    font = ImageFont.load_default(13)
    for y, row in enumerate(rows):
        top = y * (SIDE + CAPTION)
        pen.text((4, top + 2), f"{row.caption} (rendered)", fill=INK, font=font)
        for x, view in enumerate(row.views[:COLUMNS]):
            with Image.open(view) as picture:
                small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
            paper.paste(small, (x * SIDE, top + CAPTION))
    return paper


def _notes() -> Image.Exif:
    notes = Image.Exif()
    notes[0x010E] = "rendered, not photos: contact sheet of reference views"
    return notes

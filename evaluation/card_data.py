"""What a model card says beyond numbers: what the model is and which data it saw, from TOML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from catalogue.tables import Table, parse

TRAINING, CALIBRATION, TEST = "training", "calibration", "test"
USES = (TRAINING, CALIBRATION, TEST)
_KEYS = ("name", "shows", "pictures", "rendered", "listed_goods", "use", "licence", "where")


@dataclass(frozen=True, slots=True)
class Source:
    """Pictures of one origin and licence.

    Args:
        name: what the source is called.
        shows: what is on the pictures.
        pictures: how many were used.
        rendered: made by a renderer.
        listed_goods: shows goods that a list names, or may name.
        use: for what, of `USES`.
        licence: its name, or in words.
        where: address, or command that makes the pictures; empty where there is none.
    """

    name: str
    shows: str
    pictures: int
    rendered: bool
    listed_goods: bool
    use: tuple[str, ...]
    licence: str
    where: str

    @property
    def seen(self) -> bool:
        """Whether weights or thresholds depend on it."""
        return TRAINING in self.use or CALIBRATION in self.use


@dataclass(frozen=True, slots=True)
class CardData:
    """The part of a card that no measure gives.

    Args:
        description: what the model is, in sentences.
        weaknesses: that are known and in no number.
        sources: the data, in the order of the file.

    Raises:
        ValueError: no source.
    """

    description: str
    weaknesses: tuple[str, ...]
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError("a card names the data that the model saw")

    @property
    def real_goods_seen(self) -> int:
        """Photos, not rendered, of listed goods that the model saw."""
        return sum(
            its.pictures
            for its in self.sources
            if its.seen and its.listed_goods and not its.rendered
        )


def read(path: Path) -> CardData:
    """Read a TOML file with `description`, `weaknesses` and one `[[source]]` for each source.

    A source has `name`, `shows`, `pictures`, `use` (of `USES`), `licence`, and where it applies
    `rendered = true`, `listed_goods = true` and `where`.

    Raises:
        CatalogueError: the file breaks a rule; the message names file, source and key.
        OSError: it cannot be read.
    """
    table = Table(path.name, parse(path.name, path.read_bytes()))
    table.allow(("description", "weaknesses", "source"))
    return CardData(
        description=table.text("description"),
        weaknesses=table.texts("weaknesses", required=False),
        sources=tuple(
            _source(Table(path.name, values, f"in source {number}"))
            for number, values in enumerate(table.tables("source"), start=1)
        ),
    )


def _source(table: Table) -> Source:
    table.allow(_KEYS)
    pictures = table.number("pictures")
    if pictures is None or pictures < 0 or pictures != int(pictures):
        raise table.fault(f"'pictures' must be a whole number from 0, not {pictures}.")
    use = table.texts("use")
    for each in use:
        table.known(each, USES, "use")
    return Source(
        name=table.text("name"),
        shows=table.text("shows"),
        pictures=int(pictures),
        rendered=table.flag("rendered"),
        listed_goods=table.flag("listed_goods"),
        use=use,
        licence=table.text("licence"),
        where=table.text("where", required=False),
    )

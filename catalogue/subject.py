"""Goods as the lists describe them: what decision trees end in and what list entries name.

A subject is neither a visual class (what is seen) nor an entry (what one list says on one day):
the same subject stands in another entry of another list, or in none.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.errors import CatalogueError, require
from catalogue.tables import Table, parse

SUBJECT_KEYS = ("name", "when", "unlisted", "hazard", "no_picture")
HAZARDS = ("", "shock", "irritant", "projectile", "sharp")


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of goods as law describes it.

    Attributes:
        id: key in `subjects.toml`.
        name: what it is called, in English.
        when: a clause that completes `only if ...`: what makes a thing this kind of goods.
        unlisted: why no entry of the EU lists in force names it, in our words; empty when one
            does, or when an exclusion says so.
        hazard: what it can do to whoever handles it, one of `HAZARDS`.
        no_picture: why no visual class reaches it, such as a substance; empty when one does.
    """

    id: str
    name: str
    when: str
    unlisted: str
    hazard: str
    no_picture: str

    def __post_init__(self) -> None:
        require(
            self.hazard in HAZARDS,
            f"hazard {self.hazard!r} of {self.id!r} is none of {', '.join(HAZARDS[1:])}.",
        )
        first = self.when.partition(" ")[0]
        require(
            first not in ("if", "unless", "only"),
            f"'when' of {self.id!r} begins with {first!r}; write a clause that completes "
            "'only if ...'.",
        )


def read_subjects(file: str, content: bytes) -> Mapping[str, Subject]:
    """Read and check the file of subjects, by id.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    top = Table(file, parse(file, content))
    return {id: _subject(top, id) for id in top.values}


def _subject(top: Table, id: str) -> Subject:
    row = Table(top.file, top.table(id), f"in {id!r}")
    row.allow(SUBJECT_KEYS)
    try:
        return Subject(
            id=id,
            name=row.text("name"),
            when=row.text("when"),
            unlisted=row.text("unlisted", required=False),
            hazard=row.text("hazard", required=False),
            no_picture=row.text("no_picture", required=False),
        )
    except ValueError as error:
        raise CatalogueError(f"{row.file}: {error}") from error

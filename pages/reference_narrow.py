"""What a list of the catalogue is narrowed to, and the addresses that lead into the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from catalogue.errors import CatalogueError
from catalogue.law import LegalEntry, Status
from catalogue.load import Catalogue
from catalogue.ruling import DEFAULT_JURISDICTION, Query
from catalogue.visual_class import Kind, VisualClass
from pages.status import SIGNS

PATH = "catalogue"
NARROWS = ("annex", "status", "kind")  # fields of `Narrow`, and their names in an address
ASKED = ("show", "entry", "find", *NARROWS, "for", "as-of")  # all that an address can ask for
KINDS: Mapping[Kind, str] = MappingProxyType(
    {Kind.GOOD: "Goods of the lists", Kind.LOOK_ALIKE: "What they are confused with"}
)


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a list is narrowed to; an empty value narrows nothing.

    Attributes:
        annex: part of the act, such as `II`.
        status: a value of `Status`.
        kind: a value of `Kind` that is one of `KINDS`.

    Raises:
        CatalogueError: there is no such status or kind.
    """

    annex: str = ""
    status: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        _check(self.status, tuple(each.value for each in SIGNS))
        _check(self.kind, tuple(each.value for each in KINDS))

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Narrow:
        """From an address such as `?annex=II&status=prohibited`; raises CatalogueError."""
        return cls(*(str(asked.get(name, "")).strip() for name in NARROWS))

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.annex or self.status or self.kind)

    def takes(self, its: VisualClass) -> bool:
        """Whether a class stays in the list; the annex is that of any entry it can fall under."""
        return (
            self.kind in ("", its.kind.value)
            and self.status in ("", its.status.value)
            and (not self.annex or any(e.annex == self.annex for e in its.reachable_entries))
        )

    def takes_entry(self, entry: LegalEntry) -> bool:
        """Whether an entry of the law stays in the list; it is of no kind."""
        annex, status = entry.annex, entry.effect.value
        return not self.kind and self.annex in ("", annex) and self.status in ("", status)


def _check(given: str, known: tuple[str, ...]) -> None:
    if given and given not in known:
        raise CatalogueError(
            f"The list cannot be narrowed to “{given[:40]}”; there are: {', '.join(known)}."
        )


def check_annex(narrow: Narrow, catalogue: Catalogue) -> None:
    """Raises CatalogueError where the lists asked have no such annex."""
    _check(narrow.annex, tuple(name for _, name in annexes(catalogue)[1:]))


def annexes(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Choices: every annex of the lists asked, and none in particular."""
    names = dict.fromkeys(entry.annex for entry in catalogue.entries)
    return [("Any annex", ""), *((f"Annex {name}", name) for name in names)]


def statuses() -> list[tuple[str, str]]:
    """Choices: every status, and none in particular."""
    return [("Any status", ""), *((SIGNS[each].word, each.value) for each in Status)]


def kinds() -> list[tuple[str, str]]:
    """Choices: goods, what they are confused with, or both."""
    return [("Both", ""), *((words, kind.value) for kind, words in KINDS.items())]


def address(id: str, query: Query | None = None) -> str:
    """Where the page of a class is, relative to any page, under the law asked."""
    return _address(query, show=id)


def entry_address(key: str, query: Query | None = None) -> str:
    """Where the page of an entry of the law is, such as that of `II 2.4`."""
    return _address(query, entry=key)


def list_address(query: Query | None = None, words: str = "", narrow: Narrow | None = None) -> str:
    """Where everything is listed that fits the words and is not narrowed away."""
    narrow = narrow or Narrow()
    asked = {"find": words.strip(), **{name: getattr(narrow, name) for name in NARROWS}}
    return _address(query, **{name: value for name, value in asked.items() if value})


def _address(query: Query | None, **asked: str) -> str:
    if query is not None and query.jurisdiction != DEFAULT_JURISDICTION:
        asked["for"] = query.jurisdiction
    if query is not None and query.as_of is not None:
        asked["as-of"] = query.as_of.isoformat()
    return f"{PATH}?{urlencode(asked)}" if asked else PATH

"""Reads one law TOML file (instrument, annex versions, entries, steps) into a `Law`."""

from collections.abc import Mapping
from datetime import date

from catalogue.errors import CatalogueError
from catalogue.law import Law, LegalEntry, Status
from catalogue.tables import Table, parse

TOP_KEYS = ("instrument", "title", "url", "notice", "sources", "articles", "annex")
ENTRY_KEYS = ("item", "summary", "notes", "cn", "source", "confidence")
ANNEX_KEYS = (
    "annex",
    "heading",
    "version",
    "in_force",
    "until",
    "url",
    "checked",
    "source",
    "confidence",
    "rules",
    "entry",
)


def read_law(file: str, content: bytes) -> Law:
    """Read and check one law file.

    Args:
        file: relative name, for messages.
        content: its bytes.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    top = Table(file, parse(file, content))
    top.allow(TOP_KEYS)
    instrument = top.text("instrument")
    annexes = [Table(file, values, _place(values)) for values in top.tables("annex")]
    try:
        law = Law(
            title=top.text("title"),
            url=top.text("url"),
            entries=tuple(entry for annex in annexes for entry in _entries(annex, instrument)),
            rules={_version(annex): annex.texts("rules", required=False) for annex in annexes},
            steps=_steps(top),
            notice=top.text("notice"),
            sources=_sources(top),
        )
        law.in_force()
    except ValueError as error:
        raise CatalogueError(f"{file}: {error}") from error
    return law


def _place(annex: Mapping[str, object]) -> str:
    """Where in the file an annex version stands, for messages."""
    return f"in annex {annex.get('annex', '?')} of {annex.get('version', '?')}"


def _version(annex: Table) -> tuple[str, str]:
    """(annex, version)."""
    return annex.text("annex"), annex.text("version")


def _entries(annex: Table, instrument: str) -> list[LegalEntry]:
    """All entries of one annex version."""
    annex.allow(ANNEX_KEYS)
    annex.text("heading")
    return [_entry(annex, values, instrument) for values in annex.tables("entry")]


def _entry(annex: Table, values: Mapping[str, object], instrument: str) -> LegalEntry:
    """One entry; source and confidence fall to the annex where it gives none of its own."""
    annex_name, version = _version(annex)
    row = Table(annex.file, values, f"in entry {annex_name} {values.get('item', '?')}")
    row.allow(ENTRY_KEYS)
    cn = row.text("cn")
    try:
        return LegalEntry(
            instrument=instrument,
            annex=annex_name,
            item=row.text("item"),
            version=version,
            in_force=_day(annex, "in_force"),
            until=annex.day("until", required=False),
            summary=row.text("summary"),
            notes=row.texts("notes", required=False),
            cn=tuple(code.strip() for code in cn.split(";")),
            url=annex.text("url"),
            checked=_day(annex, "checked"),
            source=row.text("source", required=False) or annex.text("source"),
            confidence=row.text("confidence", required=False) or annex.text("confidence"),
        )
    except ValueError as error:
        raise row.fault(str(error)) from error


def _day(table: Table, key: str) -> date:
    """A required date."""
    value = table.day(key)
    assert value is not None  # day() raises on a missing required date
    return value


def _steps(top: Table) -> dict[Status, tuple[str, ...]]:
    """What to do next, by status."""
    table = Table(top.file, top.table("articles"), "in 'articles'")
    table.allow(status.value for status in Status)
    return {status: table.texts(status.value) for status in Status}


def _sources(top: Table) -> dict[str, str]:
    """Source key -> the text it stands for."""
    table = Table(top.file, top.table("sources"), "in 'sources'")
    return {key: table.text(key) for key in table.values}

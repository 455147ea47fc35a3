"""Reads an instrument (`law/<id>/instrument.toml`) and the lists of goods beside it from TOML."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from catalogue.errors import CatalogueError
from catalogue.instrument import GoodsList, Instrument, Terms
from catalogue.law import Exclusion, LegalEntry, Status
from catalogue.tables import Table, parse

INSTRUMENT_KEYS = (
    "name",
    "title",
    "url",
    "jurisdictions",
    "binding",
    "notice",
    "sources",
    "steps",
    "lists",
    "not_established",
)
TERMS_KEYS = (
    "file",
    "same_as",
    "annex",
    "version",
    "in_force",
    "until",
    "effect",
    "complete",
    "numbered",
    "nomenclature",
    "url",
    "checked",
    "source",
    "confidence",
)
LIST_KEYS = ("heading", "rules", "entry", "exclusion")
ENTRY_KEYS = ("item", "summary", "notes", "cn", "subjects", "arguably", "source", "confidence")
EXCLUSION_KEYS = ("entry", "subjects", "text")


def read_instrument(file: str, content: bytes) -> Instrument:
    """Read and check one instrument, without its lists.

    Args:
        file: relative name; its folder is the id.
        content: its bytes.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    top = Table(file, parse(file, content))
    top.allow(INSTRUMENT_KEYS)
    try:
        return Instrument(
            id=file.split("/")[-2],
            name=top.text("name"),
            title=top.text("title"),
            url=top.text("url"),
            jurisdictions=top.texts("jurisdictions"),
            binding=top.flag("binding", default=True),
            notice=top.text("notice"),
            sources=_sources(top),
            steps=_steps(top),
            lists=_lists(top),
            not_established=top.texts("not_established", required=False),
        )
    except ValueError as error:
        raise CatalogueError(f"{file}: {error}") from error


def _lists(top: Table) -> dict[str, Terms]:
    """File name -> terms; empty while no list of the instrument could be obtained."""
    lists: dict[str, Terms] = {}
    for values in top.tables("lists", required=False):
        file, terms = _terms(top, values)
        if file in lists:
            raise top.fault(f"file {file!r} stands twice under 'lists'; keep one.")
        lists[file] = terms
    return lists


def _terms(top: Table, values: Mapping[str, object]) -> tuple[str, Terms]:
    """File name and terms of one list."""
    where = f"in list {values.get('annex', '?')} of {values.get('version', '?')}"
    row = Table(top.file, values, where)
    row.allow(TERMS_KEYS)
    try:
        return row.text("file"), Terms(
            annex=row.text("annex"),
            version=row.text("version"),
            in_force=_day(row, "in_force"),
            until=row.day("until", required=False),
            effect=_status(row, row.text("effect")),
            complete=row.flag("complete"),
            numbered=row.flag("numbered"),
            nomenclature=row.text("nomenclature", required=False),
            url=row.text("url"),
            checked=_day(row, "checked"),
            source=row.text("source"),
            confidence=row.text("confidence"),
            same_as=row.text("same_as", required=False),
        )
    except ValueError as error:
        raise row.fault(str(error)) from error


def open_list(
    files: Mapping[str, bytes],
    instrument: Instrument,
    file: str,
    *,
    instruments: Iterable[Instrument],
    subjects: Collection[str],
) -> GoodsList:
    """Find, read and check one version of one list.

    Args:
        files: relative name -> bytes.
        instrument: the act it belongs to.
        file: a key of `instrument.lists`.
        instruments: all of them, for a list that repeats that of another.
        subjects: ids of all subjects.

    Raises:
        CatalogueError: a file is missing or breaks a rule.
    """
    terms = instrument.lists[file]
    names = [f"law/{instrument.id}/{file}"]
    if terms.same_as:
        names.append(_repeated_file(instrument, terms, instruments))
    for name in names:
        if name not in files:
            raise CatalogueError(f"{name}: the file is missing; restore it.")
    return read_list(
        names[0],
        files[names[0]],
        instrument=instrument,
        terms=terms,
        subjects=subjects,
        repeated=(names[1], files[names[1]]) if terms.same_as else None,
    )


def _repeated_file(instrument: Instrument, terms: Terms, all_: Iterable[Instrument]) -> str:
    """Name of the file whose entries a list repeats; one that itself repeats none."""
    own = sorted(
        f"{act.id}/{file}" for act in all_ for file, its in act.lists.items() if not its.same_as
    )
    where = f"in list {terms.annex} of {terms.version}"
    row = Table(f"law/{instrument.id}/instrument.toml", {}, where)
    row.known(terms.same_as, own, "'same_as': a list with entries of its own called")
    return f"law/{terms.same_as}"


def read_list(
    file: str,
    content: bytes,
    *,
    instrument: Instrument,
    terms: Terms,
    subjects: Collection[str],
    repeated: tuple[str, bytes] | None = None,
) -> GoodsList:
    """Read and check one version of one list.

    Args:
        file: relative name, for messages.
        content: its bytes.
        instrument: the act it belongs to.
        terms: its dates and effect.
        subjects: ids of all subjects.
        repeated: name and bytes of the list named by `terms.same_as`.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    top = Table(file, parse(file, content))
    top.allow(LIST_KEYS)
    body = top if repeated is None else _repeated(top, terms, *repeated)
    try:
        return GoodsList(
            terms=terms,
            heading=top.text("heading"),
            rules=top.texts("rules", required=False),
            entries=tuple(
                _entry(body, values, instrument, terms, subjects) for values in body.tables("entry")
            ),
            exclusions=tuple(
                _exclusion(body, values, subjects)
                for values in body.tables("exclusion", required=False)
            ),
        )
    except ValueError as error:
        raise CatalogueError(f"{file}: {error}") from error


def _repeated(top: Table, terms: Terms, file: str, content: bytes) -> Table:
    """The list of another act whose entries and exclusions stand for those of this one."""
    for key in ("entry", "exclusion"):
        if key in top.values:
            raise top.fault(f"its entries are those of {terms.same_as!r}; remove {key!r}.")
    body = Table(file, parse(file, content))
    body.allow(LIST_KEYS)
    return body


def _entry(
    top: Table,
    values: Mapping[str, object],
    instrument: Instrument,
    terms: Terms,
    subjects: Collection[str],
) -> LegalEntry:
    """One entry; source and confidence fall to the list where it gives none of its own.

    A list that repeats another takes neither its codes nor its sources: they are of another act.
    """
    row = Table(top.file, values, f"in entry {terms.annex} {values.get('item', '?')}")
    row.allow(ENTRY_KEYS)
    source = confidence = ""
    if not terms.same_as:
        source = row.text("source", required=False)
        confidence = row.text("confidence", required=False)
    row.known(source or terms.source, instrument.sources, "source")
    try:
        return LegalEntry(
            instrument=instrument.name,
            annex=terms.annex,
            item=row.text("item"),
            version=terms.version,
            in_force=terms.in_force,
            until=terms.until,
            effect=terms.effect,
            summary=row.text("summary"),
            notes=row.texts("notes", required=False),
            cn=() if terms.same_as else _codes(row),
            subjects=_subjects(row, "subjects", subjects),
            arguably=_subjects(row, "arguably", subjects),
            url=terms.url,
            checked=terms.checked,
            source=source or terms.source,
            confidence=confidence or terms.confidence,
        )
    except ValueError as error:
        raise row.fault(str(error)) from error


def _codes(row: Table) -> tuple[str, ...]:
    """CN codes, printed in one text with semicolons between."""
    text = row.text("cn", required=False)
    return tuple(code.strip() for code in text.split(";")) if text else ()


def _subjects(row: Table, key: str, subjects: Collection[str]) -> tuple[str, ...]:
    """Ids of subjects, each of which must exist."""
    ids = row.texts(key, required=False)
    for id in ids:
        row.known(id, subjects, "subject")
    return ids


def _exclusion(top: Table, values: Mapping[str, object], subjects: Collection[str]) -> Exclusion:
    row = Table(top.file, values, f"in exclusion {values.get('entry', '?')}")
    row.allow(EXCLUSION_KEYS)
    return Exclusion(
        entry=row.text("entry", required=False),
        subjects=_subjects(row, "subjects", subjects),
        text=row.text("text"),
    )


def _day(table: Table, key: str) -> date:
    """A required date."""
    value = table.day(key)
    assert value is not None  # day() raises on a missing required date
    return value


def _status(row: Table, word: str) -> Status:
    """A status by its word."""
    row.known(word, tuple(Status), "status")
    return Status(word)


def _steps(top: Table) -> dict[Status, tuple[str, ...]]:
    """What to do next, by status; none where the instrument gives none."""
    if "steps" not in top.values:
        return {}
    table = Table(top.file, top.table("steps"), "in 'steps'")
    return {_status(table, word): table.texts(word) for word in table.values}


def _sources(top: Table) -> dict[str, str]:
    """Source key -> the text it stands for."""
    table = Table(top.file, top.table("sources"), "in 'sources'")
    return {key: table.text(key) for key in table.values}

"""Reads one visual class from its TOML file and ties it to the entries in force."""

from collections.abc import Collection, Mapping

from catalogue.errors import CatalogueError
from catalogue.law import LegalEntry, Status
from catalogue.tables import Table, nearest, parse
from catalogue.visual_class import Kind, LegalLink, LookAlike, VisualClass

CLASS_KEYS = (
    "name",
    "other_names",
    "recognise_by",
    "status",
    "status_reason",
    "law",
    "look_alikes",
    "questions",
    "photo_cannot_show",
    "safety",
)


def read_class(
    file: str,
    content: bytes,
    *,
    kind: Kind,
    entries: Mapping[str, LegalEntry],
    ids: Collection[str],
) -> VisualClass:
    """Read and check one class file.

    Args:
        file: relative name; its stem is the id.
        content: its bytes.
        kind: given by the folder.
        entries: the entries in force, by key such as `II 2.1`.
        ids: every id of the catalogue.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    row = Table(file, parse(file, content))
    row.allow(CLASS_KEYS)
    try:
        return VisualClass(
            id=file.rsplit("/", 1)[-1].removesuffix(".toml"),
            kind=kind,
            name=row.text("name"),
            other_names=row.texts("other_names", required=False),
            recognise_by=row.text("recognise_by"),
            status=_status(row),
            status_reason=row.text("status_reason"),
            links=tuple(_link(row, values, entries) for values in _list(row, "law")),
            look_alikes=tuple(
                _look_alike(row, values, ids) for values in _list(row, "look_alikes")
            ),
            questions=row.texts("questions"),
            photo_cannot_show=row.text("photo_cannot_show"),
            safety=row.text("safety", required=False),
        )
    except ValueError as error:
        raise CatalogueError(f"{file}: {error}") from error


def _list(row: Table, key: str) -> tuple[Mapping[str, object], ...]:
    """A list of tables that may be empty."""
    return row.tables(key, required=False)


def _status(row: Table) -> Status:
    """The status, one of four."""
    value = row.text("status")
    try:
        return Status(value)
    except ValueError as error:
        allowed = ", ".join(status.value for status in Status)
        raise row.fault(f"status {value!r} is none of {allowed}.") from error


def _link(row: Table, values: Mapping[str, object], entries: Mapping[str, LegalEntry]) -> LegalLink:
    """One link; its entry must be in force."""
    table = Table(row.file, values, "in 'law'")
    table.allow(("entry", "condition"))
    key = table.text("entry")
    if key not in entries:
        best = nearest(key, entries)
        hint = f"; the nearest is {best[0]!r}" if best else ""
        raise table.fault(f"entry {key!r} is not in force in any annex of 'law/'{hint}.")
    return LegalLink(entries[key], table.text("condition", required=False))


def _look_alike(row: Table, values: Mapping[str, object], ids: Collection[str]) -> LookAlike:
    """One look-alike; its class must exist."""
    table = Table(row.file, values, "in 'look_alikes'")
    table.allow(("id", "difference"))
    other = table.text("id")
    if other not in ids:
        best = nearest(other, ids)[0]
        raise table.fault(f"look-alike {other!r} does not exist; the nearest id is {best!r}.")
    return LookAlike(other, table.text("difference"))

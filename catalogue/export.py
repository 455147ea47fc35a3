"""Writes the whole catalogue to files: one JSON, one printable HTML field guide with pictures."""

import json
from pathlib import Path

from catalogue.errors import CatalogueError
from catalogue.field_guide import guide
from catalogue.languages import Language
from catalogue.load import Catalogue
from catalogue.page import asked
from catalogue.record import entry_record, record, tree_record

JSON_NAME = "catalogue.json"
GUIDE_NAME = "field-guide.html"


def write(catalogue: Catalogue, language: Language, folder: Path) -> tuple[Path, ...]:
    """Write both files; a file that exists is replaced at once or not at all.

    Args:
        catalogue: its query says which lists are asked.
        language: of names and status lines in the field guide.
        folder: made if need be.

    Raises:
        CatalogueError: the folder cannot be written.
    """
    texts = {
        JSON_NAME: json.dumps(everything(catalogue), ensure_ascii=False, indent=1) + "\n",
        GUIDE_NAME: guide(catalogue, language),
    }
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            part = folder / f".{name}.part"
            part.write_text(text, encoding="utf-8")
            part.replace(folder / name)
            written.append(folder / name)
    except OSError as error:
        raise CatalogueError(f"{folder}: cannot be written ({error.strerror}).") from error
    return tuple(written)


def everything(catalogue: Catalogue) -> dict[str, object]:
    """All classes, trees, subjects and entries as plain data."""
    return {
        "version": catalogue.version,
        "jurisdiction": catalogue.query.jurisdiction,
        "as_of": catalogue.query.as_of.isoformat() if catalogue.query.as_of else None,
        "lists": list(asked(catalogue)),
        "notice": catalogue.notice,
        "classes": [record(catalogue, its) for its in catalogue.classes],
        "trees": [tree_record(catalogue.tree(id)) for id in catalogue.tree_ids],
        "subjects": [
            {"id": its.id, "name": its.name, "when": its.when, "hazard": its.hazard}
            for its in catalogue.subjects.values()
        ],
        "entries": [entry_record(entry) for entry in catalogue.entries],
    }

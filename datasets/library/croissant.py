"""A Croissant 1.0 description (docs.mlcommons.org/croissant) of a manifest and its pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

VERSION = "http://mlcommons.org/croissant/1.0"
# The properties that the specification demands of every dataset.
REQUIRED: tuple[str, ...] = (
    "@context",
    "@type",
    "conformsTo",
    "description",
    "license",
    "name",
    "url",
)
REQUIRED += ("creator", "datePublished")
_CR: tuple[str, ...] = (
    "citeAs",
    "column",
    "extract",
    "field",
    "fileProperty",
    "fileObject",
    "fileSet",
    "format",
)
_CR += ("includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet")
_CR += ("references", "regex", "repeated", "replace", "separator", "source", "subField")
_CR += ("transform",)
# The context that the specification recommends (its appendix 1).
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{name: f"cr:{name}" for name in _CR},
}
_CHUNK = 1 << 20  # bytes read at once


def describe(
    table: Path, columns: Sequence[str], licences: Sequence[str], words: Mapping[str, str]
) -> dict[str, Any]:
    """The description of a complete manifest.

    Args:
        table: The CSV; its column `file` names pictures under `photos/`.
        columns: Of the CSV.
        licences: Of the pictures.
        words: `name`, `description`, `creator`, `url`, `published`.
    """
    digest = _sha256(table)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": words["name"],
        "description": words["description"],
        "license": licences[0] if len(licences) == 1 else list(licences),
        "url": words["url"] or f"urn:sha256:{digest}",
        "creator": {"@type": "sc:Organization", "name": words["creator"]},
        "datePublished": words["published"],
        "version": f"1.0.0+sha256.{digest[:12]}",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": table.name,
                "name": table.name,
                "description": "One row a photo.",
                "contentUrl": table.name,
                "contentSize": f"{table.stat().st_size} B",
                "encodingFormat": "text/csv",
                "sha256": digest,
            },
            {
                "@type": "cr:FileSet",
                "@id": "photos",
                "name": "photos",
                "description": "The photos, named by the SHA-256 of their bytes.",
                "encodingFormat": "image/*",
                "includes": "photos/*/*",
            },
        ],
        "recordSet": [_records(table.name, columns)],
    }


def _records(table: str, columns: Sequence[str]) -> dict[str, Any]:
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"rows/{column}",
            "name": column,
            "description": f"Column {column} of the manifest.",
            "dataType": "sc:Text",
            "source": {"fileObject": {"@id": table}, "extract": {"column": column}},
        }
        for column in columns
    ]
    return {
        "@type": "cr:RecordSet",
        "@id": "rows",
        "name": "rows",
        "description": "One record a photo: its file, label, object, licence and source.",
        "key": {"@id": "rows/sha256"},
        "field": fields,
    }


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()

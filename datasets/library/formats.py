"""The forms of an export: folder-per-class, manifest CSV, imagefolder, Croissant, COCO.

Each writer is given photos one by one and holds no more than a line of each in memory.
"""

from __future__ import annotations

import csv
import json
import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from datasets.library import coco, croissant, wording
from datasets.library.offers import COCO, CROISSANT, MANIFEST, METADATA, SIDECAR
from datasets.library.record import FIELDS
from datasets.library.selecting import Row
from findings.canonical import now

COLUMNS: tuple[str, ...] = (
    "file",
    "label",
    "group",
    "rendered",
    "split",
    "sha256",
    "original_sha256",
)
COLUMNS += tuple(name for name in FIELDS if name not in COLUMNS)
# The names that Hugging Face's loader takes for parts.
_HF_PARTS = {"train": "train", "val": "validation", "test": "test"}


@dataclass(frozen=True, slots=True)
class About:
    """What the files say of the whole.

    Attributes:
        name: Of the dataset.
        description: In a sentence or two.
        creator: Who made it.
        url: Where it is published; empty names it by its hash.
        published: ISO 8601 day.
        gps: Whether places on Earth that the library holds are written.
    """

    name: str = "photos"
    description: str = "Photographs of goods, labelled by their class."
    creator: str = "not given"
    url: str = ""
    published: str = field(default_factory=lambda: now().date().isoformat())
    gps: bool = False


class Writer(Protocol):
    """Writes photos in one form; used as a context, whose end without an error completes it."""

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Complete the lists, or leave them where an error occurred."""
        ...

    def add(self, row: Row, data: bytes) -> None:
        """Write one photo."""
        ...


class _Base:
    """What all writers share: the folder, open files, and where photos go."""

    def __init__(self, out: Path, about: About) -> None:
        self.out = out
        self.about = about
        self._open = ExitStack()
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()
        if error is None:
            self.complete()

    def complete(self) -> None:
        """What is written at the end."""

    def list_file(self, name: str) -> tuple[IO[str], bool]:
        """A list that is written line by line, and whether it is new."""
        new = name not in self._files
        if new:
            path = self.out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            opened = path.open("w", encoding="utf-8", newline="")
            self._files[name] = self._open.enter_context(opened)
        return self._files[name], new

    def put(self, name: str, data: bytes) -> None:
        """Write a picture."""
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def said(self, row: Row) -> dict[str, Any]:
        """JSON values of a photo: what is said of it, its hashes and its part."""
        made = wording.to_json(row.item.record)
        if not self.about.gps:
            made["gps"] = None
        kept = {name: value for name, value in made.items() if value not in (None, "", [], False)}
        hashes = {"sha256": row.item.sha256, "original_sha256": row.item.original_sha256}
        return {**kept, **hashes, **({"split": row.part} if row.part else {})}


def _file(row: Row) -> str:
    return f"{row.item.sha256}.{row.item.format}"


def _stored(row: Row) -> str:
    return f"photos/{row.item.sha256[:2]}/{_file(row)}"


class Folders(_Base):
    """`[<part>/]<label>/<picture>`, as `datasets.samples` reads; a hidden list has the rest."""

    def add(self, row: Row, data: bytes) -> None:
        """Write one photo."""
        inside = f"{row.item.record.label}/{_file(row)}"
        part = f"{row.part}/" if row.part else ""
        self.put(f"{part}{inside}", data)
        file, _ = self.list_file(f"{part}{SIDECAR}")
        file.write(json.dumps({"file_name": inside, **self.said(row)}, ensure_ascii=False) + "\n")


class ImageFolder(_Base):
    """Hugging Face imagefolder: pictures beside a `metadata.jsonl`, for each part."""

    def add(self, row: Row, data: bytes) -> None:
        """Write one photo."""
        part = f"{_HF_PARTS[row.part]}/" if row.part else ""
        self.put(f"{part}{_file(row)}", data)
        file, _ = self.list_file(f"{part}{METADATA}")
        line = {"file_name": _file(row), **self.said(row)}
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Manifest(_Base):
    """`manifest.csv`, which `datasets.samples` reads, and `train.csv` and so on beside it."""

    def name_of(self, row: Row) -> str:
        """The picture, relative to the list."""
        return _stored(row)

    def add(self, row: Row, data: bytes) -> None:
        """Write one photo."""
        self.put(self.name_of(row), data)
        cells = wording.to_cells(row.item.record, gps=self.about.gps)
        cells |= {"file": self.name_of(row), "rendered": "no", "split": row.part or ""}
        cells |= {"sha256": row.item.sha256, "original_sha256": row.item.original_sha256}
        for name in (MANIFEST, f"{row.part}.csv" if row.part else ""):
            if name:
                file, new = self.list_file(name)
                table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
                if new:
                    table.writeheader()
                table.writerow(cells)


class Lists(Manifest):
    """Manifests that name the library's own files, so that training reads these."""

    def __init__(self, out: Path, about: About, originals: Path) -> None:
        super().__init__(out, about)
        self._originals = originals

    def name_of(self, row: Row) -> str:
        """The stored file, relative to the lists."""
        path = self._originals / row.item.sha256[:2] / row.item.sha256
        return Path(os.path.relpath(path.resolve(), self.out.resolve())).as_posix()

    def put(self, name: str, data: bytes) -> None:
        """Nothing is copied."""


class Croissant(Manifest):
    """A manifest with a Croissant description beside it."""

    def __init__(self, out: Path, about: About) -> None:
        super().__init__(out, about)
        self._licences: set[str] = set()

    def add(self, row: Row, data: bytes) -> None:
        """Write one photo."""
        super().add(row, data)
        self._licences.add(row.item.record.licence)

    def complete(self) -> None:
        """Describe the manifest, once it is complete and has a hash."""
        described = croissant.describe(
            table=self.out / MANIFEST,
            columns=COLUMNS,
            licences=sorted(self._licences),
            words={
                "name": self.about.name,
                "description": self.about.description,
                "creator": self.about.creator,
                "url": self.about.url,
                "published": self.about.published,
            },
        )
        text = json.dumps(described, indent=2, ensure_ascii=False)
        (self.out / CROISSANT).write_text(text + "\n", encoding="utf-8")


class Coco(_Base):
    """COCO detection files, one for each part; what COCO has no word for under `library`."""

    def __init__(self, out: Path, about: About) -> None:
        super().__init__(out, about)
        self._books: dict[str, coco.Book] = {}

    def add(self, row: Row, data: bytes) -> None:
        """Write one photo."""
        self.put(_stored(row), data)
        name = f"{COCO}-{row.part}.json" if row.part else f"{COCO}.json"
        file, new = self.list_file(name)
        if new:
            self._books[name] = coco.Book(file, self.about.name, self.about.published)
        self._books[name].add(row.item, _stored(row), self.said(row))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                for book in self._books.values():
                    book.end()
        finally:
            super().__exit__(kind, error, trace)

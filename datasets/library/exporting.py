"""Writes photos and what is said of them as plain files, in forms that others read.

An export is made beside its target and moved there at the end: it is whole or not there. Originals
are copied byte by byte, with the metadata they hold.
"""

from __future__ import annotations

import errno
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from datasets.library import formats, leaking, more
from datasets.library.errors import FullError, RefusedError, TargetError
from datasets.library.formats import About, Writer
from datasets.library.library import Library
from datasets.library.originals import FOLDER
from datasets.library.selecting import Rows, Selection
from datasets.library.splits import PARTS
from model.errors import shown

Progress = Callable[[int, int, str], None]
NEAR = "near-duplicates.txt"  # of an export that holds some in two parts
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


class Form(StrEnum):
    """A form of files."""

    FOLDERS = "folders"
    MANIFEST = "manifest"
    IMAGEFOLDER = "imagefolder"
    CROISSANT = "croissant"
    COCO = "coco"


_WRITERS: dict[Form, Callable[[Path, About], Writer]] = {
    Form.FOLDERS: formats.Folders,
    Form.MANIFEST: formats.Manifest,
    Form.IMAGEFOLDER: formats.ImageFolder,
    Form.CROISSANT: formats.Croissant,
    Form.COCO: formats.Coco,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds: photos of each part (or `all`), what was left out and why.

    `near` counts pairs of near-duplicates in two parts that were allowed; `NEAR` lists them.
    """

    counts: dict[str, int]
    left_out: dict[str, int]
    near: int = 0


def export(
    library: Library,
    out: Path,
    form: Form,
    selection: Selection | None = None,
    about: About | None = None,
    progress: Progress | None = None,
    comparing: Progress | None = None,
) -> Exported:
    """Write photos into a folder that is empty or not there.

    Args:
        library: Open, to read from.
        out: The folder.
        form: Of the files.
        selection: Which photos; those that training can use.
        about: What the files say of the whole.
        progress: Is told of each photo: count, total of the library, name.
        comparing: Is told of what is compared before that, where an export is divided.

    Raises:
        LeakError: An object, bytes or near-duplicates would stand in two parts; nothing is
            written.
        TargetError: The folder holds something or cannot be written.
        FullError: The disk is full; nothing is left of the export.
        DamagedError: A stored photo was changed on disk.
        RefusedError: There is nothing to export.
    """
    chosen = selection or Selection()
    _check_labels(form, chosen)
    rows, near, told = Rows(library, chosen), _near(library, chosen, comparing), about or About()
    with _beside(out) as draft:
        with _WRITERS[form](draft, told) as writer:
            _note(draft, near)
            made = replace(_write(library, rows, writer, progress), near=len(near))
        if form is Form.MANIFEST and chosen.everything:
            more.write(library, draft, gps=told.gps)
        return made


def write_lists(
    library: Library,
    out: Path,
    selection: Selection,
    finish: Callable[[Path], None] | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write `manifest.csv`, and one list a part, that name the library's own files: no copy.

    Args:
        library: Open, to read from.
        out: The folder.
        selection: Which photos.
        finish: Writes more into the folder before it takes its place.
        progress: As both of `export`.

    Raises as `export` does.
    """
    rows, near = Rows(library, selection), _near(library, selection, progress)
    originals = library.path / FOLDER
    with _beside(out) as draft:
        with formats.Lists(draft, About(), originals) as writer:
            _note(draft, near)
            made = replace(_write(library, rows, writer, progress), near=len(near))
        if finish is not None:
            finish(draft)
        return made


def _near(
    library: Library, selection: Selection, progress: Progress | None
) -> tuple[leaking.Leak, ...]:
    """Near-duplicates in two parts that are allowed; others are refused."""
    if not selection.divided:
        return ()
    parts = {row.item.sha256: row.part or "" for row in Rows(library, selection)}
    signed = selection.version is not None and leaking.allowed(selection.version)
    if selection.allow_near or signed:
        return leaking.near_leaks(library, parts, progress)
    leaking.check(library, parts, progress)
    return ()


def _note(draft: Path, near: tuple[leaking.Leak, ...]) -> None:
    if near:
        lines = [f"{first} {second}" for first, second in near]
        head = "Photos that look alike and stand in two parts; whoever exported allowed it."
        (draft / NEAR).write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def _write(library: Library, rows: Rows, writer: Writer, progress: Progress | None) -> Exported:
    total = sum(library.counts_by_state().values())
    counts: dict[str, int] = {}
    for count, row in enumerate(rows, 1):
        writer.add(row, library.original(row.item.sha256))
        part = row.part or "all"
        counts[part] = counts.get(part, 0) + 1
        if progress is not None:
            progress(count, total, row.item.sha256[:12])
    if not counts:
        why = ", ".join(f"{name}: {number}" for name, number in rows.left_out.items())
        raise RefusedError(f"no photo can be exported ({why or 'the library is empty'})")
    ordered = {part: counts[part] for part in (*PARTS, "all") if part in counts}
    return Exported(ordered, dict(rows.left_out))


def _check_labels(form: Form, selection: Selection) -> None:
    if form is Form.FOLDERS and selection.everything:
        raise RefusedError("a photo without a label has no class folder; choose another form")


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder beside the target, which takes its place when all went well."""
    name = shown(out.name or str(out))
    draft = out.parent / f"{out.name}.part-{secrets.token_hex(4)}"
    try:
        if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
            raise TargetError(f"{name} is not empty; export into a new or empty folder")
        draft.mkdir(mode=0o700, parents=True)
        try:
            yield draft
            if out.is_dir():
                out.rmdir()  # empty, as was checked; where it is not any more, this refuses
            draft.rename(out)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as error:
        if error.errno in _FULL:
            raise FullError(
                f"{name} cannot be written, the disk is full; nothing of it is left, make room"
            ) from error
        raise TargetError(f"{name} cannot be written; check its folder and permissions") from error

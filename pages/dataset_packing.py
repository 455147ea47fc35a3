"""A version as one zip file, in the folder of the person who asked, where it is swept away."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path
from secrets import token_hex

from gradio.utils import get_upload_folder

from datasets.library import exporting
from datasets.library.errors import FullError, RefusedError
from datasets.library.exporting import Form
from datasets.library.formats import About
from datasets.library.library import Library
from datasets.library.selecting import Selection
from datasets.library.versions import Version
from pages.dataset_parts import Progress
from pages.serving.owners import folder_of

MOST_BYTES = 2_000_000_000  # of photos; beyond, a browser and a temporary folder are no place
ROOM = 2.2  # times the photos: the export, and the zip file beside it


def pack(library: Library, version: Version, form: Form, owner: str, progress: Progress) -> Path:
    """Write a version as a zip file.

    Args:
        library: That holds its photos.
        version: As it was signed.
        form: Of the files in it.
        owner: Of the visit; empty where nobody is told apart.
        progress: Is told of each photo.

    Returns:
        The file; the server deletes it after some minutes.

    Raises:
        RefusedError: It is too large for a browser.
        FullError: The disk has no room for it.
        LibraryError: As `exporting.export`.
    """
    _check_room(library, version)
    folder = Path(get_upload_folder())
    place = folder_of(folder, owner) / token_hex(8)
    place.mkdir(parents=True, mode=0o700)
    file = place / f"{version.name}-{form.value}.zip"
    count = 0

    def written(_: int, __: int, name: str) -> None:
        nonlocal count
        count += 1
        progress(count, len(version.entries), name)

    with tempfile.TemporaryDirectory(prefix="export-", dir=folder) as made:
        out = Path(made) / version.name
        about = About(name=version.name, creator=version.signed_by)
        exporting.export(library, out, form, Selection(version=version), about, written)
        try:
            _zip(out, file)
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise FullError(f"{file.name} cannot be written; make room on the disk") from error
    return file


def _zip(folder: Path, file: Path) -> None:
    """Photos are compressed already, so they are stored; each is deleted once it is in."""
    with zipfile.ZipFile(file, "x", zipfile.ZIP_STORED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder.parent).as_posix())
                path.unlink()


def _check_room(library: Library, version: Version) -> None:
    wanted = {entry.sha256 for entry in version.entries}
    size = sum(item.bytes for item in library.items() if item.sha256 in wanted)
    if size > MOST_BYTES:
        raise RefusedError(
            f"the photos of version {version.name} have {size / 1e9:.1f} GB, more than the "
            f"{MOST_BYTES / 1e9:.0f} that go through a browser; use: python -m datasets export"
        )
    if shutil.disk_usage(get_upload_folder()).free < size * ROOM:
        raise FullError("the disk has no room for the zip file; make room, or use the command line")

"""Which weights are released: reads `released.toml`, finds files and checks their SHA-256.

A weights file is only ever opened when the `released.toml` in its own folder lists its hash.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from model.errors import WeightsError, shown

FOLDER = Path(__file__).parent.parent / "weights"
LIST = "released.toml"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Released:
    """One row of `released.toml`.

    Attributes:
        name: What `--weights` takes.
        file: File name of the ONNX graph, in the folder of the list.
        sha256: Of the ONNX file, 64 hex digits.
        bytes: Size of the ONNX file.
        references: File name of the reference embeddings, or "" when there are none.
        references_sha256: Of that file, or "".
    """

    name: str
    file: str
    sha256: str
    bytes: int
    references: str
    references_sha256: str

    def __post_init__(self) -> None:
        for file in (self.file, self.references):
            if file != Path(file).name:
                raise ValueError(f"file {file!r} must be a plain name in the folder of the list")
        if not self.name or not self.file:
            raise ValueError("name and file must not be empty")
        for digest in (self.sha256, self.references_sha256 if self.references else None):
            if digest is not None and not _SHA256.fullmatch(digest):
                raise ValueError(f"sha256 {digest!r} must be 64 lower-case hex digits")


@dataclass(frozen=True, slots=True)
class ReleaseList:
    """All rows of one `released.toml` and the name of the default."""

    default: str
    rows: tuple[Released, ...]

    def __post_init__(self) -> None:
        names = [row.name for row in self.rows]
        if len(set(names)) != len(names):
            raise ValueError(f"names {names} must each stand once")
        if self.default not in names:
            raise ValueError(f"default {self.default!r} is none of {names}")


def read(folder: Path = FOLDER) -> ReleaseList:
    """Read the list of a folder.

    Raises:
        WeightsError: The list is missing or breaks a rule.
    """
    path = folder / LIST
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise WeightsError(
            f"{path.name} cannot be read in {shown(folder.name)}; "
            "put back the weights folder of the release"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise WeightsError(
            f"{path.name} is not TOML ({error}); put back the released one"
        ) from error
    try:
        return ReleaseList(content["default"], tuple(Released(**row) for row in content["weights"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WeightsError(f"{path.name} is incomplete or wrong: {error}") from error


def find(name_or_path: str | None = None, folder: Path = FOLDER) -> Path:
    """The weights file of a released name or of a path; None finds the default.

    A path is what has a separator or ends in `.onnx`; anything else is a name.

    Raises:
        WeightsError: No such name or file.
    """
    if name_or_path is not None and _is_path(name_or_path):
        path = Path(name_or_path)
    else:
        released = read(folder)
        name = released.default if name_or_path is None else name_or_path
        files = {row.name: row.file for row in released.rows}
        if name not in files:
            raise WeightsError(
                f"no released weights are called {shown(name)}; choose of {', '.join(files)} "
                "or give a path to an ONNX file"
            )
        path = folder / files[name]
    if not path.is_file():
        raise WeightsError(f"weights file {shown(path.name)} does not exist; check the name")
    return path


def _is_path(text: str) -> bool:
    return Path(text).name != text or Path(text).suffix == ".onnx"


def read_checked(path: Path) -> tuple[bytes, str]:
    """The bytes of a weights file and their SHA-256; what is returned is what was checked.

    Raises:
        WeightsError: The file is missing, not listed in its folder's list, or differs from it.
    """
    rows = {row.file: row.sha256 for row in read(path.parent).rows}
    if path.name not in rows:
        raise WeightsError(
            f"{shown(path.name)} is not listed in the {LIST} of its folder; "
            "publish the weights or use released ones"
        )
    return _read_equal(path, rows[path.name])


def references_of(path: Path) -> tuple[bytes, str] | None:
    """Bytes and SHA-256 of the reference embeddings that belong to a weights file, if any.

    Raises:
        WeightsError: They are listed and missing or different.
    """
    for row in read(path.parent).rows:
        if row.file == path.name and row.references:
            return _read_equal(path.parent / row.references, row.references_sha256)
    return None


def _read_equal(path: Path, expected: str) -> tuple[bytes, str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{shown(path.name)} cannot be read; check the file") from error
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise WeightsError(
            f"{shown(path.name)} has SHA-256 {found[:12]}…, {LIST} lists {expected[:12]}…; "
            "the file was changed or cut short, fetch the release again"
        )
    return data, found

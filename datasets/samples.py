"""Lists of labelled pictures, read from folder trees and manifests; no picture is decoded here."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif"})
# Written beside pictures by operating systems and by our studio; never a picture of a class.
_SIDECARS = frozenset({"metadata.jsonl", "thumbs.db", "desktop.ini"})
_OWN_COLUMNS = frozenset({"file", "label", "group", "rendered"})
_RENDERED = {"": False, "no": False, "yes": True}  # what the column says
_STUDIO_COLUMNS = ("design", "kind", "setting")  # of a line of the studio's metadata
_GROUP_DIGITS = 16  # hex digits of the SHA-256: 64 bits, no collision among millions
_RENDERED_MARK = "metadata.jsonl"  # docs/data.md: each tree of our studio holds one


class SampleError(Exception):
    """A tree or a manifest that cannot be used; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled picture.

    Attributes:
        path: the picture file.
        label: its class.
        group: pictures of one object share a group, so that no split divides them; without other
            knowledge the first hex digits of the SHA-256 of the file, which joins exact copies.
        rendered: made by our studio, with an alpha channel, rather than photographed.
        columns: what else a manifest, or the studio, says of it: pairs of name and value.
    """

    path: Path
    label: str
    group: str
    rendered: bool
    columns: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.label or not self.group:
            raise SampleError(f"{self.path} has no label or no group; give both")


@dataclass(frozen=True, slots=True)
class LabelMap:
    """Other people's label names, joined to ours.

    Attributes:
        labels: their name to ours.
        default: ours for a name that is not in `labels`; None refuses such a name.
    """

    labels: dict[str, str]
    default: str | None

    @classmethod
    def open(cls, path: Path) -> LabelMap:
        """Read a TOML file with `default = "…"` and a table `[labels]`.

        Raises:
            SampleError: the file cannot be read or holds anything else.
        """
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SampleError(f"the label map {path} cannot be read: {error}") from error
        labels, default = data.pop("labels", {}), data.pop("default", None)
        good = isinstance(labels, dict) and all(isinstance(v, str) and v for v in labels.values())
        if data or not good or not isinstance(default, str | None):
            raise SampleError(
                f'the label map {path} may hold default = "…" and [labels] of texts, nothing else'
            )
        return cls(labels, default)

    def __getitem__(self, theirs: str) -> str:
        ours = self.labels.get(theirs, self.default)
        if ours is None:
            raise SampleError(
                f"the label {theirs!r} is not in the label map, which has no default; add it there"
            )
        return ours


def read(source: Path, label_map: LabelMap | None = None) -> list[Sample]:
    """Read a folder tree or a manifest CSV, whichever `source` is.

    Raises:
        SampleError: see `read_tree` and `read_manifest`.
    """
    if source.is_dir():
        found = read_tree(source)
        return found if label_map is None else [_renamed(s, label_map) for s in found]
    return read_manifest(source, label_map)


def read_tree(folder: Path) -> list[Sample]:
    """Read `<label>/**/<picture>`: the first folder below `folder` is the class.

    Sorted by path. A tree with a `metadata.jsonl` at its root is one of our studio's; what that
    says of design and setting becomes columns.

    Raises:
        SampleError: no such folder, a stray file, a class without pictures, or no class at all.
    """
    if not folder.is_dir():
        raise SampleError(f"{folder} is no folder; give a tree <label>/<picture>")
    mark = folder / _RENDERED_MARK
    told = _told(mark) if mark.is_file() else None
    samples: list[Sample] = []
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.name.startswith("."):
            samples.extend(_read_class(entry, told))
        elif entry.is_file() and not _ignored(entry):
            raise SampleError(
                f"{entry} lies beside the class folders; move it into a folder named as its class, "
                "or away"
            )
    if not samples:
        raise SampleError(f"{folder} holds no class folder; put pictures under {folder}/<label>/")
    return samples


def read_manifest(path: Path, label_map: LabelMap | None = None) -> list[Sample]:
    """Read a CSV with the columns `file,label`, optionally `group` and `rendered` (yes or no).

    Others become columns. Files are named relative to the CSV's folder.

    Raises:
        SampleError: the CSV cannot be read, lacks a column, or names a file that is not there.
    """
    try:
        with path.open(newline="", encoding="utf-8") as handle:
            rows = list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SampleError(f"{path} cannot be read as a manifest: {error}") from error
    if not rows:
        raise SampleError(f"{path} lists no picture; give rows under a header file,label")
    missing = [name for name in ("file", "label") if name not in rows[0]]
    if missing:
        raise SampleError(f"{path} has no column {missing[0]!r}; its header must name file,label")
    return [_from_row(path, number, row, label_map) for number, row in enumerate(rows, start=2)]


def read_loose(folder: Path, label: str) -> list[Sample]:
    """Read every picture below a folder, all under one label; other files are passed over.

    Raises:
        SampleError: no such folder, or no picture in it.
    """
    if not folder.is_dir():
        raise SampleError(f"{folder} is no folder; give a folder of pictures")
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PICTURES]
    if not paths:
        raise SampleError(f"{folder} holds no picture; put pictures into it")
    return [Sample(path, label, digest_of(path)[:_GROUP_DIGITS], rendered=False) for path in paths]


def labels_of(samples: Iterable[Sample]) -> tuple[str, ...]:
    """Give the labels that occur, sorted."""
    return tuple(sorted({sample.label for sample in samples}))


def held_out(group: str, share: float) -> bool:
    """Tell whether a group belongs to the validation part: a pure function of the group.

    Args:
        group: as in `Sample.group`.
        share: of the groups to hold out, 0..1.
    """
    return _place(group) < share


def reserved(group: str, share: float) -> bool:
    """Tell whether a group is kept from training and validation alike, for a last test.

    Taken from the other end than `held_out`, so that neither share moves the other's groups.
    """
    return _place(group) >= 1 - share


def _place(group: str) -> float:
    """Place of a group in 0..1, even and lasting: adding pictures moves no old one."""
    digest = hashlib.sha256(f"split {group}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def split(samples: Sequence[Sample], share: float) -> tuple[list[Sample], list[Sample]]:
    """Divide into training and validation samples without dividing a group.

    A class too small to lose a group to validation is simply not validated.

    Raises:
        SampleError: a class would be left without training pictures, or nothing is held out.
    """
    train = [sample for sample in samples if not held_out(sample.group, share)]
    val = [sample for sample in samples if held_out(sample.group, share)]
    bare = sorted({sample.label for sample in samples} - {sample.label for sample in train})
    if bare or not val:
        what = f"no training picture of {', '.join(bare[:5])}" if bare else "nothing to validate on"
        raise SampleError(
            f"holding out {share:.0%} of the pictures leaves {what}; add pictures, change "
            "val_share, or give a validation folder with --val"
        )
    return train, val


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, in hex.

    Raises:
        SampleError: the file cannot be read.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SampleError(f"{path} cannot be read: {error.strerror}") from error


def _told(metadata: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the studio says of each picture, by its path below the tree."""
    told = {}
    try:
        for text in metadata.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            told[line["file"]] = tuple((n, str(line[n])) for n in _STUDIO_COLUMNS if n in line)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SampleError(f"{metadata} cannot be read as the studio writes it: {error}") from error
    return told


def _read_class(folder: Path, told: dict[str, tuple[tuple[str, str], ...]] | None) -> list[Sample]:
    samples: list[Sample] = []
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or _ignored(path):
            continue
        if path.suffix.lower() not in PICTURES:
            raise SampleError(
                f"{path} is no picture (allowed: {', '.join(sorted(PICTURES))}); move it away"
            )
        group = digest_of(path)[:_GROUP_DIGITS]
        name = path.relative_to(folder.parent).as_posix()
        columns = (told or {}).get(name, ())
        samples.append(Sample(path, folder.name, group, told is not None, columns))
    if not samples:
        raise SampleError(f"the class folder {folder} is empty; put pictures into it or remove it")
    return samples


def _from_row(
    manifest: Path, number: int, row: dict[str, str], label_map: LabelMap | None
) -> Sample:
    """Read one row; `number` is its line in the file, for the error."""
    file, theirs = row.get("file"), row.get("label")
    if not file or not theirs:
        raise SampleError(f"{manifest} line {number} has no file or no label; give both")
    path = manifest.parent / file
    if not path.is_file():
        raise SampleError(f"{manifest} line {number} names {file}, which is not there")
    label = theirs if label_map is None else label_map[theirs]
    group = row.get("group") or digest_of(path)[:_GROUP_DIGITS]
    rendered = _RENDERED.get(row.get("rendered") or "")
    if rendered is None:
        raise SampleError(f"{manifest} line {number}: rendered is {row['rendered']!r}, not yes/no")
    rest = [(name, value or "") for name, value in row.items() if name not in _OWN_COLUMNS]
    return Sample(path, label, group, rendered, columns=tuple(rest))


def _renamed(sample: Sample, label_map: LabelMap) -> Sample:
    return replace(sample, label=label_map[sample.label])


def _ignored(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower() in _SIDECARS

"""What a folder, a zip file or a list offers: pictures and what is said of each, in any form.

Forms: folder-per-class, manifest CSV, `metadata.jsonl` (Hugging Face imagefolder), Croissant and
COCO; each as `exporting` writes it, and as others do.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from datasets.library.coco import OURS, of_boxes
from datasets.library.columns import ADDRESS, FILE, Columns
from datasets.library.errors import SourceError
from datasets.library.trees import Tree
from datasets.samples import PICTURES
from model.errors import shown

MANIFEST, CROISSANT, COCO = "manifest.csv", "croissant.json", "annotations"
METADATA, SIDECAR = "metadata.jsonl", ".library.jsonl"
_LISTS = (METADATA, SIDECAR)
JUDGEMENTS, HISTORY = "judgements.jsonl", "history.jsonl"  # of whole exports; see `more`
_PART_LISTS = ("train.csv", "val.csv", "test.csv", JUDGEMENTS, HISTORY)
ENDINGS = PICTURES | {".jfif"}  # of a JPEG, as some browsers save it
csv.field_size_limit(1_000_000)  # characters; the standard library's 131,072 is short for notes


@dataclass(frozen=True, slots=True)
class Below:
    """What the folders say if the one that all pictures lie in is no class.

    Attributes:
        top: That folder.
        labels: The folders in it, of all pictures.
        said: Of this picture, by the folder in it.
    """

    top: str
    labels: frozenset[str]
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A picture that is offered: its name in the tree, and cells or JSON values said of it.

    Attributes:
        name: In the tree.
        said: See `intake.prepare`.
        picture: False for a file that is none, so that it is told and not dropped.
        note: A sentence that is told once it is taken; of what is no picture, all there is to say.
        below: See there; of folder-per-class alone.
        renews: What it proposes may take the place of what it proposed before.
    """

    name: str
    said: Mapping[str, Any] = field(default_factory=dict)
    picture: bool = True
    note: str = ""
    below: Below | None = None
    renews: bool = False


def offers(tree: Tree, *, group_by_folder: bool = False) -> Iterator[Offer]:
    """Every picture of a tree, in the first form that fits; what no list names comes after.

    Args:
        tree: To read.
        group_by_folder: In folder-per-class, `<label>/<object>/<picture>`: the second folder is
            the object.

    Raises:
        SourceError: A list beside the pictures cannot be read, perhaps only at its end: read all
            before the first picture is taken.
    """
    names = tree.names()
    top = _common_top(names)
    lists, rows = _form(tree, names, "")
    if rows is None and top:
        lists, rows = _form(tree, names, f"{top}/")
    if rows is None:
        yield from _by_folder(names, group_by_folder, top)
        return
    told = set()
    for offer in rows:
        told.add(offer.name)
        yield offer
    for name in names:
        if name not in told and name not in lists:
            yield Offer(name, picture=_is_picture(name))


def _form(tree: Tree, names: tuple[str, ...], top: str) -> tuple[set[str], Iterable[Offer] | None]:
    """The lists in the folder `top` of a tree, and the pictures these name; else None."""
    there = set(names)
    manifest, described = f"{top}{MANIFEST}", f"{top}{CROISSANT}"
    beside = {f"{top}{name}" for name in (MANIFEST, *_PART_LISTS)} & there
    if described in there:
        table = _joined(PurePosixPath(top), _croissant_table(tree.text(described)))
        return {described, table, *beside}, of_manifest(tree.text(table), table)
    if manifest in there:
        return beside, of_manifest(tree.text(manifest), manifest)
    coco = {name for name in names if name.startswith(top) and _is_coco(name[len(top) :])}
    if coco:
        return coco, (offer for name in sorted(coco) for offer in of_coco(tree.text(name), name))
    jsonl = {name for name in names if PurePosixPath(name).name in _LISTS}
    if jsonl:
        return jsonl, (offer for name in sorted(jsonl) for offer in of_jsonl(tree, name))
    return set(), None


def _is_coco(name: str) -> bool:
    return "/" not in name and name.startswith(COCO) and name.endswith(".json")


def _is_picture(name: str) -> bool:
    """Whether a file may be one by its name; a link to a folder is offered, and so refused."""
    path = PurePosixPath(name)
    hidden = path.name.startswith(".")
    return not hidden and (path.suffix.lower() in ENDINGS or name.endswith("/"))


def _common_top(names: tuple[str, ...]) -> str:
    """The folder that all visible files lie in, as of a zip file made of a folder; else empty."""
    parts = [PurePosixPath(name).parts for name in names]
    # What macOS and others put beside it: `__MACOSX/...`, `.DS_Store`.
    seen = [each for each in parts if not each[-1].startswith(".") and each[0] != "__MACOSX"]
    tops = {each[0] if len(each) > 1 else "" for each in seen}
    return tops.pop() if len(tops) == 1 else ""


def _by_folder(names: tuple[str, ...], group_by_folder: bool, top: str) -> Iterator[Offer]:
    inner = {name: PurePosixPath(name).parts[1:] for name in names if top and _is_picture(name)}
    labels = frozenset(parts[0] for parts in inner.values() if len(parts) > 1)
    for name in names:
        said = _of_folders(PurePosixPath(name).parts, group_by_folder)
        below = None
        if labels and name in inner:
            below = Below(top, labels, _of_folders(inner[name], group_by_folder))
        yield Offer(name, said, _is_picture(name), below=below)


def _of_folders(parts: tuple[str, ...], group_by_folder: bool) -> dict[str, str]:
    said = {"label": parts[0]} if len(parts) > 1 else {}
    if group_by_folder and len(parts) > 2:
        said["group"] = f"{parts[0]}/{parts[1]}"
    return said


def of_manifest(text: str, name: str) -> Iterator[Offer]:
    """The rows of a CSV with a column `file`; other columns as `columns` and `wording` read them.

    Raises:
        SourceError: It is no such CSV.
    """
    folder = PurePosixPath(name).parent
    columns = Columns(name)
    for line, row in rows_of(text, name, columns):
        file = row.pop(FILE, "")
        if not file:
            raise SourceError(f"{shown(name)} line {line} names no file; fill it in")
        yield Offer(_joined(folder, file), row)
    yield from _unread(name, columns)


def addresses_of(text: str, name: str) -> tuple[list[tuple[int, dict[str, str]]], str]:
    """Line number and cells of each row of a list of the web, and what was not read of it.

    Raises:
        SourceError: It is no CSV with a column `address`.
    """
    columns = Columns(name, ADDRESS)
    rows = list(rows_of(text, name, columns, ADDRESS))
    return rows, columns.told()


def rows_of(
    text: str, name: str, columns: Columns, key: str = FILE
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row of a CSV that has a column `key`.

    Raises:
        SourceError: It is no such CSV.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    try:
        if key not in map(columns.named, reader.fieldnames or ()):
            raise SourceError(f"{shown(name)} has no column {key!r}; its first line must name it")
        for row in reader:
            cells = {str(column): value for column, value in row.items() if column}
            if row.get("", ""):
                raise SourceError(f"{shown(name)} line {reader.line_num} has too many cells")
            yield reader.line_num, columns.read(cells)
    except csv.Error as error:
        raise SourceError(f"{shown(name)} cannot be read as a CSV: {error}") from error


def _unread(name: str, columns: Columns) -> Iterator[Offer]:
    if columns.told():
        yield Offer(name, picture=False, note=columns.told())


def of_jsonl(tree: Tree, name: str) -> Iterator[Offer]:
    """The lines of a `metadata.jsonl`; the pictures lie beside it.

    Raises:
        SourceError: A line is no JSON object that names a file.
    """
    folder = PurePosixPath(name).parent
    columns = Columns(name)
    for number, line in enumerate(tree.text(name).splitlines(), 1):
        if not line.strip():
            continue
        said = _object(line, f"{name} line {number}")
        rendered = "file_name" not in said  # our studio writes `file`, and draws what it lists
        file = said.pop("file_name", None) or said.get("file")
        if not isinstance(file, str):
            raise SourceError(f"{shown(name)} line {number} names no file_name; fill it in")
        row = {"rendered": "yes"} if rendered else columns.read(said)
        yield Offer(_joined(folder, file), row)
    yield from _unread(name, columns)


def _croissant_table(text: str) -> str:
    """The CSV that a Croissant file says it is about."""
    for file in _object(text, CROISSANT).get("distribution") or ():
        if isinstance(file, dict) and file.get("encodingFormat") == "text/csv":
            url = file.get("contentUrl")
            if isinstance(url, str) and "://" not in url:
                return url
    raise SourceError(f"{CROISSANT} names no CSV that lies beside it; import the pictures' folder")


def of_coco(text: str, name: str) -> Iterator[Offer]:
    """The images of a COCO file, by our own words where it has them, else by their boxes.

    Raises:
        SourceError: It is no COCO file.
    """
    whole, columns = _object(text, name), Columns(name)
    try:
        labels = {each["id"]: str(each["name"]) for each in whole["categories"]}
        licences = {each["id"]: str(each["name"]) for each in whole.get("licenses") or ()}
        boxes: dict[Any, list[dict[str, Any]]] = {}
        for each in whole.get("annotations") or ():
            boxes.setdefault(each["image_id"], []).append(each)
        for image in whole["images"]:
            file, note = str(image["file_name"]), ""
            said = image.get(OURS)
            if not isinstance(said, dict):
                said, note = of_boxes(image, boxes.get(image["id"], []), labels)
                said["licence"] = licences.get(image.get("license"), "")
                note = note and f"{shown(file)} {note}"
            yield Offer(_joined(PurePosixPath(name).parent, file), columns.read(said), note=note)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, AttributeError) as error:
        raise SourceError(f"{shown(name)} is no COCO file as its authors describe it") from error
    yield from _unread(name, columns)


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{shown(name)} cannot be read as JSON") from error
    if not isinstance(whole, dict):
        raise SourceError(f"{shown(name)} holds no JSON object")
    return whole


def _joined(folder: PurePosixPath, file: str) -> str:
    return (folder / file).as_posix()

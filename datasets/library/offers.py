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

from datasets.library.errors import SourceError
from datasets.library.trees import Tree
from datasets.samples import PICTURES
from model.errors import shown

MANIFEST, CROISSANT, COCO = "manifest.csv", "croissant.json", "annotations"
METADATA, SIDECAR = "metadata.jsonl", ".library.jsonl"
_LISTS = (METADATA, SIDECAR)
_PART_LISTS = ("train.csv", "val.csv", "test.csv")
OURS = "library"  # key under which a COCO image holds what COCO has no word for
csv.field_size_limit(1_000_000)  # characters; the standard library's 131,072 is short for notes


@dataclass(frozen=True, slots=True)
class Offer:
    """A picture that is offered: its name in the tree, and cells or JSON values said of it.

    Attributes:
        name: In the tree.
        said: See `intake.prepare`.
        picture: False for a file that is none, so that it is told and not dropped.
    """

    name: str
    said: Mapping[str, Any] = field(default_factory=dict)
    picture: bool = True


def offers(tree: Tree, *, group_by_folder: bool = False) -> Iterator[Offer]:
    """Every picture of a tree, in the first form that fits; what no list names comes after.

    Args:
        tree: To read.
        group_by_folder: In folder-per-class, `<label>/<object>/<picture>`: the second folder is
            the object.

    Raises:
        SourceError: A list beside the pictures cannot be read.
    """
    names = tree.names()
    lists, rows = _form(tree, names)
    if rows is None:
        yield from _by_folder(names, group_by_folder)
        return
    told = set()
    for offer in rows:
        told.add(offer.name)
        yield offer
    for name in names:
        if name not in told and name not in lists:
            yield Offer(name, picture=_is_picture(name))


def _form(tree: Tree, names: tuple[str, ...]) -> tuple[set[str], Iterable[Offer] | None]:
    """The lists of a tree, and the pictures these name; None for folder-per-class."""
    there = set(names)
    beside = {name for name in (MANIFEST, *_PART_LISTS) if name in there}
    if CROISSANT in there:
        table = _croissant_table(tree.text(CROISSANT))
        return {CROISSANT, table, *beside}, of_manifest(tree.text(table), table)
    if MANIFEST in there:
        return beside, of_manifest(tree.text(MANIFEST), MANIFEST)
    coco = {name for name in names if "/" not in name and _is_coco(name)}
    if coco:
        return coco, (offer for name in sorted(coco) for offer in of_coco(tree.text(name), name))
    jsonl = {name for name in names if PurePosixPath(name).name in _LISTS}
    if jsonl:
        return jsonl, (offer for name in sorted(jsonl) for offer in of_jsonl(tree, name))
    return set(), None


def _is_coco(name: str) -> bool:
    return name.startswith(COCO) and name.endswith(".json")


def _is_picture(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.name.startswith(".") and path.suffix.lower() in PICTURES


def _by_folder(names: tuple[str, ...], group_by_folder: bool) -> Iterator[Offer]:
    for name in names:
        parts = PurePosixPath(name).parts
        said = {"label": parts[0]} if len(parts) > 1 else {}
        if group_by_folder and len(parts) > 2:
            said["group"] = f"{parts[0]}/{parts[1]}"
        yield Offer(name, said, _is_picture(name))


def of_manifest(text: str, name: str) -> Iterator[Offer]:
    """The rows of a CSV with a column `file`; other columns as `wording` reads them.

    Raises:
        SourceError: It is no such CSV.
    """
    folder = PurePosixPath(name).parent
    for line, row in rows_of(text, name, "file"):
        file = row.pop("file")
        if not file:
            raise SourceError(f"{shown(name)} line {line} names no file; fill it in")
        yield Offer(_joined(folder, file), row)


def rows_of(text: str, name: str, key: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row of a CSV that has a column `key`.

    Raises:
        SourceError: It is no such CSV.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    try:
        if key not in (reader.fieldnames or ()):
            raise SourceError(f"{shown(name)} has no column {key!r}; its first line must name it")
        for row in reader:
            cells = {str(column): value for column, value in row.items() if column}
            if row.get("", ""):
                raise SourceError(f"{shown(name)} line {reader.line_num} has too many cells")
            yield reader.line_num, cells
    except csv.Error as error:
        raise SourceError(f"{shown(name)} cannot be read as a CSV: {error}") from error


def of_jsonl(tree: Tree, name: str) -> Iterator[Offer]:
    """The lines of a `metadata.jsonl`; the pictures lie beside it.

    Raises:
        SourceError: A line is no JSON object that names a file.
    """
    folder = PurePosixPath(name).parent
    for number, line in enumerate(tree.text(name).splitlines(), 1):
        if not line.strip():
            continue
        said = _object(line, f"{name} line {number}")
        rendered = "file_name" not in said  # our studio writes `file`, and draws what it lists
        file = said.pop("file_name", None) or said.get("file")
        if not isinstance(file, str):
            raise SourceError(f"{shown(name)} line {number} names no file_name; fill it in")
        yield Offer(_joined(folder, file), {"rendered": "yes"} if rendered else said)


def _croissant_table(text: str) -> str:
    """The CSV that a Croissant file says it is about."""
    for file in _object(text, CROISSANT).get("distribution") or ():
        if isinstance(file, dict) and file.get("encodingFormat") == "text/csv":
            url = file.get("contentUrl")
            if isinstance(url, str) and "://" not in url:
                return url
    raise SourceError(f"{CROISSANT} names no CSV that lies beside it; import the pictures' folder")


def of_coco(text: str, name: str) -> Iterator[Offer]:
    """The images of a COCO file; one box gives the label, several without our own words none.

    Raises:
        SourceError: It is no COCO file.
    """
    whole = _object(text, name)
    try:
        labels = {each["id"]: str(each["name"]) for each in whole["categories"]}
        licences = {each["id"]: str(each["name"]) for each in whole.get("licenses") or ()}
        boxes: dict[Any, list[dict[str, Any]]] = {}
        for each in whole.get("annotations") or ():
            boxes.setdefault(each["image_id"], []).append(each)
        for image in whole["images"]:
            said = image.get(OURS)
            if not isinstance(said, dict):
                said = _from_boxes(image, boxes.get(image["id"], []), labels)
                said["licence"] = licences.get(image.get("license"), "")
            yield Offer(_joined(PurePosixPath(), str(image["file_name"])), said)
    except (KeyError, TypeError, ZeroDivisionError, AttributeError) as error:
        raise SourceError(f"{shown(name)} is no COCO file as its authors describe it") from error


def _from_boxes(
    image: dict[str, Any], boxes: list[dict[str, Any]], labels: dict[Any, str]
) -> dict[str, Any]:
    if not boxes:
        return {}
    named = {labels[each["category_id"]] for each in boxes}
    said: dict[str, Any] = {"several_goods": len(boxes) > 1}
    if len(named) == 1:
        said["label"] = named.pop()
    if len(boxes) == 1 and boxes[0].get("bbox"):
        x, y, w, h = boxes[0]["bbox"]
        width, height = image["width"], image["height"]
        left, top = max(0.0, x / width), max(0.0, y / height)
        said["box"] = [left, top, min(w / width, 1 - left), min(h / height, 1 - top)]
    return said


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

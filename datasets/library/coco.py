"""A COCO detection file (cocodataset.org/#format-data): written, and what its boxes say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

from datasets.library.record import Item
from model.errors import shown

OURS = "library"  # key under which an image holds what COCO has no word for


class Book:
    """One file. Images are written at once; their few numbers of boxes are kept to the end."""

    def __init__(self, file: IO[str], name: str, published: str) -> None:
        """Begin the file.

        Args:
            file: Open for writing.
            name: Of the dataset.
            published: ISO 8601 day.
        """
        self._file = file
        self._labels: dict[str, int] = {}
        self._licences: dict[str, int] = {}
        self._boxes: list[dict[str, Any]] = []
        self._images = 0
        info = {"description": name, "date_created": published}
        file.write(f'{{"info": {json.dumps(info, ensure_ascii=False)}, "images": [')

    def add(self, item: Item, name: str, said: dict[str, Any]) -> None:
        """Write one image.

        Args:
            item: The photo.
            name: Of its file, relative to this one.
            said: What COCO has no word for.
        """
        self._images += 1
        record = item.record
        image = {
            "id": self._images,
            "file_name": name,
            "width": item.width,  # of the upright photo
            "height": item.height,
            "license": _number(self._licences, record.licence),
            OURS: said,
        }
        comma = "," if self._images > 1 else ""
        self._file.write(f"{comma}\n{json.dumps(image, ensure_ascii=False)}")
        if record.label is None:
            return
        category = _number(self._labels, record.label)
        if record.box is not None:
            w, h = record.box.w * item.width, record.box.h * item.height
            box = [record.box.x * item.width, record.box.y * item.height, w, h]
            held = {"id": len(self._boxes) + 1, "image_id": self._images, "category_id": category}
            self._boxes.append({**held, "bbox": box, "area": w * h, "iscrowd": 0})

    def end(self) -> None:
        """Write the rest."""
        rest = {
            "annotations": self._boxes,
            "categories": [{"id": i, "name": n} for n, i in self._labels.items()],
            "licenses": [{"id": i, "name": n, "url": ""} for n, i in self._licences.items()],
        }
        self._file.write(f"\n], {json.dumps(rest, ensure_ascii=False)[1:]}\n")


def _number(known: dict[str, int], name: str) -> int:
    return known.setdefault(name, len(known) + 1)


def of_boxes(
    image: dict[str, Any], boxes: Sequence[dict[str, Any]], labels: dict[Any, str]
) -> tuple[dict[str, Any], str]:
    """What the boxes of an image say of it, and what of them a photo cannot hold.

    A photo has one label and one box: one box gives both, several of one class give the label.

    Args:
        image: Of the file of others.
        boxes: Its annotations.
        labels: Of the categories, by their id.

    Returns:
        Fields as `wording` reads them, and the rest of a sentence that begins with the file's
        name; empty where nothing is lost.

    Raises:
        KeyError, TypeError, ValueError, ZeroDivisionError: They are not as COCO describes them.
    """
    if not boxes:
        return {}, ""
    named = sorted({labels[each["category_id"]] for each in boxes})
    said: dict[str, Any] = {"several_goods": len(boxes) > 1}
    if len(named) == 1:
        said["label"] = named[0]
    if len(boxes) > 1:
        what = ", ".join(shown(name) for name in named[:5])
        if len(named) == 1:
            return said, f"has {len(boxes)} boxes of {what}; none was taken, draw the one to learn"
        note = f"has {len(boxes)} boxes of {len(named)} classes ({what}) and was taken without a "
        return said, f"{note}label; choose one, and draw its box"
    if boxes[0].get("bbox"):
        x, y, w, h = boxes[0]["bbox"]
        width, height = image["width"], image["height"]
        left, top = max(0.0, x / width), max(0.0, y / height)
        said["box"] = [left, top, min(w / width, 1 - left), min(h / height, 1 - top)]
    return said, ""

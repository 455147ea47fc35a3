"""Lists of the Grocery Store dataset, the public stand-in for our task: catalogue to shelf photo.

    python -m benchmarks.grocery --data DIR --out LISTS [--folds N --fold K] [--score RUN]

DIR is the dataset (docs/data.md). Writes manifests for `training fit` and `evaluation run`, with
the 81 fine classes as labels and the 42 coarse ones as families: `train.csv` and `val.csv` as the
dataset divides them, `catalogue.csv` (its 81 pictures from a shop's catalogue) and, where the
dataset holds it, `test.csv`.

With `--folds`, the photos of train.txt and val.txt are divided anew. Each class's photos, in the
order of their numbers, are cut into N runs; run K becomes val.csv. Photos with near numbers show
the same shelf, so this is harder than the dataset's own val.txt, and nearer to its test.

With `--score RUN`, prints how many validation photos of that `training fit` got the right fine
class, and how many one of the right coarse class.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from datasets.samples import SampleError
from evaluation.metrics import Share

LISTS = ("train", "val", "test")
_HEADER = ("file", "label", "group", "family")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the dataset.

    Attributes:
        path: the file.
        label: its fine class.
        group: list and file: each photo is one of its own.
        family: its coarse class.
    """

    path: Path
    label: str
    group: str
    family: str


def read(data: Path) -> dict[str, list[Photo]]:
    """Read all lists of the dataset: `train`, `val`, `catalogue` and, where there, `test`.

    Raises:
        SampleError: a list cannot be read.
    """
    try:
        with (data / "classes.csv").open(newline="", encoding="utf-8") as file:
            classes = list(csv.DictReader(file))
        found = {"catalogue": [_iconic(data, row) for row in classes]}
        for name in LISTS:
            if (data / f"{name}.txt").is_file() or name != "test":
                found[name] = list(_listed(data, name, found["catalogue"]))
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise SampleError(f"{data} cannot be read as the Grocery dataset: {error}") from error
    return found


def _iconic(data: Path, row: dict[str, str]) -> Photo:
    path = data / row["Iconic Image Path (str)"].lstrip("/")
    label = row["Class Name (str)"]
    return Photo(path, label, f"catalogue/{label}", row["Coarse Class Name (str)"])


def _listed(data: Path, name: str, classes: Sequence[Photo]) -> Iterator[Photo]:
    for line in (data / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line:
            path, number, _ = (part.strip() for part in line.split(","))
            one = classes[int(number)]
            yield Photo(data / path, one.label, path, one.family)


def fold(photos: Sequence[Photo], folds: int, at: int) -> tuple[list[Photo], list[Photo]]:
    """Divide into training and validation: of each class the run `at` of `folds` validates."""
    by_label: dict[str, list[Photo]] = defaultdict(list)
    for photo in photos:
        by_label[photo.label].append(photo)
    train: list[Photo] = []
    val: list[Photo] = []
    for found in by_label.values():
        ordered = sorted(found, key=lambda photo: photo.path.name)
        start, stop = (len(ordered) * n // folds for n in (at, at + 1))
        val += ordered[start:stop]
        train += ordered[:start] + ordered[stop:]
    return train, val


def write(photos: Sequence[Photo], path: Path) -> None:
    """Write a manifest; files are named relative to its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(_HEADER)
        for photo in photos:
            place = os.path.relpath(photo.path.resolve(), path.parent.resolve())
            table.writerow([Path(place).as_posix(), photo.label, photo.group, photo.family])


def scored(table: Path, coarse: Mapping[str, str]) -> tuple[Share, Share]:
    """Count the right fine and the right coarse classes in a run's `predictions.csv`.

    Args:
        table: with the columns label and said.
        coarse: the coarse class of each fine one.

    Raises:
        SampleError: the table cannot be read or has no row.
    """
    try:
        with table.open(newline="", encoding="utf-8") as file:
            pairs = [(row["label"], row["said"]) for row in csv.DictReader(file)]
        fine = sum(label == said for label, said in pairs)
        family = sum(coarse[label] == coarse[said] for label, said in pairs)
        return Share(fine, len(pairs)), Share(family, len(pairs))
    except (OSError, KeyError, ValueError) as error:
        raise SampleError(f"{table} is no table of answers about this dataset: {error}") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the lists; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grocery")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the dataset")
    parser.add_argument("--out", type=Path, required=True, metavar="LISTS", help="folder")
    parser.add_argument("--folds", type=int, default=0, help="divide train and val anew")
    parser.add_argument("--fold", type=int, default=0, help="which of them validates")
    parser.add_argument("--score", type=Path, metavar="RUN", help="count what this run got right")
    chosen = parser.parse_args(arguments)
    if chosen.folds and not 0 <= chosen.fold < chosen.folds:
        parser.error(f"--fold {chosen.fold} must lie in 0..{chosen.folds - 1}")
    try:
        lists = read(chosen.data)
        if chosen.score is not None:
            coarse = {photo.label: photo.family for photo in lists["catalogue"]}
            fine, family = scored(chosen.score / "predictions.csv", coarse)
            print(f"fine class right {fine}; coarse class right {family}")
            return 0
    except SampleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if chosen.folds:
        both = lists["train"] + lists["val"]
        lists["train"], lists["val"] = fold(both, chosen.folds, chosen.fold)
    for name, photos in lists.items():
        write(photos, chosen.out / f"{name}.csv")
    print(", ".join(f"{name} {len(photos)}" for name, photos in lists.items()), "photos")
    return 0


if __name__ == "__main__":
    sys.exit(main())

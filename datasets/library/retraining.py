"""The exact commands that train and measure a network on a signed version, and their lists.

Nothing is trained here: the library installs light, and a training takes hours.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from datasets import citing
from datasets.library import exporting
from datasets.library.errors import RefusedError
from datasets.library.exporting import Exported
from datasets.library.library import Library
from datasets.library.selecting import Selection
from datasets.library.versions import Version

WORK = Path("build/retrain")  # a folder for each version, which git passes over
CONFIG = Path("training/configs/default.toml")  # photos of one's own; its header tells its cost
KNOWN = "val-known.csv"  # what a network can be validated on: classes that it is trained on
_RUNNER = ("uv", "run", "python", "-m")
_NO_NAME = re.compile(r"[^a-z0-9._-]")  # weights have lower-case names


@dataclass(frozen=True, slots=True)
class Step:
    """A command and what it does."""

    purpose: str
    words: tuple[str, ...]

    @property
    def line(self) -> str:
        """The command as one types it into a shell."""
        return shlex.join((*_RUNNER, *self.words))


@dataclass(frozen=True, slots=True)
class Plan:
    """How a version becomes weights.

    Attributes:
        version: That is trained on.
        steps: In order.
        untrained: Classes of the version that have no object to train on.
    """

    version: Version
    steps: tuple[Step, ...]
    untrained: tuple[str, ...]


def plan(library: Path, version: Version, work: Path | None = None, config: Path = CONFIG) -> Plan:
    """The commands for a version, to be run from the root of this program.

    Args:
        library: The library's folder.
        version: As it was signed.
        work: Where lists, run and report go; `build/retrain/<version>`.
        config: The recipe.

    Raises:
        RefusedError: Fewer than two classes have an object to train on.
    """
    trained = _labels(version, "train")
    if len(trained) < 2:
        raise RefusedError(
            f"version {version.name} has {len(trained)} classes with an object to train on, and a "
            "training needs two; collect more objects"
        )
    work = work or WORK / version.name
    lists, run, name = work / "lists", work / "run", _weights_name(version.name)
    untrained = sorted({entry.label for entry in version.entries} - trained)
    val = _labels(version, "val") & trained
    known = KNOWN if _labels(version, "val") - trained else "val.csv"
    fit = ["training", "fit", "--data", f"{lists}/train.csv"]
    fit += ["--val", f"{lists}/{known}"] if val else []
    # The version has set its test apart itself.
    fit += ["--config", str(config), "--set", "reserved_share=0", "--out", str(run)]
    listing = ("datasets", "retrain", "--library", str(library), "--version", version.name)
    steps = [
        Step("List the photos of the version.", (*listing, "--lists", str(lists))),
        Step("Train. It takes from minutes to hours.", tuple(fit)),
        Step("Make weights of the training.", ("training", "publish", str(run), "--name", name)),
    ]
    if _labels(version, "test"):
        measure = ("evaluation", "run", "--weights", name, "--data", f"{lists}/test.csv")
        more = ("--groups", "group", "--train", f"{lists}/train.csv", "--out", f"{work}/report")
        steps.append(Step("Measure it on photos that it never saw.", (*measure, *more)))
    return Plan(version, tuple(steps), tuple(untrained))


def write_lists(library: Library, version: Version, out: Path) -> Exported:
    """Write the lists of a version that training and evaluation read; no photo is copied.

    Where validation holds classes that are not trained, a list without them lies beside it.
    `citing.FILE` names the version, which training and evaluation copy into what they make.

    Raises as `exporting.export` does.
    """
    trained = _labels(version, "train")

    def finish(draft: Path) -> None:
        if _labels(version, "val") - trained:
            _copy_known(draft / "val.csv", draft / KNOWN, trained)
        citing.write(draft, version.name, version.sha256)

    return exporting.write_lists(library, out, Selection(version=version), finish)


def _copy_known(listed: Path, target: Path, labels: set[str]) -> None:
    with listed.open(encoding="utf-8", newline="") as source:
        table = csv.DictReader(source)
        columns: Sequence[str] = table.fieldnames or ()
        rows = [row for row in table if row["label"] in labels]
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _labels(version: Version, part: str) -> set[str]:
    return {entry.label for entry in version.entries if entry.split == part}


def _weights_name(version: str) -> str:
    """As `training.publish` takes it."""
    return _NO_NAME.sub("-", version.lower())[:64]

"""Does anything but the object tell a classifier what it is?

uv run --all-extras python -m datasets render --out DIR --per-class 20
uv run --all-extras python -m benchmarks.shortcuts --rendered DIR --backgrounds PHOTOS

Composes views as training does (before its distortions, which hide more than they add), takes the
object away in several ways, and trains the same classifier on what is left: ridge regression on
32 x 32 pixels and on the embedding of the released network, all views of a render on one side.

Rows. `whole picture` shows that the classifier can learn. The others are controls:
`background alone`: the ground of the same composite, nothing laid on it; of pictures rendered with
a ground, the outer strip of those whose object keeps out of it. `silhouettes blurred away`: ground
and shadow blurred until no shape is left, a grey blob of one size where the object was; where that
is, and how much the shadow darkens, stays. `rendering traces`: the residue of a patch inside the
object, which shows noise, blur and grain. It shows a good's own surface as well, cloth or steel,
so among all classes some of it is no leak; things too thin for a patch are left out.

Reading. A control is near chance when its accuracy is not above the highest that the same
classifier reaches on 200 sets of shuffled labels (a permutation test: by luck alone one row in 201
is, one table in 25), or at most three points above their mean. That is no proof of no leak:
the upper end of the 95 % interval says how large one may still be. With few renders it says little.
A leak shows with every --seed, luck with one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.guessing import FOLDS, Floats, Guessed, Views, guess
from benchmarks.shortcut_views import ComposerOf, Kind, Render, View, views
from catalogue import visual_class
from catalogue.load import load as load_catalogue
from datasets import samples
from datasets.compose import Composer
from datasets.samples import SampleError
from model.errors import TriageError
from model.photo import resize
from model.released import find
from model.runtime import OnnxNetwork
from training.augment import Augment
from training.views import backgrounds

_THUMB = 32  # px, side of the pixels that are looked at
_BATCH = 32  # pictures the network sees at once
_POINTS = 0.03  # above shuffled labels, still called near chance
_MOST_GROUNDS = 400  # background photos opened; more would change no row


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of view and one question.

    Attributes:
        kind: what is looked at.
        question: what is asked of it.
        guessed: how often it was answered rightly.
    """

    kind: Kind
    question: str
    guessed: Guessed

    @property
    def usual(self) -> float:
        """Mean share of right answers with shuffled labels."""
        return float(np.mean(self.guessed.shuffled))

    @property
    def near_chance(self) -> bool:
        """Whether nothing, or next to nothing, was found; see the reading above."""
        return self.guessed.right.rate <= max(*self.guessed.shuffled, self.usual + _POINTS)

    def to_json(self) -> dict[str, Any]:
        """All that was measured."""
        return {
            "looked_at": self.kind.value,
            "asked": self.question,
            "right": self.guessed.right.to_json(),
            "labels": self.guessed.labels,
            "chance": self.guessed.chance,
            "shuffled": list(self.guessed.shuffled),
            "near_chance": self.near_chance,
        }

    def __str__(self) -> str:
        right = self.guessed.right
        low, high = right.interval
        said = "" if self.kind is Kind.WHOLE else "yes" if self.near_chance else "NO"
        return (
            f"{self.kind:28s}{self.question:20s}{right.rate:7.1%}{low:9.1%} to{high:6.1%}"
            f"{right.of:9d}{self.guessed.chance:8.1%}{self.usual:10.1%}"
            f"{max(self.guessed.shuffled):9.1%}  {said}"
        )


HEADER = (
    f"{'looked at':28s}{'asked':20s}{'right':>7s}{'95 % interval':>18s}{'renders':>9s}"
    f"{'chance':>8s}{'shuffled':>10s}{'highest':>9s}  near chance"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; gives 0 whatever was found, 2 after a sentence on what was wrong."""
    args = _parser().parse_args(argv)
    try:
        renders = read_renders(args.rendered)
        network = OnnxNetwork.open(find(args.weights))
        composer = _composer(args.backgrounds, network, args.seed)
        rows = measure(renders, lambda _: composer, network, args.views, args.shuffles, args.seed)
    except (SampleError, TriageError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps([row.to_json() for row in rows], indent=1))
    else:
        print("\n".join([HEADER, *map(str, rows)]))
    return 0


def read_renders(folder: Path) -> list[Render]:
    """Read a tree made by `python -m datasets render` with its `metadata.jsonl`.

    Raises:
        SampleError: the tree cannot be used, or a picture has no line in the metadata.
    """
    found = samples.read_tree(folder)
    table = _metadata(folder / "metadata.jsonl")
    renders = []
    for sample in found:
        line = table.get(sample.path.relative_to(folder).as_posix())
        if line is None:
            raise SampleError(f"{sample.path} has no line in metadata.jsonl; render it again")
        grounded = line["kind"] != "cutout"
        renders.append(Render(sample.path, sample.label, grounded, _margin(line)))
    return renders


def _margin(line: dict[str, Any]) -> float:
    """Least distance of the object's box from an edge, of the side; 0 where no box is told."""
    if line["box"] is None:
        return 0.0
    left, top, width, height = line["box"]
    size = line["size"]
    return float(min(left, top, size - left - width, size - top - height) / size)


def _metadata(path: Path) -> dict[str, dict[str, Any]]:
    """Lines of a `metadata.jsonl` by file."""
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SampleError(
            f"{path} cannot be read ({error}); give a folder made by python -m datasets render"
        ) from error
    return {line["file"]: line for line in lines}


def _composer(folder: Path | None, network: OnnxNetwork, seed: int) -> Composer:
    """The composer of training; without photos it makes plain grounds alone."""
    if folder is None:
        return Composer([])
    found = samples.read_loose(folder, "background")
    return Composer(backgrounds(found, network.card.preprocess.size, _MOST_GROUNDS, seed))


def measure(
    renders: Sequence[Render],
    composer_of: ComposerOf,
    network: OnnxNetwork,
    count: int,
    shuffles: int,
    seed: int,
) -> list[Row]:
    """Guess the class, and whether it is a good or a look-alike, from every kind of view.

    Args:
        renders: all of them; questions that have too few are left out.
        composer_of: gives the composer for a render.
        network: gives the embedding.
        count: views of a cutout.
        shuffles: of the labels.
        seed: of views, folds and shuffles.

    Raises:
        PhotoError: a file cannot be decoded.
    """
    side = Augment(network.card.preprocess, 1.0).side
    gathered = _Gathered(network)
    for view in views(renders, composer_of, count, side, seed):
        gathered.add(view)
    rows = []
    for kind, features in gathered.finished().items():
        for question, labels in questions(renders).items():
            part = _enough(features, labels)
            if part is not None:
                rows.append(Row(kind, question, guess(part, labels, shuffles, seed)))
    return rows


def questions(renders: Sequence[Render]) -> dict[str, list[str]]:
    """What is asked of each render, and the right answers; "" where it is not asked."""
    catalogue = load_catalogue()
    goods = set(catalogue.ids(visual_class.Kind.GOOD))
    others = set(catalogue.ids(visual_class.Kind.LOOK_ALIKE))
    kinds = [
        "good" if render.label in goods else "look-alike" if render.label in others else ""
        for render in renders
    ]
    return {"class": [render.label for render in renders], "good or look-alike": kinds}


def _enough(features: Views, labels: Sequence[str]) -> Views | None:
    """Keep the views whose label has enough renders; None when fewer than two labels have."""
    of = {place: labels[place] for place in set(features.objects.tolist()) if labels[place]}
    counts = {label: list(of.values()).count(label) for label in set(of.values())}
    usable = {place for place, label in of.items() if counts[label] >= FOLDS}
    if len({labels[place] for place in usable}) < 2:
        return None
    kept = np.array([place in usable for place in features.objects.tolist()])
    return Views(tuple(block[kept] for block in features.blocks), features.objects[kept])


class _Gathered:
    """Views turned into features as they come, so that no picture is kept."""

    def __init__(self, network: OnnxNetwork) -> None:
        self._network = network
        self._waiting: list[tuple[Kind, Floats]] = []
        self._rows: dict[Kind, list[tuple[int, Floats, Floats]]] = {kind: [] for kind in Kind}
        self._embedded: dict[Kind, list[Floats]] = {kind: [] for kind in Kind}

    def add(self, view: View) -> None:
        """Look at a view."""
        preprocess = self._network.card.preprocess
        square = preprocess.letterbox(view.pixels)
        thumb = resize(square, _THUMB, _THUMB, "box").reshape(-1).astype(np.float32)
        self._rows[view.kind].append((view.place, thumb, view.spectrum))
        self._waiting.append((view.kind, preprocess.normalise(square)))
        if len(self._waiting) == _BATCH:
            self._embed()

    def finished(self) -> dict[Kind, Views]:
        """Give the features of each kind of which there was a view."""
        if self._waiting:
            self._embed()
        return {kind: self._views(kind) for kind, rows in self._rows.items() if rows}

    def _embed(self) -> None:
        outputs = self._network(np.stack([array for _, array in self._waiting]))
        for (kind, _), embedding in zip(self._waiting, outputs.embedding, strict=True):
            self._embedded[kind].append(embedding)
        self._waiting.clear()

    def _views(self, kind: Kind) -> Views:
        places, thumbs, spectra = zip(*self._rows[kind], strict=True)
        blocks = (np.stack(thumbs), np.stack(self._embedded[kind]), np.stack(spectra))
        filled = tuple(block for block in blocks if block.shape[1])
        return Views(filled, np.array(places, dtype=np.int64))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.shortcuts",
        description=__doc__.splitlines()[0] if __doc__ else None,
    )
    parser.add_argument("--rendered", type=Path, required=True, help="tree of rendered pictures")
    parser.add_argument("--backgrounds", type=Path, help="folder of photos to lay cutouts on")
    parser.add_argument("--weights", metavar="NAME_OR_FILE", help="released name or an ONNX file")
    parser.add_argument("--views", type=int, default=4, help="of each cutout (default: 4)")
    parser.add_argument("--shuffles", type=int, default=200, help="of the labels (default: 200)")
    parser.add_argument("--seed", type=int, default=0, help="equal seeds give equal tables")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


if __name__ == "__main__":
    sys.exit(main())

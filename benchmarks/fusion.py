"""Several photos of one object: which rule joins them best, and when they contradict each other.

    python -m benchmarks.fusion --rendered DIR [--objects N]

DIR is a folder of rendered pictures with its metadata.jsonl, three of each class; there nearly
every picture shows another object, so that it measures photos of *like* objects. With `--objects`,
N objects (each another class) are rendered three times each, from other sides, in other light and
settings: photos of *one* object (0.5 s a picture). Both are laid on plain grounds and asked of the
released weights; the first one, two and three pictures are joined: every object counts once.

Of each rule: answers right at once (95 %, Wilson), mean probability of the first answer, negative
log-likelihood and expected calibration error (15 bins). Of `model.fusion`: how many answers are
sure, and right, by the card's thresholds alone and with its demand that one photo alone is sure.
Then: the share of pairs below a limit of agreement, of one class and of two.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from datasets.compose import Composer
from datasets.samples import Sample
from datasets.studio import library, picture
from evaluation.calibration import equal_width
from evaluation.metrics import Share
from model.classifier import Classifier
from model.fusion import Shot, agreement, fuse, pooled
from model.photo import Pixels
from model.prediction import Certainty, Prediction
from model.released import find
from model.runtime import OnnxNetwork
from training.views import composed, read_rendered

Chances = npt.NDArray[np.float64]
VIEWS = 3
SIZE, SAMPLES = 192, 8  # px; light paths a pixel
_SEED = 4242  # no picture that the weights were trained or tested on has it
_OBJECT = (6, 12)  # streams of `picture.Order` that draw the object and its wear
LIMITS = (0.02, 0.05, 0.1, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Again(picture.Order):
    """The object of `number` 0, taken once more: all but the object is drawn anew."""

    def stream(self, purpose: int) -> np.random.Generator:
        """As `picture.Order`; the object's streams are those of its first picture."""
        if purpose in _OBJECT:
            return picture.Order(self.class_id, 0, self.seed).stream(purpose)
        return picture.Order(self.class_id, self.number, self.seed).stream(purpose)


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures that belong together, and their class."""

    label: str
    predictions: tuple[Prediction, ...]


RULES: dict[str, Callable[[Chances], Chances]] = {
    "mean of logits": pooled,
    "mean of probabilities": lambda chances: chances.mean(axis=0),
    "maximum": lambda chances: chances.max(axis=0) / chances.max(axis=0).sum(),
    "sum of logits": lambda chances: _powered(chances),
}


def _powered(chances: Chances) -> Chances:
    """As if photos were independent: the more of them, the surer."""
    sums = np.log(np.maximum(chances, 1e-30)).sum(axis=0)
    powers = np.exp(sums - sums.max())
    return np.asarray(powers / powers.sum())


def rendered_groups(folder: Path, classifier: Classifier) -> Iterator[Group]:
    """The pictures of a folder by class, in the order of their numbers."""
    lines = (folder / "metadata.jsonl").read_text(encoding="utf-8").splitlines()
    files: dict[str, list[str]] = defaultdict(list)
    for row in sorted((json.loads(line) for line in lines), key=lambda row: row["number"]):
        files[row["class"]].append(row["file"])
    for label, names in sorted(files.items()):
        if len(names) >= VIEWS:
            pixels = [
                read_rendered(Sample(folder / name, label, name, rendered=True))
                for name in names[:VIEWS]
            ]
            yield Group(label, _asked(pixels, classifier))


def object_groups(count: int, classifier: Classifier) -> Iterator[Group]:
    """One object of each of so many classes, spread over the list, rendered from other sides."""
    table = library.designs(classifier.card.labels)
    for class_id in [sorted(table)[len(table) * at // count] for at in range(count)]:
        orders = [Again(class_id, at, _SEED, SIZE, SAMPLES) for at in range(VIEWS)]
        plans = [picture.plan(order, table[class_id]) for order in orders]
        made = [
            picture.make(order, replace(plan, design=plans[0].design), table[class_id]).pixels
            for order, plan in zip(orders, plans, strict=True)
        ]
        yield Group(class_id, _asked(made, classifier))


def _asked(pictures: Sequence[Pixels], classifier: Classifier) -> tuple[Prediction, ...]:
    preprocess = classifier.card.preprocess
    found = []
    for number, pixels in enumerate(pictures):
        opaque = pixels[..., 3].min() == 255 if pixels.shape[2] == 4 else True
        rng = np.random.default_rng((_SEED, number, int(pixels.sum())))
        photo = pixels[..., :3] if opaque else composed(pixels, Composer([]), preprocess.size, rng)
        array = preprocess.normalise(preprocess.letterbox(np.ascontiguousarray(photo)))
        found.append(classifier.read(classifier.forward(array[None])))
    return tuple(found)


def chances(group: Group, count: int, labels: Sequence[str]) -> Chances:
    """`(count, K)` probabilities of the first pictures."""
    rows = [
        {each.label: each.probability for each in prediction.candidates}
        for prediction in group.predictions[:count]
    ]
    return np.array([[row[label] for label in labels] for row in rows])


def rules(groups: Sequence[Group], labels: Sequence[str]) -> Iterator[str]:
    """One row for each rule and number of pictures."""
    targets = np.array([labels.index(group.label) for group in groups])
    for count in range(1, VIEWS + 1):
        asked = [chances(group, count, labels) for group in groups]
        for name, rule in RULES.items():
            joined = np.array([rule(each) for each in asked])
            right = joined.argmax(axis=1) == targets
            own = joined[np.arange(len(targets)), targets]
            loss = -np.log(np.maximum(own, 1e-30)).mean()
            error = equal_width(joined.max(axis=1), right).expected
            share = Share(int(right.sum()), len(right))
            mean = joined.max(axis=1).mean()
            yield f"| {count} | {name} | {share} | {mean:.3f} | {loss:.3f} | {error:.3f} |"
            if count == 1:
                break


def certain(groups: Sequence[Group], classifier: Classifier) -> Iterator[str]:
    """One row for each number of pictures: sure answers and how many of them are right."""
    card = classifier.card
    for count in range(1, VIEWS + 1):
        plain, kept = [], []
        for group in groups:
            shots = [
                Shot(f"{at:064x}", prediction)
                for at, prediction in enumerate(group.predictions[:count])
            ]
            fused = fuse(shots, card).prediction
            right = fused.top.label == group.label
            if fused.certainty is Certainty.SURE:
                kept.append(right)
            known = fused.novelty <= card.thresholds.novelty
            if known and fused.top.probability >= card.thresholds.recognise:
                plain.append(right)
        yield f"| {count} | {Share(sum(plain), len(plain))} | {Share(sum(kept), len(kept))} |"


def contradictions(groups: Sequence[Group], labels: Sequence[str]) -> Iterator[str]:
    """One row for each limit: pairs of one group, of two, and threes with one of another."""
    asked = [chances(group, VIEWS, labels) for group in groups]
    others = [*asked[len(asked) // 2 :], *asked[: len(asked) // 2]]
    kinds = [
        [agreement(each[:2]) for each in asked],
        [agreement(each) for each in asked],
        [agreement(np.stack([a[0], b[1]])) for a, b in zip(asked, others, strict=True)],
        [agreement(np.stack([a[0], a[1], b[2]])) for a, b in zip(asked, others, strict=True)],
    ]
    for limit in LIMITS:
        cells = [Share(sum(each < limit for each in kind), len(kind)) for kind in kinds]
        yield f"| {limit} | {' | '.join(str(cell) for cell in cells)} |"


def _tables(name: str, groups: Sequence[Group], classifier: Classifier) -> None:
    labels = classifier.card.labels
    print(f"\n{name}: {len(groups)} groups of {VIEWS}")
    print("| pictures | rule | right at once | mean probability | loss | calibration error |")
    print("|---|---|---|---|---|---|")
    print("\n".join(rules(groups, labels)))
    print("| pictures | right of sure by thresholds alone | of sure as fused |\n|---|---|---|")
    print("\n".join(certain(groups, classifier)))
    print("| agreement below | two of one | three of one | two of two | one of three strange |")
    print("|---|---|---|---|---|")
    print("\n".join(contradictions(groups, labels)), flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fusion")
    parser.add_argument("--rendered", type=Path, required=True, metavar="DIR")
    parser.add_argument("--objects", type=int, default=0, metavar="N", help="to render")
    chosen = parser.parse_args(arguments)
    network = OnnxNetwork.open(find(None))
    classifier = Classifier(network.card, network, network.sha256)
    _tables("like objects", list(rendered_groups(chosen.rendered, classifier)), classifier)
    if chosen.objects:
        _tables("one object", list(object_groups(chosen.objects, classifier)), classifier)
    return 0


if __name__ == "__main__":
    sys.exit(main())

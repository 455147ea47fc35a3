"""How well a network learns a class from a few photos, and what that costs its old classes.

    python -m benchmarks.teach --data DIR [--photos 5] [--rounds 3] [--cache FILE]

DIR is the Grocery Store dataset (docs/data.md). In each round ten of its 81 classes are left out
of a head that is trained on frozen features of ImageNet; then each is added from a few photos, one
after the other. Rivals of `training.head_rows` get the same photos. Last, classes that had two
photos in training are strengthened with others. Tested on the pictures of val.txt.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from datasets.samples import SampleError
from model.network import Network, NetworkSpec, build, expectation
from model.photo import Photo, Pixels
from model.preprocess import Preprocess
from training.head_rows import Floats, Head, Known, Row, blended, log_sum_exp, new_row
from training.teach import embed, views_of

LEFT_OUT = 10  # classes
TRAINED, KNOWN = 8, 4  # pictures a class: that the head learns from, and that it never saw
_WEAK = 2  # photos in training of a class that is strengthened later
_EPOCHS, _RATE, _DECAY, _BATCH = 40, 3e-3, 0.02, 512  # of the head, as training.config has them
_PICTURES = 32  # decoded at once
_RIDGE = 0.1  # of the rival logistic regression, on the distance from the centred mean
Indices = npt.NDArray[np.int64]
Method = Callable[[Floats, Known, Head], tuple[Floats, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Embeddings of some pictures a class and of the test.

    Attributes:
        views: (C, TRAINED + KNOWN, 3, D) of each class.
        test: (N, D).
        truth: (N,) class indices.
    """

    views: Floats
    test: Floats
    truth: Indices


@dataclass(frozen=True, slots=True)
class Score:
    """Top-1, 0..1: of the old classes, of the new ones; and old pictures taken for new ones."""

    old: float
    new: float
    taken: float


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.teach", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="Grocery dataset")
    parser.add_argument("--photos", type=int, default=5, help="of a new class, 1 to 8")
    parser.add_argument("--rounds", type=int, default=3, help="each leaves other classes out")
    parser.add_argument("--cache", type=Path, metavar="FILE", help=".npz that keeps the features")
    options = parser.parse_args()
    start = time.monotonic()
    pictures = _pictures(options.data, options.cache)
    torch.set_num_threads(1)  # matrices this small only wait for a second one
    print(f"features {time.monotonic() - start:.0f} s; {len(pictures.truth)} test pictures")
    print(f"{'':44s}{'old':>8s}{'new':>8s}{'taken':>8s}")
    for name, scores in _added(pictures, options.photos, options.rounds).items():
        print(_line(name, scores))
    for name, scores in _strengthened(pictures, options.photos, options.rounds).items():
        print(_line(name, scores))
    print(f"{time.monotonic() - start:.0f} s")
    return 0


def _line(name: str, scores: Sequence[Score]) -> str:
    means = np.mean([(each.old, each.new, each.taken) for each in scores], axis=0)
    return f"{name:44s}" + "".join(f"{mean:8.3f}" for mean in means)


def _added(pictures: Pictures, photos: int, rounds: int) -> dict[str, list[Score]]:
    """Add the left-out classes by every method."""
    found: dict[str, list[Score]] = {}
    for seed in range(rounds):
        order = np.random.default_rng(seed).permutation(len(pictures.views))
        new, old = order[:LEFT_OUT], np.sort(order[LEFT_OUT:])
        each = [(pictures.views[c], TRAINED) for c in old]
        head = _trained(each, seed)
        found.setdefault("before", []).append(_score(head, pictures, old, new[:0], new))
        whole = _trained(each + [(pictures.views[c], photos) for c in new], seed)
        found.setdefault("head trained again", []).append(_score(whole, pictures, old, new, new))
        shown = {f"{one:02d}": pictures.views[one, :photos] for one in new}
        for (name, method), seen in product(METHODS.items(), (False, True)):
            grown = _grown(head, pictures, old, shown, method, seen)
            title = f"{name}; known {'trained on' if seen else 'not trained on'}"
            found.setdefault(title, []).append(_score(grown, pictures, old, new, new))
    return found


def _grown(
    head: Head,
    pictures: Pictures,
    old: Indices,
    shown: dict[str, Floats],
    method: Method,
    seen: bool,
) -> Head:
    """Add classes one after the other; what was added is known to the next."""
    part = slice(0, KNOWN) if seen else slice(TRAINED, TRAINED + KNOWN)
    known = Known(pictures.views[old, part, 0].reshape(-1, pictures.test.shape[1]), _names(old))
    for name, views in shown.items():
        weight, bias = method(views, known, head)
        head = Head(np.vstack([head.weight, weight]), np.append(head.bias, bias))
        labels = np.append(known.labels, np.full(len(views), name))
        known = Known(np.concatenate([known.embeddings, views[:, 0]]), labels)
    return head


def _strengthened(pictures: Pictures, photos: int, rounds: int) -> dict[str, list[Score]]:
    """Strengthen classes that had `_WEAK` photos in training."""
    before, after = [], []
    for seed in range(rounds):
        order = np.random.default_rng(seed).permutation(len(pictures.views))
        weak, old = order[:LEFT_OUT], np.sort(order[LEFT_OUT:])
        each = [(pictures.views[c], TRAINED) for c in old]
        head = _trained(each + [(pictures.views[c], _WEAK) for c in weak], seed)
        before.append(_score(head, pictures, old, weak, weak))
        every = np.concatenate([old, weak])
        some = pictures.views[every, TRAINED:, 0].reshape(-1, pictures.test.shape[1])
        known = Known(some, _names(every))
        fresh = slice(_WEAK, min(_WEAK + photos, TRAINED))
        for at, one in enumerate(weak, start=len(old)):
            head = _stronger(head, at, f"{one:02d}", pictures.views[one, fresh], known)
        after.append(_score(head, pictures, old, weak, weak))
    return {
        f"classes trained on {_WEAK} photos, before": before,
        "the same, strengthened": after,
    }


def _stronger(head: Head, at: int, name: str, shown: Floats, known: Known) -> Head:
    rest = Head(np.delete(head.weight, at, axis=0), np.delete(head.bias, at))
    others = known.of(known.labels != name)
    old = Row(head.weight[at], float(head.bias[at]), head(shown)[..., at])
    row = new_row(shown, others, rest)
    none = known.of(known.labels == "")  # the held-out pictures of the class stay unknown
    row = old.blended(row, blended(old, row, none, others, rest, shown))
    weight, bias = head.weight.copy(), head.bias.copy()
    weight[at], bias[at] = row.weight, row.bias
    return Head(weight, bias)


def _names(classes: Indices) -> npt.NDArray[np.str_]:
    return np.repeat([f"{one:02d}" for one in classes], KNOWN)


def _score(head: Head, pictures: Pictures, old: Indices, added: Indices, new: Indices) -> Score:
    """Test a head whose rows are those of `old`, then those of `added`."""
    said = np.concatenate([old, added])[head(pictures.test).argmax(axis=1)]
    right, is_new = said == pictures.truth, np.isin(pictures.truth, new)
    taken = np.isin(said, new)[~is_new]
    return Score(float(right[~is_new].mean()), float(right[is_new].mean()), float(taken.mean()))


def _trained(classes: Sequence[tuple[Floats, int]], seed: int) -> Head:
    """Train a head on the first photos of each class, in two views."""
    torch.manual_seed(seed)
    parts = [views[:count, :2].reshape(-1, views.shape[-1]) for views, count in classes]
    inputs = torch.from_numpy(np.concatenate(parts)).float()
    targets = torch.from_numpy(np.repeat(np.arange(len(parts)), [len(part) for part in parts]))
    head = nn.Linear(inputs.shape[1], len(parts))
    steps = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=_DECAY)
    for _ in range(_EPOCHS):
        for some in torch.split(torch.randperm(len(inputs)), _BATCH):
            steps.zero_grad()
            functional.cross_entropy(head(inputs[some]), targets[some]).backward()  # type: ignore[no-untyped-call]
            steps.step()
    return Head(head.weight.detach().double().numpy(), head.bias.detach().double().numpy())


def _ours(shown: Floats, known: Known, head: Head) -> tuple[Floats, float]:
    row = new_row(shown, known, head)
    return row.weight, row.bias


def _centred(shown: Floats, known: Known, head: Head) -> tuple[Floats, float]:
    """The photos' mean less that of the known, with our slope and offset."""
    row = new_row(shown, known, head, shrinkage=1.0)
    return row.weight, row.bias


def _imprinted(shown: Floats, known: Known, head: Head) -> tuple[Floats, float]:
    """The photos' mean at the usual length of a row (Qi et al. 2018, arXiv 1712.07136).

    There both features and rows have length 1; this head was trained without.
    """
    mean = shown.mean(axis=(0, 1))
    length = np.linalg.norm(head.weight, axis=1).mean()
    return mean / np.linalg.norm(mean) * length, float(head.bias.mean())


def _regressed(shown: Floats, known: Known, head: Head) -> tuple[Floats, float]:
    """Logistic regression of the whole row, from the centred mean on; the other rows frozen."""
    first = new_row(shown, known, head, shrinkage=1.0)
    inputs = np.concatenate([shown.reshape(-1, shown.shape[-1]), known.embeddings])
    truth = torch.from_numpy(np.arange(len(inputs)) < shown.shape[0] * shown.shape[1]).double()
    share = 1 / len(head.bias) / truth.sum()
    mass = torch.where(truth > 0, share, 1 / (1 - truth).sum())
    x, against = torch.from_numpy(inputs), torch.from_numpy(log_sum_exp(head(inputs)))
    start = torch.from_numpy(first.weight)
    weight = start.clone().requires_grad_()
    bias = torch.tensor(first.bias, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weight, bias], max_iter=30, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        margin = x @ weight + bias - against
        fit = functional.binary_cross_entropy_with_logits(margin, truth, mass, reduction="sum")
        total = fit + _RIDGE / len(inputs) * ((weight - start) ** 2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    search.step(loss)  # type: ignore[no-untyped-call]
    return weight.detach().numpy(), float(bias.detach())


METHODS: dict[str, Method] = {
    "imprinted mean": _imprinted,
    "centred mean": _centred,
    "logistic regression": _regressed,
    "ours": _ours,
}


def _pictures(data: Path, cache: Path | None) -> Pictures:
    """Read features from the cache, or find them out and keep them there."""
    if cache is not None and cache.is_file():
        with np.load(cache, allow_pickle=False) as kept:
            return Pictures(kept["views"], kept["test"], kept["truth"])
    wanted = expectation("efficientnet_lite0")
    preprocess = Preprocess(size=wanted.side, mean=wanted.mean, std=wanted.std)
    network = build(NetworkSpec("efficientnet_lite0", True, ("yes", "no")))
    files, labels = _list(data / "train.txt")
    rng, chosen = np.random.default_rng(0), []
    for one in range(labels.max() + 1):
        chosen += list(rng.permutation(np.flatnonzero(labels == one))[: TRAINED + KNOWN])
    views = _embedded([files[at] for at in chosen], network, preprocess, 3)
    test, truth = _list(data / "val.txt")
    seen = _embedded(test, network, preprocess, 1)[:, 0]
    shape = (labels.max() + 1, TRAINED + KNOWN, 3, -1)
    pictures = Pictures(views.reshape(shape), seen, truth)
    if cache is not None:
        np.savez(cache, views=pictures.views, test=pictures.test, truth=truth)
    return pictures


def _list(file: Path) -> tuple[list[Path], Indices]:
    """Read lines `path, class, coarse class`."""
    try:
        rows = [line.split(", ") for line in file.read_text(encoding="utf-8").splitlines() if line]
        return [file.parent / row[0] for row in rows], np.array([int(row[1]) for row in rows])
    except (OSError, ValueError, IndexError) as error:
        raise SampleError(f"{file} cannot be read as a list of Grocery: {error}") from error


def _embedded(
    files: Sequence[Path], network: Network, preprocess: Preprocess, count: int
) -> Floats:
    """Give (N, count, D) of the first `count` views of each picture."""
    network.to(memory_format=torch.channels_last)
    rows = []

    def views(file: Path) -> list[Pixels]:
        photo = Photo.open(file, min_side=preprocess.min_side)
        return views_of(photo.pixels, preprocess)[:count]

    with ThreadPoolExecutor(2) as pool:
        for start in range(0, len(files), _PICTURES):
            some = pool.map(views, files[start : start + _PICTURES])
            rows.append(embed(network, list(chain.from_iterable(some)), preprocess))
    found = np.concatenate(rows)
    return found.reshape(len(files), count, -1)


if __name__ == "__main__":
    sys.exit(main())

"""How long the measures of a run take, without any inference: part by part, then all in one call.

nice uv run --all-extras python -m benchmarks.evaluation_measures
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.timing import CORES, keep_to_cores
from catalogue.load import Catalogue, load
from catalogue.visual_class import Kind
from evaluation.accuracy import accuracy
from evaluation.bands import bands
from evaluation.calibration import calibration
from evaluation.comparison import compare
from evaluation.conformal import conformal
from evaluation.confusion import confusion
from evaluation.measures import measure
from evaluation.openset import open_set
from evaluation.population import population
from evaluation.predictions import Predictions, Role
from evaluation.rollup import roll_up
from evaluation.selective import selective
from evaluation.strangeness import References
from model.card import Thresholds
from model.screening import Outcome

THRESHOLDS = Thresholds(recognise=0.85, novelty=0.1, good_left=0.05)
VIEWS = 16  # reference views of a class
OPEN = 0.3  # share of the photos that are open-set


def main() -> None:
    """Print the seconds of each part."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--classes", type=int, default=100)
    parser.add_argument("--width", type=int, default=1280, help="of the embedding")
    parser.add_argument("--of-object", type=int, default=4, help="photos of one object")
    options = parser.parse_args()
    keep_to_cores()
    catalogue = load()
    sizes = (options.photos, options.classes, options.width, options.of_object)
    run, rival = (made(catalogue, *sizes, seed=seed) for seed in (0, 1))
    references = made_references(run)
    print(
        f"{len(run)} photos, {len(run.labels)} labels, {options.width} values, {CORES} cores, "
        f"{len(set(run.groups))} objects"
    )
    steps: dict[str, Callable[[], object]] = {
        "population": partial(population, run),
        "accuracy": partial(accuracy, run),
        "roll-up": partial(roll_up, run, catalogue),
        "confusion": partial(confusion, run),
        "calibration": partial(calibration, run),
        "bands": partial(bands, run, catalogue, THRESHOLDS),
        "conformal": partial(conformal, run),
        "selective": partial(selective, run),
        "open set": partial(open_set, run, references),
        "comparison of two models": partial(compare, run, rival, catalogue),
    }
    whole = partial(measure, run, catalogue, references, 0, THRESHOLDS)
    steps["all of one model, with JSON"] = lambda: _written(whole)
    print(f"{'seconds':<28}{'wall':>9}{'processor':>11}")
    for name, step in steps.items():
        wall, processor = _seconds(step)
        print(f"{name:<28}{wall:9.2f}{processor:11.2f}", flush=True)


def _written(whole: Callable[[], object]) -> int:
    found = whole()
    assert hasattr(found, "to_json")
    return len(json.dumps(found.to_json(), allow_nan=False))


def _seconds(step: Callable[[], object]) -> tuple[float, float]:
    """On the wall and on all processors; the second does not grow when others use the cores."""
    before = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - before[0], time.process_time() - before[1]


def made(
    catalogue: Catalogue, photos: int, classes: int, width: int, of_object: int, seed: int
) -> Predictions:
    """A made-up run: the same photos for every seed, answered by another model."""
    labels = (*catalogue.ids(Kind.GOOD), *catalogue.ids(Kind.LOOK_ALIKE))[: classes - 1]
    labels = (*labels, *catalogue.ids(Kind.OTHER)[:1])
    photo, model = np.random.default_rng(0), np.random.default_rng(seed)
    outside = photo.random(photos) < OPEN
    objects = photo.integers(len(labels) - 1, size=photos // of_object + 1)
    of = objects.repeat(of_object)[:photos]
    roles = photo.choice([Role.NEAR, Role.NEGATIVE, Role.DATA], size=photos)
    logits = model.normal(size=(photos, len(labels))).astype(np.float32)
    logits[np.arange(photos), of] += np.where(outside, 0.0, model.normal(5, 2, size=photos))
    centres = np.random.default_rng(2).normal(size=(len(labels), width))
    embeddings = photo.normal(size=(photos, width)) + np.where(outside[:, None], 0.0, centres[of])
    told = np.array([str(each) for each in Outcome])[model.integers(len(Outcome), size=photos)]
    return Predictions(
        model=f"made {seed}",
        model_sha256="0" * 64,
        labels=labels,
        known=np.array([label not in catalogue.ids(Kind.OTHER) for label in labels]),
        temperature=1.2,
        paths=tuple(f"{at}.jpg" for at in range(photos)),
        sha256=tuple(f"{at:064x}" for at in range(photos)),
        truth=tuple("thing" if out else labels[at] for out, at in zip(outside, of, strict=True)),
        roles=tuple(
            Role(role) if out else Role.DATA for out, role in zip(outside, roles, strict=True)
        ),
        groups=tuple(f"object {at // of_object}" for at in range(photos)),
        rendered=np.zeros(photos, dtype=np.bool_),
        columns={},
        logits=logits,
        embeddings=embeddings.astype(np.float32),
        novelty=-logits.max(axis=1).astype(np.float64),
        outcomes=tuple(told.tolist()),
    )


def made_references(run: Predictions) -> References:
    """Reference views of every class around the same centres."""
    width = run.embeddings.shape[1]
    centres = np.random.default_rng(2).normal(size=(len(run.labels), width)).repeat(VIEWS, axis=0)
    views = centres + np.random.default_rng(3).normal(size=centres.shape)
    labels = tuple(label for label in run.labels for _ in range(VIEWS))
    return References(labels, views.astype(np.float16))


if __name__ == "__main__":
    main()

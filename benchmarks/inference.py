"""Files a second from 12-Mpx JPEGs to answers: our evaluation beside timm's way, in one run.

    uv run --all-extras python -m benchmarks.inference [--photos 24] [--rounds 5]

timm's way is what `inference.py` of its repository does with a folder: `create_dataset`,
`create_loader` with worker processes, `create_model`, a loop under `torch.inference_mode`. Both
read the same files, use the same architecture with the same number of labels, keep to two cores
and take turns. Loading is not counted; nothing is kept from one round to the next.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import CORES, camera_jpeg, keep_to_cores, take_turns
from model.released import find

MODULE = "benchmarks.inference"
WIDTH, HEIGHT = 4000, 3000  # px
BATCH = 8  # photos; timm's default of 256 would hold them all before the first answer


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog=f"python -m {MODULE}", description=__doc__)
    parser.add_argument("--weights", help="released name or an ONNX file")
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--worker", choices=["ours", "timm"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    keep_to_cores()
    weights = find(options.weights)
    if options.worker is not None:
        _work({"ours": _ours, "timm": _timm}[options.worker](options.folder, weights))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder, options.photos)
        _compare(folder, weights, options.photos, options.rounds)
    return 0


def _fill(folder: Path, photos: int) -> None:
    (folder / "chair").mkdir()
    first = folder / "chair" / "0.jpg"
    first.write_bytes(camera_jpeg(WIDTH, HEIGHT))
    for number in range(1, photos):
        shutil.copyfile(first, first.with_name(f"{number}.jpg"))


def _compare(folder: Path, weights: Path, photos: int, rounds: int) -> None:
    common = ["--folder", str(folder), "--weights", str(weights)]
    timings = take_turns(
        {key: ["-m", MODULE, "--worker", key, *common] for key in ("ours", "timm")}, rounds
    )
    print(f"{photos} JPEGs of {WIDTH * HEIGHT / 1e6:.0f} Mpx, {CORES} cores, {rounds} rounds")
    for name, timing in timings.items():
        print(f"{name:6s}{photos / timing.median:8.1f} files a second")
    print(f"ours is {timings['timm'].median / timings['ours'].median:.1f} times as fast")


def _work(answer: Callable[[], int]) -> None:
    """Answer each line with wall and processor seconds of one run over all photos."""
    answer()
    print("ready", flush=True)
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        count = answer()
        taken = time.perf_counter() - wall, time.process_time() - processor
        assert count > 0
        print(*taken, flush=True)


def _ours(folder: Path, weights: Path) -> Callable[[], int]:
    from catalogue.load import load
    from datasets.samples import read_tree
    from evaluation.cache import Cache
    from evaluation.predict import Listed, predict
    from evaluation.predictions import Role
    from model.classifier import Classifier
    from model.runtime import OnnxNetwork

    network = OnnxNetwork.open(weights)
    classifier = Classifier(network.card, network, network.sha256)
    catalogue = load()
    listed = [Listed(sample, Role.DATA) for sample in read_tree(folder)]

    def answer() -> int:
        with tempfile.TemporaryDirectory() as kept:
            return len(predict(listed, classifier, catalogue, Cache(Path(kept))).predictions)

    return answer


def _timm(folder: Path, weights: Path) -> Callable[[], int]:
    import timm
    import torch
    from timm.data.config import resolve_data_config
    from timm.data.dataset_factory import create_dataset
    from timm.data.loader import create_loader

    from model.runtime import OnnxNetwork

    card = OnnxNetwork.open(weights).card
    torch.set_num_threads(CORES)
    model = timm.create_model(card.network, num_classes=len(card.labels)).eval()
    config = resolve_data_config({}, model=model)  # type: ignore[no-untyped-call]

    def answer() -> int:
        loader = create_loader(
            create_dataset("", root=str(folder)),
            batch_size=BATCH,
            use_prefetcher=False,
            num_workers=CORES,
            persistent_workers=False,
            device=torch.device("cpu"),
            **config,
        )
        count = 0
        with torch.inference_mode():
            for batch, _ in loader:
                count += len(model(batch).softmax(-1).topk(5).indices)
        return count

    return answer


if __name__ == "__main__":
    sys.exit(main())

"""A 12-Mpx photo file to its JSON answer: our way beside the plain way, in one run.

    python -m benchmarks.photo_to_answer [--weights NAME_OR_FILE] [--rounds 30]

The plain way is what a tutorial does: decode in full, torchvision's transforms, the same
architecture with the same number of labels in eager torch. Both keep to two cores, take turns and
read the file anew each time. Loading is not counted (see cold_start.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import CORES, HEADER, camera_jpeg, keep_to_cores, take_turns
from model.card import ModelCard
from model.released import find

MODULE = "benchmarks.photo_to_answer"
WIDTH, HEIGHT = 4000, 3000  # px


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog=f"python -m {MODULE}", description=__doc__)
    parser.add_argument("--weights", help="released name or an ONNX file")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--worker", choices=["ours", "plain"], help=argparse.SUPPRESS)
    parser.add_argument("--photo", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    keep_to_cores()
    weights = find(options.weights)
    if options.worker is not None:
        _work({"ours": _ours, "plain": _plain}[options.worker](options.photo, weights))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        photo.write_bytes(camera_jpeg(WIDTH, HEIGHT))
        _compare(photo, weights, options.rounds)
    return 0


def _compare(photo: Path, weights: Path, rounds: int) -> None:
    common = ["--photo", str(photo), "--weights", str(weights)]
    names = {"ours": "ours", "plain": "plain: full decode, torchvision, torch"}
    timings = take_turns(
        {names[key]: ["-m", MODULE, "--worker", key, *common] for key in names}, rounds
    )
    megabytes = photo.stat().st_size / 1e6
    print(f"{WIDTH * HEIGHT / 1e6:.0f} Mpx, {megabytes:.1f} MB JPEG to JSON, {CORES} cores")
    print(HEADER)
    for name, timing in timings.items():
        print(timing.row(name))
    ours, plain = (timings[names[key]] for key in names)
    print(
        f"the plain way takes {plain.median / ours.median:.1f} times as long as ours "
        f"and {plain.work / ours.work:.1f} times the processor time"
    )


def _work(answer: Callable[[], str]) -> None:
    """Answer each line with wall and processor seconds of one run."""
    answer()
    print("ready", flush=True)
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        text = answer()
        taken = time.perf_counter() - wall, time.process_time() - processor
        json.loads(text)
        print(*taken, flush=True)


def _ours(photo: Path, weights: Path) -> Callable[[], str]:
    from catalogue.load import load
    from model.classifier import Classifier
    from model.photo import Photo
    from model.runtime import OnnxNetwork
    from model.screening import screen

    network = OnnxNetwork.open(weights)
    classifier = Classifier(network.card, network, network.sha256)
    catalogue = load()

    def answer() -> str:
        opened = Photo.open(photo, classifier.card.preprocess.min_side)
        return json.dumps(screen(opened, classifier, catalogue).to_json())

    return answer


def _plain(photo: Path, weights: Path) -> Callable[[], str]:
    """The same labels and input size; the values of the weights do not change the time."""
    import timm
    import torch
    from PIL import Image
    from torchvision import transforms

    from model.runtime import OnnxNetwork

    card: ModelCard = OnnxNetwork.open(weights).card
    torch.set_num_threads(CORES)
    name = card.network.removeprefix("timm:")
    network = timm.create_model(name, pretrained=False, num_classes=len(card.labels)).eval()
    size = card.preprocess.size
    prepare = transforms.Compose(
        [
            transforms.Resize(size, transforms.InterpolationMode.BICUBIC),
            transforms.CenterCrop(size),
            transforms.ToTensor(),
            transforms.Normalize(card.preprocess.mean, card.preprocess.std),
        ]
    )

    def answer() -> str:
        digest = hashlib.sha256(photo.read_bytes()).hexdigest()  # both hash the evidence
        with torch.inference_mode():
            pixels = prepare(Image.open(photo).convert("RGB"))
            chances = network(pixels[None]).softmax(1)[0]
        best = chances.topk(5)
        pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
        found = [{"class": card.labels[at], "probability": chance} for at, chance in pairs]
        return json.dumps({"sha256": digest, "candidates": found})

    return answer


if __name__ == "__main__":
    sys.exit(main())

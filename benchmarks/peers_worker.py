"""What runs inside the rivals of benchmarks.peers, which starts this file; see there.

It knows nothing of this repository: fastai brings a package named `catalogue`, as we do.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import timm
import timm.models
import torch
from PIL import Image
from timm.data.transforms_factory import create_transform
from torch.utils.data import DataLoader, Dataset

_BATCH = 32  # photos a step of fastai, and at once in a test of timm's network
_WORKERS = 2  # processes that prepare photos
_CLOSE = 1e-3  # largest difference of features from the same weights, of values near 1


class _Photos(Dataset[torch.Tensor]):
    """Test photos as tensors (3, S, S) float32."""

    def __init__(self, files: Sequence[Path], size: int, mean: float, std: float) -> None:
        self.files = files
        self.change = create_transform(
            (3, size, size), interpolation="bicubic", mean=(mean,) * 3, std=(std,) * 3
        )

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, index: int) -> torch.Tensor:
        view: torch.Tensor = self.change(Image.open(self.files[index]).convert("RGB"))
        return view


def start(chosen: argparse.Namespace) -> None:
    """Write the ImageNet weights under timm's names, and check that timm starts from them."""
    told = torch.load(chosen.start, weights_only=True)
    own = timm.create_model(chosen.architecture, num_classes=0).state_dict()
    named = dict(zip(own, told["stages"].values(), strict=True))  # the order is the same
    torch.save(named, chosen.weights)
    # As timm's train.py does with --pretrained-path.
    overlay = {"file": str(chosen.weights), "num_classes": -1}
    network = timm.create_model(
        chosen.architecture,
        pretrained=True,
        pretrained_cfg_overlay=overlay,
        num_classes=len(_labels(chosen)),
    )
    with torch.inference_mode():
        images = (told["images"] - chosen.mean) / chosen.std
        features = network.eval().forward_features(images)  # type: ignore[operator]
        _same(features, told["features"], "timm")


def test_timm(chosen: argparse.Namespace) -> None:
    """Ask the last checkpoint of timm's train.py, its raw weights and their moving average."""
    labels, files = _labels(chosen), _files(chosen.photos / "test")
    photos = _Photos(files, chosen.size, chosen.mean, chosen.std)
    said = []
    for averaged in (False, True):
        network = timm.create_model(chosen.architecture, num_classes=len(labels))
        timm.models.load_checkpoint(network, str(chosen.checkpoint), use_ema=averaged)
        network.eval()
        with torch.inference_mode():
            views = DataLoader(photos, batch_size=_BATCH, num_workers=_WORKERS)
            said.append([int(at) for batch in views for at in network(batch).argmax(dim=1)])
    raw, average = ([labels[at] for at in answers] for answers in said)
    rows = zip((file.parent.name for file in files), raw, average, strict=True)
    _write(chosen.out, ("label", "raw", "average"), rows)


def train_fastai(chosen: argparse.Namespace) -> None:
    """Run fastai's `fine_tune` as its book does; then ask the network about the test photos."""
    from fastai.callback.channelslast import (  # type: ignore[import-not-found]
        ChannelsLast,
    )
    from fastai.vision import all as vision  # type: ignore[import-not-found]

    vision.defaults.use_cuda = False
    vision.set_seed(0)
    labels = _labels(chosen)
    normalise = vision.Normalize.from_stats((chosen.mean,) * 3, (chosen.std,) * 3, cuda=False)
    block = vision.DataBlock(
        blocks=(vision.ImageBlock, vision.CategoryBlock(vocab=labels)),
        get_items=vision.get_image_files,
        get_y=vision.parent_label,
        splitter=vision.IndexSplitter([]),  # nothing validates: the last epoch is taken
        item_tfms=vision.RandomResizedCrop(chosen.size, min_scale=0.5),
        batch_tfms=[*vision.aug_transforms(), normalise],
    )
    loaders = block.dataloaders(
        chosen.photos / "train", bs=_BATCH, num_workers=_WORKERS, device=torch.device("cpu")
    )
    learner = vision.vision_learner(
        loaders, chosen.architecture, pretrained=False, normalize=False, n_out=len(labels)
    )
    body = learner.model[0]
    body.model.load_state_dict(torch.load(chosen.weights, weights_only=True))
    told = torch.load(chosen.start, weights_only=True)
    with torch.inference_mode():
        images = normalise(vision.TensorImage(told["images"]))
        _same(torch.Tensor(body.eval()(images)), told["features"], "fastai")
    tell = vision.Callback(after_epoch=lambda self: print(f"epoch {self.epoch}", flush=True))
    with learner.no_bar(), learner.no_logging():
        learner.fine_tune(chosen.epochs, freeze_epochs=1, cbs=[tell, ChannelsLast()])
        print("trained", flush=True)
        files = _files(chosen.photos / "test")
        scores, _ = learner.get_preds(dl=loaders.test_dl(files))
    said = [labels[int(at)] for at in scores.argmax(dim=1)]
    _write(chosen.out, ("label", "said"), zip((f.parent.name for f in files), said, strict=True))


def _same(features: torch.Tensor, wanted: torch.Tensor, name: str) -> None:
    away = float((features - wanted).abs().max())
    if not away < _CLOSE:
        raise SystemExit(f"{name} does not start from our ImageNet weights: {away:g} away")
    print(f"{name} starts from the same weights: its features differ by {away:.1e} at most")


def _labels(chosen: argparse.Namespace) -> list[str]:
    """All labels in the order of the logits: sorted."""
    labels: list[str] = chosen.labels.read_text(encoding="utf-8").splitlines()
    return labels


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*"))


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows(rows)


_COMMANDS = {"start": start, "test_timm": test_timm, "train_fastai": train_fastai}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=list(_COMMANDS))
    for name in ("labels", "photos", "start", "weights", "checkpoint", "out"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--architecture", required=True)
    parser.add_argument("--size", type=int)
    parser.add_argument("--epochs", type=int)
    for name in ("mean", "std"):
        parser.add_argument(f"--{name}", type=float, required=True)
    chosen = parser.parse_args(arguments)
    _COMMANDS[chosen.command](chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())

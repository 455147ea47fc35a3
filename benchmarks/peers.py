"""Our training beside timm's script and fastai: one backbone, one time limit, one test.

    python -m benchmarks.peers --train TRAIN.csv --test TEST.csv --out DIR --minutes 10

Manifests are as `training fit` takes them (docs/data.md). All three start from the same ImageNet
weights, which is checked by comparing features, at the same input size, on the processor, with two
threads and tensors channels-last:

- ours: `python -m training fit` with a configuration; a twentieth of TRAIN chooses its epoch;
- timm: `train.py` of its repository at the tag of the installed release (`--timm-script FILE`, or
  cloned), with AdamW, cosine, RandAugment, mixup and a moving average, on all of TRAIN; the better
  of raw and averaged weights on the test is printed, which favours it;
- fastai: `vision_learner(...).fine_tune(...)` with its own defaults, on all of TRAIN; the first of
  its epochs trains the head alone. pip installs it into an environment of its own below DIR.

Each first runs a trial of two or three epochs; from its pace follows how many end within the
limit, and the schedule is made for that number. Time runs from the start of Python to the end of
training; decoding counts, the test does not. Nobody sees TEST before its training has ended.
Top-1 has its 95 % interval (Wilson).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.peers_pace import Pace, PeerError
from benchmarks.peers_rivals import Bench, Fastai, Ours, Rival, Timm
from datasets.samples import SampleError
from model.errors import TriageError
from model.network import expectation
from training.config import ConfigError

RIVALS: dict[str, Callable[[Bench], Rival]] = {"ours": Ours, "timm": Timm, "fastai": Fastai}
_CONFIG = Path("training/configs/default.toml")


def row(name: str, rival: Rival, limit: float) -> str:
    """Try, plan, train and test a rival; give its row of the table.

    Args:
        name: of its runs.
        rival: the training.
        limit: seconds.

    Raises:
        PeerError: a process failed, or its trial showed no epochs.
    """
    epochs, early = rival.trial
    tried = rival.train(f"{name}-trial", epochs, early)
    pace = Pace.of(tried.seconds, tried.ends(rival.mark), epochs, early)
    done = rival.train(f"{name}-run", *pace.fitting(limit, rival.early))
    share, ends = rival.right(f"{name}-run"), done.ends(rival.mark)
    return f"| {rival.name} | {share} | {len(ends)} | {done.seconds:.0f} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("--train", type=Path, required=True, metavar="CSV", help="manifest")
    parser.add_argument("--test", type=Path, required=True, metavar="CSV", help="manifest")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="new folder")
    parser.add_argument("--minutes", type=float, default=10, help="for each training")
    lites = [f"efficientnet_lite{number}" for number in range(3)]
    parser.add_argument("--architecture", choices=lites, default=lites[0])
    parser.add_argument("--size", type=int, help="px; without it, of the ImageNet weights")
    parser.add_argument("--config", type=Path, default=_CONFIG, metavar="FILE", help="of ours")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="of ours")
    parser.add_argument("--timm-script", type=Path, metavar="FILE", help="its train.py")
    parser.add_argument("--only", choices=list(RIVALS), action="append", help="this one")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every rival; give the exit status."""
    chosen = _parser().parse_args(arguments)
    bench = Bench(
        train=chosen.train,
        test=chosen.test,
        out=chosen.out.resolve(),
        architecture=chosen.architecture,
        size=chosen.size or expectation(chosen.architecture).side,
        config=chosen.config,
        settings=tuple(chosen.set),
        timm_script=chosen.timm_script,
    )
    try:
        bench.prepare()
        print("| training | top-1 of the test | epochs | seconds |")
        print("|---|---|---|---|", flush=True)
        for name in chosen.only or RIVALS:
            print(row(name, RIVALS[name](bench), 60 * chosen.minutes), flush=True)
    except (SampleError, ConfigError, TriageError, PeerError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

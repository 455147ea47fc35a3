"""Pictures a second that a training step takes, with and without bfloat16 and channels-last.

    python -m benchmarks.train_step [--architecture NAME] [--batch 32] [--rounds 5]

The ways take turns in one run, so that a busy machine slows all of them alike; the median counts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from model.network import Network, NetworkSpec, build, expectation

LABELS = tuple(f"label{number}" for number in range(81))


@dataclass(frozen=True, slots=True)
class Way:
    """How a step is computed: memory format and precision."""

    last: bool
    half: bool

    @property
    def name(self) -> str:
        """For the table."""
        layout = "channels last" if self.last else "contiguous"
        return f"{layout}, {'bfloat16' if self.half else 'float32'}"


WAYS = tuple(Way(last, half) for last in (False, True) for half in (False, True))


def seconds(way: Way, network: Network, images: torch.Tensor, targets: torch.Tensor) -> float:
    """Time one step: forward, backward, AdamW."""
    layout = torch.channels_last if way.last else torch.contiguous_format
    network.to(memory_format=layout)
    images = images.to(memory_format=layout)
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-5)
    start = time.perf_counter()
    with torch.autocast(images.device.type, torch.bfloat16, enabled=way.half):
        logits = network(images).logits
    functional.cross_entropy(logits.float(), targets).backward()  # type: ignore[no-untyped-call]
    optimiser.step()
    optimiser.zero_grad()
    return time.perf_counter() - start


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each way; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--architecture", default="efficientnet_lite0")
    parser.add_argument("--batch", type=int, default=32, help="pictures a step")
    parser.add_argument("--rounds", type=int, default=5, help="steps of each way")
    chosen = parser.parse_args(argv)
    torch.manual_seed(0)
    side = expectation(chosen.architecture).side
    network = build(NetworkSpec(chosen.architecture, False, LABELS))
    images = torch.randn(chosen.batch, 3, side, side)
    targets = torch.randint(0, len(LABELS), (chosen.batch,))
    taken: dict[Way, list[float]] = {way: [] for way in WAYS}
    for turn in range(chosen.rounds + 1):
        for way in WAYS:
            spent = seconds(way, network, images, targets)
            if turn:  # the first of each warms up
                taken[way].append(spent)
    base = statistics.median(taken[WAYS[0]])
    print(f"{chosen.architecture}, {side} px, {torch.get_num_threads()} threads")
    for way in WAYS:
        median = statistics.median(taken[way])
        print(f"{way.name:26} {chosen.batch / median:6.1f} pictures/s  {base / median:.2f} times")
    return 0


if __name__ == "__main__":
    sys.exit(main())

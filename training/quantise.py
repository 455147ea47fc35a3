"""Float graph to int8 graph, and what that costs and gains; uses onnxruntime's quantiser.

Static quantisation after training, Jacob et al. 2018, https://arxiv.org/abs/1712.05877: ranges of
the values between the layers are found on pictures, weights are rounded for each output channel.
The lite networks were made for it: no squeeze-and-excitation, and ReLU6 bounds every range.
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import quantization
from onnxruntime.quantization.shape_inference import quant_pre_process

from model.runtime import OnnxNetwork
from model.weights import write_whole
from training.export import nodes_of, opened, with_card

Batch = npt.NDArray[np.float32]

MOST_LOST = 0.5  # percentage points of top-1
LEAST_FASTER = 1.15  # times; less is not worth a second file
# What an answer is made of stays float: it is under 1 % of the work, and embedding and class
# maps are compared across photos.
_FLOAT = ("logits", "embedding", "activations")
_ROUNDS = 60  # of one photo through either graph
_WARM = 5  # rounds before them


@dataclass(frozen=True, slots=True)
class Comparison:
    """A float graph and its int8 graph on the same pictures and the same machine.

    Attributes:
        pictures: how many were answered by both, at least 1.
        right: right answers of the float graph.
        right_int8: right answers of the int8 graph.
        agreed: pictures with the same answer.
        float_ms: median time of one photo through the float graph, ms.
        int8_ms: the same through the int8 graph.
        faster: median of the ratios of two neighbouring measurements, so that a busy moment of
            the machine weighs on both.
    """

    pictures: int
    right: int
    right_int8: int
    agreed: int
    float_ms: float
    int8_ms: float
    faster: float

    def __post_init__(self) -> None:
        counts = (self.right, self.right_int8, self.agreed)
        if self.pictures < 1 or not all(0 <= count <= self.pictures for count in counts):
            raise ValueError(f"counts {counts} do not fit {self.pictures} pictures")
        if not all(0 < value < math.inf for value in (self.float_ms, self.int8_ms, self.faster)):
            raise ValueError("times and their ratio must be finite and above 0")

    @property
    def lost(self) -> float:
        """Top-1 that int8 loses, percentage points; below 0 where it gains."""
        return 100 * (self.right - self.right_int8) / self.pictures

    @property
    def worth_it(self) -> bool:
        """Whether less than `MOST_LOST` is lost and `LEAST_FASTER` is reached."""
        return self.lost < MOST_LOST and self.faster >= LEAST_FASTER

    def __str__(self) -> str:
        """All numbers and the rule, in a sentence."""
        return (
            f"of {self.pictures} pictures {self.right} are right in float and {self.right_int8} "
            f"in int8 ({self.lost:.2f} points lost, less than {MOST_LOST} is allowed; "
            f"{self.agreed} the same answer), one photo takes {self.float_ms:.1f} and "
            f"{self.int8_ms:.1f} ms ({self.faster:.2f} times as fast, {LEAST_FASTER} is wanted)"
        )

    def to_json(self) -> dict[str, object]:
        """Every field, for the card's metrics."""
        return asdict(self)


def quantise(graph: Path, images: Iterable[Batch], out: Path) -> None:
    """Write the int8 graph of a float graph, with its card and its four outputs in float.

    Weights keep 7 of 8 bits: processors without VNNI instructions add two products in 16 bits,
    which 8 bits overflow (ONNX Runtime, `quantize_static`), and this machine's answers would not
    be theirs. Ranges are the smallest and largest values seen; percentiles and entropy gave no
    better answers and take ten times as long.

    Args:
        graph: what `training.export` wrote.
        images: batches (N, 3, S, S) float32, normalised as the card says; some hundred pictures.
        out: the file to write.

    Raises:
        ValueError: there is no picture.
        WeightsError: no graph with a card and named nodes.
    """
    network = opened(graph.read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        folded, draft = Path(folder) / "folded.onnx", Path(folder) / "int8.onnx"
        quant_pre_process(graph, folded, skip_symbolic_shape=True)  # needs no symbols: N alone
        quantization.quantize_static(
            folded,
            draft,
            _Reader(network.session.get_inputs()[0].name, images),
            quant_format=quantization.QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            calibrate_method=quantization.CalibrationMethod.MinMax,
            nodes_to_exclude=nodes_of(folded, _FLOAT),
        )
        data = with_card(draft.read_bytes(), network.card)
    opened(data)  # refuses what an inspector's computer would
    write_whole(out, data)


def compare(
    float_graph: Path, int8_graph: Path, images: Iterable[Batch], targets: npt.NDArray[np.int64]
) -> Comparison:
    """Answer the same pictures with both graphs, and time them in turns on one photo.

    Threads are as in `model.runtime`: the cores this process may use, at most its `MAX_THREADS`.

    Args:
        float_graph: what `training.export` wrote.
        int8_graph: what `quantise` made of it.
        images: batches (N, 3, S, S) float32, normalised as the card says; not those that
            `quantise` was given.
        targets: true label indices of all pictures, in their order.

    Raises:
        ValueError: there is no picture, or the targets are not as many.
        WeightsError: either file is no graph with a card.
    """
    networks = opened(float_graph.read_bytes()), opened(int8_graph.read_bytes())
    first, batches = _peeked(images)
    said = [[network(batch).logits.argmax(axis=1) for network in networks] for batch in batches]
    floats, ints = (np.concatenate(column) for column in zip(*said, strict=True))
    if floats.shape != targets.shape:
        raise ValueError(f"{len(floats)} pictures and {len(targets)} targets must be as many")
    times = _timed(networks, first[:1])
    middle = np.median(times, axis=0)
    return Comparison(
        pictures=len(targets),
        right=int((floats == targets).sum()),
        right_int8=int((ints == targets).sum()),
        agreed=int((floats == ints).sum()),
        float_ms=float(middle[0]),
        int8_ms=float(middle[1]),
        faster=float(np.median(times[:, 0] / times[:, 1])),
    )


def _timed(networks: tuple[OnnxNetwork, OnnxNetwork], photo: Batch) -> npt.NDArray[np.float64]:
    """Time (rounds, 2) ms of one photo through each, in turns."""
    times = np.empty((_WARM + _ROUNDS, 2))
    for row in times:
        for at, network in enumerate(networks):
            start = time.perf_counter()
            network(photo)
            row[at] = 1000 * (time.perf_counter() - start)
    return times[_WARM:]


def _peeked(images: Iterable[Batch]) -> tuple[Batch, Iterator[Batch]]:
    """The first batch, and all of them."""
    batches = iter(images)
    first = next(batches, None)
    if first is None or len(first) == 0:
        raise ValueError("there is no picture; give at least one")
    return first, chain([first], batches)


class _Reader(quantization.CalibrationDataReader):  # type: ignore[misc]
    """Hands pictures out one by one, as the calibration asks for them."""

    def __init__(self, source: str, images: Iterable[Batch]) -> None:
        _, batches = _peeked(images)
        self._singles = (batch[at : at + 1] for batch in batches for at in range(len(batch)))
        self._source = source

    def get_next(self) -> dict[str, Batch] | None:
        single = next(self._singles, None)
        return None if single is None else {self._source: single}

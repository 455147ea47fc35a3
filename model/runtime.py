"""Runs released ONNX weights: the owner of onnxruntime.

Checks hash, card, labels and shapes before the first photo; a file that does not fit is refused.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from model.card import ModelCard
from model.errors import WeightsError, shown
from model.prediction import Outputs
from model.released import read_checked

OUTPUTS = ("logits", "embedding", "features", "activations")
MAX_THREADS = 2  # a graph this small gains little beyond (benchmarks/photo_to_answer.py)
_ERRORS_ONLY = 3  # ONNX Runtime's severity scale: 0 verbose .. 4 fatal


@dataclass(frozen=True, slots=True, eq=False)
class OnnxNetwork:
    """An opened weights file; call it with a batch.

    Attributes:
        card: The card in its metadata.
        sha256: Of the file, 64 hex digits.
        session: ONNX Runtime's session; safe to call from several threads.
    """

    card: ModelCard
    sha256: str
    session: onnxruntime.InferenceSession

    @classmethod
    def open(cls, path: Path) -> OnnxNetwork:
        """Open a released file.

        Raises:
            WeightsError: Missing, not listed, changed, no graph, no card, or card and graph differ.
        """
        data, sha256 = read_checked(path)
        name = shown(path.name)
        session = _session(data, name)
        card = _card(session, name)
        _check_shapes(session, card, name)
        return cls(card, sha256, session)

    def __call__(self, batch: npt.NDArray[np.float32]) -> Outputs:
        """Forward pass of `(N, 3, S, S) float32`, normalised as the card says.

        Raises:
            ValueError: The batch has another shape.
        """
        size = self.card.preprocess.size
        if batch.ndim != 4 or batch.shape[1:] != (3, size, size):
            raise ValueError(f"batch is {batch.shape}, it must be (N, 3, {size}, {size})")
        source = self.session.get_inputs()[0].name
        return Outputs(*self.session.run(list(OUTPUTS), {source: batch}))


def _threads() -> int:
    """Threads for one photo: the cores this process may use, at most `MAX_THREADS`."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, MAX_THREADS)


def _session(data: bytes, name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    # Between operators a thread spins: waking it would cost more than the graph's short operators.
    # After the last one it goes on for some 30 ms, then it sleeps.
    options.add_session_config_entry("session.intra_op.allow_spinning", "1")
    options.log_severity_level = _ERRORS_ONLY
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its exceptions share no base of their own
        raise WeightsError(f"{name} is no ONNX graph that can be run; export it again") from error


def _card(session: onnxruntime.InferenceSession, name: str) -> ModelCard:
    text = session.get_modelmeta().custom_metadata_map.get("card")
    if text is None:
        raise WeightsError(f"{name} carries no card; publish the weights again")
    try:
        return ModelCard.from_json(text)
    except ValueError as error:
        raise WeightsError(f"the card of {name} is wrong: {error}") from error


def _check_shapes(session: onnxruntime.InferenceSession, card: ModelCard, name: str) -> None:
    """The graph must take and give what the card promises; a symbolic axis fits anything."""
    inputs = session.get_inputs()
    if len(inputs) != 1:
        raise WeightsError(f"{name} has {len(inputs)} inputs, one is allowed; export it again")
    size, labels = card.preprocess.size, len(card.labels)
    shapes = {output.name: output.shape for output in session.get_outputs()}
    for missing in sorted(set(OUTPUTS) - shapes.keys()):
        raise WeightsError(f"{name} has no output {missing}; export it again")
    _fits(inputs[0].shape, (None, 3, size, size), f"input of {name}")
    _fits(shapes["logits"], (None, labels), f"logits of {name}")
    _fits(shapes["activations"], (None, labels, None, None), f"activations of {name}")


def _fits(shape: list[int | str | None], expected: tuple[int | None, ...], what: str) -> None:
    pairs = zip(shape, expected, strict=False)
    differs = any(isinstance(a, int) and b is not None and a != b for a, b in pairs)
    if len(shape) != len(expected) or differs:
        wanted = tuple("any" if side is None else side for side in expected)
        raise WeightsError(f"the {what} are {shape}, the card says {wanted}; export it again")

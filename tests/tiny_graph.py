"""A seeded tiny ONNX graph with the outputs of the real one, and its `released.toml`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from model.card import SCHEMA, ModelCard, Thresholds
from model.preprocess import Preprocess

LABELS = ("handcuffs", "stun_gun", "flashlight", "padlock", "other")
SIZE = 32  # px
WIDTH = 6  # of the embedding


def tiny_card(
    labels: tuple[str, ...] = LABELS,
    outliers: tuple[str, ...] = ("other",),
    size: int = SIZE,
    thresholds: Thresholds | None = None,
) -> ModelCard:
    """A card for the tiny graph; its thresholds let every first label count as sure."""
    return ModelCard(
        schema=SCHEMA,
        name="tiny",
        labels=labels,
        outlier_labels=outliers,
        preprocess=Preprocess(size=size),
        network="tiny",
        temperature=1.0,
        thresholds=thresholds or Thresholds(recognise=0.0, novelty=1e6, good_left=1.0),
        novelty_method="energy",
        training={},
        metrics={},
        created="2026-11-23",
    )


def tiny_graph(labels: int = len(LABELS), size: int = SIZE, outputs: int = 4) -> onnx.ModelProto:
    """Average pooling, a 1x1 convolution and a linear head, with weights of seed 0."""
    rng = np.random.default_rng(0)
    project = rng.normal(size=(WIDTH, 3, 1, 1)).astype(np.float32)
    head = rng.normal(size=(labels, WIDTH)).astype(np.float32)
    constants = {"project": project, "head": head, "maps": head[:, :, None, None]}
    side = size // 8
    shapes: dict[str, list[str | int | None]] = {
        "logits": ["n", labels],
        "embedding": ["n", WIDTH],
        "features": ["n", WIDTH, side, side],
        "activations": ["n", labels, side, side],
    }
    square = [8, 8]
    graph = helper.make_graph(
        [
            helper.make_node(
                "AveragePool", ["photos"], ["cells"], kernel_shape=square, strides=square
            ),
            helper.make_node("Conv", ["cells", "project"], ["features"]),
            helper.make_node("Conv", ["features", "maps"], ["activations"]),
            helper.make_node("GlobalAveragePool", ["features"], ["pooled"]),
            helper.make_node("Flatten", ["pooled"], ["embedding"]),
            helper.make_node("Gemm", ["embedding", "head"], ["logits"], transB=1),
        ],
        "tiny",
        [helper.make_tensor_value_info("photos", TensorProto.FLOAT, ["n", 3, size, size])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in list(shapes.items())[:outputs]
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)


def write_weights(
    folder: Path, card: ModelCard | str | None, graph: onnx.ModelProto | None = None
) -> Path:
    """Write `tiny.onnx` and the list that releases it; returns the ONNX file."""
    model = graph or tiny_graph()
    if card is not None:
        text = card if isinstance(card, str) else card.to_json()
        helper.set_model_props(model, {"card": text})
    path = folder / "tiny.onnx"
    path.write_bytes(model.SerializeToString())
    write_list(path)
    return path


def write_list(weights: Path) -> None:
    """List a file, as it is now, in the `released.toml` beside it."""
    data = weights.read_bytes()
    (weights.parent / "released.toml").write_text(
        f'default = "tiny"\n\n[[weights]]\nname = "tiny"\nfile = "{weights.name}"\n'
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"\nbytes = {len(data)}\n'
        'references = ""\nreferences_sha256 = ""\n',
        encoding="utf-8",
    )

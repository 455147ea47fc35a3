"""Network to ONNX graph, the card in its metadata: the only user of onnx.

Writes nothing whose answers differ from the network's.
"""

from __future__ import annotations

import hashlib
import tempfile
import warnings
from collections.abc import Collection
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch

from model.card import ModelCard
from model.errors import WeightsError
from model.network import Network
from model.runtime import OUTPUTS, OnnxNetwork
from model.weights import write_whole

OPSET = 18  # onnxruntime 1.32 runs it; the exporter's own default is older
TOLERANCE = 1e-4  # largest difference of a logit; float32 sums in another order give about 1e-5
_PROBES = 4  # random images compared


def export(path: Path, network: Network, card: ModelCard) -> None:
    """Write a network as ONNX with dynamic batch N.

    Input `images` (N, 3, S, S) float32; outputs as in `model.runtime.OUTPUTS`.

    Raises:
        WeightsError: the graph's logits differ from the network's by more than `TOLERANCE`.
    """
    _write(path, _graph(network, card), network, card)


def _write(path: Path, data: bytes, network: Network, card: ModelCard) -> None:
    """Write a graph that answers as the network does."""
    apart = difference(data, network, card)
    if not apart <= TOLERANCE:  # also refuses NaN
        raise WeightsError(
            f"the exported graph of {card.name} differs from the network by {apart:.1e} in a "
            f"logit; at most {TOLERANCE:.0e} is allowed, so nothing was written"
        )
    write_whole(path, data)


def export_head(path: Path, before: bytes, network: Network, card: ModelCard) -> None:
    """Write a network as ONNX from the graph of one that differs in its head alone.

    Takes a second where `export` takes ten. The graph must be one that `export` wrote.

    Args:
        path: to write.
        before: the graph of the other network.
        network: of the same backbone.
        card: of the network.

    Raises:
        WeightsError: the graph has another head than `export` writes, or answers otherwise than
            the network: then they have not the same backbone.
    """
    graph = onnx.load_model_from_string(before)
    weight, bias = (each.detach().numpy() for each in (network.head.weight, network.head.bias))
    makers = {node.output[0]: node for node in graph.graph.node if node.output}
    given = {each.name: each for each in graph.graph.initializer}
    try:
        replaced = (
            (given[makers["logits"].input[1]], weight),
            (given[makers["logits"].input[2]], bias),
            (given[makers["activations"].input[1]], weight[:, :, None, None]),
        )
    except (KeyError, IndexError) as error:
        raise WeightsError(f"the graph before {card.name} has another head; export it") from error
    for old, new in replaced:
        if tuple(old.dims)[1:] != new.shape[1:]:
            raise WeightsError(f"the head before {card.name} is {tuple(old.dims)}, not {new.shape}")
        old.CopyFrom(onnx.numpy_helper.from_array(np.ascontiguousarray(new), old.name))
    for output in graph.graph.output:
        if output.name in ("logits", "activations"):
            output.type.tensor_type.shape.dim[1].dim_value = len(card.labels)
    onnx.checker.check_model(graph)
    onnx.helper.set_model_props(graph, {"card": card.to_json()})
    _write(path, bytes(graph.SerializeToString()), network, card)


def difference(data: bytes, network: Network, card: ModelCard) -> float:
    """Give the largest difference of a logit between an ONNX graph and the network.

    The graph is run as an inspector's computer runs it, see `opened`.
    """
    size = card.preprocess.size
    images = np.random.default_rng(0).standard_normal((_PROBES, 3, size, size), dtype=np.float32)
    answered = opened(data)(images).logits
    return float(np.abs(answered - _logits(network, images)).max())


def opened(data: bytes) -> OnnxNetwork:
    """Open a graph that is not released, through `model.runtime`, from a folder that lists it.

    Raises:
        WeightsError: no graph, no card, or card and graph differ.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.onnx"
        file.write_bytes(data)
        (Path(folder) / "released.toml").write_text(_listing(data), encoding="utf-8")
        return OnnxNetwork.open(file)


def with_card(data: bytes, card: ModelCard) -> bytes:
    """Give the graph with this card as its only metadata."""
    graph = onnx.load_model_from_string(data)
    onnx.helper.set_model_props(graph, {"card": card.to_json()})
    return bytes(graph.SerializeToString())


def nodes_of(graph: Path, outputs: Collection[str]) -> list[str]:
    """Name the nodes of a graph that give some of its values.

    Raises:
        WeightsError: such a node has no name, or no node gives one of the values.
    """
    nodes = onnx.load_model(graph).graph.node
    names = {value: node.name for node in nodes for value in node.output if value in outputs}
    if set(names) != set(outputs) or not all(names.values()):
        raise WeightsError(
            f"{graph.name} has no named node for each of {', '.join(sorted(outputs))}; export it "
            "again"
        )
    return list(dict.fromkeys(names.values()))


def _logits(network: Network, images: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    with torch.inference_mode():
        logits: npt.NDArray[np.float32] = network.eval()(torch.from_numpy(images)).logits.numpy()
    return logits


def _graph(network: Network, card: ModelCard) -> bytes:
    size = card.preprocess.size
    probe = torch.zeros(1, 3, size, size)
    plain = network.eval().to(memory_format=torch.contiguous_format)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        file = Path(folder) / "graph.onnx"
        # The exporter that traces is called legacy; its successor needs two more packages.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            plain,
            (probe,),
            file,
            dynamo=False,
            opset_version=OPSET,
            input_names=["images"],
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "N"} for name in ("images", *OUTPUTS)},
        )
        graph = onnx.load_model(file)
    onnx.checker.check_model(graph)
    onnx.helper.set_model_props(graph, {"card": card.to_json()})
    return bytes(graph.SerializeToString())


def _listing(data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return (
        'default = "graph"\n[[weights]]\nname = "graph"\nfile = "graph.onnx"\n'
        f'sha256 = "{digest}"\nbytes = {len(data)}\nreferences = ""\nreferences_sha256 = ""\n'
    )

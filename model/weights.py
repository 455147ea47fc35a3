"""Tensors and card in one safetensors file: the only user of safetensors."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import safetensors
import safetensors.torch
import torch

from model.card import ModelCard
from model.errors import WeightsError
from model.network import Network, NetworkSpec, build

_SHOWN = 5  # differences named in an error; the rest is counted


def round_matrices(network: Network) -> None:
    """Round kernels and head rows to what 16 bits hold (11 significant ones), in place.

    Raises:
        WeightsError: a weight is too large for that.
    """
    with torch.no_grad():
        for name, value in network.named_parameters():
            if value.ndim > 1:
                value.copy_(value.half().float())
                if not value.isfinite().all():
                    raise WeightsError(f"{name} holds a weight beyond 65504; train with more decay")


def save(path: Path, network: Network, card: ModelCard, compact: bool = False) -> None:
    """Write a network and its card, all or nothing.

    `compact` stores kernels and head rows in 16 bits; call `round_matrices` first, or they are
    read back rounded.

    Raises:
        WeightsError: the card's labels or architecture are not the network's.
    """
    if card.labels != network.spec.labels or card.network != network.spec.architecture:
        raise WeightsError(
            f"the card of {card.name} describes {card.network} with {len(card.labels)} labels, the "
            f"network is {network.spec.architecture} with {len(network.spec.labels)}; use its card"
        )
    tensors = {name: value.detach().contiguous() for name, value in network.state_dict().items()}
    if compact:
        tensors = {name: v.half() if v.ndim > 1 else v for name, v in tensors.items()}
    header = {"card": card.to_json(), "tensors_sha256": _digest(tensors)}
    write_whole(path, safetensors.torch.save(tensors, metadata=header))


def load(path: Path) -> tuple[Network, ModelCard]:
    """Read a network, in evaluation mode, and its card.

    Raises:
        WeightsError: the file cannot be read, has no card, was altered, or its tensors are not
            those of the network that the card names; both sides are shown.
    """
    tensors, header = _read(path)
    if "card" not in header:
        raise WeightsError(f"{path.name} has no card in its header; publish it again")
    try:
        card = ModelCard.from_json(header["card"])
    except ValueError as error:
        raise WeightsError(f"the card in {path.name} cannot be read: {error}") from error
    if header.get("tensors_sha256") != _digest(tensors):
        raise WeightsError(f"the tensors in {path.name} were altered; get the file again")
    network = build(NetworkSpec(card.network, pretrained=False, labels=card.labels))
    tensors = {n: v.float() if v.dtype == torch.float16 else v for n, v in tensors.items()}
    explain(path.name, network.state_dict(), tensors)
    network.load_state_dict(tensors, strict=True)
    return network.eval(), card


def explain(
    file: str, network: Mapping[str, torch.Tensor], tensors: Mapping[str, torch.Tensor]
) -> None:
    """Refuse tensors that are not the network's, showing what each side has.

    Raises:
        WeightsError: naming what only the network has, what only the file has, what differs.
    """
    parts = [
        _listed("only in the network", sorted(network.keys() - tensors.keys())),
        _listed("only in the file", sorted(tensors.keys() - network.keys())),
        _listed("of another shape or kind", _unlike(network, tensors)),
    ]
    found = [part for part in parts if part]
    if found:
        raise WeightsError(f"{file} does not fit the network its card names: {'; '.join(found)}")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave a whole name with half the bytes
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _unlike(network: Mapping[str, torch.Tensor], tensors: Mapping[str, torch.Tensor]) -> list[str]:
    return [
        f"{name} {_kind(network[name])} in the network, {_kind(tensors[name])} in the file"
        for name in sorted(network.keys() & tensors.keys())
        if _kind(network[name]) != _kind(tensors[name])
    ]


def _kind(tensor: torch.Tensor) -> str:
    return f"{tuple(tensor.shape)} {str(tensor.dtype).removeprefix('torch.')}"


def _listed(title: str, names: list[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{title}: {', '.join(names[:_SHOWN])}{more}"


def _digest(tensors: Mapping[str, torch.Tensor]) -> str:
    """SHA-256 over names and values, in the order of the names."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].detach().contiguous().cpu().numpy().tobytes())
    return digest.hexdigest()


def _read(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            header = dict(file.metadata() or {})
            return {name: file.get_tensor(name) for name in file.keys()}, header  # noqa: SIM118
    except FileNotFoundError as error:
        raise WeightsError(f"the weights {path.name} do not exist; check the name") from error
    except (OSError, safetensors.SafetensorError) as error:
        raise WeightsError(f"the weights {path.name} cannot be read: {error}") from error

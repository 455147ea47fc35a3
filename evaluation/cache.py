"""Answers kept on disk while a run goes on, so that an interrupted one loses next to nothing."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from datasets.samples import SampleError
from evaluation.metrics import Share
from evaluation.robustness import Key

SHARD = 200  # answers a file
_COLUMNS = ("keys", "sha256", "looks", "logits", "embedding")


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What is known of a photo.

    Args:
        sha256: of its bytes.
        look: its perceptual hash.
        logits: (K,) float32.
        embedding: (D,) float32.
    """

    sha256: str
    look: np.uint64
    logits: NDArray[np.float32]
    embedding: NDArray[np.float32]


class Cache:
    """The answers of one model, by photo file; a file that changed is another photo.

    Use it as a context: what is not on disk yet is written on leaving, also by an error.

    Args:
        folder: where shards lie; made when the first one is written.

    Raises:
        SampleError: a shard cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new: dict[str, Answer] = {}
        self._kept: dict[str, Answer] = {}
        self._shards = 0
        for path in sorted(folder.glob("*.npz")):
            self._kept.update(_read(path))
            self._shards += 1

    def __len__(self) -> int:
        return len(self._kept) + len(self._new)

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.flush()

    def get(self, path: Path) -> Answer | None:
        """The answer to a file as it is now, or None."""
        return self._kept.get(_key(path))

    def put(self, path: Path, answer: Answer) -> None:
        """Keeps an answer; it is on disk after `SHARD` of them or on leaving."""
        self._new[_key(path)] = answer
        if len(self._new) >= SHARD:
            self.flush()

    def flush(self) -> None:
        """Writes a shard; it appears under its name only when it is whole."""
        if not self._new:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self._shards:05d}.npz"
        part = path.with_suffix(".part")
        with part.open("wb") as handle:
            np.savez(handle, allow_pickle=False, **_columns(self._new))
        part.replace(path)
        self._kept.update(self._new)
        self._new = {}
        self._shards += 1


class Steps(MutableMapping[Key, Share]):
    """Shares by corruption and severity, on disk as they come, for the same photos only.

    Args:
        folder: where `robustness.json` lies.
        photos: names of the photos, in order.
    """

    def __init__(self, folder: Path, photos: Sequence[str]) -> None:
        self._path = folder / "robustness.json"
        self._photos = hashlib.sha256("\n".join(photos).encode()).hexdigest()
        self._shares: dict[Key, Share] = {}
        if self._path.is_file():
            self._shares = self._kept()

    def _kept(self) -> dict[Key, Share]:
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            if told["photos"] != self._photos:
                return {}
            return {(name, level): Share(hits, of) for name, level, hits, of in told["shares"]}
        except (ValueError, KeyError, TypeError) as error:
            raise SampleError(f"{self._path} cannot be read ({error}); delete it") from error

    def __getitem__(self, key: Key) -> Share:
        return self._shares[key]

    def __setitem__(self, key: Key, share: Share) -> None:
        self._shares[key] = share
        rows = [[*key, share.hits, share.of] for key, share in self._shares.items()]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps({"photos": self._photos, "shares": rows}), encoding="utf-8")
        part.replace(self._path)

    def __delitem__(self, key: Key) -> None:
        del self._shares[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._shares)

    def __len__(self) -> int:
        return len(self._shares)


def _columns(answers: Mapping[str, Answer]) -> dict[str, NDArray[np.generic]]:
    return {
        "keys": np.array(list(answers)),
        "sha256": np.array([answer.sha256 for answer in answers.values()]),
        "looks": np.array([answer.look for answer in answers.values()], dtype=np.uint64),
        "logits": np.stack([answer.logits for answer in answers.values()]),
        "embedding": np.stack([answer.embedding for answer in answers.values()]),
    }


def _read(path: Path) -> dict[str, Answer]:
    try:
        with np.load(path, allow_pickle=False) as shard:
            columns = [shard[name] for name in _COLUMNS]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise SampleError(f"{path} cannot be read ({error}); delete it and run again") from error
    return {
        str(key): Answer(str(sha256), look, logits, embedding)
        for key, sha256, look, logits, embedding in zip(*columns, strict=True)
    }


def _key(path: Path) -> str:
    """Path, size and time of change; a file that is gone has a key of its own."""
    try:
        state = path.stat()
    except OSError:
        return f"{path}|gone"
    return f"{path}|{state.st_size}|{state.st_mtime_ns}"

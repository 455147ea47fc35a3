"""`ReferenceIndex`: which rendered reference views look most like a photo, by their embeddings.

The file is a NumPy archive without pickled objects; it is released beside the weights it fits.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from model.errors import WeightsError, shown

_ARRAYS = {"paths", "labels", "embeddings"}


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceIndex:
    """Embeddings of the reference views.

    Attributes:
        paths: R paths relative to `catalogue/references`.
        labels: R visual class ids.
        embeddings: `(R, D) float16`, each row of length 1.
    """

    paths: tuple[str, ...]
    labels: tuple[str, ...]
    embeddings: npt.NDArray[np.float16]

    def __post_init__(self) -> None:
        count = len(self.paths)
        if self.embeddings.ndim != 2 or not count == len(self.labels) == len(self.embeddings):
            raise ValueError(
                f"{count} paths, {len(self.labels)} labels and embeddings "
                f"{self.embeddings.shape} do not fit; they must be R, R and (R, D)"
            )
        if self.embeddings.dtype != np.float16:
            raise ValueError(f"embeddings are {self.embeddings.dtype}, they must be float16")
        lengths = np.linalg.norm(self.embeddings.astype(np.float32), axis=1)
        if not np.allclose(lengths, 1.0, atol=0.01):  # float16 keeps three digits
            raise ValueError("embeddings must have length 1 each")
        for path in self.paths:
            if Path(path).is_absolute() or ".." in Path(path).parts:
                raise ValueError(f"path {path!r} must stay inside the folder of references")

    @classmethod
    def open(cls, path: Path) -> ReferenceIndex:
        """Read a `.npz` file.

        Raises:
            WeightsError: The file is missing, damaged, or holds other arrays.
        """
        try:
            return cls.from_bytes(path.read_bytes(), path.name)
        except OSError as error:
            raise WeightsError(f"{shown(path.name)} cannot be read; check the file") from error

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> ReferenceIndex:
        """Like `open`, for bytes whose hash has been checked; `name` is used in errors."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                if set(arrays.files) != _ARRAYS:
                    raise ValueError(f"it holds {sorted(arrays.files)}, not {sorted(_ARRAYS)}")
                return cls(
                    tuple(str(path) for path in arrays["paths"]),
                    tuple(str(label) for label in arrays["labels"]),
                    arrays["embeddings"],
                )
        except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise WeightsError(f"{shown(name)} is no index of references: {error}") from error

    def save(self, path: Path) -> None:
        """Write the index; the inverse of `open`."""
        np.savez_compressed(
            path,
            paths=np.array(self.paths, dtype=np.str_),
            labels=np.array(self.labels, dtype=np.str_),
            embeddings=self.embeddings,
        )

    def nearest(
        self, embedding: npt.NDArray[np.float32], k: int
    ) -> tuple[tuple[str, str, float], ...]:
        """The k most similar views as (path, label, cosine in -1..1), most similar first.

        Args:
            embedding: `(D,) float32`, of any length.
            k: How many; fewer come back when there are fewer.

        Raises:
            ValueError: The embedding has another width, as it comes from other weights.
        """
        if embedding.shape != self.embeddings.shape[1:]:
            raise ValueError(
                f"embedding is {embedding.shape}, the index has {self.embeddings.shape[1:]}; "
                "use the references released with these weights"
            )
        length = max(float(np.linalg.norm(embedding)), 1e-12)
        cosines = self.embeddings.astype(np.float32) @ (embedding / length)
        order = np.argsort(-cosines, kind="stable")[: max(k, 0)]
        return tuple((self.paths[at], self.labels[at], float(cosines[at])) for at in order)

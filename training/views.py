"""Samples as the arrays a network is fed: random views for training, fixed ones for validation.

Nothing here imports torch: a `DataLoader` takes any object with `__len__` and `__getitem__`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.compose import Composer
from datasets.compositing.cutting import cut_out
from datasets.samples import Sample
from model.photo import Photo, Pixels, read_cutout
from model.preprocess import Preprocess
from training.augment import Augment, shrunk

_FRAMES = ((4, 3), (3, 4), (16, 9), (1, 1), (3, 2))  # shapes of photos that phones take
_VALIDATION = 2**31  # keeps the seeds of validation apart from those of training
_BLOCK = 256  # pictures decoded between two looks at the budget
Key = tuple[int, int]


class Pictures:
    """Decoded pictures, shrunk, kept in memory as far as a budget goes.

    Args:
        samples: which.
        augment: tells how far to shrink.
        budget_mb: MiB to keep; what does not fit is decoded at each call.
        cuts: cut things out of photos on white.
    """

    def __init__(
        self, samples: Sequence[Sample], augment: Augment, budget_mb: int, cuts: bool = False
    ) -> None:
        self.samples = samples
        self._augment, self._cuts = augment, cuts
        self._left = budget_mb * 2**20
        self._kept: dict[int, Pixels] = {}

    def __getitem__(self, index: int) -> Pixels:
        """Give (H, W, 3) uint8 of a photo or (H, W, 4) uint8 of a cutout."""
        kept = self._kept.get(index)
        if kept is not None:
            return kept
        pixels = self._decode(self.samples[index])
        if pixels.nbytes <= self._left:
            self._left -= pixels.nbytes
            self._kept[index] = pixels
        return pixels

    def preload(self, threads: int) -> None:
        """Decode what fits into the budget now, before processes are forked that share it.

        Raises:
            PhotoError: a picture cannot be decoded; the message names it.
        """
        with ThreadPoolExecutor(threads) as pool:
            for start in range(0, len(self.samples), _BLOCK):
                if self._left <= 0:
                    break
                block = range(start, min(start + _BLOCK, len(self.samples)))
                list(pool.map(self.__getitem__, block))

    def _decode(self, sample: Sample) -> Pixels:
        if sample.rendered:
            return shrunk(read_rendered(sample), self._augment.side)
        photo = Photo.open(sample.path, min_side=self._augment.preprocess.min_side)
        found = cut_out(photo.pixels) if self._cuts else None
        return self._augment.shrink(photo) if found is None else shrunk(found, self._augment.side)


@dataclass(frozen=True, slots=True)
class TrainViews:
    """Random views; asked with (round, index), so that one object serves every epoch.

    Attributes:
        pictures: what is viewed.
        targets: (N,) the label's index of each picture.
        composer: lays cutouts on grounds.
        augment: distorts.
        seed: of all views.
        weights: (N,) how many times as often each picture is drawn; None for all alike.
        early: distorts in rounds up to `early_rounds`: smaller views cost less.
        early_rounds: how many.
    """

    pictures: Pictures
    targets: npt.NDArray[np.int64]
    composer: Composer
    augment: Augment
    seed: int
    weights: npt.NDArray[np.float64] | None = None
    early: Augment | None = None
    early_rounds: int = 0

    def __len__(self) -> int:
        return len(self.targets)

    def __getitem__(self, key: Key) -> tuple[npt.NDArray[np.float32], int]:
        """Give a view (3, S, S) float32 and its target; the same key gives the same view."""
        turn, index = key
        rng = np.random.default_rng((self.seed, turn, index))
        early = self.early if turn <= self.early_rounds else None
        augment = early or self.augment
        pixels = self.pictures[index]
        if pixels.shape[2] == 4:
            pixels = composed(pixels, self.composer, augment.side, rng)
        elif early is not None:
            pixels = shrunk(pixels, early.side)
        view = augment(pixels, int(rng.integers(2**31)))
        return augment.preprocess.normalise(view), int(self.targets[index])


@dataclass(frozen=True, slots=True)
class FixedViews:
    """One view of each picture, as the released network will see it.

    Attributes:
        squares: (S, S, 3) uint8 each, letterboxed.
        targets: (N,) the label's index of each picture.
        preprocess: ends every view.
    """

    squares: Sequence[Pixels]
    targets: npt.NDArray[np.int64]
    preprocess: Preprocess

    def __len__(self) -> int:
        return len(self.squares)

    def __getitem__(self, index: int) -> tuple[npt.NDArray[np.float32], int]:
        """Give a view (3, S, S) float32 and its target."""
        return self.preprocess.normalise(self.squares[index]), int(self.targets[index])


def fixed_view(
    sample: Sample, index: int, composer: Composer, preprocess: Preprocess, seed: int
) -> Pixels:
    """Prepare (S, S, 3) uint8 of one validation picture.

    A photo goes through `preprocess` alone; a cutout is laid on a ground chosen by seed and index.
    """
    if not sample.rendered:
        photo = Photo.open(sample.path, min_side=preprocess.min_side)
        return preprocess.letterbox(photo.pixels)
    rng = np.random.default_rng((seed, _VALIDATION, index))
    pixels = read_rendered(sample)
    if pixels.shape[2] == 4:
        pixels = composed(pixels, composer, preprocess.size, rng)
    return preprocess.letterbox(pixels)


def read_rendered(sample: Sample) -> Pixels:
    """Open a rendered picture: (H, W, 4) uint8 of a cutout, (H, W, 3) of one with its own ground.

    Raises:
        PhotoError: the picture cannot be decoded.
    """
    pixels = read_cutout(sample.path)
    return np.ascontiguousarray(pixels[..., :3]) if pixels[..., 3].min() == 255 else pixels


def fixed_views(
    samples: Sequence[Sample],
    targets: npt.NDArray[np.int64],
    composer: Composer,
    preprocess: Preprocess,
    seed: int,
    threads: int,
) -> FixedViews:
    """Prepare all validation pictures once; every epoch sees the same.

    Raises:
        PhotoError: a picture cannot be decoded; the message names it.
    """
    with ThreadPoolExecutor(threads) as pool:
        squares = list(
            pool.map(
                lambda item: fixed_view(item[1], item[0], composer, preprocess, seed),
                enumerate(samples),
            )
        )
    return FixedViews(squares, targets, preprocess)


def composed(cutout: Pixels, composer: Composer, side: int, rng: np.random.Generator) -> Pixels:
    """Lay a cutout in a frame of a photo's shape whose longer side is `side` px."""
    width, height = frame(side, rng)
    return composer.compose(cutout, width, height, rng)


def frame(side: int, rng: np.random.Generator) -> tuple[int, int]:
    """Choose width and height of a photo whose longer side is `side` px.

    The frames vary as photos do: were rendered pictures always square, the bands that letterboxing
    adds would tell a photo from a rendering, and goods from other things with it.
    """
    wide, high = _FRAMES[int(rng.integers(len(_FRAMES)))]
    longest = max(wide, high)
    return side * wide // longest, side * high // longest


def backgrounds(samples: Sequence[Sample], side: int, most: int, seed: int) -> list[Pixels]:
    """Open photos to lay cutouts on, at most `most`, each at most 2 * `side` px long."""
    rng = np.random.default_rng((seed, 1))
    order = rng.permutation(len(samples))[:most]
    photos = (Photo.open(samples[int(at)].path, min_side=2 * side) for at in order)
    return [shrunk(photo.pixels, 2 * side) for photo in photos]

"""A contact sheet of the augmentation, to look at before hours are spent on training with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from datasets.compose import Composer
from datasets.samples import PICTURES, SampleError
from model.errors import shown
from model.photo import Photo, Pixels, encode_jpeg, encode_webp, read_cutout, resize
from model.preprocess import Preprocess
from model.weights import write_whole
from training.augment import DISTORTIONS, Augment, distort, shrunk
from training.views import composed

MOST = 12  # photos on a sheet: more would not be looked at
_ALONE = 2  # photos that every distortion is shown on alone
_LEAST = 144  # px of a cell at least, so that a caption fits under it
_GAP, _CAPTION, _TITLE = 10, 24, 44  # px
_PAPER, _INK = (250, 250, 248), (20, 20, 20)
_LETTER = 8.5  # px, the width of a letter of a caption on average, rounded up
_WRITERS: dict[str, Callable[[Pixels], bytes]] = {
    ".webp": encode_webp,
    ".jpg": encode_jpeg,
    ".jpeg": encode_jpeg,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """A picture (S, S, 3) uint8 and what stands under it."""

    picture: Pixels
    caption: str


_Band = tuple[str, list[list[_Cell]]]  # a title, then rows


def choose(folder: Path, most: int = 6) -> tuple[Path, ...]:
    """Take pictures from all over a folder: evenly spaced in the order of their paths.

    Raises:
        SampleError: no such folder, or no picture in it.
    """
    if not folder.is_dir():
        raise SampleError(f"{folder} is no folder; give a folder of pictures")
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PICTURES]
    if not paths:
        raise SampleError(f"{folder} holds no picture; put pictures into it")
    count = min(most, len(paths))
    return tuple(paths[(2 * at + 1) * len(paths) // (2 * count)] for at in range(count))


def write(
    photos: Sequence[Path],
    out: Path,
    preprocess: Preprocess,
    strength: float = 1.0,
    views: int = 7,
    seed: int = 0,
    zoom: float = 0.0,
) -> None:
    """Draw a `sheet` and write it as `.webp` or `.jpg`, whole or not at all.

    Raises:
        SampleError: another ending, or as `sheet`.
        PhotoError: as `sheet`.
    """
    if out.suffix.lower() not in _WRITERS:
        raise SampleError(f"{out.name} cannot be written; let it end in {', '.join(_WRITERS)}")
    pixels = sheet(photos, preprocess, strength, views, seed, zoom)
    write_whole(out, _WRITERS[out.suffix.lower()](pixels))


def sheet(
    photos: Sequence[Path],
    preprocess: Preprocess,
    strength: float,
    views: int,
    seed: int,
    zoom: float = 0.0,
) -> Pixels:
    """Draw what training sees.

    First a row for each photo: as it is, letterboxed, then random views. Below, on the first
    photos, a column for each distortion of `training.augment.DISTORTIONS`, alone and always
    applied; under it its name and how often training applies it. A rendered cutout is laid on a
    plain ground, a fresh one for each view. Photos lend each other their looks.

    Args:
        photos: at most `MOST`.
        preprocess: ends every view; cells have its size, enlarged by a whole number if small.
        strength: 0..1, multiplies every chance.
        views: random ones in a row, 1..16.
        seed: of all views.
        zoom: 0..1, chance of a view of a part.

    Returns:
        (H, W, 3) uint8.

    Raises:
        SampleError: no photo, too many, or a number out of its range.
        PhotoError: a photo cannot be decoded.
    """
    if not 1 <= len(photos) <= MOST:
        raise SampleError(
            f"a sheet shows 1 to {MOST} photos, not {len(photos)}; give fewer or some"
        )
    if not 0 <= strength <= 1 or not 1 <= views <= 16:
        raise SampleError(
            f"strength {strength} must lie in 0..1 and views {views} in 1..16; change them"
        )
    plain = Augment(preprocess, strength)
    lenders = [_Source(path, plain, seed + at).laid() for at, path in enumerate(photos)]
    augment = Augment(preprocess, strength, zoom, lenders)
    sources = [_Source(path, augment, seed + at) for at, path in enumerate(photos)]
    rows = [_seen(source, views) for source in sources]
    bands: list[_Band] = [("What training sees: the photo, then random views of it", rows)]
    return _drawn(bands + _alone(sources[:_ALONE], views + 1), preprocess.size, views + 1)


class _Source:
    """A photo, or a cutout that every view lays on another ground."""

    def __init__(self, path: Path, augment: Augment, seed: int) -> None:
        self.name = shown(path.stem)
        self.augment = augment
        self.rng = np.random.default_rng(seed)
        cutout = read_cutout(path) if path.suffix.lower() in (".png", ".webp") else None
        if cutout is not None and cutout[..., 3].min() < 255:
            self._pixels = shrunk(cutout, augment.side)
        else:
            photo = Photo.open(path, min_side=augment.preprocess.min_side)
            self._pixels = shrunk(photo.pixels, augment.side)

    def laid(self) -> Pixels:
        """Give (H, W, 3) uint8, shrunk to the side that distortions work at."""
        if self._pixels.shape[2] == 3:
            return self._pixels
        return composed(self._pixels, Composer([]), self.augment.side, self.rng)

    def seed(self) -> int:
        """Give the next seed."""
        return int(self.rng.integers(2**31))


def _seen(source: _Source, views: int) -> list[_Cell]:
    plain = _Cell(source.augment.preprocess.letterbox(source.laid()), source.name)
    return [
        plain,
        *(_Cell(source.augment(source.laid(), source.seed()), "") for _ in range(views)),
    ]


def _alone(sources: Sequence[_Source], columns: int) -> list[_Band]:
    """Bands of `columns` distortions each, captions under the last photo."""
    names = list(DISTORTIONS)
    bands: list[_Band] = []
    for start in range(0, len(names), columns):
        part = names[start : start + columns]
        rows = [[_Cell(_distorted(source, name), "") for name in part] for source in sources[:-1]]
        rows.append([_Cell(_distorted(sources[-1], name), _often(sources, name)) for name in part])
        bands.append(
            ("Each distortion alone, and how often training applies it" if start == 0 else "", rows)
        )
    return bands


def _distorted(source: _Source, name: str) -> Pixels:
    pixels = distort(name, 1.0, source.laid(), source.seed(), source.augment.lenders)
    return source.augment.preprocess.letterbox(pixels)


def _often(sources: Sequence[_Source], name: str) -> str:
    chance = sources[0].augment.chances[name]
    return f"{name} {chance * 100:.3g} %"


def _drawn(bands: Sequence[_Band], size: int, columns: int) -> Pixels:
    """Lay bands one below the other on paper."""
    side = size * -(-_LEAST // size)
    high = sum(_height(band, side) for band in bands) + _GAP
    paper = Image.new("RGB", (columns * (side + _GAP) + _GAP, high), _PAPER)
    pen = ImageDraw.Draw(paper)
    top = _GAP
    for band in bands:
        _draw_band(paper, pen, band, top, side)
        top += _height(band, side)
    return np.asarray(paper)


def _draw_band(
    paper: Image.Image, pen: ImageDraw.ImageDraw, band: _Band, top: int, side: int
) -> None:
    title, rows = band
    if title:
        pen.text((_GAP, top + 6), title, fill=_INK, font=ImageFont.load_default(22))
        top += _TITLE
    font = ImageFont.load_default(15)
    letters = int(side / _LETTER)
    for row in rows:
        for x, cell in enumerate(row):
            left = _GAP + x * (side + _GAP)
            picture = resize(cell.picture, side, side, "nearest")
            paper.paste(Image.fromarray(picture), (left, top))
            pen.text((left, top + side + 3), cell.caption[:letters], fill=_INK, font=font)
        top += side + _below(row)


def _height(band: _Band, side: int) -> int:
    title, rows = band
    return (_TITLE if title else 0) + sum(side + _below(row) for row in rows)


def _below(row: Sequence[_Cell]) -> int:
    """Room in px below a row of pictures."""
    return _GAP + (_CAPTION if any(cell.caption for cell in row) else 0)

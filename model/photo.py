"""The only place where an image file is decoded, resized or encoded: bytes to upright RGB pixels.

Files are hostile until decoded: the magic bytes choose the format (never the name), sizes are
checked from the header, every failure becomes a `PhotoError`, metadata never leaves this module.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, get_args

import numpy as np
import numpy.typing as npt
from PIL import Image

from model.errors import PhotoError, shown
from model.jpeg_scans import MAX_SCANS, too_many

Pixels = npt.NDArray[np.uint8]
Filter = Literal["nearest", "box", "bilinear", "bicubic", "lanczos"]
FILTERS: tuple[str, ...] = get_args(Filter)

MAX_BYTES = 50_000_000  # a 50-Mpx phone JPEG has about 25 MB
MAX_SIDE = 20_000  # px; panoramas of phones end near 16,000
MAX_PIXELS = 80_000_000  # below the 89,478,485 at which Pillow warns of a bomb
MIN_SIDE = 8  # px; below, no shape can be told
_PLUGINS = {
    "JPEG": "JpegImagePlugin",
    "PNG": "PngImagePlugin",
    "WEBP": "WebPImagePlugin",
    "AVIF": "AvifImagePlugin",
}
# Brand of an ISO media file (ISO/IEC 14496-12), the bytes 8..12.
_BRANDS = dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "HEIF")
_BRANDS |= dict.fromkeys((b"avif", b"avis"), "AVIF")
_ORIENTATION = 0x0112  # EXIF tag, values 1..8 (CIPA DC-008)
_WHITE = (255, 255, 255, 255)


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A decoded photo.

    Attributes:
        pixels: `(H, W, 3) uint8`, RGB, upright, write-protected, perhaps at reduced scale.
        sha256: Of the original bytes, 64 hex digits.
        width: Of the upright original, px.
        height: Of the upright original, px.
    """

    pixels: Pixels
    sha256: str
    width: int
    height: int

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.uint8 or self.pixels.ndim != 3 or self.pixels.shape[2] != 3:
            raise ValueError(
                f"pixels are {self.pixels.shape} {self.pixels.dtype}, they must be (H, W, 3) uint8"
            )
        if not 0 < self.pixels.shape[1] <= self.width or not 0 < len(self.pixels) <= self.height:
            raise ValueError(
                f"pixels {self.pixels.shape} do not come from {self.width} x {self.height}"
            )
        if len(self.sha256) != 64:
            raise ValueError(f"sha256 {self.sha256!r} must have 64 hex digits")
        self.pixels.setflags(write=False)

    @classmethod
    def open(cls, path: Path | str, min_side: int | None = None) -> Photo:
        """Read a file; see `from_bytes`."""
        return cls.from_bytes(_read(Path(path)), Path(path).name, min_side)

    @classmethod
    def from_bytes(cls, data: bytes, name: str, min_side: int | None = None) -> Photo:
        """Decode a JPEG, PNG, WebP, HEIC or AVIF file.

        Args:
            data: The bytes of the file.
            name: What to call it in an error.
            min_side: Decode JPEG at the smallest DCT scale (1/8, 1/4, 1/2) whose longer side
                stays >= `min_side` px; None decodes in full.

        Raises:
            PhotoError: The bytes are no usable photo.
            ValueError: `min_side` is below 1.
        """
        if min_side is not None and min_side < 1:
            raise ValueError(f"min_side is {min_side} px, it must be at least 1")
        name = shown(name)
        digest = hashlib.sha256()
        hashing = threading.Thread(target=digest.update, args=(data,))  # beside decoding: 2 ms
        hashing.start()
        try:
            with _one_sentence(name):
                pixels, width, height = _decode(data, name, min_side)
        finally:
            hashing.join()
        return cls(pixels, digest.hexdigest(), width, height)


def read_cutout(path: Path | str) -> Pixels:
    """Read a picture with its transparency.

    Returns:
        `(H, W, 4) uint8` RGBA, not premultiplied; opaque where the file has no alpha.

    Raises:
        PhotoError: The file is no usable picture.
    """
    name = shown(Path(path).name)
    data = _read(Path(path))
    with _one_sentence(name):
        return np.asarray(_open(data, name).convert("RGBA"))


@contextmanager
def _one_sentence(name: str) -> Iterator[None]:
    """The boundary behind which Pillow's many errors end."""
    try:
        yield
    except PhotoError:
        raise
    except MemoryError as error:
        raise PhotoError(f"{name} needs more memory than there is; use a smaller photo") from error
    except Exception as error:  # ValueError, SyntaxError, struct.error, OSError and more
        raise PhotoError(f"{name} is damaged and cannot be decoded; take it again") from error


def resize(pixels: Pixels, width: int, height: int, filter: Filter = "bicubic") -> Pixels:
    """Resize, antialiased: `(H, W)`, `(H, W, 3)` or `(H, W, 4)` uint8 to `height` x `width` px."""
    if filter not in FILTERS:
        raise ValueError(f"filter {filter!r} is unknown; choose one of {', '.join(FILTERS)}")
    if pixels.shape[:2] == (height, width):
        return pixels
    resampling = Image.Resampling[filter.upper()]
    return np.asarray(Image.fromarray(pixels).resize((width, height), resampling))


def grey(pixels: Pixels) -> Pixels:
    """Luma (ITU-R BT.601) of `(H, W, 3) uint8` as `(H, W) uint8`."""
    return np.asarray(Image.fromarray(pixels).convert("L"))


def encode_jpeg(pixels: Pixels, quality: int = 85) -> bytes:
    """Encode `(H, W, 3) uint8` as JPEG without metadata; quality 1..95."""
    return _encode(pixels, "JPEG", quality)


def encode_webp(pixels: Pixels, quality: int = 80) -> bytes:
    """Encode `(H, W, 3)` or `(H, W, 4)` uint8 as lossy WebP without metadata; quality 1..100."""
    return _encode(pixels, "WEBP", quality)


def _encode(pixels: Pixels, format: str, quality: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format, quality=quality)
    return buffer.getvalue()


def _read(path: Path) -> bytes:
    """The bytes of a file; size and kind are checked before reading."""
    name = shown(path.name or str(path))
    try:
        if path.is_dir():
            raise PhotoError(f"{name} is a folder; give the photos in it")
        if not path.is_file():
            raise PhotoError(f"{name} does not exist or is no file; check the name")
        _check_bytes(path.stat().st_size, name)
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise PhotoError(f"{name} cannot be read; check its name and permissions") from error


def _check_bytes(count: int, name: str) -> None:
    if count == 0:
        raise PhotoError(f"{name} is empty; copy it again from the camera")
    if count > MAX_BYTES:
        raise PhotoError(
            f"{name} has {count / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB allowed; "
            "use a smaller photo"
        )


def _format(data: bytes) -> str | None:
    """Format by magic bytes, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return _BRANDS.get(data[8:12]) if data[4:8] == b"ftyp" else None


def _open(data: bytes, name: str) -> Image.Image:
    """Header only; format, bytes and sides checked, no pixel decoded."""
    _check_bytes(len(data), name)
    format = _format(data)
    if format is None:
        raise PhotoError(f"{name} is not a JPEG, PNG, WebP, HEIC or AVIF photo; convert it to JPEG")
    # Damaged EXIF, which Pillow reads unasked, concerns no user. Set for the process and each
    # time: `catch_warnings` would not be safe between threads.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.TiffImagePlugin")
    stream = io.BytesIO(data)
    image = _reader(format)(stream, "")
    _check_sides(image.width, image.height, name)
    end, bands = stream.tell(), len(image.getbands())  # Pillow stops behind the first scan's header
    if format == "JPEG" and too_many(data, end, bands, "progressive" in image.info):
        raise PhotoError(f"{name} has more than {MAX_SCANS} scans; save it again as a plain JPEG")
    return image


def _reader(format: str) -> Callable[[IO[bytes], str], Image.Image]:
    """Pillow's reader of one format.

    `Image.open` would load five readers first and all forty for WebP: that is slower, and each
    is code that a hostile file could reach.
    """
    if format == "HEIF":
        import pi_heif

        pi_heif.register_heif_opener()
    else:
        importlib.import_module(f"PIL.{_PLUGINS[format]}")
    return Image.OPEN[format][0]


def _check_sides(width: int, height: int, name: str) -> None:
    """Bombs end here: the header is read, no pixel yet."""
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise PhotoError(
            f"{name} is {width} x {height} pixels, more than the {MAX_PIXELS // 10**6} megapixels "
            f"or {MAX_SIDE} pixels a side allowed; use a smaller photo"
        )
    if min(width, height) < MIN_SIDE:
        raise PhotoError(
            f"{name} is {width} x {height} pixels, each side needs {MIN_SIDE}; use a larger photo"
        )


def _decode(data: bytes, name: str, min_side: int | None) -> tuple[Pixels, int, int]:
    """Upright RGB pixels, and width and height of the upright original."""
    image = _open(data, name)
    width, height = image.size
    if min_side is not None:
        _draft(image, min_side)
    image.load()
    orientation = _orientation(image)
    if orientation >= 5:  # these turn by a quarter
        width, height = height, width
    return _upright(_rgb(image), orientation), width, height


def _draft(image: Image.Image, min_side: int) -> None:
    """Choose the scale at which a JPEG is decoded; other formats ignore it."""
    # Pillow keeps both sides >= the size asked for; only the longer one binds here.
    landscape = image.width >= image.height
    image.draft(None, (min_side, 1) if landscape else (1, min_side))


def _orientation(image: Image.Image) -> int:
    """EXIF orientation 1..8; 1 where it is missing or damaged, as the pixels are still good."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # a damaged tag costs the photo its orientation, not its use
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    """Undo an EXIF orientation; (H, W, 3) in and out, sides swapped for 5..8."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def _rgb(image: Image.Image) -> Pixels:
    """Any mode our formats have, as `(H, W, 3) uint8`; transparency on white."""
    if image.mode.startswith("I"):  # 16-bit grey: Pillow's own conversion saturates, so scale
        wide = np.asarray(image).astype(np.uint32).clip(0, 65535)
        narrow = ((wide * 255 + 32767) // 65535).astype(np.uint8)
        return np.repeat(narrow[:, :, None], 3, axis=2)
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, _WHITE)
        return np.asarray(Image.alpha_composite(ground, image.convert("RGBA")))[:, :, :3]
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))

"""Files an inspector or an attacker may hand over, made from nothing.

`REFUSED` must end in a `PhotoError` whose sentence holds the given words; `ACCEPTED` must decode,
to the given colour where one is given.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, PngImagePlugin

from tests.conftest import textured

Colour = tuple[int, int, int]
SIDE = 64
ORANGE: Colour = (230, 120, 20)
WHITE: Colour = (255, 255, 255)


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    """Encode with Pillow."""
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def plain(
    mode: str = "RGB", colour: object = ORANGE, size: tuple[int, int] = (SIDE, 48)
) -> Image.Image:
    """One colour all over."""
    return Image.new(mode, size, colour)  # type: ignore[arg-type]


def chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int, depth: int, colour_type: int, rows: bytes) -> bytes:
    """A PNG written by hand; `rows` holds a filter byte before each row."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def wide_png(colour_type: int, *samples: int) -> bytes:
    """16 bits per sample, one colour all over."""
    row = b"\0" + struct.pack(f">{len(samples)}H", *samples) * SIDE
    return png(SIDE, SIDE, 16, colour_type, row * SIDE)


def with_exif(orientation: int | None, text: str = "") -> bytes:
    """A JPEG with EXIF."""
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    exif[0x010E] = text
    return saved(plain(), "JPEG", exif=exif)


def broken_exif(content: bytes) -> bytes:
    """A JPEG whose EXIF block is the given bytes."""
    return saved(plain(), "JPEG", exif=b"Exif\0\0" + content)


def frames(format: str, mode: str = "RGB") -> bytes:
    """An animation whose first frame is orange and whose second is white."""
    second = [plain(mode, WHITE if mode == "RGB" else 255)]
    first = plain(mode) if mode == "RGB" else plain().convert(mode)
    return saved(first, format, save_all=True, append_images=second, duration=50)


def zipped() -> bytes:
    """A small archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
    return buffer.getvalue()


def palette(alpha: bool) -> bytes:
    """A palette PNG; with alpha its one colour is fully transparent."""
    image = plain().quantize(4)
    return saved(image, "PNG", **({"transparency": image.getpixel((0, 0))} if alpha else {}))


def text_png(content: str) -> bytes:
    """A PNG with text in it."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", content, zip=True)
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{content}</x:xmpmeta>", zip=True)
    return saved(plain(), "PNG", pnginfo=info)


def not_adobe_cmyk() -> bytes:
    """A CMYK JPEG as Pillow writes it: with Adobe's marker, inverted inks."""
    return saved(plain("CMYK", (0, 122, 233, 25)), "JPEG", quality=95)


def profiled(profile: bytes) -> bytes:
    """A JPEG with a colour profile."""
    return saved(plain(), "JPEG", icc_profile=profile)


def textured_jpeg(**options: object) -> bytes:
    """A JPEG with detail, so that cutting it loses pixels."""
    return saved(Image.fromarray(textured(200, 150)), "JPEG", **options)


def huge_jpeg(width: int, height: int) -> bytes:
    """A small JPEG whose header claims other sides."""
    data = bytearray(saved(plain(), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def huge_webp(width: int, height: int) -> bytes:
    """An extended WebP whose canvas claims other sides."""
    body = b"\x10\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    block = b"VP8X" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(block) + 4) + b"WEBP" + block


def many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: minutes of work in few bytes."""
    data = saved(plain(), "JPEG", progressive=True, quality=95)
    scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + scan * count + data[-2:]


_JPEG = textured_jpeg()
_PNG = saved(Image.fromarray(textured(200, 150)), "PNG")
_WEBP = saved(Image.fromarray(textured(200, 150)), "WEBP")
_AVIF = saved(plain(), "AVIF")
# Made once from `plain()` at quality 90: we ship no encoder (docs/decisions/0003).
_HEIC = (Path(__file__).parent.parent / "golden" / "orange.heic").read_bytes()
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
_LINE = b"\0" + b"\x55" * (SIDE * 3)
_DAMAGED = "damaged and cannot be decoded"
_FOREIGN = "is not a JPEG, PNG, WebP, HEIC or AVIF photo"
_LARGE = "80 megapixels or 20000 pixels a side"

REFUSED: Mapping[str, tuple[bytes, str]] = {
    "empty.jpg": (b"", "is empty"),
    "one_byte.jpg": (b"\xff", _FOREIGN),
    "three_bytes.jpg": (b"\xff\xd8\xff", _DAMAGED),
    "magic_only.png": (b"\x89PNG\r\n\x1a\n", _DAMAGED),
    "magic_only.webp": (b"RIFF\x10\0\0\0WEBP", _DAMAGED),
    "magic_only.heic": (b"\0\0\0\x18ftypheic", _DAMAGED),
    "magic_only.avif": (b"\0\0\0\x18ftypavif", _DAMAGED),
    "zeros.jpg": (bytes(5000), _FOREIGN),
    "noise.jpg": (np.random.default_rng(7).bytes(5000), _FOREIGN),
    "noise_after_magic.jpg": (b"\xff\xd8\xff" + np.random.default_rng(8).bytes(5000), _DAMAGED),
    "noise_after_magic.png": (_PNG[:8] + np.random.default_rng(9).bytes(5000), _DAMAGED),
    "text.jpg": (b"This is no photo.\n" * 20, _FOREIGN),
    "page.jpg": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", _FOREIGN),
    "drawing.png": (_SVG, _FOREIGN),
    "script.ps.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", _FOREIGN),
    "paper.jpg": (b"%PDF-1.7\n1 0 obj\n", _FOREIGN),
    "archive.jpg": (zipped(), _FOREIGN),
    "program.jpg": (b"\x7fELF" + bytes(200), _FOREIGN),
    "archive_then_photo.jpg": (zipped() + _JPEG, _FOREIGN),
    "page_then_photo.jpg": (b"<html>" + _JPEG, _FOREIGN),
    "animation.gif": (frames("GIF", "P"), _FOREIGN),
    "renamed_gif.jpg": (saved(plain("P", 0), "GIF"), _FOREIGN),
    "bitmap.bmp": (saved(plain(), "BMP"), _FOREIGN),
    "scan.tiff": (saved(plain(), "TIFF"), _FOREIGN),
    "icon.ico": (saved(plain(), "ICO"), _FOREIGN),
    "jpeg2000.jp2": (saved(plain(), "JPEG2000"), _FOREIGN),
    "layers.psd": (b"8BPS\0\x01" + bytes(50), _FOREIGN),
    "stars.fits": (b"SIMPLE  =                    T" + bytes(2850), _FOREIGN),
    "portable.ppm": (saved(plain(), "PPM"), _FOREIGN),
    "sound.webp": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(20), _FOREIGN),
    "film.heic": (b"\0\0\0\x18ftypmp42" + bytes(200), _FOREIGN),
    "half.jpg": (_JPEG[: len(_JPEG) // 2], _DAMAGED),
    "header_only.jpg": (_JPEG[:300], _DAMAGED),
    "half.png": (_PNG[: len(_PNG) // 2], _DAMAGED),
    "half.webp": (_WEBP[: len(_WEBP) // 2], _DAMAGED),
    "half.avif": (_AVIF[: len(_AVIF) // 2], _DAMAGED),
    "half.heic": (_HEIC[: len(_HEIC) // 2], _DAMAGED),
    "bad_checksum.png": (_PNG[:40] + bytes([_PNG[40] ^ 255]) + _PNG[41:], _DAMAGED),
    "no_pixels.png": (png(SIDE, SIDE, 8, 2, b""), _DAMAGED),
    "depth_3.png": (png(SIDE, SIDE, 3, 2, _LINE * SIDE), _DAMAGED),
    "bomb_100_megapixels.png": (png(10_000, 10_000, 1, 0, bytes(10)), _LARGE),
    "bomb_196_megapixels.png": (png(14_000, 14_000, 1, 0, bytes(10)), _LARGE),
    "bomb_900_megapixels.png": (png(30_000, 30_000, 1, 0, bytes(10)), _LARGE),
    "side_2_000_000_000.png": (png(2_000_000_000, 9, 1, 0, bytes(10)), _LARGE),
    "side_30_000.png": (png(30_000, 9, 1, 0, bytes(10)), _LARGE),
    "side_60_000.jpg": (huge_jpeg(60_000, 9), _LARGE),
    "bomb.jpg": (huge_jpeg(65_000, 65_000), _LARGE),
    "bomb.webp": (huge_webp(16_000, 16_000), "WebP|damaged|megapixels"),
    "no_sides.png": (png(0, 0, 8, 2, b""), _DAMAGED),
    "no_sides.jpg": (huge_jpeg(0, 0), "damaged|pixels"),
    "thread_1_x_500.png": (saved(plain(size=(1, 500)), "PNG"), "1 x 500 pixels"),
    "thread_500_x_1.jpg": (saved(plain(size=(500, 1)), "JPEG"), "500 x 1 pixels"),
    "dot.webp": (saved(plain(size=(1, 1)), "WEBP"), "1 x 1 pixels"),
    "seven.png": (saved(plain(size=(7, 7)), "PNG"), "7 x 7 pixels"),
    "many_scans.jpg": (many_scans(100), "more than 100 scans"),
    "too_many_bytes.jpg": (_JPEG + bytes(50_000_000), "50 MB allowed"),
    "text_bomb.png": (text_png("A" * 70_000_000), _DAMAGED),
}

ACCEPTED: Mapping[str, tuple[bytes, Colour | None]] = {
    "rgb.jpg": (saved(plain(), "JPEG", quality=95), ORANGE),
    "rgb.png": (saved(plain(), "PNG"), ORANGE),
    "rgb.webp": (saved(plain(), "WEBP", quality=95), ORANGE),
    "lossless.webp": (saved(plain(), "WEBP", lossless=True), ORANGE),
    "rgb.avif": (saved(plain(), "AVIF", quality=95), ORANGE),
    "rgb.heic": (_HEIC, ORANGE),
    "wrong_suffix.gif": (saved(plain(), "PNG"), ORANGE),
    "no_suffix": (saved(plain(), "JPEG", quality=95), ORANGE),
    "progressive.jpg": (saved(plain(), "JPEG", progressive=True, quality=95), ORANGE),
    "some_scans.jpg": (many_scans(50), ORANGE),
    "grey.jpg": (saved(plain("L", 90), "JPEG", quality=95), (90, 90, 90)),
    "grey.png": (saved(plain("L", 90), "PNG"), (90, 90, 90)),
    "one_bit.png": (saved(plain("1", 1), "PNG"), WHITE),
    "cmyk.jpg": (not_adobe_cmyk(), ORANGE),
    "palette.png": (palette(alpha=False), ORANGE),
    "palette_alpha.png": (palette(alpha=True), WHITE),
    "grey_alpha.png": (saved(plain("LA", (0, 0)), "PNG"), WHITE),
    "half_grey_alpha.png": (saved(plain("LA", (0, 128)), "PNG"), (127, 127, 127)),
    "clear_black.png": (saved(plain("RGBA", (0, 0, 0, 0)), "PNG"), WHITE),
    "clear_black.webp": (saved(plain("RGBA", (0, 0, 0, 0)), "WEBP", lossless=True), WHITE),
    "opaque_alpha.png": (saved(plain("RGBA", (*ORANGE, 255)), "PNG"), ORANGE),
    "colour_key.png": (saved(plain(), "PNG", transparency=ORANGE), WHITE),
    "grey_16_bit.png": (wide_png(0, 257 * 90), (90, 90, 90)),
    "rgb_16_bit.png": (wide_png(2, 257 * 230, 257 * 120, 257 * 20), ORANGE),
    "rgba_16_bit.png": (wide_png(6, 257 * 230, 257 * 120, 257 * 20, 65535), ORANGE),
    "grey_alpha_16_bit.png": (wide_png(4, 257 * 90, 65535), (90, 90, 90)),
    "animated.png": (frames("PNG"), ORANGE),
    "animated.webp": (frames("WEBP"), ORANGE),
    "archive_behind.jpg": (saved(plain(), "JPEG", quality=95) + zipped(), ORANGE),
    "page_behind.png": (saved(plain(), "PNG") + b"<script>alert(1)</script>", ORANGE),
    "html_in_exif.jpg": (with_exif(1, "<img src=x onerror=alert(1)>"), ORANGE),
    "html_in_text.png": (text_png("<script>alert(1)</script>"), ORANGE),
    "orientation_0.jpg": (with_exif(0), ORANGE),
    "orientation_9.jpg": (with_exif(9), ORANGE),
    "orientation_60000.jpg": (with_exif(60000), ORANGE),
    "exif_of_zeros.jpg": (broken_exif(bytes(40)), ORANGE),
    "exif_cut.jpg": (broken_exif(b"MM\0*\0\0\0\x08\0\x05"), ORANGE),
    "exif_of_noise.jpg": (broken_exif(np.random.default_rng(5).bytes(300)), ORANGE),
    "exif_offset_far.jpg": (broken_exif(b"II*\0\xff\xff\xff\x7f"), ORANGE),
    "good_profile.jpg": (profiled(_SRGB), ORANGE),
    "broken_profile.jpg": (profiled(_SRGB[:50]), ORANGE),
    "noise_profile.jpg": (profiled(b"no profile at all"), ORANGE),
    "few_rows_but_whole.png": (png(SIDE, SIDE, 8, 2, _LINE * 5), None),
    "eight.png": (saved(plain(size=(8, 8)), "PNG"), ORANGE),
    "narrow_8_x_4000.png": (saved(plain(size=(8, 4000)), "PNG"), ORANGE),
    "path_like_name..%2f..%2f.jpg": (saved(plain(), "JPEG", quality=95), ORANGE),
    "übung 手铐 🔗.jpg": (saved(plain(), "JPEG", quality=95), ORANGE),
    "صورة.jpg": (saved(plain(), "JPEG", quality=95), ORANGE),
    "\u202egpj.exe": (saved(plain(), "JPEG", quality=95), ORANGE),
    "new\nline.jpg": (saved(plain(), "JPEG", quality=95), ORANGE),
    "<b>bold": (saved(plain(), "JPEG", quality=95), ORANGE),
}

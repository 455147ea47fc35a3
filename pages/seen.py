"""What was looked at: the photo, where the model looked, faults of the photo, the evidence."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, picture, section, tag
from model.photo import Photo, Pixels, encode_jpeg, resize
from model.references import ReferenceIndex
from model.screening import Report
from pages.candidate import RENDERED

THUMBNAIL_SIDE = 720  # px, longer side; sharp on a phone, about 80 kB
NEAREST = 4  # pictures; one row on a wide screen
YOUR_PHOTO = "Your photo, turned upright"
SHORT_HASH = 12  # hex digits
# Flags of `model.quality`: what is wrong, and what to do.
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "blurred": "The photo is blurred. Hold still, come closer, tap on the good to focus.",
        "dark": "The photo is too dark. Add light, or use the flash from the side.",
        "bright": "The photo is too bright. Leave direct sun, turn the flash off.",
        "tiny": "The picture is very small. Use the original photo, no preview or screenshot.",
        "flat": "There is almost nothing to see. Free the lens; use a ground of another colour.",
    }
)


def reduced(pixels: Pixels) -> Pixels:
    """`(H, W, 3) uint8` with the longer side at most `THUMBNAIL_SIDE`; never enlarged."""
    height, width = pixels.shape[:2]
    scale = min(1.0, THUMBNAIL_SIDE / max(height, width))
    return resize(pixels, max(1, round(width * scale)), max(1, round(height * scale)))


def seen(photo: Photo, looked: Pixels | None) -> Html:
    """The photo as we understood it, and where the model looked.

    Args:
        photo: what was classified.
        looked: `(H, W, 3) uint8`, the photo with the activation map laid over it; None where
            no class is named, because the map of a class that is not there says nothing.
    """
    shown = picture(encode_jpeg(reduced(photo.pixels)), "image/jpeg", alt=YOUR_PHOTO)
    caption = f"Your photo, {photo.width} × {photo.height} pixels"
    figure = tag("figure", shown, tag("figcaption", caption), class_="seen-photo")
    return join(figure, _looked(looked) if looked is not None else "")


def _looked(looked: Pixels) -> Html:
    """The overlay, folded; worded as where, never as why."""
    alt = "Your photo with the areas in yellow that weighed most for the first candidate"
    return fold(
        "Where the model looked",
        tag("figure", picture(encode_jpeg(looked), "image/jpeg", alt=alt)),
        tag(
            "p",
            "Yellow areas weighed most for the first candidate. This shows where the model "
            "looked, not why, and not that it is right.",
            class_="quiet",
        ),
    )


def quality_hints(flags: tuple[str, ...]) -> Html:
    """Plain words for each fault of the photo, with what to do."""
    hints = tuple(HINTS[flag] for flag in flags)
    return section("Take a better photo", bullets(hints), class_="part safety")


def nearest(report: Report, catalogue: Catalogue, references: ReferenceIndex | None) -> Html:
    """The reference pictures most similar to the photo."""
    if references is None:
        return Html("")
    found = references.nearest(report.prediction.embedding, NEAREST)
    figures = join(*(_nearest(path, label, cosine, catalogue) for path, label, cosine in found))
    return section(
        "Most similar reference pictures", tag("div", figures, class_="views") if figures else ""
    )


def _nearest(path: str, label: str, cosine: float, catalogue: Catalogue) -> Html:
    """One similar picture; nothing where the catalogue has no such file."""
    visual_class = catalogue.get(label)
    views = catalogue.reference_views(label) if visual_class else ()
    file = next((view for view in views if view.as_posix().endswith(path)), None)
    if file is None or visual_class is None:
        return Html("")
    alt = f"Rendered picture of {visual_class.name}, similar to your photo"
    caption = f"{visual_class.name}, similarity {cosine:.2f} of 1; {RENDERED}"
    return tag(
        "figure",
        picture(file.read_bytes(), "image/webp", alt=alt),
        tag("figcaption", caption),
        class_="view",
    )


def evidence(report: Report, answered: datetime) -> Html:
    """What a later reader needs to repeat the answer: hashes, versions, dates."""
    entries = [entry for finding in report.findings for entry in finding.visual_class.entries]
    checked = min((entry.checked for entry in entries), default=None)
    model = report.prediction
    rows = (
        ("SHA-256 of the photo", report.photo_sha256, True),
        ("Model", f"{model.model_id} ({model.model_sha256[:SHORT_HASH]})", True),
        ("Catalogue version", report.catalogue_version, True),
        ("Legal texts last checked", checked.isoformat() if checked else "no entry shown", False),
        ("Answered", answered.strftime("%Y-%m-%d %H:%M %Z"), False),
    )
    listed = join(*(_row(name, value, is_code) for name, value, is_code in rows))
    return fold("For the file: hashes, versions, dates", tag("dl", listed))


def _row(name: str, value: str, is_code: bool) -> Html:
    return join(tag("dt", name), tag("dd", value, class_="mono" if is_code else "plain"))

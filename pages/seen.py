"""What was looked at: the photos, where the model looked, what is most alike, the evidence."""

from datetime import datetime

from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, picture, section, tag
from model.photo import Pixels, encode_jpeg
from model.references import ReferenceIndex
from model.screening import Report
from pages.candidate import RENDERED, compare_button
from pages.case import Exhibit, Item

NEAREST = 4  # pictures; one row on a wide screen
SHORT_HASH = 12  # hex digits


def photos(item: Item) -> Html:
    """The photos of an object as we understood them, each with its size."""
    count = len(item.exhibits)
    figures = join(*(_photo(each, at, count) for at, each in enumerate(item.exhibits, start=1)))
    return tag("div", figures, class_="photos")


def _photo(exhibit: Exhibit, number: int, count: int) -> Html:
    """One photo; what is wrong with it stands above the verdict."""
    which = "Your photo" if count == 1 else f"Your photo {number} of {count}"
    shown = picture(exhibit.picture.jpeg, "image/jpeg", alt=f"{which}, turned upright")
    caption = f"{which}, {exhibit.taken.width} × {exhibit.taken.height} pixels"
    return tag(
        "figure",
        shown,
        tag("figcaption", caption),
        class_="seen-photo",
    )


def looked_at(looked: Pixels) -> Html:
    """The activation map over the photo, folded; worded as where, never as why.

    Args:
        looked: `(H, W, 3) uint8`.
    """
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


def nearest(report: Report, catalogue: Catalogue, references: ReferenceIndex | None) -> Html:
    """The reference pictures most similar to the photo; where no class is named, as no answer."""
    if references is None or (report.own is not None and not report.findings):
        return Html("")
    found = references.nearest(report.prediction.embedding, NEAREST)
    figures = join(*(_nearest(path, label, cosine, catalogue) for path, label, cosine in found))
    if not figures:
        return Html("")
    shown = tag("div", figures, class_="views")
    if report.findings:
        return fold("Most similar reference pictures", shown)
    warning = tag(
        "p",
        "Of all pictures we have these are the most like it. Alike is not the same: compare "
        "part by part, and do not read a class from them.",
    )
    return section("Most like it, but not an answer", warning, shown)


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
        compare_button(visual_class.name),
        class_="view",
    )


def evidence(report: Report, item: Item, answered: datetime) -> Html:
    """What a later reader needs to repeat the answer: hashes, versions, dates."""
    entries = [entry for finding in report.findings for entry in finding.visual_class.entries]
    checked = min((entry.checked for entry in entries), default=None)
    model = report.prediction
    name = "SHA-256 of the photo" if len(item.exhibits) == 1 else "SHA-256 of photo {}"
    rows = (
        *((name.format(at), e.taken.sha256, True) for at, e in enumerate(item.exhibits, start=1)),
        ("Model", f"{model.model_id} ({model.model_sha256[:SHORT_HASH]})", True),
        ("Catalogue version", report.catalogue_version, True),
        ("Legal texts last checked", checked.isoformat() if checked else "no entry shown", False),
        ("Answered", answered.strftime("%Y-%m-%d %H:%M %Z"), False),
    )
    listed = join(*(_row(name, value, is_code) for name, value, is_code in rows))
    return fold("For the file: hashes, versions, dates", tag("dl", listed))


def _row(name: str, value: str, is_code: bool) -> Html:
    return join(tag("dt", name), tag("dd", value, class_="mono" if is_code else "plain"))

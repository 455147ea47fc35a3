"""What stands on the page before any photo: the notice, how to photograph, what is covered."""

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, tag
from catalogue.visual_class import VisualClass
from pages.capture import capture_guide
from pages.status import badge

TITLE = "Torture-free trade: photo check"
PURPOSE = (
    "Photograph a good and learn what it probably is, what the EU Anti-Torture Regulation "
    "says about it, and what to check next."
)
PROMISES = (
    "Triage, not proof: a person decides.",
    "The Official Journal prevails over every text here.",
    "The photo stays on this machine; nothing is kept unless you save it.",
)
# The card gives the scale: 85.6 x 54 mm in every country (ISO/IEC 7810, ID-1).
CAPTURE = (
    "The whole good, from above, filling most of the picture, on a plain ground.",
    "Beside it something of known size: a ruler, or a bank card (85.6 mm wide).",
    "Then closer: the closure or lock, the electrodes, spikes or nozzle.",
    "Then the markings: maker, model, voltage, patent and serial numbers, label of the packing.",
    "Do not switch on, press, unlock or spray anything to take the picture.",
)


def page_head() -> Html:
    """Title, purpose and the notice that is always visible."""
    return tag(
        "header",
        tag("h1", TITLE),
        tag("p", PURPOSE, class_="purpose"),
        tag("div", bullets(PROMISES), class_="notice", role="note", aria_label="What this is not"),
        class_="page-head",
    )


def guide(catalogue: Catalogue, labels: tuple[str, ...]) -> Html:
    """How to photograph, with pictures; the goods covered; the legal notice.

    Args:
        catalogue: all goods.
        labels: what the classifier can name.
    """
    how = join(bullets(CAPTURE, ordered=True), capture_guide())
    return tag(
        "div",
        fold("How to take the photo", how, is_open=True),
        covered(catalogue, labels),
        tag("p", catalogue.notice, class_="quiet"),
        class_="sheet guide",
    )


def covered(catalogue: Catalogue, labels: tuple[str, ...]) -> Html:
    """The goods that the classifier can name, then those that only the catalogue knows."""
    goods = sorted(catalogue.goods, key=lambda good: good.name.casefold())
    known = [good for good in goods if good.id in labels]
    others = [good for good in goods if good.id not in labels]
    return join(
        fold(
            f"The {len(known)} kinds of goods that a photo can be compared with",
            tag("p", "Goods of the lists that are not named here cannot be recognised."),
            tag("ul", join(*(_covered(good) for good in known)), class_="covered"),
        ),
        fold(
            f"The {len(others)} kinds of listed goods that the model does not know yet",
            tag("p", "No photo will ever be called one of these: compare by eye and by papers."),
            tag("ul", join(*(_covered(good, described=True) for good in others)), class_="covered"),
        )
        if others
        else "",
    )


def _covered(good: VisualClass, *, described: bool = False) -> Html:
    """One line of the list; with what the good looks like where no picture is shown."""
    entries = ", ".join(dict.fromkeys(entry.key for entry in good.entries))
    return tag(
        "li",
        tag("strong", good.name),
        tag("span", entries, class_="entry-kind"),
        badge(good.status),
        tag("span", good.recognise_by, class_="quiet") if described else "",
    )

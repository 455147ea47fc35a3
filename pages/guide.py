"""What stands on the page before any photo: the notice, how to photograph, what is covered."""

from catalogue.load import Catalogue
from catalogue.visual_class import VisualClass
from pages.markup import Html, bullets, fold, join, tag
from pages.status import badge

TITLE = "Torture-free trade: photo check"
PURPOSE = (
    "Photograph a good and learn what it probably is, what the EU Anti-Torture Regulation "
    "says about it, and what to check next."
)
PROMISES = (
    "Triage, not proof: a person decides.",
    "The Official Journal prevails over every text here.",
    "The photo stays on this machine; it is deleted after the answer.",
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


def guide(catalogue: Catalogue, *, is_open: bool) -> Html:
    """How to photograph, the goods covered, the legal notice; folded once an answer is there."""
    return tag(
        "div",
        fold("How to take the photo", bullets(CAPTURE, ordered=True), is_open=is_open),
        covered(catalogue),
        tag("p", catalogue.notice, class_="quiet"),
        class_="sheet guide",
    )


def covered(catalogue: Catalogue) -> Html:
    """The list of goods the catalogue knows, each with its status."""
    goods = sorted(catalogue.goods, key=lambda good: good.name.casefold())
    return fold(
        f"The {len(goods)} kinds of goods covered",
        tag("p", "Goods of the lists that are not named here cannot be recognised."),
        tag("ul", join(*(_covered(good) for good in goods)), class_="covered"),
    )


def _covered(good: VisualClass) -> Html:
    """One line of the list."""
    entries = ", ".join(dict.fromkeys(entry.key for entry in good.entries))
    return tag(
        "li",
        tag("strong", good.name),
        tag("span", entries, class_="entry-kind"),
        badge(good.status),
    )

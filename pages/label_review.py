"""The tab "Review": a second person judges labels, or says blindly what photos show."""

from __future__ import annotations

from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, tag
from pages import label_hand as hand
from pages.label_review_desk import MOST_PERCENT, ReviewDesk, Way
from pages.workbench import Workbench

WAYS = {
    Way.JUDGE: "Judge",
    Way.BLIND: "Blind",
    Way.APART: "Disagreements",
}
KEYS = (
    ("A", "accept the label"),
    ("1 to 9", "reject it for this reason; blind: it shows this class"),
    ("R", "write another reason; Enter rejects"),
    ("/", "go to the field for any class; Enter labels"),
    ("0", "blind: you cannot tell"),
    ("S or →", "skip it; it stays in the queue"),
    ("U or Ctrl+Z", "take back what you did last, and show that photo again"),
)


def build(bench: Workbench) -> None:
    """Build the tab; the caller has opened it."""
    hand.wired("review", room(bench.catalogue), ReviewDesk(bench).answer)


def room(catalogue: Catalogue) -> Html:
    """All that stands on the tab; the script fills it."""
    return tag(
        "div",
        tag("div", hand.who("review"), _choice(catalogue), class_="label-top"),
        tag("div", _ways(), tag("p", class_="review-counts quiet"), class_="grid-line"),
        tag("p", class_="label-said", role="status", aria_live="polite"),
        tag("div", _left(), _right(), class_="label-grid"),
        _agreement(),
        hand.keys_help(KEYS),
        class_="sheet label-room review-room",
    )


def _choice(catalogue: Catalogue) -> Html:
    classes = sorted((catalogue[each].name, each) for each in catalogue.ids())
    options = {"": "Any class", **{each: name for name, each in classes}}
    share = Html(
        f'<input id="review-percent" type="number" min="1" max="{MOST_PERCENT}" step="1" '
        f'value="{MOST_PERCENT}">'
    )
    words = "Percent of the photos, drawn at random, the same for everybody"
    fields = join(
        hand.select("review", "label", "Class", options),
        tag("div", tag("label", words, for_="review-percent"), share, class_="field", hidden=True),
    )
    return fold("Which photos", tag("div", fields, class_="label-choice"))


def _ways() -> Html:
    """How one reviews: one of three, as buttons."""
    buttons = (
        hand.button("way", said, data_way=way.value, aria_pressed=str(way is Way.JUDGE).lower())
        for way, said in WAYS.items()
    )
    return tag(
        "div", *buttons, class_="label-tools review-ways", role="group", aria_label="How you review"
    )


def _left() -> Html:
    frame = tag("div", class_="label-frame")
    tools = join(
        hand.button("skip", "Skip", "S"),
        hand.button("undo", "Undo", "U"),
        hand.button("restart", "From the first"),
    )
    return tag(
        "section",
        tag("div", frame, class_="label-stage"),
        tag("div", tools, class_="label-tools", role="group", aria_label="This photo"),
        class_="label-left",
        aria_label="Photo",
    )


def _right() -> Html:
    other = tag(
        "div",
        hand.class_field("review", "Another class"),
        hand.button("label", "Label it"),
        class_="review-other",
    )
    return tag(
        "section",
        tag("div", class_="review-told"),
        other,
        tag("div", class_="review-more"),
        class_="label-right",
        aria_label="What is said of it",
    )


def _agreement() -> Html:
    return fold(
        "How far the labellers agree",
        hand.button("agreement", "Compute it now"),
        tag("div", class_="review-agreement"),
        class_="fold review-numbers",
    )

"""The tab "Many at once": photos alike, or that fit a filter, labelled together by mouse or key."""

from __future__ import annotations

from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, tag
from datasets.library import rules
from datasets.library.clusters import Likeness
from pages import label_hand as hand
from pages.label_grid_desk import FIELDS, FILTERED, GridDesk
from pages.label_single import ORDERS, STATES
from pages.workbench import Workbench

SHOW = {
    Likeness.MEDIUM.value: "Photos alike",
    Likeness.STRICT.value: "Photos very much alike",
    Likeness.LOOSE.value: "Photos a little alike",
    FILTERED: "Photos that fit a filter",
}
KEYS = (
    ("← → ↑ ↓", "go from photo to photo; with Shift, choose all on the way"),
    ("Space", "choose the photo, or leave it out"),
    ("A", "choose all"),
    ("Escape", "choose none"),
    ("P", "take what is proposed for each chosen photo"),
    ("/", "go to the field for any class; Enter labels"),
    ("0", "you cannot tell what the chosen photos show"),
    ("O", "the chosen photos show one object"),
    ("N", "the next cluster or page"),
    ("B", "the cluster before, or the first page"),
    ("U or Ctrl+Z", "take back what you did last"),
)
WORDS = {"view": "View, such as front", "licence": "Licence, such as CC-BY-4.0"}


def build(bench: Workbench) -> None:
    """Build the tab; the caller has opened it."""
    hand.wired("grid", room(bench.catalogue), GridDesk(bench).answer)


def room(catalogue: Catalogue) -> Html:
    """All that stands on the tab; the script fills it."""
    photos = tag(
        "div",
        role="listbox",
        tabindex="0",
        aria_multiselectable="true",
        aria_label="Photos",
        class_="grid-photos",
    )
    return tag(
        "div",
        tag("div", hand.who("grid"), _choice(catalogue), class_="label-top"),
        tag("div", tag("div", class_="grid-head"), _turns(), class_="grid-line"),
        photos,
        _bar(),
        _more(),
        hand.keys_help(KEYS, "Click chooses a photo. Shift and click chooses all up to it."),
        class_="sheet label-room grid-room",
    )


def _choice(catalogue: Catalogue) -> Html:
    classes = sorted((catalogue[each].name, each) for each in catalogue.ids())
    options = {"": "Any class", **{each: name for name, each in classes}}
    field = Html(f'<input id="grid-group" type="text" maxlength="{rules.LONGEST_NAME}">')
    group = tag("div", tag("label", "Object", for_="grid-group"), field, class_="field")
    filters = join(
        hand.select("grid", "state", "Which photos", STATES),
        hand.select("grid", "label", "Class they are labelled as", options),
        hand.select("grid", "proposed", "Class proposed in the library", options),
        group,
        hand.select("grid", "order", "Order", {each.value: said for each, said in ORDERS.items()}),
    )
    return join(
        hand.select("grid", "show", "Show", SHOW),
        tag("div", filters, class_="label-choice grid-filters", hidden=True),
    )


def _turns() -> Html:
    return tag(
        "div",
        hand.button("before", "Previous", "B"),
        hand.button("next", "Next", "N"),
        class_="label-tools",
    )


def _bar() -> Html:
    """What is done with the chosen photos; stays in sight."""
    choose = join(
        tag("strong", class_="grid-count", aria_live="polite"),
        hand.button("all", "All", "A"),
        hand.button("none", "None", "Esc"),
        hand.button("undo", "Undo", "U"),
        tag("p", class_="label-said", role="status", aria_live="polite"),
    )
    acts = join(
        hand.button("proposals", "Take what is proposed", "P", class_="main"),
        hand.class_field("grid", "A class"),
        hand.button("label", "Label them"),
        hand.button("cannot_tell", "Cannot tell", "0"),
    )
    return tag(
        "section",
        tag("div", choose, class_="label-tools"),
        tag("div", acts, class_="label-tools grid-acts"),
        class_="grid-bar part",
        aria_label="The chosen photos",
    )


def _more() -> Html:
    fields = join(
        *(
            tag(
                "div",
                tag("label", WORDS.get(name, name.capitalize()), for_=f"grid-set-{name}"),
                Html(
                    f'<input id="grid-set-{name}" name="{name}" type="text" '
                    f'maxlength="{rules.LONGEST_TEXT}" autocomplete="off">'
                ),
                class_="field",
            )
            for name in FIELDS
        )
    )
    thing = Html(
        f'<input id="grid-thing" type="text" maxlength="{rules.LONGEST_NAME}" autocomplete="off">'
    )
    words = "Name of the object; empty: that of the first chosen photo"
    return fold(
        "One object, and other fields",
        tag(
            "div",
            tag("div", tag("label", words, for_="grid-thing"), thing, class_="field"),
            hand.button("group", "They show one object", "O"),
            class_="label-choice",
        ),
        tag(
            "div",
            fields,
            hand.button("fields", "Set these fields"),
            class_="label-choice grid-fields",
        ),
    )

"""The keys of the label page, as its help lists them."""

from __future__ import annotations

from catalogue.markup import Html, join, tag

KEYS = (
    ("1 to 9", "label it as the proposal with this number"),
    ("/", "search any class; arrow keys and Enter choose, Escape leaves"),
    ("Q W E R T", "label it as a class that you used lately"),
    ("0", "you cannot tell what it shows"),
    ("S", "skip it; it stays to be labelled"),
    ("U or Ctrl+Z", "take back what you did last, and go back to that photo"),
    ("← →", "the photo before, the next one; nothing is changed"),
    ("M", "several goods: then draw a box round the one that the label means"),
    ("B", "draw a box, with mouse, finger or arrow keys; Shift and arrow keys change its size"),
    ("Del", "take the box away while it has the focus"),
    ("Enter", "save a box that you changed on a photo that has a label"),
    ("?", "this help"),
)


def keys_help() -> Html:
    """A dialog with every key, and the switch that turns single keys off (WCAG 2.2, 2.1.4)."""
    rows = join(*(tag("div", tag("dt", tag("kbd", key)), tag("dd", words)) for key, words in KEYS))
    switch = tag(
        "label",
        Html('<input type="checkbox" id="label-keys-on" checked>'),
        tag("span", "Keys act at once"),
        class_="label-switch",
    )
    close = tag("button", "Close", type="button", data_do="close", class_="close")
    return tag(
        "dialog",
        tag("div", tag("h2", "Keys"), close, class_="label-help-head"),
        tag("dl", rows),
        switch,
        class_="label-help",
        aria_label="Keys",
    )

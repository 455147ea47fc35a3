"""Two pictures side by side, enlarged: the inspector's own photo and a reference view."""

from pathlib import Path

import gradio as gr

from catalogue.markup import Html, join, tag

SCRIPT = Path(__file__).with_name("viewer.js")
# Stands in until a picture is chosen: an image must have a source.
_EMPTY = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"


def viewer() -> gr.HTML:
    """Build the dialog; any picture of a `.sheet` opens it, as its button below does."""
    close = tag("button", "Close", type="button", data_action="close", class_="close")
    head = tag("div", tag("h2", "Look closely"), close, class_="viewer-head")
    panes = tag("div", _pane("Your photo"), _pane("Reference"), class_="panes")
    shown = tag("dialog", head, panes, class_="sheet viewer", aria_label="Look closely")
    return gr.HTML(
        shown,
        elem_id="viewer",
        apply_default_css=False,
        js_on_load=SCRIPT.read_text(encoding="utf-8"),
    )


def _pane(name: str) -> Html:
    image = Html(f'<img src="{_EMPTY}" alt="{name}">')
    buttons = join(
        tag("button", "+", type="button", data_action="closer", aria_label=f"Enlarge: {name}"),
        tag("button", "−", type="button", data_action="farther", aria_label=f"Reduce: {name}"),
    )
    return tag(
        "figure",
        tag("div", image, class_="frame"),
        tag("figcaption", name),
        tag("div", buttons, class_="zoom"),
        class_="pane",
    )

"""Theme and style sheet of the pages: system fonts only, so that nothing is fetched."""

from pathlib import Path

import gradio as gr
from gradio.components.navbar import Navbar

from catalogue.markup import Html, tag
from pages.language import chooser

SYSTEM_FONTS = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
FIXED_FONTS = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")
SHEETS = (
    "inspect",
    "capture",
    "records",
    "learn",
    "language",
    "label",
    "label_grid",
    "dataset",
    "dataset_teach",
    "dataset_mistakes",
    "dataset_same",
)
STYLE_SHEET = Path(__file__).with_name("style.css")  # colours and what all pages share
STYLE_SHEETS = (
    STYLE_SHEET,
    *(STYLE_SHEET.with_name(f"{page}.css") for page in SHEETS),
)


def navigation(*, is_trainers: bool = False) -> None:
    """Links between the pages, the choice of a language and the way out, the same on each.

    Args:
        is_trainers: whether the page is one of the trainer, which says more than the others.
    """
    Navbar(main_page_name="Check a photo")
    chooser(is_trainers=is_trainers)
    out = gr.HTML(Html(""), elem_id="log-out", apply_default_css=False, js_on_load=None)
    gr.on(None, way_out, None, out, api_visibility="private", show_progress="hidden")


def way_out(request: gr.Request) -> Html:
    """Who is logged in, and the link that ends it; nothing where nobody logs in here."""
    visitor = getattr(request.request, "scope", {}).get("visitor")
    if visitor is None or not visitor.logged_in:
        return Html("")
    link = tag("a", "Log out", href="/logout")
    return tag("p", tag("bdi", visitor.user), " ", link, class_="sheet log-out")


def theme() -> gr.themes.Base:
    """A plain theme whose fonts are names of the system, which asks for no font file."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        text_size=gr.themes.sizes.text_md,
        font=list(SYSTEM_FONTS),
        font_mono=list(FIXED_FONTS),
    )

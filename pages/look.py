"""Theme and style sheet of the pages: system fonts only, so that nothing is fetched."""

from pathlib import Path

import gradio as gr
from gradio.components.navbar import Navbar

SYSTEM_FONTS = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
FIXED_FONTS = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")
STYLE_SHEET = Path(__file__).with_name("style.css")


def navigation() -> None:
    """The links between the pages, the same on each."""
    Navbar(main_page_name="Check a photo")


def theme() -> gr.themes.Base:
    """A plain theme whose fonts are names of the system, which asks for no font file."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        text_size=gr.themes.sizes.text_md,
        font=list(SYSTEM_FONTS),
        font_mono=list(FIXED_FONTS),
    )

"""The label page: photo after photo by keyboard, many at once, and the second person's review."""

from __future__ import annotations

import gradio as gr

from catalogue.markup import Html, tag
from pages import label_grid, label_review, label_single
from pages.dataset_parts import tabs
from pages.look import navigation
from pages.workbench import Workbench

TABS = {
    "One by one": label_single.build,
    "Many at once": label_grid.build,
    "Review": label_review.build,
}


def label_page(bench: Workbench) -> None:
    """Build the page; the caller has opened its route."""
    navigation(is_trainers=True)
    gr.HTML(page_head(), apply_default_css=False, js_on_load=None)
    with tabs("label-tabs"):
        for name, build in TABS.items():
            with gr.Tab(name):
                build(bench)


def page_head() -> Html:
    """What the page is for."""
    return tag("header", tag("h1", "Label the photos of your library"), class_="page-head")

"""Serves the quiz and the page about the program: `python -m tests.pages.serve_learn PORT ...`.

A process of its own, as `serve.py`; PHOTOS is a folder with one sub-folder per class.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(port: int, file: str = "", photos: str = "") -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import gradio as gr

    from catalogue.load import load
    from pages import about, learn, reference
    from pages.look import STYLE_SHEET, navigation, theme
    from quiz.local_photos import find
    from quiz.progress import Progress
    from tests.pages import fakes

    catalogue = load()
    classifier = fakes.classifier(catalogue)
    found = find(Path(photos), catalogue) if photos else None
    with gr.Blocks(analytics_enabled=False) as pages:
        navigation()
    with pages.route(reference.NAME, f"/{reference.PATH}"):
        reference.reference_page(catalogue)
    with pages.route(learn.NAME, f"/{learn.PATH}"):
        progress = Progress(Path(file) if file else None)
        learn.learn_page(catalogue, progress, found, seeds=lambda: "seed")
    with pages.route(about.NAME, f"/{about.PATH}"):
        about.about_page(classifier, catalogue)
    pages.queue(default_concurrency_limit=1, api_open=False)
    pages.launch(
        server_name="127.0.0.1",
        server_port=port,
        quiet=True,
        ssr_mode=False,
        footer_links=[],
        theme=theme(),
        css_paths=[STYLE_SHEET, STYLE_SHEET.with_name("learn.css")],
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:4])

"""Serves "Many at once" and "Review" over a made-up library: `python -m tests.pages.serve_many`.

Arguments: the port, and the folder of the library, made by `fill` before.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from catalogue.load import Catalogue
    from model.classifier import Classifier
    from model.prediction import Outputs

ANNA, BEN = "Anna Quillfeather", "Ben Dragomirescu"
EACH = 8  # photos of a colour that nobody has labelled
LABELS = ("handcuffs", "padlock", "handcuffs", "padlock", "handcuffs", "handcuffs")  # of Anna


def fill(folder: Path) -> None:
    """Photos of two colours that nobody has labelled, and grey ones that Anna has."""
    from datasets.library.intake import Terms, prepare
    from datasets.library.library import Library
    from model.photo import encode_jpeg
    from tests.pages import fakes

    terms = Terms(by=ANNA, said={"licence": "CC0-1.0"})
    rng = np.random.default_rng(0)
    with Library(folder, create=True) as library:
        for colour, count in ((fakes.RED, EACH), (fakes.GREEN, EACH), (fakes.GREY, len(LABELS))):
            for at in range(count):
                pixels = fakes.scene(colour, 200 + 20 * (at % 3), 200)
                pixels[:20, :20] = rng.integers(0, 255, 3)  # no two are the same file
                said = {"label": LABELS[at]} if colour == fakes.GREY else {}
                library.add(prepare(encode_jpeg(pixels), f"{at}.jpg", said, terms), ANNA)


def classifier(catalogue: Catalogue) -> Classifier:
    """As `fakes.classifier`, for several photos at once, and with embeddings by colour."""
    from dataclasses import fields, replace

    from model.classifier import Classifier
    from model.prediction import Outputs
    from tests.pages import fakes

    one = fakes.classifier(catalogue)

    def forward(batch: npt.NDArray[np.float32]) -> Outputs:
        made = []
        for photo in batch:
            whole = one.forward(photo[None])
            middle = photo[:, 24:40, 24:40].mean(axis=(1, 2))
            seen = np.concatenate([middle, np.zeros(5)])[None].astype(np.float32)
            made.append(replace(whole, embedding=seen))
        names = [each.name for each in fields(Outputs)]
        return Outputs(*(np.concatenate([getattr(each, n) for each in made]) for n in names))

    return Classifier(one.card, forward, one.sha256)


def main(port: int, folder: Path) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import gradio as gr

    from catalogue.load import load
    from catalogue.markup import tag
    from datasets.library.library import Library
    from pages import label_grid, label_review
    from pages.launching import launch
    from pages.look import navigation
    from pages.serving.pictures import Pictures
    from pages.workbench import Workbench

    catalogue, library = load(), Library(folder)
    bench = Workbench(library, classifier(catalogue), catalogue, None, lambda user, action: True)
    with gr.Blocks(analytics_enabled=False, title="Label") as pages:
        navigation()
        head = tag("header", tag("h1", "Label"), class_="page-head")
        gr.HTML(head, apply_default_css=False, js_on_load=None)
        with gr.Tabs():
            with gr.Tab("Many at once"):
                label_grid.build(bench)
            with gr.Tab("Review"):
                label_review.build(bench)
    launch(
        pages,
        host="127.0.0.1",
        port=port,
        pictures=Pictures(library, lambda user, action: True),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

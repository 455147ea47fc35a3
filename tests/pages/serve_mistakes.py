"""Serves "Find mistakes" and "New products": `python -m tests.pages.serve_mistakes PORT FOLDER`.

A process of its own. The network sees the colours of a photo, and knows nothing that is grey.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from model.classifier import Classifier
    from model.prediction import Outputs


def colours() -> Classifier:
    """A classifier whose embedding is the mean colour of the four quarters of a photo."""
    import numpy as np

    from catalogue.load import load
    from model.classifier import Classifier
    from model.prediction import Outputs
    from tests.pages import fakes

    card = fakes.card(load())

    def forward(batch: npt.NDArray[np.float32]) -> Outputs:
        half = batch.shape[2] // 2
        quarters = [
            batch[:, :, rows, columns].mean(axis=(2, 3))
            for rows in (slice(0, half), slice(half, None))
            for columns in (slice(0, half), slice(half, None))
        ]
        seen = np.concatenate([*quarters, np.full((len(batch), 1), 0.3)], axis=1)
        spread = seen[:, :3].std(axis=1)
        logits = np.zeros((len(batch), len(card.labels)), dtype=np.float32)
        logits[:, card.labels.index("other")] = np.where(spread < 0.1, 9.0, -9.0)
        return Outputs(
            logits=logits,
            embedding=seen.astype(np.float32),
            features=np.ones((len(batch), seen.shape[1], 2, 2), dtype=np.float32),
            activations=np.ones((len(batch), len(card.labels), 2, 2), dtype=np.float32),
        )

    return Classifier(card, forward, "cd" * 32)


def main(port: int, folder: Path) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import gradio as gr

    from catalogue.load import load
    from datasets.library.library import Library
    from pages import dataset_mistakes, dataset_strangers
    from pages.dataset_parts import tabs
    from pages.kept import Kept
    from pages.launching import launch
    from pages.look import navigation
    from pages.workbench import Workbench

    kept = Kept(library=Library(folder))
    assert kept.library is not None
    bench = Workbench(kept.library, colours(), load(), None, lambda user, action: True)
    with gr.Blocks(analytics_enabled=False) as pages:
        navigation()
        with gr.Column(elem_id="dataset-page"), tabs("dataset-tabs"):
            with gr.Tab("Find mistakes"):
                dataset_mistakes.build(bench)
            with gr.Tab("New products"):
                dataset_strangers.build(bench)
    launch(pages, host="127.0.0.1", port=port, pictures=kept.pictures())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

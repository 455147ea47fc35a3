"""Serves the tab "Teach" over a library: `python -m tests.pages.serve_teach PORT FOLDER WEIGHTS`.

A process of its own. The training program is a stand-in that answers at once; the rest is real.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def main(port: int, folder: Path, weights: Path) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import gradio as gr

    from catalogue.load import load
    from datasets.library import teaching, training_process
    from datasets.library.library import Library
    from model.classifier import Classifier
    from model.runtime import OnnxNetwork
    from pages import dataset_teach
    from pages.dataset import page_head
    from pages.dataset_parts import html
    from pages.kept import Kept
    from pages.launching import launch
    from pages.look import navigation
    from pages.workbench import Workbench
    from tests.datasets.library.taught_made import Child

    class Slow(Child):
        """Takes long enough for the page to tell how far it is."""

        def wait(self, told: object) -> dict[str, object]:
            time.sleep(2.5)
            return super().wait(told)  # type: ignore[arg-type]

    training_process.run = Slow  # type: ignore[assignment]
    training_process.needs_training = lambda: None
    teaching.released_file = lambda sha256: weights
    network = OnnxNetwork.open(weights)
    classifier = Classifier(network.card, network, network.sha256)
    kept = Kept(library=Library(folder))
    assert kept.library is not None
    bench = Workbench(kept.library, classifier, load(), None, lambda user, action: True)
    with gr.Blocks(analytics_enabled=False) as pages:
        navigation()
        html(page_head())
        dataset_teach.build(bench)
    launch(pages, host="127.0.0.1", port=port, pictures=kept.pictures())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))

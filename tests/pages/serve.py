"""Serves the inspection page over the colour classifier: `python -m tests.pages.serve PORT`.

A process of its own, so that the page runs as it does for an inspector.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def main(port: int) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import numpy as np

    from app import rooms
    from catalogue.load import load
    from findings.register import Register
    from model.references import ReferenceIndex
    from pages.kept import Kept
    from pages.launching import launch, warm
    from tests.pages import fakes

    catalogue = load()
    classifier = fakes.classifier(catalogue)
    warm(classifier)
    nothing = ReferenceIndex((), (), np.zeros((0, 8), dtype=np.float16))
    with tempfile.TemporaryDirectory() as folder:
        register = Register(Path(folder) / "findings.db", create=True)
        pages = rooms(classifier, catalogue, nothing, Kept(register))
        launch(pages, host="127.0.0.1", port=port)


if __name__ == "__main__":
    main(int(sys.argv[1]))

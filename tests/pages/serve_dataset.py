"""Serves the trainer's pages over a library and a register: `serve_dataset PORT FOLDER`.

A process of its own. Other processes, such as the test, may have the same folders open.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LIBRARY, REGISTER = "library", "findings.db"


def main(port: int, folder: Path) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import numpy as np

    from app import rooms
    from catalogue.load import load
    from datasets.library.library import Library
    from findings.register import Register
    from model.references import ReferenceIndex
    from pages.kept import Kept
    from pages.launching import launch, warm
    from tests.pages import fakes

    catalogue = load()
    classifier = fakes.classifier(catalogue)
    warm(classifier)
    nothing = ReferenceIndex((), (), np.zeros((0, 8), dtype=np.float16))
    library = Library(folder / LIBRARY, create=True)
    kept = Kept(Register(folder / REGISTER, create=True), library=library)
    pages = rooms(classifier, catalogue, nothing, kept)
    launch(pages, host="127.0.0.1", port=port, pictures=kept.pictures())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

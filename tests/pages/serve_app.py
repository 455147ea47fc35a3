"""`app.py` itself over the colour classifier: `python -m tests.pages.serve_app OPTIONS`."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    import gradio

    from pages.kept import Kept
    from pages.serving.guard import Guard


def composed(options: argparse.Namespace, guard: Guard) -> tuple[gradio.Blocks, Kept]:
    """In place of `app.compose`: every outcome at will, no weights needed."""
    import numpy as np

    from app import rooms
    from catalogue.load import load
    from model.references import ReferenceIndex
    from pages.kept import open_kept
    from pages.launching import warm
    from tests.pages import fakes

    catalogue = load()
    classifier = fakes.classifier(catalogue)
    warm(classifier)
    nothing = ReferenceIndex((), (), np.zeros((0, 8), dtype=np.float16))
    kept = open_kept(options, guard, catalogue)
    return rooms(classifier, catalogue, nothing, kept), kept


def main() -> int:
    import app

    app.compose = composed
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

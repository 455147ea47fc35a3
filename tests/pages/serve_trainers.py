"""Serves all pages over a library and a register: `serve_trainers PORT FOLDER`.

A process of its own. The network sees the colours of a photo, and knows nothing that is grey.
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
    from pages import label_desk
    from pages.kept import Kept
    from pages.launching import launch
    from tests.pages.serve_mistakes import colours

    label_desk.HELD_SECONDS = 0.0  # the test opens the page anew, and wants the first photo
    nothing = ReferenceIndex((), (), np.zeros((0, 13), dtype=np.float16))
    kept = Kept(Register(folder / REGISTER), library=Library(folder / LIBRARY))
    pages = rooms(colours(), load(), nothing, kept)
    launch(pages, host="127.0.0.1", port=port, pictures=kept.pictures())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

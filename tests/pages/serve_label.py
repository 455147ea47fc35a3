"""Serves the trainer's pages over a library: `python -m tests.pages.serve_label PORT FOLDER`.

A process of its own. Other processes, such as the test, may have the same folder open.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasets.library.library import Library

BY = "Importer"


def fill(library: Library, count: int) -> None:
    """Photos whose colours go round: red, green, blue, yellow, grey; `fakes` says what they are."""
    import numpy as np

    from datasets.library.intake import Terms, prepare
    from model.photo import encode_jpeg
    from tests.pages import fakes

    terms = Terms(by=BY, said={"licence": "CC0-1.0", "source": "made up for a test"})
    colours: Sequence[tuple[int, int, int]] = (
        *(fakes.RED, fakes.GREEN, fakes.BLUE, fakes.YELLOW, fakes.GREY),
    )
    for number in range(count):
        pixels = fakes.scene(colours[number % len(colours)], 480, 360).copy()
        pixels[:20, : 4 * (number + 1)] = np.uint8(255)  # another file each
        library.add(prepare(encode_jpeg(pixels), f"{number}.jpg", {}, terms), BY)


def main(port: int, folder: Path) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import numpy as np

    from app import rooms
    from catalogue.load import load
    from datasets.library.library import Library
    from model.references import ReferenceIndex
    from pages import label_desk
    from pages.kept import Kept
    from pages.launching import launch, warm
    from tests.pages import fakes

    label_desk.HELD_SECONDS = 0.0  # each test is another browser, and wants the first photo
    catalogue = load()
    classifier = fakes.classifier(catalogue)
    warm(classifier)
    views = ReferenceIndex(
        ("handcuffs/0.webp",), ("handcuffs",), np.full((1, 8), 8**-0.5, np.float16)
    )
    kept = Kept(library=Library(folder))
    pages = rooms(classifier, catalogue, views, kept)
    launch(pages, host="127.0.0.1", port=port, pictures=kept.pictures())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

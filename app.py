"""Composes the pages and launches them: `python app.py`. Holds no logic of its own.

Imports stand inside functions: importing this module does nothing, and Gradio reads its
environment once, when it is first imported.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio

    from catalogue.load import Catalogue
    from model.classifier import Classifier
    from model.references import ReferenceIndex

HOST = "127.0.0.1"  # this machine only: photos of a consignment are nobody else's business
PORT = 7860
UNUSABLE = 2  # exit status, as of the command line when an argument is wrong


def main(arguments: list[str] | None = None) -> int:
    """Open catalogue and weights, then serve the page until interrupted.

    Args:
        arguments: command line without the program's name; None takes `sys.argv`.

    Returns:
        0 after a normal end; 2 when catalogue, weights or port cannot be used.
    """
    options = _parser().parse_args(arguments)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with tempfile.TemporaryDirectory(prefix="photos-") as uploads:  # mode 0700, gone at the end
        os.environ["GRADIO_TEMP_DIR"] = uploads
        return _serve(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py", description="Serve the photo check on this machine."
    )
    parser.add_argument("--host", default=HOST, help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on (%(default)s)")
    parser.add_argument("--weights", metavar="NAME_OR_FILE", help="released weights to use")
    return parser


def _serve(options: argparse.Namespace) -> int:
    """Open everything and launch; one sentence when something is missing."""
    from catalogue.errors import CatalogueError
    from model.errors import TriageError

    try:
        page = compose(options.weights)
        from pages.launching import launch

        print(f"The photo check is at http://{options.host}:{options.port} (Ctrl+C ends it).")
        launch(page, host=options.host, port=options.port)
    except (CatalogueError, TriageError) as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"port {options.port} cannot be used ({error}); choose another with --port")
    return 0


def compose(weights: str | None) -> gradio.Blocks:
    """The page over the catalogue and released weights, its network warmed.

    Args:
        weights: name or file; None takes the released default.

    Raises:
        CatalogueError: the catalogue breaks a rule.
        WeightsError: the weights are missing, not released, changed or do not fit.
    """
    from catalogue.load import load
    from model.classifier import Classifier
    from model.references import ReferenceIndex
    from model.released import find, references_of
    from model.runtime import OnnxNetwork

    file = find(weights)
    network = OnnxNetwork.open(file)
    listed = references_of(file)
    references = ReferenceIndex.from_bytes(listed[0], "references") if listed else None
    classifier = Classifier(network.card, network, network.sha256)
    catalogue = load()

    # Here, because Gradio takes seconds to import and a wrong file name should not.
    from pages.launching import warm

    warm(classifier)
    return rooms(classifier, catalogue, references)


def rooms(
    classifier: Classifier, catalogue: Catalogue, references: ReferenceIndex | None
) -> gradio.Blocks:
    """All pages in one application: the photo check first, then the catalogue."""
    from pages import reference
    from pages.inspection import inspection_page

    pages = inspection_page(classifier, catalogue, references)
    with pages.route(reference.NAME, f"/{reference.PATH}"):
        reference.reference_page(catalogue)
    return pages


def _refuse(sentence: str) -> int:
    print(f"error: {sentence}", file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    # An orderly end when a service manager stops us, so that the uploads are deleted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.exit(main())

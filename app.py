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
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio

    from catalogue.load import Catalogue
    from model.classifier import Classifier
    from model.references import ReferenceIndex
    from pages.kept import Kept
    from pages.serving.authority import Authority
    from pages.serving.guard import Guard
    from pages.serving.health import Facts
    from pages.serving.stamp_server import StampServer
    from pages.workbench import Workbench

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
    # Some of them would share the page, open folders or start servers past the gate.
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with tempfile.TemporaryDirectory(prefix="photos-") as uploads:  # mode 0700, gone at the end
        os.environ["GRADIO_TEMP_DIR"] = uploads
        return _serve(options)


def _parser() -> argparse.ArgumentParser:
    from pages import kept
    from pages.serving import authority, settings, stamp_server

    parser = argparse.ArgumentParser(
        prog="app.py", description="Serve the photo check: on this machine, unless told otherwise."
    )
    parser.add_argument("--host", default=HOST, help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on (%(default)s)")
    parser.add_argument("--weights", metavar="NAME_OR_FILE", help="released weights to use")
    authority.add_options(parser)
    kept.add_options(parser)
    stamp_server.add_options(parser)
    settings.add_options(parser)
    return parser


def _serve(options: argparse.Namespace) -> int:
    """Open everything and launch; one sentence when something is missing."""
    from accounts.errors import AccountError
    from catalogue.errors import CatalogueError
    from model.errors import TriageError
    from pages.serving.guard import SettingsError
    from pages.serving.settings import settings_of

    try:
        settings = settings_of(options)
        page, kept = compose(options, settings.guard)
        from pages.launching import launch

        print(f"The photo check is at {settings.address} (Ctrl+C ends it).")
        launch(
            page,
            host=options.host,
            port=options.port,
            guard=settings.guard,
            tls=settings.tls,
            facts=_facts(options.weights),
            assistants=settings.assistants,
            pictures=kept.pictures(),
        )
    except (AccountError, CatalogueError, SettingsError, TriageError) as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"port {options.port} cannot be used ({error}); choose another with --port")
    return 0


def _facts(weights: str | None) -> Facts:
    """What the health answer tells; raises what `compose` raises."""
    from catalogue.load import load
    from model.released import find
    from pages.about_libraries import Project
    from pages.serving.health import Facts

    project = Project.read(Path(__file__).with_name("pyproject.toml").read_text(encoding="utf-8"))
    return Facts(project.version if project else "", find(weights).stem, load().version)


def compose(options: argparse.Namespace, guard: Guard) -> tuple[gradio.Blocks, Kept]:
    """The pages over the catalogue and released weights, the network warmed; and what is kept.

    Args:
        options: parsed; which weights, and what is kept where.
        guard: who logs in, and so who may do what.

    Raises:
        CatalogueError: the catalogue breaks a rule.
        TriageError: the weights are missing, not released, changed or do not fit; or what is kept
            cannot be opened.
    """
    from catalogue.load import load
    from model.classifier import Classifier
    from model.references import ReferenceIndex
    from model.released import find, references_of
    from model.runtime import OnnxNetwork
    from pages.kept import open_kept, register_path
    from pages.serving import authority
    from pages.serving.stamp_server import server_of

    whom = authority.read(options.authority) if options.authority else None
    stamps = server_of(options)
    file = find(options.weights)
    network = OnnxNetwork.open(file)
    listed = references_of(file)
    references = ReferenceIndex.from_bytes(listed[0], "references") if listed else None
    classifier = Classifier(network.card, network, network.sha256)
    catalogue = load()
    kept = open_kept(options, guard, catalogue)
    if kept.register is not None:
        # To be noted elsewhere: it proves later that no row was taken away.
        place = options.register or register_path()
        print(f"Findings that you save: {place} ({kept.register.head().text})")

    # Here, because Gradio takes seconds to import and a wrong file name should not.
    from pages.launching import warm

    warm(classifier)
    return rooms(classifier, catalogue, references, kept, whom, stamps), kept


def rooms(
    classifier: Classifier,
    catalogue: Catalogue,
    references: ReferenceIndex | None,
    kept: Kept,
    whom: Authority | None = None,
    stamps: StampServer | None = None,
) -> gradio.Blocks:
    """All pages in one application: the photo check first.

    Args:
        classifier: the network, warmed.
        catalogue: the law in use.
        references: embeddings of the reference views, or None.
        kept: what stays when a page is closed.
        whom: to ask at this post; None where nobody named it.
        stamps: server that stamps the time of case reports, or None.
    """
    import gradio as gr

    from pages import about, learn, records, reference
    from pages.authority import whom_to_ask
    from pages.inspection import inspection_page
    from pages.inspector import Inspector
    from pages.records_report import CaseReports
    from pages.workbench import Workbench

    pages = inspection_page(Inspector(classifier, catalogue, references), kept.register)
    with pages:  # below the photo check
        gr.HTML(whom_to_ask(whom, catalogue.law), apply_default_css=False, js_on_load=None)
    with pages.route(reference.NAME, f"/{reference.PATH}"):
        reference.reference_page(catalogue, whom)
    with pages.route(records.NAME, f"/{records.PATH}"):
        reports = CaseReports(kept.register, stamps) if kept.register else None
        records.records_page(kept.register, catalogue, may=kept.may, report=reports)
    with pages.route(learn.NAME, f"/{learn.PATH}"):
        learn.learn_page(catalogue, kept.progress, kept.photos)
    if kept.library is not None:
        register = kept.register
        bench = Workbench(kept.library, classifier, catalogue, references, kept.may, register)
        _trainers_rooms(pages, bench)
    with pages.route(about.NAME, f"/{about.PATH}"):
        about.about_page(classifier, catalogue)
    return pages


def _trainers_rooms(pages: gradio.Blocks, bench: Workbench) -> None:
    from pages.dataset import dataset_page
    from pages.labelling import label_page
    from pages.workbench import DATASET_NAME, DATASET_PATH, LABEL_NAME, LABEL_PATH

    with pages.route(LABEL_NAME, f"/{LABEL_PATH}"):
        label_page(bench)
    with pages.route(DATASET_NAME, f"/{DATASET_PATH}"):
        dataset_page(bench)


def _refuse(sentence: str) -> int:
    print(f"error: {sentence}", file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    # An orderly end when a service manager stops us, so that the uploads are deleted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.exit(main())

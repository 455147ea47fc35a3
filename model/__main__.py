"""The command line: `python -m model PHOTO... [--weights NAME_OR_FILE] [--json]`.

Exit status: 0 all answered, 1 a photo could not be read, 2 weights or catalogue are unusable.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue, load
from model import answer
from model.classifier import Classifier
from model.errors import PhotoError, TriageError, shown
from model.photo import Photo
from model.released import find
from model.screening import Report, screen


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    options = _parser().parse_args(arguments)
    # Any name of a file can be printed on any terminal.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        catalogue = load()
        classifier = _classifier(options.weights)
        _name_uncatalogued(classifier, catalogue)
        return _answer_all(options.photos, classifier, catalogue, options.json)
    except (TriageError, CatalogueError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m model",
        description="Say what a photo of a good shows and what the law lists: triage, not proof.",
    )
    parser.add_argument("photos", nargs="+", metavar="PHOTO", help="JPEG, PNG, WebP, HEIC or AVIF")
    parser.add_argument("--weights", metavar="NAME_OR_FILE", help="released name or an ONNX file")
    parser.add_argument("--json", action="store_true", help="print one JSON object per photo")
    return parser


def _classifier(name_or_path: str | None) -> Classifier:
    # Here, so that --help and a wrong name do not wait for onnxruntime.
    path = find(name_or_path)
    from model.runtime import OnnxNetwork

    network = OnnxNetwork.open(path)
    return Classifier(network.card, network, network.sha256)


def _name_uncatalogued(classifier: Classifier, catalogue: Catalogue) -> None:
    known = set(catalogue.ids())
    strangers = [label for label in classifier.card.labels if label not in known]
    if strangers:
        print(
            f"The catalogue does not describe these labels of the weights: {', '.join(strangers)}.",
            file=sys.stderr,
        )


def _answer_all(
    photos: Sequence[str], classifier: Classifier, catalogue: Catalogue, as_json: bool
) -> int:
    """Answer each photo in order; an unreadable one does not stop the others."""
    status = 0
    for file in photos:
        try:
            photo = Photo.open(Path(file), classifier.card.preprocess.min_side)
        except PhotoError as error:
            status = 1
            _print_error(file, error, as_json)
            continue
        report = screen(photo, classifier, catalogue)
        _print_report(file, report, catalogue, as_json)
    return status


def _print_error(file: str, error: PhotoError, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"file": file, "error": str(error)}), flush=True)
    else:
        print(error, file=sys.stderr)


def _print_report(file: str, report: Report, catalogue: Catalogue, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"file": file, **report.to_json()}), flush=True)
    else:
        print(answer.text(shown(file), report, catalogue), flush=True)


if __name__ == "__main__":
    sys.exit(main())

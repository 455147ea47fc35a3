"""The command line: `python -m evaluation run | compare | card`."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from catalogue.errors import CatalogueError
from catalogue.load import load
from datasets.samples import SampleError
from model.errors import TriageError

EXTRA = ("matplotlib",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 done, 2 something cannot be used."""
    options = _parser().parse_args(arguments)
    missing = [name for name in EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        print(
            f"the report needs {', '.join(missing)}; install it with: uv sync --extra evaluation",
            file=sys.stderr,
        )
        return 2
    try:
        print(_COMMANDS[options.command](options))
    except (TriageError, CatalogueError, SampleError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; run the same command again to go on", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"{error.filename or options.out}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace) -> str:
    from evaluation.run import REPORT, Options, evaluate
    from evaluation.summary import summary
    from model.classifier import Classifier
    from model.released import find
    from model.runtime import OnnxNetwork

    path = find(options.weights)
    network = OnnxNetwork.open(path)
    classifier = Classifier(network.card, network, network.sha256)
    wanted = Options(
        data=tuple(options.data),
        near=tuple(options.near),
        negatives=tuple(options.negatives),
        train=tuple(options.train),
        against=tuple(options.against),
        label_map=options.label_map,
        groups=options.groups,
        reserved=options.reserved,
        corrupt=options.corrupt,
        seed=options.seed,
        out=options.out,
    )
    result = evaluate(wanted, classifier, path, load())
    return f"{summary(result)}\nreport               {options.out / REPORT}"


def _compare(options: argparse.Namespace) -> str:
    from evaluation import store
    from evaluation.comparison import compare_all

    if len(options.reports) < 2:
        raise SampleError("one report alone has nothing to be compared with; name two or more")
    tables = [store.read(folder) for folder in options.reports]
    try:
        found = compare_all(tables, load(), options.seed)
    except ValueError as error:
        raise SampleError(f"these reports cannot be compared: {error}") from error
    if options.out is not None:
        text = json.dumps([each.to_json() for each in found], indent=1)
        options.out.write_text(text + "\n", encoding="utf-8")
    return "\n".join(each.words for each in found)


def _card(options: argparse.Namespace) -> str:
    from evaluation.card import write

    write(options.reports, options.data, options.out, load())
    return str(options.out)


_COMMANDS = {"run": _run, "compare": _compare, "card": _card}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description="Measure published weights on labelled pictures; needs no torch.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    _add_run(commands.add_parser("run", help="measure one model"))
    compare = commands.add_parser("compare", help="two or more models on the same photos")
    compare.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="folders of run")
    compare.add_argument("--out", type=Path, metavar="JSON", help="file to write")
    compare.add_argument("--seed", type=int, default=0, help="of the resamples (default: 0)")
    card = commands.add_parser("card", help="write the model card from the numbers of reports")
    card.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="folders of run")
    card.add_argument("--data", type=Path, required=True, metavar="TOML", help="sources, licences")
    card.add_argument("--out", type=Path, required=True, metavar="MD", help="file to write")
    return parser


def _add_run(run: argparse.ArgumentParser) -> None:
    run.add_argument("--weights", metavar="NAME_OR_FILE", help="default: the released ones")
    for name, what in (
        ("data", "a tree <label>/<picture> or a CSV file,label, in our labels"),
        ("near", "look-alikes outside the label set"),
        ("negatives", "photos of other things"),
        ("train", "what the model was trained on, to look for leaks"),
    ):
        run.add_argument(
            f"--{name}",
            action="append",
            default=[],
            type=Path,
            metavar="DIR_OR_CSV",
            help=f"{what}; may be given again",
        )
    run.add_argument(
        "--against",
        action="append",
        default=[],
        type=Path,
        metavar="REPORT",
        help="a report of another model on the same photos; may be given again",
    )
    run.add_argument("--label-map", type=Path, help="TOML: their labels of near and negatives")
    run.add_argument("--groups", metavar="COLUMN", help="says which photos show one object")
    run.add_argument(
        "--reserved",
        type=float,
        metavar="SHARE",
        help="only the groups that training with reserved_share = SHARE never saw",
    )
    run.add_argument(
        "--corrupt", type=int, default=200, help="photos for robustness, 0 for none (default: 200)"
    )
    run.add_argument("--seed", type=int, default=0, help="of all draws (default: 0)")
    run.add_argument("--out", required=True, type=Path, metavar="REPORT", help="folder to write")


if __name__ == "__main__":
    sys.exit(main())

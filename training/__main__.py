"""`python -m training fit | publish | references`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from catalogue.errors import CatalogueError
from catalogue.load import load as load_catalogue
from datasets.samples import SampleError
from model import released
from model.errors import TriageError
from training import config, fit, publish
from training.config import ConfigError
from training.data import Sources
from training.loop import duration
from training.run import Run

_ERRORS = (TriageError, SampleError, ConfigError, CatalogueError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit status: 0 done, 1 refused, 130 interrupted."""
    chosen = _parser().parse_args(arguments)
    try:
        {"fit": _fit, "publish": _publish, "references": _references}[chosen.command](chosen)
    except _ERRORS as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted: the run folder keeps what was written so far", file=sys.stderr)
        return 130
    return 0


def _fit(chosen: argparse.Namespace) -> None:
    start = time.monotonic()
    settings = config.load(chosen.config, chosen.set)
    sources = Sources(
        data=tuple(chosen.data),
        val=tuple(chosen.val),
        negatives=tuple(chosen.negatives),
        backgrounds=tuple(chosen.backgrounds),
        label_map=chosen.label_map,
    )
    card = fit.fit(sources, settings, Run.create(chosen.out), _report)
    limits = card.thresholds
    _report(
        f"done  {duration(time.monotonic() - start)}  temperature {card.temperature:.2f}  "
        f"recognise {limits.recognise:.2f}  novelty {limits.novelty:.2f} ({card.novelty_method})  "
        f"good_left {limits.good_left:.2f}"
    )
    _report(f"next  python -m training publish {chosen.out} --name NAME")


def _publish(chosen: argparse.Namespace) -> None:
    row = publish.publish(chosen.run, chosen.name, chosen.default, load_catalogue(), chosen.folder)
    _report(f"published {row.name}: {row.file}, {row.bytes} bytes, SHA-256 {row.sha256}")


def _references(chosen: argparse.Namespace) -> None:
    row = publish.embed_again(chosen.name, load_catalogue(), chosen.folder)
    _report(f"embedded the reference views for {row.name}: {row.references}")


def _report(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_fit(commands.add_parser("fit", help="train and calibrate on folder trees or manifests"))
    one = commands.add_parser("publish", help="turn a run into released weights")
    one.add_argument("run", type=Path, metavar="RUN", help="folder that fit wrote")
    one.add_argument("--name", required=True, help="what --weights will take")
    one.add_argument("--default", action="store_true", help="make it the released default")
    again = commands.add_parser("references", help="embed the catalogue's views as they are now")
    again.add_argument("--name", required=True, help="of released weights")
    for command in (one, again):
        command.add_argument(
            "--folder",
            type=Path,
            default=released.FOLDER,
            metavar="DIR",
            help="of released weights",
        )
    return parser


def _add_fit(one: argparse.ArgumentParser) -> None:
    many = {"action": "append", "default": [], "type": Path}
    one.add_argument(
        "--data",
        action="append",
        required=True,
        type=Path,
        metavar="DIR_OR_CSV",
        help="tree <label>/**/<picture>, or a manifest file,label[,group]; may be repeated",
    )
    one.add_argument("--val", **many, metavar="DIR_OR_CSV", help="validate on this instead")  # type: ignore[arg-type]
    one.add_argument("--negatives", **many, metavar="CSV_OR_DIR", help="photos of other things")  # type: ignore[arg-type]
    one.add_argument("--backgrounds", **many, metavar="DIR", help="photos to lay cutouts on")  # type: ignore[arg-type]
    one.add_argument("--label-map", type=Path, metavar="FILE", help="TOML: their labels to ours")
    one.add_argument("--out", required=True, type=Path, metavar="RUN", help="new run folder")
    one.add_argument("--config", type=Path, metavar="FILE", help="TOML over the defaults")
    one.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="one knob")


if __name__ == "__main__":
    sys.exit(main())

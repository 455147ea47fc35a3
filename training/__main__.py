"""`python -m training fit | publish | references | teach | preview`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from catalogue.errors import CatalogueError
from catalogue.load import load as load_catalogue
from datasets import samples
from datasets.samples import SampleError
from model import released
from model.errors import TriageError
from training import config, fit, parallel, preview, publish, teach_command
from training.config import ConfigError
from training.data import Source, Sources
from training.errors import TrainingError
from training.features import Shelf
from training.progress import duration
from training.run import Run

_ERRORS = (TriageError, SampleError, ConfigError, TrainingError, CatalogueError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit status: 0 done, 1 refused, 130 interrupted."""
    chosen = _parser().parse_args(arguments)
    try:
        _COMMANDS[chosen.command](chosen)
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
        skip_corrupt=chosen.corrupt == "skip",
    )
    shelf = Shelf(chosen.features)
    with parallel.team() as team:
        report = _report if team.first else _silent
        run = _run_of(chosen, team)
        try:
            card = fit.fit(sources, settings, run, report, chosen.resume, team, shelf)
        except OSError as error:
            raise _no_room(chosen.out, error) from error
    limits = card.thresholds
    report(
        f"done  {duration(time.monotonic() - start)}  temperature {card.temperature:.2f}  "
        f"recognise {limits.recognise:.2f}  novelty {limits.novelty:.2f} ({card.novelty_method})  "
        f"good_left {limits.good_left:.2f}"
    )
    report(f"next  python -m training publish {chosen.out} --name NAME")


def _run_of(chosen: argparse.Namespace, team: parallel.Team) -> Run:
    """The run folder; the first process makes it, the others only read in it."""
    if chosen.resume:
        return Run.resumed(chosen.out)
    return Run.create(chosen.out) if team.first else Run(chosen.out)


def _no_room(run: Path, error: OSError) -> TrainingError:
    return TrainingError(
        f"{run} cannot be written ({error.strerror}); what was written stays whole: make room, "
        "then go on with --resume"
    )


def _publish(chosen: argparse.Namespace) -> None:
    row = publish.publish(chosen.run, chosen.name, chosen.default, load_catalogue(), chosen.folder)
    _report(f"published {row.name}: {row.file}, {row.bytes} bytes, SHA-256 {row.sha256}")
    if chosen.int8:
        names = samples.LabelMap.open(chosen.label_map) if chosen.label_map else None
        pictures = [sample for source in chosen.int8 for sample in samples.read(source, names)]
        row = publish.publish_int8(chosen.name, pictures, load_catalogue(), chosen.folder)
        _report(f"published {row.name}: {row.file}, {row.bytes} bytes, SHA-256 {row.sha256}")


def _references(chosen: argparse.Namespace) -> None:
    row = publish.embed_again(chosen.name, load_catalogue(), chosen.folder)
    _report(f"embedded the reference views for {row.name}: {row.references}")


def _preview(chosen: argparse.Namespace) -> None:
    settings = config.load(chosen.config, chosen.set)
    photos = preview.choose(chosen.data)
    preprocess = fit.preprocess_of(settings)
    preview.write(
        photos,
        chosen.out,
        preprocess,
        settings.augment,
        chosen.views,
        seed=settings.seed,
        zoom=settings.zoom,
    )
    _report(f"drew {len(photos)} photos: {chosen.out}")


_COMMANDS = {
    "fit": _fit,
    "publish": _publish,
    "references": _references,
    "teach": teach_command.run,
    "preview": _preview,
}


def _report(line: str) -> None:
    print(line, flush=True)


def _silent(line: str) -> None:
    """The first process reports for all."""


class _Named(argparse.Action):
    """Appends a source to a list."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        source = Source(Path(str(values)))
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest) or []), source])
        namespace.latest = self.dest


class _Weight(argparse.Action):
    """Gives a weight to the source named before it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if namespace.latest is None:
            parser.error("--weight stands after the --data or --negatives it belongs to")
        sources = getattr(namespace, namespace.latest)
        try:
            sources[-1] = replace(sources[-1], weight=float(str(values)))
        except SampleError as error:
            parser.error(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_fit(commands.add_parser("fit", help="train and calibrate on folder trees or manifests"))
    one = commands.add_parser("publish", help="turn a run into released weights")
    one.add_argument("run", type=Path, metavar="RUN", help="folder that fit wrote, or teach's file")
    one.add_argument("--name", required=True, help="what --weights will take")
    one.add_argument("--default", action="store_true", help="make it the released default")
    one.add_argument(
        "--int8",
        type=Path,
        action="append",
        metavar="DIR_OR_CSV",
        help="also publish NAME.int8, if on these pictures it loses under half a point and is "
        "faster",
    )
    one.add_argument(
        "--label-map", type=Path, metavar="FILE", help="TOML: labels of --int8 to ours"
    )
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
    teach_command.add_options(
        commands.add_parser("teach", help="add or strengthen a class from a few photos")
    )
    one = commands.add_parser("preview", help="draw what augmentation does to photos")
    one.add_argument("--data", type=Path, required=True, metavar="DIR", help="of photos")
    one.add_argument("--out", type=Path, required=True, metavar="FILE", help=".webp or .jpg")
    one.add_argument("--views", type=int, default=7, help="random ones beside a photo (7)")
    _add_settings(one)
    return parser


def _add_settings(one: argparse.ArgumentParser) -> None:
    one.add_argument("--config", type=Path, metavar="FILE", help="TOML over the defaults")
    one.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="one knob")


def _add_fit(one: argparse.ArgumentParser) -> None:
    many = {"action": "append", "default": [], "type": Path}
    one.set_defaults(latest=None)
    one.add_argument(
        "--data",
        action=_Named,
        required=True,
        metavar="DIR_OR_CSV",
        help="tree <label>/**/<picture>, or a manifest file,label[,group]; may be repeated",
    )
    one.add_argument(
        "--negatives",
        action=_Named,
        default=[],
        metavar="CSV_OR_DIR",
        help="photos of other things",
    )
    one.add_argument(
        "--weight",
        action=_Weight,
        type=float,
        metavar="W",
        help="draw the pictures of the source named before W times as often",
    )
    one.add_argument("--val", **many, metavar="DIR_OR_CSV", help="validate on this instead")  # type: ignore[arg-type]
    one.add_argument("--backgrounds", **many, metavar="DIR", help="photos to lay cutouts on")  # type: ignore[arg-type]
    one.add_argument("--label-map", type=Path, metavar="FILE", help="TOML: their labels to ours")
    one.add_argument(
        "--corrupt",
        choices=("stop", "skip"),
        default="stop",
        help="pictures that cannot be decoded: refuse them all by name, or leave them out",
    )
    one.add_argument("--out", required=True, type=Path, metavar="RUN", help="new run folder")
    one.add_argument(
        "--features",
        type=Path,
        metavar="DIR",
        help="keep what the frozen backbone sees: another head on it then costs seconds",
    )
    one.add_argument("--resume", action="store_true", help="go on with a RUN that was stopped")
    _add_settings(one)


if __name__ == "__main__":
    sys.exit(main())

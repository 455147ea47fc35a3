"""The commands that render pictures, for `python -m datasets`; they need the extra `synthetic`."""

from __future__ import annotations

import argparse
import importlib.util
import os
from pathlib import Path

REFERENCES = Path("catalogue/references")
PAGE = Path("docs/reference-views.md")
CORES = os.cpu_count() or 1
EXTRA = ("mitsuba", "trimesh", "manifold3d", "scipy")


class CommandError(Exception):
    """A command cannot be run; the sentence says what to do."""


def run(options: argparse.Namespace) -> int:
    """Run a command and say what was made; returns the exit status.

    Raises:
        CommandError: the extra `synthetic` is not installed, or a value cannot be used.
        OSError: a file cannot be read or written.
    """
    missing = [name for name in EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise CommandError(
            f"the studio needs {', '.join(missing)}; install it with: uv sync --extra synthetic"
        )
    from datasets.studio.library import StudioError

    try:
        print(COMMANDS[options.command](options))
    except (StudioError, ValueError) as error:
        raise CommandError(str(error)) from error
    return 0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    render = _command(commands, "render", "training pictures", size=256, samples=10)
    render.add_argument("--out", type=Path, required=True, help="folder for <class>/<picture>")
    render.add_argument("--per-class", type=_count, default=20, help="pictures of each class")
    render.add_argument("--meshes", type=Path, help="folder of glb meshes at real scale")
    render.add_argument("--backgrounds", type=Path, help="folder of photos that light the scene")
    render.add_argument("--workers", type=_count, default=CORES, help="processes, one thread each")
    render.add_argument("--resume", action="store_true", help="go on with pictures in --out")
    views = _command(commands, "references", "catalogue views", size=640, samples=12)
    views.add_argument("--out", type=Path, required=True, help="folder for <class>/<n>.webp")
    views.add_argument("--views", type=_count, default=8, help="views of each class at most")
    views.add_argument("--workers", type=_count, default=CORES, help="processes, one thread each")
    sheet = _command(commands, "sheet", "a contact sheet of designs", size=160, samples=12)
    sheet.add_argument("--out", type=Path, default=Path("sheet.png"), help="PNG to write")
    sheet.add_argument("--views", type=_count, default=6, help="pictures of each design")
    sheet.add_argument("--meshes", type=Path, help="folder of glb meshes at real scale")
    _add_capture(commands)
    page = commands.add_parser(
        "contact",
        help="all reference views on one page",
        description="Writes contact sheets of all reference views, and the page that shows them.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    page.add_argument(
        "--references", type=Path, default=REFERENCES, help="folder of <class>/*.webp"
    )
    page.add_argument("--page", type=Path, default=PAGE, help="Markdown file to write")


def _render(args: argparse.Namespace) -> str:
    from datasets.studio import library, picture, production

    job = production.Job(args.out, args.meshes, production.rooms(args.backgrounds))
    table = library.chosen(job.designs(), args.classes)
    orders = [
        picture.Order(class_id, number, args.seed, args.size, args.samples)
        for number in range(args.per_class)  # all classes grow together
        for class_id in table
    ]
    made = production.produce(orders, job, args.workers, args.resume)
    return f"{made} rendered pictures of {len(table)} classes in {args.out}"


def _references(args: argparse.Namespace) -> str:
    from datasets.studio import library, references

    table = library.chosen(library.designs(), args.classes)
    orders = references.orders(
        table, size=args.size, samples=args.samples, seed=args.seed, most=args.views
    )
    made = references.write(orders, args.out, args.workers)
    return f"{made} reference views of {len(table)} classes in {args.out}"


def _sheet(args: argparse.Namespace) -> str:
    from datasets.studio import library, production, sheet

    job = production.Job(args.out, args.meshes)
    table = library.chosen(job.designs(strict=False), args.classes)
    drawn = sheet.draw(
        table, views=args.views, size=args.size, samples=args.samples, seed=args.seed
    )
    sheet.save(drawn, args.out)
    return f"{args.out}"


def _contact(args: argparse.Namespace) -> str:
    from catalogue.load import load
    from datasets.studio import contact

    made = contact.write(load(), args.references, args.page)
    return f"{made} sheets beside {args.page}"


def _capture(args: argparse.Namespace) -> str:
    from datasets.studio import capture

    made = capture.write(args.out, seed=args.seed, size=args.size, samples=args.samples)
    return f"{made} rendered examples of the capture guide in {args.out}"


COMMANDS = {
    "render": _render,
    "references": _references,
    "sheet": _sheet,
    "contact": _contact,
    "capture": _capture,
}


def _add_capture(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser(
        "capture",
        help="examples of how to photograph a good",
        description="Renders the right and wrong examples of the capture guide.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    one.add_argument("--out", type=Path, required=True, help="folder for <example>.webp")
    one.add_argument("--seed", type=int, default=0, help="equal seeds give equal pictures")
    one.add_argument("--size", type=_count, default=360, help="side of a picture, px")
    one.add_argument("--samples", type=_count, default=64, help="light paths a pixel")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    what: str,
    *,
    size: int,
    samples: int,
) -> argparse.ArgumentParser:
    """A command with the options all of them share."""
    made = commands.add_parser(
        name,
        help=what,
        description=f"Renders {what}.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    made.add_argument(
        "--class", dest="classes", action="append", metavar="ID", help="may be repeated; all if not"
    )
    made.add_argument("--seed", type=int, default=0, help="equal seeds give equal pictures")
    made.add_argument("--size", type=_count, default=size, help="side of a picture, px")
    made.add_argument("--samples", type=_count, default=samples, help="light paths a pixel")
    return made


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is too small; allowed is 1 or more")
    return value

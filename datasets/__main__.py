"""`python -m datasets COMMAND`: the library of photos, rendered pictures, lists of both.

Exit status: 0 well, 1 a photo was not taken or a fault was found, 2 wrong use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from datasets import division, samples
from datasets.library import commands as on_library
from datasets.library import commands_files
from datasets.library.commands_looks import ALLOW_NEAR
from datasets.library.splits import Shares
from datasets.studio import commands as in_studio
from model.errors import TriageError

SHARES = Shares()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status, 2 after one sentence on what was wrong."""
    options = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):  # any name can be printed on any terminal
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(options.run(options))
    except (TriageError, samples.SampleError, in_studio.CommandError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; what is finished is kept, run it again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; choose another path.", file=sys.stderr)
        return 2


def _split(options: argparse.Namespace) -> int:
    """Divide a library's photos by object, or listed pictures by a column."""
    if bool(options.sources) == (options.library is not None):
        raise samples.SampleError("give pictures (a tree or a CSV), or --library FOLDER")
    if options.library is not None:
        options.test = SHARES.test if options.test is None else options.test
        return on_library.run(options)
    if options.out is None:
        raise samples.SampleError("give --out, the folder of the three lists")
    found = [sample for source in options.sources for sample in samples.read(source)]
    test = 0.2 if options.test is None else options.test
    shares = division.Shares(options.val, test, options.least)
    parts = division.divide(found, options.by, shares)
    division.write(parts, options.out)
    counts = ", ".join(f"{name} {len(part)}" for name, part in parts.items())
    print(f"{counts} pictures, listed in {options.out}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m datasets",
        description="The library of photos (docs/library.md), rendered pictures, lists of both.",
    )
    groups = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    on_library.add_to(groups)
    in_studio.add_to(groups)
    _add_split(groups)
    for name, command in groups.choices.items():
        run = on_library.run if name in on_library.COMMANDS else in_studio.run
        command.set_defaults(run=_split if name == "split" else run)
    return parser


def _add_split(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = groups.add_parser(
        "split",
        help="divide into train, val and test, and prove that nothing leaks",
        description="Divides a library by object, or other pictures by a column such as their "
        "design, so that nothing is seen in two parts.",
        epilog="examples:\n  uv run python -m datasets split --library L --out lists/\n"
        "  uv run python -m datasets split build/rendered --out lists/",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one.add_argument("sources", nargs="*", type=Path, metavar="DIR_OR_CSV", help="of pictures")
    on_library.library_options(one, required=False)
    one.set_defaults(on_library=commands_files.split)
    one.add_argument("--by", default="design", help="of pictures: column never divided, or group")
    one.add_argument(
        "--least", type=int, default=2,
        help="of pictures: values of a label left to training before validation",
    )  # fmt: skip
    one.add_argument("--out", type=Path, metavar="FOLDER", help="of the three lists")
    one.add_argument("--allow-near", action="store_true", help=ALLOW_NEAR)
    one.add_argument("--val", type=float, default=SHARES.val, help="share to validate on")
    one.add_argument(
        "--test", type=float, help=f"share to test on (0.2; of a library {SHARES.test})"
    )


if __name__ == "__main__":
    raise SystemExit(main())

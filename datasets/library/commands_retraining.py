"""The command `retrain`: prints the commands that train on a version; writes its lists."""

from __future__ import annotations

import argparse
from pathlib import Path

from datasets.library import retraining
from datasets.library.answer import Answer, counted
from datasets.library.library import Library
from model.errors import shown


def retrain(library: Library, options: argparse.Namespace) -> Answer:
    """Print the commands for a version, or write its lists."""
    version = library.version(options.version)
    if options.lists is not None:
        made = retraining.write_lists(library, version, options.lists)
        words = f"{counted(made.counts)} photos listed in {shown(options.lists.name)}"
        return Answer((words,), {"counts": made.counts})
    made_plan = retraining.plan(options.library, version, options.work, options.config)
    lines = [f"# Version {version.name}, SHA-256 {version.sha256}"]
    for step in made_plan.steps:
        lines += [f"# {step.purpose}", step.line]
    if made_plan.untrained:
        lines.append(f"# No object to train on: {', '.join(made_plan.untrained)}")
    steps = [{"purpose": step.purpose, "command": step.line} for step in made_plan.steps]
    whole = {"version": version.name, "sha256": version.sha256, "steps": steps}
    return Answer(tuple(lines), {**whole, "untrained": list(made_plan.untrained)})


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("--version", required=True, metavar="NAME", help="a signed version")
    command.add_argument(
        "--work", type=Path, metavar="FOLDER", help="of lists, run and report (build/retrain/NAME)"
    )
    command.add_argument(
        "--config", type=Path, default=retraining.CONFIG, metavar="TOML", help="the recipe"
    )
    command.add_argument(
        "--lists", type=Path, metavar="FOLDER", help="write the lists of the version instead"
    )

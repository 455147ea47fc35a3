"""The command `teach`: a class from a few photos, what would change, accept, undo, list."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from catalogue.errors import CatalogueError
from catalogue.load import load
from datasets.library import lesson, taught, teaching, trial_words
from datasets.library.answer import Answer
from datasets.library.errors import RefusedError, SourceError
from datasets.library.library import Library
from datasets.library.splits import Shares
from datasets.library.taught_card import Step, Taught
from datasets.library.trial import Trial
from model import released


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("class_id", nargs="?", metavar="CLASS", help="a label of the library")
    command.add_argument("--by", metavar="NAME", help="who does it")
    command.add_argument(
        "--photos", nargs="+", metavar="SHA256", help="3 to 10 of training; else chosen for you"
    )
    command.add_argument("--weights", metavar="NAME_OR_FILE", help="released weights to begin with")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--accept", action="store_true", help="accept what was proposed last")
    what.add_argument("--discard", action="store_true", help="give up what was proposed last")
    what.add_argument("--undo", action="store_true", help="take the last accepted network back")
    what.add_argument("--list", action="store_true", help="list networks, oldest first")
    what.add_argument("--show", action="store_true", help="say again what was proposed last")


def teach(library: Library, options: argparse.Namespace) -> Answer:
    """Teach, or decide on what was taught."""
    if options.list:
        return _listed(library)
    if options.undo:
        undone = taught.undo(library, _by(options))
        holds = _holding(library)
        return Answer((f"{undone.card.name} is undone; {holds} holds",), _row(undone))
    if options.show:
        return _told(_proposed(library, options.class_id))
    if options.accept or options.discard:
        wanted = _proposed(library, options.class_id).card.name
        if options.discard:
            done = taught.discard(library, wanted, _by(options))
            return Answer((f"{wanted} is discarded",), _row(done))
        return _accepted(library, wanted, options)
    return _taught(library, options)


def _taught(library: Library, options: argparse.Namespace) -> Answer:
    if not options.class_id:
        raise RefusedError("name the class to teach, such as handcuffs")
    by = _by(options)
    try:
        catalogue = load()
    except CatalogueError as error:
        raise SourceError(f"the catalogue cannot be read: {error}") from error
    began, shares = time.monotonic(), Shares()
    line = _Line(began, quiet=options.json)
    line("Choosing photos", 0.0)
    base = teaching.base_of(library, _weights(options))
    if options.photos:
        chosen = lesson.named(library, options.class_id, options.photos, shares)
    else:
        chosen = lesson.choose(library, options.class_id, base.classifier, shares)
    made = teaching.teach(library, chosen, by, base, catalogue, line, shares)
    return _told(made, time.monotonic() - began)


def _weights(options: argparse.Namespace) -> Path | None:
    return released.find(options.weights) if options.weights else None


def _accepted(library: Library, name: str, options: argparse.Namespace) -> Answer:
    base = teaching.base_of(library, _weights(options))
    done = taught.accept(library, name, _by(options), base.classifier.sha256)
    file = taught.folder(library) / done.card.file("onnx")
    cautions = trial_words.cautions(Trial.from_json(done.card.trial))
    lines = (
        *(f"caution: {each}" for each in cautions),
        f"{name} is accepted; the label page proposes with it from now on",
        "the photo check keeps the released network, unless you start it with:",
        f"  uv run python app.py --library {library.path} --weights {file}",
        f"undo: python -m datasets teach --undo --library {library.path} --by NAME",
    )
    return Answer(lines, _row(done))


def _told(made: Taught, seconds: float | None = None) -> Answer:
    card = made.card
    tried = Trial.from_json(card.trial)
    what = "learned" if card.added else "strengthened"
    took = "" if seconds is None else f" in {seconds:.0f} s"
    cautions = trial_words.cautions(tried)
    lines = [f"{what} {card.class_id} from {len(card.photos)} photos{took}: {card.name}"]
    lines += [f"  photo {sha256[:12]}" for sha256 in card.photos]
    lines += [*trial_words.sentences(tried)]
    for each in tried.changed():
        old, new = each.before, each.after
        lines.append(
            f"  photo {each.picture[:12]} ({each.label}): {old.label} {old.probability:.0%} > "
            f"{new.label} {new.probability:.0%}"
        )
    lines += [f"caution: {each}" for each in (*cautions, *card.warnings)]
    lines.append("nothing has changed yet: --accept or --discard it")
    whole = _row(made) | {"sentences": list(trial_words.sentences(tried)), "seconds": seconds}
    return Answer(tuple(lines), whole | {"cautions": list(cautions)})


def _listed(library: Library) -> Answer:
    there = taught.every(library)
    lines = [
        f"{each.card.name}  {each.step}  {each.card.class_id}  {len(each.card.photos)} photos  "
        f"by {each.events[-1].by} on {each.events[-1].at}"
        for each in there
    ]
    lines.append(f"{_holding(library)} holds")
    return Answer(tuple(lines), [_row(each) for each in there])


def _holding(library: Library) -> str:
    path = taught.current(library)
    return "the released network" if path is None else path.name.removesuffix(".onnx")


def _proposed(library: Library, class_id: str | None) -> Taught:
    """The network that was proposed last, of a class where one is named."""
    there = [each for each in taught.every(library) if each.step is Step.PROPOSED]
    fitting = [each for each in there if class_id in (None, each.card.class_id)]
    if not fitting:
        raise RefusedError("no network is proposed; teach a class first")
    return fitting[-1]


def _row(made: Taught) -> dict[str, Any]:
    return asdict(made.card) | {
        "step": made.step.value,
        "events": [{"step": each.step.value, "at": each.at, "by": each.by} for each in made.events],
    }


def _by(options: argparse.Namespace) -> str:
    if not options.by:
        raise RefusedError("give --by NAME: the library keeps who did what")
    return str(options.by)


class _Line:
    """One line on what is done and how long it will take."""

    def __init__(self, began: float, *, quiet: bool) -> None:
        self._began = began
        self._quiet = quiet

    def __call__(self, words: str, share: float) -> None:
        if self._quiet:
            return
        left = teaching.left(self._began, share)
        rest = f"  ETA {left:.0f} s" if left else ""
        print(f"{share:4.0%}  {words}{rest}", file=sys.stderr, flush=True)

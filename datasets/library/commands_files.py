"""The commands that bring photos in and out: add, import, fetch, export, split."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TypeVar

from datasets.library import datasheet, exporting, fetching, from_register, importing, more
from datasets.library.answer import SAID, Answer, counted, known_labels
from datasets.library.errors import LibraryError, SourceError
from datasets.library.exporting import Form
from datasets.library.formats import About
from datasets.library.importing import Report, Source
from datasets.library.intake import Outcome, Terms
from datasets.library.library import Library
from datasets.library.progress import followed
from datasets.library.selecting import Selection
from datasets.library.splits import PARTS, Shares
from datasets.samples import LabelMap, SampleError
from findings.register import Register
from model.errors import shown

_Result = TypeVar("_Result")
_WELL = {Outcome.TAKEN, Outcome.DUPLICATE, Outcome.NOT_A_PICTURE, Outcome.NOTED}


def add(library: Library, options: argparse.Namespace) -> Answer:
    """Add single files."""
    return _imported(library, [importing.of_files(options.files)], options)


def import_(library: Library, options: argparse.Namespace) -> Answer:
    """Import folders, zip files, lists and registers."""
    if not options.sources and not options.register:
        raise SourceError("there is nothing to import; name a folder, a zip file or a list")
    with ExitStack() as stack:
        sources = [
            stack.enter_context(importing.of_path(path, group_by_folder=options.group_by_folder))
            for path in options.sources
        ]
        if options.register:
            register = stack.enter_context(Register(options.register))
            sources.append(from_register.of_register(register))
        return more.also_read(library, options.sources, _imported(library, sources, options))


def _imported(library: Library, sources: Iterable[Source], options: argparse.Namespace) -> Answer:
    terms = _terms(options)
    reports: list[Report] = []
    number: int | None = None  # one command is one import, of however many sources
    for source in sources:
        try:
            run = partial(importing.take, library, source, terms, number=number)
            reports.append(followed(run))
            number = reports[-1].number
        except LibraryError:  # what is done stays, and so is told
            if reports:
                _tell(_reported(reports), options)
            raise
    return _reported(reports)


def _tell(answer: Answer, options: argparse.Namespace) -> None:
    text = json.dumps(answer.json, ensure_ascii=False) if options.json else None
    print("\n".join(answer.lines) if text is None else text, flush=True)


def fetch(library: Library, options: argparse.Namespace) -> Answer:
    """Fetch a list of addresses."""
    manners = fetching.Manners(
        pause=options.pause,
        most_bytes=round(options.most_mb * 1e6),
        allow_local=options.allow_local,
    )
    terms = _terms(options)
    return _reported(
        [followed(lambda line: fetching.fetch(library, options.list, terms, manners, line))]
    )


def _reported(reports: list[Report]) -> Answer:
    lines = [line.sentence for report in reports for line in report.lines]
    counts = {outcome: sum(r.counts.get(outcome, 0) for r in reports) for outcome in Outcome}
    lines += [each.sentence for report in reports for each in report.near]
    number = reports[-1].number
    near, unhashed = sum(len(r.near) for r in reports), max(r.unhashed for r in reports)
    if unhashed:
        lines.append(
            f"{unhashed} photos of the library have no hash yet and were not compared; run python "
            "-m datasets duplicates"
        )
    told = [f"{name.value} {count}" for name, count in counts.items() if count]
    if number is not None:
        lines.append(f"this is import {number}; to undo it as a whole: withdraw --import {number}")
    lines.append(", ".join([*told, f"of the taken near-duplicates {near}"] if near else told))
    bad = any(count and outcome not in _WELL for outcome, count in counts.items())
    whole = [report.to_json() for report in reports]
    return Answer(tuple(lines), whole[0] if len(whole) == 1 else whole, int(bad))


def _terms(options: argparse.Namespace) -> Terms:
    said = {name: getattr(options, name) for name in SAID if getattr(options, name, None)}
    labels = None if options.any_label else frozenset(known_labels()) | set(options.also_label)
    return Terms(
        by=options.by,
        said=said,
        labels=labels,
        renamed=_renamed(options.label_map),
        least_side=options.least_side,
        strip=options.strip,
        keep_gps=options.keep_gps,
    )


def _renamed(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        return dict(LabelMap.open(path).labels)
    except SampleError as error:
        raise SourceError(str(error)) from error


def export(library: Library, options: argparse.Namespace) -> Answer:
    """Export photos as plain files."""
    about = About(
        **{
            name: getattr(options, name)
            for name in ("name", "description", "creator", "url", "gps")
            if getattr(options, name)
        }
    )
    selection = _selection(library, options)
    form = Form(options.form)
    given = (library, options.out, form, selection, about)
    made = followed(lambda line: exporting.export(*given, progress=line, comparing=line))
    return _exported(made, options.out)


def split(library: Library, options: argparse.Namespace) -> Answer:
    """Divide by object, prove that nothing leaks, and write lists where asked."""
    if options.out is not None:
        shares = Shares(options.val, options.test)
        selection = Selection(shares=shares, allow_near=options.allow_near)
        made = followed(
            lambda line: exporting.write_lists(library, options.out, selection, progress=line)
        )
        return _exported(made, options.out)
    found = datasheet.numbers(library.items(), Shares(options.val, options.test))
    rows = {
        label: {part: len(held.objects[part]) for part in PARTS}
        for label, held in found.classes.items()
    }
    lines = [f"{label}: " + counted(row) + " objects" for label, row in rows.items()]
    return Answer(tuple(lines or ["no photo can be used yet"]), rows)


def _selection(library: Library, options: argparse.Namespace) -> Selection:
    version = library.version(options.version) if options.version else None
    shares = Shares(options.val, options.test) if options.split else None
    return Selection(
        version=version, shares=shares, everything=options.all, allow_near=options.allow_near
    )


def _exported(made: exporting.Exported, out: Path) -> Answer:
    whole = made.counts.get("all")  # nothing was divided
    lines = [f"{whole or counted(made.counts)} photos in {shown(out.name)}"]
    if made.left_out:
        lines.append(f"left out: {counted(made.left_out)}")
    if made.near:
        lines.append(f"{made.near} pairs of near-duplicates stand in two parts: {exporting.NEAR}")
    return Answer(
        tuple(lines), {"counts": made.counts, "left_out": made.left_out, "near": made.near}
    )

"""The command `review`: what waits for a second person, its verdict, and how far people agree."""

from __future__ import annotations

import argparse
import dataclasses

from datasets.library import opinions, ratings, reviewing
from datasets.library.agreement import Agreement, Estimate, measure
from datasets.library.answer import Answer, shown_line
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from datasets.library.progress import followed
from datasets.library.querying import PAGE
from datasets.library.ratings import Seen
from datasets.library.record import Item, Verdict


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("photos", nargs="*", metavar="SHA256", help="8 first digits at least")
    command.add_argument("--by", default="", metavar="NAME", help="who reviews")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--accept", action="store_true", help="the labels of these photos")
    what.add_argument("--reject", metavar="REASON", help="the labels of these photos")
    what.add_argument("--disagreements", action="store_true", help="list what opinions contradict")
    what.add_argument("--agreement", action="store_true", help="print kappa and alpha")
    command.add_argument("--label", metavar="CLASS", help="list photos of this class alone")
    command.add_argument("--limit", type=int, default=PAGE, help="how many to list")
    command.add_argument("--based-on", type=int, metavar="N", help="version that was looked at")


def review(library: Library, options: argparse.Namespace) -> Answer:
    """List what waits, accept or reject photos, or print the agreement."""
    judges = options.accept or options.reject is not None
    if bool(options.photos) != judges:
        raise RefusedError("name photos together with --accept or --reject REASON, and only then")
    if judges:
        return _judged(library, options)
    if options.agreement:
        given = ratings.ratings(library)
        found = followed(lambda line: measure(given, progress=line))
        return _agreement(found, ratings.seen(library))
    if options.disagreements:
        items = opinions.disagreements(library, options.by)[: options.limit]
    else:
        items = reviewing.waiting(library, options.by, label=options.label, limit=options.limit)
    return _listed(library, items, reviewing.count(library, options.by))


def _judged(library: Library, options: argparse.Namespace) -> Answer:
    items = [library.get(sha256) for sha256 in options.photos]
    based = [(item.sha256, options.based_on or item.version) for item in items]
    verdict = Verdict.ACCEPTED if options.accept else Verdict.REJECTED
    done = library.review(based, verdict, options.by, options.reject or "")
    lines = [f"{item.sha256[:12]}  {item.record.label}  {verdict}" for item in done]
    return Answer(tuple(lines), [_row(item) for item in done])


def _listed(library: Library, items: tuple[Item, ...], waiting: reviewing.Waiting) -> Answer:
    rows = []
    lines = []
    for item in items:
        given = opinions.of_photo(library, item.sha256)
        said = "".join(f"; {each.by}: {each.label or 'cannot tell'}" for each in given)
        record = item.record
        lines.append(
            shown_line(
                f"{item.sha256[:12]}  {record.label or 'cannot tell'}  {record.labelled_by}{said}"
            )
        )
        blind = [{"by": each.by, "label": each.label, "at": each.at} for each in given]
        rows.append({**_row(item), "opinions": blind})
    lines.append(
        f"{waiting.review} wait for review, {waiting.own} of one's own wait for others, "
        f"{waiting.disagreements} disagreements"
    )
    return Answer(tuple(lines), {"photos": rows, "waiting": dataclasses.asdict(waiting)})


def _row(item: Item) -> dict[str, object]:
    record = item.record
    return {
        "sha256": item.sha256,
        "version": item.version,
        "label": record.label,
        "labelled_by": record.labelled_by,
        "verdict": record.verdict,
        "reason": record.reason,
    }


def _agreement(found: Agreement, seen: Seen) -> Answer:
    lines = [
        f"{found.photos} photos of {found.things} objects, labelled independently by two or more",
        f"same label            {_said(found.raw)}",
        f"Krippendorff's alpha  {_said(found.alpha)}",
    ]
    lines += [
        f"Cohen's kappa         {_said(pair.kappa)}  {pair.first} and {pair.second}, "
        f"{pair.photos} photos"
        for pair in found.pairs
    ]
    lines += [
        f"{each.label}: the other said it too {_said(each.agreement)}"
        + (f"; most often instead: {each.confused} ({each.times})" if each.confused else "")
        for each in sorted(found.classes, key=lambda each: each.agreement.value or 0)
    ]
    lines.append(
        f"not counted, as the first label was seen: {seen.accepted} accepted, "
        f"{seen.rejected} rejected, {seen.relabelled} labelled anew"
    )
    if seen.elsewhere:
        lines.append(f"not counted, as an import said so: {seen.elsewhere} reviewed elsewhere")
    if seen.opinions:
        lines.append(f"counted, and given elsewhere, as an import said: {seen.opinions} opinions")
    whole = {**dataclasses.asdict(found), "seen": dataclasses.asdict(seen)}
    return Answer(tuple(map(shown_line, lines)), whole)


def _said(estimate: Estimate) -> str:
    if estimate.value is None:
        return "not defined"
    if estimate.low is None:
        return f"{estimate.value:.3f}"
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"

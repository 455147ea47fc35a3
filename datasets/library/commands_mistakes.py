"""The commands `errors`, `rank` and `strangers`: what is wrong, what teaches most, what is new."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from datasets.library import looks, mistakes, queues, strangers, teaching_order
from datasets.library.answer import Answer, counted, shown_line
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from datasets.library.mistakes import Mistakes
from datasets.library.mistakes_told import sentences
from datasets.library.progress import followed
from datasets.library.queues import NEVER_AUTOMATIC
from datasets.library.suspicion import Queue, Suspicion
from model import released
from model.card import ModelCard
from model.references import ReferenceIndex

_LISTED = 25


def add_options(made: dict[str, argparse.ArgumentParser]) -> None:
    """Add the options of the three commands."""
    for name in ("errors", "rank", "strangers"):
        made[name].add_argument("--weights", metavar="NAME_OR_FILE", help="else the released ones")
    for name in ("errors", "strangers"):
        made[name].add_argument("--by", default="", metavar="NAME", help="who does it")
        made[name].add_argument("--limit", type=int, default=_LISTED, help="how many to list")
    errors = made["errors"]
    errors.add_argument("--queue", type=Queue, choices=list(Queue), help="list one queue")
    what = errors.add_mutually_exclusive_group()
    what.add_argument("--leave", nargs="+", metavar="SHA256", help="these stay as they are")
    what.add_argument("--undo-leave", nargs="+", metavar="SHA256", help="take --leave back")
    what.add_argument("--take", nargs="+", metavar="SHA256", help="label these as suggested")
    what.add_argument(
        "--take-all", action="store_true", help="label all as suggested, but none of the test"
    )
    odd = made["strangers"]
    odd.add_argument("--accept", type=int, metavar="N", help="number of the heap to label")
    odd.add_argument("--name", metavar="CLASS", help="of the new class")


def errors(library: Library, options: argparse.Namespace) -> Answer:
    """List what is probably wrong, or say what to do with it."""
    chosen = options.leave or options.undo_leave or options.take or options.take_all
    if chosen and (options.queue is None or not options.by.strip()):
        raise RefusedError("say which queue and who does it, with --queue and --by")
    if options.leave or options.undo_leave:
        return _left(library, options)
    seen, card = _looks(library, options)
    nothing = card.outlier_labels
    found = followed(lambda line: mistakes.search(library, seen, nothing=nothing, progress=line))
    if options.take or options.take_all:
        return _taken(library, found, options)
    if options.queue is None:
        return _overview(library, found)
    waiting = queues.waiting(library, found, options.queue)
    lines = [_line(each) for each in waiting[: options.limit]]
    lines.append(f"{len(waiting)} photos wait in queue {options.queue.value}")
    return Answer(tuple(lines), [_row(each) for each in waiting[: options.limit]])


def _left(library: Library, options: argparse.Namespace) -> Answer:
    items = [library.get(sha256) for sha256 in options.leave or options.undo_leave]
    for item in items:
        if options.leave:
            queues.leave(library, options.queue, item.sha256, item.version, options.by)
        else:
            queues.return_to_queue(library, options.queue, item.sha256, options.by)
    done = "left as it is" if options.leave else "back in the queue"
    lines = tuple(f"{item.sha256[:12]}  {done}" for item in items)
    return Answer(lines, [{"sha256": item.sha256, "done": done} for item in items])


def _taken(library: Library, found: Mistakes, options: argparse.Namespace) -> Answer:
    waiting = queues.waiting(library, found, options.queue)
    left: tuple[queues.Entry, ...] = ()
    if options.take_all:
        done, left = queues.take_all(library, queues.entries(library, waiting), options.by)
    else:
        wanted = {library.get(sha256).sha256 for sha256 in options.take}
        chosen = queues.entries(library, [each for each in waiting if each.sha256 in wanted])
        if len(chosen) < len(wanted):
            raise RefusedError(f"some of these photos do not wait in queue {options.queue.value}")
        with library.writing():
            done = tuple(queues.take(library, each, options.by) for each in chosen)
    lines = [f"{item.sha256[:12]}  {item.record.label}" for item in done]
    lines += [
        f"{each.item.sha256[:12]}  {NEVER_AUTOMATIC}" for each in left if each.suspicion.is_test
    ]
    rows = [{"sha256": item.sha256, "label": item.record.label} for item in done]
    return Answer(tuple(lines), {"labelled": rows, "left": [each.item.sha256 for each in left]})


def _overview(library: Library, found: Mistakes) -> Answer:
    counts = {queue.value: len(queues.waiting(library, found, queue)) for queue in Queue}
    told = sentences(found)
    whole = {"queues": counts, "photos": found.photos, "looked": found.looked, "told": told}
    return Answer((counted(counts), *map(shown_line, told)), whole)


def rank(library: Library, options: argparse.Namespace) -> Answer:
    """Put the unlabelled photos in the order that teaches most."""
    seen, _ = _looks(library, options)
    found = followed(lambda line: teaching_order.priorities(library, seen, line))
    library.rank(found)
    first = sorted(found, key=lambda sha256: -found[sha256])[:_LISTED]
    lines = [f"{len(found)} photos without a label are in order, the first ones first"]
    lines += [f"{sha256[:12]}  {found[sha256]:.3f}" for sha256 in first]
    return Answer(tuple(lines), {"ranked": len(found), "first": first})


def new_products(library: Library, options: argparse.Namespace) -> Answer:
    """List heaps of photos that nothing explains, or label one."""
    seen, _ = _looks(library, options)
    views = _views(options.weights)
    found = followed(lambda line: strangers.strangers(library, seen, views, progress=line))
    if options.accept is not None:
        if not 1 <= options.accept <= len(found.heaps):
            raise RefusedError(f"heap {options.accept} must be one of 1 to {len(found.heaps)}")
        targets = found.heaps[options.accept - 1].photos
        items = strangers.accept(library, targets, options.name or "", options.by)
        line = f"{len(items)} photos are labelled {items[0].record.label}; undo takes it back"
        return Answer((line,), {"labelled": [item.sha256 for item in items]})
    lines = [f"{found.photos} photos that nothing explains, {len(found.heaps)} heaps"]
    if found.compared < found.photos:
        lines.append(
            f"only the {found.compared} most novel were put together; label some, then look again"
        )
    for number, heap in enumerate(found.heaps[: options.limit], 1):
        near = ", ".join(f"{each.label} {each.cosine:.2f}" for each in heap.nearest)
        shown = " ".join(sha256[:12] for sha256, _ in heap.photos[:3])
        lines.append(f"{number}  {len(heap.photos)} photos  {shown}  nearest: {near or 'none'}")
    rows = [
        {
            "photos": [sha256 for sha256, _ in heap.photos],
            "alike": heap.alike,
            "nearest": [{"label": each.label, "cosine": each.cosine} for each in heap.nearest],
        }
        for heap in found.heaps[: options.limit]
    ]
    whole = {"photos": found.photos, "compared": found.compared}
    return Answer(tuple(lines), whole | {"heaps": rows, "alone": found.alone})


def _looks(library: Library, options: argparse.Namespace) -> tuple[looks.Looks, ModelCard]:
    """What the network saw, the photos that it has not seen included."""
    from datasets.library.commands_looks import look
    from model.runtime import OnnxNetwork  # it opens in half a second

    look(library, options)
    network = OnnxNetwork.open(released.find(options.weights))
    return looks.stored(library, network.sha256), network.card


def _views(weights: str | None) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    listed = released.references_of(Path(released.find(weights)))
    return strangers.views_of(ReferenceIndex.from_bytes(listed[0], "references")) if listed else {}


def _line(each: Suspicion) -> str:
    mark = f"  [{NEVER_AUTOMATIC}]" if each.is_test else ""
    return shown_line(f"{each.sha256[:12]}  {each.reason}{mark}")


def _row(each: Suspicion) -> dict[str, object]:
    return {
        "sha256": each.sha256,
        "label": each.seen.label,
        "reason": each.reason,
        "score": each.score,
        "suggestion": each.suggestion,
        "part": each.part,
    }

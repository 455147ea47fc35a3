"""How many training pictures of each class the studio renders a minute, and in what memory.

uv run --extra synthetic python -m benchmarks.studio

Beside the wall clock stands the processor time a picture took, divided by the workers: what the
wall clock would show if nothing else used the cores.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from datasets.studio import library, picture, production

WANTED = 0.5  # seconds a picture at 256 px, median over classes


@dataclass(frozen=True, slots=True)
class Task:
    """A picture to render: where its meshes are, and what was ordered."""

    meshes: Path | None
    order: picture.Order


@dataclass(frozen=True, slots=True)
class Took:
    """What one picture cost: seconds on the wall and on the processor, greatest memory in MB."""

    class_id: str
    wall: float
    processor: float
    memory: float


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line a class, then the medians over classes; returns 0."""
    args = _parser().parse_args(argv)
    table = library.chosen(_table(args.meshes), args.classes)
    tasks = [
        Task(args.meshes, picture.Order(class_id, number, args.seed, args.size, args.samples))
        for class_id in table
        for number in range(args.per_class)
    ]
    started = time.monotonic()
    took = _all(tasks, args.workers)
    whole = time.monotonic() - started
    print(f"{'class':<24} {'per minute':>10} {'s a picture':>12} {'of processor':>13}")
    rows = [_row(class_id, took, args.workers) for class_id in table]
    for class_id, wall, processor in rows:
        print(f"{class_id:<24} {60 / wall:>10.0f} {wall:>12.2f} {processor:>13.2f}")
    wall = statistics.median(row[1] for row in rows)
    processor = statistics.median(row[2] for row in rows)
    memory = sum(sorted({t.memory for t in took})[-args.workers :])
    print(
        f"\n{len(took)} pictures of {args.size} px, {args.samples} paths a pixel, "
        f"{args.workers} workers, in {whole:.0f} s\n"
        f"median over classes: {wall:.2f} s a picture, {processor:.2f} s of processor time a "
        f"picture and worker (wanted at 256 px: {WANTED})\n"
        f"greatest memory: {memory:.0f} MB in all workers"
    )
    return 0


def _row(class_id: str, took: list[Took], workers: int) -> tuple[str, float, float]:
    own = [t for t in took if t.class_id == class_id]
    return (
        class_id,
        statistics.mean(t.wall for t in own) / workers,
        statistics.mean(t.processor for t in own) / workers,
    )


def _all(tasks: list[Task], workers: int) -> list[Took]:
    context = multiprocessing.get_context("spawn")  # Mitsuba does not survive a fork
    with context.Pool(workers) as pool:
        return list(pool.imap_unordered(_one, tasks))


@cache
def _table(meshes: Path | None) -> library.Table:
    return production.Job(Path(), meshes).designs()


def _one(task: Task) -> Took:
    table, order = _table(task.meshes), task.order
    wall, processor = time.perf_counter(), time.process_time()
    planned = picture.plan(order, table[order.class_id])
    picture.make(order, planned, table[order.class_id], table.get(picture.OTHERS, ()))
    return Took(
        order.class_id,
        time.perf_counter() - wall,
        time.process_time() - processor,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--class", dest="classes", action="append", metavar="ID")
    parser.add_argument("--per-class", type=int, default=4, help="pictures a class (default: 4)")
    parser.add_argument("--size", type=int, default=256, help="px (default: 256)")
    parser.add_argument("--samples", type=int, default=10, help="paths a pixel (default: 10)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--meshes", type=Path, help="folder of glb meshes")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())

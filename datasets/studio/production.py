"""Many pictures: orders spread over worker processes, progress, and `metadata.jsonl`."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from datasets.studio import library, meshes, picture

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
METADATA = "metadata.jsonl"


@dataclass(frozen=True, slots=True)
class Job:
    """Where pictures go and what folders they draw on."""

    out: Path
    mesh_folder: Path | None = None
    rooms: tuple[Path, ...] = ()

    def designs(self, strict: bool = True) -> library.Table:
        """Every design by class id, those of the mesh folder included."""
        own = library.designs(strict=strict)
        return library.together(own, meshes.designs(self.mesh_folder))


def rooms(folder: Path | None) -> tuple[Path, ...]:
    """Photos below a folder that may light a scene, sorted.

    Raises:
        StudioError: the folder is missing or holds no picture.
    """
    if folder is None:
        return ()
    found = tuple(sorted(p for p in folder.rglob("*") if p.suffix.lower() in PICTURES))
    if not found:
        raise library.StudioError(f"{folder} holds no picture (jpg, png, webp); name another one.")
    return found


def produce(orders: list[picture.Order], job: Job, workers: int) -> int:
    """Renders what does not exist yet; returns how many pictures it made.

    Raises:
        StudioError: the folder cannot be written, or a design is broken.
    """
    wanted = [o for o in orders if not (job.out / o.class_id / o.name).exists()]
    _check_writable(job.out)
    print(f"{len(wanted)} pictures to render, {len(orders) - len(wanted)} exist", file=sys.stderr)
    started, done = time.monotonic(), 0
    with (job.out / METADATA).open("a", encoding="utf-8") as log:
        for line in _rendered(wanted, job, workers):
            log.write(json.dumps(line, sort_keys=True) + "\n")
            log.flush()
            done += 1
            _progress(done, len(wanted), time.monotonic() - started)
    return done


def _rendered(orders: list[picture.Order], job: Job, workers: int) -> Iterator[dict[str, Any]]:
    work = partial(_one, job)
    if workers <= 1 or len(orders) <= 1:
        yield from map(work, orders)
        return
    context = multiprocessing.get_context("spawn")  # Mitsuba does not survive a fork
    with context.Pool(min(workers, len(orders))) as pool:
        yield from pool.imap_unordered(work, orders)


@cache
def table_of(job: Job) -> library.Table:
    """The designs, loaded once a process."""
    return job.designs()


def _one(job: Job, order: picture.Order) -> dict[str, Any]:
    designs = table_of(job)[order.class_id]
    planned = picture.plan(order, designs, job.rooms)
    try:
        pixels = picture.make(order, planned, designs)
    except (ValueError, IndexError, RuntimeError) as error:
        raise library.StudioError(
            f"design {planned.design} failed for {order.name}: {error}; mend the design."
        ) from error
    about = f"{order.class_id}, design {planned.design}, seed {order.seed}, number {order.number}"
    picture.save(pixels, job.out / order.class_id / order.name, about)
    return picture.line(order, planned)


def _check_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / METADATA).touch()
    except OSError as error:
        raise library.StudioError(
            f"{folder} cannot be written ({error.strerror}); choose another --out."
        ) from error


def _progress(done: int, of: int, seconds: float) -> None:
    left = seconds / done * (of - done)
    text = f"{done}/{of}  {seconds / done * 1000:.0f} ms a picture  ETA {_clock(left)}"
    if sys.stderr.isatty():
        print(f"\r{text}   ", end="" if done < of else "\n", file=sys.stderr, flush=True)
    elif done == of or done % 50 == 0:
        print(text, file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}h{minutes % 60:02d}m" if minutes >= 60 else f"{minutes}m{rest:02d}s"

"""Many pictures: orders spread over worker processes, progress, and `metadata.jsonl`."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Iterable, Iterator
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


def produce(orders: list[picture.Order], job: Job, workers: int, resume: bool = False) -> int:
    """Renders the pictures ordered and writes `metadata.jsonl`; returns how many it made.

    A picture counts as made when its file and its line are there, so a run that was killed at
    any moment can be resumed and ends with the same bytes as one that was not.

    Args:
        orders: what to render.
        job: where, and with what folders.
        workers: processes, one thread each.
        resume: go on with a folder that holds pictures already.

    Raises:
        StudioError: the folder cannot be written or is full, holds pictures and `resume` is not
            set, was begun otherwise, or a design or mesh is broken. Finished pictures are kept.
    """
    kept = _kept(orders, job.out, resume)
    wanted = [order for order in orders if f"{order.class_id}/{order.name}" not in kept]
    try:
        _write(job.out, kept.values())
        print(f"{len(wanted)} pictures to render, {len(kept)} exist", file=sys.stderr)
        with (job.out / METADATA).open("a", encoding="utf-8") as log:
            for line in _counted(_rendered(wanted, job, workers), len(wanted)):
                kept[line["file"]] = line
                log.write(_text(line))
                log.flush()
        _write(job.out, kept.values())
    except OSError as error:
        raise _no_room(job.out, error) from error
    return len(wanted)


def _counted(lines: Iterator[dict[str, Any]], of: int) -> Iterator[dict[str, Any]]:
    """The lines as they come, with the progress shown."""
    started = time.monotonic()
    for done, line in enumerate(lines, 1):
        yield line
        _progress(done, of, time.monotonic() - started)


def _kept(orders: list[picture.Order], out: Path, resume: bool) -> dict[str, dict[str, Any]]:
    """The lines of a folder whose pictures are there, by file; a torn last line is dropped."""
    path = out / METADATA
    lines: dict[str, dict[str, Any]] = {}
    for text in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            line = json.loads(text)
        except json.JSONDecodeError:
            continue  # the run was killed while it wrote this line; its picture is made again
        if (out / line["file"]).exists():
            lines[line["file"]] = line
    if lines and not resume:
        raise library.StudioError(
            f"{out} holds {len(lines)} pictures already; go on with them by --resume, or choose "
            "another --out."
        )
    for torn in out.rglob("*.part"):
        torn.unlink()
    for order in orders:
        _check_alike(order, lines.get(f"{order.class_id}/{order.name}"), out)
    return lines


def _check_alike(order: picture.Order, line: dict[str, Any] | None, out: Path) -> None:
    if line is None:
        return
    asked = {"size": order.size, "samples": order.samples, "studio": picture.version()}
    for name, value in asked.items():
        if line[name] != value:
            raise library.StudioError(
                f"{out} was begun with {name} {line[name]}, not {value}; its pictures would not "
                "be alike: choose another --out."
            )


def _write(out: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Writes all lines, by file name; the old ones stay until the new ones are whole."""
    part = out / f"{METADATA}.part"
    ordered = sorted(lines, key=lambda line: (line["class"], line["seed"], line["number"]))
    out.mkdir(parents=True, exist_ok=True)
    part.write_text("".join(map(_text, ordered)), encoding="utf-8")
    part.replace(out / METADATA)


def _text(line: dict[str, Any]) -> str:
    return json.dumps(line, sort_keys=True) + "\n"


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
    table = table_of(job)
    planned = picture.plan(order, table[order.class_id], job.rooms)
    try:
        made = picture.make(order, planned, table[order.class_id], table.get(picture.OTHERS, ()))
    except (ValueError, IndexError, RuntimeError) as error:
        raise library.StudioError(
            f"design {planned.design} failed for {order.name}: {error}; mend the design."
        ) from error
    about = f"{order.class_id}, design {planned.design}, seed {order.seed}, number {order.number}"
    try:
        picture.save(made.pixels, job.out / order.class_id / order.name, about)
    except OSError as error:
        raise _no_room(job.out, error) from error
    return picture.line(order, planned, made)


def _no_room(folder: Path, error: OSError) -> library.StudioError:
    return library.StudioError(
        f"{folder} cannot be written ({error.strerror}); finished pictures are kept: make room or "
        "choose another --out, then go on with --resume."
    )


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

"""One line that says how far a command is and how long it will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO, TypeVar

from model.errors import shown

TERMINAL_SECONDS, FILE_SECONDS = 0.2, 10.0  # between two lines
_NAME = 30  # characters of the picture's name
Progress = Callable[[int, int, str], None]  # count so far, total, name of what is done
_Result = TypeVar("_Result")


class ProgressLine:
    """Called with count, total and name; `end` ends the line."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin.

        Args:
            out: Where the line goes.
            clock: Seconds that only grow.
        """
        self._out = out
        self._clock = clock
        self._began = clock()
        self._terminal = out.isatty()
        self._next = self._began + (TERMINAL_SECONDS if self._terminal else FILE_SECONDS)
        self._written = False

    def __call__(self, count: int, total: int, name: str) -> None:
        """Tell it of a picture."""
        now = self._clock()
        if now < self._next and not (count == total and self._written):
            return
        self._next = now + (TERMINAL_SECONDS if self._terminal else FILE_SECONDS)
        text = line(count, total, now - self._began, name)
        self._out.write(f"\r{text}\x1b[K" if self._terminal else f"{text}\n")
        self._out.flush()
        self._written = True

    def end(self) -> None:
        """End the line."""
        if self._written and self._terminal:
            self._out.write("\n")


def followed(run: Callable[[Progress], _Result]) -> _Result:
    """Run something that tells its progress, with a line on stderr."""
    told = ProgressLine(sys.stderr)
    try:
        return run(told)
    finally:
        told.end()


def line(count: int, total: int, seconds: float, name: str) -> str:
    """Such as `120/1000  12 %  4.1/s  ETA 3m34s  a.jpg`."""
    rate = count / seconds if seconds > 0 else 0.0
    left = (total - count) / rate if rate else 0.0
    share = 100 * count // max(total, 1)
    return f"{count}/{total}  {share} %  {rate:.1f}/s  ETA {_time(left)}  {shown(name)[-_NAME:]}"


def _time(seconds: float) -> str:
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h{minutes:02}m"
    return f"{minutes}m{rest:02}s" if minutes else f"{rest}s"

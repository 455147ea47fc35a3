"""The whole application as a benchmark meets it: a process of its own, its page in a browser."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.pages.browser import free_port, serving

UPLOAD = "#photo input[type=file]"


class Application(NamedTuple):
    """A running `app.py`: its address, its process, and a folder that goes with it."""

    address: str
    pid: int
    folder: Path


@contextmanager
def application(weights: str | None) -> Iterator[Application]:
    """Start `app.py` without a register; end it and delete what it kept.

    Args:
        weights: released name or an ONNX file; None takes the default.
    """
    port = free_port()
    command = ["app.py", "--port", str(port), "--no-register"]
    command += ["--weights", weights] if weights else []
    with (
        tempfile.TemporaryDirectory() as name,
        serving(command, port, Path(name)) as (address, pid),
    ):
        yield Application(address, pid, Path(name))

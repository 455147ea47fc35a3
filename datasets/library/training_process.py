"""Runs `python -m training` in a process of its own, because this program works without torch."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from datasets.library.errors import RefusedError

ROOT = Path(__file__).parent.parent.parent
NEEDED = ("torch", "timm", "safetensors", "onnx", "albumentations")  # of the extra `train`
TIMEOUT_SECONDS = 600.0  # `python -m benchmarks.teach_library` measures how long teaching takes
_LAST = 2000  # characters of what it said that are kept


def needs_training() -> None:
    """Refuse where the libraries for training are not installed; loads none of them.

    Raises:
        RefusedError: With how to start the program so that they are.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise RefusedError(
            f"teaching needs the extra train ({missing[0]} is not installed); start the program "
            "with: uv run --extra train python app.py --library FOLDER"
        )


class Running:
    """A run of the training program; leaving the context ends it.

    It prints a line of JSON for each step, `{"step": name}`, and at last its result.
    """

    def __init__(self, arguments: Sequence[str], timeout: float = TIMEOUT_SECONDS) -> None:
        """Start.

        Args:
            arguments: Of `python -m training`.
            timeout: Seconds from now, after which it is ended.
        """
        self._timed_out = False
        self._timeout = timeout
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GRADIO_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "training", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()  # else it would wait for a reader of what it says
        self._clock = threading.Timer(timeout, self._end)
        self._clock.daemon = True
        self._clock.start()

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clock.cancel()
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def wait(self, told: Callable[[str], None]) -> dict[str, object]:
        """Wait until it ends; returns its result.

        Args:
            told: Told of each step.

        Raises:
            RefusedError: It refused, took too long, or failed; the sentence says why.
        """
        result: dict[str, object] | None = None
        for line in self._process.stdout or ():
            try:
                said = json.loads(line)
            except ValueError:  # a library's own words
                continue
            if isinstance(said, dict) and isinstance(said.get("step"), str):
                told(said["step"])
            elif isinstance(said, dict) and isinstance(said.get("taught"), dict):
                result = said["taught"]
        status = self._process.wait()
        self._listener.join()
        if self._timed_out:
            raise RefusedError(
                f"teaching was ended after {self._timeout:.0f} s; the computer may be busy, try "
                "again"
            )
        if status != 0 or result is None:
            raise RefusedError(f"teaching failed: {self._why()}")
        return result

    def _listen(self) -> None:
        for line in self._process.stderr or ():
            self._said.append(line)
            del self._said[:-50]

    def _why(self) -> str:
        """Its last line, without the mark of an error."""
        lines = [line.strip() for line in self._said if line.strip()]
        return lines[-1].removeprefix("error: ")[:_LAST] if lines else "it gave no reason"

    def _end(self) -> None:
        self._timed_out = True
        self._process.kill()


def run(arguments: Sequence[str]) -> Running:
    """Start `python -m training` with these arguments."""
    return Running(arguments)

"""Turns: what may run only a few times at once for one visitor waits a little, in order."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pages.serving.asking import Refused


class Turns:
    """Counts what runs and what waits, for each visitor; asked from one event loop."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        """Nothing runs.

        Args:
            at_once: how many of one visitor's run.
            waiting: how many more of the same visitor's wait; one beyond is refused.
            seconds: how long each of them waits at most.
        """
        self._at_once = at_once
        self._waiting = waiting
        self._seconds = seconds
        self._here: Counter[str] = Counter()  # running and waiting
        self._gates: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def of(self, owner: str, sentence: str) -> AsyncIterator[None]:
        """Wait for a turn, and hold it.

        Args:
            owner: whose it is.
            sentence: what one who is refused shall wait for.

        Raises:
            Refused: too many of this visitor's wait already, or this one waited too long.
        """
        if self._here[owner] >= self._at_once + self._waiting:
            raise Refused(429, sentence, 2)
        self._here[owner] += 1
        gate = self._gates.setdefault(owner, asyncio.Semaphore(self._at_once))
        try:
            try:
                await asyncio.wait_for(gate.acquire(), self._seconds)
            except TimeoutError:
                raise Refused(429, sentence, 2) from None
            try:
                yield
            finally:
                gate.release()
        finally:
            self._here[owner] -= 1
            if not self._here[owner]:
                del self._here[owner], self._gates[owner]

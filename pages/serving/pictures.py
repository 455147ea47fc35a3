"""The library's pictures, made smaller for the trainer's pages: made once, kept a while in memory.

The original never leaves: what is served is encoded anew from its pixels, without metadata.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable

from starlette.responses import Response

from datasets.library.errors import DamagedError, LibraryError, RefusedError, UnknownError
from datasets.library.library import Library
from model.errors import PhotoError
from model.thumbnail import thumbnail
from pages.serving.asking import Asking, Refused
from pages.serving.visitors import Visitor

MOST_BYTES = 64 * 1024 * 1024  # of made pictures: some 2,000 of 320 px, or 250 of 1,280 px
MOST_AT_ONCE = 2  # decoded: a photo of 80 megapixels takes 500 MB meanwhile
MADE_BY = 1  # goes up when the same photo would give another picture
# For one browser alone, and never asked again: a hash names one photo. `Vary`: not for the next
# person who logs in there.
_KEPT = {"cache-control": "private, max-age=31536000, immutable", "vary": "cookie"}


class Pictures:
    """Gives the pictures of a library to those who may work with it."""

    def __init__(self, library: Library, may: Callable[[str | None, str], bool]) -> None:
        """Nothing is made yet.

        Args:
            library: the photos.
            may: whether a user (None: no log-in) may `datasets`.
        """
        self._library = library
        self._may = may
        self._made = Made(MOST_BYTES)
        self._decoding = asyncio.Semaphore(MOST_AT_ONCE)
        self._making: dict[tuple[str, int], asyncio.Task[bytes]] = {}

    async def answer(self, asking: Asking, visitor: Visitor) -> Response:
        """A picture, or that the browser's own is still right.

        Args:
            asking: for `/library/<sha256>/<side>`, as `routes` has checked.
            visitor: who asks.

        Raises:
            Refused: the account may not see it, or there is no such photo.
        """
        if not await asyncio.to_thread(self._may, visitor.user, "datasets"):
            raise Refused(403, "your account may not see the dataset; ask for the role trainer")
        sha256, side = asking.path.rstrip("/").split("/")[-2:]
        await asyncio.to_thread(self._there, sha256)  # what was withdrawn is not served from memory
        headers = {**_KEPT, "etag": f'"{sha256}-{side}-{MADE_BY}"'}
        if headers["etag"] in asking.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        data = await self._picture(sha256, int(side))
        return Response(data, media_type="image/jpeg", headers=headers)

    def _there(self, sha256: str) -> None:
        try:
            self._library.get(sha256)
        except (UnknownError, RefusedError) as error:
            raise Refused(404, str(error)) from error
        except LibraryError as error:
            raise Refused(503, str(error), 2) from error

    async def _picture(self, sha256: str, side: int) -> bytes:
        found = self._made.get(sha256, side)
        if found is not None:
            return found
        wanted = (sha256, side)
        task = self._making.get(wanted)
        if task is None:  # else another request has begun it
            task = asyncio.create_task(self._turn(*wanted))
            self._making[wanted] = task
            task.add_done_callback(lambda _: self._making.pop(wanted))
        return await asyncio.shield(task)  # one browser that goes away stops it for nobody

    async def _turn(self, sha256: str, side: int) -> bytes:
        async with self._decoding:
            made = await asyncio.to_thread(self._make, sha256, side)
        self._made.put(sha256, side, made)
        return made

    def _make(self, sha256: str, side: int) -> bytes:
        try:
            return thumbnail(self._library.original(sha256), f"photo {sha256[:12]}", side)
        except (UnknownError, DamagedError, RefusedError) as error:
            raise Refused(404, str(error)) from error
        except PhotoError as error:
            raise Refused(415, str(error)) from error
        except LibraryError as error:
            raise Refused(503, str(error), 2) from error


class Made:
    """Pictures in memory, those that were asked last; may be asked from any thread."""

    def __init__(self, most: int) -> None:
        """Empty.

        Args:
            most: bytes that all pictures together may have, above 0.
        """
        if most < 1:
            raise ValueError(f"{most} bytes of pictures, it must be at least 1")
        self._most = most
        self._held = 0
        self._lock = threading.Lock()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def get(self, sha256: str, side: int) -> bytes | None:
        """A picture; None where it is not held."""
        with self._lock:
            found = self._pictures.get((sha256, side))
            if found is not None:
                self._pictures.move_to_end((sha256, side))
            return found

    def put(self, sha256: str, side: int, data: bytes) -> None:
        """Hold a picture; those that were asked longest ago make room."""
        with self._lock:
            self._held += len(data) - len(self._pictures.pop((sha256, side), b""))
            self._pictures[sha256, side] = data
            while self._held > self._most:
                _, gone = self._pictures.popitem(last=False)
                self._held -= len(gone)

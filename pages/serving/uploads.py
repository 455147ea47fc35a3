"""Takes uploads in Gradio's place: into a folder of the visitor's own, bounded in every way.

Gradio names the folder by the bytes of the file: two people who send the same photo would share
one file, and the first answer would delete it under the second.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path, PurePosixPath

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pages.serving import limits
from pages.serving.asking import Asking, Refused, bounded_receive
from pages.serving.owners import KEPT_SECONDS, Owners
from pages.serving.turns import Turns

AT_ONCE = 3  # uploads of one visitor
WAITING = 20  # more of the same visitor's, of which nothing is read yet
WAIT_SECONDS = 20.0
NAME_SIGNS = "._- ,"  # as Gradio
MAX_STEM = 50  # characters; four bytes each fit what file systems take
MAX_SUFFIX = 10


class Uploads:
    """The uploads of all visitors."""

    def __init__(self, owners: Owners) -> None:
        self._owners = owners
        self._turns = Turns(AT_ONCE, WAITING, WAIT_SECONDS)

    async def take(self, asking: Asking, owner: str) -> Response:
        """Store the files of one request; the answer lists their paths, as Gradio's does.

        Raises:
            Refused: too large, too many, too slow, or no files; or too many uploads at once.
        """
        async with self._turns.of(owner, "wait until the photos before these are sent"):
            try:
                return JSONResponse(await self._stored(asking, owner))
            finally:
                # Nobody may come after this one, so the clock calls.
                asyncio.get_running_loop().call_later(KEPT_SECONDS + 1, self._owners.sweep)

    async def _stored(self, asking: Asking, owner: str) -> list[str]:
        receive = bounded_receive(
            asking.receive, limits.MAX_UPLOAD_BYTES, limits.UPLOAD_SECONDS, limits.CHUNK_SECONDS
        )
        paths = []
        try:
            async with Request(asking.scope, receive).form(
                max_files=limits.MAX_FILES, max_fields=limits.MAX_FILES
            ) as form:
                files = [f for f in form.getlist("files") if isinstance(f, UploadFile)]
                if not files:
                    raise Refused(400, "no file came; choose a photo")
                if any((file.size or 0) > _most_bytes(file) for file in files):
                    most = limits.MAX_FILE_BYTES // 1_000_000
                    raise Refused(413, f"a photo is too large; at most {most} MB are taken")
                for file in files:
                    path = self._owners.place(owner, safe_name(file.filename or ""))
                    await asyncio.to_thread(_write, file, path)
                    self._owners.grant(str(path), owner)
                    paths.append(str(path))
        except (HTTPException, MultiPartException) as error:
            raise Refused(
                400, "the files cannot be read; send fewer, or send them again"
            ) from error
        return paths


def _most_bytes(file: UploadFile) -> int:
    """How large a file may be; what a zip file holds is judged by the part that opens it."""
    packed = (file.filename or "").lower().endswith(limits.PACKED)
    return limits.MAX_UPLOAD_BYTES if packed else limits.MAX_FILE_BYTES


def safe_name(name: str) -> str:
    """A file's name without folders and odd characters, never hidden, never empty."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in last if sign.isalnum() or sign in NAME_SIGNS)
    stem, suffix = PurePosixPath(kept.lstrip(". ") or "photo").stem, PurePosixPath(kept).suffix
    return stem[:MAX_STEM] + suffix[:MAX_SUFFIX]


def _write(file: UploadFile, path: Path) -> None:
    file.file.seek(0)
    with path.open("xb") as stream:
        shutil.copyfileobj(file.file, stream)

"""A running server with accounts, as programs and browsers see it; and a photo with a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext, Page

from accounts.accounts import Accounts
from tests.accounts.conftest import GOOD

UPLOAD = "#photo input[type=file]"
WAIT_MS = 30000  # ms


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with accounts."""

    address: str
    folder: Path  # its temporary folder
    accounts: Accounts

    @contextmanager
    def client(self, name: str | None = None) -> Iterator[httpx.Client]:
        """A client, logged in under a name."""
        with httpx.Client(base_url=self.address, timeout=30) as made:
            if name is not None:
                answer = made.post("/login", data={"username": name, "password": GOOD})
                assert answer.json() == {"success": True}
            yield made

    def files(self) -> list[Path]:
        """Uploaded files that lie on the disk."""
        return [path for path in self.folder.glob("photos-*/of-*/**/*") if path.is_file()]


class Watched:
    """A page whose errors are collected."""

    def __init__(self, context: BrowserContext, server: Server, name: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.errors: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(f"dialog {dialog.message}"))
        self.page.goto(f"{server.address}/catalogue")
        self.page.fill("#username", name)
        self.page.fill("#password", GOOD)
        self.page.click("button")
        self.page.wait_for_url("**/catalogue")  # where it wanted to go
        self.page.goto(server.address)
        self.page.wait_for_selector(UPLOAD, state="attached")

    def _note(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.errors.append(str(getattr(message, "text", "")))

    def send(self, photo: bytes, name: str = "photo.jpg") -> None:
        """Upload without waiting for the answer."""
        self.page.set_input_files(UPLOAD, {"name": name, "mimeType": "image/jpeg", "buffer": photo})


def with_exif(photo: bytes) -> bytes:
    """A JPEG whose description in EXIF is a script (ImageDescription, tag 0x010E)."""
    said = b"<script>hacked=1</script><img src=x onerror=hacked=1>\0"
    entry = b"\x01\x0e\x00\x02" + len(said).to_bytes(4, "big") + (26).to_bytes(4, "big")
    tiff = b"MM\x00\x2a" + (8).to_bytes(4, "big") + b"\x00\x01" + entry + bytes(4) + said
    block = b"Exif\0\0" + tiff
    return photo[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + photo[2:]

"""Which requests are answered at all: everything that is not listed here does not exist.

Gradio has routes without a log-in (/stream, /cancel, /heartbeat, /vibe-edit, /monitoring/...), a
fetcher of addresses (/proxy=, /file=http...) and one that reads results by their number (/call).
The page and `gradio_client` need only these.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum, auto

API = "/gradio_api"
CONFIG = "/config"  # what the page consists of; the first that a program asks for


class Kind(Enum):
    """What a request is, and so what it is asked for."""

    HEALTH = auto()  # no log-in
    ICON = auto()  # no log-in
    START = auto()  # no log-in: the server asks itself whether it runs
    LOG_IN = auto()
    LOG_OUT = auto()
    PAGE = auto()
    CODE = auto()  # of the program: scripts, fonts, styles, descriptions
    FILE = auto()  # of a session
    LISTEN = auto()  # to a session
    EVENT = auto()  # in a session
    PROGRESS = auto()
    UPLOAD = auto()
    PHOTO = auto()  # of the library, where one is open
    ASSISTANT = auto()  # the Model Context Protocol, where it was asked for


OPEN = frozenset({Kind.HEALTH, Kind.ICON, Kind.START, Kind.LOG_IN})
_READ = {
    "/health": Kind.HEALTH,
    "/login": Kind.LOG_IN,
    "/logout": Kind.LOG_OUT,
    "/manifest.json": Kind.ICON,
    "/favicon.ico": Kind.ICON,
    "/pwa_icon/192": Kind.ICON,
    "/pwa_icon/512": Kind.ICON,
    CONFIG: Kind.CODE,
    "/theme.css": Kind.CODE,
    f"{API}/theme.css": Kind.CODE,
    f"{API}/info": Kind.CODE,
    f"{API}/app_id": Kind.CODE,
    f"{API}/startup-events": Kind.START,
    f"{API}/queue/data": Kind.LISTEN,
    f"{API}/upload_progress": Kind.PROGRESS,
}
_SENT = {
    "/login": Kind.LOG_IN,
    "/logout": Kind.LOG_OUT,
    f"{API}/queue/join": Kind.EVENT,
    f"{API}/cancel": Kind.EVENT,
    f"{API}/reset": Kind.EVENT,
    f"{API}/upload": Kind.UPLOAD,
}
_FOLDERS = ("/assets/", "/static/", "/svelte/")
_HEARTBEAT = re.compile(re.escape(API) + r"/heartbeat/([^/]+)")
_ASSISTANT = re.compile(re.escape(API) + r"/mcp(?:/.*)?")
_PHOTO = re.compile(r"/library/[0-9a-f]{64}/(?:320|1280)")  # px, as `pages.workbench` asks
_RUN = re.compile(re.escape(API) + r"/(?:run|api)/[^/]+")


def kind_of(method: str, path: str, pages: Collection[str]) -> Kind | None:
    """What a request is; None for what does not exist.

    Args:
        method: of HTTP.
        path: decoded, without query.
        pages: paths of the pages, `/` first.
    """
    path = path.rstrip("/") or "/"
    if _ASSISTANT.fullmatch(path) and method in {"GET", "POST", "DELETE"}:
        return Kind.ASSISTANT
    if method == "HEAD" and path == "/":
        return Kind.START
    if method in {"GET", "HEAD"}:
        if path in pages:
            return Kind.PAGE
        if path.startswith(_FOLDERS) and ".." not in path:
            return Kind.CODE
        if path.startswith(f"{API}/file="):
            return Kind.FILE
        if _HEARTBEAT.fullmatch(path):
            return Kind.LISTEN
        if _PHOTO.fullmatch(path):
            return Kind.PHOTO
        return _READ.get(path)
    if method == "POST":
        return Kind.EVENT if _RUN.fullmatch(path) else _SENT.get(path)
    return None


def heartbeat_session(path: str) -> str | None:
    """The session that a heartbeat names; None for another path."""
    found = _HEARTBEAT.fullmatch(path.rstrip("/"))
    return found.group(1) if found else None

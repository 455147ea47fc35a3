"""Starts the server behind its gate, with limits that suit evidence photos; warms the network."""

from __future__ import annotations

import os
from pathlib import Path

import gradio as gr
import numpy as np
from fastapi import Request
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware

from model.classifier import Classifier
from model.photo import Photo, encode_jpeg
from pages.case import Case
from pages.look import STYLE_SHEETS, theme
from pages.serving.gate import Gate
from pages.serving.guard import Guard, listening
from pages.serving.health import Facts, Health
from pages.serving.memory import return_large_blocks
from pages.serving.owners import Owners
from pages.serving.pictures import Pictures
from pages.serving.room import MOST_SESSIONS, Room
from pages.serving.settings import Certificate

MAX_FILE_SIZE = "50mb"  # as `model.photo.MAX_BYTES`; the gate takes the uploads and counts too
MAX_WAITING = 16  # requests; beyond, Gradio says that the queue is full
MAX_THREADS = 4  # each answer already uses several cores


def warm(classifier: Classifier) -> None:
    """Classify a grey square, so that the first photo is not the slow one.

    Raises:
        WeightsError: the network gives no usable values.
    """
    grey = np.full((64, 64, 3), 128, dtype=np.uint8)
    classifier.classify(Photo.from_bytes(encode_jpeg(grey), "warm-up picture"))


def launch(
    page: gr.Blocks,
    *,
    host: str,
    port: int,
    wait: bool = True,
    guard: Guard | None = None,
    tls: Certificate | None = None,
    facts: Facts | None = None,
    assistants: bool = False,
    pictures: Pictures | None = None,
) -> str:
    """Serve a page.

    Args:
        page: what to serve.
        host: address to listen on.
        port: port to listen on.
        wait: block until interrupted.
        guard: who may come in; None lets in whoever can use this machine.
        tls: certificate and key; None serves without.
        facts: for `/health`.
        assistants: let them call the endpoints of docs/api.md by MCP; needs the extra `mcp`.
        pictures: of the library; None where none is open.

    Returns:
        The local address of the page.

    Raises:
        OSError: the port is taken.
    """
    guard = guard or Guard()
    folder = Path(get_upload_folder())
    folder.mkdir(parents=True, exist_ok=True)
    health, owners = Health(facts or Facts(), folder), Owners(folder)
    # Else uvicorn believes whoever connects from this machine about the address of the client;
    # the gate believes the proxy alone.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    reach_itself_directly(host)
    return_large_blocks()
    names_users = guard.accounts is not None or guard.user_header is not None
    page.queue(max_size=MAX_WAITING, default_concurrency_limit=1, api_open=False)
    _, address, _ = page.launch(
        server_name=listening(host),
        server_port=port,
        share=False,
        prevent_thread_lock=True,
        quiet=True,
        show_error=False,  # errors of ours are sentences in the answer; others stay in the log
        max_threads=MAX_THREADS,
        max_file_size=MAX_FILE_SIZE,
        allowed_paths=[],
        footer_links=[],
        run_history=False,  # else the browser keeps every answer
        enable_monitoring=False,
        strict_cors=True,
        ssr_mode=False,
        num_workers=0,  # they would serve uploads past the gate
        pwa=False,  # the gate has the manifest and the icon
        mcp_server=assistants,
        auth_dependency=_user if names_users else None,
        app_kwargs={"middleware": [_gate(page, guard, health, owners, assistants, pictures)]},
        state_session_capacity=MOST_SESSIONS,
        ssl_certfile=str(tls.file) if tls else None,
        ssl_keyfile=str(tls.key) if tls else None,
        ssl_verify=False,  # only when the server asks itself whether it runs
        theme=theme(),
        css_paths=list(STYLE_SHEETS),
    )
    _keep_checks(page, owners)
    health.started()
    if wait:
        page.block_thread()
    return str(address)


def _gate(
    page: gr.Blocks,
    guard: Guard,
    health: Health,
    owners: Owners,
    assistants: bool,
    pictures: Pictures | None,
) -> Middleware:
    return Middleware(
        Gate,
        guard=guard,
        health=health,
        pages=[f"/{each[0]}" for each in page.pages],
        title=str(page.title or ""),
        owners=owners,
        assistants=assistants,
        pictures=pictures,
    )


def _keep_checks(page: gr.Blocks, owners: Owners) -> None:
    """Let pages without a check make room first; Gradio drops what was used longest ago."""
    room = Room(owners.owner_of, lambda value: isinstance(value, Case) and bool(value.items))
    room.set_blocks(page)
    page.app.state_holder = room


def reach_itself_directly(host: str) -> None:
    """Let Gradio ask the server whether it runs, past a proxy for the web in the environment.

    Args:
        host: address to listen on.
    """
    given = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    bare = host.removeprefix("[").removesuffix("]")
    # The small letters win where both are set.
    os.environ["no_proxy"] = ",".join(filter(None, (given, "localhost", bare)))


def _user(request: Request) -> str | None:
    """Whom the gate has let in, for `gr.Request.username`."""
    visitor = request.scope.get("visitor")
    return visitor.user if visitor is not None else None

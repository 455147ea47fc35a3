"""Starts the server with limits that suit evidence photos, and warms the network before it."""

import gradio as gr
import numpy as np

from model.classifier import Classifier
from model.photo import Photo, encode_jpeg
from pages.look import STYLE_SHEET, theme

MAX_FILE_SIZE = "50mb"  # as `model.photo.MAX_BYTES`
MAX_WAITING = 16  # requests; beyond, Gradio says that the queue is full
MAX_THREADS = 4  # each answer already uses several cores


def warm(classifier: Classifier) -> None:
    """Classify a grey square, so that the first photo is not the slow one.

    Raises:
        WeightsError: the network gives no usable values.
    """
    grey = np.full((64, 64, 3), 128, dtype=np.uint8)
    classifier.classify(Photo.from_bytes(encode_jpeg(grey), "warm-up picture"))


def launch(page: gr.Blocks, *, host: str, port: int, wait: bool = True) -> str:
    """Serve a page.

    Args:
        page: what to serve.
        host: address to listen on.
        port: port to listen on.
        wait: block until interrupted.

    Returns:
        The local address of the page.

    Raises:
        OSError: the port is taken.
    """
    page.queue(max_size=MAX_WAITING, default_concurrency_limit=1, api_open=False)
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        share=False,
        prevent_thread_lock=not wait,
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
        pwa=False,
        mcp_server=False,
        theme=theme(),
        css_paths=STYLE_SHEET,
    )
    return str(address)

"""The two ways a photo comes in: a file of any kind, or this computer's camera and clipboard.

Both hand over the path of the bytes as uploaded. Gradio's own image input would open the file
first, with every format Pillow knows, and would refuse HEIC; ours leaves decoding to `Photo`.
"""

from pathlib import Path

import gradio as gr
from gradio.data_classes import FileData, ImageData

# `image` lets phones offer their camera; the endings let HEIC and AVIF through on systems that
# do not know them as pictures.
FILE_TYPES = ["image", ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif"]


def _as_uploaded(payload: FileData | ImageData | None) -> str | None:
    """Path of the file as uploaded, or None; Gradio has checked that it is an upload of its."""
    return payload.path if payload else None


def _untouched(component: gr.File | gr.Image) -> None:
    """Let a component hand over the path alone.

    On the object and not in a subclass, because Gradio writes a `.pyi` file beside the source
    of every subclass. It holds as long as no answer updates the component's properties: Gradio
    would then build it anew.
    """
    component.preprocess = _as_uploaded  # type: ignore[method-assign]


def photo_file() -> gr.File:
    """The drop zone for one photo file."""
    component = gr.File(
        label="Choose, drop or take a photo",
        file_types=FILE_TYPES,
        file_count="single",
        height=150,
        elem_id="photo",
    )
    _untouched(component)
    return component


def camera() -> gr.Image:
    """This computer's camera, and pictures from the clipboard."""
    component = gr.Image(
        label="Camera of this computer, or a picture from the clipboard",
        type="filepath",
        image_mode=None,
        sources=["webcam", "clipboard"],
        webcam_options=gr.WebcamOptions(mirror=False),  # mirrored markings cannot be read
        buttons=[],
        height=320,
        elem_id="camera",
    )
    _untouched(component)
    return component


def forget(path: str) -> None:
    """Delete an uploaded file and its folder; silent when another request has done so."""
    file = Path(path)
    file.unlink(missing_ok=True)
    if file.parent.exists() and not any(file.parent.iterdir()):
        file.parent.rmdir()

"""The ways photos come in: files of any kind, or this computer's camera and clipboard.

They hand over the paths of the bytes as uploaded. Gradio's own image input would open the file
first, with every format Pillow knows, and would refuse HEIC; ours leaves decoding to `Photo`.
"""

from pathlib import Path

import gradio as gr
from gradio.data_classes import FileData, ImageData, ListFiles

# `image` lets phones offer their camera; the endings let HEIC and AVIF through on systems that
# do not know them as pictures.
FILE_TYPES = ["image", ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif"]


def _as_uploaded(payload: FileData | ImageData | ListFiles | None) -> tuple[str, ...]:
    """Paths of the files as uploaded; Gradio has checked that they are uploads of its."""
    if payload is None:
        return ()
    files = payload.root if isinstance(payload, ListFiles) else [payload]
    return tuple(file.path for file in files if file.path)


def _untouched(component: gr.File | gr.Image | gr.UploadButton) -> None:
    """Let a component hand over paths alone.

    On the object and not in a subclass, because Gradio writes a `.pyi` file beside the source
    of every subclass. It holds as long as no answer updates the component's properties: Gradio
    would then build it anew.
    """
    component.preprocess = _as_uploaded  # type: ignore[method-assign,assignment]


def photo_files() -> gr.File:
    """The drop zone for the photos of one object."""
    component = gr.File(
        label="Choose, drop or take one or several photos of one object",
        file_types=FILE_TYPES,
        file_count="multiple",
        height=150,
        elem_id="photo",
    )
    _untouched(component)
    return component


def api_files() -> gr.File:
    """The photos of one object, as a program sends them."""
    component = gr.File(label="photos", file_types=FILE_TYPES, file_count="multiple")
    _untouched(component)
    return component


def more_photos() -> gr.UploadButton:
    """The button for further photos of the object that is open."""
    component = gr.UploadButton(
        "Add photos of the same object",
        file_types=FILE_TYPES,
        file_count="multiple",
        elem_id="more-photos",
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

"""The tab that shows what training does to one's own photos; training runs as another program."""

from __future__ import annotations

import importlib.util
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from catalogue.markup import Html, join, picture, section, tag
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from datasets.library.querying import Order, Wanted
from datasets.library.record import Item, State
from model.errors import TriageError
from pages.dataset_parts import Following, html
from pages.records_words import said, warning
from pages.uploads import FILE_TYPES, forget
from pages.workbench import PREVIEW, THUMBNAIL, Workbench, address_of

ROOT = Path(__file__).parents[1]
RECIPES = ROOT / "training" / "configs"
VIEWS = (3, 5, 7, 11)
SECONDS = 120.0  # loading torch takes some; a busy computer takes longer
NEEDED = ("torch", "albumentations")
MOST = 24  # photos that are offered at once
_WITHOUT = (
    "This needs the extra train, which is not installed. Start the program with: uv run --extra "
    "train python app.py --library FOLDER"
)
# A photo is chosen by a press on it; `data-photo` is its hash.
_CHOOSE = """
element.addEventListener('click', (event) => {
  const pressed = event.target.closest('[data-photo]');
  if (pressed) trigger('submit', {photo: pressed.dataset.photo});
});
"""


def build(bench: Workbench, tab: gr.Tab | None = None) -> None:
    """Build the tab."""
    words = (
        "Training never sees a photo twice as it is: each time it is turned, cut, blurred, "
        "darkened or covered in part. Look at what a recipe does to your photos before you train "
        "for hours: a person must still be able to tell what each picture shows."
    )
    html(tag("p", words, class_="sheet dataset-lead"))
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        html(tag("div", tag("p", _WITHOUT), class_="sheet notice"), "augmentation-without")
        return
    with gr.Column(elem_classes=["dataset-form"]):
        with gr.Row():
            recipe = gr.Dropdown(recipes(), value="default.toml", label="Recipe")
            views = gr.Dropdown(list(VIEWS), value=VIEWS[0], label="How many views")
        again = gr.Button("Other photos to choose from", elem_id="augmentation-more")
        offered = html(Html(""), "augmentation-photos", _CHOOSE)
        own = gr.UploadButton(
            "Or a photo of this computer", file_types=FILE_TYPES, elem_id="augmentation-own"
        )
    after = gr.State(None)
    shown = html(Html(""), "augmentation-shown")
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def more(last: Item | None) -> tuple[Html, Item | None]:
        return _offered(bench.library, last)

    gr.on(None, more, after, [offered, after], **private)
    again.click(more, after, [offered, after], **private)

    def chosen(named: str, count: int, event: gr.EventData, request: gr.Request) -> Iterator[Html]:
        told = event._data if isinstance(event._data, dict) else {}
        yield from _of_library(bench, str(told.get("photo", "")), (named, count), request.username)

    def sent(path: str | None, named: str, count: int, request: gr.Request) -> Iterator[Html]:
        yield from _of_upload(bench, path, (named, count), request.username)

    offered.submit(chosen, [recipe, views], shown, **private)
    own.upload(sent, [own, recipe, views], shown, **private)


def recipes() -> list[str]:
    """The recipes of training, by file name."""
    return sorted(path.name for path in RECIPES.glob("*.toml"))


def _offered(library: Library, last: Item | None) -> tuple[Html, Item | None]:
    """Photos to choose from; after the last ones it begins anew."""
    try:
        found = library.next_photos(Wanted(), Order.RANDOM, MOST, last)
        found = found or library.next_photos(Wanted(), Order.RANDOM, MOST)
    except TriageError as error:
        return warning(str(error)), None
    if not found:
        return tag("p", "The library has no photo yet.", class_="sheet"), None
    made = [tag("button", _small(each), type="button", data_photo=each.sha256) for each in found]
    head = tag("p", "Press a photo:")
    return tag("div", head, tag("div", *made, class_="dataset-thumbnails"), class_="sheet"), found[
        -1
    ]


def _small(item: Item) -> Html:
    what = item.record.label or ("no label" if item.record.state is State.TODO else "photo")
    made = tag(
        "img", src=address_of(item.sha256, THUMBNAIL), alt=f"{what}, photo {item.sha256[:12]}",
        loading="lazy", class_="picture",
    )  # fmt: skip
    return Html(made.removesuffix("</img>"))


def _of_library(
    bench: Workbench, sha256: str, how: tuple[str, int], user: str | None
) -> Iterator[Html]:
    try:
        bench.person(user, "looks only")  # whoever may not change may not see
        item = bench.library.get(sha256)
        data = bench.library.original(item.sha256)
    except TriageError as error:
        yield warning(str(error))
        return
    name = f"{item.record.label or 'photo'}-{item.sha256[:12]}.{item.format}"
    yield from _shown(data, name, how, address_of(item.sha256, PREVIEW))


def _of_upload(
    bench: Workbench, path: str | None, how: tuple[str, int], user: str | None
) -> Iterator[Html]:
    if not path:
        return
    try:
        bench.person(user, "looks only")
        data = Path(path).read_bytes()
    except TriageError as error:
        yield warning(str(error))
        return
    finally:
        forget(path)
    yield from _shown(data, f"photo{Path(path).suffix.lower()}", how, "")


def _shown(data: bytes, name: str, how: tuple[str, int], address: str) -> Iterator[Html]:
    """Run the preview and show it; a sentence where it fails."""
    recipe, views = how
    work = Following(lambda _: preview(data, name, recipe, views))
    yield tag("p", "One moment: the views are drawn.", class_="sheet", role="status")
    for _ in work:
        pass
    try:
        sheet = work.result()
    except TriageError as error:
        yield warning(str(error))
        return
    alt = f"First row: the photo, then {views} views that training may see. Below: each distortion."
    shown = tag("div", picture(sheet, "image/webp", alt=alt), class_="wide-picture", tabindex="0")
    note = join(
        tag("p", "Recipe: ", said(recipe)), tag("p", "Press a photo again for other views.")
    )
    link = tag("p", tag("a", "The photo as it is", href=address)) if address else Html("")
    yield tag("div", section("What training sees", note, shown, link), class_="sheet")


def preview(data: bytes, name: str, recipe: str, views: int, seconds: float = SECONDS) -> bytes:
    """Let `python -m training preview` draw views of a photo.

    Args:
        data: The photo's bytes.
        name: With the ending of their format.
        recipe: One of `recipes`.
        views: Of `VIEWS`.
        seconds: After which it is ended.

    Returns:
        A WebP file: the photo and its views, below them each distortion alone.

    Raises:
        RefusedError: No such recipe, or it failed or took too long; the sentence says why.
    """
    if recipe not in recipes() or views not in VIEWS:
        raise RefusedError("choose a recipe and a number of views of the lists")
    with tempfile.TemporaryDirectory(prefix="preview-") as made:
        folder = Path(made)
        (folder / "photos").mkdir()
        (folder / "photos" / name).write_bytes(data)
        out = folder / "sheet.webp"
        seed = secrets.randbelow(10**7)  # as large as `training.config` takes
        arguments = ["preview", "--data", str(folder / "photos"), "--out", str(out)]
        arguments += ["--config", str(RECIPES / recipe), "--views", str(views)]
        _run([*arguments, "--set", f"seed={seed}"], seconds)
        return out.read_bytes()


def _run(arguments: Sequence[str], seconds: float) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRADIO_")}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "training", *arguments],
            cwd=ROOT,
            env=clean,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(
            f"drawing the views took longer than {seconds:.0f} s; the computer may be busy, try "
            "again"
        ) from error
    if done.returncode != 0:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        why = lines[-1].removeprefix("error: ") if lines else "it gave no reason"
        raise RefusedError(f"the views cannot be drawn: {why}")

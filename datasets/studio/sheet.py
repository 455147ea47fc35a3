"""Contact sheets: every design of a class, a few views each, on white, with captions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from datasets.studio import light, scene, tone
from datasets.studio.library import Design, name_of
from datasets.studio.render import render

CAPTION = 14  # px under each row


def draw(
    table: dict[str, tuple[Design, ...]], *, views: int, size: int, samples: int, seed: int
) -> Image.Image:
    """One row a design, `views` pictures a row, each of a newly drawn variant."""
    rows = [(class_id, design) for class_id, made in table.items() for design in made]
    paper = Image.new("RGB", (views * size, len(rows) * (size + CAPTION)), "white")
    pen = ImageDraw.Draw(paper)
    for y, (class_id, design) in enumerate(rows):
        top = y * (size + CAPTION)
        for x in range(views):
            pixels = _one(design, (seed, y, x), size, samples)
            paper.paste(_on_white(pixels), (x * size, top))
        pen.text((4, top + size), f"{class_id}: {name_of(design)}", fill="black")
    return paper


def save(picture: Image.Image, path: Path) -> None:
    """Writes the sheet as PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def _one(design: Design, key: tuple[int, ...], size: int, samples: int) -> NDArray[np.uint8]:
    rng = np.random.default_rng(key)
    parts, view = design(rng), scene.random_view(rng)
    return render(
        scene.stand(parts, rng, tip=False, azimuth=view.azimuth),
        scene.eye_level(view, parts),
        size,
        samples,
        seed=int(rng.integers(2**31)),
        lit=light.random_light(rng),
        exposure=tone.random_exposure(rng),
    )


def _on_white(pixels: NDArray[np.uint8]) -> Image.Image:
    picture = Image.fromarray(pixels, "RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")

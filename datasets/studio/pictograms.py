"""Small pictures drawn on labels: hazard signs, a chilli pod, a bolt."""

from __future__ import annotations

import numpy as np
from PIL import ImageDraw


def hazard_diamond(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """A GHS pictogram: red diamond with an exclamation mark."""
    for half, fill in ((size, (205, 20, 20)), (size * 0.78, (250, 250, 250))):
        draw.polygon([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], fill=fill)
    _exclaim(draw, x, y, size * 0.9)


def warning_triangle(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """A yellow triangle with an exclamation mark."""
    draw.polygon([(x - size, y + size), (x, y - size), (x + size, y + size)], fill=(20, 20, 20))
    inner = size * 0.75
    draw.polygon(
        [(x - inner, y + size * 0.85), (x, y - inner), (x + inner, y + size * 0.85)],
        fill=(250, 205, 10),
    )
    _exclaim(draw, x, y + size * 0.25, size * 0.9)


def chilli(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """A red chilli pod with a green stalk."""
    t = np.linspace(0, 1, 20)
    wide = size * 0.42 * np.sin(np.pi * np.clip(t * 0.8 + 0.18, 0, 1)) * (1 - t) ** 0.35
    px, py = x + size * (1.3 * t - 0.6), y - size * 0.5 + size * 1.3 * t**2
    outline = [*zip(px, py - wide, strict=True), *zip(px[::-1], (py + wide)[::-1], strict=True)]
    draw.polygon(outline, fill=(215, 25, 20))
    draw.line(
        [(x - size * 0.6, y - size * 0.5), (x - size, y - size * 0.9)], fill=(30, 120, 40), width=8
    )


def target(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """A cross-hair."""
    for r in (size, size * 0.55):
        draw.ellipse((x - r, y - r, x + r, y + r), outline=(240, 240, 240), width=5)
    draw.line([(x - size, y), (x + size, y)], fill=(220, 30, 20), width=4)
    draw.line([(x, y - size), (x, y + size)], fill=(220, 30, 20), width=4)


def bolt(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """A lightning bolt."""
    shape = [(0.2, -1), (-0.6, 0.15), (-0.05, 0.15), (-0.25, 1), (0.6, -0.25), (0.08, -0.25)]
    draw.polygon([(x + size * a, y + size * b) for a, b in shape], fill=(215, 30, 20))


def _exclaim(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    w = size * 0.1
    draw.rectangle((x - w, y - size * 0.5, x + w, y + size * 0.12), fill=(10, 10, 10))
    draw.ellipse((x - w, y + size * 0.25, x + w, y + size * 0.25 + 2 * w), fill=(10, 10, 10))

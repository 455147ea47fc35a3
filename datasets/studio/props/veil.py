"""Film as a picture of its own, laid over the picture of what lies below it.

What one sees through film needs no light path through it: the film is rendered alone, as if it
let nothing through, and mixed in by the share of light it stops. At half the samples that adds
about 40 % to a picture's time, where paths through the film add 120 % and more noise (measured).
"""

from __future__ import annotations

from typing import Any

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from datasets.studio import geometry, materials
from datasets.studio.parts import Part
from datasets.studio.surfaces import SURFACES

BOUNCES = 2  # lamp and room, mirrored once
STOPS = materials.FILM_STOPS
GRAIN = 0.08  # of the film's size, one repeat of its fine creases


def shapes(clear: list[Part], rng: np.random.Generator) -> dict[str, Any]:
    """Mitsuba shapes of film parts that let nothing through, for a scene with lamps and no more.

    Args:
        clear: parts of `film`, which lie above everything else.
        rng: draws gloss, haze and creases.

    Raises:
        ValueError: a part is of another material.
    """
    others = {part.material for part in clear} - {"film"}
    if others:
        raise ValueError(f"a veil of {', '.join(sorted(others))}: only film is seen through")
    colours = SURFACES["film"].colours
    surface = materials.film(colours[int(rng.integers(len(colours)))], rng, solid=True)
    size = max(float(np.linalg.norm(part.mesh.extents)) for part in clear)
    pieces = [geometry.corners(part.mesh, part.smooth, GRAIN * size) for part in clear]
    return {"film": geometry.shape(pieces, mi.load_dict(surface))}


def laid_over(
    linear: NDArray[np.floating], veil: NDArray[np.floating], rng: np.random.Generator
) -> NDArray[np.float32]:
    """A picture seen through film.

    Args:
        linear: (H, W, 4) float, linear, premultiplied: everything but the film.
        veil: the same size: the film of `shapes` alone, its alpha 1 where it lies.
        rng: draws how much light the film stops.
    """
    share = float(rng.uniform(*STOPS))
    return np.asarray(linear * (1 - share * veil[..., 3:]) + share * veil, dtype=np.float32)

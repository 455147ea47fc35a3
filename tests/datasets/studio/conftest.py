from __future__ import annotations

import numpy as np
import pytest

from datasets.studio import shapes
from datasets.studio.parts import Part


def bar(rng: np.random.Generator) -> list[Part]:
    length = float(rng.uniform(0.15, 0.2))
    return [
        Part(shapes.at(shapes.box(length, 0.03, 0.03, 0.004), shapes.move(z=0.015)), "steel"),
        Part(shapes.at(shapes.sphere(0.02, 2), shapes.move(x=length / 2, z=0.02)), "rubber"),
    ]


def ring(rng: np.random.Generator) -> list[Part]:
    return [Part(shapes.torus(0.05, float(rng.uniform(0.006, 0.012))), "brass")]


@pytest.fixture
def parts() -> list[Part]:
    return bar(np.random.default_rng(0))

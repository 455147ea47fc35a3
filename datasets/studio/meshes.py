"""Designs from a folder of glb meshes at real scale: everyday things, and some look-alikes.

`meshes.toml` says which file is which class; a file it does not name is an `other`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import trimesh

from datasets.studio.library import StudioError, Table
from datasets.studio.parts import Material, Part
from datasets.studio.shapes import turn

KINDS = Path(__file__).with_name("meshes.toml")
OTHER = "other"
SMALLEST, LARGEST = 0.005, 6.0  # metres; others are symbols or buildings
_ANY: tuple[Material, ...] = (
    "plastic",
    "matte_plastic",
    "painted_metal",
    "steel",
    "aluminium",
    "wood",
    "dark_steel",
    "rubber",
    "painted_wood",
    "paper",
)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The rules of `meshes.toml`, as pairs of a file pattern and what it stands for."""

    classes: tuple[tuple[str, str], ...]
    materials: tuple[tuple[str, tuple[Material, ...]], ...]
    skip: tuple[str, ...]

    def class_of(self, name: str) -> str:
        """Class id of a file by its stem."""
        return next((c for pattern, c in self.classes if fnmatch(name, pattern)), OTHER)

    def materials_of(self, name: str) -> tuple[Material, ...]:
        """What a thing of that name may be made of."""
        return next((m for pattern, m in self.materials if fnmatch(name, pattern)), _ANY)


@dataclass(frozen=True, slots=True)
class MeshDesign:
    """One glb file as a design: its shape is fixed, its materials are drawn."""

    path: Path
    materials: tuple[Material, ...]

    @property
    def __name__(self) -> str:
        """The name it is known by in metadata."""
        return self.path.stem

    def __call__(self, rng: np.random.Generator) -> list[Part]:
        """The parts of the file, z up, each body part in one of the materials."""
        pieces = _pieces(self.path)
        stretch = np.diag([*rng.uniform(0.92, 1.08, 3), 1.0])
        two = [self.materials[int(i)] for i in rng.integers(len(self.materials), size=2)]
        made = [
            Part(piece, two[int(rng.random() < 0.3)], _own_colour(piece), smooth=True)
            for piece in pieces
        ]
        return [part.moved(stretch) for part in made]


def designs(folder: Path | None) -> Table:
    """The meshes of a folder by class id; an empty table without a folder.

    Raises:
        StudioError: the folder holds no glb file.
    """
    if folder is None:
        return {}
    kinds, found = kinds_of(KINDS), sorted(folder.glob("*.glb"))
    if not found:
        raise StudioError(f"{folder} holds no glb file; name a folder of meshes with --meshes.")
    table: Table = {}
    for path in found:
        if any(fnmatch(path.stem, pattern) for pattern in kinds.skip):
            continue
        made = MeshDesign(path, kinds.materials_of(path.stem))
        class_id = kinds.class_of(path.stem)
        table[class_id] = (*table.get(class_id, ()), made)
    return table


def kinds_of(path: Path) -> Kinds:
    """Reads the rules."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Kinds(
        classes=tuple((p, c) for c, patterns in data["classes"].items() for p in patterns),
        materials=tuple((p, tuple(m)) for p, m in data["materials"].items()),
        skip=tuple(data["skip"]),
    )


@cache
def _pieces(path: Path) -> tuple[trimesh.Trimesh, ...]:
    """The meshes of a file in the world, z up, metres, without UV."""
    try:
        loaded = trimesh.load_scene(path)
    except Exception as error:  # the reader raises whatever its parser meets in a broken file
        raise StudioError(
            f"{path} cannot be read as a glb mesh ({error}); take it out of the folder."
        ) from error
    upright = turn(90, (1, 0, 0))  # glTF has y up
    pieces = []
    for piece in loaded.dump():
        if not isinstance(piece, trimesh.Trimesh):
            continue
        bare = trimesh.Trimesh(piece.vertices, piece.faces, process=True)
        bare.apply_transform(upright)
        bare.metadata["colour"] = _file_colour(piece)
        pieces.append(bare)
    if not pieces:
        raise StudioError(f"{path} holds no mesh; take it out of the folder.")
    return tuple(pieces)


def _file_colour(piece: trimesh.Trimesh) -> tuple[float, float, float] | None:
    """The colour the file gives a mesh, linear; None for the greys that mean "not set"."""
    factor = getattr(getattr(piece.visual, "material", None), "baseColorFactor", None)
    if factor is None:
        return None
    rgb = (np.asarray(factor[:3], dtype=np.float64) / 255) ** 2.2
    if float(np.ptp(rgb)) < 0.02:
        return None
    return float(rgb[0]), float(rgb[1]), float(rgb[2])


def _own_colour(piece: trimesh.Trimesh) -> tuple[float, float, float] | None:
    colour = piece.metadata.get("colour")
    return None if colour is None else (colour[0], colour[1], colour[2])

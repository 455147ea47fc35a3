"""Words on plates, patches and tags of big goods. Owns no class of goods."""

from __future__ import annotations

from datasets.studio import shapes as s
from datasets.studio.designs._print import panel
from datasets.studio.labels import RGB
from datasets.studio.parts import Material, Part

GUARDS = ("POLICE", "SECURITY", "POLIZEI", "POLICIA", "POLITIE", "POLICJA", "POLIZIA", "JUSTICE")
WHITE: RGB = (240, 240, 238)
INK: RGB = (16, 16, 18)
NAVY: RGB = (18, 34, 84)


def words_plate(
    words: str, wide: float, tall: float, ground: RGB, ink: RGB, material: Material = "paper"
) -> Part:
    """A sheet in the plane y = 0 facing -y with words on one or more lines; sizes in metres."""
    picture = panel(words.split("\n"), ground, ink, ratio=wide / tall, edge=False)
    return Part(s.label_panel(wide, tall), material, None, picture, smooth=False)

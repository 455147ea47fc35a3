"""Makes the golden photos: rendered pictures of a seed that no training uses, as JPEG.

    uv run --all-extras python -m tests.golden.make

Their expected answers, `expected.json`, are those of the released weights:

    uv run python -m model tests/golden/photos/*.jpg --json

A picture that the network gets wrong stays, with its wrong answer: the file pins what is, and a
new release shows what it changes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

from catalogue.load import load
from datasets.studio import library, picture

FOLDER = Path(__file__).parent / "photos"
SEED = 20_250_820  # the day the annexes came into force; never a training seed
SIZE = 640  # px
SAMPLES = 96
CLASSES = (
    *("handcuffs", "pepper_spray", "stun_gun", "guillotine", "restraint_chair", "shock_baton"),
    *("multi_lash_whip", "flashlight", "office_chair", "spray_can", "padlock", "other"),
)


def main() -> None:
    """Render every golden photo that is not there."""
    table = library.designs(load().ids())
    FOLDER.mkdir(exist_ok=True)
    for class_id in CLASSES:
        path = FOLDER / f"{class_id}.jpg"
        if not path.exists():
            _make(class_id, table[class_id], path)
            print(path.name, file=sys.stderr)


def _make(class_id: str, designs: tuple[library.Design, ...], path: Path) -> None:
    """Render the first picture of the class that has a ground, upright."""
    orders = (picture.Order(class_id, n, SEED, SIZE, SAMPLES) for n in range(1000))
    plans = ((order, picture.plan(order, designs)) for order in orders)
    order, plan = next((o, p) for o, p in plans if p.kind == "grounded" and not p.tip)
    pixels = picture.make(order, plan, designs).pixels
    notes = Image.Exif()
    notes[0x010E] = f"rendered, not a photo: {class_id}, {plan.design}, seed {SEED}"
    Image.fromarray(pixels[..., :3]).save(path, "JPEG", quality=88, exif=notes)


if __name__ == "__main__":
    main()

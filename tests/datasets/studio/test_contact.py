"""The reference library as it is committed, and the page that shows all of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from catalogue.load import Catalogue, load
from datasets.studio import contact
from datasets.studio.library import StudioError

ROOT = Path(__file__).parents[3]
REFERENCES = ROOT / "catalogue" / "references"
MOST_BYTES = 12_000_000


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_every_class_has_six_to_eight_views_and_nothing_else_lies_there(
    catalogue: Catalogue,
) -> None:
    found = {path.name: len(list(path.glob("*.webp"))) for path in REFERENCES.iterdir()}
    assert set(found) == set(catalogue.ids())
    assert {id: count for id, count in found.items() if not 6 <= count <= 8} == {}


def test_the_views_are_small_square_and_say_that_they_are_rendered() -> None:
    files = sorted(REFERENCES.rglob("*.webp"))
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    for path in files:
        with Image.open(path) as view:
            assert view.size == (640, 640)
            assert view.getexif()[0x010E].startswith(f"rendered, not a photo: {path.parent.name},")


def test_a_view_shows_something_in_its_middle() -> None:
    for path in sorted(REFERENCES.glob("*/0.webp")):
        with Image.open(path) as view:
            pixels = np.asarray(view.convert("L"), dtype=np.float64)
        assert pixels[160:480, 160:480].std() > 4, path


def test_the_page_is_what_the_command_writes(catalogue: Catalogue, tmp_path: Path) -> None:
    sheets = contact.write(catalogue, REFERENCES, tmp_path / "reference-views.md")
    page = (tmp_path / "reference-views.md").read_text(encoding="utf-8")
    assert page == (ROOT / "docs" / "reference-views.md").read_text(encoding="utf-8")
    made = sorted(path.name for path in (tmp_path / "reference-views").iterdir())
    assert len(made) == sheets
    assert made == sorted(path.name for path in (ROOT / "docs" / "reference-views").iterdir())
    for id in catalogue.ids():
        assert catalogue[id].name in page


def test_a_class_without_a_view_is_one_sentence(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="python -m datasets references --class"):
        contact.write(catalogue, tmp_path, tmp_path / "page.md")

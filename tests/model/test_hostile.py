"""No file crashes the reader: a photo decodes, anything else is one plain sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from model.errors import PhotoError, shown
from model.photo import Photo, read_cutout
from tests.model.hostile import ACCEPTED, REFUSED

ROOT = Path(__file__).parents[2]


def test_the_corpus_holds_at_least_a_hundred_files() -> None:
    assert len(REFUSED) + len(ACCEPTED) >= 100


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("min_side", [None, 64])
def test_what_is_no_usable_photo_is_refused_in_one_sentence(
    name: str, min_side: int | None
) -> None:
    data, words = REFUSED[name]
    with pytest.raises(PhotoError, match=words) as caught:
        Photo.from_bytes(data, name, min_side)
    sentence = str(caught.value)
    assert sentence.startswith(name)
    assert "\n" not in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_a_photo_decodes_to_its_colour(name: str) -> None:
    data, colour = ACCEPTED[name]
    photo = Photo.from_bytes(data, name)
    assert photo.pixels.shape == (photo.height, photo.width, 3)
    if colour is not None:
        error = np.abs(photo.pixels.astype(int) - np.array(colour))
        assert error.max() <= 6  # lossy formats


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_photo_of_any_name_opens_from_disk(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(ACCEPTED[name][0])
    assert Photo.open(path, 64).sha256 == Photo.from_bytes(ACCEPTED[name][0], name).sha256


@pytest.mark.parametrize("name", [name for name in REFUSED if "bytes" not in name])
def test_a_cutout_is_refused_for_the_same_reasons(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[name][0])
    with pytest.raises(PhotoError, match=REFUSED[name][1]):
        read_cutout(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(PhotoError, match=r"gone\.jpg does not exist"):
        Photo.open("gone.jpg")


def test_a_folder_is_named_even_when_it_looks_like_a_photo(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    with pytest.raises(PhotoError, match=r"folder\.jpg is a folder"):
        Photo.open(tmp_path / "folder.jpg")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(PhotoError, match="is no file"):
        Photo.open(tmp_path / "pipe.jpg")


@pytest.mark.parametrize("name", ["\0.jpg", "a" * 300 + ".jpg"])
def test_a_name_that_no_file_can_have_is_a_photo_error(name: str) -> None:
    with pytest.raises(PhotoError, match=r"cannot be read|does not exist"):
        Photo.open(name)


def test_a_file_above_the_byte_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.jpg"
    with path.open("wb") as file:
        file.truncate(10**12)  # takes no space on disk, and would not fit into memory
    with pytest.raises(PhotoError, match="1000000 MB, more than the 50 MB allowed"):
        Photo.open(path)


def test_a_name_cannot_forge_a_line_or_turn_the_writing_direction() -> None:
    with pytest.raises(PhotoError) as caught:
        Photo.from_bytes(b"", "\u202egpj.exe\nall is well\x1b[2J")
    assert str(caught.value).startswith("�gpj.exe�all is well�[2J is empty")


def test_a_long_name_keeps_its_start_and_its_end() -> None:
    name = shown("start" + "x" * 500 + "end.jpg")
    assert name.startswith("start")
    assert name.endswith("end.jpg")
    assert len(name) <= 80


def test_many_photos_open_at_once_in_threads() -> None:
    """A page answers several inspectors at a time; warnings filters and readers are shared."""
    names = [name for name in ACCEPTED if not name.startswith("narrow")]
    with ThreadPoolExecutor(8) as pool:
        photos = list(pool.map(lambda name: Photo.from_bytes(ACCEPTED[name][0], name), names))
    for name, photo in zip(names, photos, strict=True):
        assert np.array_equal(photo.pixels, Photo.from_bytes(ACCEPTED[name][0], name).pixels)


def test_no_file_leaves_a_word_on_the_terminal(tmp_path: Path) -> None:
    """Pillow's own warnings must not reach the user; pytest would turn them into errors."""
    for number, (data, _) in enumerate([*ACCEPTED.values(), *REFUSED.values()]):
        if len(data) < 10**6:
            (tmp_path / str(number)).write_bytes(data)
    script = (
        "import sys\nfrom pathlib import Path\nfrom model.errors import PhotoError\n"
        "from model.photo import Photo\n"
        "for path in Path(sys.argv[1]).iterdir():\n"
        "    try: Photo.open(path)\n"
        "    except PhotoError: pass"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")

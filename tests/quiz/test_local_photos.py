"""Photos of one's own are read as photos are everywhere, and what is hostile is skipped visibly."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from catalogue.load import load
from model.errors import PhotoError
from model.photo import Photo, encode_jpeg
from quiz.card import CardKind, Topic
from quiz.deck import Deck
from quiz.local_photos import SIDE, find, read
from tests.conftest import textured
from tests.quiz.made import HANDCUFFS, WORDS

SECRET = b"taken at a place nobody may know"


def photo_with_metadata(path: Path, width: int = 320, height: int = 240) -> None:
    """A JPEG with a comment segment behind its first marker (ITU-T T.81, COM)."""
    data = encode_jpeg(textured(width, height))
    segment = b"\xff\xfe" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET
    path.write_bytes(data[:2] + segment + data[2:])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "handcuffs").mkdir()
    photo_with_metadata(tmp_path / "handcuffs" / "one.jpg")
    return tmp_path


def test_a_photo_is_shown_without_its_metadata_and_name(folder: Path) -> None:
    file = folder / "handcuffs" / "one.jpg"
    assert SECRET in file.read_bytes()
    shown = read(file, "handcuffs")
    assert shown.is_photo
    assert SECRET not in shown.data
    assert b"one.jpg" not in shown.data


def test_a_large_photo_is_made_small(tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    photo_with_metadata(file, 2000, 1000)
    made = Photo.from_bytes(read(file, "handcuffs").data, "made")
    assert (made.width, made.height) == (SIDE, SIDE // 2)


def test_a_card_of_photos_only_shows_a_photo(folder: Path) -> None:
    deck = Deck(load(), WORDS, find(folder, load()))
    assert [topic for topic in deck.topics if deck.has_photo(topic)] == [
        HANDCUFFS,
        Topic(CardKind.LISTED, "handcuffs"),
    ]
    shown = {deck.card(HANDCUFFS, Random(seed)).pictures[0].is_photo for seed in range(20)}
    assert shown == {True, False}
    assert all(
        deck.card(HANDCUFFS, Random(seed), only_photos=True).pictures[0].is_photo
        for seed in range(9)
    )


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 cut short", b"<svg onload=x>"]
)
def test_a_hostile_file_is_one_sentence_and_a_rendered_picture(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "handcuffs").mkdir()
    (tmp_path / "handcuffs" / "bad.jpg").write_bytes(content)
    deck = Deck(load(), WORDS, find(tmp_path, load()))
    card = deck.card(HANDCUFFS, Random(1), only_photos=True)
    assert not card.pictures[0].is_photo
    assert len(card.notes) == 1
    assert "bad.jpg" in card.notes[0]


def test_what_is_no_folder_of_a_class_is_left_out_in_words(folder: Path, tmp_path: Path) -> None:
    (folder / "handcufs").mkdir()
    (folder / "notes.txt").write_text("x")
    (folder / ".hidden").mkdir()
    (folder / "leg_cuffs").symlink_to(folder / "handcuffs")
    (folder / "handcuffs" / "link.jpg").symlink_to("/dev/zero")
    found = find(folder, load())
    assert set(found.files) == {"handcuffs"}
    assert len(found.of("handcuffs")) == 1
    assert [sentence.split(" was ")[0] for sentence in found.skipped] == [
        "handcuffs/link.jpg",
        "folder handcufs",
        "leg_cuffs",
        "notes.txt",
    ]


def test_a_missing_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="folder nowhere cannot be read"):
        find(tmp_path / "nowhere", load())

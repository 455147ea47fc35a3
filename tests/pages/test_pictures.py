"""The pictures of the library behind the gate: who gets them, what is in them, what is not."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from accounts.access import Role
from accounts.accounts import Accounts
from datasets.library.intake import Prepared
from datasets.library.library import Library
from datasets.library.originals import FOLDER
from datasets.library.record import Item
from model.photo import Photo
from pages.kept import permission
from pages.serving import pictures as made
from pages.serving.gate import Gate
from pages.serving.guard import Guard
from pages.serving.health import Facts, Health
from pages.serving.owners import Owners
from pages.serving.pictures import Made, Pictures
from pages.workbench import PREVIEW, THUMBNAIL, address_of
from tests.accounts.conftest import GOOD, quick
from tests.datasets.library.made import ANNA, Tags, added, jpeg, ready, with_exif

CAMERA = "Maker of Secrets"


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Gradio's place: no picture may get here."""
    await Response("Gradio", status_code=200)(scope, receive, send)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", create=True) as opened:
        yield opened


@pytest.fixture
def item(library: Library) -> Item:
    """A photo of 2,000 x 1,600 px whose file names the camera."""
    data = with_exif(jpeg(1, 2000, 1600), Tags(make=CAMERA, gps=(59.4, 24.7)))
    assert CAMERA.encode() in data
    return put(library, data, 2000, 1600)


def put(library: Library, data: bytes, width: int = 200, height: int = 160) -> Item:
    """Bytes in the library as they are, past the checks of an import."""
    record = ready(7).record
    picture = Prepared(
        data=data, original_sha256="0" * 64, format="jpg", width=width, height=height, record=record
    )
    found = library.add(picture, ANNA)
    assert found is not None
    return found


def client_of(folder: Path, guard: Guard, pictures: Pictures | None) -> TestClient:
    health = Health(Facts("1.0", "tiny", "abc"), folder)
    gate = Gate(
        nothing,
        guard=guard,
        health=health,
        pages={"/"},
        title="T",
        owners=Owners(folder / "uploads"),
        pictures=pictures,
    )
    return TestClient(gate, base_url="http://127.0.0.1", follow_redirects=False)


@pytest.fixture
def client(tmp_path: Path, library: Library) -> TestClient:
    """Where nobody logs in."""
    guard = Guard()
    return client_of(tmp_path, guard, Pictures(library, permission(guard)))


@pytest.mark.parametrize("side", [THUMBNAIL, PREVIEW])
def test_a_picture_is_small_and_says_nothing_of_camera_or_place(
    client: TestClient, item: Item, side: int
) -> None:
    answer = client.get(address_of(item.sha256, side))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert CAMERA.encode() not in answer.content
    assert b"Exif" not in answer.content
    photo = Photo.from_bytes(answer.content, "served.jpg")
    assert (photo.width, photo.height) == (side, side * 4 // 5)
    shrunk = len(answer.content) / item.bytes
    assert shrunk < 0.5


def test_a_photo_that_lies_on_its_side_is_served_upright(
    client: TestClient, library: Library
) -> None:
    turned = jpeg(2, 400, 200)
    orientation = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"  # a quarter, clockwise
    block = b"Exif\0\0MM\x00\x2a\x00\x00\x00\x08\x00\x01" + orientation + bytes(4)
    data = turned[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + turned[2:]
    sha256 = put(library, data).sha256
    photo = Photo.from_bytes(client.get(address_of(sha256, THUMBNAIL)).content, "served.jpg")
    assert (photo.width, photo.height) == (160, 320)


def test_a_small_photo_is_not_blown_up(client: TestClient, library: Library) -> None:
    sha256 = added(library, 3).sha256
    photo = Photo.from_bytes(client.get(address_of(sha256, PREVIEW)).content, "served.jpg")
    assert (photo.width, photo.height) == (200, 160)


def test_a_browser_keeps_a_picture_for_itself_and_asks_no_second_time(
    client: TestClient, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get(address_of(item.sha256, THUMBNAIL))
    assert "private" in answer.headers["cache-control"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "cookie"
    assert answer.headers["x-content-type-options"] == "nosniff"

    def unwanted(data: bytes, name: str, side: int) -> bytes:
        raise AssertionError("made a second time")

    monkeypatch.setattr(made, "thumbnail", unwanted)
    assert client.get(address_of(item.sha256, THUMBNAIL)).content == answer.content
    asked = {"if-none-match": answer.headers["etag"]}
    again = client.get(address_of(item.sha256, THUMBNAIL), headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    assert "immutable" in again.headers["cache-control"]
    other = client.get(address_of(item.sha256, THUMBNAIL), headers={"if-none-match": '"x"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"/library/{'0' * 64}/320",  # no such photo
        "/library/{}/321",
        "/library/{}/",
        "/library/{}",
        "/library/{}/320/1280",
        "/library/{}/1280.jpg",
        "/library/../{}/320",
        f"/library/{'g' * 64}/320",
        f"/library/{'A' * 64}/320",
        f"/library/{'0' * 63}/320",
    ],
)
def test_what_is_no_photo_or_no_side_does_not_exist(
    client: TestClient, item: Item, path: str
) -> None:
    answer = client.get(f"http://127.0.0.1{path.format(item.sha256)}")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    assert client.post(address_of(item.sha256, THUMBNAIL)).status_code == 404


def test_without_a_library_there_is_nothing(tmp_path: Path, item: Item) -> None:
    answer = client_of(tmp_path, Guard(), None).get(address_of(item.sha256, THUMBNAIL))
    assert answer.status_code == 404
    assert b"Gradio" not in answer.content


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"x", 415),
        (b"GIF89a", 415),
        (b"<svg onload=alert(1)>", 415),
        (jpeg(4)[:2000], 415),  # ends early
        (b"\xff\xd8\xff" + bytes(500), 415),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), 415),
    ],
)
def test_a_damaged_original_gives_a_sentence(
    client: TestClient, library: Library, data: bytes, status: int
) -> None:
    answer = client.get(address_of(put(library, data).sha256, PREVIEW))
    assert answer.status_code == status
    said = answer.json()["detail"]
    assert said.startswith("Photo ")
    assert "Traceback" not in said
    assert answer.headers["cache-control"] == "no-store"


def test_an_original_that_was_changed_or_is_gone_is_not_served(
    client: TestClient, library: Library
) -> None:
    sha256 = added(library, 5).sha256
    file = library.path / FOLDER / sha256[:2] / sha256
    file.write_bytes(jpeg(6))
    changed = client.get(address_of(sha256, THUMBNAIL))
    assert (changed.status_code, "was changed" in changed.text) == (404, True)
    file.unlink()
    gone = client.get(address_of(sha256, THUMBNAIL))
    assert (gone.status_code, "is gone" in gone.text) == (404, True)


def test_only_a_trainer_who_is_logged_in_sees_a_picture(
    tmp_path: Path, library: Library, item: Item
) -> None:
    accounts = Accounts(tmp_path / "accounts.db", create=True, hasher=quick())
    roles = {"anna": Role.ADMIN, "ben": Role.INSPECTOR, "cleo": Role.TRAINER}
    for name, role in roles.items():
        accounts.add(name, GOOD, role, "test")
    guard = Guard(accounts=accounts)
    pictures = Pictures(library, permission(guard))
    address = address_of(item.sha256, THUMBNAIL)
    etag = {"if-none-match": f'"{item.sha256}-{THUMBNAIL}-{made.MADE_BY}"'}
    for name, status in (("", 401), ("ben", 403), ("cleo", 200), ("anna", 200)):
        client = client_of(tmp_path, guard, pictures)
        if name:
            client.post("/login", data={"username": name, "password": GOOD})
        answer = client.get(address)
        assert answer.status_code == status, name
        assert (answer.headers["content-type"] == "image/jpeg") == (status == 200)
        # A stranger is not even told that the browser's copy is right.
        assert client.get(address, headers=etag).status_code == (304 if status == 200 else status)
    accounts.set_role("cleo", Role.INSPECTOR, "test")
    assert client.get(address).status_code == 200  # anna's
    former = client_of(tmp_path, guard, pictures)
    former.post("/login", data={"username": "cleo", "password": GOOD})
    assert former.get(address).status_code == 403


def test_another_site_cannot_show_a_picture(client: TestClient, item: Item) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    answer = client.get(address_of(item.sha256, THUMBNAIL), headers=headers)
    assert answer.status_code == 403


def test_few_are_decoded_at_once_and_one_photo_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = Pictures(library, lambda user, what: True)
    running, most, calls = 0, 0, 0
    lock = threading.Lock()

    def slow(data: bytes, name: str, side: int) -> bytes:
        nonlocal running, most, calls
        with lock:
            running, calls = running + 1, calls + 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return b"picture"

    monkeypatch.setattr(made, "thumbnail", slow)
    hashes = [added(library, seed).sha256 for seed in range(10, 15)]

    async def ask() -> None:
        await asyncio.gather(
            *(pictures._picture(sha256, THUMBNAIL) for sha256 in hashes for _ in range(3))
        )

    asyncio.run(ask())
    assert calls == len(hashes)
    assert most == made.MOST_AT_ONCE


def test_what_is_held_has_an_end_and_what_is_asked_stays() -> None:
    held = Made(10)
    held.put("a", 1, b"1234")
    held.put("b", 1, b"1234")
    assert held.get("a", 1) == b"1234"
    held.put("c", 1, b"1234")  # one must go: the one that was asked longest ago
    assert [held.get(name, 1) is not None for name in "abc"] == [True, False, True]
    held.put("a", 1, b"12")  # replaced, not counted twice
    held.put("d", 1, b"1234")
    assert [held.get(name, 1) is not None for name in "acd"] == [True, True, True]
    held.put("e", 1, bytes(11))  # more than all
    assert held.get("e", 1) is None
    with pytest.raises(ValueError, match="at least 1"):
        Made(0)

"""A photo that was withdrawn is not served any more, also where it was served before."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from datasets.library import withdrawing
from datasets.library.library import Library
from datasets.library.record import Item
from pages.workbench import THUMBNAIL, address_of
from tests.datasets.library.made import ANNA
from tests.pages.test_pictures import client, item, library

__all__ = ["client", "item", "library"]  # fixtures


def test_what_was_withdrawn_is_not_served_from_memory(
    client: TestClient, library: Library, item: Item, tmp_path: Path
) -> None:
    address = address_of(item.sha256, THUMBNAIL)
    first = client.get(address)
    assert first.status_code == 200
    known = {"if-none-match": first.headers["etag"]}
    assert client.get(address, headers=known).status_code == 304
    withdrawing.withdraw(library, [item.sha256], ANNA, "court order")
    for headers in ({}, known):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 404
        assert first.content not in answer.content

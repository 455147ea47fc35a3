"""The endpoints as a program calls them: names, shapes, faults, and that no photo stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

from catalogue.load import load
from catalogue.record import record
from model.photo import Photo
from tests.pages import fakes

ENDPOINTS = {"/check_photos", "/search_catalogue", "/describe_class", "/answer_questions"}


@pytest.fixture(scope="module")
def client(address: str, tmp_path_factory: pytest.TempPathFactory) -> Client:
    folder = tmp_path_factory.mktemp("downloads")
    return Client(address, verbose=False, download_files=str(folder))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "a.jpg"
    path.write_bytes(fakes.jpeg(fakes.RED))
    return path


def test_only_the_documented_endpoints_are_public(client: Client) -> None:
    described = client.view_api(return_format="dict", print_info=False)
    assert isinstance(described, dict)
    assert set(described["named_endpoints"]) == ENDPOINTS
    assert described["unnamed_endpoints"] == {}
    documented = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for name in ENDPOINTS:
        assert name in documented


def test_photos_get_the_report_of_the_command_line(
    client: Client, photo: Path, uploads: Path
) -> None:
    told = client.predict(photos=[handle_file(photo)], place="EU", day="", api_name="/check_photos")
    assert told["outcome"] == "recognised"
    assert told["candidates"][0]["class"] == "spiked_baton"
    assert told["findings"][0]["status"] == "prohibited"
    assert told["photos"][0]["sha256"] == Photo.open(photo).sha256
    assert told["contradiction"] == ""
    assert [path for path in uploads.rglob("*.jpg") if path.is_file()] == []


def test_photos_of_two_things_contradict_each_other(client: Client, photo: Path) -> None:
    other = photo.with_name("b.jpg")
    other.write_bytes(fakes.jpeg(fakes.GREEN))
    files = [handle_file(photo), handle_file(other)]
    told = client.predict(photos=files, place="EU", day="", api_name="/check_photos")
    assert told["outcome"] == "unsure"
    assert "contradict" in told["contradiction"]


def test_a_file_that_is_no_photo_ends_in_one_sentence(client: Client, photo: Path) -> None:
    photo.write_bytes(b"no photo")
    with pytest.raises(AppError, match=r"a\.jpg is not a JPEG"):
        client.predict(photos=[handle_file(photo)], place="EU", day="", api_name="/check_photos")


@pytest.mark.parametrize(
    ("place", "day", "sentence"),
    [("EU", "soon", "is no date"), ("XX", "", "no law is stored for 'XX'")],
)
def test_a_wrong_place_or_day_ends_in_one_sentence(
    place: str, day: str, sentence: str, client: Client, photo: Path
) -> None:
    with pytest.raises(AppError, match=sentence):
        client.predict(photos=[handle_file(photo)], place=place, day=day, api_name="/check_photos")


def test_the_catalogue_is_searched_and_described(client: Client) -> None:
    hits = client.predict("stun gun", api_name="/search_catalogue")
    assert hits[0]["id"] == "stun_gun"
    told = client.predict("stun_gun", "EU", "", api_name="/describe_class")
    catalogue = load()
    assert told == record(catalogue, catalogue["stun_gun"])
    with pytest.raises(AppError, match="no class is called 'stungun'"):
        client.predict("stungun", "EU", "", api_name="/describe_class")


def test_questions_lead_to_a_status(client: Client) -> None:
    first = client.predict("handcuffs", {}, "EU", "", api_name="/answer_questions")
    assert first["status"] == "depends"
    answers = {first["question"]["id"]: "Yes, for several people"}
    second = client.predict("handcuffs", answers, "EU", "", api_name="/answer_questions")
    answers[second["question"]["id"]] = "No"
    end = client.predict("handcuffs", answers, "EU", "", api_name="/answer_questions")
    assert end["status"] == "prohibited"
    assert end["ruling"]["entries"][0]["url"].startswith("http")
    answers[second["question"]["id"]] = "Perhaps"
    with pytest.raises(AppError, match="is no answer to"):
        client.predict("handcuffs", answers, "EU", "", api_name="/answer_questions")

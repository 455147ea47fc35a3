"""The parts of the gate, each alone."""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path

import pytest
from starlette.types import Message

from pages.serving import limits
from pages.serving.asking import Refused, bounded_receive
from pages.serving.guard import (
    LOOPBACK_NAMES,
    Guard,
    SettingsError,
    allowed_names,
    check_exposure,
    is_loopback,
)
from pages.serving.health import Facts, Health
from pages.serving.limits import RATES, Limits
from pages.serving.owners import Owners, paths_in
from pages.serving.routes import API, Kind, kind_of
from pages.serving.settings import add_options, settings_of
from pages.serving.uploads import safe_name

PAGES = frozenset({"/", "/catalogue"})


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("::ffff:127.0.0.1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("[::]", False),
        ("192.168.1.5", False),
        ("::ffff:192.168.1.5", False),
        ("fe80::1", False),
        ("localhost.example", False),
        ("box", False),
        ("", False),
        ("0", False),
    ],
)
def test_only_this_machine_counts_as_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def settings(*words: str) -> object:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default=7860)
    add_options(parser)
    return settings_of(parser.parse_args(words))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "0.0.0.0"], "--accounts FILE"),
        (["--host", "::"], "--behind-proxy"),
        (["--host", "0.0.0.0", "--insecure-http"], "--accounts FILE"),
        (["--user-header", "X-User"], "needs --behind-proxy"),
        (["--behind-proxy", "proxy.example"], "address of the proxy"),
        (["--tls-key", "key.pem"], "go together"),
        (["--tls-key", "none.pem", "--tls-certificate", "none.pem"], "give both in PEM"),
    ],
)
def test_unsafe_settings_are_refused_with_what_to_do(words: list[str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        settings(*words)


def test_passwords_in_clear_beyond_this_machine_must_be_asked_for() -> None:
    rest = {"accounts": True, "proxy": False}
    with pytest.raises(SettingsError, match="in clear"):
        check_exposure("0.0.0.0", tls=False, insecure=False, **rest)
    check_exposure("0.0.0.0", tls=True, insecure=False, **rest)
    check_exposure("0.0.0.0", tls=False, insecure=True, **rest)
    check_exposure("0.0.0.0", accounts=False, proxy=True, tls=False, insecure=False)
    check_exposure("127.0.0.1", accounts=False, proxy=False, tls=False, insecure=False)


def test_names_are_checked_on_this_machine_always() -> None:
    assert allowed_names("127.0.0.1", [], proxy=False) == LOOPBACK_NAMES
    assert allowed_names("0.0.0.0", [], proxy=False) is None
    named = allowed_names("0.0.0.0", ["Box.Example"], proxy=False)
    assert named is not None
    assert "box.example" in named


def test_a_header_without_a_proxy_is_a_mistake_of_the_settings() -> None:
    with pytest.raises(SettingsError):
        Guard(user_header="X-User")


def test_a_text_that_looks_like_a_path_in_an_answer_grants_nothing(tmp_path: Path) -> None:
    owners = Owners(tmp_path)
    note = {"note": f'","path":"{tmp_path}/of-x/a"', "path": f"{tmp_path}/out/b.pdf"}
    owners.grant_all(json.dumps(note).encode(), "anna")
    assert not owners.has(f"{tmp_path}/of-x/a", "anna")
    assert owners.has(f"{tmp_path}/out/b.pdf", "anna")
    assert not owners.has(f"{tmp_path}/out/b.pdf", "ben")


def test_paths_are_found_at_any_depth() -> None:
    assert paths_in({"data": [{"a": [{"path": "/x"}]}, {"path": "/y", "b": {"path": ""}}]}) == [
        "/x",
        "/y",
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ('"><img src=x onerror=alert(1)>.jpg', "img srcx onerroralert1.jpg"),
        (".hidden", "hidden"),
        ("\0\n/", "photo"),
        ("", "photo"),
        ("фото 1.heic", "фото 1.heic"),
        ("x" * 300 + ".jpg", "x" * 50 + ".jpg"),
    ],
)
def test_a_file_name_loses_what_could_hurt(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_what_is_asked_too_often_waits_and_is_heard_again() -> None:
    now = [0.0]
    counted = Limits(lambda: now[0])
    burst = RATES[Kind.UPLOAD].burst
    assert [counted.wait(Kind.UPLOAD, "a", "x") for _ in range(burst)] == [0.0] * burst
    wait = counted.wait(Kind.UPLOAD, "a", "x")
    assert 0 < wait <= 1
    assert counted.wait(Kind.UPLOAD, "b", "x") == 0.0
    now[0] += wait
    assert counted.wait(Kind.UPLOAD, "a", "x") == 0.0


def test_new_cookies_do_not_free_an_address() -> None:
    counted = Limits(lambda: 0.0)
    most = RATES[Kind.UPLOAD].burst * limits.ADDRESS_SHARE
    heard = [counted.wait(Kind.UPLOAD, str(number), "x") for number in range(most + 1)]
    assert heard[:-1] == [0.0] * most
    assert heard[-1] > 0
    assert counted.wait(Kind.UPLOAD, "new", "y") == 0.0


def test_a_body_that_drips_is_cut_off() -> None:
    async def drip() -> Message:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def read(chunk: float | None) -> None:
        receive = bounded_receive(drip, 1000, 0.1, chunk)
        while True:
            await receive()

    for chunk in (None, 0.005):
        with pytest.raises(Refused) as refused:
            asyncio.run(read(chunk))
        assert refused.value.status == 408


def test_the_health_answer_tells_versions_and_says_why_it_is_not_ready(tmp_path: Path) -> None:
    health = Health(Facts("1.0", "tiny", "abc"), tmp_path)
    status, told = health.told()
    assert (status, told["status"]) == (503, "unavailable")
    assert "starting" in str(told["reason"])
    health.started()
    status, told = health.told()
    assert status == 200
    assert {**told, "uptime_s": 0} == {
        "status": "ok", "program": "1.0", "model": "tiny", "catalogue": "abc", "uptime_s": 0,
    }  # fmt: skip
    tmp_path.rmdir()
    assert health.told()[0] == 503


def test_every_open_kind_is_on_purpose() -> None:
    opens = ["/health", "/manifest.json", "/favicon.ico", "/pwa_icon/192", "/login"]
    assert all(kind_of("GET", path, PAGES) in limits_free() for path in opens)
    assert kind_of("GET", "/catalogue", PAGES) is Kind.PAGE
    assert kind_of("GET", f"{API}/file=/x", PAGES) is Kind.FILE


def limits_free() -> set[Kind]:
    return {Kind.HEALTH, Kind.ICON, Kind.LOG_IN}

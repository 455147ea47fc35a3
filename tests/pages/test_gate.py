"""The gate alone, before a small application that says what reached it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from pages.serving import limits
from pages.serving.gate import Gate
from pages.serving.guard import (
    Guard,
)
from pages.serving.headers import policy
from pages.serving.health import Facts, Health
from pages.serving.limits import RATES
from pages.serving.owners import Owners
from pages.serving.routes import API, Kind

PAGES = frozenset({"/", "/catalogue"})
Opened = Callable[..., TestClient]


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells who came, from where, and with which headers; `/` is a page with a script."""
    request = Request(scope, receive)
    if scope["path"] == "/":
        answer: Response = HTMLResponse("<script>window.ours = 1</script>")
    else:
        visitor = scope["visitor"]
        told = {"user": visitor.user, "owner": visitor.owner, "headers": dict(request.headers)}
        answer = JSONResponse({**told, "body": (await request.body()).decode()})
    await answer(scope, receive, send)


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Makes a client of a gate."""
    health = Health(Facts("1.0", "tiny", "abc"), tmp_path)
    health.started()

    def make(guard: Guard | None = None, peer: str = "127.0.0.1") -> TestClient:
        gate = Gate(
            inner,
            guard=guard or Guard(),
            health=health,
            pages=PAGES,
            title="T",
            owners=Owners(tmp_path),
        )
        return TestClient(
            gate, base_url="http://127.0.0.1", client=(peer, 5000), follow_redirects=False
        )

    return make


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0", ""])
def test_a_name_that_is_not_ours_is_refused(opened: Opened, name: str) -> None:
    assert opened().get("/", headers={"host": name}).status_code == 421


@pytest.mark.parametrize("name", ["localhost", "localhost:7860", "127.0.0.1:80", "[::1]:7860"])
def test_names_of_this_machine_are_answered(opened: Opened, name: str) -> None:
    assert opened().get("/", headers={"host": name}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"{API}/call/respond/1"),
        ("POST", f"{API}/call/respond"),
        ("POST", f"{API}/stream/1"),
        ("POST", f"{API}/stream/1/close"),
        ("GET", f"{API}/stream/a/b/1/playlist-file"),
        ("GET", f"{API}/proxy=https://evil.example"),
        ("GET", f"{API}/dev/reload"),
        ("POST", f"{API}/vibe-edit"),
        ("GET", f"{API}/token"),
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/monitoring"),
        ("GET", "/pwa_icon/100000"),
        ("GET", "/assets/../../etc/passwd"),
        ("GET", "/static/%2e%2e/x"),
        ("POST", f"{API}/component_server"),
        ("PUT", "/"),
        ("OPTIONS", "/"),
        ("GET", "/docs"),
        ("GET", "//health"),
    ],
)
def test_what_the_page_does_not_need_does_not_exist(opened: Opened, method: str, path: str) -> None:
    assert opened().request(method, f"http://127.0.0.1{path}").status_code == 404


def test_a_forged_forwarding_header_reaches_nobody(opened: Opened) -> None:
    forged = {"x-forwarded-for": "1.2.3.4", "x-forwarded-host": "evil.example", "x-real-ip": "1"}
    told = opened().get("/config", headers=forged).json()
    assert told["owner"] == "address 127.0.0.1"
    assert not {*forged} & {*told["headers"]}


def test_only_the_proxy_is_answered_and_only_it_names_the_user(opened: Opened) -> None:
    guard = Guard(proxy="10.0.0.2", user_header="X-User", names=None)
    stranger = opened(guard, peer="10.0.0.3")
    assert stranger.get("/config", headers={"x-user": "boss"}).status_code == 403
    assert stranger.get("/health").status_code == 200
    proxy = opened(guard, peer="10.0.0.2")
    named = {"x-user": "anna", "x-forwarded-for": "6.6.6.6, 10.9.9.9"}
    told = proxy.get("/config", headers=named).json()
    assert (told["user"], told["owner"]) == ("anna", "user anna address 10.9.9.9")
    assert proxy.get("/config").status_code == 403
    twice = [("x-user", "anna"), ("x-user", "boss")]
    assert proxy.get("/config", headers=twice).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_another_site_can_make_the_browser_do_nothing(
    opened: Opened, headers: dict[str, str]
) -> None:
    client = opened()
    assert client.post(f"{API}/reset", json={}, headers=headers).status_code == 403
    assert client.post(f"{API}/upload", files={"files": b"x"}, headers=headers).status_code == 403
    assert client.get("/config", headers=headers).status_code == 403


def test_a_link_from_another_site_opens_the_page(opened: Opened) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert opened().get("/", headers=link).status_code == 200


def test_the_body_that_gradio_reads_is_the_one_that_was_checked(opened: Opened) -> None:
    client = opened()
    twice = b'{"session_hash": "a", "session_hash": "b", "data": []}'
    told = client.post(f"{API}/queue/join", content=twice).json()
    assert json.loads(told["body"]) == {"session_hash": "b", "data": []}
    assert told["headers"]["content-length"] == str(len(told["body"]))
    for broken in (b"", b"[]", b"{", b"[" * 5000, b'"a"'):
        assert client.post(f"{API}/queue/join", content=broken).status_code == 400
    large = b'"' + b"x" * limits.MAX_EVENT_BYTES + b'"'
    assert client.post(f"{API}/queue/join", content=large).status_code == 413


def test_two_browsers_own_their_sessions(opened: Opened) -> None:
    client = opened()
    anna, ben = ({"cookie": f"triage-browser={sign * 43}"} for sign in "ab")
    body = {"session_hash": "s1", "event_id": "e1"}
    assert client.post(f"{API}/cancel", json=body, headers=anna).status_code == 200
    for key, value in body.items():
        assert client.post(f"{API}/cancel", json={key: value}, headers=ben).status_code == 403
    for path in (f"{API}/heartbeat/s1", f"{API}/queue/data?session_hash=s1"):
        assert client.get(path, headers=anna).status_code == 200
        assert client.get(path, headers=ben).status_code == 403
        assert client.get(path).status_code == 403  # nor one without a number
    both = f"{API}/queue/data?session_hash=s2&session_hash=s1"
    assert client.get(both, headers=ben).status_code == 403
    assert client.get(f"{API}/queue/data", headers=ben).status_code == 400


def test_a_file_is_its_owners_even_for_one_who_knows_the_path(
    opened: Opened, tmp_path: Path
) -> None:
    client = opened()
    anna, ben = ({"cookie": f"triage-browser={sign * 43}"} for sign in "ab")
    (path,) = client.post(f"{API}/upload", files={"files": b"one"}, headers=anna).json()
    (same,) = client.post(f"{API}/upload", files={"files": b"one"}, headers=ben).json()
    assert path != same  # the same bytes are two files
    assert client.get(f"{API}/file={path}", headers=anna).status_code == 200
    event = {"session_hash": "x", "data": [[{"path": path, "meta": {}}]]}
    assert client.post(f"{API}/queue/join", json=event, headers=ben).status_code == 403
    roundabout = f"{Path(same).parent}/../../{Path(path).relative_to(tmp_path)}"
    for asked in (path, roundabout, "/etc/passwd", "https://evil.example/x", f"{path}%00", "."):
        assert client.get(f"{API}/file={asked}", headers=ben).status_code == 404, asked
    assert client.post(f"{API}/queue/join", json=event, headers=anna).status_code == 200


def test_uploads_have_a_size_and_a_number(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    client = opened()
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    assert client.post(f"{API}/upload", files={"files": b"x" * 1000}).status_code == 200
    assert client.post(f"{API}/upload", files={"files": b"x" * 1001}).status_code == 413
    packed = {"files": ("photos.ZIP", b"x" * 1001)}  # may fill an upload, and no more
    assert client.post(f"{API}/upload", files=packed).status_code == 200
    disguised = {"files": ("photos.zip.jpg", b"x" * 1001)}
    assert client.post(f"{API}/upload", files=disguised).status_code == 413
    many = [("files", (f"{number}.jpg", b"x")) for number in range(limits.MAX_FILES + 1)]
    assert client.post(f"{API}/upload", files=many).status_code == 400
    assert client.post(f"{API}/upload", data={"files": "text"}).status_code == 400
    monkeypatch.setattr(limits, "MAX_UPLOAD_BYTES", 500)
    assert client.post(f"{API}/upload", files={"files": b"x" * 600}).status_code == 413
    assert client.post(f"{API}/upload", files=packed).status_code == 413


def test_a_refusal_for_haste_says_when(opened: Opened) -> None:
    client = opened()
    client.get("/")  # gives the client its cookie
    answers = (client.get("/") for _ in range(5 * RATES[Kind.PAGE].burst))
    refused = next(answer for answer in answers if answer.status_code != 200)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert "try again" in refused.json()["detail"]


def test_every_answer_has_the_headers_and_a_page_the_hash_of_its_script(opened: Opened) -> None:
    client = opened()
    for path in ("/", "/config", "/health", "/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "camera=(self)" in headers["permissions-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    rules = client.get("/").headers["content-security-policy"]
    script = rules.split("script-src ")[1].split(";")[0]
    assert "'unsafe-inline'" not in script
    # echo -n 'window.ours = 1' | openssl dgst -sha256 -binary | base64
    assert "'sha256-" in script
    assert script.count("sha256-") == 1
    assert policy(b"<script src='a.js'></script>").count("sha256-") == 0

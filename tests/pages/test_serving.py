"""`app.py` with accounts: who can fetch what, asked of the running server and of a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import gradio.routes
import httpx
import pytest
from gradio_client import Client
from playwright.sync_api import Browser

from accounts.access import Role
from accounts.accounts import Accounts
from pages.serving.routes import API
from tests.accounts.conftest import GOOD, quick
from tests.pages import fakes
from tests.pages.browser import free_port, serving
from tests.pages.guarded import Server, Watched, with_exif
from tests.test_app import run

OPEN = {
    "/health",
    "/login",
    "/login/",
    "/logout",
    "/manifest.json",
    "/favicon.ico",
    f"{API}/startup-events",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Accounts `anna` and `ben`, a server that asks for them, its temporary folder apart."""
    folder = tmp_path_factory.mktemp("served")
    file = tmp_path_factory.mktemp("accounts") / "accounts.db"
    accounts = Accounts(file, create=True, hasher=quick())
    for name in ("anna", "ben", "carl"):
        accounts.add(name, GOOD, Role.ADMIN if name == "anna" else Role.INSPECTOR, "test")
    port = free_port()
    command = ["-m", "tests.pages.serve_app", "--port", str(port), "--accounts", str(file)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setenv("GRADIO_ALLOWED_PATHS", "/")  # must not open anything
        patch.setenv("GRADIO_NUM_WORKERS", "2")  # must not start servers past the gate
        with serving(command, port, folder) as running:
            yield Server(running.address, folder, accounts)


def paths_of_gradio() -> list[tuple[str, str]]:
    """Every (method, path) that the source of the installed Gradio declares, and our pages."""
    source = Path(str(gradio.routes.__file__)).read_text(encoding="utf-8")
    declared = re.findall(r'@(app|router)\.(get|post|head)\(\s*f?"(/[^"]*)"', source)
    found = [
        (method.upper(), (API if owner == "router" else "") + re.sub(r"\{[^}]*\}", "1", path))
        for owner, method, path in declared
    ]
    return sorted({*found, ("GET", "/catalogue"), ("GET", "/catalogue/")})


def test_no_route_of_gradio_answers_without_a_log_in(server: Server) -> None:
    asked = paths_of_gradio()
    assert len(asked) > 60
    assert ("GET", "/catalogue") in asked
    with server.client() as stranger:
        for method, path in asked:
            if path in OPEN or (method, path) == ("HEAD", "/"):
                continue
            answer = stranger.request(method, path)
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/login"), path
            else:
                assert answer.status_code in {401, 404, 429}, (method, path, answer.status_code)
            assert "gradio_config" not in answer.text


def test_the_health_answer_needs_no_log_in_and_tells_versions_only(server: Server) -> None:
    with server.client() as stranger:
        told = stranger.get("/health")
        assert told.status_code == 200
        assert set(told.json()) == {"status", "program", "model", "catalogue", "uptime_s"}
        assert all(str(value) for value in told.json().values())


def test_another_user_cannot_fetch_listen_to_or_disturb_a_session(server: Server) -> None:
    with server.client("anna") as anna, server.client("ben") as ben, server.client() as nobody:
        (path,) = anna.post(f"{API}/upload", files={"files": fakes.jpeg(fakes.RED)}).json()
        config = anna.get("/config").json()
        photo = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "photo")
        dependency = next(
            d["id"] for d in config["dependencies"] if [photo, "upload"] in d["targets"]
        )
        sent = {"path": path, "meta": {"_type": "gradio.FileData"}}
        data = [[sent], *[None] * 4]  # the rest lies in the session, or is not filled in
        event = {"data": data, "fn_index": dependency, "session_hash": "anna1"}
        assert ben.post(f"{API}/queue/join", json={**event, "session_hash": "b"}).status_code == 403
        joined = anna.post(f"{API}/queue/join", json=event)
        assert joined.status_code == 200
        for other, refused in ((ben, {403, 404}), (nobody, {401, 404})):
            for asked in (
                f"{API}/file={path}",
                f"{API}/queue/data?session_hash=anna1",
                f"{API}/heartbeat/anna1",
                f"{API}/call/x/{joined.json()['event_id']}",
            ):
                assert other.get(asked).status_code in refused, asked
            for route in ("queue/join", "cancel", "run/x", "api/x", "call/x"):
                body = {**event, "data": [], "event_id": joined.json()["event_id"]}
                assert other.post(f"{API}/{route}", json=body).status_code in refused, route
        heard = anna.get(f"{API}/queue/data?session_hash=anna1").text
        assert "process_completed" in heard
        assert "Prohibited" in heard
    assert server.files() == []


def test_a_log_out_deletes_the_uploads_and_ends_the_session(server: Server) -> None:
    with server.client("carl") as carl:
        before = server.files()
        carl.post(f"{API}/upload", files={"files": b"a photo"})
        assert len(server.files()) == len(before) + 1
        assert carl.get("/logout").status_code == 200  # a link alone logs nobody out
        assert carl.get("/config").status_code == 200
        token = dict(carl.cookies)
        assert carl.post("/logout").status_code == 303
        assert server.files() == before
        with httpx.Client(base_url=server.address, cookies=token) as again:
            assert again.get("/config").status_code == 401


def test_a_disabled_account_is_out_at_once(server: Server) -> None:
    with server.client("carl") as carl:
        server.accounts.set_enabled("carl", False, "test")
        assert carl.get("/config").status_code == 401
        server.accounts.set_enabled("carl", True, "test")
        assert carl.get("/config").status_code == 401  # the old session has ended


def test_a_wrong_password_is_told_and_leads_nowhere(server: Server) -> None:
    with server.client() as client:
        form = {"username": "dora", "password": "wrong words again", "next": "//evil.example"}
        answer = client.post("/login", data=form, headers={"accept": "text/html"})
        assert answer.status_code == 401
        assert "Name or password is wrong" in answer.text
        assert "evil.example" not in answer.text
        for _ in range(4):
            client.post("/login", data=form)
        waiting = client.post("/login", data=form, headers={"accept": "text/html"})
        assert waiting.status_code == 429
        assert int(waiting.headers["retry-after"]) >= 1
        assert "Wait 2 s, then" in waiting.text or "Wait 1 s, then" in waiting.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(server: Server) -> None:
    with server.client() as client:
        answer = client.post("/login", data={"username": "ben", "password": GOOD})
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_a_program_logs_in_with_the_client_of_gradio(server: Server) -> None:
    client = Client(server.address, auth=("ben", GOOD), verbose=False)
    try:
        assert client.config is not None
        assert client.config["username"] == "ben"
    finally:
        client.close()


def test_two_users_at_once_see_their_own_photo_and_answer(browser: Browser, server: Server) -> None:
    with browser.new_context() as first, browser.new_context() as second:
        anna, ben = Watched(first, server, "anna"), Watched(second, server, "ben")
        anna.send(fakes.jpeg(fakes.RED))
        ben.send(fakes.jpeg(fakes.GREEN))
        for each, verdict in ((ben, "Not listed"), (anna, "Prohibited")):
            each.page.wait_for_selector("#answer article")
            assert each.page.inner_text("#verdict") == verdict
        anna.send(fakes.jpeg(fakes.BLUE))
        ben.send(fakes.jpeg(fakes.BLUE))  # the same bytes under the same name
        for each in (anna, ben):
            each.page.wait_for_function(
                "!['Prohibited', 'Not listed'].includes("
                "document.getElementById('verdict')?.innerText)"
            )
            each.page.wait_for_selector("#verdict")
        shown = [
            each.page.locator("figure.seen-photo img").first.get_attribute("src")
            for each in (anna, ben)
        ]
        assert shown[0] == shown[1]
        assert "anna" in anna.page.inner_text("#log-out")
        assert anna.page.get_attribute("#log-out a", "href") == "/logout"
        assert "ben" in ben.page.inner_text("#log-out")
        anna.page.wait_for_timeout(500)
        assert (anna.errors, ben.errors) == ([], [])
    assert server.files() == []


def test_the_token_of_a_check_gives_nothing_to_another_user(
    browser: Browser, server: Server
) -> None:
    with browser.new_context() as first, browser.new_context() as second:
        anna, ben = Watched(first, server, "anna"), Watched(second, server, "ben")
        anna.send(fakes.jpeg(fakes.RED))
        anna.page.wait_for_function("sessionStorage.getItem('check')")
        stolen = anna.page.evaluate("sessionStorage.getItem('check')")
        ben.page.evaluate("token => sessionStorage.setItem('check', token)", stolen)
        ben.page.reload()
        ben.page.wait_for_selector("text=Your earlier check is no longer here")
        assert ben.page.locator("#verdict, .seen-photo").count() == 0
        assert ben.page.evaluate("sessionStorage.getItem('check')") is None
        anna.page.reload()
        anna.page.wait_for_selector("text=Your check as you left it")
        assert anna.page.inner_text("#verdict") == "Prohibited"
        assert stolen not in (server.folder / "server.log").read_text()


@pytest.mark.parametrize(
    "name",
    [
        '"><img src=x onerror=hacked=1>.jpg',
        "<script>hacked=1</script>.jpg",
        "javascript:hacked=1",
        "{{hacked=1}}${hacked=1}.jpg",
    ],
)
def test_no_markup_of_a_name_or_of_metadata_runs(
    browser: Browser, server: Server, name: str
) -> None:
    with browser.new_context() as context:
        ben = Watched(context, server, "ben")
        for photo in (with_exif(fakes.jpeg(fakes.RED)), b"no photo at all"):
            ben.send(photo, name)
            ben.page.wait_for_selector("#answer article, #answer-head [role=alert]")
        ben.page.wait_for_timeout(500)
        assert ben.page.evaluate("window.hacked") is None
        assert ben.errors == []


def test_markup_that_slips_in_runs_nothing(browser: Browser, server: Server) -> None:
    with browser.new_context() as context:
        ben = Watched(context, server, "ben")
        ben.page.evaluate(
            """() => {
              document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="hacked=1">');
              const script = document.createElement('script');
              script.textContent = 'hacked=1';
              document.body.append(script);
            }"""
        )
        ben.page.wait_for_timeout(500)
        assert ben.page.evaluate("window.hacked") is None
        assert any("Content Security Policy" in error for error in ben.errors)


def test_a_phone_can_install_the_page(browser: Browser, server: Server) -> None:
    with browser.new_context() as context:
        page = Watched(context, server, "ben").page
        channel = context.new_cdp_session(page)
        found = channel.send("Page.getAppManifest")
        assert found["errors"] == []
        assert "Photo check" in found["data"]
        told = channel.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A context of a test is a private window, from which nothing is installed.
        assert {error["errorId"] for error in told} <= {"in-incognito"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "box.example"])
def test_beyond_this_machine_nothing_is_served_without_accounts(host: str) -> None:
    done = run("--host", host)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--accounts FILE" in done.stderr

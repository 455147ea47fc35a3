"""The ways to the page that are not `http://127.0.0.1`: IPv6, TLS of our own, a reverse proxy."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from accounts.access import Role
from accounts.accounts import Accounts
from pages.launching import reach_itself_directly
from pages.serving.headers import HSTS
from pages.serving.routes import API
from tests.accounts.conftest import GOOD, quick
from tests.pages import fakes
from tests.pages.browser import free_port, serving
from tests.pages.guarded import UPLOAD
from tests.pages.proxy import Proxy, certificate, proxying

APP = ["-m", "tests.pages.serve_app", "--no-register", "--port"]
USER = "X-Remote-User"


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as listener:
            listener.bind(("::1", 0))
    except OSError:
        return False
    return True


def check_a_photo(browser: Browser, address: str) -> list[str]:
    """Load the page, upload, read the answer; returns what the browser complained of."""
    with browser.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        errors: list[str] = []
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        if page.locator("#password").count():
            page.fill("#username", "anna")
            page.fill("#password", GOOD)
            page.click("main form[action='/login'] button")
        page.wait_for_selector(UPLOAD, state="attached")
        photo = fakes.jpeg(fakes.RED)
        page.set_input_files(UPLOAD, {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo})
        page.wait_for_selector("#answer article")
        assert page.inner_text("#verdict") == "Prohibited"
        assert page.url.startswith(address)
        return errors


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("accounts") / "accounts.db"
    Accounts(file, create=True, hasher=quick()).add("anna", GOOD, Role.ADMIN, "test")
    return file


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6 loopback (::1)")
def test_the_page_answers_on_ipv6(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with serving([*APP, str(port), "--host", "::1"], port, tmp_path, "http://[::1]") as running:
        assert check_a_photo(browser, running.address) == []
        with httpx.Client(base_url=running.address, trust_env=False) as client:
            assert client.get("/health", headers={"host": f"[::1]:{port}"}).status_code == 200
            assert client.get("/health", headers={"host": f"localhost:{port}"}).status_code == 200
            assert client.get("/health", headers={"host": "[::2]"}).status_code == 421


def test_the_server_asks_itself_whether_it_runs_past_any_proxy_of_the_web(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    monkeypatch.setenv("NO_PROXY", "internal.example")
    monkeypatch.setenv("no_proxy", "")
    reach_itself_directly("::1")
    with httpx.Client() as client:
        through = client._transport_for_url  # what the environment has led to
        assert through(httpx.URL("http://[::1]:7860/")) is client._transport
        assert through(httpx.URL("http://localhost:7860/")) is client._transport
        assert through(httpx.URL("http://internal.example/")) is client._transport
        assert through(httpx.URL("http://other.example/")) is not client._transport


@pytest.fixture(scope="module")
def secured(
    accounts: Path, tls: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server with accounts that speaks TLS itself."""
    port, folder = free_port(), tmp_path_factory.mktemp("secured")
    files = ["--tls-certificate", str(tls[0]), "--tls-key", str(tls[1])]
    command = [*APP, str(port), "--accounts", str(accounts), *files]
    with serving(command, port, folder, "https://localhost", tls[0]) as running:
        yield running.address


def trusted(address: str, file: Path) -> httpx.Client:
    trust = ssl.create_default_context(cafile=file)
    return httpx.Client(base_url=address, verify=trust, timeout=60, trust_env=False)


def test_over_tls_the_cookie_stays_on_tls_and_the_browser_shall_too(
    secured: str, tls: tuple[Path, Path]
) -> None:
    with trusted(secured, tls[0]) as client:
        form = {"username": "anna", "password": GOOD}
        told = client.post("/login", data=form, headers={"accept": "text/html"})
        assert told.status_code == 303
        cookie = told.headers["set-cookie"]
        assert cookie.startswith("__Host-triage-login=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {*cookie.split("; ")}
        for path in ("/", "/login", "/health", "/config", "/nothing"):
            answer = client.get(path)
            assert answer.headers["strict-transport-security"] == HSTS, path
        assert "gradio_config" in client.get("/").text


def test_over_tls_nothing_is_said_to_one_who_speaks_in_clear(secured: str) -> None:
    with httpx.Client(trust_env=False) as client, pytest.raises(httpx.HTTPError):
        client.get(secured.replace("https:", "http:"))


def test_over_tls_a_person_logs_in_and_checks_a_photo(browser: Browser, secured: str) -> None:
    assert check_a_photo(browser, secured) == []


@pytest.fixture(scope="module")
def behind(
    tls: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Proxy]]:
    """A server that takes the user's name from its proxy, and that proxy."""
    port, folder = free_port(), tmp_path_factory.mktemp("behind")
    options = ["--behind-proxy", "--user-header", USER, "--name", "localhost"]
    with (
        serving([*APP, str(port), *options], port, folder, asked="/health") as running,
        proxying(running.address, free_port(), tls) as proxy,
    ):
        yield running.address, proxy


def test_behind_a_proxy_a_photo_is_answered(browser: Browser, behind: tuple[str, Proxy]) -> None:
    proxy = behind[1]
    proxy.adds = {USER: "anna"}
    assert check_a_photo(browser, proxy.address) == []


def test_a_proxy_that_names_nobody_is_refused(
    behind: tuple[str, Proxy], tls: tuple[Path, Path]
) -> None:
    direct, proxy = behind
    with trusted(proxy.address, tls[0]) as client:
        proxy.adds = {}
        for path in ("/", "/config", f"{API}/info"):
            refused = client.get(path)
            assert refused.status_code == 403, path
            assert "named no user" in refused.text
        assert client.post(f"{API}/upload", files={"files": b"x"}).status_code == 403
        assert client.get("/health").status_code == 200
        proxy.adds = {USER: ""}
        assert client.get("/").status_code == 403
        # What the browser writes there itself is overwritten by the proxy.
        proxy.adds = {USER: "anna"}
        told = client.get("/config", headers={USER: "boss"}).json()
        assert told["username"] == "anna"
    with httpx.Client(base_url=direct, trust_env=False) as client:
        two = [(USER, "anna"), (USER, "boss")]
        assert client.get("/config", headers=two).status_code == 403


def test_behind_a_proxy_cookies_are_secure_and_other_names_and_sites_are_refused(
    behind: tuple[str, Proxy], tls: tuple[Path, Path]
) -> None:
    proxy = behind[1]
    proxy.adds = {USER: "anna"}
    with trusted(proxy.address, tls[0]) as client:
        answer = client.get("/")
        assert answer.headers["set-cookie"].startswith("__Host-triage-browser=")
        assert "; Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"] == HSTS
        assert client.get("/", headers={"host": "evil.example"}).status_code == 421
        foreign = {"origin": "https://evil.example"}
        assert client.post(f"{API}/reset", json={}, headers=foreign).status_code == 403
        # Addresses that Gradio writes into the page are those that the browser sees.
        assert client.get("/config").json()["root"] == proxy.address

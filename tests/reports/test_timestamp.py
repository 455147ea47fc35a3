"""Time-stamps, against a local server that answers with the openssl command line."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from reports import timestamp
from reports.errors import TimestampError

CONFIG = """[tsa]
default_tsa = t
[t]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
"""


def _openssl(folder: Path, *words: str) -> None:
    assert shutil.which("openssl"), "openssl is missing; install the Debian package openssl"
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root and a certificate for time-stamping."""
    made = tmp_path_factory.mktemp("tsa")
    (made / "tsa.cnf").write_text(CONFIG)
    (made / "serial").write_text("01")
    (made / "ext").write_text(
        "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
    )
    new = ("req", "-newkey", "rsa:2048", "-nodes")
    for name in ("ca", "other"):
        ends = ("-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}")
        _openssl(made, *new, "-x509", "-days", "2", *ends)
    _openssl(made, *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=tsa")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2")
    _openssl(made, "x509", "-req", "-in", "tsa.csr", *signed, "-extfile", "ext", "-out", "tsa.pem")
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "q").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            given = ("-config", "tsa.cnf", "-signer", "tsa.pem", "-inkey", "tsa.key")
            _openssl(folder, "ts", "-reply", "-queryfile", "q", *given, "-out", "r")
            body = {"/": (folder / "r").read_bytes(), "/large": b"x" * 1_000_001}
            self.send_response(500 if self.path == "/error" else 200)
            self.end_headers()
            self.wfile.write(body.get(self.path, b"nonsense"))

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Answer) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


def test_a_stamp_holds_for_its_document_and_root_only(server: str, folder: Path) -> None:
    root = (folder / "ca.pem").read_bytes()
    reply = timestamp.stamp(b"report", f"{server}/", root)
    assert timestamp.verify(b"report", reply, root).startswith("20")
    with pytest.raises(TimestampError, match="does not hold"):
        timestamp.verify(b"another", reply, root)
    with pytest.raises(TimestampError, match="does not hold"):
        timestamp.verify(b"report", reply, (folder / "other.pem").read_bytes())


@pytest.mark.parametrize(
    ("path", "sentence"), [("/error", "500"), ("/large", "too large"), ("/x", "no time-stamp")]
)
def test_a_bad_reply_is_one_sentence(server: str, path: str, sentence: str) -> None:
    with pytest.raises(TimestampError, match=sentence):
        timestamp.stamp(b"report", server + path, None)


@pytest.mark.parametrize("url", ["file:///x", "ftp://x/", "", "http://", "http://127.0.0.1:1/"])
def test_a_bad_address_is_one_sentence(url: str) -> None:
    with pytest.raises(TimestampError, match="address"):
        timestamp.stamp(b"report", url, None, timeout=1)

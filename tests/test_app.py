"""`python app.py`: does nothing when imported, refuses in one sentence, serves with our limits."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import app
from tests.pages.browser import ROOT, free_port, serving


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`python app.py ARGUMENTS`, to its end."""
    return subprocess.run(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_importing_the_app_loads_no_library_and_does_nothing() -> None:
    code = (
        "import sys, app; "
        "print([m for m in ('gradio', 'numpy', 'onnxruntime', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_weights_that_do_not_exist_end_in_one_sentence_and_status_2() -> None:
    done = run("--weights", "nowhere/model.onnx")
    assert done.returncode == app.UNUSABLE
    assert done.stderr.count("\n") == 1
    assert "model.onnx" in done.stderr
    assert "Traceback" not in done.stderr


def test_broken_weights_end_in_one_sentence_and_status_2(
    tiny_weights: Path, tmp_path: Path
) -> None:
    broken = tmp_path / tiny_weights.name
    broken.write_bytes(tiny_weights.read_bytes()[:1000])
    (tmp_path / "released.toml").write_bytes((tiny_weights.parent / "released.toml").read_bytes())
    done = run("--weights", str(broken))
    assert done.returncode == app.UNUSABLE
    assert done.stderr.count("\n") == 1
    assert broken.name in done.stderr


def test_an_unknown_option_is_refused() -> None:
    done = run("--share")
    assert done.returncode == 2
    assert "--share" in done.stderr


def test_the_page_listens_on_this_machine_alone_unless_told() -> None:
    assert app.HOST == "127.0.0.1"


def test_the_app_serves_released_weights(
    tiny_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uploads lie in a folder of their own that only this user can open, gone at the end."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    port = free_port()
    command = ["app.py", "--port", str(port), "--weights", str(tiny_weights)]
    with serving(command, port, tmp_path) as (address, _):
        assert address.endswith(str(port))
        (uploads,) = tmp_path.glob("photos-*")
        assert stat.S_IMODE(uploads.stat().st_mode) == 0o700
    assert list(tmp_path.glob("photos-*")) == []


def test_a_port_in_use_is_named(tiny_weights: Path, tmp_path: Path) -> None:
    port = free_port()
    command = ["app.py", "--port", str(port), "--weights", str(tiny_weights)]
    with serving(command, port, tmp_path):
        done = run("--port", str(port), "--weights", str(tiny_weights))
    assert done.returncode == app.UNUSABLE
    assert f"port {port} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_analytics_are_off_before_gradio_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    monkeypatch.setenv("GRADIO_TEMP_DIR", "unset")
    seen: list[str | None] = []

    def note(_: object) -> int:
        seen.append(os.environ.get("GRADIO_ANALYTICS_ENABLED"))
        return 0

    monkeypatch.setattr(app, "_serve", note)
    assert app.main([]) == 0
    assert seen == ["False"]

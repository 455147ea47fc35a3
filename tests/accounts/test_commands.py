"""`python -m accounts`."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from accounts.__main__ import main
from tests.accounts.conftest import GOOD
from tests.pages.browser import ROOT


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password on standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{GOOD}\n"))


@pytest.mark.usefixtures("typed")
def test_an_account_is_added_changed_and_listed(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = ["--file", str(file)]
    assert main(["add", "anna", "--role", "admin", "--stdin", "--by", "setup", *to]) == 0
    assert main(["list", *to]) == 0
    assert capsys.readouterr().out == "anna may log in as admin.\nanna  admin\n"
    assert main(["role", "anna", "--role", "trainer", *to]) == 2
    assert "last admin" in capsys.readouterr().err
    assert main(["list", "--changes", *to]) == 0
    assert "added as admin  by setup" in capsys.readouterr().out


def test_the_password_is_asked_twice(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter([GOOD, "another one entirely", GOOD, GOOD])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert main(["add", "anna", "--file", str(file)]) == 2
    assert "differ" in capsys.readouterr().err
    assert main(["add", "anna", "--file", str(file)]) == 0
    assert "inspector" in capsys.readouterr().out


def test_without_a_terminal_one_sentence_tells_what_to_do(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "accounts", "add", "anna", "--file", str(file)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--stdin" in done.stderr


def test_no_option_takes_a_password() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "accounts", "add", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--password" not in done.stdout


def test_a_missing_file_ends_in_one_sentence(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--file", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not file.exists()

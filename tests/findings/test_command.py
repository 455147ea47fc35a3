"""`python -m findings`: plain lines, one sentence per mistake, and an exit status to rely on."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from findings.__main__ import main
from findings.finding import Consignment
from findings.register import Register
from tests.findings.made import NOTE, ORIGINAL_SHA256, finding, guarded_again, raw, unguarded

ROOT = Path(__file__).parents[2]


def test_a_register_is_proven_and_its_head_compared(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["head", "--register", str(copy)]) == 0
    head = capsys.readouterr().out.strip()
    assert main(["verify", "--register", str(copy)]) == 0
    assert "no head was given" in capsys.readouterr().out
    assert main(["verify", "--register", str(copy), "--head", head]) == 0
    assert capsys.readouterr().out == "14 rows and 20 contents are as written.\n"
    db = unguarded(copy)
    db.execute("UPDATE event SET at = 'never' WHERE seq = 3")
    guarded_again(db)
    assert main(["verify", "--register", str(copy), "--head", head]) == 1
    assert "row 3 (never, consignment_opened) does not fit" in capsys.readouterr().out


def test_findings_are_searched_and_exported(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--register", str(copy)]
    assert main(["search", *at, "--limit", "1"]) == 0
    out = capsys.readouterr().out
    assert "1 of 2 findings." in out
    assert "--before 5" in out
    assert main(["search", *at, "--class", "handcuffs", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 5
    assert main(["search", *at, "--text", "nowhere", "--status", "refer", "--cn", "1"]) == 0
    assert capsys.readouterr().out == "0 of 0 findings.\n"
    out_file = tmp_path / "out.csv"
    assert main(["export", *at, "--out", str(out_file)]) == 0
    assert out_file.read_bytes().startswith(b"\xef\xbb\xbffinding,recorded")
    assert main(["export", *at, "--format", "json", "--photos"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == 2


def test_findings_are_deleted(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--register", str(copy)]
    photo = ["--photo", ORIGINAL_SHA256]
    assert main(["delete", *at, "--finding", "4", *photo, "--by", "A"]) == 0
    assert main(["delete", *at, "--finding", "4", "--by", "A"]) == 0
    assert NOTE.encode() not in raw(copy)
    assert main(["delete", *at, "--finding", "4", "--by", "A"]) == 2
    assert "holds no finding 4" in capsys.readouterr().err
    assert main(["delete", *at, "--consignment", "3", "--by", "A"]) == 0
    assert "Consignment 3 and its 1 findings are deleted." in capsys.readouterr().out
    assert main(["retain", *at, "--days", "1", "--by", "A"]) == 0
    assert main(["retain", *at, "--days", "-1", "--by", "A"]) == 2
    assert main(["expire", *at]) == 0
    assert "0 findings deleted" in capsys.readouterr().out
    assert main(["retain", *at, "--days", "0", "--by", "A"]) == 0
    assert "for ever" in capsys.readouterr().out
    assert main(["rebuild", *at]) == 0
    assert main(["verify", *at]) == 0


@pytest.mark.parametrize("spoil", ["missing", "foreign", "newer", "head", "out", "word"])
def test_wrong_use_is_one_sentence_and_status_2(
    copy: Path, spoil: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, more = "verify", []
    if spoil == "missing":
        copy.unlink()
    elif spoil == "foreign":
        copy.write_bytes(b"something else")
    elif spoil == "newer":
        db = sqlite3.connect(copy)
        db.execute("PRAGMA user_version = 99")
        db.close()
    elif spoil == "head":
        more = ["--head", "deadbeef"]
    elif spoil == "out":
        command, more = "export", ["--out", str(copy / "below")]
    else:
        command, more = "search", ["--text", "a\0"]
    assert main([command, "--register", str(copy), *more]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


def test_a_damaged_file_is_status_1(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = copy.read_bytes()
    copy.write_bytes(data[:4096] + bytes(len(data) - 4096))
    assert main(["verify", "--register", str(copy)]) == 1
    assert len(capsys.readouterr().err.splitlines()) <= 1


def test_hostile_text_cannot_forge_a_line(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Register(copy) as register:
        number = register.open_consignment(Consignment("x \u2028\u202e 0 rows"), "A")
        register.record(number, finding())
    assert main(["search", "--register", str(copy), "--limit", "1"]) == 0
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert "\u2028" not in out


def test_the_command_loads_neither_numpy_nor_gradio(copy: Path) -> None:
    code = (
        "import sys; from findings.__main__ import main; "
        f"main(['verify', '--register', {str(copy)!r}]); "
        "print({'numpy', 'PIL', 'gradio', 'torch'} & {m.split('.')[0] for m in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"

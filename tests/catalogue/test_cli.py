import json
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.__main__ import main
from catalogue.load import Catalogue

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


def test_check_prints_counts_and_version(catalogue: Catalogue, capsys: Capture) -> None:
    assert main(["check"]) == 0
    expected = f"17 goods, 28 look-alikes, 1 other; 43 legal entries; version {catalogue.version}\n"
    assert capsys.readouterr() == (expected, "")


def test_check_prints_one_sentence_a_fault_and_exits_1(copy: Path, capsys: Capture) -> None:
    for name in ("handcuffs", "guillotine"):
        (copy / "goods" / f"{name}.toml").write_text("name = ", encoding="utf-8")
    assert main(["--folder", str(copy), "check"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "goods/guillotine.toml",
        "goods/handcuffs.toml",
    ]


def test_list_json_is_an_array_of_the_contract(catalogue: Catalogue, capsys: Capture) -> None:
    assert main(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(catalogue.ids())
    assert all(set(row) == {"id", "kind", "name", "entries"} for row in rows)
    thumb_cuffs = next(row for row in rows if row["id"] == "thumb_cuffs")
    assert thumb_cuffs == {
        "id": "thumb_cuffs",
        "kind": "good",
        "name": "Thumb cuffs",
        "entries": [
            {
                "instrument": "Regulation (EU) 2019/125",
                "annex": "II",
                "item": "2.2",
                "version": "2025/928",
            }
        ],
    }


def test_list_prints_one_line_a_class(catalogue: Catalogue, capsys: Capture) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue.ids())


def test_show_prints_what_an_inspector_needs(capsys: Capture) -> None:
    assert main(["show", "stun_gun"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for part in (
        "Stun gun",
        "EXPORT AUTHORISATION NEEDED",
        "Annex III 2.1 (version 2025/928, in force since 2025-08-20)",
        "ex 8543 70 90; ex 9304 00 00",
        "http://data.europa.eu/eli/reg_del/2025/928/oj",
        "flashlight: Look at the rim of the lamp",
        "Check or measure next",
        "What a photo cannot show",
        "Safety Treat it as live",
        "Article 11(1)",
        "Triage, not proof",
        "Official Journal of the European Union is authentic and prevails",
    ):
        assert part in text


def test_show_keeps_every_code_on_one_line(catalogue: Catalogue, capsys: Capture) -> None:
    assert main(["show", "handcuffs"]) == 0
    text = capsys.readouterr().out
    for code in catalogue["handcuffs"].entries[0].cn:
        assert code in text


def test_show_json_carries_the_whole_class(catalogue: Catalogue, capsys: Capture) -> None:
    assert main(["show", "handcuffs", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["status"] == "depends"
    assert record["law"][0]["in_force"] == "2025-08-20"
    assert record["law"][0]["until"] is None
    assert record["law"][0]["cn"] == list(catalogue["handcuffs"].entries[0].cn)
    assert record["questions"] == list(catalogue["handcuffs"].questions)
    assert record["catalogue_version"] == catalogue.version
    assert "手铐" in record["other_names"]


@pytest.mark.parametrize("id", ["handcufs", "Handcuffs", "../law/eu_2019_125"])
def test_show_of_an_unknown_id_is_one_sentence_and_exit_1(id: str, capsys: Capture) -> None:
    assert main(["show", id]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert f"no class is called {id!r}; the nearest ids are: " in printed.err


def test_a_folder_that_does_not_exist_is_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--folder", str(tmp_path / "nowhere"), "check"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("command", [[], ["check"], ["list"], ["show"]])
def test_every_command_has_help(command: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    assert stopped.value.code == 0
    assert "usage: python -m catalogue" in capsys.readouterr().out


def test_the_program_runs_and_a_poor_console_does_not_break_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "catalogue", "show", "thumb_cuffs"],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Thumb cuffs" in done.stdout

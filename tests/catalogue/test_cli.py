import json
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.__main__ import main
from catalogue.load import Catalogue
from catalogue.visual_class import Kind

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]
COMMANDS = ("check", "list", "show", "entry", "search", "ask", "export", "coverage")


def test_check_prints_counts_and_version(catalogue: Catalogue, capsys: Capture) -> None:
    assert main(["check"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert f"{len(catalogue.ids(Kind.GOOD))} goods, " in printed.out
    assert "43 legal entries in force in the EU; " in printed.out
    assert printed.out.endswith(f"version {catalogue.version}\n")


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
    assert (thumb_cuffs["kind"], thumb_cuffs["name"]) == ("good", "Thumb cuffs")
    assert thumb_cuffs["entries"][0] == {
        "instrument": "Regulation (EU) 2019/125",
        "annex": "II",
        "item": "2.2",
        "version": "2025/928",
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
        "Status: Export needs an authorisation",
        "Regulation (EU) 2019/125, III 2.1 (version 2025/928, in force since 2025-08-20)",
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


@pytest.mark.parametrize("id", ["handcufs", "Handcuffs", "../law/eu/instrument"])
def test_show_of_an_unknown_id_is_one_sentence_and_exit_1(id: str, capsys: Capture) -> None:
    assert main(["show", id]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert f"no class is called {id!r}; the nearest ids are: " in printed.err


def test_a_folder_that_does_not_exist_is_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--folder", str(tmp_path / "nowhere"), "check"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
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


def test_law_of_another_day_and_place_says_which_list_was_used(capsys: Capture) -> None:
    assert main(["show", "gang_chain", "--as-of", "2024-01-01", "--json"]) == 0
    then = json.loads(capsys.readouterr().out)
    assert then["status"] == "export_authorisation"
    assert [(e["annex"], e["item"], e["version"]) for e in then["law"]] == [
        ("III", "1.1", "2019/125")
    ]
    assert all("2019/125" in name for name in then["lists"])
    assert main(["show", "gang_chain", "--for", "gb", "--json"]) == 0
    there = json.loads(capsys.readouterr().out)
    assert there["status"] == "export_authorisation"
    assert there["lists"]


def test_an_entry_names_the_classes_that_reach_it(capsys: Capture) -> None:
    assert main(["entry", "annex ii 2.4"]) == 0
    now = capsys.readouterr().out
    assert "Gang chains" in now
    assert "gang_chain (" in now
    assert main(["entry", "II 2.4", "--as-of", "2024-01-01", "--json"]) == 0
    (then,) = json.loads(capsys.readouterr().out)
    assert "anchored_cuffs" in then["classes"]
    assert "gang_chain" not in then["classes"][:1]
    assert main(["entry", "II 9.9"]) == 1
    assert "no entry is called 'II 9.9'" in capsys.readouterr().err


def test_search_prints_why_and_exits_1_when_nothing_is_found(capsys: Capture) -> None:
    assert main(["search", "hand", "cufs"]) == 0
    assert "handcuffs" in capsys.readouterr().out.splitlines()[0]
    assert main(["search", "--json", "II 2.4"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "II 2.4"
    assert main(["search", "qqqqzzzz"]) == 1
    assert "does not mean that the good is free" in capsys.readouterr().err


def test_ask_asks_the_next_question_and_then_decides(capsys: Capture) -> None:
    assert main(["ask", "handcuffs"]) == 0
    assert "Next question [people]" in capsys.readouterr().out
    given = [
        *("people=No, for one person", "anchor=No", "where=Wrists"),
        *("lock=It locks: ratchet, key or bolt", "rings=A pair", "modified=No"),
        *("overall=230", "last_notch=160", "first_notch=205"),
    ]
    answers = [part for pair in given for part in ("--answer", pair)]
    assert main(["ask", "handcuffs", "--json", *answers]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["subject"]) == ("not_listed", "ordinary_handcuffs")
    assert "Note 3" in found["ruling"]["reason"]
    assert main(["ask", "handcuffs", "--answer", "size=3"]) == 1
    assert "is no QUESTION=ANSWER" in capsys.readouterr().err


def test_names_come_in_the_language_asked_for(capsys: Capture) -> None:
    assert main(["show", "handcuffs", "--language", "de"]) == 0
    assert capsys.readouterr().out.startswith("Handschellen")
    assert main(["show", "handcuffs", "--language", "xx"]) == 1
    assert "no language 'xx' is stored" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["list", "--as-of", "yesterday"])
    assert stopped.value.code == 2
    assert "'yesterday' is no date; write it as 2024-01-01" in capsys.readouterr().err

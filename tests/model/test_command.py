"""`python -m model`: one answer per photo in order, one sentence per mistake, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from model.__main__ import main
from model.errors import shown
from tests.model.hostile import ACCEPTED, REFUSED
from tests.tiny_graph import LABELS, tiny_card, write_weights

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path | bytes) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    command = [sys.executable, "-m", "model", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_each_photo_gets_one_json_line_in_order(tiny_weights: Path, photo_file: Path) -> None:
    bad = photo_file.with_name("bad.jpg")
    bad.write_bytes(b"no photo")
    result = run(photo_file, bad, "gone.jpg", photo_file, "--weights", tiny_weights, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["file"] for line in lines] == [
        *(str(photo_file), str(bad), "gone.jpg", str(photo_file)),
    ]
    assert set(lines[1]) == set(lines[2]) == {"file", "error"}
    assert lines[0] == lines[3]
    assert len(lines[0]["candidates"]) == 5
    assert result.returncode == 1
    assert result.stderr == ""


def test_all_photos_answered_is_status_0(tiny_weights: Path, photo_file: Path) -> None:
    result = run(photo_file, "--weights", tiny_weights, "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["model"]["id"] == "tiny"


def test_without_json_the_answer_is_text(tiny_weights: Path, photo_file: Path) -> None:
    result = run(photo_file, "gone.jpg", "--weights", tiny_weights)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{shown(str(photo_file))}: ")  # a long name is shortened
    assert "Triage" in result.stdout
    assert result.stderr == "gone.jpg does not exist or is no file; check the name\n"


@pytest.mark.parametrize("spoil", ["changed", "unlisted", "gone", "name", "no_list"])
def test_wrong_weights_are_one_sentence_and_status_2(
    tiny_weights: Path, photo_file: Path, tmp_path: Path, spoil: str
) -> None:
    folder = shutil.copytree(tiny_weights.parent, tmp_path / "copy")
    weights = folder / "tiny.onnx"
    argument: Path | str = weights
    if spoil == "changed":
        weights.write_bytes(weights.read_bytes() + b"\0")
    elif spoil == "unlisted":
        argument = weights.rename(folder / "mine.onnx")
    elif spoil == "gone":
        weights.unlink()
    elif spoil == "name":
        argument = "no_such_name"
    else:
        (folder / "released.toml").unlink()
    result = run(photo_file, "--weights", argument, "--json")
    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_labels_the_catalogue_lacks_are_named_once(
    tmp_path: Path, photo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = write_weights(tmp_path, tiny_card(labels=("moon_buggy", *LABELS[1:])))
    assert main([str(photo_file), str(photo_file), "--weights", str(weights), "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err.count("moon_buggy") == 1
    assert len(captured.out.splitlines()) == 2


def test_the_whole_corpus_is_answered_in_one_run(tiny_weights: Path, tmp_path: Path) -> None:
    files = {**{name: data for name, (data, _) in ACCEPTED.items()}}
    files |= {name: data for name, (data, _) in REFUSED.items() if len(data) < 10**6}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    result = run(*(tmp_path / name for name in files), "--weights", tiny_weights, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(line["file"]).name for line in lines] == list(files)
    assert {Path(line["file"]).name for line in lines if "error" not in line} == set(ACCEPTED)
    assert result.returncode == 1
    assert result.stderr == ""


def test_a_name_that_is_not_unicode_is_answered(
    tiny_weights: Path, photo_file: Path, tmp_path: Path
) -> None:
    raw = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.jpg")  # noqa: PTH118 (bytes)
    Path(os.fsdecode(raw)).write_bytes(photo_file.read_bytes())
    for option in ("--json", "--weights"):
        extra = ["--json"] if option == "--json" else []
        result = run(raw, "--weights", tiny_weights, *extra)
        assert result.returncode == 0
        assert result.stderr == ""


def test_a_terminal_without_unicode_still_gets_an_answer(
    tiny_weights: Path, photo_file: Path
) -> None:
    files = [str(photo_file), "--weights", str(tiny_weights)]
    command = [sys.executable, "-m", "model", *files]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment, timeout=60)
    assert result.returncode == 0
    assert result.stderr == b""


def test_no_photo_at_all_is_a_mistake_with_a_hint() -> None:
    result = run()
    assert result.returncode == 2
    assert "PHOTO" in result.stderr
    assert "Traceback" not in result.stderr


def test_help_does_not_wait_for_the_runtime() -> None:
    script = (
        "import sys; from model.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print('onnxruntime' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert result.stdout.endswith("False\n")


def test_answering_loads_no_training_library_and_no_page(
    tiny_weights: Path, photo_file: Path
) -> None:
    heavy = ["torch", "torchvision", "timm", "gradio", "onnx", "cv2", "pandas", "pi_heif"]
    script = (
        "import sys; from model.__main__ import main\n"
        f"main([{str(photo_file)!r}, '--weights', {str(tiny_weights)!r}, '--json'])\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_stops_early_is_no_error(tiny_weights: Path, photo_file: Path) -> None:
    command = [sys.executable, "-m", "model", *[str(photo_file)] * 30]
    process = subprocess.Popen(
        [*command, "--weights", str(tiny_weights), "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=60) == 0

"""A training stopped at any moment goes on to the same bits, or says why it cannot."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch

from tests.training.pictures import SETTINGS, tree
from training import checkpoint, loop
from training.__main__ import main
from training.loop import Training

EPOCHS = ["--set", "epochs=3", "--set", "mixup=0.3", "--set", "cutmix=0.5"]


def _arguments(data: Path, out: Path, *more: str) -> list[str]:
    return ["fit", "--data", str(data), "--out", str(out), *SETTINGS, *EPOCHS, *more]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tree(tmp_path_factory.mktemp("resume") / "tree")


@pytest.fixture(scope="module")
def whole(data: Path) -> Path:
    """A run that was never stopped."""
    out = data.parent / "whole"
    assert main(_arguments(data, out)) == 0
    return out


def _tensors(run: Path) -> dict[str, torch.Tensor]:
    return safetensors.torch.load_file(run / "best.safetensors")


def _stopped(data: Path, out: Path, after: int) -> None:
    """Kill a run, which gives it no chance to tidy up, once it has ended `after` epochs."""
    run = subprocess.Popen(
        [sys.executable, "-m", "training", *_arguments(data, out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    mark = out / ("metrics.jsonl" if after else checkpoint.FILE)
    while not mark.exists() or (after and len(mark.read_text().splitlines()) < after):
        assert run.poll() is None
        time.sleep(0.005)
    run.send_signal(signal.SIGKILL)
    run.wait()


@pytest.mark.parametrize("after", [0, 1])
def test_a_killed_run_goes_on_to_the_same_bits(
    data: Path, whole: Path, tmp_path: Path, after: int
) -> None:
    _stopped(data, tmp_path / "torn", after)
    assert not (tmp_path / "torn" / "best.safetensors").exists()
    assert main(_arguments(data, tmp_path / "torn", "--resume")) == 0
    one, two = _tensors(whole), _tensors(tmp_path / "torn")
    assert one.keys() == two.keys()
    assert all(torch.equal(one[name], two[name]) for name in one)
    assert _epochs(tmp_path / "torn") == _epochs(whole)
    assert (tmp_path / "torn" / "metrics.json").read_bytes() == (
        whole / "metrics.json"
    ).read_bytes()


def _epochs(run: Path) -> list[dict[str, Any]]:
    rows = map(json.loads, (run / "metrics.jsonl").read_text().splitlines())
    return [{name: row[name] for name in row if name != "seconds"} for row in rows]


def test_a_run_that_ended_is_calibrated_again(data: Path, whole: Path) -> None:
    before = _tensors(whole)
    assert main(_arguments(data, whole, "--resume")) == 0
    after = _tensors(whole)
    assert all(torch.equal(before[name], after[name]) for name in before)


def _fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1
    return error


def test_a_checkpoint_of_another_training_is_refused(
    data: Path, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in whole.glob("*.*") if path.is_file()}
    other = tree(tmp_path / "other")
    (other / "red").rename(other / "purple")
    message = _fails(capsys, *_arguments(other, whole, "--resume"))
    assert "other labels (-red +purple)" in message
    message = _fails(capsys, *_arguments(data, whole, "--resume", "--set", "rate=1e-4"))
    assert "other settings (rate 0.0003, now 0.0001)" in message
    more = tree(tmp_path / "more", 13)
    assert "made with other pictures" in _fails(capsys, *_arguments(more, whole, "--resume"))
    assert before == {path.name: path.read_bytes() for path in whole.glob("*.*") if path.is_file()}


def test_a_checkpoint_of_other_code_is_refused(
    data: Path, whole: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "code", lambda: "0" * 64)
    assert "made with other code (revision" in _fails(capsys, *_arguments(data, whole, "--resume"))


def test_what_is_no_checkpoint_is_said(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = _arguments(data, tmp_path / "run", "--resume")
    assert "no run folder to go on with" in _fails(capsys, *arguments)
    (tmp_path / "run").mkdir()
    assert "holds no checkpoint" in _fails(capsys, *arguments)
    (tmp_path / "run" / checkpoint.FILE).write_bytes(b"torn")
    assert "cannot be read as a checkpoint" in _fails(capsys, *arguments)


def test_threads_of_the_loader_may_change(data: Path, tmp_path: Path, whole: Path) -> None:
    _stopped(data, tmp_path / "torn", 1)
    assert main(_arguments(data, tmp_path / "torn", "--resume", "--set", "workers=1")) == 0
    one, two = _tensors(whole), _tensors(tmp_path / "torn")
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_a_loss_that_is_no_number_stops_the_run_and_leaves_it_whole(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[float] = []

    def burst(training: Training, *batch: Any) -> float:
        steps.append(one_step(training, *batch))
        return steps[-1] if len(steps) < 4 else math.nan

    one_step = loop.one_step
    monkeypatch.setattr(loop, "one_step", burst)
    message = _fails(capsys, *_arguments(data, tmp_path / "run"))
    assert "the loss is nan at step 2 of epoch 2" in message
    assert "set a smaller rate (it is 0.0003, the head's 0.001)" in message
    kept = torch.load(tmp_path / "run" / checkpoint.FILE, weights_only=True)
    assert len(kept["state"]["epochs"]) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="limits of file sizes are POSIX's")
def test_a_full_disk_is_said_and_the_run_can_go_on(data: Path, whole: Path, tmp_path: Path) -> None:
    """A limit of the kernel on the size of a file stands for the disk."""
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20));"
        "from training.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    arguments = _arguments(data, tmp_path / "run")
    done = subprocess.run(
        [sys.executable, "-c", limited, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "cannot be written (File too large)" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list((tmp_path / "run").glob(".*.draft"))

"""Two processes train what one does, and a team divides its work without losing any."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import safetensors.torch
import torch

from tests.training.pictures import SETTINGS, tree
from training.__main__ import main
from training.batches import Batches
from training.parallel import ALONE, Team, team

SET = ["--set", "epochs=2", "--set", "batch=8", "--set", "augment=0.5"]


def test_two_processes_train_what_one_does(tmp_path: Path) -> None:
    data = tree(tmp_path / "tree")
    arguments = ["fit", "--data", str(data), *SETTINGS, *SET, "--out"]
    assert main([*arguments, str(tmp_path / "one")]) == 0
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    done = subprocess.run(
        [*torchrun, "-m", "training", *arguments, str(tmp_path / "two")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("epoch 2/2") == 1  # one of the two reports
    one, two = (
        safetensors.torch.load_file(tmp_path / name / "best.safetensors") for name in ("one", "two")
    )
    for name in one:
        torch.testing.assert_close(one[name], two[name], rtol=1e-3, atol=1e-4)
    start = safetensors.torch.load_file(tmp_path / "one" / "last.safetensors")
    assert start.keys() == one.keys()


def test_a_team_divides_every_batch_and_leaves_no_process_without() -> None:
    keys = [(0, index) for index in range(17)]
    parts = [list(Batches(keys, 8, Team(rank, 2))) for rank in range(2)]
    assert [len(part) for part in parts] == [2, 2]  # the 17th alone cannot be shared
    for at in range(2):
        both = sorted(parts[0][at] + parts[1][at])
        assert both == keys[8 * at : 8 * at + 8]
    whole = Batches(keys, 8, ALONE)
    assert [len(batch) for batch in whole] == [whole.size(at) for at in range(3)] == [8, 8, 1]


def test_without_torchrun_one_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    with team() as found:
        assert found == ALONE
    rows = torch.arange(3)
    assert ALONE.together(rows) is rows


def test_a_rank_beyond_the_team_is_refused() -> None:
    with pytest.raises(ValueError, match="rank 2 of 2"):
        Team(2, 2)

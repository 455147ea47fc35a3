"""The commands for a version are complete and run; the lists are what the version says."""

from __future__ import annotations

import csv
import json
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from datasets import citing
from datasets.__main__ import main
from datasets.library import retraining, versions
from datasets.library.errors import RefusedError, UnknownError
from datasets.library.library import Library
from datasets.library.splits import Shares, part_of
from datasets.library.versions import Version
from datasets.samples import read_manifest
from model.photo import encode_jpeg
from model.runtime import OnnxNetwork
from tests.datasets.library.made import ANNA, TERMS, added
from tests.training.pictures import SETTINGS

ROOT = Path(__file__).parents[3]
SHARES = Shares(0.25, 0.25)
COLOURS = {"red": (210, 40, 40), "green": (40, 190, 60), "blue": (50, 60, 210)}


def groups(part: str, count: int) -> list[str]:
    """Objects that fall into a part."""
    return [g for g in map("o{}".format, range(999)) if part_of(g, SHARES) == part][:count]


def signed(library: Library, name: str = "v1") -> Version:
    drafted = versions.draft(library.items(), name, ANNA, library.moment(), shares=SHARES)
    return library.sign(drafted)


def coloured(library: Library, label: str, group: str, seed: int) -> None:
    """Add a photo of noise about a colour, which a tiny training tells apart."""
    from datasets.library.intake import prepare

    noise = np.random.default_rng(seed).normal(0, 25, (130, 170, 3))
    pixels = (noise + np.array(COLOURS[label])).clip(0, 255).astype(np.uint8)
    said = {"label": label, "group": f"{label}-{group}"}
    assert library.add(prepare(encode_jpeg(pixels), "made", said, TERMS), ANNA) is not None


def test_the_plan_names_every_part_and_the_version(library: Library) -> None:
    seed = 0
    for label in ("handcuffs", "batons"):
        for part in ("train", "val", "test"):
            for group in groups(part, 2):
                added(library, seed := seed + 1, label=label, group=group)
    plan = retraining.plan(library.path, signed(library))
    assert plan.untrained == ()
    lines = [step.line for step in plan.steps]
    assert all(line.startswith("uv run python -m ") for line in lines)
    assert "--lists build/retrain/v1/lists" in lines[0]
    assert (
        "--data build/retrain/v1/lists/train.csv --val build/retrain/v1/lists/val.csv" in lines[1]
    )
    assert lines[2].endswith("training publish build/retrain/v1/run --name v1")
    assert "--data build/retrain/v1/lists/test.csv" in lines[3]


def test_a_class_without_an_object_to_train_on_is_named_and_left_out_of_validation(
    library: Library, tmp_path: Path
) -> None:
    for seed, label in enumerate(("handcuffs", "batons")):
        added(library, seed, label=label, group=groups("train", 2)[seed])
    added(library, 5, label="handcuffs", group=groups("val", 2)[0])
    added(library, 6, label="whips", group=groups("val", 2)[1])
    version = signed(library)
    plan = retraining.plan(library.path, version, tmp_path)
    assert plan.untrained == ("whips",)
    assert f"{tmp_path}/lists/{retraining.KNOWN}" in plan.steps[1].words
    assert len(plan.steps) == 3  # nothing was kept for a test
    retraining.write_lists(library, version, tmp_path / "lists")
    known = read_manifest(tmp_path / "lists" / retraining.KNOWN)
    assert [sample.label for sample in known] == ["handcuffs"]
    assert known[0].path.is_file()
    listed = ("train.csv", "val.csv", retraining.KNOWN)
    cited = citing.cited(tmp_path / "lists" / name for name in listed)
    assert [(c.name, c.sha256, c.list) for c in cited] == [
        (version.name, version.sha256, name) for name in listed
    ]
    with (tmp_path / "lists" / "val.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["label"] for row in csv.DictReader(file)) == ["handcuffs", "whips"]


def test_one_class_alone_cannot_be_trained(library: Library) -> None:
    added(library, 1, label="handcuffs", group=groups("train", 1)[0])
    with pytest.raises(RefusedError, match="1 classes with an object to train on"):
        retraining.plan(library.path, signed(library))


def test_names_that_a_shell_would_take_apart_are_quoted(library: Library) -> None:
    for seed, label in enumerate(("handcuffs", "batons")):
        added(library, seed, label=label, group=groups("train", 2)[seed])
    plan = retraining.plan(Path("my photos; rm -rf x"), signed(library, "Spring.2026"))
    words = shlex.split(plan.steps[0].line)
    assert words[words.index("--library") + 1] == "my photos; rm -rf x"
    assert "rm" not in words
    assert plan.steps[2].words[-1] == "spring.2026"  # as `training.publish` takes it


def test_a_version_that_is_not_there_is_one_sentence(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["retrain", "--library", str(library.path), "--version", "none"]) == 2
    assert "holds no version none" in capsys.readouterr().err
    with pytest.raises(UnknownError):
        library.version("none")


@pytest.mark.timeout(900)  # four programs, three of which load torch
def test_the_printed_commands_run(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them, in order, each at the smallest scale that its own options allow."""
    seed = 0
    for label in COLOURS:
        for part, count in (("train", 12), ("val", 4), ("test", 4)):
            for number in range(999):
                if part_of(f"{label}-{number}", SHARES) == part and count:
                    coloured(library, label, str(number), seed := seed + 1)
                    count -= 1
    signed(library, "Tiny-1")
    given = ["--library", str(library.path), "--version", "Tiny-1", "--work", str(tmp_path / "w")]
    assert main(["retrain", *given, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sha256"] == library.version("Tiny-1").sha256
    weights = tmp_path / "weights"
    more = {
        "fit": SETTINGS,
        "publish": ["--folder", str(weights)],
        "run": ["--weights", str(weights / "tiny-1.onnx"), "--corrupt", "0"],
    }
    for step in told["steps"]:
        words = shlex.split(step["command"])
        assert words[:4] == ["uv", "run", "python", "-m"]
        command = [sys.executable, "-m", *words[4:], *more.get(words[5], [])]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, (step["command"], done.stderr[-2000:])
    report = tmp_path / "w" / "report"
    assert (report / "predictions.csv").is_file()
    with (report / "predictions.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 12
    sha256, run = library.version("Tiny-1").sha256, tmp_path / "w" / "run"
    origin = json.loads((run / "provenance.json").read_text(encoding="utf-8"))
    learned = [("Tiny-1", sha256, "train.csv"), ("Tiny-1", sha256, "val.csv")]
    assert [(v["name"], v["sha256"], v["list"]) for v in origin["versions"]] == learned
    card = OnnxNetwork.open(weights / "tiny-1.onnx").card
    assert card.training["versions"] == origin["versions"]
    metrics = json.loads((report / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["versions"] == [{"name": "Tiny-1", "sha256": sha256, "list": "test.csv"}]
    assert sha256 in (report / "report.html").read_text(encoding="utf-8")

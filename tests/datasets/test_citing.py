"""Lists of a signed version are cited; edited ones, and ones of nobody, are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from datasets import citing
from datasets.samples import SampleError
from training.config import TrainConfig
from training.run import provenance

SHA = "ab" * 32


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    for name in ("train", "test"):
        (tmp_path / f"{name}.csv").write_text(f"file,label\n{name}.jpg,ring\n", encoding="utf-8")
    citing.write(tmp_path, "2026-11", SHA)
    return tmp_path


def test_a_list_of_a_version_is_cited_once_and_other_sources_are_not(lists: Path) -> None:
    other = lists / "other.csv"
    other.write_text("file,label\n", encoding="utf-8")
    found = citing.cited([lists / "test.csv", lists, other, lists / "none.csv", lists / "test.csv"])
    assert found == (citing.Cited("2026-11", SHA, "test.csv"),)


def test_a_list_that_was_edited_is_refused_and_not_cited(lists: Path) -> None:
    with (lists / "train.csv").open("a", encoding="utf-8") as file:
        file.write("more.jpg,ring\n")
    assert citing.cited([lists / "test.csv"])
    with pytest.raises(SampleError, match="was changed since version 2026-11 was listed"):
        citing.cited([lists / "train.csv"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps({"name": "", "sha256": SHA, "lists": {}}),
        json.dumps({"name": "v", "sha256": "short", "lists": {}}),
        json.dumps({"name": 5, "sha256": SHA, "lists": {}}),
        json.dumps({"name": "v", "sha256": SHA, "lists": []}),
        "[" * 100_000,
    ],
)
def test_what_is_no_version_is_one_sentence(lists: Path, text: str) -> None:
    (lists / citing.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SampleError, match="cannot be read as the version of its lists"):
        citing.cited([lists / "test.csv"])


def test_a_training_tells_the_versions_it_read(lists: Path) -> None:
    told = provenance(TrainConfig(), {}, "1", citing.cited([lists / "train.csv"]))
    assert told["versions"] == [{"name": "2026-11", "sha256": SHA, "list": "train.csv"}]
    assert provenance(TrainConfig(), {}, "1")["versions"] == []

"""No value is divided, every label is trained, and what is written is read again."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from datasets import division, samples
from datasets.__main__ import main
from datasets.division import Shares
from datasets.samples import Sample, SampleError

SHARES = Shares(0.15, 0.2)


def _samples(designs: int, each: int = 10, label: str = "cuffs") -> list[Sample]:
    return [
        Sample(Path(f"{label}/{d}-{n}.webp"), label, f"{d}-{n}", True, (("design", f"d{d}"),))
        for d in range(designs)
        for n in range(each)
    ]


def _designs(found: list[Sample]) -> set[str]:
    return {dict(sample.columns)["design"] for sample in found}


@pytest.mark.parametrize(
    ("designs", "test", "val"), [(1, 0, 0), (2, 1, 0), (3, 1, 0), (4, 1, 1), (5, 1, 1), (10, 2, 2)]
)
def test_whole_designs_are_kept_back(designs: int, test: int, val: int) -> None:
    found = _samples(designs)
    parts = division.divide(found, "design", SHARES)
    assert len(_designs(parts["test"])) == test
    assert not _designs(parts["test"]) & _designs(parts["train"] + parts["val"])
    assert len(_designs(parts["val"]) - _designs(parts["train"])) == val
    assert parts["val"]
    assert parts["train"]
    groups = [{sample.group for sample in parts[name]} for name in division.PARTS]
    assert not any(a & b for a, b in itertools.combinations(groups, 2))  # else `fit` drops them
    every = [sample.path for name in division.PARTS for sample in parts[name]]
    assert sorted(every) == sorted(sample.path for sample in found)


def test_few_values_are_left_to_training_if_asked() -> None:
    parts = division.divide(_samples(5), "design", Shares(0.15, 0.0, least=5))
    assert len(_designs(parts["train"])) == 5
    assert len(parts["val"]) == 10  # two pictures of each design
    parts = division.divide(_samples(6), "design", Shares(0.15, 0.0, least=5))
    assert len(_designs(parts["train"])) == 5
    assert not parts["test"]
    with pytest.raises(SampleError, match="at least 1 value"):
        Shares(0.1, 0.1, 0)


def test_more_pictures_move_no_old_one() -> None:
    few, many = (division.divide(_samples(5, each), "design", SHARES) for each in (4, 12))
    for name in division.PARTS:
        assert {s.path for s in few[name]} <= {s.path for s in many[name]}


def test_labels_are_divided_each_for_itself() -> None:
    both = _samples(4, label="a") + _samples(4, label="b")
    parts = division.divide(both, "design", SHARES)
    assert all({s.label for s in parts[name]} == {"a", "b"} for name in division.PARTS)


def test_what_is_written_is_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for design in range(4):
        for number in range(3):
            path = tmp_path / "tree" / "cuffs" / f"{design}-{number}.webp"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes([design, number]))
    lines = [
        f'{{"file": "cuffs/{d}-{n}.webp", "design": "d{d}"}}' for d in range(4) for n in (0, 1, 2)
    ]
    (tmp_path / "tree" / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "lists"
    assert main(["split", str(tmp_path / "tree"), "--out", str(out)]) == 0
    assert "train 6, val 3, test 3 pictures" in capsys.readouterr().out
    read = [sample for name in division.PARTS for sample in samples.read(out / f"{name}.csv")]
    assert len(read) == 12
    assert all(sample.rendered and sample.path.exists() for sample in read)
    assert {sample.group for sample in read} == {f"cuffs/d{design}" for design in range(4)}


def test_bad_input_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SampleError, match="together below 1"):
        Shares(0.5, 0.5)
    with pytest.raises(SampleError, match="has no source"):
        division.divide(_samples(2), "source", SHARES)
    assert main(["split", str(tmp_path / "none"), "--out", str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err
    (tmp_path / "bad.csv").write_text("file,label,rendered\nbad.csv,a,maybe\n", encoding="utf-8")
    with pytest.raises(SampleError, match="rendered is 'maybe'"):
        samples.read(tmp_path / "bad.csv")

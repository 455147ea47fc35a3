"""The lists of the stand-in are the dataset's own, or folds that share no photo."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.grocery import main
from datasets import samples
from datasets.samples import Sample

_HEADER = (
    "Class Name (str),Class ID (int),Coarse Class Name (str),Coarse Class ID (int),"
    "Iconic Image Path (str),Product Description Path (str)"
)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Two classes of one family, ten and four photos; two more to validate on; no test list."""
    data = tmp_path / "grocery"
    rows = [_HEADER]
    lists: dict[str, list[str]] = {"train": [], "val": []}
    for number, (name, count) in enumerate((("Gala", 10), ("Kiwi", 4))):
        rows.append(f"{name},{number},Fruit,0,/iconic/{name}.jpg,/iconic/{name}.txt")
        _touch(data / "iconic" / f"{name}.jpg")
        for part, many in (("train", count), ("val", 1)):
            for at in range(many):
                file = f"{part}/{name}/{name}_{at:03}.jpg"
                _touch(data / file)
                lists[part].append(f"{file}, {number}, 0")
    (data / "classes.csv").write_text("\n".join(rows), encoding="utf-8")
    for part, lines in lists.items():
        (data / f"{part}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return data


def _touch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(str(path).encode())


def _read(folder: Path) -> dict[str, list[Sample]]:
    return {path.stem: samples.read(path) for path in folder.glob("*.csv")}


def test_the_datasets_own_lists(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(dataset), "--out", str(dataset / "lists")]) == 0
    assert capsys.readouterr().out == "catalogue 2, train 14, val 2 photos\n"
    found = _read(dataset / "lists")
    assert {name: len(part) for name, part in found.items()} == {
        "catalogue": 2,
        "train": 14,
        "val": 2,
    }
    assert {sample.label for sample in found["train"]} == {"Gala", "Kiwi"}
    assert all(dict(sample.columns)["family"] == "Fruit" for sample in found["val"])
    groups = [sample.group for part in found.values() for sample in part]
    assert len(set(groups)) == len(groups)  # else `fit` would drop photos that share one


def test_folds_validate_on_each_photo_once(dataset: Path) -> None:
    validated: list[Path] = []
    for at in range(3):
        out = dataset / f"fold{at}"
        arguments = ["--data", str(dataset), "--out", str(out), "--folds", "3", "--fold", str(at)]
        assert main(arguments) == 0
        found = _read(out)
        paths = {name: [sample.path.resolve() for sample in found[name]] for name in found}
        assert not set(paths["train"]) & set(paths["val"])
        assert len(paths["train"]) + len(paths["val"]) == 16
        validated += paths["val"]
    assert len(validated) == len(set(validated)) == 16


def test_what_is_no_such_dataset_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--out", str(tmp_path / "lists")]) == 1
    assert "cannot be read as the Grocery dataset" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["--data", str(tmp_path), "--out", str(tmp_path), "--folds", "2", "--fold", "2"])


def test_a_run_is_scored_by_fine_and_by_coarse_classes(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gala and Kiwi are of one family: taken for one another they are right there."""
    run = tmp_path / "run"
    run.mkdir()
    table = "file,label,said,probability\n1,Gala,Gala,0.9\n2,Gala,Kiwi,0.6\n"
    (run / "predictions.csv").write_text(table, encoding="utf-8")
    arguments = ["--data", str(dataset), "--out", str(tmp_path / "lists"), "--score", str(run)]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "fine class right 50.0% (1/2" in said
    assert "coarse class right 100.0% (2/2" in said
    (run / "predictions.csv").write_text("file,label,said,probability\n1,Plum,Gala,0.9\n")
    assert main(arguments) == 1
    assert "no table of answers" in capsys.readouterr().err

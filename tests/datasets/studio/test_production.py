from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from datasets.__main__ import main
from datasets.studio import library, meshes, picture, production
from datasets.studio.parts import Part
from tests.datasets.studio.conftest import bar, ring

DESIGNS = (bar, ring)


def _glb(folder: Path, name: str, size: tuple[float, float, float]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.glb"
    trimesh.Scene([trimesh.creation.box(size)]).export(path)  # type: ignore[no-untyped-call]
    return path


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> library.Table:
    made: library.Table = {"bar": DESIGNS}
    monkeypatch.setattr(library, "designs", lambda strict=True: made)
    production.table_of.cache_clear()
    return made


def test_a_line_of_metadata_makes_its_picture_again() -> None:
    order = picture.Order("bar", 3, seed=7, size=32, samples=4)
    planned = picture.plan(order, DESIGNS)
    first = picture.make(order, planned, DESIGNS)
    line = json.loads(json.dumps(picture.line(order, planned)))
    again = picture.order_of(line)
    assert again == order
    assert json.loads(json.dumps(picture.line(again, picture.plan(again, DESIGNS)))) == line
    assert (picture.make(again, picture.plan(again, DESIGNS), DESIGNS) == first).all()


def test_about_a_quarter_of_the_pictures_is_grounded_and_every_design_has_its_turn() -> None:
    plans = [picture.plan(picture.Order("bar", n), DESIGNS) for n in range(400)]
    assert 0.18 < np.mean([p.kind == "grounded" for p in plans]) < 0.32
    assert {p.design for p in plans[:2]} == {library.name_of(d) for d in DESIGNS}
    elevations = np.array([p.view.elevation for p in plans])
    assert ((elevations >= 10) & (elevations <= 89)).all()
    assert 0.03 < (elevations > 75).mean() < 0.2


def test_pictures_say_that_they_are_rendered_and_a_second_run_makes_none(
    tmp_path: Path, table: library.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["render", "--out", str(tmp_path), "--per-class", "3", "--size", "32"]
    command += ["--samples", "4", "--workers", "1"]
    assert main(command) == 0
    lines = [json.loads(text) for text in (tmp_path / "metadata.jsonl").read_text().splitlines()]
    assert sorted(line["file"] for line in lines) == [f"bar/bar-0-{n}.webp" for n in range(3)]
    for line in lines:
        assert line["rendered"] is True
        with Image.open(tmp_path / line["file"]) as made:
            assert made.size == (32, 32)
            assert made.mode == ("RGBA" if line["kind"] == "cutout" else "RGB")
            assert made.getexif()[0x010E].startswith("rendered, not a photo")
    assert main(command) == 0
    assert "0 rendered pictures" in capsys.readouterr().out


def test_an_unknown_class_is_one_sentence(
    tmp_path: Path, table: library.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("render", "references", "sheet"):
        assert main([command, "--class", "teapot", "--out", str(tmp_path / "x")]) == 2
        assert capsys.readouterr().err == "class 'teapot' has no design; designs exist for bar.\n"


def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, table: library.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["render", "--out", str(tmp_path / "file" / "x"), "--per-class", "1"]) == 2
    message = capsys.readouterr().err
    assert "cannot be written" in message
    assert len(message.splitlines()) == 1


def test_references_and_sheets_are_written(tmp_path: Path, table: library.Table) -> None:
    small = ["--views", "2", "--size", "48", "--samples", "4"]
    assert main(["references", "--out", str(tmp_path), *small]) == 0
    with Image.open(tmp_path / "bar" / "1.webp") as view:
        assert view.mode == "RGB"
        assert "rendered" in view.getexif()[0x010E]
    assert main(["sheet", "--out", str(tmp_path / "sheet.png"), *small]) == 0
    with Image.open(tmp_path / "sheet.png") as drawn:
        assert drawn.size == (96, 2 * (48 + 14))


def test_a_missing_extra_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("datasets.__main__.EXTRA", ("no_such_library",))
    assert main(["sheet", "--out", str(tmp_path / "x.png")]) == 2
    assert "uv sync --extra synthetic" in capsys.readouterr().err


def test_meshes_keep_their_scale_and_stand_with_z_up(tmp_path: Path) -> None:
    _glb(tmp_path, "wheelchair_01", (0.6, 1.0, 0.8))  # glTF has y up
    _glb(tmp_path, "melon", (0.2, 0.2, 0.2))
    made = meshes.designs(tmp_path)
    assert set(made) == {"wheelchair", "other"}
    assert library.name_of(made["wheelchair"][0]) == "meshes.wheelchair_01"
    parts: list[Part] = made["wheelchair"][0](np.random.default_rng(0))
    assert parts[0].mesh.extents == pytest.approx([0.6, 0.8, 1.0], rel=0.09)


def test_a_folder_without_meshes_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(library.StudioError, match="holds no glb file"):
        meshes.designs(tmp_path)


def test_a_module_that_cannot_be_imported_is_an_error_unless_only_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken_design.py").write_text("import no_such_library\n")
    monkeypatch.setattr("datasets.studio.designs.__path__", [str(tmp_path)])
    with pytest.raises(library.StudioError, match="broken_design cannot be imported"):
        library.designs()
    assert library.designs(strict=False) == {}
    assert "left out datasets.studio.designs.broken_design" in capsys.readouterr().err


def test_a_design_for_a_class_outside_the_catalogue_names_class_and_module() -> None:
    with pytest.raises(library.StudioError, match=r"designs\.handcuffs .*'handcuffs'"):
        library.designs(["no_class"], only=("handcuffs",))

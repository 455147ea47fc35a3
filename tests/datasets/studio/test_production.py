from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from datasets.__main__ import main
from datasets.studio import camera, library, meshes, picture, production, setting, shapes
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
    line = json.loads(json.dumps(picture.line(order, planned, first)))
    again = picture.order_of(line)
    assert again == order
    replanned = picture.plan(again, DESIGNS)
    made = picture.make(again, replanned, DESIGNS)
    assert json.loads(json.dumps(picture.line(again, replanned, made))) == line
    assert (made.pixels == first.pixels).all()


def test_a_good_that_its_setting_hides_is_shown_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def buried(parts: list[Part], *_: object) -> list[Part]:
        return [Part(shapes.at(shapes.box(0.3, 0.3, 0.1), shapes.move(z=0.05)), "paper")]

    monkeypatch.setattr("datasets.studio.props.covers.cover", buried)
    orders = (picture.Order("bar", n, size=32, samples=4) for n in range(3000))
    plans = ((order, picture.plan(order, DESIGNS)) for order in orders)
    far = ((o, p) for o, p in plans if p.view.fill < 0.5)  # the camera is outside the box
    order, planned = next((o, p) for o, p in far if p.setting == "covered")
    made = picture.make(order, planned, DESIGNS)
    assert made.facts["setting"] == "alone"
    assert made.facts["box"] is not None


def test_about_a_third_of_the_pictures_is_grounded_and_every_design_has_its_turn() -> None:
    plans = [picture.plan(picture.Order("bar", n), DESIGNS) for n in range(600)]
    assert 0.28 < np.mean([p.kind == "grounded" for p in plans]) < 0.42
    assert {p.design for p in plans[:2]} == {library.name_of(d) for d in DESIGNS}
    elevations = np.array([p.view.elevation for p in plans])
    assert ((elevations >= 10) & (elevations <= 89)).all()
    assert 0.03 < (elevations > 75).mean() < 0.2
    assert {p.setting for p in plans if p.kind == "grounded"} == set(setting.SETTINGS)
    assert all(p.lens == camera.PINHOLE for p in plans if p.kind == "cutout")
    grounded = [p for p in plans if p.kind == "grounded"]
    assert 0.05 < np.mean([p.view.fill < 0.5 for p in grounded]) < 0.25
    assert 0.05 < np.mean([p.view.fill > 0.95 for p in grounded]) < 0.25


def test_the_class_has_no_say_in_camera_light_ground_or_setting() -> None:
    """What is drawn is drawn from equal chances, so that no setting gives a class away."""
    kinds = [
        Counter(picture.plan(picture.Order(c, n), DESIGNS).setting for n in range(2000))
        for c in ("bar", "foo")
    ]
    for name in setting.SETTINGS:
        assert kinds[0][name] == pytest.approx(kinds[1][name], abs=5 * kinds[0][name] ** 0.5 + 5)


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
    assert main(command) == 2
    assert "holds 3 pictures already; go on with them by --resume" in capsys.readouterr().err
    assert main([*command, "--resume"]) == 0
    assert "0 rendered pictures" in capsys.readouterr().out


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_run_killed_half_way_is_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    """SIGKILL gives no chance to tidy up; what is there afterwards must be enough."""
    command = [sys.executable, "-m", "datasets", "render", "--class", "key_ring"]
    command += ["--per-class", "8", "--size", "48", "--samples", "4", "--workers", "1"]
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    subprocess.run([*command, "--out", str(whole)], check=True, capture_output=True)
    run = subprocess.Popen(
        [*command, "--out", str(torn)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while len(list(torn.glob("key_ring/*.webp"))) < 2:
        assert run.poll() is None
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    log = torn / production.METADATA
    log.write_bytes(
        log.read_bytes() + b'{"file": "key_ring/key'
    )  # a line cut off as it was written
    kept = len(list(torn.glob("key_ring/*.webp")))
    assert kept < 8
    subprocess.run([*command, "--out", str(torn), "--resume"], check=True, capture_output=True)
    assert _tree(torn) == _tree(whole)


def test_a_full_disk_is_one_sentence_and_finished_pictures_stay(
    tmp_path: Path, table: library.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["render", "--out", str(tmp_path), "--size", "64", "--samples", "4", "--workers", "1"]
    assert main([*command, "--per-class", "2"]) == 0
    before = _tree(tmp_path)
    limits, old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    capsys.readouterr()
    try:  # the kernel refuses to let any file grow beyond this, as a full disk does
        most = max(len(data) for data in before.values()) + 64
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        assert main([*command, "--per-class", "40", "--resume"]) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    error = capsys.readouterr().err.splitlines()[-1]
    assert "cannot be written (File too large)" in error
    assert "finished pictures are kept" in error
    assert main([*command, "--per-class", "3", "--resume"]) == 0
    after = _tree(tmp_path)
    assert all(after[name] == data for name, data in before.items() if name.endswith(".webp"))
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(("option", "value"), [("--size", "64"), ("--samples", "8")])
def test_a_run_is_not_resumed_with_other_settings(
    option: str,
    value: str,
    tmp_path: Path,
    table: library.Table,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["render", "--out", str(tmp_path), "--per-class", "1", "--workers", "1"]
    assert main([*command, "--size", "32", "--samples", "4"]) == 0
    rest = {"--size": "32", "--samples": "4"} | {option: value}
    assert main([*command, "--resume", *(x for pair in rest.items() for x in pair)]) == 2
    assert f"was begun with {option[2:]}" in capsys.readouterr().err


def test_a_broken_mesh_is_one_sentence_that_names_it(
    tmp_path: Path, table: library.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    _glb(tmp_path / "meshes", "mug", (0.1, 0.1, 0.1))
    path = tmp_path / "meshes" / "mug.glb"
    path.write_bytes(path.read_bytes()[:300])
    command = ["render", "--out", str(tmp_path / "out"), "--per-class", "1", "--workers", "1"]
    assert main([*command, "--class", "other", "--meshes", str(tmp_path / "meshes")]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert "mug.glb cannot be read as a glb mesh" in last


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
    assert main(["references", "--out", str(tmp_path), "--workers", "1", *small]) == 0
    with Image.open(tmp_path / "bar" / "1.webp") as view:
        assert view.mode == "RGB"
        assert "rendered" in view.getexif()[0x010E]
    assert main(["sheet", "--out", str(tmp_path / "sheet.png"), *small]) == 0
    with Image.open(tmp_path / "sheet.png") as drawn:
        assert drawn.size == (96, 2 * (48 + 14))


def test_a_missing_extra_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("datasets.studio.commands.EXTRA", ("no_such_library",))
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

"""A leak that was planted is found, and without it there is none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks import shortcuts
from benchmarks.guessing import Guessed
from benchmarks.shortcut_views import PATCH, Kind, Render, outer_strip, trace, without_silhouette
from datasets.compose import Composer, Layers, Recipe
from datasets.samples import SampleError
from evaluation.metrics import Share
from model.photo import Pixels
from model.runtime import OnnxNetwork

GOOD, OTHER = "handcuffs", "bicycle_lock"
EACH = 16
COLOURS = {GOOD: (190, 90, 80), OTHER: (80, 110, 190)}


def _object(rng: np.random.Generator) -> Pixels:
    """A square of any grey and size, the same kind of thing for both classes."""
    pixels = np.zeros((96, 96, 4), dtype=np.uint8)
    half = int(rng.integers(20, 40))
    pixels[48 - half : 48 + half, 48 - half : 48 + half] = (*[int(rng.integers(60, 200))] * 3, 255)
    return pixels


def _tree(folder: Path, grounds: dict[str, tuple[int, int, int]] | None) -> Path:
    """Cutouts of two classes; with grounds, pictures on a ground of that colour by class."""
    rng, lines = np.random.default_rng(0), []
    for label in (GOOD, OTHER):
        (folder / label).mkdir(parents=True)
        for number in range(EACH):
            pixels = _object(rng)
            if grounds is not None:
                below = np.array(grounds[label]) + rng.integers(-30, 30, 3)
                pixels[..., :3] = np.where(pixels[..., 3:] > 0, pixels[..., :3], below)
                pixels[..., 3] = 255
            file = f"{label}/{number}.png"
            Image.fromarray(pixels).save(folder / file)
            kind = "cutout" if grounds is None else "grounded"
            box = [8, 8, 80, 80]
            lines.append({"file": file, "kind": kind, "size": 96, "box": box})
    text = "\n".join(map(json.dumps, lines))
    (folder / "metadata.jsonl").write_text(text, encoding="utf-8")
    return folder


def _photo(colour: tuple[int, int, int]) -> Pixels:
    noise = np.random.default_rng(1).normal(0, 12, (120, 160, 3))
    return np.asarray((noise + colour).clip(0, 255), dtype=np.uint8)


def _measured(folder: Path, network: OnnxNetwork, leak: bool) -> dict[Kind, shortcuts.Row]:
    """Lay each class on photos of its own colour, or both on either."""
    only = Recipe(photo_share=1)
    own = {label: Composer([_photo(colour)], only) for label, colour in COLOURS.items()}
    all_ = Composer([_photo(colour) for colour in COLOURS.values()], only)
    renders = shortcuts.read_renders(_tree(folder, None))
    rows = shortcuts.measure(
        renders, lambda render: own[render.label] if leak else all_, network, 2, 10, 0
    )
    return {row.kind: row for row in rows if row.question != "class"}


def test_backgrounds_by_class_are_found(tmp_path: Path, tiny_weights: Path) -> None:
    rows = _measured(tmp_path, OnnxNetwork.open(tiny_weights), leak=True)
    for kind in (Kind.WHOLE, Kind.GROUND, Kind.BLURRED):
        assert rows[kind].guessed.right.rate > 0.9
        assert rows[kind].guessed.right.of == 2 * EACH
        assert not rows[kind].near_chance


def test_the_same_backgrounds_for_all_give_nothing_away(tmp_path: Path, tiny_weights: Path) -> None:
    rows = _measured(tmp_path, OnnxNetwork.open(tiny_weights), leak=False)
    for kind in (Kind.GROUND, Kind.BLURRED):
        assert rows[kind].guessed.right.rate < 0.75
        assert rows[kind].guessed.right.interval[0] < 0.5


@pytest.mark.parametrize(
    ("hits", "shuffled", "near"),
    [(60, (0.5, 0.61), True), (63, (0.5, 0.61), False), (52, (0.49, 0.51), True)],
)
def test_near_chance_is_what_shuffled_labels_reach_or_three_points_above(
    hits: int, shuffled: tuple[float, ...], near: bool
) -> None:
    row = shortcuts.Row(Kind.GROUND, "good or look-alike", Guessed(Share(hits, 100), 2, shuffled))
    assert row.near_chance is near
    assert str(row).endswith("yes" if near else "NO")


@pytest.mark.parametrize("leak", [True, False])
def test_the_command_finds_rendered_grounds_by_class(
    leak: bool, tmp_path: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grounds = COLOURS if leak else dict.fromkeys(COLOURS, (128, 128, 128))
    folder = _tree(tmp_path / "r", grounds)
    arguments = ["--rendered", str(folder), "--weights", str(tiny_weights), "--json"]
    assert shortcuts.main(arguments) == 0
    rows = {row["looked_at"]: row for row in json.loads(capsys.readouterr().out)}
    strip = rows["background alone, rendered"]
    assert strip["right"]["of"] == 2 * EACH
    assert (strip["right"]["rate"] > 0.9) is leak
    assert strip["near_chance"] is not leak
    assert "background alone, composed" not in rows


def test_the_table_names_what_is_not_near_chance(
    tmp_path: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _tree(tmp_path / "r", COLOURS)
    arguments = ["--rendered", str(folder), "--weights", str(tiny_weights), "--shuffles", "8"]
    assert shortcuts.main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 2 * 2
    assert [line.endswith("NO") for line in lines if "rendered" in line] == [True, True]


def test_a_folder_without_metadata_is_refused(
    tmp_path: Path, tiny_weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _tree(tmp_path / "r", None)
    (folder / "metadata.jsonl").unlink()
    assert shortcuts.main(["--rendered", str(folder), "--weights", str(tiny_weights)]) == 2
    assert "datasets render" in capsys.readouterr().err
    (folder / "metadata.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(SampleError, match="no line in metadata"):
        shortcuts.read_renders(folder)


def test_an_object_that_reaches_into_the_strip_is_left_out() -> None:
    path = Path("a/b.webp")
    assert Render(path, GOOD, True, margin=0.06).strip_is_free
    assert not Render(path, GOOD, True, margin=0.04).strip_is_free


def test_the_strip_shows_nothing_of_the_middle() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (100, 120, 3)).astype(np.uint8)
    strip = outer_strip(picture)
    np.testing.assert_array_equal(strip[:5], picture[:5])
    np.testing.assert_array_equal(strip[:, -6:], picture[:, -6:])
    assert (strip[5:-5, 6:-6] == 127).all()


def _layers(alpha: np.ndarray, colour: float) -> Layers:
    ground = np.full((*alpha.shape, 3), 90, dtype=np.uint8)
    laid = np.repeat(alpha[..., None], 4, axis=2).astype(np.float32)
    laid[..., :3] *= colour
    return Layers(ground, ground.astype(np.float32) / np.float32(255), laid)


def test_without_its_silhouette_a_square_looks_like_a_bar_of_any_colour() -> None:
    square, bar = np.zeros((2, 160, 160), dtype=np.float32)
    square[60:100, 60:100] = 1
    bar[75:85, 40:120] = 1
    one, other = without_silhouette(_layers(square, 0.1)), without_silhouette(_layers(bar, 0.9))
    assert np.abs(one.astype(int) - other.astype(int)).max() <= 6
    assert one.max() > 115  # the grey blob is there


def test_a_trace_needs_a_patch_inside_the_object_and_shows_its_noise() -> None:
    alpha = np.zeros((80, 80), dtype=np.float32)
    alpha[10 : 10 + PATCH - 1] = 1
    rng = np.random.default_rng(0)
    assert trace(_layers(alpha, 0.5), rng) is None
    alpha[10:50] = 1
    even = trace(_layers(alpha, 0.5), rng)
    noisy = _layers(alpha, 0.5)
    noisy.laid[..., :3] += rng.normal(0, 0.02, (80, 80, 3)).astype(np.float32) * alpha[..., None]
    rough = trace(noisy, rng)
    assert even is not None
    assert rough is not None
    assert even[0].std() == 0
    assert rough[0].std() > 10
    assert rough[1].mean() > even[1].mean() + 3

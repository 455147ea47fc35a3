"""The examples of the capture guide: what they show is what the hints on a photo say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from datasets.__main__ import main
from datasets.studio import camera, capture, geometry, scene
from datasets.studio.library import StudioError
from datasets.studio.parts import Part
from datasets.studio.props import card
from datasets.studio.render import Shot
from model.photo import Photo
from model.quality import HintKind, quality

PICTURES = Path(__file__).parents[3] / "pages" / "capture"
MOST_BYTES = 120_000
MEANT: dict[capture.Name, set[HintKind]] = {
    "whole": set(),
    "cut_off": {HintKind.CUT_OFF},
    "card": set(),
    "several": {HintKind.SEVERAL},
    "electrodes": set(),
    "blurred": {HintKind.BLURRED},
    "markings": set(),
    "dark": {HintKind.DARK},
}


def _points(parts: list[Part]) -> scene.Points:
    return geometry.points([part.mesh for part in parts])


def _seen(shot: Shot, points: scene.Points) -> tuple[scene.Points, scene.Points]:
    """Corners, shares of the picture's side, of the box in which points are seen."""
    framed = _points(shot.subject) if shot.focus is None else shot.focus
    seen = camera.aim(framed, shot.view).project(points, 1)
    return seen.min(0), seen.max(0)


@pytest.mark.parametrize("name", capture.NAMES)
def test_each_wrong_picture_gets_its_hint_and_a_right_one_none(name: capture.Name) -> None:
    photo = Photo.open(PICTURES / f"{name}.webp")
    assert {hint.kind for hint in quality(photo)} == MEANT[name]


def test_the_pictures_are_small_square_and_say_that_they_are_rendered() -> None:
    files = sorted(PICTURES.iterdir())
    assert [path.stem for path in files] == sorted(capture.NAMES)
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    for path in files:
        with Image.open(path) as shown:
            assert shown.size == (360, 360)
            assert shown.getexif()[0x010E].startswith("rendered, not a photo: capture guide,")


def test_the_command_writes_every_example_and_equal_seeds_give_equal_pixels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = ["--size", "32", "--samples", "4"]
    assert main(["capture", "--out", str(tmp_path), *small]) == 0
    assert "8 rendered examples" in capsys.readouterr().out
    assert {path.stem for path in tmp_path.glob("*.webp")} == set(capture.NAMES)
    order = capture.Order("card", seed=0, size=32, samples=4)
    assert (capture.view(order) == capture.view(order)).all()


def test_the_committed_picture_is_what_the_studio_makes() -> None:
    """Rendered small, it differs from the committed one, reduced, by noise alone."""
    side = 72
    made = capture.view(capture.Order("whole", seed=0, size=side, samples=16))
    with Image.open(PICTURES / "whole.webp") as shown:
        small = shown.convert("RGB").resize((side, side), Image.Resampling.BOX)
    apart = np.abs(made[..., :3].astype(float) - np.asarray(small, dtype=float))
    assert apart.mean() < 8


def test_the_good_lies_switched_off_with_both_labels_up() -> None:
    for seed in (0, 1):
        good = capture.stun_gun(seed)
        assert not {part.material for part in good} & {"glow", "webbing"}
        printed = [part for part in good if part.texture is not None]
        assert len(printed) == 2
        assert all(np.ptp(part.mesh.vertices[:, 2]) < 1e-6 for part in printed)
        assert _points(good)[:, 2].min() == pytest.approx(0)


def test_what_should_be_in_the_picture_is_in_it() -> None:
    whole, near = capture.shot("whole", 0), capture.shot("card", 0)
    for shot in (whole, near):
        low, high = _seen(shot, _points([*shot.subject, *(shot.around or [])]))
        assert (low > 0).all()
        assert (high < 1).all()
        assert (high - low).max() > 0.8
    cut = capture.shot("cut_off", 0)
    low, high = _seen(cut, _points(cut.subject))
    assert low.min() < -0.1
    assert high.max() < 1


def test_the_card_has_its_true_size_and_touches_nothing() -> None:
    good = capture.stun_gun(0)
    parts, corners = capture.beside(good, 0)
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    assert sorted(sides) == pytest.approx([card.WIDE, card.WIDE, card.LONG, card.LONG])
    gap = _points(parts)[:, 0].min() - _points(good)[:, 0].max()
    assert gap == pytest.approx(capture.CARD_GAP, abs=1e-4)


def test_three_things_of_one_picture_do_not_touch() -> None:
    things = capture.shot("several", 0).subject
    good = len(capture.stun_gun(0))
    own, others = _points(things[:good]), _points(things[good:])
    assert others[:, 0].min() - own[:, 0].max() == pytest.approx(capture.APART)


def test_an_unknown_example_and_a_design_that_never_suits_are_errors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ValueError, match=r"example 'upside_down': allowed are whole, cut_off"):
        capture.Order("upside_down", 0, 32, 4)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="size 0 and samples 4: allowed is 1 or more"):
        capture.Order("whole", 0, 0, 4)
    monkeypatch.setattr(capture, "TRIES", 0)
    with pytest.raises(StudioError, match=r"no draw of stun_guns\.straight_block suits"):
        capture.stun_gun(99)

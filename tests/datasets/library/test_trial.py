"""What would change is counted on the kept test photos, by both networks."""

from __future__ import annotations

import pytest

from datasets.library import trial, trial_words
from datasets.library.library import Library
from datasets.library.record import Box
from datasets.library.splits import Shares
from datasets.library.trial import Answer, Count, Trial, Tried
from tests.conftest import textured
from tests.datasets.library.made import ANNA, target
from tests.datasets.library.taught_made import photos


def tried(label: str, before: str, after: str, name: str = "a" * 64) -> Tried:
    return Tried(name, label, Answer(before, 0.5, "sure"), Answer(after, 0.9, "sure"))


ROWS = (
    tried("ring", "other", "ring"),
    tried("ring", "ring", "ring"),
    tried("ring", "other", "other"),
    tried("stun_gun", "stun_gun", "ring"),
    tried("stun_gun", "stun_gun", "stun_gun"),
    tried("padlock", "other", "padlock"),
)


def test_counts_of_the_class_of_others_and_of_what_is_taken() -> None:
    held = Trial("ring", ROWS, 9, (tried("padlock", "padlock", "ring", "padlock/0.webp"),))
    assert held.recalls()["ring"] == (Count(1, 3), Count(2, 3))
    assert held.others() == (Count(2, 3), Count(2, 3))
    assert held.taken(held.photos) == (Count(0, 3), Count(1, 3))
    assert [each.label for each in held.changed()] == ["ring", "stun_gun", "padlock"]
    assert Trial.from_json(held.to_json()) == held
    said = " ".join(trial_words.sentences(held))
    assert "Test photos of ring named rightly: 1 of 3 (6 to 79 %) before, 2 of 3 (21 to 94" in said
    assert "Test photos of other things called ring: 0 of 3 before, 1 of 3 after" in said
    assert "3 of 6 test photos get another first answer; 6 of 9 test photos" in said
    assert "Rendered pictures of other classes called ring: 0 of 1 before, 1 of 1 after" in said
    warned = " ".join(trial_words.cautions(held))
    assert "3 test photos of ring tell little" in warned
    assert "2 pictures of other things would be called ring; 0 are now" in warned


def test_no_test_photo_is_said_plainly() -> None:
    none = Trial("ring", (), 0, ())
    assert "no test photo, so nothing tells" in trial_words.cautions(none)[0]
    assert trial_words.sentences(none) == ()
    other = Trial("ring", (tried("padlock", "padlock", "padlock"),), 1, ())
    assert "No test photo shows ring" in trial_words.cautions(other)[0]
    worse = Trial("ring", (tried("padlock", "padlock", "other"),), 1, ())
    assert "1 fewer test photos of other classes" in " ".join(trial_words.cautions(worse))


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (Count(0, 0), 0, 1),
        (Count(0, 10), 0, 0.2775),
        (Count(10, 10), 0.7225, 1),
        (Count(5, 10), 0.2366, 0.7634),
    ],
)
def test_the_interval_is_wilson_s(count: Count, low: float, high: float) -> None:
    """Values of E. B. Wilson's formula as R's `binom::binom.wilson` prints them."""
    assert count.interval == pytest.approx((low, high), abs=1e-4)


def test_test_photos_alone_are_looked_at_and_a_part_of_many(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos(library, "ring", "train", 3, 0)
    mine = photos(library, "ring", "test", 6, 20)
    photos(library, "stun_gun", "test", 5, 40)
    photos(library, "padlock", "test", 5, 60)
    found, there = trial.kept_photos(library, "ring", ["padlock"], Shares())
    assert (len(found), there) == (16, 16)
    assert {each.name for each in found[:6]} == {item.sha256 for item in mine}
    monkeypatch.setattr(trial, "MOST_PHOTOS", 8)
    some, there = trial.kept_photos(library, "ring", ["padlock"], Shares())
    assert [each.label for each in some] == ["ring"] * 4 + ["padlock", "stun_gun"] * 2
    assert there == 16


def test_several_goods_are_seen_within_their_box(library: Library) -> None:
    (item,) = photos(library, "ring", "test", 1, 0, accepted=False)
    (item,) = library.change(
        target(item), {"several_goods": True, "box": Box(0.5, 0.5, 0.5, 0.5)}, ANNA
    )
    assert trial.photo(library, item).pixels(160).shape == (88, 110, 3)
    whole = textured(40, 20)
    assert trial.within(whole, Box(0, 0, 1, 1)).shape == (20, 40, 3)
    assert trial.within(whole, Box(0.99, 0.99, 0.01, 0.01)).size > 0

"""An answer's photos, pictures and evidence: text alternatives, headings, escaping."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from catalogue.load import DATA, Catalogue, load
from catalogue.markup import join
from model.fusion import Contradiction
from model.photo import encode_webp
from model.quality import Hint, HintKind
from model.references import ReferenceIndex
from model.screening import Outcome
from pages.answer import not_used, refusal
from pages.candidate import RENDERED
from pages.guide import page_head
from tests.pages import fakes
from tests.pages.answers import answer, exhibit_of, report_of, shown
from tests.pages.outline import outline, words

EVERY_COLOUR = [fakes.RED, fakes.GREEN, fakes.BLUE, fakes.YELLOW, fakes.GREY]


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Our catalogue with three reference views of each class."""
    folder = tmp_path_factory.mktemp("catalogue")
    for name in ("law", "trees", "languages", "goods", "look_alikes", "others", "subjects.toml"):
        (folder / name).symlink_to(DATA / name)
    for id in load().ids():
        views = folder / "references" / id
        views.mkdir(parents=True)
        for view in range(3):
            (views / f"{view}.webp").write_bytes(encode_webp(fakes.scene(fakes.BLUE, 32, 32)))
    return load(folder)


@pytest.mark.parametrize("colour", EVERY_COLOUR)
def test_every_picture_has_words_and_the_markup_is_whole(
    colour: tuple[int, int, int], illustrated: Catalogue
) -> None:
    made = outline(shown(colour, illustrated))
    assert len(made.alts) >= 1
    assert all(made.alts)
    assert len(set(made.ids)) == len(made.ids)


@pytest.mark.parametrize("colour", EVERY_COLOUR)
def test_headings_never_skip_a_level(colour: tuple[int, int, int], illustrated: Catalogue) -> None:
    levels = outline(page_head() + shown(colour, illustrated)).headings
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_reference_views_stand_beside_the_candidate_and_say_that_they_are_rendered(
    illustrated: Catalogue,
) -> None:
    html = shown(fakes.RED, illustrated)
    assert html.count("Rendered picture of Spiked baton, view") == 3
    assert html.count(f"<figcaption>{RENDERED}</figcaption>") >= 3


def test_a_class_without_reference_views_says_so(catalogue: Catalogue, tmp_path: Path) -> None:
    for name in ("law", "trees", "languages", "goods", "look_alikes", "others", "subjects.toml"):
        (tmp_path / name).symlink_to(DATA / name)
    assert "No reference picture of Spiked baton yet." in shown(fakes.RED, load(tmp_path))


def test_similar_pictures_are_shown_with_their_similarity(illustrated: Catalogue) -> None:
    row = np.full((1, 8), 8**-0.5, dtype=np.float16)
    index = ReferenceIndex(("spiked_baton/1.webp",), ("spiked_baton",), row)
    html = shown(fakes.RED, illustrated, index)
    assert "Most similar reference pictures" in html
    assert f"Spiked baton, similarity 1.00 of 1; {RENDERED}" in html


def test_where_no_class_is_named_the_most_alike_pictures_are_called_no_answer(
    illustrated: Catalogue,
) -> None:
    row = np.full((1, 8), 8**-0.5, dtype=np.float16)
    index = ReferenceIndex(("spiked_baton/1.webp",), ("spiked_baton",), row)
    text = words(shown(fakes.GREY, illustrated, index))
    assert "Most similar" not in text
    assert "Most like it, but not an answer" in text
    assert "Alike is not the same" in text
    assert f"Spiked baton, similarity 1.00 of 1; {RENDERED}" in text
    assert "Most like it" not in words(shown(fakes.GREY, illustrated))


def test_where_no_class_is_named_the_family_that_carries_the_probability_is(
    catalogue: Catalogue,
) -> None:
    novel = replace(report_of(fakes.BLUE, catalogue), outcome=Outcome.UNKNOWN, findings=())
    head = words(answer(novel, catalogue, fakes.BLUE))
    assert "The nearest family, not an answer: cuffs, irons, yokes and chains" in head
    assert "nearest family" not in words(shown(fakes.GREY, catalogue))


def test_the_evidence_names_photo_model_catalogue_and_dates(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    text = words(shown(fakes.RED, catalogue))
    for part in (report.photo_sha256, "colours", report.prediction.model_sha256[:12]):
        assert part in text
    assert catalogue.version in text
    assert "2026-11-23 12:00 UTC" in text


def test_a_fault_of_a_photo_is_said_before_the_verdict(catalogue: Catalogue) -> None:
    good = exhibit_of(fakes.RED, catalogue)
    hint = Hint(HintKind.BLURRED, 0.01, 0.02, "share", "The photo is blurred: hold still.")
    spoilt = replace(
        good, taken=replace(good.taken, sha256="0" * 64), hints=(hint,), prediction=good.prediction
    )
    html = answer(report_of(fakes.RED, catalogue), catalogue, exhibits=(good, spoilt))
    assert html.count("Take a better photo") == 1
    said, verdict = html.index(f"Photo 2:</strong> {hint.sentence}"), html.index('id="verdict"')
    assert html.index("Take a better photo") < said < verdict
    assert 'id="hints"' in html[:verdict]
    assert 'aria-describedby="hints"' in html
    assert "Take a better photo" not in shown(fakes.RED, catalogue)


def test_nothing_known_in_a_photo_too_poor_says_nothing_of_the_good(catalogue: Catalogue) -> None:
    hint = Hint(HintKind.DARK, 9.0, 118.0, "grey value", "The photo is too dark: add light.")
    dark = replace(exhibit_of(fakes.GREY, catalogue), hints=(hint,))
    unknown = report_of(fakes.GREY, catalogue)
    text = words(answer(unknown, catalogue, exhibits=(dark,)))
    assert "Photo too poor to judge: take it again" in text
    assert "none of the kinds of goods" not in text
    assert text.index("Photograph next") < text.index("What this means")
    several = replace(dark, hints=(replace(hint, kind=HintKind.SEVERAL),))
    assert "Nothing we know" in words(answer(unknown, catalogue, exhibits=(several,)))
    sure = report_of(fakes.RED, catalogue)
    assert "too poor" not in words(answer(sure, catalogue, exhibits=(dark,)))


def test_the_hash_of_every_photo_stands_in_the_evidence(catalogue: Catalogue) -> None:
    good = exhibit_of(fakes.RED, catalogue)
    other = replace(good, taken=replace(good.taken, sha256="0" * 64))
    text = words(answer(report_of(fakes.RED, catalogue), catalogue, exhibits=(good, other)))
    assert good.taken.sha256 in text
    assert "0" * 64 in text


def test_photos_that_contradict_each_other_are_told_at_once(catalogue: Catalogue) -> None:
    first = (("0" * 64, "handcuffs"), ("1" * 64, "padlock"))
    contradiction = Contradiction(0.01, 0.1, first)
    html = answer(report_of(fakes.BLUE, catalogue), catalogue, contradiction=contradiction)
    assert html.index(contradiction.sentence) < html.index("Your photo")


def test_what_could_not_be_used_is_listed_by_name_and_escaped() -> None:
    html = not_used(("<b>.jpg is empty", "b.jpg is damaged."))
    assert "&lt;b&gt;.jpg is empty." in html
    assert "b.jpg is damaged.</li>" in html
    assert not_used(()) == ""


def test_the_map_is_worded_as_where_never_as_why(catalogue: Catalogue) -> None:
    text = words(shown(fakes.RED, catalogue))
    assert "Where the model looked" in text
    assert "not why" in text


def test_the_name_of_a_hostile_file_is_escaped() -> None:
    html = join(*refusal('<img src=x onerror=alert(1)>".jpg is empty; copy it again'))
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;&quot;.jpg is empty; copy it again." in html
    assert 'role="alert"' in html

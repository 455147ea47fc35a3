"""Each outcome as HTML: the words, the law beside them, text alternatives, escaping."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from catalogue.law import Status
from catalogue.load import DATA, Catalogue, load
from catalogue.markup import Html, join
from model.photo import Photo, Pixels, encode_webp
from model.references import ReferenceIndex
from model.screening import Outcome, Report, screen
from pages.answer import answer as answer_in_parts
from pages.answer import refusal
from pages.candidate import RENDERED, percent
from pages.guide import guide, page_head
from pages.seen import HINTS, THUMBNAIL_SIDE, reduced
from pages.status import SIGNS
from tests.pages import fakes
from tests.pages.outline import outline, words

WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVERY_COLOUR = [fakes.RED, fakes.GREEN, fakes.BLUE, fakes.YELLOW, fakes.GREY]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


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


def report_of(colour: tuple[int, int, int], catalogue: Catalogue) -> Report:
    return screen(fakes.photo(colour), fakes.classifier(catalogue), catalogue)


def answer(
    report: Report,
    photo: Photo,
    catalogue: Catalogue,
    *,
    references: ReferenceIndex | None,
    looked: Pixels | None,
    answered: datetime,
) -> Html:
    """Both parts of an answer, one after the other."""
    return join(
        *answer_in_parts(
            report, photo, catalogue, references=references, looked=looked, answered=answered
        )
    )


def shown(
    colour: tuple[int, int, int], catalogue: Catalogue, references: ReferenceIndex | None = None
) -> Html:
    """The answer for a photo of one colour."""
    return answer(
        report_of(colour, catalogue),
        fakes.photo(colour),
        catalogue,
        references=references,
        looked=fakes.scene(colour),
        answered=WHEN,
    )


@pytest.mark.parametrize(
    ("colour", "outcome", "word"),
    [
        (fakes.RED, Outcome.RECOGNISED, "Prohibited"),
        (fakes.YELLOW, Outcome.RECOGNISED, "Depends on measurements or use"),
        (fakes.GREEN, Outcome.LOOK_ALIKE, "Not listed"),
        (fakes.BLUE, Outcome.UNSURE, "Not sure"),
        (fakes.GREY, Outcome.UNKNOWN, "Nothing we know"),
    ],
)
def test_the_verdict_is_the_first_heading_of_every_outcome(
    colour: tuple[int, int, int], outcome: Outcome, word: str, catalogue: Catalogue
) -> None:
    assert report_of(colour, catalogue).outcome is outcome
    html = shown(colour, catalogue)
    heading = re.search(r"<h2[^>]*>(.*?)</h2>", html)
    assert heading is not None
    assert heading[1] == word
    assert html.index("<svg") < html.index("<h2")
    assert "Triage, not proof" in html[: html.index("</header>")]


OF_CLASSES = (
    *(Status.PROHIBITED, Status.EXPORT_AUTHORISATION),
    *(Status.DEPENDS, Status.NOT_LISTED),
)


@pytest.mark.parametrize("status", OF_CLASSES)
def test_every_status_is_shown_by_its_word_and_colour(status: Status, catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    first = report.findings[0]
    other = next(c for c in catalogue.classes if c.status is status and c.kind != "other")
    changed = replace(report, findings=(replace(first, visual_class=other),))
    html = answer(
        changed, fakes.photo(fakes.RED), catalogue, references=None, looked=None, answered=WHEN
    )
    head = html[: html.index("</header>")]
    assert SIGNS[status].word in head
    assert SIGNS[status].colour in head
    assert other.name.replace("'", "&#x27;") in head


def test_a_recognised_good_shows_its_law_with_version_date_and_link(catalogue: Catalogue) -> None:
    html = shown(fakes.RED, catalogue)
    text = words(html)
    entry = catalogue["spiked_baton"].entries[0]
    assert f"Annex {entry.annex}, entry {entry.item}" in text
    assert f"annexes as in {entry.version}, in force since {entry.in_force.isoformat()}" in text
    assert f"Checked {entry.checked.isoformat()}" in text
    assert f'href="{entry.url}"' in html
    for code in entry.cn:
        assert f"<li>{code}</li>" in html
    assert "Only if" in text
    for rule in catalogue.annex_rules(entry):
        assert rule.replace("'", "&#x27;").replace('"', "&quot;") in html


def test_a_recognised_good_shows_what_to_do_check_and_compare(catalogue: Catalogue) -> None:
    good = catalogue["spiked_baton"]
    html = shown(fakes.RED, catalogue)
    for sentence in (
        *catalogue.next_steps(good.status),
        *good.questions,
        good.photo_cannot_show,
        good.safety,
        good.recognise_by,
        good.status_reason,
    ):
        assert Html(sentence.replace("'", "&#x27;")) in html
    strip = [alike for alike in good.look_alikes if alike.id != "plain_baton"]
    for alike in strip:
        assert catalogue[alike.id].name in html
        assert alike.difference.replace("'", "&#x27;") in html


def test_safety_comes_before_the_photo(catalogue: Catalogue) -> None:
    html = shown(fakes.RED, catalogue)
    assert html.index("Handle with care") < html.index("Your photo, turned upright")


def test_a_rival_is_named_in_the_verdict_with_its_status(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    closer = tuple(replace(finding, probability=0.3) for finding in report.findings[:1])
    rival = replace(report.findings[0], visual_class=catalogue["plain_baton"], probability=0.2)
    html = answer(
        replace(report, findings=(*closer, rival)),
        fakes.photo(fakes.RED),
        catalogue,
        references=None,
        looked=None,
        answered=WHEN,
    )
    assert "It may also be: Plain baton (not listed, 20 %)." in html


def test_an_unsure_answer_shows_its_candidates_side_by_side_and_the_gravest_status(
    catalogue: Catalogue,
) -> None:
    text = words(shown(fakes.BLUE, catalogue))
    assert "It may be: Handcuffs or Leg cuffs or Thumb cuffs" in text
    assert "The gravest status among them: Prohibited." in text
    assert "Photograph next" in text
    assert "refer to the competent authority" in text
    for id in ("handcuffs", "leg_cuffs", "thumb_cuffs"):
        assert f"To tell whether it is: {catalogue[id].name}" in text


def test_an_unknown_thing_is_not_cleared_and_no_class_is_offered(catalogue: Catalogue) -> None:
    html = shown(fakes.GREY, catalogue)
    text = words(html)
    assert "Silence is not a clearance." in text
    assert f"The model knows {len(catalogue.goods)} kinds of goods" in text
    assert "ask the competent authority" in text
    assert "Calibrated score" not in text
    assert 'class="badge' not in html


def test_a_look_alike_is_not_cleared_either(catalogue: Catalogue) -> None:
    text = words(shown(fakes.GREEN, catalogue))
    assert "This is not a clearance" in text
    assert "Easily confused with: Padlock" in text


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
    assert "Most similar" not in shown(fakes.GREY, illustrated, index)


def test_the_evidence_names_photo_model_catalogue_and_dates(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    text = words(shown(fakes.RED, catalogue))
    for part in (report.photo_sha256, "colours", report.prediction.model_sha256[:12]):
        assert part in text
    assert catalogue.version in text
    assert "2026-11-23 12:00 UTC" in text


@pytest.mark.parametrize("flag", list(HINTS))
def test_a_fault_of_the_photo_is_said_in_words(flag: str, catalogue: Catalogue) -> None:
    report = replace(report_of(fakes.RED, catalogue), quality=(flag,))
    html = answer(
        report, fakes.photo(fakes.RED), catalogue, references=None, looked=None, answered=WHEN
    )
    assert HINTS[flag] in html


def test_a_good_photo_gets_no_hint(catalogue: Catalogue) -> None:
    report = replace(report_of(fakes.RED, catalogue), quality=())
    html = answer(
        report, fakes.photo(fakes.RED), catalogue, references=None, looked=None, answered=WHEN
    )
    assert "Take a better photo" not in html


def test_the_map_is_worded_as_where_never_as_why(catalogue: Catalogue) -> None:
    text = words(shown(fakes.RED, catalogue))
    assert "Where the model looked" in text
    assert "not why" in text


def test_the_name_of_a_hostile_file_is_escaped() -> None:
    html = join(*refusal('<img src=x onerror=alert(1)>".jpg is empty; copy it again'))
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;&quot;.jpg is empty; copy it again." in html
    assert 'role="alert"' in html


def test_hostile_text_of_weights_is_escaped(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    named = replace(report, prediction=replace(report.prediction, model_id="<script>x</script>"))
    html = answer(
        named, fakes.photo(fakes.RED), catalogue, references=None, looked=None, answered=WHEN
    )
    assert "<script" not in html


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.9349, "93 %"), (0.5, "50 %"), (0.9999, "over 99 %"), (1.0, "over 99 %"), (0, "under 1 %")],
)
def test_a_score_never_claims_certainty(probability: float, text: str) -> None:
    assert percent(probability) == text


def test_a_large_photo_is_reduced_and_a_small_one_is_left() -> None:
    assert reduced(fakes.scene(fakes.RED, 2000, 1000)).shape == (360, THUMBNAIL_SIDE, 3)
    assert reduced(fakes.scene(fakes.RED, 30, 20)).shape == (20, 30, 3)
    assert reduced(fakes.scene(fakes.RED, 9000, 8)).shape == (1, THUMBNAIL_SIDE, 3)


def test_the_guide_names_every_good_and_folds_once_there_is_an_answer(
    catalogue: Catalogue,
) -> None:
    known = tuple(good.id for good in catalogue.goods[:5])
    opened, folded = (guide(catalogue, known, is_open=state) for state in (True, False))
    for good in catalogue.goods:
        assert good.name.replace("'", "&#x27;") in folded
    assert "The 5 kinds of goods that a photo can be compared with" in folded
    unknown = len(catalogue.goods) - 5
    assert f"The {unknown} kinds of listed goods that the model does not know yet" in folded
    assert "<details open" in opened
    assert "<details open" not in folded
    assert "Official Journal" in page_head()

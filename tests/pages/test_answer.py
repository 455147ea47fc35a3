"""Each outcome as HTML: the words, the law beside them, text alternatives, escaping."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from catalogue.law import Status
from catalogue.load import DATA, Catalogue, load
from catalogue.markup import Html, join
from catalogue.ruling import Query
from findings.photos import Picture
from model.card import ConfidenceBand
from model.fusion import Contradiction
from model.photo import encode_webp
from model.quality import Hint, HintKind
from model.references import ReferenceIndex
from model.screening import Outcome, Report, Taken, screen
from pages.answer import Subject, not_used, refusal
from pages.answer import answer as answer_in_parts
from pages.candidate import RENDERED, percent
from pages.case import Exhibit, Item, Told
from pages.confidence import how_sure
from pages.guide import guide, page_head
from pages.places import place_name
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


def exhibit_of(colour: tuple[int, int, int], catalogue: Catalogue) -> Exhibit:
    photo = fakes.photo(colour)
    return Exhibit(
        Taken.of(photo),
        Picture(photo.sha256, fakes.jpeg(colour)),
        (),
        fakes.classifier(catalogue).classify(photo),
    )


def answer(
    report: Report,
    catalogue: Catalogue,
    colour: tuple[int, int, int] = fakes.RED,
    *,
    references: ReferenceIndex | None = None,
    exhibits: tuple[Exhibit, ...] = (),
    contradiction: Contradiction | None = None,
) -> Html:
    """Both parts of an answer, one after the other."""
    item = Item(exhibits or (exhibit_of(colour, catalogue),))
    told = Told(report, item.exhibits[0], contradiction)
    looked = fakes.scene(colour) if report.findings else None
    subject = Subject(item, told, looked, WHEN)
    return join(*answer_in_parts(subject, catalogue, fakes.card(catalogue), references))


def shown(
    colour: tuple[int, int, int], catalogue: Catalogue, references: ReferenceIndex | None = None
) -> Html:
    """The answer for a photo of one colour."""
    return answer(report_of(colour, catalogue), catalogue, colour, references=references)


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
    html = answer(changed, catalogue)
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
    html = answer(replace(report, findings=(*closer, rival)), catalogue)
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


def test_a_fault_of_a_photo_is_said_below_that_photo(catalogue: Catalogue) -> None:
    good = exhibit_of(fakes.RED, catalogue)
    hint = Hint(HintKind.BLURRED, 0.01, 0.02, "share", "The photo is blurred: hold still.")
    spoilt = replace(
        good, taken=replace(good.taken, sha256="0" * 64), hints=(hint,), prediction=good.prediction
    )
    html = answer(report_of(fakes.RED, catalogue), catalogue, exhibits=(good, spoilt))
    assert html.count("Take a better photo") == 1
    assert html.index("Your photo 2 of 2, turned upright") < html.index(hint.sentence)
    assert "Take a better photo" not in shown(fakes.RED, catalogue)


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


def test_the_wording_s_hit_rate_is_that_of_the_card(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    card = fakes.card(catalogue)
    assert "nobody has counted" in how_sure(report, card)
    bands = (ConfidenceBand("looks like", 0.5, 80, 76), ConfidenceBand("may be", 0.0, 29, 9))
    counted = how_sure(report, replace(card, bands=bands))
    assert "Of 80 validation pictures" in counted
    assert "76 were named rightly (95 %)" in counted
    unsure = replace(
        report, findings=(replace(report.findings[0], probability=report.thresholds.good_left),)
    )
    assert "nobody has counted" in how_sure(unsure, replace(card, bands=bands))  # of 29: too few


def test_what_unsure_candidates_share_is_named_without_a_status(catalogue: Catalogue) -> None:
    tree = catalogue["handcuffs"].tree
    assert tree is not None
    text = words(shown(fakes.BLUE, catalogue))
    assert f"What the candidates share: {tree.name.lower()}" in text
    assert "What the candidates share" not in words(shown(fakes.RED, catalogue))


@pytest.mark.parametrize(("place", "phrase"), [("EU", "Articles 3 to 5"), ("GB", "A list asked")])
def test_the_meaning_of_a_status_is_that_of_the_place(
    place: str, phrase: str, catalogue: Catalogue
) -> None:
    asked = catalogue.asked(Query(place, None))
    report = report_of(fakes.RED, asked)
    text = words(answer(report, asked))
    head = text[: text.index("Triage, not proof")]
    assert phrase in head
    assert f"Law asked: {place_name(place)}, in force today." in head


def test_an_answer_says_as_of_which_day_the_law_was_asked(catalogue: Catalogue) -> None:
    asked = catalogue.asked(Query("EU", date(2020, 1, 1)))
    assert "Law asked: European Union, as of 2020-01-01." in words(
        answer(report_of(fakes.RED, asked), asked)
    )


def test_other_candidates_are_given_with_what_speaks_for_them(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    html = shown(fakes.RED, catalogue)
    named = {finding.visual_class.id for finding in report.findings}
    rest = [c.label for c, _ in report.candidates[:5] if c.label not in {*named, "other"}]
    assert rest
    for id in rest:
        assert f'href="catalogue?show={id}"' in html
        assert Html(catalogue[id].recognise_by.replace("'", "&#x27;")) in html
    assert "Other candidates" not in shown(fakes.GREY, catalogue)


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


def test_hostile_text_of_weights_is_escaped(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    named = replace(report, prediction=replace(report.prediction, model_id="<script>x</script>"))
    html = answer(named, catalogue)
    assert "<script" not in html


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.9349, "93 %"), (0.5, "50 %"), (0.9999, "over 99 %"), (1.0, "over 99 %"), (0, "under 1 %")],
)
def test_a_score_never_claims_certainty(probability: float, text: str) -> None:
    assert percent(probability) == text


def test_the_guide_names_every_good(catalogue: Catalogue) -> None:
    known = tuple(good.id for good in catalogue.goods[:5])
    html = guide(catalogue, known)
    for good in catalogue.goods:
        assert good.name.replace("'", "&#x27;") in html
    assert "The 5 kinds of goods that a photo can be compared with" in html
    unknown = len(catalogue.goods) - 5
    assert f"The {unknown} kinds of listed goods that the model does not know yet" in html
    assert html.count("<details open") == 1
    assert "Official Journal" in page_head()

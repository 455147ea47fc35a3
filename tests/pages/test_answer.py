"""Each outcome in words: the verdict first, the law beside it, what to do, what is not known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html
from catalogue.ruling import Query
from catalogue.visual_class import Kind
from model.card import ConfidenceBand
from model.prediction import Candidate
from model.screening import Outcome, Report
from pages.candidate import percent
from pages.confidence import how_sure
from pages.guide import guide, page_head
from pages.places import place_name
from pages.status import SIGNS
from tests.pages import fakes
from tests.pages.answers import answer, report_of, shown
from tests.pages.outline import words


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
    assert "It may be: Handcuffs (38 %) or Leg cuffs (28 %) or Thumb cuffs (23 %)" in text
    assert "The gravest status among them: Prohibited, if it is Thumb cuffs." in text
    assert "Photograph next" in text
    assert "refer to the competent authority" in text
    for id in ("handcuffs", "leg_cuffs", "thumb_cuffs"):
        assert f"To tell whether it is: {catalogue[id].name}" in text


def likely(probability: float, catalogue: Catalogue) -> Report:
    """An unsure answer: a padlock with this score, a stun gun with the rest."""
    report = report_of(fakes.BLUE, catalogue)
    first, second, _ = report.findings
    padlock = replace(first, visual_class=catalogue["padlock"], probability=probability)
    gun = replace(second, visual_class=catalogue["stun_gun"], probability=1 - probability)
    return replace(report, findings=(padlock, gun))


def test_a_likely_candidate_is_named_as_such_beside_what_cannot_be_ruled_out(
    catalogue: Catalogue,
) -> None:
    head = words(answer(likely(0.98, catalogue), catalogue))
    sentence = "Most likely Padlock (98 %), not sure enough to rule out Stun gun (2 %)"
    assert f"Not sure {sentence}" in head
    assert "fits more than one" not in head
    assert "Most likely Padlock (over 99 %)" in words(answer(likely(0.995, catalogue), catalogue))
    assert "rule out Stun gun (under 1 %)" in words(answer(likely(0.995, catalogue), catalogue))
    assert "It may be: Padlock (79 %) or Stun gun (21 %)" in words(
        answer(likely(0.79, catalogue), catalogue)
    )


def test_safety_of_what_is_not_certain_says_for_which_class_it_holds(catalogue: Catalogue) -> None:
    html = answer(likely(0.98, catalogue), catalogue)
    warning = f"If it is Stun gun:</strong> {catalogue['stun_gun'].safety}"
    assert warning.replace("'", "&#x27;") in html
    certain = report_of(fakes.RED, catalogue)
    assert certain.findings[0].visual_class.safety
    assert "If it is Spiked baton" not in answer(certain, catalogue)


def test_the_photo_stands_directly_below_a_verdict_that_is_not_sure(catalogue: Catalogue) -> None:
    unsure = answer(likely(0.98, catalogue), catalogue)
    assert unsure.index("</header>") < unsure.index("Your photo, turned") < unsure.index("Handle")


def test_not_sure_and_nothing_known_lead_to_catalogue_and_authority(
    catalogue: Catalogue,
) -> None:
    for colour in (fakes.BLUE, fakes.GREY):
        html = shown(colour, catalogue)
        assert 'href="catalogue" class="by-hand"' in html
        assert 'href="#whom-to-ask"' in html


def test_what_takes_a_phone_s_screens_is_folded(catalogue: Catalogue) -> None:
    html = shown(fakes.BLUE, catalogue)
    assert "<summary>Easily confused with: Handcuffs</summary>" in html
    assert html.count("<summary>Its law, its names, what to check</summary>") == 3
    assert '<details class="fold" open' not in html


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


def test_the_wording_s_hit_rate_is_that_of_the_card(catalogue: Catalogue) -> None:
    report = report_of(fakes.RED, catalogue)
    card = fakes.card(catalogue)
    assert "nobody has counted" in how_sure(report, card)
    bands = (ConfidenceBand("looks like", 0.5, 80, 76), ConfidenceBand("may be", 0.0, 29, 9))
    counted = how_sure(report, replace(card, bands=bands))
    assert "Of 80 validation pictures" in counted
    assert "76 were named rightly (95 %)" in counted
    assert "whatever their score" in counted
    assert "These words stand for every score from 50 % to over 99 %." in counted
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


def own_class(colour: tuple[int, int, int], catalogue: Catalogue) -> Report:
    """A report whose first candidate is a taught class that the catalogue does not have."""
    report = report_of(colour, catalogue)
    label = "spiked<b>ring"
    candidates = ((Candidate(label, 0.93), Kind.OTHER), *report.candidates)
    return replace(report, candidates=candidates, uncatalogued=(label,))


def test_a_class_of_one_s_own_is_named_without_a_law(catalogue: Catalogue) -> None:
    report = own_class(fakes.RED, catalogue)
    report = replace(report, outcome=Outcome.UNKNOWN, findings=())
    html = answer(report, catalogue)
    assert "A class of your own" in html
    assert "Looks like: spiked&lt;b&gt;ring" in html
    assert "No law is stored for it" in html
    assert "Nothing we know" not in html


def test_a_class_of_one_s_own_stands_beside_unsure_candidates(catalogue: Catalogue) -> None:
    html = answer(own_class(fakes.BLUE, catalogue), catalogue, fakes.BLUE)
    assert "It may also be a class of your own: spiked&lt;b&gt;ring (93 %)" in html
    assert "Not sure" in html


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

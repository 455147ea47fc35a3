"""Every card has one right answer, and question, answer and reason stand in the catalogue."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from catalogue.decision import Measured, decide
from catalogue.law import Status
from catalogue.load import load
from catalogue.tree import Question
from catalogue.visual_class import Kind
from quiz.card import Card, CardKind, Choice, Topic
from quiz.deck import STATUSES
from quiz.tree_questions import deciding, telling, ways
from tests.quiz.made import HANDCUFFS, WORDS, deck


def cards(kind: CardKind, count: int = 40) -> list[Card]:
    """Cards of one kind, spread over the topics."""
    topics = [topic for topic in deck().topics if topic.kind is kind]
    return [
        deck().card(topic, Random(number))
        for number, topic in enumerate(topics[:: len(topics) // count])
    ]


def test_every_good_and_look_alike_with_a_picture_is_asked_by_name_and_by_list() -> None:
    catalogue = load()
    for id in (*catalogue.ids(Kind.GOOD), *catalogue.ids(Kind.LOOK_ALIKE)):
        assert catalogue.reference_views(id)
        assert {Topic(CardKind.NAME, id), Topic(CardKind.LISTED, id)} <= set(deck().topics)
    assert not [topic for topic in deck().topics if "other" in topic.classes]


def test_the_same_seed_makes_the_same_card_and_another_one_another() -> None:
    same = [deck().card(HANDCUFFS, Random(7)) for _ in range(2)]
    assert same[0] == same[1]
    assert len({deck().card(HANDCUFFS, Random(seed)).pictures[0].data for seed in range(9)}) > 1
    assert len({deck().card(HANDCUFFS, Random(seed)).right for seed in range(9)}) > 1


def test_a_slender_thing_is_asked_about_as_a_whole() -> None:
    """The last of its eight views show its ends."""
    views = load().reference_views("shock_baton")
    assert len(views) == 8
    topic = Topic(CardKind.NAME, "shock_baton")
    shown = {deck().card(topic, Random(seed)).pictures[0].data for seed in range(60)}
    assert shown == {view.read_bytes() for view in views[:6]}


def test_a_name_is_asked_among_what_it_is_confused_with() -> None:
    card = deck().card(HANDCUFFS, Random(1))
    alike = {each.id for each in load()["handcuffs"].look_alikes}
    assert card.answer == Choice("handcuffs", "Handcuffs")
    assert {choice.id for choice in card.choices} - {"handcuffs"} <= alike
    assert not card.named


def test_a_class_with_few_look_alikes_gets_its_relatives_beside_it() -> None:
    catalogue = load()
    its = next(each for each in catalogue.goods if len(each.look_alikes) == 1)
    card = deck().card(Topic(CardKind.NAME, its.id), Random(1))
    assert its.look_alikes[0].id in {choice.id for choice in card.choices}
    others = [catalogue[c.id] for c in card.choices if c.id not in (its.id, its.look_alikes[0].id)]
    annexes = {entry.annex for entry in its.entries}
    assert all(annexes & {entry.annex for entry in other.entries} for other in others)


def test_the_lists_are_asked_in_one_order_and_answered_by_the_catalogue() -> None:
    for card in cards(CardKind.LISTED):
        assert [choice.id for choice in card.choices] == list(STATUSES)
        its = load()[card.topic.key]
        assert card.answer.id == its.status
        assert card.answer.text == WORDS[its.status]
        assert card.why == (its.status_reason,)


def test_no_class_has_a_status_that_is_not_offered() -> None:
    assert {its.status for its in deck().classes} <= set(STATUSES)


def test_a_difference_is_of_its_pair_and_the_wrong_ones_are_of_others() -> None:
    for card in cards(CardKind.DIFFERENCE):
        own = deck().differences(*card.topic.classes)
        assert card.answer.text in own
        wrong = [choice.text for choice in card.choices if choice is not card.answer]
        assert not set(wrong) & set(own)
        assert [picture.shows for picture in card.pictures] == list(card.topic.classes)
        assert not card.named


def test_a_question_tells_two_classes_apart_only_if_no_answer_fits_both() -> None:
    catalogue = load()
    parts = telling(catalogue["handcuffs"], catalogue["leg_cuffs"])
    assert parts is not None
    assert parts.question.ask == "What does it lock round?"
    assert [way.say for way in parts.first] == ["Wrists"]
    assert [way.say for way in parts.second] == ["Ankles"]
    assert parts.question not in parts.others
    assert telling(catalogue["handcuffs"], catalogue["stun_gun"]) is None


def test_what_decides_is_what_the_decision_tree_decides() -> None:
    """The path of every card is walked by `catalogue.decision`, which is tested on its own."""
    catalogue = load()
    checked = 0
    for its in catalogue.goods:
        for each in deciding(its, catalogue):
            given = {question.id: _given(question, way.say) for question, way in each.given}
            right = decide(
                catalogue, its, {**given, each.question.id: _given(each.question, each.right.say)}
            )
            if right.end is not None:
                checked += 1
                assert right.status == each.target, (its.id, each.question.ask)
            for way in each.wrong:
                wrong = decide(
                    catalogue, its, {**given, each.question.id: _given(each.question, way.say)}
                )
                assert wrong.end is None or wrong.status != each.target
    assert checked > 50


def _given(question: Question, say: str) -> str | Measured:
    """The words, or a value inside the range of a measurement."""
    if not question.measure:
        return say
    at = [way.say for way in ways(question)].index(say)
    limits = [band.limit for band in question.bands]
    below = limits[at - 1] if at else None
    above = limits[at]
    value = ((below or 0.0) + above) / 2 if above is not None else (below or 0.0) + 1.0
    return Measured(value, value)


def test_ranges_of_a_measurement_stand_by_themselves_and_rise() -> None:
    tree = load().tree("cuffs")
    lengths = next(q for q in tree.questions.values() if q.measure == "length")
    assert [way.say for way in ways(lengths)] == [
        "below 150 mm",
        "150 mm or more, up to 240 mm",
        "more than 240 mm, up to 280 mm",
        "more than 280 mm",
    ]


def test_a_card_that_asks_what_decides_names_what_it_shows() -> None:
    for card in cards(CardKind.DECIDES):
        assert card.named
        assert 2 <= len(card.choices) <= 4
        assert card.why


def test_a_card_refuses_what_cannot_be_answered() -> None:
    card = deck().card(HANDCUFFS, Random(1))
    with pytest.raises(ValueError, match="offers 1 choices"):
        replace(card, choices=card.choices[:1], right=0)
    with pytest.raises(ValueError, match="the same id twice"):
        replace(card, choices=(card.choices[0], card.choices[0]))
    with pytest.raises(ValueError, match="no choice number 4"):
        replace(card, right=4)
    with pytest.raises(ValueError, match="no topic of this deck"):
        deck().card(Topic(CardKind.NAME, "other"), Random(1))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (CardKind.NAME, "a|b"),
        (CardKind.DIFFERENCE, "a"),
        (CardKind.DECIDES, "b|a"),
        (CardKind.NAME, ""),
    ],
)
def test_a_topic_is_a_class_or_a_sorted_pair(kind: CardKind, key: str) -> None:
    with pytest.raises(ValueError, match=r"pair"):
        Topic(kind, key)


def test_the_annexes_of_a_look_alike_are_those_of_what_it_is_taken_for() -> None:
    assert deck().annexes(Topic(CardKind.NAME, "thumb_cuffs")) == {"II"}
    assert "II" in deck().annexes(Topic(CardKind.NAME, "padlock"))
    assert load()["padlock"].status is Status.NOT_LISTED

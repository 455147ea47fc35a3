"""The quiz: nothing gives the answer away, every answer is explained, keys and readers work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from catalogue.load import load
from catalogue.markup import Html
from catalogue.visual_class import Kind
from pages.learn import left_behind
from pages.learn_cards import open_card, summary
from pages.learn_results import Past, results, start, wish
from pages.learn_room import IN_FILE, IN_MEMORY, SHARED, Room, Visit
from pages.look import STYLE_SHEET
from pages.status import SIGNS
from quiz.card import CardKind, Topic
from quiz.deck import Deck
from quiz.errors import ProgressError
from quiz.local_photos import LocalPhotos, find
from quiz.order import Wanted
from quiz.progress import Progress
from quiz.round import Round
from quiz.scores import LEAST
from tests.pages.outline import outline, words
from tests.pages.test_style import LEAST_CONTRAST, contrast
from tests.quiz.made import HANDCUFFS, NOON, answered

SHEET = STYLE_SHEET.with_name("learn.css")
WORDS = {status: sign.word for status, sign in SIGNS.items()}


class Watch:
    """A clock that goes on by five seconds whenever it is looked at."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=5)
        return self.now


@pytest.fixture
def room() -> Iterator[Room]:
    progress = Progress(None)
    yield Room(Deck(load(), WORDS), progress, Watch(), lambda: "seed")
    progress.close()


def asked(room: Room, topic: Topic) -> Visit:
    """A visit whose only card is about a topic."""
    begun = Round(Wanted(), "seed", (topic,), room.clock(), None)
    return Visit("me", begun._shown(room.deck, room.clock()))


def press(
    room: Room, visit: Visit, action: str, at: int = -1, want: str = ""
) -> tuple[Visit, Html]:
    number = visit.round.number if visit.round else -1
    return room.act(visit, action, at, number, want)


@pytest.mark.parametrize("kind", [CardKind.NAME, CardKind.LISTED])
def test_nothing_but_the_pixels_shows_which_class_it_is(kind: CardKind, room: Room) -> None:
    for id in load().ids(Kind.GOOD)[::6]:
        visit = asked(room, Topic(kind, id))
        state = visit.round
        assert state is not None
        assert state.card is not None
        html = open_card(state, state.card, load())
        assert outline(html).alts == ["Rendered picture to be named"]
        assert id not in re.sub(r'src="[^"]*"', "", html)
        assert "rendered picture, not a photo" in html
        names = words(html).count(load()[id].name)
        assert names == (1 if kind is CardKind.NAME else 0)  # one of the four choices


def test_a_pair_to_be_told_apart_is_called_first_and_second(room: Room) -> None:
    visit = asked(room, Topic(CardKind.DIFFERENCE, "handcuffs|leg_cuffs"))
    _, html = room._show(visit)
    assert outline(html).alts == [
        "First: Rendered picture to be named",
        "Second: Rendered picture to be named",
    ]


def test_a_wrong_name_shows_both_pictures_what_tells_them_apart_and_the_law(room: Room) -> None:
    visit = asked(room, HANDCUFFS)
    assert visit.round is not None
    assert visit.round.card is not None
    card = visit.round.card
    wrong = next(at for at in range(4) if at != card.right)
    said = load()[card.choices[wrong].id]
    visit, html = press(room, visit, "choose", wrong)
    text = words(html)
    assert "Not right" in text
    assert "It is: Handcuffs." in text
    assert outline(html).alts == [
        "Rendered picture of Handcuffs",
        f"Rendered picture of {said.name}",
    ]
    assert room.deck.differences("handcuffs", said.id)[0] in html.replace("&#x27;", "'")
    assert "Annex III 1.1" in text
    assert 'href="catalogue?show=handcuffs"' in html
    assert f'href="catalogue?show={said.id}"' in html
    assert "(your answer)" in text
    assert "(right answer)" in text
    assert room.progress.answers("me")[0].chosen == said.id


def test_a_right_answer_says_so_in_words_and_icon_and_for_readers(room: Room) -> None:
    visit = asked(room, HANDCUFFS)
    assert visit.round is not None
    assert visit.round.card is not None
    _, html = press(room, visit, "choose", visit.round.card.right)
    assert 'data-say="Right. It is: Handcuffs."' in html
    assert '<svg class="icon"' in html
    assert "(right answer, your answer)" in words(html)
    assert len(outline(html).alts) == 1


@pytest.mark.parametrize("kind", list(CardKind))
def test_every_kind_of_card_is_well_formed_before_and_after(kind: CardKind, room: Room) -> None:
    for topic in [each for each in room.deck.topics if each.kind is kind][::25]:
        visit = asked(room, topic)
        _, before = room._show(visit)
        _, after = press(room, visit, "choose", 0)
        for html in (before, after):
            read = outline(html)
            assert read.headings[0] == 2
            assert all(read.alts)
        assert html.count("data-focus") == 1


def test_a_press_that_comes_late_or_twice_changes_nothing(room: Room) -> None:
    visit, _ = press(room, Visit("me"), "begin")
    visit, first = press(room, visit, "choose", 0)
    for action, at, number in (("choose", 1, 1), ("next", -1, 7), ("choose", 99, 1), ("x", 0, 0)):
        again, html = room.act(visit, action, at, number, "")
        assert again == visit
        assert html == first
    assert len(room.progress.answers("me")) == 1


def test_a_sitting_ends_with_what_to_look_at_again(room: Room) -> None:
    visit, _ = press(room, Visit("me"), "begin")
    for number in range(10):
        assert visit.round is not None
        assert visit.round.card is not None
        right = visit.round.card.right
        at = right if number else (right + 1) % len(visit.round.card.choices)
        visit, _ = press(room, visit, "choose", at)
        visit, html = press(room, visit, "next")
    text = words(html)
    assert "9 of 10 right" in text
    assert text.count("You said:") == 1
    assert "10 answers" in text
    visit, _ = press(room, visit, "again")
    assert visit.round is not None
    assert visit.round.done == ()
    assert "Nothing was missed" in words(
        summary(Round(Wanted(), "s", (), NOON, None), room.deck, Html(""))
    )


def test_a_share_is_told_from_enough_answers_only() -> None:
    few = Past.of([answered()] * (LEAST - 1), NOON)
    assert "%" not in words(results(few, load(), "")).replace("95 % interval", "")
    enough = Past.of([answered()] * LEAST, NOON)
    assert "over 99 % (57 % to over 99 %)" in words(results(enough, load(), ""))


def test_what_is_mixed_up_is_told_with_its_count() -> None:
    past = Past.of([answered(right=False)] * 3 + [answered()] * 2, NOON)
    assert "You took Handcuffs for Leg cuffs 3 of 5 times." in words(results(past, load(), ""))


def test_a_class_that_left_the_catalogue_is_still_told_and_escaped() -> None:
    gone = Topic(CardKind.NAME, "<b>gone")
    html = results(Past.of([answered(gone)], NOON), load(), "")
    assert "<b>gone" not in html
    assert "&lt;b&gt;gone" in html


def test_deletion_is_asked_for_once_and_then_done(room: Room) -> None:
    room.progress.add(answered(user="me"))
    visit, html = press(room, Visit("me"), "ask")
    assert "Delete all your answers? There are 1." in words(html).replace("  ", " ")
    assert len(room.progress.answers("me")) == 1
    _, html = press(room, visit, "delete")
    assert room.progress.answers("me") == ()
    assert "Your results" not in words(html)


def test_wishes_are_offered_where_they_leave_questions_and_read_back(
    room: Room, tmp_path: Path
) -> None:
    html = start(room.deck, room.past("me"), Html(""))
    assert 'value="annex II"' in html
    assert 'value="missed" disabled' in html
    assert "photos" not in html
    assert wish("annex II", room.deck) == Wanted(annex="II")
    assert wish("missed", room.deck) == Wanted(only_missed=True)
    for odd in ("annex XX", "annex ", "<script>", "photos", ""):
        assert wish(odd, room.deck) == Wanted()
    (tmp_path / "handcuffs").mkdir()
    (tmp_path / "handcuffs" / "one.jpg").write_bytes(b"x")
    (tmp_path / "<i>odd").mkdir()
    deck = Deck(load(), WORDS, find(tmp_path, load()))
    html = start(deck, room.past("me"), Html(""))
    assert wish("photos", deck) == Wanted(only_photos=True)
    assert "Only photos of this computer" in html
    assert "folder &lt;i&gt;odd was left out" in html


def test_a_photo_that_cannot_be_shown_is_told_after_the_answer_only(
    room: Room, tmp_path: Path
) -> None:
    file = tmp_path / "handcuffs on a table.jpg"
    file.write_bytes(b"no photo")
    deck = Deck(load(), WORDS, LocalPhotos({"handcuffs": (file,)}))
    state = Round.begin(deck, (), Wanted(only_photos=True), now=NOON, seed="s")
    seen = Room(deck, room.progress, Watch())
    _, before = seen._show(Visit("me", state))
    _, after = seen.act(Visit("me", state), "choose", 0, 1, "")
    assert file.name not in before
    assert file.name in after


def test_where_results_cannot_be_kept_the_lesson_goes_on_and_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise ProgressError("the disk may be full")

    monkeypatch.setattr(room.progress, "add", full)
    _, html = press(room, asked(room, HANDCUFFS), "choose", 0)
    assert "This answer was not kept: the disk may be full." in words(html)
    assert "Next card" in html or "See how it went" in html


def test_the_page_says_where_the_answers_are(room: Room, tmp_path: Path) -> None:
    assert IN_MEMORY in words(room.entrance(Visit("me"))[1])
    kept = Room(room.deck, Progress(tmp_path / "a.sqlite"), Watch())
    assert IN_FILE in words(kept.entrance(Visit("me"))[1])
    assert SHARED in words(kept.entrance(Visit(""))[1])
    kept.progress.close()


def test_a_visit_in_memory_is_forgotten_when_it_ends_and_a_file_is_not(tmp_path: Path) -> None:
    memory, file = Progress(None), Progress(tmp_path / "a.sqlite")
    for progress, left in ((memory, 0), (file, 1)):
        progress.add(answered(user="me"))
        left_behind(Visit("me"), progress)
        left_behind(None, progress)
        assert len(progress.answers("me")) == left
        progress.close()


def test_right_and_wrong_can_be_read_and_the_sheet_asks_for_nothing() -> None:
    text = SHEET.read_text(encoding="utf-8")
    blocks = re.findall(r"^(?::root|\.dark) \{(.*?)\}", text, re.MULTILINE)
    assert len(blocks) == 2
    for block in blocks:
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        for ground in ("right", "wrong"):
            assert contrast(colours["mark-ink"], colours[ground]) >= LEAST_CONTRAST
    assert "url(" not in text
    assert "@import" not in text

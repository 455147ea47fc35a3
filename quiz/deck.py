"""Makes cards from the catalogue: every question, every right answer and its reason is read there.

A card is a pure function of the topic and a random generator that is handed in; only which photos
can be read depends on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from random import Random
from typing import TypeVar

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.tree import Question
from catalogue.visual_class import Kind, VisualClass
from model.errors import PhotoError
from quiz.card import MOST_CHOICES, PAIR, Card, CardKind, Choice, Picture, Topic
from quiz.local_photos import LocalPhotos, read
from quiz.tree_questions import Deciding, Telling, Way, deciding, telling
from quiz.tree_questions import ways as all_ways

WEBP = "image/webp"
# What a picture's class can have before anyone has measured, gravest first; always offered in
# this order, so that a hurried reader finds the words where they were.
STATUSES = (Status.PROHIBITED, Status.EXPORT_AUTHORISATION, Status.DEPENDS, Status.NOT_LISTED)
PHOTO_CHANCE = 0.5  # of a photo, where a class has both: neither kind is to be unlearnt
# Further views of a slender thing show one of its ends (docs/datasheet-rendered.md), which names
# it to nobody who has not seen the whole.
WHOLE_VIEWS = 6
_Item = TypeVar("_Item")


class Deck:
    """All that can be asked.

    Args:
        catalogue: the goods, the law and the rendered views.
        words: how each status is called on the page.
        photos: photos of one's own; may be none.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        words: Mapping[Status, str],
        photos: LocalPhotos | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.photos = photos or LocalPhotos()
        self._words = words
        self._telling: dict[Topic, Telling] = {}
        self._deciding: dict[Topic, tuple[Deciding, ...]] = {}

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic, in the order of the catalogue."""
        found = [topic for its in self.classes for topic in self._about(its)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def classes(self) -> tuple[VisualClass, ...]:
        """The classes that are asked about: goods and look-alikes with a picture."""
        return tuple(
            its
            for its in self.catalogue.classes
            if its.kind is not Kind.OTHER
            and (self.catalogue.reference_views(its.id) or self.photos.of(its.id))
        )

    def _about(self, its: VisualClass) -> Iterable[Topic]:
        yield Topic(CardKind.NAME, its.id)
        yield Topic(CardKind.LISTED, its.id)
        settled = deciding(its, self.catalogue)
        if settled:
            topic = Topic(CardKind.DECIDES, its.id)
            self._deciding[topic] = settled
            yield topic
        shown = {each.id for each in self.classes}
        for other in (alike.id for alike in its.look_alikes if alike.id in shown):
            yield Topic.of_pair(CardKind.DIFFERENCE, its.id, other)
            topic = Topic.of_pair(CardKind.DECIDES, its.id, other)
            parts = telling(*(self.catalogue[id] for id in topic.classes))
            if parts is not None:
                self._telling[topic] = parts
                yield topic

    def annexes(self, topic: Topic) -> frozenset[str]:
        """The annexes it teaches: of its classes, for a look-alike of what it is taken for."""
        found: set[str] = set()
        for id in topic.classes:
            its = self.catalogue[id]
            goods = (its, *(self.catalogue[alike.id] for alike in its.look_alikes))
            of = goods if its.kind is Kind.LOOK_ALIKE else (its,)
            found |= {entry.annex for each in of for entry in each.entries}
        return frozenset(found)

    def has_photo(self, topic: Topic) -> bool:
        """Whether the topic can be asked with a photo of one's own."""
        is_seen = topic.kind in (CardKind.NAME, CardKind.LISTED)
        return is_seen and bool(self.photos.of(topic.key))

    def card(self, topic: Topic, rng: Random, *, only_photos: bool = False) -> Card:
        """Ask about a topic.

        Args:
            topic: one of `topics`.
            rng: chooses pictures, wrong answers and their order.
            only_photos: show a photo where one can be read.

        Raises:
            ValueError: the topic is none of this deck's.
        """
        if topic not in self.topics:
            raise ValueError(f"{topic} is no topic of this deck")
        notes: list[str] = []
        pictures = tuple(
            self._picture(id, rng, notes, only_photos=only_photos) for id in topic.classes
        )
        return self._ask(topic, pictures, rng, tuple(notes))

    def _ask(
        self, topic: Topic, pictures: tuple[Picture, ...], rng: Random, notes: tuple[str, ...]
    ) -> Card:
        its = self.catalogue[topic.classes[0]]
        if topic.kind is CardKind.NAME:
            ask, named, given = "Which good is this?", False, ()
            choices, right = _shuffled(self._names(its, rng), rng)
            why: tuple[str, ...] = (its.recognise_by,)
        elif topic.kind is CardKind.LISTED:
            ask, named, given = "Is it on the lists?", False, ()
            choices = tuple(Choice(status, self._words[status]) for status in STATUSES)
            right, why = STATUSES.index(its.status), (its.status_reason,)
        elif topic.kind is CardKind.DIFFERENCE:
            ask, named, given = "What tells these two apart?", False, ()
            texts = self._differences(topic, rng)
            choices, right = _shuffled(texts, rng)
            why = (texts[0].text,)
        elif topic in self._telling:
            return self._tell(topic, pictures, rng, notes)
        else:
            return self._decide(topic, pictures, rng, notes)
        return Card(topic, ask, given, pictures, named, choices, right, why, notes)

    def view(self, id: str, rng: Random) -> Picture:
        """One rendered view of a class.

        Raises:
            ValueError: it has none.
        """
        files = self.catalogue.reference_views(id)[:WHOLE_VIEWS]
        if not files:
            raise ValueError(f"{id!r} has no rendered view")
        return Picture(rng.choice(files).read_bytes(), WEBP, id, is_photo=False)

    def _picture(self, id: str, rng: Random, notes: list[str], *, only_photos: bool) -> Picture:
        """A photo that can be read or a rendered view; what cannot be read is noted."""
        photos = list(self.photos.of(id))
        has_view = bool(self.catalogue.reference_views(id))
        if photos and (only_photos or not has_view or rng.random() < PHOTO_CHANCE):
            rng.shuffle(photos)
            for file in photos:
                try:
                    return read(file, id)
                except PhotoError as error:
                    notes.append(f"A photo was left out: {error}.")
        return self.view(id, rng)

    def _names(self, its: VisualClass, rng: Random) -> list[Choice]:
        """The class first, then three others: what it is confused with, then its relatives."""
        alike = [each.id for each in its.look_alikes]
        others = [each for each in self.classes if each.id != its.id and each.id not in alike]
        kin = [each.id for each in others if _is_kin(each, its)]
        rest = [each.id for each in others if not _is_kin(each, its)]
        known = [id for id in alike if self.catalogue[id].kind is not Kind.OTHER]
        chosen = [*_mixed(known, rng), *_mixed(kin, rng), *_mixed(rest, rng)][: MOST_CHOICES - 1]
        return [Choice(id, self.catalogue[id].name) for id in (its.id, *chosen)]

    def _differences(self, topic: Topic, rng: Random) -> list[Choice]:
        """The difference of the pair, then those of either class from others.

        The pictures stand there without names, and each text names one of the two, so that names
        alone do not give the answer away.
        """
        own = self.differences(*topic.classes)
        near = [choice for id in topic.classes for choice in self._told_of(id)]
        far = [choice for each in self.classes for choice in self._told_of(each.id)]
        found = {own[0]: topic.key}
        for choice in (*_mixed(near, rng), *_mixed(far, rng)):
            if choice.text not in own and choice.id not in found.values():
                found.setdefault(choice.text, choice.id)
            if len(found) == MOST_CHOICES:
                break
        return [Choice(id, text) for text, id in found.items()]

    def _told_of(self, id: str) -> list[Choice]:
        return [
            Choice(PAIR.join(sorted((id, alike.id))), alike.difference)
            for alike in self.catalogue[id].look_alikes
        ]

    def differences(self, one: str, other: str) -> tuple[str, ...]:
        """What the catalogue says of two classes side by side; empty where it says nothing."""
        return tuple(
            alike.difference
            for id, against in ((one, other), (other, one))
            for alike in self.catalogue[id].look_alikes
            if alike.id == against
        )

    def _tell(
        self, topic: Topic, pictures: tuple[Picture, ...], rng: Random, notes: tuple[str, ...]
    ) -> Card:
        """Which question tells two classes apart."""
        parts = self._telling[topic]
        names = [self.catalogue[id].name for id in topic.classes]
        others = {parts.question.ask: parts.question.id}
        for each in (*_mixed(parts.others, rng), *_mixed(self._of_other_trees(topic), rng)):
            if len(others) < MOST_CHOICES and each.id not in others.values():
                others.setdefault(each.ask, each.id)
        choices, right = _shuffled([Choice(id, ask) for ask, id in others.items()], rng)
        why = tuple(
            f"{name}: “{_either(leading)}”."
            for name, leading in zip(names, (parts.first, parts.second), strict=True)
        )
        ask = "Which question tells these two apart?"
        help_ = (parts.question.help,) if parts.question.help else ()
        return Card(topic, ask, (), pictures, True, choices, right, (*why, *help_), notes)

    def _of_other_trees(self, topic: Topic) -> tuple[Question, ...]:
        """Questions about other goods, where a tree has too few of its own."""
        tree = self.catalogue[topic.classes[0]].tree
        return tuple(
            question
            for id in self.catalogue.tree_ids
            if tree is None or id != tree.id
            for question in self.catalogue.tree(id).questions.values()
        )

    def _decide(
        self, topic: Topic, pictures: tuple[Picture, ...], rng: Random, notes: tuple[str, ...]
    ) -> Card:
        """Which answer leads to a status."""
        its = rng.choice(self._deciding[topic])
        ways = [its.right, *_mixed(its.wrong, rng)[: MOST_CHOICES - 1]]
        offered = [Choice(way.say, way.say) for way in ways]
        choices, right = _shuffled(offered, rng)
        if its.question.measure:  # ranges are read in rising order
            rising = [way.say for way in all_ways(its.question)]
            choices = tuple(sorted(offered, key=lambda choice: rising.index(choice.id)))
            right = choices.index(offered[0])
        ask = f"{its.question.ask} Which answer makes it “{self._words[its.target]}”?"
        given = tuple(f"{question.ask} {way.say}." for question, way in its.given)
        ruling = self.catalogue.ruling(its.end.subject)
        why = (its.end.reason,) if its.end.refer else (its.end.reason, ruling.reason)
        return Card(topic, ask, given, pictures, True, choices, right, why, notes)


def _is_kin(one: VisualClass, other: VisualClass) -> bool:
    """Whether two classes share a tree or an annex."""
    same_tree = one.tree is not None and other.tree is not None and one.tree.id == other.tree.id
    annexes = {entry.annex for entry in one.entries} & {entry.annex for entry in other.entries}
    return same_tree or bool(annexes)


def _either(ways: tuple[Way, ...]) -> str:
    return "” or “".join(way.say for way in ways)


def _mixed(items: Iterable[_Item], rng: Random) -> list[_Item]:
    found = list(items)
    rng.shuffle(found)
    return found


def _shuffled(choices: list[Choice], rng: Random) -> tuple[tuple[Choice, ...], int]:
    """The choices in a new order, and where the first of them went."""
    mixed = _mixed(choices, rng)
    return tuple(mixed), mixed.index(choices[0])

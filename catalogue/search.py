"""Finds goods, look-alikes and entries by words, trade names, codes or item numbers.

Tolerant of spelling: words are compared by normalised edit similarity (RapidFuzz). The only
module of the catalogue that needs a library; loading the catalogue does not import it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from catalogue.languages import read_languages
from catalogue.law import LegalEntry
from catalogue.load import Catalogue
from catalogue.visual_class import LegalLink, VisualClass

ITEM = re.compile(r"(?:annex\s*)?(ii|iii|iv)[\s,.]*(?:item|entry|no)?\s*(\d+(?:\.\d+)?)?")
CODE = re.compile(r"(?:ex\s*)?\d[\d\s.]{2,}\d")
TOKEN = re.compile(r"\w+(?:[-']\w+)*")
# Words that stand in almost every text and tell nothing apart.
COMMON = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "with",
        "without",
    )
)
SIMILAR = 76.0  # per cent; lets one slip through in a word of five letters, two in one of nine
ALIKE = 84.0  # per cent; a whole name with one or two slips
SCATTERED = 0.9  # words found here and there are worth less than a whole name
NAME = 60  # letters; longer texts are descriptions
LEAST = 0.42  # of a whole match; below, a hit is noise
PREFIX = 3  # letters from which the beginning of a word is enough
PREFIX_SCORE = 90.0  # per cent: a beginning is nearly the word
# What a match in each field is worth; a name says more than a description.
WEIGHTS: Mapping[str, float] = {
    "name": 1.0,
    "also called": 0.97,
    "in other languages": 0.97,
    "feature": 0.8,
    "looks like": 0.55,
    "text of the entry": 0.6,
    "goods": 0.85,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        kind: `good`, `look_alike`, `other` or `entry`.
        id: of the class, or the key of the entry such as `II 2.4`.
        name: of the class, or what the entry covers.
        why: which field matched, and the words in it.
        score: 0..1; 1 is the very name, code or number.
    """

    kind: str
    id: str
    name: str
    why: str
    score: float


class SearchIndex:
    """All words of a catalogue, ready to be searched.

    Args:
        catalogue: its query says which lists are searched.

    Raises:
        CatalogueError: a file breaks a rule.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._classes = catalogue.classes
        self._entries = catalogue.entries
        self._places: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        self._whole: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        self._subjects = {id: its.name for id, its in catalogue.subjects.items()}
        names = [its.names for its in read_languages(catalogue.files("languages")).values()]
        for number, its in enumerate(self._classes):
            self._add(number, _texts_of_class(its, names))
        for number, entry in enumerate(self._entries, start=len(self._classes)):
            self._add(number, self._texts_of_entry(entry))
        self._vocabulary = tuple(self._places)
        self._reach = [(its, _names(its.links), _names(its.also)) for its in self._classes]
        self._squeezed = {whole: _squeezed(whole) for whole in self._whole if len(whole) < NAME}

    def _texts_of_entry(self, entry: LegalEntry) -> Iterator[tuple[str, str]]:
        yield from (("goods", self._subjects[id]) for id in (*entry.subjects, *entry.arguably))
        yield "text of the entry", entry.summary
        yield from (("text of the entry", note) for note in entry.notes)

    def _add(self, number: int, texts: Iterable[tuple[str, str]]) -> None:
        """Note the words of one thing; a field that repeats a word counts once."""
        for field, text in texts:
            self._whole[_plain(text)].append((number, field, text))
            for token in dict.fromkeys(_tokens(text)):
                self._places[token].append((number, field, text))

    def find(self, words: str, limit: int = 12) -> tuple[Hit, ...]:
        """What fits the words best, best first.

        Args:
            words: words, a trade name, a CN or HS code (`7326 90`), or an item (`II 2.4`).
            limit: at most so many hits.
        """
        plain = _plain(words)
        hits = [*self._by_item(plain), *self._by_code(plain)]
        if not hits:
            hits = list(self._by_words(plain))
        hits.sort(key=lambda hit: (-hit.score, hit.kind == "entry", hit.id))
        return tuple(hits[:limit])

    def _by_item(self, plain: str) -> Iterator[Hit]:
        """`II 2.4`, `annex iii`, `0A982`: the entries, then the classes that reach them."""
        item = ITEM.fullmatch(plain)
        for entry in self._entries:
            if item is not None:
                annex, number = item[1].upper(), item[2]
                fits = entry.annex == annex and number in (None, entry.item)
            else:
                fits = plain == _plain(entry.item)
            if fits:
                yield _entry_hit(entry, f"item {entry.key}", 1.0)
                yield from self._reaching(entry, f"can fall under {entry.key}")

    def _by_code(self, plain: str) -> Iterator[Hit]:
        """CN and HS codes, whole or by their first four or more digits."""
        if CODE.fullmatch(plain) is None:
            return
        digits = re.sub(r"\D", "", plain)
        best: dict[str, Hit] = {}
        for entry in self._entries:
            codes = [c for c in entry.cn if re.sub(r"\D", "", c).startswith(digits)]
            if codes:
                yield _entry_hit(entry, f"CN {codes[0]}", 1.0)
                for hit in self._reaching(entry, f"CN {codes[0]} of {entry.key}"):
                    best.setdefault(hit.id, hit)
        yield from best.values()

    def _reaching(self, entry: LegalEntry, why: str) -> Iterator[Hit]:
        """Classes that can fall under an entry; those taken for it before the others."""
        for its, own, also in self._reach:
            name = (entry.instrument, entry.key)
            if name in own or name in also:
                yield _class_hit(its, why, 0.9 if name in own else 0.6)

    def _by_words(self, plain: str) -> Iterator[Hit]:
        """Each word may be slightly wrong; most of them should match."""
        tokens = [token for token in _tokens(plain) if token not in COMMON]
        if not tokens:
            return
        scores: dict[int, float] = defaultdict(float)
        why: dict[int, tuple[float, str]] = {}
        for token in tokens:
            for number, (score, reason) in self._matches(token).items():
                scores[number] += score / len(tokens)
                why[number] = max(why.get(number, (0.0, "")), (score, reason))
        for number in scores:
            scores[number] *= SCATTERED
        for whole, similar in self._whole_like(plain):
            for number, field, text in self._whole[whole]:
                score = similar * WEIGHTS[field]
                if score > scores[number]:
                    scores[number] = score
                    why[number] = (score, f"{field}: {text}")
        for number, score in scores.items():
            if score >= LEAST:
                yield self._hit(number, why[number][1], min(score, 1.0))

    def _whole_like(self, plain: str) -> Iterator[tuple[str, float]]:
        """Whole names much like the query, spaces aside, each with its likeness 0..1."""
        similar = process.extract(
            _squeezed(plain), self._squeezed, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
        )
        yield from ((whole, score / 100) for _, score, whole in similar)

    def _matches(self, token: str) -> dict[int, tuple[float, str]]:
        """Thing -> (score of its best word for this token, where it stands)."""
        similar = process.extract(
            token, self._vocabulary, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=None
        )
        found = {word: score for word, score, _ in similar}
        if len(token) >= PREFIX or not token.isascii():
            for word in self._vocabulary:
                if word.startswith(token) or (not token.isascii() and token in word):
                    found[word] = max(found.get(word, 0.0), PREFIX_SCORE)
        best: dict[int, tuple[float, str]] = {}
        for word, score in found.items():
            for number, field, text in self._places[word]:
                value = (score / 100 * WEIGHTS[field], f"{field}: {text}")
                best[number] = max(best.get(number, (0.0, "")), value)
        return best

    def _hit(self, number: int, why: str, score: float) -> Hit:
        if number < len(self._classes):
            return _class_hit(self._classes[number], why, score)
        return _entry_hit(self._entries[number - len(self._classes)], why, score)


def _names(links: Iterable[LegalLink]) -> frozenset[tuple[str, str]]:
    """What tells entries apart within the lists of one query."""
    return frozenset((link.entry.instrument, link.entry.key) for link in links)


def _texts_of_class(
    its: VisualClass, languages: Iterable[Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """Field and text of everything that may be searched."""
    yield "name", its.name
    yield "name", its.id.replace("_", " ")
    yield from (("also called", name) for name in its.other_names)
    yield from (("in other languages", names[its.id]) for names in languages if its.id in names)
    yield from (("feature", feature) for feature in its.features)
    yield "looks like", its.recognise_by


def _class_hit(its: VisualClass, why: str, score: float) -> Hit:
    return Hit(its.kind.value, its.id, its.name, why, round(score, 3))


def _entry_hit(entry: LegalEntry, why: str, score: float) -> Hit:
    return Hit("entry", entry.key, entry.summary, why, round(score, 3))


def _squeezed(plain: str) -> str:
    """Without what people leave out or put in between the parts of a name."""
    return re.sub(r"[\s'’-]+", "", plain)


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """Lower case without accents, so that `Fußfessel` and `fussfessel` are one."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c)).strip()


def _tokens(text: str) -> list[str]:
    """Words; a hyphenated word also counts as its parts."""
    words: list[str] = TOKEN.findall(_plain(text))
    return [part for word in words for part in dict.fromkeys((word, *re.split(r"[-']", word)))]

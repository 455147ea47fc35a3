"""Who said independently what a photo shows: first labels and blind opinions.

Only what a person said without seeing what others said counts as independent. A review of a shown
label, or another label in place of a shown one, is counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from datasets.library import elsewhere
from datasets.library.library import Library
from datasets.library.record import Verdict

CANNOT_TELL = "(cannot tell)"  # no label can be written so


@dataclass(frozen=True, slots=True)
class Rating:
    """What one person said of one photo.

    Attributes:
        photo: What was rated.
        thing: The physical object it shows.
        by: Who rated.
        value: The class, or `CANNOT_TELL`.
    """

    photo: str
    thing: str
    by: str
    value: str

    def __post_init__(self) -> None:
        if not (self.photo and self.thing and self.by and self.value):
            raise ValueError(f"a rating needs photo, object, person and value: {self}")


@dataclass(frozen=True, slots=True)
class Seen:
    """Reviews by people who saw the first label: no independent opinions.

    Attributes:
        accepted: Labels accepted so.
        rejected: Labels rejected so.
        relabelled: Photos that got another label in place of a shown one of another person.
        elsewhere: Reviews that came with an import; nobody reviewed the photo here.
        opinions: Blind opinions that came with an import; they are counted as independent.
    """

    accepted: int
    rejected: int
    relabelled: int
    elsewhere: int = 0
    opinions: int = 0


# A first label: there was none before, and it was not taken back. An imported one counts as said
# by whom the import names.
_FIRST = """
SELECT p.sha256, p."group", json_extract(c.after, '$.labelled_by'),
    json_extract(c.after, '$.label')
FROM change AS c JOIN photo AS p ON p.id = c.photo
WHERE c.kind IN ('added', 'changed')
    AND coalesce(json_extract(c.before, '$.labelled_by'), '') = ''
    AND coalesce(json_extract(c.after, '$.labelled_by'), '') <> ''
    AND NOT EXISTS (SELECT 1 FROM change AS u WHERE u.undoes = c.seq)
ORDER BY c.seq"""
_BLIND = """
SELECT p.sha256, p."group", o.actor, o.label
FROM opinion AS o JOIN photo AS p ON p.id = o.photo ORDER BY o.at, p.sha256"""
_REVIEWED = """
SELECT sha256, verdict FROM photo AS p WHERE verdict IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM opinion AS o WHERE o.photo = p.id AND o.actor = p.reviewed_by)"""
# Before its photo came into this library: it was given elsewhere, as `more` demands.
_IMPORTED = """
SELECT count(*) FROM opinion AS o JOIN photo AS p ON p.id = o.photo WHERE o.at < p.added"""
_REPLACED = """
SELECT count(DISTINCT c.photo) FROM change AS c
WHERE c.kind = 'changed' AND coalesce(json_extract(c.before, '$.labelled_by'), '') <> ''
    AND coalesce(json_extract(c.after, '$.labelled_by'), '') <> ''
    AND json_type(c.after, '$.label') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change AS u WHERE u.undoes = c.seq)"""


def ratings(library: Library) -> tuple[Rating, ...]:
    """First labels and blind opinions; of each person the first on each photo."""
    found: dict[tuple[str, str], Rating] = {}
    with library.reading() as db:
        for statement in (_FIRST, _BLIND):
            for photo, thing, by, label in db.execute(statement):
                rating = Rating(photo, thing, by, label or CANNOT_TELL)
                found.setdefault((photo, by.casefold()), rating)
    names: dict[str, str] = {}  # one person may be written in two ways
    return tuple(
        Rating(each.photo, each.thing, names.setdefault(each.by.casefold(), each.by), each.value)
        for each in found.values()
    )


def seen(library: Library) -> Seen:
    """Reviews and labels by people who saw what the first one said."""
    with library.reading() as db:
        verdicts = dict(db.execute(_REVIEWED).fetchall())
        (replaced,) = db.execute(_REPLACED).fetchone()
        (opinions,) = db.execute(_IMPORTED).fetchone()
        imported = elsewhere.reviewed(library)
    counts = Counter(verdict for sha256, verdict in verdicts.items() if sha256 not in imported)
    here = counts[Verdict.ACCEPTED.value], counts[Verdict.REJECTED.value]
    return Seen(*here, replaced, sum(sha256 in imported for sha256 in verdicts), opinions)

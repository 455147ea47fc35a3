"""Reads one decision tree from its TOML file."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from catalogue.errors import CatalogueError
from catalogue.tables import Table, parse
from catalogue.tree import Answer, Band, End, Question, Tree

TREE_KEYS = ("name", "question", "end")
QUESTION_KEYS = ("id", "ask", "help", "answers", "measure", "bands")
ANSWER_KEYS = ("say", "to")
BAND_KEYS = ("below", "at_most", "to")
END_KEYS = ("id", "subject", "reason", "refer")

Part = TypeVar("Part", Question, End)


def read_tree(file: str, content: bytes, *, subjects: Mapping[str, object]) -> Tree:
    """Read and check one tree.

    Args:
        file: relative name; its stem is the id.
        content: its bytes.
        subjects: every subject, by id.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    top = Table(file, parse(file, content))
    top.allow(TREE_KEYS)
    try:
        return Tree(
            id=file.rsplit("/", 1)[-1].removesuffix(".toml"),
            name=top.text("name"),
            questions=_by_id(top, [_question(top, values) for values in top.tables("question")]),
            ends=_by_id(top, [_end(top, values, subjects) for values in top.tables("end")]),
        )
    except ValueError as error:
        raise CatalogueError(f"{file}: {error}") from error


def _by_id(top: Table, parts: Sequence[Part]) -> dict[str, Part]:
    """The parts by their ids, which must differ."""
    found: dict[str, Part] = {}
    for part in parts:
        if part.id in found:
            raise top.fault(f"{part.id!r} stands twice; rename one.")
        found[part.id] = part
    return found


def _question(top: Table, values: Mapping[str, object]) -> Question:
    row = Table(top.file, values, f"in question {values.get('id', '?')!r}")
    row.allow(QUESTION_KEYS)
    return Question(
        id=row.text("id"),
        ask=row.text("ask"),
        help=row.text("help", required=False),
        answers=tuple(_answer(row, each) for each in row.tables("answers", required=False)),
        measure=row.text("measure", required=False),
        bands=tuple(_band(row, each) for each in row.tables("bands", required=False)),
    )


def _answer(row: Table, values: Mapping[str, object]) -> Answer:
    table = Table(row.file, values, row.where)
    table.allow(ANSWER_KEYS)
    return Answer(say=table.text("say"), to=table.text("to"))


def _band(row: Table, values: Mapping[str, object]) -> Band:
    table = Table(row.file, values, row.where)
    table.allow(BAND_KEYS)
    below, at_most = table.number("below"), table.number("at_most")
    if below is not None and at_most is not None:
        raise table.fault("a band has either 'below' or 'at_most', not both.")
    limit = at_most if below is None else below
    return Band(limit=limit, inclusive=at_most is not None, to=table.text("to"))


def _end(top: Table, values: Mapping[str, object], subjects: Mapping[str, object]) -> End:
    row = Table(top.file, values, f"in end {values.get('id', '?')!r}")
    row.allow(END_KEYS)
    subject = row.text("subject")
    row.known(subject, subjects, "subject")
    return End(
        id=row.text("id"),
        subject=subject,
        reason=row.text("reason"),
        refer=row.flag("refer"),
    )

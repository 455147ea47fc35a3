"""Reads one visual class from its TOML file and asks the lists what they say of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.ruling import Ruling
from catalogue.tables import Table, parse
from catalogue.tree import End, Tree
from catalogue.visual_class import Kind, LookAlike, VisualClass

CLASS_KEYS = (
    "name",
    "other_names",
    "features",
    "recognise_by",
    "status_reason",
    "tree",
    "start",
    "subjects",
    "look_alikes",
    "checks",
    "photo_cannot_show",
    "safety",
)


@dataclass(frozen=True, slots=True)
class Law:
    """What a class file leans on: trees by id, and the rulings of one place and day.

    Attributes:
        trees: id -> tree, for every id; raises CatalogueError for a tree that breaks a rule.
        tree_ids: every id of a tree.
        ruling: subject id -> what the lists say.
        worded: whether the lists are those for which the class files are worded.
    """

    trees: Callable[[str], Tree]
    tree_ids: Collection[str]
    ruling: Callable[[str], Ruling]
    worded: bool


def read_class(
    file: str, content: bytes, *, kind: Kind, law: Law, ids: Collection[str]
) -> VisualClass:
    """Read and check one class file.

    Args:
        file: relative name; its stem is the id.
        content: its bytes.
        kind: given by the folder.
        law: trees and rulings.
        ids: every id of the catalogue.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    row = Table(file, parse(file, content))
    row.allow(CLASS_KEYS)
    tree, start = _tree(row, law)
    subjects = row.texts("subjects", required=tree is not None)
    ends = tree.ends_from(start) if tree else ()
    rulings = tuple(law.ruling(id) for id in dict.fromkeys(end.subject for end in ends))
    status = _status(subjects, ends, {ruling.subject.id: ruling for ruling in rulings})
    reason = row.text("status_reason")
    try:
        return VisualClass(
            id=file.rsplit("/", 1)[-1].removesuffix(".toml"),
            kind=kind,
            name=row.text("name"),
            other_names=row.texts("other_names", required=False),
            features=row.texts("features", required=kind is not Kind.OTHER),
            recognise_by=row.text("recognise_by"),
            status=status,
            status_reason=reason if law.worded else _reason(subjects, status, rulings),
            rulings=rulings,
            look_alikes=tuple(
                _look_alike(row, values, ids)
                for values in row.tables("look_alikes", required=False)
            ),
            checks=row.texts("checks", required=False),
            photo_cannot_show=row.text("photo_cannot_show"),
            safety=row.text("safety", required=False),
            tree=tree,
            start=start,
            subjects=subjects,
        )
    except ValueError as error:
        raise CatalogueError(f"{file}: {error}") from error


def _tree(row: Table, law: Law) -> tuple[Tree | None, str]:
    """The tree and the first question; by default the first of the file."""
    id = row.text("tree", required=False)
    start = row.text("start", required=False)
    if not id:
        if start or row.texts("subjects", required=False):
            raise row.fault("'start' and 'subjects' need a 'tree'.")
        return None, ""
    row.known(id, law.tree_ids, "tree")
    tree = law.trees(id)
    start = start or next(iter(tree.questions))
    row.known(start, tree.questions, "question")
    return tree, start


def _status(
    subjects: tuple[str, ...], ends: tuple[End, ...], rulings: Mapping[str, Ruling]
) -> Status:
    """What the lists say of all it can be taken for, if they agree; else it depends.

    What only the authority can settle depends, too, as long as nobody has asked the questions.
    """
    found = {
        Status.DEPENDS if end.refer else rulings[end.subject].status
        for end in ends
        if end.subject in subjects
    }
    if not ends:
        return Status.NOT_LISTED
    status = found.pop() if len(found) == 1 else Status.DEPENDS
    return Status.DEPENDS if status is Status.REFER else status


def _reason(subjects: tuple[str, ...], status: Status, rulings: tuple[Ruling, ...]) -> str:
    """Why, for lists that the class file is not worded for."""
    if not rulings:
        return "The catalogue knows no entry for it."
    if status is Status.DEPENDS:
        return "It depends on the answers to the questions; each leads to its own status."
    return next(ruling.reason for ruling in rulings if ruling.subject.id in subjects)


def _look_alike(row: Table, values: Mapping[str, object], ids: Collection[str]) -> LookAlike:
    """One look-alike; its class must exist."""
    table = Table(row.file, values, "in 'look_alikes'")
    table.allow(("id", "difference"))
    other = table.text("id")
    table.known(other, ids, "look-alike")
    return LookAlike(other, table.text("difference"))

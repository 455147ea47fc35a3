"""Writes `docs/law-coverage.md`: entries in force, the classes that reach them, pictures."""

from collections.abc import Iterator

from catalogue.commands import reaching
from catalogue.law import LegalEntry
from catalogue.load import Catalogue
from catalogue.visual_class import Kind

HEAD = """# Which class reaches which entry

Made by `uv run python -m catalogue coverage --write docs/law-coverage.md`; a test compares the two.
Entries are described in our own words; the Official Journal prevails. A class in **bold** is what
the entry names; the others can fall under it after the questions of their tree. The number behind
a class is that of its rendered reference pictures; 0 means that none was made yet, and that the
released model does not know the class.
"""


def document(catalogue: Catalogue) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines(catalogue)) + "\n"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield HEAD
    for held in catalogue.lists:
        yield f"## {held.instrument.name}, Annex {held.goods.terms.annex}"
        yield f"\n{held.label}. {held.goods.heading}.\n"
        yield "| item | goods | classes (reference pictures) |"
        yield "|---|---|---|"
        for entry in held.goods.entries:
            yield f"| {entry.item} | {_goods(catalogue, entry)} | {_classes(catalogue, entry)} |"
        yield ""
    yield "## Not listed, yet looked at\n"
    yield "Goods that a tree ends in and no entry in force names, and why.\n"
    yield "| goods | status | why |"
    yield "|---|---|---|"
    ends = {end.subject for id in catalogue.tree_ids for end in catalogue.tree(id).ends.values()}
    for id in sorted(ends):
        ruling = catalogue.ruling(id)
        if not ruling.entries or ruling.by_reading:
            yield f"| {ruling.subject.name} | {ruling.status.value} | {ruling.reason} |"


def _goods(catalogue: Catalogue, entry: LegalEntry) -> str:
    return ", ".join(catalogue.subjects[id].name for id in entry.subjects)


def _classes(catalogue: Catalogue, entry: LegalEntry) -> str:
    """Classes with the count of their pictures; or why there is none."""
    shown = []
    for id in reaching(catalogue, entry):
        its = catalogue[id]
        own = entry in its.entries
        if its.kind is not Kind.GOOD and not own:
            continue  # a look-alike reaches it only by turning out to be the good
        count = len(catalogue.reference_views(id))
        shown.append(f"**{id}** ({count})" if own else f"{id} ({count})")
    if shown:
        return ", ".join(shown)
    reasons = [catalogue.subjects[id].no_picture for id in entry.subjects]
    return " ".join(dict.fromkeys(reason for reason in reasons if reason))

"""Proves the whole catalogue: parses every file, compares them, and says every fault in a sentence.

Each sentence names the file, the field and the reason.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from catalogue.errors import CatalogueError
from catalogue.languages import read_languages
from catalogue.law import Status
from catalogue.load import FOLDERS, SUBJECTS_FILE, Catalogue
from catalogue.visual_class import Kind, VisualClass


def faults(catalogue: Catalogue, today: date) -> tuple[str, ...]:
    """One sentence for each broken rule.

    A fault in the law, the subjects or a tree hides those that lean on it.

    Args:
        catalogue: asked for the lists in force in the European Union.
        today: no date of a check may lie after it.
    """
    try:
        _ = catalogue.law, catalogue.subjects
    except CatalogueError as error:
        return (str(error),)
    found = [*_parse_lists(catalogue), *_parse_trees(catalogue)]
    if found:
        return tuple(found)
    classes: dict[str, VisualClass] = {}
    for id in catalogue.ids():
        try:
            classes[id] = catalogue[id]
        except CatalogueError as error:
            found.append(str(error))
    found += _language_faults(catalogue)
    if not found:
        for rule in RULES:
            found += rule(catalogue, classes, today)
    return tuple(found)


def _parse_lists(catalogue: Catalogue) -> Iterator[str]:
    """Faults inside list files, and list files that no instrument names."""
    named = set()
    for act in catalogue.instruments.values():
        named.add(f"law/{act.id}/instrument.toml")
        for file in act.lists:
            named.add(f"law/{act.id}/{file}")
            try:
                catalogue.goods_list(act, file)
            except CatalogueError as error:
                yield str(error)
    for name in catalogue.files("law"):
        if name not in named:
            yield f"{name}: no instrument names this file under 'lists'; add or remove it."


def _parse_trees(catalogue: Catalogue) -> Iterator[str]:
    """Faults inside tree files."""
    for id in catalogue.tree_ids:
        try:
            catalogue.tree(id)
        except CatalogueError as error:
            yield str(error)


def _language_faults(catalogue: Catalogue) -> Iterator[str]:
    """Faults inside language files."""
    try:
        languages = read_languages(catalogue.files("languages"))
    except CatalogueError as error:
        yield str(error)
        return
    for language in languages.values():
        for id in language.names:
            if id not in catalogue:
                yield f"languages/{language.code}.toml: 'names' has {id!r}, which is no class."


Classes = dict[str, VisualClass]


def _one_sided(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Look-alikes that do not list the class back: the inspector needs both directions."""
    for id, visual_class in classes.items():
        for look_alike in visual_class.look_alikes:
            other = classes[look_alike.id]
            if id not in {back.id for back in other.look_alikes}:
                yield (
                    f"{catalogue.file_of(other.id)}: {id!r} lists {other.id!r} as a look-alike, "
                    f"but not the other way round; list {id!r} too."
                )


def _orphans(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Look-alikes that are like no good."""
    for id, visual_class in classes.items():
        like = {classes[other.id].kind for other in visual_class.look_alikes}
        if visual_class.kind is Kind.LOOK_ALIKE and Kind.GOOD not in like:
            yield f"{catalogue.file_of(id)}: 'look_alikes' names no good; say what it is like."


ALLOWED = {
    Kind.GOOD: frozenset({Status.PROHIBITED, Status.EXPORT_AUTHORISATION, Status.DEPENDS}),
    Kind.LOOK_ALIKE: frozenset({Status.NOT_LISTED, Status.DEPENDS}),
    Kind.OTHER: frozenset({Status.NOT_LISTED}),
}


def _kinds(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Goods are listed or depend; look-alikes are not listed, or depend."""
    for id, its in classes.items():
        if its.status not in ALLOWED[its.kind]:
            yield (
                f"{catalogue.file_of(id)}: the lists say {its.status.value!r} of its 'subjects', "
                f"which does not fit the folder {FOLDERS[its.kind]!r}: goods are listed or "
                "depend; look-alikes are not listed, or depend."
            )


def _trees_used(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Questions and ends that no class can come to."""
    for tree_id in catalogue.tree_ids:
        tree = catalogue.tree(tree_id)
        starts = {its.start for its in classes.values() if its.tree is tree}
        reached = {id for start in starts for id in tree.reachable(start)}
        for id in (*tree.questions, *tree.ends):
            if id not in reached:
                yield f"trees/{tree_id}.toml: {id!r} is reached from no class; remove or ask it."


def _ends_cite(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Every end cites an entry of the lists in force, or says why it is not listed."""
    for tree_id in catalogue.tree_ids:
        for end in catalogue.tree(tree_id).ends.values():
            ruling = catalogue.ruling(end.subject)
            silent = ruling.status is Status.NOT_LISTED and not _says_why(catalogue, end.subject)
            if silent or ruling.status is Status.NOT_ESTABLISHED:
                yield (
                    f"trees/{tree_id}.toml in end {end.id!r}: 'subject' {end.subject!r} is in no "
                    f"entry in force, and {SUBJECTS_FILE} does not say 'unlisted'; say why."
                )


def _says_why(catalogue: Catalogue, subject: str) -> bool:
    """Whether an exclusion or the subject itself says why it is not listed."""
    left_out = {s for held in catalogue.lists for e in held.goods.exclusions for s in e.subjects}
    return subject in left_out or bool(catalogue.subjects[subject].unlisted)


def _entries_reached(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Entries in force that no class comes to, though their goods could be photographed."""
    reached = {entry.key for its in classes.values() for entry in its.reachable_entries}
    for entry in catalogue.entries:
        unseen = all(catalogue.subjects[s].no_picture for s in entry.subjects)
        if entry.key not in reached and not unseen:
            yield (
                f"{SUBJECTS_FILE}: 'no_picture' of {' or '.join(entry.subjects)} is missing, and "
                f"entry {entry.key} of {entry.version} is reached from no class; give it, or let "
                "a tree end there."
            )


def _subjects_used(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Subjects that nothing speaks of."""
    used = {end.subject for id in catalogue.tree_ids for end in catalogue.tree(id).ends.values()}
    for act in catalogue.instruments.values():
        for file in act.lists:
            goods = catalogue.goods_list(act, file)
            used |= {s for entry in goods.entries for s in (*entry.subjects, *entry.arguably)}
            used |= {s for exclusion in goods.exclusions for s in exclusion.subjects}
    for id in catalogue.subjects:
        if id not in used:
            yield f"{SUBJECTS_FILE}: {id!r} is in no tree and no list; remove it."


def _dates(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Days on which nobody can have checked anything yet."""
    for act in catalogue.instruments.values():
        for file, terms in act.lists.items():
            if terms.checked > today:
                yield (
                    f"law/{act.id}/instrument.toml in list {file!r}: 'checked' {terms.checked} "
                    "lies in the future; give the day of the last comparison."
                )


def _twice(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Names and trade names that two classes claim: a search would not know which is meant."""
    claims = Counter(
        name.casefold() for its in classes.values() for name in {its.name, *its.other_names}
    )
    for id, its in classes.items():
        for name in (its.name, *its.other_names):
            if claims[name.casefold()] > 1:
                yield (
                    f"{catalogue.file_of(id)}: {name!r} in 'name' or 'other_names' is claimed by "
                    "another class too; keep it in one."
                )


def _safety(catalogue: Catalogue, classes: Classes, today: date) -> Iterator[str]:
    """Goods that can hurt whoever handles them say how to handle them."""
    for id, its in classes.items():
        hazards = {catalogue.subjects[subject].hazard for subject in its.subjects} - {""}
        if its.kind is Kind.GOOD and hazards and not its.safety:
            yield (
                f"{catalogue.file_of(id)}: 'safety' is missing, but its subjects have the hazard "
                f"{', '.join(sorted(hazards))}; say how to handle it."
            )


RULES: tuple[Callable[[Catalogue, Classes, date], Iterator[str]], ...] = (
    _one_sided,
    _orphans,
    _kinds,
    _trees_used,
    _ends_cite,
    _entries_reached,
    _subjects_used,
    _dates,
    _twice,
    _safety,
)

"""What each command of `python -m catalogue` prints; the command line itself is `__main__.py`."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from catalogue.checks import faults
from catalogue.decision import Given, decide, parse_measured
from catalogue.errors import CatalogueError
from catalogue.languages import ENGLISH, Language, read_languages
from catalogue.law import LegalEntry
from catalogue.load import Catalogue
from catalogue.page import asked, decision_lines, entry_lines, page
from catalogue.record import decision_record, entry_record, record, row
from catalogue.visual_class import Kind, VisualClass


def language_of(catalogue: Catalogue, code: str) -> Language:
    """The language of a code.

    Raises:
        CatalogueError: no such language is stored.
    """
    languages = read_languages(catalogue.files("languages"))
    if code not in languages:
        raise CatalogueError(
            f"no language {code!r} is stored; there are: {', '.join(sorted(languages))}."
        )
    return languages[code]


def check(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print one sentence for each fault, or the counts and the version."""
    found = faults(catalogue, date.today())
    for sentence in found:
        print(sentence, file=sys.stderr)
    if found:
        return 1
    counts = {kind: len(catalogue.ids(kind)) for kind in Kind}
    lists = sum(len(act.lists) for act in catalogue.instruments.values())
    print(
        f"{counts[Kind.GOOD]} goods, {counts[Kind.LOOK_ALIKE]} look-alikes, "
        f"{counts[Kind.OTHER]} other; {len(catalogue.tree_ids)} trees; "
        f"{len(catalogue.entries)} legal entries in force in the EU; "
        f"{len(catalogue.instruments)} instruments with {lists} lists; "
        f"version {catalogue.version}"
    )
    return 0


def listing(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print one line for each class, or a JSON array."""
    if options.json:
        print_json([row(visual_class) for visual_class in catalogue.classes])
        return 0
    language = language_of(catalogue, options.language)
    for its in catalogue.classes:
        entries = ", ".join(entry.key for entry in its.entries) or "-"
        name = language.class_name(its.id, its.name).visible
        print(f"{its.id:<22} {its.kind.value:<11} {its.status.value:<21} {name} ({entries})")
    return 0


def show(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print the page of one class, or a JSON object."""
    visual_class = catalogue[options.id]
    if options.json:
        print_json(record(catalogue, visual_class))
    else:
        print(page(catalogue, visual_class, language_of(catalogue, options.language)), end="")
    return 0


def entry(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print an entry and the classes that can fall under it."""
    wanted = " ".join(options.key.upper().replace("ANNEX", " ").split())
    found = [e for e in catalogue.entries if wanted in (e.key.upper(), e.item.upper())]
    if not found:
        lists = "; ".join(asked(catalogue))
        raise CatalogueError(f"no entry is called {options.key!r} in the lists asked: {lists}.")
    if options.json:
        print_json([{**entry_record(e), "classes": reaching(catalogue, e)} for e in found])
        return 0
    for each in found:
        print("\n".join(entry_lines(catalogue, each)))
        names = [f"{id} ({catalogue[id].name})" for id in reaching(catalogue, each)]
        print("  Classes that can fall under it: " + (", ".join(names) or "none"))
    return 0


def reaching(catalogue: Catalogue, entry: LegalEntry) -> list[str]:
    """Ids of the classes that can fall under an entry; those taken for it come first."""
    own: list[str] = []
    others: list[str] = []
    for its in catalogue.classes:
        if entry in its.reachable_entries:
            (own if entry in its.entries else others).append(its.id)
    return own + others


def search(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print what fits the words best."""
    from catalogue.search import SearchIndex  # a library that no other command needs

    hits = SearchIndex(catalogue).find(" ".join(options.words), options.limit)
    if options.json:
        print_json(
            [
                {"kind": h.kind, "id": h.id, "name": h.name, "why": h.why, "score": h.score}
                for h in hits
            ]
        )
        return 0
    if not hits:
        print("Nothing found. This does not mean that the good is free.", file=sys.stderr)
        return 1
    for hit in hits:
        print(f"{hit.score:.2f}  {hit.kind:<11} {hit.id:<22} {hit.name}\n      {hit.why}")
    return 0


def ask(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Ask the questions of a class on a terminal, or follow the answers given."""
    visual_class = catalogue[options.id]
    answers = _given(visual_class, options.answer)
    decision = decide(catalogue, visual_class, answers)
    while decision.question is not None and sys.stdin.isatty() and not options.json:
        question = decision.question
        print("\n".join(decision_lines(decision, language_of(catalogue, options.language))))
        said = input(f"{question.ask} ").strip()
        if not said:
            break
        try:
            given = parse_measured(said) if question.measure else said
            decision = decide(catalogue, visual_class, {**answers, question.id: given})
        except CatalogueError as error:
            print(error)
            continue
        answers = {**answers, question.id: given}
    if options.json:
        print_json(decision_record(decision))
    else:
        print("\n".join(decision_lines(decision, language_of(catalogue, options.language))))
        print(f"\n{catalogue.notice}")
    return 0


def _given(visual_class: VisualClass, pairs: list[str]) -> Mapping[str, Given]:
    """`question=answer` pairs of the command line."""
    answers: dict[str, Given] = {}
    questions = visual_class.tree.questions if visual_class.tree else {}
    for pair in pairs:
        id, equals, said = pair.partition("=")
        if not equals or id not in questions:
            known = ", ".join(questions)
            raise CatalogueError(
                f"{pair!r} is no QUESTION=ANSWER; the questions of {visual_class.id!r} are: "
                f"{known}."
            )
        answers[id] = parse_measured(said) if questions[id].measure else said
    return answers


def export(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Write the whole as JSON and as a printable field guide."""
    from catalogue.export import write

    for path in write(catalogue, language_of(catalogue, options.language), Path(options.out)):
        print(path)
    return 0


def coverage(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print which class reaches each entry, as a Markdown page."""
    from catalogue.coverage import document

    text = document(catalogue)
    if options.write is None:
        print(text, end="")
        return 0
    try:
        options.write.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CatalogueError(f"{options.write}: cannot be written ({error.strerror}).") from error
    return 0


def print_json(value: object) -> None:
    """Readable JSON; names keep their own script."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


__all__ = ["ENGLISH", "ask", "check", "coverage", "entry", "export", "listing", "search", "show"]

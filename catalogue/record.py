"""Writes classes, entries, trees and decisions as plain data for JSON; dates as ISO texts."""

from catalogue.decision import Decision
from catalogue.law import LegalEntry
from catalogue.load import Catalogue
from catalogue.page import asked, given_words
from catalogue.ruling import Ruling
from catalogue.tree import Question, Tree
from catalogue.visual_class import LegalLink, VisualClass


def row(visual_class: VisualClass) -> dict[str, object]:
    """One element of `list --json`: id, kind, name and entries."""
    return {
        "id": visual_class.id,
        "kind": visual_class.kind.value,
        "name": visual_class.name,
        "entries": [
            {
                "instrument": entry.instrument,
                "annex": entry.annex,
                "item": entry.item,
                "version": entry.version,
            }
            for entry in visual_class.reachable_entries
        ],
    }


def record(catalogue: Catalogue, visual_class: VisualClass) -> dict[str, object]:
    """Everything of one class, for `show --json`; dates as ISO texts."""
    return {
        "id": visual_class.id,
        "kind": visual_class.kind.value,
        "name": visual_class.name,
        "other_names": list(visual_class.other_names),
        "recognise_by": visual_class.recognise_by,
        "status": visual_class.status.value,
        "status_reason": visual_class.status_reason,
        "lists": list(asked(catalogue)),
        "features": list(visual_class.features),
        "tree": visual_class.tree.id if visual_class.tree else "",
        "start": visual_class.start,
        "subjects": list(visual_class.subjects),
        "law": [_link_record(link) for link in visual_class.links],
        "also": [_link_record(link) for link in visual_class.also],
        "look_alikes": [
            {"id": other.id, "difference": other.difference} for other in visual_class.look_alikes
        ],
        "questions": list(visual_class.questions),
        "photo_cannot_show": visual_class.photo_cannot_show,
        "safety": visual_class.safety,
        "next_steps": list(catalogue.next_steps(visual_class.status)),
        "notice": catalogue.notice,
        "catalogue_version": catalogue.version,
    }


def _link_record(link: LegalLink) -> dict[str, object]:
    """One linked entry with its condition."""
    return {
        **entry_record(link.entry),
        "condition": link.condition,
        "by_reading": link.by_reading,
    }


def entry_record(entry: LegalEntry) -> dict[str, object]:
    """Everything of one entry."""
    return {
        "instrument": entry.instrument,
        "annex": entry.annex,
        "item": entry.item,
        "version": entry.version,
        "in_force": entry.in_force.isoformat(),
        "until": entry.until.isoformat() if entry.until else None,
        "effect": entry.effect.value,
        "summary": entry.summary,
        "notes": list(entry.notes),
        "cn": list(entry.cn),
        "url": entry.url,
        "checked": entry.checked.isoformat(),
        "source": entry.source,
        "confidence": entry.confidence,
        "subjects": list(entry.subjects),
        "arguably": list(entry.arguably),
    }


def decision_record(decision: Decision) -> dict[str, object]:
    """Where the answers lead: the open question, or the end with its law."""
    question, end, ruling = decision.question, decision.end, decision.ruling
    return {
        "answered": [
            {"question": step.question.id, "answer": given_words(step.question, step.given)}
            for step in decision.steps
        ],
        "status": decision.status.value,
        "question": _question_record(question) if question else None,
        "undecided": decision.undecided,
        "reason": end.reason if end else "",
        "subject": ruling.subject.id if ruling else "",
        "ruling": _ruling_record(ruling) if ruling else None,
    }


def _ruling_record(ruling: Ruling) -> dict[str, object]:
    return {
        "status": ruling.status.value,
        "reason": ruling.reason,
        "by_reading": ruling.by_reading,
        "entries": [entry_record(entry) for entry in ruling.entries],
        "lists": list(ruling.lists),
    }


def _question_record(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "ask": question.ask,
        "help": question.help,
        "answers": [answer.say for answer in question.answers],
        "measure": question.measure,
        "unit": question.unit,
        "bands": [
            {"limit": band.limit, "inclusive": band.inclusive, "to": band.to}
            for band in question.bands
        ],
    }


def tree_record(tree: Tree) -> dict[str, object]:
    """A whole tree: questions with where each answer leads, and ends."""
    return {
        "id": tree.id,
        "name": tree.name,
        "questions": [
            {**_question_record(question), "ways": list(question.ways)}
            for question in tree.questions.values()
        ],
        "ends": [
            {"id": end.id, "subject": end.subject, "reason": end.reason, "refer": end.refer}
            for end in tree.ends.values()
        ],
    }

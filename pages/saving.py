"""Saving an object of the page to the register, and what is said of it. No Gradio."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from findings.errors import RefusedError, UnknownError
from findings.finding import Consignment, Finding
from findings.parts import Conclusion, Verdict
from findings.reading import Recorded
from findings.register import Register
from findings.stated import Stated
from model.screening import Report
from pages.case import GONE, Case, Item, Told
from pages.recording import consignment_of, finding_of
from pages.restated import restated

RECORDS = "records"  # path of the page of the register


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in, as Gradio gives it: in the order of the inputs.

    Attributes:
        verdict: value of `Verdict`, or None.
        another: class id, or None.
        note: free text.
        keep: whether the photos are kept.
        name: of the inspector, where there is no log-in.
        consignment: reference, post, origin, transit, destination, CN code; None where the field
            was never opened.
    """

    verdict: str | None
    another: str | None
    note: str
    keep: bool
    name: str
    consignment: tuple[str | None, ...]

    def conclusion(self, told: Told) -> Conclusion | None:
        """The inspector's on what was told; raises RefusedError where a class is missing."""
        if self.verdict is None:
            return None
        verdict = Verdict(self.verdict)
        another = self.another if verdict is Verdict.ANOTHER_CLASS else None
        agreed = named_first(told.report) if verdict is Verdict.AGREE else None
        return Conclusion(verdict, another, self.note.strip(), agreed)


def named_first(report: Report) -> str:
    """Id of the class that one agrees with; empty where nothing was named."""
    return report.findings[0].visual_class.id if report.findings else ""


def save(register: Register, case: Case, told: Told, catalogue: Catalogue, form: Form) -> Case:
    """Save the open object, or what became another of one that is saved: all of it or nothing.

    Args:
        register: where to.
        case: with an open object.
        told: what was told of it.
        catalogue: of the case's query.
        form: what was filled in.

    Returns:
        The case with the numbers of consignment and finding.

    Raises:
        FindingsError: the register refuses, or cannot be written.
    """
    item = case.open
    if item is None:
        raise ValueError("no object is open")
    with register.together():
        item = _written(register, case, item, told, catalogue, form)
    return replace(case.changed(item), consignment=item.consignment)


def _written(
    register: Register, case: Case, item: Item, told: Told, catalogue: Catalogue, form: Form
) -> Item:
    """As `save`; gives the object with its numbers."""
    conclusion, by = form.conclusion(told), form.name.strip()
    if item.saved is None:
        finding = finding_of(item, told, catalogue, conclusion, by=by)
        number = _consignment(register, case, form, by)
        saved = register.record(number, finding)
    else:
        saved = item.saved
        before = register.finding(saved)
        conclusion = conclusion or before.finding.conclusion
        finding = finding_of(item, told, catalogue, conclusion, by=by)
        number = _save_again(register, before, finding, form, by)
    if form.verdict is None:
        _note(register, saved, form.note.strip(), by)
    if form.keep:
        _keep(register, item, saved, by)
    return replace(item, saved=saved, consignment=number)


def _save_again(register: Register, before: Recorded, now: Finding, form: Form, by: str) -> int:
    """Write what became another since: conclusion, law, answers, consignment; gives its number."""
    came = before.consignment
    wanted = _filled(form, came.consignment)
    if wanted.reference != came.consignment.reference:
        raise RefusedError(
            f"this object is saved under the reference {came.consignment.reference!r}; write that "
            "reference to change it, or check a new object for another consignment"
        )
    register.correct_consignment(came.id, wanted, by)
    if now.conclusion is not None and now.conclusion != before.finding.conclusion:
        register.conclude(before.id, now.conclusion, by, now.stated)
    else:
        register.restate(before.id, now.stated, by)
    return came.id


def _consignment(register: Register, case: Case, form: Form, by: str) -> int:
    """The one of this session with the reference that was given, corrected; else a new one."""
    numbers = [case.consignment, *(each.consignment for each in reversed(case.items))]
    held = []
    for number in dict.fromkeys(each for each in numbers if each is not None):
        with suppress(UnknownError):  # somebody deleted it meanwhile
            held.append(register.consignment(number))
    wanted = _filled(form, held[0].consignment if held else None)
    for each in held:
        if each.consignment.reference == wanted.reference:
            register.correct_consignment(each.id, _filled(form, each.consignment), by)
            return each.id
    return register.open_consignment(wanted, by)


def consignment_fields(came: Consignment) -> tuple[str, str, str, str, str, str]:
    """As they are typed, in the order of `Form.consignment`."""
    return (
        came.reference,
        came.post,
        came.origin or "",
        " ".join(came.transit),
        came.destination or "",
        came.cn or "",
    )


def _filled(form: Form, held: Consignment | None) -> Consignment:
    """As typed; a field that was never opened (None) stays as it is under the same reference."""
    reference = form.consignment[0]
    known = ("",) * len(form.consignment)
    if held is not None and (reference is None or reference.strip() == held.reference):
        known = consignment_fields(held)
    six = (was if new is None else new for new, was in zip(form.consignment, known, strict=True))
    return consignment_of(*six)


def _note(register: Register, saved: int, text: str, by: str) -> None:
    """A note without a conclusion is a note of the finding; each is added once."""
    if not text:
        return
    item = register.finding(saved)
    held = item.finding.conclusion
    if text not in {each.text for each in item.notes} | {held.note if held else ""}:
        register.add_note(saved, text, by)


def _keep(register: Register, item: Item, saved: int, by: str) -> None:
    kept = {each.original_sha256 for each in register.finding(saved).kept}
    for exhibit in item.exhibits:
        if exhibit.taken.sha256 not in kept:
            register.keep_picture(saved, exhibit.picture, by)


def take_back(register: Register, case: Case, by: str, catalogue: Catalogue) -> Html:
    """Undo the last conclusion of the open object; says what holds now.

    Raises:
        FindingsError: there is none, the object is gone, or the register cannot be written.
    """
    item = case.open
    if item is None:  # the button is there with an object only
        raise UnknownError(GONE)
    if item.saved is None:
        raise UnknownError("nothing of this object is saved, so there is nothing to take back")

    def anew(finding: Finding, conclusion: Conclusion | None) -> Stated:
        return restated(finding, conclusion, catalogue)

    held = register.undo_conclusion(item.saved, by.strip(), anew)
    now = "The one before it holds again." if held else "None holds now."
    words = f"The last conclusion of finding {item.saved} is taken back. {now}"
    return tag("p", words, class_="sheet saved", role="status")


def saved_words(case: Case) -> Html:
    """Where the open object stands in the register, with a link; nothing while it is not saved."""
    item = case.open
    if item is None or item.saved is None:
        return Html("")
    link = tag("a", f"finding {item.saved}", href=f"{RECORDS}?finding={item.saved}")
    words = join(f"Saved in consignment {item.consignment} as ", link, ".")
    return tag("p", words, class_="sheet saved", role="status")

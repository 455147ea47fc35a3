"""Saving an object of the page to the register, and what is said of it. No Gradio."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from findings.errors import UnknownError
from findings.parts import Conclusion, Verdict
from findings.register import Register
from pages.case import Case, Item, Told
from pages.recording import Lengths, consignment_of, finding_of

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
        consignment: reference, post, origin, transit, destination, CN code.
    """

    verdict: str | None
    another: str | None
    note: str
    keep: bool
    name: str
    consignment: tuple[str, str, str, str, str, str]

    @property
    def conclusion(self) -> Conclusion | None:
        """The inspector's; raises RefusedError where a class is missing."""
        if self.verdict is None:
            return None
        verdict = Verdict(self.verdict)
        another = self.another if verdict is Verdict.ANOTHER_CLASS else None
        return Conclusion(verdict, another, self.note.strip())


def save(
    register: Register, case: Case, told: Told, catalogue: Catalogue, form: Form, lengths: Lengths
) -> Case:
    """Save the open object, or change the conclusion of one that is saved.

    Args:
        register: where to.
        case: with an open object.
        told: what was told of it.
        catalogue: of the case's query.
        form: what was filled in.
        lengths: which answers were measured in a photo.

    Returns:
        The case with the numbers of consignment and finding.

    Raises:
        FindingsError: the register refuses, or cannot be written.
    """
    item, by = case.open, form.name.strip()
    if item is None:
        raise ValueError("no object is open")
    conclusion = form.conclusion
    if item.saved is None:
        finding = finding_of(item, told, catalogue, conclusion, lengths=lengths, by=by)
        number = case.consignment
        if number is None:
            number = register.open_consignment(consignment_of(*form.consignment), by)
        case = replace(case, consignment=number)
        saved = register.record(number, finding)
    else:
        saved = item.saved
        if conclusion is not None and conclusion != register.finding(saved).finding.conclusion:
            register.conclude(saved, conclusion, by)
    if form.keep:
        _keep(register, item, saved, by)
    return case.changed(replace(item, saved=saved))


def _keep(register: Register, item: Item, saved: int, by: str) -> None:
    kept = {each.original_sha256 for each in register.finding(saved).kept}
    for exhibit in item.exhibits:
        if exhibit.taken.sha256 not in kept:
            register.keep_picture(saved, exhibit.picture, by)


def take_back(register: Register, case: Case, by: str) -> Html:
    """Undo the last conclusion of the open object; says what holds now.

    Raises:
        FindingsError: there is none, or the register cannot be written.
    """
    item = case.open
    if item is None or item.saved is None:
        raise UnknownError("nothing of this object is saved, so there is nothing to take back")
    held = register.undo_conclusion(item.saved, by.strip())
    now = "The one before it holds again." if held else "None holds now."
    words = f"The last conclusion of finding {item.saved} is taken back. {now}"
    return tag("p", words, class_="sheet saved", role="status")


def saved_words(case: Case) -> Html:
    """Where the open object stands in the register, with a link; nothing while it is not saved."""
    item = case.open
    if item is None or item.saved is None:
        return Html("")
    link = tag("a", f"finding {item.saved}", href=f"{RECORDS}?finding={item.saved}")
    words = join(f"Saved in consignment {case.consignment} as ", link, ".")
    return tag("p", words, class_="sheet saved", role="status")

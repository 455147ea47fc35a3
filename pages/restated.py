"""The law of a recorded finding after another conclusion. No Gradio."""

from __future__ import annotations

from dataclasses import replace

from catalogue.decision import Given, Measured, decide
from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from catalogue.visual_class import VisualClass
from findings.errors import RefusedError
from findings.finding import Finding
from findings.parts import Conclusion
from findings.stated import Stated


def restated(finding: Finding, conclusion: Conclusion | None, catalogue: Catalogue) -> Stated:
    """The law under a conclusion; as it was recorded where the same class holds as before.

    Answers and measurements stay: they were given. They decide about the class that they were
    given about; the status of any other is that of the class before any question.

    Args:
        finding: as it stands.
        conclusion: that is to hold.
        catalogue: is asked for the place and the day that the finding was asked for.

    Raises:
        RefusedError: the catalogue holds no law of that place.
    """
    held = replace(finding, conclusion=conclusion).decided_class
    if held == finding.decided_class:
        return finding.stated
    law = finding.law
    try:
        asked = catalogue.asked(Query(law.jurisdiction, law.as_of))
        its = None if held is None else asked.get(held)
    except CatalogueError as error:
        raise RefusedError(str(error)) from error
    status = Status.NOT_ESTABLISHED if its is None else _status(finding, its, asked)
    return replace(finding.stated, law=replace(law, status=status, catalogue_version=asked.version))


def _status(finding: Finding, held: VisualClass, catalogue: Catalogue) -> Status:
    """What the answers kept come to, where they are about this class and decide; else its own.

    They decide where the catalogue of today asks the same questions in the same words: an answer to
    what is asked otherwise, or no more, is none. (Older rows kept no questions.)
    """
    if finding.about != held.id:
        return held.status
    given: dict[str, Given] = {each.question: each.words for each in finding.answers}
    for length in finding.measurements:
        given[length.question] = Measured(length.low_mm, length.high_mm)
    try:
        decision = decide(catalogue, held, given)
    except CatalogueError:
        return held.status
    asked = [(each.question.id, each.question.ask) for each in decision.steps]
    is_same = asked == [(each.question, each.asked) for each in finding.answers]
    return decision.status if is_same and decision.end is not None else held.status

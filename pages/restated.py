"""The law of a recorded finding after another conclusion. No Gradio."""

from __future__ import annotations

from dataclasses import replace

from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from findings.errors import RefusedError
from findings.finding import Finding
from findings.parts import Conclusion
from findings.stated import Stated


def restated(finding: Finding, conclusion: Conclusion | None, catalogue: Catalogue) -> Stated:
    """The law under a conclusion; as it was recorded where the same class holds as before.

    Answers and measurements stay: they were given. They decide nothing about another class, so
    its status is that of the class before any question.

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
    status = Status.NOT_ESTABLISHED if its is None else its.status
    return replace(finding.stated, law=replace(law, status=status, catalogue_version=asked.version))

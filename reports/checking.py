"""Whether a report is as written, and whether its finding is still the same in the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from findings.errors import UnknownError
from reports import json_file, pdf
from reports.case import Case, Step
from reports.errors import ReportError

if TYPE_CHECKING:
    from findings.register import Register


def read(path: Path) -> tuple[Case, bytes, bytes | None]:
    """The case of a report's file, its JSON, and the PDF's bytes when it is one.

    Raises:
        ReportError: It cannot be read or is no report.
    """
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ReportError("the report cannot be opened; check its name") from error
    if content.startswith(b"%PDF-"):
        inside = pdf.attached(content)
        return json_file.parse(inside), inside, content
    return json_file.parse(content), content, None


def written_anew(case: Case, document: bytes) -> bool:
    """Whether this program, with the fonts of this computer, writes the same PDF of the case.

    Then its pages say what the JSON says. Raises what `pdf.render` raises.
    """
    return any(pdf.render(case, paper) == document for paper in pdf.PAPERS)


def differences(case: Case, register: Register) -> list[str]:
    """What is not the same in the register any more, a sentence each; empty when all is."""
    id = case.recorded.id
    head = register.head()
    if head.register != case.head.register:
        return ["The report is of another register."]
    try:
        recorded = register.finding(id)
    except UnknownError:
        return ["The finding is no longer in the register."]
    rows = tuple(
        Step(row.seq, row.at, row.by, row.kind.value, row.hash) for row in register.history(id)
    )
    found = []
    if recorded != case.recorded:
        found.append("The finding is not the same in the register.")
    if rows != case.history:
        found.append("The history of the finding is not the same in the register.")
    proof = register.verify(case.head)
    return [*found, *(fault.sentence for fault in proof.faults)]

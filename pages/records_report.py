"""Makes case reports: PDF and JSON of a finding, and the time-stamp where a server is set up."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.languages import ENGLISH
from findings.register import Register
from pages.records_words import sentence
from pages.serving.stamp_server import StampServer
from reports.errors import TimestampError

STAMPED = "Time-stamped by the server that was set up here."
UNPROVEN = "Time-stamped; who signed was not verified."
WITHOUT = "The report was made without a time-stamp."


@dataclass(frozen=True, slots=True)
class Files:
    """What a report comes as.

    Attributes:
        pdf: to print and sign.
        json: the same as data.
        reply: of the server that stamps the time, DER; None where there is none.
        said: about the time-stamp, in sentences; none where no server was set up.
    """

    pdf: bytes
    json: bytes
    reply: bytes | None = None
    said: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.pdf and self.json):
            raise ValueError("a report is never empty")


@dataclass(frozen=True, slots=True)
class CaseReports:
    """Makes the case reports of a register.

    Attributes:
        register: the findings.
        server: who stamps the time; None leaves it out.
    """

    register: Register
    server: StampServer | None = None

    def files(self, finding: int, language: str = ENGLISH, paper: str = "a4") -> Files:
        """The report of a finding.

        Args:
            finding: its number.
            language: code of the language beside English.
            paper: a key of `reports.pdf.PAPERS`.

        Raises:
            TriageError: there is no such finding, or no font has its characters.
            CatalogueError: there is no such language.
        """
        # Here, so that the typesetting is loaded by the first report and not by the first photo.
        from reports import json_file, pdf
        from reports.making import case_of

        case = case_of(self.register, finding, language)
        document = pdf.render(case, paper)
        return Files(document, json_file.to_bytes(case), *self._stamped(document))

    def _stamped(self, document: bytes) -> tuple[bytes | None, tuple[str, ...]]:
        """The reply of the server and what to say of it; without one the report stays as it is."""
        if self.server is None:
            return None, ()
        from reports import timestamp

        try:
            reply = timestamp.stamp(document, self.server.url, self.server.root)
        except TimestampError as error:
            return None, (sentence(str(error)), WITHOUT)
        return reply, (STAMPED if self.server.root else UNPROVEN,)

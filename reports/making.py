"""From a finding's number to its case: the catalogue as the law of its own place and day."""

from __future__ import annotations

import tomllib
from pathlib import Path

from catalogue.load import load
from catalogue.ruling import Query
from findings.register import Register
from reports.case import Case, of_register


def case_of(register: Register, finding: int, language: str = "en") -> Case:
    """The case of a finding, with the catalogue as the law of its own place and day."""
    law = register.finding(finding).finding.law
    catalogue = load(query=Query(law.jurisdiction, law.as_of))
    return of_register(register, finding, catalogue, language, program_version())


def program_version() -> str:
    """The version in `pyproject.toml`, as the program runs from its folder."""
    project = Path(__file__).parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])

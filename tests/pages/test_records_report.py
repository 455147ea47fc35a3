"""The case report from the page: its language, paper and JSON, and the time-stamp."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from catalogue.load import Catalogue
from findings.register import Register
from pages.records_report import STAMPED, WITHOUT, CaseReports
from pages.records_report_form import PAPERS, languages, links, making
from pages.serving.stamp_server import StampServer, add_options, server_of
from reports import json_file, pdf, timestamp
from reports.errors import TimestampError
from tests.findings import made
from tests.reports import test_timestamp

# The server that stamps, with its certificates.
folder, server = test_timestamp.folder, test_timestamp.server


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "findings.db", create=True) as opened:
        came = opened.open_consignment(made.consignment(), made.NAME)
        opened.record(came, made.finding())
        yield opened


@pytest.fixture
def finding(register: Register) -> int:
    return register.search().findings[0].id


def test_language_and_paper_are_those_chosen_and_the_json_comes_along(
    register: Register, finding: int
) -> None:
    files = CaseReports(register).files(finding, "fr", "letter")
    case = json_file.parse(files.json)
    assert case.language == "fr"
    assert files.pdf == pdf.render(case, "letter")
    assert files.pdf != pdf.render(case, "a4")
    assert (files.reply, files.said) == (None, ())
    html = links(files, finding)
    assert f'download="case-{finding}.pdf"' in html
    assert f'download="case-{finding}.json"' in html
    assert ".tsr" not in html


def test_a_server_that_is_set_up_stamps_the_report(
    register: Register, finding: int, server: str, folder: Path
) -> None:
    root = (folder / "ca.pem").read_bytes()
    files = CaseReports(register, StampServer(f"{server}/", root)).files(finding)
    assert files.reply is not None
    assert timestamp.verify(files.pdf, files.reply, root)
    assert files.said == (STAMPED,)
    assert f'download="case-{finding}.tsr"' in links(files, finding)


@pytest.mark.parametrize("why", ["network", "extra"])
def test_without_network_or_extra_the_report_stays_and_a_sentence_says_why(
    why: str, register: Register, finding: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == "extra":
        monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    files = CaseReports(register, StampServer("http://127.0.0.1:1/")).files(finding)
    assert files.pdf.startswith(b"%PDF")
    assert files.reply is None
    assert {"network": "cannot be reached", "extra": "the extra"}[why] in files.said[0]
    html = links(files, finding)
    # One by one, as the browser translates them.
    assert all(f"<span>{escape(each)}</span>" in html for each in (*files.said, WITHOUT))


def test_every_language_and_paper_that_is_offered_is_known(catalogue: Catalogue) -> None:
    codes = [code for _, code in languages(catalogue)]
    assert codes[0] == "en"
    assert {"fr", "ar", "zh"} < set(codes)
    assert {key for _, key in PAPERS} == set(pdf.PAPERS)


def test_the_options_are_checked_before_anything_is_served(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    add_options(parser)
    assert server_of(parser.parse_args([])) is None
    for given, sentence in (
        (["--timestamp", "stamp.example"], "is no address"),
        (["--timestamp-root", "root.pem"], "needs --timestamp"),
        (
            ["--timestamp", "http://x/", "--timestamp-root", str(tmp_path / "none.pem")],
            "cannot be read",
        ),
    ):
        with pytest.raises(TimestampError, match=sentence):
            server_of(parser.parse_args(given))


def test_the_button_makes_what_its_fields_say(register: Register, finding: int) -> None:
    step = making(CaseReports(register), finding)
    assert step.do is not None
    assert (step.needs, step.signed, step.changes) == ("export", False, False)
    html = step.do("", "de", "a4")
    assert f"Save case-{finding}.pdf" in html
    assert f"Save case-{finding}.json" in html

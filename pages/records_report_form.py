"""The fields and the button of a case report: its language and paper; the files come as links."""

from __future__ import annotations

import gradio as gr

from catalogue.languages import ENGLISH, read_languages
from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from pages.records_desk import download
from pages.records_report import CaseReports, Files
from pages.records_steps import Press, Step, heading, unsigned

PAPERS = (("A4", "a4"), ("Letter", "letter"))  # keys of `reports.pdf.PAPERS`


def offer(reports: CaseReports, finding: int, catalogue: Catalogue, press: Press) -> None:
    """Build the fields and the button; the files come as links.

    Args:
        reports: makes them.
        finding: its number.
        catalogue: its languages are offered.
        press: lets the button make a step.
    """
    with gr.Column(elem_id="records-report", elem_classes="record-form"):
        heading("Take it with you")
        with gr.Row():
            # Said, because both begin with a value: else they could not be changed here.
            language = gr.Dropdown(
                languages(catalogue),
                value=ENGLISH,
                label="Language of the report, beside English",
                interactive=True,
                elem_id="records-language",
            )
            paper = gr.Radio(
                list(PAPERS),
                value="a4",
                label="Paper",
                interactive=True,
                elem_id="records-paper",
            )
        button = gr.Button("Case report (PDF and JSON)", variant="secondary")
        press(button, making(reports, finding), language, paper)


def making(reports: CaseReports, finding: int) -> Step:
    """What the button does: make the report in the language and on the paper chosen."""

    def make(language: str, paper: str) -> Html:
        return links(reports.files(finding, language, paper), finding)

    return Step(unsigned(make), "export", signed=False, changes=False)


def languages(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Name and code of every language that a report can have; English alone first."""
    known = read_languages(catalogue.files("languages"))
    others = sorted((its.name, code) for code, its in known.items() if code != ENGLISH)
    return [("English", ENGLISH), *others]


def links(files: Files, finding: int) -> Html:
    """Each file as a link, and what to say of the time-stamp."""
    made = [(files.pdf, "application/pdf", f"case-{finding}.pdf")]
    made.append((files.json, "application/json", f"case-{finding}.json"))
    if files.reply is not None:
        made.append((files.reply, "application/timestamp-reply", f"case-{finding}.tsr"))
    return join(*(download(*each) for each in made), _stamped(files.said))


def _stamped(said: tuple[str, ...]) -> Html:
    """What became of the time-stamp; each sentence an element, so that one is translated alone."""
    if not said:
        return Html("")
    sentences = join(*(tag("span", each) for each in said), between=" ")
    return tag("p", sentences, class_="sheet", role="status")

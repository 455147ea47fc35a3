"""Serves the records page over a made-up register: `python -m tests.pages.serve_records PORT`.

A process of its own, as `serve.py`. A second page has no register, a third a user who may
only read.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from findings.register import Register

HOSTILE = (
    '<script>window.hit=1</script><img src=x onerror="window.hit=2">"\' ${7*7} {{7*7}} \u202etxt'
)
MANY = 23  # findings; more than a page of the list


def fill(register: Register) -> None:
    """Some consignments: an ordinary one, a hostile one, and one of many findings."""
    from catalogue.law import Status
    from findings.parts import Law
    from tests.findings import made

    law = made.finding().law
    many = register.open_consignment(made.consignment(reference="AWB 020-5555"), made.NAME)
    statuses = list(Status)
    for at in range(MANY):
        of_many = Law(statuses[at % 4], "EU", law.as_of, law.catalogue_version)
        register.record(many, made.finding(law=of_many, conclusion=None))
    bad = register.open_consignment(made.consignment(reference=HOSTILE, post=HOSTILE), HOSTILE)
    ill = made.finding(by=HOSTILE, law=replace(law, status=Status.DEPENDS))
    register.add_note(register.record(bad, ill), HOSTILE, HOSTILE)
    good = register.open_consignment(made.consignment(), made.NAME)
    for _ in range(2):
        item = register.record(good, made.finding())
        register.keep_photo(item, made.ORIGINAL, made.NAME)
    register.add_note(item, "weighed: 212 g", made.NAME)


def main(port: int) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported

    import gradio as gr

    from catalogue.load import load
    from findings.register import Register
    from pages import records
    from pages.look import STYLE_SHEET, STYLE_SHEETS, navigation, theme
    from pages.records_report import CaseReports

    catalogue = load()
    with tempfile.TemporaryDirectory() as folder:
        register = Register(Path(folder) / "findings.db", create=True)
        fill(register)
        with gr.Blocks(analytics_enabled=False, title="Records") as pages:
            navigation()
        with pages.route(records.NAME, f"/{records.PATH}"):
            records.records_page(register, catalogue, report=CaseReports(register))
        with pages.route("None", "/none"):
            records.records_page(None, catalogue)
        with pages.route("Reader", "/reader"):
            records.records_page(register, catalogue, may=lambda user, needs: False)
        pages.queue(default_concurrency_limit=1, api_open=False)
        pages.launch(
            server_name="127.0.0.1",
            server_port=port,
            quiet=True,
            ssr_mode=False,
            footer_links=[],
            theme=theme(),
            css_paths=list(dict.fromkeys((*STYLE_SHEETS, STYLE_SHEET.with_name("records.css")))),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))

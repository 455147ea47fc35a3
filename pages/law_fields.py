"""The two fields that choose whose law is asked, and of which day."""

from __future__ import annotations

import gradio as gr

from catalogue.load import Catalogue
from pages.places import choices


def law_fields(catalogue: Catalogue) -> tuple[gr.Dropdown, gr.Textbox]:
    """Build them side by side; what they hold becomes a query by `places.query_of`.

    Returns:
        The place, a code of the catalogue; and the day as a person types it, empty for today.
    """
    with gr.Row():
        place = gr.Dropdown(
            choices(catalogue),
            value=catalogue.query.jurisdiction,
            label="Whose lists",
            filterable=False,  # few; and what is typed would have to be English
        )
        day = gr.Textbox(
            label="As of the day, such as 2024-05-01; empty for today",
            max_lines=1,
            max_length=10,
            elem_id="as-of",
        )
    return place, day

"""The choice of the language of the interface, the same on every page.

The pages are built in English; a script of this part translates what the browser shows, ours and
Gradio's alike (docs/decisions/0014).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import gradio as gr

from catalogue.load import load
from catalogue.markup import Html, join, tag
from pages.serving.tongue import LABEL, NOTE
from wording.dictionary import catalogue_languages, dictionary
from wording.messages import CODES, ENGLISH

SCRIPT = Path(__file__).with_name("language.js")
STYLE_SHEET = Path(__file__).with_name("language.css")
# Words that a style sheet writes as `content`, by the name of the variable that holds them.
STYLED = {"--words-photo": "Take or choose photos of one object, or drop them here"}
# Our own drawing on a 24 x 24 grid: a globe, for those who cannot read the label.
_GLOBE = Html(
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/></svg>'
)


def chooser(*, is_trainers: bool = False) -> gr.HTML:
    """Build the part: a list of languages, each in its own words, and a note on translations.

    Args:
        is_trainers: whether the page is one of the trainer, which says more than the others.
    """
    script = _script(is_trainers=is_trainers)
    return gr.HTML(choices(), elem_id="language", apply_default_css=False, js_on_load=script)


def choices() -> Html:
    """The list and the note as HTML; the script shows the note where it holds."""
    languages = catalogue_languages()
    options = join(
        *(
            tag(
                "option", languages[code].name, value=code, lang=code, dir=languages[code].direction
            )
            for code in (ENGLISH, *CODES)
        )
    )
    label = tag(
        "label", _GLOBE, tag("span", LABEL), tag("select", options, name_="language"),
        class_="language-choice",
    )  # fmt: skip
    return tag(
        "div", label, tag("p", NOTE, class_="language-note", hidden=True), class_="language-part"
    )


@cache
def _script(*, is_trainers: bool) -> str:
    """The script with the words it needs before it; read once for each kind of page."""
    styled = ",".join(f"{name!r}:{words!r}" for name, words in STYLED.items())
    words = dictionary(load(), is_trainers=is_trainers)
    made = f"const WORDS = {words};\nWORDS.styled = {{{styled}}};\n"
    return made + SCRIPT.read_text(encoding="utf-8")

from __future__ import annotations

from pathlib import Path

from wording.collect import collect, texts

PAGE = '''
"""A page that says nothing here."""
import gradio as gr
CHOICES = ("Keep it", "drop")
SIGN = Sign("Prohibited", "is-prohibited", colour="Red Sign")
def page(name: str, n: int, words):
    """Nor here."""
    if words == "Not shown":
        raise ValueError("not for people to read")
    tag("p", "one word", tag("strong", "small"), class_="Some Class")
    gr.Textbox(label="note", elem_id="Note Field")
    db.execute("SELECT sha256 FROM photo"), f"{n:.0%} of the photos"
    return f"Photo {n} of " f"{name}", table["Key Word"], "  What one sees: "
'''
SCRIPT = """
// Never shown: 'a comment of words'
const words = 'Tap both ends';
const tag = 'svg.measured g circle';
return `Corner ${index + 1} of the card`;
"""


def test_texts_are_found_and_names_inside_the_program_are_not(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(PAGE, encoding="utf-8")
    assert texts(page) == (
        "Keep it",
        "Prohibited",
        "one word",
        "small",
        "note",
        "{}% of the photos",
        "Photo {} of {}",
        "What one sees:",
    )


def test_texts_of_a_script_are_found(tmp_path: Path) -> None:
    script = tmp_path / "page.js"
    script.write_text(SCRIPT, encoding="utf-8")
    found = texts(script)
    assert "Tap both ends" in found
    assert "Corner {} of the card" in found
    assert not any("comment" in text for text in found)


def test_each_text_is_named_with_the_first_file_that_has_it(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text('WORDS = "Look closely"\n', encoding="utf-8")
    assert collect(sorted(tmp_path.glob("*.py"))) == {"Look closely": "a.py"}

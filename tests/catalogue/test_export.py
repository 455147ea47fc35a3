"""The field guide, the JSON and the coverage page hold the whole and agree with the data."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from catalogue.__main__ import main
from catalogue.coverage import document
from catalogue.load import Catalogue

ROOT = Path(__file__).parents[2]
VOID = {"meta", "img", "br", "link"}


class Checker(HTMLParser):
    """Every element that opens closes, in order; ids and links are noted."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.directions: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.directions.add(values.get("dir"))
        if tag == "a":
            self.targets.append(values.get("href") or "")
        if tag == "img":
            self.pictures.append(values)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export")
    assert main(["export", "--out", str(out), "--language", "ar"]) == 0
    return out


def test_the_field_guide_is_whole_and_needs_no_network(
    exported: Path, catalogue: Catalogue
) -> None:
    text = (exported / "field-guide.html").read_text(encoding="utf-8")
    checker = Checker()
    checker.feed(text)
    assert checker.open == []
    assert set(checker.ids) == set(catalogue.ids()) - {"other"}
    assert {t[1:] for t in checker.targets if t.startswith("#")} <= set(checker.ids)
    assert all(p["alt"] and "endered" in p["alt"] for p in checker.pictures)
    assert all((p["src"] or "").startswith("data:image/webp") for p in checker.pictures)
    assert "<script" not in text
    assert re.findall(r'(?:src|href)="(?!#|data:|https?://)', text) == []
    assert "rtl" in checker.directions
    assert "Triage, not proof" in text
    for entry in catalogue.entries:
        assert f">{entry.key}<" in text


def test_the_json_holds_every_class_tree_and_entry(exported: Path, catalogue: Catalogue) -> None:
    whole = json.loads((exported / "catalogue.json").read_text(encoding="utf-8"))
    assert whole["version"] == catalogue.version
    assert [its["id"] for its in whole["classes"]] == list(catalogue.ids())
    assert {tree["id"] for tree in whole["trees"]} == set(catalogue.tree_ids)
    assert len(whole["entries"]) == len(catalogue.entries)
    assert whole["notice"] == catalogue.notice


def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    assert main(["export", "--out", str(blocked)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_coverage_page_is_that_of_the_data(catalogue: Catalogue) -> None:
    """Mend with `uv run python -m catalogue coverage --write docs/law-coverage.md`."""
    stored = (ROOT / "docs" / "law-coverage.md").read_text(encoding="utf-8")
    assert stored == document(catalogue)


def test_every_entry_in_force_has_a_class_or_says_why_not(catalogue: Catalogue) -> None:
    rows = [line for line in document(catalogue).splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == len(catalogue.entries)
    assert [row for row in rows if row.endswith("|  |")] == []

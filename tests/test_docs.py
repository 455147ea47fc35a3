"""What the documents tell people to type exists, and what they link to is there."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from catalogue.load import load
from catalogue.visual_class import Kind
from model.released import find
from model.runtime import OnnxNetwork

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "weights" / "README.md", *sorted(ROOT.glob("docs/*.md"))]
COMMAND = re.compile(r"(?:uv run|^)[^`\n]*?python -m ([a-z_.]+)((?: [^`\n#]*)?)", re.MULTILINE)
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _commands() -> list[tuple[str, str, tuple[str, ...]]]:
    """(module, verb or "", options) of every command line in the documents."""
    found = set()
    for path in DOCUMENTS:
        for module, rest in COMMAND.findall(path.read_text(encoding="utf-8")):
            words = rest.split()
            is_verb = words and re.fullmatch(r"[a-z]+", words[0]) and module != "model"
            verb = words[0] if is_verb else ""
            found.add((module, verb, tuple(OPTION.findall(rest))))
    return sorted(found)


@cache
def _help(module: str, verb: str) -> str:
    """What a command says of itself; asked in this process, as starting another takes seconds."""
    said = io.StringIO()
    main = import_module(f"{module}.__main__").main
    with redirect_stdout(said), pytest.raises(SystemExit) as ended:
        main([*([verb] if verb else []), "--help"])
    assert ended.value.code == 0
    return said.getvalue()


def test_the_readme_shows_how_each_user_works() -> None:
    modules = {module for module, _, _ in _commands()}
    assert {"model", "catalogue", "datasets", "training", "evaluation"} <= modules


@pytest.mark.parametrize(("module", "verb", "options"), _commands())
def test_a_documented_command_has_the_options_it_is_shown_with(
    module: str, verb: str, options: tuple[str, ...]
) -> None:
    if module.startswith(("benchmarks", "tests")):
        assert (ROOT / (module.replace(".", "/") + ".py")).is_file(), module
        return
    text = _help(module, verb)
    assert [option for option in options if option not in text] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_released_goods_are_all_in_the_table_of_the_model_card() -> None:
    text = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    labels = OnnxNetwork.open(find(None)).card.labels
    goods = [good for good in load().ids(Kind.GOOD) if good in labels]
    assert goods
    assert [good for good in goods if f"\n| {good} |" not in text] == []

"""The page about the program says what the card, the catalogue and the documents say; no more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from catalogue.load import Catalogue
from model.card import ModelCard
from model.released import find, read_checked
from model.runtime import OnnxNetwork
from pages import about as module
from pages.about import NO_CLAIM, PRIVACY, about
from pages.about_documents import ROOT, Documents, inline, points, rows, under
from pages.about_libraries import NOT_STATED, Project, installed, licence_of
from tests.pages.browser import free_port, serving
from tests.pages.outline import outline, words
from tests.pages.test_learn_in_browser import serious
from wording.messages import load as load_words

PARTS = ("about.py", "about_model.py", "about_documents.py", "about_libraries.py")
SHA = "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def network() -> OnnxNetwork:
    return OnnxNetwork.open(find())


@pytest.fixture(scope="module")
def html(network: OnnxNetwork, catalogue: Catalogue) -> str:
    return about(network.card, network.sha256, catalogue, Documents())


def test_hashes_and_versions_are_those_in_use(
    html: str, network: OnnxNetwork, catalogue: Catalogue
) -> None:
    text = words(html)
    assert network.sha256 in text
    assert read_checked(find())[1] == network.sha256
    assert f"Catalogue {catalogue.version}" in text
    assert max(entry.checked for entry in catalogue.entries).isoformat() in text
    for held in catalogue.lists:
        assert held.label in text
        assert f'href="{held.instrument.url}"' in html
    project = Project.read((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project is not None
    assert f"{project.name} {project.version}" in text
    assert catalogue.notice.split("©")[0].strip() in text


def test_hit_rates_thresholds_and_counts_are_those_of_the_card(
    html: str, network: OnnxNetwork
) -> None:
    text, card = words(html), network.card
    assert card.bands
    for band in card.bands:
        assert f"“{band.words}” (calibrated score from {band.lower:.3f})" in text
        assert f"{band.right} of {band.pictures}" in text
    for limit in (card.thresholds.recognise, card.thresholds.novelty, card.thresholds.good_left):
        assert f"{limit:.3f}" in text
    assert f"{sum(card.known)}, and “none of these”" in text
    data = card.training["data"]
    assert isinstance(data, dict)
    for its in data.values():
        assert f"{its['pictures']:,}".replace(",", " ") in text
        assert its["sha256"] in text


def test_another_card_makes_another_page_without_the_numbers_of_this_one(
    network: OnnxNetwork, catalogue: Catalogue
) -> None:
    bands = tuple(replace(band, pictures=1234, right=1011) for band in network.card.bands)
    card: ModelCard = replace(network.card, name="another", bands=bands, training={})
    text = words(about(card, SHA, catalogue, Documents()))
    assert SHA in text
    assert "1011 of 1234" in text
    assert "The card names no training data." in text
    assert "describes other weights" in text
    assert "First answer right" not in text


def test_every_result_source_and_limit_of_the_documents_is_shown(html: str) -> None:
    text = words(html)
    card = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    for row in rows(under(card, "## Results"))[1:]:
        assert words(inline(row[0])).strip() in text
        assert words(inline(row[1])).strip() in text
    for row in rows((ROOT / "docs" / "data.md").read_text(encoding="utf-8"))[1:]:
        assert words(inline(row[0])).strip() in text
    limits = points(under((ROOT / "README.md").read_text(encoding="utf-8"), "## Limits"))
    assert limits
    for line in limits:
        assert _plain(words(inline(line))) in _plain(text)
    assert NO_CLAIM in text
    for sentence in PRIVACY:
        assert sentence in text


def test_the_names_of_its_own_facts_and_columns_are_translated(html: str) -> None:
    known = load_words()["ar"].messages
    card = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    data = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    parts = (under(card, "## Results"), under(card, "## Recall of each class"), data)
    of_documents = {words(inline(cell)).strip() for part in parts for cell in rows(part)[0]}
    own = set(re.findall(r'<(?:th scope="col"|dt)>([^<]+)<', html)) - of_documents
    assert {"version", "Temperature"} <= own
    assert own - set(known) == {"SHA-256"}  # the same in every language


def _plain(text: str) -> str:
    """Without spaces: tags between words leave different ones."""
    return re.sub(r"\s", "", text)


def test_no_fact_is_typed_into_the_page() -> None:
    """No text of the page holds a number, except in the names of a hash and an encoding."""
    allowed = {"utf-8", "sha256", "SHA-256", "SHA-256 of the model", "SHA-256 of the list"}
    for name in PARTS:
        tree = ast.parse((ROOT / "pages" / name).read_text(encoding="utf-8"))
        docs = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if node.value in docs or node.value in allowed or node.value in PRIVACY:
                continue
            if re.fullmatch(r"h\d|\.3f|0", node.value):  # a tag, a format, a tabindex
                continue
            assert not re.search(r"\d", node.value), (name, node.lineno, node.value)


def test_every_installed_direct_dependency_has_a_version_and_a_licence(html: str) -> None:
    project = Project.read((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project is not None
    needed = installed(project.needed)
    assert {each.name for each in needed} == set(project.needed)
    text = words(html)
    for each in (*needed, *installed(project.further)):
        assert f"{each.name} {each.version} {each.licence}" in text
    assert all(each.licence != NOT_STATED for each in needed)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License-Expression": "MIT", "License": "other"}, "MIT"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        (
            {"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: MIT License"},
            "MIT License",
        ),
        ({"License": "Permission is\nhereby granted"}, NOT_STATED),
        ({}, NOT_STATED),
    ],
)
def test_a_licence_is_what_the_metadata_say(fields: dict[str, str], expected: str) -> None:
    about_it = Message()
    for key, value in fields.items():
        about_it[key] = value
    assert licence_of(about_it) == expected


def test_markup_in_a_document_is_text_and_links_lead_out_only_to_the_web() -> None:
    line = (
        "**a `b` <script>** [in](docs/x.md) [out](https://x.eu/a) https://y.eu. [bad](javascript:x)"
    )
    html = inline(line)
    assert "<script" not in html
    assert "<strong>a <code>b</code> &lt;script&gt;</strong>" in html
    assert re.findall(r'href="([^"]*)"', html) == ["https://x.eu/a", "https://y.eu"]
    assert "bad" in html


def test_an_installation_without_documents_opens_and_says_what_is_missing(
    network: OnnxNetwork, catalogue: Catalogue, tmp_path: Path
) -> None:
    html = about(network.card, network.sha256, catalogue, Documents(tmp_path))
    outline(html)
    text = words(html)
    assert "Missing in this installation: docs/model-card.md" in text
    assert network.sha256 in text
    assert catalogue.version in text


def test_the_page_is_well_formed_and_its_links_lead_to_its_parts(html: str) -> None:
    read = outline(html)
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(links) == 7
    assert set(links) <= set(read.ids)
    assert len(read.ids) == len(set(read.ids))
    assert module.PATH == "about"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    command = ["-m", "tests.pages.serve_learn", str(port)]
    with serving(command, port, tmp_path_factory.mktemp("log")) as running:
        yield running.address


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_page_is_readable_and_asks_nothing_of_the_internet(
    width: int, scheme: str, browser: Browser, served: str
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    ) as context:
        opened = context.new_page()
        outside: list[str] = []
        opened.on(
            "request",
            lambda asked: (
                outside.append(asked.url) if not asked.url.startswith((served, "data:")) else None
            ),
        )
        opened.goto(f"{served}/about")
        opened.wait_for_selector("#about dl")
        opened.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        assert serious(opened) == []
        wide = opened.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0
        assert outside == []

"""What this program is and is not: model, limits, data, privacy, versions and licences.

Every fact is read from the card inside the weights, the catalogue or a document of the repository.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections.abc import Iterable, Mapping

import gradio as gr

from catalogue.instrument import Instrument
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, tag
from catalogue.page import instruments
from model.card import ModelCard
from model.classifier import Classifier
from pages.about_documents import (
    Documents,
    bullets_of,
    facts_of,
    grouped,
    inline,
    outside,
    paragraph,
    points,
    points_after,
    rows,
    table_of,
    under,
)
from pages.about_libraries import Library, Project, installed
from pages.about_model import bands, training
from pages.look import navigation

NAME, PATH = "About", "about"
MODEL_CARD, MODEL_FACTS = "docs/model-card.md", "docs/model-card.toml"
DATA, READ_ME, WEIGHTS = "docs/data.md", "README.md", "weights/README.md"
PROJECT, LICENCE = "pyproject.toml", "LICENSE"
# What the program does; nowhere else is it written for inspectors.
PRIVACY = (
    "Photos stay on this computer. Nothing is sent anywhere, and no page asks anything of the "
    "internet; a link to a text of law opens only when you follow it. Where a time-stamp server "
    "has been set up for case reports, it is sent a hash, never a photo.",
    "Each photo is known by the SHA-256 of its file; its place and other metadata are not read "
    "into the answer.",
    "The uploaded file is deleted after the answer. A photo is kept only where you record it on "
    "purpose.",
    "Until an hour after the last change, or until you log out, smaller copies of the photos of a "
    "check, its answers and its form stay in the memory of the server, and the tab keeps a random "
    "number that leads back to them; none of it is written to a disk.",
    "Answers of the quiz stay on this computer; you can delete yours on the page Learn.",
)
NO_CLAIM = "No accuracy on real goods is claimed that was not measured on real photos."


def about_page(
    classifier: Classifier, catalogue: Catalogue, documents: Documents | None = None
) -> None:
    """Build the page; the caller has opened its route.

    Args:
        classifier: the model in use, with its card.
        catalogue: the law in use.
        documents: the files of the program; None takes those beside it.
    """
    navigation()
    head = tag("header", tag("h1", "About this program"), class_="page-head")
    gr.HTML(head, apply_default_css=False, js_on_load=None)
    content = about(classifier.card, classifier.sha256, catalogue, documents or Documents())
    gr.HTML(content, elem_id="about", apply_default_css=False, js_on_load=None)


def about(card: ModelCard, sha256: str, catalogue: Catalogue, documents: Documents) -> Html:
    """All of it as HTML.

    Args:
        card: of the model in use.
        sha256: of its file, 64 hex digits.
        catalogue: the law in use.
        documents: the files of the program.
    """
    project = Project.read(documents.text(PROJECT))
    parts = {
        "What it is, and what it is not": _purpose(catalogue, documents, project),
        "Versions and hashes": _versions(card, sha256, catalogue, project, documents),
        "The model": _model(card, documents),
        "What it cannot do": _limits(card, documents),
        "Data and their licences": _data(card, documents),
        "Privacy": bullets_of(PRIVACY),
        "Licences": _licences(project, documents),
    }
    lacking = documents.missing(MODEL_CARD, MODEL_FACTS, DATA, READ_ME, WEIGHTS, PROJECT, LICENCE)
    said = f"Missing in this installation: {', '.join(lacking)}." if lacking else ""
    return tag(
        "div",
        tag("p", said, class_="notice", role="status") if said else "",
        _contents(parts),
        *(
            tag("div", _headed(title, part), id=_anchor(title))
            for title, part in parts.items()
            if part
        ),
        class_="sheet about",
    )


def _headed(title: str, part: Html) -> Html:
    """A part right below the title of the page, so its heading is of the second rank."""
    return tag("section", tag("h2", title), part, class_="part")


def _anchor(title: str) -> str:
    words = "".join(mark if mark.isalnum() else "-" for mark in title.lower())
    return f"about-{words}"


def _contents(parts: Mapping[str, Html]) -> Html:
    """Links to the parts of the page."""
    links = (
        tag("li", tag("a", title, href=f"#{_anchor(title)}"))
        for title, part in parts.items()
        if part
    )
    return tag("nav", tag("ul", *links), class_="about-contents", aria_label="On this page")


def _purpose(catalogue: Catalogue, documents: Documents, project: Project | None) -> Html:
    """The one sentence, the intended use, what is out of scope, and the notice."""
    text = documents.text(MODEL_CARD)
    use = paragraph(text, "**Intended use.**")
    return join(
        tag("p", project.description) if project else "",
        tag("p", catalogue.notice),
        tag("p", tag("strong", "Intended use: "), inline(use)) if use else "",
        bullets_of(points_after(text, "**Out of scope.**")),
    )


def _versions(
    card: ModelCard,
    sha256: str,
    catalogue: Catalogue,
    project: Project | None,
    documents: Documents,
) -> Html:
    """What exactly gave an answer, and how to check the weights."""
    checked = sorted({entry.checked.isoformat() for entry in catalogue.entries})
    days = " to ".join(dict.fromkeys((*checked[:1], *checked[-1:])))
    facts = {
        "Program": f"{project.name} {project.version}" if project else "",
        "Model": f"{card.name}, made {card.created}",
        "SHA-256 of the model": sha256,
        "Catalogue": catalogue.version,
        "Legal texts last checked": days,
        "Python": sys.version.split()[0],
    }
    how = paragraph(documents.text(WEIGHTS), "To check a file:")
    return join(
        facts_of(facts),
        tag("p", tag("strong", "To check the weights: "), inline(how)) if how else "",
        tag("p", tag("strong", "The lists asked, and their authentic texts (open online):")),
        tag("ul", *(_act(act, catalogue) for act in instruments(catalogue))),
    )


def _act(act: Instrument, catalogue: Catalogue) -> Html:
    """An act with a link to its text, and those of its lists that are asked."""
    lists = tuple(held.label for held in catalogue.lists if held.instrument.id == act.id)
    return tag("li", outside(act.url, act.title), bullets(lists))


def _describes(card: ModelCard, documents: Documents) -> bool:
    """Whether the documents are about the model in use."""
    return documents.text(MODEL_CARD).partition("\n")[0].endswith(f": {card.name}")


def _model(card: ModelCard, documents: Documents) -> Html:
    """How it decides, how often each wording was right, and what it was trained on."""
    limits = card.thresholds
    facts = {
        "Network": f"{card.network}, input {card.preprocess.size} px",
        "Classes it can name": f"{int(card.known.sum())}, and “none of these”",
        "Stands behind an answer from": f"calibrated score {limits.recognise:.3f}",
        "Calls a look-alike harmless up to": f"{limits.good_left:.3f} left on any listed good",
        "Knows nothing of it from": f"novelty {limits.novelty:.3f} ({card.novelty_method})",
        "Temperature": f"logits divided by {card.temperature:.3f}",
    }
    text = documents.text(MODEL_CARD)
    if not _describes(card, documents):
        other = f"{MODEL_CARD} describes other weights, so its numbers are not shown for this one."
        return join(facts_of(facts), bands(card.bands), training(card), tag("p", other))
    measured = under(text, "## Results")
    seen = paragraph(text, "**What it has seen.**")
    return join(
        tag("p", inline(paragraph(text, "**What it is.**"))),
        tag("p", tag("strong", "What it has seen: "), inline(seen)) if seen else "",
        facts_of(facts),
        bands(card.bands),
        training(card),
        fold(
            "What was measured",
            *(tag("p", inline(line)) for line in _sentences(measured)),
            table_of(rows(measured), "What was measured"),
        ),
        fold(
            "Recall of each class",
            table_of(rows(under(text, "## Recall of each class")), "Recall of each class"),
        ),
    )


def _sentences(text: str) -> Iterable[str]:
    """Lines that are no table and no list."""
    return (line for line in text.splitlines() if line.strip() and line[0] not in "|-#")


def _limits(card: ModelCard, documents: Documents) -> Html:
    """What it cannot see or know."""
    own = points_after(documents.text(MODEL_CARD), "**Limits.**")
    return join(
        tag("p", tag("strong", NO_CLAIM)),
        bullets_of(points(under(documents.text(READ_ME), "## Limits"))),
        fold("Limits of this model", bullets_of(own))
        if own and _describes(card, documents)
        else "",
    )


def _data(card: ModelCard, documents: Documents) -> Html:
    """Sources with their licences."""
    text, facts = documents.text(DATA), documents.text(MODEL_FACTS)
    sources = tomllib.loads(facts).get("source", []) if facts else []
    head = ("source", "pictures", "kind", "used for", "licence")
    named = tuple(
        (
            source["name"],
            grouped(source["pictures"]),
            "rendered" if source.get("rendered") else "photos",
            ", ".join(source["use"]),
            source["licence"],
        )
        for source in sources
    )
    counts = table_of((head, *named), "Pictures by source") if named else Html("")
    rendered = paragraph(text, "**Rendered is not real.**")
    return join(
        tag("p", tag("strong", "Rendered is not real. "), inline(rendered)) if rendered else "",
        counts if _describes(card, documents) else "",
        fold("All sources, and where anyone gets them", table_of(rows(text), "All sources")),
    )


def _licences(project: Project | None, documents: Documents) -> Html:
    """Of the program, then of the libraries that are installed."""
    if project is None:
        return Html("")
    text = documents.text(LICENCE)
    digest = hashlib.sha256(text.encode()).hexdigest() if text else ""
    return join(
        tag("p", f"This program: {project.licence}."),
        fold("Text of the licence", tag("pre", text), facts_of({"SHA-256": digest}))
        if text
        else "",
        tag("p", "The libraries it needs, as their metadata say:"),
        _libraries(installed(project.needed), "Libraries it needs"),
        fold(
            "Also installed: for training, rendering, measuring and testing",
            _libraries(installed(project.further), "Further libraries"),
        ),
    )


def _libraries(libraries: tuple[Library, ...], label: str) -> Html:
    head = ("software library", "version", "licence")
    listed = tuple((each.name, each.version, each.licence) for each in libraries)
    return table_of((head, *listed), label) if listed else Html("")

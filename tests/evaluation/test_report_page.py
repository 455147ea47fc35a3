"""The report: it reads and links, says what matters, and no text of others becomes markup."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from datasets.leaks import across
from evaluation.measures import measure
from evaluation.predictions import Failure, Predictions, Role
from evaluation.report.cover import RENDERED
from evaluation.report.page import report_html
from tests.evaluation.made import random_run, run
from tests.evaluation.reports import (
    DATE,
    EVIL,
    FAILURES,
    ODD,
    SECTIONS,
    catalogue,
    full,
    odd_run,
    plain_report,
    prints,
    read,
    words,
)

ROOT = Path(__file__).parent.parent.parent


def test_no_text_of_others_becomes_markup() -> None:
    html = full()
    page = read(html)
    scripts = list(page.all("script"))
    assert len(scripts) == 1  # ours
    assert "alert" not in scripts[0].text
    assert not any(name.startswith("on") for node in page.all() for name in node.given)
    assert not list(page.all("b")) or all("empty" not in b.words for b in page.all("b"))
    assert (
        list(page.all("img")) == []
    )  # no photo of the odd run exists, so an image would be theirs
    text = page.words
    for shown in (ODD, EVIL, "the file is <b>empty</b>"):
        assert shown in text


def test_nothing_is_asked_from_elsewhere() -> None:
    html = full()
    assert not list(read(html).all("link"))
    assert "@import" not in html
    for node in read(html).all():
        for name in ("src", "href", "action", "data", "srcset"):
            value = node.given.get(name)
            assert value is None or value.startswith(("#", "data:image/")), (node.tag, value)
    assert set(re.findall(r"url\((.)", html)) <= {"#"}


def test_the_page_has_one_title_landmarks_and_headings_in_order() -> None:
    page = read(full())
    (html,) = page.all("html")
    assert html.given["lang"] == "en"
    assert [title.words for title in page.all("title")] == [f"Evaluation of m {EVIL}, {DATE}"]
    for landmark in ("header", "nav", "main"):
        assert len(list(page.all(landmark))) == 1
    levels = [int(node.tag[1]) for node in page.all() if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert [node.given["id"] for node in page.all("section")] == list(SECTIONS)


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    page = read(full())
    ids = [node.given["id"] for node in page.all() if "id" in node.given]
    assert len(set(ids)) == len(ids)
    targets = {node.given["href"] for node in page.all("a")}
    assert len(targets) > 20
    assert targets <= {f"#{id}" for id in ids}
    named = [
        node.given["aria-labelledby"] for node in page.all() if "aria-labelledby" in node.given
    ]
    assert set(named) <= set(ids)


def test_every_figure_has_words_and_its_numbers() -> None:
    page = read(full())
    words_of = {node.given.get("id"): node.words for node in page.all("figcaption")}
    figures = list(page.all("figure"))
    assert len(figures) >= 15
    for figure in figures:
        (box,) = (node for node in figure.all("div") if node.given.get("role") == "img")
        assert re.search(r"\d", words_of[box.given["aria-labelledby"]])
        assert len(list(box.all("svg"))) == 1
        (details,) = figure.all("details")
        (table,) = details.all("table")
        assert len(list(table.all("tr"))) >= 2
    assert len(list(page.all("svg"))) == len(figures)


def test_every_table_is_named_and_has_heads() -> None:
    for table in read(full()).all("table"):
        assert next(table.all("caption")).words.strip()
        rows = list(table.all("tr"))
        width = len(rows[0].children)
        assert {cell.given.get("scope") for cell in rows[0].children} == {"col"}
        for row in rows[1:]:
            assert len(row.children) == width
            assert row.children[0].given.get("scope") == "row"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_run_gives_the_same_bytes_whatever_the_order_of_sets(seed: str) -> None:
    code = "from tests.evaluation.reports import full; print(full())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
    )
    assert done.stdout.decode("utf-8") == full() + "\n"


def test_the_first_page_says_what_was_measured_and_what_matters() -> None:
    text = words(full())
    cover = text[text.index("Evaluation of m", 20) : text.index("of a label that the model has")]
    table = odd_run()
    rolled = measure(table, catalogue()).roll_up
    passed = rolled.listed_passed_as_not_listed.share
    for said in (
        DATE,
        "0" * 64,
        f"{int((~table.rendered).sum())} real, {int(table.rendered.sum())} rendered",
        "2 files: which, and why",
        RENDERED,
        "Leak: pictures of this run were trained on.",
        "Listed goods passed as not listed",
        f"{passed.hits} of {passed.of} pictures of listed goods",
        "Ordinary goods called prohibited",
        "First answer right",
        "Right among the first three",
        "Worst slice",
    ):
        assert said in cover, said


def test_a_run_without_rendered_pictures_or_leaks_warns_of_neither() -> None:
    text = words(plain_report(random_run(np.random.default_rng(3), 40)))
    assert RENDERED not in text
    assert "Leak:" not in text
    assert "the pictures that were trained on were not given" in text


def test_leaks_that_were_looked_for_and_not_found_are_no_alarm() -> None:
    table = random_run(np.random.default_rng(3), 40)
    none = across(prints(("t.jpg",), ("t",), 8), prints(table.paths, table.groups, 9))
    measures = measure(table, catalogue())
    html = report_html(measures, table, (), catalogue(), date=DATE, leaks=none)
    assert "banner leak" not in html
    assert "none found among 1 picture that were trained on" in words(html)


def test_rendered_and_real_photos_are_told_apart_on_the_first_page() -> None:
    table = run(
        [[0.9, 0.05, 0.02, 0.02, 0.01]] * 4, ["handcuffs", "handcuffs", "stun_gun", "stun_gun"]
    )
    half = replace(table, rendered=np.array([True, True, False, False]))
    text = words(plain_report(half))
    assert "right on rendered pictures: 100.0 % (2 of 2;" in text
    assert "on real photos: 0.0 % (0 of 2;" in text


def test_files_that_could_not_be_read_are_all_listed_with_their_reason() -> None:
    table = random_run(np.random.default_rng(4), 20)
    many = tuple(Failure(f"{at}.jpg", "handcuffs", f"reason {at}") for at in range(200))
    text = words(plain_report(table, many))
    assert "200 files could not be read and are in no number" in text
    assert all(f"{at}.jpg handcuffs reason {at}" in text for at in range(200))


FEW: dict[str, Predictions] = {
    "no picture": run(np.zeros((0, 5)), []),
    "one picture": run([[0.9, 0.05, 0.02, 0.02, 0.01]], ["handcuffs"]),
    "one class": run([[0.6, 0.4]] * 5, ["handcuffs"] * 5, labels=("handcuffs", "other")),
    "only pictures outside": run(
        [[0.6, 0.1, 0.1, 0.1, 0.1]] * 3,
        ["x", "y", "z"],
        roles=[Role.NEAR, Role.NEGATIVE, Role.DATA],
    ),
    "only ties": run([[0.2] * 5] * 20, ["handcuffs", "padlock"] * 10),
    "labels nobody knows": run([[0.5, 0.5]] * 4, ["a", "b"] * 2, labels=("a", "b")),
}


@pytest.mark.parametrize("name", FEW)
def test_little_data_still_gives_a_readable_page(name: str) -> None:
    html = plain_report(FEW[name], FAILURES)
    page = read(html)
    assert [node.given["id"] for node in page.all("section")] == list(SECTIONS)
    text = words(html)
    assert "not measured" in text.lower()
    assert not re.search(r"\b(nan|inf|None)\b", text)
    for section in page.all("section"):
        assert len(section.words.split()) > 3, section.given["id"]


def test_measures_of_another_run_are_refused() -> None:
    one, other = FEW["one picture"], FEW["only ties"]
    with pytest.raises(ValueError, match="measures of 20 pictures for a run of 1"):
        report_html(measure(other, catalogue()), one, (), catalogue(), date=DATE)
    strange = replace(one, model_sha256="1" * 64)
    with pytest.raises(ValueError, match="two models"):
        report_html(measure(one, catalogue()), strange, (), catalogue(), date=DATE)

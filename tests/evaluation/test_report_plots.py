"""Figures: their data, their words, their bytes, and that no text of others becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from catalogue.load import load
from catalogue.markup import Html
from evaluation.calibration import calibration
from evaluation.comparison import compare
from evaluation.confusion import confusion
from evaluation.corruptions import CORRUPTIONS, Family
from evaluation.metrics import Share, auroc
from evaluation.report.figure import Figure, Rows
from evaluation.report.plots import LOOKS
from evaluation.report.plots_confusion import SHOWN, confusion_matrix
from evaluation.report.plots_curves import reliability, risk_coverage
from evaluation.report.plots_dots import MOST, Line, difference_dots, share_dots
from evaluation.report.plots_openset import histograms, roc
from evaluation.report.plots_robustness import robustness_curves
from evaluation.robustness import Curve, Robustness
from evaluation.selective import selective
from tests.evaluation.made import random_run, run

ODD = 'قيود "اليد" <script>alert(1)</script> $x_1$ 手铐 \u202e\x1b[31m & co'
RNG = np.random.default_rng(0)
RUN = random_run(RNG, 120, outside=0.3)
OTHER = replace(RUN, model="other", logits=RUN.logits + RNG.normal(size=RUN.logits.shape))
FAR = np.random.default_rng(2).normal(2, 1, 40)
NEAR = np.random.default_rng(3).normal(0, 1, 60)


def lines(count: int, name: str = "class") -> list[Line]:
    shares = [Share(at % 7, 7) for at in range(count)]
    return [Line(f"{name} {at}", its, its.interval) for at, its in enumerate(shares)]


def robust() -> Robustness:
    return Robustness(
        Share(90, 100),
        tuple(
            Curve(name, tuple(Share(90 - 10 * k, 100) for k in range(5))) for name in CORRUPTIONS
        ),
    )


def some(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


FIGURES: dict[str, Callable[[], Figure]] = {
    "recall": lambda: share_dots("a", "Recall", lines(9), Share(20, 63))[0],
    "confusion": lambda: some(confusion_matrix("a", confusion(RUN), lambda r, c: f"cell-{r}-{c}")),
    "reliability": lambda: some(reliability("a", "equal mass", calibration(RUN).equal_mass)),
    "risk": lambda: some(risk_coverage("a", selective(RUN))),
    "histograms": lambda: some(histograms("a", NEAR, {"near": NEAR + 1, "negative": FAR}, 1.0)),
    "roc": lambda: some(roc("a", NEAR, {"near": NEAR + 1, "negative": FAR})),
    "robustness": lambda: robustness_curves("a", robust())[0][1],
    "comparison": lambda: some(difference_dots("a", compare(RUN, OTHER, load()))),
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_data_draws_the_same_bytes(name: str) -> None:
    assert FIGURES[name]() == FIGURES[name]()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_one_element_that_needs_nothing_from_outside(name: str) -> None:
    svg = FIGURES[name]().svg
    root = ElementTree.fromstring(svg)
    assert root.tag == "svg"
    assert {each.tag for each in root.iter()} <= {
        *("svg", "g", "defs", "path", "use", "text", "clipPath", "rect", "a"),
    }
    ids = {each.get("id") for each in root.iter()} - {None}
    assert all(str(each).startswith("a-") for each in ids)
    inner = re.findall(r"url\(#([^)]*)\)", svg) + re.findall(r'<use[^>]*href="#([^"]*)"', svg)
    assert set(inner) <= ids
    assert not re.findall(r'(?:href|src)="(?!#)', svg)


@pytest.mark.parametrize("name", FIGURES)
def test_no_letter_is_smaller_than_eight_points(name: str) -> None:
    svg = FIGURES[name]().svg
    assert svg.startswith('<svg width="')
    assert 'font-size="8"' in svg
    sizes = re.findall(r"font(?:-size)?: (?:bold |700 )?([\d.]+)px", svg)
    assert all(float(size) >= 8 for size in sizes)
    width, view = re.search(r'width="([\d.]+)pt".*?viewBox="0 0 ([\d.]+)', svg).groups()  # type: ignore[union-attr]
    assert width == view  # a point of the drawing is a point on paper


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_in_numbers_what_it_shows(name: str) -> None:
    figure = FIGURES[name]()
    assert figure.alt.endswith(".")
    assert re.search(r"\d", figure.alt)
    assert len(figure.table.rows) >= 1


def test_lines_differ_in_colour_dashes_and_marks() -> None:
    for each in (
        {look.colour for look in LOOKS},
        {str(look.dashes) for look in LOOKS},
        {look.mark for look in LOOKS},
    ):
        assert len(each) == len(LOOKS)
    assert len(LOOKS) >= max(
        sum(its.family is family for its in CORRUPTIONS.values()) for family in Family
    )


def test_odd_names_stay_text() -> None:
    share = Share(3, 4)
    figure = share_dots("a", "Recall", [Line(ODD, share, share.interval)])[0]
    texts = [each.text or "" for each in ElementTree.fromstring(figure.svg).iter("text")]
    assert any("قيود" in text for text in texts)
    assert "<script" not in figure.svg
    assert not any("\x1b" in text or "\u202e" in text for text in texts)
    odd = random_run(np.random.default_rng(4), 30, labels=(ODD, "b", "other"))
    matrix = some(confusion_matrix("a", confusion(odd)))
    assert "<script" not in matrix.svg
    assert any(row[0] == ODD for row in matrix.table.rows)  # the page escapes the table


def test_many_lines_go_on_in_further_figures_lowest_first() -> None:
    figures = share_dots("a", "Recall", lines(2 * MOST + 1))
    assert [len(each.table.rows) for each in figures] == [MOST, MOST, 1]
    rates = [float(row[1].split()[0]) for each in figures for row in each.table.rows]
    assert rates == sorted(rates)


def test_lines_without_photos_are_not_drawn() -> None:
    assert share_dots("a", "Recall", [Line("none", Share(0, 0), (0.0, 1.0))]) == ()


def test_the_confusion_figure_holds_every_photo_of_the_rows_it_draws() -> None:
    labels = (*(f"class_{at:02}" for at in range(SHOWN + 6)), "other")
    many = random_run(np.random.default_rng(5), 900, labels=labels, skill=1.5, outside=0.1)
    found = confusion(many)
    svg = some(confusion_matrix("a", found)).svg
    numbers = [
        int(each.text)
        for each in ElementTree.fromstring(svg).iter("text")
        if each.text and each.text.isdigit()
    ]
    heads = sum(range(1, SHOWN + 1))
    totals = found.counts.sum(axis=1)
    outside = int(totals[len(found.columns) - 1 :].sum())
    drawn = sum(numbers) - heads
    names = re.findall(r">\d+ (class_\d\d)<", svg)
    assert len(names) == SHOWN
    assert drawn == outside + sum(int(totals[found.rows.index(name)]) for name in names)


def test_cells_lead_to_their_photos() -> None:
    found = confusion(RUN)
    svg = some(confusion_matrix("a", found, lambda r, c: f"cell-{r}-{c}")).svg
    leads = set(re.findall(r'href="#(cell-[^"]*)"', svg))
    assert leads == {f"cell-{row}-{column}" for row, column in np.argwhere(found.counts)}


def test_the_roc_table_keeps_its_promise() -> None:
    figure = some(roc("a", NEAR, {"negative": FAR}))
    assert f"{auroc(NEAR, FAR):.3f}" in figure.alt
    for promised, refused, found in figure.table.rows:
        at_most, told, rate = (float(each.split()[0]) for each in (promised, refused, found))
        assert told <= at_most
        limit = np.sort(NEAR)[::-1][int(at_most / 100 * len(NEAR) + 1e-9)]
        assert rate == pytest.approx(100 * float((limit < FAR).mean()), abs=0.05)


def test_every_photo_is_counted_in_the_histogram() -> None:
    figure = some(histograms("a", np.append(NEAR, 1e9), {"negative": FAR, "near": FAR[:0]}))
    assert figure.table.head == ("novelty", "can be named", "negative")
    assert sum(int(row[1]) for row in figure.table.rows) == len(NEAR) + 1
    assert sum(int(row[2]) for row in figure.table.rows) == len(FAR)


def test_the_limit_is_in_the_drawing_wherever_it_lies() -> None:
    near = some(histograms("a", NEAR, {}, 0.0)).svg
    assert near != some(histograms("a", NEAR, {}, 50.0)).svg
    far = some(histograms("a", NEAR, {}, 50.0))
    assert ">50<" in far.svg
    assert "50.000" in far.alt


def test_nothing_to_draw_draws_nothing() -> None:
    nobody = run(np.zeros((0, 5)), [])
    assert confusion_matrix("a", confusion(nobody)) is None
    assert reliability("a", "equal width", calibration(nobody).equal_width) is None
    assert risk_coverage("a", selective(nobody)) is None
    assert histograms("a", NEAR[:0], {"near": NEAR[:0]}) is None
    assert roc("a", NEAR, {"near": NEAR[:0]}) is None
    assert roc("a", NEAR[:0], {"near": NEAR}) is None
    assert difference_dots("a", compare(nobody, nobody, load())) is None


@pytest.mark.parametrize("count", [1, 2])
def test_equal_novelty_can_be_drawn(count: int) -> None:
    same = np.ones(count)
    assert some(histograms("a", same, {"near": same})).table.rows
    assert some(roc("a", same, {"near": same})).table.rows


def test_a_family_that_was_not_measured_has_no_figure() -> None:
    one = Robustness(Share(9, 10), (Curve("fog", (Share(5, 10),) * 5),))
    assert [family for family, _ in robustness_curves("a", one)] == ["weather"]


@pytest.mark.parametrize(
    ("svg", "alt", "rows"),
    [
        ("<p></p>", "words.", (("a",),)),
        ("<svg></svg>", " ", (("a",),)),
        ("<svg></svg>", "words.", ()),
    ],
)
def test_a_figure_without_words_or_data_is_refused(
    svg: str, alt: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    with pytest.raises(ValueError, match="figure"):
        Figure(Html(svg), alt, Rows(("name",), rows))


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Rows(("name",), (("a", "b"),))

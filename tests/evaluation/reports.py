"""Reports of made-up runs, and a reader that turns them back into elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser

import numpy as np

from catalogue.load import Catalogue, load
from datasets.leaks import Prints, across, within
from evaluation.comparison import compare
from evaluation.corruptions import CORRUPTIONS
from evaluation.measures import measure
from evaluation.metrics import Share
from evaluation.predictions import Failure, Predictions
from evaluation.report.examples import gather
from evaluation.report.page import report_html
from evaluation.robustness import Curve, Robustness
from evaluation.slices import slices
from evaluation.strangeness import References
from model.card import Thresholds
from tests.evaluation.made import LABELS, random_run

VOID = {"meta", "img", "br", "link", "input"}
DATE = "2026-11-27"
ODD = 'قيود "اليد" <script>alert(1)</script>'
EVIL = "<img src=x onerror=alert(2)>"
THRESHOLDS = Thresholds(0.5, 0.5, 0.1)
FAILURES = (
    Failure(f"/data/{EVIL}.jpg", "handcuffs", "the file is <b>empty</b>"),
    Failure("/data/b.jpg", ODD, "b.jpg is damaged and cannot be decoded; take it again"),
)
SECTIONS = (
    *("summary", "photos", "accuracy", "law", "confusion", "confidence", "selective"),
    *("open-set", "slices", "robustness", "comparison", "leaks", "method"),
)


@dataclass
class Node:
    """An element of the page."""

    tag: str
    given: dict[str, str | None]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str = "") -> Iterator[Node]:
        for child in self.children:
            if tag in ("", child.tag):
                yield child
            yield from child.all(tag)

    @property
    def words(self) -> str:
        return " ".join([self.text, *(child.words for child in self.children)])


class Reader(HTMLParser):
    """A tree of elements; an element that is not closed in order fails."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].text += data


def read(html: str) -> Node:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1
    return reader.open[0]


def words(html: str) -> str:
    return " ".join(read(html).words.replace("\u00a0", " ").split())


@cache
def catalogue() -> Catalogue:
    return load()


def odd_run() -> Predictions:
    """Names of others that try to be markup, in every place where others name things."""
    rng = np.random.default_rng(0)
    plain = random_run(rng, 90, labels=(*LABELS[:-1], ODD, "other"), outside=0.3)
    return replace(
        plain,
        model=f"m {EVIL}",
        rendered=rng.random(90) < 0.5,
        paths=tuple(f"/data/{EVIL}/{at} {ODD}.jpg" for at in range(90)),
        truth=tuple(f"zither {EVIL}" if label == "zither" else label for label in plain.truth),
        columns={EVIL: tuple(rng.choice([EVIL, ODD, "", "plain"], size=90).tolist())},
        embeddings=rng.normal(size=(90, 8)),
    )


def prints(paths: tuple[str, ...], groups: tuple[str, ...], seed: int) -> Prints:
    rng = np.random.default_rng(seed)
    hashes = rng.integers(1, 2**63, size=len(paths)).astype(np.uint64)
    return Prints(paths, tuple(f"{seed} {path}" for path in paths), groups, hashes)


@cache
def full() -> str:
    """A report with every section filled, of the odd run."""
    table = odd_run()
    rng = np.random.default_rng(1)
    other = replace(table, model=ODD, logits=table.logits + rng.normal(size=table.logits.shape))
    trained = prints(table.paths[:20], tuple(f"{ODD} {at}" for at in range(20)), 1)
    again = prints(table.paths, (*(f"{ODD} {at}" for at in range(90)),), 2)
    references = References(("handcuffs", "padlock") * 3, rng.normal(size=(6, 8)))
    measures = measure(table, catalogue(), references, thresholds=THRESHOLDS)
    return report_html(
        measures,
        table,
        FAILURES,
        catalogue(),
        date=DATE,
        robustness=Robustness(
            Share(9, 10), tuple(Curve(name, (Share(7, 10),) * 5) for name in CORRUPTIONS)
        ),
        leaks=across(trained, again),
        doubles=within(again),
        slices=slices(table),
        comparisons=[compare(table, other, catalogue())],
        examples=gather(measures, table),
        thresholds=THRESHOLDS,
    )


def plain_report(table: Predictions, failures: tuple[Failure, ...] = ()) -> str:
    measures = measure(table, catalogue(), thresholds=THRESHOLDS)
    return report_html(measures, table, failures, catalogue(), date=DATE)

"""The model card: every number from a report, what was not measured said, one model only."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from catalogue.errors import CatalogueError
from catalogue.load import load
from datasets.leaks import across
from datasets.samples import SampleError
from evaluation.card import METRICS, card_markdown, write
from evaluation.card_data import CardData, Source, read
from evaluation.card_results import RESULTS
from evaluation.measures import measure
from evaluation.predictions import Predictions
from evaluation.slices import slices
from model.card import Thresholds
from tests.evaluation.made import random_run, run
from tests.evaluation.reports import DATE, catalogue, prints

TOML = """\
description = "A small network."
weaknesses = ["It knows no night."]

[[source]]
name = "our studio"
shows = "rendered pictures | of every class"
pictures = 3928
rendered = true
listed_goods = true
use = ["training", "test"]
licence = "Apache-2.0"
where = "`python -m datasets render`"

[[source]]
name = "everyday"
shows = "chairs"
pictures = 660
use = ["training", "calibration"]
licence = "CC-BY-4.0"
"""


def table(seed: int = 0, photos: int = 90) -> Predictions:
    rng = np.random.default_rng(seed)
    made = random_run(rng, photos, of_object=2, outside=0.3)
    return replace(
        made,
        rendered=np.arange(photos) % 2 == 0,
        columns={"device": tuple(f"phone {at % 2}" for at in range(photos))},
    )


def metrics(its: Predictions, leaking: bool = False) -> dict[str, object]:
    """As `evaluation run` writes it."""
    own = prints(its.paths, its.groups, 1)
    found = measure(its, catalogue(), thresholds=Thresholds(0.5, 0.5, 0.1))
    values = {
        "date": DATE,
        "failures": [{"path": "a.jpg"}, {"path": "b.jpg"}],
        "measures": found.to_json(),
        "slices": [each.to_json() for each in slices(its)],
        "leaks": across(own, own).to_json() if leaking else None,
        "robustness": None,
    }
    text: dict[str, object] = json.loads(json.dumps(values))
    return text


@pytest.fixture
def data(tmp_path: Path) -> CardData:
    path = tmp_path / "card.toml"
    path.write_text(TOML, encoding="utf-8")
    return read(path)


def row(card: str, head: str) -> list[str]:
    """The cells of the row that begins so."""
    (line,) = (each for each in card.splitlines() if each.startswith(f"| {head} |"))
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[2:-1]]


def test_the_numbers_are_those_of_the_reports(data: CardData) -> None:
    first, second = table(0), table(1)
    card = card_markdown({"one": metrics(first), "two": metrics(second)}, data, catalogue())
    tops = [measure(each, catalogue()).accuracy.photos.top[1] for each in (first, second)]
    cells = row(card, "First answer right")
    assert [f"({top.hits} of {top.of};" in cell for top, cell in zip(tops, cells, strict=True)]
    for top, cell in zip(tops, cells, strict=True):
        low, high = top.interval
        assert cell == (
            f"{100 * top.rate:.1f} % ({top.hits} of {top.of}; 95 %: "
            f"{100 * low:.1f} to {100 * high:.1f})"
        )
    assert row(card, "date") == [DATE, DATE]
    assert row(card, "pictures") == ["90: 45 real, 45 rendered"] * 2
    assert row(card, "could not be read") == ["2", "2"]
    passed = measure(first, catalogue()).roll_up.listed_passed_as_not_listed.share
    assert row(card, "**Listed goods passed as not listed**")[0].startswith(
        f"{100 * passed.rate:.1f} % ({passed.hits} of {passed.of};"
    )


def test_the_worst_slice_of_the_card_is_that_of_the_report(data: CardData) -> None:
    from evaluation.slices import worst

    its = table(2, 200)
    found = worst(slices(its))
    assert found is not None
    column, slice_ = found
    card = card_markdown({"one": metrics(its)}, data, catalogue())
    assert row(card, "Worst slice")[0].startswith(f"{column} = {slice_.value}: ")


def test_every_line_finds_its_number_in_a_full_report(data: CardData) -> None:
    """A measure that changes its name must not turn into "not measured" in silence."""
    its = table(3, 300)
    content = metrics(its, leaking=True)
    content["robustness"] = {
        "clean": {"hits": 9, "of": 10},
        "means": [{"name": "all", "top1": 0.5}],
    }
    card = card_markdown({"one": content}, data, catalogue())
    for head, _ in RESULTS:
        assert "not measured" not in row(card, head)[0], head


def test_what_was_not_measured_is_said_to_be_so(data: CardData) -> None:
    nobody = run(np.zeros((0, 5)), [])
    card = card_markdown({"none": metrics(nobody)}, data, catalogue())
    for head, _ in RESULTS:
        assert row(card, head)[0].startswith("not measured"), head
    assert row(card, "handcuffs") == ["depends", "not measured"]
    lacking = re.search(r"Goods of the catalogue that the model has no label for.*", card)
    assert lacking is not None
    assert "guillotine" in lacking[0]
    assert "handcuffs" not in lacking[0]
    assert "whose recall is not measured, for want of pictures: handcuffs, stun_gun" in card


def test_the_statements_of_the_card_stay(data: CardData) -> None:
    card = card_markdown({"one": metrics(table())}, data, catalogue())
    for statement in (
        "Triage by a trained customs inspector",
        "**Not evidence.**",
        "**Not a legal opinion**, and never the sole ground for a seizure",
        "**Silence is not clearance.**",
        "**Not for people.**",
        "**Not one photo of a real controlled good.**",
        "**Accuracy on rendered pictures says nothing of real goods.**",
        "A small network.",
        "It knows no night.",
        "says where, never why",
    ):
        assert statement in card, statement
    assert row(card, "everyday")[-2:] == ["CC-BY-4.0", "–"]
    assert row(card, "our studio")[0] == "rendered pictures \\| of every class"


def test_real_goods_are_counted_where_they_were_trained_on(data: CardData) -> None:
    real = Source("customs", "goods", 12, False, True, ("training",), "none", "")
    more = CardData("x", (), (*data.sources, real))
    card = card_markdown({"one": metrics(table())}, more, catalogue())
    assert "12 photos of real listed goods" in card
    assert "Not one picture" not in card
    tested = CardData("x", (), (replace(real, use=("test",)),))
    assert tested.real_goods_seen == 0


def test_a_run_with_real_photos_only_has_no_word_of_rendered_ones(data: CardData) -> None:
    real = replace(table(), rendered=np.zeros(90, dtype=np.bool_))
    card = card_markdown({"one": metrics(real)}, data, catalogue())
    assert "says nothing of real goods" not in card


def test_a_leak_stands_beside_the_numbers(data: CardData) -> None:
    card = card_markdown({"bad": metrics(table(), leaking=True)}, data, catalogue())
    assert "**Pictures of bad were trained on: those numbers are too good.**" in card
    assert row(card, "Pictures of the run that were trained on") == ["**found: 90 pictures**"]


def test_the_same_reports_give_the_same_text(data: CardData) -> None:
    content = {"one": metrics(table())}
    assert card_markdown(content, data, catalogue()) == card_markdown(content, data, catalogue())


def test_odd_names_end_no_cell(data: CardData) -> None:
    odd = 'a|b\n<script>"قيود"'
    its = random_run(np.random.default_rng(5), 40, labels=(odd, "handcuffs", "other"))
    card = card_markdown({"x|y": metrics(its)}, data, catalogue())
    assert "<script" not in card
    assert len(row(card, 'a\\|b &lt;script>"قيود"')) == 2


def test_several_models_are_refused(data: CardData) -> None:
    other = replace(table(), model="other")
    with pytest.raises(SampleError, match="of one model; the reports are of 2"):
        card_markdown({"a": metrics(table()), "b": metrics(other)}, data, catalogue())


def test_a_number_that_is_none_is_named(data: CardData) -> None:
    content = metrics(table())
    content["leaks"] = {"found": True, "touched": "many"}
    with pytest.raises(
        SampleError, match=r"one: leaks\.touched\.1 of metrics\.json is not a count"
    ):
        card_markdown({"one": content}, data, catalogue())


def test_files_in_a_file_out(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text(TOML, encoding="utf-8")
    folders = [tmp_path / "a" / "test", tmp_path / "b" / "test", tmp_path / "c"]
    for seed, folder in enumerate(folders):
        folder.mkdir(parents=True)
        (folder / METRICS).write_text(json.dumps(metrics(table(seed))), encoding="utf-8")
    write(folders, tmp_path / "card.toml", tmp_path / "card.md", catalogue())
    card = (tmp_path / "card.md").read_text(encoding="utf-8")
    assert "# Model card: made" in card
    assert row(card, "") == [str(folders[0]), str(folders[1]), "c"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "does not exist; name a folder of `evaluation run`"),
        ("{", "cannot be read"),
        ("{}", "holds no measures"),
        ("[]", "holds no measures"),
    ],
)
def test_a_folder_without_a_report_is_one_sentence(
    tmp_path: Path, content: str | None, sentence: str
) -> None:
    (tmp_path / "card.toml").write_text(TOML, encoding="utf-8")
    if content is not None:
        (tmp_path / METRICS).write_text(content, encoding="utf-8")
    with pytest.raises(SampleError, match=sentence):
        write([tmp_path], tmp_path / "card.toml", tmp_path / "card.md", catalogue())
    assert not (tmp_path / "card.md").exists()


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("pictures = 660", "pictures = 1.5", "source 2: 'pictures' must be a whole number"),
        ("pictures = 660", "", "source 2: 'pictures' must be a whole number"),
        ('licence = "CC-BY-4.0"', "", "source 2: 'licence' is missing"),
        ('"calibration"', '"calibrating"', "nearest is 'calibration'"),
        ("shows = ", "show = ", "nearest allowed key is 'shows'"),
        ("[[source]]", "[source]", "card.toml"),
    ],
)
def test_a_fault_of_the_data_names_its_place(
    tmp_path: Path, was: str, becomes: str, sentence: str
) -> None:
    path = tmp_path / "card.toml"
    path.write_text(TOML.replace(was, becomes), encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(sentence)):
        read(path)


def test_the_model_card_of_the_project_is_what_its_reports_say(tmp_path: Path) -> None:
    root = Path(__file__).parents[2] / "docs"
    reports = [root / "results" / name for name in ("rendered", "everyday")]
    write(reports, root / "model-card.toml", tmp_path / "card.md", load())
    written = (tmp_path / "card.md").read_text(encoding="utf-8")
    assert written == (root / "model-card.md").read_text(encoding="utf-8")

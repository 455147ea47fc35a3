"""Trees: what they refuse, and where answers lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import CatalogueError
from catalogue.tree import Band, Question
from catalogue.tree_file import read_tree

SUBJECTS = {"whips": 0, "ordinary": 0}
GOOD = """
name = "Whips"

[[question]]
id = "lashes"
ask = "Several lashes?"
answers = [{ say = "Yes", to = "several" }, { say = "No", to = "length" }]

[[question]]
id = "length"
ask = "How long?"
measure = "length"
bands = [{ below = 100, to = "plain" }, { at_most = 200, to = "several" }, { to = "plain" }]

[[end]]
id = "several"
subject = "whips"
reason = "Several."

[[end]]
id = "plain"
subject = "ordinary"
reason = "One."
refer = true
"""

# what to replace, by what, what the sentence says
BROKEN = [
    ('to = "length"', 'to = "lengt"', "leads to 'lengt', which is neither a question nor an end"),
    ('below = 100, to = "plain"', 'below = 100, to = "lashes"', "runs in a loop: lashes > length"),
    ('subject = "whips"', 'subject = "whip"', "subject 'whip' does not exist; the nearest is"),
    ('id = "plain"', 'id = "several"', "'several' stands twice"),
    ('id = "plain"', 'id = "length"', "both a question and an end"),
    ('measure = "length"', 'measure = "width"', "'measure' 'width' must be one of"),
    ('measure = "length"', "", "'measure' '' must be one of"),
    ("below = 100", "below = 300", "limits of its bands must be positive and rise"),
    ("below = 100", "below = -1", "limits of its bands must be positive and rise"),
    ("below = 100", 'below = "100"', "'below' must be a number"),
    ("below = 100", "below = 100, at_most = 100", "either 'below' or 'at_most'"),
    (', { to = "plain" }]', "]", "the last band, and only it, has no limit"),
    ('{ below = 100, to = "plain" }', '{ to = "plain" }', "the last band, and only it"),
    ('say = "No"', 'say = "Yes"', "has the same answer twice"),
    (', { say = "No", to = "length" }]', "]", "has a single way on"),
    ("refer = true", 'refer = "yes"', "'refer' must be true or false"),
    ('reason = "One."', "", "'reason' is missing or empty"),
    ('ask = "How long?"', 'aks = "How long?"', "the nearest allowed key is 'ask'"),
]


def tree(text: str = GOOD) -> object:
    return read_tree("trees/whips.toml", text.encode(), subjects=SUBJECTS)


@pytest.mark.parametrize(("old", "new", "sentence"), BROKEN)
def test_a_broken_tree_gives_one_sentence_with_file_and_reason(
    old: str, new: str, sentence: str
) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError, match=r"^trees/whips\.toml") as error:
        tree(GOOD.replace(old, new, 1))
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_every_path_ends_and_is_listed_once() -> None:
    whips = read_tree("trees/whips.toml", GOOD.encode(), subjects=SUBJECTS)
    assert list(whips.paths("lashes")) == [
        ("lashes", "several"),
        ("lashes", "length", "plain"),
        ("lashes", "length", "several"),
    ]
    assert [end.id for end in whips.ends_from("length")] == ["plain", "several"]


def test_only_questions_on_the_way_to_a_subject_are_asked_towards_it() -> None:
    whips = read_tree("trees/whips.toml", GOOD.encode(), subjects=SUBJECTS)
    assert [q.id for q in whips.questions_towards("lashes", ["ordinary"])] == ["lashes", "length"]
    assert [q.id for q in whips.questions_towards("lashes", ["nothing"])] == []


LENGTH = Question(
    id="q",
    ask="How long?",
    help="",
    answers=(),
    measure="length",
    bands=(Band(150, False, "short"), Band(280, True, "right"), Band(None, False, "long")),
)


@pytest.mark.parametrize(
    ("low", "high", "way"),
    [
        (149.9, 149.9, "short"),
        (150, 150, "right"),
        (280, 280, "right"),
        (280.1, 280.1, "long"),
        (149, 151, None),
        (150, 280, "right"),
        (279, 281, None),
        (100, 400, None),
        (280, 281, None),
    ],
)
def test_a_measurement_decides_only_when_no_limit_lies_between_its_bounds(
    low: float, high: float, way: str | None
) -> None:
    assert LENGTH.after_measuring(low, high) == way


@given(st.floats(0.1, 1000), st.floats(0, 300))
def test_a_wider_measurement_never_decides_otherwise(low: float, width: float) -> None:
    wide = LENGTH.after_measuring(low, low + width)
    if wide is not None:
        assert wide == LENGTH.after_measuring(low, low)
        assert wide == LENGTH.after_measuring(low + width / 2, low + width / 2)


def test_words_are_matched_whatever_their_case() -> None:
    question = read_tree("trees/whips.toml", GOOD.encode(), subjects=SUBJECTS).questions["lashes"]
    assert question.after(" yes ") == "several"
    assert question.after("perhaps") is None
    assert LENGTH.ranges == ("below 150 mm", "up to 280 mm", "more")

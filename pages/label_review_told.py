"""What "Review" shows beside a photo: its label, how to tell it, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, tag
from catalogue.visual_class import VisualClass
from datasets.library.opinions import Opinion
from datasets.library.record import Item
from datasets.library.reviewing import REASONS
from pages import label_hand as hand
from pages.candidate import reference_views
from pages.label_told import facts_of, name_of

VIEWS = 3  # of the class
MOST_ALIKE = 4  # classes it is confused with; more nobody compares
BLIND = "You do not see what others or the network said. That is what makes your opinion count."


def judge_html(item: Item, given: Sequence[Opinion], catalogue: Catalogue) -> Html:
    """The label of a photo, what others said of it, and the buttons to judge it."""
    record = item.record
    if record.label is None:
        nobody = "Nobody has said yet what it shows."
        could_not = f"{record.labelled_by} could not tell what it shows."
        title = tag("h2", could_not if record.cannot_tell else nobody)
        judging = tag("p", "If you can tell, choose the class below.")
    else:
        name = name_of(record.label, catalogue)
        title = tag("h2", "Is it this: ", tag("strong", name), "?")
        judging = join(
            tag("p", f"{record.labelled_by} labelled it.", class_="quiet"),
            _verdicts(),
        )
    box = "The label means what is in the box." if record.box else ""
    return join(
        title,
        tag("p", box) if box else "",
        _opinions(given, catalogue),
        judging,
    )


def more_html(item: Item, catalogue: Catalogue) -> Html:
    """What tells whether the label is right, and where the photo comes from."""
    label = item.record.label
    return join(class_html(label, catalogue) if label else "", _facts(item))


def _opinions(given: Sequence[Opinion], catalogue: Catalogue) -> Html:
    if not given:
        return Html("")
    lines = join(*(tag("li", opinion_words(each, catalogue)) for each in given))
    return tag("ul", lines, class_="review-opinions")


def opinion_words(opinion: Opinion, catalogue: Catalogue) -> str:
    """What somebody said blindly, as a sentence."""
    if opinion.label is None:
        return f"{opinion.by} could not tell, without seeing the label."
    name = name_of(opinion.label, catalogue)
    return f"{opinion.by} said without seeing the label: {name}."


def _verdicts() -> Html:
    reasons = join(
        *(
            hand.button("reject", reason, str(number), data_reason=reason)
            for number, reason in enumerate(REASONS, 1)
        )
    )
    field = Html(
        '<input id="review-reason" type="text" maxlength="1000" autocomplete="off" '
        'aria-describedby="review-why">'
    )
    other = tag(
        "div",
        tag("label", "Another reason ", tag("kbd", "R", aria_hidden="true"), for_="review-reason"),
        tag("div", field, hand.button("write", "Reject"), class_="review-write"),
        class_="hand-class",
    )
    return join(
        hand.button("accept", "Yes, accept", "A", class_="main"),
        tag("p", "No, reject it. Why?", id="review-why", class_="review-no"),
        tag("div", reasons, class_="label-tools review-reasons"),
        other,
    )


def class_html(label: str, catalogue: Catalogue) -> Html:
    """Reference views of a class, what one sees, and what it is confused with."""
    its = catalogue.get(label)
    if its is None:
        return tag("p", "This class is not in the catalogue, so there is no picture of it.")
    return tag(
        "section",
        tag("h3", its.name),
        reference_views(its, catalogue, VIEWS),
        tag("p", tag("strong", "What one sees: "), its.recognise_by),
        _alike(its, catalogue),
        class_="review-class",
    )


def _alike(its: VisualClass, catalogue: Catalogue) -> Html:
    known = [each for each in its.look_alikes if each.id in catalogue][:MOST_ALIKE]
    if not known:
        return Html("")
    rows = join(
        *(
            tag(
                "li",
                reference_views(catalogue[each.id], catalogue, 1),
                tag("div", tag("h4", catalogue[each.id].name), tag("p", each.difference)),
            )
            for each in known
        )
    )
    return join(tag("h3", "Easily confused with"), tag("ul", rows, class_="review-alike"))


def blind_html(item: Item, frequent: Sequence[str], catalogue: Catalogue) -> Html:
    """The question, and classes of the library to answer with; nothing that was said before."""
    choices = join(
        *(
            hand.button("say", name_of(label, catalogue), str(number), data_label=label)
            for number, label in enumerate(frequent, 1)
        )
    )
    return join(
        tag("h2", "What does it show?"),
        tag("p", "Say what is in the box.") if item.record.box else "",
        tag("p", BLIND, class_="quiet"),
        tag("div", choices, class_="review-choices"),
        hand.button("cannot_tell", "I cannot tell", "0"),
    )


def nothing_html(words: str) -> Html:
    """A sentence in place of a photo."""
    return tag("p", words, class_="review-nothing")


def _facts(item: Item) -> Html:
    rows = join(
        *(
            tag("div", tag("dt", name), tag("dd", tag("bdi", value)))
            for name, value in facts_of(item.record)
        )
    )
    return fold("Where this photo comes from", tag("dl", rows, class_="label-facts"))

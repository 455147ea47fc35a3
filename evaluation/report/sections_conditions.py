"""Sections on conditions: slices, worse pictures, other models, pictures that were trained on."""

from __future__ import annotations

from catalogue.markup import Html, join
from datasets.leaks import Leaks
from evaluation.comparison import Comparison, Verdict
from evaluation.report import parts
from evaluation.report.contents import Contents
from evaluation.report.figure import Rows
from evaluation.report.plots_dots import Line, difference_dots, effect_rows, share_dots
from evaluation.report.plots_robustness import robustness_curves
from evaluation.report.words import (
    DASH,
    count,
    counted,
    interval,
    isolated,
    number,
    out_of,
    percent,
    plain_name,
    points,
    sentence,
    share,
)
from evaluation.robustness import Robustness
from evaluation.slices import LEAST_GROUPS, LEAST_PHOTOS, RENDERED, Slice, Slices, worst

_MEANS = {"imagenet_c": "the 15 of ImageNet-C", "all": "all"}
_REASONS = {
    "same_bytes": "the same file",
    "same_look": "the same look (perceptual hash)",
    "close_embedding": "seen alike by the network (embedding)",
}
_LISTED = 40  # slices, pairs and groups on the page; `metrics.json` has them all


def slices(contents: Contents) -> Html:
    """Right first answers by the values of each column of the manifest."""
    found = [its for its in contents.slices if len(its.slices) > 1]
    if not found:
        words = "Not measured: no column tells the pictures of this run apart."
        return parts.section("slices", "Slices", parts.paragraph(words))
    lowest = worst(found)
    words = (
        f"The worst is {slice_words(*lowest)}."
        if lowest is not None
        else "Every slice is too small to be called the worst."
    )
    return parts.section(
        "slices",
        "Slices",
        parts.paragraph(
            f"First answers that are right, of the pictures that share a value. {words} Slices are "
            f"ordered by the lower end of their interval; one with less than {LEAST_PHOTOS} "
            f"pictures or {LEAST_GROUPS} objects is too small to judge."
        ),
        *(_column(number, its) for number, its in enumerate(found, start=1)),
    )


def slice_words(column: str, its: Slice) -> str:
    """`device = phone A: 80.4 % (78 of 97; 95 %: 71.4 to 87.1)`."""
    value = isolated(its.value) or "(empty)"
    return (
        f"{isolated(column)} = {value}: {percent(its.top1.rate)} ({out_of(its.top1)}; 95 %: "
        f"{interval(its.low, its.high)})"
    )


def _column(number: int, its: Slices) -> Html:
    """Figure and table of one column; of many values the worst."""
    shown = its.slices[:_LISTED]
    some = any(each.small for each in shown)
    lines = [Line(each.value or "(empty)", each.top1, (each.low, each.high)) for each in shown]
    figures = share_dots(f"slice-{number}", "First answer right", lines)
    rows = tuple(
        (
            each.value or "(empty)",
            count(each.top1.of),
            count(each.groups),
            percent(each.top1.rate) if each.top1.of else DASH,
            interval(each.low, each.high) if each.top1.of else DASH,
            percent(each.macro_recall) if each.macro_recall is not None else DASH,
            count(each.outside),
            *(("too small",) if each.small else ("",) if some else ()),
        )
        for each in shown
    )
    head = (
        *("value", "pictures", "objects", "right", "95 %", "mean recall", "pictures outside"),
        *(("to judge",) if some else ()),
    )
    title = "rendered or real" if its.column == RENDERED else its.column
    return parts.part(
        title,
        parts.figures(
            *(
                parts.figure(f"figure-slice-{number}-{n}", f"By {title}", figure)
                for n, figure in enumerate(figures, start=1)
            )
        ),
        parts.table(Rows(head, rows), f"Slices by {title}"),
        parts.paragraph(f"{count(len(its.slices) - len(shown))} more are in metrics.json.")
        if len(its.slices) > len(shown)
        else "",
    )


def robustness(contents: Contents) -> Html:
    """First answers under corruption, in means and curves."""
    found = contents.robustness
    if found is None:
        words = "Not measured: no picture was corrupted in this run."
        return parts.section("robustness", "Robustness", parts.paragraph(words))
    return parts.section(
        "robustness",
        "Robustness",
        parts.paragraph(
            f"First answer right on {share(found.clean)} of the clean pictures, then on the same "
            "pictures corrupted at five severities: the 15 corruptions of ImageNet-C and six of "
            "this field."
        ),
        parts.table(_means(found), "Means over corruptions and severities"),
        parts.figures(
            *(
                parts.figure(f"figure-robustness-{family}", plain_name(family).capitalize(), drawn)
                for family, drawn in robustness_curves("robustness", found)
            )
        ),
    )


def _means(found: Robustness) -> Rows:
    return Rows(
        ("corruptions", "how many", "right", "drop, points", "errors out of clean errors"),
        tuple(
            (
                _MEANS.get(mean.name, plain_name(mean.name)),
                str(len(mean.corruptions)),
                percent(mean.top1),
                points(-mean.drop),
                number(mean.error_ratio, 2) if mean.error_ratio is not None else "not defined",
            )
            for mean in found.means
        ),
    )


def comparison(contents: Contents) -> Html:
    """Every comparison in words, figure and table."""
    if not contents.comparisons:
        words = "Not measured: no other model answered these pictures."
        return parts.section("comparison", "Comparison", parts.paragraph(words))
    return parts.section(
        "comparison",
        "Comparison",
        parts.paragraph(
            "Both models on the same pictures, resampled together. “Cannot tell” means that "
            "the interval of the difference holds zero, or that there are too few objects."
        ),
        *(_comparison(number, its) for number, its in enumerate(contents.comparisons, start=1)),
    )


def _comparison(number: int, its: Comparison) -> Html:
    drawn = difference_dots(f"comparison-{number}", its)
    title = f"{its.second} against {its.first}"
    alone = (
        f"{counted(its.photos, 'picture')} answered by both; {count(its.only_first)} only by the "
        f"first, {count(its.only_second)} only by the second. Of the first answers "
        f"{count(its.mcnemar.only_first)} are right only with the first model, "
        f"{count(its.mcnemar.only_second)} only with the second."
    )
    return parts.part(
        title,
        parts.paragraph(_verdict(its), class_="verdict"),
        parts.paragraph(alone),
        parts.figures(parts.figure(f"figure-comparison-{number}", title, drawn))
        if drawn is not None
        else parts.table(effect_rows(its), title),
    )


def _verdict(its: Comparison) -> str:
    """The sentence of the comparison; a model's name keeps its first letter."""
    return sentence(its.words) if its.verdict is Verdict.CANNOT_TELL else its.words


def leaks(contents: Contents) -> Html:
    """Pictures of the run that were trained on, and pictures that it holds twice."""
    if contents.leaks is None:
        across = parts.paragraph(
            "Not measured: the pictures that were trained on were not given, so that nobody knows "
            "whether this run measures memory."
        )
    else:
        across = parts.part("Trained on and measured", _leaks(contents.leaks, "run"))
    doubles = contents.doubles
    within = Html("")
    if doubles is not None:
        within = parts.part("Twice in the run", _leaks(doubles, ""))
    return parts.section("leaks", "Leaks", across, within)


def _leaks(its: Leaks, second: str) -> Html:
    """What was compared and what was found; `second` is empty for one set against itself."""
    compared = (
        f"{counted(its.photos[0], 'picture')} that were trained on against "
        f"{count(its.photos[1])} of the {second}"
        if second
        else f"{counted(its.photos[0], 'picture')} of the run against each other"
    )
    cosine = (
        f"embeddings of a cosine of at least {number(its.cosine, 2)}"
        if its.cosine is not None
        else "no embeddings"
    )
    limits = f"same bytes, at most {its.bits} of 64 bits of the hash apart, {cosine}"
    words = parts.paragraph(f"{compared}; {limits}.")
    if not its.found:
        return join(words, parts.paragraph("Nothing was found."))
    counts = Rows(
        ("why they are taken for one", "pairs"),
        tuple((_REASONS.get(reason, str(reason)), count(n)) for reason, n in its.counts),
    )
    return join(words, parts.table(counts, "Pairs by reason"), _pairs(its), _groups(its))


def _pairs(its: Leaks) -> Html:
    if not its.pairs:
        return Html("")
    total = sum(n for _, n in its.counts)
    rows = tuple(
        (
            pair.first,
            pair.second,
            _REASONS.get(pair.reason, str(pair.reason)),
            str(pair.bits),
            number(pair.cosine) if pair.cosine is not None else "",
        )
        for pair in its.pairs[:_LISTED]
    )
    head = ("one picture", "the other", "why", "bits apart", "cosine")
    words = f"The {count(len(rows))} surest of {counted(total, 'pair')}"
    return parts.fold(words, parts.table(Rows(head, rows), words))


def _groups(its: Leaks) -> Html:
    if not its.groups:
        return Html("")
    rows = tuple((g.group, str(g.first), str(g.second)) for g in its.groups[:_LISTED])
    words = f"{counted(len(its.groups), 'object')} with pictures on both sides"
    return parts.fold(words, parts.table(Rows(("object", "trained on", "measured"), rows), words))

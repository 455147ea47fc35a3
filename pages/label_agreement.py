"""How far the labellers agree, as HTML: numbers with intervals, and in words what they mean."""

from __future__ import annotations

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from datasets.library.agreement import (
    LEAST_OBJECTS,
    RELIABLE,
    SURE_OBJECTS,
    TENTATIVE,
    Agreement,
    Estimate,
    OfClass,
    Pair,
)
from datasets.library.ratings import CANNOT_TELL, Seen
from pages.label_told import name_of


def agreement_html(found: Agreement, seen: Seen, catalogue: Catalogue) -> Html:
    """All of it; a sentence where nobody rated the same photos."""
    if not found.photos:
        nothing = (
            "No two people have said independently what one photo shows. Give blind opinions: "
            "then their agreement is shown here."
        )
        return join(tag("p", nothing), _seen(seen))
    return join(
        tag("p", tag("strong", meaning(found.alpha, found.things))),
        _counts(found),
        _table(found),
        _pairs(found.pairs),
        _classes(found.classes, catalogue),
        _seen(seen),
    )


def meaning(alpha: Estimate, things: int) -> str:
    """What Krippendorff's alpha of so many objects means, by the limits of its author."""
    if alpha.value is None:
        return (
            "Everybody said the same of everything, and there is one class only: whether it is "
            "more than chance cannot be told."
        )
    if alpha.value >= RELIABLE:
        said = "The labels can be relied on: people agree far beyond chance."
    elif alpha.value >= TENTATIVE:
        said = "The labels allow tentative conclusions only: people disagree too often."
    else:
        said = (
            "The labels cannot be relied on: people disagree too often. Settle what each class is."
        )
    if _is_sure(alpha, alpha.value, things):
        return said
    return f"{said} There are too few photos yet to be sure of that."


def _is_sure(alpha: Estimate, value: float, things: int) -> bool:
    """Whether the interval holds what is said of the value; without one, enough objects do."""
    if alpha.low is None or alpha.high is None:
        return things >= SURE_OBJECTS
    if value < TENTATIVE:
        return alpha.high < TENTATIVE
    return alpha.low >= (RELIABLE if value >= RELIABLE else TENTATIVE)


def shown(estimate: Estimate) -> str:
    """`0.82 (0.71 to 0.90)`; what is not known is said."""
    if estimate.value is None:
        return "not defined"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _counts(found: Agreement) -> Html:
    words = (
        f"{found.photos} photos of {found.things} objects, each labelled by two people or more "
        "who did not see what the others said."
    )
    if found.photos == 1:
        words = "1 photo, labelled by two people or more who did not see what the others said."
    few = f" Below {LEAST_OBJECTS} objects no interval is given." if _is_small(found) else ""
    return tag("p", words + few)


def _is_small(found: Agreement) -> bool:
    return found.things < LEAST_OBJECTS


def _table(found: Agreement) -> Html:
    rows = join(
        _row("Same label (1: always)", shown(found.raw)),
        _row("Krippendorff’s alpha (1: full agreement, 0: chance)", shown(found.alpha)),
    )
    return _tabled("All together", ("Measure", "Value (95 of 100 cases)"), rows)


def _pairs(pairs: tuple[Pair, ...]) -> Html:
    rows = join(
        *(
            tag(
                "tr",
                tag("th", tag("bdi", each.first), " – ", tag("bdi", each.second), scope="row"),
                *(tag("td", said) for said in (str(each.photos), shown(each.raw))),
                tag("td", shown(each.kappa)),
            )
            for each in pairs
        )
    )
    return _tabled("Two by two", ("People", "Photos", "Same label", "Cohen’s kappa"), rows)


def _classes(classes: tuple[OfClass, ...], catalogue: Catalogue) -> Html:
    def named(label: str) -> str:
        return "Cannot tell" if label == CANNOT_TELL else name_of(label, catalogue)

    worst = sorted(classes, key=lambda each: (each.agreement.value or 0, each.label))
    rows = join(
        *(
            tag(
                "tr",
                tag("th", named(each.label), scope="row"),
                tag("td", str(each.photos)),
                tag("td", shown(each.agreement)),
                tag("td", f"{named(each.confused)}: {each.times}" if each.confused else ""),
            )
            for each in worst
        )
    )
    heads = ("Class", "Photos", "The other said it too", "Most often instead")
    return _tabled("By class, the least agreed first", heads, rows)


def _seen(seen: Seen) -> Html:
    told = []
    if seen.accepted + seen.rejected + seen.relabelled:
        told.append(
            f"Not counted above, because the person saw the first label: {seen.accepted} accepted, "
            f"{seen.rejected} rejected, {seen.relabelled} labelled anew."
        )
    if seen.elsewhere:
        told.append(
            "Not counted above, because an import said so: labels that were reviewed elsewhere, "
            f"{seen.elsewhere}."
        )
    if seen.opinions:
        told.append(
            "Counted above, and given elsewhere, as an import said: blind opinions, "
            f"{seen.opinions}."
        )
    return join(*(tag("p", each, class_="quiet") for each in told))


def _row(name: str, value: str) -> Html:
    return tag("tr", tag("th", name, scope="row"), tag("td", value))


def _tabled(caption: str, heads: tuple[str, ...], rows: Html) -> Html:
    head = tag("thead", tag("tr", *(tag("th", each, scope="col") for each in heads)))
    table = tag("table", tag("caption", caption), head, tag("tbody", rows))
    return tag("div", table, class_="review-table", tabindex="0", role="region", aria_label=caption)

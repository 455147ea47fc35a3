"""HTML of "Find mistakes": the queues, a worked list, and what was found of the whole library."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, join, tag
from datasets.library.mistakes import Mistakes
from datasets.library.mistakes_told import border_told, sides_told, thin_told, unseen_told
from datasets.library.queues import PAGE, Entry
from datasets.library.suspicion import Queue
from pages.candidate import reference_views
from pages.dataset_mistakes_desk import View
from pages.dataset_parts import photo_address
from pages.workbench import THUMBNAIL, address_of

QUEUES: Mapping[Queue, tuple[str, str]] = {
    Queue.LABELS: (
        "Wrong labels",
        "Another label fits better. The photo was judged by a head that never saw its object.",
    ),
    Queue.OUTLIERS: (
        "Unlike their class",
        "These photos look unlike all others of their label. They may show something else.",
    ),
    Queue.QUALITY: ("Bad pictures", "The picture has a fault, so it may teach nothing."),
    Queue.SHORTCUTS: (
        "Given away by the border",
        "The class can be told without the good. Look for a ground, a mark or a light that only "
        "this class has.",
    ),
    Queue.THIN: (
        "For thin classes",
        "No mistakes: photos without a label that may show a class with too few objects.",
    ),
}
TEST = "Photo of the test part: it is never cleaned automatically. Change it only if you are sure."


def intro() -> Html:
    """What the tab is for."""
    return tag(
        "div",
        tag(
            "p",
            "The search compares all labelled photos and puts what looks wrong into queues. It "
            "changes nothing: you decide on each photo.",
        ),
        class_="sheet dataset-lead",
    )


def working(count: int, total: int) -> Html:
    """How far a search is."""
    words = f"Photo {count} of {total} is looked at." if total else "The search has begun."
    bar = Html(f'<progress value="{count}" max="{max(total, 1)}"></progress>')
    return tag("div", tag("p", words), bar, class_="sheet", role="status")


def whole(found: Mistakes | None) -> Html:
    """What was found of the library as a whole."""
    if found is None:
        return Html("")
    parts = (
        ("Does the background give the class away?", border_told(found)),
        ("One source, camera or place", sides_told(found)),
        ("Classes with too few objects", thin_told(found)),
        ("Not judged", unseen_told(found)),
    )
    told = [
        tag("section", tag("h3", head), bullets(sentences))
        for head, sentences in parts
        if sentences
    ]
    return tag("div", tag("h2", "The dataset as a whole"), *told, class_="sheet mistakes-whole")


def worked(
    view: View,
    found: Mistakes | None,
    counts: Mapping[Queue, int],
    entries: tuple[Entry, ...],
    catalogue: Catalogue,
    labels: tuple[str, ...],
) -> Html:
    """The queues and the entries of the one that is open."""
    if found is None:
        return join(_said(view))
    searched = tag(
        "p", f"Searched on {found.at.replace('T', ' ').replace('Z', ' UTC')}: "
        f"{found.labelled} labelled photos of {found.photos}.", class_="quiet",
    )  # fmt: skip
    undo = tag("button", "Undo", type="button", data_do="undo", disabled=not view.did)
    parts = [searched, _queues(view, counts), _said(view)]
    if view.queue is not None:
        name, why = QUEUES[view.queue]
        parts += [tag("h2", name), tag("p", why), tag("div", undo, class_="mistakes-tools")]
        total = counts.get(view.queue, 0)
        if entries:
            parts.append(_datalist(catalogue, labels))
            rows = (_entry(each, catalogue) for each in entries)
            parts.append(tag("ul", *rows, class_="mistakes-list"))
            parts.append(_pages(view, total))
        else:
            parts.append(tag("p", "Nothing waits in this queue."))
    return tag("div", *parts, class_="sheet mistakes")


def _said(view: View) -> Html:
    if not view.said:
        return Html("")
    class_ = "mistakes-said bad" if view.bad else "mistakes-said"
    role = "alert" if view.bad else "status"
    return tag("p", view.said, class_=class_, role=role, tabindex="-1")


def _queues(view: View, counts: Mapping[Queue, int]) -> Html:
    buttons = (
        tag(
            "button", tag("span", name), tag("strong", str(counts.get(queue, 0))),
            type="button", data_do="queue", data_at=queue.value,
            aria_pressed=str(queue is view.queue).lower(),
        )
        for queue, (name, _) in QUEUES.items()
    )  # fmt: skip
    return tag("div", *buttons, class_="mistakes-queues", role="group", aria_label="Queues")


def named(label: str | None, catalogue: Catalogue) -> str:
    """The name of a class; the label where the catalogue does not know it."""
    its = catalogue.get(label) if label else None
    return its.name if its else label or "no label"


def _entry(entry: Entry, catalogue: Catalogue) -> Html:
    item, suspicion = entry.item, entry.suspicion
    given, better = item.record.label, suspicion.suggestion
    photo = tag(
        "a",
        Html(
            f'<img src="{address_of(item.sha256, THUMBNAIL)}" alt="Photo {item.sha256[:12]}" '
            'loading="lazy" class="picture">'
        ),
        href=photo_address(item.sha256),
    )
    facts = [
        tag("p", "Label: ", tag("strong", named(given, catalogue))),
        tag("p", suspicion.reason),
    ]
    if better is not None:
        facts.insert(1, tag("p", "Suggestion: ", tag("strong", named(better, catalogue))))
    if suspicion.is_test:
        facts.append(tag("p", TEST, class_="mistakes-test"))
    return tag(
        "li",
        photo,
        tag("div", *facts, class_="mistakes-facts"),
        _views(given, better, catalogue),
        _buttons(entry, catalogue),
        data_photo=item.sha256,
        data_version=str(item.version),
    )


def _views(given: str | None, better: str | None, catalogue: Catalogue) -> Html:
    """A reference view of the label and one of the suggestion."""
    shown = []
    for words, label in (("Its label", given), ("Suggestion", better)):
        its = catalogue.get(label) if label else None
        view = reference_views(its, catalogue, 1) if its else Html("")
        if its and view:
            shown.append(tag("figure", view, tag("figcaption", f"{words}: {its.name}")))
    return tag("div", *shown, class_="mistakes-views")


def _buttons(entry: Entry, catalogue: Catalogue) -> Html:
    better = entry.suspicion.suggestion
    take = Html("")
    if better is not None:
        words = f"It is {named(better, catalogue)}"
        take = tag("button", words, type="button", data_do="take", data_at=better, class_="go")
    field = Html(
        '<input data-field list="mistakes-labels" aria-label="Another label" '
        'placeholder="Another label" maxlength="80">'
    )
    other = tag("button", "Use this label", type="button", data_do="label", data_enter=True)
    return tag(
        "div",
        take,
        tag("button", "Leave as it is", type="button", data_do="leave"),
        tag("button", "Cannot tell", type="button", data_do="cannot_tell"),
        tag("span", field, other, class_="mistakes-other"),
        class_="mistakes-buttons",
    )


def _datalist(catalogue: Catalogue, labels: tuple[str, ...]) -> Html:
    own = sorted(label for label in labels if catalogue.get(label) is None)
    names = sorted(each.name for each in catalogue.classes) + own
    return tag("datalist", *(tag("option", value=name) for name in names), id="mistakes-labels")


def _pages(view: View, total: int) -> Html:
    if total <= PAGE:
        return Html("")
    last = min(view.start + PAGE, total)
    before = tag(
        "button", "Back", type="button", data_do="page",
        data_at=str(max(0, view.start - PAGE)), disabled=view.start == 0,
    )  # fmt: skip
    after = tag(
        "button", "Next", type="button", data_do="page",
        data_at=str(view.start + PAGE), disabled=last >= total,
    )  # fmt: skip
    return tag(
        "p", before, after, tag("span", f"{view.start + 1} to {last} of {total}"),
        class_="mistakes-tools",
    )  # fmt: skip

"""The page of one photo: large, all that is said of it, its history, and what can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from catalogue.markup import Html, bullets, join, section, tag
from datasets.library import opinions, withdrawing
from datasets.library.changes import Change, Kind
from datasets.library.errors import RefusedError
from datasets.library.opinions import Opinion
from datasets.library.querying import Order, Wanted
from datasets.library.record import Item
from model.errors import TriageError
from pages.dataset_parts import STATES, html, label_address, name_field, thumbnails
from pages.records_words import class_words, done, said, warning
from pages.workbench import DATASET_PATH, PREVIEW, Workbench, address_of

MOST_SAME = 24  # other photos of an object
# What can be changed here; label, box and review have the label page.
EDITED: Mapping[str, str] = {
    "group": "Object: photos of one object have the same name here",
    "view": "View, such as front or worn",
    "licence": "Licence",
    "author": "Author",
    "source": "Source",
    "consent": "Consent",
    "place": "Place, in your words",
    "device": "Camera",
}
_FACTS: Mapping[str, str] = {
    "label": "Class",
    "proposed": "Proposed class",
    "proposed_by": "Proposed by",
    "labelled_by": "Labelled by",
    "reviewed_by": "Reviewed by",
    "reason": "Reason of the review",
    "group": "Object",
    "view": "View",
    "licence": "Licence",
    "author": "Author",
    "source": "Source",
    "consent": "Consent",
    "device": "Camera",
    "taken": "Taken",
    "place": "Place",
    "gps": "Place on Earth",
    "flags": "Faults of the picture",
}
_KINDS: Mapping[Kind, str] = {
    Kind.ADDED: "Added to the library",
    Kind.CHANGED: "Changed",
    Kind.REVIEWED: "Reviewed",
    Kind.UNDONE: "A change was taken back",
    Kind.WITHDRAWN: "Withdrawn",
}
_NAMES = {**_FACTS, "cannot_tell": "Nobody can tell", "several_goods": "Several goods"}
_NAMES |= {"box": "Box", "verdict": "Review"}


def build(bench: Workbench) -> Any:
    """Build what one photo shows, hidden; returns the event handler and its outputs."""
    state = gr.State(None)  # hash and version of the photo, as it was shown
    happened = html(Html(""), "photo-happened")
    shown = html(Html(""), "photo-shown")
    with gr.Column(elem_id="photo-edit", elem_classes=["dataset-form"], visible=False) as edit:
        html(tag("div", tag("h3", "Change what is said of it"), class_="sheet"))
        by = name_field("photo")
        fields = [gr.Textbox(label=words, max_length=2000) for words in EDITED.values()]
        save = gr.Button("Save", variant="primary", elem_id="photo-save")
    with gr.Accordion("Take this photo out of the library for good", open=False, visible=False,
                      elem_id="photo-withdraw") as out:  # fmt: skip
        html(_withdraw_head())
        touched = html(Html(""), "photo-touched")
        reason = gr.Textbox(
            label="Why, such as: consent withdrawn. It is kept for ever; do not name the person.",
            max_length=1000,
        )
        sure = gr.Checkbox(False, label="I know that this cannot be undone")
        take = gr.Button("Take it out for good", variant="stop", elem_id="photo-take-out")
    history = html(Html(""), "photo-history")
    every = [state, shown, edit, out, touched, history, *fields]
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def opened(sha256: str, user: str | None) -> list[Any]:
        return _opened(bench, sha256, user)

    def saves(request: gr.Request, at: tuple[str, int] | None, name: str, *values: str) -> Any:
        word = _saved(bench, at, name, request.username, values)
        return [word, *opened(at[0] if at else "", request.username)]

    def takes(
        at: tuple[str, int] | None, name: str, why: str, ticked: bool, request: gr.Request
    ) -> Any:
        word = _withdrawn(bench, at, name, request.username, (why, ticked))
        return [word, *opened(at[0] if at else "", request.username)]

    save.click(saves, [state, by, *fields], [happened, *every], **private)
    take.click(takes, [state, by, reason, sure], [happened, *every], **private)
    return opened, every


def _withdraw_head() -> Html:
    return tag("div", tag("p", withdrawing.NO_WAY_BACK), class_="sheet notice")


def _opened(bench: Workbench, sha256: str, user: str | None) -> list[Any]:
    """Values of every part of the page for a photo as it is now."""
    try:
        if not bench.may(user, "datasets"):
            raise RefusedError("your account may not see the dataset; ask for the role trainer")
        item = bench.library.get(sha256)
        rows = bench.library.history(item.sha256)
        touched = withdrawing.affected(bench.library, [item.sha256]).sentences()
    except TriageError as error:
        empty = [gr.Textbox() for _ in EDITED]
        gone = join(_back(), warning(str(error)))
        hidden = gr.Column(visible=False)
        return [None, gone, hidden, gr.Accordion(visible=False), Html(""), Html(""), *empty]
    values = [getattr(item.record, name) for name in EDITED]
    return [
        (item.sha256, item.version),
        photo(item, bench),
        gr.Column(visible=True),
        gr.Accordion(visible=True),
        tag("div", bullets(touched), class_="sheet"),
        history_of(rows, bench, opinions.of_photo(bench.library, item.sha256)),
        *values,
    ]


def _back() -> Html:
    link = tag("a", "Back to the dataset", href=f"/{DATASET_PATH}")
    return tag("p", link, class_="sheet dataset-back")


def photo(item: Item, bench: Workbench) -> Html:
    """The picture and all that is said of it."""
    record = item.record
    name = class_words(record.label, bench.catalogue) if record.label else "a photo without a label"
    made = tag(
        "img", src=address_of(item.sha256, PREVIEW), alt=f"Photo {item.sha256[:12]}: {name}",
        class_="picture",
    )  # fmt: skip
    pairs = [(words, _value(key, getattr(record, key), bench)) for key, words in _FACTS.items()]
    facts = [(words, value) for words, value in pairs if value]
    facts += [
        ("Size", f"{item.width} x {item.height} px, {item.bytes / 1000:.0f} kB, {item.format}"),
        ("Added", join(said(item.added_by), tag("span", f", {_moment(item.added)}"))),
        ("SHA-256", tag("code", item.sha256, class_="mono")),
    ]
    if item.original_sha256 != item.sha256:
        code = tag("code", item.original_sha256, class_="mono")
        facts.append(("SHA-256 of the original, whose metadata were removed", code))
    listed = [part for words, value in facts for part in (tag("dt", words), tag("dd", value))]
    links = tag(
        "p",
        tag("a", "Label it or review it", href=label_address(photo=item.sha256)),
        class_="dataset-links",
    )
    head = tag("h2", STATES[record.state])
    return tag(
        "div",
        _back(),
        tag(
            "div",
            tag("div", Html(made.removesuffix("</img>")), class_="dataset-large"),
            tag("div", head, links, tag("dl", *listed), class_="part"),
            class_="dataset-photo",
        ),
        _same_object(item, bench),
        class_="sheet",
    )


def _same_object(item: Item, bench: Workbench) -> Html:
    """Other photos of the object; one more is asked for, as this one is among them."""
    wanted = Wanted(group=item.record.group)
    found = bench.library.next_photos(wanted, Order.OLDEST, MOST_SAME + 1)
    others = [each.sha256 for each in found if each.id != item.id][:MOST_SAME]
    return section("Other photos of the same object", thumbnails(others) if others else "")


def _value(key: str, value: object, bench: Workbench) -> Html | str:
    if key in ("label", "proposed") and isinstance(value, str):
        return class_words(value, bench.catalogue) if value in bench.catalogue else value
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return said(str(value)) if value not in (None, "") else ""


def history_of(rows: Sequence[Change], bench: Workbench, given: Sequence[Opinion] = ()) -> Html:
    """Every change and blind opinion in words, newest first."""
    made = [(each.at, _opinion(each, bench)) for each in given]
    for row in rows:
        changes = [
            tag("li", _change(name, row.before.get(name), value, bench))
            for name, value in row.after.items()
            if name in _NAMES and row.kind is not Kind.ADDED
        ]
        head = join(tag("strong", _KINDS.get(row.kind, row.kind.value)), " ", said(row.actor))
        when = tag("span", _moment(row.at), class_="quiet")
        made.append((row.at, tag("li", head, " ", when, tag("ul", *changes) if changes else "")))
    made.sort(key=lambda each: each[0], reverse=True)
    listed = tag("ol", *(each for _, each in made), class_="dataset-history")
    return tag("div", section("History", listed), class_="sheet")


def _opinion(given: Opinion, bench: Workbench) -> Html:
    """What a person said without seeing the label."""
    name, value = ("label", given.label) if given.label else ("cannot_tell", True)
    head = join(tag("strong", "Blind opinion"), " ", said(given.by))
    when = tag("span", _moment(given.at), class_="quiet")
    return tag("li", head, " ", when, tag("ul", tag("li", _change(name, None, value, bench))))


def _change(name: str, before: object, after: object, bench: Workbench) -> Html:
    words = tag("span", _NAMES[name])
    if not _plain(before):
        return join(words, ": ", _told(after))
    return join(words, ": ", tag("del", _told(before)), " → ", tag("ins", _told(after)))


def _told(value: object) -> Html:
    """A value; `yes`, `no` and `nothing` are words of ours, all else people wrote or is a code."""
    plain = _plain(value)
    is_ours = isinstance(value, bool) or not plain
    return tag("span", plain or "nothing") if is_ours else said(plain)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(f"{v:.3g}" if isinstance(v, float) else str(v) for v in value)
    return "" if value is None else str(value)


def _moment(at: str) -> str:
    return at.replace("T", " ")[:16] + " UTC"


def _saved(
    bench: Workbench, at: tuple[str, int] | None, name: str, user: str | None, values: Sequence[str]
) -> Html:
    """Save what was changed, based on the version that was shown."""
    try:
        if at is None:
            raise RefusedError("no photo is open; open one first")
        by = bench.person(user, name or "")
        held = bench.library.get(at[0]).record
        given = dict(zip(EDITED, ((value or "").strip() for value in values), strict=True))
        changed = {key: value for key, value in given.items() if value != getattr(held, key)}
        if not changed:
            return done("Nothing was changed, so nothing was saved.")
        bench.library.change([at], changed, by)
    except TriageError as error:
        return warning(str(error))
    return done("Saved. The history keeps what was there before.")


def _withdrawn(
    bench: Workbench, at: tuple[str, int] | None, name: str, user: str | None,
    given: tuple[str, bool],
) -> Html:  # fmt: skip
    why, sure = given
    try:
        if at is None:
            raise RefusedError("no photo is open; open one first")
        by = bench.person(user, name or "")
        if not sure:
            raise RefusedError("tick that you know that this cannot be undone")
        withdrawing.withdraw(bench.library, [at[0]], by, why.strip())
    except TriageError as error:
        return warning(str(error))
    return done("The photo is taken out of the library for good.")

"""The tab of versions: sign one, see what changed since, train on it, take it away as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import gradio as gr

from catalogue.markup import Html, bullets, fold, join, section, tag
from datasets.library import elsewhere, leaking, retraining, versions
from datasets.library.errors import RefusedError, UnknownError
from datasets.library.exporting import Form
from datasets.library.versions import Verification, Version
from model.errors import TriageError
from pages.dataset_packing import pack
from pages.dataset_parts import Following, html, name_field, table
from pages.records_words import counted, done, said, warning
from pages.workbench import Workbench

MOST_DRIFTS = 200  # on the page; the command line tells all
FORMS = (
    ("Manifest: a CSV and the photos", Form.MANIFEST.value),
    ("Folders named by class", Form.FOLDERS.value),
    ("Hugging Face imagefolder", Form.IMAGEFOLDER.value),
    ("Croissant: a manifest that machines can read", Form.CROISSANT.value),
    ("COCO: with boxes", Form.COCO.value),
)


def build(bench: Workbench, tab: gr.Tab | None = None) -> None:
    """Build the tab."""
    listed = html(Html(""), "versions-list")
    with gr.Column(elem_id="versions-sign", elem_classes=["dataset-form"]):
        _sign_head()
        by = name_field("versions")
        with gr.Row():
            name = gr.Textbox(label="Name of the version, such as 2026-11", max_length=80)
            note = gr.Textbox(label="What it is for", max_length=1000)
        reviewed = gr.Checkbox(True, label="Only labels that a second person accepted")
        here = gr.Checkbox(
            False,
            label="Leave out labels whose review came with an import: nobody accepted them here",
        )
        sign = gr.Button("Sign this version", variant="primary", elem_id="versions-sign-button")
    signed = html(Html(""), "versions-signed")
    with gr.Column(elem_id="versions-use", elem_classes=["dataset-form"], visible=False) as use:
        chosen = gr.Dropdown([], label="A signed version", elem_id="versions-chosen")
        told = html(Html(""), "versions-told")
        verify = gr.Button("What changed since it was signed?", elem_id="versions-verify")
        with gr.Row():
            form = gr.Dropdown(list(FORMS), value=Form.MANIFEST.value, label="As files")
            export = gr.Button("Make a zip file of it", elem_id="versions-export")
        files = html(Html(""), "versions-files")
        # The gate lets a visitor have a file that an answer to this visitor names.
        granted = gr.JSON(visible=False)
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def opened(now_chosen: str | None) -> tuple[Html, gr.Column, gr.Dropdown, Html]:
        return _opened(bench, now_chosen)

    def signs(
        person: str, named: str, why: str, only: bool, not_imported: bool, request: gr.Request
    ) -> tuple[Html, Html, gr.Column, gr.Dropdown, Html]:
        given = (named, why, only, not_imported)
        made, word = _signed(bench, person, request.username, given)
        return word, *_opened(bench, made)

    shown = [listed, use, chosen, told]
    gr.on(None, opened, chosen, shown, **private)
    if tab is not None:
        tab.select(opened, chosen, shown, **private)
    sign.click(signs, [by, name, note, reviewed, here], [signed, *shown], **private)
    chosen.input(partial(_told, bench), chosen, told, **private)
    chosen.input(lambda: (Html(""), None), None, [files, granted], **private)
    verify.click(partial(_verified, bench), chosen, files, **private)

    def exports(name: str | None, kind: str, request: gr.Request) -> Iterator[tuple[Html, object]]:
        visitor = getattr(request.request, "scope", {}).get("visitor")
        yield from _exported(bench, name, kind, visitor.owner if visitor is not None else "")

    export.click(exports, [chosen, form], [files, granted], **private)


def _sign_head() -> None:
    words = (
        "A version is a list of photos with their classes and parts that never changes. Training "
        "and evaluation name its SHA-256, so that everybody knows which photos were used."
    )
    html(tag("div", tag("h3", "Sign a new version"), tag("p", words), class_="sheet"))


def _opened(bench: Workbench, chosen: str | None) -> tuple[Html, gr.Column, gr.Dropdown, Html]:
    """The list as it is now; the version that is chosen stays, else the newest is."""
    try:
        found = bench.library.versions()
    except TriageError as error:
        return warning(str(error)), gr.Column(visible=False), gr.Dropdown(), Html("")
    names = [each.name for each in reversed(found)]
    held = chosen if chosen in names else next(iter(names), None)
    dropdown = gr.Dropdown(choices=list(names), value=held)
    return (
        version_list(found),
        gr.Column(visible=bool(found)),
        dropdown,
        _told(bench, held),
    )


def version_list(found: Sequence[Version]) -> Html:
    """The signed versions, newest first."""
    if not found:
        words = "No version is signed yet. Sign one before you train."
        return tag("div", tag("p", words), class_="sheet")
    rows = []
    for each in reversed(found):
        counts = each.counts()
        numbers = (counts["train"], counts["val"], counts["test"])
        day = each.signed[:10]
        rows.append(
            (said(each.name), *map(str, numbers), said(each.signed_by), day, said(each.note))
        )
    head = ("Version", "Training", "Validation", "Test", "Signed by", "On", "For")
    return tag("div", table(head, rows, "Signed versions, the newest first."), class_="sheet")


def _signed(
    bench: Workbench, name: str, user: str | None, given: tuple[str, str, bool, bool]
) -> tuple[str | None, Html]:
    """Sign; returns the name of the version, and what happened."""
    named, note, only, here = given
    only = only or here
    try:
        by = bench.person(user, name or "")
        drafted = versions.draft(
            bench.library.items(),
            named.strip(),
            by,
            bench.library.moment(),
            reviewed_only=only,
            elsewhere=elsewhere.reviewed(bench.library),
            reviewed_here=here,
            note=note.strip(),
        )
        made = bench.library.sign(leaking.judged(bench.library, drafted))
    except RefusedError as error:
        words = str(error)
        if only and "at least one photo" in words:
            words = (
                "no label was accepted by a second person yet; let somebody review labels, or "
                "take the tick away"
            )
        return None, warning(words)
    except TriageError as error:
        return None, warning(str(error))
    return made.name, done(f"Version {made.name} is signed: {counted(len(made.entries), 'photo')}.")


def _told(bench: Workbench, name: str | None) -> Html:
    """A version's hash, and how one trains on it."""
    if not name:
        return Html("")
    try:
        version = bench.library.version(name)
    except TriageError as error:
        return warning(str(error))
    facts = tag(
        "dl",
        tag("dt", "SHA-256 to cite"),
        tag("dd", tag("code", version.sha256), class_="mono"),
    )
    try:
        plan = retraining.plan(bench.library.path, version)
    except RefusedError as error:
        return tag("div", facts, warning(str(error)), class_="sheet")
    steps = [
        tag(
            "li",
            tag("p", step.purpose),
            tag("pre", tag("code", step.line), tabindex="0", dir="ltr"),
        )
        for step in plan.steps
    ]
    left = (
        f"These classes have no object to train on and are left out: {', '.join(plan.untrained)}."
    )
    return tag(
        "div",
        facts,
        fold(
            "How to train and measure on it",
            tag("p", "Run these in the folder of this program, one after the other."),
            tag("ol", *steps, class_="dataset-steps"),
            tag("p", left) if plan.untrained else "",
        ),
        class_="sheet",
    )


def _verified(bench: Workbench, name: str | None) -> Iterator[Html]:
    """Compare a version with the library, reading every file."""
    yield tag("p", "One moment: every file is read.", class_="sheet", role="status")
    try:
        version = bench.library.version(name or "")
        yield verified(versions.verify(bench.library, version))
    except TriageError as error:
        yield warning(str(error))


def verified(made: Verification) -> Html:
    """What became of a version."""
    since = (
        f"{counted(made.added, 'usable photo')} came since and stand in no version of this name."
    )
    if made.holds:
        words = f"Version {made.version.name} holds: every photo is as it was signed."
        return done(words, " ", since if made.added else "")
    lines = tuple(drift.sentence for drift in made.drifts[:MOST_DRIFTS])
    more = len(made.drifts) - len(lines)
    head = f"Version {made.version.name} differs in {counted(len(made.drifts), 'point')}."
    rest = tag("p", f"{more} more; the command `version --verify` tells all.") if more else ""
    advice = "The signed list stays as it is. Sign a new version to train on what holds now."
    inside = join(tag("p", advice), bullets(lines), rest, tag("p", since))
    return tag("div", section(head, inside), class_="sheet", role="status")


def _exported(
    bench: Workbench, name: str | None, form: str, owner: str
) -> Iterator[tuple[Html, object]]:
    """Make a zip file of a version, and the link to it."""
    try:
        if not name:
            raise UnknownError("choose a version first")
        version = bench.library.version(name)
        work = Following(partial(pack, bench.library, version, Form(form), owner))
        for count, total, _ in work:
            words = f"{count} of {counted(len(version.entries) or total, 'photo')} packed."
            yield tag("p", words, class_="sheet", role="status"), None
        made = work.result()
    except (TriageError, ValueError) as error:
        yield warning(str(error)), None
        return
    link = tag(
        "a",
        f"Download {made.name}",
        href=f"/gradio_api/file={made}",
        download=made.name,
        class_="download",
    )
    size = f"{made.stat().st_size / 1e6:.1f} MB. It is deleted from this server after 15 minutes."
    yield tag("div", tag("p", link), tag("p", size), class_="sheet saved"), {"path": str(made)}

"""The tab "Same object?": groups of photos that look alike, and whether they show one object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import gradio as gr

from catalogue.markup import Html, tag
from datasets.leaks import Reason
from datasets.library import near, near_pairs
from datasets.library.errors import RefusedError
from datasets.library.near import Found, Pair, Proposal
from model.errors import TriageError
from pages.dataset_parts import Following, Progress, html, name_field, photo_address
from pages.records_words import counted, done, warning
from pages.workbench import THUMBNAIL, Workbench, address_of

MOST = 20  # proposals on the page; the next ones follow when these are done
MOST_PAIRS = 12  # of a proposal that are shown
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_WHY = {
    Reason.LOOK: "The two pictures look almost the same.",
    Reason.EMBEDDING: "The network sees almost the same in both.",
}
JOINED, APART = "joined", "apart"
_CHANGED = "You changed something else since; take that back first."


@dataclass(frozen=True, slots=True)
class Desk:
    """What one open tab shows.

    Attributes:
        found: What was found; None before the first search.
        done: Acts that can be taken back, the oldest first: which, by whom, and for a join the
            number of its row in the history.
        turn: Counts the changes, so that each is drawn.
    """

    found: Found | None = None
    done: tuple[tuple[str, str, int], ...] = field(default=())
    turn: int = 0


def searched(bench: Workbench, desk: Desk, progress: Progress | None = None) -> Desk:
    """The desk with what is alike now; `progress` is told how far the search is.

    Raises:
        FileError: The library cannot be read.
    """
    found = near.found(bench.library, bench.released.sha256, progress=progress)
    return replace(desk, found=found, turn=desk.turn + 1)


def one_object(bench: Workbench, desk: Desk, proposal: Proposal, by: str) -> Desk:
    """Join the groups of a proposal.

    Raises:
        StaleError: Somebody changed one of the photos since.
    """
    near.join(bench.library, proposal, by)
    row = bench.library.history(by=by, limit=1)[0].seq
    pairs = [(each.first, each.second) for each in proposal.pairs]
    made = _without(desk, (JOINED, by, row), pairs)
    return searched(bench, made) if _waiting(desk) else made


def one_pair(bench: Workbench, desk: Desk, pair: Pair, by: str) -> Desk:
    """Join the two groups of a pair; what else they are near to is searched for anew.

    Raises:
        StaleError: Somebody changed one of the photos since.
    """
    groups = [bench.library.get(sha256).record.group for sha256 in (pair.first, pair.second)]
    near.join_groups(bench.library, groups, by)
    row = bench.library.history(by=by, limit=1)[0].seq
    return searched(bench, replace(desk, done=(*desk.done, (JOINED, by, row))))


def different(bench: Workbench, desk: Desk, pairs: tuple[Pair, ...], by: str) -> Desk:
    """Keep pairs apart for good."""
    named = [(each.first, each.second) for each in pairs]
    near.keep_apart(bench.library, named, by)
    made = _without(desk, (APART, by, 0), named)
    cut = [
        each
        for each in proposals_of(desk)
        if set(each.pairs) & set(pairs) and not set(each.pairs) <= set(pairs)
    ]
    # A pair less may divide a group of photos; only a new search tells.
    return searched(bench, made) if cut or _waiting(desk) else made


def undone(bench: Workbench, desk: Desk) -> Desk:
    """Take the last act of this tab back, and search again.

    Raises:
        RefusedError: There is none, or its person changed something else since.
    """
    if not desk.done:
        raise RefusedError("there is nothing to take back")
    kind, by, row = desk.done[-1]
    if kind == APART:
        near.undo_apart(bench.library, by)
    else:
        if bench.library.history(by=by, limit=1)[0].seq != row:
            raise RefusedError(_CHANGED)
        bench.library.undo(by)
    return searched(bench, replace(desk, done=desk.done[:-1]))


def proposals_of(desk: Desk) -> tuple[Proposal, ...]:
    """What is proposed now."""
    return desk.found.proposals if desk.found else ()


def _waiting(desk: Desk) -> bool:
    """Whether pairs come again, perhaps in another proposal, once something was said."""
    return desk.found is not None and desk.found.waiting > 0


def _without(desk: Desk, act: tuple[str, str, int], pairs: list[tuple[str, str]]) -> Desk:
    """The desk after something was said of pairs."""
    gone, left = set(pairs), list[Proposal]()
    for each in proposals_of(desk):
        rest = tuple(pair for pair in each.pairs if (pair.first, pair.second) not in gone)
        if rest:
            left.append(replace(each, pairs=rest))
    found = desk.found and replace(desk.found, proposals=tuple(left))
    return replace(desk, found=found, done=(*desk.done, act), turn=desk.turn + 1)


def far(count: int, total: int, what: str) -> Html:
    """How far a search is; the look of new photos is noted before pairs are compared."""
    words = "One moment: the photos are compared."
    if total and what == near_pairs.PAIRS:
        words = f"{count} of {total} thousand pairs of photos compared."
    elif total:
        words = f"New photos looked at: {count} of {total}."
    bar = Html(f'<progress value="{count}" max="{total}"></progress>') if total else ""
    return tag("div", tag("p", words), bar, class_="sheet", role="status")


def overview(desk: Desk) -> Html:
    """What was found, in words."""
    if desk.found is None:
        words = "Press the button to compare every photo with every other one."
        return tag("p", words, class_="sheet")
    found = desk.found
    compared = f"{counted(found.photos, 'photo')} compared"
    if found.seen < found.photos:
        compared += f", {found.seen} of them by the network as well"
    if not found.proposals:
        words = "No two objects look alike: there is nothing to say here."
        return done(f"{words} {compared}.")
    words = f"{counted(len(found.proposals), 'group')} of photos may show one object. {compared}."
    more = "" if found.complete else " There are more; say what these are, then look again."
    shown = f" The first {MOST} are shown." if len(found.proposals) > MOST else ""
    return tag("p", words, shown, more, class_="sheet", role="status")


def reason(pair: Pair) -> str:
    """Why two photos are taken for one."""
    return _WHY[pair.reason]


def pair_told(pair: Pair) -> Html:
    """Two photos side by side, and why."""
    pictures = (
        tag(
            "a",
            tag("img", src=address_of(sha256, THUMBNAIL), alt=f"Photo {sha256[:12]}",
                loading="lazy", class_="picture"),
            href=photo_address(sha256),
        )
        for sha256 in (pair.first, pair.second)
    )  # fmt: skip
    return tag(
        "figure",
        tag("div", *pictures, class_="same-pair"),
        tag("figcaption", reason(pair)),
        class_="same",
    )


def proposal_told(proposal: Proposal) -> Html:
    """What a proposal holds."""
    objects = counted(len(proposal.groups), "object")
    words = f"{counted(len(proposal.photos), 'photo')} of {objects}: is this one object?"
    more = len(proposal.pairs) - MOST_PAIRS
    rest = tag("p", f"{counted(more, 'more pair')} of these photos look alike.") if more > 0 else ""
    return tag("div", tag("h3", words), rest, class_="sheet")


def build(bench: Workbench) -> None:
    """Build the tab."""
    html(_head())
    by = name_field("same")
    look = gr.Button("Look for photos of the same object", variant="primary", elem_id="same-look")
    told = html(Html(""), "same-told")
    undo = gr.Button("Undo", visible=False, elem_id="same-undo")
    desk = gr.State(Desk())
    shown = [desk, told, undo]

    def looked(now: Desk, request: gr.Request) -> Iterator[tuple[Any, Html, gr.Button]]:
        try:
            bench.person(request.username, "looks only")  # whoever may not change may not see
            yield now, far(0, 0, ""), gr.Button(visible=bool(now.done))
            work = Following(lambda tell: searched(bench, now, tell))
            for count, total, what in work:
                yield gr.skip(), far(count, total, what), gr.skip()
            yield _drawn(work.result(), overview)
        except TriageError as error:
            yield now, warning(str(error)), gr.Button(visible=bool(now.done))

    def undoes(now: Desk, name: str, request: gr.Request) -> tuple[Desk, Html, gr.Button]:
        return _done(bench, now, name, request.username, lambda _: undone(bench, now), "Undone.")

    look.click(looked, desk, shown, **_QUIET)
    undo.click(undoes, [desk, by], shown, **_QUIET)

    @gr.render(inputs=[desk], show_progress="hidden")  # type: ignore[untyped-decorator]  # Gradio's
    def proposals(now: Desk) -> None:
        for at, each in enumerate(proposals_of(now)[:MOST]):
            with gr.Column(elem_classes=["same-proposal"]):
                _proposal(bench, each, at, (desk, by, shown))


def _head() -> Html:
    words = (
        "Photos of one object must stay together, or the network is tested on what it was "
        "trained on. Nothing is joined unless you say so."
    )
    return tag("div", tag("h2", "Same object?"), tag("p", words), class_="sheet")


_Wired = tuple[gr.State, gr.Textbox, list[Any]]


def _proposal(bench: Workbench, proposal: Proposal, at: int, wired: _Wired) -> None:
    html(proposal_told(proposal))
    for place, pair in enumerate(proposal.pairs[:MOST_PAIRS]):
        html(pair_told(pair))
        if len(proposal.pairs) > 1:
            with gr.Row():
                one = gr.Button("One object: this pair", elem_id=f"same-pair-{at}-{place}")
                no = gr.Button("Different: this pair", elem_id=f"different-pair-{at}-{place}")
            _press(bench, one, wired, "one_pair", pair)
            _press(bench, no, wired, "different", (pair,))
    with gr.Row():
        one = gr.Button("One object", variant="primary", elem_id=f"same-{at}")
        no = gr.Button("Different objects", elem_id=f"different-{at}")
    _press(bench, one, wired, "one_object", proposal)
    _press(bench, no, wired, "different", proposal.pairs)


_ACTS: dict[str, tuple[Any, str]] = {
    "one_object": (one_object, "They are one object now."),
    "one_pair": (one_pair, "They are one object now."),
    "different": (different, "They are kept apart, and are not proposed again."),
}


def _press(bench: Workbench, button: gr.Button, wired: _Wired, act: str, what: object) -> None:
    desk, by, shown = wired
    does, words = _ACTS[act]

    def pressed(now: Desk, name: str, request: gr.Request) -> tuple[Desk, Html, gr.Button]:
        def run(person: str) -> Desk:
            made: Desk = does(bench, now, what, person)
            return made

        return _done(bench, now, name, request.username, run, words)

    button.click(pressed, [desk, by], shown, **_QUIET)


def _done(
    bench: Workbench, now: Desk, name: str, user: str | None, run: Any, words: str
) -> tuple[Desk, Html, gr.Button]:
    """Do something; what is refused leaves the desk as it is."""
    try:
        made: Desk = run(bench.person(user, name or ""))
    except TriageError as error:
        return now, warning(str(error)), gr.Button(visible=bool(now.done))
    return _drawn(made, lambda desk: tag("div", done(words), overview(desk)))


def _drawn(desk: Desk, say: Any) -> tuple[Desk, Html, gr.Button]:
    return desk, say(desk), gr.Button(visible=bool(desk.done))

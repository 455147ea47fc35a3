"""What the grid of photos shows, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from datasets.library.clusters import Likeness
from datasets.library.record import Item, State
from pages.candidate import percent
from pages.label_told import name_of
from pages.workbench import THUMBNAIL, address_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """A class that is proposed for a photo.

    Attributes:
        label: the class.
        chance: of the network, 0..1; None where a person or a register proposes it.
    """

    label: str
    chance: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Photos of the grid.

    Attributes:
        items: the photos.
        likeness: of a cluster; None: photos that fit a filter.
        passed: whether clusters before have photos that nobody has labelled, and this is the end.
        cluster: place of the cluster, from 0.
        count: of clusters.
        size: photos of the cluster that nobody has labelled.
        proposal: what the network takes most of the cluster for; empty without one.
        share: of the photos of the cluster that it takes for that, 0..1.
        unseen: photos that the network has not looked at.
        more: whether another page follows.
        proposals: for photos, by SHA-256.
    """

    items: tuple[Item, ...]
    likeness: Likeness | None = None
    passed: bool = False
    cluster: int = 0
    count: int = 0
    size: int = 0
    proposal: str = ""
    share: float = 0.0
    unseen: int = 0
    more: bool = False
    proposals: Mapping[str, Proposal] = field(default_factory=dict)


def heading(shown: Shown, catalogue: Catalogue) -> Html:
    """What the photos have in common, and how many photos the network has not seen."""
    return join(
        tag("p", _of_cluster(shown, catalogue) if shown.likeness else _of_filter(shown)),
        _unseen(shown) if shown.likeness else "",
    )


def _of_cluster(shown: Shown, catalogue: Catalogue) -> Html:
    if not shown.items:
        if not shown.count:
            return join("The network finds no photos alike that nobody has labelled.")
        if shown.passed:
            return join(
                "That was the last cluster. Press “Previous” for those that you passed over."
            )
        return join(
            "Every cluster is done this way. Choose “Photos that fit a filter” for the rest."
        )
    place = tag("strong", f"Cluster {shown.cluster + 1} of {shown.count}. ")
    name = name_of(shown.proposal, catalogue)
    sizes = f"{_photos(shown.size)} that nobody has labelled."
    if shown.size > len(shown.items):
        sizes = f"{len(shown.items)} of {sizes}"
    if shown.share == 1:  # counted, so not "over 99 %"
        return join(place, sizes, f" The network takes all of them for: {name}.")
    return join(place, sizes, f" The network takes {percent(shown.share)} of them for: {name}.")


def _of_filter(shown: Shown) -> Html:
    if not shown.items:
        return join("No photo fits.")
    if shown.more:
        return join(f"{_photos(len(shown.items))}, and there are more.")
    return join(f"{_photos(len(shown.items))}.")


def _unseen(shown: Shown) -> Html:
    if not shown.unseen:
        return Html("")
    words = f"The network has not looked at {_photos(shown.unseen)} yet, so they are in no cluster."
    look = tag("button", "Let it look now", type="button", data_do="look")
    return tag("p", words, " ", look, class_="grid-unseen")


def grid(shown: Shown, catalogue: Catalogue) -> Html:
    """The photos as a list to choose from."""
    return join(
        *(
            _photo(at, item, shown.proposals.get(item.sha256), catalogue)
            for at, item in enumerate(shown.items)
        )
    )


def _photo(at: int, item: Item, proposal: Proposal | None, catalogue: Catalogue) -> Html:
    said = caption(item, catalogue)
    proposed = _proposed(proposal, catalogue) if is_free(item) else ""
    picture = tag(
        "img",
        src=address_of(item.sha256, THUMBNAIL),
        alt="",
        loading="lazy",
        width=str(item.width),
        height=str(item.height),
    ).removesuffix("</img>")
    words = join(*(tag("span", each) for each in (said, proposed) if each))
    return tag(
        "div",
        Html(picture),
        tag("span", "✓", class_="grid-tick", aria_hidden="true"),
        tag("span", words, class_="grid-words"),
        role="option",
        id=f"grid-{at}",
        class_=f"grid-photo is-{item.record.state.value}",
        aria_selected="false",
        aria_label=". ".join(each for each in (f"Photo {at + 1}", said, proposed) if each),
        data_sha256=item.sha256,
        data_version=str(item.version),
        data_proposal=proposal.label if proposal and is_free(item) else "",
    )


def is_free(item: Item) -> bool:
    """Whether nobody has said what a photo shows: only then is a proposal shown and taken."""
    return item.record.state is State.TODO


def caption(item: Item, catalogue: Catalogue) -> str:
    """How far a photo has come, in a few words; empty where nobody has said anything."""
    name = name_of(item.record.label, catalogue) if item.record.label else ""
    match item.record.state:
        case State.TODO:
            return ""
        case State.CANNOT_TELL:
            return "Cannot tell"
        case State.LABELLED:
            return name
        case State.ACCEPTED:
            return f"{name}, accepted"
        case State.REJECTED:
            return f"{name}, rejected"


def _proposed(proposal: Proposal | None, catalogue: Catalogue) -> str:
    if proposal is None:
        return "No proposal"
    name = name_of(proposal.label, catalogue)
    if proposal.chance is None:
        return f"Proposed: {name}"
    return f"{name}? {percent(proposal.chance)}".replace(" %", "\u00a0%")


def _photos(count: int) -> str:
    return "1 photo" if count == 1 else f"{count} photos"

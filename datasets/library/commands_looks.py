"""The commands `look` and `duplicates`: what the network sees of each photo, and what is alike."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TypeVar

from datasets.library import looks, near, near_pairs, prints
from datasets.library.answer import Answer, shown_line
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from datasets.library.near import Found, Proposal
from datasets.library.near_pairs import Limits
from datasets.library.progress import followed
from model import released

ALLOW_NEAR = "go on with near-duplicates in two parts, and note them"
_Result = TypeVar("_Result")


def add_options(made: dict[str, argparse.ArgumentParser]) -> None:
    """Add the options of both commands, and `--allow-near` of those that divide."""
    made["look"].add_argument("--weights", metavar="NAME_OR_FILE", help="else the released ones")
    command = made["duplicates"]
    command.add_argument("--by", default="", metavar="NAME", help="who says so")
    what = command.add_mutually_exclusive_group()
    what.add_argument(
        "--join",
        nargs="+",
        metavar="OBJECT",
        help="they are one; the first name of "
        "the test part stays, else of validation, else the first",
    )
    what.add_argument("--apart", nargs="+", metavar="SHA256", help="these show different objects")
    what.add_argument("--undo-apart", action="store_true", help="take the last --apart back")
    command.add_argument("--bits", type=int, default=Limits().bits, help="of the hash, 0 to 63")
    command.add_argument("--cosine", type=float, help="least, of embeddings; else as measured")
    command.add_argument("--weights", metavar="NAME_OR_FILE", help="whose looks are compared")
    command.add_argument("--limit", type=int, default=50, help="how many proposals to list")
    for name in ("export", "version"):
        made[name].add_argument("--allow-near", action="store_true", help=ALLOW_NEAR)


def look(library: Library, options: argparse.Namespace) -> Answer:
    """Show every photo to the network."""
    from model.classifier import Classifier
    from model.runtime import OnnxNetwork  # it opens in half a second, which no other command needs

    network = OnnxNetwork.open(released.find(options.weights))
    classifier = Classifier(network.card, network, network.sha256)
    count = followed(lambda line: looks.look(library, classifier, line))
    total = sum(library.counts_by_state().values())
    line = f"{count} photos were looked at by {network.card.name}; {total} in the library"
    return Answer((line,), {"looked": count, "photos": total, "network": network.sha256})


def duplicates(library: Library, options: argparse.Namespace) -> Answer:
    """List what is alike, or say what it is."""
    if options.join:
        items, kept = (
            near.join_groups(library, options.join, options.by),
            near.kept_of(library, options.join),
        )
        line = f"{len(items)} photos are of object {kept} now; undo takes it back"
        if kept != options.join[0]:
            line += f". The name {kept} stays, so that no test or validation photo is trained on"
        return Answer((shown_line(line),), {"object": kept, "photos": len(items)})
    if options.apart:
        photos = [library.get(sha256).sha256 for sha256 in options.apart]
        pairs = [(one, two) for at, one in enumerate(photos) for two in photos[at + 1 :]]
        count = near.keep_apart(library, pairs, options.by)
        return Answer((f"{count} pairs are kept apart",), {"apart": count})
    if options.undo_apart:
        count = near.undo_apart(library, options.by)
        return Answer((f"{count} pairs are not kept apart any more",), {"undone": count})
    return _listed(_found(library, options), options.limit)


def _found(library: Library, options: argparse.Namespace) -> Found:
    network = released.read_checked(released.find(options.weights))[1]
    cosine = near_pairs.limits_for(network).cosine if options.cosine is None else options.cosine
    try:
        limits = Limits(options.bits, cosine)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    followed(lambda line: prints.complete(library, line))
    return followed(lambda line: near.found(library, network, limits, line))


def _listed(found: Found, limit: int) -> Answer:
    lines = [line for each in found.proposals[:limit] for line in _lines(each)]
    lines.append(
        f"{found.photos} photos compared by their look, {found.seen} by the network as well: "
        f"{len(found.proposals)} objects may be one"
    )
    if found.seen < found.photos:
        lines.append("run python -m datasets look to compare all by the network")
    if not found.complete:
        lines.append("there are more pairs; say what these are, then look again")
    return Answer(tuple(map(shown_line, lines)), asdict(found))


def _lines(proposal: Proposal) -> list[str]:
    head = f"{len(proposal.photos)} photos, {len(proposal.groups)} objects: "
    made = [head + ", ".join(proposal.groups)]
    for pair in proposal.pairs:
        how = f"{pair.bits} bits" if pair.cosine is None else f"{pair.bits} bits, {pair.cosine:.3f}"
        made.append(f"  {pair.first[:12]} {pair.second[:12]} {pair.reason} ({how})")
    return made

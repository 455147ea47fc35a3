"""Many photos labelled as one act, each with a label of its own; undone together."""

from __future__ import annotations

from collections.abc import Sequence

from datasets.library import changes, rules
from datasets.library.changes import Act, Kind
from datasets.library.library import Library, Target
from datasets.library.record import Item, Record, edited


def take_proposals(
    library: Library, proposals: Sequence[tuple[Target, str]], proposed_by: str, by: str
) -> tuple[Item, ...]:
    """Label photos as something proposes, all or none.

    The record keeps who proposed it, so that such labels can be told from those that a person
    found alone.

    Args:
        library: The library.
        proposals: Photos with the versions that were looked at, and the label proposed for each.
        proposed_by: Who or what proposes, where the photo has no such proposal yet.
        by: Who takes the proposals, and so labels.

    Raises:
        RefusedError: A label or a name breaks a rule.
        StaleError: Somebody changed one of the photos meanwhile.
    """
    rules.check_named(by, "the name of who does it")
    rules.require(bool(proposals), "choose a photo first")
    labels = iter([label for _, label in proposals])  # `apply` asks in the order of the targets

    def take(record: Record) -> Record:
        label = next(labels)
        fields: dict[str, object] = {"label": label}
        if record.proposed != label:
            fields |= {"proposed": label, "proposed_by": proposed_by}
        return edited(record, fields, by)

    with library.writing() as db:
        act = Act(by, library.moment(), Kind.CHANGED)
        return changes.apply(db, [target for target, _ in proposals], take, act)

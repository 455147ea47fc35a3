"""What a search for mistakes found of the library as a whole, in plain sentences."""

from __future__ import annotations

from datasets.library.datasheet import ENOUGH_OBJECTS
from datasets.library.mistakes import Mistakes

_MOST = 10  # sentences of one kind
_FROM = {
    "source": "come from one source",
    "device": "were taken with one camera",
    "place": "were taken at one place",
}
_CLOSE = 0.5  # Cramér's V from which a value goes closely with the class (J. Cohen, 1988)


def sentences(found: Mistakes) -> tuple[str, ...]:
    """Shortcuts, thin classes, and what was not judged; one sentence each."""
    return (*border_told(found), *sides_told(found), *thin_told(found), *unseen_told(found))


def border_told(found: Mistakes) -> tuple[str, ...]:
    """How far the border of a photo gives its class away."""
    probe = found.probe
    if probe is None:
        return (
            "The shortcut probe needs two classes with two objects each; there are fewer so far.",
        )
    first = (
        f"A probe that sees only the border of each photo names the class right for "
        f"{probe.right:.0%} of the photos, each class counting alike (95 % interval "
        f"{probe.low:.0%} to {probe.high:.0%}); guessing would reach {probe.chance:.0%}."
    )
    if not probe.is_above_chance:
        return first, "So the border tells nothing of the class that could be measured."
    best = max(probe.by_class, key=lambda each: (each[1] / each[2], each[2]))
    return first, (
        f"So the background gives something away, most of all for {found.labels[best[0]]}: "
        f"{best[1]} of {best[2]} photos. Take photos of this class on other grounds."
    )


def sides_told(found: Mistakes) -> tuple[str, ...]:
    """Classes of one source, camera or place."""
    told = []
    for name, words in _FROM.items():
        for each in found.one_sided[name][:_MOST]:
            told.append(
                f"All {each.objects} objects of {each.label} {words} ({each.value}), which "
                f"{each.others} objects of other classes share: a network may learn that instead."
            )
        close = found.association[name]
        if close is not None and close >= _CLOSE:
            told.append(
                f"The {name} goes closely with the class: {close:.2f}, where 0 is not at all and "
                "1 is completely."
            )
    return tuple(told)


def thin_told(found: Mistakes) -> tuple[str, ...]:
    """Classes with too few objects."""
    told = [
        f"{each.label} has too few objects: {each.objects}, with {each.photos} photos; at least "
        f"{ENOUGH_OBJECTS} are wanted."
        for each in found.thin[:_MOST]
    ]
    if len(found.thin) > _MOST:
        told.append(f"{len(found.thin) - _MOST} more classes have too few objects.")
    return tuple(told)


def unseen_told(found: Mistakes) -> tuple[str, ...]:
    """What was not judged."""
    told = []
    if found.looked < found.photos:
        told.append(f"{found.photos - found.looked} photos were not looked at yet.")
    if found.unjudged:
        told.append(
            f"{found.unjudged} labelled photos are of classes with one object, so only the network "
            "could judge their labels."
        )
    return tuple(told)

"""A trial in plain sentences: what would change, how sure that is, and what it cannot tell."""

from __future__ import annotations

from datasets.library.trial import FEW, Count, Trial

_CLOSELY = 10  # test photos of the class; below, the sentence says how little that tells


def sentences(trial: Trial) -> tuple[str, ...]:
    """What a person should know before accepting, the most important first."""
    return (*_of_class(trial), *_of_others(trial), *_of_views(trial))


def cautions(trial: Trial) -> tuple[str, ...]:
    """Why the numbers tell little, or what speaks against accepting; none where nothing does."""
    said = []
    mine = trial.recalls().get(trial.class_id, (Count(0, 0), Count(0, 0)))[1].of
    if not trial.photos:
        said.append(
            "The library has no test photo, so nothing tells what would change on real photos. "
            "Accept it only to try it, and photograph objects that are not in the library."
        )
    elif mine == 0:
        said.append(
            f"No test photo shows {trial.class_id}: nothing tells whether it is recognised on an "
            "object that was not learned from."
        )
    elif mine < _CLOSELY:
        said.append(f"{mine} test photos of {trial.class_id} tell little; {FEW} would tell more.")
    before, after = trial.others()
    if after.right < before.right:
        said.append(
            f"{before.right - after.right} fewer test photos of other classes would be named "
            "rightly."
        )
    taken = trial.taken((*trial.photos, *trial.views))
    if taken[1].right > taken[0].right:
        said.append(
            f"{taken[1].right} pictures of other things would be called {trial.class_id}; "
            f"{taken[0].right} are now."
        )
    return tuple(said)


def counted(count: Count) -> str:
    """Such as `3 of 4 (30 to 95 %)`: Wilson's interval at 95 %."""
    if count.of == 0:
        return "none"
    low, high = count.interval
    return f"{count.right} of {count.of} ({low:.0%} to {high:.0%})".replace("%", "").replace(
        ")", " %)"
    )


def _of_class(trial: Trial) -> tuple[str, ...]:
    pair = trial.recalls().get(trial.class_id)
    if pair is None:
        return ()
    return (
        f"Test photos of {trial.class_id} named rightly: {counted(pair[0])} before, "
        f"{counted(pair[1])} after.",
    )


def _of_others(trial: Trial) -> tuple[str, ...]:
    before, after = trial.others()
    said = []
    if after.of:
        said.append(
            f"Test photos of other classes named rightly: {counted(before)} before, "
            f"{counted(after)} after."
        )
        old, new = trial.taken(trial.photos)
        said.append(
            f"Test photos of other things called {trial.class_id}: {old.right} of {old.of} before, "
            f"{new.right} of {new.of} after."
        )
    if trial.photos:
        some = f"{len(trial.photos)} of {trial.there}"
        said.append(
            f"{len(trial.changed())} of {len(trial.photos)} test photos get another first answer; "
            f"{some} test photos of the library were looked at."
        )
    return tuple(said)


def _of_views(trial: Trial) -> tuple[str, ...]:
    if not trial.views:
        return ()
    old, new = trial.taken(trial.views)
    near = [view for view in trial.views if view.label in trial.alikes]
    alike = trial.taken(near)[1]
    return (
        f"Rendered pictures of other classes called {trial.class_id}: {old.right} of {old.of} "
        f"before, {new.right} of {new.of} after; of its look-alikes {alike.right} of {alike.of}. "
        "This is a guard: rendered pictures tell little of photos.",
    )

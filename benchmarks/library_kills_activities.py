"""What is killed in `library_kills`: each activity prepares a library, acts, and is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from datasets.library import looks, near, opinions, taught, withdrawing
from datasets.library.exporting import Form, export
from datasets.library.importing import of_path, take
from datasets.library.intake import Outcome
from datasets.library.library import Library
from datasets.library.record import State
from datasets.library.taught_card import Step
from model.classifier import Classifier
from model.runtime import OnnxNetwork
from tests.datasets.library.made import ANNA, BEN, TERMS, added, jpeg, target, tree
from tests.datasets.library.taught_made import card_of
from tests.tiny_graph import tiny_card, write_weights

PHOTOS = 24
Tell = Callable[[str], None]
REASON = "consent withdrawn"


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that is killed.

    Attributes:
        prepare: Makes the library in a folder that is not there.
        act: Uses it in a process of its own and tells of each step that was confirmed.
        judge: Says of the library and the steps told what is lost or half; sentences.
        steps: How many are waited for at most, before the kill.
    """

    prepare: Callable[[Path], None]
    act: Callable[[Path, Tell], None]
    judge: Callable[[Library, list[str]], Iterator[str]]
    steps: int


def _nothing(folder: Path) -> None:
    tree(folder.parent / "in", {f"batons/{seed:03}.jpg": jpeg(seed) for seed in range(PHOTOS)})


def _labelled(folder: Path) -> None:
    with Library(folder, create=True) as library:
        for seed in range(PHOTOS):
            added(library, seed, label="batons", group=f"object-{seed // 2}")


def _import(folder: Path, tell: Tell) -> None:
    with Library(folder, create=True) as library, of_path(folder.parent / "in") as source:
        take(library, source, TERMS, lambda count, total, name: tell(name))


def _imported(library: Library, told: list[str]) -> Iterator[str]:
    items = list(library.items())
    if not len(told) <= len(items) <= len(told) + 1:
        yield f"{len(told)} photos were confirmed, {len(items)} are there"
    for item in items:
        library.original(item.sha256)  # a half one raises
    with of_path(library.path.parent / "in") as source:
        again = take(library, source, TERMS).counts
    if again.get(Outcome.TAKEN, 0) + len(items) != PHOTOS:
        yield f"the import does not go on: {again}"


def _label(folder: Path, tell: Tell) -> None:
    with Library(folder) as library:
        for turn in range(10_000):
            library.label(target(*library.items()), f"turn-{turn}", ANNA)
            tell(str(turn))


def _are_labelled(library: Library, told: list[str]) -> Iterator[str]:
    held = {str(item.record.label) for item in library.items()}
    allowed = {f"turn-{told[-1]}", f"turn-{int(told[-1]) + 1}"} if told else {"batons", "turn-0"}
    if len(held) != 1 or not held <= allowed:
        yield f"photos labelled together have {held}, one of {allowed} was confirmed"


def _export(folder: Path, tell: Tell) -> None:
    with Library(folder) as library:
        for turn in range(10_000):
            export(library, folder.parent / "out" / str(turn), Form.CROISSANT)
            tell(str(turn))


def _exported(library: Library, told: list[str]) -> Iterator[str]:
    out = library.path.parent / "out"
    whole = {path.name: path for path in out.glob("*") if ".part-" not in path.name}
    for turn in set(told) - set(whole):
        yield f"export {turn} was confirmed and is not there"
    for path in whole.values():
        if sum(each.is_file() for each in path.rglob("*")) != PHOTOS + 2:
            yield f"export {path.name} is half"


def _lookable(folder: Path) -> None:
    _labelled(folder)
    (folder.parent / "weights").mkdir()
    write_weights(folder.parent / "weights", tiny_card())


def _classifier(folder: Path) -> Classifier:
    (graph,) = (folder.parent / "weights").glob("*.onnx")
    network = OnnxNetwork.open(graph)
    return Classifier(network.card, network, network.sha256)


def _look(folder: Path, tell: Tell) -> None:
    with Library(folder) as library:
        looks.look(library, _classifier(folder), lambda count, total, name: tell(name))


def _looked(library: Library, told: list[str]) -> Iterator[str]:
    classifier = _classifier(library.path)
    kept = {sha256[:12] for sha256 in looks.stored(library, classifier.sha256).sha256}
    if not set(told) <= kept:
        yield f"{len(set(told) - kept)} looks were confirmed and are not there"
    rest = looks.look(library, classifier)
    if rest + len(kept) != PHOTOS:
        yield f"looking does not go on: {len(kept)} there, {rest} looked at again"


def _join(folder: Path, tell: Tell) -> None:
    with Library(folder) as library:
        for number in range(0, PHOTOS // 2, 2):
            near.join_groups(library, [f"object-{number}", f"object-{number + 1}"], ANNA)
            tell(str(number))


def _joined(library: Library, told: list[str]) -> Iterator[str]:
    groups = [item.record.group for item in library.items()]
    for number in range(0, PHOTOS // 2, 2):
        pair = f"object-{number}", f"object-{number + 1}"
        left = min(map(groups.count, pair))  # either name may stay
        if left not in (0, 2) or (left and str(number) in told):
            yield f"{left} photos of {pair[0]} and {pair[1]} were not joined"


def _say(folder: Path, tell: Tell) -> None:
    with Library(folder) as library:
        for item in library.items():
            opinions.say(library, item.sha256, "batons", BEN, item.version)
            tell(item.sha256)


def _said(library: Library, told: list[str]) -> Iterator[str]:
    for item in library.items():
        given = len(opinions.of_photo(library, item.sha256))
        if given != (item.record.state is State.ACCEPTED) or given < (item.sha256 in told):
            yield f"photo {item.sha256[:12]} has {given} opinions and is {item.record.state}"


def _proposed(folder: Path) -> None:
    _labelled(folder)
    with Library(folder) as library:
        card = card_of(folder.parent / "made", "ring-1", "b" * 64)
        taught.propose(library, card, folder.parent / "made", ANNA)


def _accept(folder: Path, tell: Tell) -> None:
    with Library(folder) as library:
        taught.accept(library, "ring-1", ANNA)
        tell(Step.ACCEPTED.value)
        taught.undo(library, ANNA)
        tell(Step.UNDONE.value)


def _accepted(library: Library, told: list[str]) -> Iterator[str]:
    steps = [event.step.value for event in taught.find(library, "ring-1").events][1:]
    if steps[: len(told)] != told or len(steps) > len(told) + 1:
        yield f"the network went {steps}, {told} was confirmed"
    holds = taught.current(library)
    if (holds is not None) != (steps[-1:] == [Step.ACCEPTED.value]):
        yield f"after {steps} the network that holds is {holds}"
    if holds is not None:
        OnnxNetwork.open(holds)


def _withdraw(folder: Path, tell: Tell) -> None:
    with Library(folder) as library:
        for item in list(library.items()):
            withdrawing.withdraw(library, [item.sha256], ANNA, REASON)
            tell(item.sha256)


def _withdrawn(library: Library, told: list[str]) -> Iterator[str]:
    gone = withdrawing.withdrawn(library)
    there = {item.sha256 for item in library.items()}
    if {each.sha256 for each in gone} & there or len(gone) + len(there) != PHOTOS:
        yield f"{len(gone)} photos are withdrawn, {len(there)} there"
    if not set(told) <= {each.sha256 for each in gone} or len(gone) > len(told) + 1:
        yield f"{len(told)} withdrawals were confirmed, {len(gone)} are there"
    for each in gone:
        file = library.path / "originals" / each.sha256[:2] / each.sha256
        if each.due or file.exists():
            yield f"bytes of {each.sha256[:12]} were not erased when the library was opened"


ACTIVITIES = {
    "import": Activity(_nothing, _import, _imported, PHOTOS),
    "label": Activity(_labelled, _label, _are_labelled, 20),
    "export": Activity(_labelled, _export, _exported, 4),
    "look": Activity(_lookable, _look, _looked, PHOTOS),
    "join": Activity(_labelled, _join, _joined, PHOTOS // 4),
    "opinion": Activity(_labelled, _say, _said, PHOTOS),
    "teach": Activity(_proposed, _accept, _accepted, 2),
    "withdraw": Activity(_labelled, _withdraw, _withdrawn, PHOTOS // 2),
}

"""Teaches the network of a library a class from a few confirmed photos, and tries what changes.

`choose` finds the photos, `teach` runs `python -m training teach` in a process of its own (this
program needs no torch), asks both networks and leaves a proposal in `taught`.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from catalogue.load import Catalogue
from datasets.library import lesson, storage, taught, training_process, trial
from datasets.library import taught_file as file
from datasets.library.lesson import Lesson
from datasets.library.library import Library
from datasets.library.record import Item
from datasets.library.splits import Shares
from datasets.library.taught_card import Card, Taught
from model import released
from model.classifier import Classifier
from model.errors import WeightsError, shown
from model.references import ReferenceIndex
from model.runtime import OnnxNetwork

_LESSON, _REFERENCES = "lesson.json", "known.npz"
Progress = Callable[[str, float], None]  # what is done, and the share that is done, 0..1
# Where the share stands when a step begins; from runs with 5 photos on 2 cores.
STEPS = {
    "before": ("Asking the network that holds", 0.02),
    "load": ("Starting the training program", 0.25),
    "photos": ("Looking at the photos", 0.45),
    "known": ("Looking at what it knows", 0.52),
    "learn": ("Learning", 0.68),
    "graph": ("Writing the network", 0.70),
    "after": ("Asking the new network", 0.85),
    "done": ("Done", 1.0),
}


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """The network that is taught.

    Attributes:
        graph: Its `.onnx`; the `.safetensors` of the same name lies beside it.
        classifier: The graph, opened.
        references: Embeddings of the catalogue's views, or None.
    """

    graph: Path
    classifier: Classifier
    references: ReferenceIndex | None

    @property
    def tensors(self) -> Path:
        """Where its tensors lie."""
        return self.graph.with_name(f"{self.graph.name.removesuffix('.onnx')}.safetensors")


def base_of(library: Library, released_file: Path | None = None) -> Base:
    """The network that holds in a library: the one accepted last, or the released one.

    Args:
        library: Open.
        released_file: Graph where none is accepted; None takes the released default.

    Raises:
        WeightsError: It is missing, changed, or not listed.
    """
    graph = taught.current(library) or released_file or released.find()
    network = OnnxNetwork.open(graph)
    listed = released.references_of(graph)
    references = ReferenceIndex.from_bytes(listed[0], "references") if listed else None
    return Base(graph, Classifier(network.card, network, network.sha256), references)


def released_file(sha256: str) -> Path | None:
    """The released graph of that hash; None where there is none."""
    rows = [row for row in released.read().rows if row.sha256 == sha256]
    return released.FOLDER / rows[0].file if rows else None


def teach(
    library: Library,
    chosen: Lesson,
    by: str,
    base: Base,
    catalogue: Catalogue,
    progress: Progress = lambda _words, _share: None,
    shares: Shares | None = None,
) -> Taught:
    """Make a network that knows the class, try it, and propose it.

    Args:
        library: Open.
        chosen: The photos, as `lesson.choose` or `lesson.named` give them.
        by: Who teaches.
        base: What is taught, as `base_of` gives it.
        catalogue: Names the look-alikes, and has the reference views.
        progress: Told of each step.
        shares: Of the parts.

    Raises:
        RefusedError: The program for training is missing, or it refused; the sentence says why.
        WeightsError: The network cannot be taught.
        FileError: The library cannot be written.
    """
    training_process.needs_training()
    if not base.tensors.is_file():
        raise WeightsError(
            f"{shown(base.tensors.name)} is missing beside {shown(base.graph.name)}; teaching "
            "needs the tensors of the network, released beside its graph"
        )
    held = shares or Shares()
    alikes = look_alikes(catalogue, chosen.class_id)
    kept, there = trial.kept_photos(library, chosen.class_id, alikes, held)
    views, rest = _guard(base, catalogue, chosen.class_id, alikes)
    known = lesson.known(library, chosen, base.classifier.card, held)
    chosen = lesson.with_known(chosen, known)
    with storage.one_sentence(file.FOLDER):
        taught.folder(library).mkdir(mode=0o700, exist_ok=True)
        taught.sweep(library)
        made = Path(tempfile.mkdtemp(prefix=taught.DRAFT, dir=taught.folder(library)))
    try:
        name = _name(library, chosen.class_id)
        _write(library, chosen, known, base, rest, made)
        # It starts while the network that holds is asked.
        with training_process.run(_arguments(chosen, base, made, name)) as child:
            _say(progress, "before")
            photos = trial.Sitting.of(kept, base.classifier, _silent)
            guard = trial.Sitting.of(views, base.classifier, _silent)
            told = child.wait(lambda step: _say(progress, step))
        _say(progress, "after")
        classifier = _opened(made / f"{name}.onnx", base)
        tried = trial.Trial(
            chosen.class_id,
            photos.ask(classifier, chosen.class_id),
            there,
            guard.ask(classifier, chosen.class_id),
            alikes,
        )
        card = _card(made, name, chosen, told, base, tried)
        done = taught.propose(library, card, made, by)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    _say(progress, "done")
    return done


def look_alikes(catalogue: Catalogue, class_id: str) -> tuple[str, ...]:
    """What a class is confused with, by its own entry and by those of the others."""
    own = catalogue.get(class_id)
    said = [alike.id for alike in own.look_alikes] if own is not None else []
    back = [
        each.id
        for each in catalogue.classes
        if any(alike.id == class_id for alike in each.look_alikes)
    ]
    return tuple(dict.fromkeys([*said, *back]))


def _guard(
    base: Base, catalogue: Catalogue, class_id: str, alikes: Sequence[str]
) -> tuple[list[trial.Picture], ReferenceIndex | None]:
    """A reference view of each other class, look-alikes first, and the references without them."""
    index = base.references
    if index is None:
        return [], None
    last = {label: path for path, label in zip(index.paths, index.labels, strict=True)}
    last.pop(class_id, None)
    near = [label for label in alikes if label in last]
    far = sorted(set(last) - set(near))
    room = max(trial.MOST_VIEWS - len(near), 0)
    step = max(1, -(-len(far) // max(room, 1)))
    wanted = {last[label] for label in [*near, *far[::step][:room]]}
    pictures = [
        trial.view(path, label)
        for label in [*near, *far]
        if label in catalogue
        for path in catalogue.reference_views(label)
        if f"{label}/{path.name}" in wanted
    ]
    shown_paths = {picture.name for picture in pictures}
    rest = np.array([path not in shown_paths for path in index.paths])
    left = [at for at in range(len(index.paths)) if rest[at]]
    return pictures, ReferenceIndex(
        tuple(index.paths[at] for at in left),
        tuple(index.labels[at] for at in left),
        index.embeddings[rest],
    )


def _name(library: Library, class_id: str) -> str:
    """Such as `handcuffs-20261128T153000-5f2a`."""
    at = "".join(mark for mark in library.moment() if mark.isdigit() or mark == "T")
    return f"{class_id}-{at}-{secrets.token_hex(2)}"


def _write(
    library: Library,
    chosen: Lesson,
    known: Sequence[Item],
    base: Base,
    references: ReferenceIndex | None,
    made: Path,
) -> None:
    """The files that the training program reads."""
    with storage.one_sentence(file.FOLDER):
        if references is not None:
            references.save(made / _REFERENCES)
        text = lesson.to_json(library, chosen, known, base.classifier.card)
        (made / _LESSON).write_text(text, encoding="utf-8")


def _arguments(chosen: Lesson, base: Base, made: Path, name: str) -> list[str]:
    """Those of `python -m training`."""
    files = {
        "--weights": base.tensors,
        "--graph": base.graph,
        "--lesson": made / _LESSON,
        "--out": made / f"{name}.safetensors",
        "--onnx": made / f"{name}.onnx",
    }
    if base.references is not None:
        files["--references"] = made / _REFERENCES
    # Whole paths: it runs in another folder.
    said = [part for option, path in files.items() for part in (option, str(path.resolve()))]
    return ["teach", "--json", f"--class={chosen.class_id}", f"--name={name}", *said]


def _opened(graph: Path, base: Base) -> Classifier:
    """The new graph, in the folder it was made in, by a list of its own; it stays unlisted else."""
    data = graph.read_bytes()
    row: dict[str, str | int] = {
        "name": "made",
        "file": graph.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "references": "",
        "references_sha256": "",
    }
    file.write_list(graph.parent, [row])
    network = OnnxNetwork.open(graph)
    own = base.classifier.card
    if network.card.labels[: len(own.labels)] != own.labels:
        raise WeightsError(
            f"{shown(base.tensors.name)} has other classes than {shown(base.graph.name)}; put the "
            "released files back"
        )
    return Classifier(network.card, network, network.sha256)


def _card(
    made: Path, name: str, chosen: Lesson, told: dict[str, object], base: Base, tried: trial.Trial
) -> Card:
    data = (made / f"{name}.onnx").read_bytes()
    references = ""
    if base.references is not None:  # the backbone is the same, so they fit
        target = made / f"{name}.references.npz"
        base.references.save(target)
        references = hashlib.sha256(target.read_bytes()).hexdigest()
    warnings = told.get("warnings", [])
    said = [str(each) for each in warnings] if isinstance(warnings, list) else []
    return Card(
        name=name,
        class_id=chosen.class_id,
        added=bool(told.get("added")),
        base=base.classifier.card.name,
        base_sha256=base.classifier.sha256,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        references_sha256=references,
        photos=tuple(item.sha256 for item in chosen.photos),
        known=chosen.known,
        warnings=(*chosen.warnings, *said),
        trial=tried.to_json(),
    )


def _say(progress: Progress, step: str) -> None:
    progress(*STEPS.get(step, ("Working", 0.5)))


def _silent(_done: int, _of: int) -> None:
    """The step alone is told."""


def left(began: float, share: float, now: float | None = None) -> float:
    """Seconds that are left, by the share that is done; 0 at the start, where nothing is known."""
    passed = (time.monotonic() if now is None else now) - began
    return passed * (1 - share) / share if share > 0.05 else 0.0

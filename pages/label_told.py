"""What the label page is told of a photo and of the classes: plain values, no markup."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from catalogue.load import Catalogue
from datasets.library import looks
from datasets.library.looks import Look
from datasets.library.neighbours import Neighbours
from datasets.library.record import Item, Record, State
from model.errors import TriageError
from model.screening import confidence_words
from model.thumbnail import thumbnail
from pages.candidate import percent
from pages.label_names import names_of
from pages.workbench import Workbench

PROPOSALS = 6  # the keys 1 to 9 reach them; more than these nobody reads
ALIKE = 2  # labelled photos beside a proposal
_VIEW_PX = 160  # of a reference view beside a proposal
_PLACES = 40  # views among which the nearest of each proposal are looked for
_OTHER_NAMES = 30  # of a class that the search looks through


class Teller:
    """Tells the page of photos; threads may share it."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._network = bench.classifier.sha256
        self._neighbours = Neighbours(bench.library, self._network)

    def classes(self) -> list[list[str]]:
        """Every class that a photo can have: id, name, other names; the catalogue's first."""
        catalogue = self._bench.catalogue
        known = [[each, catalogue[each].name, _others(each, catalogue)] for each in catalogue.ids()]
        own = self._bench.library.counts_by_label()
        return known + [
            [each, each, ""] for each in sorted(filter(None, own)) if each not in catalogue
        ]

    def card(self, item: Item) -> dict[str, Any]:
        """What the page shows of a photo."""
        record = item.record
        box = record.box
        return {
            "sha256": item.sha256,
            "version": item.version,
            "width": item.width,
            "height": item.height,
            "state": record.state.value,
            "said": said_of(record, self._bench.catalogue),
            "label": record.label or "",
            "several": record.several_goods,
            "box": box and [box.x, box.y, box.w, box.h],
            "facts": facts_of(record),
            **self._seen(item),
        }

    def _seen(self, item: Item) -> dict[str, Any]:
        """What is proposed for a photo; a network that fails leaves what others proposed."""
        record, bench = item.record, self._bench
        proposals: list[dict[str, Any]] = []
        if record.proposed is not None:
            proposals.append(self._class(record.proposed, f"proposed by {record.proposed_by}"))
        try:
            look = looks.look_of(bench.library, bench.classifier, item.sha256)
        except TriageError as error:
            return {"proposals": proposals, "unknown": False, "fault": sentence(error)}
        labels = bench.classifier.card.labels
        for at in np.argsort(-look.probabilities, kind="stable")[:PROPOSALS]:
            chance = float(look.probabilities[at])
            words = confidence_words(chance, bench.classifier.card.thresholds)
            told = self._class(labels[at], f"{words}, {percent(chance)}")
            if labels[at] == record.proposed:
                proposals[0]["words"] += f"; the network: {told['words']}"
            else:
                proposals.append(told)
        self._add_alike(proposals, look)
        return {"proposals": proposals, "unknown": look.unknown, "fault": ""}

    def _class(self, label: str, words: str) -> dict[str, Any]:
        return {"id": label, "name": name_of(label, self._bench.catalogue), "words": words}

    def _add_alike(self, proposals: list[dict[str, Any]], look: Look) -> None:
        """Beside each proposal its nearest reference view and its nearest labelled photos."""
        bench = self._bench
        ids = [each["id"] for each in proposals]
        if bench.classifier.sha256 != self._network:  # another network was accepted
            self._network = bench.classifier.sha256
            self._neighbours = Neighbours(bench.library, self._network)
        photos = self._neighbours.of(look.embedding, ids, ALIKE, besides=look.sha256)
        views: dict[str, str] = {}
        if bench.references is not None and len(bench.references.paths):
            for path, label, _ in bench.references.nearest(look.embedding, _PLACES):
                views.setdefault(label, path)
        for each in proposals:
            each["photos"] = list(photos.get(each["id"], ()))
            each["view"] = self._view(each["id"], views.get(each["id"]))

    def _view(self, label: str, nearest: str | None) -> str:
        """A reference view as a `data:` address; empty where there is none."""
        files = (
            self._bench.catalogue.reference_views(label) if label in self._bench.catalogue else ()
        )
        found = next((file for file in files if nearest and str(file).endswith(nearest)), None)
        return _small(found or files[0]) if files else ""


@lru_cache(maxsize=1000)  # 4 kB each
def _small(file: Path) -> str:
    try:
        data = thumbnail(file.read_bytes(), file.name, _VIEW_PX)
    except (OSError, TriageError):
        return ""  # a comparison that is missing, not a fault of the photo
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode('ascii')}"


def _others(class_id: str, catalogue: Catalogue) -> str:
    """Other names of a class, also in other languages: what its search looks through."""
    names = (*catalogue[class_id].other_names[:_OTHER_NAMES], *names_of(class_id).values())
    return " · ".join(dict.fromkeys(names))


def name_of(label: str, catalogue: Catalogue) -> str:
    """What people call a class; a class of one's own has its id alone."""
    return catalogue[label].name if label in catalogue else label


def said_of(record: Record, catalogue: Catalogue) -> str:
    """How far the photo has come, as a sentence."""
    name = name_of(record.label, catalogue) if record.label else ""
    match record.state:
        case State.TODO:
            return "Nobody has said yet what it shows."
        case State.CANNOT_TELL:
            return f"{record.labelled_by} could not tell."
        case State.LABELLED:
            return f"{record.labelled_by} labelled it: {name}."
        case State.ACCEPTED:
            return f"{record.labelled_by} labelled it: {name}; {record.reviewed_by} agreed."
        case State.REJECTED:
            return f"{record.reviewed_by} rejected the label {name}: {record.reason}"


def facts_of(record: Record) -> list[list[str]]:
    """Where the photo comes from: names of facts and what is written."""
    told = {
        "View": record.view,
        "Source": record.source,
        "Taken": record.taken or "",
        "Device": record.device,
        "Place": record.place,
        "Object": record.group,
    }
    return [[name, value] for name, value in told.items() if value]


def sentence(error: TriageError) -> str:
    """An error as the page shows it."""
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}."

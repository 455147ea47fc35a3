"""Predictions on disk: a CSV for people, and arrays that a later comparison reads."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import numpy as np

from datasets.samples import SampleError
from evaluation.predictions import Failure, Predictions, Role

CSV, ARRAYS = "predictions.csv", "predictions.npz"
SHOWN = 5  # answers a photo in the CSV
_TEXTS = ("paths", "sha256", "truth", "groups", "outcomes")


def save(folder: Path, predictions: Predictions, failures: tuple[Failure, ...]) -> None:
    """Writes both files; photos that could not be read stand in the CSV with their reason."""
    _save_csv(folder / CSV, predictions, failures)
    head = {
        "model": predictions.model,
        "model_sha256": predictions.model_sha256,
        "labels": list(predictions.labels),
        "temperature": predictions.temperature,
        "columns": {name: list(values) for name, values in predictions.columns.items()},
    }
    part = folder / f"{ARRAYS}.part"
    with part.open("wb") as handle:
        np.savez_compressed(
            handle,
            allow_pickle=False,
            head=np.array(json.dumps(head)),
            known=predictions.known,
            rendered=predictions.rendered,
            roles=np.array([str(role) for role in predictions.roles], dtype=np.str_),
            logits=predictions.logits,
            embeddings=predictions.embeddings.astype(np.float16),
            novelty=predictions.novelty,
            **{name: np.array(getattr(predictions, name), dtype=np.str_) for name in _TEXTS},
        )
    part.replace(folder / ARRAYS)


def read(folder: Path) -> Predictions:
    """The predictions of a report; embeddings have lost some digits.

    Raises:
        SampleError: no report with predictions lies there.
    """
    path = folder / ARRAYS
    try:
        with np.load(path, allow_pickle=False) as arrays:
            head = json.loads(str(arrays["head"]))
            texts = {name: tuple(str(value) for value in arrays[name]) for name in _TEXTS}
            return Predictions(
                model=head["model"],
                model_sha256=head["model_sha256"],
                labels=tuple(head["labels"]),
                known=arrays["known"],
                temperature=head["temperature"],
                roles=tuple(Role(str(role)) for role in arrays["roles"]),
                rendered=arrays["rendered"],
                columns={name: tuple(values) for name, values in head["columns"].items()},
                logits=arrays["logits"],
                embeddings=arrays["embeddings"].astype(np.float32),
                novelty=arrays["novelty"],
                **texts,
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise SampleError(
            f"{path} holds no predictions ({error}); name a folder that `evaluation run` wrote"
        ) from error


def _save_csv(path: Path, predictions: Predictions, failures: tuple[Failure, ...]) -> None:
    """One row a photo; text that a spreadsheet would take for a formula gets an apostrophe."""
    chances = predictions.probabilities
    order = np.argsort(-chances, axis=1, kind="stable")[:, :SHOWN]
    names = sorted(predictions.columns)
    head = ["path", "sha256", "label", "known", "role", "group", "rendered", "outcome", "novelty"]
    tops = [f"{what}{n}" for n in range(1, SHOWN + 1) for what in ("answer", "probability")]
    inside = predictions.inside
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow([*head, *tops, *names, "error"])
        for at in range(len(predictions)):
            answers = [
                text
                for column in order[at]
                for text in (_safe(predictions.labels[column]), f"{chances[at, column]:.6f}")
            ]
            answers += [""] * (2 * SHOWN - len(answers))
            writer.writerow(
                [
                    _safe(predictions.paths[at]),
                    predictions.sha256[at],
                    _safe(predictions.truth[at]),
                    bool(inside[at]),
                    predictions.roles[at],
                    _safe(predictions.groups[at]),
                    bool(predictions.rendered[at]),
                    predictions.outcomes[at],
                    f"{predictions.novelty[at]:.6f}",
                    *answers,
                    *(_safe(predictions.columns[name][at]) for name in names),
                    "",
                ]
            )
        for failure in failures:
            blank = [""] * (len(head) - 3 + len(tops) + len(names))
            writer.writerow(
                [_safe(failure.path), "", _safe(failure.label), *blank, _safe(failure.reason)]
            )


def _safe(text: str) -> str:
    """OWASP, "CSV Injection": a cell that begins so would be run as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text

"""What the card inside the weights says of how often it was right and what it was trained on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalogue.markup import Html, join, tag
from model.card import ConfidenceBand, ModelCard
from pages.about_documents import facts_of, grouped, table_of
from pages.candidate import percent

# What each set of pictures was for; another name stands as the card has it.
SETS = {
    "train": "for training",
    "val": "for calibration",
    "train_grounds": "backgrounds, training",
    "val_grounds": "backgrounds, calibration",
}
NO_COMMIT = "unknown"  # in a card that was trained outside a repository


def bands(counts: Iterable[ConfidenceBand]) -> Html:
    """How often each wording was right on validation pictures."""
    head = ("An answer that says", "was right on validation pictures", "share")
    counted = tuple(
        (
            f"“{band.words}” (calibrated score from {band.lower:.3f})",
            f"{band.right} of {band.pictures}",
            percent(band.right / band.pictures) if band.pictures else "none counted",
        )
        for band in counts
    )
    return table_of((head, *counted), "How often each wording was right") if counted else Html("")


def training(card: ModelCard) -> Html:
    """The counts of pictures as the card has them."""
    data = card.training.get("data")
    if not isinstance(data, Mapping):
        return tag("p", "The card names no training data.", class_="quiet")
    head = ("set of pictures", "pictures", "rendered", "photos", "SHA-256 of the list")
    counted = []
    for name, its in data.items():
        pictures, rendered = its["pictures"], its["rendered"]
        row = (pictures, rendered, pictures - rendered)
        words = SETS.get(str(name), str(name))
        counted.append((words, *map(grouped, row), f"`{its['sha256']}`"))
    commit = str(card.training.get("git_commit", ""))
    made = {
        "Trained by commit": commit if commit != NO_COMMIT else "not recorded",
        "Catalogue then": str(card.training.get("catalogue_version", "")),
    }
    return join(table_of((head, *counted), "Training data"), facts_of(made))

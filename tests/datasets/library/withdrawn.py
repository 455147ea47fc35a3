"""A photo with personal words in every place, and what its withdrawal promises."""

from __future__ import annotations

from pathlib import Path

from datasets.library.library import Library
from datasets.library.record import Item, Verdict
from tests.datasets.library.made import ANNA, BEN, added, jpeg, target

WHY = "consent withdrawn, letter of 3 March"
PERSONAL = ("Zebulon Quartermaine", "Rue des Secrets 7", "she asked us to", "a.example/zebulon")


def personal(library: Library, seed: int = 7) -> Item:
    """A photo with personal words in every place that a library has."""
    item = added(
        library, seed, label="batons", group="object-1", author=PERSONAL[0], source=PERSONAL[3]
    )
    (item,) = library.change(target(item), {"place": PERSONAL[1]}, ANNA)
    (item,) = library.change(target(item), {"place": ""}, ANNA)  # left in the history alone
    (item,) = library.review(target(item), Verdict.REJECTED, BEN, PERSONAL[2])
    library.note_fetched(f"https://{PERSONAL[3]}", item.original_sha256)
    return item


def bytes_below(folder: Path) -> bytes:
    return b"\n".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def gone(library: Library, item: Item) -> None:
    """What every withdrawal promises."""
    left = bytes_below(library.path)
    assert jpeg(7)[-200:-100] not in left  # the picture itself
    assert not [word for word in PERSONAL if word.encode() in left]
    assert item.sha256 not in {each.sha256 for each in library.items()}
    assert library.check() == ()

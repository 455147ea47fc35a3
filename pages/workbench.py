"""What the trainer's pages share: the library, the network, and who sits there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from catalogue.load import Catalogue
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from findings.register import Register
from model.classifier import Classifier
from model.references import ReferenceIndex
from pages.proposing import Proposer

LABEL_NAME, LABEL_PATH = "Label", "label"
DATASET_NAME, DATASET_PATH = "Dataset", "dataset"
THUMBNAIL, PREVIEW = 320, 1280  # px, longer side, of the pictures that are served


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the trainer's pages share.

    Attributes:
        library: the photos, and what is said of them.
        released: the network of the photo check; proposes labels until another is accepted.
        catalogue: the classes, and their reference views.
        references: embeddings of the reference views, or None where none were released.
        may: who may do what; `datasets` is to change the library.
        register: findings of inspectors, whose kept photos can be taken; None where none is open.
    """

    library: Library
    released: Classifier
    catalogue: Catalogue
    references: ReferenceIndex | None
    may: Callable[[str | None, str], bool]
    register: Register | None = None
    proposer: Proposer = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "proposer", Proposer(self.library, self.released))

    @property
    def classifier(self) -> Classifier:
        """Proposes labels: what the library accepted last, else the released network."""
        return self.proposer.classifier()

    def person(self, user: str | None, name: str) -> str:
        """Whose name a change bears: the account's, else the one that was typed.

        Args:
            user: account, or None where there is no log-in.
            name: as typed.

        Raises:
            RefusedError: the account may not change the dataset, or no name was given.
        """
        if not self.may(user, "datasets"):
            raise RefusedError("your account may not change the dataset; ask for the role trainer")
        person = user or name.strip()
        if not person:
            raise RefusedError("write your name first: the library keeps who did what")
        return person


def address_of(sha256: str, side: int) -> str:
    """Where a photo of the library is served, made smaller to a longer side of px."""
    return f"/library/{sha256}/{side}"

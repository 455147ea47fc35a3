"""What stays on this computer when the page is closed, where, and who may do what with it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from accounts.access import Action, Role, may
from catalogue.load import Catalogue
from datasets.library.library import Library
from findings.register import Register
from pages.serving.guard import Guard
from pages.serving.pictures import Pictures
from quiz import local_photos
from quiz.local_photos import LocalPhotos
from quiz.progress import Progress
from quiz.storage import default_path

# (user or None, what) -> whether; the words are those of `pages.records`.
May = Callable[[str | None, str], bool]
ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "record": Action.RECORD_FINDINGS,
        "export": Action.RECORD_FINDINGS,
        "delete": Action.DELETE_FINDINGS,
        "retention": Action.SET_RETENTION,
        "datasets": Action.CHANGE_DATASETS,
    }
)


def anybody(user: str | None, what: str) -> bool:
    """Where nobody logs in, whoever sits at this computer may do everything."""
    return True


@dataclass(frozen=True, slots=True)
class Kept:
    """What the pages keep.

    Attributes:
        register: findings that inspectors save; None keeps none.
        progress: answers of the quiz.
        photos: photos of one's own for the quiz.
        library: photos to train with; None shows no page of the trainer's.
        may: who may do what with the register and the library.
    """

    register: Register | None = None
    progress: Progress = field(default_factory=lambda: Progress(None))
    photos: LocalPhotos = field(default_factory=LocalPhotos)
    library: Library | None = None
    may: May = anybody

    def pictures(self) -> Pictures | None:
        """What serves the pictures of the library; None where none is open."""
        return None if self.library is None else Pictures(self.library, self.may)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is kept, and where."""
    kept = parser.add_argument_group("what is kept")
    where = kept.add_mutually_exclusive_group()
    where.add_argument(
        "--register", type=Path, metavar="FILE", help=f"of findings ({register_path()})"
    )
    where.add_argument("--no-register", action="store_true", help="save no finding")
    kept.add_argument(
        "--learn-results", type=Path, metavar="FILE", help=f"of the quiz ({default_path()})"
    )
    kept.add_argument(
        "--learn-photos", type=Path, metavar="DIR", help="own photos for the quiz, <class>/*"
    )
    kept.add_argument(
        "--library", type=Path, metavar="DIR", help="photos to label and train with; begun if new"
    )


def register_path() -> Path:
    """Where findings are kept unless told otherwise: beside the answers of the quiz."""
    return default_path().with_name("findings.db")


def open_kept(options: argparse.Namespace, guard: Guard, catalogue: Catalogue) -> Kept:
    """Open what is kept; findings over their time are deleted.

    Args:
        options: parsed, with those of `add_options`.
        guard: who logs in.
        catalogue: whose class ids name the folders of photos.

    Raises:
        TriageError: a file or folder cannot be used; the sentence says which.
    """
    register = None if options.no_register else _register(options.register)
    photos = LocalPhotos()
    if options.learn_photos is not None:
        photos = local_photos.find(options.learn_photos, catalogue)
    results = options.learn_results or default_path()
    library = None if options.library is None else Library(options.library, create=True)
    return Kept(register, Progress(results), photos, library, permission(guard))


def _register(path: Path | None) -> Register:
    if path is None:
        path = register_path()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    register = Register(path, create=True)
    register.expire()
    return register


def permission(guard: Guard) -> May:
    """Who may do what: by the role of the account; behind a proxy that names users, inspectors."""
    accounts = guard.accounts
    if accounts is None and guard.user_header is None:
        return anybody

    def allowed(user: str | None, what: str) -> bool:
        if user is None:
            return False
        if accounts is None:
            return may(Role.INSPECTOR, ACTIONS[what])
        account = accounts.get(user)
        return account is not None and account.enabled and may(account.role, ACTIONS[what])

    return allowed

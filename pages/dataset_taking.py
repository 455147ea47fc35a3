"""Takes what the page sends into the library: terms, sources, and the report of an import."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from gradio.utils import get_upload_folder

from datasets.library import importing, more
from datasets.library.errors import RefusedError, SourceError
from datasets.library.importing import Load, Source
from datasets.library.intake import Terms
from datasets.library.library import Library
from datasets.library.offers import ENDINGS, JUDGEMENTS, Offer
from datasets.library.trees import Folder
from model.errors import TriageError, shown
from pages.dataset_parts import Progress
from pages.dataset_tally import Tally
from pages.uploads import forget

EACH, BY_FOLDER, ALL = "each", "folder", "all"  # which photos show one object
MOST_FILES = 100  # of one message; the page sends at most 20
LONGEST_PATH = 1000  # characters of a name with its folders
UNREADABLE = "the page sent what cannot be read; load it anew"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was uploaded.

    Attributes:
        path: Where its bytes are; below the folder of uploads.
        name: As the person's computer calls it, with folders; only to be shown and to be read
            as names of folders.
    """

    path: Path
    name: str

    def __post_init__(self) -> None:
        folder = Path(get_upload_folder()).resolve()
        fits = self.path.resolve().is_relative_to(folder) and 0 < len(self.name) <= LONGEST_PATH
        if not fits:
            raise RefusedError(UNREADABLE)

    @property
    def is_zip(self) -> bool:
        """Whether it holds files."""
        return self.name.lower().endswith(".zip")

    @property
    def is_judgements(self) -> bool:
        """Whether it lay beside the photos of an export and tells what people said of them."""
        return PurePosixPath(self.name).name == JUDGEMENTS

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that it lay in, outermost first."""
        return PurePosixPath(self.name).parts[:-1]


def sent_of(told: object) -> tuple[Sent, ...]:
    """The files of a message of the page.

    Raises:
        RefusedError: It names something else than uploads.
    """
    if not isinstance(told, list) or len(told) > MOST_FILES:
        raise RefusedError(UNREADABLE)
    made = []
    for each in told:
        if not isinstance(each, dict):
            raise RefusedError(UNREADABLE)
        name = str(each.get("name", "")).replace("\\", "/").lstrip("/")
        made.append(Sent(Path(str(each.get("path", ""))), name))
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a trainer says of all photos of an import.

    Attributes:
        by: Who imports.
        licence: Never empty.
        label: The class; empty where nobody says, or where folders do.
        same: Which photos show one object: `EACH`, `BY_FOLDER` or `ALL`.
        folder_is_class: A folder that is named as a class gives the label.
        words: Author, source, consent and place, where given.
        strip: Store pictures without metadata instead of the original bytes.
        keep_gps: Keep the place on Earth.
    """

    by: str
    licence: str
    label: str = ""
    same: str = EACH
    folder_is_class: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    strip: bool = False
    keep_gps: bool = False

    def __post_init__(self) -> None:
        if not self.licence.strip():
            raise RefusedError("choose a licence first: no photo is taken without one")
        if self.same not in (EACH, BY_FOLDER, ALL):
            raise RefusedError(UNREADABLE)

    def terms(self, known: frozenset[str], object_name: str) -> Terms:
        """As the library takes pictures."""
        said = {"licence": self.licence.strip(), **self.words}
        if self.label:
            said["label"] = self.label
        if self.same == ALL:
            said["group"] = object_name
        return Terms(
            by=self.by,
            said={name: value for name, value in said.items() if value},
            labels=known | ({self.label} if self.label else set()),
            strip=self.strip,
            keep_gps=self.keep_gps,
        )


def object_of(by: str, at: datetime) -> str:
    """A name for the object that all photos of an import show."""
    return f"added {at:%Y-%m-%d %H:%M:%S} by {by}"[:120].strip()


def said_of(sent: Sent, form: Form, known: frozenset[str]) -> dict[str, str]:
    """What the folders of a file say of it: its class, and its object."""
    folders, said = sent.folders, {}
    at = next((n for n, name in enumerate(folders) if name in known), None)
    if form.folder_is_class and folders and not form.label:
        said["label"] = folders[at if at is not None else -1]  # an unknown one is told as such
    if form.same == BY_FOLDER and folders:
        inner = folders if at is None else folders[at : at + 2]  # as `import --group-by-folder`
        said["group"] = "/".join(inner)[-120:]
    return said


def steps(
    library: Library,
    files: Sequence[Sent],
    form: Form,
    known: frozenset[str],
    object_name: str,
    tally: Tally,
    progress: Progress | None = None,
) -> Iterator[Tally]:
    """Take uploaded files into the library; they are deleted from the folder of uploads.

    Yields the tally after each step, so that an error leaves what was done before it. A zip file
    that cannot be read as a whole is one line of the report.

    Raises:
        FileError: The library cannot be written; what was taken before stays, and the sentence
            says how many.
    """
    terms = form.terms(known, object_name)
    judged = [each for each in files if each.is_judgements]
    single = [each for each in files if not (each.is_zip or each.is_judgements)]
    try:
        pictures = [_offered(each, form, known) for each in single]
        offered = Source(len(pictures), pictures)
        tally = yield from _photos(library, offered, terms, tally, progress)
        for each in files:
            if each.is_zip:
                tally = yield from _unpacked(library, each, (form, terms), tally, progress)
        for each in judged:  # last: they are of photos that are there
            tally = _judged(library, each, tally)
            yield tally
    finally:
        for each in files:
            forget(str(each.path))


def _photos(
    library: Library, source: Source, terms: Terms, tally: Tally, progress: Progress | None
) -> Generator[Tally, None, Tally]:
    """With the photos of a source; also with those that came before an error."""
    intake = importing.Intake(library, terms, tally.number)
    try:
        importing.go_through(intake, source, progress)
    except TriageError:
        yield tally.and_(intake.report())
        raise
    tally = tally.and_(intake.report())
    yield tally
    return tally


def _unpacked(
    library: Library, sent: Sent, said: tuple[Form, Terms], tally: Tally, progress: Progress | None
) -> Generator[Tally, None, Tally]:
    """With what a zip file holds: its photos, and what people said of them."""
    form, terms = said
    after = tally
    try:
        with _packed(sent, form) as source:
            for after in _photos(library, source, terms, tally, progress):
                yield after
        after = _judged(library, sent, after)
    except SourceError as error:  # what was taken before it stays in the tally
        after = after.without(sent.name, f"{shown(sent.name)}: {error}")
    yield after
    return after


def _judged(library: Library, sent: Sent, tally: Tally) -> Tally:
    """With what a zip file, or a file beside photos, tells of blind opinions and suspicions."""
    try:
        return tally.with_(more.read(library, sent.path), sent.name)
    except SourceError as error:
        return tally.without(sent.name, str(error))


@contextmanager
def _packed(sent: Sent, form: Form) -> Iterator[Source]:
    with importing.of_path(sent.path, group_by_folder=form.same == BY_FOLDER) as source:
        yield Source(source.total, _unlabelled(source, form))


def _unlabelled(source: Source, form: Form) -> Iterator[tuple[Offer, Load]]:
    """What a zip file offers; its folders name classes only where the trainer says so.

    A list inside it says more than a label, and is believed.
    """
    for offer, load in source.pictures:
        by_folder = set(offer.said) <= {"label", "group"}
        if by_folder and (form.label or not form.folder_is_class):
            said = {name: value for name, value in offer.said.items() if name != "label"}
            offer = replace(offer, said=said)
        yield offer, load


def _offered(sent: Sent, form: Form, known: frozenset[str]) -> tuple[Offer, Load]:
    name = sent.name
    picture = PurePosixPath(name).suffix.lower() in ENDINGS
    where = Folder(sent.path.parent, loose=True)
    return Offer(name, said_of(sent, form, known), picture), lambda: where.read(sent.path.name)


def take_all(
    library: Library, source: Source, terms: Terms, progress: Progress | None = None
) -> Tally:
    """Take a source that is not uploaded, such as the register of findings.

    Raises:
        FileError: The library cannot be written.
    """
    return Tally().and_(importing.take(library, source, terms, progress))

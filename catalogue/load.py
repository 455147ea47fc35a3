"""Opens the catalogue: reads every file once, parses one only when it is asked for.

Parsing all files takes longer than the rest of a command-line answer needs, so `load` hashes the
bytes and leaves parsing to the first use; `catalogue.checks` parses and compares everything.
"""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from catalogue.class_file import Law, read_class
from catalogue.errors import CatalogueError
from catalogue.instrument import GoodsList, Instrument
from catalogue.law import LegalEntry, Status
from catalogue.law_file import open_list, read_instrument
from catalogue.ruling import HeldList, Query, Ruling, rule
from catalogue.subject import Subject, read_subjects
from catalogue.tables import nearest
from catalogue.tree import Tree
from catalogue.tree_file import read_tree
from catalogue.visual_class import Kind, VisualClass

__all__ = ["DATA", "Catalogue", "CatalogueError", "load"]

DATA = Path(__file__).parent
SUBJECTS_FILE = "subjects.toml"
MAIN = "eu"  # the instrument whose notice stands beside every answer
FOLDERS = {Kind.GOOD: "goods", Kind.LOOK_ALIKE: "look_alikes", Kind.OTHER: "others"}
PATTERNS = (
    SUBJECTS_FILE,
    "law/*/*.toml",
    "trees/*.toml",
    "languages/*.toml",
    *(f"{folder}/*.toml" for folder in FOLDERS.values()),
)
VERSION_DIGITS = 12  # hex digits; 48 bits are plenty to tell versions apart


class Catalogue:
    """All visual classes, as the law of one place and day sees them.

    Args:
        folder: holds `law/`, `trees/`, `goods/`, `look_alikes/`, `others/`, `references/`.
        files: relative name with `/` -> bytes, of every TOML file.
        query: which law is asked.

    Raises:
        CatalogueError: no law file, no class, or one id in two folders.
    """

    def __init__(
        self, folder: Path, files: Mapping[str, bytes], query: Query | None = None
    ) -> None:
        self.query = query or Query()
        self._folder = folder
        self._files = dict(sorted(files.items()))
        self._places = _places(folder, self._files)
        self._parsed: dict[str, VisualClass] = {}
        self._trees: dict[str, Tree] = {}
        self._lists: dict[str, GoodsList] = {}
        self._rulings: dict[str, Ruling] = {}

    def asked(self, query: Query) -> "Catalogue":
        """The same catalogue, as the law of another place or day sees it.

        Raises:
            CatalogueError: no instrument is stored for that place.
        """
        if query.jurisdiction not in self.jurisdictions:
            known = ", ".join(self.jurisdictions)
            raise CatalogueError(
                f"no law is stored for {query.jurisdiction!r}; the catalogue holds: {known}."
            )
        return Catalogue(self._folder, self._files, query)

    @cached_property
    def version(self) -> str:
        """First 12 hex digits of the SHA-256 over names and bytes of all TOML files."""
        digest = hashlib.sha256()
        for name, content in self._files.items():
            # The length keeps two different splits of the same bytes apart.
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()[:VERSION_DIGITS]

    def files(self, folder: str) -> dict[str, bytes]:
        """Relative name -> bytes of the TOML files below a folder."""
        return {name: its for name, its in self._files.items() if name.startswith(f"{folder}/")}

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """Goods as law describes them, by id."""
        return read_subjects(SUBJECTS_FILE, self._files[SUBJECTS_FILE])

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        """Every act and document, by id; the main one first."""
        files = [name for name in self.files("law") if name.endswith("/instrument.toml")]
        files.sort(key=lambda name: name.split("/")[1] != MAIN)
        return {name.split("/")[1]: read_instrument(name, self._files[name]) for name in files}

    @property
    def law(self) -> Instrument:
        """The instrument whose notice stands beside every answer."""
        return self.instruments[MAIN]

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Places whose law is stored, in the order of the instruments."""
        all_ = (place for act in self.instruments.values() for place in act.jurisdictions)
        return tuple(dict.fromkeys(all_))

    def goods_list(self, instrument: Instrument, file: str) -> GoodsList:
        """One version of one list; `file` is a key of `instrument.lists`.

        Raises:
            CatalogueError: the file is missing or breaks a rule.
        """
        name = f"law/{instrument.id}/{file}"
        if name not in self._lists:
            self._lists[name] = open_list(
                self._files,
                instrument,
                file,
                instruments=self.instruments.values(),
                subjects=self.subjects,
            )
        return self._lists[name]

    @cached_property
    def lists(self) -> tuple[HeldList, ...]:
        """The lists that the query asks: those of its place, in force on its day."""
        return tuple(
            HeldList(act, self.goods_list(act, file))
            for act in self.instruments.values()
            if self.query.jurisdiction in act.jurisdictions
            for file, terms in act.lists.items()
            if terms.holds(self.query.as_of)
        )

    @property
    def entries(self) -> tuple[LegalEntry, ...]:
        """Every entry of the lists that the query asks."""
        return tuple(entry for held in self.lists for entry in held.goods.entries)

    def ruling(self, subject: str) -> Ruling:
        """What the lists of the query say of a subject.

        Raises:
            CatalogueError: the subject is unknown.
        """
        if subject not in self.subjects:
            best = ", ".join(nearest(subject, self.subjects, count=3))
            raise CatalogueError(f"no subject is called {subject!r}; the nearest are: {best}.")
        if subject not in self._rulings:
            self._rulings[subject] = rule(
                self.subjects[subject], self.lists, in_force=self.query.is_default
            )
        return self._rulings[subject]

    @property
    def tree_ids(self) -> tuple[str, ...]:
        """Every tree."""
        return tuple(_stem(name) for name in self.files("trees"))

    def tree(self, id: str) -> Tree:
        """One tree; its id is one of `tree_ids`.

        Raises:
            CatalogueError: the id is unknown or the file breaks a rule.
        """
        if id not in self._trees:
            name = f"trees/{id}.toml"
            if name not in self._files:
                raise CatalogueError(f"no tree is called {id!r}.")
            self._trees[id] = read_tree(name, self._files[name], subjects=self.subjects)
        return self._trees[id]

    def ids(self, kind: Kind | None = None) -> tuple[str, ...]:
        """Ids of one kind, or all: goods, look-alikes, other; each sorted."""
        return tuple(id for id, (its, _) in self._places.items() if kind in (None, its))

    def file_of(self, id: str) -> str:
        """The relative name of a class file."""
        return self._places[id][1]

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def __getitem__(self, id: str) -> VisualClass:
        """The class of this id.

        Raises:
            CatalogueError: the id is unknown (the nearest are named), or its file breaks a rule.
        """
        if id not in self._places:
            best = ", ".join(nearest(id, self._places, count=3))
            raise CatalogueError(f"no class is called {id!r}; the nearest ids are: {best}.")
        if id not in self._parsed:
            kind, file = self._places[id]
            law = Law(
                trees=self.tree,
                tree_ids=self.tree_ids,
                ruling=self.ruling,
                worded=self.query.is_default,
            )
            self._parsed[id] = read_class(
                file, self._files[file], kind=kind, law=law, ids=self._places
            )
        return self._parsed[id]

    def get(self, id: str) -> VisualClass | None:
        """The class of this id, or None when the id is unknown."""
        return self[id] if id in self._places else None

    @property
    def classes(self) -> tuple[VisualClass, ...]:
        """Every class, in the order of `ids`."""
        return tuple(self[id] for id in self._places)

    @property
    def goods(self) -> tuple[VisualClass, ...]:
        """Every class of kind good."""
        return tuple(self[id] for id in self.ids(Kind.GOOD))

    @property
    def notice(self) -> str:
        """What the catalogue is not, to be shown with every answer."""
        return self.law.notice

    def next_steps(self, status: Status) -> tuple[str, ...]:
        """What to do next for goods of this status, each step naming its article.

        Steps are stored for the European Union; elsewhere the national authority decides.
        """
        for act in self.instruments.values():
            if self.query.jurisdiction in act.jurisdictions and act.steps:
                return act.steps.get(status, ())
        return ("We store no steps for this place: ask its competent authority.",)

    def annex_rules(self, entry: LegalEntry) -> tuple[str, ...]:
        """What holds for the whole list version that this entry stands in."""
        for held in self.lists:
            if entry in held.goods.entries:
                return held.goods.rules
        return ()

    def reference_views(self, id: str) -> tuple[Path, ...]:
        """Rendered views of a class, sorted; empty when none was made.

        Raises:
            CatalogueError: the id is unknown.
        """
        if id not in self._places:
            self[id]  # raises the sentence with the nearest ids
        return tuple(sorted((self._folder / "references" / id).glob("*.webp")))


def load(folder: Path = DATA, query: Query | None = None) -> Catalogue:
    """Open the catalogue of a folder.

    Args:
        folder: the folder of this module, or a copy of its data.
        query: which law is asked; None asks the lists of the European Union in force.

    Raises:
        CatalogueError: a folder or file is missing, one id stands in two folders, or no law is
            stored for the place.
    """
    paths = sorted(path for pattern in PATTERNS for path in folder.glob(pattern))
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    catalogue = Catalogue(folder, files)
    return catalogue if query is None or query.is_default else catalogue.asked(query)


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".toml")


def _places(folder: Path, files: Mapping[str, bytes]) -> dict[str, tuple[Kind, str]]:
    """Id -> (kind, file), in the order goods, look-alikes, other."""
    for needed in (SUBJECTS_FILE, f"law/{MAIN}/instrument.toml"):
        if needed not in files:
            raise CatalogueError(f"{needed} is missing in {folder.name!r}; restore it.")
    places: dict[str, tuple[Kind, str]] = {}
    for kind, name in FOLDERS.items():
        for file in (each for each in files if each.startswith(f"{name}/")):
            stem = _stem(file)
            if stem in places:
                raise CatalogueError(
                    f"{file}: id {stem!r} is already used by {places[stem][1]}; rename one."
                )
            places[stem] = (kind, file)
    if not places:
        raise CatalogueError(f"no class file in {folder.name!r}; add one under 'goods/'.")
    return places

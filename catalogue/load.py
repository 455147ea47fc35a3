"""Opens the catalogue: reads every file once, parses a class only when it is asked for.

Parsing all files takes longer than the rest of a command-line answer needs, so `load` hashes the
bytes and leaves parsing to the first use; `faults` parses and compares everything.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from catalogue.class_file import read_class
from catalogue.errors import CatalogueError
from catalogue.law import Law, LegalEntry, Status
from catalogue.law_file import read_law
from catalogue.tables import nearest
from catalogue.visual_class import Kind, VisualClass

__all__ = ["DATA", "Catalogue", "CatalogueError", "faults", "load"]

DATA = Path(__file__).parent
LAW_FILE = "law/eu_2019_125.toml"
FOLDERS = {Kind.GOOD: "goods", Kind.LOOK_ALIKE: "look_alikes", Kind.OTHER: "others"}
VERSION_DIGITS = 12  # hex digits; 48 bits are plenty to tell versions apart


class Catalogue:
    """All visual classes with their law.

    Args:
        folder: holds `law/`, `goods/`, `look_alikes/`, `others/` and `references/`.
        files: relative name with `/` -> bytes, of every TOML file.

    Raises:
        CatalogueError: no law file, no class, or one id in two folders.
    """

    def __init__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._files = dict(sorted(files.items()))
        self._places = _places(folder, self._files)
        self._parsed: dict[str, VisualClass] = {}

    @cached_property
    def version(self) -> str:
        """First 12 hex digits of the SHA-256 over names and bytes of all TOML files."""
        digest = hashlib.sha256()
        for name, content in self._files.items():
            # The length keeps two different splits of the same bytes apart.
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()[:VERSION_DIGITS]

    @cached_property
    def law(self) -> Law:
        """The instrument with every stored version of its annexes."""
        return read_law(LAW_FILE, self._files[LAW_FILE])

    @cached_property
    def _entries(self) -> dict[str, LegalEntry]:
        """Entries in force, by key."""
        return self.law.in_force()

    def ids(self, kind: Kind | None = None) -> tuple[str, ...]:
        """Ids of one kind, or all: goods, look-alikes, other; each sorted."""
        return tuple(id for id, (its, _) in self._places.items() if kind in (None, its))

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
            self._parsed[id] = read_class(
                file, self._files[file], kind=kind, entries=self._entries, ids=self._places
            )
        return self._parsed[id]

    def get(self, id: str) -> VisualClass | None:
        """The class of this id, or None when the id is unknown."""
        return self[id] if id in self._places else None

    @property
    def classes(self) -> tuple[VisualClass, ...]:
        """Every class, in the order of `ids`; parses every file."""
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
        """What to do next for goods of this status, in our words, each naming its article."""
        return self.law.steps[status]

    def annex_rules(self, entry: LegalEntry) -> tuple[str, ...]:
        """What holds for the whole annex version that this entry stands in."""
        return self.law.rules[(entry.annex, entry.version)]

    def reference_views(self, id: str) -> tuple[Path, ...]:
        """Rendered views of a class, sorted; empty when none was made.

        Raises:
            CatalogueError: the id is unknown.
        """
        if id not in self._places:
            self[id]  # raises the sentence with the nearest ids
        return tuple(sorted((self._folder / "references" / id).glob("*.webp")))


def load(folder: Path = DATA) -> Catalogue:
    """Open the catalogue of a folder.

    Args:
        folder: the folder of this module, or a copy of its data.

    Raises:
        CatalogueError: a folder or the law file is missing, or one id stands in two folders.
    """
    names = ("law", *FOLDERS.values())
    paths = [path for name in names for path in (folder / name).glob("*.toml")]
    return Catalogue(
        folder, {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}
    )


def _places(folder: Path, files: Mapping[str, bytes]) -> dict[str, tuple[Kind, str]]:
    """Id -> (kind, file), in the order goods, look-alikes, other."""
    if LAW_FILE not in files:
        raise CatalogueError(f"{LAW_FILE} is missing in {folder.name!r}; restore it.")
    places: dict[str, tuple[Kind, str]] = {}
    for kind, name in FOLDERS.items():
        for file in files:
            where, stem = file.removesuffix(".toml").split("/")
            if where != name:
                continue
            if stem in places:
                raise CatalogueError(
                    f"{file}: id {stem!r} is already used by {places[stem][1]}; rename one."
                )
            places[stem] = (kind, file)
    if not places:
        raise CatalogueError(f"no class file in {folder.name!r}; add one under 'goods/'.")
    return places


def faults(catalogue: Catalogue) -> tuple[str, ...]:
    """Parse every file and compare the classes; one sentence for each broken rule.

    A fault in the law file hides all others, because every class leans on it.
    """
    try:
        _ = catalogue.law
    except CatalogueError as error:
        return (str(error),)
    classes: dict[str, VisualClass] = {}
    found: list[str] = []
    for id in catalogue.ids():
        try:
            classes[id] = catalogue[id]
        except CatalogueError as error:
            found.append(str(error))
    return (*found, *_one_sided(classes))


def _one_sided(classes: Mapping[str, VisualClass]) -> Iterator[str]:
    """Look-alikes that do not list the class back: the inspector needs both directions."""
    for id, visual_class in classes.items():
        for look_alike in visual_class.look_alikes:
            other = classes.get(look_alike.id)
            if other and id not in {back.id for back in other.look_alikes}:
                yield (
                    f"{FOLDERS[other.kind]}/{other.id}.toml: {id!r} lists {other.id!r} as a "
                    f"look-alike, but not the other way round; list {id!r} too."
                )

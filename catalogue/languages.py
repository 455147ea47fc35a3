"""Names of classes and short status lines in other languages; a gap falls back visibly."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.errors import CatalogueError, require
from catalogue.law import Status
from catalogue.tables import Table, parse

ENGLISH = "en"
LANGUAGE_KEYS = ("name", "direction", "review", "untranslated", "status", "names")
DIRECTIONS = ("ltr", "rtl")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in the language asked for, or in English when there is none.

    Attributes:
        text: what to show.
        language: code of the language it is in.
        direction: `ltr` or `rtl`.
        is_fallback: whether it stands in for a missing translation.
    """

    text: str
    language: str
    direction: str
    is_fallback: bool

    @property
    def visible(self) -> str:
        """The text; a stand-in is marked with the code of its language."""
        return f"{self.text} [{self.language}]" if self.is_fallback else self.text


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        code: such as `fr`; the name of the file.
        name: what its speakers call it.
        direction: `ltr` or `rtl`.
        review: who checked the translations, or that nobody who speaks it did.
        untranslated: what to say of a text that stands there in English.
        status: short line for each status.
        names: class id -> name.
    """

    code: str
    name: str
    direction: str
    review: str
    untranslated: str
    status: Mapping[Status, str]
    names: Mapping[str, str]

    def __post_init__(self) -> None:
        require(
            self.direction in DIRECTIONS,
            f"direction {self.direction!r} is none of {', '.join(DIRECTIONS)}.",
        )

    def class_name(self, id: str, english: str) -> Wording:
        """The name of a class."""
        return self._wording(self.names.get(id, ""), english)

    def status_line(self, status: Status, english: str) -> Wording:
        """The short line of a status."""
        return self._wording(self.status.get(status, ""), english)

    def _wording(self, text: str, english: str) -> Wording:
        if text:
            return Wording(text, self.code, self.direction, is_fallback=False)
        return Wording(english, ENGLISH, "ltr", is_fallback=self.code != ENGLISH)


def read_languages(files: Mapping[str, bytes]) -> Mapping[str, Language]:
    """Read and check every language file, by code.

    Args:
        files: relative name, such as `languages/fr.toml`, -> bytes.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    found = [_language(file, content) for file, content in files.items()]
    return {language.code: language for language in found}


def _language(file: str, content: bytes) -> Language:
    top = Table(file, parse(file, content))
    top.allow(LANGUAGE_KEYS)
    status = Table(file, top.table("status"), "in 'status'")
    status.allow(tuple(Status))
    names = Table(file, top.table("names"), "in 'names'") if "names" in top.values else None
    try:
        return Language(
            code=file.rsplit("/", 1)[-1].removesuffix(".toml"),
            name=top.text("name"),
            direction=top.text("direction"),
            review=top.text("review"),
            untranslated=top.text("untranslated"),
            status={Status(word): status.text(word) for word in status.values},
            names={id: names.text(id) for id in names.values} if names else {},
        )
    except ValueError as error:
        raise CatalogueError(f"{file}: {error}") from error

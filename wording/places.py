"""Places in a message: what stands there changes, the words around it do not.

`{name}`: anything; a value that is a message too is translated.
`{*name}`: a message, or several joined by commas, "or" and "and"; else the whole does not match.
`{@name}`: a code, a day or the number of an entry, such as `III 2.1`; kept as it is.
`{#name}`: a number; its decimal sign follows the language.
`{=name}`: kept as it is: what a person wrote, names of files, codes, hashes.
"""

from __future__ import annotations

import re

PLACE = re.compile(r"\{([*#=@]?)([a-z_]+)\}")
_ANY = re.compile(r"\{[*#=@]?[a-z_]*\}")
_ADJACENT = re.compile(r"(?:\{\}){2,}")
_LETTER = re.compile(r"[^\W\d_]")
LEAST_LETTERS = 4  # of a message with open places; fewer would match what is not ours


def places(text: str) -> tuple[str, ...]:
    """The places of a text as they are written, in its order: `("{#n}", "{=file}")`."""
    return tuple(match.group() for match in PLACE.finditer(text))


def name_of(place: str) -> str:
    """`{#n}` -> `n`."""
    match = PLACE.fullmatch(place)
    if match is None:
        raise ValueError(f"{place!r} is no place")
    return match.group(2)


def shape(text: str) -> str:
    """A text with single blanks and nameless places, neighbours as one: two equal ones match."""
    return " ".join(_ADJACENT.sub("{}", _ANY.sub("{}", text)).split())


def is_specific(text: str) -> bool:
    """Whether a message says enough of its own not to be taken for a text that is not ours."""
    is_open = any(place[1] not in "#*@" for place in places(text))
    letters = len(_LETTER.findall(_ANY.sub("", text)))
    return letters >= LEAST_LETTERS if is_open else True


def has_words(text: str) -> bool:
    """Whether there is anything to translate beside its places."""
    return _LETTER.search(_ANY.sub("", text)) is not None

"""Whom to ask: the competent authority of this post, named by who sets the program up.

The program knows no authority: Annex I of the Regulation names them and changes.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from model.errors import TriageError

LONGEST = 200  # characters of a field
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class AuthorityError(TriageError):
    """The file says not whom to ask; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom to ask.

    Attributes:
        name: of the authority or its office.
        phone: such as `+32 2 555 01 23`; may be empty where there is a mail.
        mail: address; may be empty where there is a phone.
        hours: when somebody answers, in words; may be empty.

    Raises:
        AuthorityError: a field breaks a rule.
    """

    name: str
    phone: str = ""
    mail: str = ""
    hours: str = ""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
                raise AuthorityError(
                    f"{each.name} must be one line of text with at most {LONGEST} characters"
                )
        if not self.name.strip():
            raise AuthorityError("name is missing; write whom to ask")
        if self.phone and _PHONE.fullmatch(self.phone) is None:
            raise AuthorityError(f"phone {self.phone!r} is no number such as '+32 2 555 01 23'")
        if self.mail and _MAIL.fullmatch(self.mail) is None:
            raise AuthorityError(f"mail {self.mail!r} is no address such as 'office@example.org'")
        if not (self.phone or self.mail):
            raise AuthorityError("phone and mail are missing; write one of them")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the option that names it."""
    words = "whom to ask, in TOML: name, phone, mail, hours (docs/serving.md)"
    parser.add_argument("--authority", type=Path, metavar="FILE", help=words)


def read(path: Path) -> Authority:
    """The authority of a file.

    Raises:
        AuthorityError: it cannot be read, is no TOML, or a field is unknown or breaks a rule.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # also no UTF-8, no TOML
        raise AuthorityError(f"{path.name} cannot be read as TOML: {error}") from error
    known = [each.name for each in fields(Authority)]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise AuthorityError(
            f"{path.name}: {', '.join(unknown)} is none of its fields; they are {', '.join(known)}"
        )
    try:
        return Authority(**{"name": "", **table})
    except AuthorityError as error:
        raise AuthorityError(f"{path.name}: {error}") from error

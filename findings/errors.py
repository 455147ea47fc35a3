"""What the register refuses, each message one plain sentence for the user.

TriageError                the base of all messages for users (`model/errors.py`)
└── FindingsError
    ├── RefusedError       a value, text or picture breaks a rule; nothing was stored
    ├── UnknownError       no such consignment, finding, photo or conclusion in the register
    ├── StaleError         somebody else changed it meanwhile; nothing was stored
    └── RegisterError      the file as a whole
        ├── MissingError   there is no such file, or it cannot be opened
        ├── ForeignError   the file is something else than a register
        ├── NewerError     the register was written by a newer version of this program
        ├── BusyError      another program holds the register; try again
        └── DamagedError   the file cannot be read as it was written
"""

from __future__ import annotations

from model.errors import TriageError


class FindingsError(TriageError):
    """Base of what the register refuses."""


class RefusedError(FindingsError, ValueError):
    """A value, text or picture breaks a rule; nothing was stored."""


class UnknownError(FindingsError):
    """The register holds no such thing, or holds it no more."""


class StaleError(FindingsError):
    """Somebody else changed what a change is based on; nothing was stored."""


class RegisterError(FindingsError):
    """The file cannot be used."""


class MissingError(RegisterError):
    """There is no such file, or it cannot be opened."""


class ForeignError(RegisterError):
    """The file is no register."""


class NewerError(RegisterError):
    """A newer version of this program wrote the register."""


class BusyError(RegisterError):
    """Another program holds the register."""


class DamagedError(RegisterError):
    """The file cannot be read as it was written."""

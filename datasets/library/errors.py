"""What the library refuses, each message one plain sentence for the user.

TriageError                the base of all messages for users (`model/errors.py`)
└── LibraryError
    ├── RefusedError       a value breaks a rule; nothing was stored
    │   └── WithdrawnError the photo was withdrawn; it is not taken again
    ├── UnknownError       no such photo, version or change in the library
    ├── StaleError         somebody else changed the photo meanwhile; nothing was stored
    ├── LeakError          one object, or one picture, would stand on both sides of a split
    ├── SourceError        what should be imported or fetched cannot be read as a whole
    ├── TargetError        the folder to export to cannot be used
    └── FileError          the library's own files
        ├── MissingError   there is no library, or it cannot be opened or written
        ├── ForeignError   the folder or file is something else
        ├── NewerError     a newer version of this program wrote the library
        ├── BusyError      another program holds the library; try again
        ├── FullError      the disk is full
        └── DamagedError   something cannot be read as it was written
"""

from __future__ import annotations

from model.errors import TriageError


class LibraryError(TriageError):
    """Base of what the library refuses."""


class RefusedError(LibraryError, ValueError):
    """A value breaks a rule; nothing was stored."""


class WithdrawnError(RefusedError):
    """The photo was withdrawn; it is not taken again."""


class UnknownError(LibraryError):
    """The library holds no such thing."""


class StaleError(LibraryError):
    """Somebody else changed the photo meanwhile; nothing was stored."""


class LeakError(LibraryError):
    """One object, or one picture, would stand on both sides of a split."""


class SourceError(LibraryError):
    """What should be imported or fetched cannot be read as a whole."""


class TargetError(LibraryError):
    """The folder to export to cannot be used."""


class FileError(LibraryError):
    """The library's own files cannot be used."""


class MissingError(FileError):
    """There is no library, or it cannot be opened or written."""


class ForeignError(FileError):
    """The folder or file is something else than a library."""


class NewerError(FileError):
    """A newer version of this program wrote the library."""


class BusyError(FileError):
    """Another program holds the library."""


class FullError(FileError):
    """The disk is full."""


class DamagedError(FileError):
    """Something cannot be read as it was written."""

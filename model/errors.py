"""The errors a user may see, each message one plain sentence; it names the file there is.

TriageError
├── PhotoError    the file is not a photo that can be used
├── WeightsError  the weights are missing, changed or do not fit
└── MeasureError  nothing can be measured with the points that were clicked
"""

from __future__ import annotations

_LONGEST_NAME = 80  # characters; longer ones hide the sentence around them


class TriageError(Exception):
    """Base of the errors whose message is written for the user, not for a developer."""


class PhotoError(TriageError):
    """The file cannot be used as a photo."""


class WeightsError(TriageError):
    """The weights are missing, not released, changed or do not fit their card."""


class MeasureError(TriageError):
    """Nothing can be measured with these points."""


def shown(name: str) -> str:
    """A file name that is safe to print.

    Control characters and marks that turn the writing direction could forge a line or an ending
    on a terminal, so they become U+FFFD; very long names lose their middle.
    """
    clean = "".join(mark if mark.isprintable() else "\ufffd" for mark in name)
    half = _LONGEST_NAME // 2
    return clean if len(clean) <= _LONGEST_NAME else f"{clean[: half - 1]}…{clean[-half:]}"

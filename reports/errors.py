"""What a report refuses, each message one plain sentence for the user."""

from __future__ import annotations

from model.errors import TriageError


class ReportError(TriageError):
    """A report cannot be made, read or confirmed."""


class GlyphError(ReportError):
    """No installed font can show a character of the report."""


class TimestampError(ReportError):
    """No valid time-stamp was obtained; the report itself is not touched."""

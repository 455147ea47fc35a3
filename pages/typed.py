"""What stands in the form of the conclusion, and for which object it was typed. No Gradio."""

from __future__ import annotations

from dataclasses import dataclass

from pages.concluding import NAME


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the form of the conclusion.

    Attributes:
        about: first photo (SHA-256) of the object it was typed for; None where none was open.
        verdict: value of `Verdict`, or None.
        another: class id, or None.
        fields: as `Concluding.fields`; None where a field was never opened.
    """

    about: str | None
    verdict: str | None
    another: str | None
    fields: tuple[str | bool | None, ...]

    def elsewhere(self) -> Typed:
        """What stays when another object is opened: all but conclusion, note and tick."""
        return Typed(None, None, None, (*(None for _ in self.fields[:NAME]), *self.fields[NAME:]))

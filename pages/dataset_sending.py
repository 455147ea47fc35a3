"""An import that the page sends in several messages. No Gradio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from datasets.library.errors import FileError, RefusedError
from findings.canonical import now
from model.errors import TriageError
from pages import dataset_taking as taking
from pages.dataset_taking import Form, Tally
from pages.serving import limits


@dataclass(frozen=True, slots=True)
class Import:
    """What became of it so far.

    Attributes:
        object_name: The object, where all photos show one.
        tally: What became of its files.
        form: What was said of all photos when it began; None before.
    """

    object_name: str = ""
    tally: Tally = field(default_factory=Tally)
    form: Form | None = None

    def after(self, told: Mapping[str, object], form: Form) -> Import:
        """What a message belongs to: this import, or a new one.

        Sending that was cut short goes on as the same import, to be undone as a whole; not where
        something else is said of the photos by now.

        Raises:
            RefusedError: The message names too many files that were too large to be sent.
        """
        goes_on = bool(told.get("goes_on"))
        if not (goes_on or told.get("begins")):
            return self
        begun = goes_on and form == self.form
        this = self if begun else Import(taking.object_of(form.by, now()), form=form)
        return replace(this, tally=_too_large(told.get("refused"), this.tally))

    def cut_short(self, error: TriageError) -> Import:
        """With the number under which lies what was taken before the error."""
        number = error.number if isinstance(error, FileError) else None
        return self if number is None else replace(self, tally=replace(self.tally, number=number))


def _too_large(refused: object, tally: Tally) -> Tally:
    """With files that the page did not send, because the gate takes none so large."""
    if not isinstance(refused, list) or len(refused) > taking.MOST_FILES:
        raise RefusedError("too many files are larger than what can be sent; use the command line")
    for each in refused:
        name, size = str(each.get("name", ""))[: taking.LONGEST_PATH], each.get("mb", 0)
        is_zip = name.lower().endswith(".zip")
        most = limits.MAX_UPLOAD_BYTES if is_zip else limits.MAX_FILE_BYTES
        do = "unpack it and drop the folder" if is_zip else "make it smaller"
        tally = tally.without(
            name, f"{name} has {size} MB, more than the {most // 1_000_000} allowed; {do}"
        )
    return tally

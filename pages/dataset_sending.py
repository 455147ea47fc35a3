"""An import that the page sends in several messages. No Gradio."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from datasets.library.errors import RefusedError
from findings.canonical import now
from pages import dataset_taking as taking
from pages.dataset_taking import Form
from pages.dataset_tally import Tally
from pages.serving import limits


@dataclass(slots=True)
class Import:
    """What became of it so far.

    A page that goes away, as when the connection is lost, does not stop a step: it goes on in its
    thread and writes here. So this lies in the session as itself and is no value.

    Attributes:
        object_name: The object, where all photos show one.
        form: What was said of all photos when it began; None before.
        tally: What became of its files.
    """

    object_name: str = ""
    form: Form | None = None
    tally: Tally = field(default_factory=Tally)
    _in_turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def after(self, told: Mapping[str, object], form: Form) -> Import:
        """What a message belongs to: this import, or a new one.

        Sending that was cut short goes on as the same import, to be undone as a whole; not where
        something else is said of the photos by now.
        """
        goes_on = bool(told.get("goes_on"))
        if not (goes_on or told.get("begins")) or (goes_on and form == self.form):
            return self
        return Import(taking.object_of(form.by, now()), form)

    def take(self, refused: object, steps: Callable[[Tally], Iterator[Tally]]) -> None:
        """Deal with the files of a message, once those of the message before are dealt with.

        Args:
            refused: files that the page did not send, as it told them.
            steps: gives the tally after each step, from the one so far; may raise.

        Raises:
            RefusedError: Too many files were too large to be sent.
        """
        with self._in_turn:
            self.tally = _too_large(refused, self.tally)
            for tally in steps(self.tally):
                self.tally = tally


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

"""How the results of the quiz refuse: one sentence, which names the file there is."""

from model.errors import TriageError


class ProgressError(TriageError):
    """The file of results cannot be used: missing folder, foreign, newer, damaged or in use."""

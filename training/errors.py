"""What a training can die of, as one plain sentence."""

from __future__ import annotations


class TrainingError(Exception):
    """A training that cannot go on; its run folder stays whole."""

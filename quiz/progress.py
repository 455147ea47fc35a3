"""The answers of every user, kept in one local file or in memory only. Nothing is ever sent."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from model.errors import shown
from quiz.answer import Answered
from quiz.card import CardKind, Topic
from quiz.errors import ProgressError
from quiz.storage import one_sentence, open_file, scrub, transaction

_COLUMNS = "at, user, kind, class, offered, chosen, right, seconds"
_BETWEEN = "\n"  # no id and no words of an answer hold a line break


class Progress:
    """Adds, reads and deletes answers; several threads and processes may do so at once.

    Args:
        path: the file, begun where there is none; None keeps answers until this object is closed.

    Raises:
        ProgressError: the file cannot be used.
    """

    def __init__(self, path: Path | None) -> None:
        self.is_kept = path is not None
        self._name = shown(path.name) if path else "the memory"
        self._lock = threading.Lock()
        self._db = open_file(path)

    def close(self) -> None:
        """Close the file; in memory, forget everything."""
        with self._lock:
            self._db.close()

    def add(self, answer: Answered) -> None:
        """Keep an answer; when this returns it survives the end of the process.

        Raises:
            ProgressError: the file is in use or the disk is full.
        """
        row = (
            answer.at.isoformat(),
            answer.user,
            answer.topic.kind.value,
            answer.topic.key,
            _BETWEEN.join(answer.offered),
            answer.chosen,
            int(answer.right),
            answer.seconds,
        )
        with self._lock, one_sentence(self._name), transaction(self._db):
            self._db.execute(
                f"INSERT INTO answer ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
            )

    def answers(self, user: str) -> tuple[Answered, ...]:
        """The answers of a user, oldest first.

        Raises:
            ProgressError: the file is in use or damaged.
        """
        with self._lock, one_sentence(self._name):
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM answer WHERE user = ? ORDER BY id", (user,)
            ).fetchall()
        try:
            return tuple(_answered(*row) for row in rows)
        except ValueError as error:
            raise ProgressError(
                f"{self._name} is damaged: it holds what the quiz did not write"
            ) from error

    def delete(self, user: str) -> int:
        """Delete all answers of a user, out of the file and not only out of sight.

        Returns:
            How many there were.

        Raises:
            ProgressError: the file is in use; where they are deleted but their bytes may still lie
                in the file, the message says so, and a further call finishes it.
        """
        with self._lock, one_sentence(self._name):
            with transaction(self._db):
                count = self._db.execute("DELETE FROM answer WHERE user = ?", (user,)).rowcount
            if not scrub(self._db):
                raise ProgressError(
                    f"your results are deleted, but another program reads {self._name}, so that "
                    "they may still lie in the file; close it and delete again"
                )
        return int(count)


def _answered(
    at: str,
    user: str,
    kind: str,
    key: str,
    offered: str,
    chosen: str,
    right: int,
    seconds: float,
) -> Answered:
    """A row as it was added."""
    return Answered(
        at=datetime.fromisoformat(at).astimezone(UTC),
        user=user,
        topic=Topic(CardKind(kind), key),
        offered=tuple(offered.split(_BETWEEN)),
        chosen=chosen,
        right=bool(right),
        seconds=seconds,
    )

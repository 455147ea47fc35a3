"""What each role may do: one table, one pure function."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """Of an account; each may all that the one before it may."""

    INSPECTOR = "inspector"
    TRAINER = "trainer"
    ADMIN = "admin"


class Action(StrEnum):
    """What a page may ask about before it does it."""

    CHECK_PHOTOS = "check_photos"
    RECORD_FINDINGS = "record_findings"  # one's own
    CHANGE_DATASETS = "change_datasets"
    DELETE_FINDINGS = "delete_findings"
    SET_RETENTION = "set_retention"
    MANAGE_ACCOUNTS = "manage_accounts"


_INSPECTOR = frozenset({Action.CHECK_PHOTOS, Action.RECORD_FINDINGS})
_TRAINER = _INSPECTOR | {Action.CHANGE_DATASETS}
ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.INSPECTOR: _INSPECTOR,
    Role.TRAINER: _TRAINER,
    Role.ADMIN: frozenset(Action),
}


def may(role: Role | None, action: Action) -> bool:
    """Whether a role may do something; None, nobody known, may nothing."""
    return role is not None and action in ALLOWED[role]

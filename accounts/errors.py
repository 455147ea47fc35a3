"""Errors of the accounts; each message is a sentence for the person who reads it.

AccountError
├── RuleError      a name, password, role or change breaks a rule
└── StorageError   the file is missing, damaged, of another program or readable by others
"""


class AccountError(Exception):
    """Base of all."""


class RuleError(AccountError):
    """What was asked breaks a rule; the message says which one."""


class StorageError(AccountError):
    """The file of accounts cannot be used."""

"""`python -m accounts`: who may log in. Passwords come from the terminal or standard input."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from accounts.access import Role
from accounts.accounts import Accounts
from accounts.errors import AccountError, RuleError

UNUSABLE = 2  # exit status
VERBS = {
    "add": "add an account",
    "passwd": "set a new password; ends the sessions of the account",
    "role": "set another role",
    "disable": "keep an account out from now on",
    "enable": "let an account in again",
    "list": "list the accounts",
}


def main(arguments: list[str] | None = None) -> int:
    """Do one thing; 0 when done, 2 with one sentence when it cannot be."""
    options = _parser().parse_args(arguments)
    try:
        accounts = Accounts(options.file, create=options.verb == "add")
        if options.verb == "list":
            _list(accounts, changes=options.changes)
        else:
            _change(accounts, options)
    except AccountError as error:
        print(f"error: {error}", file=sys.stderr)
        return UNUSABLE
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m accounts", description="Who may log in.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, help_text in VERBS.items():
        each = verbs.add_parser(verb, help=help_text, description=help_text)
        each.add_argument("--file", type=Path, required=True, help="the file of accounts")
        if verb == "list":
            each.add_argument("--changes", action="store_true", help="every change instead")
            continue
        each.add_argument("name", help="of the account")
        each.add_argument("--by", default=None, help="who does this (the user of this computer)")
        if verb in {"add", "role"}:
            roles = [role.value for role in Role]
            needed = verb == "role"
            each.add_argument("--role", choices=roles, required=needed, default=roles[0])
        if verb in {"add", "passwd"}:
            each.add_argument(
                "--stdin", action="store_true", help="read the password from standard input"
            )
    return parser


def _change(accounts: Accounts, options: argparse.Namespace) -> None:
    by = options.by or getpass.getuser()
    if options.verb == "add":
        added = accounts.add(options.name, _password(options), Role(options.role), by)
        print(f"{added.name} may log in as {added.role.value}.")
    elif options.verb == "passwd":
        accounts.set_password(options.name, _password(options), by)
        print("The password is changed.")
    elif options.verb == "role":
        accounts.set_role(options.name, Role(options.role), by)
        print(f"{options.name} is {options.role} now.")
    else:
        accounts.set_enabled(options.name, options.verb == "enable", by)
        print(f"{options.name} is {options.verb}d.")


def _list(accounts: Accounts, *, changes: bool) -> None:
    if changes:
        for change in accounts.changes():
            print(f"{change.at}  {change.name}  {change.what}  by {ascii(change.by)[1:-1]}")
        return
    for account in accounts.all():
        state = "" if account.enabled else "  disabled"
        print(f"{account.name}  {account.role.value}{state}")


def _password(options: argparse.Namespace) -> str:
    """From standard input, or asked twice; never from the command line, which others can see."""
    if options.stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise RuleError("there is no terminal to ask on; give the password with --stdin")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise RuleError("the two passwords differ; nothing was changed")
    return first


if __name__ == "__main__":
    sys.exit(main())

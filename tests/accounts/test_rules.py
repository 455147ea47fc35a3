"""Names, passwords and roles."""

from __future__ import annotations

import pytest

from accounts.access import Action, Role, may
from accounts.errors import RuleError
from accounts.rules import MAX_PASSWORD, MIN_PASSWORD, check_password, checked_name


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("eleven-char", "characters"),
        ("x" * (MAX_PASSWORD + 1), "characters"),
        ("aaaaaaaaaaaaaa", "pattern"),
        ("123456789012", "pattern"),
        ("lkjihgfedcba", "pattern"),
        ("qwertyuiopas", "pattern"),
        ("passwordpassword", "tried first"),
        ("Password2026!!", "tried first"),
        ("20261128-1205", "tried first"),
        ("anna.lee loves ships", "name"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        check_password("anna.lee", password)


@pytest.mark.parametrize(
    "password",
    [
        "grey boats sail north",
        "онгоц далай руу явав",
        "x7#kq0!mzv2p",
        "绿色的船向北航行过了一个大海",
    ],
)
def test_length_counts_and_a_mixture_of_signs_does_not(password: str) -> None:
    assert len(password) >= MIN_PASSWORD
    check_password("anna.lee", password)


@pytest.mark.parametrize("name", ["", "a" * 65, "-anna", "an na", "a<b>", "a/b", "a\nb"])
def test_an_odd_name_is_refused(name: str) -> None:
    with pytest.raises(RuleError):
        checked_name(name)


def test_names_are_stored_in_lower_case_and_one_form() -> None:
    assert checked_name(" Anna.Lee ") == "anna.lee"
    assert checked_name("\uff21nna") == "anna"  # full-width A


def test_each_role_may_what_the_one_before_it_may() -> None:
    inspector, trainer, admin = ({a for a in Action if may(role, a)} for role in Role)
    assert inspector == {Action.CHECK_PHOTOS, Action.RECORD_FINDINGS}
    assert trainer == inspector | {Action.CHANGE_DATASETS}
    assert admin == set(Action)


def test_nobody_may_nothing() -> None:
    assert not any(may(None, action) for action in Action)

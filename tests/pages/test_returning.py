"""A check is taken up again by its tab alone, is never in two places, and makes room when asked."""

from __future__ import annotations

import pytest

from pages.serving.returning import Held, Returning

HERE = [f"s{number}" for number in range(9)]  # sessions that there are


def held(number: int, size: int = 10, owner: str = "anna") -> Held:
    return Held(owner, f"s{number}", size)


def test_a_token_is_long_never_the_same_and_stays_with_its_session() -> None:
    returning = Returning()
    first, second = (returning.hold(held(number), HERE)[0] for number in (0, 1))
    assert first != second
    assert min(len(first), len(second)) >= 43  # characters of base64: 256 bits
    assert returning.hold(held(0, size=20), HERE) == (first, [])


def test_a_token_gives_nothing_to_another_owner_and_loses_nothing_by_it() -> None:
    returning = Returning()
    token, _ = returning.hold(held(0), HERE)
    assert returning.find(token, "ben") is None
    assert returning.find(f"{token}x", "anna") is None
    assert returning.find("", "anna") is None
    assert returning.find(token, "anna") == "s0"


def test_who_comes_first_with_a_token_has_the_check() -> None:
    returning = Returning()
    token, _ = returning.hold(held(0), HERE)
    returning.move(token, "s1")
    assert returning.find(token, "anna") == "s1"
    again, _ = returning.hold(held(0), HERE)  # the other tab goes on with a check of its own
    assert again != token
    assert returning.find(token, "anna") == "s1"


def test_a_session_is_known_to_have_shown_a_check_until_that_is_forgotten() -> None:
    returning = Returning()
    returning.hold(held(0), HERE)
    assert returning.holds("s0")
    assert not returning.holds("s1")
    returning.drop("s0")
    assert not returning.holds("s0")


def test_a_page_whose_check_made_room_or_went_elsewhere_is_still_known_to_have_shown_it() -> None:
    returning = Returning(most_checks=1)
    returning.hold(held(0), HERE)
    token, gone = returning.hold(held(1, owner="ben"), HERE)
    assert gone == ["s0"]
    returning.move(token, "s2")
    assert [each for each in HERE if returning.holds(each)] == ["s0", "s1", "s2"]
    returning.hold(held(0), HERE[:2])  # it begins anew, and s2 has ended
    returning.drop("s0")
    assert not returning.holds("s0")
    assert not returning.holds("s2")


def test_what_is_forgotten_is_found_no_more() -> None:
    returning = Returning()
    token, _ = returning.hold(held(0), HERE)
    returning.drop("s1")
    assert returning.find(token, "anna") == "s0"
    returning.drop("s0")
    assert returning.find(token, "anna") is None
    returning.move(token, "s1")
    assert returning.find(token, "anna") is None


def test_more_checks_than_fit_make_the_one_used_longest_ago_go() -> None:
    returning = Returning(most_checks=2)
    first, _ = returning.hold(held(0), HERE)
    second, _ = returning.hold(held(1), HERE)
    returning.hold(held(0), HERE)  # used again
    third, gone = returning.hold(held(2), HERE)
    assert gone == ["s1"]
    assert [returning.find(token, "anna") for token in (first, second, third)] == [
        *("s0", None, "s2")
    ]


def test_more_bytes_than_fit_make_the_oldest_go_and_never_the_check_at_hand() -> None:
    returning = Returning(most_bytes=100)
    for number, size in enumerate((40, 40)):
        assert returning.hold(held(number, size), HERE)[1] == []
    assert returning.hold(held(2, 20), HERE)[1] == []
    assert returning.hold(held(2, 30), HERE)[1] == ["s0"]
    assert returning.hold(held(2, 1000), HERE)[1] == ["s1"]
    assert returning.hold(held(2, 1000), HERE)[1] == []


def test_who_holds_more_than_a_share_loses_own_checks_and_nobody_else_s() -> None:
    for returning in (Returning(own_checks=2), Returning(own_bytes=20)):
        token, _ = returning.hold(held(0, owner="ben"), HERE)
        gone = [returning.hold(held(number), HERE)[1] for number in range(1, 5)]
        assert gone == [[], [], ["s1"], ["s2"]]
        assert returning.find(token, "ben") == "s0"


def test_where_all_is_full_the_own_oldest_goes_before_that_of_another() -> None:
    returning = Returning(most_checks=2)
    first, _ = returning.hold(held(0, owner="ben"), HERE)
    returning.hold(held(1), HERE)
    assert returning.hold(held(2), HERE)[1] == ["s1"]
    assert returning.find(first, "ben") == "s0"
    assert returning.hold(held(3, owner="carl"), HERE)[1] == ["s0"]


def test_a_check_whose_session_has_ended_takes_no_room() -> None:
    """At a log-out sessions go without a word."""
    returning = Returning(most_bytes=100)
    token, _ = returning.hold(held(0, 90), HERE)
    assert returning.hold(held(1, 90), ["s1"])[1] == []
    assert returning.find(token, "anna") is None


@pytest.mark.parametrize(("owner", "session", "size"), [("", "s", 1), ("a", "", 1), ("a", "s", -1)])
def test_a_check_without_owner_session_or_size_is_none(owner: str, session: str, size: int) -> None:
    with pytest.raises(ValueError, match=r"belongs to an owner|at least 0"):
        Held(owner, session, size)


@pytest.mark.parametrize(("checks", "size"), [(0, 1), (1, 0)])
def test_no_room_at_all_is_refused(checks: int, size: int) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Returning(checks, size)
    with pytest.raises(ValueError, match="above 0"):
        Returning(own_checks=checks, own_bytes=size)

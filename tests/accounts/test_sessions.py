"""Log-in sessions: their end by age, by rest, by number, by log-out."""

from accounts.sessions import IDLE_SECONDS, LONGEST_SECONDS, MOST, Sessions, session_id


def test_a_session_ends_when_it_is_left_alone_or_too_old() -> None:
    sessions = Sessions()
    token = sessions.begin("anna", 1, 0.0)
    assert sessions.get(token, IDLE_SECONDS) is not None
    assert sessions.get(token, 2 * IDLE_SECONDS) is not None
    assert sessions.get(token, 3 * IDLE_SECONDS + 1) is None
    assert sessions.get(token, 0.0) is None  # ended for good
    token, now = sessions.begin("anna", 1, 0.0), 0.0
    while now + IDLE_SECONDS <= LONGEST_SECONDS:
        now += IDLE_SECONDS
        assert sessions.get(token, now) is not None
    assert sessions.get(token, LONGEST_SECONDS + 1) is None


def test_a_log_out_ends_that_session_only() -> None:
    sessions = Sessions()
    first, second = (sessions.begin("anna", 1, 0.0) for _ in range(2))
    sessions.end(first)
    assert sessions.get(first, 1.0) is None
    assert sessions.get(second, 1.0) is not None


def test_many_log_ins_end_the_oldest_of_that_account() -> None:
    sessions = Sessions()
    other = sessions.begin("ben", 1, 0.0)
    tokens = [sessions.begin("anna", 1, float(at)) for at in range(MOST + 1)]
    assert sessions.get(tokens[0], 50.0) is None
    assert all(sessions.get(token, 50.0) for token in [other, *tokens[1:]])


def test_the_token_is_long_and_its_id_does_not_tell_it() -> None:
    token = Sessions().begin("anna", 1, 0.0)
    assert len(token) >= 43  # 256 bits in base64
    assert token not in session_id(token)


def test_a_made_up_token_is_nobody() -> None:
    assert Sessions().get("made up", 0.0) is None

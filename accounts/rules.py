"""Which names and passwords are taken, by NIST SP 800-63B section 3.1.1 (revision 4).

Length counts, a mixture of signs does not; what is common, or one's own name, is refused.
"""

import unicodedata

from accounts.errors import RuleError

MIN_PASSWORD = 12  # characters
MAX_PASSWORD = 256  # characters; NIST asks for at least 64, a limit keeps hashing cheap
MAX_NAME = 64  # characters
MIN_DIFFERENT = 4  # characters; fewer is a pattern
NAME_SIGNS = "._-@"
# Words that head every published list of leaked passwords, and those of this trade. What is left
# of a password without digits and signs around it is compared with these, once and repeated.
_WORDS = """
    password passwort passw0rd p@ssword p@ssw0rd motdepasse contrasena qwerty qwertz azerty
    qwertyuiop asdfghjkl zxcvbnm qazwsx qazwsxedc 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 abcdefgh
    abcdefghijkl abcabc letmein letmeinplease welcome willkommen bienvenue admin administrator root
    toor changeme changeit default secret topsecret test testtest guest user login master access
    iloveyou sunshine princess football baseball monkey dragon shadow michael superman batman
    trustno starwars freedom whatever charlie jordan hunter computer internet google samsung
    correcthorsebatterystaple customs inspector trainer inspection border officer triage
"""
COMMON = frozenset(_WORDS.split())
SEQUENCES = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def checked_name(name: str) -> str:
    """The name as it is stored: NFKC, lower case.

    Raises:
        RuleError: it is empty, too long or has a sign that is not taken.
    """
    folded = unicodedata.normalize("NFKC", name.strip()).casefold()
    if not 1 <= len(folded) <= MAX_NAME:
        raise RuleError(f"a name has 1 to {MAX_NAME} characters; this has {len(folded)}")
    if not folded[0].isalnum() or not all(c.isalnum() or c in NAME_SIGNS for c in folded):
        raise RuleError(
            "a name begins with a letter or digit and has only letters, digits and . _ - @"
        )
    return folded


def folded_password(password: str) -> str:
    """The form that is hashed, so that two keyboards give the same one: NFKC."""
    return unicodedata.normalize("NFKC", password)


def check_password(name: str, password: str) -> None:
    """Refuse a weak password.

    Args:
        name: of the account, as stored.
        password: as typed.

    Raises:
        RuleError: it is too short, too long, common, a pattern or holds the name.
    """
    said = folded_password(password)
    if not MIN_PASSWORD <= len(said) <= MAX_PASSWORD:
        raise RuleError(
            f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters; this has {len(said)}; "
            "several words in a row are easy to remember"
        )
    low = said.casefold()
    if len(set(low)) < MIN_DIFFERENT or _is_sequence(low):
        raise RuleError("this password is a pattern that is tried first; choose several words")
    if _is_common(low):
        raise RuleError("this password is among those tried first; choose several other words")
    if len(name) >= MIN_DIFFERENT and name in low:
        raise RuleError("a password must not hold the name of its account; choose another")


def _is_common(low: str) -> bool:
    core = low.strip("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    for word in COMMON:
        if low.startswith(word) and not low.replace(word, "").strip("0123456789!?.-_ "):
            return True
        if core == word:
            return True
    return core == ""  # digits and signs alone


def _is_sequence(low: str) -> bool:
    return any(low in line or low[::-1] in line for line in SEQUENCES)

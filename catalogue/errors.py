"""How the catalogue refuses: one error for readers, one helper for types that check themselves."""


class CatalogueError(Exception):
    """A catalogue file breaks a rule, or an id is unknown; the message can be shown to a user."""


def require(holds: bool, sentence: str) -> None:
    """Raise ValueError with the sentence unless the rule holds; readers add the file name."""
    if not holds:
        raise ValueError(sentence)

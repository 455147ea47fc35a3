"""Words of the trainer's pages that English says alike and other languages do not."""

from __future__ import annotations

import pytest

from wording.messages import CODES, load_trainers


@pytest.mark.parametrize("code", CODES)
def test_paging_back_and_what_was_before_teaching_are_two_words(code: str) -> None:
    said = load_trainers()[code].messages
    assert said["Previous"] != said["Before"]
    button = str(said["Previous"])
    hint = "That was the last cluster. Press “Previous” for those that you passed over."
    assert button in str(said[hint])  # the sentence names the button as it is called
    assert str(said["Before"]).casefold() in str(said["Before: {answer}"]).casefold()

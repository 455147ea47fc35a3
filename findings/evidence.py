"""What a new row must say, though rows of older versions do not: what each part rests on."""

from __future__ import annotations

from findings import rules
from findings.finding import Finding
from findings.parts import Answer, Conclusion, Measurement, Seen, Verdict
from findings.stated import Stated


def check_recorded(finding: Finding) -> None:
    """A finding that is recorded now.

    Raises:
        RefusedError: It leaves out what it rests on.
    """
    check_stated(finding.stated)
    if finding.conclusion is not None:
        check_conclusion(finding.conclusion, finding.seen)


def check_conclusion(conclusion: Conclusion, seen: Seen | None) -> None:
    """Who agrees says with which class, and with one that the network named.

    Raises:
        RefusedError: It is left out, or none of the candidates.
    """
    rules.require(
        conclusion.verdict is not Verdict.AGREE or conclusion.agreed is not None,
        "who agrees must say with which class",
    )
    named = () if seen is None else tuple(each.visual_class for each in seen.candidates)
    rules.require(
        not conclusion.agreed or conclusion.agreed in named,
        f"{conclusion.agreed} is agreed with, and the network did not name it",
    )


def check_stated(stated: Stated, held: Stated | None = None) -> None:
    """Answers say what was asked, about which class, and lengths in which photo.

    Args:
        stated: What is to be written.
        held: What stands; as far as it stays, it may lack what its version did not keep.

    Raises:
        RefusedError: Something is left out.
    """
    answers = () if held is None else held.answers
    lengths = () if held is None else held.measurements
    fresh = [each for each in stated.answers if each not in answers]
    measured = [each for each in stated.measurements if each not in lengths]
    known = held is not None and held.about is not None
    rules.require(
        stated.about is not None or not (fresh or measured or (known and stated.has_answers)),
        "answers must say which class they are about",
    )
    parts: list[Answer | Measurement] = [*fresh, *measured]
    for part in parts:
        rules.require(part.asked is not None, f"{part.question} must say what was asked")
    for length in measured:
        rules.require(
            length.by_hand or length.photo is not None,
            f"{length.question} must say in which photo it was measured",
        )

"""The register itself: how many findings, how long they stay, whether it is whole, its head."""

from __future__ import annotations

from catalogue.markup import Html, bullets, fold, section, tag
from findings.register import Register
from findings.verifying import Head, Proof
from pages.records_finding import back
from pages.records_words import counted

ITS_CONSIGNMENT = "Its consignment, with reference and post, stays until it is deleted itself."
NO_REGISTER = "No register is open, so nothing is saved and there is nothing to show."
HOW_TO = "Start the program with --register FILE; a file that is not there yet is begun anew."
STAYS = (
    "What stays: that there was a finding, its times, class, status, CN code and countries, the "
    "SHA-256 of its photos, and who deleted it. The chain of the history stays whole."
)


def without_register() -> Html:
    """How to get a register."""
    told = tag("p", f"{NO_REGISTER} {HOW_TO} ", "On a command line, ", _PYTHON, " reads it.")
    return tag("div", tag("div", told, class_="card"), class_="sheet")


_PYTHON = tag("code", "python -m findings")


def period(days: int | None) -> str:
    """The retention period in words."""
    return "for ever" if days is None else counted(days, "day")


def register_page(register: Register) -> Html:
    """The register as a whole; raises RegisterError where it cannot be read."""
    count, head = register.search(limit=1).total, register.head()
    days = register.retention
    over = (
        "" if days is None else " What is older is deleted when somebody runs the deletion below."
    )
    advice = (
        "Write this line down, or mail it to somebody, and note the day. Whoever can write the "
        "file can write a whole new history; only a line kept elsewhere shows that."
    )
    return tag(
        "div",
        back(),
        tag("h2", "The register itself"),
        section("What it holds", tag("p", _held(count, head)), tag("p", _kept(days) + over)),
        section(
            f"Where it stands: row {head.count}",
            tag("p", head.text, class_="mono head", id="register-head"),
            tag("p", advice),
        ),
        class_="sheet told",
    )


def _held(count: int, head: Head) -> str:
    return f"{counted(count, 'finding')}, and {counted(head.count, 'row')} of history."


def _kept(days: int | None) -> str:
    return f"Findings stay {period(days)}."


def proof_words(proof: Proof, *, compared: bool) -> Html:
    """Whether the register is whole, and what that means.

    Args:
        proof: outcome of a verification.
        compared: whether a line kept elsewhere was given.
    """
    if proof.holds:
        words = (
            f"The register is whole: {counted(proof.head.count, 'row')} and "
            f"{counted(proof.contents, 'note, name or picture', 'notes, names and pictures')} "
            "are as they were written."
        )
        told = (
            "It goes on from the line you gave."
            if compared
            else "It was compared with no line kept elsewhere, so a history that was written "
            "anew as a whole would not show."
        )
        more = _scrub(proof)
        parts = (tag("p", tag("strong", words)), tag("p", told), more)
        return tag("div", *parts, class_="sheet saved", role="status", tabindex="-1")
    first = next((fault.seq for fault in proof.faults if fault.seq is not None), None)
    where = f"at row {first}" if first is not None else "as a file"
    meaning = (
        "Something is not as this program wrote it: the file was damaged or changed. Copy the "
        "file, change nothing, and compare it with a backup. Do not rely on what it says."
    )
    sentences = tuple(fault.sentence for fault in proof.faults)
    return tag(
        "div",
        tag("p", tag("strong", f"The register is broken {where}.")),
        tag("p", meaning),
        fold(f"What was found ({len(sentences)})", bullets(sentences)),
        _scrub(proof),
        class_="sheet undecided",
        role="alert",
        tabindex="-1",
    )


def _scrub(proof: Proof) -> Html:
    if not proof.scrub_due:
        return Html("")
    due = "Deleted bytes may still lie in the file; delete what is over its time, which clears it."
    return tag("p", due)

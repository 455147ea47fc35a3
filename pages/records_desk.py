"""What an address and a press of a button come to: who may, what is done, what is shown then."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from findings import export, rules
from findings.errors import RefusedError, UnknownError
from findings.event import Kind
from findings.finding import Finding
from findings.parts import Conclusion
from findings.reading import Line, Recorded
from findings.register import Register
from findings.stated import Stated
from findings.verifying import Head
from pages.records_finding import (
    back,
    consignment_page,
    finding_page,
    history,
    of_consignment,
)
from pages.records_list import Wanted, listed, number
from pages.records_register import ITS_CONSIGNMENT, STAYS, period, proof_words, register_page
from pages.records_report import CaseReports
from pages.records_words import (
    NAME,
    PATH,
    conclusion_words,
    counted,
    done,
    row_words,
    sentence,
    warning,
)
from pages.restated import restated

ROOMS = ("list", "finding", "consignment", "register")
NEEDS = ("record", "delete", "retention", "export")
_BEGINS = {"finding": Kind.FINDING_RECORDED, "consignment": Kind.CONSIGNMENT_OPENED}
CHANGED = (
    "Somebody changed this meanwhile, so nothing was done. It is shown as it is now: look at it, "
    "then press again"
)
May = Callable[[str | None, str], bool]


@dataclass(frozen=True, slots=True)
class View:
    """What one open page shows.

    Attributes:
        room: one of `ROOMS`.
        number: of the finding or consignment; 0 elsewhere.
        wanted: what the list asks for.
        user: account, or None where there is no log-in.
        stamp: hash of the last row of what is shown, to notice what others changed meanwhile.
        asked: which deletion waits for a second press, and of what; empty: none.
        turn: counts the changes, so that each is drawn.
    """

    room: str = "list"
    number: int = 0
    wanted: Wanted = field(default_factory=Wanted)
    user: str | None = None
    stamp: str = ""
    asked: str = ""
    turn: int = 0

    def __post_init__(self) -> None:
        if self.room not in ROOMS:
            raise ValueError(f"room {self.room!r} must be one of {', '.join(ROOMS)}")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every open page shares.

    Attributes:
        register: the findings.
        catalogue: names the classes.
        may: whether a user (None: no log-in) may do one of `NEEDS`.
        report: makes the case reports of findings; None where there are none.
    """

    register: Register
    catalogue: Catalogue
    may: May
    report: CaseReports | None

    def __post_init__(self) -> None:
        if not callable(self.may):
            raise TypeError("who may do what must be a function of user and action")

    def opened(self, query: Mapping[str, str], user: str | None) -> View:
        """What an address asks for.

        Raises:
            RefusedError: the address asks for nothing that there is.
        """
        for room in ("finding", "consignment"):
            if room in query:
                return self.fresh(View(room, number(query[room]), user=user))
        if query.get("room") == "register":
            return View("register", user=user)
        return View(wanted=Wanted.of(query), user=user)

    def fresh(self, view: View) -> View:
        """The view as things stand now, nothing asked."""
        return replace(view, stamp=self._stamp(view), asked="", turn=view.turn + 1)

    def _stamp(self, view: View) -> str:
        """Of what is shown: a consignment and its findings, or one finding."""
        return self.register.stamp(view.number) if view.room in _BEGINS else ""

    def look(self, view: View) -> tuple[Html, Html]:
        """What stands above the buttons and what stands below them."""
        if view.room == "list":
            return listed(view.wanted, self.register, self.catalogue), Html("")
        if view.room == "register":
            return register_page(self.register), Html("")
        rows = self._rows(view)
        below = history(rows, self.catalogue)
        try:
            if view.room == "finding":
                item = self.register.finding(view.number)
                return finding_page(item, self.register, self.catalogue), below
            came = self.register.consignment(view.number)
        except UnknownError as error:
            return self._gone(view, str(error)), below
        items = of_consignment(view.number, self.register)
        return consignment_page(came, items, self.register, self.catalogue), below

    def _rows(self, view: View) -> Sequence[Line]:
        """History of what is shown; none where the number is of something else."""
        rows = self.register.history(view.number)
        return rows if rows and rows[0].kind is _BEGINS[view.room] else ()

    def _gone(self, view: View, why: str) -> Html:
        """What is deleted still has its history; what never was has none."""
        rows = self._rows(view)
        if not rows:
            return tag("div", back(), warning(why), class_="sheet")
        words = f"{sentence(view.room).rstrip('.')} {view.number} is not here"
        told = tag("p", f"{sentence(why)} Last row: {row_words(rows[-1], self.catalogue)}.")
        return tag("div", back(), tag("h2", words), told, class_="sheet")

    def asks_name(self, view: View) -> bool:
        """Whether something can be done here that needs the name of who does it."""
        if view.user is not None or view.room == "list":
            return False
        signed = {"register": ("retention",), "consignment": ("delete",)}
        may = any(self.may(None, each) for each in signed.get(view.room, ("record", "delete")))
        return may and (view.room == "register" or self._is_here(view))

    def _is_here(self, view: View) -> bool:
        try:
            find = self.register.finding if view.room == "finding" else self.register.consignment
            find(view.number)
        except UnknownError:
            return False
        return True

    def check(self, user: str | None, needs: str) -> None:
        """Raises RefusedError unless the user may."""
        if not self.may(user, needs):
            raise RefusedError("your account may not do this; ask a chief or an administrator")

    def based_on(self, view: View) -> AbstractContextManager[None]:
        """One transaction in which what is written rests on what the view shows.

        Raises StaleError where somebody else changed that since it was drawn.
        """
        if view.room not in _BEGINS:
            return nullcontext()
        return self.register.based_on(view.number, view.stamp)

    # What the buttons do; each gives the sentence that says so.

    def conclude(self, id: int, conclusion: Conclusion, by: str) -> Html:
        """Set or change the conclusion of a finding."""
        held = self.register.finding(id).finding
        if held.conclusion == conclusion:
            raise RefusedError("this is the conclusion already, so nothing was written")
        self.register.conclude(id, conclusion, by, restated(held, conclusion, self.catalogue))
        return done("Conclusion saved: ", conclusion_words(conclusion, self.catalogue), ".")

    def undo(self, id: int, by: str) -> Html:
        """Take the last conclusion back."""

        def anew(finding: Finding, conclusion: Conclusion | None) -> Stated:
            return restated(finding, conclusion, self.catalogue)

        held = self.register.undo_conclusion(id, by, anew)
        now = conclusion_words(held, self.catalogue)
        return done("The last conclusion is taken back; the history keeps it. Now: ", now, ".")

    def note(self, id: int, text: str, by: str) -> Html:
        """Add a note to a finding."""
        self.register.add_note(id, text.strip(), by)
        return done("Note added.")

    def delete_photo(self, id: int, original: str, by: str) -> Html:
        """Delete a kept picture."""
        self.register.delete_photo(id, original, by)
        return done(
            "The kept picture is deleted from the file. What stays: the finding, and the SHA-256 "
            "of the original photo, so that the original can still be proven."
        )

    def delete_finding(self, id: int, by: str) -> Html:
        """Delete a finding."""
        self.register.delete_finding(id, by)
        return done(f"Finding {id} is deleted from the file. {STAYS} {ITS_CONSIGNMENT}")

    def delete_consignment(self, id: int, by: str) -> Html:
        """Delete a consignment and its findings."""
        count = self.register.delete_consignment(id, by)
        return done(
            f"Consignment {id} and {counted(count, 'finding')} are deleted from the file. {STAYS}"
        )

    def retain(self, days: int | None, by: str) -> Html:
        """Set how long findings stay."""
        self.register.set_retention(days, by)
        return done(f"From now on findings stay {period(days)}. Nothing was deleted yet.")

    def expire(self, by: str) -> Html:
        """Delete what is over its time."""
        count = self.register.expire(by=by)
        return done(f"{counted(count, 'finding')} over the time: deleted. {STAYS}")

    def verify(self, line: str) -> Html:
        """Prove the register, against a line kept elsewhere where one is given."""
        expected = Head.parse(line) if line.strip() else None
        return proof_words(self.register.verify(expected), compared=expected is not None)

    def csv(self, view: View) -> Html:
        """A link that saves the findings of a search for a spreadsheet."""
        text = export.to_csv(self.register, view.wanted.search)
        # Marked, or spreadsheets take UTF-8 for the code page of the computer.
        return download(text.encode("utf-8-sig"), "text/csv", "findings.csv")

    def json(self, view: View) -> Html:
        """A link that saves the findings of a search with all that is known of them."""
        text = export.to_json(self.register, view.wanted.search)
        return download(text.encode(), "application/json", "findings.json")


def download(data: bytes, mime: str, name: str) -> Html:
    """A link that carries the file itself, so that none lies in a folder of the server."""
    source = f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"
    words = f"Save {name} ({max(1, round(len(data) / 1000))} kB)"
    return done("Ready: ", tag("a", words, href=source, download=name, class_="download"))


def named(user: str | None, name: str) -> str:
    """Who does it: the account, or the name that was typed.

    Raises:
        RefusedError: there is no name, or it breaks a rule.
    """
    by = user or name.strip()
    if not by:
        raise RefusedError("fill in your name first; the register keeps who did what")
    rules.check_named(by, "your name", rules.LONGEST_NAME)
    return by


def taken_along(item: Recorded) -> str:
    """What a deletion of a finding takes along."""
    notes = counted(len(item.notes), "note")
    return f"its names, conclusion note, {notes} and {counted(len(item.kept), 'kept picture')}"


def page_head() -> Html:
    """Title and the two rooms."""
    rooms = join(
        tag("a", "Findings", href=PATH),
        tag("a", "The register itself", href=f"{PATH}?room=register"),
    )
    return tag(
        "header",
        tag("h1", f"{NAME}: what was found"),
        tag("p", rooms, class_="rooms"),
        class_="page-head",
    )

"""Logs in and out, and words what is refused: a page for a person, JSON for a program."""

from __future__ import annotations

import math
from collections.abc import Collection
from urllib.parse import parse_qs, quote

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from pages.serving import limits
from pages.serving.asking import Asking, Refused
from pages.serving.guard import Guard
from pages.serving.log_in_page import log_in_page, log_out_page, refusal_page
from pages.serving.owners import Owners
from pages.serving.routes import Kind
from pages.serving.tongue import chosen, kept, tongue_of, tongues
from pages.serving.visitors import Visitors
from wording.messages import ENGLISH

WRONG = "Name or password is wrong. Try again, or ask whoever looks after the accounts."
# In units that need no plural, which languages form in up to six ways.
WAIT = {
    1: "Too many wrong attempts. Wait {#n} s, then try again.",
    60: "Too many wrong attempts. Wait {#n} min, then try again.",
}
SEE_OTHER = 303
READ_BY_PEOPLE = frozenset({None, Kind.PAGE, Kind.LOG_IN, Kind.LOG_OUT})


class Desk:
    """The log-in of a server."""

    def __init__(
        self, guard: Guard, visitors: Visitors, owners: Owners, pages: Collection[str]
    ) -> None:
        self._has_accounts = guard.accounts is not None
        self._is_https = guard.is_https
        self._visitors = visitors
        self._owners = owners
        self._pages = pages

    async def serve(self, asking: Asking, kind: Kind) -> Response:
        """The pages to log in and out, and what their forms send."""
        if not self._has_accounts:
            return RedirectResponse("/", status_code=SEE_OTHER)
        if kind is Kind.LOG_OUT:
            return self._log_out(asking)
        following = self._following(asking.asked("next"))
        if asking.method == "POST":
            return await self._log_in(asking)
        if self._visitors.who(asking) is not None:
            return RedirectResponse(following, status_code=SEE_OTHER)
        answer = HTMLResponse(log_in_page(tongue_of(asking), following=following))
        asked = asking.asked("lang")[-1:]
        if asked and asked[0] in tongues():
            answer.headers.append("set-cookie", kept(asked[0], is_https=self._is_https))
        return answer

    async def _log_in(self, asking: Asking) -> Response:
        body = await asking.body(limits.MAX_FORM_BYTES, limits.FORM_SECONDS)
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        name, password = form.get("username", [""])[-1], form.get("password", [""])[-1]
        following = self._following(form.get("next", []))
        found = await self._visitors.log_in(name, password, asking.address)
        if isinstance(found, str):
            code = chosen(asking)  # the page asks the browser only where nothing was chosen
            leads = f"{following}?lang={code}" if code else following
            answer: Response = (
                RedirectResponse(leads, status_code=SEE_OTHER)
                if _is_person(asking)
                else JSONResponse({"success": True})
            )
            answer.headers.append("set-cookie", self._visitors.kept(found))
            return answer
        tongue = tongue_of(asking)
        if found is None:
            page = log_in_page(tongue, tongue.say(WRONG), following, name)
            return _told(asking, 401, WRONG, page)
        seconds = math.ceil(found)
        unit = 1 if seconds < 120 else 60
        count = math.ceil(seconds / unit)
        page = log_in_page(tongue, tongue.say(WAIT[unit], n=count), following, name)
        answer = _told(asking, 429, tongues()[ENGLISH].say(WAIT[unit], n=count), page)
        answer.headers["retry-after"] = str(seconds)
        return answer

    def _log_out(self, asking: Asking) -> Response:
        if asking.method != "POST":
            return HTMLResponse(log_out_page(tongue_of(asking)))
        visitor = self._visitors.who(asking)
        if visitor is not None:
            sessions = self._owners.forget(visitor.owner)
            held = asking.scope["app"].state_holder.session_data  # Gradio's, one a tab
            for session in sessions:
                held.pop(session, None)
            self._visitors.log_out(asking)
        answer = RedirectResponse("/login", status_code=SEE_OTHER)
        answer.headers.append("set-cookie", self._visitors.kept("", 0))
        answer.headers["clear-site-data"] = '"cache", "storage"'
        return answer

    def refused(self, asking: Asking | None, kind: Kind | None, refusal: Refused) -> Response:
        """What a person or program reads instead of an answer."""
        if refusal.status == 401 and asking is not None and kind in {Kind.PAGE, Kind.LOG_OUT}:
            return RedirectResponse(f"/login?next={quote(asking.path)}", status_code=SEE_OTHER)
        said = refusal.sentence[0].upper() + refusal.sentence[1:] + "."
        if asking is not None and kind in READ_BY_PEOPLE:
            answer = _told(asking, refusal.status, said, refusal_page(tongue_of(asking), said))
        else:
            answer = JSONResponse({"detail": said}, status_code=refusal.status)
        if refusal.retry_after is not None:
            answer.headers["retry-after"] = str(refusal.retry_after)
        return answer

    def _following(self, asked: list[str]) -> str:
        """A page of ours, so that a log-in never leads to another site."""
        return asked[-1] if asked and asked[-1] in self._pages else "/"


def _is_person(asking: Asking) -> bool:
    return "text/html" in asking.headers.get("accept", "")


def _told(asking: Asking, status: int, sentence: str, page: str) -> Response:
    if _is_person(asking):
        return HTMLResponse(page, status_code=status)
    return JSONResponse({"detail": sentence}, status_code=status)

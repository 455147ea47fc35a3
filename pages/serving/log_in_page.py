"""The pages to log in and out, and of a refusal: plain forms without a script."""

from __future__ import annotations

from catalogue.markup import Html, join, tag

TITLE = "Photo check"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0; padding: 1.5rem; display: grid;
  place-items: center; min-height: 90vh; background: light-dark(#f4f6f8, #0f172a);
  color: light-dark(#1e293b, #e2e8f0); }
main { width: 100%; max-width: 24rem; }
img { display: block; margin-bottom: 1rem; border-radius: .75rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input, button { font: inherit; width: 100%; box-sizing: border-box; min-height: 3rem;
  padding: .5rem .75rem; border-radius: .5rem; border: 1px solid light-dark(#64748b, #94a3b8);
  background: light-dark(#fff, #1e293b); color: inherit; }
button { margin-top: 1.5rem; background: #1d4e6b; border-color: #1d4e6b; color: #fff;
  font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid light-dark(#1d4e6b, #7dd3fc); outline-offset: 2px; }
[role=alert] { padding: .75rem; border-left: 4px solid #b45309; margin: 0;
  background: light-dark(#fff7ed, #431407); }
"""


def log_in_page(trouble: str = "", following: str = "/", name: str = "") -> str:
    """The form.

    Args:
        trouble: what went wrong, as a sentence.
        following: the page to open afterwards.
        name: as typed before.
    """
    alert = tag("p", trouble, role="alert", id="trouble") if trouble else Html("")
    described = {"aria_describedby": "trouble"} if trouble else {}
    form = tag(
        "form",
        tag("input", type="hidden", name_="next", value=following),
        tag("label", "Name", for_="username"),
        tag(
            "input", id="username", name_="username", value=name, required=True, maxlength="64",
            autocomplete="username", autocapitalize="none", spellcheck="false", **described,
        ),
        tag("label", "Password", for_="password"),
        tag(
            "input", id="password", name_="password", type="password", required=True,
            maxlength="256", autocomplete="current-password", **described,
        ),
        tag("button", "Log in", type="submit"),
        method="post",
        action="/login",
    )  # fmt: skip
    return _page("Log in to check photos", join(alert, form))


def log_out_page() -> str:
    """The question; a link alone must not log anybody out."""
    button = tag("button", "Log out", type="submit")
    back = tag("p", tag("a", "Back to the photo check", href="/"))
    note = tag("p", "Photos that you sent and answers that are open are deleted.")
    return _page("Log out?", join(note, tag("form", button, method="post", action="/logout"), back))


def refusal_page(sentence: str) -> str:
    """What a person reads who is not let in."""
    again = tag("p", tag("a", "Try again", href="/"))
    return _page("This page cannot be opened now", join(tag("p", sentence, role="alert"), again))


def _page(heading: str, content: Html) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", TITLE),
        tag("link", rel="icon", href="/favicon.ico"),
        tag("style", Html(_STYLE)),
    )
    icon = tag("img", src="/pwa_icon/192", width="64", height="64", alt="")
    body = tag("body", tag("main", icon, tag("h1", heading), content))
    return "<!doctype html>" + tag("html", head, body, lang="en")

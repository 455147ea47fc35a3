"""The pages to log in and out, and of a refusal: plain forms without a script."""

from __future__ import annotations

from urllib.parse import urlencode

from catalogue.markup import Html, join, tag
from pages.serving.tongue import LABEL, NOTE, Tongue, tongues
from wording.messages import ENGLISH

TITLE = "Photo check"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0; padding: 1.5rem; display: grid;
  place-items: center; min-height: 90vh; background: light-dark(#f4f6f8, #0f172a);
  color: light-dark(#1e293b, #e2e8f0); }
main { width: 100%; max-width: 24rem; }
img { display: block; margin-bottom: 1rem; border-radius: .75rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 1rem; }
label { display: block; margin: 1rem 0 .4rem; font-weight: 600; }
input, button { font: inherit; width: 100%; box-sizing: border-box; min-height: 3rem;
  padding: .5rem .75rem; border-radius: .5rem; border: 1px solid light-dark(#64748b, #94a3b8);
  background: light-dark(#fff, #1e293b); color: inherit; }
button { margin-top: 1.5rem; background: #1d4e6b; border-color: light-dark(#1d4e6b, #94a3b8);
  color: #fff; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid light-dark(#1d4e6b, #7dd3fc); outline-offset: 2px; }
[role=alert] { padding: .75rem; border-inline-start: 4px solid #b45309; margin: 0;
  background: light-dark(#fff7ed, #431407); }
main a { color: light-dark(#1d4e6b, #7dd3fc); }
footer { margin-top: 2.5rem; padding-top: .5rem; font-size: 1rem;
  border-top: 1px solid light-dark(#cbd5e1, #475569); }
footer ul { display: flex; flex-wrap: wrap; gap: 0 .25rem; list-style: none; margin: 0 -.5rem;
  padding: 0; }
footer li a { display: inline-flex; align-items: center; min-height: 2.75rem; min-width: 2.75rem;
  padding: 0 .5rem; box-sizing: border-box; }
footer li a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
footer p { font-size: .9rem; margin: .5rem 0 0; color: light-dark(#475569, #cbd5e1); }
"""


def log_in_page(tongue: Tongue, trouble: str = "", following: str = "/", name: str = "") -> str:
    """The form.

    Args:
        tongue: language of the page.
        trouble: what went wrong, as a sentence in that language.
        following: the page to open afterwards.
        name: as typed before.
    """
    alert = tag("p", trouble, role="alert", id="trouble") if trouble else Html("")
    described = {"aria_describedby": "trouble"} if trouble else {}
    form = tag(
        "form",
        tag("input", type="hidden", name_="next", value=following),
        tongue.written("label", "Name", for_="username"),
        tag(
            "input", id="username", name_="username", value=name, required=True, maxlength="64",
            autocomplete="username", autocapitalize="none", spellcheck="false", dir="auto",
            autofocus=not name, **described,
        ),
        tongue.written("label", "Password", for_="password"),
        tag(
            "input", id="password", name_="password", type="password", required=True,
            maxlength="256", autocomplete="current-password", autofocus=bool(name), **described,
        ),
        tongue.written("button", "Log in", type="submit"),
        method="post",
        action="/login",
    )  # fmt: skip
    return _page(tongue, "Log in to check photos", alert, form, _languages(tongue, following))


def log_out_page(tongue: Tongue) -> str:
    """The question; a link alone must not log anybody out."""
    button = tongue.written("button", "Log out", type="submit")
    back = tag("p", tongue.written("a", "Back to the photo check", href="/"))
    note = tongue.written("p", "Photos that you sent and answers that are open are deleted.")
    form = tag("form", button, method="post", action="/logout")
    return _page(tongue, "Log out?", note, form, back)


def refusal_page(tongue: Tongue, sentence: str) -> str:
    """What a person reads who is not let in.

    Args:
        tongue: language of the page.
        sentence: in English; it stays so where it has no translation.
    """
    again = tag("p", tongue.written("a", "Try again", href="/"))
    said = tongue.written("p", sentence, role="alert")
    return _page(tongue, "This page cannot be opened now", said, again)


def _languages(tongue: Tongue, following: str) -> Html:
    """Links to the same page in every language, each in its own words, and a note."""
    links = join(
        *(
            tag(
                "li",
                tag(
                    "a", each.name, lang=each.code, dir=each.direction, hreflang=each.code,
                    href=f"/login?{urlencode({'lang': each.code, 'next': following})}",
                    **({"aria_current": "true"} if each.code == tongue.code else {}),
                ),
            )
            for each in tongues().values()
        )
    )  # fmt: skip
    nav = tag("nav", tag("ul", links), aria_label=tongue.say(LABEL))
    note = tongue.written("p", NOTE) if tongue.code != ENGLISH else Html("")
    return tag("footer", nav, note)


def _page(tongue: Tongue, heading: str, *content: Html) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", tongue.say(TITLE)),
        tag("link", rel="icon", href="/favicon.ico"),
        tag("style", Html(_STYLE)),
    )
    icon = tag("img", src="/pwa_icon/192", width="64", height="64", alt="")
    body = tag("body", tag("main", icon, tongue.written("h1", heading), *content))
    return "<!doctype html>" + tag("html", head, body, lang=tongue.code, dir=tongue.direction)

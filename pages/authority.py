"""Whom to ask, as a part of a page: the authority that was set up here, or where all are named."""

from __future__ import annotations

from catalogue.instrument import Instrument
from catalogue.markup import Html, join, tag
from pages.about_documents import outside
from pages.serving.authority import Authority

WHOM = "whom-to-ask"  # id of the part, which an answer links to


def whom_to_ask(authority: Authority | None, law: Instrument) -> Html:
    """A part of a page that says whom to ask.

    Args:
        authority: of this post; None where nobody named it.
        law: the Regulation, whose Annex I names the authorities.
    """
    listed = outside(law.url, "Annex I of the Regulation (opens online)")
    if authority is None:
        words = "The competent authority of each Member State is named here:"
        content = tag("p", words, " ", listed)
    else:
        content = join(_own(authority), tag("p", "All authorities:", " ", listed, class_="quiet"))
    return tag("div", _headed(content), class_="sheet", id=WHOM)


def _headed(content: Html) -> Html:
    return tag("section", tag("h2", "Whom to ask"), content, class_="part")


def _own(authority: Authority) -> Html:
    """As who set the program up wrote it; nothing of it is translated."""
    phone, mail = authority.phone, authority.mail
    number = "".join(mark for mark in phone if mark in "+0123456789")
    pairs = (
        ("Phone", tag("a", phone, href=f"tel:{number}") if phone else ""),
        ("Mail", tag("a", mail, href=f"mailto:{mail}") if mail else ""),
        ("Hours", authority.hours),
    )
    said = (
        join(tag("dt", name), tag("dd", its, class_="said-by-user", translate="no"))
        for name, its in pairs
        if its
    )
    name = tag("strong", tag("bdi", authority.name, translate="no"))
    return join(tag("p", name), tag("dl", *said))

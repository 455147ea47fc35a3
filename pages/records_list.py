"""The list of findings: what its address asks for, the search form, a line a finding.

The form is plain HTML that leads to an address, so that going back works and a search can be
kept as a bookmark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from urllib.parse import urlencode

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html, fold, join, picture, tag
from findings.errors import RefusedError
from findings.parts import Verdict
from findings.reading import LONGEST_SEARCH, Page, Recorded, Search
from findings.register import Register
from model.photo import Photo, encode_webp, resize
from pages.places import choices
from pages.records_words import NO_CONCLUSION, PATH, VERDICTS, class_words, conclusion_words, said
from pages.status import SIGNS, badge

PER_PAGE = 20
THUMBNAIL_PX = 96  # the longer side
MOST_NEWER = 100  # pages one can go back by "Newer"; from there "Newest" leads to the first
FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "class": "Class",
        "status": "Status",
        "verdict": "Conclusion",
        "place": "Whose law",
        "origin": "Origin, two letters",
        "transit": "Transit, two letters",
        "destination": "Destination, two letters",
        "cn": "CN code, first digits",
        "in": "Consignment number",
        "since": "From",
        "until": "Until",
        "pending": f"Only: {NO_CONCLUSION.lower()}",
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for.

    Attributes:
        given: name to value of every part of the search that is filled in.
        search: the same, checked.
        trail: where this page and those newer than it begin; empty on the first.
    """

    given: tuple[tuple[str, str], ...] = ()
    search: Search = field(default_factory=Search)
    trail: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(number < 1 for number in self.trail):
            raise RefusedError("a page of the list begins before a finding, numbered from 1")

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the part of an address after `?`.

        Raises:
            RefusedError: a value is none that the form offers.
        """
        names = ("text", *FILTERS)
        given = {name: query[name].strip() for name in names if query.get(name, "").strip()}
        trail = tuple(number(part) for part in query.get("trail", "").split(",") if part)
        return cls(tuple(given.items()), _search(given), trail[-MOST_NEWER:])

    def address(self, trail: tuple[int, ...] = ()) -> str:
        """Of the same search, on another page."""
        at = [("trail", ",".join(map(str, trail[-MOST_NEWER:])))] if trail else []
        asked = urlencode([*self.given, *at])
        return f"{PATH}?{asked}" if asked else PATH

    @property
    def filtered(self) -> str:
        """Which filters are set, in words; empty: none."""
        given = dict(self.given)
        labels = (label for name, label in FILTERS.items() if name in given)
        return "; ".join(labels)


def _search(given: Mapping[str, str]) -> Search:
    try:
        return Search(
            text=given.get("text", ""),
            visual_class=given.get("class"),
            status=Status(given["status"]) if "status" in given else None,
            jurisdiction=given.get("place"),
            verdict=Verdict(given["verdict"]) if "verdict" in given else None,
            pending="pending" in given,
            origin=given["origin"].upper() if "origin" in given else None,
            transit=given["transit"].upper() if "transit" in given else None,
            destination=given["destination"].upper() if "destination" in given else None,
            since=date.fromisoformat(given["since"]) if "since" in given else None,
            until=date.fromisoformat(given["until"]) if "until" in given else None,
            cn=given["cn"].replace(" ", "") if "cn" in given else None,
            consignment=number(given["in"]) if "in" in given else None,
        )
    except RefusedError:
        raise
    except ValueError as error:
        raise RefusedError(f"this search cannot be read: {error}") from error


def number(text: str) -> int:
    """A number of a finding or consignment.

    Raises:
        RefusedError: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise RefusedError(f"{text[:40]!r} is no number of a finding or consignment")
    return int(text)


def listed(wanted: Wanted, register: Register, catalogue: Catalogue) -> Html:
    """Form and list; raises FindingsError where the register cannot be read."""
    page = register.search(wanted.search, PER_PAGE, wanted.trail[-1] if wanted.trail else None)
    # Thumbnails of a page are made anew each time: 20 of them take less than a blink.
    lines = join(*(finding_line(item, register, catalogue) for item in page.findings))
    count = f"{page.total} finding{'' if page.total == 1 else 's'}"
    found = tag("h2", count if wanted.given else f"{count}, newest first", id="found")
    nothing = "Nothing fits. Try fewer words or filters." if wanted.given else _EMPTY
    body = tag("ol", lines, class_="records") if lines else tag("p", nothing, role="status")
    return tag("div", form(wanted, catalogue), found, body, _turns(wanted, page), class_="sheet")


_SEARCHED = "Search: words of notes, class ids, references, posts and names of inspectors"
_EMPTY = "No finding is saved yet. Check a photo and save it to the register."


def finding_line(item: Recorded, register: Register, catalogue: Catalogue) -> Html:
    """One finding in a list."""
    finding, came = item.finding, item.consignment.consignment
    name = class_words(finding.visual_class, catalogue)
    link = tag("a", f"{item.id}. {name}", href=f"{PATH}?finding={item.id}")
    held = conclusion_words(finding.conclusion, catalogue)
    pending = finding.conclusion is None
    where = join(said(came.reference), *((", ", said(came.post)) if came.post else ()))
    facts = join(
        tag("strong", link, class_="record-name"),
        badge(finding.law.status),
        tag("span", held, class_="record-held pending" if pending else "record-held"),
        tag("span", where, class_="quiet"),
        tag("span", f"{finding.made:%Y-%m-%d}", class_="quiet"),
    )
    return tag("li", _thumbnail(item, register, name), tag("div", facts, class_="record-facts"))


def _thumbnail(item: Recorded, register: Register, name: str) -> Html:
    if not item.kept:
        return tag("span", "No picture", class_="record-picture none")
    jpeg = register.photo(item.id, item.kept[0].original_sha256)
    photo = Photo.from_bytes(jpeg, "kept picture", min_side=THUMBNAIL_PX)
    height, width = photo.pixels.shape[:2]
    scale = min(1.0, THUMBNAIL_PX / max(height, width))
    small = resize(photo.pixels, max(1, round(width * scale)), max(1, round(height * scale)))
    alt = f"Kept picture of finding {item.id}: {name}"
    return picture(encode_webp(small), "image/webp", alt=alt, class_="record-picture")


def _turns(wanted: Wanted, page: Page) -> Html:
    """Links to the pages beside this one."""
    trail, links = wanted.trail, []
    if trail:
        links.append(tag("a", "Newest", href=wanted.address()))
        links.append(tag("a", "Newer", href=wanted.address(trail[:-1]), rel="prev"))
    if page.before is not None:
        links.append(tag("a", "Older", href=wanted.address((*trail, page.before)), rel="next"))
    return tag("nav", *links, class_="turns", aria_label="Pages of the list") if links else Html("")


def form(wanted: Wanted, catalogue: Catalogue) -> Html:
    """Words and filters; these stay folded, so that on a phone the list follows at once."""
    given = dict(wanted.given)
    names = sorted((its.name, its.id) for its in catalogue.classes)
    statuses = [(sign.word, status.value) for status, sign in SIGNS.items()]
    verdicts = [(words, verdict.value) for verdict, words in VERDICTS.items()]
    filters = tag(
        "div",
        _select("class", names, given),
        _select("status", statuses, given),
        _select("verdict", verdicts, given),
        _select("place", choices(catalogue), given),
        _field("origin", FILTERS["origin"], given, maxlength="2"),
        _field("transit", FILTERS["transit"], given, maxlength="2"),
        _field("destination", FILTERS["destination"], given, maxlength="2"),
        _field("cn", FILTERS["cn"], given, maxlength="10", inputmode="numeric"),
        _field("in", FILTERS["in"], given, maxlength="18", inputmode="numeric"),
        _field("since", FILTERS["since"], given, type="date"),
        _field("until", FILTERS["until"], given, type="date"),
        _tick("pending", given),
        class_="filters",
    )
    summary = f"Filters set: {wanted.filtered}" if wanted.filtered else "Filters"
    words = _field("text", _SEARCHED, given, type="search", maxlength=str(LONGEST_SEARCH))
    clear = tag("a", "Show all", href=PATH, class_="clear") if wanted.given else ""
    find = tag("div", tag("button", "Search", type="submit"), clear, class_="form-buttons")
    parts = (words, fold(summary, filters), find)
    return tag("form", *parts, action=PATH, method="get", role="search", class_="record-search")


def _void(element: str, **attributes: str | bool) -> Html:
    """An element without content."""
    return Html(f"{tag(element, **attributes).removesuffix(f'></{element}>')}/>")


def _field(name: str, label: str, given: Mapping[str, str], **more: str) -> Html:
    id = f"find-{name}"
    box = _void("input", id=id, name_=name, value=given.get(name, ""), autocomplete="off", **more)
    return tag("div", tag("label", label, for_=id), box, class_="field")


def _tick(name: str, given: Mapping[str, str]) -> Html:
    box = _void("input", type="checkbox", name_=name, value="yes", checked=name in given)
    return tag("label", box, tag("span", FILTERS[name]), class_="tick")


def _select(name: str, offered: Iterable[tuple[str, str]], given: Mapping[str, str]) -> Html:
    """A list to choose from; a value that is offered no more stays chosen."""
    id, now = f"find-{name}", given.get(name, "")
    known = [("Any", ""), *offered]
    if now not in {value for _, value in known}:
        known.append((now, now))
    options = (tag("option", words, value=value, selected=value == now) for words, value in known)
    box = tag("select", *options, id=id, name_=name)
    return tag("div", tag("label", FILTERS[name], for_=id), box, class_="field")

"""Words, icon and colour of each legal status and outcome, always shown together.

Colour alone says nothing to one man in twelve, and nothing in a black-and-white print.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalogue.law import Status
from catalogue.markup import Html, join, tag

# Our own drawings on a 24 x 24 grid; stroke and fill follow the text colour.
_STOP = '<circle cx="12" cy="12" r="9"/><path d="M5.7 5.7 18.3 18.3"/>'
_PERMIT = '<path d="M6 3h9l4 4v14H6z"/><path d="M14 3v5h5M12.5 11v4.5M12.5 18v.3"/>'
_RULER = '<path d="M3 15 15 3l6 6L9 21z"/><path d="m7 11 2 2m1-5 3 3m0-6 2 2"/>'
_DASH = '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>'
_QUESTION = (
    '<circle cx="12" cy="12" r="9"/><path d="M9.3 9.3a2.8 2.8 0 1 1 3.6 3c-.6.3-.9.8-.9 1.5v.5"/>'
    '<path d="M12 17.2v.2"/>'
)
_SEARCH = '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5M8 10.5h5"/>'
_BROKEN = '<path d="M4 5h16v14H4z"/><path d="m4 16 5-5 3 3 3-4 5 6M15 8.5v.2"/>'


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a banner or a badge.

    Attributes:
        word: the status in one to four words.
        meaning: what it means for the inspector, one or two sentences.
        colour: style class that gives the colours, see `style.css`.
        drawing: inside of the SVG icon.
    """

    word: str
    meaning: str
    colour: str
    drawing: str

    def __post_init__(self) -> None:
        if not (self.word and self.meaning and self.colour and self.drawing):
            raise ValueError("a sign needs word, meaning, colour and drawing together.")


# Meanings: Articles 3 to 5 (Annex II) and 11 (Annex III) of Regulation (EU) 2019/125.
SIGNS: Mapping[Status, Sign] = MappingProxyType(
    {
        Status.PROHIBITED: Sign(
            "Prohibited",
            "Annex II: import, export and transit are prohibited (Articles 3 to 5).",
            "is-prohibited",
            _STOP,
        ),
        Status.EXPORT_AUTHORISATION: Sign(
            "Needs an export authorisation",
            "Annex III: no export without an authorisation (Article 11). "
            "This Regulation does not restrict its import; national law may.",
            "is-authorisation",
            _PERMIT,
        ),
        Status.DEPENDS: Sign(
            "Depends on measurements or use",
            "A photo cannot decide this one. Measure and ask before you decide.",
            "is-depends",
            _RULER,
        ),
        Status.NOT_LISTED: Sign(
            "Not listed",
            "As such it is on none of the lists. This is not a clearance: "
            "compare it with what it is confused with.",
            "is-not-listed",
            _DASH,
        ),
        # Only the questions, or the lists of another place, lead to these.
        Status.REFER: Sign(
            "Refer to the authority",
            "The lists do not name it, yet the wording of an entry may cover it. "
            "Only the competent authority can settle that.",
            "is-depends",
            _QUESTION,
        ),
        Status.NOT_ESTABLISHED: Sign(
            "Not established",
            "We do not hold the whole of the lists asked. Look it up in the authentic text.",
            "is-unknown",
            _SEARCH,
        ),
        Status.SHOULD_BE_PROHIBITED: Sign(
            "Should be prohibited",
            "A body that cannot bind asks for its trade to be prohibited.",
            "is-authorisation",
            _STOP,
        ),
        Status.SHOULD_BE_CONTROLLED: Sign(
            "Should be controlled",
            "A body that cannot bind asks for its trade to be controlled.",
            "is-depends",
            _PERMIT,
        ),
    }
)

UNSURE = Sign(
    "Not sure",
    "The photo alone does not settle what it is. Compare the candidates and photograph more.",
    "is-unsure",
    _QUESTION,
)
UNKNOWN = Sign(
    "Nothing we know",
    "The photo shows none of the kinds of goods this model knows. Silence is not a clearance.",
    "is-unknown",
    _SEARCH,
)
OWN = Sign(
    "A class of your own",
    "No law is stored for it: the catalogue does not have it. That is not a clearance.",
    "is-unknown",
    _SEARCH,
)
POOR = Sign(
    "Photo too poor to judge: take it again",
    "No good was recognised, and that says nothing: the photo does not show enough. "
    "Mend what is named above, then photograph the good again.",
    "is-unsure",
    _BROKEN,
)
UNREADABLE = Sign(
    "This file gives no answer",
    "No photo could be read, so nothing was classified.",
    "is-unknown",
    _BROKEN,
)

# The Union's words above hold in the Union alone; other lists carry their own consequences.
_ELSEWHERE: Mapping[Status, str] = MappingProxyType(
    {
        Status.PROHIBITED: "A list asked prohibits its trade; which trade, its entry says below.",
        Status.EXPORT_AUTHORISATION: "A list asked controls its export; the entry below says how.",
    }
)
UNION = ("EU", "XI")  # where Regulation (EU) 2019/125 applies: XI is Northern Ireland


def meaning(status: Status, jurisdiction: str) -> str:
    """What a status means for an inspector who asked the lists of this place."""
    sign = SIGNS[status]
    return sign.meaning if jurisdiction in UNION else _ELSEWHERE.get(status, sign.meaning)


NOTHING = Html("")
# In every verdict, because the notice at the head of the page has scrolled away by then.
STANDING = "Triage, not proof: a person decides. The Official Journal prevails."


def icon(sign: Sign) -> Html:
    """The drawing of a sign; hidden from screen readers, because the words stand beside it."""
    return Html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
        f'focusable="false">{sign.drawing}</svg>'
    )


def badge(status: Status) -> Html:
    """Icon and words in the colour of the status, for cards."""
    sign = SIGNS[status]
    return tag("span", icon(sign), tag("span", sign.word), class_=f"badge {sign.colour}")


def banner(
    sign: Sign,
    *,
    heading: str,
    lines: tuple[str, ...],
    extra: Html = NOTHING,
    described_by: str = "",
) -> Html:
    """The first thing seen: icon, words and colour, and what it rests on.

    Args:
        sign: status or outcome.
        heading: what it looks like.
        lines: sentences below it.
        extra: what else stands there.
        described_by: id of what a screen reader reads after the verdict; empty for nothing.
    """
    described = described_by or False
    text = join(
        tag("h2", sign.word, id="verdict", tabindex="-1", aria_describedby=described),
        tag("p", heading, class_="looks-like") if heading else "",
        extra,
        *(tag("p", line) for line in lines),
        tag("p", STANDING, class_="standing"),
    )
    return tag("header", icon(sign), tag("div", text), class_=f"verdict {sign.colour}")

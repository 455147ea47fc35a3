"""Builds HTML in which text is escaped unless this module made it.

Nothing here knows of goods or law.
"""

import base64
from html import escape


class Html(str):
    """Markup that is safe to show: made by `tag` or `join`, or a constant of ours."""

    __slots__ = ()


def _safe(child: str) -> str:
    """Escape text; leave markup as it is."""
    return child if isinstance(child, Html) else escape(child, quote=True)


def join(*children: str, between: str = "") -> Html:
    """Put children one after another.

    Args:
        children: `Html` is kept, any other text is escaped.
        between: text between two children, escaped likewise.
    """
    return Html(_safe(between).join(_safe(child) for child in children))


def tag(name: str, *children: str, **attributes: str | bool) -> Html:
    """One element.

    Args:
        name: the element, such as `p`.
        children: `Html` is kept, any other text is escaped.
        attributes: values are escaped; True gives a bare attribute, False none. A trailing
            underscore is dropped (`class_`), others become hyphens (`aria_label`).
    """
    listed = "".join(
        f" {_attribute_name(key)}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not False
    )
    return Html(f"<{name}{listed}>{join(*children)}</{name}>")


def _attribute_name(key: str) -> str:
    """`class_` -> `class`, `aria_label` -> `aria-label`."""
    return key.rstrip("_").replace("_", "-")


def picture(data: bytes, mime: str, *, alt: str, class_: str = "picture") -> Html:
    """An image that carries its own bytes, so that no file has to be served or kept.

    Args:
        data: the encoded file.
        mime: such as `image/webp`.
        alt: what the picture shows, for people who do not see it; never empty.
        class_: style class.

    Raises:
        ValueError: `alt` is blank.
    """
    if not alt.strip():
        raise ValueError("a picture has no alternative text; say what it shows.")
    source = f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"
    return Html(
        f'<img class="{escape(class_)}" src="{source}" alt="{escape(alt)}" decoding="async">'
    )


def bullets(sentences: tuple[str, ...], *, class_: str = "points", ordered: bool = False) -> Html:
    """A list of sentences; nothing at all when there is none."""
    if not sentences:
        return Html("")
    items = join(*(tag("li", sentence) for sentence in sentences))
    return tag("ol" if ordered else "ul", items, class_=class_)


def fold(summary: str, *children: str, is_open: bool = False, class_: str = "fold") -> Html:
    """A part that the reader opens and closes."""
    return tag("details", tag("summary", summary), *children, open=is_open, class_=class_)


def section(heading: str, *children: str, class_: str = "part") -> Html:
    """A headed part of an answer; nothing at all when it has no content."""
    content = join(*children)
    if not content:
        return Html("")
    return tag("section", tag("h3", heading), content, class_=class_)

"""The look of every figure, and how a drawing becomes one SVG element.

With `plots_*.py` the only user of matplotlib. Figures are drawn for white paper, in the colours of
M. Okabe and K. Ito, Color Universal Design (2008), and never tell lines apart by colour alone.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree import ElementTree

import matplotlib
import matplotlib.style
import matplotlib.ticker
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

from catalogue.markup import Html
from evaluation.report.figure import Figure, Rows

NARROW = 250.0  # pt; two stand side by side on A4 and Letter, one fits a phone
WIDE = 510.0  # pt; as wide as the text on A4
INK, SOFT, FAINT = "#000000", "#595959", "#d0d0d0"
_INCH = 72.0  # pt
_RIM = 0.025  # of an axis of shares, so that a mark at its end stays whole
FONTS = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
_FONT = "font-size: 8px; font-family: 'DejaVu Sans'; "
_REFERENCE = re.compile(r"#([\w-]+)")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SETTINGS: dict[str, object] = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib, so that measures are the same anywhere
    "font.size": 8.0,  # pt; nothing is smaller
    "axes.labelsize": 8.0,
    "axes.titlesize": 8.0,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.0,
    "legend.fontsize": 8.0,
    "text.parse_math": False,  # a label may hold a dollar sign
    "svg.fonttype": "none",  # text stays text: it can be searched, read aloud and copied
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "hatch.linewidth": 0.5,
    "legend.frameon": False,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How one of several lines is told apart: by colour, by its dashes and by its marks."""

    colour: str
    dashes: str | tuple[float, tuple[float, ...]]
    mark: str


LOOKS = (
    Look("#000000", "-", "o"),
    Look("#0072b2", (0, (5, 2)), "s"),
    Look("#d55e00", (0, (5, 1.5, 1, 1.5)), "^"),
    Look("#009e73", (0, (1.2, 1.2)), "D"),
    Look("#cc79a7", (0, (8, 2)), "v"),
    Look("#e69f00", (0, (3, 1, 1, 1, 1, 1)), "P"),
)


@contextmanager
def look() -> Iterator[None]:
    """Our settings and no one else's; a reader's own matplotlib settings change nothing."""
    with warnings.catch_warnings(), matplotlib.style.context(["default", _SETTINGS]):
        # The browser chooses the font, so that a glyph DejaVu lacks is no fault.
        warnings.filterwarnings("ignore", r"Glyph .* missing from", UserWarning)
        yield


def sheet(width: float, height: float) -> Canvas:
    """An empty white drawing; sizes in points."""
    canvas = Canvas(figsize=(width / _INCH, height / _INCH), dpi=_INCH, facecolor="white")
    FigureCanvasSVG(canvas)
    return canvas


def area(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> Axes:
    """Axes with these margins to the edges of the drawing, in points."""
    width, height = (float(side) * _INCH for side in canvas.get_size_inches())
    inner = (width - left - right) / width, (height - bottom - top) / height
    axes: Axes = canvas.add_axes((left / width, bottom / height, *inner))
    return axes


def shares(axes: Axes, which: str) -> None:
    """An axis, `x` or `y`, of shares 0..1 in percent, with a faint grid."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(matplotlib.ticker.MultipleLocator(0.2))
    axis.set_major_formatter(matplotlib.ticker.PercentFormatter(1.0, decimals=0, symbol=""))
    (axes.set_xlim if which == "x" else axes.set_ylim)(-_RIM, 1 + _RIM)
    axes.grid(axis="x" if which == "x" else "y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)


def named(axes: Axes, x: str, y: str = "") -> None:
    """Names of the axes; that of the upright one lies flat above it, where it is read."""
    axes.set_xlabel(x, labelpad=2)
    if y:
        axes.annotate(y, (0, 1), (-20, 6), "axes fraction", "offset points", annotation_clip=False)


def percent_ticks() -> matplotlib.ticker.Formatter:
    """Shares as whole percents, or tenths where they lie close."""
    return matplotlib.ticker.FuncFormatter(lambda value, _: f"{100 * value:.3g}")


def legend(axes: Axes, canvas: Canvas, columns: int) -> None:
    """What each line is, at the lower edge of the drawing."""
    handles, names = axes.get_legend_handles_labels()
    canvas.legend(
        handles,
        names,
        loc="lower left",
        ncols=columns,
        borderaxespad=0.2,
        borderpad=0.2,
        handlelength=3.4,
        labelspacing=0.3,
        columnspacing=1.2,
    )


def finished(name: str, canvas: Canvas, alt: str, table: Rows) -> Figure:
    """The drawing as one SVG element.

    Args:
        name: unique on the page; what the drawing refers to inside is named after it.
        canvas: the drawing.
        alt: what it shows, in a sentence.
        table: the data behind it.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": name}):
        canvas.savefig(buffer, format="svg", metadata={"Date": None})
    return Figure(_element(buffer.getvalue(), name), alt, table)


def _element(document: str, name: str) -> Html:
    """A document as an element for HTML: no namespaces, no style of its own, names of its own.

    matplotlib's style sheet would hold for the whole page, and its ids are the same in every
    drawing.
    """
    root = ElementTree.fromstring(document)
    for parent in list(root.iter()):
        for child in list(parent):
            if _local(child.tag) in {"metadata", "style"}:
                parent.remove(child)
    own = {element.get("id", "") for element in root.iter()} - {""}
    used = {each for each in own if f"#{each}" in document}
    for element in root.iter():
        _tidy(element, used, name)
    root.attrib.pop("version", None)
    root.set("stroke-linejoin", "round")
    root.set("font-family", FONTS)
    root.set("font-size", "8")
    root.tail = None
    return Html(ElementTree.tostring(root, encoding="unicode"))


def _tidy(element: ElementTree.Element, used: set[str], name: str) -> None:
    """Leave out what HTML does not need; name what is referred to after the drawing."""
    element.tag = _local(element.tag)
    element.text, element.tail = (
        text if text and text.strip() else None for text in (element.text, element.tail)
    )
    if element.get(_XLINK) is not None:
        element.set("href", element.attrib.pop(_XLINK))
    if element.get("id") not in used:
        element.attrib.pop("id", None)
    if element.tag == "a":  # a place on this page; by keyboard the list below it is better
        element.attrib.pop("target", None)
        element.set("tabindex", "-1")
    if element.get("transform", "").startswith("rotate(-0 "):
        element.attrib.pop("transform")
    for key, value in element.attrib.items():
        element.set(key, _own(key, value, used, name))


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _own(key: str, value: str, used: set[str], name: str) -> str:
    """An attribute in which what the drawing refers to carries the drawing's name."""
    if key == "id":
        return f"{name}-{value}"
    if key == "style":
        value = value.replace(_FONT, "")
    return _REFERENCE.sub(
        lambda found: f"#{name}-{found[1]}" if found[1] in used else found[0], value
    )

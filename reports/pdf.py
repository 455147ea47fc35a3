"""The case as PDF by typst; the same case and fonts give the same bytes."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import typst

from reports import json_file, sheet
from reports.blocks import plain
from reports.case import Case
from reports.errors import GlyphError, ReportError

TEMPLATE = Path(__file__).with_name("report.typ")
PAPERS = {"a4": "a4", "letter": "us-letter"}
STANDARDS = ["a-3a", "ua-1"]  # for archives with attachments; for readers that read aloud
# Families by script, best first; what is not installed is left out.
FAMILIES = (
    *("Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans", "Helvetica Neue"),
    *("Noto Sans Arabic", "Noto Naskh Arabic", "Geeza Pro", "Segoe UI"),
    *("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"),
    *("Noto Sans Mongolian", "Noto Sans Symbols", "Noto Sans Symbols 2", "Libertinus Serif"),
)
PACKAGES = {"CJK": "fonts-noto-cjk", "HIRAGANA": "fonts-noto-cjk", "KATAKANA": "fonts-noto-cjk"}
PACKAGES |= {"HANGUL": "fonts-noto-cjk"}
OTHER_PACKAGE = "fonts-noto"
_NO_GLYPH = re.compile(r"the text [`'\"“](.+?)[`'\"”] could not be displayed", re.DOTALL)
_ATTACHED = re.compile(rb"/Type\s*/EmbeddedFile\b")
_LENGTH = re.compile(rb"/Length\s+(\d+)\b")
LARGEST_JSON = 600_000_000  # bytes; more is no report of this program


def render(case: Case, paper: str = "a4", *, system_fonts: bool = True) -> bytes:
    """The PDF (PDF/A-3a, PDF/UA-1) with the JSON attached.

    Args:
        case: What to report.
        paper: A key of `PAPERS`.
        system_fonts: Whether to use the fonts of this computer beside the built-in one.

    Raises:
        GlyphError: No installed font shows a character.
        ReportError: The page cannot be made.
    """
    made = _compile(case, paper, "pdf", system_fonts=system_fonts)
    if not isinstance(made, bytes):
        raise ReportError("the report could not be written as one PDF")
    return made


def pages(case: Case, paper: str = "a4", ppi: float = 80) -> list[bytes]:
    """Each page as PNG; see `render`."""
    made = _compile(case, paper, "png", ppi)
    return [made] if isinstance(made, bytes) else list(made)


def attached(document: bytes) -> bytes:
    """The JSON attached to a PDF that `render` wrote.

    It reads no other program's PDF; that the pages say what the JSON says is only shown by
    writing the PDF anew and comparing bytes.

    Raises:
        ReportError: There is not exactly one attachment in that form.
    """
    found = list(_ATTACHED.finditer(document))
    if len(found) != 1:
        raise ReportError("the PDF has not exactly one attachment; it is no report as written")
    begin = document.rfind(b" obj", 0, found[0].start())
    stream = document.find(b"stream\n", found[0].end())
    length = _LENGTH.search(document, max(begin, 0), max(stream, 0))
    if begin < 0 or stream < 0 or length is None:
        raise ReportError("the attachment of the PDF cannot be read")
    start = stream + len(b"stream\n")
    body = document[start : start + int(length[1])]
    if b"/FlateDecode" not in document[begin:stream]:
        return body
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(body, LARGEST_JSON)
    except zlib.error as error:
        raise ReportError("the attachment of the PDF is damaged") from error
    if not reader.eof:
        raise ReportError("the attachment of the PDF is cut off or too large")
    return content


def _compile(
    case: Case, paper: str, form: Any, ppi: float | None = None, system_fonts: bool = True
) -> Any:
    if paper not in PAPERS:
        raise ReportError(f"paper {paper[:20]!r} is not offered; take a4 or letter")
    content = json_file.to_bytes(case)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {}
        for at, picture in enumerate(case.pictures):
            files[at] = f"picture-{at}.{picture.ending}"
            (root / files[at]).write_bytes(picture.body)
        (root / "case.json").write_bytes(content)
        (root / "data.json").write_text(
            json.dumps(_data(case, paper, content, files, system_fonts)), "utf-8"
        )
        main = root / "report.typ"
        main.write_bytes(TEMPLATE.read_bytes())
        standards: Any = STANDARDS if form == "pdf" else []
        try:
            return typst.compile(
                main,
                root=root,
                ignore_system_fonts=not system_fonts,
                format=form,
                ppi=ppi,
                pdf_standards=standards,
                timestamp=case.as_of,
            )
        except typst.TypstError as error:
            raise _explained(error) from error


def _data(
    case: Case, paper: str, content: bytes, files: dict[int, str], system_fonts: bool
) -> dict[str, Any]:
    installed = set(typst.Fonts(include_system_fonts=system_fonts).families())
    at = case.as_of
    reference = plain(case.recorded.consignment.consignment.reference)
    return {
        "title": f"Case report {case.number}",
        "heading": "Case report",
        "lead": f"Number {case.number}. As of {at:%Y-%m-%d %H:%M} UTC. Consignment {reference}.",
        "running": f"Case report {case.number}",
        "short": f"SHA-256 {json_file.sha256(content)[: json_file.SHORT]}",
        "date": [at.year, at.month, at.day],
        "paper": PAPERS[paper],
        "fonts": [family for family in FAMILIES if family in installed],
        "sections": sheet.sections(case, files),
    }


def _explained(error: typst.TypstError) -> ReportError:
    """One sentence; a missing glyph names its script and the package that has it."""
    told = f"{error.message} {error.diagnostic}"
    missing = _NO_GLYPH.search(told)
    if missing is None:
        return ReportError(f"the report cannot be written: {error.message.splitlines()[0][:200]}")
    words = missing[1].strip('"`')
    escaped = re.fullmatch(r"\\u\{([0-9a-fA-F]+)\}.*", words, re.DOTALL)
    mark = (
        chr(int(escaped[1], 16))
        if escaped
        else next((each for each in words if each.isalpha()), words[:1] or "?")
    )
    script = unicodedata.name(mark, "UNKNOWN").split()[0]
    package = PACKAGES.get(script, OTHER_PACKAGE)
    name = script if script == "CJK" else script.capitalize()
    return GlyphError(
        f"no installed font shows {name} writing (U+{ord(mark):04X}); install one, "
        f"on Debian the package {package}"
    )

"""Finds the texts of the interface in the sources of the pages, as messages with places.

Read from the syntax tree, without running anything: every constant that reads like words, less what
only names something inside the program (keywords such as `class_`, keys, comparisons, docstrings).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from wording.places import has_words, shape

# Arguments whose text nobody sees.
_HIDDEN = {
    "class_", "id", "elem_id", "elem_classes", "href", "src", "type", "role", "name_", "value_",
    "variant", "api_visibility", "js", "show_progress", "trigger_mode", "mime", "encoding",
    "errors", "target", "rel", "loading", "scope", "between", "api_name", "queue", "newline",
    "mode", "tabindex", "width", "height", "colour", "sources", "file_types", "file_count", "lang",
}  # fmt: skip
_HIDDEN_START = ("data_", "aria_live", "aria_hidden", "aria_labelledby", "aria_pressed")
# Calls of which no argument is shown.
_UNSEEN = {
    "Html", "compile", "TypeError", "KeyError", "ValueError", "with_name", "startswith", "endswith",
    "removeprefix", "removesuffix", "replace", "split", "getattr", "get", "strftime", "encode",
    "joinpath", "open", "query_params", "cast", "TypeVar", "glob", "rglob", "fullmatch", "match",
    "search", "sub", "fromkeys",
}  # fmt: skip
_SENTENCE = re.compile(r"[A-Za-z]{2}.*\s|^[A-Z][a-z]+")
_CODE = re.compile(
    r"=>|\bconst |\bfunction\b|^\s*[<@#.]|^[\w./-]+\.(?:py|md|toml|css|js)$|\\[swd(]"
    r"|\b(?:SELECT|INSERT|UPDATE|DELETE FROM|WHERE) |= \?"  # questions to a database
)
_JAVASCRIPT = re.compile(r"`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'")
# Sentences that follow or go before one are translated by themselves.
_NEIGHBOURS = re.compile(r"^\{\} (?=[A-Z])|(?<=[.?!])(?: \{\})+$")
_HOLE = re.compile(r"\$\{[^}]*\}")


def texts(path: Path) -> tuple[str, ...]:
    """The texts of a Python or JavaScript file, each once, places as `{}`, in their order."""
    source = path.read_text(encoding="utf-8")
    found = _javascript(source) if path.suffix == ".js" else _python(ast.parse(source))
    alone = (_NEIGHBOURS.sub("", text) for text in map(shape, found))
    return tuple(dict.fromkeys(text for text in alone if has_words(text)))


def collect(paths: Iterable[Path]) -> dict[str, str]:
    """Text -> name of the first file that has it."""
    found: dict[str, str] = {}
    for path in paths:
        for text in texts(path):
            found.setdefault(text, path.name)
    return found


def _python(tree: ast.AST) -> Iterator[str]:
    docs = {id(text) for text in _docstrings(tree)}
    yield from _walk(tree, docs, is_shown=False)


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """Texts that stand alone as a statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _walk(node: ast.AST, docs: set[int], *, is_shown: bool) -> Iterator[str]:
    """Texts below a node; inside a shown call one lower-case word counts as well."""
    if id(node) in docs:
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and _reads_like_words(node.value, is_shown=is_shown):
            yield node.value
        return
    if isinstance(node, ast.JoinedStr):
        text = "".join(map(_part, node.values))
        if _reads_like_words(text, is_shown=True):
            yield text
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _walk(part.value, docs, is_shown=True)
        return
    for child, shown in _children(node, is_shown=is_shown):
        yield from _walk(child, docs, is_shown=shown)


def _part(part: ast.expr) -> str:
    """A part of an f-string: its text, else a place, with the sign that a share is written with."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    spec = part.format_spec if isinstance(part, ast.FormattedValue) else None
    is_share = isinstance(spec, ast.JoinedStr) and ast.unparse(spec).rstrip("'\"").endswith("%")
    return "{}%" if is_share else "{}"


def _children(node: ast.AST, *, is_shown: bool) -> Iterator[tuple[ast.AST, bool]]:
    """The parts of a node that may hold shown text, and whether one word there is shown."""
    if isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, ast.Compare | ast.Subscript | ast.AnnAssign) and not isinstance(
        node, ast.AnnAssign
    ):
        return
    elif isinstance(node, ast.AnnAssign):
        yield from ((node.value, False),) if node.value else ()
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from ((each, False) for each in node.body)
    elif isinstance(node, ast.Dict):
        yield from ((each, False) for each in (*node.keys, *node.values) if each)
    elif isinstance(node, ast.IfExp):
        yield from ((node.body, is_shown), (node.orelse, is_shown))
    else:
        yield from ((each, is_shown) for each in ast.iter_child_nodes(node))


def _of_call(node: ast.Call) -> Iterator[tuple[ast.AST, bool]]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in _UNSEEN:
        return
    if isinstance(function, ast.Attribute):
        yield function.value, False
    is_markup = name in {"tag", "section", "fold", "bullets", "join"}
    for at, argument in enumerate(node.args):
        if not (name == "tag" and at == 0):
            yield argument, is_markup
    for keyword in node.keywords:
        label = keyword.arg or ""
        if label not in _HIDDEN and not label.startswith(_HIDDEN_START):
            yield keyword.value, label in {"label", "info", "placeholder", "aria_label", "alt"}


def _reads_like_words(text: str, *, is_shown: bool) -> bool:
    if _CODE.search(text):
        return False
    return is_shown or _SENTENCE.search(text.strip()) is not None


def _javascript(source: str) -> Iterator[str]:
    """String literals that hold a blank between words or begin a sentence."""
    code = re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE)
    for template, plain in _JAVASCRIPT.findall(code):
        text = _HOLE.sub("{}", template or plain)
        if re.search(r"[a-z]\s+\w|^[A-Z][a-z]+ \{\}|\{\} [a-z]{3}", text) and not _CODE.search(
            text
        ):
            yield text

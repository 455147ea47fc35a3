"""Finds every design: the modules in `designs/`, by class id."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

import numpy as np

from datasets.studio import designs as package
from datasets.studio.parts import Part

Design = Callable[[np.random.Generator], list[Part]]
Table = dict[str, tuple[Design, ...]]


class StudioError(Exception):
    """The studio cannot do what was asked; the message is one plain sentence."""


def designs(
    ids: Iterable[str] | None = None, only: tuple[str, ...] = (), strict: bool = True
) -> Table:
    """Every design by class id, in the order of module names.

    Args:
        ids: the class ids allowed; None allows any.
        only: names of the modules to read; empty reads all.
        strict: a module that cannot be imported is an error; if not, it is named and left out,
            so that one broken module does not stop work on the others.

    Raises:
        StudioError: a module in `designs/` that cannot be imported, has no mapping `DESIGNS`, or
            has an id that is not allowed.
    """
    allowed = None if ids is None else set(ids)
    found: Table = {}
    for module in _modules(only, strict):
        for class_id, made in _table(module).items():
            if allowed is not None and class_id not in allowed:
                raise StudioError(
                    f"{module.__name__} has designs for {class_id!r}, which is no class of the "
                    f"catalogue; rename it or add the class."
                )
            found[class_id] = found.get(class_id, ()) + tuple(made)
    return dict(sorted(found.items()))


def together(*tables: Table) -> Table:
    """The designs of several tables, sorted by class id."""
    ids = sorted({class_id for table in tables for class_id in table})
    return {c: tuple(design for table in tables for design in table.get(c, ())) for c in ids}


def chosen(table: Table, ids: list[str] | None) -> Table:
    """The part of a table that is asked for; all of it without `ids`.

    Raises:
        StudioError: an id has no design.
    """
    for class_id in ids or ():
        if class_id not in table:
            raise StudioError(
                f"class {class_id!r} has no design; designs exist for {', '.join(table)}."
            )
    return {c: table[c] for c in ids} if ids else table


def name_of(design: Design) -> str:
    """The name a design is known by: `module.function`."""
    function = getattr(design, "func", design)  # a functools.partial knows its function
    module = str(function.__module__).rsplit(".", 1)[-1]
    own = getattr(design, "__name__", "") or str(getattr(function, "__name__", "design"))
    return f"{module}.{own}"


def _modules(only: tuple[str, ...], strict: bool) -> Iterator[ModuleType]:
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if only and info.name not in only:
            continue
        name = f"{package.__name__}.{info.name}"
        try:
            yield importlib.import_module(name)
        except (ImportError, SyntaxError, NameError, AttributeError) as error:
            if strict:
                raise StudioError(f"{name} cannot be imported: {error}; mend it.") from error
            print(f"left out {name}: {error}", file=sys.stderr)


def _table(module: ModuleType) -> Table:
    """The module's `DESIGNS`; helper modules whose name starts with an underscore have none."""
    table = getattr(module, "DESIGNS", None)
    if table is None and module.__name__.rsplit(".", 1)[-1].startswith("_"):
        return {}
    if not isinstance(table, dict):
        raise StudioError(f"{module.__name__} has no mapping DESIGNS from class id to designs.")
    return table

"""Arrows go one way, every library has one owner, and inspecting needs no training extra."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = (
    *("catalogue", "model", "findings", "accounts", "quiz", "reports", "wording"),
    *("datasets", "training", "evaluation", "pages"),
)
OURS = {*PARTS, "app", "benchmarks", "tests"}
LIBRARY = "datasets.library"  # a part of its own; the command line puts it beside its neighbours

MAY_IMPORT: dict[str, set[str]] = {
    "catalogue": set(),
    "model": {"catalogue"},
    "findings": {"model", "catalogue"},
    "accounts": set(),
    "quiz": {"model", "catalogue"},
    "reports": {"findings", "model", "catalogue"},
    "wording": {"catalogue"},
    "datasets": {"model", "catalogue"},
    LIBRARY: {"datasets", "findings", "model", "catalogue"},
    "datasets.__main__": {LIBRARY, "datasets", "model", "catalogue"},
    "training": {"datasets", "model", "catalogue"},
    "evaluation": {"datasets", "model", "catalogue"},
    "pages": {
        *("accounts", "quiz", "reports", "wording", LIBRARY),
        *("datasets", "findings", "model", "catalogue"),
    },
    "app": {"pages", LIBRARY, "accounts", "quiz", "reports", "findings", "model", "catalogue"},
}
# Of `model`, these may know how a photo is decoded and nothing else.
KNOW_THE_PHOTO_ONLY = {"datasets", "findings", "quiz", "reports"}
FROM_MODEL = {"model.photo", "model.errors"}

# A path prefix owns a library; a library that is not named here has no owner.
OWNERS: dict[str, tuple[str, ...]] = {
    "PIL": ("model/photo.py", "datasets/studio/", "training/preview.py"),
    "pi_heif": ("model/photo.py",),
    "onnxruntime": ("model/runtime.py", "training/quantise.py"),
    "torch": ("model/network.py", "model/weights.py", "training/"),
    "timm": ("model/network.py",),
    "torchvision": ("model/network.py",),
    "safetensors": ("model/weights.py",),
    "albumentations": ("training/augment.py",),
    "cv2": ("training/augment.py",),
    "onnx": ("training/export.py",),
    "tensorboardX": ("training/progress.py",),
    "mitsuba": ("datasets/studio/",),
    "trimesh": ("datasets/studio/",),
    "manifold3d": ("datasets/studio/",),
    "scipy": ("datasets/studio/",),
    "gradio": ("pages/", "app.py"),
    "starlette": ("pages/",),
    "fastapi": ("pages/",),
    "argon2": ("accounts/",),
    "fsrs": ("quiz/memory.py",),
    "typst": ("reports/",),
    "rfc3161_client": ("reports/timestamp.py",),
    "rapidfuzz": ("catalogue/search.py",),
    "matplotlib": ("evaluation/report/",),
    "sklearn": (),  # tests alone compare the measures with these two
    "torchmetrics": (),
}
STANDARD_LIBRARY_ONLY = "catalogue"
TRAINING_EXTRA = {"torch", "timm", "torchvision", "safetensors", "albumentations", "cv2", "onnx"}
TRAINING_EXTRA |= {"tensorboardX"}
SYNTHETIC_EXTRA = {"mitsuba", "trimesh", "manifold3d", "scipy"}


def _sources() -> list[Path]:
    files = [path for part in PARTS for path in sorted((ROOT / part).rglob("*.py"))]
    return [*files, ROOT / "app.py"]


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively; write the full name"
            yield node.lineno, node.module or ""
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def _part(path: Path) -> str:
    return _part_of(".".join(path.relative_to(ROOT).with_suffix("").parts))


def _part_of(name: str) -> str:
    """The part of ours that a dotted name belongs to; its first word where it is none of ours."""
    named = [part for part in MAY_IMPORT if f"{name}.".startswith(f"{part}.")]
    return max(named, key=len, default=name.split(".")[0])


def _named(path: Path, line: int, name: str) -> str:
    return f"{path.relative_to(ROOT)}:{line} imports {name}"


def test_each_part_imports_only_the_parts_it_may() -> None:
    wrong = []
    for path in _sources():
        part = _part(path)
        for line, name in _imports(path):
            other = _part_of(name)
            is_ours = name.split(".")[0] in OURS
            # "from datasets import library" is followed by its full name.
            if is_ours and name != "datasets" and other != part and other not in MAY_IMPORT[part]:
                wrong.append(_named(path, line, name))
    assert wrong == []


def test_some_parts_know_only_the_photo_of_the_model() -> None:
    wrong = [
        _named(path, line, name)
        for path in _sources()
        if _part(path) in KNOW_THE_PHOTO_ONLY
        for line, name in _imports(path)
        if name.split(".")[0] == "model" and ".".join(name.split(".")[:2]) not in FROM_MODEL
    ]
    assert wrong == []


def test_a_library_with_an_owner_is_imported_nowhere_else() -> None:
    wrong = []
    for path in _sources():
        relative = path.relative_to(ROOT).as_posix()
        for line, name in _imports(path):
            owners = OWNERS.get(name.split(".")[0])
            if owners is not None and not relative.startswith(owners):
                wrong.append(_named(path, line, name))
    assert wrong == []


def test_the_catalogue_needs_the_standard_library_only_except_to_search() -> None:
    allowed = {*sys.stdlib_module_names, "catalogue", "rapidfuzz"}  # its owner: OWNERS
    wrong = [
        _named(path, line, name)
        for path in _sources()
        if _part(path) == STANDARD_LIBRARY_ONLY
        for line, name in _imports(path)
        if name.split(".")[0] not in allowed
    ]
    assert wrong == []


def test_the_register_needs_the_standard_library_only() -> None:
    allowed = {*sys.stdlib_module_names, *OURS}
    wrong = [
        _named(path, line, name)
        for path in _sources()
        if _part(path) == "findings"
        for line, name in _imports(path)
        if name.split(".")[0] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "module",
    ["app", "model.__main__", "catalogue.__main__", "findings.__main__", "datasets.__main__"],
)
def test_inspecting_loads_no_training_or_rendering_library(module: str) -> None:
    """Asked of a fresh interpreter, because imports inside functions and of others count too."""
    code = (
        f"import sys, {module}; print(' '.join(sorted({{m.split('.')[0] for m in sys.modules}})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert loaded & (TRAINING_EXTRA | SYNTHETIC_EXTRA) == set()


def test_the_light_command_line_stays_without_gradio() -> None:
    code = "import sys, model.__main__; print('gradio' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_importing_a_part_does_no_work() -> None:
    """An __init__ holds a docstring and nothing else, so that importing it loads nothing."""
    for path in _sources():
        if path.name == "__init__.py":
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert len(body) == 1, f"{path.relative_to(ROOT)} does more than its docstring"
            assert isinstance(body[0], ast.Expr), path.relative_to(ROOT)


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in _sources() if path.parent != ROOT}
    assert [
        f.relative_to(ROOT).as_posix() for f in folders if not (f / "__init__.py").is_file()
    ] == []


def test_no_installed_package_provides_one_of_our_names() -> None:
    installed = set(importlib.metadata.packages_distributions())
    assert installed & (OURS - {"tests"}) == set(), "a dependency brings one of our package names"


def test_no_catch_all_module_exists() -> None:
    assert [str(p) for p in _sources() if p.stem in {"utils", "helpers", "misc"}] == []

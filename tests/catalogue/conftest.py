import shutil
from pathlib import Path

import pytest

from catalogue.load import DATA, FOLDERS, Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real data."""
    return load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of all TOML files, to break one rule in."""
    for name in ("law", *FOLDERS.values()):
        shutil.copytree(DATA / name, tmp_path / name)
    return tmp_path

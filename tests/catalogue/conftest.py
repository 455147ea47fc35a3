from pathlib import Path

import pytest

from catalogue.load import DATA, PATTERNS, Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real data."""
    return load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of all TOML files, to break one rule in."""
    for path in (path for pattern in PATTERNS for path in DATA.glob(pattern)):
        to = tmp_path / path.relative_to(DATA)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
    return tmp_path

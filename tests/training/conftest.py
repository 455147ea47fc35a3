"""Fixtures of several tests of training."""

from __future__ import annotations

import pytest

from tests.training.colours import World, make_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A pretrained backbone under a head that names the nearest mean; do not change it."""
    return make_world(tmp_path_factory.mktemp("teach"))

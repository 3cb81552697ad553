"""A copy of the small site for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.sources import copy


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")

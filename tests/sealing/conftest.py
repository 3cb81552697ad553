"""What the tests of sealing share: a copy of the small site to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import sources


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sources.copy(tmp_path / "site")

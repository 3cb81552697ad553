"""What the calculator weighs on its way to the reader."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.conftest import ROOT

LIMIT = 6 * 1024
FILES = ("calculator.js", "calculator.css")


def test_script_and_style_together_are_small() -> None:
    folder: Path = ROOT / "hooks/tandem/calculator"
    sizes = {name: len(gzip.compress((folder / name).read_bytes(), compresslevel=9, mtime=0)) for name in FILES}
    assert sum(sizes.values()) <= LIMIT, sizes

"""What the calculator weighs on its way to the reader."""

from __future__ import annotations

import gzip
from pathlib import Path

from tandem.lean.assets import pack

from tests.conftest import ROOT

LIMIT = 6 * 1024
SENT = 5 * 1024  # with what the self-test shares, packed
FILES = ("calculator.js", "calculator.css")


def test_script_and_style_together_are_small() -> None:
    folder: Path = ROOT / "hooks/tandem/calculator"
    sizes = {name: len(gzip.compress((folder / name).read_bytes(), compresslevel=9, mtime=0)) for name in FILES}
    assert sum(sizes.values()) <= LIMIT, sizes


def test_what_is_sent_with_the_arithmetic_is_small() -> None:
    folder: Path = ROOT / "hooks/tandem"
    files = [*(folder / "calculator" / name for name in FILES), folder / "dosing/dosing.js"]
    sizes = {path.name: len(gzip.compress(pack(path), compresslevel=9, mtime=0)) for path in files}
    assert sum(sizes.values()) <= SENT, sizes

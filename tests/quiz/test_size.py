"""What the self-test and the progress weigh on their way to the reader, as the site ships them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tandem.lean.assets import pack
from tandem.progress import FEATURE as PROGRESS


@pytest.mark.parametrize(("limit", "files"), [
    (5 * 1024, ["quiz.*.js", "quiz.*.css"]),
    (1024, ["progress.*.js"]),
])  # fmt: skip
def test_scripts_and_styles_are_small(site: Path, limit: int, files: list[str]) -> None:
    found = [path for name in files for path in (site / "assets/tandem").glob(name)]
    assert len(found) == len(files)
    sizes = {path.name: len(gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)) for path in found}
    assert sum(sizes.values()) <= limit, sizes


def test_the_progress_takes_little_of_the_style_of_every_page() -> None:
    style = pack(PROGRESS.folder / "progress.css")
    assert len(gzip.compress(style, compresslevel=9, mtime=0)) <= 512

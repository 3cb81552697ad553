"""What the self-test and the progress weigh on their way to the reader."""

from __future__ import annotations

import gzip

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(("limit", "files"), [
    (5 * 1024, ["quiz/quiz.js", "quiz/quiz.css"]),
    (1024, ["progress/progress.js"]),
    (512, ["progress/progress.css"]),
])  # fmt: skip
def test_scripts_and_styles_are_small(limit: int, files: list[str]) -> None:
    read = {name: (ROOT / "hooks/tandem" / name).read_bytes() for name in files}
    sizes = {name: len(gzip.compress(text, compresslevel=9, mtime=0)) for name, text in read.items()}
    assert sum(sizes.values()) <= limit, sizes

"""Lead what was found in a published page back to the line of a source that brought it there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from ..core.problems import Problems
from .allowed import Finding

_FIX = "remove it: text may have what Markdown and the blocks give, and no HTML, script or other host"


def report(found: Iterable[Finding], sources: Sequence[Path], page: str, problems: Problems) -> None:
    """Record each finding at the line that brought it, of the first source that has it, else of the first source."""
    texts = [(path, path.read_text(encoding="utf-8", errors="replace").splitlines()) for path in sources]
    for finding in found:
        path, line = _place(finding, texts) or (sources[0], 1)
        problems.add(path, line, f"the page {page} would be published with {finding.what}", _FIX)


def _place(finding: Finding, texts: Sequence[tuple[Path, list[str]]]) -> tuple[Path, int] | None:
    for needle in filter(None, finding.needles):
        for path, lines in texts:
            for number, line in enumerate(lines, 1):
                if needle in line or escape(needle) in line:
                    return path, number
    return None

"""What agreement finds: a difference, where it is, where its counterpart is, and what to write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, order=True)
class Finding:
    """One difference between two languages. `kind` is the word by which an exception in the page names it."""

    path: Path
    line: int
    kind: str
    severity: str
    what: str
    fix: str
    counterpart: Path
    counterpart_line: int

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}: {self.severity}: {self.what}\n  fix: {self.fix}"

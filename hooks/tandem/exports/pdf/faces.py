"""paper.yml: what books are set in, and where the packages with the faces are.

Life: read once a build; `Paper.folders` finds the packages' files without importing more than their own small module.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ...core.missing import imported

_FILE = Path(__file__).with_name("paper.yml")
ANY = "*"


@dataclass(frozen=True)
class Paper:
    """What paper.yml holds."""

    colours: dict[str, str]
    packages: list[dict[str, str]]
    drawing: list[str]
    languages: dict[str, dict[str, Any]]

    def folders(self) -> list[Path]:
        """Where the faces lie. Raises CannotMakeError with the package to install."""
        return [
            Path(str(imported(one["module"], one["package"]).__file__)).parent / one["folder"] for one in self.packages
        ]

    def language(self, tag: str) -> dict[str, Any]:
        """How a language is set: by its tag, by the tag's first part, or as every other."""
        lang, _, rest = tag.partition("-")
        regions = [part for part in rest.split("-") if len(part) == 2]
        known = self.languages.get(tag) or self.languages.get(lang) or self.languages[ANY]
        return {**known, "lang": lang, "region": regions[0] if regions else None}

    def families(self) -> list[str]:
        """Every face that may be printed in."""
        stacks = [one[kind] for one in self.languages.values() for kind in ("text", "label")]
        return list(dict.fromkeys([*(face["name"] for stack in stacks for face in stack), *self.drawing]))


@cache
def paper() -> Paper:
    """The one paper."""
    return Paper(**yaml.safe_load(_FILE.read_text(encoding="utf-8")))

"""What the wheel says that it needs: the packages of requirements.in, at the versions that are pinned there.

hatchling calls this while it builds. pyproject.toml only names the packages that not every site needs, by the extra
that brings them, so that no version is written twice; the extra `all` brings those of every other.
"""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface
from packaging.utils import canonicalize_name


def requirements(text: str) -> list[tuple[str, str]]:
    """The name and the whole line of each requirement, in the order of the file."""
    lines = [line.partition(" #")[0].strip() for line in text.splitlines()]
    asked = [line for line in lines if line and not line.startswith("#")]
    return [(canonicalize_name(re.split(r"[\s=<>!~;\[]", line, maxsplit=1)[0]), line) for line in asked]


def divided(asked: list[tuple[str, str]], extras: dict[str, list[str]]) -> tuple[list[str], dict[str, list[str]]]:
    """What every site needs, and what each extra brings. Raises ValueError where an extra names another package."""
    wanted = {canonicalize_name(name) for names in extras.values() for name in names}
    if unknown := wanted - {name for name, _ in asked}:
        raise ValueError(f"pyproject.toml names packages that requirements.in does not have: {sorted(unknown)}")
    optional = {
        extra: [line for name, line in asked if name in {canonicalize_name(one) for one in names}]
        for extra, names in extras.items()
    }
    optional["all"] = [line for name, line in asked if name in wanted]
    return [line for name, line in asked if name not in wanted], optional


class CustomMetadataHook(MetadataHookInterface):
    """What hatchling looks for in this file."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "requirements.in").read_text(encoding="utf-8")
        metadata["dependencies"], metadata["optional-dependencies"] = divided(requirements(text), self.config["extras"])

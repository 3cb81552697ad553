"""What the wheel says that it needs: the packages of requirements.in, at the versions that are pinned there.

hatchling calls this while it builds. pyproject.toml only names the packages that not every site needs, by the extra
that brings them, so that no version is written twice; the extra `all` brings those of every other. The workflow Release
says besides which commit it builds, for `tandem new-site`: sites call the workflows of that commit.
"""

import os
import re
from collections.abc import Mapping
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


def links(environment: Mapping[str, str]) -> dict[str, str]:
    """Where the sources of a release lie; nothing for a wheel that is built otherwise."""
    repository, commit, tag = (environment.get(f"RELEASED_{name}") for name in ("REPOSITORY", "COMMIT", "TAG"))
    if not (repository and commit and tag):
        return {}
    address = f"https://github.com/{repository}"
    return {"Source": f"{address}/tree/{commit}", "Release": f"{address}/releases/tag/{tag}"}


class CustomMetadataHook(MetadataHookInterface):
    """What hatchling looks for in this file."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "requirements.in").read_text(encoding="utf-8")
        metadata["dependencies"], metadata["optional-dependencies"] = divided(requirements(text), self.config["extras"])
        metadata["urls"] = links(os.environ)

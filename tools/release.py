"""What a release says, and whether it may be made: `make notes TAG=v1.0.0`.

The workflow Release runs this before it builds. A tag names the version of a tutorial, `v` and what `tutorial.yml`
says; its notes are what CHANGELOG.md says under that version. Where one is lacking, nothing is released. The notes go
to standard output.
"""

import re
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent


class RefusedError(Exception):
    """Why there is no such release, and what to do."""


def versions(root: Path) -> dict[str, str]:
    """The version of each tutorial, by its folder."""
    return {name: str(file["version"]) for name, file in _files(root).items()}


def _files(root: Path) -> dict[str, dict[str, Any]]:
    """What is in each tutorial.yml, by its folder."""
    paths = sorted((root / "docs").glob("*/tutorial.yml"))
    return {path.parent.name: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in paths}


def _is_recalled(file: dict[str, Any], version: str) -> bool:
    """Whether a tutorial is of this version, and has recalled it."""
    recalls = file.get("recalls") or []
    return file["version"] == version and any(version in recall.get("versions", [version]) for recall in recalls)


def notes(root: Path, tag: str) -> str:
    """The notes of the release of a tag."""
    known = versions(root)
    version = tag.removeprefix("v")
    if not tag.startswith("v") or version not in known.values():
        said = "\n".join(f"  docs/{name}/tutorial.yml says version {found}" for name, found in known.items())
        ways = " or ".join(f"v{found}" for found in dict.fromkeys(known.values()))
        raise RefusedError(
            f"the tag {tag} is the version of no tutorial:\n{said}\n"
            f"  fix: set `version` there and commit, or tag {ways}"
        )
    if recalling := [name for name, file in _files(root).items() if _is_recalled(file, version)]:
        raise RefusedError(
            f"version {version} is recalled in docs/{recalling[0]}/tutorial.yml\n"
            "  fix: correct what is wrong, raise `version`, and tag that"
        )
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## \[?{re.escape(version)}\]?(?:[ \t][^\n]*)?\n"
    found = re.search(rf"{heading}(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None or not found[1].strip():
        raise RefusedError(
            f"CHANGELOG.md does not say what version {version} brings\n"
            f"  fix: put `## {version}` in the place of `## Unreleased`, commit, and set the tag there"
        )
    return f"{found[1].strip()}\n"


def main() -> int:
    try:
        sys.stdout.write(notes(ROOT, sys.argv[1]))
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

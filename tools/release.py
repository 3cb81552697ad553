"""What a release says, and whether it may be made: `make notes TAG=v1.0.0`.

The workflow Release runs this before it builds. A tag names the version of a tutorial, `v` and what `tutorial.yml`
says; its notes are what CHANGELOG.md says under that version, and which versions of the program are withdrawn. Where
one is lacking, or the program's own version is withdrawn, nothing is released. The notes go to standard output.
"""

import re
import sys
import tomllib
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


def withdrawn(root: Path) -> str:
    """What the notes say of withdrawn versions of the program. Raises RefusedError where its own is one of them."""
    file = "hooks/tandem/withdrawn.yml"
    entries = yaml.load((root / file).read_text(encoding="utf-8"), yaml.BaseLoader)["withdrawn"]
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if any(version in entry["versions"] for entry in entries):
        raise RefusedError(
            f"version {version} of the program is withdrawn in {file}\n"
            "  fix: correct what is wrong, raise `version` in pyproject.toml, and commit"
        )
    said = [f"- {', '.join(entry['versions'])} ({entry['on']}): {entry['why']} {entry['do']}" for entry in entries]
    return "\n".join(["", "Versions of the program that are withdrawn:", "", *said, ""]) if said else ""


def main() -> int:
    try:
        sys.stdout.write(notes(ROOT, sys.argv[1]) + withdrawn(ROOT))
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The bill of materials, `python -m tools.bom`: every package that a build stands on, and every file that npm gave.

It is made from the lock files, parts.yml beside the bill and, for licences, what the installed packages say of
themselves; a package whose licence neither tells is refused. The same sources give the same bytes: it names no time.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "hooks/tandem/exports/bom"
BILL = FOLDER / "software.cdx.json"
VENDOR = ROOT / "hooks/tandem/search/vendor/vendor.json"
_PIN = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; ([^\\\n]+?))? \\$", re.M)
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*\Z")
_VAGUE = {"BSD", "UNKNOWN", "Apache"}  # no licence of the SPDX list


class RefusedError(Exception):
    """What the bill cannot say, and what to do."""


def _licence(name: str, known: dict[str, str]) -> str:
    """A package's licence as SPDX writes it: as parts.yml says, else as the package does."""
    if name in known:
        return known[name]
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        said = None
    for field in ("License-Expression", "License"):
        found = said[field] if said and field in said else ""
        if _SPDX.match(found) and found not in _VAGUE:
            return str(found)
    raise RefusedError(
        f"nothing tells the licence of {name}\n"
        f"  fix: read it, and add `{name}: …` under `licences` in {FOLDER.name}/parts.yml"
    )


def _component(
    name: str, version: str, licence: str, purl: str, shipped: dict[str, dict[str, str]] | None,
    hashes: list[tuple[str, str]], more: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    group, _, short = name.rpartition("/")
    words = dict(more)
    if shipped:
        words |= {f"tandem:what:{locale}": text for locale, text in shipped["what"].items()}
    expression = " " in licence
    found: dict[str, Any] = {"type": "library", "bom-ref": purl, **({"group": group} if group else {}), "name": short}
    found |= {
        "version": version,
        "scope": "required" if shipped else "excluded",
        "hashes": [{"alg": alg, "content": content} for alg, content in hashes],
        "licenses": [{"expression": licence} if expression else {"license": {"id": licence}}],
        "purl": purl,
        "properties": [{"name": key, "value": value} for key, value in sorted(words.items())],
    }
    return found


def _python(text: str, parts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The packages of requirements.txt, where the hashes of their many files stand, by which pip takes them."""
    for name, version, marker in _PIN.findall(text):
        more = {"tandem:where": marker} if marker else {}
        licence = _licence(name, parts["licences"])
        yield _component(name, version, licence, f"pkg:pypi/{name}@{version}", parts["shipped"].get(name), [], more)


def _vendored(vendor: dict[str, dict[str, str]], parts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What npm gave, kept in the repository file by file."""
    for path, file in vendor.items():
        algorithm, _, digest = file["integrity"].partition("-")
        hashes = [(algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(digest).hex())]
        purl = f"pkg:npm/{file['package'].replace('@', '%40')}@{file['version']}"
        more = {"tandem:where": f"{VENDOR.parent.relative_to(ROOT).as_posix()}/{path}"}
        shipped = parts["shipped"].get(file["package"])
        yield _component(file["package"], file["version"], file["licence"], purl, shipped, hashes, more)


def bill() -> str:
    """The bill as CycloneDX 1.6, JSON. Raises RefusedError for what it cannot say."""
    parts = yaml.safe_load((FOLDER / "parts.yml").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    vendor = json.loads(VENDOR.read_text(encoding="utf-8"))
    components = [*_vendored(vendor, parts), *_python(text, parts)]
    names = {"/".join(filter(None, [part.get("group"), part["name"]])) for part in components}
    if strange := [*(set(parts["shipped"]) - names), *(set(parts["licences"]) - names)]:
        raise RefusedError(f"no package is called {strange[0]}\n  fix: remove it from {FOLDER.name}/parts.yml")
    own = {
        "type": "application", "bom-ref": "tandem", "name": "tandem",
        "licenses": [{"license": {"id": "MIT"}}],
    }  # fmt: skip
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": sorted(components, key=lambda part: str(part["bom-ref"])),
        "dependencies": [{"ref": "tandem", "dependsOn": sorted(str(part["bom-ref"]) for part in components)}],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return json.dumps({"serialNumber": number.urn, **content}, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    try:
        BILL.write_text(bill(), encoding="utf-8", newline="\n")
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 1
    print(BILL.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

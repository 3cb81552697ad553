"""Bring the search's two libraries from npm anew: `python -m tools.search.vendor` (needs Node.js and npm).

`vendor.json` names package, version and npm's checksum of each; what is written beside it is the library's own module
as one classic script, made by esbuild of the version below. To raise a version: change it, empty `integrity`, run this.
Building the site needs none of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "hooks/tandem/search/vendor"
ESBUILD = "esbuild@0.28.2"


def bring(name: str, entry: dict[str, str], work: Path) -> str:
    """One library as a script, its licence above it; fills in `integrity` where it is empty."""
    asked = f"{entry['package']}@{entry['version']}"
    told = subprocess.run(["npm", "pack", "--silent", asked], cwd=work, check=True, capture_output=True, text=True)
    archive = work / told.stdout.strip()
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if entry["integrity"] not in ("", integrity):
        sys.exit(f"{asked}: npm sends another file than the one that was looked at: {integrity}")
    entry["integrity"] = integrity
    with tarfile.open(archive) as files:
        files.extractall(work, filter="data")
    source = work / "package" / entry["file"]
    command = ["npx", "--yes", ESBUILD, str(source), "--bundle", "--minify", "--format=esm", "--target=es2020",
               "--legal-comments=none"]  # fmt: skip
    made = subprocess.run(command, cwd=work, check=True, capture_output=True, text=True).stdout
    # One export is wanted; a module's own way to give it is longer than a function's.
    body, exports = re.fullmatch(r"(.*)export\{(.*)\};\s*", made, re.S).groups()  # type: ignore[union-attr]
    inner = next(part.split(" as ")[0] for part in exports.split(",") if part.endswith(f" as {entry['export']}"))
    script = f"const {entry['name']}=(()=>{{{body}return {inner}}})();\n"
    licence = (work / "package" / entry["licence_file"]).read_text(encoding="utf-8")
    (FOLDER / f"{name.removesuffix('.js')}.LICENSE.txt").write_text(licence, encoding="utf-8")
    return f"/*! {entry['package']} {entry['version']}, {entry['licence']}: {entry['file']} */\n{script}"


def main() -> int:
    record = FOLDER / "vendor.json"
    entries: dict[str, dict[str, str]] = json.loads(record.read_text(encoding="utf-8"))
    for name, entry in entries.items():
        with tempfile.TemporaryDirectory() as work:
            text = bring(name, entry, Path(work))
        (FOLDER / name).write_text(text, encoding="utf-8")
        entry["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    record.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

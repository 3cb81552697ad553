"""`make feature NAME=key-figure`: the room of a new feature, whole, tested and registered, to be changed from there.

Life: the Makefile runs `python -m tools.new_feature key-figure`, then writes the schemas. `sources/` is what is
written, with the name in its spellings to fill in; lines in `registry.py` and pyproject.toml make the feature one of
those there are, and each language's catalogue has its words. Nothing is written unless all of it can be; ruff then puts
imports in the order that the name gives.
"""

from __future__ import annotations

import keyword
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = "hooks/tandem/registry.py"
LANGUAGES = "hooks/tandem/languages"
SOURCES = Path(__file__).parent / "sources"


class CannotMakeFeatureError(Exception):
    """Why there is no such feature, and how to fix it."""


def spellings(name: str) -> dict[str, str]:
    """A feature's name as blocks, modules, classes and texts have it. Raises CannotMakeFeatureError."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > 30:
        raise CannotMakeFeatureError(
            f"'{name}' is no name of a feature\n  fix: use small Latin letters, digits and hyphens: key-figure"
        )
    module = name.replace("-", "_")
    if keyword.iskeyword(module):
        raise CannotMakeFeatureError(f"'{name}' is a word of Python\n  fix: choose another name")
    words = name.replace("-", " ")
    return {
        "@name@": name, "@module@": module, "@Class@": words.title().replace(" ", ""), "@words@": words,
        "@Words@": words.capitalize(),
    }  # fmt: skip


def make_feature(root: Path, name: str) -> list[str]:
    """Write the room of a feature into a checkout; returns its new files. Raises CannotMakeFeatureError."""
    named = spellings(name)
    module = named["@module@"]
    texts = {}
    for place, folder in (("hooks", f"hooks/tandem/{module}"), ("tests", f"tests/{module}")):
        if (root / folder).exists() or (root / f"{folder}.py").exists():
            raise CannotMakeFeatureError(f"{folder} is there already\n  fix: choose another name")
        for path in sorted((SOURCES / place).rglob("*.in")):
            file = _filled(path.relative_to(SOURCES / place).as_posix().removesuffix(".in"), named)
            texts[f"{folder}/{file}"] = _filled(path.read_text(encoding="utf-8"), named)
    changed = {
        REGISTRY: _registered((root / REGISTRY).read_text(encoding="utf-8"), module),
        "pyproject.toml": _contracted((root / "pyproject.toml").read_text(encoding="utf-8"), module),
    }
    for path in sorted((SOURCES / "languages").glob("*.in")):  # the room's words, in each catalogue of the package
        file = f"{LANGUAGES}/{path.name.removesuffix('.yml.in')}/interface.yml"
        words = _filled(path.read_text(encoding="utf-8"), named)
        if (root / file).is_file():
            changed[file] = (root / file).read_text(encoding="utf-8") + words
    for file, text in {**texts, **changed}.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8", newline="\n")
    made = [str(root / file) for file in texts if file.endswith(".py")]
    for ruff in (["check", "--fix", "--select", "I"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *ruff, "--quiet", *made], cwd=root, check=True)
    return list(texts)


def _filled(text: str, named: dict[str, str]) -> str:
    return re.sub("|".join(named), lambda match: named[match[0]], text)


def _registered(text: str, module: str) -> str:
    """The registry with one more feature: among the imports, and behind the blocks that there are."""
    imports = re.search(r"(?m)^from \. import \(\n((?:    \w+,\n)+)\)", text)
    blocks = re.search(r"(?m)^_WITH_BLOCKS: .*\n(?:    \w+\.FEATURE,\n)+", text)
    if imports is None or blocks is None:
        raise CannotMakeFeatureError(
            "registry.py does not list features as it did\n  fix: bring tools/new_feature in line"
        )
    names = sorted({*re.findall(r"\w+", imports[1]), module})
    listed = text[: blocks.end()] + f"    {module}.FEATURE,\n" + text[blocks.end() :]
    return listed.replace(imports[1], "".join(f"    {name},\n" for name in names), 1)


def _contracted(text: str, module: str) -> str:
    """The settings of import-linter with one more feature: independent of the others, and in their layer."""
    independent = re.search(r'type = "independence"\nmodules = \[\n((?:  "tandem\.\w+",\n)+)\]', text)
    layer = re.search(r'(?m)^  "(tandem\.app \|[^"]+)",$', text)
    if independent is None or layer is None:
        raise CannotMakeFeatureError(
            "pyproject.toml does not list features as it did\n  fix: bring tools/new_feature in line"
        )
    names = sorted({*re.findall(r"tandem\.\w+", independent[1]), f"tandem.{module}"})
    joined = " | ".join(sorted({*layer[1].split(" | "), f"tandem.{module}"}))
    text = text.replace(independent[1], "".join(f'  "{name}",\n' for name in names), 1)
    return text.replace(layer[1], joined, 1)


def main() -> int:
    """Exit status: 0 when the room is written, else 1."""
    try:
        made = make_feature(ROOT, sys.argv[1] if len(sys.argv) > 1 else "")
    except CannotMakeFeatureError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(made))
    name, folder = sys.argv[1], spellings(sys.argv[1])["@module@"]
    print(
        f"\nregistered in {REGISTRY} and pyproject.toml; next: make of hooks/tandem/{folder}/ what you want,\n"
        f"describe `/// {name}` in AUTHORING.md, and run `make test FEATURE={name}`"
    )
    return 0

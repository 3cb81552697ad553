"""The largest tutorial that may be: the first one filled up to the limits of `core/bounds.py`, and built in every form.

`make heaviest` prints how long its build takes and what memory it needs, and fails beyond 60 s
(on two idle cores) or 1 GB; adr/0027 has what was measured. Sections and questions are copies under other names.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tandem.core.bounds import DATA, TEXT

ROOT = Path(__file__).parent.parent
COPIED = ("perioperative", "chronic-pain", "mechanism", "background")  # sections without a dose
MOST_SECONDS, MOST_MEMORY = 60, 1_000_000_000
_ROOM = 4_000  # characters and bytes left below each limit


def filled(root: Path) -> None:
    """Make the site at a folder, with a tutorial as large as one may be."""
    for name in ("mkdocs.yml", "README.md", "LICENSE", "LICENSE-TEXT.txt", "CHANGELOG.md", "CITATION.cff"):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "docs", root / "docs")
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("stale_doses: refuse", "stale_doses: banner")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    folder = root / "docs/magnesium"
    _fill_text(folder)
    _fill_data(folder)
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=root, check=True)


def _fill_text(folder: Path) -> None:
    length = max(
        sum(len(path.read_text(encoding="utf-8")) for path in folder.glob(f"*.{one}.md")) for one in ("en", "zh")
    )
    names: list[str] = []
    while length < TEXT - _ROOM:
        number = len(names)
        of, name = COPIED[number % len(COPIED)], f"more-{number}"
        for locale in ("en", "zh"):
            text = (folder / f"{of}.{locale}.md").read_text(encoding="utf-8")
            text = re.sub(r"^/// .*?^///$", "", text, flags=re.S | re.M)
            text = re.sub(r"\{#([a-z-]+)\}", rf"{{#\1-{number}}}", text)
            text = re.sub(r'^title: "?(.*?)"?$', rf'title: "\1 {number + 1}"', text, count=1, flags=re.M)
            (folder / f"{name}.{locale}.md").write_text(text, encoding="utf-8")
            length += len(text) if locale == "en" else 0
        names.append(name)
    path = folder / "tutorial.yml"
    sections = "".join(f"  - {name}\n" for name in names)
    path.write_text(
        path.read_text(encoding="utf-8").replace("  - summary\n", f"  - summary\n{sections}"), encoding="utf-8"
    )


def _fill_data(folder: Path) -> None:
    path = folder / "quiz.yml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - id: "), text.index("\nofficial:") + 1
    questions, copies = text[start:end], [text[start:end]]
    size = sum(file.stat().st_size for file in (*folder.glob("*.yml"), *folder.glob("*.json")))
    while size + len(questions.encode()) < DATA - _ROOM:
        copies.append(re.sub(r"^(  - id: \S+)", rf"\1-{len(copies)}", questions, flags=re.M))
        size += len(copies[-1].encode())
    path.write_text(text[:start] + "".join(copies) + text[end:], encoding="utf-8")


def main() -> int:
    """Exit status: 0 where the build stayed below both limits."""
    with tempfile.TemporaryDirectory(prefix="tandem-heaviest-") as folder:
        root = Path(folder)
        filled(root)
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://teaching.example/"}
        begun = time.monotonic()
        built = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, env=environment, capture_output=True, text=True
        )
        seconds = time.monotonic() - begun
    if built.returncode:
        print(built.stdout, built.stderr, sep="\n")
        return 1
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = used.ru_maxrss * 1024
    print(f"wall {seconds:.0f} s, processor {used.ru_utime + used.ru_stime:.0f} s, memory {memory / 1e6:.0f} MB")
    return 0 if seconds <= MOST_SECONDS and memory <= MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())

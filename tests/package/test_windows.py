"""What Windows does not have is not asked for, and no text is read or written in an encoding that a machine chooses."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.fixtures.sources import SITE

# Modules and functions of POSIX alone that code might reach for.
HIDE = """
import os, sys
GONE = {"fcntl", "grp", "posix_ipc", "pty", "pwd", "resource", "termios", "tty"}
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name in GONE:
            raise ImportError(f"Windows has no {name}")
for name in GONE:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Hidden())
for name in ("fork", "forkpty", "getpgid", "killpg", "setsid", "wait3", "wait4"):
    if hasattr(os, name):
        delattr(os, name)
"""
IMPORT_ALL = """
import importlib, pkgutil, tandem
names = ["tandem", *(found.name for found in pkgutil.walk_packages(tandem.__path__, "tandem."))]
for name in names:
    importlib.import_module(name)
print(len(names))
"""
CHECK = """
import warnings
import tandem.__main__
warnings.filterwarnings("error", category=EncodingWarning, module=r"tandem(\\.|\\Z)")
sys.exit(tandem.__main__.main(["check", "--config", CONFIG]))
"""


def run(code: str, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), **more}
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300)


def test_every_module_is_imported_without_what_windows_lacks() -> None:
    done = run(HIDE + IMPORT_ALL)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 150


def test_a_site_is_checked_without_what_windows_lacks_and_without_a_default_encoding() -> None:
    code = f"{HIDE}\nCONFIG = {str(SITE / 'mkdocs.yml')!r}\n{CHECK}"
    done = run(code, "-X", "warn_default_encoding")
    assert (done.returncode, done.stdout) == (0, "no problems\n"), done.stderr


def test_what_is_hidden_is_missed() -> None:
    assert "Windows has no fcntl" in run(f"{HIDE}\nimport fcntl").stderr
    assert "no attribute 'fork'" in run(f"{HIDE}\nos.fork()").stderr


def test_chinese_is_printed_where_the_system_would_not_know_it(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: 教学\nextra: {tandem: 教学}\n", encoding="utf-8")
    done = run(
        f"import tandem.__main__, sys; sys.exit(tandem.__main__.main(['check', '--config', {str(config)!r}]))",
        PYTHONIOENCODING="cp1252",
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "fix: " in done.stdout


def _of_metadata(call: ast.Call) -> bool:
    """`Distribution.read_text("METADATA")`, whose encoding is not for its caller to choose."""
    return getattr(call.func, "attr", "") == "read_text" and bool(call.args)


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Each call of a method in the package, but those of the metadata of a wheel: place, name, arguments."""
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not _of_metadata(node):
                names = {keyword.arg or "" for keyword in node.keywords}
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node.func.attr, names


def test_each_text_names_its_encoding_and_the_ends_of_its_lines() -> None:
    found = list(calls())
    assert sum(name == "write_text" for _, name, _ in found) > 10
    bare = [place for place, name, names in found if name in {"read_text", "write_text"} and "encoding" not in names]
    assert bare == []
    assert [place for place, name, names in found if name == "write_text" and "newline" not in names] == []

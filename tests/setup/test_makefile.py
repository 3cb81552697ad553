"""The Makefile, .ci/run and tools/setup.py: what they say where something is missing, and what they do again or not.

Each test runs in a copy of the checkout whose path holds a space, with a PATH that holds only what the test puts there.
That a fresh clone can be made ready, from the registries, is seen at every run of `.ci/run`.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make") or "make"


class Checkout:
    def __init__(self, folder: Path) -> None:
        self.root = folder / "a checkout"
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name in ("Makefile", "tools", ".ci"):
            source = ROOT / name
            target = self.root / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                self.root.mkdir(exist_ok=True)
                shutil.copy(source, target)
        for tool in ("sh", "awk", "bash", "dirname", "env"):
            (self.bin / tool).symlink_to(shutil.which(tool) or "/not-here")

    def command(self, name: str, script: str) -> Path:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
        # Nothing of this run's own environment: make tells what it calls about itself in it.
        clean = {"PATH": str(self.bin), "HOME": str(self.root), **env}
        return subprocess.run(command, cwd=self.root, env=clean, capture_output=True, text=True, check=False)

    def make(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return self.run(MAKE, *arguments, **env)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


OLD_PYTHON = 'case "$1" in --version) echo "Python 3.9.6";; *) exit 1;; esac'
NEW_PYTHON = 'case "$1" in -c) exit 0;; *) echo "$0 ran $*"; exit 3;; esac'


def test_help_tells_of_every_target(checkout: Checkout) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    told = re.findall(r"^make ([a-z]+) +\S", checkout.make().stdout, re.MULTILINE)
    assert told == targets
    assert {"site", "serve", "check", "test", "validate", "lint", "format", "lock", "clean", "help"} <= set(told)


@pytest.mark.parametrize("target", ["site", "serve", "check", "test", "validate", "lint", "format", "lock"])
def test_without_python(checkout: Checkout, target: str) -> None:
    answer = checkout.make(target)
    assert answer.returncode != 0
    assert "needs Python 3.11 or newer; python3 is not there.\n" in answer.stderr
    assert "sudo apt install python3 python3-venv" in answer.stderr
    assert f"make PYTHON=/path/to/python3 {target}" in answer.stderr


def test_with_an_old_python(checkout: Checkout) -> None:
    checkout.command("python3", OLD_PYTHON)
    assert "needs Python 3.11 or newer; python3 is Python 3.9.6.\n" in checkout.make("site").stderr


def test_newer_python_of_another_name_is_taken(checkout: Checkout) -> None:
    checkout.command("python3", OLD_PYTHON)
    checkout.command("python3.12", NEW_PYTHON)
    assert "python3.12 ran tools/setup.py site" in checkout.make("site").stdout


def test_named_python_is_taken(checkout: Checkout) -> None:
    checkout.command("python3", NEW_PYTHON)
    named = checkout.command("my python", NEW_PYTHON)
    assert "my python ran tools/setup.py site" in checkout.make("site", PYTHON=str(named)).stdout
    named.unlink()
    assert f"{named} is not there." in checkout.make("site", PYTHON=str(named)).stderr, "no other instead"


def test_without_java_and_node(checkout: Checkout) -> None:
    answer = checkout.make("validate", PYTHON=sys.executable)
    assert answer.returncode != 0
    assert "needs Java 17 or newer; found: none." in answer.stderr
    assert "needs Node.js 20 or newer with npm; found: Node.js none, npm none." in answer.stderr
    assert "brew install node" in answer.stderr
    assert not (checkout.root / ".venv").exists(), "it says so before it downloads anything"


def test_with_old_java_and_node(checkout: Checkout) -> None:
    checkout.command("java", """echo 'openjdk version "11.0.22" 2024-01-16' >&2""")
    checkout.command("node", "echo v18.20.4")
    checkout.command("npm", "echo 9.2.0")
    answer = checkout.make("validate", PYTHON=sys.executable)
    assert "found: 11." in answer.stderr
    assert "found: Node.js 18, npm 9." in answer.stderr


def test_macos_java_that_is_none(checkout: Checkout) -> None:
    checkout.command("java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1")
    assert "found: none." in checkout.make("validate", PYTHON=sys.executable).stderr


def test_python_without_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(setup.MissingError, match="sudo apt install python3-venv"):
        setup.need_virtual_environments()


def test_stamp(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1")
    made = []
    stamp = setup.Stamp(tmp_path, lock)
    stamp.ensure(lambda: made.append("a==1"))
    stamp.ensure(lambda: made.append("again"))
    assert made == ["a==1"]

    lock.write_text("a==2")

    def fail() -> None:
        raise setup.MissingError("no network")

    with pytest.raises(setup.MissingError):
        setup.Stamp(tmp_path, lock).ensure(fail)
    setup.Stamp(tmp_path, lock).ensure(lambda: made.append("a==2"))
    assert made == ["a==1", "a==2"], "what failed is done again"


def test_environment_of_another_checkout_is_not_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "precious").touch()
    (tmp_path / ".venv").symlink_to(tmp_path / "theirs")
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    with pytest.raises(setup.MissingError, match="is a link to"):
        setup.ensure_venv()
    assert (tmp_path / "theirs" / "precious").exists()


def test_environment_that_was_moved_or_broke_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1")
    setup.Stamp(tmp_path, lock).ensure(lambda: None)
    assert setup.venv_is_usable()
    monkeypatch.setattr(setup, "ROOT", tmp_path / "elsewhere")
    assert not setup.venv_is_usable()
    monkeypatch.undo()
    monkeypatch.setattr(setup, "PYTHON", tmp_path / "gone")
    assert not setup.venv_is_usable()


@pytest.fixture
def show_epoch(checkout: Checkout) -> Checkout:
    (checkout.root / "show.mk").write_text('show:\n\t@echo "$${SOURCE_DATE_EPOCH-unset}"\n')
    return checkout


def test_build_time_is_the_last_commits(show_epoch: Checkout) -> None:
    arguments = ("-f", "Makefile", "-f", "show.mk", "show")
    assert show_epoch.make(*arguments).stdout == "unset\n", "without git"

    git = shutil.which("git")
    assert git
    (show_epoch.bin / "git").symlink_to(git)
    assert show_epoch.make(*arguments).stdout == "unset\n", "without a repository"

    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example"}
    who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a.example", "GIT_COMMITTER_DATE": "1700000000 +0000"}
    show_epoch.run(git, "init", "--quiet")
    show_epoch.run(git, "commit", "--quiet", "--allow-empty", "--message", "a", **who)
    assert show_epoch.make(*arguments).stdout == "1700000000\n"
    assert show_epoch.make(*arguments, SOURCE_DATE_EPOCH="1").stdout == "1\n", "what is given holds"


def test_gate_runs_the_commands_and_stops_at_a_failure(checkout: Checkout) -> None:
    checkout.command("make", 'echo "ran $*"')
    answer = checkout.run("bash", ".ci/run", CI="true")
    assert (answer.returncode, answer.stdout) == (0, "+ make test\nran test\n+ make validate\nran validate\n")
    checkout.command("make", 'echo "ran $*"; exit 2')
    answer = checkout.run("bash", ".ci/run", CI="true")
    assert (answer.returncode, answer.stdout) == (2, "+ make test\nran test\n")

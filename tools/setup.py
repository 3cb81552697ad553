"""Make what a build, a test run or a validation stands on, or say what is missing and how to get it.

The Makefile runs this before everything else: `python3 tools/setup.py site | test | validate | second-build`. It lives
before `.venv` does, so it uses the standard library only. In a folder that is ready it does nothing and prints nothing:
each thing it made has a stamp with the checksum of the lock file it was made from, written last, so that a run that was
cut short is done again. One run at a time: a second one waits.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Packages that no build of the site sees unless it is told of them; some are made for one version of Python.
PROPERDOCS = ROOT / ".cache" / f"properdocs-{sys.version_info.major}.{sys.version_info.minor}"


class MissingError(Exception):
    """Something that this program cannot make itself; the text tells a person how to get it."""


def missing(what: str, ways: dict[str, str]) -> MissingError:
    width = max(map(len, ways))
    return MissingError("\n".join([what, *(f"    {system:<{width}}  {way}" for system, way in ways.items())]))


def run(command: Sequence[str | Path], failure: str) -> None:
    # Standard output belongs to what make was asked for.
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode:
        raise MissingError(failure)


def major(command: str, option: str, pattern: str) -> int | None:
    """The major version a command tells of itself; None where it is not there or does not run.

    macOS has a `java` that only says there is no Java.
    """
    path = shutil.which(command)
    if path is None:
        return None
    answer = subprocess.run([path, option], capture_output=True, text=True, check=False)
    found = re.search(pattern, answer.stdout + answer.stderr)
    return int(found[1]) if found else None


def need_validators() -> None:
    """Java runs the Nu HTML checker, whose classes are built for 17; npm brings it, axe-core and Lighthouse."""
    problems = []
    java = major("java", "-version", r'version "(\d+)')
    if java is None or java < 17:
        ways = {
            "Debian, Ubuntu": "sudo apt install default-jre-headless",
            "Fedora": "sudo dnf install java-latest-openjdk-headless",
            "macOS": "brew install --cask temurin",
        }
        problems.append(missing(f"make validate needs Java 17 or newer; found: {java or 'none'}.", ways))
    node = major("node", "--version", r"v(\d+)")
    npm = major("npm", "--version", r"(\d+)")
    if node is None or node < 20 or npm is None:
        ways = {
            "Debian 13, Ubuntu 26.04": "sudo apt install nodejs npm",
            "older Debian, Ubuntu": "a current one from https://nodejs.org/en/download",
            "Fedora": "sudo dnf install nodejs npm",
            "macOS": "brew install node",
        }
        found = f"Node.js {node or 'none'}, npm {npm or 'none'}"
        problems.append(missing(f"make validate needs Node.js 20 or newer with npm; found: {found}.", ways))
    if problems:
        raise MissingError("\n".join(map(str, problems)))


def need_virtual_environments() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        ways = {
            "Debian, Ubuntu": f"sudo apt install python3-venv   (or python{version}-venv)",
            "elsewhere": "a Python from https://www.python.org/downloads/ has them",
        }
        raise missing(f"This Python ({sys.executable}) lacks the modules venv and ensurepip.", ways)


class Stamp:
    """Remembers, inside what was made, the lock file it was made from and the folder it was made in."""

    def __init__(self, holder: Path, lock: Path) -> None:
        self.path = holder / f".tandem-{lock.name}"
        self.text = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {ROOT}"

    def ensure(self, make: Callable[[], None]) -> None:
        if not self.path.exists() or self.path.read_text(encoding="utf-8") != self.text:
            self.path.unlink(missing_ok=True)
            make()
            self.path.write_text(self.text, encoding="utf-8")


def venv_is_usable() -> bool:
    """Made by a Python like this one, which is still there, and not moved: its scripts hold absolute paths."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    stamps = [stamp.read_text(encoding="utf-8") for stamp in VENV.glob(".tandem-*")]
    return answer.split() == [str(n) for n in sys.version_info[:2]] and all(s.endswith(f" {ROOT}") for s in stamps)


def ensure_venv() -> None:
    if VENV.is_symlink():  # made anew, what it leads to would be emptied
        raise MissingError(
            f".venv is a link to {VENV.resolve()}. Remove the link; an environment is made in its place."
        )
    if venv_is_usable():
        return
    need_virtual_environments()
    print(f"Making .venv with Python {sys.version.split()[0]}", file=sys.stderr)
    run([sys.executable, "-m", "venv", "--clear", VENV], "The virtual environment .venv could not be made, see above.")


def ensure_packages(lock: Path, beside: Path | None = None) -> None:
    """Install what a lock file names: into .venv, or into a folder beside it, which is emptied first."""

    def install() -> None:
        print(f"Installing {lock.name}", file=sys.stderr)
        pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
        # Only files whose checksum is in the lock file, and none whose set-up code would run here.
        pip += ["--require-hashes", "--only-binary", ":all:", "--requirement", lock]
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
            pip += ["--target", beside]
        run(pip, f"pip could not install {lock.name}, see above. Is PyPI or your mirror of it reached?")

    Stamp(beside or VENV, lock).ensure(install)


def ensure_node_modules() -> None:
    modules = ROOT / "node_modules"

    def install() -> None:
        print("Installing package-lock.json", file=sys.stderr)
        # vnu-jar's own install script would download a Java.
        npm = ["npm", "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
        run(npm, "npm could not install package-lock.json, see above. Is the npm registry or your mirror reached?")

    Stamp(modules, ROOT / "package-lock.json").ensure(install)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with (cache / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(purpose: str) -> int:
    try:
        if purpose == "validate":
            need_validators()
        with one_at_a_time():
            ensure_venv()
            ensure_packages(ROOT / "requirements.txt")
            if purpose in ("test", "validate"):
                ensure_packages(ROOT / "requirements-dev.txt")
            if purpose == "second-build":
                ensure_packages(ROOT / "requirements-properdocs.txt", PROPERDOCS)
            if purpose == "validate":
                ensure_node_modules()
    except MissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make what a purpose stands on.")
    parser.add_argument("purpose", choices=("site", "test", "validate", "second-build"))
    sys.exit(main(parser.parse_args().purpose))

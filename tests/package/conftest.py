"""The wheel, built once and installed into an environment of its own, which sees this one's other packages only."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, once


class Installed(NamedTuple):
    """An environment with the wheel in it, and nothing of this checkout."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin/python"

    def run(self, *command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
        left = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "SITE_URL"}}
        environment = {**left, "SOURCE_DATE_EPOCH": "1796000000", **more}
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
        )

    def tandem(self, *arguments: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run(self.folder / "bin/tandem", *arguments, cwd=cwd, **more)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    (made,) = once(tmp_path_factory, "wheel", make).iterdir()
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel as pip installs it, without any of the packages that it asks for, which are taken from here."""

    def make(folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        pip = [sys.executable, "-m", "pip", "--python", str(Installed(folder).python), "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, "-q", "install", "--no-deps", "--no-index", str(wheel)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        (packages,) = (folder / "lib").glob("python*/site-packages")
        (packages / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")

    return Installed(once(tmp_path_factory, "装 it", make))

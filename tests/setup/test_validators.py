"""What `make validate` starts: found, installed where that can be done, or told."""

import shutil
from pathlib import Path

import pytest

from tools import validators


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it but what the test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)


def test_what_is_there_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(folder, "zimcheck", "kiwix-serve", "unzip", "pdftotext", "qpdf", "msgfmt", "firefox")
    assert validators.main() == 0
    assert capsys.readouterr().err == ""
    assert validators.find("firefox-esr") == str(folder / "firefox")


def test_what_is_missing_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(folder, "zimcheck", "kiwix-serve", "unzip", "firefox-esr")
    assert validators.main() == 1
    said = capsys.readouterr().err
    assert "make validate needs pdftotext, which reads PDF files." in said
    assert "make validate needs qpdf, which checks PDF files." in said
    assert "sudo apt install poppler-utils qpdf" in said
    assert "brew install poppler\n" in said
    with pytest.raises(LookupError, match="sudo dnf install qpdf"):
        validators.find("qpdf")


def test_what_is_missing_is_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def package(name: str) -> bool:
        asked.append(name)
        install(folder, *(program.names[0] for program in validators.PROGRAMS if program.debian == name))
        return True

    monkeypatch.setattr(validators, "debian_package", package)
    install(folder, "qpdf")
    assert validators.main() == 0
    assert asked == ["zim-tools", "kiwix-tools", "unzip", "poppler-utils", "gettext", "firefox-esr"]
    assert shutil.which("firefox-esr")

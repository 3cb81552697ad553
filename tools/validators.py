"""Find the programs that open the forms of a site as readers' own programs do, and install them where that can be done.

`make validate` runs this once, before pytest: `python -m tools.validators`. It looks on PATH; what is missing it gets
as a Debian package (as root, or where sudo asks for no password), and else says what to install. Tests start the
programs by the names of `PROGRAMS`.
"""

import shutil
import sys
from typing import NamedTuple

from tools.browser import debian_package


class Program(NamedTuple):
    """One program, under any of its names, and the package that holds it on each system."""

    names: tuple[str, ...]
    why: str
    debian: str
    fedora: str
    macos: str


PROGRAMS = (
    Program(("zimcheck",), "checks ZIM files", "zim-tools", "zim-tools", "zim-tools"),
    Program(("kiwix-serve",), "opens ZIM files", "kiwix-tools", "kiwix-tools", "kiwix-tools"),
    Program(("unzip",), "extracts ZIP files", "unzip", "unzip", "unzip"),
    Program(("pdftotext",), "reads PDF files", "poppler-utils", "poppler-utils", "poppler"),
    Program(("qpdf",), "checks PDF files", "qpdf", "qpdf", "qpdf"),
    Program(("msgfmt",), "checks files for translators", "gettext", "gettext", "gettext"),
    Program(("firefox-esr", "firefox"), "opens the site from a folder", "firefox-esr", "firefox", "--cask firefox"),
)


def find(name: str) -> str:
    """Where a program is, by any of its names."""
    (program,) = (program for program in PROGRAMS if name in program.names)
    for known in program.names:
        path = shutil.which(known)
        if path:
            return path
    raise LookupError(help_for([program]))


def missing() -> list[Program]:
    return [program for program in PROGRAMS if not any(map(shutil.which, program.names))]


def help_for(programs: list[Program]) -> str:
    """What to install, on each system."""
    lines = [f"make validate needs {program.names[-1]}, which {program.why}." for program in programs]
    lines += [
        f"    Debian, Ubuntu  sudo apt install {' '.join(program.debian for program in programs)}",
        f"    Fedora          sudo dnf install {' '.join(program.fedora for program in programs)}",
        *(f"    macOS           brew install {program.macos}" for program in programs),
    ]
    return "\n".join(lines)


def main() -> int:
    for program in missing():
        print(f"Installing {program.debian}", file=sys.stderr)
        if not debian_package(program.debian):
            break
    left = missing()
    if left:
        print(help_for(left), file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())

"""`make test FEATURE=quiz`: the tests of a feature's room, and those that hold every room.

Life: the Makefile runs pytest through `python -m tools.rooms quiz COMMAND`, which adds the paths to the command. A room
is a folder of tests with the name of its folder in hooks/tandem; OTHERWISE says where the tests of the others are. The
site is built without its forms (TANDEM_FORMS=none, tests/conftest.py), unless the room is one of those that read them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, TESTS = ROOT / "hooks/tandem", ROOT / "tests"

OTHERWISE: dict[str, tuple[str, ...]] = {
    "app": ("exports/app",),
    "chrome": ("browser/test_theme.py", "browser/test_reading.py", "browser/test_report.py", "build/test_page_end.py"),
    "dose_table": ("dosing/test_table.py", "dosing/test_chart.py", "dosing/test_display.py"),
    "downloads": ("exports/test_listing.py",),
    "drafts": ("new_tutorial",),
    "new_site": ("package",),
    "number": ("quiz/test_sums.py", "quiz/test_kinds.py"),
    "segments": ("translation", "review"),
    "drawing": ("colophon/test_picture.py",),
    "publishing": ("build/test_publication.py",),
}
# What is asked of every feature: that its tests run, its words stand in both languages, its data have a schema and its
# guide's examples hold, nothing is written in a system's own encoding, no script or style is kept that nothing names.
EVERY = (
    "setup/test_collected.py", "setup/test_project.py", "setup/test_trials.py", "core/test_strings.py",
    "core/test_schema.py", "core/test_guide.py", "core/test_called.py",
    "package/test_windows.py::test_each_text_names_its_encoding_and_the_ends_of_its_lines",
)  # fmt: skip
WITH_FORMS = {"app", "browser", "build", "chrome", "downloads", "exports", "lean", "sealing", "search", "side_by_side",
              "weight"}  # fmt: skip


class NoRoomError(Exception):
    """There are no tests of that name; the message lists those there are."""


def rooms() -> dict[str, tuple[str, ...]]:
    """Each room with its tests, below tests/."""
    own = {path.name: (path.name,) for path in sorted(TESTS.iterdir())
           if (path.is_dir() and path.name != "validate" and any(path.glob("test_*.py")))}  # fmt: skip
    return {**own, **OTHERWISE}


def room(name: str) -> tuple[str, ...]:
    """The tests of a room; a feature may be named as its block is, with hyphens."""
    known, asked = rooms(), name.replace("-", "_")
    if asked not in known:
        raise NoRoomError(f"there is no room {name!r}; there are {', '.join(sorted(known))}")
    return known[asked]


def paths(name: str) -> list[str]:
    """What pytest is given."""
    own = room(name)
    return [f"tests/{path}" for path in (*own, *(path for path in EVERY if Path(path).parts[0] not in own))]


def reads_forms(name: str) -> bool:
    """Whether the tests of a room read what the site is made into."""
    return name.replace("-", "_") in WITH_FORMS


def main() -> int:
    """Exit status: the command's, or 2 where there is no such room."""
    name, *command = sys.argv[1:]
    try:
        found = paths(name)
    except NoRoomError as error:
        print(error, file=sys.stderr)
        return 2
    environment = {**os.environ, **({} if reads_forms(name) else {"TANDEM_FORMS": "none"})}
    return subprocess.run([*command, *found], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

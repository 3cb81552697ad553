"""`make test FEATURE=name`: every feature has a room, every room its tests, and a name that is none is told."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tandem.registry import FEATURES

from tests.conftest import ROOT
from tools import rooms


@pytest.mark.parametrize("feature", [feature.folder.name for feature in FEATURES])
def test_every_feature_has_a_room_whose_tests_are_there(feature: str) -> None:
    found = rooms.paths(feature)
    assert found[: len(rooms.room(feature))] == [f"tests/{path}" for path in rooms.room(feature)]
    for path in found:
        file, _, test = path.partition("::")
        there = ROOT / file
        assert there.is_file() or any(there.glob("test_*.py")), path
        assert not test or f"def {test}(" in there.read_text(encoding="utf-8")


def test_what_holds_every_room_is_there_once() -> None:
    assert len(set(rooms.EVERY)) == len(rooms.EVERY)
    for name in rooms.rooms():
        found = rooms.paths(name)
        assert len(set(found)) == len(found)
        assert "tests/setup" in found or "tests/setup/test_project.py" in found


def test_rooms_that_read_the_forms_are_rooms() -> None:
    assert set(rooms.rooms()) >= rooms.WITH_FORMS
    assert rooms.reads_forms("app") and not rooms.reads_forms("quiz")


@pytest.mark.parametrize(("name", "forms"), [("quiz", "none"), ("app", "as they are"), ("side-by-side", "as they are")])
def test_the_command_is_given_the_paths_and_the_site_that_the_room_needs(name: str, forms: str) -> None:
    code = "import os, sys; print(os.environ.get('TANDEM_FORMS', 'as they are'), *sys.argv[1:]); sys.exit(3)"
    command = [sys.executable, "-m", "tools.rooms", name, sys.executable, "-c", code, "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.split("\n")[0]) == (3, " ".join([forms, "-q", *rooms.paths(name)]))


def test_a_name_that_is_none_is_told_with_those_there_are() -> None:
    command = [sys.executable, "-m", "tools.rooms", "quizz", sys.executable, "-c", "print(1)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("there is no room 'quizz'; there are app, browser, build, calculator, ")

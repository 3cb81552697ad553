"""Every test that is written is run: pytest leaves folders out by their names, some by names that ours may have."""

from __future__ import annotations

import fnmatch

import pytest

from tests.conftest import ROOT

HERE = ROOT / "tests"


def test_no_folder_of_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    left_out = pytestconfig.getini("norecursedirs")
    folders = {
        folder.name
        for path in HERE.rglob("test_*.py")
        for folder in path.relative_to(HERE).parents
        if folder.name
    }  # fmt: skip
    assert "build" in folders  # of those that pytest leaves out unless it is told otherwise
    assert [name for name in folders if any(fnmatch.fnmatch(name, pattern) for pattern in left_out)] == []


def test_what_make_validate_runs_lies_where_it_looks() -> None:
    """It reads its own folder alone, and `make test` leaves out what is marked so."""
    marked = {path for path in HERE.rglob("test_*.py") if f"mark.{'validate'}" in path.read_text(encoding="utf-8")}
    assert len(marked) > 10
    assert marked == set((HERE / "validate").glob("test_*.py"))

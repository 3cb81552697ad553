"""A page or a file that is heavier than the settings want it is a warning with its place, and never more than that."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.core.settings import Settings, Sizes, load_settings
from tandem.exports.weigh import find_heavy

from tests.fixtures.sources import SITE, change

PAGES = ("index.html", "en/salt/dosing.html", "salt/dosing.zh-en.html", "404.html")
FILES = ("downloads/salt.zh.html", "downloads/salt.zh-en.html")


@pytest.fixture
def settings() -> Settings:
    found = load_settings(SITE / "mkdocs.yml", Problems(SITE))
    assert found is not None
    return found


def written(folder: Path, address: str, size: int) -> Path:
    """A file that cannot be packed to less than its size."""
    path = folder / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(random.Random(address).randbytes(size))
    return path


def test_what_a_site_is_warned_of_unless_it_says_otherwise(settings: Settings) -> None:
    assert settings.sizes == Sizes(page=12, file=150)


def test_pages_and_files_beyond_the_sizes_are_found_and_no_others(tmp_path: Path, settings: Settings) -> None:
    for address in (*PAGES, "en/light.html"):
        written(tmp_path, address, 12 * 1024 - 100 if "light" in address else 12 * 1024)
    for address in (*FILES, "downloads/light.en.html"):
        written(tmp_path, address, 150_000 if "light" in address else 150_001)
    found = {heavy.address: heavy for heavy in find_heavy(tmp_path, settings)}
    assert set(found) == {*PAGES, *FILES} - {"salt/dosing.zh-en.html"}  # each of its languages has a page
    assert [found[address].tutorial for address in FILES] == ["salt", "salt"]
    assert found["en/salt/dosing.html"].what == "the page takes 12.0 KiB as a host sends it, more than 12"
    assert found[FILES[0]].what == "the tutorial in one file, salt.zh.html, takes 150 kB, more than 150"
    for heavy in found.values():
        assert "under extra.tandem in mkdocs.yml" in heavy.fix
    larger = replace(settings, sizes=Sizes(page=13, file=151))
    assert list(find_heavy(tmp_path, larger)) == []
    assert list(find_heavy(tmp_path, replace(settings, sizes=Sizes(page=None, file=None)))) == []


def test_what_is_easily_packed_counts_as_it_is_sent(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "index.html").write_text("<p>dose</p>" * 100_000, encoding="utf-8", newline="\n")
    assert list(find_heavy(tmp_path, settings)) == []


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_size_that_is_none_is_a_problem_at_its_line(root: Path, value: str) -> None:
    change(root, "mkdocs.yml", "  tandem:\n", f"  tandem:\n    sizes: {{page: {value}}}\n")
    problems = Problems(root)
    assert load_settings(root / "mkdocs.yml", problems) is None
    assert "'sizes.page'" in problems.report() and "Traceback" not in problems.report()

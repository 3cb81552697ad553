"""The zip as a colleague gets it: extracted by another program, and read in Firefox from a folder on a disk."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.validate.firefox import Firefox
from tools import validators

pytestmark = pytest.mark.validate


@pytest.fixture
def home(site_dir: Path, tmp_path: Path) -> str:
    """The address of the extracted site, in a folder whose name needs escaping."""
    (zipped,) = (path for path in (site_dir / "downloads").glob("*.zip") if not path.name.endswith(".sources.zip"))
    folder = tmp_path / "离线 网站 (v1)"
    done = subprocess.run([validators.find("unzip"), "-q", zipped, "-d", folder], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    (top,) = folder.iterdir()
    assert (top / "READ ME FIRST.txt").stat().st_mode & 0o777 == 0o644
    return f"{top.as_uri()}/"


def test_it_works_in_firefox(home: str, tmp_path: Path) -> None:
    with Firefox(validators.find("firefox-esr"), tmp_path / "profile") as firefox:
        firefox.open(f"{home}magnesium/index.html")
        assert firefox.run("return document.styleSheets.length > 0 && getComputedStyle(document.body).fontFamily != ''")
        # Search, and follow what is found.
        firefox.click(".search-open, .md-search__input")
        firefox.type("input[name=query]", "硫酸镁")
        within = f"a[href^='{home}magnesium/']"
        firefox.click(f".search__results {within}, .md-search-result__list {within}")
        firefox.until("return document.querySelector('article').innerText.includes('硫酸镁')")
        # The language switch keeps the page.
        firefox.open(f"{home}magnesium/dosing.html")
        firefox.click("a.tandem-language")
        firefox.until("return document.documentElement.lang == 'en'")
        assert firefox.address.split("#")[0] == f"{home}en/magnesium/dosing.html"
        # The calculator.
        firefox.type("input[name=weight]", "70")
        firefox.until("return /[0-9]/.test(document.querySelector('.calc__answer').innerText)")
        loaded = "[...document.querySelectorAll('[src], link[rel=stylesheet]')].map((one) => one.src || one.href)"
        used = firefox.run(f"return {loaded}")
        assert used and all(address.startswith((home, "data:")) for address in used)

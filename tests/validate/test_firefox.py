"""What works by script, in the browser of another family: over http, as a reader of the published site has it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosting import Folder, serving
from tests.validate.firefox import Firefox
from tools import validators

pytestmark = pytest.mark.validate

# What the page asked for and did not get.
FAILED = """
return performance.getEntriesByType('resource').filter((one) => one.responseStatus >= 400).map((one) => one.name)
"""
PRESSED = "document.querySelector('.figure__steps [aria-current=step]')?.dataset.stage"


def said(selector: str) -> str:
    """What a script finds written in the first such element, its no-break spaces as others."""
    return f"document.querySelector('{selector}').innerText.replace(/\\u00a0/g, ' ')"


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The site's address."""
    with serving(functools.partial(Folder, directory=str(site))) as address:
        yield f"{address}/"


def test_what_readers_use_works_in_firefox(site_dir: Path, tmp_path: Path) -> None:
    with served(site_dir) as home, Firefox(validators.find("firefox-esr"), tmp_path / "profile") as firefox:
        # The calculator: 30 to 50 mg/kg for 70 kg, and a weight that it refuses.
        firefox.open(f"{home}en/magnesium/dosing.html")
        firefox.type("input[name=weight]", "70")
        firefox.until(f"return {said('.calc__answer')} == '2.1 to 3.5 g'")
        assert "70 kg × 50 mg/kg = 3500 mg = 3.5 g" in firefox.run(f"return {said('.calc__working')}")
        firefox.type("input[name=weight]", ",5")
        firefox.until("return document.querySelector('.calc__result').hidden")
        assert firefox.run("return document.querySelector('input[name=weight]').getAttribute('aria-invalid')") == "true"
        assert firefox.run(FAILED) == []
        # The figure: its third stage is told, and no other.
        firefox.open(f"{home}en/magnesium/mechanism.html")
        firefox.click(".figure__steps [data-stage='3']")
        firefox.until(f"return {PRESSED} == '3'")
        # The self-test: the right answers and they alone are right.
        firefox.open(f"{home}magnesium/self-test.html")
        item = ".quiz__item[data-kind='radio']"
        firefox.click(f"{item} [data-right] input")
        firefox.click(f"{item} button")
        firefox.until(f"return document.querySelector(\"{item} .quiz__said\").dataset.right == 'true'")
        firefox.click(f"{item} ~ {item} li:not([data-right]) input")
        firefox.click(f"{item} ~ {item} button")
        firefox.until(f"return document.querySelector(\"{item} ~ {item} .quiz__said\").dataset.right == 'false'")
        assert firefox.run(FAILED) == []
        # The search: what is found, is marked, and leads to another page. Results are drawn anew while letters come:
        # the one that is followed has the whole word marked.
        firefox.open(f"{home}en/magnesium/mechanism.html")
        firefox.click(".search-open")
        firefox.type("input[name=query]", "myasthenia")
        link = f".search__results a[href^='{home}en/magnesium/']"
        marked = "(one) => one.textContent.toLowerCase().startsWith('myasthenia')"
        firefox.until(f"return [...document.querySelectorAll('.search__results mark')].some({marked})")
        settled = f'document.querySelector("{link}")'
        firefox.until(f"return window.was && window.was === {settled} || (window.was = {settled}, false)")
        firefox.click(link)
        firefox.until("return !location.pathname.endsWith('/mechanism.html')")
        firefox.until("return document.querySelector('article')?.innerText.toLowerCase().includes('myasthenia')")
        assert firefox.run(FAILED) == []


def test_the_saved_site_is_read_without_a_connection_in_firefox(site_dir: Path, tmp_path: Path) -> None:
    with Firefox(validators.find("firefox-esr"), tmp_path / "profile") as firefox:
        with served(site_dir) as home:
            firefox.open(f"{home}en/downloads.html")
            save = "[data-app] [data-do='save'][data-when='none']"
            firefox.until(f'return !document.querySelector("{save}").hidden')
            firefox.click(save)
            firefox.until("return !document.querySelector(\"[data-app] [data-when='saved']\").hidden")
        for address in ("en/magnesium/dosing.html", "magnesium/dosing.html", "en/magnesium/summary", "index.html"):
            firefox.open(home + address)
            assert firefox.run("return document.characterSet") == "UTF-8"
            assert firefox.run("return document.querySelector('h1').getBoundingClientRect().height > 0"), address

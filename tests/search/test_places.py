"""The first questions in every place where the site is read: typed into its dialog, they lead where they lead by http.

Asked of a host's top folder, of a sub-path and of a folder on a disk. One file has a search of its own, for what stands
in it as it is typed; the archive for Kiwix is searched by Kiwix's own index, tests/exports/test_zim.py.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tandem.check import read_site
from tandem.core.problems import Problems

from tests.conftest import ROOT
from tests.hosting import Folder, serving
from tools.search.drive import Ours
from tools.search.questions import Places, read

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden"
EASY = {"zh": "镁", "en": "magnesium"}  # what stands in the texts: its answer is there when all is


@pytest.fixture(scope="module")
def at_the_top(site: Path) -> Iterator[str]:
    with serving(functools.partial(Folder, directory=str(site))) as address:
        yield f"{address}/"


def asked(browser: Browser, site: Path, home: str) -> str:
    """The first three results of each question, as the golden file has them."""
    sources = read_site(ROOT / "mkdocs.yml", Problems(ROOT))
    assert sources is not None
    places = Places(sources.shelf, site)
    context = browser.new_context(bypass_csp=True, locale="en")  # it asks by evaluating
    page = context.new_page()
    lines = []
    for locale in EASY:
        prefix = "" if locale == "zh" else f"{locale}/"
        page.goto(f"{home}{prefix}magnesium/index.html")
        engine = Ours(page, home)
        engine.open()
        engine.ready([EASY[locale]])
        for question in read(GOLDEN / "first.tsv"):
            if question.language != locale:
                continue
            found = [hit.address.removeprefix(prefix) for hit in engine.ask(question.text)]
            keys = [places.key(address, locale, "magnesium") for address in found[:3]]
            lines.append(f"{locale}\t{question.text}\t{' '.join(dict.fromkeys(keys))}\n")
    context.close()
    return "".join(lines)


@pytest.mark.parametrize("home", ["at_the_top", "served", "offline"])
def test_the_first_questions_lead_to_the_same(
    browser: Browser, site: Path, home: str, request: pytest.FixtureRequest
) -> None:
    found = asked(browser, site, str(request.getfixturevalue(home)))
    golden = GOLDEN / "places.txt"  # on the whole shelf; first.txt has what the tutorial says by itself
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")

"""What a library's index finds pages by: other names of what they speak of, in their language, and where these lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.check import read_site
from tandem.core.keywords import Keywords
from tandem.core.problems import Problems
from tandem.search import keywords

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def given(site: Path) -> dict[str, Keywords]:
    sources = read_site(ROOT / "mkdocs.yml", Problems(ROOT))
    assert sources is not None
    return keywords(site, sources.shelf)


def test_every_page_of_every_language_has_its_own(given: dict[str, Keywords], site: Path) -> None:
    pages = {address for address in given if (site / address).is_file()}
    assert pages == set(given)
    assert {address.removeprefix("en/") for address in pages if address.startswith("en/")} == {
        address for address in pages if not address.startswith("en/")
    }


def test_names_are_of_the_pages_language(given: dict[str, Keywords]) -> None:
    toxic, english = given["magnesium/adverse-effects.html"], given["en/magnesium/adverse-effects.html"]
    assert {"过量", "解药"} <= set(toxic.headed.split("\n")) and "overdose" not in f"{toxic.meant} {toxic.headed}"
    assert {"overdose", "antidote"} <= set(english.headed.split("\n")) and "过量" not in english.meant
    assert english.joined == ""  # its words stand apart


def test_signs_meet_only_where_something_is_a_subject(given: dict[str, Keywords]) -> None:
    """The pairs of 镁过量 and 镁中毒: what the tutorial is about with a name."""
    pairs = given["magnesium/adverse-effects.html"].joined.split(" ")
    assert {"镁过", "镁中"} <= set(pairs)
    assert all(len(pair) == 2 for pair in pairs) and len(pairs) == len(set(pairs))
    assert given["glossary.html"].joined == ""


def test_a_name_leads_to_one_page_of_a_tutorial(given: dict[str, Keywords]) -> None:
    titles = [title for words in given.values() for title in words.titles]
    assert titles and len(titles) == len(set(titles))
    assert any("解药" in title for title in given["magnesium/adverse-effects.html"].titles)
    assert any("antidote" in title for title in given["en/magnesium/adverse-effects.html"].titles)
    assert not given["glossary.html"].titles and not given["en/glossary.html"].titles
    # Who types how the page's own title begins is offered the page by that.
    assert not any(
        name.startswith("adverse")
        for title in given["en/magnesium/adverse-effects.html"].titles
        for name in title.split(", ")
    )

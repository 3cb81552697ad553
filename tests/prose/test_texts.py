"""The walk over every text: its place, its sentences, and what it cites."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.parity.agreement import languages_of
from tandem.prose.texts import Source, texts_of

from tests.fixtures.sources import check, copy
from tests.prose.making import source

BODY = """# Title {#title}

A first one.[@a2020] A second, of two[@b2020] works,[@c2020] here.
And a third.

The table gives:[@d2020]

| Head[@e2020] | Level |
|---|---|
| One[@f2020] | 5 |
| Two | 6 |

After it.

- An item.[@g2020]

> Quoted.

![A picture](picture.png "a hint")

/// admonition | A box
    type: example

Inside.
///

```
Code.
```
"""


def shown(of: Source) -> list[tuple[str, int, str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (text.kind, sentence.line, sentence.text.strip(), sentence.cites, text.cites)
        for text in of.texts
        for sentence in text.sentences
    ]


def test_a_page() -> None:
    assert shown(source(BODY, "en")) == [
        ("title", 2, "T", (), ()),
        ("description", 3, "All.", (), ()),
        ("heading", 6, "Title", (), ()),
        ("paragraph", 8, "A first one.", ("a2020",), ()),
        ("paragraph", 8, "A second, of two works, here.", ("b2020", "c2020"), ()),
        ("paragraph", 9, "And a third.", (), ()),
        ("paragraph", 11, "The table gives:", ("d2020",), ()),
        ("table row", 13, "Head", ("e2020",), ("d2020", "e2020", "e2020")),
        ("table row", 13, "Level", (), ("d2020", "e2020", "e2020")),
        ("table row", 15, "One", ("f2020",), ("d2020", "f2020", "e2020")),
        ("table row", 15, "5", (), ("d2020", "f2020", "e2020")),
        ("table row", 16, "Two", (), ("d2020", "e2020")),
        ("table row", 16, "6", (), ("d2020", "e2020")),
        ("paragraph", 18, "After it.", (), ()),
        ("list item", 20, "An item.", ("g2020",), ()),
        ("paragraph", 22, "Quoted.", (), ()),
        ("image", 24, "a hint", (), ()),
        ("image", 24, "A picture", (), ()),
        ("block", 26, "A box", (), ()),
        ("paragraph", 29, "Inside.", (), ()),
    ]


def test_what_a_text_stands_in() -> None:
    found = source(BODY, "en").texts
    assert {text.text: text.head for text in found}["6"] == "Level"
    inside = next(text for text in found if text.text == "Inside.")
    assert [(call.name, call.option("type")) for call in inside.blocks] == [("admonition", "example")]
    assert all(not text.blocks for text in found if text is not inside)


def test_two_tables_have_their_own_heads() -> None:
    body = "# T {#t}\n\n| A[@a2020] |\n|---|\n| 1 |\n\n| B |\n|---|\n| 2 |\n"
    assert {text.text: (text.head, text.cites) for text in source(body, "en").texts[3:]} == {
        "A": ("", ("a2020", "a2020")),
        "1": ("A", ("a2020",)),
        "B": ("", ()),
        "2": ("B", ()),
    }


def test_chinese_cites_before_the_stop() -> None:
    (text,) = source("第一句[@a2020]。第二句，没有。", "zh").texts[2:]
    assert [(one.text, one.cites) for one in text.sentences] == [("第一句。", ("a2020",)), ("第二句，没有。", ())]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def test_data_files(root: Path) -> None:
    """Every translated text of a file, with what its entry cites."""
    site, problems = check(root)
    assert site is not None
    sources = texts_of(site.shelf, languages_of(site.settings, problems), Problems(root))
    doses = [item for item in sources if item.path.name == "doses.yml"]
    assert [item.texts[0].locale for item in doses] == ["zh", "en"]
    first = doses[1].texts[0]
    lines = (root / "docs/salt/doses.yml").read_text(encoding="utf-8").splitlines()
    assert all(text.text.split()[0] in " ".join(lines[text.line - 1 : text.line + 2]) for text in doses[1].texts)
    assert first.cites and first.place[-1] == "en"
    assert {item.path.name for item in sources} >= {"tutorial.yml", "doses.yml", "index.en.md", "index.zh.md"}

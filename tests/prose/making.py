"""Texts for the tests of prose: what an author writes, read as a page's."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tandem.core.page import Page, read_page
from tandem.core.problems import Problems
from tandem.core.tutorial import Tutorial, TutorialFile
from tandem.parity.paragraphs import PARAGRAPH
from tandem.prose.texts import Source, Text, page_texts

from tests.parity.texts import languages

PATH = Path("section.md")
TUTORIAL = Tutorial(Path("salt"), TutorialFile.model_construct(sections=["section"], source=None))


def page(body: str, locale: str, *, description: str = "All.") -> Page:
    """A page of a body."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"section.{locale}.md"
        path.write_text(f'---\ntitle: "T"\ndescription: "{description}"\n---\n\n{body}\n', encoding="utf-8")
        found = read_page(path, locale, "section", Problems(Path(folder)))
    assert found is not None
    return found


def source(body: str, locale: str, *, description: str = "All.", tutorial: Tutorial | None = TUTORIAL) -> Source:
    """The texts of a page, front matter first."""
    return page_texts(page(body, locale, description=description), languages()[locale], tutorial)


def texts(body: str, locale: str) -> list[Text]:
    """The texts of a page's body, without its front matter."""
    return list(source(body, locale).texts[2:])


def one_text(written: str, locale: str, *, raw: bool = False) -> Text:
    """The text of one paragraph as an author writes it; `raw` takes it as it is."""
    if raw:
        return Text(PATH, languages()[locale], PARAGRAPH, written, 1)
    return next(text for text in texts(written, locale) if text.kind == PARAGRAPH)

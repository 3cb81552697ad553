"""Questions as people ask them, each with the sections that answer it, and how the search does on them.

The two halves stand in `tests/search/questions/`, where it is told how they were written: `tune` is to tune on,
`report` to be measured by. The engine is asked, with a built site's own data and in the order in which its dialog shows
results: hundreds of questions in a few seconds. That the dialog shows what the engine finds is for the tests of the
browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from tandem.core.shelf import Shelf
from tandem.search.sections import read_sections

HERE = Path(__file__).resolve().parents[2] / "tests/search/questions"
HALVES = ("tune", "report")
FIRST = 3
ENGINE = Path(__file__).resolve().parents[2] / "hooks/tandem/search"
FILES = ("vendor/searchable-map.js", "engine/text.js", "engine/index.js", "engine/find.js")
ASKER = "engine/ask.js"  # a script of its own, with a scope of its own
SEARCH = "assets/tandem/search"
# For questions typed in a tutorial: of each the first results' places.
ASK = """([entry, data, words, here, questions]) => {
  const finder = makeFinder(entry, window.stem || ((word) => word));
  for (const [part, texts] of data) finder.add(part, texts);
  finder.teach(window.makeAsker, words);
  return questions.map((question) => grouped(finder.search(question).results, here).flat().slice(0, 10)
    .map(({ section }) => `${section.part ? section.part + "/" : ""}${section.address}#${section.anchor}`));
}"""


@dataclass(frozen=True)
class Question:
    """`answers` are `page#anchor` in the tutorial `site`, `/page#anchor` outside tutorials; none where none does."""

    language: str
    site: str
    kind: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """`first`: the share answered in the first three results; `rank`: the mean reciprocal rank, both of `count` that
    have an answer; `wrong`: of `unanswered` ones how many a page was put first for; `missed`: what was not answered.
    """

    count: int
    first: float
    rank: float
    unanswered: int
    wrong: int
    missed: tuple[str, ...]


def read(path: Path) -> list[Question]:
    """A file of questions."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = (line.split("\t") for line in lines[1:])
    return [
        Question(language, site, kind, text, () if answers == "none" else tuple(answers.split(" ")))
        for language, site, kind, text, answers in rows
    ]


class Places:
    """Where a result of a built site leads to, as the questions' answers write it."""

    def __init__(self, shelf: Shelf, site: Path) -> None:
        self.shelf, self.site = shelf, site
        self._headings: dict[str, dict[str, str]] = {}

    def key(self, address: str, locale: str, tutorial: str) -> str:
        """`page#anchor`: of a heading that the build made, the one above it that the sources name."""
        page, _, anchor = address.partition("#")
        folder, _, name = page.removesuffix(".html").rpartition("/")
        if folder not in ("", tutorial):
            return address
        prefix = next(language.prefix for language in self.shelf.settings.languages if language.locale == locale)
        if prefix + page not in self._headings:
            self._headings[prefix + page] = self._read(prefix + page, locale, folder, name)
        return f"{'' if folder else '/'}{name}#{self._headings[prefix + page].get(anchor, anchor)}"

    def _read(self, path: str, locale: str, tutorial: str, name: str) -> dict[str, str]:
        known = set(self.shelf.find(tutorial, locale, name)[1].ids)
        if not tutorial and name == "glossary":
            known |= {term.id for term in self.shelf.glossary.terms}
        found, last = {}, ""
        for section in read_sections((self.site / path).read_text(encoding="utf-8")):
            last = section.anchor if section.anchor in known or not last else last
            found[section.anchor] = last
        return found


def ranks(
    browser: Browser,
    places: Places,
    questions: Sequence[Question],
    *,
    asks: bool = True,
    alone: bool = False,
    beside: Path | None = None,
) -> dict[Question, list[str]]:
    """For each question, asked in its tutorial, the places of the results in order.

    `asks`: with what authors claim; `alone`: without the texts of the shelf's other tutorials; `beside`: with those of
    another built site's tutorials on the shelf.
    """
    found: dict[Question, list[str]] = {}
    for locale, tutorial in dict.fromkeys((question.language, question.site) for question in questions):
        asked = [one for one in questions if (one.language, one.site) == (locale, tutorial)]
        folder = places.site / SEARCH
        entry = _value(folder / f"{locale}.js")
        parts = [(name, f"{locale}/{name}.{digest}.js") for name, digest in entry["tutorials"].items()]
        parts = [part for part in parts if not alone or part[0] == tutorial]
        parts.sort(key=lambda part: part[0] != tutorial)  # it comes first to its reader
        more = texts_of(beside, locale) if beside else []
        data = (
            [(name, _value(folder / file)) for name, file in parts] + more + [("", _value(folder / entry["outside"]))]
        )
        if not asks:
            data = [(name, {**texts, "asks": {}}) for name, texts in data]
        page = browser.new_page()
        page.goto("about:blank")
        script = "\n".join((ENGINE / file).read_text(encoding="utf-8") for file in FILES)
        if entry["stemmer"]:
            stemmer = (folder / entry["stemmer"]).read_text(encoding="utf-8")
            page.evaluate(f"() => {{ window.tandemSearch = (name, stem) => {{ window.stem = stem; }}; {stemmer} }}")
        page.evaluate(f"() => {{ {script}\n window.ask = {ASK}; }}")
        asker = (ENGINE / ASKER).read_text(encoding="utf-8")
        page.evaluate(f"() => {{ window.tandemSearch = (name, make) => {{ window.makeAsker = make; }}; {asker} }}")
        texts = [one.text for one in asked]
        answered = page.evaluate(
            "(given) => window.ask(given)", [entry, data, _value(folder / entry["words"]), tutorial, texts]
        )
        page.close()
        for question, addresses in zip(asked, answered, strict=True):
            found[question] = [places.key(address, locale, tutorial) for address in addresses]
    return found


def texts_of(site: Path, locale: str) -> list[tuple[str, Any]]:
    """What the search of a built site has of each tutorial in a language."""
    folder = site / SEARCH
    entry = _value(folder / f"{locale}.js")
    return [(name, _value(folder / f"{locale}/{name}.{digest}.js")) for name, digest in entry["tutorials"].items()]


def _value(path: Path) -> Any:
    """What a data script hands over."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def total(found: Mapping[Question, Sequence[str]]) -> Total:
    """The figures for questions and what was found for each."""
    places = {question: _place(question.answers, keys) for question, keys in found.items() if question.answers}
    count = len(places)
    return Total(
        count,
        sum(0 < place <= FIRST for place in places.values()) / count,
        sum(1 / place for place in places.values() if place) / count,
        len(found) - count,
        sum(bool(keys) for question, keys in found.items() if not question.answers),
        tuple(question.text for question, place in places.items() if not 0 < place <= FIRST),
    )


def _place(answers: Iterable[str], keys: Sequence[str]) -> int:
    """Which of the results answers; 0 for none. An answer without an anchor is any of the page's."""
    right = set(answers)
    return next((at for at, key in enumerate(keys, 1) if key in right or key.partition("#")[0] in right), 0)
